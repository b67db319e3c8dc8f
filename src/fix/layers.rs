//! From a text that was derived from others out to the file.

use super::layout::{indented, leads, line_start};
use super::parsed::{Parsed, Parts};
use super::{CannotEdit, Change, Splice, hcl, refuse, yaml};
use crate::syntax::Range;
use crate::syntax::hcl::{ExprKind, File, Part};

/// Encodes a change once for every text around its own; gives that of the file.
pub(super) fn outward(parts: &Parts<'_>, change: Change) -> Result<Change, CannotEdit> {
    let texts = parts.texts;
    let Change { text: mut here, mut splices } = change;
    while texts.text(here).file().is_none() {
        let mut outer = None;
        for splice in &mut splices {
            let Some(host) = texts.outward(splice.range.of(here)) else {
                return refuse("part of the text around it is computed");
            };
            if outer.is_some_and(|outer| outer != host.text) {
                return refuse("the text is put together from several");
            }
            outer = Some(host.text);
            let around = texts.text(host.text);
            let mut range = Range::new(host.start, host.end);
            if takes_lines(texts.text(here).content(), splice)
                && leads(around.content(), range.start)
            {
                range.start = line_start(around.content(), range.start);
            }
            splice.content = match &parts.around(host.text, range).parsed {
                Parsed::Hcl(file) => in_hcl(around.content(), file, range, &splice.content)?,
                Parsed::Template(file) => in_template(file.as_ref(), range, &splice.content)?,
                Parsed::Yaml(parsed) => in_yaml(around.content(), parsed, range, &splice.content)?,
            };
            splice.range = range;
        }
        let Some(outer) = outer else { return refuse("there is nothing to change") };
        here = outer;
    }
    Ok(Change { text: here, splices })
}

/// Whether a splice removes whole lines: then their indentation goes too, which the derived text
/// does not have.
fn takes_lines(text: &str, splice: &Splice) -> bool {
    let removed = &text[splice.range.indices()];
    splice.content.is_empty()
        && removed.ends_with('\n')
        && line_start(text, splice.range.start) == splice.range.start
}

fn in_yaml(
    host: &str,
    parsed: &yaml::Parsed,
    range: Range,
    content: &str,
) -> Result<String, CannotEdit> {
    match parsed.scalar_around(range) {
        Some((scalar, style)) => yaml::encoded(host, scalar, style, content),
        None => refuse("the text around it is not one scalar"),
    }
}

fn in_template(file: Option<&File>, range: Range, content: &str) -> Result<String, CannotEdit> {
    let Some(file) = file else { return refuse("the template cannot be read") };
    let literal =
        |it: &ExprKind| matches!(it, ExprKind::Template { parts, .. } if covers(parts, range));
    if file.expressions().any(|it| literal(&it.kind)) {
        Ok(hcl::unquoted(content))
    } else {
        refuse("the place is computed by a template")
    }
}

fn in_hcl(host: &str, file: &File, range: Range, content: &str) -> Result<String, CannotEdit> {
    // The innermost template around it is the shortest.
    let around = file.expressions().filter(|it| it.range.contains(range));
    let templates = around.filter_map(|it| match &it.kind {
        ExprKind::Template { parts, heredoc } => Some((it.range, parts, *heredoc)),
        _ => None,
    });
    let Some((whole, parts, heredoc)) = templates.min_by_key(|(range, ..)| range.len()) else {
        return refuse("the text around it is not a string");
    };
    if !covers(parts, range) {
        return refuse("part of the string around it is computed");
    }
    if !heredoc {
        return Ok(hcl::escaped(content));
    }
    let flush = host[whole.indices()].starts_with("<<-");
    let space = if flush { removed_indent(host, parts) } else { "" };
    Ok(indented(&hcl::unquoted(content), space))
}

/// Whether literals alone cover both ends of a range, and nothing computed stands between.
fn covers(parts: &[Part], range: Range) -> bool {
    let touches = |own: &Range| own.start <= range.end && range.start <= own.end;
    let mut literal = false;
    for part in parts {
        match part {
            Part::Literal { range: own, .. } => literal |= touches(own),
            Part::Interpolation { range: own, .. } => {
                if own.start < range.end && range.start < own.end {
                    return false;
                }
            }
            Part::If { yes, no, .. } => literal |= covers(yes, range) || covers(no, range),
            Part::For { body, .. } => literal |= covers(body, range),
        }
    }
    literal
}

/// The indentation that a heredoc loses: what stands before a literal at the start of its line.
fn removed_indent<'a>(host: &'a str, parts: &[Part]) -> &'a str {
    let mut starts = parts.iter().filter_map(|part| match part {
        Part::Literal { range, .. } => Some(range.start as usize),
        _ => None,
    });
    let before = |at: usize| {
        let line = host[..at].rfind('\n').map_or(0, |newline| newline + 1);
        &host[line..at]
    };
    starts
        .find_map(|at| Some(before(at)).filter(|it| !it.is_empty() && it.trim().is_empty()))
        .unwrap_or("")
}
