//! The functions that are followed: those that configuration is mostly written with.
//!
//! Sources: pkg.go.dev/text/template, "Functions"; masterminds.github.io/sprig; helm.sh, "Template
//! Function List".

use super::{Evaluation, Place, truth};
use crate::document::{Fill, Form, printed};
use crate::syntax::template::Expression;
use crate::value::{Kind, Lookup, Number, Origin, Truth, Value};

impl Evaluation<'_> {
    /// What a function gives; none where it is not followed or not all that it needs is known.
    pub(super) fn call(
        &self,
        function: &str,
        arguments: &[Expression],
        place: Place,
    ) -> Option<Fill> {
        if let ("indent" | "nindent", [width, of]) = (function, arguments) {
            return self.indented(function == "nindent", (width, of), place);
        }
        if let Some(value) = self.chosen(function, arguments, place) {
            return Some(Fill { value, form: Form::Plain });
        }
        let given: Option<Vec<Value>> = arguments.iter().map(|it| self.plain(it, place)).collect();
        let given = given?;
        let (value, form) = match (function, given.as_slice()) {
            ("quote", [one]) => quoted(one, '"')?,
            ("squote", [one]) => quoted(one, '\'')?,
            ("toYaml", [one]) => {
                let known = !matches!(one.kind, Kind::Unknown(_) | Kind::OneOf(_));
                let lines = Form::Lines { indent: 0, is_below: false };
                known.then(|| (one.clone(), lines))?
            }
            // What has no actions in it is the same.
            ("tpl", [one, _]) if one.as_str().is_some_and(|it| !it.contains("{{")) => {
                (one.clone(), Form::Plain)
            }
            ("toString", [one]) if one.as_str().is_some() => (one.clone(), Form::Plain),
            ("required", [_, one]) => (required(one)?, Form::Plain),
            ("index" | "get", [from, keys @ ..]) if !keys.is_empty() => {
                (at(from, keys)?, Form::Plain)
            }
            (_, given) => {
                let kind = of_scalars(function, given)?;
                (Value::new(kind, Origin::new(place.range.of(self.text))), Form::Plain)
            }
        };
        Some(Fill { value, form })
    }

    /// What a function gives that chooses one of its arguments.
    fn chosen(&self, function: &str, arguments: &[Expression], place: Place) -> Option<Value> {
        let truth = |it: &Expression| self.truth(it, place);
        let value = |it: &Expression| self.plain(it, place);
        match (function, arguments) {
            ("default", [other, one]) => match truth(one) {
                Truth::True => value(one),
                Truth::False => value(other),
                Truth::Unknown => None,
            },
            ("ternary", [one, other, condition]) => {
                value(if value(condition)?.as_bool()? { one } else { other })
            }
            ("coalesce" | "or", [before @ .., last]) => {
                for one in before {
                    match truth(one) {
                        Truth::True => return value(one),
                        Truth::False => {}
                        Truth::Unknown => return None,
                    }
                }
                value(last)
            }
            ("and", [before @ .., last]) => {
                for one in before {
                    match truth(one) {
                        Truth::False => return value(one),
                        Truth::True => {}
                        Truth::Unknown => return None,
                    }
                }
                value(last)
            }
            _ => None,
        }
    }

    /// Lines of YAML that are indented.
    fn indented(
        &self,
        is_below: bool,
        (width, of): (&Expression, &Expression),
        place: Place,
    ) -> Option<Fill> {
        let indent = u32::try_from(self.plain(width, place)?.as_integer()?).ok()?;
        let fill = self.value(of, place)?;
        let lines = Form::Lines { indent: 0, is_below: false };
        (fill.form == lines).then_some(Fill { form: Form::Lines { indent, is_below }, ..fill })
    }
}

/// A value in quotes; `nil` leaves nothing.
fn quoted(value: &Value, quote: char) -> Option<(Value, Form)> {
    match value.kind {
        Kind::Null => Some((value.clone(), Form::Plain)),
        Kind::Segments(_) | Kind::Reference(_) => Some((value.clone(), Form::Quoted(quote))),
        _ => printed(value).map(|_| (value.clone(), Form::Quoted(quote))),
    }
}

/// What is neither missing nor an empty string.
fn required(value: &Value) -> Option<Value> {
    let missing = value.is_null() || value.as_str() == Some("");
    (!missing).then(|| value.clone())
}

/// What stands at keys of maps in maps.
fn at(from: &Value, keys: &[Value]) -> Option<Value> {
    keys.iter().try_fold(from.clone(), |value, key| super::below(value, &[key.as_str()?.into()]))
}

