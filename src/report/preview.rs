//! What a fix would change, as lines to read before it is applied.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Report;
use super::look::Look;
use super::sanitise::clean;
use super::wrap::shorten;
use crate::engine::Reported;
use crate::finding::{Fix, FixClass};
use crate::fix::{TextEdit, resolve_all};
use crate::source::{Span, Texts};

/// Lines that are shown of either side of a change.
const LINES: usize = 6;

/// Bytes of a line that are looked at on each side of a change, at least.
const REACH: usize = 400;

/// Bytes of a file and what would stand there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Replacement {
    /// Bytes of a file.
    pub(super) span: Span,
    /// What would stand there.
    pub(super) content: String,
}

/// For each finding, and each fix of it, the replacements that the fix comes down to; no
/// replacements if an edit of it cannot be made in the text.
///
/// All at once, because then each file is parsed once.
pub(super) fn resolve(texts: &Texts, findings: &[&Reported]) -> Vec<Vec<Vec<Replacement>>> {
    let edits: Vec<_> =
        findings.iter().flat_map(|it| &it.finding.fixes).flat_map(|it| &it.edits).collect();
    let mut resolved = resolve_all(texts, &edits).into_iter();
    let mut replacements = |fix: &Fix| {
        let of_fix: Vec<_> = resolved.by_ref().take(fix.edits.len()).collect();
        let edits: Result<Vec<_>, _> = of_fix.into_iter().collect();
        let edits = edits.unwrap_or_default().into_iter().flatten();
        edits.map(|TextEdit { span, content }| Replacement { span, content }).collect()
    };
    findings
        .iter()
        .map(|found| found.finding.fixes.iter().map(&mut replacements).collect())
        .collect()
}

/// How many findings have a fix that can be made in the text, by who may apply it: anyone, or
/// someone who has read it.
pub(super) fn fixable(report: &Report<'_>) -> [usize; 2] {
    let classes: Vec<FixClass> = classes(report).into_iter().flatten().collect();
    let of = |class| classes.iter().filter(|it| **it == class).count();
    [of(FixClass::Safe), of(FixClass::Unsafe)]
}

/// The class of the least dangerous fix of each finding, if it has one that can be made.
pub(super) fn classes(report: &Report<'_>) -> Vec<Option<FixClass>> {
    let findings: Vec<&Reported> = report.outcome.findings.iter().collect();
    let resolved = resolve(report.texts, &findings);
    let class = |(found, fixes): (&&Reported, &Vec<Vec<Replacement>>)| best(found, fixes);
    findings.iter().zip(&resolved).map(class).collect()
}

/// The class of the least dangerous fix of a finding that can be made.
pub(super) fn best(found: &Reported, fixes: &[Vec<Replacement>]) -> Option<FixClass> {
    let fixes = found.finding.fixes.iter().zip(fixes);
    fixes.filter(|(_, replacements)| !replacements.is_empty()).map(|(fix, _)| fix.class).min()
}

/// The changed lines as `-` and `+`, with the line numbers of the file as it is.
pub(super) fn draw(
    texts: &Texts,
    replacements: &[Replacement],
    digits: usize,
    look: Look,
) -> Vec<String> {
    let mut sorted: Vec<&Replacement> = replacements.iter().collect();
    sorted.sort_by_key(|it| it.span);
    let mut lines = Vec::new();
    let mut rest = sorted.as_slice();
    while !rest.is_empty() {
        let hunk = Hunk::first_of(texts, rest, reach(look.width));
        rest = &rest[hunk.replacements..];
        lines.extend(hunk.draw(digits, look));
    }
    lines
}

/// Lines of one file that change together.
struct Hunk {
    /// The first line that differs, from 1.
    line: usize,
    old: Vec<String>,
    new: Vec<String>,
    replacements: usize,
}

