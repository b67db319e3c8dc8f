//! Reads what `git diff --unified=0` prints.

use std::collections::BTreeMap;

use super::Lines;
use super::gap::{self, Gap};
use super::past::Stretch;

/// The changed lines of each file, by its new path; bytes that are no UTF-8 are replaced.
pub(super) fn parse(patch: &[u8]) -> BTreeMap<String, Lines> {
    let mut files: BTreeMap<String, Lines> = BTreeMap::new();
    let (mut path, mut old) = (None, None);
    let mut lines = patch.split(|byte| *byte == b'\n');
    while let Some(line) = lines.next() {
        if line.starts_with(b"diff --git ") {
            (path, old) = (None, None);
        } else if let Some(name) = line.strip_prefix(b"--- ") {
            old = side(name, "a/");
        } else if let Some(name) = line.strip_prefix(b"+++ ") {
            path = side(name, "b/");
        } else if let Some(unmerged) = line.strip_prefix(b"* Unmerged path ") {
            let all = files.entry(unquoted(unmerged)).or_default();
            all.changed.push(1..=u32::MAX);
        } else if let Some(hunk) = line.strip_prefix(b"@@ -").and_then(Hunk::parse) {
            // What follows is content, whatever it looks like.
            let (removed, added) = hunk.content(&mut lines);
            if let Some(path) = path.as_ref().or(old.as_ref()) {
                let file = files.entry(String::clone(path)).or_default();
                file.gaps.extend(Gap::of(hunk.before(), &removed, &added));
                file.changed.extend(hunk.changed());
                file.gone.extend(removed.iter().filter_map(|line| gap::assigned(line)));
                file.created |= old.is_none();
                file.stretches.push(Stretch::new(hunk.before(), hunk.added, &removed));
            }
        }
    }
    files
}

/// A stretch of lines that changed: `-7,2 +9,3`.
struct Hunk {
    removed: u32,
    start: u32,
    added: u32,
}

impl Hunk {
    /// Reads `7,2 +9,3 @@ ...`.
    fn parse(text: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(text);
        let (old, rest) = text.split_once(" +")?;
        let (new, _) = rest.split_once(" @@")?;
        let range = |text: &str| -> Option<(u32, u32)> {
            let (start, count) = text.split_once(',').unwrap_or((text, "1"));
            Some((start.parse().ok()?, count.parse().ok()?))
        };
        let ((_, removed), (start, added)) = (range(old)?, range(new)?);
        Some(Self { removed, start, added })
    }

    /// The lines that are gone, and the lines that are new.
    fn content<'a>(
        &self,
        lines: &mut impl Iterator<Item = &'a [u8]>,
    ) -> (Vec<&'a [u8]>, Vec<&'a [u8]>) {
        let (mut removed, mut added) = (Vec::new(), Vec::new());
        while removed.len() < self.removed as usize || added.len() < self.added as usize {
            match lines.next() {
                Some([b'-', line @ ..]) => removed.push(line),
                Some([b'+', line @ ..]) => added.push(line),
                // `\ No newline at end of file`
                Some(_) => {}
                None => break,
            }
        }
        (removed, added)
    }

    /// The line before the change; git names that one where nothing was added.
    fn before(&self) -> u32 {
        if self.added == 0 { self.start } else { self.start.saturating_sub(1) }
    }

    fn changed(&self) -> Option<std::ops::RangeInclusive<u32>> {
        (self.added > 0).then(|| self.start..=self.start.saturating_add(self.added - 1))
    }
}

/// The path after `--- ` or `+++ `; none where there is no file on that side.
fn side(name: &[u8], prefix: &str) -> Option<String> {
    // A name with a space is followed by a tab.
    let name = name.strip_suffix(b"\t").unwrap_or(name);
    unquoted(name).strip_prefix(prefix).map(str::to_owned)
}

/// A name as C would quote it, or as it is.
fn unquoted(name: &[u8]) -> String {
    let inner = name.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
    let Some(inner) = inner else { return String::from_utf8_lossy(name).into_owned() };
    let mut bytes = Vec::new();
    let mut rest = inner;
    while let Some((&byte, behind)) = rest.split_first() {
        rest = behind;
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let digits = rest.iter().take(3).take_while(|it| (b'0'..=b'7').contains(*it)).count();
        if digits == 3 {
            let (octal, behind) = rest.split_at(3);
            let value = octal.iter().fold(0_u32, |all, it| all * 8 + u32::from(it - b'0'));
            bytes.push(u8::try_from(value).unwrap_or(b'?'));
            rest = behind;
        } else if let Some((&escape, behind)) = rest.split_first() {
            bytes.push(unescaped(escape));
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn unescaped(escape: u8) -> u8 {
    match escape {
        b'a' => 7,
        b'b' => 8,
        b't' => b'\t',
        b'n' => b'\n',
        b'v' => 11,
        b'f' => 12,
        b'r' => b'\r',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{Gap, parse, unquoted};

    #[test]
    fn hunks_are_lines_of_the_new_file() {
        let patch = b"diff --git a/old.tf b/new name.tf\nsimilarity index 90%\nrename from old.tf\n\
            rename to new name.tf\n--- a/old.tf\t\n+++ b/new name.tf\t\n@@ -3,0 +4,2 @@ x\n\
            +++ b/evil.tf\n+@@ -1 +1 @@\n@@ -9,2 +11,0 @@\n---- a/x\n-  b = 1\n\\ No newline at end of file\n\
            @@ -20 +20 @@\n-c = 1\n+c = 2\n\
            diff --git a/gone.tf b/gone.tf\n--- a/gone.tf\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n";
        let files = parse(patch);
        assert_eq!(files.len(), 2, "{files:?}");
        assert_eq!(files["gone.tf"].changed, [], "a file that is gone has no lines");
        let lines = &files["new name.tf"];
        assert_eq!(lines.changed, [4..=5, 20..=20]);
        let gaps = [Gap { after: 11, indent: 0 }];
        assert_eq!(lines.gaps, gaps, "another value leaves no gap");
    }

    #[test]
    fn odd_names_are_read() {
        assert_eq!(unquoted(br#""b/a\"\\\t\303\251.tf""#), "b/a\"\\\té.tf");
        assert_eq!(unquoted(b"b/a b.tf"), "b/a b.tf");
        assert_eq!(unquoted(br#""b/\377.tf""#), "b/\u{fffd}.tf");
        assert_eq!(unquoted(br#""b/\"#), r#""b/\"#);
    }

    #[test]
    fn broken_patches_are_no_reason_to_stop() {
        for text in
            ["@@ -", "@@ -1,9 +1,9 @@", "+++ ", "@@ -x +y @@", "+++ b/a\n@@ -1 +4294967295,9 @@\n+"]
        {
            parse(text.as_bytes());
        }
    }
}
