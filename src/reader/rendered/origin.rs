//! Where an object that a tool printed comes from.

use std::path::{Component, Path, PathBuf};

use crate::syntax::Range;
use crate::syntax::yaml::documents;

/// The file that an object comes from, relative to the working directory.
pub(super) fn path(part: &str, base: &Path, here: &Path, folder: &str) -> Option<String> {
    match origin(part)? {
        Origin::Chart(source) => Some(inside(folder, source.split_once('/')?.1)),
        Origin::Path(path) => shown(&base.join(path), here),
    }
}

/// What a tool says an object comes from: `web/templates/class.yaml` in what Helm printed for the
/// chart `web`, a path relative to where it ran in what kustomize did.
pub fn source_of(part: &str) -> Option<&str> {
    match origin(part)? {
        Origin::Chart(path) | Origin::Path(path) => Some(path),
    }
}

/// Where an object comes from, in the words of the tool that printed it.
enum Origin<'a> {
    /// A chart, and a path in it.
    Chart(&'a str),
    /// A path relative to what was built.
    Path(&'a str),
}

/// Helm says it in a comment ahead of the object, kustomize in an annotation.
///
/// Sources: helm.sh, `helm template` (`# Source: CHART/templates/FILE`); kubectl.docs.kubernetes.io,
/// `buildMetadata` (`config.kubernetes.io/origin`).
fn origin(part: &str) -> Option<Origin<'_>> {
    let is_ahead = |line: &&str| line.is_empty() || line.starts_with(['#', '-']);
    let ahead = part.lines().map(str::trim_end).take_while(is_ahead);
    if let Some(source) = ahead.filter_map(|line| line.strip_prefix("# Source: ")).find(in_chart) {
        return Some(Origin::Chart(source.trim()));
    }
    let mut lines = part.lines().map(str::trim);
    lines.find(|line| line.starts_with("config.kubernetes.io/origin:"))?;
    lines.next()?.strip_prefix("path: ").map(Origin::Path)
}

/// Whether a path is one of a file in a chart that makes objects; comments name addresses as well.
fn in_chart(source: &&str) -> bool {
    let folders = ["/templates/", "/crds/"];
    folders.iter().any(|it| source.contains(it)) && !source.contains("://")
}

/// A path below a folder of the run.
pub(super) fn inside(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}

/// A path relative to the working directory, as files of the run are called.
fn shown(path: &Path, here: &Path) -> Option<String> {
    let mut tidy = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(tidy.pop()),
            part => tidy.push(part),
        }
    }
    let here = here.canonicalize().ok()?;
    let parts = tidy.strip_prefix(&here).ok()?.components();
    let parts = parts.map(|part| part.as_os_str().to_string_lossy().into_owned());
    Some(parts.collect::<Vec<_>>().join("/"))
}

/// The name of an object, if it stands in `metadata` as blocks are printed.
pub(super) fn name(part: &str) -> &str {
    let mut lines = part.lines().skip_while(|line| *line != "metadata:").skip(1);
    let name = lines.find(|line| !line.starts_with(' ') || line.starts_with("  name: "));
    bare(name.and_then(|line| line.strip_prefix("  name: ")).unwrap_or(""))
}

/// The line of a file that says the kind of an object: that of the object of its name, else the
/// only one; else the first line with anything in it.
pub(super) fn line(content: &str, kind: &str, name: &str) -> Range {
    let mut found = Vec::new();
    for chunk in documents(content) {
        let text = content.get(chunk.range.clone()).unwrap_or("");
        let named = text.lines().any(|line| {
            let value = line.trim().strip_prefix("name:");
            value.is_some_and(|it| !name.is_empty() && bare(it) == name)
        });
        let is_kind = |line: &str| line.strip_prefix("kind:").is_some_and(|it| bare(it) == kind);
        let line = lines(text, chunk.range.start).find(|(_, line)| is_kind(line));
        found.extend(line.map(|(start, line)| (named, start, line)));
    }
    let named = found.iter().find(|(named, ..)| *named);
    let only = || found.first().filter(|_| found.len() == 1);
    let (start, line) = match named.or_else(only) {
        Some((_, start, line)) => (*start, *line),
        None => lines(content, 0).find(|(_, line)| !line.trim().is_empty()).unwrap_or((0, "")),
    };
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Range::new(short(start), short(start + line.len()))
}

/// Lines, each with where it starts.
fn lines(text: &str, start: usize) -> impl Iterator<Item = (usize, &str)> {
    text.split_inclusive('\n').scan(start, |next, line| {
        let at = *next;
        *next += line.len();
        Some((at, line.trim_end()))
    })
}

/// A value without quotes and what stands behind it.
fn bare(value: &str) -> &str {
    let value = value.split(" #").next().unwrap_or("").trim();
    value.trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{line, name, path, source_of};

    #[test]
    fn helm_and_kustomize_say_where_objects_come_from() {
        let nowhere = Path::new("/");
        let helm = "---\n# Source: web/charts/db/templates/set.yaml\nkind: StatefulSet\n";
        let told = path(helm, nowhere, nowhere, "charts/web");
        assert_eq!(told.as_deref(), Some("charts/web/charts/db/templates/set.yaml"));
        let kustomize = "metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      \
                         path: ../../app/base/set.yaml\n  name: db\n";
        let told = path(kustomize, Path::new("/tmp/x"), nowhere, "app");
        assert_eq!(told.as_deref(), Some("app/base/set.yaml"));
        assert_eq!(name(kustomize), "db");
        assert_eq!(path("kind: Pod\n", nowhere, nowhere, ""), None);
    }

    #[test]
    fn only_a_comment_of_helm_names_a_source() {
        let named = |comment: &str| source_of(comment).map(str::to_owned);
        let told = named("---\n# Source: web/templates/set.yaml\r\nkind: Pod\n");
        assert_eq!(told.as_deref(), Some("web/templates/set.yaml"));
        assert_eq!(named("# Source: https://example.com/a/templates/b.yaml\nkind: Pod\n"), None);
        assert_eq!(named("# Source: the wiki\nkind: Pod\n"), None);
        assert_eq!(named("kind: Pod\n# Source: web/templates/set.yaml\n"), None);
    }

    #[test]
    fn an_object_is_found_by_kind_and_name() {
        let text = "# two\nkind: Pod\nmetadata:\n  name: \"one\"\n---\nkind: Pod\nmetadata:\n  \
                    name: two\n---\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n";
        let found = |kind, name| &text[line(text, kind, name).indices()];
        assert_eq!(line(text, "Pod", "two").start, 44);
        assert_eq!((found("Pod", "two"), found("Service", "x")), ("kind: Pod", "kind: Service"));
        assert_eq!(found("Pod", "other"), "# two");
    }
}
