//! `format` and `formatlist`.

mod number;
mod verb;

use unicode_segmentation::UnicodeSegmentation;

use super::call::{Call, Made};
use super::encode::render;
use crate::terraform::expression::Parts;
use crate::terraform::objects;
use crate::terraform::types::{to_bool, to_number, to_text};
use crate::value::{Kind, Rest, Sequence, Value, Why};

use verb::{Stretch, Verb, parse};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "format" => format(call),
        "formatlist" => format_list(call),
        _ => return None,
    })
}

fn format(call: &Call<'_, '_>) -> Made {
    let pattern = call.text(0)?;
    let Some(stretches) = parse(&pattern) else {
        return Err(call.error("the format is not valid"));
    };
    let mut text = Parts::new();
    let (mut next, mut highest) = (1, 0);
    for stretch in stretches {
        match stretch {
            Stretch::Literal(literal) => text.literal(&literal.into(), call.origin.span),
            Stretch::Verb(verb) => {
                next = verb.argument.unwrap_or(next);
                let value = call.any(next)?;
                highest = highest.max(next);
                next += 1;
                let formatted = one(call, verb, &value)?;
                let added = text.value(&formatted, call.origin.span);
                added.map_err(|message| call.error(message))?;
            }
        }
    }
    if highest + 1 < call.arguments.len() {
        return Err(call.error("too many arguments"));
    }
    Ok(text.finish(false, call.origin))
}

/// One value as its verb writes it; a value that is not known stays a hole.
fn one(call: &Call<'_, '_>, verb: Verb, value: &Value) -> Made {
    if value.is_null() && verb.letter != 'v' {
        return Err(call.error("an argument is null"));
    }
    let fail = |message| call.error(message);
    match verb.letter {
        'v' => Ok(as_is(call, verb, value)),
        's' | 'q' => {
            let text = to_text(value).map_err(fail)?;
            match text.as_str() {
                Some(known) => Ok(call.string(quoted(verb, known))),
                None if verb.letter == 's' && verb.width.is_none() && verb.precision.is_none() => {
                    if !matches!(text.kind, Kind::Segments(_) | Kind::Document(_)) {
                        call.evaluation.risk();
                    }
                    Ok(text)
                }
                None => Ok(hole(call, value)),
            }
        }
        't' => match to_bool(value).map_err(fail)?.as_bool() {
            Some(flag) => Ok(call.string(padded(verb, flag.to_string()))),
            None => Ok(hole(call, value)),
        },
        _ => match to_number(value).map_err(fail)?.kind {
            Kind::Number(number) => {
                let text = number::written(verb, &number);
                text.map(|text| call.string(text))
                    .ok_or_else(|| call.error("a whole number is required"))
            }
            _ => Ok(hole(call, value)),
        },
    }
}

/// A hole where a value is written that is not known; as text it may read otherwise.
fn hole(call: &Call<'_, '_>, value: &Value) -> Value {
    call.evaluation.risk();
    Value::unknown(objects::reason(value), call.origin.clone())
}

/// `%v`: strings and numbers as such, unless a `#` is written, and all else as JSON.
fn as_is(call: &Call<'_, '_>, verb: Verb, value: &Value) -> Value {
    match &value.kind {
        Kind::Text(text) if !verb.sharp => call.string(padded(verb, text.to_string())),
        Kind::Number(number) if !verb.sharp => match number.big() {
            Some(number) => call.string(padded(verb, number.general(None))),
            None => hole(call, value),
        },
        Kind::Segments(_) | Kind::Document(_) | Kind::Unknown(_) | Kind::Reference(_)
            if !verb.sharp && verb.width.is_none() =>
        {
            if matches!(value.kind, Kind::Unknown(_) | Kind::Reference(_)) {
                call.evaluation.risk();
            }
            value.clone()
        }
        _ => {
            let mut text = String::new();
            let known = render(value, &mut text).is_some();
            if known { call.string(padded(verb, text)) } else { hole(call, value) }
        }
    }
}

/// A string as `%s` and `%q` write it: a precision says how many characters are kept.
fn quoted(verb: Verb, text: &str) -> String {
    let kept = match verb.precision {
        Some(most) if most > 0 => text.graphemes(true).take(most).collect::<String>(),
        _ => text.to_owned(),
    };
    if verb.letter != 'q' {
        return padded(verb, kept);
    }
    let mut out = String::new();
    super::encode::quote(&kept, &mut out);
    padded(verb, out)
}

/// A text in a field, counted in characters as people see them.
fn padded(verb: Verb, text: String) -> String {
    let length = text.graphemes(true).count();
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    let filling = if verb.zero { "0" } else { " " }.repeat(missing);
    if verb.minus { text + &filling } else { filling + &text }
}

/// `format` for each item of lists of one length; single values are used each time.
fn format_list(call: &Call<'_, '_>) -> Made {
    let mut lists: Vec<Option<Vec<Value>>> = Vec::new();
    let mut length = None;
    for at in 0..call.arguments.len() {
        let value = call.any(at)?;
        if at == 0 || !matches!(value.kind, Kind::List(_)) {
            // What is not known may be a list, but a name or id of one thing is not.
            if at > 0 && matches!(value.kind, Kind::Unknown(_)) {
                return Err(call.unknown(&value));
            }
            lists.push(None);
            continue;
        }
        let items = call.closed(at)?.items;
        if length.is_some_and(|length| length != items.len()) {
            return Err(call.error("the lists differ in length"));
        }
        length = Some(items.len());
        lists.push(Some(items));
    }
    let length = length.unwrap_or(1);
    if length > objects::COLLECTION {
        return Err(call.unsure(Why::Limit("more than 16,384 items")));
    }
    let one = |at: usize| {
        let pick = |(list, value): (&Option<Vec<Value>>, &Value)| match list {
            Some(items) => items[at].clone(),
            None => value.clone(),
        };
        let arguments: Vec<Value> = lists.iter().zip(call.arguments).map(pick).collect();
        format(&Call { arguments: &arguments, ..*call })
    };
    let items = (0..length).map(one).collect::<Result<Vec<Value>, Value>>()?;
    Ok(call.made(Sequence::List.of(items, Rest::Closed)))
}
