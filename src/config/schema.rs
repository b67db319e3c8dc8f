//! The JSON Schema of `ekslint.toml`.

use super::file::File;

/// The schema, as editors read it.
pub fn schema() -> schemars::Schema {
    let mut schema = schemars::schema_for!(File);
    schema.insert("$id".to_owned(), "urn:ekslint:config:1".into());
    schema
}
