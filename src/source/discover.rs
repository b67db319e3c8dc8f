//! Which files there are to read.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::gathered::Gathered;
use super::installed::{MANIFEST, installed_modules, is_installed};
use super::read::{NO_FILE, is_readable};
use super::{Paths, Root};

/// Folders that hold copies, caches or histories of what lies elsewhere.
const LEFT_OUT: [&str; 6] =
    [".git", ".terraform", ".terragrunt-cache", "node_modules", ".venv", "__pycache__"];

/// Longer lists of installed modules are not read.
const MANIFEST_SIZE: u64 = 4 * 1024 * 1024;

/// How the names of files end that may hold configuration, in lower case.
pub const ENDINGS: [&str; 8] =
    [".tf", ".tofu", ".tfvars", ".yaml", ".yml", ".json", "terragrunt.hcl", "helmfile.yaml.gotmpl"];

/// What to look for, and where.
#[derive(Clone, Debug)]
pub struct Discovery {
    /// Files and folders, as named; a named file is taken whatever it is called.
    pub paths: Vec<PathBuf>,
    /// Whether `.gitignore` and its like are followed.
    pub gitignore: bool,
    /// What is left out besides.
    pub exclude: Exclude,
}

/// Paths that nobody wants looked at.
#[derive(Clone, Debug, Default)]
pub struct Exclude {
    /// The paths, relative to the root of the project.
    pub paths: Paths,
    /// That root.
    pub root: Root,
    /// Whether files that are named are left out as well.
    pub named: bool,
}

impl Exclude {
    /// Whether a path is left out; `root` is what the run shows paths relative to.
    fn holds(&self, path: &Path, root: &Path) -> bool {
        !self.paths.is_empty() && self.paths.contain(&self.root.relative(&shown(path, root)))
    }
}

impl Exclude {
    /// Patterns that leave out nothing of the project, whether git knows of it or not.
    pub fn idle(&self, patterns: &Paths) -> Vec<String> {
        let folder = &self.root.folder;
        let is_glob = |pattern: &&String| pattern.contains(['*', '?', '[', '{']);
        let (globs, plain): (Vec<&String>, Vec<&String>) =
            patterns.patterns().iter().partition(is_glob);
        let mut idle: Vec<String> =
            plain.into_iter().filter(|it| !folder.join(it).exists()).cloned().collect();
        if !globs.is_empty() {
            let walk = ignore::WalkBuilder::new(folder)
                .standard_filters(false)
                .filter_entry(|entry| !is_left_out(entry))
                .build();
            let inside = walk.flatten().map(|entry| shown(entry.path(), folder));
            let inside: Vec<String> = inside.collect();
            let unmatched = patterns.idle(inside.iter().map(String::as_str));
            idle.extend(unmatched.into_iter().filter(|it| globs.contains(&it)));
        }
        idle
    }
}

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// Its path for people: relative to the root of the run, with `/`.
    pub path: String,
    /// Where it lies.
    pub disk: PathBuf,
    /// Other paths that links lead to it by, sorted.
    pub links: Vec<String>,
}

/// Something that was named or met and cannot be walked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unwalkable {
    /// What was named or met.
    pub path: PathBuf,
    /// Why not.
    pub reason: String,
    /// Whether it was named by the user, and not only met on the way.
    pub named: bool,
}

impl Discovery {
    /// Every file, each once, in the order of paths; `root` is what paths are relative to.
    ///
    /// A file that several links lead to is taken under the smallest path, and knows the others.
    pub fn run(&self, root: &Path) -> (Vec<Found>, Vec<Unwalkable>) {
        let mut files = Gathered::default();
        let mut problems = Vec::new();
        for path in &self.paths {
            match std::fs::metadata(path) {
                Err(error) => {
                    let reason = reason(&error);
                    problems.push(Unwalkable { path: path.clone(), reason, named: true });
                }
                Ok(data) if data.is_dir() => self.walk(path, root, &mut files, &mut problems),
                Ok(data) if !is_readable(path, &data) => {
                    let reason = NO_FILE.to_owned();
                    problems.push(Unwalkable { path: path.clone(), reason, named: true });
                }
                Ok(_) if self.exclude.named && self.exclude.holds(path, root) => {}
                Ok(_) => files.add(path, root),
            }
        }
        add_installed(root, &mut files);
        let mut files: Vec<Found> = files.by_place.into_values().collect();
        files.sort();
        (files, problems)
    }

