//! Where a project begins.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};

/// The folder that a project's configuration, patterns and fingerprints are relative to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Root {
    /// The folder; empty for files that are only in memory.
    pub folder: PathBuf,
    /// The working directory, which the paths of a run are relative to.
    pub here: PathBuf,
}

impl Root {
    /// The git root around the first path that was named; without git, the working directory if it
    /// is around the path, else the named folder itself.
    pub fn around(paths: &[PathBuf], here: &Path) -> Self {
        let first = paths.first().map_or(here.to_owned(), |path| tidy(&here.join(path)));
        let start = if first.is_dir() { first.as_path() } else { first.parent().unwrap_or(here) };
        let git = start.ancestors().find(|folder| folder.join(".git").exists());
        let plain = if start.starts_with(here) { here } else { start };
        Self { folder: git.unwrap_or(plain).to_owned(), here: here.to_owned() }
    }

    /// The path relative to the root of a path as the run shows it, with `/`; unchanged where it
    /// lies outside.
    pub fn relative<'a>(&self, shown: &'a str) -> Cow<'a, str> {
        if self.folder == self.here {
            return Cow::Borrowed(shown);
        }
        let path = tidy(&self.here.join(shown));
        let Ok(inside) = path.strip_prefix(&self.folder) else {
            return Cow::Borrowed(shown);
        };
        let parts = inside.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
        Cow::Owned(parts.collect::<Vec<_>>().join("/"))
    }
}

/// A path without `.` and `..`.
fn tidy(path: &Path) -> PathBuf {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    tidy
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Root;

    #[test]
    fn paths_are_told_from_the_root() {
        let root = |here: &str| Root { folder: PathBuf::from("/repo"), here: PathBuf::from(here) };
        assert_eq!(root("/repo").relative("live/main.tf"), "live/main.tf");
        assert_eq!(root("/repo/live").relative("main.tf"), "live/main.tf");
        assert_eq!(root("/repo/live").relative("../apps/a.yaml"), "apps/a.yaml");
        assert_eq!(root("/elsewhere").relative("/repo/apps/a.yaml"), "apps/a.yaml");
        assert_eq!(root("/elsewhere").relative("/other/a.yaml"), "/other/a.yaml");
    }
}
