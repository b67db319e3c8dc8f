//! Regular expressions.

mod translate;

use regex::{Captures, Regex};

use super::call::{Call, Made};
use crate::terraform::objects;
use crate::value::{Entry, Rest, Sequence, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "regex" => first(call),
        "regexall" => all(call),
        _ => return None,
    })
}

fn compiled(call: &Call<'_, '_>, pattern: &str) -> Result<Regex, Value> {
    let invalid = || call.error("the pattern is not valid");
    let pattern = translate::translated(pattern).ok_or_else(invalid)?;
    let regex = regex::RegexBuilder::new(&pattern).size_limit(objects::STRING).build();
    regex.map_err(|problem| match problem {
        regex::Error::CompiledTooBig(_) => call.unsure(Why::Limit("a pattern too large")),
        _ => invalid(),
    })
}

fn first(call: &Call<'_, '_>) -> Made {
    let (pattern, text) = (call.text(0)?, call.text(1)?);
    let regex = compiled(call, &pattern)?;
    match regex.captures(&text) {
        Some(found) => groups(call, &regex, &found),
        None => Err(call.error("the pattern does not match")),
    }
}

fn all(call: &Call<'_, '_>) -> Made {
    let (pattern, text) = (call.text(0)?, call.text(1)?);
    let regex = compiled(call, &pattern)?;
    let found = regex.captures_iter(&text).map(|found| groups(call, &regex, &found));
    let items = found.collect::<Result<Vec<Value>, Value>>()?;
    Ok(call.made(Sequence::List.of(items, Rest::Closed)))
}

/// A match: its text, or its groups as a list or, where they are named, as a map.
fn groups(call: &Call<'_, '_>, regex: &Regex, found: &Captures<'_>) -> Made {
    let text = |at: usize| match found.get(at) {
        Some(part) => call.string(part.as_str()),
        None => Value::null(call.origin.clone()),
    };
    let names: Vec<Option<&str>> = regex.capture_names().skip(1).collect();
    let labelled: Vec<(usize, &str)> =
        names.iter().enumerate().filter_map(|(at, name)| name.map(|name| (at + 1, name))).collect();
    if names.is_empty() {
        return Ok(text(0));
    }
    if labelled.is_empty() {
        let items = (1..=names.len()).map(text).collect();
        return Ok(call.made(Sequence::Tuple.of(items, Rest::Closed)));
    }
    if labelled.len() < names.len() {
        return Err(call.error("groups must all be named or all be unnamed"));
    }
    let entry = |(at, name): (usize, &str)| Entry {
        key: name.into(),
        key_span: call.origin.span,
        value: text(at),
    };
    Ok(Value::map(labelled.into_iter().map(entry).collect(), call.origin.clone()))
}

/// `replace` with a pattern between slashes.
pub(super) fn replace(call: &Call<'_, '_>, text: &str, pattern: &str, to: &str) -> Made {
    let regex = compiled(call, pattern)?;
    let longest = text.len().saturating_mul(to.matches('$').count()) + to.len();
    if regex.find_iter(text).count().saturating_mul(longest) > objects::STRING {
        return Err(call.unsure(Why::Limit("a string of more than 1 MiB")));
    }
    Ok(call.string(regex.replace_all(text, to)))
}
