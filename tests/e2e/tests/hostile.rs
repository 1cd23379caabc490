//! Files that no reader should trust. Each gets one clear sentence and exit code 1, quickly, and leaves nothing behind. For
//! everyone who touches readers or the import.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use e2e::account::Account;
use e2e::workbook::{self, Cell, text};
use e2e::{Home, observations, samples};

/// A true workbook in the old binary format where one is at hand, else one of our own.
fn true_workbook() -> Result<(Vec<u8>, &'static str)> {
    if let Some(published) = samples::published_workbooks() {
        let small = published
            .iter()
            .find(|path| path.ends_with("B_SVBeschaeftigte.xls"))
            .context("the list of workbooks changed")?;
        return Ok((fs::read(small)?, "xls"));
    }
    Ok((workbook::inkar("Haushaltseinkommen", 2000..=2021, 1).bytes()?, "xlsx"))
}

/// Imports a file that must be refused, in both ways of answering, and checks that nothing is left of it.
fn refused(home: &Home, name: &str, bytes: &[u8]) -> Result<String> {
    let path = home.beside(name);
    fs::write(&path, bytes)?;
    refused_in(home, &path).with_context(|| format!("{name}, {} bytes", bytes.len()))
}

fn refused_in(home: &Home, path: &Path) -> Result<String> {
    let began = Instant::now();
    let outcome = home.run(["import".as_ref(), path.as_os_str()])?.expect(1)?;
    let took = began.elapsed();
    ensure!(took < Duration::from_secs(30), "took {took:?}");
    let said = format!("{}\n{}", outcome.out, outcome.err);
    ensure!(
        !said.contains("panicked") && !said.contains("RUST_BACKTRACE"),
        "the program broke: {said}"
    );
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sentences: Vec<&str> = said.lines().filter(|line| line.contains(&name)).collect();
    ensure!(!sentences.is_empty(), "no sentence names {name}: {said}");
    ensure!(
        sentences.iter().all(|line| line.chars().count() < 600),
        "too much text: {said}"
    );

    let outcome = home.import(&[path])?.expect(1)?;
    let account = Account::of(&outcome)?;
    let file = account.files.first().context("no account of the file")?;
    ensure!(
        file.stored + file.corrected == 0,
        "{} values stored",
        file.stored + file.corrected
    );
    ensure!(
        !file.problems.is_empty(),
        "the account names no problem: {}",
        outcome.out
    );
    let problem = &file.problems[0];
    ensure!(
        20 <= problem.message.len() && !problem.message.contains('\n'),
        "not one sentence: {:?}",
        problem.message
    );
    ensure!(observations::all(home)?.is_empty(), "something was stored");
    home.run(["check"])?.expect(0)?;
    Ok(problem.message.clone())
}

#[test]
fn a_workbook_that_ends_too_early() -> Result<()> {
    let home = Home::ready()?;
    let (whole, ending) = true_workbook()?;
    for share in [1, 10, 25, 50, 75, 90, 99] {
        refused(
            &home,
            &format!("abgeschnitten-{share}.{ending}"),
            &whole[..whole.len() * share / 100],
        )?;
    }
    let own = workbook::inkar("Haushaltseinkommen", 2000..=2021, 1).bytes()?;
    for share in [1, 50, 99] {
        refused(
            &home,
            &format!("abgeschnitten-{share}.xlsx"),
            &own[..own.len() * share / 100],
        )?;
    }
    Ok(())
}

#[test]
fn no_bytes_or_only_blanks() -> Result<()> {
    let home = Home::ready()?;
    for (name, bytes) in [
        ("leer.xls", ""),
        ("leer.csv", ""),
        ("leer.xlsx", ""),
        ("blank.csv", "  \n\n\t\n"),
    ] {
        refused(&home, name, bytes.as_bytes())?;
    }
    Ok(())
}

