//! What holds for every value: it is read back as it was set, and nothing else changes.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{change, insert, name};
use crate::syntax::edit::Change;
use crate::syntax::hcl::{self, ExprId, ExprKind, File, ItemKey, Part};

fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "true",
        "no",
        "1.30",
        "~",
        "a: b",
        "- x",
        "#c",
        "x #y",
        "${a}",
        "%{ if",
        "\\",
        "\"",
        "'",
        "é",
        "\n",
        "\r\n",
        "\t",
        "\u{85}",
        "\u{2028}",
        "0o7",
        "1_0",
        "1:2",
        "<<",
        "=",
        "key",
        "2024-01-01",
    ]);
    prop_oneof![
        "\\PC{0,6}".boxed(),
        any::<String>().boxed(),
        prop::collection::vec(words, 0..4).prop_map(|all| all.concat()).boxed(),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    scalar.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// What an expression that is written out stands for.
fn read(file: &File, id: ExprId) -> Value {
    match &file.expression(id).kind {
        ExprKind::Bool(it) => json!(it),
        ExprKind::Number(it) => json!(it.integer()),
        ExprKind::Template { parts, .. } => {
            let literals = parts.iter().map(|part| match part {
                Part::Literal { text, .. } => text.as_str(),
                _ => "a sequence",
            });
            Value::String(literals.collect())
        }
        ExprKind::List(items) => items.iter().map(|item| read(file, *item)).collect(),
        ExprKind::Object(items) => {
            let entries = items.iter().map(|item| {
                let key = match &item.key {
                    ItemKey::Name(name) => name.to_string(),
                    ItemKey::Expression(key) => read(file, *key).as_str().expect("text").to_owned(),
                };
                (key, read(file, item.value))
            });
            Value::Object(entries.collect::<Map<_, _>>())
        }
        _ => Value::Null,
    }
}

/// The arguments of a Terraform file.
fn arguments(content: &str) -> Value {
    let file = hcl::parse(content);
    assert_eq!(file.errors, [], "{content}");
    let all = file.body.attributes.iter().map(|it| (it.name.to_string(), read(&file, it.value)));
    Value::Object(all.collect::<Map<_, _>>())
}

fn yaml(content: &str) -> Value {
    let stream = crate::syntax::yaml::parse(content);
    assert_eq!(stream.errors, [], "{content:?}");
    serde_yaml::from_str(content).unwrap_or_else(|error| panic!("{error}: {content:?}"))
}

/// The text with `OLD` replaced, where everything before and behind has to be as it was.
fn frame(before: &str, after: &str) {
    let (head, tail) = before.split_once("OLD").expect("the place that changes");
    let (head, tail) = (head.trim_end_matches(['"', ' ']), tail.trim_start_matches('"'));
    assert!(after.starts_with(head) && after.ends_with(tail), "{after:?}");
}

proptest! {
    #[test]
    fn terraform_reads_what_was_set(new in value()) {
        let file = "a = 1 # one\nb = \"OLD\" # two\nc = [\n  2,\n]\n";
        let after = change("a.tfvars", file, "\"OLD\"", Change::Set(new.clone())).unwrap();
        frame(file, &after);
        prop_assert_eq!(arguments(&after), json!({"a": 1, "b": &new, "c": [2]}));
        let after = change("a.tfvars", file, "[\n  2,\n]", Change::Append(new.clone())).unwrap();
        prop_assert_eq!(arguments(&after), json!({"a": 1, "b": "OLD", "c": [2, &new]}));
        let after = insert("a.tfvars", file, file, &[name("d")], new.clone()).unwrap();
        prop_assert_eq!(arguments(&after), json!({"a": 1, "b": "OLD", "c": [2], "d": &new}));
    }

    #[test]
    fn an_object_reads_what_was_inserted(key in text(), new in value()) {
        prop_assume!(key != "b");
        for (file, object) in [("a = { b = 1 }\n", "{ b = 1 }"), ("a = {\n  b = 1 # x\n}\n", "{\n  b = 1 # x\n}")] {
            let after = insert("a.tfvars", file, object, &[name(&key)], new.clone()).unwrap();
            prop_assert_eq!(arguments(&after), json!({"a": {"b": 1, &key: &new}}));
        }
    }

    #[test]
    fn yaml_reads_what_was_set(new in value()) {
        for old in ["OLD", "'OLD'", "\"OLD\""] {
            let file = format!("a:\n  - b: 1\n    c: {old} # one\nd: [{old}]\n");
            let after = change("a.yaml", &file, old, Change::Set(new.clone())).unwrap();
            prop_assert_eq!(yaml(&after)["a"][0]["c"].clone(), new.clone(), "{:?}", after);
            prop_assert!(after.contains("# one\nd: ["));
        }
        let file = "a: {b: OLD, c: [1]}\n";
        let after = change("a.yaml", file, "OLD", Change::Set(new.clone())).unwrap();
        frame(file, &after);
        prop_assert_eq!(yaml(&after), json!({"a": {"b": &new, "c": [1]}}));
    }

    #[test]
    fn yaml_reads_what_was_added(key in text(), new in value()) {
        prop_assume!(key != "b" && key != "<<");
        for (file, map) in [("a:\n  b: 1 # x\n\n# y\n", "b: 1"), ("a: {b: 1}\n", "{b: 1}")] {
            let after = insert("a.yaml", file, map, &[name(&key)], new.clone()).unwrap();
            prop_assert_eq!(yaml(&after), json!({"a": {"b": 1, &key: &new}}), "{:?}", after);
        }
        for (file, list) in [("a:\n- 1 # x\n", "- 1"), ("a: [1]\n", "[1]")] {
            let after = change("a.yaml", file, list, Change::Append(new.clone())).unwrap();
            prop_assert_eq!(yaml(&after), json!({"a": [1, &new]}), "{:?}", after);
        }
    }

    #[test]
    fn json_reads_what_was_set(key in text(), new in value()) {
        prop_assume!(key != "a");
        let file = "{\n  \"a\": \"OLD\"\n}\n";
        let read = |after: &str| serde_json::from_str::<Value>(after).expect("JSON");
        let after = change("a.json", file, "\"OLD\"", Change::Set(new.clone())).unwrap();
        prop_assert_eq!(read(&after), json!({"a": &new}));
        let after = insert("a.json", file, file.trim_end(), &[name(&key)], new.clone()).unwrap();
        prop_assert_eq!(read(&after), json!({"a": "OLD", &key: &new}));
    }
}
