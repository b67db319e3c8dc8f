//! Where a setting is, or would be if someone wrote it.

use smol_str::SmolStr;

use crate::source::{Place, Span};
use crate::syntax::edit::{Change, Edit, Slot};
use crate::value::Origin;

/// Where a setting is or would be: to point at, and to edit.
#[derive(Clone, Debug)]
pub struct Anchor {
    /// The value and the way it took; for what is not written, the header of what lacks it.
    pub origin: Origin,
    /// The setting as its dialect spells it, such as `vpc_config.endpoint_public_access`.
    pub path: SmolStr,
    /// What to edit.
    pub slot: Slot,
}

impl Anchor {
    /// An anchor at a value that stands at `origin`.
    pub fn at(origin: Origin, path: impl Into<SmolStr>) -> Self {
        let slot = Slot::Present { value: origin.span, key: None };
        Self { origin, path: path.into(), slot }
    }

    /// Whether the setting is written.
    pub fn is_written(&self) -> bool {
        matches!(self.slot, Slot::Present { .. })
    }

    /// What to point at: the deepest place that wrote the value.
    pub fn place(&self) -> Place {
        self.origin.span.into()
    }

    /// A part of the value's text: bytes `start..end` of its decoded content.
    pub fn part(&self, start: usize, end: usize) -> Place {
        let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Place { span: self.origin.span, within: Some((byte(start), byte(end))) }
    }

    /// The key, or the value where there is no key.
    pub fn key(&self) -> Span {
        match &self.slot {
            Slot::Present { key: Some(key), .. } => *key,
            _ => self.origin.span,
        }
    }

    /// The edit that gives the setting this value, written or not.
    pub fn set(&self, value: impl Into<serde_json::Value>) -> Edit {
        self.edit(Change::Set(value.into()))
    }

    /// The edit that replaces the content of the setting's string.
    pub fn set_text(&self, text: impl Into<String>) -> Edit {
        self.edit(Change::Text(text.into()))
    }

    /// The edit that writes `text` right behind the setting's expression.
    pub fn insert_after(&self, text: impl Into<String>) -> Edit {
        self.edit(Change::After(text.into()))
    }

    /// The edit that adds an item at the end of the setting's list.
    pub fn append(&self, value: impl Into<serde_json::Value>) -> Edit {
        self.edit(Change::Append(value.into()))
    }

    /// The edit that removes the setting.
    pub fn remove(&self) -> Edit {
        self.edit(Change::Remove)
    }

    fn edit(&self, change: Change) -> Edit {
        Edit { slot: self.slot.clone(), change }
    }
}
