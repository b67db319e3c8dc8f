//! Functions that make lists of lists.

use super::call::{Call, Made};
use crate::terraform::blocks::sum;
use crate::terraform::expression::same;
use crate::terraform::objects::{self, is_known, is_null};
use crate::terraform::types;
use crate::value::{Kind, List, Rest, Sequence, Truth, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "concat" => concat(call),
        "flatten" => flatten(call),
        "compact" => compact(call),
        "distinct" => distinct(call),
        "reverse" => reverse(call),
        "sort" => sort(call),
        "chunklist" => chunks(call),
        "matchkeys" => matching(call),
        _ => return None,
    })
}

/// A list of which some items may be missing or merged.
pub(super) fn opened(because: &Value, at_least: usize, at_most: usize) -> Rest {
    let whole = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Rest::Open {
        at_least: whole(at_least),
        at_most: Some(whole(at_most)),
        why: objects::reason(because),
    }
}

fn concat(call: &Call<'_, '_>) -> Made {
    if call.arguments.is_empty() {
        return Err(call.error("a list is required"));
    }
    let mut items = Vec::new();
    let mut rest = Rest::Closed;
    let mut typed = true;
    for value in call.arguments {
        match &value.kind {
            Kind::List(list) if list.sequence != Sequence::Set => {
                let list = objects::ordered(&call.list_of(value)?).with(list.sequence);
                typed &= list.sequence != Sequence::Tuple;
                items.extend(list.items);
                rest = sum(&rest, &list.rest);
            }
            Kind::Unknown(_) | Kind::Reference(_) => {
                call.evaluation.risk();
                rest = Rest::open(objects::reason(value));
            }
            _ => return Err(call.error("every argument must be a list")),
        }
        if items.len() > objects::COLLECTION {
            return Err(call.unsure(Why::Limit("more than 16,384 items")));
        }
    }
    let sequence = if typed { Sequence::List } else { Sequence::Tuple };
    Ok(call.made(sequence.of(items, rest)))
}

impl List {
    /// The same items, with the order and uniqueness of another list; a set is a list by now.
    fn with(self, sequence: Sequence) -> Self {
        let sequence = if sequence == Sequence::Tuple { sequence } else { Sequence::List };
        Self { sequence, ..self }
    }
}

fn flatten(call: &Call<'_, '_>) -> Made {
    let value = call.argument(0)?;
    let mut flat = Sequence::Tuple.of(Vec::new(), Rest::Closed);
    let list = call.list_of(&value)?;
    spread(call, &list, &mut flat, 0)?;
    Ok(call.made(flat))
}

fn spread(call: &Call<'_, '_>, list: &List, flat: &mut List, depth: u32) -> Result<(), Value> {
    let list = objects::ordered(list);
    flat.rest = sum(&flat.rest, &list.rest.clone().multiplied());
    if flat.items.len() > objects::COLLECTION || depth > 64 {
        return Err(call.unsure(Why::Limit("more than 16,384 items")));
    }
    for item in &list.items {
        match &item.kind {
            Kind::List(_) => spread(call, &call.list_of(item)?, flat, depth + 1)?,
            // A list or a single item: how many there are is not known.
            Kind::Unknown(_) | Kind::OneOf(_) => {
                let unseen = Rest::open(objects::reason(item));
                flat.rest = sum(&flat.rest, &unseen);
            }
            // A computed attribute that is named by a plural may be a list.
            Kind::Reference(reference) if !singular(reference) => {
                flat.rest = sum(&flat.rest, &Rest::open(item.why()));
            }
            _ => flat.items.push(item.clone()),
        }
    }
    Ok(())
}

/// Whether an attribute is a string for sure, by the names that providers give to strings.
fn singular(reference: &crate::value::Reference) -> bool {
    let last = match reference.path.last() {
        Some(crate::value::PathStep::Name(name)) => name.as_str(),
        _ => return false,
    };
    reference.mode != crate::value::Mode::Module && matches!(last, "id" | "arn" | "name")
}

impl Rest {
    /// The unseen items, each of which may be a list of any length.
    fn multiplied(self) -> Self {
        match self {
            Self::Closed => Self::Closed,
            Self::Open { why, .. } => Self::open(why),
        }
    }
}

