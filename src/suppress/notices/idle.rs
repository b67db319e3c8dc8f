//! Which suppressions hid nothing, though there was nothing in their way.

use super::super::{Directive, Exception, Named};
use super::{Judging, partly_unused, unused};
use crate::engine::{Outcome, Undecided};
use crate::model::Notice;
use crate::rule::{Meta, Pattern, closest};
use crate::rules::RULES;
use crate::source::{Span, Texts, folder};

/// What hid nothing, and would have if there were something to hide.
pub(super) struct Idle<'a> {
    pub(super) outcome: &'a Outcome,
    pub(super) texts: &'a Texts,
    pub(super) judging: Judging<'a>,
}

impl Idle<'_> {
    pub(super) fn of_directive(&self, directive: &Directive, used: &[bool]) -> Option<Notice> {
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

    pub(super) fn judges(&self, exception: &Exception) -> bool {
        let undecided = |it: &Undecided| exception.means(&it.subject.name, "");
        let instance = exception.ignore.subject.as_ref().is_some_and(|it| it.ends_with(']'));
        // An instance that is not known hides behind a subject that is.
        let open = |it: &Undecided| instance || undecided(it);
        self.ran(&exception.pattern, None, open)
    }

    /// The subject of a finding that counts, if the entry's is a part of its name or nearly it.
    pub(super) fn meant(&self, exception: &Exception) -> Option<String> {
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
