//! What a run reads: files on disk, what comes through standard input, variables, and what these
//! name.

use std::path::{Path, PathBuf};

use super::{CheckError, CheckOptions, Stdin};
use crate::reader::{self, Assignment, File, Files, Reading, Variables};
use crate::source::{Content, Discovery, Exclude, ReadProblem, Tree, decode, is_plan, shown};

/// What sets Terraform variables from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VariableOption {
    /// A file of variables.
    File(PathBuf),
    /// A variable that is set by itself.
    Value {
        /// Its name.
        name: String,
        /// The text that it is set to.
        value: String,
    },
}

impl VariableOption {
    /// The file of variables, if it is one.
    pub fn file(&self) -> Option<&PathBuf> {
        match self {
            Self::File(path) => Some(path),
            Self::Value { .. } => None,
        }
    }
}

/// Reads what the options name, and what that names in turn.
pub(super) fn read(options: &CheckOptions) -> Result<Reading, CheckError> {
    let (files, tree) = sources(options)?;
    Ok(reader::read(files, tree, (&options.config, &variables(options)?)))
}

/// The files that the options name, and those that these may name.
pub(super) fn sources(options: &CheckOptions) -> Result<(Files, Tree), CheckError> {
    let files = files(options)?;
    let tree = tree(options, &files)?;
    Ok((files, tree))
}

/// The files that those of a run may name: what is on disk, with standard input in its place.
pub(super) fn tree(options: &CheckOptions, files: &Files) -> Result<Tree, CheckError> {
    let root = working_directory()?;
    let mut tree = Tree::on_disk(&root, &options.paths);
    let overlaid = stdin_path(options)?
        .filter(|_| options.stdin.as_ref().is_some_and(|stdin| stdin.filename.is_some()));
    if let Some(file) = files.iter().find(|file| Some(&file.path) == overlaid.as_ref()) {
        insert(&mut tree, file);
    }
    Ok(tree)
}

/// The files that those of a run may name, where these are all there are.
pub(super) fn tree_of(files: &Files) -> Tree {
    let mut tree = Tree::default();
    for file in files {
        insert(&mut tree, file);
    }
    tree
}

/// Files that are in memory, as a run reads them.
pub(super) fn in_memory(files: &[(String, String)]) -> Files {
    let file = |(path, text): &(String, String)| File {
        path: path.clone(),
        links: Vec::new(),
        content: Ok(Content { text: text.clone(), reencoded: false }),
    };
    let mut files: Files = files.iter().map(file).collect();
    files.sort_by(|one, two| one.path.cmp(&two.path));
    files
}

/// The path that standard input has in a run, if it is read.
pub(super) fn stdin_path(options: &CheckOptions) -> Result<Option<String>, CheckError> {
    let root = working_directory()?;
    Ok(options.stdin.as_ref().map(|stdin| name_of(stdin, &root)))
}

fn name_of(stdin: &Stdin, root: &Path) -> String {
    stdin.filename.as_ref().map_or_else(|| stdin_name(stdin), |path| shown(path, root))
}

pub(super) fn insert(tree: &mut Tree, file: &File) {
    if let Ok(content) = &file.content {
        tree.insert(&file.path, &content.text);
    }
}

/// What a run looks for.
pub(super) fn discovery(options: &CheckOptions) -> Discovery {
    let exclude = Exclude {
        paths: options.config.exclude.value.clone(),
        root: options.config.world.root.clone(),
        named: options.force_exclude,
    };
    Discovery { paths: options.paths.clone(), gitignore: options.gitignore, exclude }
}

/// The files of a run: what is on disk, with standard input in its place.
pub(super) fn files(options: &CheckOptions) -> Result<Files, CheckError> {
    let root = working_directory()?;
    let limit = options.max_file_size;
    let (mut files, problems) = reader::discover(&discovery(options), &root, limit);
    for problem in problems {
        if problem.named {
            return Err(CheckError::Unreadable(problem.path, problem.reason));
        }
        let path = shown(&problem.path, &root);
        let content = Err(ReadProblem::Refused(problem.reason));
        files.push(File { path, links: Vec::new(), content });
    }
    files.sort_by(|one, two| one.path.cmp(&two.path));
    if let Some(stdin) = &options.stdin {
        overlay(&mut files, stdin, &root);
    }
    Ok(files)
}

/// The variables that the options set by themselves, without files.
pub(super) fn set_variables(options: &CheckOptions) -> Variables {
    let set = |option: &VariableOption| match option {
        VariableOption::File(_) => None,
        VariableOption::Value { name, value } => Some(Assignment::one(name, value)),
    };
    Variables(options.variables.iter().filter_map(set).collect())
}

/// The variables that the options set.
pub(super) fn variables(options: &CheckOptions) -> Result<Variables, CheckError> {
    let root = working_directory()?;
    let one = |option: &VariableOption| match option {
        VariableOption::Value { name, value } => Ok(Assignment::one(name, value)),
        VariableOption::File(path) if !path.exists() => Err(CheckError::NoSuchPath(path.clone())),
        VariableOption::File(path) => {
            let content = crate::source::read(path, options.max_file_size);
            if let Err(ReadProblem::Refused(reason)) = content {
                return Err(CheckError::Unreadable(path.clone(), reason));
            }
            Ok(Assignment::File(File { path: shown(path, &root), links: Vec::new(), content }))
        }
    };
    options.variables.iter().map(one).collect::<Result<_, _>>().map(Variables)
}

pub(super) fn working_directory() -> Result<PathBuf, CheckError> {
    std::env::current_dir()
        .map_err(|error| CheckError::System(format!("the working directory is gone: {error}")))
}

/// Puts standard input in the place of the file that it stands for, or beside the others.
fn overlay(files: &mut Files, stdin: &Stdin, root: &Path) {
    let path = name_of(stdin, root);
    let file = File { path, links: Vec::new(), content: decode(stdin.content.clone()) };
    match files.binary_search_by(|it| it.path.cmp(&file.path)) {
        Ok(at) => files[at] = file,
        Err(at) => files.insert(at, file),
    }
}

/// A name for standard input alone, which decides how it is read: as Terraform where a line opens
/// one of its blocks, else as YAML or JSON.
fn stdin_name(stdin: &Stdin) -> String {
    const BLOCKS: [&str; 8] = [
        "resource \"",
        "data \"",
        "module \"",
        "variable \"",
        "output \"",
        "provider \"",
        "locals {",
        "terraform {",
    ];
    let text = String::from_utf8_lossy(&stdin.content);
    let opens_block = |line: &str| BLOCKS.iter().any(|block| line.starts_with(block));
    let extension = if text.lines().any(opens_block) {
        "tf"
    } else if is_plan(&text) {
        "json"
    } else {
        "yaml"
    };
    format!("<stdin>.{extension}")
}