    fn walk(
        &self,
        folder: &Path,
        root: &Path,
        files: &mut Gathered,
        problems: &mut Vec<Unwalkable>,
    ) {
        let (exclude, here) = (self.exclude.clone(), root.to_owned());
        let walk = ignore::WalkBuilder::new(folder)
            .hidden(false)
            .git_ignore(self.gitignore)
            .git_exclude(self.gitignore)
            .git_global(false)
            .ignore(self.gitignore)
            .parents(self.gitignore)
            .follow_links(true)
            .filter_entry(move |entry| {
                let excluded = || exclude.holds(entry.path(), &here);
                !is_left_out(entry) && (entry.depth() == 0 || !excluded())
            })
            .build();
        for entry in walk {
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    if is_configuration(entry.path()) {
                        files.add_met(&entry, root);
                    }
                }
                Ok(_) => {}
                Err(error) if is_loop(&error) => {}
                Err(error) => {
                    let (path, reason) = told(&error);
                    let path = path.unwrap_or_else(|| folder.to_owned());
                    let broken = broken_link(&path);
                    if broken.is_some() && !is_configuration(&path) {
                        continue;
                    }
                    let reason = broken.map_or(reason, str::to_owned);
                    problems.push(Unwalkable { path, reason, named: false });
                }
            }
        }
    }
}

/// What an error is about, and what is wrong.
fn told(error: &ignore::Error) -> (Option<PathBuf>, String) {
    match error {
        ignore::Error::WithPath { path, err } => (Some(path.clone()), told(err).1),
        ignore::Error::WithDepth { err, .. } => told(err),
        ignore::Error::Io(error) => (None, reason(error)),
        other => (None, other.to_string()),
    }
}

/// A link that leads back to a folder around it: everything below is met anyway.
fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_loop(err),
        _ => false,
    }
}

/// What is wrong with a link that leads to no file.
fn broken_link(path: &Path) -> Option<&'static str> {
    let link = std::fs::symlink_metadata(path).is_ok_and(|data| data.is_symlink());
    match std::fs::metadata(path).err().filter(|_| link)?.kind() {
        std::io::ErrorKind::NotFound => Some("the link leads to nothing"),
        std::io::ErrorKind::PermissionDenied => None,
        _ => Some("the link leads in a circle"),
    }
}

fn is_left_out(entry: &ignore::DirEntry) -> bool {
    entry.depth() > 0
        && entry.file_type().is_some_and(|kind| kind.is_dir())
        && entry.file_name().to_str().is_some_and(|name| LEFT_OUT.contains(&name))
}

/// Whether a file's name says that it may hold configuration.
fn is_configuration(path: &Path) -> bool {
    // A name that is no UTF-8 is shown with replacements, and read all the same.
    let Some(name) = path.file_name().map(|name| name.to_string_lossy()) else { return false };
    // Emacs marks what it edits with such a link or file.
    if name.starts_with(".#") {
        return false;
    }
    let lower = name.to_ascii_lowercase();
    let marked = name == "Kustomization";
    marked || ENDINGS.iter().any(|end| lower.ends_with(end))
}

fn is_terraform(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".tf", ".tofu", ".tf.json", ".tofu.json"].iter().any(|end| lower.ends_with(end))
}

/// Adds the modules that `terraform init` installed for the folders that are read, and their lists.
fn add_installed(root: &Path, files: &mut Gathered) {
    let sources = files.by_place.values().filter(|found| is_terraform(&found.path));
    let folders: BTreeSet<PathBuf> =
        sources.filter_map(|found| found.disk.parent().map(Path::to_owned)).collect();
    for folder in folders {
        let manifest = folder.join(MANIFEST);
        let Ok(list) = super::read(&manifest, MANIFEST_SIZE) else { continue };
        files.add(&manifest, root);
        for (_, module) in installed_modules(&list.text) {
            if !is_installed(&format!("{module}/")) {
                continue;
            }
            let entries = std::fs::read_dir(folder.join(module)).into_iter().flatten().flatten();
            for path in entries.map(|entry| entry.path()).filter(|path| path.is_file()) {
                if is_terraform(&path.to_string_lossy()) {
                    files.add(&path, root);
                }
            }
        }
    }
}

/// A path for people: relative to the root where it lies below it, with `/`.
pub fn shown(path: &Path, root: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let relative = absolute.strip_prefix(root).map(Path::to_owned).unwrap_or(absolute);
    let parts = relative.components().filter(|part| !matches!(part, std::path::Component::CurDir));
    let parts: Vec<String> =
        parts.map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/").replacen("//", "/", 1)
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        _ => error.to_string(),
    }
}
