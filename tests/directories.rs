//! Whole directories against the plans that Terraform makes of them.
//!
//! `testdata/oracle/directories.jsonl` holds the files of each and what `terraform show -json` says;
//! `testdata/oracle/generate.py` made it. Whatever we say has to be what the plan says, or unknown.

#![expect(clippy::print_stdout, reason = "with `--nocapture` people read the rates")]

use std::collections::{BTreeMap, BTreeSet};

use ekslint::config::Config;
use ekslint::reader::{File, Variables, find_address};
use ekslint::source::{Content, Tree};
use ekslint::terraform::{Addressed, without_keys};
use ekslint::value::{Kind, List, Map, Sequence, Value};
use serde_json::Value as Json;

const DIRECTORIES: &str = include_str!("../testdata/oracle/directories.jsonl");

/// How many values were compared, and how many of them we knew.
#[derive(Default)]
struct Count {
    known: usize,
    all: usize,
}

#[test]
fn directories_are_what_terraform_plans() {
    let mut lines = DIRECTORIES.lines();
    let header: Json = serde_json::from_str(lines.next().expect("a header")).expect("it is JSON");
    assert!(header["terraform"].is_string() && header["seed"].is_number());
    let mut count = Count::default();
    let (mut wrong, mut rows, mut resources) = (Vec::new(), 0, 0);
    for (number, line) in lines.enumerate() {
        let row: Vec<Json> = serde_json::from_str(line).expect("a row is a list");
        let directory = Directory::new(&row[0]);
        rows += 1;
        resources += row[1].as_object().expect("resources").len();
        let problems = directory.resources(&row[1], &mut count);
        let problems = problems.into_iter().chain(directory.outputs(&row[2], &mut count));
        wrong.extend(problems.map(|problem| format!("{number}: {problem}")));
    }
    let Count { known, all } = count;
    println!(
        "directories: {rows} of {resources} resources, {} values differ, {known} of {all} are known",
        wrong.len()
    );
    assert!(rows >= 60 && resources >= 500, "{rows} directories of {resources} resources");
    assert!(wrong.is_empty(), "{} differences:\n{}", wrong.len(), wrong.join("\n"));
    // What the plan knows and we do not comes from a state file, from the name of the workspace, and
    // from branches that hang on what is known only later.
    assert!(known * 100 >= all * 94, "{known} of {all} values are known");
}

struct Directory(Vec<(String, String)>);

impl Directory {
    fn new(contents: &Json) -> Self {
        let contents = contents.as_object().expect("files by path").iter();
        let file = |(path, text): (&String, &Json)| {
            (path.clone(), text.as_str().expect("a text").to_owned())
        };
        Self(contents.map(file).collect())
    }

