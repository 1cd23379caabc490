//! Areas from files: GeoJSON, shapefiles, well-known binary, projections, and the common borders of neighbours.

use std::{
    collections::BTreeMap,
    io::{Cursor, Write as _},
};

use formats::{
    geometry::{self, GeometryError, Layer, Loose, Reference, area_km2, keys, wkb},
    limits::Limits,
    topojson::{LooseArea, Topology},
};

type Result<T = (), E = Box<dyn std::error::Error>> = std::result::Result<T, E>;

fn read(text: &str) -> std::result::Result<Layer, GeometryError> {
    geometry::read(&mut Cursor::new(text), &Limits::default())
}

fn of_two_towns(coordinates: [&str; 2], crs: &str) -> String {
    let feature = |key: &str, ring: &str| {
        format!(
            r#"{{"type":"Feature","extra":1,"properties":{{"AGS":"code1","ARS":"{key}","GEN":null}},"geometry":{{"type":"Polygon","coordinates":[{ring}]}}}}"#
        )
    };
    format!(
        r#"{{"type":"FeatureCollection"{crs},"name":"towns","features":[{},{},{{"type":"Feature","properties":{{}},"geometry":{{"type":"Point","coordinates":[7,51]}}}}]}}"#,
        feature("05515000", coordinates[0]),
        feature("05558012", coordinates[1]),
    )
}

#[test]
fn geojson_of_offices_is_read_with_foreign_members_and_an_old_crs() -> Result {
    let text = of_two_towns(
        [
            "[[405000,5757000,60],[406000,5757000,60],[406000,5758000,60],[405000,5757000,60]]",
            "[[406000,5757000],[407000,5757000],[406000,5758000]]",
        ],
        r#","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::25832"}}"#,
    );
    let layer = read(&text)?;
    assert_eq!(layer.left_out, BTreeMap::from([("Point".to_owned(), 1)]));
    let found = keys::find(&layer.features, &|key| key.len() == 8).ok_or("a property with keys")?;
    assert_eq!((found.name.as_str(), found.n_known), ("ARS", 2));
    assert_eq!(found.deceptive, Some(("AGS".to_owned(), "code1".to_owned())));
    let layer = layer.into_degrees(None)?;
    let [x, y] = layer.features[0].shape[0][0][0];
    // In Münster; computed by PROJ 9.5 (pyproj).
    assert!((x - 7.617_516).abs() < 1e-6 && (y - 51.955_576).abs() < 1e-6, "{x} {y}");
    Ok(())
}

#[test]
fn coordinates_that_lie_elsewhere_are_explained() -> Result {
    let degrees = "[[7.6,51.9],[7.7,51.9],[7.7,52],[7.6,51.9]]";
    let exchanged = "[[51.9,7.6],[51.9,7.7],[52,7.7],[51.9,7.6]]";
    let metres = "[[405000,5757000],[406000,5757000],[406000,5758000],[405000,5757000]]";
    let utm = r#","crs":{"type":"name","properties":{"name":"EPSG:25832"}}"#;
    for (ring, crs, stated, expected) in [
        (exchanged, "", None, "the axes are exchanged"),
        (metres, "", None, "these are metres and no degrees"),
        (degrees, utm, None, "these are degrees and no metres"),
        (degrees, "", Some("EPSG:25832"), "these are degrees and no metres"),
        ("[[1e300,51],[7,1e300],[7,52]]", "", None, "lies outside of Germany"),
    ] {
        let stated = stated.map(Reference::named).transpose()?;
        let layer = read(&of_two_towns([ring, ring], crs))?;
        let message = layer
            .into_degrees(stated.as_ref())
            .map(|_| ())
            .expect_err(ring)
            .to_string();
        assert!(message.contains(expected), "{message}");
    }
    Ok(())
}

