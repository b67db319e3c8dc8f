//! The service accounts of charts.

use super::{naming, object, of_field, written};
use crate::data::charts::{self, ChartAccount};
use crate::lower::kubernetes;
use crate::model::{Facts, ROLE_ANNOTATION, Release};
use crate::source::Span;
use crate::value::{Entry, Kind, Lookup, Segment, Text, Value, Why};

/// Deeper than this nobody nests the settings of an account.
const DEPTH: usize = 12;

/// Adds the accounts that the table says a chart makes.
pub(super) fn of_chart(release: &Release, chart: &str, facts: &mut Facts) {
    for account in charts::accounts_of(chart) {
        let settings = match at(&release.values, account.path) {
            Some(settings) => settings,
            None => Value::map(Vec::new(), release.object.anchor().origin),
        };
        let default = || default_name(release, chart, &account);
        add(release, (&settings, chart), default, facts);
    }
}

/// Adds the accounts that any chart is told to give a role to, apart from those of known charts.
pub(super) fn of_any(release: &Release, charts: &[(String, String)], facts: &mut Facts) {
    let own = |(chart, alias): &(String, String)| {
        let inside = if alias.is_empty() { String::new() } else { format!("{alias}.") };
        charts::accounts_of(chart).map(move |it| format!("{inside}{}", it.path)).collect::<Vec<_>>()
    };
    let known: Vec<String> = charts.iter().flat_map(own).collect();
    let mut found = Vec::new();
    walk(&release.values, &mut Vec::new(), &mut |path, settings| {
        let path = path.join(".");
        if !known.contains(&path) {
            found.push((settings.clone(), path));
        }
    });
    for (settings, path) in found {
        add(release, (&settings, &path), || None, facts);
    }
}

/// Calls `found` with every map of settings of a service account whose annotations name a role.
fn walk<'a>(value: &'a Value, path: &mut Vec<&'a str>, found: &mut dyn FnMut(&[&str], &Value)) {
    let Some(map) = value.as_map().filter(|_| path.len() < DEPTH) else { return };
    for entry in &map.entries {
        path.push(&entry.key);
        let is_account = entry.key.to_ascii_lowercase().ends_with("serviceaccount");
        let annotations = entry.value.get("annotations");
        let role = annotations.and_then(|it| it.entry(ROLE_ANNOTATION));
        if is_account && role.is_some() {
            found(path, &entry.value);
        } else {
            walk(&entry.value, path, found);
        }
        path.pop();
    }
}

/// Adds the account that settings of a chart make, if they make one; it is called after `stand_in`
/// where its name is not known.
fn add(
    release: &Release,
    (settings, stand_in): (&Value, &str),
    default: impl FnOnce() -> Option<String>,
    facts: &mut Facts,
) {
    let Some(map) = settings.as_map() else { return };
    if map.entry("create").is_some_and(|it| it.value.as_bool() == Some(false)) {
        return;
    }
    let origin = &settings.origin;
    let here = release.object.anchor().origin;
    let unnamed =
        || Value::unknown(Why::Elsewhere("the name that the chart gives".into()), here.clone());
    let made = || default().map_or_else(unnamed, |name| Value::string(name, here.clone()));
    let name = match map.get("name") {
        Lookup::Found(entry) if is_blank(&entry.value) => written("name", made(), &here),
        Lookup::Found(entry) => entry.clone(),
        Lookup::Absent => written("name", made(), &here),
        Lookup::Unknown(why) => written("name", Value::unknown(why, here.clone()), &here),
    };
    let annotations = map.entry("annotations").filter(|it| !it.value.is_null()).cloned();
    let role = annotations.as_ref().and_then(|it| it.value.entry(ROLE_ANNOTATION));
    if role.is_none() && name.value.as_str().is_none() {
        return;
    }
    let header = role.map_or(release.object.header, |it| it.key_span);
    let annotations = annotations.or_else(|| {
        let why = map.why_open()?;
        Some(written("annotations", Value::unknown(why, origin.clone()), origin))
    });
    push(release, (name, stand_in), annotations, header, facts);
}

/// Whether a chart takes a name for none.
fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str() == Some("")
}

/// Adds an account as an object of the API.
fn push(
    release: &Release,
    (name, stand_in): (Entry, &str),
    annotations: Option<Entry>,
    header: Span,
    facts: &mut Facts,
) {
    let origin = release.object.anchor().origin;
    let namespace = of_field(&release.namespace);
    let named = shown(&name.value).unwrap_or_else(|| stand_in.to_owned());
    let inside = namespace.as_ref().and_then(shown).map(|it| it + "/").unwrap_or_default();
    let called = format!("v1/ServiceAccount/{inside}{named}");
    let namespace = namespace.map(|it| written("namespace", it, &release.namespace.anchor.origin));
    let entries = [Some(name), namespace, annotations].into_iter().flatten().collect();
    let metadata = written("metadata", Value::map(entries, origin.clone()), &origin);
    let body = Value::map(vec![metadata], origin);
    kubernetes::add(object(release, &called, body, header), "v1", "ServiceAccount", facts);
    if let Some(account) = facts.service_accounts.last_mut() {
        account.is_packaged = true;
    }
}

/// A name for people, if something of it is known.
fn shown(name: &Value) -> Option<String> {
    let text = name.text()?;
    let is_known = |it: &Segment| matches!(it, Segment::Literal { .. });
    text.segments().iter().any(is_known).then(|| text.display())
}

fn default_name(release: &Release, chart: &str, account: &ChartAccount) -> Option<String> {
    if let Some(name) = account.fixed_name() {
        return Some(name.to_owned());
    }
    let name = release.name.known().and_then(Text::known)?;
    naming(&name, chart, &release.values, |it| account.name_in(it))
}

/// What stands at a path of values; none where nothing does, and what is unknown where it may.
fn at(values: &Value, path: &str) -> Option<Value> {
    path.split('.').try_fold(values.clone(), |value, key| match &value.kind {
        Kind::Map(map) => match map.get(key) {
            Lookup::Found(entry) if entry.value.is_null() => None,
            Lookup::Found(entry) => Some(entry.value.clone()),
            Lookup::Absent => None,
            Lookup::Unknown(why) => Some(Value::unknown(why, value.origin.clone())),
        },
        _ => Some(value),
    })
}