    /// What an address names: the instances of a block, where it has several.
    fn find(&self, address: &str) -> Vec<Addressed> {
        let mut tree = Tree::default();
        let mut files = Vec::new();
        for (path, text) in &self.0 {
            tree.insert(path, text);
            let content = Content { text: text.clone(), reencoded: false };
            files.push(File { path: path.clone(), links: Vec::new(), content: Ok(content) });
        }
        files.retain(|it| !it.path.starts_with("files/"));
        let given = (&Config::default(), &Variables::default());
        let (_, found) = find_address((files, tree), given, address).expect("it is an address");
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// What is wrong with the instances of the resources of a plan and with their settings.
    fn resources(&self, planned: &Json, count: &mut Count) -> Vec<String> {
        let planned = planned.as_object().expect("resources by address");
        let blocks: BTreeSet<_> = planned.keys().map(|address| without_keys(address)).collect();
        let found = blocks.iter().flat_map(|block| self.find(block));
        let found: BTreeMap<String, Value> =
            found.map(|it| (it.address.to_string(), it.value)).collect();
        let mut wrong: Vec<String> = found
            .keys()
            .filter(|address| !planned.contains_key(*address) && !address.contains("[?]"))
            .map(|address| format!("{address} is not planned"))
            .collect();
        for (address, planned) in planned {
            let Some(body) = found.get(address) else {
                wrong.push(format!("{address} is planned"));
                continue;
            };
            for name in ["input", "triggers_replace"] {
                let ours = body.get(name).filter(|value| !value.is_null());
                let place = format!("{address}.{name}");
                match (ours, &planned[0][name], &planned[1][name]) {
                    (None, Json::Null, Json::Null) => {}
                    (None, ..) => wrong.push(format!("{place} is set")),
                    (Some(ours), after, unknown) => {
                        wrong.extend(compare(ours, (after, unknown), &place, count).err());
                    }
                }
            }
        }
        wrong
    }

    fn outputs(&self, planned: &Json, count: &mut Count) -> Vec<String> {
        let mut wrong = Vec::new();
        for (name, planned) in planned.as_object().expect("outputs by name") {
            let found = self.find(&format!("output.{name}"));
            match found.as_slice() {
                [only] => {
                    let planned = (&planned[0], &planned[1]);
                    wrong.extend(compare(&only.value, planned, name, count).err());
                }
                _ => wrong.push(format!("output {name} is found {} times", found.len())),
            }
        }
        wrong
    }
}

/// What contradicts the plan, which says a value and what of it is not known.
fn compare(
    ours: &Value,
    (after, unknown): (&Json, &Json),
    place: &str,
    count: &mut Count,
) -> Result<(), String> {
    let differ = || Err(format!("{place} is {:?} and not {after} (unknown: {unknown})", ours.kind));
    let not_known = matches!(ours.kind, Kind::Unknown(_) | Kind::Reference(_));
    if *unknown == Json::Bool(true) {
        let open = not_known || matches!(ours.kind, Kind::Segments(_) | Kind::OneOf(_));
        return if open || !is_whole(ours) { Ok(()) } else { differ() };
    }
    match (&ours.kind, after) {
        (Kind::List(list), Json::Array(items)) => {
            return compare_list(list, (items, unknown), place, count);
        }
        (Kind::Map(map), _) => return compare_map(map, (after, unknown), place, count),
        _ => {}
    }
    count.all += leaves(after);
    let admitted = match (&ours.kind, after) {
        _ if not_known => return Ok(()),
        (Kind::OneOf(choice), _) => {
            let fits = |it: &Value| compare(it, (after, unknown), place, &mut Count::default());
            return if choice.values.iter().any(|it| fits(it).is_ok()) { Ok(()) } else { differ() };
        }
        (Kind::Segments(_), Json::String(text)) => {
            let may = ours.text().is_some_and(|it| it.equals(text).may());
            return if may { Ok(()) } else { differ() };
        }
        (Kind::Document(document), Json::String(text)) => {
            let inner: Result<Json, _> = serde_json::from_str(text);
            let inner = inner.or_else(|_| serde_yaml::from_str(text));
            let Ok(inner) = inner else { return differ() };
            return compare(&document.root, (&inner, &Json::Null), place, count);
        }
        (Kind::Null, Json::Null) => true,
        (Kind::Bool(one), Json::Bool(two)) => one == two,
        (Kind::Text(one), Json::String(two)) => one == two,
        (Kind::Number(one), Json::Number(two)) => one.to_string() == two.to_string(),
        _ => false,
    };
    count.known += leaves(after);
    if admitted { Ok(()) } else { differ() }
}

fn compare_list(
    list: &List,
    (items, unknown): (&[Json], &Json),
    place: &str,
    count: &mut Count,
) -> Result<(), String> {
    let part = |index: usize| unknown.get(index).unwrap_or(&Json::Null);
    if !list.rest.is_closed() {
        count.all += items.len();
        let missing = list.items.len() > items.len();
        return if missing { Err(format!("{place} has too many items")) } else { Ok(()) };
    }
    if list.items.len() != items.len() {
        return Err(format!("{place} has {} items and not {items:?}", list.items.len()));
    }
    if list.sequence == Sequence::Set {
        let missing = items.iter().find(|item| {
            let fits = |ours: &&Value| {
                compare(ours, (item, &Json::Null), place, &mut Count::default()).is_ok()
            };
            !list.items.iter().any(|ours| fits(&ours))
        });
        count.all += items.len();
        count.known += items.len();
        return missing.map_or(Ok(()), |item| Err(format!("{place} lacks {item}")));
    }
    for (index, (ours, item)) in list.items.iter().zip(items).enumerate() {
        compare(ours, (item, part(index)), &format!("{place}[{index}]"), count)?;
    }
    Ok(())
}

fn compare_map(
    map: &Map,
    (after, unknown): (&Json, &Json),
    place: &str,
    count: &mut Count,
) -> Result<(), String> {
    let empty = serde_json::Map::new();
    let entries = after.as_object().unwrap_or(&empty);
    let open = unknown.as_object().unwrap_or(&empty);
    // What is not known is left out of the values.
    for key in entries.keys().chain(open.keys().filter(|key| open[*key] == Json::Bool(true))) {
        if map.is_closed() && map.entry(key).is_none() {
            return Err(format!("{place} lacks `{key}`"));
        }
    }
    for entry in &map.entries {
        let key = entry.key.as_str();
        let (planned, open) = (entries.get(key), open.get(key).unwrap_or(&Json::Null));
        if planned.is_none() && *open == Json::Null && !entry.value.is_null() {
            return Err(format!("{place} has `{key}`, and not {after}"));
        }
        let planned = (planned.unwrap_or(&Json::Null), open);
        compare(&entry.value, planned, &format!("{place}.{key}"), count)?;
    }
    Ok(())
}

/// Whether nothing of a value is open.
fn is_whole(value: &Value) -> bool {
    match &value.kind {
        Kind::List(list) => list.rest.is_closed() && list.items.iter().all(is_whole),
        Kind::Map(map) => map.is_closed() && map.entries.iter().all(|it| is_whole(&it.value)),
        Kind::Document(document) => is_whole(&document.root),
        Kind::Unknown(_) | Kind::Reference(_) | Kind::Segments(_) | Kind::OneOf(_) => false,
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => true,
    }
}

fn leaves(json: &Json) -> usize {
    match json {
        Json::Array(items) => items.iter().map(leaves).sum(),
        Json::Object(entries) => entries.values().map(leaves).sum(),
        _ => 1,
    }
}
