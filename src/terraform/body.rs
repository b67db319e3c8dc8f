//! Bodies of blocks, with override files laid over them.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::source::{Span, TextId};
use crate::syntax::hcl;

/// One parsed file of a directory.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its path; the last part decides order and whether it overrides.
    pub path: Arc<str>,
    /// Its text.
    pub text: TextId,
    /// What it says.
    pub file: Arc<hcl::File>,
}

/// An expression and the file it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Expression<'a> {
    pub(super) source: &'a Source,
    pub(super) id: hcl::ExprId,
}

impl<'a> Expression<'a> {
    /// The expression as written.
    pub fn node(self) -> &'a hcl::Expr {
        self.source.file.expression(self.id)
    }

    /// Where it stands.
    pub fn span(self) -> Span {
        self.node().range.of(self.source.text)
    }

    /// The file it stands in.
    pub fn source(self) -> &'a Source {
        self.source
    }

    /// Its number in its file.
    pub fn id(self) -> hcl::ExprId {
        self.id
    }

    /// Another expression of the same file.
    #[must_use]
    pub fn at(self, id: hcl::ExprId) -> Self {
        Self { source: self.source, id }
    }
}

/// `name = expression` in a body.
#[derive(Clone, Copy, Debug)]
pub struct Argument<'a> {
    /// The name.
    pub name: &'a SmolStr,
    /// Where the name stands.
    pub name_span: Span,
    /// Name to end of the expression.
    pub span: Span,
    /// What it is set to.
    pub value: Expression<'a>,
}

/// A block inside a body.
#[derive(Clone, Copy, Debug)]
pub struct Nested<'a> {
    /// The file it stands in.
    pub source: &'a Source,
    /// The block as written.
    pub block: &'a hcl::Block,
}

impl<'a> Nested<'a> {
    /// The type of the block; of a `dynamic` block, the type it makes.
    pub fn kind(self) -> &'a str {
        match self.block.labels.first() {
            Some(label) if self.is_dynamic() => &label.text,
            _ => &self.block.kind,
        }
    }

    /// Whether it makes blocks for each of something.
    pub fn is_dynamic(self) -> bool {
        self.block.kind == "dynamic" && self.block.labels.len() == 1
    }

    /// Its content.
    pub fn body(self) -> Body<'a> {
        Body { layers: vec![(self.source, &self.block.body)] }
    }

    /// Type to closing brace.
    pub fn span(self) -> Span {
        self.block.range.of(self.source.text)
    }

    /// Where the type stands; for a `dynamic` block, its label.
    pub fn kind_span(self) -> Span {
        match self.block.labels.first() {
            Some(label) if self.is_dynamic() => label.range.of(self.source.text),
            _ => self.block.kind_range.of(self.source.text),
        }
    }
}

/// The content of a block: what it says itself, and what override files put in its place.
#[derive(Clone, Debug, Default)]
pub struct Body<'a> {
    pub(super) layers: Vec<(&'a Source, &'a hcl::Body)>,
}

impl<'a> Body<'a> {
    /// The argument of a name: the one of the last override that has it.
    pub fn argument(&self, name: &str) -> Option<Argument<'a>> {
        self.layers.iter().rev().find_map(|(source, body)| {
            let attribute = body.attribute(name)?;
            Some(argument(source, attribute))
        })
    }

    /// Every argument, each name once.
    pub fn arguments(&self) -> Vec<Argument<'a>> {
        let mut names: Vec<&SmolStr> = Vec::new();
        for attribute in self.layers.iter().flat_map(|(_, body)| &body.attributes) {
            if !names.contains(&&attribute.name) {
                names.push(&attribute.name);
            }
        }
        names.into_iter().filter_map(|name| self.argument(name)).collect()
    }

    /// Every block, static and dynamic: blocks of a type that an override has replace all others.
    pub fn blocks(&self) -> Vec<Nested<'a>> {
        let mut all: Vec<Nested<'a>> = Vec::new();
        for (source, body) in &self.layers {
            let here: Vec<Nested<'a>> =
                body.blocks.iter().map(|block| Nested { source, block }).collect();
            all.retain(|old| !here.iter().any(|new| new.kind() == old.kind()));
            all.extend(here);
        }
        all
    }

    /// The blocks of a type.
    pub fn blocks_of(&self, kind: &str) -> Vec<Nested<'a>> {
        self.blocks().into_iter().filter(|block| block.kind() == kind).collect()
    }
}

fn argument<'a>(source: &'a Source, attribute: &'a hcl::Attribute) -> Argument<'a> {
    Argument {
        name: &attribute.name,
        name_span: attribute.name_range.of(source.text),
        span: attribute.range.of(source.text),
        value: Expression { source, id: attribute.value },
    }
}