#[test]
fn nonsense_gets_one_sentence() {
    for (text, expected) in [
        ("", "the file is empty"),
        ("{", "this is no GeoJSON"),
        ("[1,2]", "none of the known kinds"),
        ("<kml/>", "XML"),
        (
            r#"{"type":"Topology","arcs":[],"objects":{"a":{"type":"Polygon","arcs":[[3]]}}}"#,
            "border 3, which is not there",
        ),
        (r#"{"type":"Polygon","coordinates":[]}"#, "a single geometry"),
        (r#"{"type":"FeatureCollection"}"#, "no member \"features\""),
        (
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[["a",1]]]}}]}"#,
            "is no position",
        ),
        (
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Blob","coordinates":[]}}]}"#,
            "which GeoJSON does not know",
        ),
        (
            r#"{"type":"FeatureCollection","crs":{"properties":{"name":"EPSG:9999"}},"features":[]}"#,
            "\"EPSG:9999\"",
        ),
    ] {
        let message = read(text).map(|_| ()).expect_err(text).to_string();
        assert!(message.contains(expected), "{text}: {message}");
    }
    let message = read(r#"{"type":"FeatureCollection","features":[]}"#).and_then(|layer| layer.into_degrees(None));
    assert!(matches!(message, Err(GeometryError::NoAreas(_))));
}

#[test]
fn systems_of_offices_lead_to_the_same_place() -> Result {
    // A place in Bonn; computed by PROJ 9.5 (pyproj) from 7.10 E, 50.73 N in WGS 84.
    for (system, x, y) in [
        ("EPSG:4326", 7.10, 50.73),
        ("4258", 7.10, 50.73),
        (
            "http://www.opengis.net/def/crs/EPSG/0/25832",
            365_910.341_7,
            5_621_522.060_5,
        ),
        ("EPSG:4647", 32_365_910.341_7, 5_621_522.060_5),
        ("EPSG:25833", -57_196.435_1, 5_649_624.586_1),
        ("EPSG:3857", 790_368.384_6, 6_573_672.101_5),
        ("EPSG:3035", 4_116_301.605_8, 3_072_761.936_8),
        ("EPSG:31467", 3_365_930.414_0, 5_623_330.587_8),
        ("EPSG:31466", 2_577_706.112_2, 5_622_187.929_0),
    ] {
        let text = of_two_towns(
            [&format!("[[{x},{y}],[{},{y}],[{x},{}],[{x},{y}]]", x + 0.001, y + 0.001); 2],
            "",
        );
        let layer = read(&text)?.into_degrees(Some(&Reference::named(system)?))?;
        let [longitude, latitude] = layer.features[0].shape[0][0][0];
        // Exact to a centimetre, but for the old datum, which is right to three metres: 0.00005 degrees.
        let room = if system.contains("314") { 5e-5 } else { 1e-7 };
        assert!(
            (longitude - 7.10).abs() < room && (latitude - 50.73).abs() < room,
            "{system}: {longitude} {latitude}"
        );
    }
    Ok(())
}

const PRJ: &str = r#"PROJCS["ETRS_1989_UTM_Zone_32N",GEOGCS["GCS_ETRS_1989",DATUM["D_ETRS_1989",SPHEROID["GRS_1980",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]"#;

/// A shapefile with one polygon with a hole, of a type with or without heights.
fn shapefile(kind: i32, is_alike: bool) -> Loose {
    let outer: [[f64; 2]; 5] = [
        [365_000.0, 5_621_000.0],
        [365_000.0, 5_622_000.0],
        [366_000.0, 5_622_000.0],
        [366_000.0, 5_621_000.0],
        [365_000.0, 5_621_000.0],
    ];
    let mut hole: [[f64; 2]; 5] = [
        [365_200.0, 5_621_200.0],
        [365_800.0, 5_621_200.0],
        [365_800.0, 5_621_800.0],
        [365_200.0, 5_621_800.0],
        [365_200.0, 5_621_200.0],
    ];
    if is_alike {
        hole.reverse();
    }
    let mut record = kind.to_le_bytes().to_vec();
    record.extend([0; 32]);
    record.extend(2_i32.to_le_bytes());
    record.extend(10_i32.to_le_bytes());
    record.extend(0_i32.to_le_bytes());
    record.extend(5_i32.to_le_bytes());
    for number in outer.iter().chain(&hole).flatten() {
        record.extend(number.to_le_bytes());
    }
    if kind == 15 {
        record.extend([0; 16 + 10 * 8]);
    }
    let mut shp = vec![0; 100];
    shp[..4].copy_from_slice(&9994_i32.to_be_bytes());
    shp.extend(1_i32.to_be_bytes());
    shp.extend(((record.len() / 2) as i32).to_be_bytes());
    shp.extend(record);
    let mut dbf = vec![3, 124, 1, 1, 1, 0, 0, 0, 97, 0, 21, 0];
    dbf.extend([0; 20]);
    for (name, width) in [("ARS", 12_u8), ("GEN", 8)] {
        let mut field = name.as_bytes().to_vec();
        field.resize(11, 0);
        field.push(b'C');
        field.extend([0; 4]);
        field.push(width);
        field.extend([0; 15]);
        dbf.extend(field);
    }
    dbf.push(0x0d);
    dbf.extend(b" 053140000000K\xf6ln    ");
    Loose {
        shp,
        dbf: Some(dbf),
        prj: Some(PRJ.as_bytes().to_vec()),
        cpg: Some(b"ISO-8859-1".to_vec()),
    }
}

