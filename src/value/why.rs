//! Why something is not known.

use std::fmt;

use smol_str::SmolStr;

/// The reason that a value, a key or an instance is not known here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// A variable has no default, and no tfvars file sets it.
    NoDefault(SmolStr),
    /// A variable of a module that scanned code calls: callers set it.
    Callers(SmolStr),
    /// A data source is read from the account.
    DataSource(SmolStr),
    /// A module whose source is not among the scanned files.
    RemoteModule(SmolStr),
    /// A module call admits versions that differ in a default.
    Versions(SmolStr),
    /// A module call admits no version of which anything is known.
    UnknownVersion(SmolStr),
    /// Something that whoever runs the tool decides, such as `terraform.workspace`.
    Run(SmolStr),
    /// An attribute that exists only once the resource is created.
    Computed(SmolStr),
    /// A function that is not evaluated.
    Function(SmolStr),
    /// `count` or `for_each` is not known.
    Instances(SmolStr),
    /// The definition goes round in a circle.
    Cycle(SmolStr),
    /// A limit was reached.
    Limit(&'static str),
    /// The expression is in error, so the real tool would stop here.
    Error(SmolStr),
    /// A tfvars file could not be read.
    Tfvars(SmolStr),
    /// A file that lies outside of what is scanned, or is too large.
    File(SmolStr),
    /// A file of variables that may be given as well sets it.
    MaySet(SmolStr),
    /// What a unit of Terragrunt includes may set it.
    Included(SmolStr),
    /// A placeholder such as `${VAR}`, `<ACCOUNT_ID>` or `{{ .Values.x }}`.
    Placeholder(SmolStr),
    /// The file or document could not be read to its end.
    Incomplete,
    /// A kustomization patches or transforms this object.
    Kustomize(SmolStr),
    /// Several values are possible.
    Alternatives(usize),
    /// A value of the wrong type; the reader reports it.
    Invalid,
    /// Something that is declared outside the scanned files.
    Elsewhere(SmolStr),
    /// A part of the language that is not followed.
    NotEvaluated(&'static str),
    /// What the files say is only the start: this sets it from then on.
    SetBy(SmolStr),
}

impl Why {
    /// What it hangs on, in the plural: reasons of one group are counted together.
    pub fn group(&self) -> &'static str {
        match self {
            Self::NoDefault(_) | Self::Tfvars(_) | Self::MaySet(_) | Self::Included(_) => {
                "variables without a value"
            }
            Self::Callers(_) => "variables that callers set",
            Self::DataSource(_) => "data sources",
            Self::RemoteModule(_) | Self::Versions(_) | Self::UnknownVersion(_) => {
                "modules from elsewhere"
            }
            Self::Run(_) => "how Terraform is run",
            Self::Computed(_) => "values known once created",
            Self::Function(_) | Self::NotEvaluated(_) | Self::Limit(_) | Self::File(_) => {
                "expressions not evaluated"
            }
            Self::Instances(_) => "unknown `count` or `for_each`",
            Self::Cycle(_) | Self::Error(_) | Self::Invalid => "values in error",
            Self::Placeholder(_) => "placeholders",
            Self::Incomplete => "unreadable documents",
            Self::Kustomize(_) => "kustomizations",
            Self::Alternatives(_) => "several possible values",
            Self::Elsewhere(_) => "things declared elsewhere",
            Self::SetBy(_) => "things that are set at run time",
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoDefault(name) => {
                write!(out, "`var.{name}` has no default and no tfvars file sets it")
            }
            Self::Callers(name) => write!(out, "`var.{name}` is set by the callers of this module"),
            Self::DataSource(address) if address.contains("data.terraform_remote_state.") => {
                write!(out, "`{address}` is read from the state of another root")
            }
            Self::DataSource(address) => write!(out, "`{address}` is read from the AWS account"),
            Self::RemoteModule(address) => {
                write!(out, "the source of `{address}` is not among the scanned files")
            }
            Self::Computed(address) => write!(out, "`{address}` is known only once it is created"),
            Self::Versions(address) => {
                write!(out, "`{address}` admits versions with different defaults")
            }
            Self::UnknownVersion(it) => write!(out, "the version of `{it}` is not known"),
            Self::Run(what) => write!(out, "{what} hangs on how Terraform is run"),
            Self::Function(name) => write!(out, "`{name}()` is not evaluated"),
            Self::Instances(address) => {
                write!(out, "`count` or `for_each` of `{address}` is not known")
            }
            Self::Cycle(name) => write!(out, "`{name}` is defined in terms of itself"),
            Self::Limit(what) => write!(out, "a limit was reached: {what}"),
            Self::Error(message) => write!(out, "the expression is in error: {message}"),
            Self::Tfvars(path) => write!(out, "`{path}` could not be read"),
            Self::File(path) => {
                write!(out, "`{path}` is not a file that may be read here")
            }
            Self::MaySet(path) => write!(out, "`{path}` sets it, if it is given as well"),
            Self::Included(path) => write!(out, "what `{path}` includes may set it"),
            Self::Placeholder(text) => write!(out, "the placeholder `{text}` is filled in later"),
            Self::Incomplete => write!(out, "the document could not be read to its end"),
            Self::Kustomize(path) => write!(out, "`{path}` changes this object"),
            Self::Alternatives(count) => write!(out, "{count} values are possible"),
            Self::Invalid => write!(out, "the value has the wrong type"),
            Self::Elsewhere(what) => write!(out, "{what} is not declared in the scanned files"),
            Self::NotEvaluated(what) => write!(out, "{what} is not evaluated"),
            Self::SetBy(who) => write!(out, "{who} sets it"),
        }
    }
}
