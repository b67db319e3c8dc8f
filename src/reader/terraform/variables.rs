//! Files of variables, and variables that are set one by one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::super::File;
use super::super::files::is_encrypted;
use crate::source::{TextId, Texts};
use crate::syntax::hcl;
use crate::terraform::{Category, Modules, Tfvars, TfvarsContent};

/// Variables that are set for every root of a run.
#[derive(Clone, Debug, Default)]
pub struct Variables {
    /// Files of variables, the strongest last; they outrank those that Terraform reads by itself.
    pub files: Vec<File>,
    /// Names and texts, the strongest last; they outrank the files.
    pub assignments: Vec<(String, String)>,
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
    let named = variables.files.iter().map(|it| {
        let content = it.content.as_ref().ok();
        let text = content.map(|content| texts.add_file(it.path.as_str(), content.text.as_str()));
        file(&it.path, text, texts)
    });
    let assigned = variables.assignments.iter().map(|(name, value)| {
        let path = format!("--var {name}");
        Tfvars {
            text: texts.add_file(path.as_str(), value.as_str()),
            path: path.into(),
            content: TfvarsContent::Assignment { name: name.into(), value: value.into() },
        }
    });
    named.chain(assigned).collect()
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

/// The variables that are set one by one and that no directory declares, sorted.
pub(super) fn undeclared(variables: &Variables, modules: &Modules) -> Vec<String> {
    let declares = |name: &str| {
        modules.directories().any(|it| it.find(Category::Variable, "", name).is_some())
    };
    let names = variables.assignments.iter().map(|(name, _)| name.clone());
    let names: BTreeSet<String> = names.filter(|name| !declares(name)).collect();
    names.into_iter().collect()
}