#[test]
fn shapefiles_have_holes_heights_and_their_own_encoding() -> Result {
    for (kind, is_alike) in [(5, false), (15, false), (5, true)] {
        let layer = geometry::read_shapefile(&shapefile(kind, is_alike), &Limits::default())?;
        let feature = &layer.features[0];
        assert_eq!(
            (feature.property("ars"), feature.property("GEN")),
            (Some("053140000000"), Some("Köln"))
        );
        let layer = layer.into_degrees(None)?;
        let area = area_km2(&layer.features[0].shape);
        assert!((area - 0.64).abs() < 0.01, "{kind} {is_alike}: {area} km²");
    }
    Ok(())
}

#[test]
fn a_packed_shapefile_is_found_among_other_files_and_a_broken_one_is_named() -> Result {
    let parts = shapefile(5, false);
    let mut bytes = Cursor::new(Vec::new());
    let mut zip = zip::ZipWriter::new(&mut bytes);
    let options = zip::write::SimpleFileOptions::default();
    let dbf = parts.dbf.clone().unwrap_or_default();
    for (name, content) in [
        ("vg/LIESMICH.txt", b"Hinweise".to_vec()),
        ("vg/VG250_GEM.shp", parts.shp.clone()),
        ("vg/vg250_gem.DBF", dbf),
        ("vg/VG250_GEM.prj", PRJ.into()),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(&content)?;
    }
    zip.finish()?;
    let layer = geometry::read(&mut bytes, &Limits::default())?;
    assert_eq!((layer.features.len(), layer.reference.is_some()), (1, true));
    for (what, broken, expected) in [
        (
            "cut off",
            Loose {
                shp: parts.shp[..150].to_vec(),
                ..shapefile(5, false)
            },
            "cut off",
        ),
        (
            "no table",
            Loose {
                dbf: None,
                ..shapefile(5, false)
            },
            "no DBF",
        ),
        (
            "short table",
            Loose {
                dbf: parts.dbf.clone().map(|dbf| dbf[..40].to_vec()),
                ..shapefile(5, false)
            },
            "DBF",
        ),
        (
            "no shapes",
            Loose {
                shp: vec![1; 300],
                ..shapefile(5, false)
            },
            "do not begin",
        ),
    ] {
        let message = geometry::read_shapefile(&broken, &Limits::default())
            .map(|_| ())
            .expect_err(what)
            .to_string();
        assert!(message.contains(expected), "{what}: {message}");
    }
    Ok(())
}

