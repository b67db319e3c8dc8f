//! Strings, heredocs and bare templates.

use hcl_edit::template::{self, Directive, Element, HeredocTemplate, StringTemplate};

use super::Lower;
use crate::syntax::Range;
use crate::syntax::hcl::literal::{Literals, Style};
use crate::syntax::hcl::{ExprId, ExprKind, Part};

impl<'a> Lower<'a> {
    /// A string without sequences.
    pub(super) fn string(&mut self, range: Range) -> ExprKind {
        let literals = self.literals(range, Style::Quoted);
        ExprKind::Template { parts: characters(&literals, range), heredoc: false }
    }

    pub(super) fn quoted_template(&mut self, range: Range, template: &StringTemplate) -> ExprKind {
        let literals = self.literals(range, Style::Quoted);
        ExprKind::Template { parts: self.parts(&literals, template), heredoc: false }
    }

    pub(super) fn heredoc(&mut self, range: Range, heredoc: &HeredocTemplate) -> ExprKind {
        let flush = self.slice(range).starts_with("<<-");
        let literals = self.literals(range, if flush { Style::Flush } else { Style::Plain });
        ExprKind::Template { parts: self.parts(&literals, &heredoc.template), heredoc: true }
    }

    /// Adds a template that is a text of its own.
    pub(in crate::syntax::hcl) fn bare_template(
        &mut self,
        template: &template::Template,
    ) -> ExprId {
        let literals = Literals::read(self.text, self.tokens, Style::Plain);
        let parts = self.parts(&literals, template);
        self.push(self.file.body.range, ExprKind::Template { parts, heredoc: false })
    }

    /// The literals of the template whose opening token starts at `range`.
    fn literals(&self, range: Range, style: Style) -> Literals<'a> {
        let opener = self.tokens.partition_point(|token| token.range.start < range.start);
        let inner = self.tokens.get(opener + 1..).unwrap_or(&[]);
        Literals::read(self.text, inner, style)
    }

    fn parts(&mut self, literals: &Literals<'_>, template: &template::Template) -> Vec<Part> {
        let mut parts = Vec::with_capacity(template.len());
        for element in template {
            let range = self.range(element);
            match element {
                Element::Literal(_) => parts.extend(characters(literals, range)),
                Element::Interpolation(it) => {
                    parts.push(Part::Interpolation { range, value: self.expression(&it.expr) });
                }
                Element::Directive(it) => parts.push(self.directive(literals, it)),
            }
        }
        parts
    }

    fn directive(&mut self, literals: &Literals<'_>, directive: &Directive) -> Part {
        match directive {
            Directive::If(it) => Part::If {
                test: self.expression(&it.if_expr.cond_expr),
                yes: self.parts(literals, &it.if_expr.template),
                no: match &it.else_expr {
                    Some(otherwise) => self.parts(literals, &otherwise.template),
                    None => Vec::new(),
                },
            },
            Directive::For(it) => Part::For {
                key_name: it.for_expr.key_var.as_ref().map(|name| self.name(name).0),
                value_name: self.name(&it.for_expr.value_var).0,
                collection: self.expression(&it.for_expr.collection_expr),
                body: self.parts(literals, &it.for_expr.template),
            },
        }
    }
}

fn characters(literals: &Literals<'_>, range: Range) -> Vec<Part> {
    let inside = literals.within(range).into_iter();
    inside.map(|(text, range)| Part::Literal { text, range }).collect()
}
