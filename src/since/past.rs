//! What files were before they changed: the lines that came taken out, those that went put back.

use super::Changes;
use crate::source::ancestors;

/// Lines that stand where others stood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Stretch {
    /// The line behind which it begins, from 1; 0 for the start of the file.
    after: u32,
    /// How many lines are new.
    added: u32,
    /// The lines that are gone.
    removed: Vec<String>,
}

/// What a file was at the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Before {
    /// What it is now.
    Same,
    /// Something else.
    Text(String),
    /// It was not there, or what it was cannot be told: it comes from standard input or lies in a
    /// repository of its own.
    Nothing,
}

impl Stretch {
    pub(super) fn new(after: u32, added: u32, removed: &[&[u8]]) -> Self {
        let line = |line: &&[u8]| String::from_utf8_lossy(line).into_owned();
        Self { after, added, removed: removed.iter().map(line).collect() }
    }
}

impl Changes {
    /// Whether anything changed that was something else before.
    pub fn has_past(&self) -> bool {
        let changed = !self.touched.is_empty() || !self.whole.is_empty();
        changed && !self.files_alone
    }

    /// What a file of the run was at the commit, from its path and its content now.
    pub fn before(&self, path: &str, content: &str) -> Before {
        let paths = self.paths(path);
        let nested = paths.iter().any(|path| ancestors(path).any(|it| self.nested.contains(it)));
        if self.is_whole(path) || nested || !self.is_tracked(&paths, false) {
            return Before::Nothing;
        }
        match paths.iter().find_map(|path| self.lines.get(path)) {
            None => Before::Same,
            Some(lines) if lines.created => Before::Nothing,
            Some(lines) => Before::Text(put_back(content, &lines.stretches)),
        }
    }
}

/// A text with what took the place of other lines put back.
fn put_back(content: &str, stretches: &[Stretch]) -> String {
    let mut lines = (1_u32..).zip(content.split_inclusive('\n')).peekable();
    let mut before = String::with_capacity(content.len());
    for Stretch { after, added, removed } in stretches {
        while let Some((_, line)) = lines.next_if(|(number, _)| number <= after) {
            before.push_str(line);
        }
        for line in removed {
            before.push_str(line);
            before.push('\n');
        }
        while lines.next_if(|(number, _)| *number <= after.saturating_add(*added)).is_some() {}
    }
    before.extend(lines.map(|(_, line)| line));
    before
}

#[cfg(test)]
mod tests {
    use super::super::patch::parse;
    use super::put_back;

    #[test]
    fn a_patch_is_taken_back() {
        let patch = "diff --git a/x.tf b/x.tf\n--- a/x.tf\n+++ b/x.tf\n@@ -0,0 +1 @@\n+new\n\
                     @@ -2 +3,2 @@\n-b\n+B\n+BB\n@@ -4,2 +5,0 @@\n-d\n-e\n";
        let lines = &parse(patch.as_bytes())["x.tf"];
        assert_eq!(put_back("new\na\nB\nBB\nc\nf\n", &lines.stretches), "a\nb\nc\nd\ne\nf\n");
        assert!(!lines.created);
        let created = "diff --git a/y.tf b/y.tf\n--- /dev/null\n+++ b/y.tf\n@@ -0,0 +1 @@\n+y\n";
        assert!(parse(created.as_bytes())["y.tf"].created);
    }
}
