//! The fields of an eksctl `ClusterConfig`, for unknown keys and wrong types.
//!
//! eksctl decodes strictly: a number where a string belongs (`version: 1.30`) and an unknown key
//! are errors. Two exceptions, which have decoders of their own: below `vpc.subnets` and
//! `identityProviders` an unknown key is dropped without a word. `null` is accepted for any field.
//!
//! The published JSON schema is corrected where the decoder knows better:
//! - `remoteNetworkConfig.vpcGatewayID` is not required (upstream's own example omits it);
//! - `taints` of self-managed node groups is a list of taints or a mapping from key to
//!   `value:Effect` (`taintsWrapper.UnmarshalJSON`);
//! - Amazon Resource Names and CIDRs, which the schema leaves open or splits, are strings;
//! - the fields of an `oidc` identity provider stand beside its `type`.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::table::{self, Section, Sections};

const TABLE: &str = include_str!("source/eksctl_fields.txt");

static SECTIONS: LazyLock<Sections> = LazyLock::new(|| Sections::parse(TABLE));

/// The day the table describes.
pub const AS_OF: Date = table::as_of(TABLE);

/// What the table was taken from.
pub const SOURCE: &str = table::source(TABLE);

/// A kind of YAML value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    String,
    /// A whole number.
    Integer,
    /// A number with or without a fraction.
    Number,
    /// A truth value.
    Boolean,
    /// A mapping.
    Object,
    /// A sequence.
    Array,
    /// Any value.
    Any,
}

/// What may stand at one place of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schema {
    /// The type as the table writes it.
    written: &'static str,
    /// The words behind the type: since which release, and `!` when required.
    remarks: &'static str,
}

impl Schema {
    /// The whole document.
    pub fn root() -> Self {
        Self::of("ClusterConfig")
    }

    fn of(written: &'static str) -> Self {
        Self { written, remarks: "" }
    }

    /// Walks a path of keys and list items; an item is any key behind a list (`0`, `*`).
    pub fn at<'p>(path: impl IntoIterator<Item = &'p str>) -> Option<Self> {
        path.into_iter()
            .try_fold(Self::root(), |schema, key| schema.property(key).or_else(|| schema.item()))
    }

    /// What belongs to a key. For a mapping with free keys, what belongs to each of them.
    pub fn property(self, name: &str) -> Option<Self> {
        if let Some(section) = self.section() {
            return section.entries_of(name).next().map(field);
        }
        self.values_of_mapping().map(Self::of)
    }

    /// What an element of the list must be.
    pub fn item(self) -> Option<Self> {
        match self.written {
            "any" => Some(self),
            written => enclosed(alternatives(written).0, '[', ']').map(Self::of),
        }
    }

    /// The kinds of value that are accepted, besides `null`.
    pub fn kinds(self) -> &'static [Kind] {
        match self.written {
            "string" => &[Kind::String],
            "integer" => &[Kind::Integer],
            "number" => &[Kind::Number, Kind::Integer],
            "boolean" => &[Kind::Boolean],
            "any" => &[Kind::Any],
            written if alternatives(written).1.is_some() => &[Kind::Array, Kind::Object],
            written if written.starts_with('[') => &[Kind::Array],
            written if written.starts_with("enum(") => &[Kind::String],
            _ => &[Kind::Object],
        }
    }

    /// The names of all keys, sorted; none where keys are free.
    pub fn property_names(self) -> impl Iterator<Item = &'static str> {
        self.section().into_iter().flat_map(Section::entries).map(|(name, _)| name)
    }

    /// The keys that must be written.
    pub fn required_names(self) -> impl Iterator<Item = &'static str> {
        let entries = self.section().into_iter().flat_map(Section::entries);
        entries.filter(|(_, rest)| field(rest).required()).map(|(name, _)| name)
    }

    /// Whether a mapping here may have keys that `property_names` does not list.
    pub fn allows_other_keys(self) -> bool {
        self.section().is_none() && self.values_of_mapping().is_some()
    }

    /// The strings that are accepted; none where any string is.
    pub fn values(self) -> impl Iterator<Item = &'static str> {
        let inside = self.written.strip_prefix("enum(").and_then(|rest| rest.strip_suffix(')'));
        inside.into_iter().flat_map(|values| values.split('|'))
    }

    /// The first minor release of eksctl that has the field, as `0.167`; `None` for the root, list
    /// items, free keys and fields that 0.21 already had.
    pub fn since(self) -> Option<&'static str> {
        self.remarks.split(' ').next().filter(|since| !matches!(*since, "" | "-"))
    }

    /// Whether the field must be written in the mapping that holds it.
    pub fn required(self) -> bool {
        self.remarks.ends_with('!')
    }

    /// The fields of a named type.
    fn section(self) -> Option<Section> {
        SECTIONS.find(|head| head.cmp(self.written))
    }

    /// The type of the values of a mapping with free keys.
    fn values_of_mapping(self) -> Option<&'static str> {
        match alternatives(self.written) {
            ("any", _) => Some("any"),
            (first, second) => enclosed(second.unwrap_or(first), '{', '}'),
        }
    }
}

/// Reads `string 0.32 !`.
fn field(entry: &'static str) -> Schema {
    let (written, remarks) = entry.split_once(' ').unwrap_or((entry, ""));
    Schema { written, remarks }
}

/// The two sides of a list-or-mapping type, else the type alone.
fn alternatives(written: &'static str) -> (&'static str, Option<&'static str>) {
    match written.find("]|{") {
        Some(end) => (&written[..=end], Some(&written[end + 2..])),
        None => (written, None),
    }
}

/// What stands between the brackets.
fn enclosed(written: &'static str, open: char, close: char) -> Option<&'static str> {
    written.strip_prefix(open)?.strip_suffix(close)
}

#[cfg(test)]
mod tests;
