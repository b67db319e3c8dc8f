//! What was understood, as text: a section for each kind of thing, clusters first.

use unicode_width::UnicodeWidthStr;

use crate::check::{Inspection, Thing};
use crate::finding::Hop;
use crate::report::entry::entry;
use crate::report::plural::count;
use crate::report::sanitise::clean;
use crate::report::wrap::{shorten, wrap};
use crate::report::{Look, place_name, text};
use crate::source::{Place, Texts};
use crate::value::Truth;

/// A section of more things shows one line for each.
const FULL: usize = 3;

/// A section shows no more lines than these, unless it is asked for all.
const LISTED: usize = 20;

/// The kinds of things, in the order to show them: the noun, and the heading of the section.
const SECTIONS: [(&str, &str, &str); 4] = [
    ("cluster", "cluster", "Clusters"),
    ("node group", "node group elsewhere", "Node groups of clusters that are declared elsewhere"),
    ("service account", "service account with a role", "Service accounts that ask for a role"),
    ("role", "IAM role", "IAM roles that pods may assume"),
];

/// The things in sections; `whole` shows all of them in full.
pub(super) fn render(
    inspection: &Inspection,
    things: &[&Thing],
    whole: bool,
    look: Look,
) -> String {
    let of = |kind: &str| things.iter().filter(|it| it.kind == kind).copied().collect::<Vec<_>>();
    let sections = SECTIONS.map(|(kind, noun, heading)| (of(kind), noun, heading));
    let sections: Vec<_> = sections.into_iter().filter(|(it, ..)| !it.is_empty()).collect();
    let counts: Vec<_> = sections.iter().map(|(it, noun, _)| count(it.len(), noun)).collect();
    let summary = &inspection.summary;
    let files = count(summary.files_checked, "file");
    let opening = format!("{files}, as of {}: {}", summary.as_of, counts.join(", "));
    let mut lines = wrap(&opening, look.width);
    let mut brief = false;
    for (things, _, heading) in &sections {
        lines.extend([String::new(), look.bold(&format!("{heading} ({})", things.len()))]);
        if things.iter().any(|it| !it.chain.is_empty()) {
            let legend = [(Truth::True, "holds"), (Truth::False, "is broken")];
            let legend = legend.map(|(holds, what)| format!("{} {what}", look.mark(holds)));
            let unknown = look.mark(Truth::Unknown);
            lines.push(format!("  {}, {unknown} the files do not tell", legend.join(", ")));
        }
        if whole || things.len() <= FULL {
            for it in things {
                lines.push(String::new());
                add(&mut lines, &inspection.texts, (it, 2), look);
            }
        } else {
            brief = true;
            lines.extend(list(things, &inspection.texts, look));
        }
    }
    if brief {
        lines
            .extend([String::new(), "`--all` shows all of it, `--name NAME` one thing".to_owned()]);
    }
    lines.iter().flat_map(|line| [line.trim_end(), "\n"]).collect()
}

/// One line for each of many things.
fn list(things: &[&Thing], texts: &Texts, look: Look) -> Vec<String> {
    let shown = things.iter().take(LISTED);
    let mut lines: Vec<String> = shown.flat_map(|it| brief(it, texts, look)).collect();
    if things.len() > LISTED {
        lines.push(format!("  {} and {} more", look.ellipsis(), things.len() - LISTED));
    }
    lines
}

