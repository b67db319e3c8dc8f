//! The files that configuration may name: those below what is scanned, and no others.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use super::installed::is_installed;
use super::span::TextId;
use super::texts::Texts;

/// A named file of more bytes is not read.
const FILE: u64 = 1 << 20;

/// More bytes in all are not read.
const ALL: u64 = 64 << 20;

/// Folders of more files are not listed.
const ENTRIES: usize = 10_000;

/// The files below the scanned folders, on disk or in memory; every look is recorded.
///
/// Paths are relative to the root of the run, with `/`, as those of scanned files are.
#[derive(Debug, Default)]
pub struct Tree {
    root: Option<PathBuf>,
    /// What lies outside of all of these is never read, whatever links lead there.
    within: Vec<PathBuf>,
    memory: BTreeMap<String, Arc<[u8]>>,
    reads: Mutex<BTreeSet<String>>,
    /// The texts of the files that were named, and of all scanned ones once one was named.
    named: Mutex<Option<HashMap<String, TextId>>>,
    spent: AtomicU64,
}

/// Why a named file gives no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It lies below the scanned folders, and there is no such file.
    Missing,
    /// It lies elsewhere, or is too large, or the system refuses it.
    Unread,
}

impl Tree {
    /// The files on disk below `paths`, or below the repositories that these lie in; `root` is what
    /// paths are relative to.
    pub fn on_disk(root: &Path, paths: &[PathBuf]) -> Self {
        let real = |path: &PathBuf| path.canonicalize().ok().map(|path| repository(&path));
        let within = paths.iter().filter_map(real).collect();
        Self { root: Some(root.to_owned()), within, ..Self::default() }
    }

    /// Puts a file in memory in the place of what is on disk.
    pub fn insert(&mut self, path: &str, text: &str) {
        self.memory.insert(path.to_owned(), text.as_bytes().into());
    }

    /// The bytes of a file.
    pub fn bytes(&self, path: &str) -> Result<Arc<[u8]>, Absent> {
        let path = normalised(path).ok_or(Absent::Unread)?;
        self.record(&path);
        if let Some(bytes) = self.memory.get(&path) {
            return Ok(Arc::clone(bytes));
        }
        let disk = self.disk(&path)?;
        let size = std::fs::metadata(&disk).map_err(|_| Absent::Missing)?;
        if size.is_dir() {
            return Err(Absent::Missing);
        }
        let spent = self.spent.fetch_add(size.len(), Ordering::Relaxed);
        if !size.is_file() || size.len() > FILE || spent > ALL {
            return Err(Absent::Unread);
        }
        let mut bytes = Vec::new();
        let read = File::open(disk).and_then(|file| file.take(FILE + 1).read_to_end(&mut bytes));
        read.ok().filter(|read| *read as u64 <= FILE).ok_or(Absent::Unread)?;
        Ok(bytes.into())
    }

    /// The text of a file that configuration names, to point into; of a scanned file the one that is
    /// there already. None where that has another content, or where the file is a copy that nobody
    /// edits.
    pub fn text(&self, path: &str, content: &str, texts: &Texts) -> Option<TextId> {
        let path = normalised(path).filter(|path| !is_installed(path))?;
        let mut named = self.named.lock().ok()?;
        let named = named
            .get_or_insert_with(|| texts.files().map(|(id, path)| (path.to_owned(), id)).collect());
        let add = || texts.add_file(path.as_str(), content);
        let id = *named.entry(path.clone()).or_insert_with(add);
        (texts.text(id).content() == content).then_some(id)
    }

    /// The files below a folder, relative to it and sorted; none of a folder that is not there.
    pub fn below(&self, folder: &str) -> Result<Vec<String>, Absent> {
        let folder = normalised(folder).ok_or(Absent::Unread)?;
        self.record(&format!("{folder}/**"));
        let mut found = BTreeSet::new();
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        found.extend(
            self.memory.keys().filter_map(|path| path.strip_prefix(&prefix)).map(str::to_owned),
        );
        match self.disk(&folder) {
            Ok(disk) => list(&disk, "", &mut found)?,
            Err(Absent::Missing) => {}
            Err(Absent::Unread) => return Err(Absent::Unread),
        }
        Ok(found.into_iter().collect())
    }

    /// Every path that was looked for, sorted; of folders, with `/**`.
    pub fn reads(&self) -> Vec<String> {
        self.reads.lock().map(|reads| reads.iter().cloned().collect()).unwrap_or_default()
    }

    fn record(&self, path: &str) {
        if let Ok(mut reads) = self.reads.lock() {
            reads.insert(path.to_owned());
        }
    }

    /// Where a path lies, links followed.
    fn disk(&self, path: &str) -> Result<PathBuf, Absent> {
        let Some(root) = &self.root else {
            return Err(if self.memory.is_empty() { Absent::Unread } else { Absent::Missing });
        };
        let named = root.join(path);
        let Ok(real) = named.canonicalize() else {
            // What is not there has no links: the folder that it would lie in tells where it is.
            let real = named.ancestors().skip(1).find_map(|it| it.canonicalize().ok());
            let inside = real.is_some_and(|real| self.holds(&real));
            return Err(if inside { Absent::Missing } else { Absent::Unread });
        };
        if self.holds(&real) { Ok(real) } else { Err(Absent::Unread) }
    }

    fn holds(&self, real: &Path) -> bool {
        self.within.iter().any(|folder| real.starts_with(folder))
    }
}

/// The repository that a path lies in, or else its folder.
fn repository(path: &Path) -> PathBuf {
    let repository = path.ancestors().find(|it| it.join(".git").exists());
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    repository.unwrap_or(folder).to_owned()
}

/// A path without `.` and `..`; none where it leads out of the root.
fn normalised(path: &str) -> Option<String> {
    let absolute = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    Some(if absolute { format!("/{path}") } else { path })
}

fn list(folder: &Path, prefix: &str, found: &mut BTreeSet<String>) -> Result<(), Absent> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(()) };
    for entry in entries.flatten() {
        let Some(name) = entry.file_name().to_str().map(str::to_owned) else { continue };
        let Ok(kind) = entry.file_type() else { continue };
        if found.len() > ENTRIES {
            return Err(Absent::Unread);
        }
        if kind.is_dir() && !matches!(name.as_str(), ".git" | ".terraform") {
            list(&entry.path(), &format!("{prefix}{name}/"), found)?;
        } else if kind.is_file() {
            found.insert(format!("{prefix}{name}"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> Tree {
        let mut tree = Tree::default();
        tree.insert("infra/a.txt", "a");
        tree.insert("infra/sub/b.txt", "b");
        tree
    }

    #[test]
    fn files_are_found_by_any_spelling_of_their_path() {
        let tree = tree();
        assert_eq!(tree.bytes("infra/./sub/../a.txt").as_deref(), Ok(b"a".as_slice()));
        assert_eq!(tree.below("infra"), Ok(vec!["a.txt".to_owned(), "sub/b.txt".to_owned()]));
    }

    #[test]
    fn nothing_outside_is_read_and_every_look_is_recorded() {
        let tree = tree();
        assert_eq!(tree.bytes("../a.txt"), Err(Absent::Unread));
        assert_eq!(tree.bytes("infra/c.txt"), Err(Absent::Missing));
        assert_eq!(tree.reads(), ["infra/c.txt"]);
        let disk = Tree::on_disk(Path::new("/"), &[PathBuf::from("src")]);
        assert_eq!(disk.bytes("/etc/passwd"), Err(Absent::Unread));
    }
}
