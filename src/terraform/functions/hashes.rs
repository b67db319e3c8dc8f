//! Hashes, and bytes as text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};

use super::call::{Call, Made};
use super::symbolic::transformed;
use crate::value::{Transform, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "md5" | "sha1" | "sha256" | "sha512" | "base64sha256" | "base64sha512" => {
            call.text(0).and_then(|text| Ok(call.string(digest(call, call.name, text.as_bytes())?)))
        }
        "base64encode" => base64(call, |text| Some(STANDARD.encode(text))),
        "base64decode" => base64(call, |text| String::from_utf8(decoded(text)?).ok()),
        "uuidv5" => identifier(call),
        _ => return None,
    })
}

/// A hash of bytes as the function of a name writes it, in hexadecimal or base64.
pub(super) fn digest(call: &Call<'_, '_>, name: &str, bytes: &[u8]) -> Result<String, Value> {
    Ok(match name {
        "md5" => hexadecimal(&Md5::digest(bytes)),
        "sha1" => hexadecimal(&Sha1::digest(bytes)),
        "sha256" => hexadecimal(&Sha256::digest(bytes)),
        "sha512" => hexadecimal(&Sha512::digest(bytes)),
        "base64sha256" => STANDARD.encode(Sha256::digest(bytes)),
        "base64sha512" => STANDARD.encode(Sha512::digest(bytes)),
        "base64" => STANDARD.encode(bytes),
        _ => return Err(call.unsure(Why::Function(call.name.into()))),
    })
}

/// Two digits for each byte.
fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

/// The bytes that a text in base64 stands for; the ends of lines do not count.
pub(super) fn decoded(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|it| !matches!(it, '\r' | '\n')).collect();
    let lenient = base64::engine::GeneralPurposeConfig::new().with_decode_allow_trailing_bits(true);
    base64::engine::GeneralPurpose::new(&base64::alphabet::STANDARD, lenient).decode(text).ok()
}

fn base64(call: &Call<'_, '_>, change: impl Fn(&str) -> Option<String>) -> Made {
    let value = call.textual(0)?;
    match value.as_str() {
        Some(text) => match change(text) {
            Some(changed) => Ok(call.string(changed)),
            None => Err(call.error("the text is not base64 of UTF-8")),
        },
        None => transformed(call, &value, Transform::Function(call.name.into())),
    }
}

/// A UUID of version 5: a hash of a name in a namespace, by RFC 4122.
fn identifier(call: &Call<'_, '_>) -> Made {
    let (namespace, name) = (call.text(0)?, call.text(1)?);
    let known = |last: u8| {
        let mut bytes = [
            0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4,
            0x30, 0xc8,
        ];
        bytes[3] = last;
        Some(bytes)
    };
    let space = match &*namespace {
        "dns" => known(0x10),
        "url" => known(0x11),
        "oid" => known(0x12),
        "x500" => known(0x14),
        text => parsed(text),
    };
    let space = space.ok_or_else(|| call.error("the namespace is not a UUID"))?;
    let hash = Sha1::new().chain_update(space).chain_update(name.as_bytes()).finalize();
    let mut bytes = [0_u8; 16];
    bytes.iter_mut().zip(hash).for_each(|(byte, hashed)| *byte = hashed);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text = hexadecimal(&bytes);
    let parts = [&text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..]];
    Ok(call.string(parts.join("-")))
}

fn parsed(text: &str) -> Option<[u8; 16]> {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    let digits: String = text.chars().filter(|it| *it != '-').collect();
    if parts != [8, 4, 4, 4, 12] || !digits.is_ascii() {
        return None;
    }
    let mut bytes = [0; 16];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(bytes)
}
