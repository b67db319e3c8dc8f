//! Values in words: defaults are marked, and what is not known says why.

use jiff::civil::Date;

use crate::data::versions::{Minor, Support, release, support};
use crate::field::{Field, Items, Listing, State};
use crate::value::{Rest, Text};

/// The version that a field holds, if it is one.
pub(super) fn minor(field: &Field<Text>) -> Option<Minor> {
    field.known().and_then(Text::known)?.parse().ok()
}

/// A version with the dates of its support.
pub(super) fn version(field: &Field<Text>, today: Date) -> String {
    let text = shown(field, Text::display);
    match minor(field).and_then(|minor| dates(minor, today)) {
        Some(dates) => format!("{text} ({dates})"),
        None => text,
    }
}

/// What EKS says of a version on a day; nothing for versions that the table does not have.
fn dates(minor: Minor, today: Date) -> Option<String> {
    let row = release(minor);
    let expected = if row.is_some_and(|row| row.projected) { ", expected" } else { "" };
    Some(match support(minor, today)? {
        Support::Standard { until } => {
            let end = row.map(|row| format!(", extended until {}", row.extended_support_ends));
            format!("standard support until {until}{}{expected}", end.unwrap_or_default())
        }
        Support::Extended { until } => {
            let end =
                row.map(|row| format!("standard support ended {}, ", row.standard_support_ends));
            format!("{}extended until {until}{expected}", end.unwrap_or_default())
        }
        Support::Ended { since: Some(since) } => format!("unsupported since {since}"),
        Support::Ended { since: None } => "unsupported".to_owned(),
        Support::Unreleased => {
            format!("not released before {}{expected}", row?.eks_release)
        }
    })
}

/// A switch.
pub(super) fn on_off(on: bool) -> String {
    if on { "on".to_owned() } else { "off".to_owned() }
}

/// A setting for people; defaults are marked, and what is not known says why.
pub(super) fn shown<T>(field: &Field<T>, show: impl Fn(&T) -> String) -> String {
    match &field.state {
        State::Written(value) => show(value),
        State::Default(value) => format!("{} (by default)", show(value)),
        State::Absent => String::new(),
        State::OneOf(values, _) => {
            let all =
                values.iter().map(|value| value.as_ref().map_or_else(|| "unset".to_owned(), &show));
            format!("one of {}", all.collect::<Vec<_>>().join(", "))
        }
        State::Unknown(why) => format!("not known: {why}"),
        State::Invalid { expected } => format!("invalid: {expected} is expected"),
    }
}

/// A list for people.
pub(super) fn listed<T>(list: &Listing<T>, show: impl Fn(&T) -> String + Copy) -> String {
    let one = |items: &Items<T>| {
        let mut seen: Vec<String> = items.items.iter().map(|field| shown(field, show)).collect();
        if let Rest::Open { why, .. } = &items.rest {
            seen.push(format!("others that are not known: {why}"));
        }
        seen.join(", ")
    };
    list.alternatives.iter().map(one).collect::<Vec<_>>().join(" or ")
}
