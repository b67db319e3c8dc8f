//! What is wrong with suppressions, as findings.

use super::collect::offset;
use super::words::Malformed;
use super::{Directive, Exception, Home, HomeKind, List, Named, Suppressions, Used, Validity};
use crate::engine::{Outcome, Undecided};
use crate::field::{Subject, Tool};
use crate::finding::{Finding, Fix, FixClass};
use crate::model::{Notice, NoticeKind};
use crate::rule::{Meta, Pattern, UnknownRule, closest};
use crate::rules::RULES;
use crate::source::{Language, Place, Span, Texts, folder};
use crate::syntax::edit::{Change, Edit, Slot};

/// What a run knows of the rules that it ran.
#[derive(Clone, Copy)]
pub struct Judging<'a> {
    /// Whether the findings of a rule count at a path of the run; without a path, anywhere.
    pub ran: &'a dyn Fn(&'static Meta, Option<&str>) -> bool,
    /// Whether the run saw the whole project, so that no finding is missing for want of a file.
    pub complete: bool,
}

impl Suppressions {
    /// What is wrong with the suppressions, once they were used.
    pub fn notices(
        &self,
        used: &Used,
        outcome: &Outcome,
        texts: &Texts,
        judging: Judging<'_>,
    ) -> Vec<Notice> {
        let mut notices = self.notices.clone();
        let idle = Idle { outcome, texts, judging };
        for (directive, used) in self.directives.iter().zip(&used.directives) {
            match directive.validity {
                Validity::Counts => notices.extend(idle.of_directive(directive, used)),
                Validity::Expired => notices.push(expired(directive, texts)),
                Validity::Unreasoned => notices.push(unreasoned(directive, texts)),
            }
        }
        for (exception, used) in self.ignores.iter().zip(&used.ignores) {
            notices.extend(match exception.validity {
                Validity::Counts if *used || !idle.judges(exception) => None,
                validity => Some(of_exception(exception, (validity, idle.meant(exception)), texts)),
            });
        }
        notices
    }
}

/// What hid nothing, and would have if there were something to hide.
struct Idle<'a> {
    outcome: &'a Outcome,
    texts: &'a Texts,
    judging: Judging<'a>,
}

impl Idle<'_> {
    fn of_directive(&self, directive: &Directive, used: &[bool]) -> Option<Notice> {
        let path = self.texts.path(directive.home.place);
        let idle = |(named, used): &(&Named, &bool)| {
            let undecided = |it: &Undecided| folder(self.texts.path(it.place)) == folder(path);
            !**used && directive.whole && self.ran(&named.pattern, Some(path), undecided)
        };
        let idle: Vec<&Named> =
            directive.rules.iter().zip(used).filter(idle).map(|(named, _)| named).collect();
        match idle.first() {
            None => None,
            Some(_) if idle.len() == directive.list.names.len() => Some(unused(directive, path)),
            Some(first) => Some(partly_unused(directive, (first, &idle), path)),
        }
    }

    fn judges(&self, exception: &Exception) -> bool {
        let undecided = |it: &Undecided| exception.means(&it.subject.name, "");
        let instance = exception.ignore.subject.as_ref().is_some_and(|it| it.ends_with(']'));
        // An instance that is not known hides behind a subject that is.
        let open = |it: &Undecided| instance || undecided(it);
        self.ran(&exception.pattern, None, open)
    }

    /// The subject of a finding that counts, if the entry's is a part of its name or nearly it.
    fn meant(&self, exception: &Exception) -> Option<String> {
        let subject = exception.ignore.subject.as_deref()?;
        let found = self.outcome.findings.iter();
        let found = found.filter(|it| exception.pattern.matches(it.rule));
        let names: Vec<String> = found.map(|it| it.subject.name.to_string()).collect();
        let is_end = |name: &&String| {
            name.strip_suffix(subject).is_some_and(|rest| rest.ends_with(['/', '.']))
        };
        let end = names.iter().find(is_end).cloned();
        end.or_else(|| closest(subject, names.into_iter()).filter(|it| it != subject))
    }

    /// Whether all rules of a pattern ran where it counts, and left nothing open there.
    fn ran(
        &self,
        pattern: &Pattern,
        path: Option<&str>,
        open: impl Fn(&Undecided) -> bool,
    ) -> bool {
        let mut rules = RULES.iter().map(|rule| &rule.meta).filter(|rule| pattern.matches(rule));
        let open = |rule: &Meta| {
            self.outcome
                .undecided
                .iter()
                .any(|it| it.rule == rule.name && (it.place.text == Span::NOWHERE.text || open(it)))
        };
        self.judging.complete && rules.all(|rule| (self.judging.ran)(rule, path) && !open(rule))
    }
}

