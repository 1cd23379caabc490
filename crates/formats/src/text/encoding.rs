//! Which encoding a text file has, and its bytes as UTF-8 piece by piece.

use std::io::{Read, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};

use crate::{error::FileError, input::ReadSeek};

const CHUNK_BYTES: usize = 64 * 1024;
/// Far more than any bound for lines.
const LONGEST_LINE_BYTES: usize = 16 * 1024 * 1024;

/// The encoding with a WHATWG name.
pub(crate) fn named(name: &str) -> Result<&'static Encoding, FileError> {
    Encoding::for_label(name.as_bytes()).ok_or_else(|| {
        FileError::Mapping(format!(
            "\"{}\" is not the name of an encoding",
            crate::event::shortened(name)
        ))
    })
}

/// Detects the encoding from the whole file and goes back to its start.
pub(crate) fn detect(input: &mut dyn ReadSeek) -> Result<&'static Encoding, FileError> {
    input.seek(SeekFrom::Start(0))?;
    let found = detect_within(&mut *input)?;
    input.seek(SeekFrom::Start(0))?;
    Ok(found)
}

/// Detects the encoding from everything that can still be read.
pub(crate) fn detect_within(input: &mut dyn Read) -> Result<&'static Encoding, FileError> {
    let mut buffer = vec![0; CHUNK_BYTES];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut utf8 = UTF_8.new_decoder_without_bom_handling();
    let mut scratch = String::with_capacity(4 * CHUNK_BYTES);
    let mut is_utf8 = true;
    let mut is_first = true;
    let mut was_plain = true;
    let mut n_since_line_end = 0;
    loop {
        let n_read = input.read(&mut buffer)?;
        let chunk = &buffer[..n_read];
        if is_first && let Some((encoding, _)) = Encoding::for_bom(chunk) {
            return Ok(encoding);
        }
        is_first = false;
        if n_read == 0 {
            break;
        }
        // No table has such a line; whoever reads the records refuses it, so that the rest decides nothing.
        n_since_line_end = if chunk.contains(&b'\n') {
            0
        } else {
            n_since_line_end + n_read
        };
        if LONGEST_LINE_BYTES < n_since_line_end {
            break;
        }
        // Plain letters decide nothing; only what may end in the middle of a letter is looked at together with what follows.
        let is_plain = chunk.is_ascii();
        let decides_nothing = is_plain && was_plain;
        was_plain = is_plain;
        if decides_nothing {
            continue;
        }
        if is_utf8 {
            scratch.clear();
            // Not the last piece: a letter cut in two by the end of the file is a cut-off file, not another encoding.
            let (result, _) = utf8.decode_to_string_without_replacement(chunk, &mut scratch, false);
            is_utf8 = result == DecoderResult::InputEmpty;
        }
        detector.feed(chunk, false);
    }
    if is_utf8 {
        return Ok(UTF_8);
    }
    detector.feed(&[], true);
    Ok(detector.guess(Some(b"de"), Utf8Detection::Deny))
}

/// The bytes of a file as UTF-8, piece by piece.
pub(super) struct Decoded<'a> {
    input: &'a mut dyn Read,
    decoder: Decoder,
    encoding: &'static Encoding,
    raw: Vec<u8>,
    is_at_end: bool,
}

impl<'a> Decoded<'a> {
    pub(super) fn new(input: &'a mut dyn Read, encoding: &'static Encoding) -> Self {
        Self {
            input,
            decoder: encoding.new_decoder_with_bom_removal(),
            encoding,
            raw: vec![0; CHUNK_BYTES],
            is_at_end: false,
        }
    }

    /// Puts the next piece into `text`; `false` at the end. `row` is only for the error.
    pub(super) fn next(&mut self, text: &mut String, row: u32) -> Result<bool, FileError> {
        text.clear();
        while text.is_empty() && !self.is_at_end {
            let n_read = self.input.read(&mut self.raw)?;
            self.is_at_end = n_read == 0;
            let wanted = self.decoder.max_utf8_buffer_length_without_replacement(n_read);
            text.reserve(wanted.unwrap_or(4 * CHUNK_BYTES));
            let (result, _) =
                self.decoder
                    .decode_to_string_without_replacement(&self.raw[..n_read], text, self.is_at_end);
            if let DecoderResult::Malformed(..) = result {
                let n_lines = text.bytes().filter(|byte| *byte == b'\n').count();
                return Err(FileError::Encoding {
                    row: row.saturating_add(u32::try_from(n_lines).unwrap_or(u32::MAX)),
                    encoding: self.encoding.name(),
                });
            }
            debug_assert_ne!(
                result,
                DecoderResult::OutputFull,
                "room for the longest form was reserved"
            );
        }
        Ok(!text.is_empty())
    }
}
