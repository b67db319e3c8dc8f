//! `format` and `formatlist`.

use super::call::{Call, Made};
use super::encode::render;
use crate::syntax::Number;
use crate::terraform::expression::{Parts, short};
use crate::terraform::objects;
use crate::terraform::types::{to_bool, to_number, to_text};
use crate::value::{Kind, Rest, Sequence, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "format" => format(call),
        "formatlist" => format_list(call),
        _ => return None,
    })
}

/// One `%` of a format.
#[derive(Clone, Copy, Default)]
struct Verb {
    minus: bool,
    plus: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
    letter: char,
}

/// A stretch of a format.
enum Stretch<'f> {
    Literal(&'f str),
    Verb(Verb),
}

fn format(call: &Call<'_, '_>) -> Made {
    call.arity(1..=usize::MAX)?;
    let pattern = call.text(0)?;
    let Some(stretches) = parse(&pattern) else {
        return Err(call.unsure(Why::Function(call.name.into())));
    };
    let mut text = Parts::new();
    let mut next = 1;
    for stretch in stretches {
        match stretch {
            Stretch::Literal(literal) => text.literal(&literal.into(), call.origin.span),
            Stretch::Verb(verb) => {
                let value = call.any(next)?;
                next += 1;
                let formatted = one(call, verb, &value)?;
                let added = text.value(&formatted, call.origin.span);
                added.map_err(|message| call.error(message))?;
            }
        }
    }
    if next < call.arguments.len() {
        return Err(call.error("too many arguments"));
    }
    Ok(text.finish(false, call.origin))
}

/// The stretches of a format; none if it uses what is not followed here.
fn parse(pattern: &str) -> Option<Vec<Stretch<'_>>> {
    let mut stretches = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        stretches.push(Stretch::Literal(&rest[..at]));
        rest = &rest[at + 1..];
        let mut verb = Verb::default();
        let flags = rest.find(|it: char| !"-+0".contains(it))?;
        verb.minus = rest[..flags].contains('-');
        verb.plus = rest[..flags].contains('+');
        verb.zero = rest[..flags].contains('0');
        rest = &rest[flags..];
        let width = rest.find(|it: char| !it.is_ascii_digit())?;
        verb.width = if width == 0 { 0 } else { rest[..width].parse().ok()? };
        rest = &rest[width..];
        if let Some(after) = rest.strip_prefix('.') {
            let digits = after.find(|it: char| !it.is_ascii_digit())?;
            verb.precision = Some(after[..digits].parse().unwrap_or(0));
            rest = &after[digits..];
        }
        verb.letter = rest.chars().next()?;
        rest = &rest[verb.letter.len_utf8()..];
        if verb.width > 1024 || verb.precision.is_some_and(|digits| digits > 100) {
            return None;
        }
        stretches.push(match verb.letter {
            '%' => Stretch::Literal("%"),
            's' | 'v' | 'd' | 't' | 'q' | 'f' | 'x' | 'X' | 'o' | 'b' => Stretch::Verb(verb),
            _ => return None,
        });
    }
    stretches.push(Stretch::Literal(rest));
    Some(stretches)
}

/// One value as its verb writes it; a value that is not known stays a hole.
fn one(call: &Call<'_, '_>, verb: Verb, value: &Value) -> Made {
    if value.is_null() && verb.letter != 'v' {
        return Err(call.error("an argument is null"));
    }
    let shown = match verb.letter {
        's' | 'v' => shown(call, verb, value)?,
        'q' => {
            let text = to_text(value).map_err(|message| call.error(message))?;
            match text.kind {
                Kind::Text(_) => json(call, &text),
                _ => return Ok(hole(call, value)),
            }
        }
        't' => {
            let flag = to_bool(value).map_err(|message| call.error(message))?;
            match flag.kind {
                Kind::Bool(_) => to_text(&flag).map_err(|message| call.error(message))?,
                _ => return Ok(hole(call, value)),
            }
        }
        _ => {
            let number = to_number(value).map_err(|message| call.error(message))?;
            match number.kind {
                Kind::Number(number) => digits(call, verb, number)?,
                _ => return Ok(hole(call, value)),
            }
        }
    };
    padded(call, verb, shown)
}

