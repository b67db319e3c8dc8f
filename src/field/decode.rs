//! From values to the types that rules compute with.

use ipnet::IpNet;
use smol_str::SmolStr;

use crate::value::{Kind, Text, Value, Why};

/// A type that a setting can have.
pub trait Decode: Clone {
    /// The value as this type.
    fn decode(value: &Value) -> Result<Self, DecodeError>;
}

/// Why a value is not of the wanted type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// It may be, but the value is not known.
    Unknown(Why),
    /// It is not.
    Wrong {
        /// What should stand there, such as `a whole number`.
        expected: &'static str,
    },
}

/// Unknown for values that are not known, wrong for those that are.
fn not(value: &Value, expected: &'static str) -> DecodeError {
    match value.kind {
        Kind::Unknown(_) | Kind::Reference(_) | Kind::Segments(_) | Kind::OneOf(_) => {
            DecodeError::Unknown(value.why())
        }
        _ => DecodeError::Wrong { expected },
    }
}

impl Decode for bool {
    fn decode(value: &Value) -> Result<Self, DecodeError> {
        match (&value.kind, value.as_str()) {
            (Kind::Bool(flag), _) => Ok(*flag),
            (_, Some("true")) => Ok(true),
            (_, Some("false")) => Ok(false),
            _ => Err(not(value, "`true` or `false`")),
        }
    }
}

impl Decode for i64 {
    fn decode(value: &Value) -> Result<Self, DecodeError> {
        let number = value.as_integer().or_else(|| value.as_str()?.parse().ok());
        number.ok_or_else(|| not(value, "a whole number"))
    }
}

impl Decode for Text {
    fn decode(value: &Value) -> Result<Self, DecodeError> {
        Self::of(value).ok_or_else(|| not(value, "a string"))
    }
}

impl Decode for SmolStr {
    fn decode(value: &Value) -> Result<Self, DecodeError> {
        let text = Text::of(value).and_then(|text| text.known());
        text.ok_or_else(|| not(value, "a string"))
    }
}

impl Decode for IpNet {
    fn decode(value: &Value) -> Result<Self, DecodeError> {
        let text = value.as_str().ok_or_else(|| not(value, "a CIDR block"))?;
        text.parse()
            .map_err(|_| DecodeError::Wrong { expected: "a CIDR block such as 10.0.0.0/16" })
    }
}

impl Decode for Value {
    fn decode(value: &Value) -> Result<Self, DecodeError> {
        Ok(value.clone())
    }
}
