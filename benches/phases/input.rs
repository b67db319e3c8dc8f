//! What the phases run on.

use std::path::{Path, PathBuf};

use ekslint::reader::{File, Files, discover};
use ekslint::source::{Content, Discovery, Exclude};

use crate::generate;

/// How many clusters the generated repository has.
const CLUSTERS: usize = 50;

/// How many findings each file of the crowded repository has.
const FINDINGS: usize = 1000;

/// Files in memory, and on disk for the phase that reads.
pub(crate) struct Input {
    pub(crate) name: &'static str,
    /// Paths and texts, in the order of paths.
    pub(crate) tree: Vec<(String, String)>,
    folder: PathBuf,
}

/// The generated repositories, and a folder of real ones if there is one.
pub(crate) fn inputs() -> Vec<Input> {
    let crowded = Input::new("crowded", generate::crowded(FINDINGS));
    let generated = Input::new("generated", generate::tree(CLUSTERS));
    let mut inputs = vec![generated, crowded];
    inputs.extend(std::env::var_os("EKSLINT_CORPUS").map(|folder| corpus(PathBuf::from(folder))));
    inputs
}

fn corpus(folder: PathBuf) -> Input {
    let discovery =
        Discovery { paths: vec![folder.clone()], gitignore: false, exclude: Exclude::default() };
    let (files, _) = discover(&discovery, &folder, 16 * 1024 * 1024);
    let text = |file: File| Some((file.path, file.content.ok()?.text));
    Input { name: "corpus", tree: files.into_iter().filter_map(text).collect(), folder }
}

impl Input {
    fn new(name: &'static str, tree: Vec<(String, String)>) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("phases").join(name);
        for (path, text) in &tree {
            let path = folder.join(path);
            std::fs::create_dir_all(path.parent().expect("it lies in the folder"))
                .and_then(|()| std::fs::write(path, text))
                .expect("the target folder can be written");
        }
        Self { name, tree, folder }
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The files, as if they had been read.
    pub(crate) fn files(&self) -> Files {
        let file = |(path, text): &(String, String)| File {
            path: path.clone(),
            links: Vec::new(),
            content: Ok(Content { text: text.clone(), reencoded: false }),
        };
        self.tree.iter().map(file).collect()
    }

    /// What may be Kubernetes or eksctl.
    pub(crate) fn yaml(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = self.with(&["yaml", "yml", "json"]);
        named.filter(|(path, text)| text.contains("apiVersion") && !path.ends_with(".tf.json"))
    }

    pub(crate) fn terraform(&self) -> impl Iterator<Item = (&str, &str)> {
        self.with(&["tf"])
    }

    fn with(&self, extensions: &'static [&str]) -> impl Iterator<Item = (&str, &str)> {
        let all = self.tree.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        all.filter(|(path, _)| {
            Path::new(path).extension().is_some_and(|it| extensions.iter().any(|one| it == *one))
        })
    }
}