impl Hunk {
    /// The change that the first replacement makes, with all others on the same lines.
    ///
    /// Of very long lines, `reach` bytes before the first and after the last change are taken: a
    /// minified file is one line, and each of its fixes would be as large as the file.
    fn first_of(texts: &Texts, replacements: &[&Replacement], reach: usize) -> Self {
        let text = texts.text(replacements[0].span.text);
        let (content, starts) = (text.content(), text.line_starts());
        let line_of = |byte: u32| starts.partition_point(|start| *start <= byte).max(1) - 1;
        let first = line_of(replacements[0].span.start);
        let mut last = first;
        let joins = |it: &&&Replacement| {
            let here = it.span.text == replacements[0].span.text && line_of(it.span.start) <= last;
            if here {
                last = last.max(line_of(it.span.end));
            }
            here
        };
        let joined: Vec<_> = replacements.iter().take_while(joins).collect();
        let start = starts[first] as usize;
        let end = starts.get(last + 1).map_or(content.len(), |next| *next as usize);
        let changed = |it: &&&Replacement| it.span.range();
        let from = joined.first().map(changed).map_or(start, |it| it.start);
        let to = joined.iter().map(changed).map(|it| it.end).max().unwrap_or(end);
        let start = start.max(content.floor_char_boundary(from.saturating_sub(reach)));
        let end = end.min(content.ceil_char_boundary(to.saturating_add(reach)));
        let (mut new, mut copied) = (String::new(), start);
        for replacement in &joined {
            new.push_str(content.get(copied..replacement.span.start as usize).unwrap_or(""));
            new.push_str(&replacement.content);
            copied = replacement.span.end as usize;
        }
        new.push_str(content.get(copied..end).unwrap_or(""));
        let lines = |text: &str| text.lines().map(str::to_owned).collect();
        Self {
            line: first + 1,
            old: lines(&content[start..end]),
            new: lines(&new),
            replacements: joined.len(),
        }
        .trimmed()
    }

    /// Without the lines that stay as they are.
    fn trimmed(mut self) -> Self {
        while !self.old.is_empty() && self.old.first() == self.new.first() {
            self.old.remove(0);
            self.new.remove(0);
            self.line += 1;
        }
        while !self.old.is_empty() && self.old.last() == self.new.last() {
            self.old.pop();
            self.new.pop();
        }
        self
    }

    fn draw(&self, digits: usize, look: Look) -> Vec<String> {
        let side = |lines: &[String], others: &[String], sign: char| {
            let shown = lines.iter().take(LINES).enumerate();
            let draw = |(index, line): (usize, &String)| {
                let frame = format!(" {:digits$} {sign} ", self.line + index);
                let room = look.width.saturating_sub(frame.width()).max(24);
                let other = others.get(index).map_or("", String::as_str);
                let (line, other) = narrowed(line, other, room);
                let text = around_difference(&shown_line(line), &shown_line(other), room, look);
                format!("{frame}{text}")
            };
            let mut drawn: Vec<String> = shown.map(draw).collect();
            if lines.len() > LINES {
                drawn.push(format!("{} {sign} {}", " ".repeat(digits + 1), look.ellipsis()));
            }
            drawn
        };
        let old = side(&self.old, &self.new, '-').into_iter().map(|line| look.removed(&line));
        let new = side(&self.new, &self.old, '+').into_iter().map(|line| look.added(&line));
        old.chain(new).collect()
    }
}

/// Bytes of a line that are looked at on each side of a change, of a line `room` columns wide.
fn reach(room: usize) -> usize {
    room.saturating_mul(4).max(REACH)
}

/// What can be seen of two lines around their first difference, and more; minified files have lines
/// that nobody wants measured.
fn narrowed<'a>(line: &'a str, other: &'a str, room: usize) -> (&'a str, &'a str) {
    let reach = reach(room);
    let same = line.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    let cut = |text: &'a str| {
        let from = text.floor_char_boundary(same.saturating_sub(reach));
        let to = text.floor_char_boundary(same.saturating_add(reach).min(text.len()));
        &text[from..to]
    };
    (cut(line), cut(other))
}

