//! The reference of the command line, from what `--help` says.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::help::{self, Entry, Help};

/// Options that several commands have: a section for each set of commands.
pub(crate) fn shared() -> String {
    let helps = all();
    let mut sets: Vec<(Vec<&str>, Vec<&Entry>)> = Vec::new();
    for entry in helps.iter().flat_map(|(_, help)| &help.entries) {
        let of = having(&helps, entry);
        match sets.iter_mut().find(|(commands, _)| *commands == of) {
            _ if of.len() < 2 => {}
            Some((_, entries)) if entries.iter().any(|it| same(it, entry)) => {}
            Some((_, entries)) => entries.push(entry),
            None => sets.push((of, vec![entry])),
        }
    }
    sets.sort_by_key(|(commands, _)| std::cmp::Reverse(commands.len()));
    let mut out = String::new();
    for (commands, entries) in sets {
        let all = commands.len() == helps.len();
        let title = if all { "Every command".to_owned() } else { listed(&commands) };
        write!(out, "### {title}\n\n{}\n", table(&entries)).expect("a string takes it");
    }
    out
}

/// Every command with the options that it alone has.
pub(crate) fn commands() -> String {
    let helps = all();
    let mut out = String::new();
    for (name, help) in &helps {
        let Help { about, usage, entries } = help;
        write!(out, "### ekslint {name}\n\n{about}.\n\n```text\n{usage}\n```\n\n")
            .expect("a string takes it");
        let own: Vec<_> = entries.iter().filter(|it| having(&helps, it).len() == 1).collect();
        let headings: BTreeSet<_> = own.iter().map(|it| &it.heading).collect();
        let mut told = BTreeSet::new();
        for heading in own.iter().map(|it| &it.heading).filter(|it| told.insert(*it)) {
            if headings.len() > 1 {
                write!(out, "**{heading}**\n\n").expect("a string takes it");
            }
            let below: Vec<_> = own.iter().copied().filter(|it| it.heading == *heading).collect();
            writeln!(out, "{}", table(&below)).expect("a string takes it");
        }
    }
    out
}

fn all() -> Vec<(String, Help)> {
    let names = help::commands().into_iter();
    names.map(|name| (name.clone(), help::of(Some(&name)))).collect()
}

/// The commands that have an option.
fn having<'a>(helps: &'a [(String, Help)], entry: &Entry) -> Vec<&'a str> {
    let has = |help: &Help| help.entries.iter().any(|it| same(it, entry));
    helps.iter().filter(|(_, help)| has(help)).map(|(name, _)| name.as_str()).collect()
}

fn same(one: &Entry, other: &Entry) -> bool {
    (&one.name, &one.about) == (&other.name, &other.about)
}

fn listed(names: &[&str]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

fn table(entries: &[&Entry]) -> String {
    let row = |entry: &&Entry| format!("| `{}` | {} |\n", escaped(&entry.name), about(entry));
    let rows: String = entries.iter().map(row).collect();
    format!("| written | what it does |\n|---|---|\n{rows}")
}

/// What an option does, in the words of the help.
fn about(entry: &Entry) -> String {
    let mut out = String::new();
    let mut separator = "";
    for line in &entry.about {
        let inner = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
        let (before, text) = match (inner.and_then(|it| it.split_once(": ")), line) {
            (Some(("env", name)), _) => (". ", format!("Environment: `{name}`")),
            (Some(("default", value)), _) => (". ", format!("Default: `{value}`")),
            (Some((_, values)), _) => (". ", format!("One of {values}")),
            (None, line) if line == "Possible values:" => continue,
            (None, line) => match line.strip_prefix("- ").and_then(|it| it.split_once(": ")) {
                Some((value, text)) => ("<br>", format!("`{}`: {}", value, text.trim())),
                None => (" ", line.clone()),
            },
        };
        // A sentence ends once.
        let before = if out.ends_with('.') { before.trim_start_matches('.') } else { before };
        out.push_str(if separator.is_empty() { "" } else { before });
        out.push_str(&escaped(&text));
        separator = " ";
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|")
}