/// A comment that is not written as one.
pub(super) fn malformed(path: &str, home: &Home, base: u32, malformed: &Malformed) -> Notice {
    let usage = || "write `ekslint: ignore[RULE] REASON`".to_owned();
    let mut finding = about(home, malformed.message.clone(), "here")
        .note("it hides nothing")
        .help(malformed.help.clone().unwrap_or_else(usage));
    if let Some((start, end, meant)) = malformed.meant {
        let part = Span::new(home.place.text, base + offset(start), base + offset(end));
        finding = finding.help(format!("write `{meant}`")).fix(
            FixClass::Unsafe,
            format!("write `{meant}`"),
            comment(part, Change::Text(meant.to_owned())),
        );
    }
    notice(NoticeKind::IgnoreMalformed, path, finding, "malformed")
}

/// An annotation that is not written as one.
pub(super) fn malformed_annotation(path: &str, home: &Home, malformed: &Malformed) -> Notice {
    let finding = about(home, malformed.message.clone(), "here").note("it hides nothing");
    let finding = match &malformed.help {
        Some(help) => finding.help(help),
        None => finding,
    };
    notice(NoticeKind::IgnoreMalformed, path, finding, "malformed")
}

/// A key that looks like the annotation, and is not.
pub(super) fn stray(path: &str, key: Span, reason: &str) -> Notice {
    let finding = Finding::new(reason)
        .at_place(key, "here")
        .note("it hides nothing")
        .help("write `ekslint/ignore` in the annotations of the object itself");
    notice(NoticeKind::IgnoreMalformed, path, finding, "stray")
}

/// A comment that stands where it can hold for nothing, or an annotation that says nothing.
pub(super) fn misplaced(path: &str, home: &Home, reason: impl Into<String>) -> Notice {
    let finding = about(home, reason.into(), "here").note("it hides nothing");
    notice(NoticeKind::IgnoreMalformed, path, finding, "misplaced")
}

/// A name that no rule has, with its number in the list and its place.
pub(super) fn unknown(
    path: &str,
    home: &Home,
    (list, index, place): (&List, usize, Span),
    unknown: &UnknownRule,
) -> Notice {
    let finding = Finding::new(format!("no rule is called `{}`", unknown.pattern))
        .at_place(place, "this one")
        .note("it hides nothing");
    let finding = if let Some(meant) = unknown.meant.as_deref() {
        let title = format!("write `{meant}`");
        let edit = match &home.kind {
            HomeKind::Annotation { text, .. } => {
                let renamed = text.replacen(&unknown.pattern, meant, 1);
                present(home, Change::Text(renamed))
            }
            HomeKind::Comment | HomeKind::Line => comment(place, Change::Text(meant.to_owned())),
        };
        finding.help(format!("did you mean `{meant}`?")).fix(FixClass::Unsafe, title, edit)
    } else {
        let finding = finding.help("`ekslint rules` lists them");
        if list.names.len() == 1 {
            removal(finding, home)
        } else {
            let title = format!("take `{}` out", unknown.pattern);
            finding.fix(FixClass::Safe, title, shortened(home, list, &[index]))
        }
    };
    let key = format!("{index}:{}", unknown.pattern);
    notice(NoticeKind::IgnoreUnknownRule, path, finding, &key)
}

fn unused(directive: &Directive, path: &str) -> Notice {
    let names = names(directive);
    let finding =
        about(&directive.home, format!("no finding of {names} is there to ignore"), "here")
            .note("it would hide the next one without a word");
    let finding = removal(finding, &directive.home);
    notice(NoticeKind::IgnoreUnused, path, finding, &names)
}

/// Some of several names that hide nothing.
fn partly_unused(directive: &Directive, (first, idle): (&Named, &[&Named]), path: &str) -> Notice {
    let names: Vec<String> = idle.iter().map(|it| format!("`{}`", it.text)).collect();
    let names = names.join(", ");
    let finding = Finding::new(format!("no finding of {names} is there to ignore"))
        .at_place(first.place, "here")
        .note("it would hide the next one without a word")
        .help(format!("take {names} out of the list"));
    let indices: Vec<usize> = idle.iter().map(|it| it.index).collect();
    let edit = shortened(&directive.home, &directive.list, &indices);
    let finding = finding.fix(FixClass::Safe, format!("take {names} out"), edit);
    notice(NoticeKind::IgnoreUnused, path, finding, &names)
}

