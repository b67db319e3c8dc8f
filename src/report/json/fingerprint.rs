//! Names of findings that stay when lines move.

use std::collections::BTreeMap;

use crate::engine::Reported;

/// Gives each finding of a report its fingerprint.
///
/// A fingerprint is FNV-1a, 64 bits, over the name of the rule, the tool and the name of the
/// subject as its own module calls it (a module gains and loses callers), and the key of the setting, each followed by a zero byte. Neither path nor line is in
/// it. Where a report has several of the same identity, the second and later ones also hash their
/// number, in the order of files.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: BTreeMap<u64, u64>,
}

impl Fingerprints {
    /// The fingerprint of the next finding, as `v1:` and sixteen hexadecimal digits.
    pub(super) fn next(&mut self, reported: &Reported) -> String {
        let subject = &reported.subject;
        let name = subject.within_module();
        let parts = [reported.rule.name, subject.tool.name(), name, &reported.finding.key];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
        let identity = bytes.fold(0xcbf2_9ce4_8422_2325, mixed);
        let earlier = self.seen.entry(identity).or_default();
        let hash = if *earlier == 0 {
            identity
        } else {
            earlier.to_string().bytes().fold(identity, mixed)
        };
        *earlier += 1;
        format!("v1:{hash:016x}")
    }
}

/// One step of FNV-1a.
fn mixed(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

#[cfg(test)]
mod tests {
    use super::mixed;

    #[test]
    fn the_hash_is_fnv_1a() {
        let hash = |text: &str| text.bytes().fold(0xcbf2_9ce4_8422_2325, mixed);
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }
}
