//! Strings with interpolations.

use smol_str::SmolStr;

use super::{Expression, Scope, iterated};
use crate::source::Span;
use crate::syntax::hcl::Part;
use crate::terraform::evaluation::Evaluation;
use crate::terraform::objects::{self, choice};
use crate::terraform::{functions, types};
use crate::value::{ALTERNATIVES, Kind, Origin, Segment, Truth, Value, Why};

/// A string as it is put together, in every variant that is possible.
pub(in crate::terraform) struct Parts {
    variants: Vec<Vec<Segment>>,
    /// On what it hangs which of several variants it is.
    why: Why,
}

impl Parts {
    /// The empty string.
    pub(in crate::terraform) fn new() -> Self {
        Self { variants: vec![Vec::new()], why: Why::NotEvaluated("nothing") }
    }

    /// Adds known characters.
    pub(in crate::terraform) fn literal(&mut self, text: &SmolStr, span: Span) {
        let origin = Origin::new(span);
        self.push(&Segment::Literal { text: text.clone(), origin });
    }

    fn push(&mut self, segment: &Segment) {
        for variant in &mut self.variants {
            variant.push(segment.clone());
        }
    }

    /// Adds a value that is written at `span`; the message says why it can't be text.
    pub(in crate::terraform) fn value(&mut self, value: &Value, span: Span) -> Result<(), SmolStr> {
        let several = value.alternatives();
        if several.len() > 1 && several.len() * self.variants.len() <= ALTERNATIVES {
            let variants: Vec<_> = several.iter().map(|one| self.with(one, span)).collect();
            let fine: Vec<_> = variants.into_iter().filter_map(Result::ok).flatten().collect();
            if !fine.is_empty() {
                self.variants = fine;
                self.why = value.why();
                return Ok(());
            }
        }
        self.variants = self.with(value, span)?;
        Ok(())
    }

    fn with(&self, value: &Value, span: Span) -> Result<Vec<Vec<Segment>>, SmolStr> {
        let added = segments(value, span)?;
        let longer = |variant: &Vec<Segment>| {
            let all = variant.iter().chain(&added).cloned();
            all.collect()
        };
        Ok(self.variants.iter().map(longer).collect())
    }

    /// The string; of a heredoc with holes, each line keeps its own place.
    pub(in crate::terraform) fn finish(self, heredoc: bool, origin: &Origin) -> Value {
        let one = |segments: Vec<Segment>| {
            let size: usize = segments.iter().map(length).sum();
            if size > objects::STRING {
                return Value::unknown(Why::Limit("a string of more than 1 MiB"), origin.clone());
            }
            if heredoc && segments.iter().any(|it| matches!(it, Segment::Hole(_))) {
                return Value::new(Kind::Segments(segments.into()), origin.clone());
            }
            let value = Value::segments(segments, origin.clone());
            match &value.kind {
                Kind::Text(text) if !text.is_ascii() => {
                    Value::string(functions::normal(text.clone()), value.origin)
                }
                _ => value,
            }
        };
        choice(self.variants.into_iter().map(one).collect(), self.why, origin.clone())
    }
}

fn length(segment: &Segment) -> usize {
    match segment {
        Segment::Literal { text, .. } => text.len(),
        Segment::Hole(_) => 0,
    }
}

/// The segments of a value: known text takes the place in the template that it fills.
fn segments(value: &Value, span: Span) -> Result<Vec<Segment>, SmolStr> {
    let literal = |text: SmolStr| vec![Segment::Literal { text, origin: Origin::new(span) }];
    match &value.kind {
        Kind::Null => Err("null can't be part of a string".into()),
        Kind::Document(_) => {
            let text = functions::rendered(value);
            Ok(text.map_or_else(|| vec![Segment::Hole(value.clone())], |text| literal(text.into())))
        }
        _ => {
            let text = types::to_text(value)?;
            match (&text.kind, text.text()) {
                (Kind::Text(text), _) => Ok(literal(text.clone())),
                (_, Some(text)) => Ok(text.segments().to_vec()),
                (_, None) => Err("a structure can't be part of a string".into()),
            }
        }
    }
}

impl Evaluation<'_> {
    pub(super) fn template(
        &self,
        expression: Expression<'_>,
        parts: &[Part],
        heredoc: bool,
        scope: Scope<'_>,
    ) -> Value {
        if let ([Part::Interpolation { value, .. }], false) = (parts, heredoc) {
            return self.evaluate(expression.at(*value), scope);
        }
        let origin = Origin::new(expression.span());
        let mut text = Parts::new();
        match self.parts(expression, parts, scope, &mut text) {
            Ok(()) => text.finish(heredoc, &origin),
            Err(message) => self.error(message, origin),
        }
    }

    fn parts(
        &self,
        expression: Expression<'_>,
        parts: &[Part],
        scope: Scope<'_>,
        text: &mut Parts,
    ) -> Result<(), SmolStr> {
        for part in parts {
            match part {
                Part::Literal { text: literal, range } => {
                    text.literal(literal, range.of(expression.source.text));
                }
                Part::Interpolation { range, value } => {
                    let value = self.evaluate(expression.at(*value), scope);
                    if !objects::is_known(&value) && !matches!(value.kind, Kind::Segments(_)) {
                        self.risk();
                    }
                    text.value(&value, range.of(expression.source.text))?;
                }
                Part::If { test, yes, no } => {
                    self.part_if(expression.at(*test), [yes, no], scope, text)?;
                }
                Part::For { .. } => self.part_for(expression, part, scope, text)?,
            }
        }
        Ok(())
    }

    fn part_if(
        &self,
        test: Expression<'_>,
        [yes, no]: [&[Part]; 2],
        scope: Scope<'_>,
        out: &mut Parts,
    ) -> Result<(), SmolStr> {
        let origin = Origin::new(test.span());
        let decided = self.evaluate(test, scope);
        let holds = match self.truth(&decided, &origin) {
            Ok(holds) => holds,
            Err(error) => return out.value(&error, test.span()),
        };
        if holds != Truth::Unknown {
            return self.parts(test, if holds.must() { yes } else { no }, scope, out);
        }
        let finished = |parts: &[Part]| {
            let mut branch = Parts::new();
            let done = self.perhaps(|| self.parts(test, parts, scope, &mut branch));
            done.map(|()| branch.finish(false, &origin))
        };
        let fine: Vec<Value> = [yes, no].into_iter().filter_map(|it| finished(it).ok()).collect();
        out.value(&choice(fine, objects::reason(&decided), origin.clone()), test.span())
    }

    fn part_for(
        &self,
        expression: Expression<'_>,
        part: &Part,
        scope: Scope<'_>,
        text: &mut Parts,
    ) -> Result<(), SmolStr> {
        let Part::For { key_name, value_name, collection, body } = part else { return Ok(()) };
        let from = expression.at(*collection);
        let collection = self.evaluate(from, scope);
        if matches!(collection.kind, Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_)) {
            return Err("only collections can be iterated over".into());
        }
        let Some(items) = iterated(&collection).filter(|items| items.rest.is_closed()) else {
            self.risk();
            let hole = Value::unknown(objects::reason(&collection), Origin::new(from.span()));
            return text.value(&hole, from.span());
        };
        for element in items.seen {
            let value_frame = scope.frame(value_name.clone(), element.value);
            let inner = scope.with(&value_frame);
            let key_frame = key_name.clone().map(|name| inner.frame(name, element.key));
            let inner = key_frame.as_ref().map_or(inner, |frame| inner.with(frame));
            self.parts(expression, body, inner, text)?;
        }
        Ok(())
    }
}
