//! `csvdecode`: lines of fields, as RFC 4180 and Go read them.

use super::call::{Call, Made};
use crate::value::{Entry, Rest, Sequence, Value};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    (call.name == "csvdecode").then(|| decoded(call))
}

fn decoded(call: &Call<'_, '_>) -> Made {
    let text = call.text(0)?;
    let records = records(&text).ok_or_else(|| call.error("the text is not valid CSV"))?;
    let Some((names, records)) = records.split_first() else {
        return Err(call.error("a line with the names of the columns is required"));
    };
    if names.iter().enumerate().any(|(at, name)| names[..at].contains(name)) {
        return Err(call.error("two columns have one name"));
    }
    if records.iter().any(|record| record.len() != names.len()) {
        return Err(call.error("a line has another number of fields"));
    }
    let entry = |(name, field): (&String, &String)| Entry {
        key: name.as_str().into(),
        key_span: call.origin.span,
        value: call.string(field.as_str()),
    };
    let object = |record: &Vec<String>| {
        Value::map(names.iter().zip(record).map(entry).collect(), call.origin.clone())
    };
    let items = records.iter().map(object).collect();
    Ok(call.made(Sequence::List.of(items, Rest::Closed)))
}

/// The fields of every line that is not empty; none where quotes stand out of place.
fn records(text: &str) -> Option<Vec<Vec<String>>> {
    let mut records = Vec::new();
    let text = text.replace("\r\n", "\n");
    let mut rest = text.as_str();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('\n') {
            rest = after;
            continue;
        }
        let mut record = Vec::new();
        loop {
            let field;
            (field, rest) = self::field(rest)?;
            record.push(field);
            match rest.strip_prefix(',') {
                Some(after) => rest = after,
                None => break,
            }
        }
        rest = rest.strip_prefix('\n').unwrap_or(rest);
        records.push(record);
    }
    Some(records)
}

/// One field, and what follows it: a comma, the end of the line, or nothing.
fn field(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', '\n']).unwrap_or(text.len());
        let (field, rest) = text.split_at(end);
        return (!field.contains('"')).then(|| (field.to_owned(), rest));
    };
    let mut field = String::new();
    let mut rest = quoted;
    loop {
        let end = rest.find('"')?;
        field.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                field.push('"');
                rest = after;
            }
            None => break,
        }
    }
    (rest.is_empty() || rest.starts_with([',', '\n'])).then_some((field, rest))
}
