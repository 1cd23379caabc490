//! Lists of official keys: every row is read, waters apart from land, and a flaw is named by line and column.

use std::io::Cursor;

use figures::territory::Level;
use formats::{FileError, limits::Limits, official_keys};

use crate::samples::official;

const HEADER: &str = "AGS,ARS,GEN,BEZ,BEM,NUTS,EWZ,KFL,GF,AGS_0,ARS_0,WSK,OBJID";
const LINES: &str = "05515000,055150000000,Münster,Stadt,kreisfrei,DEA33,320946,303.28,4,05515000,055150000000,1974-12-31,X\r\n\
                     05515000,055150000000,Münster,Stadt,kreisfrei,DEA33,0,0.0,2,05515000,055150000000,,Y\r\n";

fn read(text: &str) -> Result<(Level, Vec<official_keys::OfficialKey>), FileError> {
    official_keys::read(&mut Cursor::new(text), &Limits::default())
}

#[test]
fn names_numbers_and_days_are_read_and_waters_are_marked() {
    let (level, keys) = read(&format!("{HEADER}\r\n{LINES}")).unwrap();
    assert_eq!((level, keys.len()), (Level::Municipality, 2));
    let [land, water] = &keys[..] else { panic!("two rows") };
    assert_eq!(
        (land.name.as_str(), land.designation.as_str(), land.row),
        ("Münster", "Stadt", 2)
    );
    assert_eq!(
        (land.population, land.area_km2, land.land_area),
        (Some(320_946), Some(303.28), true)
    );
    assert_eq!(
        land.valid_since.map(|day| day.to_string()).as_deref(),
        Some("1974-12-31")
    );
    assert_eq!(
        (water.population, water.valid_since, water.land_area),
        (Some(0), None, false)
    );
    assert_eq!(water.key, land.key);
}

#[test]
fn associations_have_no_ags() {
    let line =
        "--------,010515163,Burg-St. Michaelisdonn,Amt,--,DEF05,16163,234.5,4,--------,010515163000,2008-01-01,Z\n";
    let (level, keys) = read(&format!("{HEADER}\n{line}")).unwrap();
    assert_eq!(
        (level, keys[0].ags.as_deref(), keys[0].key.code()),
        (Level::Association, None, "010515163")
    );
    assert_eq!(keys[0].remark, None);
}

#[test]
fn a_flaw_is_named_by_line_and_column() {
    let check = |from: &str, to: &str, expected: &str| {
        let error = read(&format!("{HEADER}\r\n{LINES}").replacen(from, to, 1)).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
    };
    check(
        "320946",
        "many",
        "line 2, column EWZ: \"many\" is not a number of inhabitants",
    );
    check("320946", "-5", "line 2, column EWZ");
    check("303.28", "303,28x", "line 2");
    check(
        "05515000,",
        "99999999,",
        "line 2, column AGS: \"99999999\" is not an official key",
    );
    check("1974-12-31", "gestern", "line 2, column WSK");
    check(",4,", ",7,", "line 2, column GF");
    check(
        "05515000,055150000000,Münster,Stadt,kreisfrei,DEA33,0",
        "05515,05515,Münster,Stadt,,,0",
        "same level as the first one",
    );
    check("EWZ", "Einwohner", "none of them is the EWZ");
    assert_eq!(read("").unwrap_err().code(), "empty");
    assert_eq!(read(HEADER).unwrap_err().code(), "no_data");
}

#[test]
fn given_where_figures_are_expected_a_list_says_what_it_is() {
    let mut input = Cursor::new(format!("{HEADER}\r\n{LINES}"));
    let format = formats::open(&mut input, None, &Limits::default()).unwrap();
    assert_eq!(format.id(), "official-keys");
    let outcome = format.read(
        &mut input,
        &formats::ReadOptions::default(),
        &Limits::default(),
        &mut |_| {},
    );
    assert_eq!(outcome.unwrap_err().code(), "keys_not_figures");
}

#[test]
fn the_published_lists_have_as_many_rows_as_the_publisher_says() {
    let Some(folder) = official("territories") else {
        // Without the published lists the small one above stands for them.
        return assert_eq!(read(&format!("{HEADER}\r\n{LINES}")).unwrap().1.len(), 2);
    };
    let counts = ["LAN", "RBZ", "KRS", "VWG", "GEM"].map(|name| {
        let bytes = std::fs::read(folder.join(format!("vg250ew_20221231_{name}.csv"))).unwrap();
        let (_, keys) = official_keys::read(&mut Cursor::new(bytes), &Limits::default()).unwrap();
        (keys.len(), keys.iter().filter(|key| key.land_area).count())
    });
    assert_eq!(counts, [(35, 16), (20, 19), (430, 400), (4682, 4600), (11_119, 10_990)]);
}
