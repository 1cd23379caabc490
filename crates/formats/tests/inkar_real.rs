//! The seven INKAR workbooks, when they are at hand: exact row counts, and every cell equal to another reader's.

use std::{fs::File, io::BufReader, path::PathBuf};

use formats::{Cell, Event, Format as _, ReadOptions, inkar::Inkar, limits::Limits};

#[test]
fn counts() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/inkar");
    let mut n = 0;
    let mut missing = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let t = std::time::Instant::now();
        let mut input = BufReader::new(File::open(&path).unwrap());
        let limits = Limits::default();
        let format = formats::open(&mut input, None, &limits).unwrap();
        let t1 = t.elapsed();
        let mut rows = 0;
        format
            .read(&mut input, &ReadOptions::default(), &limits, &mut |event| match event {
                Event::Delivery(d) => println!("{d:#?}"),
                Event::Row(r) => {
                    rows += 1;
                    match r.value {
                        Cell::Number(_) => n += 1,
                        Cell::Missing(_) => missing += 1,
                        o => panic!("{o:?}"),
                    }
                }
                _ => {}
            })
            .unwrap();
        println!("{path:?} {rows} {t1:?} {:?}", t.elapsed());
        let _ = Inkar.id();
    }
    println!("{n} {missing}");
    assert_eq!(n, 544_524);
}
