//! Files that are named, in place of what git says.

use std::path::PathBuf;

use super::Changes;
use crate::source::{Root, ancestors, shown};

impl Changes {
    /// Takes all of some files, and of all files in some folders, for changed, and nothing else.
    pub fn of_files(root: &Root, named: &[PathBuf]) -> Self {
        let real = |path: &PathBuf| path.canonicalize().ok();
        let all = named.iter().cloned().chain(named.iter().filter_map(real));
        Self {
            root: root.clone(),
            real: root.folder.canonicalize().unwrap_or_default(),
            whole: all.map(|path| shown(&path, &root.here)).collect(),
            files_alone: true,
            ..Self::default()
        }
    }

    /// Whether the files were named, so that no commit is the measure.
    pub fn is_of_files(&self) -> bool {
        self.files_alone
    }

    /// Whether all of a file counts, by its path in the run.
    pub(super) fn is_whole(&self, path: &str) -> bool {
        // The working directory holds only what is told from it.
        let outside = path.starts_with('/');
        ancestors(path).any(|it| self.whole.contains(it) && !(outside && it.is_empty()))
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Changes;
    use crate::source::Root;

    #[test]
    fn a_folder_stands_for_what_is_in_it() {
        let root = Root { folder: "/p".into(), here: "/p".into(), links: Vec::new() };
        let of = |named: &[&str]| {
            let named: Vec<PathBuf> = named.iter().map(PathBuf::from).collect();
            Changes { root: root.clone(), ..Changes::of_files(&root, &named) }
        };
        let some = of(&["/p/a/b.tf", "/p/apps", "/p/x y.yaml"]);
        for path in ["a/b.tf", "apps/deep/c.yaml", "x y.yaml"] {
            assert!(some.is_whole(path), "{path}");
        }
        for path in ["a/c.tf", "b.tf", "apps.yaml", "/apps/c.yaml"] {
            assert!(!some.is_whole(path), "{path}");
        }
        assert!(of(&["/p"]).is_whole("a/c.tf") && !of(&["/p"]).is_whole("/q/c.tf"));
        assert!(!of(&[]).is_whole("a/b.tf") && !some.has_past());
    }
}