/// One thing in a line or two: its name, what is most worth knowing of it, and where it is.
fn brief(thing: &Thing, texts: &Texts, look: Look) -> Vec<String> {
    let name = shorten(&clean(&thing.name), look.width.saturating_sub(8), look.ellipsis());
    let columns = name.width();
    let name = look.bold(&name);
    if let Some(hop) = telling(&thing.chain) {
        let mark = look.mark(hop.holds);
        let words = match hop.holds {
            Truth::True => "every link holds".to_owned(),
            _ => format!("{}: {}", hop.link.name(), hop.text),
        };
        let room = look.width.saturating_sub(columns + 6);
        return vec![format!(
            "  {mark} {name}  {}",
            shorten(&clean(&words), room, look.ellipsis())
        )];
    }
    let version = thing.settings.iter().find(|it| it.name == "version");
    let words = version.map_or(String::new(), |it| clean(&it.value).into_owned());
    let words = wrap(&words, look.width.saturating_sub(4));
    let (mut lines, mut used) = (vec![format!("  {name}")], columns + 2);
    match words.as_slice() {
        [one] if used + 2 + one.width() <= look.width => {
            lines = vec![format!("  {name}  {one}")];
            used += 2 + one.width();
        }
        words => {
            lines.extend(words.iter().map(|it| format!("    {it}")));
            used = words.last().map_or(used, |it| 4 + it.width());
        }
    }
    at_place(&mut lines, used, (place(texts, thing.place), 4), look);
    lines
}

/// Adds a place behind the last line, of which so many columns are used, or below it.
fn at_place(
    lines: &mut Vec<String>,
    used: usize,
    (place, indent): (Option<String>, usize),
    look: Look,
) {
    match (lines.last_mut(), place) {
        (Some(line), Some(place)) if used + 2 + place.width() <= look.width => {
            *line = format!("{}  {}", line.trim_end(), look.accent(&place));
        }
        (_, place) => lines.extend(below(place, indent, look)),
    }
}

/// A place on lines of its own.
fn below(place: Option<String>, indent: usize, look: Look) -> Vec<String> {
    let cut = place.map(|it| wrap(&it, look.width.saturating_sub(indent).max(24)));
    let lines = cut.unwrap_or_default().into_iter();
    lines.map(|it| format!("{}{}", " ".repeat(indent), look.accent(&it))).collect()
}

/// The link of a chain that is broken, else one that is not known, else the last.
fn telling(chain: &[Hop]) -> Option<&Hop> {
    let first = |holds| chain.iter().find(|hop| hop.holds == holds);
    first(Truth::False).or_else(|| first(Truth::Unknown)).or(chain.last())
}

fn place(texts: &Texts, place: Option<Place>) -> Option<String> {
    place.and_then(|place| place_name(texts, place))
}

/// A thing in full, and below it what belongs to it.
fn add(lines: &mut Vec<String>, texts: &Texts, (thing, indent): (&Thing, usize), look: Look) {
    let pad = " ".repeat(indent);
    let inner = indent + thing.kind.len() + 1;
    let names = wrap(&clean(&thing.name), look.width.saturating_sub(inner).max(24));
    let last = names.last().map_or(0, |it| inner + it.width());
    lines.extend(names.iter().enumerate().map(|(index, name)| match index {
        0 => format!("{pad}{} {}", thing.kind, look.bold(name)),
        _ => format!("{}{}", " ".repeat(inner), look.bold(name)),
    }));
    at_place(lines, last, (place(texts, thing.place), indent + 2), look);
    settings(lines, texts, (thing, indent), look);
    lines.extend(text::links(texts, &thing.chain, indent + 2, look));
    for part in &thing.parts {
        add(lines, texts, (part, indent + 2), look);
    }
}

/// What is known of a thing, below its name.
fn settings(lines: &mut Vec<String>, texts: &Texts, (thing, indent): (&Thing, usize), look: Look) {
    let pad = " ".repeat(indent);
    let width = thing.settings.iter().map(|it| it.name.chars().count()).max().unwrap_or(0);
    let mut before = "";
    for it in &thing.settings {
        let name = if it.name == before { "" } else { it.name };
        before = it.name;
        let head = format!("{pad}  {name:<width$}  ");
        let words = clean(&it.value);
        let place = place(texts, it.place);
        lines.extend(entry(
            (&head, indent + width + 4),
            (&words, place.as_deref()),
            indent + 4,
            look,
        ));
    }
}
