//! Functions of strings that symbols and partly known strings go through.

use smol_str::SmolStr;

use super::call::{Call, Made};
use super::symbolic::{by_character, decided, transformed, trim_prefix, trim_suffix};
use crate::terraform::expression::Parts;
use crate::terraform::objects;
use crate::terraform::references::ALL_PARTS;
use crate::value::{Kind, Text, Transform};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "lower" => by_character(call, lower),
        "upper" => by_character(call, upper),
        "startswith" => decided(call, Text::starts_with),
        "endswith" => decided(call, Text::ends_with),
        "strcontains" => decided(call, Text::contains),
        "trimprefix" => trimmed(call, true),
        "trimsuffix" => trimmed(call, false),
        "replace" => replace(call),
        "split" => split(call),
        "join" => join(call),
        _ => return None,
    })
}

/// The lower case of one character; Go, and so Terraform, knows none that is several.
fn lower(letter: char) -> char {
    if letter == 'İ' {
        return 'i';
    }
    single(letter.to_lowercase(), letter)
}

/// The upper case of one character; Go, and so Terraform, knows none that is several.
pub(super) fn upper(letter: char) -> char {
    single(letter.to_uppercase(), letter)
}

fn single(mut letters: impl Iterator<Item = char>, otherwise: char) -> char {
    match (letters.next(), letters.next()) {
        (Some(only), None) => only,
        _ => otherwise,
    }
}

fn trimmed(call: &Call<'_, '_>, start: bool) -> Made {
    let value = call.textual(0)?;
    let part = call.text(1);
    // What is left of an unknown text is unknown because of the text, whatever is taken off.
    if matches!(value.kind, Kind::Unknown(_)) {
        return Err(call.unknown(&value));
    }
    let part = part?;
    let Some(text) = value.as_str() else {
        return if start {
            trim_prefix(call, &value, &part)
        } else {
            trim_suffix(call, &value, &part)
        };
    };
    let kept = if start { text.strip_prefix(&*part) } else { text.strip_suffix(&*part) };
    Ok(call.string(kept.unwrap_or(text)))
}

fn replace(call: &Call<'_, '_>) -> Made {
    let value = call.textual(0)?;
    let from = call.text(1)?;
    let to = call.text(2)?;
    let Some(text) = value.as_str() else {
        return transformed(call, &value, Transform::Replace { from, to });
    };
    let pattern = from.strip_prefix('/').and_then(|from| from.strip_suffix('/'));
    if let Some(pattern) = pattern.filter(|_| from.len() > 1) {
        return super::pattern::replace(call, text, pattern, &to);
    }
    let found =
        if from.is_empty() { text.chars().count() + 1 } else { text.matches(&*from).count() };
    if found.saturating_mul(to.len()) > objects::STRING {
        return Err(call.unsure(crate::value::Why::Limit("a string of more than 1 MiB")));
    }
    Ok(call.string(text.replace(&*from, &to)))
}

fn split(call: &Call<'_, '_>) -> Made {
    let separator = call.text(0)?;
    let value = call.textual(1)?;
    let Some(text) = value.as_str() else {
        return transformed(call, &value, Transform::Split(separator, ALL_PARTS));
    };
    if separator.is_empty() {
        let letters = text.chars().map(|letter| SmolStr::from(letter.to_string()));
        return Ok(call.strings(letters));
    }
    Ok(call.strings(text.split(&*separator).map(SmolStr::from)))
}

fn join(call: &Call<'_, '_>) -> Made {
    call.arity(2..=usize::MAX)?;
    let separator = call.text(0)?;
    let mut text = Parts::new();
    let mut first = true;
    let mut size = 0;
    for at in 1..call.arguments.len() {
        for item in call.closed(at)?.items {
            if !first {
                text.literal(&separator, call.origin.span);
            }
            first = false;
            size += separator.len() + item.as_str().map_or(0, str::len);
            if size > objects::STRING {
                return Err(call.unsure(crate::value::Why::Limit("a string of more than 1 MiB")));
            }
            if matches!(item.kind, Kind::Unknown(_)) {
                call.evaluation.risk();
            }
            text.value(&item, call.origin.span).map_err(|message| call.error(message))?;
        }
    }
    Ok(text.finish(false, call.origin))
}
