//! Names of findings that stay when lines move: what reports, baselines and code hosts know a
//! finding by.
//!
//! A fingerprint is made from the name of the rule, the tool, the folder of the culprit relative to
//! the root of the project, the address of the subject, and the path of the setting without the
//! indices of lists. So it stays when lines move, blocks and files of a folder change places, files
//! are formatted, and when the project lies in another folder or is checked from one of its own.
//!
//! The name of the file is left out on purpose: in Terraform and among manifests a folder is the
//! unit, and people split files.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use crate::engine::{Outcome, Reported};
use crate::finding::Finding;
use crate::source::{Root, Texts};

/// The name of a finding: 64 bits, shown as `v1:` and sixteen hexadecimal digits.
///
/// It is FNV-1a over the parts of the finding's identity, each followed by a zero byte. A change of
/// what goes into it changes the `v1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u64);

/// The fingerprints of everything that a run found, in the order of its lists.
///
/// Of findings with the same identity, the second and later ones also hash their number, so that no
/// two of a run are equal; those that do not count are numbered with the others.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Fingerprints {
    /// Of [`Outcome::findings`].
    pub findings: Vec<Fingerprint>,
    /// Of [`Outcome::suppressed`].
    pub suppressed: Vec<Fingerprint>,
}

impl Fingerprint {
    /// What a finding shares with every other one of the same rule, subject and setting.
    pub fn identity(reported: &Reported, texts: &Texts, root: &Root) -> Self {
        let (subject, finding) = (&reported.subject, &reported.finding);
        let path = path_of(finding, texts);
        let place = root.relative(path);
        let folder = place.rsplit_once('/').map_or("", |(folder, _)| folder);
        let address = address(reported, texts, root);
        let key = without_indices(&finding.key);
        let parts = [reported.rule.name, subject.tool.name(), folder, &address, &key];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
        Self(bytes.fold(0xcbf2_9ce4_8422_2325, mixed))
    }

    /// The fingerprint of the finding after `earlier` others of the same identity.
    fn after(self, earlier: usize) -> Self {
        match earlier {
            0 => self,
            _ => Self(earlier.to_string().bytes().fold(self.0, mixed)),
        }
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "v1:{:016x}", self.0)
    }
}

impl Fingerprints {
    /// The fingerprints of an outcome.
    pub fn of(outcome: &Outcome, texts: &Texts, root: &Root) -> Self {
        let open = outcome.findings.iter();
        let settled = outcome.suppressed.iter().map(|it| &it.reported);
        let all: Vec<&Reported> = open.chain(settled).chain(&outcome.elsewhere).collect();
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by_cached_key(|index| all[*index].place(texts));
        let mut seen: BTreeMap<Fingerprint, usize> = BTreeMap::new();
        let mut names = vec![Fingerprint(0); all.len()];
        for index in order {
            let identity = Fingerprint::identity(all[index], texts, root);
            let earlier = seen.entry(identity).or_default();
            names[index] = identity.after(*earlier);
            *earlier += 1;
        }
        names.truncate(outcome.findings.len() + outcome.suppressed.len());
        let suppressed = names.split_off(outcome.findings.len());
        Self { findings: names, suppressed }
    }
}

/// The path that a finding is shown at; empty for what stands in no file.
pub fn path_of<'a>(finding: &Finding, texts: &'a Texts) -> &'a str {
    texts.path(texts.locate(finding.primary.place))
}

/// The address of a finding's subject; one that is a file or folder is told from the root of the
/// project.
pub fn address<'a>(reported: &'a Reported, texts: &Texts, root: &Root) -> Cow<'a, str> {
    // A module gains and loses callers: its own address of the subject stays.
    let name = reported.subject.within_module();
    let rest = path_of(&reported.finding, texts).strip_prefix(name);
    let is_path = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    if name == "." || is_path { root.relative(name) } else { Cow::Borrowed(name) }
}

/// The path of a setting without the indices of lists: `a[1].b.0` is `a.b`.
fn without_indices(key: &str) -> String {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    let mut out = String::new();
    let mut rest = key;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        match after.split_once(']') {
            Some((index, behind)) if number(index) => rest = behind,
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out.split('.').filter(|part| !number(part)).collect::<Vec<_>>().join(".")
}

/// One step of FNV-1a.
fn mixed(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

#[cfg(test)]
mod tests {

    use super::{Fingerprints, mixed, without_indices};
    use crate::engine::{Suppressed, Suppression, SuppressionKind};
    use crate::finding::Finding;
    use crate::report::fixture::{Run, SUBNET_SMALL};
    use crate::source::Root;

    /// Findings with these keys, each on a line of its own in a file of this path.
    fn run(path: &str, keys: &[&str]) -> Run {
        let mut run = Run::default();
        let file = run.file(path, &format!("<{}>\n", keys.join(">\n<")));
        for key in keys {
            let mut finding = Finding::new("x").at_place(run.find(file, &format!("<{key}>")), "");
            finding.key = (*key).to_owned();
            run.add(&SUBNET_SMALL, finding);
        }
        run
    }

    fn names(run: &Run, root: &Root) -> Vec<String> {
        let all = Fingerprints::of(&run.outcome, &run.texts, root);
        all.findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        let hash = |text: &str| text.bytes().fold(0xcbf2_9ce4_8422_2325, mixed);
        assert_eq!(hash(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(hash("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(hash("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_place_in_a_list_is_no_part_of_it() {
        assert_eq!(without_indices("nodeGroups[3].volumes.0.size"), "nodeGroups.volumes.size");
        assert_eq!(without_indices("metadata.annotations[a.b/c]"), "metadata.annotations[a.b/c]");
        assert_eq!(without_indices("a[b[1]]"), "a[b]");
        assert_eq!(without_indices("a["), "a[");
        let (one, other) = (run("a.tf", &["cidrs[0]"]), run("a.tf", &["cidrs[1]"]));
        assert_eq!(names(&one, &Root::default()), names(&other, &Root::default()));
    }

    #[test]
    fn folders_count_from_the_root_and_files_do_not() {
        let root = |folder: &str, here: &str| Root {
            folder: folder.into(),
            here: here.into(),
            ..Root::default()
        };
        let from_above = names(&run("live/main.tf", &["a"]), &root("/repo", "/repo"));
        assert_eq!(from_above, names(&run("main.tf", &["a"]), &root("/repo", "/repo/live")));
        assert_eq!(from_above, names(&run("live/other.tf", &["a"]), &root("/new", "/new")));
        assert_ne!(from_above, names(&run("dev/main.tf", &["a"]), &root("/repo", "/repo")));
    }

    #[test]
    fn equal_ones_are_numbered_whether_they_count_or_not() {
        let mut run = run("a.tf", &["a[0]", "a[1]", "a[2]"]);
        let all = names(&run, &Root::default());
        assert!(all[0] != all[1] && all[1] != all[2] && all[0] != all[2], "{all:?}");
        let reported = run.outcome.findings.remove(0);
        run.outcome.elsewhere.push(run.outcome.findings.remove(0));
        let by = Suppression {
            kind: SuppressionKind::Inline,
            reason: String::new(),
            until: None,
            place: None,
        };
        run.outcome.suppressed.push(Suppressed { reported, by });
        let settled = Fingerprints::of(&run.outcome, &run.texts, &Root::default());
        assert_eq!(settled.findings[0].to_string(), all[2]);
        assert_eq!(settled.suppressed[0].to_string(), all[0]);
    }
}