/// A line as it is drawn.
fn shown_line(line: &str) -> String {
    clean(&line.replace('\t', "    ")).into_owned()
}

/// A line cut to `room` columns so that the first difference from another line can be seen.
fn around_difference(line: &str, other: &str, room: usize, look: Look) -> String {
    let ellipsis = look.ellipsis();
    let same = line.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    let common: String = same.map(|(one, _)| one).collect();
    let fits = line.width().max(other.width()) <= room;
    if fits || common.width() + 1 + ellipsis.width() < room {
        return shorten(line, room, ellipsis);
    }
    // Half of the room for what is the same.
    let (mut kept, mut from) = (0, common.len());
    for (at, character) in common.char_indices().rev() {
        kept += character.width().unwrap_or(0);
        if kept > room / 2 {
            break;
        }
        from = at;
    }
    let rest = shorten(&line[from..], room.saturating_sub(ellipsis.width()), ellipsis);
    format!("{ellipsis}{rest}")
}

#[cfg(test)]
mod tests {
    use super::{Hunk, REACH, Replacement, draw};
    use crate::report::look::Look;
    use crate::source::{Span, Texts};

    #[test]
    fn changed_lines_are_shown_on_both_sides() {
        let texts = Texts::default();
        let id = texts.add_file("a.tf", "a {\n  b = 1\n  c = 2\n}\n");
        let replace = |start, end, content: &str| Replacement {
            span: Span::new(id, start, end),
            content: content.to_owned(),
        };
        let both = [replace(10, 11, "10"), replace(19, 19, "\n  d = 3")];
        let drawn = draw(&texts, &both, 1, Look::default());
        assert_eq!(drawn, [" 2 -   b = 1", " 2 +   b = 10", " 4 +   d = 3"]);
    }

    #[test]
    fn a_change_far_to_the_right_is_seen() {
        let texts = Texts::default();
        let long = format!("subjects = [\"{}\"]\n", "system:serviceaccount:a:b,".repeat(8));
        let id = texts.add_file("a.tf", long.as_str());
        let at = u32::try_from(long.len() - 5).unwrap();
        let change = Replacement { span: Span::new(id, at, at + 1), content: "c".to_owned() };
        let look = Look { width: 60, ..Look::default() };
        let drawn = draw(&texts, &[change], 1, look);
        let [old, new] = drawn.as_slice() else { panic!("{drawn:?}") };
        assert!(old.starts_with(" 1 - …") && old.ends_with(":b,\"]"), "{old}");
        assert!(new.starts_with(" 1 + …") && new.ends_with(":c,\"]"), "{new}");
        assert!(drawn.iter().all(|line| line.chars().count() <= 60), "{drawn:?}");
    }

    #[test]
    fn a_change_of_a_very_long_line_is_drawn_without_its_ends() {
        let item = "{\"kind\":\"Pod\"}";
        let (before, after) = (format!("{item},").repeat(500), format!(",{item}").repeat(500));
        let content = format!("[{before}1,2{after}]");
        let texts = Texts::default();
        let id = texts.add_file("a.json", content.as_str());
        let at = u32::try_from(before.len() + 1).unwrap();
        let change = Replacement { span: Span::new(id, at, at + 1), content: "null".to_owned() };
        let hunk = Hunk::first_of(&texts, &[&change], REACH);
        assert_eq!((hunk.old[0].len(), hunk.new[0].len()), (2 * REACH + 1, 2 * REACH + 4));
        let drawn = draw(&texts, &[change], 1, Look { width: 60, ..Look::default() });
        let [old, new] = drawn.as_slice() else { panic!("{drawn:?}") };
        assert!(
            old.starts_with(" 1 - …") && old.ends_with('…') && old.contains("},1,2,{"),
            "{old}"
        );
        assert!(
            new.starts_with(" 1 + …") && new.ends_with('…') && new.contains("},null,2"),
            "{new}"
        );
    }
}