#[test]
fn well_known_binary_is_read_in_both_orders_and_never_trusted() -> Result {
    let ring = [[7.0, 51.0], [8.0, 51.0], [8.0, 52.0], [7.0, 51.0]];
    let mut blob = b"GP\0\x01\xe6\x10\0\0".to_vec();
    blob.push(1);
    blob.extend(1003_u32.to_le_bytes());
    blob.extend(1_u32.to_le_bytes());
    blob.extend(4_u32.to_le_bytes());
    for [x, y] in ring {
        for number in [x, y, 60.0] {
            blob.extend(f64::to_le_bytes(number));
        }
    }
    let expected = wkb::Geometry::Area(vec![vec![ring.to_vec()]]);
    assert_eq!(wkb::geopackage(&blob)?, expected);
    let mut big = vec![0];
    for number in [3_u32, 1, 4] {
        big.extend(number.to_be_bytes());
    }
    for number in ring.iter().flatten() {
        big.extend(number.to_be_bytes());
    }
    assert_eq!(wkb::read(&big)?, expected);
    for n in 0..blob.len() {
        assert!(wkb::geopackage(&blob[..n]).is_err(), "cut off at {n}");
    }
    let mut liar = blob.clone();
    liar[13..17].copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(wkb::geopackage(&liar).is_err());
    Ok(())
}

/// Three towns: two neighbours with a winding border, and one inside the first.
fn towns() -> Vec<LooseArea> {
    let border: Vec<[f64; 2]> = (0..=100)
        .map(|n| [8.0 + 0.01 * f64::from(n % 3), 51.0 + 0.01 * f64::from(n)])
        .collect();
    let inner = vec![[7.4, 51.4], [7.6, 51.4], [7.6, 51.6], [7.4, 51.6], [7.4, 51.4]];
    let mut west = vec![[7.0, 52.0], [7.0, 51.0]];
    west.extend(&border);
    west.push([7.0, 52.0]);
    let mut east: Vec<[f64; 2]> = border.iter().rev().copied().collect();
    east.extend([[9.0, 51.0], [9.0, 52.0]]);
    east.push(border[100]);
    let hole = inner.iter().rev().copied().collect();
    let area = |id: &str, shape| LooseArea {
        layer: "towns".to_owned(),
        id: id.to_owned(),
        shape,
    };
    vec![
        area("west", vec![vec![west, hole]]),
        area("east", vec![vec![east]]),
        area("inner", vec![vec![inner]]),
    ]
}

#[test]
fn neighbours_keep_their_common_border_however_coarse_it_is() -> Result {
    let areas = towns();
    let mut topology = Topology::of(&areas, 1e-4);
    let before = topology.n_positions();
    topology.simplify(20_000_000.0);
    assert!(
        topology.n_positions() * 4 < before,
        "{before} to {}",
        topology.n_positions()
    );
    let read = Topology::read(&topology.write())?;
    assert_eq!(read, topology);
    let shapes: Vec<_> = read.areas.iter().map(|area| read.shape(area)).collect();
    let whole: f64 = shapes.iter().map(area_km2).sum();
    let rectangle = vec![vec![vec![
        [7.0, 51.0],
        [9.0, 51.0],
        [9.0, 52.0],
        [7.0, 52.0],
        [7.0, 51.0],
    ]]];
    assert!(
        (whole - area_km2(&rectangle)).abs() < 1.0,
        "no gap and no overlap: {whole}"
    );
    let joined = read.joined("towns", "whole", &|_| Some("all".to_owned()));
    assert_eq!(joined.len(), 1);
    let shape = read.shape(&joined[0]);
    assert_eq!(
        (shape.len(), shape[0].len()),
        (1, 1),
        "inner borders and filled holes disappear"
    );
    assert!((area_km2(&shape) - whole).abs() < 1.0);
    Ok(())
}

