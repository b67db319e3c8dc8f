//! Files that somebody may believe to be the configuration, and that are not read.

use std::collections::BTreeSet;

use super::{Config, FILE_NAME, Given};
use crate::source::{Root, shown};

/// Those that are seen before anything is read: hidden at the root, or in the working directory below
/// it. Paths are as the run shows them.
pub(super) fn around(root: &Root, given: &Given) -> Vec<String> {
    if given.isolated || !given.config.is_empty() {
        return Vec::new();
    }
    let hidden = root.folder.join(format!(".{FILE_NAME}"));
    let below = root.here.join(FILE_NAME);
    let is_below = root.here != root.folder && root.here.starts_with(&root.folder);
    let all = [Some(hidden), is_below.then_some(below)].into_iter().flatten();
    all.filter(|path| path.symlink_metadata().is_ok()).map(|it| shown(&it, &root.here)).collect()
}

/// A warning for each other one in the folders of a run, which are relative to the root.
pub(super) fn below<'a>(
    config: &'a Config,
    folders: &'a BTreeSet<String>,
) -> impl Iterator<Item = String> + 'a {
    let root = &config.world.root;
    let files = folders.iter().filter(|folder| !folder.is_empty());
    let files = files.map(|folder| root.folder.join(folder).join(FILE_NAME));
    let seen = files.filter(|file| file.is_file()).map(|file| shown(&file, &root.here));
    let read = |path: &String| config.files.iter().any(|(read, _)| read == path);
    let told = |path: &String| config.unread.contains(path);
    seen.filter(move |path| !read(path) && !told(path)).map(|path| warning(&path, root))
}

/// What is said of one.
pub(super) fn warning(path: &str, root: &Root) -> String {
    let own = match root.here.strip_prefix(&root.folder) {
        Ok(inside) => "../".repeat(inside.components().count()) + FILE_NAME,
        Err(_) => shown(&root.folder.join(FILE_NAME), &root.here),
    };
    format!("`{path}` is not read: a project has one configuration, `{own}` at its root")
}
