//! Where lines were taken out, and which of the lines that are left that concerns.

use crate::source::Language;

/// A place from which lines are gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    /// The line before it, from 1; 0 at the start of the file.
    pub(super) after: u32,
    /// Columns before the least indented line that is gone.
    pub(super) indent: usize,
}

impl Gap {
    /// The gap that a change leaves, from the lines that it takes out and those that it puts in; none
    /// where all of them are still there with another value: that changes no line around them.
    pub(super) fn of(after: u32, removed: &[&[u8]], added: &[&[u8]]) -> Option<Self> {
        let text = |line: &&[u8]| String::from_utf8_lossy(line).into_owned();
        let kept: Vec<String> = added.iter().map(text).collect();
        let still = |line: &str| kept.iter().any(|it| key(it) == key(line));
        let removed: Vec<String> = removed.iter().map(text).collect();
        let gone = removed.iter().filter(|line| !line.trim().is_empty() && !still(line));
        gone.map(|line| indent(line)).min().map(|indent| Self { after, indent })
    }

    /// The lines that it concerns, from 1: the one before it, and the headers that it stood under.
    ///
    /// A header is the nearest line above with less indentation, the nearest above that with less
    /// still, and so on. In YAML what is missing is also told at the name of a list's entry, and at
    /// the `kind` and name of the document.
    pub(super) fn lines(&self, content: &str, path: &str) -> Vec<u32> {
        let mut found = vec![self.after.max(1)];
        let mut least = self.indent;
        let lines: Vec<&str> = content.lines().collect();
        let yaml = Language::of(path) != Some(Language::Hcl);
        let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
        let above = lines.get(..self.after as usize).unwrap_or(&lines);
        for (index, line) in above.iter().enumerate().rev() {
            if yaml && line.starts_with("---") {
                break;
            }
            let word = line.trim_start();
            let names = yaml && indent(line) == least && word.starts_with("name:");
            let closes = word.is_empty() || word.starts_with(['}', ']', ')']);
            if !closes && (indent(line) < least || names) {
                found.push(number(index));
                least = least.min(indent(line));
            }
        }
        if yaml {
            found.extend(document(&lines, self.after as usize).map(number));
        }
        found
    }
}

/// The lines of the document around a line that say what it is, from 0.
fn document<'a>(lines: &'a [&str], at: usize) -> impl Iterator<Item = usize> + use<'a> {
    let at = at.min(lines.len());
    let is_end = |line: &&str| line.starts_with("---");
    let start = lines[..at].iter().rposition(is_end).map_or(0, |index| index + 1);
    let end = lines[at..].iter().position(is_end).map_or(lines.len(), |index| at + index);
    let metadata = lines[start..end].iter().position(|line| line.starts_with("metadata:"));
    let name = move |index: usize| {
        let Some(metadata) = metadata.map(|it| it + start) else { return false };
        let within = index > metadata
            && lines[metadata + 1..=index].iter().all(|line| line.starts_with([' ', '#']));
        within && lines[index].trim_start().starts_with("name:")
    };
    (start..end).filter(move |index| lines[*index].starts_with("kind:") || name(*index))
}

/// Columns before a line's first word; an entry of a list stands under its key, which may have as
/// many.
fn indent(line: &str) -> usize {
    let columns = line.len() - line.trim_start().len();
    columns + usize::from(line.trim_start().starts_with("- "))
}

/// What a line sets, so that one with another value is known again.
fn key(line: &str) -> &str {
    let line = line.trim().trim_start_matches("- ");
    line.split(['=', ':', '{']).next().unwrap_or(line).trim()
}

/// The name that a line gives a value at the top level of a file, as in a file of variables.
pub(super) fn assigned(line: &[u8]) -> Option<String> {
    let line = std::str::from_utf8(line).ok()?;
    let (name, _) = line.split_once(['=', ':'])?;
    let name = name.trim().trim_matches('"');
    let plain = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
    (!name.is_empty() && name.chars().all(plain)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::Gap;

    fn gap(after: u32, removed: &[&str], added: &[&str]) -> Gap {
        let removed: Vec<&[u8]> = removed.iter().map(|it| it.as_bytes()).collect();
        let added: Vec<&[u8]> = added.iter().map(|it| it.as_bytes()).collect();
        Gap::of(after, &removed, &added).unwrap()
    }

    const TERRAFORM: &str = "resource \"a\" \"b\" {\n  x = 1\n  block {\n    y = 1\n  }\n}\n";

    #[test]
    fn a_setting_that_is_gone_concerns_its_block() {
        let lines = |after, line| gap(after, &[line], &[]).lines(TERRAFORM, "a.tf");
        assert_eq!(lines(4, "    z = 1"), [4, 3, 1]);
        assert_eq!(lines(5, "  z = 1"), [5, 1]);
        assert_eq!(lines(6, "resource \"c\" \"d\" {"), [6], "a whole block concerns no other");
        assert_eq!(gap(0, &["# note"], &[]).lines(TERRAFORM, "a.tofu"), [1]);
        assert_eq!(gap(99, &["  z = 1"], &[]).lines(TERRAFORM, "a.tf"), [99, 1]);
    }

    #[test]
    fn another_value_takes_nothing_out() {
        let of = |removed: &[&str], added: &[&str]| {
            let removed: Vec<&[u8]> = removed.iter().map(|it| it.as_bytes()).collect();
            let added: Vec<&[u8]> = added.iter().map(|it| it.as_bytes()).collect();
            Gap::of(3, &removed, &added).map(|gap| gap.indent)
        };
        assert_eq!(of(&["    y = 2"], &["    y = 1"]), None);
        assert_eq!(of(&["    z = 2"], &["    y = 1"]), Some(4));
        assert_eq!(of(&["", "  "], &[]), None);
    }

    #[test]
    fn in_yaml_names_and_kinds_are_headers() {
        let text = "kind: A\n---\nkind: B\nmetadata:\n  labels: {}\n  name: b\nspec:\n  list:\n  \
                    - name: one\n    x: 1\n  - y: 2\n    name: two\n---\nkind: C\n";
        let lines = |after, line| {
            let mut lines = gap(after, &[line], &[]).lines(text, "a.yaml");
            lines.sort_unstable();
            lines.dedup();
            lines
        };
        assert_eq!(lines(10, "    z: 1"), [3, 6, 7, 8, 9, 10]);
        assert_eq!(lines(12, "    z: 1"), [3, 6, 7, 8, 11, 12]);
        assert_eq!(lines(12, "  - z"), [3, 6, 7, 8, 12]);
        assert_eq!(lines(6, "immutable: true"), [3, 6]);
    }
}