#[test]
fn bytes_that_mean_nothing() -> Result<()> {
    let home = Home::ready()?;
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    })
    .take(50_000)
    .collect();
    refused(&home, "rauschen.xls", &noise)?;
    refused(&home, "rauschen.csv", &noise)?;
    refused(&home, "nullen.csv", &[0; 10_000])?;
    // The first bytes are those of a workbook, the rest is noise.
    refused(
        &home,
        "rauschen-ole.xls",
        &[&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &noise].concat(),
    )?;
    refused(&home, "rauschen-zip.xlsx", &[&b"PK\x03\x04"[..], &noise].concat())?;
    Ok(())
}

#[test]
fn a_workbook_with_flipped_bytes_never_breaks_the_program() -> Result<()> {
    let (whole, ending) = true_workbook()?;
    let home = Home::ready()?;
    for n in 0..6 {
        let path = home.beside(&format!("gekippt-{n}.{ending}"));
        let mut bytes = whole.clone();
        for k in 0..64 {
            let at = (n * 7919 + k * 104_729) % bytes.len();
            bytes[at] ^= 0xff;
        }
        fs::write(&path, bytes)?;
        let outcome = home.import(&[&path])?;
        ensure!(
            outcome.code.is_some_and(|code| [0, 1, 3].contains(&code)),
            "ended with {:?}: {}",
            outcome.code,
            outcome.err
        );
        ensure!(!outcome.err.contains("panicked"), "the program broke: {}", outcome.err);
        Account::of(&outcome)?;
        home.run(["check"])?.expect(0)?;
    }
    Ok(())
}

#[test]
fn a_renamed_file_is_read_by_its_content() -> Result<()> {
    let (whole, _) = true_workbook()?;
    let home = Home::ready()?;
    let path = home.beside("umbenannt.csv");
    fs::write(&path, whole)?;
    let account = Account::of(&home.import(&[&path])?.expect(0)?)?;
    ensure!(
        0 < account.files[0].stored && account.files[0].rejected == 0,
        "{account:?}"
    );
    Ok(())
}

#[test]
fn a_web_page_saved_as_a_workbook() -> Result<()> {
    let home = Home::ready()?;
    let page = "<html><head><title>Anmeldung</title></head><body><h1>Bitte melden Sie sich an</h1><table><tr><td>1</td></tr></table></body></html>";
    refused(&home, "download.xls", page.as_bytes())?;
    refused(&home, "download.csv", format!("<!DOCTYPE html>\n{page}").as_bytes())?;
    Ok(())
}

#[test]
fn another_kind_of_file() -> Result<()> {
    let home = Home::ready()?;
    refused(
        &home,
        "bericht.pdf",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n",
    )?;
    refused(
        &home,
        "bild.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0",
    )?;
    refused(
        &home,
        "archiv.zip",
        &workbook::zipped(&[("liesmich.txt".to_owned(), b"Guten Tag".to_vec())])?,
    )?;
    refused(&home, "antwort.json", br#"{"error":"not found"}"#)?;
    refused(
        &home,
        "brief.txt",
        "Sehr geehrte Damen und Herren,\n\nanbei die Zahlen.\n".as_bytes(),
    )?;
    Ok(())
}

#[test]
fn an_archive_that_unpacks_without_end() -> Result<()> {
    let home = Home::ready()?;
    let row = r#"<row><c t="inlineStr"><is><t>                                                                </t></is></c></row>"#;
    let head = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
    let mut sheet = head.as_bytes().to_vec();
    while sheet.len() < 400 << 20 {
        sheet.extend_from_slice(row.repeat(10_000).as_bytes());
    }
    sheet.extend_from_slice(b"</sheetData></worksheet>");
    let workbook = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Daten" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let bomb = workbook::zipped(&[
        ("xl/workbook.xml".to_owned(), workbook.as_bytes().to_vec()),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations.as_bytes().to_vec()),
        ("xl/worksheets/sheet1.xml".to_owned(), sheet),
    ])?;
    ensure!(bomb.len() < 4 << 20, "the bomb itself is small: {} bytes", bomb.len());
    refused(&home, "bombe.xlsx", &bomb)?;
    Ok(())
}

