//! Terraform's functions.
//!
//! Arguments are values that may be unknown in part; what a function gives back must hold for
//! every choice of what is unknown. A function of several possible values is applied to each.

mod call;
mod cast;
mod choose;
mod dates;
mod decode;
mod encode;
mod encodings;
mod files;
mod format;
mod gzip;
mod hashes;
mod lazy;
mod lists;
mod maps;
mod math;
mod network;
mod pattern;
mod sets;
mod signature;
mod sizes;
mod symbolic;
mod table;
mod templates;
mod text;
mod words;

use smol_str::SmolStr;

use super::body::Expression;
use super::evaluation::Evaluation;
use super::objects::choice;
use super::scope::Scope;
use crate::syntax::hcl::ExprId;
use crate::value::{Kind, Origin, Step, Value, Why};

use call::{Call, Made};
pub(super) use encode::rendered;
pub(super) use files::glob;
pub(super) use templates::made as filled;

/// More combinations of possible arguments are not tried.
const COMBINATIONS: usize = 64;

impl Evaluation<'_> {
    /// The value of a call.
    pub(super) fn call(
        &self,
        expression: Expression<'_>,
        name: &str,
        (arguments, expands): (&[ExprId], bool),
        scope: Scope<'_>,
    ) -> Value {
        let name = name.strip_prefix("core::").unwrap_or(name);
        let origin = Origin::new(expression.span());
        let written: Vec<Expression<'_>> = arguments.iter().map(|id| expression.at(*id)).collect();
        match name {
            "try" => return self.first_success(&written, scope, &origin),
            "can" if expands => return self.error("can(): nothing to expand", origin),
            "can" => return self.succeeds(&written, scope, &origin),
            "issensitive" => return self.sensitivity(&written, &origin),
            "templatestring" if !written.first().is_some_and(|it| templates::is_reference(*it)) => {
                return self.error("templatestring(): the template has to be a reference", origin);
            }
            _ => {}
        }
        let mut values: Vec<Value> = written.iter().map(|it| self.evaluate(*it, scope)).collect();
        if expands && let Err(value) = self.expand(name, &mut values, &origin) {
            return value;
        }
        let value = self.apply(name, &values, &origin);
        if value.origin.span == origin.span {
            value
        } else {
            value.through(Step::Call(name.into()), origin.span)
        }
    }

    /// Puts the items of the last argument in its place.
    fn expand(&self, name: &str, values: &mut Vec<Value>, origin: &Origin) -> Result<(), Value> {
        let Some(last) = values.pop() else { return Ok(()) };
        match &last.kind {
            Kind::List(items) => {
                let items = super::objects::ordered(items);
                values.extend(items.items.iter().map(|item| item.along(&last.origin)));
                if items.rest.is_closed() {
                    return Ok(());
                }
            }
            Kind::Unknown(_) | Kind::Reference(_) | Kind::OneOf(_) => {}
            _ => return Err(self.error("only a list can be expanded", origin.clone())),
        }
        self.risk();
        let unseen = Value::unknown(super::objects::reason(&last), origin.clone());
        if matches!(name, "merge" | "setunion") {
            // Any number of unseen arguments does no more than one of which nothing is known.
            values.insert(0, unseen.clone());
            values.push(unseen);
            return Ok(());
        }
        Err(unseen)
    }

    /// A function of values, for every combination of alternatives; an argument in error is no
    /// value, even of a function that skips what is not set.
    fn apply(&self, name: &str, values: &[Value], origin: &Origin) -> Value {
        if let Some(error) = values.iter().find(|value| super::objects::is_error(value)) {
            return error.clone();
        }
        let several = values.iter().position(|value| value.alternatives().len() > 1);
        let Some(at) = several.filter(|_| !matches!(name, "jsonencode" | "yamlencode")) else {
            return self.applied(name, values, origin);
        };
        let counts = values.iter().map(|value| value.alternatives().len());
        if counts.product::<usize>() > COMBINATIONS {
            return self.unsure(&[&values[at]], origin);
        }
        let one = |alternative: &Value| {
            let mut chosen = values.to_vec();
            chosen[at] = alternative.clone();
            self.apply(name, &chosen, origin)
        };
        let results = self.perhaps(|| values[at].alternatives().iter().map(one).collect());
        choice(results, values[at].why(), origin.clone())
    }
}

impl Evaluation<'_> {
    /// A function of values that are not one of several.
    fn applied(&self, name: &str, values: &[Value], origin: &Origin) -> Value {
        let call = Call { evaluation: self, name, arguments: values, origin };
        let Some(signature) = signature::of(name) else {
            if let Some((_, own)) = name.rsplit_once("::") {
                let decoded = self.decoded_manifests(own, values);
                return decoded.unwrap_or_else(|| call.unsure(Why::Function(name.into())));
            }
            return call.error("there is no such function");
        };
        let made = signature::converted(&call, signature)
            .map(|arguments| dispatch(&Call { arguments: &arguments, ..call }));
        match made {
            Ok(Some(Ok(value) | Err(value))) | Err(value) => value,
            Ok(None) => call.unsure(Why::Function(name.into())),
        }
    }
}

/// The function of a name; none, if it is not evaluated.
fn dispatch(call: &Call<'_, '_>) -> Option<Made> {
    let groups = [
        sizes::function,
        choose::function,
        text::function,
        words::function,
        lists::function,
        maps::function,
        sets::function,
        cast::function,
        encode::function,
        decode::function,
        hashes::function,
        encodings::function,
        gzip::function,
        dates::function,
        table::function,
        files::function,
        templates::function,
        format::function,
        pattern::function,
        math::function,
        network::function,
    ];
    groups.iter().find_map(|group| group(call))
}

/// A string as Terraform keeps it: characters that can be written in several ways in their
/// shortest one (NFC).
pub(super) fn normal(text: impl Into<SmolStr>) -> SmolStr {
    use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
    let text = text.into();
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        return text;
    }
    text.nfc().collect::<String>().into()
}