/// Functions of scalars, which give something new.
fn of_scalars(function: &str, given: &[Value]) -> Option<Kind> {
    let text = |at: usize| given.get(at).and_then(Value::as_str);
    let strings: Option<Vec<&str>> = given.iter().map(Value::as_str).collect();
    let made = match (function, given.len()) {
        ("lower", 1) => text(0)?.to_lowercase(),
        ("upper", 1) => text(0)?.to_uppercase(),
        ("trim", 1) => text(0)?.trim().to_owned(),
        ("trimSuffix", 2) => text(1)?.strip_suffix(text(0)?).unwrap_or(text(1)?).to_owned(),
        ("trimPrefix", 2) => text(1)?.strip_prefix(text(0)?).unwrap_or(text(1)?).to_owned(),
        ("replace", 3) => text(2)?.replace(text(0)?, text(1)?),
        ("trunc", 2) => {
            let length = usize::try_from(given.first()?.as_integer()?).ok()?;
            text(1)?.get(..length.min(text(1)?.len()))?.to_owned()
        }
        ("printf", _) => formatted(text(0)?, given.get(1..)?)?,
        _ => {
            return Some(match (function, given) {
                ("eq", [one, others @ ..]) if !others.is_empty() => {
                    let same = others.iter().map(|it| same(one, it));
                    Kind::Bool(same.collect::<Option<Vec<bool>>>()?.contains(&true))
                }
                ("ne", [one, other]) => Kind::Bool(!same(one, other)?),
                ("not" | "empty", [one]) => Kind::Bool(!known(truth(one))?),
                ("contains", [_, _]) => Kind::Bool(strings.as_deref()?[1].contains(strings?[0])),
                ("hasPrefix", [_, _]) => {
                    Kind::Bool(strings.as_deref()?[1].starts_with(strings?[0]))
                }
                ("hasSuffix", [_, _]) => Kind::Bool(strings.as_deref()?[1].ends_with(strings?[0])),
                ("hasKey", [of, key]) => match of.as_map()?.get(key.as_str()?) {
                    Lookup::Found(_) => Kind::Bool(true),
                    Lookup::Absent => Kind::Bool(false),
                    Lookup::Unknown(_) => return None,
                },
                ("kindIs", [kind, of]) => Kind::Bool(kind.as_str()? == kind_of(of)?),
                ("int" | "int64", [of]) => Kind::Number(Number::Integer(whole(of)?)),
                _ => return None,
            });
        }
    };
    Some(Kind::Text(made.into()))
}

/// Whether two values are equal; none where Go does not compare them, or versions of Helm differ in
/// the type of numbers.
fn same(one: &Value, other: &Value) -> Option<bool> {
    match (&one.kind, &other.kind) {
        (Kind::Text(one), Kind::Text(other)) => Some(one == other),
        (Kind::Bool(one), Kind::Bool(other)) => Some(one == other),
        _ => None,
    }
}

fn known(truth: Truth) -> Option<bool> {
    match truth {
        Truth::True => Some(true),
        Truth::False => Some(false),
        Truth::Unknown => None,
    }
}

/// The kind of a value as Go calls it.
fn kind_of(value: &Value) -> Option<&'static str> {
    match value.kind {
        Kind::Text(_) => Some("string"),
        Kind::Bool(_) => Some("bool"),
        Kind::Map(_) => Some("map"),
        Kind::List(_) => Some("slice"),
        _ => None,
    }
}

/// A value as a whole number.
fn whole(value: &Value) -> Option<i64> {
    match &value.kind {
        Kind::Number(Number::Integer(number)) => Some(*number),
        Kind::Text(text) if text.len() == 1 || !text.starts_with(['0', '+', '-']) => {
            text.parse().ok()
        }
        _ => None,
    }
}

/// `printf` with verbs that leave values as they are.
fn formatted(format: &str, given: &[Value]) -> Option<String> {
    let mut given = given.iter();
    let mut parts = format.split('%');
    let mut text = parts.next()?.to_owned();
    while let Some(part) = parts.next() {
        let mut letters = part.chars();
        match letters.next() {
            // Two in a row are one of the text.
            None => text = text + "%" + parts.next()?,
            Some('s') => text = text + given.next()?.as_str()? + letters.as_str(),
            Some('v') => {
                let value = given.next().filter(|it| !it.is_null())?;
                text = text + &printed(value)? + letters.as_str();
            }
            // `%d` is an error for some versions of Helm, and so on.
            Some(_) => return None,
        }
    }
    given.next().is_none().then_some(text)
}
