//! `base64gzip`, for short texts: what Go's compressor makes of longer ones is its own affair.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::call::{Call, Made};
use crate::value::Why;

/// In longer texts, codes of their own may be shorter than the fixed ones.
const SHORT: usize = 24;

/// Go looks for repetitions of so many bytes.
const REPEATED: usize = 4;

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    (call.name == "base64gzip").then(|| {
        let text = call.text(0)?;
        match compressed(text.as_bytes()) {
            Some(bytes) => Ok(call.string(STANDARD.encode(bytes))),
            None => Err(call.unsure(Why::Function(call.name.into()))),
        }
    })
}

/// A header, one block of fixed codes, the mark of a flush, an empty last block, and the sums.
fn compressed(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.len() > SHORT {
        return None;
    }
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
    let mut bits = Bits::default();
    if !bytes.is_empty() {
        bits.push(0b010, 3);
        body(bytes, &mut bits);
        bits.push_code(0, 7);
    }
    bits.push(0, 3);
    out.extend(bits.bytes());
    out.extend([0, 0, 0xff, 0xff, 1, 0, 0, 0xff, 0xff]);
    out.extend(checksum(bytes).to_le_bytes());
    out.extend(u32::try_from(bytes.len()).ok()?.to_le_bytes());
    Some(out)
}

/// Every byte, or how far back the same ones stand and how many.
fn body(bytes: &[u8], bits: &mut Bits) {
    let mut at = 0;
    while at < bytes.len() {
        let (length, distance) = repeated(bytes, at);
        // A longer repetition that starts with the next byte is better.
        if length >= REPEATED && repeated(bytes, at + 1).0 <= length {
            bits.push_length(length);
            bits.push_distance(distance);
            at += length;
            continue;
        }
        let code = u32::from(bytes[at]);
        if code < 144 {
            bits.push_code(0x30 + code, 8);
        } else {
            bits.push_code(0x190 + code - 144, 9);
        }
        at += 1;
    }
}

/// The longest repetition of what stands before, the nearest of equal ones.
fn repeated(bytes: &[u8], at: usize) -> (usize, usize) {
    let length = |distance: usize| {
        let pairs = bytes.iter().skip(at).zip(bytes.iter().skip(at - distance));
        pairs.take_while(|(one, two)| one == two).count()
    };
    let found = (1..=at.min(bytes.len())).map(|distance| (length(distance), distance));
    found.fold((0, 0), |best, next| if next.0 > best.0 { next } else { best })
}

/// Bits, the lowest of each byte first.
#[derive(Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn push(&mut self, number: u32, count: u32) {
        self.0.extend((0..count).map(|at| number >> at & 1 == 1));
    }

    /// Codes go with their highest bit first.
    fn push_code(&mut self, code: u32, count: u32) {
        self.0.extend((0..count).rev().map(|at| code >> at & 1 == 1));
    }

    /// Lengths of up to ten have a code of seven bits each, longer ones share one by two.
    fn push_length(&mut self, length: usize) {
        let length = u32::try_from(length).unwrap_or(0);
        if length <= 10 {
            self.push_code(length - 2, 7);
        } else {
            self.push_code(9 + (length - 11) / 2, 7);
            self.push((length - 11) % 2, 1);
        }
    }

    /// Distances of up to four have a code of five bits each; two codes share each power of two.
    fn push_distance(&mut self, distance: usize) {
        let less = u32::try_from(distance).unwrap_or(1) - 1;
        if less < 4 {
            return self.push_code(less, 5);
        }
        let extra = less.ilog2() - 1;
        self.push_code(2 * extra + (less >> extra), 5);
        self.push(less & ((1 << extra) - 1), extra);
    }

    fn bytes(&self) -> impl Iterator<Item = u8> + '_ {
        let byte = |bits: &[bool]| {
            bits.iter().enumerate().fold(0, |byte, (at, bit)| byte | u8::from(*bit) << at)
        };
        self.0.chunks(8).map(byte)
    }
}

/// The sum of RFC 1952.
fn checksum(bytes: &[u8]) -> u32 {
    let step = |sum: u32, _| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), step))
}