/// A hole where a value is written that is not known; as text it may read otherwise.
fn hole(call: &Call<'_, '_>, value: &Value) -> Value {
    call.evaluation.risk();
    Value::unknown(objects::reason(value), call.origin.clone())
}

fn shown(call: &Call<'_, '_>, verb: Verb, value: &Value) -> Made {
    match &value.kind {
        Kind::Text(_) | Kind::Segments(_) | Kind::Document(_) => Ok(value.clone()),
        Kind::Reference(_) | Kind::Unknown(_) | Kind::OneOf(_) => {
            call.evaluation.risk();
            Ok(value.clone())
        }
        Kind::Null | Kind::List(_) | Kind::Map(_) if verb.letter == 'v' => Ok(json(call, value)),
        Kind::List(_) | Kind::Map(_) | Kind::Null => Err(call.error("a string is required")),
        Kind::Bool(_) | Kind::Number(_) => to_text(value).map_err(|message| call.error(message)),
    }
}

fn json(call: &Call<'_, '_>, value: &Value) -> Value {
    let mut text = String::new();
    let known = render(value, &mut text).is_some();
    if known { call.string(text) } else { hole(call, value) }
}

/// A number in the form of its verb.
fn digits(call: &Call<'_, '_>, verb: Verb, number: Number) -> Made {
    let integer = || number.integer().ok_or_else(|| call.unsure(Why::Function("format".into())));
    let text = match verb.letter {
        'd' => integer()?.to_string(),
        'x' => format!("{:x}", natural(call, integer()?)?),
        'X' => format!("{:X}", natural(call, integer()?)?),
        'o' => format!("{:o}", natural(call, integer()?)?),
        'b' => format!("{:b}", natural(call, integer()?)?),
        _ => fixed(call, number, verb.precision.unwrap_or(6))?,
    };
    let sign = if verb.plus && !text.starts_with('-') { "+" } else { "" };
    Ok(call.string(format!("{sign}{text}")))
}

fn natural(call: &Call<'_, '_>, number: i64) -> Result<u64, Value> {
    u64::try_from(number).map_err(|_| call.unsure(Why::Function("format".into())))
}

/// A number with so many decimals; what would have to be rounded is not followed.
fn fixed(call: &Call<'_, '_>, number: Number, precision: usize) -> Result<String, Value> {
    let text = match number {
        Number::Integer(number) => Some(number.to_string()),
        Number::Float(number) => short(number),
    };
    let unsure = || call.unsure(Why::Function("format".into()));
    let text = text.ok_or_else(unsure)?;
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    match precision.checked_sub(fraction.len()) {
        None => Err(unsure()),
        Some(_) if precision == 0 => Ok(whole.to_owned()),
        Some(zeros) => Ok(format!("{whole}.{fraction}{}", "0".repeat(zeros))),
    }
}

fn padded(call: &Call<'_, '_>, verb: Verb, value: Value) -> Made {
    let plain = verb.width == 0 && (verb.precision.is_none() || verb.letter == 'f');
    if plain {
        return Ok(value);
    }
    let Some(text) = value.as_str() else { return Ok(hole(call, &value)) };
    if verb.precision.is_some() && verb.letter != 'f' || !text.is_ascii() {
        return Err(call.unsure(Why::Function("format".into())));
    }
    let missing = " ".repeat(verb.width.saturating_sub(text.len()));
    let zeros = || missing.replace(' ', "0");
    let numeric = !matches!(verb.letter, 's' | 'v' | 'q' | 't');
    Ok(call.string(match (verb.minus, verb.zero) {
        (true, _) => format!("{text}{missing}"),
        (false, true) if numeric && text.starts_with(['-', '+']) => {
            format!("{}{}{}", &text[..1], zeros(), &text[1..])
        }
        (false, true) => format!("{}{text}", zeros()),
        (false, false) => format!("{missing}{text}"),
    }))
}

/// `format` for each item of lists of one length; single values are used each time.
fn format_list(call: &Call<'_, '_>) -> Made {
    call.arity(1..=usize::MAX)?;
    let mut lists: Vec<Option<Vec<Value>>> = Vec::new();
    let mut length = None;
    for at in 0..call.arguments.len() {
        let value = call.any(at)?;
        if !matches!(value.kind, Kind::List(_)) {
            // What is not known may be a list, but a name or id of one thing is not.
            if matches!(value.kind, Kind::Unknown(_)) {
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
