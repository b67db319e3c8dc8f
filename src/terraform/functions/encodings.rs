//! Text in other encodings than UTF-8, in base64.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::call::{Call, Made};
use super::hashes::decoded;
use crate::value::Value;

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "textencodebase64" => encoded(call),
        "textdecodebase64" => read(call),
        _ => return None,
    })
}

/// How a text is encoded: in 16 bits of either order, or as browsers do.
enum Encoding {
    Wide(fn(u16) -> [u8; 2], fn([u8; 2]) -> u16),
    /// Of the first so many characters, a byte for each.
    Narrow(u32),
    Named(&'static encoding_rs::Encoding),
}

fn encoding(call: &Call<'_, '_>, at: usize) -> Result<Encoding, Value> {
    let name = call.text(at)?;
    match name.to_uppercase().as_str() {
        "UTF-16LE" => Ok(Encoding::Wide(u16::to_le_bytes, u16::from_le_bytes)),
        "UTF-16BE" | "UTF-16" => Ok(Encoding::Wide(u16::to_be_bytes, u16::from_be_bytes)),
        "US-ASCII" => Ok(Encoding::Narrow(0x80)),
        "ISO-8859-1" => Ok(Encoding::Narrow(0x100)),
        other => {
            // Browsers have further names, which the registry lacks.
            let registered = !other.starts_with("CP") && !other.starts_with("X-");
            let found = encoding_rs::Encoding::for_label(other.as_bytes());
            let found = found.filter(|_| registered).map(Encoding::Named);
            found.ok_or_else(|| call.error("the encoding is not known"))
        }
    }
}

fn encoded(call: &Call<'_, '_>) -> Made {
    let text = call.text(0)?;
    let bytes = match encoding(call, 1)? {
        Encoding::Wide(unit, _) => {
            let marked = call.text(1)?.eq_ignore_ascii_case("UTF-16");
            let mark = marked.then_some(0xfeff);
            mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
        }
        Encoding::Narrow(limit) => {
            let byte = |letter: char| u8::try_from(u32::from(letter)).ok();
            let narrow = |letter: char| byte(letter).filter(|it| u32::from(*it) < limit);
            let bytes: Option<Vec<u8>> = text.chars().map(narrow).collect();
            bytes.ok_or_else(|| call.error("the text has characters that the encoding lacks"))?
        }
        Encoding::Named(named) => {
            let (bytes, _, unmappable) = named.encode(&text);
            if unmappable {
                return Err(call.error("the text has characters that the encoding lacks"));
            }
            bytes.into_owned()
        }
    };
    Ok(call.string(STANDARD.encode(bytes)))
}

fn read(call: &Call<'_, '_>) -> Made {
    let text = call.text(0)?;
    let encoding = encoding(call, 1)?;
    let bytes = decoded(&text).ok_or_else(|| call.error("the text is not base64"))?;
    let text = match encoding {
        Encoding::Wide(_, unit) if bytes.len().is_multiple_of(2) => {
            let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
            let read = char::decode_utf16(units);
            read.map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER)).collect::<String>()
        }
        Encoding::Narrow(limit) if bytes.iter().all(|byte| u32::from(*byte) < limit) => {
            bytes.iter().map(|byte| char::from(*byte)).collect()
        }
        Encoding::Wide(..) | Encoding::Narrow(_) => {
            return Err(call.error("the bytes are not of this encoding"));
        }
        Encoding::Named(named) => {
            let read = named.decode_without_bom_handling_and_without_replacement(&bytes);
            read.ok_or_else(|| call.error("the bytes are not of this encoding"))?.into_owned()
        }
    };
    Ok(call.string(text))
}