fn compact(call: &Call<'_, '_>) -> Made {
    let list = call.list(0)?;
    let mut kept = Vec::new();
    let mut rest = match &list.rest {
        Rest::Closed => Rest::Closed,
        Rest::Open { at_most, why, .. } => {
            Rest::Open { at_least: 0, at_most: *at_most, why: why.clone() }
        }
    };
    for item in list.items {
        let text = types::to_text(&item).map_err(|message| call.error(message))?;
        let empty = is_null(&text) | text.text().map_or(Truth::False, |text| text.equals(""));
        match empty {
            Truth::True => {}
            Truth::False => kept.push(text),
            // What identifies a created thing is never empty.
            Truth::Unknown if text.as_reference().is_some_and(singular) => kept.push(text),
            Truth::Unknown => rest = sum(&rest, &opened(&text, 0, 1)),
        }
    }
    Ok(call.made(Sequence::List.of(kept, rest)))
}

fn distinct(call: &Call<'_, '_>) -> Made {
    let value = call.argument(0)?;
    let list = call.list(0)?;
    let one = types::Type::List(Box::new(types::Type::Any));
    let aligned = one.convert(&call.made(list.clone())).map_err(|message| call.error(message))?;
    let items = types::distinct(call.list_of(&aligned)?.items);
    let unclear = items.len() > 1 && !items.iter().all(is_known);
    if !unclear && list.rest.is_closed() {
        return Ok(call.made(Sequence::List.of(items, Rest::Closed)));
    }
    // An unknown item may be equal to another one.
    let (known, unknown): (Vec<Value>, Vec<Value>) = items.into_iter().partition(is_known);
    let least = usize::from(known.is_empty() && !unknown.is_empty());
    let rest = match (&list.rest, unknown.first()) {
        (Rest::Closed, Some(first)) => opened(first, least, unknown.len()),
        _ => Rest::open(objects::reason(&value)),
    };
    Ok(call.made(Sequence::List.of(known, rest)))
}

fn reverse(call: &Call<'_, '_>) -> Made {
    let mut list = call.list(0)?;
    list.items.reverse();
    if let Kind::List(written) = &call.argument(0)?.kind {
        list = list.with(written.sequence);
    }
    Ok(call.made(list))
}

/// Sorted strings; where some are not known, the order is not either.
fn sort(call: &Call<'_, '_>) -> Made {
    let list = call.list(0)?;
    if list.rest.is_closed() && list.items.iter().all(is_known) {
        let mut texts = call.texts(0)?;
        texts.sort();
        return Ok(call.strings(texts));
    }
    let (known, unknown): (Vec<Value>, Vec<Value>) = list.items.into_iter().partition(is_known);
    let rest = unknown.iter().fold(list.rest, |rest, item| sum(&rest, &opened(item, 1, 1)));
    Ok(call.made(Sequence::List.of(known, rest)))
}

fn chunks(call: &Call<'_, '_>) -> Made {
    let list = call.closed(0)?;
    let size = usize::try_from(call.integer(1)?);
    let size = size.map_err(|_| call.error("a chunk's size can't be negative"))?;
    let chunk = |items: &[Value]| call.made(Sequence::List.of(items.to_vec(), Rest::Closed));
    let items = match size {
        0 if list.items.is_empty() => Vec::new(),
        0 => vec![chunk(&list.items)],
        _ => list.items.chunks(size).map(chunk).collect(),
    };
    Ok(call.made(Sequence::List.of(items, Rest::Closed)))
}

fn matching(call: &Call<'_, '_>) -> Made {
    let both = [call.argument(1)?, call.argument(2)?];
    let kind = types::unified(&both);
    let aligned = |at: usize| match &kind {
        Some(kind) => kind.convert(&both[at]).unwrap_or_else(|_| both[at].clone()),
        None => both[at].clone(),
    };
    let arguments = [call.argument(0)?, aligned(0), aligned(1)];
    let call = &Call { arguments: &arguments, ..*call };
    let (values, keys, wanted) = (call.closed(0)?, call.closed(1)?, call.closed(2)?);
    if values.items.len() != keys.items.len() {
        return Err(call.error("values and keys must be of one length"));
    }
    let mut kept = Vec::new();
    for (value, key) in values.items.into_iter().zip(&keys.items) {
        match Truth::any(wanted.items.iter().map(|one| same(one, key))) {
            Truth::True => kept.push(value),
            Truth::False => {}
            Truth::Unknown => return Err(call.unknown(key)),
        }
    }
    Ok(call.made(Sequence::List.of(kept, Rest::Closed)))
}
