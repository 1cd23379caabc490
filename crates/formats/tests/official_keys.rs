//! The published lists of official keys, when they are at hand: every row is read, and the counts are those of the publisher.

use std::{fs::File, io::BufReader, path::PathBuf};

#[test]
fn counts() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/territories");
    for l in ["LAN", "RBZ", "KRS", "VWG", "GEM"] {
        let mut input = BufReader::new(File::open(folder.join(format!("vg250ew_20221231_{l}.csv"))).unwrap());
        let t = std::time::Instant::now();
        let (level, keys) = formats::official_keys::read(&mut input, &formats::limits::Limits::default()).unwrap();
        println!(
            "{l} {level} {} land {} {:?} {:?}",
            keys.len(),
            keys.iter().filter(|k| k.land_area).count(),
            t.elapsed(),
            keys[0]
        );
    }
}
