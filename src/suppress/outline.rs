//! The shape of a file, as far as comments in it need it, whatever it is written in.

mod hcl;
mod yaml;

use crate::source::Language;
use crate::syntax::Range;

/// What stands where in a file.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// Comments in order, with their signs.
    pub(super) comments: Vec<Range>,
    /// Strings of several lines: no comment can stand inside.
    pub(super) strings: Vec<Range>,
    /// Settings, items, objects and blocks: from the key or the first word to the end of the value,
    /// in the order of their starts, outer ones first.
    pub(super) things: Vec<Range>,
    /// Documents of YAML: all of each, and where its content starts.
    pub(super) documents: Vec<(Range, u32)>,
    /// Objects that carry annotations for ekslint, with the annotation.
    pub(super) annotations: Vec<Annotation>,
    /// Keys that look like the annotation and are not, with what is wrong.
    pub(super) stray: Vec<(Range, String)>,
    /// Where the first content starts.
    pub(super) first: u32,
    /// Whether all of the file was read.
    pub(super) whole: bool,
}

/// The annotation that says which rules do not count for an object.
const ANNOTATION: &str = "ekslint/ignore";

/// What is wrong with the key of an annotation that looks like ours, if anything.
fn stray(key: &str) -> Option<String> {
    let lower = key.to_ascii_lowercase();
    let near = key != ANNOTATION && lower.contains("ekslint") && lower.contains("ignor");
    near.then(|| format!("`{key}` is nothing that ekslint understands in an annotation"))
}

/// `ekslint/ignore: "rule, rule"` on an object.
#[derive(Debug)]
pub(super) struct Annotation {
    /// The object.
    pub(super) object: Range,
    /// Its key.
    pub(super) key: Range,
    /// Its value, with quotes if there are any.
    pub(super) value: Range,
    /// What the value says.
    pub(super) text: String,
}

impl Outline {
    /// The outline of a file; none if nothing can be suppressed in such a file.
    pub(super) fn of(path: &str, content: &str) -> Option<Self> {
        let mut outline = match Language::of(path)? {
            Language::Hcl => hcl::outline(content),
            Language::Yaml if crate::reader::is_template(content) => {
                yaml::outline(&crate::reader::masked(content)?)
            }
            Language::Yaml => yaml::outline(content),
            Language::Json => Self { comments: Vec::new(), ..yaml::outline(content) },
        };
        outline.things.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
        Some(outline)
    }

    /// Whether comments can stand in a file of this name.
    pub(super) fn takes_comments(path: &str) -> bool {
        matches!(Language::of(path), Some(Language::Hcl | Language::Yaml))
    }

    /// The innermost thing around some bytes that is larger than they are.
    pub(super) fn around(&self, range: Range) -> Option<Range> {
        let around = self.things.iter().filter(|it| it.contains(range) && **it != range);
        around.min_by_key(|it| it.len()).copied()
    }
}
