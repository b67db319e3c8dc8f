//! The hash by which GitHub knows a line again when lines before it come and go.
//!
//! Of each line, the 100 UTF-16 code units from its start on are hashed, blanks and tabs left out
//! and line ends made one: a polynomial of base 37, modulo 2^64. What is behind the end counts as
//! one unit 65535 and then zeros. Lines with equal hashes are numbered. Described from
//! `src/fingerprints.ts` of `github/codeql-action`, whose test vectors are below.

use std::collections::HashMap;

/// Units that are hashed from the start of a line on.
const WINDOW: usize = 100;

/// The base of the polynomial.
const BASE: u64 = 37;

/// What stands behind the last unit of a file.
const END: u64 = 0xFFFF;

/// The hashes of all lines of a file: hexadecimal digits, a colon, and the number among equal ones
/// from 1.
pub(super) fn line_hashes(text: &str) -> Vec<String> {
    let mut hasher = Hasher::new();
    for unit in text.encode_utf16() {
        hasher.read(unit);
    }
    hasher.unit(END);
    for _ in 0..WINDOW {
        hasher.emit();
        hasher.push(0);
    }
    hasher.done
}

struct Hasher {
    /// The last units, as a ring.
    window: [u64; WINDOW],
    /// Whether a line starts at each of them.
    starts: [bool; WINDOW],
    /// The place of the oldest unit, which the next one replaces.
    at: usize,
    hash: u64,
    /// By how much the oldest unit counts when another one comes.
    oldest: u64,
    line_starts: bool,
    carriage_return: bool,
    seen: HashMap<u64, usize>,
    done: Vec<String>,
}

impl Hasher {
    fn new() -> Self {
        Self {
            window: [0; WINDOW],
            starts: [false; WINDOW],
            at: 0,
            hash: 0,
            oldest: (0..WINDOW).fold(1, |power: u64, _| power.wrapping_mul(BASE)),
            line_starts: true,
            carriage_return: false,
            seen: HashMap::new(),
            done: Vec::new(),
        }
    }

    /// Takes a unit of the file.
    fn read(&mut self, unit: u16) {
        let (blank, line_end) = (unit == 0x20 || unit == 0x09, unit == 0x0A);
        if blank || (self.carriage_return && line_end) {
            self.carriage_return = false;
            return;
        }
        self.carriage_return = unit == 0x0D;
        self.unit(if self.carriage_return { 0x0A } else { u64::from(unit) });
    }

    /// Takes a unit that is hashed.
    fn unit(&mut self, unit: u64) {
        self.emit();
        if self.line_starts {
            self.starts[self.at] = true;
        }
        self.line_starts = unit == 0x0A;
        self.push(unit);
    }

    fn push(&mut self, unit: u64) {
        let gone = self.oldest.wrapping_mul(self.window[self.at]);
        self.hash = self.hash.wrapping_mul(BASE).wrapping_add(unit).wrapping_sub(gone);
        self.window[self.at] = unit;
        self.at = (self.at + 1) % WINDOW;
    }

    /// Tells the hash of the line that starts at the oldest unit, if one does.
    fn emit(&mut self) {
        if std::mem::take(&mut self.starts[self.at]) {
            let number = self.seen.entry(self.hash).or_default();
            *number += 1;
            self.done.push(format!("{:x}:{number}", self.hash));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::line_hashes;

    #[test]
    fn they_are_those_of_github() {
        assert_eq!(line_hashes(""), ["c129715d7a2bc9a3:1"]);
        assert_eq!(
            line_hashes(" a\nb\n  \t\tc\n d"),
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
        );
        let mixed = line_hashes(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n");
        let expected = ["e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1"];
        assert_eq!(mixed[..3], expected);
    }

    #[test]
    fn equal_lines_are_numbered() {
        let hashes = line_hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert_eq!(hashes.len(), 11);
        assert_eq!([&hashes[0], &hashes[5]], ["a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:6"]);
        assert_eq!(hashes[10], "c129715d7a2bc9a3:1");
    }
}
