//! Many edits at once: each is judged as if it were alone, and none makes the others slow.

use std::time::Instant;

use serde_json::json;

use super::Bench;
use crate::fix::language::Language;
use crate::fix::layout::offset;
use crate::fix::{apply, resolve, resolve_all};
use crate::source::{Span, Texts};
use crate::syntax::Range;
use crate::syntax::edit::{Change, Edit, Slot};

fn set(value: Span, change: Change) -> Edit {
    Edit { slot: Slot::Present { value, key: None }, change }
}

/// A file with so many values `old0`, `old1`, .. and the edits that set each to true.
fn numbered(name: &str, count: usize, entry: fn(usize) -> String) -> (Bench, Vec<Edit>) {
    let mut content = String::new();
    for number in 0..count {
        content.push_str(&entry(number));
    }
    let mut values = Vec::new();
    for (start, _) in content.match_indices("\"old") {
        let end = start + 2 + content[start + 1..].find('"').expect("quotes close");
        values.push(Range::new(offset(start), offset(end)));
    }
    let bench = Bench::new(name, &content);
    let edits = values.iter().map(|it| set(it.of(bench.file), Change::Set(json!(true)))).collect();
    (bench, edits)
}

fn yaml(number: usize) -> String {
    format!("- name: a{number}\n  value: \"old{number}\" # {number}\n")
}

fn documents(number: usize) -> String {
    format!("---\nname: a{number}\nvalue: \"old{number}\"\n")
}

fn terraform(number: usize) -> String {
    format!("resource \"a\" \"a{number}\" {{\n  value = \"old{number}\" # {number}\n}}\n")
}

#[test]
fn all_at_once_are_what_each_is_alone() {
    for (name, entry) in
        [("a.yaml", yaml as fn(usize) -> String), ("a.yaml", documents), ("a.tf", terraform)]
    {
        let (bench, edits) = numbered(name, 9, entry);
        let all: Vec<&Edit> = edits.iter().collect();
        let resolved = resolve_all(&bench.texts, &all);
        let alone: Vec<_> = all.iter().map(|edit| resolve(&bench.texts, edit)).collect();
        assert_eq!(resolved, alone, "{name}");
        let all: Vec<_> = resolved.into_iter().flat_map(Result::unwrap).collect();
        let before = bench.texts.text(bench.file).content();
        let after = apply(before, &all).unwrap();
        assert_eq!(after.matches("true").count(), 9, "{after}");
    }
}

#[test]
fn a_bad_edit_does_not_spoil_its_neighbours() {
    let (bench, mut edits) = numbered("a.tf", 9, terraform);
    // Behind a reference a lone bracket cannot be read.
    let content = bench.texts.text(bench.file).content().replace("\"old4\"", "var.old4");
    let texts = Texts::default();
    let file = texts.add_file("a.tf", content.as_str());
    for (number, edit) in edits.iter_mut().enumerate() {
        let (old, change) = match number {
            4 => ("var.old4".to_owned(), Change::After("[".to_owned())),
            _ => (format!("\"old{number}\""), Change::Set(json!(true))),
        };
        let start = offset(content.find(&old).unwrap());
        *edit = set(Span::new(file, start, start + offset(old.len())), change);
    }
    let all: Vec<&Edit> = edits.iter().collect();
    let verdicts: Vec<bool> = resolve_all(&texts, &all).iter().map(Result::is_ok).collect();
    assert_eq!(verdicts, [true, true, true, true, false, true, true, true, true]);
}

#[test]
fn edits_of_the_same_bytes_are_judged_apart() {
    let (bench, edits) = numbered("a.yaml", 2, yaml);
    let [Edit { slot: Slot::Present { value, .. }, .. }, _] = edits.as_slice() else { panic!() };
    let other = set(*value, Change::Set(json!("b")));
    let resolved = resolve_all(&bench.texts, &[&edits[0], &other, &edits[0], &edits[1]]);
    assert!(resolved.iter().all(Result::is_ok), "{resolved:?}");
    assert_eq!(resolved[0], resolved[2]);
}

#[test]
fn a_thousand_edits_take_no_thousand_readings() {
    for (name, entry) in
        [("a.yaml", yaml as fn(usize) -> String), ("a.yaml", documents), ("a.tf", terraform)]
    {
        let (bench, edits) = numbered(name, 1000, entry);
        let all: Vec<&Edit> = edits.iter().collect();
        let time = |edits: &[&Edit]| {
            let start = Instant::now();
            assert!(resolve_all(&bench.texts, edits).iter().all(Result::is_ok));
            start.elapsed().as_secs_f64()
        };
        // Reading the whole of it, against doing so and resolving every edit.
        let text = bench.texts.text(bench.file);
        let start = Instant::now();
        assert_eq!(Language::of(text).errors(text.content()), 0);
        let reading = start.elapsed().as_secs_f64();
        let ratio = time(&all) / reading;
        assert!(ratio < 100.0, "{name}: a thousand edits take {ratio:.0} times a reading");
    }
}