#[test]
fn lists_of_changes_are_read_below_titles_and_headings_of_several_lines() -> Result {
    use formats::territory_lists::changes::{self, ChangeKind};
    let list = "Gebietsänderungen vom 01.01. bis 31.12.2021;;;;;;;;;;;;\n\
        ;;;;;;;;;;;;\n\
        lfd. Nr.;Verwaltungs-ebene;Amtlicher Regionalschlüssel (ARS);Amtlicher Gemeindeschlüssel (AGS);Gemeindename;Art der Änderung;Fläche in ha;Einwohner;Amtlicher Regionalschlüssel (ARS);Amtlicher Gemeindeschlüssel (AGS);Gemeindename;Wirksamkeit der Änderung;\n\
        ;;;;;;;;;;;rechtlich;statistisch\n\
        1;Gemeinde;160560000000;16056000;Eisenach, Stadt;3;10.417,23;41 970;160630105105;16063105;Eisenach, Stadt;01.07.2021;01.07.2021\n\
        2;Gemeinde;010535323011;01053011;Beispiel;1;;512;010535323012;01053012;Anderswo;01.03.2021;01.03.2021\n\
        3;Gemeinde;010535323012;01053012;Anderswo;2;12,5;0;010535323013;01053013;Nebenan;01.03.2021;\n\
        4;Gemeinde;010535323013;01053013;Nebenan;9;;;010535323013;01053013;Nebenan;01.03.2021;\n\
        © Statistisches Bundesamt (Destatis), 2022;;;;;;;;;;;;\n";
    let read = changes::read(&mut Cursor::new(list), &Limits::default())?;
    let told: Vec<_> = read
        .changes
        .iter()
        .map(|one| {
            (
                one.kind,
                one.old_key.code(),
                one.new_key.code(),
                one.population,
                one.area_ha,
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (ChangeKind::Key, "16056000", "16063105", Some(41_970), Some(10_417.23)),
            (ChangeKind::Dissolved, "01053011", "01053012", Some(512), None),
            (ChangeKind::Part, "01053012", "01053013", Some(0), Some(12.5)),
        ]
    );
    assert_eq!(read.changes[0].legally_on.to_string(), "2021-07-01");
    assert_eq!((read.left_out.len(), read.left_out[0].row), (1, 8));
    assert!(
        read.left_out[0].reason.message.contains("\"9\" is no kind of change"),
        "{:?}",
        read.left_out
    );
    assert!(changes::read(&mut Cursor::new("AGS;Jahr;Wert\n05515000;2020;1\n"), &Limits::default()).is_err());
    Ok(())
}

#[test]
fn tables_between_two_days_tell_shares_and_leave_out_what_stayed() -> Result {
    use formats::territory_lists::changes::{self, ChangeKind};
    let table = "Kreise 31.12.2015;Kreisname 2015;flächenproportionaler Umsteigeschlüssel;bevölkerungsproportionaler Umsteigeschlüssel;Kreise 31.12.2016;Kreisname 2016\n\
        3151000;Gifhorn;1;1;3151000;Gifhorn\n\
        3152000;Göttingen, alt;1;1;3159000;Göttingen\n\
        15151000;Anhalt-Zerbst;0,4;0,35;15082000;Anhalt-Bitterfeld\n";
    let read = changes::read(&mut Cursor::new(table), &Limits::default())?;
    assert_eq!((read.changes.len(), read.n_unchanged), (2, 1));
    let first = &read.changes[0];
    assert_eq!(
        (first.kind, first.is_day_known, first.area_share),
        (ChangeKind::Dissolved, false, Some(1.0))
    );
    assert_eq!(read.changes[1].population_share, Some(0.35));
    Ok(())
}

#[test]
fn types_are_found_by_their_looks_and_keys_by_what_is_known() -> Result {
    use formats::territory_lists::types;
    let table = "Kennziffer,Name,Siedlungsstruktureller Kreistyp Kennziffer,Siedlungsstruktureller Kreistyp Name,Kreistyp\n\
        7131000,Ahrweiler,3,Ländlicher Kreis,K3.1\n\
        9999000,Nirgendwo,3,Ländlicher Kreis,K3.1\n\
        9771000,Aichach-Friedberg,3,Ländlicher Kreis,\n";
    let is_known = |text: &str| matches!(text, "7131000" | "9771000");
    let read = types::read(&mut Cursor::new(table), None, &is_known, &Limits::default())?;
    assert_eq!(
        (read.places.len(), read.places[0].code.as_str(), read.left_out.len()),
        (1, "K3.1", 2)
    );
    let other = types::read(
        &mut Cursor::new(table),
        Some("Siedlungsstruktureller Kreistyp Kennziffer"),
        &is_known,
        &Limits::default(),
    )?;
    assert_eq!(other.places[1].code, "3");
    assert!(types::read(&mut Cursor::new("a,b\n1,2\n"), None, &is_known, &Limits::default()).is_err());
    Ok(())
}

#[test]
fn official_lists_of_all_years_are_read_with_and_without_headings() -> Result {
    use formats::territory_lists::changes::{self, ChangeKind};
    // The order of the columns has stayed since 2008; headings stand in merged cells, are called otherwise or are missing.
    let rows = "01/2008/0001-R;Gemeinde;010510000001;01051001;Albersdorf;3;1.234,5;3 800;010515163001;01051001;Albersdorf;2008-01-01;2008-01-01\n\
        01/2008/0002;Gemeinde;010535323011;01053011;Beispiel;1;;512;010535323012;01053012;Anderswo;39508;\n\
        01/2008/0003;Kreis;03152;03152;Göttingen;1;111.800;-;03159;03159;Göttingen;01.11.2016;31.12.2016\n\
        01/2008/0004;Gemeinde;010535323013;01053013;Nebenan;2;viel;0;010535323012;01053012;Anderswo;01.03.2008;\n\
        01/2008/0005;Gemeinde;010535323014;01053014;Selbst;1;1;0;010535323014;01053014;Selbst;01.03.2008;\n\
        01/2008/0006;Gemeinde;010535323015;01053015;Groß;1;1;0;01053;01053;Kreis;01.03.2008;\n\
        01/2008/0007;Gemeinde;010535323016;01053016;Ohne Tag;1;1;0;010535323012;01053012;Anderswo;31.02.2008;\n\
        01/2008/0008;Gemeinde;010535323017;01053017;Name;4;;;010535323017;01053017;Anderer Name;01.03.2008;01.03.2008\n";
    let headings = [
        "",
        "Namens-, Grenz- und Schlüsseländerungen;;;;;;;;;;;;\n\n\
         Nr.;Regionale Einheit;vor der Änderung;;;Änderung;;;nach der Änderung;;;wirksam;\n\
         ;;ARS;AGS;Name;Art;Fläche;Bev.;ARS;AGS;Name;juristisch;statistisch\n",
        "id;unit;von: Regionalschlüssel;von: Gemeindeschlüssel;von: Name;Änderung;Fläche in ha;Einwohner;nach: Regionalschlüssel;nach: Gemeindeschlüssel;nach: Name;juristisch wirksam;statistisch wirksam\n",
    ];
    for heading in headings {
        let read = changes::read(&mut Cursor::new(format!("{heading}{rows}")), &Limits::default())?;
        let told: Vec<_> = read
            .changes
            .iter()
            .map(|one| {
                (
                    one.kind,
                    one.old_key.code(),
                    one.new_key.code(),
                    one.population,
                    one.area_ha,
                    one.legally_on.to_string(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (
                    ChangeKind::Key,
                    "01051001",
                    "01051001",
                    Some(3_800),
                    Some(1_234.5),
                    "2008-01-01".to_owned()
                ),
                (
                    ChangeKind::Dissolved,
                    "01053011",
                    "01053012",
                    Some(512),
                    None,
                    "2008-03-01".to_owned()
                ),
                (
                    ChangeKind::Dissolved,
                    "03152",
                    "03159",
                    None,
                    Some(111_800.0),
                    "2016-11-01".to_owned()
                ),
                (
                    ChangeKind::Name,
                    "01053017",
                    "01053017",
                    None,
                    None,
                    "2008-03-01".to_owned()
                ),
            ],
            "{heading}"
        );
        let regional = ("010510000001".to_owned(), "010515163001".to_owned());
        assert_eq!(read.changes[0].regional, Some(regional), "only the association changed");
        assert_eq!(read.changes[3].new_name, "Anderer Name");
        assert_eq!(
            read.changes[2].statistically_on.map(|day| day.to_string()).as_deref(),
            Some("2016-12-31")
        );
        let reasons: Vec<&str> = read.left_out.iter().map(|one| one.reason.message.as_str()).collect();
        for (reason, expected) in reasons.iter().zip([
            "\"viel\" is no number",
            "into itself",
            "different levels",
            "\"31.02.2008\" is no day",
        ]) {
            assert!(reason.contains(expected), "{reasons:?}");
        }
        assert_eq!(reasons.len(), 4, "{reasons:?}");
    }
    Ok(())
}
