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
    /// Named folders that links lead to: as they are named, and where they are.
    pub links: Vec<(PathBuf, PathBuf)>,
}

impl Root {
    /// The git root around the first path that was named; without git, the working directory if it
    /// is around the path, else the named folder itself.
    pub fn around(paths: &[PathBuf], here: &Path) -> Self {
        let folder_of = |path: PathBuf| {
            if path.is_dir() { path } else { path.parent().unwrap_or(here).to_owned() }
        };
        let folders = paths.iter().map(|path| folder_of(tidy(&here.join(path))));
        let folders: Vec<PathBuf> = folders.collect();
        let start = folders.first().map_or(here, PathBuf::as_path);
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let git =
            |start: &Path| start.ancestors().find(|folder| folder.join(".git").exists()).map(real);
        let plain = || if start.starts_with(here) { here.to_owned() } else { start.to_owned() };
        // A link may lead into a repository from outside.
        let folder = git(start).or_else(|| git(&real(start))).unwrap_or_else(plain);
        let linked = folders.iter().map(|folder| (folder.clone(), real(folder)));
        let links = linked.filter(|(named, real)| named != real).collect();
        Self { folder, here: here.to_owned(), links }
    }

    /// The path relative to the root of a path as the run shows it, with `/`; unchanged where it
    /// lies outside.
    pub fn relative<'a>(&self, shown: &'a str) -> Cow<'a, str> {
        if self.folder == self.here && self.links.is_empty() {
            return Cow::Borrowed(shown);
        }
        let path = tidy(&self.here.join(shown));
        let behind = |(named, real): &(PathBuf, PathBuf)| {
            Some(real.join(path.strip_prefix(named).ok()?))
                .filter(|it| it.starts_with(&self.folder))
        };
        let path = self.links.iter().find_map(behind).unwrap_or(path);
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
        let root = |here: &str| Root {
            folder: PathBuf::from("/repo"),
            here: PathBuf::from(here),
            links: Vec::new(),
        };
        assert_eq!(root("/repo").relative("live/main.tf"), "live/main.tf");
        assert_eq!(root("/repo/live").relative("main.tf"), "live/main.tf");
        assert_eq!(root("/repo/live").relative("../apps/a.yaml"), "apps/a.yaml");
        assert_eq!(root("/elsewhere").relative("/repo/apps/a.yaml"), "apps/a.yaml");
        assert_eq!(root("/elsewhere").relative("/other/a.yaml"), "/other/a.yaml");
        let links = vec![("/elsewhere/link".into(), "/repo/apps".into())];
        let linked = Root { links, ..root("/elsewhere") };
        assert_eq!(linked.relative("link/a.yaml"), "apps/a.yaml");
    }
}