#[test]
fn columns_that_stand_beside_their_header() -> Result<()> {
    let home = Home::ready()?;
    let mut export = workbook::inkar("Haushaltseinkommen", 2000..=2004, 1);
    for row in &mut export.sheets[0].1[2..] {
        row.insert(0, Cell::Blank);
    }
    let said = refused(&home, "verschoben.xlsx", &export.bytes()?)?;
    ensure!(said.len() < 400, "too long to read: {said}");
    Ok(())
}

#[test]
fn a_workbook_without_years_or_without_keys() -> Result<()> {
    let home = Home::ready()?;
    let mut without_years = workbook::inkar("Haushaltseinkommen", 2000..=2004, 1);
    for cell in &mut without_years.sheets[0].1[1][3..] {
        *cell = text("Jahr");
    }
    refused(&home, "ohne-jahre.xlsx", &without_years.bytes()?)?;
    let mut without_keys = workbook::inkar("Haushaltseinkommen", 2000..=2004, 1);
    for row in &mut without_keys.sheets[0].1[2..] {
        row[0] = text("99999999");
    }
    refused(&home, "fremde-schluessel.xlsx", &without_keys.bytes()?)?;
    Ok(())
}

#[test]
fn one_bad_cell_is_named_and_the_others_are_taken() -> Result<()> {
    let home = Home::ready()?;
    let path = home.beside("ein-fehler.xlsx");
    let mut export = workbook::inkar("Haushaltseinkommen", 2000..=2004, 1);
    export.sheets[0].1[3][4] = text("k. A. (siehe Brief)");
    fs::write(&path, export.bytes()?)?;
    let account = Account::of(&home.import(&[&path])?.expect(3)?)?;
    let file = &account.files[0];
    ensure!(
        file.rejected == 1 && file.rows_read == export.cells.len() as u64,
        "{file:?}"
    );
    let problem = file.problems.first().context("no problem is named")?;
    assert_eq!((problem.sheet.as_deref(), problem.row), (Some("Daten"), Some(4)));
    ensure!(
        problem.message.contains("k. A."),
        "the offending text is not shown: {}",
        problem.message
    );
    Ok(())
}

#[test]
fn a_folder_and_a_file_that_is_not_there() -> Result<()> {
    let home = Home::ready()?;
    let folder = home.beside("ordner.xls");
    fs::create_dir(&folder)?;
    for path in [folder, home.beside("fehlt.xls"), PathBuf::from("/proc/self/mem")] {
        let outcome = home.run(["import".as_ref(), path.as_os_str()])?.expect(1)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let said = format!("{}\n{}", outcome.out, outcome.err);
        ensure!(
            said.contains(&name) && !said.contains("panicked"),
            "{}: {said}",
            path.display()
        );
    }
    ensure!(observations::all(&home)?.is_empty());
    Ok(())
}

#[test]
fn a_good_file_beside_a_bad_one_is_taken() -> Result<()> {
    let home = Home::ready()?;
    let (good, bad) = (home.beside("gut.xlsx"), home.beside("schlecht.xlsx"));
    let export = workbook::inkar("Haushaltseinkommen", 2000..=2004, 1);
    fs::write(&good, export.bytes()?)?;
    fs::write(&bad, b"PK\x03\x04 and nothing more")?;
    let outcome = home.import(&[&bad, &good])?;
    ensure!(outcome.code == Some(1) || outcome.code == Some(3), "{:?}", outcome.code);
    let account = Account::of(&outcome)?;
    assert_eq!(account.files.len(), 2);
    assert_eq!(
        account.files[1].stored + account.files[1].corrected,
        export.cells.len() as u64
    );
    Ok(())
}
