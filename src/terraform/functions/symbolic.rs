//! Text functions of symbols and of strings of which parts are not known.

use smol_str::SmolStr;

use super::call::{Call, Made};
use crate::value::{Kind, Segment, Transform, Truth, Value};

/// A symbol with one more transform; anything else is not known.
pub(super) fn transformed(call: &Call<'_, '_>, value: &Value, transform: Transform) -> Made {
    match &value.kind {
        Kind::Reference(reference) if !reference.is_whole() => {
            call.evaluation.risk();
            let mut changed = crate::value::Reference::clone(reference);
            changed.transforms.push(transform);
            Ok(Value::reference(changed, call.origin.clone()))
        }
        _ => Err(call.unknown(value)),
    }
}

/// A function of one string that changes each character by itself.
pub(super) fn by_character(call: &Call<'_, '_>, change: impl Fn(char) -> char) -> Made {
    let value = call.textual(0)?;
    let all = |text: &str| text.chars().map(&change).collect::<String>();
    match &value.kind {
        Kind::Text(text) => Ok(call.string(all(text))),
        Kind::Segments(segments) => {
            let segment = |segment: &Segment| match segment {
                Segment::Literal { text, origin } => {
                    Segment::Literal { text: all(text).into(), origin: origin.clone() }
                }
                Segment::Hole(hole) => {
                    let transform = Transform::Function(call.name.into());
                    let (Ok(hole) | Err(hole)) = transformed(call, hole, transform);
                    Segment::Hole(hole)
                }
            };
            let segments = segments.iter().map(segment).collect();
            Ok(Value::segments(segments, call.origin.clone()))
        }
        _ => transformed(call, &value, Transform::Function(call.name.into())),
    }
}

/// `trimprefix`, where the start is known.
pub(super) fn trim_prefix(call: &Call<'_, '_>, value: &Value, prefix: &SmolStr) -> Made {
    let Some(text) = value.text() else { return Err(call.unknown(value)) };
    match (&value.kind, text.starts_with(prefix)) {
        (Kind::Segments(_), Truth::False) => Ok(value.clone()),
        (Kind::Segments(segments), Truth::True) => {
            let mut kept = segments.to_vec();
            if let Some(Segment::Literal { text, .. }) = kept.first_mut() {
                *text = text.strip_prefix(prefix.as_str()).unwrap_or(text).into();
            }
            Ok(Value::segments(kept, call.origin.clone()))
        }
        _ => transformed(call, value, Transform::TrimPrefix(prefix.clone())),
    }
}

/// `trimsuffix`, where the end is known.
pub(super) fn trim_suffix(call: &Call<'_, '_>, value: &Value, suffix: &SmolStr) -> Made {
    let Some(text) = value.text() else { return Err(call.unknown(value)) };
    match (&value.kind, text.ends_with(suffix)) {
        (Kind::Segments(_), Truth::False) => Ok(value.clone()),
        (Kind::Segments(segments), Truth::True) => {
            let mut kept = segments.to_vec();
            if let Some(Segment::Literal { text, .. }) = kept.last_mut() {
                *text = text.strip_suffix(suffix.as_str()).unwrap_or(text).into();
            }
            Ok(Value::segments(kept, call.origin.clone()))
        }
        _ => transformed(call, value, Transform::TrimSuffix(suffix.clone())),
    }
}

/// `startswith` and `endswith`.
pub(super) fn decided(
    call: &Call<'_, '_>,
    holds: impl Fn(&crate::value::Text, &str) -> Truth,
) -> Made {
    let value = call.textual(0)?;
    let part = call.text(1)?;
    let Some(text) = value.text() else { return Err(call.unknown(&value)) };
    Ok(call.evaluation.decided(holds(&text, &part), &[&value], call.origin))
}
