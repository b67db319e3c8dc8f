//! The JSON Schema of `ekslint.toml`.

use schemars::{Schema, SchemaGenerator, json_schema};

use super::file::File;
use crate::inputs::{Class, Compute};

/// The schema, as editors read it.
pub fn schema() -> Schema {
    let mut schema = schemars::schema_for!(File);
    schema.insert("$id".to_owned(), "urn:ekslint:config:1".into());
    schema
}

/// One of the classes of environments.
pub(super) fn class(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": Class::ALL.map(Class::name) })
}

/// A list of ways in which pods run.
pub(super) fn ways(_: &mut SchemaGenerator) -> Schema {
    let names = Compute::ALL.map(Compute::key);
    json_schema!({ "type": "array", "items": { "type": "string", "enum": names } })
}
