//! What kustomizations build, against what kubectl 1.32 (kustomize 5.5) builds of the same files.
//!
//! Every folder of `testdata/kustomize` holds one kustomization that nobody includes, and in
//! `built.yaml` what `kubectl kustomize` makes of it. To record it anew:
//! `kubectl kustomize testdata/kustomize/layers/overlay > testdata/kustomize/layers/built.yaml`.

use std::path::{Path, PathBuf};

use ekslint::reader::{File, Kustomized, kustomized};
use ekslint::source::{Content, Texts};
use ekslint::value::{Kind, Map, Segment, Value};

const FOLDER: &str = "testdata/kustomize";

#[test]
fn kustomizations_are_built_as_kubectl_builds_them() {
    let mut folders: Vec<PathBuf> = entries(Path::new(FOLDER));
    folders.retain(|path| path.is_dir());
    assert!(folders.len() >= 5, "{folders:?}");
    for folder in folders {
        let built = built(&folder);
        assert!(built.skipped.is_empty(), "{}: {:?}", folder.display(), built.skipped);
        let [(_, ours)] = built.builds.as_slice() else { panic!("{}", folder.display()) };
        let theirs = objects(&folder.join("built.yaml"));
        for object in ours {
            let same = |other: &&serde_json::Value| fits(object, other);
            assert_eq!(theirs.iter().filter(same).count(), 1, "{}: {object:#?}", folder.display());
        }
        assert_eq!(ours.len(), theirs.len(), "{}", folder.display());
    }
}

#[test]
fn what_a_patch_writes_stands_in_the_patch_and_the_rest_in_the_base() {
    let built = built(&Path::new(FOLDER).join("lists"));
    let (_, objects) = &built.builds[0];
    let store =
        objects.iter().find(|it| it.get("kind").and_then(Value::as_str) == Some("StatefulSet"));
    let containers = ["spec", "template", "spec", "containers"]
        .iter()
        .try_fold(store.unwrap(), |value, key| value.get(key))
        .and_then(Value::as_list)
        .unwrap();
    let store = &containers.items.iter().find(|it| name(it) == "store").unwrap();
    let place = |key: &str| path_of(&built.texts, store.get(key).unwrap());
    assert_eq!(place("image"), "base/workload.yaml");
    assert_eq!(place("args"), "overlay/store.yaml");
    let proxy = &containers.items.iter().find(|it| name(it) == "proxy").unwrap();
    assert_eq!(path_of(&built.texts, proxy), "overlay/store.yaml");
}

fn name(container: &Value) -> &str {
    container.get("name").and_then(Value::as_str).unwrap_or("")
}

fn path_of<'a>(texts: &'a Texts, value: &Value) -> &'a str {
    texts.path(value.origin.span)
}

/// What the kustomizations of a folder build.
fn built(folder: &Path) -> Kustomized {
    let mut files = Vec::new();
    gather(folder, folder, &mut files);
    kustomized(files)
}

fn gather(root: &Path, folder: &Path, files: &mut Vec<File>) {
    for path in entries(folder) {
        if path.is_dir() {
            gather(root, &path, files);
        } else if path != root.join("built.yaml") {
            let shown = path
                .strip_prefix(root)
                .expect("a path below the root")
                .to_string_lossy()
                .replace('\\', "/");
            let content = ekslint::source::read(&path, 1 << 20);
            files.push(File { path: shown, links: Vec::new(), content });
        }
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let all = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<PathBuf> =
        all.map(|entry| entry.expect("a folder can be listed").path()).collect();
    paths.sort();
    paths
}

/// The objects that were recorded.
fn objects(path: &Path) -> Vec<serde_json::Value> {
    let Content { text, .. } = ekslint::source::read(path, 1 << 20).expect("a file can be read");
    let documents = text.split("\n---\n");
    documents.map(|document| serde_yaml::from_str(document).expect("a document of YAML")).collect()
}

/// Whether a value is what was recorded: what is not known may be anything, and what is open may
/// hold more.
fn fits(ours: &Value, theirs: &serde_json::Value) -> bool {
    use serde_json::Value as Json;
    match (&ours.kind, theirs) {
        (Kind::Null, Json::Null) => true,
        (Kind::Bool(one), Json::Bool(two)) => one == two,
        (Kind::Number(one), Json::Number(two)) => one.to_string() == two.to_string(),
        (Kind::Text(one), Json::String(two)) => one == two,
        (Kind::Segments(segments), Json::String(text)) => match &**segments {
            [Segment::Literal { text: start, .. }, Segment::Hole(_)] => {
                text.starts_with(start.as_str())
            }
            _ => false,
        },
        (Kind::List(list), Json::Array(items)) => {
            list.items.len() == items.len()
                && list.items.iter().zip(items).all(|(one, two)| fits(one, two))
        }
        (Kind::Map(map), Json::Object(entries)) => {
            let same = |(key, value): (&String, &Json)| match map.entry(key) {
                Some(entry) => fits(&entry.value, value),
                None => !map.is_closed(),
            };
            entries.iter().all(same) && known(map).all(|key| entries.contains_key(key))
        }
        _ => false,
    }
}

fn known(map: &Map) -> impl Iterator<Item = &str> {
    map.entries.iter().map(|entry| entry.key.as_str())
}
