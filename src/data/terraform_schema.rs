//! The arguments and attributes of Terraform resources: names, types, what is required.
//!
//! Providers grow, so a name that is missing here may exist in a newer provider. Meta-arguments
//! (`count`, `for_each`, `depends_on`, `provider`, `lifecycle`, `provisioner`, `connection`) and
//! `timeouts` are in no table.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::table::{self, Section, Sections};

const TABLE: &str = include_str!("source/terraform_arguments.txt");

static SECTIONS: LazyLock<Sections> = LazyLock::new(|| Sections::parse(TABLE));

/// The day the table describes.
pub const AS_OF: Date = table::as_of(TABLE);

/// What the table was taken from.
pub const SOURCE: &str = table::source(TABLE);

/// What a Terraform block declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// `resource "aws_vpc" ..`
    Resource,
    /// `data "aws_vpc" ..`
    Data,
}

impl Mode {
    /// The keyword, as it starts a head of the table.
    fn keyword(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::Data => "data",
        }
    }
}

/// The type of an argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ArgumentType {
    /// A string.
    String,
    /// A number.
    Number,
    /// A truth value.
    Bool,
    /// A list.
    List(Box<ArgumentType>),
    /// A set.
    Set(Box<ArgumentType>),
    /// A map from strings.
    Map(Box<ArgumentType>),
    /// An object: a nested block, or a read-only structure.
    Object,
    /// Anything, or a type that the table does not know. A block of this type may hold anything:
    /// every path below it is answered with this type too.
    Any,
}

/// An argument, a nested block or a read-only attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Its type. A nested block is an `Object`, one that may be repeated a `List` of them.
    pub kind: ArgumentType,
    /// Whether it must be written.
    pub required: bool,
    /// Whether it is written as a nested block. Some providers also take `name = [..]` for it.
    pub block: bool,
    /// Whether it can only be read: it is no argument, but `aws_vpc.main.arn` exists.
    pub read_only: bool,
}

/// What `path` is in a resource or data source; the names of nested blocks are joined by dots
/// (`route.gateway_id`). `None` when the kind or the path is not in the table.
pub fn argument(mode: Mode, kind: &str, path: &str) -> Option<Argument> {
    let section = section(mode, kind)?;
    let listed = section.entries_of(path).next().map(read);
    listed.or_else(|| below_open_block(section, path))
}

/// The answer for whatever stands in a block whose content is not listed.
fn below_open_block(section: Section, path: &str) -> Option<Argument> {
    let parents = path.match_indices('.').map(|(end, _)| &path[..end]);
    let known = parents.filter_map(|parent| section.entries_of(parent).next().map(read));
    let mut open = known.filter(|parent| parent.block && parent.kind == ArgumentType::Any);
    open.next().map(|parent| Argument { required: false, ..parent })
}

/// Whether the table describes this kind.
pub fn has_kind(mode: Mode, kind: &str) -> bool {
    section(mode, kind).is_some()
}

/// All kinds that the table describes, sorted.
pub fn kinds(mode: Mode) -> impl Iterator<Item = &'static str> {
    let in_mode = |section: Section| section.head.split_once(' ');
    SECTIONS
        .iter()
        .filter_map(in_mode)
        .filter(move |(found, _)| *found == mode.keyword())
        .map(|(_, kind)| kind)
}

/// All paths of a kind, sorted: arguments, what nested blocks hold, read-only attributes.
pub fn attributes(mode: Mode, kind: &str) -> impl Iterator<Item = (&'static str, Argument)> {
    let section = section(mode, kind);
    section.into_iter().flat_map(Section::entries).map(|(path, rest)| (path, read(rest)))
}

fn section(mode: Mode, kind: &str) -> Option<Section> {
    SECTIONS.find(|head| {
        let (found, rest) = head.split_once(' ').unwrap_or((head, ""));
        found.cmp(mode.keyword()).then_with(|| rest.cmp(kind))
    })
}

/// Reads `required string`.
fn read(entry: &str) -> Argument {
    let (presence, kind) = entry.split_once(' ').unwrap_or((entry, "any"));
    Argument {
        kind: argument_type(kind),
        required: presence == "required",
        block: matches!(kind, "block" | "blocks" | "open-block"),
        read_only: presence == "computed",
    }
}

fn argument_type(text: &str) -> ArgumentType {
    match text {
        "string" => ArgumentType::String,
        "number" => ArgumentType::Number,
        "bool" => ArgumentType::Bool,
        "object" | "block" => ArgumentType::Object,
        "blocks" => ArgumentType::List(Box::new(ArgumentType::Object)),
        _ => collection_type(text).unwrap_or(ArgumentType::Any),
    }
}

/// Reads `list(string)`.
fn collection_type(text: &str) -> Option<ArgumentType> {
    let (collection, element) = text.strip_suffix(')')?.split_once('(')?;
    let element = Box::new(argument_type(element));
    match collection {
        "list" => Some(ArgumentType::List(element)),
        "set" => Some(ArgumentType::Set(element)),
        "map" => Some(ArgumentType::Map(element)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
