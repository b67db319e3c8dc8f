//! Edits by example: the file before, what should change, the file after.

mod derived;
mod hcl;
mod json;
mod many;
mod properties;
mod yaml;

use serde_json::Value;

use super::{apply, resolve};
use crate::source::{Span, TextId, Texts};
use crate::syntax::edit::{Change, Edit, Key, Slot};

/// A file and the edits of it that are tried.
struct Bench {
    texts: Texts,
    file: TextId,
}

impl Bench {
    fn new(name: &str, content: &str) -> Self {
        let texts = Texts::default();
        let file = texts.add_file(name, content);
        Self { texts, file }
    }

    /// Where `part` stands for the first time in a text.
    fn find(&self, text: TextId, part: &str) -> Span {
        let content = self.texts.text(text).content();
        let start = content.find(part).unwrap_or_else(|| panic!("{part:?} in {content:?}"));
        let offset = |at: usize| u32::try_from(at).expect("short");
        Span::new(text, offset(start), offset(start + part.len()))
    }

    fn edit(&self, slot: Slot, change: Change) -> Result<String, &'static str> {
        let edit = Edit { slot, change };
        let edits = resolve(&self.texts, &edit).map_err(|error| error.reason)?;
        let content = self.texts.text(self.file).content();
        Ok(apply(content, &edits).expect("the parts of an edit do not overlap"))
    }
}

/// Changes the value that is written as `value`.
fn change(name: &str, content: &str, value: &str, change: Change) -> Result<String, &'static str> {
    let bench = Bench::new(name, content);
    let value = bench.find(bench.file, value);
    bench.edit(Slot::Present { value, key: None }, change)
}

/// Removes `value`, which stands behind `key`.
fn remove(name: &str, content: &str, key: &str, value: &str) -> Result<String, &'static str> {
    let bench = Bench::new(name, content);
    let key = bench.find(bench.file, key);
    let mut value = bench.find(bench.file, value);
    if value.start < key.end {
        let rest = &content[key.end as usize..];
        let part = &content[value.range()];
        let at = u32::try_from(rest.find(part).expect("behind the key")).expect("short");
        value = Span::new(value.text, key.end + at, key.end + at + value.len());
    }
    bench.edit(Slot::Present { value, key: Some(key) }, Change::Remove)
}

/// Writes a setting into the block or map that is written as `parent`.
fn insert(
    name: &str,
    content: &str,
    parent: &str,
    keys: &[Key],
    new: Value,
) -> Result<String, &'static str> {
    let bench = Bench::new(name, content);
    let parent = bench.find(bench.file, parent);
    bench.edit(Slot::Missing { parent, keys: keys.to_vec() }, Change::Set(new))
}

fn name(name: &str) -> Key {
    Key::Name(name.into())
}

fn block(name: &str) -> Key {
    Key::Block(name.into())
}
