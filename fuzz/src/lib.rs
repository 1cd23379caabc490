//! What every fuzz target does: give bytes to one reader and check what must hold whatever it is given.
//!
//! The same is checked by the tests of the readers on files made wrong by hand: the head comes first and once, nothing is referred to
//! before it was announced, every number is finite, every refusal is a sentence. A panic, a hang or too much memory is found by the
//! fuzzer itself. Limits are small, so that a run tries many files.

use std::io::Cursor;

use formats::{Cell, Event, Format, ReadOptions, limits::Limits};

/// Small enough that a hostile file cannot make a run slow.
fn limits() -> Limits {
    Limits {
        workbook_bytes: 1 << 20,
        decoded_bytes: 8 << 20,
        stream_bytes: 8 << 20,
        line_bytes: 64 << 10,
        cell_bytes: 8 << 10,
        zip_ratio: 100,
        zip_parts: 200,
    }
}

/// Reads bytes with the reader of this id.
pub fn read(id: &str, bytes: &[u8]) {
    let format = formats::by_id(id).unwrap_or_else(|| panic!("there is no reader {id}"));
    read_with(format, bytes);
}

/// Recognises bytes as the program does, looks at them, and reads them.
pub fn open(bytes: &[u8]) {
    let limits = limits();
    let mut input = Cursor::new(bytes);
    if let Ok(format) = formats::open(&mut input, None, &limits) {
        let _ = formats::preview(&mut input, None, &ReadOptions::default(), &limits);
        read_with(format, bytes);
    }
}

fn read_with(format: &dyn Format, bytes: &[u8]) {
    let limits = limits();
    let options = ReadOptions::default();
    let mut input = Cursor::new(bytes);
    let (mut n_heads, mut n_indicators, mut n_territories, mut n_sets) = (0, 0, 0_u32, 0_u32);
    let mut first = None;
    let outcome = format.read(&mut input, &options, &limits, &mut |event| match event {
        Event::Delivery(head) => {
            n_heads += 1;
            n_indicators = head.indicators.len();
        }
        _ if n_heads != 1 => panic!("the head is told first and once"),
        Event::Territory(_) => n_territories += 1,
        Event::Dimensions(_) => n_sets += 1,
        Event::Words(_) | Event::Skipped { .. } | Event::Note { .. } => {}
        Event::Row(row) => {
            assert!((row.indicator as usize) < n_indicators && row.territory < n_territories && row.dimensions <= n_sets);
            if let Cell::Number(number) | Cell::NumberWithStatus(number, _) = &row.value {
                assert!(number.value.is_finite());
                first = first.or(Some(row.place));
            }
        }
    });
    match outcome {
        Ok(()) => {
            assert_eq!(n_heads, 1, "the head is told");
            if let Some(place) = first {
                let text = format.cell_at(&mut Cursor::new(bytes), place, &options, &limits);
                assert!(text.is_ok_and(|text| !text.is_empty()), "the cell of a number is found again");
            }
        }
        Err(error) => {
            let sentence = error.to_string();
            assert!(!sentence.is_empty() && !sentence.ends_with('.'));
        }
    }
}
