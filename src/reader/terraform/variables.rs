//! Files of variables, and variables that are set one by one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::File;
use super::super::files::is_encrypted;
use crate::source::{TextId, Texts};
use crate::syntax::hcl;
use crate::terraform::{Category, Modules, Tfvars, TfvarsContent};

/// What sets variables for every root of a run, the strongest last; all of it outranks the files
/// that Terraform reads by itself.
#[derive(Clone, Debug, Default)]
pub struct Variables(pub Vec<Assignment>);

/// Something that sets variables.
#[derive(Clone, Debug)]
pub enum Assignment {
    /// A file of variables.
    File(File),
    /// One variable.
    One {
        /// Its name.
        name: String,
        /// The text that it is set to.
        value: String,
    },
}

impl Assignment {
    /// A variable that is set by itself.
    pub fn one(name: &str, value: &str) -> Self {
        Self::One { name: name.to_owned(), value: value.to_owned() }
    }
}

impl Variables {
    /// The variables that are set one by one.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|it| match it {
            Assignment::One { name, .. } => Some(name.as_str()),
            Assignment::File(_) => None,
        })
    }

    /// The files of variables.
    pub fn files(&self) -> impl Iterator<Item = &File> {
        self.0.iter().filter_map(|it| match it {
            Assignment::File(file) => Some(file),
            Assignment::One { .. } => None,
        })
    }

    /// The files of variables, to be changed.
    pub fn files_mut(&mut self) -> impl Iterator<Item = &mut File> {
        self.0.iter_mut().filter_map(|it| match it {
            Assignment::File(file) => Some(file),
            Assignment::One { .. } => None,
        })
    }

    /// Whether no file of variables is named.
    pub(super) fn names_no_file(&self) -> bool {
        self.files().next().is_none()
    }
}

/// A file of variables in a folder; none for one that Terraform would not read by itself.
pub(super) fn of_folder(path: &str, text: Option<TextId>, texts: &Texts) -> Option<Tfvars> {
    is_automatic(path).then(|| file(path, text, texts))
}

/// Whether Terraform reads a file of variables by itself, if it lies in a root.
pub(super) fn is_automatic(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with("terraform.tfvars") || name.contains(".auto.tfvars")
}

/// What is set for every root, the strongest last.
pub(super) fn of_run(variables: &Variables, texts: &Texts) -> Vec<Tfvars> {
    let one = |assignment: &Assignment| match assignment {
        Assignment::File(it) => {
            let content = it.content.as_ref().ok();
            let text = content.map(|it| it.text.as_str());
            let text = text.map(|text| texts.add_file(it.path.as_str(), text));
            file(&it.path, text, texts)
        }
        Assignment::One { name, value } => {
            let path = format!("--var {name}");
            Tfvars {
                text: texts.add_file(path.as_str(), value.as_str()),
                path: path.into(),
                content: TfvarsContent::Assignment { name: name.into(), value: value.into() },
            }
        }
    };
    variables.0.iter().map(one).collect()
}

/// What a file of variables says.
pub(super) fn file(path: &str, text: Option<TextId>, texts: &Texts) -> Tfvars {
    let id = text.unwrap_or_else(|| texts.add_file(path, ""));
    let content = match text.map(|text| texts.text(text).content()) {
        None => TfvarsContent::Unreadable,
        Some(content) if is_encrypted(content) => TfvarsContent::Unreadable,
        Some(content) if path.rsplit('.').next() == Some("json") => {
            match serde_json::from_str(content) {
                Ok(json) => TfvarsContent::Json(Arc::new(json)),
                Err(_) => TfvarsContent::Unreadable,
            }
        }
        Some(content) => TfvarsContent::Hcl(Arc::new(hcl::parse(content))),
    };
    Tfvars { path: path.into(), text: id, content }
}

/// The variables of some that no directory declares, sorted.
pub(super) fn undeclared<'a>(
    names: impl Iterator<Item = &'a str>,
    modules: &Modules,
) -> Vec<String> {
    let declares = |name: &str| {
        modules.directories().any(|it| it.find(Category::Variable, "", name).is_some())
    };
    let names: BTreeSet<String> = names.filter(|name| !declares(name)).map(str::to_owned).collect();
    names.into_iter().collect()
}
