//! YAML as Terraform reads it: one document; `yes`, `on` and `n` are booleans, and dates are
//! written out as timestamps.

use smol_str::SmolStr;

use super::{Places, Problem};
use crate::syntax::yaml::{self, Content, NodeId, Stream, Style};
use crate::syntax::{Big, Number};
use crate::value::{Entry, Kind, Value};

/// Aliases may make a document ten times as large as it is written, and not larger.
const GROWTH: usize = 10;

/// The value of the only document of a text.
pub(super) fn decoded(text: &str, places: Places<'_>) -> Result<Value, Problem> {
    let stream = yaml::parse(text);
    let filled: Vec<NodeId> = stream.documents.iter().filter_map(|it| it.root).collect();
    let [root] = filled.as_slice() else { return Err(Problem::Invalid) };
    if !stream.errors.is_empty() || stream.documents.len() > 1 {
        return Err(Problem::Invalid);
    }
    let left = stream.len() * GROWTH + 100;
    Reader { stream: &stream, text, places, left, open: Vec::new() }.value(*root)
}

struct Reader<'s> {
    stream: &'s Stream,
    text: &'s str,
    places: Places<'s>,
    left: usize,
    open: Vec<NodeId>,
}

impl Reader<'_> {
    fn value(&mut self, id: NodeId) -> Result<Value, Problem> {
        self.left = self.left.checked_sub(1).ok_or(Problem::Limit)?;
        let node = self.stream.node(id);
        match &node.content {
            Content::Scalar { style, .. } => {
                let kind = self.scalar(id, *style, node.tag.as_deref())?;
                Ok(Value::new(kind, self.places.origin(node.range)))
            }
            Content::Alias(Some(named)) if !self.open.contains(named) => self.value(*named),
            Content::Alias(_) => Err(Problem::Invalid),
            Content::List { .. } | Content::Map { .. } if node.tag.is_some() => {
                Err(Problem::NotFollowed)
            }
            Content::List { .. } => {
                self.open.push(id);
                let items = self.stream.items(id).iter().map(|item| self.value(*item));
                let items = items.collect::<Result<Vec<Value>, Problem>>()?;
                self.open.pop();
                Ok(Value::list(items, self.places.origin(node.range)))
            }
            Content::Map { .. } => {
                self.open.push(id);
                let entries = self.entries(id)?;
                self.open.pop();
                Ok(Value::map(entries, self.places.origin(node.range)))
            }
        }
    }

    /// The entries of a map; what `<<` brings in yields to what is written.
    fn entries(&mut self, id: NodeId) -> Result<Vec<Entry>, Problem> {
        let mut entries: Vec<Entry> = Vec::new();
        let mut merged: Vec<Entry> = Vec::new();
        for pair in self.stream.pairs(id) {
            let plain = matches!(
                self.stream.node(pair.key).content,
                Content::Scalar { style: Style::Plain, .. }
            );
            if plain && self.stream.scalar(pair.key, self.text) == "<<" {
                merged.extend(self.merged(pair.value)?);
                continue;
            }
            let key = self.key(pair.key)?;
            let key_span = self.places.span(self.stream.node(pair.key).range);
            let value = self.value(pair.value)?;
            match entries.iter_mut().find(|entry| entry.key == key) {
                Some(entry) => (entry.key_span, entry.value) = (key_span, value),
                None => entries.push(Entry { key, key_span, value }),
            }
        }
        for entry in merged {
            if !entries.iter().any(|known| known.key == entry.key) {
                entries.push(entry);
            }
        }
        Ok(entries)
    }

    fn merged(&mut self, id: NodeId) -> Result<Vec<Entry>, Problem> {
        let value = self.value(id)?;
        let entries = |value: &Value| match value.as_map() {
            Some(map) => Ok(map.entries.clone()),
            None => Err(Problem::Invalid),
        };
        match &value.kind {
            Kind::List(list) => {
                let all = list.items.iter().map(entries).collect::<Result<Vec<_>, Problem>>()?;
                Ok(all.concat())
            }
            _ => entries(&value),
        }
    }

    fn key(&mut self, id: NodeId) -> Result<SmolStr, Problem> {
        let key = self.value(id)?;
        match &key.kind {
            Kind::Text(text) => Ok(text.clone()),
            Kind::Bool(_) | Kind::Number(_) => {
                let text = key.text().and_then(|text| text.known());
                text.ok_or(Problem::Invalid)
            }
            _ => Err(Problem::Invalid),
        }
    }

    fn scalar(&self, id: NodeId, style: Style, tag: Option<&str>) -> Result<Kind, Problem> {
        let text = self.stream.scalar(id, self.text);
        let string = || Kind::Text(super::super::normal(text));
        let resolved = || if style == Style::Plain { plain(text) } else { Ok(string()) };
        match tag {
            None => resolved(),
            Some("!" | "!!str" | "!!binary") => Ok(string()),
            // Of what stands in quotes, these tags make nothing else than a string.
            Some("!!float" | "!!int" | "!!bool" | "!!null" | "!!timestamp")
                if style != Style::Plain =>
            {
                Ok(string())
            }
            Some("!!float" | "!!int" | "!!bool") => {
                let kind = resolved()?;
                let fits = match tag {
                    Some("!!bool") => matches!(kind, Kind::Bool(_)),
                    _ => matches!(kind, Kind::Number(_)),
                };
                if fits { Ok(kind) } else { Err(Problem::NotFollowed) }
            }
            Some("!!null" | "!!timestamp") => Err(Problem::NotFollowed),
            Some(_) => Err(Problem::Invalid),
        }
    }
}

/// A plain scalar.
fn plain(text: &str) -> Result<Kind, Problem> {
    let number = |text: &str| Number::parse(text).map(Kind::Number);
    Ok(match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Kind::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Kind::Bool(false)
        }
        _ => match text.trim_start_matches(['+', '-']) {
            ".inf" | ".Inf" | ".INF" => {
                Kind::Number(Number::of(Big::boundless(text.starts_with('-'))))
            }
            ".nan" | ".NaN" | ".NAN" => return Err(Problem::Invalid),
            _ => date(text)
                .or_else(|| based(text))
                .or_else(|| number(text))
                .unwrap_or_else(|| Kind::Text(super::super::normal(text))),
        },
    })
}

/// A whole number in another base: `0x1F`, `0o17`.
fn based(text: &str) -> Option<Kind> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (base, digits) = match unsigned.get(..2)? {
        "0x" | "0X" => (16, &unsigned[2..]),
        "0o" | "0O" => (8, &unsigned[2..]),
        _ => return None,
    };
    let number = i64::from_str_radix(digits, base).ok().filter(|number| *number >= 0)?;
    Some(Kind::Number(Number::Integer(if text.starts_with('-') { -number } else { number })))
}

/// A date, which is written as a timestamp at midnight.
fn date(text: &str) -> Option<Kind> {
    let (day, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let parts: Vec<&str> = day.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<i8>().ok().filter(|_| matches!(part.len(), 1 | 2));
    let year = year.parse::<i16>().ok().filter(|_| year.len() == 4)?;
    let date = jiff::civil::Date::new(year, number(month)?, number(day)?).ok()?;
    let day = date.strftime("%Y-%m-%d");
    match time {
        "" => Some(Kind::Text(format!("{day}T00:00:00Z").into())),
        _ => Some(Kind::Text(format!("{day}T{}", time.trim_start()).into())),
    }
}