/// Takes names out of a list.
fn shortened(home: &Home, list: &List, indices: &[usize]) -> Edit {
    let names = list.names.iter().enumerate().filter(|(at, _)| !indices.contains(at));
    let left: Vec<&str> = names.map(|(_, name)| name.as_str()).collect();
    let left = left.join(", ");
    match list.place {
        Some(place) => comment(place, Change::Text(left)),
        None => present(home, Change::Text(format!("{left}{}", list.tail))),
    }
}

fn expired(directive: &Directive, texts: &Texts) -> Notice {
    let names = names(directive);
    let day = directive.until.map(|it| it.to_string()).unwrap_or_default();
    let finding = about(
        &directive.home,
        format!("the exception for {names} ended on {day}"),
        "its last day is over",
    )
    .note("what it hid counts again");
    let finding = removal(finding, &directive.home);
    notice(NoticeKind::IgnoreExpired, texts.path(directive.home.place), finding, &names)
}

fn unreasoned(directive: &Directive, texts: &Texts) -> Notice {
    let names = names(directive);
    let finding =
        about(&directive.home, format!("nothing says why {names} is ignored"), "without a reason")
            .note("`require-reason` is set, so it hides nothing")
            .help("write the reason behind the rules");
    notice(NoticeKind::IgnoreWithoutReason, texts.path(directive.home.place), finding, &names)
}

/// An entry of the configuration that does not count, or hid nothing.
fn of_exception(
    exception: &Exception,
    (validity, meant): (Validity, Option<String>),
    texts: &Texts,
) -> Notice {
    let ignore = &exception.ignore;
    let rule = &ignore.rule;
    let of = ignore.subject.as_ref().map(|it| format!(" of `{it}`")).unwrap_or_default();
    let day = ignore.until.map(|it| it.to_string()).unwrap_or_default();
    let (kind, message, note, help) = match validity {
        Validity::Counts => (
            NoticeKind::IgnoreUnused,
            format!("no finding of `{rule}`{of} is there to ignore"),
            "it would hide the next one without a word",
            "remove the entry",
        ),
        Validity::Expired => (
            NoticeKind::IgnoreExpired,
            format!("the exception for `{rule}`{of} ended on {day}"),
            "what it hid counts again",
            "remove the entry, or set a later day",
        ),
        Validity::Unreasoned => (
            NoticeKind::IgnoreWithoutReason,
            format!("nothing says why `{rule}`{of} is ignored"),
            "`require-reason` is set, so it hides nothing",
            "give the entry a `reason`",
        ),
    };
    let help = match meant.filter(|_| validity == Validity::Counts) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => help.to_owned(),
    };
    let finding = Finding::new(message).at_place(ignore.place, "here").note(note).help(help);
    let path = texts.path(ignore.place.span);
    notice(kind, path, finding, &format!("{rule}{of}"))
}

fn names(directive: &Directive) -> String {
    let names: Vec<String> = directive.rules.iter().map(|it| format!("`{}`", it.text)).collect();
    names.join(", ")
}

fn about(home: &Home, message: String, label: &str) -> Finding {
    Finding::new(message).at_place(Place::from(home.place), label)
}

/// Offers to remove what stands in the way, where it stands alone.
fn removal(finding: Finding, home: &Home) -> Finding {
    let (what, edit) = match &home.kind {
        HomeKind::Comment => ("remove the comment", comment(home.place, Change::Remove)),
        HomeKind::Annotation { .. } => ("remove the annotation", present(home, Change::Remove)),
        HomeKind::Line => return finding,
    };
    let fix = Fix { title: what.to_owned(), class: FixClass::Safe, edits: vec![edit] };
    let mut finding = if finding.help.is_some() { finding } else { finding.help(what) };
    finding.fixes.push(fix);
    finding
}

fn comment(part: Span, change: Change) -> Edit {
    Edit { slot: Slot::Comment(part), change }
}

fn present(home: &Home, change: Change) -> Edit {
    let key = match home.kind {
        HomeKind::Annotation { key, .. } => Some(key),
        HomeKind::Comment | HomeKind::Line => None,
    };
    Edit { slot: Slot::Present { value: home.place, key }, change }
}

fn notice(kind: NoticeKind, path: &str, mut finding: Finding, key: &str) -> Notice {
    let tool = match Language::of(path) {
        Some(Language::Yaml) => Tool::Kubernetes,
        Some(Language::Json) if !path.ends_with(".tf.json") => Tool::Kubernetes,
        Some(Language::Hcl | Language::Json) | None => Tool::Terraform,
    };
    key.clone_into(&mut finding.key);
    Notice { kind, finding, subject: Subject { tool, name: path.into() } }
}
