//! What a run reads: files on disk, what comes through standard input, variables, and what these
//! name.

use std::path::{Path, PathBuf};

use super::{CheckError, CheckOptions, Stdin};
use crate::reader::{self, File, Files, Reading, Variables};
use crate::source::{Discovery, Exclude, ReadProblem, Tree, decode, is_plan, shown};

/// Reads what the options name, and what that names in turn.
pub(super) fn read(options: &CheckOptions) -> Result<Reading, CheckError> {
    let (files, tree) = sources(options)?;
    Ok(reader::read(files, tree, (&options.config, &variables(options)?)))
}

/// The files that the options name, and those that these may name.
pub(super) fn sources(options: &CheckOptions) -> Result<(Files, Tree), CheckError> {
    let files = files(options)?;
    let root = working_directory()?;
    let mut tree = Tree::on_disk(&root, &options.paths);
    let overlaid = options.stdin.as_ref().and_then(|stdin| stdin.filename.as_ref());
    let overlaid = overlaid.map(|path| shown(path, &root));
    if let Some(file) = files.iter().find(|file| Some(&file.path) == overlaid.as_ref()) {
        insert(&mut tree, file);
    }
    Ok((files, tree))
}

pub(super) fn insert(tree: &mut Tree, file: &File) {
    if let Ok(content) = &file.content {
        tree.insert(&file.path, &content.text);
    }
}

/// The files of a run: what is on disk, with standard input in its place.
fn files(options: &CheckOptions) -> Result<Files, CheckError> {
    let root = working_directory()?;
    let (paths, gitignore) = (options.paths.clone(), options.gitignore);
    let exclude = Exclude {
        paths: options.config.exclude.value.clone(),
        root: options.config.world.root.clone(),
        named: options.force_exclude,
    };
    let discovery = Discovery { paths, gitignore, exclude };
    let (mut files, problems) = reader::discover(&discovery, &root, options.max_file_size);
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

/// The variables that the options set.
pub(super) fn variables(options: &CheckOptions) -> Result<Variables, CheckError> {
    let root = working_directory()?;
    let file = |path: &PathBuf| {
        if !path.exists() {
            return Err(CheckError::NoSuchPath(path.clone()));
        }
        let content = crate::source::read(path, options.max_file_size);
        Ok(File { path: shown(path, &root), links: Vec::new(), content })
    };
    let files = options.var_files.iter().map(file).collect::<Result<_, _>>()?;
    Ok(Variables { files, assignments: options.variables.clone() })
}

fn working_directory() -> Result<PathBuf, CheckError> {
    std::env::current_dir()
        .map_err(|error| CheckError::System(format!("the working directory is gone: {error}")))
}

/// Puts standard input in the place of the file that it stands for, or beside the others.
fn overlay(files: &mut Files, stdin: &Stdin, root: &Path) {
    let path = stdin.filename.as_ref().map_or_else(|| stdin_name(stdin), |path| shown(path, root));
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
