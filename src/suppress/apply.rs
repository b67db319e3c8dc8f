//! Takes findings that do not count out of an outcome.

use smol_str::SmolStr;

use super::{Directive, Exception, Named, Reach, Suppressions, Validity};
use crate::config::Config;
use crate::engine::{Outcome, Reported, Suppressed, Suppression, SuppressionKind};
use crate::rule::glob;
use crate::source::{Place, Span, Texts};

/// Which suppressions hid something.
#[derive(Clone, Debug, Default)]
pub struct Used {
    /// For each comment, for each of its names.
    pub(super) directives: Vec<Vec<bool>>,
    /// For each entry of the configuration.
    pub(super) ignores: Vec<bool>,
}

impl Suppressions {
    /// Moves findings that do not count to the suppressed ones, and says what hid something.
    pub fn apply(&self, outcome: &mut Outcome, texts: &Texts, config: &Config) -> Used {
        let mut used = Used {
            directives: self.directives.iter().map(|it| vec![false; it.rules.len()]).collect(),
            ignores: vec![false; self.ignores.len()],
        };
        if self.directives.is_empty() && self.ignores.is_empty() {
            return used;
        }
        let mut kept = Vec::new();
        for reported in std::mem::take(&mut outcome.findings) {
            if let Some(by) = self.inline(&reported, texts, &mut used) {
                outcome.suppressed.push(Suppressed { reported, by });
            } else {
                kept.extend(self.configured(reported, (texts, config), &mut used, outcome));
            }
        }
        outcome.findings = kept;
        used
    }

    /// The comment that hides a finding; all that do are marked as used.
    fn inline(&self, reported: &Reported, texts: &Texts, used: &mut Used) -> Option<Suppression> {
        let mut first = None;
        let mut places = None;
        for (directive, used) in self.directives.iter().zip(&mut used.directives) {
            let named = |it: &Named| it.pattern.matches(reported.rule);
            if directive.validity != Validity::Counts || !directive.rules.iter().any(named) {
                continue;
            }
            let places = places.get_or_insert_with(|| labels(reported, texts));
            if !directive.reach.covers(places, texts) {
                continue;
            }
            for (it, used) in directive.rules.iter().zip(used) {
                *used |= named(it);
            }
            first = first.or(Some(directive));
        }
        first.map(Directive::suppression)
    }

    /// What entries of the configuration leave of a finding.
    fn configured(
        &self,
        mut reported: Reported,
        (texts, config): (&Texts, &Config),
        used: &mut Used,
        outcome: &mut Outcome,
    ) -> Option<Reported> {
        let place = texts.locate(reported.finding.primary.place);
        let path = config.world.root.relative(texts.path(place)).into_owned();
        for (exception, used) in self.ignores.iter().zip(&mut used.ignores) {
            if exception.validity != Validity::Counts || !exception.concerns(&reported, &path) {
                continue;
            }
            let by = exception.suppression();
            let (hidden, left): (Vec<SmolStr>, Vec<SmolStr>) = reported
                .instances
                .iter()
                .cloned()
                .partition(|instance| exception.means(&reported.subject.name, instance));
            let whole = exception.means(&reported.subject.name, "");
            if whole || (left.is_empty() && !hidden.is_empty()) {
                *used = true;
                outcome.suppressed.push(Suppressed { reported, by });
                return None;
            }
            if !hidden.is_empty() {
                *used = true;
                let part = reported.clone().of_instances(hidden);
                outcome.suppressed.push(Suppressed { reported: part, by });
                reported = reported.of_instances(left);
            }
        }
        Some(reported)
    }
}

impl Exception {
    fn concerns(&self, reported: &Reported, path: &str) -> bool {
        let paths = &self.ignore.paths;
        self.pattern.matches(reported.rule) && (paths.is_empty() || paths.contain(path))
    }

    /// Whether the subject, or one instance of it, is meant.
    pub(super) fn means(&self, subject: &str, instance: &str) -> bool {
        let Some(pattern) = &self.ignore.subject else { return true };
        glob(pattern, &format!("{subject}{instance}"))
    }

    fn suppression(&self) -> Suppression {
        let (reason, until) = (self.ignore.reason.clone(), self.ignore.until);
        let place = Some(self.ignore.place);
        Suppression { kind: SuppressionKind::Config, reason, until, place }
    }
}

impl Directive {
    fn suppression(&self) -> Suppression {
        let (reason, until) = (self.reason.clone(), self.until);
        let place = Some(self.home.place.into());
        Suppression { kind: SuppressionKind::Inline, reason, until, place }
    }
}

/// Where the labels of a finding are in files, the primary one first.
fn labels(reported: &Reported, texts: &Texts) -> Vec<Option<Span>> {
    let finding = &reported.finding;
    let in_file = |place: Place| {
        let span = if place.span == Span::NOWHERE { place.span } else { texts.locate(place) };
        (span.text != Span::NOWHERE.text).then_some(span)
    };
    let related = finding.related.iter().map(|label| in_file(label.place));
    std::iter::once(in_file(finding.primary.place)).chain(related).collect()
}

impl Reach {
    /// Whether labels, the primary one first, are where a suppression holds.
    fn covers(self, labels: &[Option<Span>], texts: &Texts) -> bool {
        let any = |test: &dyn Fn(&Span) -> bool| labels.iter().flatten().any(test);
        match self {
            Self::File(id) => labels.first().copied().flatten().is_some_and(|it| it.text == id),
            Self::Bytes(id, range) => any(&|it| range.of(id).contains(*it)),
            Self::Lines(id, first, last) => any(&|it| {
                let line = |byte: u32| texts.text(id).position(byte).line - 1;
                it.text == id
                    && line(it.start) <= last
                    && first <= line(it.end.saturating_sub(1).max(it.start))
            }),
        }
    }
}
