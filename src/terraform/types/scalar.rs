//! Conversions between strings, numbers and booleans. What is not known stays as it is.

use smol_str::{SmolStr, ToSmolStr};

use crate::syntax::Number;
use crate::value::{Choice, Kind, Origin, Value};

/// A scalar as a string; `null` stays.
pub(in crate::terraform) fn to_text(value: &Value) -> Result<Value, SmolStr> {
    let text = |text: SmolStr| Ok(Value::string(text, value.origin.clone()));
    match &value.kind {
        Kind::Bool(flag) => text(flag.to_smolstr()),
        Kind::Number(number) => text(number.to_smolstr()),
        Kind::List(_) | Kind::Map(_) => Err("a string is required".into()),
        Kind::OneOf(choice) => each(choice, &value.origin, to_text),
        _ => Ok(value.clone()),
    }
}

/// A scalar as a key: what is written out as text is that text.
pub(in crate::terraform) fn to_key(value: &Value) -> Result<Value, SmolStr> {
    match crate::terraform::functions::rendered(value) {
        Some(text) => Ok(Value::string(text, value.origin.clone())),
        None => to_text(value),
    }
}

/// A scalar as a number; `null` stays.
pub(in crate::terraform) fn to_number(value: &Value) -> Result<Value, SmolStr> {
    match &value.kind {
        Kind::Text(text) => match Number::parse(text) {
            Some(number) => Ok(Value::new(Kind::Number(number), value.origin.clone())),
            None => Err("a number is required".into()),
        },
        Kind::Segments(_) => Ok(Value::unknown(value.why(), value.origin.clone())),
        Kind::OneOf(choice) => each(choice, &value.origin, to_number),
        Kind::Null | Kind::Number(_) | Kind::Reference(_) | Kind::Unknown(_) => Ok(value.clone()),
        Kind::Bool(_) | Kind::List(_) | Kind::Map(_) | Kind::Document(_) => {
            Err("a number is required".into())
        }
    }
}

/// A scalar as a boolean; `null` stays.
pub(in crate::terraform) fn to_bool(value: &Value) -> Result<Value, SmolStr> {
    match &value.kind {
        Kind::Text(text) => match text.as_str() {
            "true" | "1" => Ok(Value::bool(true, value.origin.clone())),
            "false" | "0" => Ok(Value::bool(false, value.origin.clone())),
            _ => Err("a boolean is required".into()),
        },
        Kind::Segments(_) => Ok(Value::unknown(value.why(), value.origin.clone())),
        Kind::OneOf(choice) => each(choice, &value.origin, to_bool),
        Kind::Null | Kind::Bool(_) | Kind::Reference(_) | Kind::Unknown(_) => Ok(value.clone()),
        Kind::Number(_) | Kind::List(_) | Kind::Map(_) | Kind::Document(_) => {
            Err("a boolean is required".into())
        }
    }
}

/// Every alternative converted; those that can't be are left out, as Terraform would stop there.
pub(super) fn each(
    choice: &Choice,
    origin: &Origin,
    convert: impl Fn(&Value) -> Result<Value, SmolStr>,
) -> Result<Value, SmolStr> {
    let mut fine = Vec::new();
    let mut error = None;
    for value in &choice.values {
        match convert(value) {
            Ok(value) => fine.push(value),
            Err(message) => error = Some(message),
        }
    }
    match (fine.is_empty(), error) {
        (true, Some(message)) => Err(message),
        _ => Ok(crate::terraform::objects::choice(fine, choice.why.clone(), origin.clone())),
    }
}
