//! `templatefile` and `templatestring`: templates that see the given values and nothing else.

use std::sync::Arc;

use smol_str::SmolStr;

use super::call::{Call, Made};
use crate::source::{Span, TextId};
use crate::syntax::hcl::{self, ExprKind};
use crate::terraform::body::{Expression, Source};
use crate::terraform::evaluation::Evaluation;
use crate::terraform::objects;
use crate::terraform::outcome::Outcome;
use crate::terraform::scope::Scope;
use crate::terraform::types;
use crate::value::{Entry, Kind, Rest, Segment, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "templatefile" => super::files::text(call).and_then(|(text, id)| filled(call, &text, id)),
        "templatestring" => call.text(0).and_then(|text| filled(call, &text, None)),
        _ => return None,
    })
}

/// Whether an expression names something, as the template of `templatestring` has to.
pub(super) fn is_reference(expression: Expression<'_>) -> bool {
    matches!(expression.node().kind, ExprKind::Traversal { .. } | ExprKind::Variable(_))
}

/// What a template makes of the values that the call gives; it stands in the template where that
/// is a text of its own.
fn filled(call: &Call<'_, '_>, text: &str, named: Option<TextId>) -> Made {
    let values = call.argument(1)?;
    let map = match &values.kind {
        Kind::Map(map) => map,
        Kind::Unknown(_) | Kind::Reference(_) => return Err(call.unknown(&values)),
        _ => return Err(call.error("the values must be a map")),
    };
    let (Rest::Closed, true) = (&map.rest, map.partial.is_empty()) else {
        return Err(call.unknown(&values));
    };
    if let Some(entry) = map.entries.iter().find(|entry| !is_name(&entry.key)) {
        return Err(call.error(format!("`{}` is no name of a variable", entry.key)));
    }
    let value = made(call.evaluation, (text, named), &map.entries);
    let value = value.map_err(|message| call.error(message))?;
    let value = if named.is_some() { value } else { placed(&value, call) };
    if call.name == "templatestring" {
        if value.is_null() {
            return Err(call.error("the template is null"));
        }
        return types::to_text(&value).map_err(|message| call.error(message));
    }
    Ok(value)
}

/// What a template makes of values by name, or what is wrong with it; without a text of its own, it
/// stands nowhere.
pub(in crate::terraform) fn made(
    evaluation: &Evaluation<'_>,
    (text, named): (&str, Option<TextId>),
    values: &[Entry],
) -> Result<Value, SmolStr> {
    let Ok((file, id)) = hcl::parse_template(text) else {
        return Err("the template is not valid".into());
    };
    if file.expressions().any(|it| templating(&it.kind)) {
        return Err("a template can't have templates in it".into());
    }
    let text = named.unwrap_or(Span::NOWHERE.text);
    let source = Source { path: "".into(), text, file: Arc::new(file) };
    let expression = Expression { source: &source, id };
    let fill = || below(values, Scope::closed(), &|scope| evaluation.evaluate(expression, scope));
    let (value, outcome) = evaluation.attempt(fill);
    match (outcome, objects::unknown_in(&value)) {
        (Outcome::Failed, Some(Why::Error(message))) => return Err(message),
        (Outcome::Failed, _) => return Err("the template is in error".into()),
        (Outcome::Risky, _) => evaluation.risk(),
        (Outcome::Fine, _) => {}
    }
    Ok(value)
}

/// Whether an expression fills in a template.
fn templating(kind: &ExprKind) -> bool {
    let ExprKind::Call { name, .. } = kind else { return false };
    matches!(name.strip_prefix("core::").unwrap_or(name), "templatefile" | "templatestring")
}

fn is_name(key: &str) -> bool {
    let mut letters = key.chars();
    let first = letters.next().is_some_and(|it| it.is_alphabetic() || it == '_');
    first && letters.all(|it| it.is_alphanumeric() || matches!(it, '_' | '-'))
}

/// A value at the place of the call, where the text of a template has no place of its own.
fn placed(value: &Value, call: &Call<'_, '_>) -> Value {
    let segment = |segment: &Segment| match segment {
        Segment::Literal { text, .. } => {
            Segment::Literal { text: text.clone(), origin: call.origin.clone() }
        }
        Segment::Hole(value) => Segment::Hole(value.clone()),
    };
    match &value.kind {
        Kind::Segments(segments) => {
            let segments = segments.iter().map(segment).collect();
            Value::segments(segments, call.origin.clone())
        }
        Kind::OneOf(choice) => {
            let values = choice.values.iter().map(|value| placed(value, call)).collect();
            objects::choice(values, choice.why.clone(), call.origin.clone())
        }
        _ => Value::new(value.kind.clone(), call.origin.clone()),
    }
}

/// Does something where each entry is a name.
fn below(entries: &[Entry], scope: Scope<'_>, work: &dyn Fn(Scope<'_>) -> Value) -> Value {
    let Some((first, rest)) = entries.split_first() else { return work(scope) };
    let frame = scope.frame(first.key.clone(), first.value.clone());
    below(rest, scope.with(&frame), work)
}

impl Evaluation<'_> {
    /// The folder that relative paths start from, relative to the root of the run; none where it
    /// is not known who runs Terraform, and where.
    pub(in crate::terraform) fn working_folder(&self) -> Option<&str> {
        // Apart from its callers, nobody knows what a module is read in.
        let root = !self.inputs().called;
        root.then_some(&*self.session.instance(0).directory.path)
    }
}
