//! JSON.

use serde_json::json;

use super::{change, insert, name, remove};
use crate::syntax::edit::Change;

#[test]
fn everything_is_quoted_and_separated() {
    let text = "{\n  \"a\": 1,\n  \"b\": [\n    \"c\"\n  ]\n}\n";
    let after = change("a.json", text, "[\n    \"c\"\n  ]", Change::Append(json!("d"))).unwrap();
    assert_eq!(after, text.replace("\"c\"\n", "\"c\",\n    \"d\"\n"));
    let after =
        insert("a.json", text, text.trim_end(), &[name("e"), name("f")], json!("g")).unwrap();
    assert_eq!(after, text.replace("  ]\n", "  ],\n  \"e\": {\"f\": \"g\"}\n"));
    let after = change("a.json", text, "1", Change::Set(json!("x"))).unwrap();
    assert_eq!(after, text.replace('1', "\"x\""));
    let after = remove("a.json", text, "\"b\"", "[\n    \"c\"\n  ]").unwrap();
    assert_eq!(after, "{\n  \"a\": 1\n}\n");
    let after = insert("a.json", "{}", "{}", &[name("a")], json!([])).unwrap();
    assert_eq!(after, "{\"a\": []}");
}
