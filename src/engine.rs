//! Runs rules over facts, and folds what they say into one list.

mod fold;
mod judge;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use smol_str::SmolStr;

use crate::field::Subject;
use crate::finding::{Finding, Verdict};
use crate::inputs::Class;
use crate::model::Scope;
use crate::project::Project;
use crate::rule::{Context, Elsewhere, Fact, Level, Meta, Options, Rule, Severity};
use crate::source::{Place, Span, Texts};
use crate::timing;
use crate::value::Why;

/// What a run has to say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings in their total order: path, start, end, rule, subject, message.
    pub findings: Vec<Reported>,
    /// Findings that somebody said do not count, in the same order.
    pub suppressed: Vec<Suppressed>,
    /// Findings that count, but lie elsewhere than in the lines that a run was asked about.
    pub elsewhere: Vec<Reported>,
    /// The verdicts that the files do not decide, in the order of rule, place and subject.
    pub undecided: Vec<Undecided>,
    /// The verdicts that found nothing wrong, if they were asked for.
    pub passed: Vec<Passed>,
    /// How each rule that ran has judged, by its name.
    pub tallies: BTreeMap<&'static str, Tally>,
}

/// One verdict that found nothing wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The name of the rule.
    pub rule: &'static str,
    /// Who it is about.
    pub subject: Subject,
    /// Where that is declared.
    pub place: Span,
}

/// How often a rule came to which verdict, every instance counted; facts that it does not concern
/// are not counted at all, so that the share of decided ones means something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The fact is as it should be.
    pub passed: usize,
    /// It is wrong.
    pub failed: usize,
    /// The files do not say enough.
    pub undecided: usize,
}

/// A finding that does not count.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub reported: Reported,
    /// Who says so.
    pub by: Suppression,
}

/// Why a finding does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    /// Where it is said.
    pub kind: SuppressionKind,
    /// What is said; empty if nothing is.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The comment, annotation or entry itself; none for a baseline.
    pub place: Option<Place>,
}

/// Where it is said that a finding does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SuppressionKind {
    /// In a comment or annotation.
    Inline,
    /// In the configuration.
    Config,
    /// In the baseline.
    Baseline,
}

/// One finding, folded over its instances.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The rule that fired.
    pub rule: &'static Meta,
    /// How bad it is.
    pub severity: Severity,
    /// Who it is about, without instance keys.
    pub subject: Subject,
    /// What is wrong.
    pub finding: Finding,
    /// The instances in which it is wrong, such as `["blue"]`; empty for a thing that has none.
    /// Where several modules or roots have it, their addresses and folders:
    /// `live/prod: module.eks.aws_eks_cluster.this`.
    pub instances: Vec<SmolStr>,
    /// What is wrong in those instances of which [`Self::finding`] does not say it in their words.
    pub variants: Vec<(SmolStr, Finding)>,
}

impl Reported {
    /// The same mistake in some of its instances alone, in the words of one of them.
    #[must_use]
    pub fn of_instances(mut self, instances: Vec<SmolStr>) -> Self {
        self.variants.retain(|(instance, _)| instances.contains(instance));
        let meant = |it: &SmolStr| !self.variants.iter().any(|(instance, _)| instance == it);
        if !instances.iter().any(meant) && !self.variants.is_empty() {
            self.finding = self.variants.remove(0).1;
        }
        self.instances = instances;
        self
    }

    /// What findings are ordered by: path, start, end, rule, subject, message.
    pub fn place<'a>(&'a self, texts: &'a Texts) -> impl Ord + use<'a> {
        let span = texts.locate(self.finding.primary.place);
        let (rule, message) = (self.rule.name, self.finding.message.as_str());
        (texts.path(span), span.start, span.end, rule, &self.subject, message)
    }

    /// Whether it says that a file could not be read to its end, so that it may hide others.
    pub fn is_of_unread_file(&self) -> bool {
        ["syntax-error", "unreadable-file"].contains(&self.rule.name)
    }
}

/// One verdict that the files do not decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// The name of the rule.
    pub rule: &'static str,
    /// Who it is about.
    pub subject: Subject,
    /// Where that is declared.
    pub place: Span,
    /// The settings that are not known, and why.
    pub settings: Vec<(SmolStr, Why)>,
}

/// What the verdicts of a rule on a path of the run count as.
pub type LevelAt<'a> = dyn Fn(&'static Meta, &str) -> Level + 'a;

/// What rules are run on.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    /// Every fact.
    pub project: &'a Project,
    /// The day that dated facts are judged at.
    pub today: Date,
    /// What the user set rules' options to.
    pub options: &'a Options,
    /// What the verdicts of a rule on a path of the run count as.
    pub level: &'a LevelAt<'a>,
    /// Whether to keep the verdicts that found nothing wrong.
    pub keep_passed: bool,
}

/// Runs rules over every unit of a project.
///
/// Units are judged in parallel; what comes out depends on neither threads nor file order, because
/// verdicts are gathered in the order of units and rules and then put into their total order. What
/// only production needs is not asked of other environments, or is only info there.
pub fn run(rules: &[&'static Rule], world: &Judged<'_>, texts: &Texts) -> Outcome {
    let units = world.project.units();
    let Judged { project, today, options, .. } = *world;
    let verdicts: Vec<Vec<(&'static Meta, &Scope, Fact)>> = units
        .par_iter()
        .enumerate()
        .map(|(index, unit)| {
            let spared = project.environment_class(unit).is_some_and(|it| it != Class::Prod);
            let of_rule = |rule: &&'static Rule| {
                let elsewhere = if spared { rule.meta.elsewhere() } else { Elsewhere::Same };
                let context = Context { project, today, options, rule: &rule.meta };
                let facts = match elsewhere {
                    Elsewhere::Silent => Vec::new(),
                    Elsewhere::Info | Elsewhere::Same => {
                        let judge = || judge::judge(&rule.check, index, unit, &context);
                        timing::rule(rule.meta.name, judge)
                    }
                };
                let counted =
                    |fact: Fact| if elsewhere == Elsewhere::Info { fact.as_info() } else { fact };
                let of_scope = |fact| (&rule.meta, &unit.scope, counted(fact));
                facts.into_iter().map(of_scope).collect::<Vec<_>>()
            };
            rules.iter().flat_map(of_rule).collect()
        })
        .collect();
    gather(verdicts.into_iter().flatten(), (world.level, world.keep_passed), texts)
}

impl Outcome {
    /// Adds what another run of rules has to say; the total order is kept.
    pub fn append(&mut self, other: Self, texts: &Texts) {
        self.findings.extend(other.findings);
        self.findings.sort_by_cached_key(|it| fold::identity(it, texts));
        self.suppressed.extend(other.suppressed);
        self.suppressed.sort_by_cached_key(|it| fold::identity(&it.reported, texts));
        self.undecided.extend(other.undecided);
        self.passed.extend(other.passed);
        for (rule, tally) in other.tallies {
            let own = self.tallies.entry(rule).or_default();
            own.passed += tally.passed;
            own.failed += tally.failed;
            own.undecided += tally.undecided;
        }
    }
}

impl Tally {
    /// All verdicts.
    pub fn all(self) -> usize {
        self.passed + self.failed + self.undecided
    }

    fn count(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Pass => self.passed += 1,
            Verdict::Inapplicable => {}
            Verdict::Fail(_) => self.failed += 1,
            Verdict::Undecided => self.undecided += 1,
        }
    }
}

/// Folds verdicts, each with its scope, into one outcome, by what they count as on a
/// path, with those that found nothing wrong or without.
pub fn gather<'a>(
    verdicts: impl Iterator<Item = (&'static Meta, &'a Scope, Fact)>,
    (level, keep_passed): (&LevelAt<'_>, bool),
    texts: &Texts,
) -> Outcome {
    let mut outcome = Outcome::default();
    let mut folded = fold::Folded::default();
    for (rule, scope, fact) in verdicts {
        let Fact { subject, place, instance, verdict, undecided } = fact;
        let shown = match &verdict {
            Verdict::Fail(finding) => finding.primary.place.span,
            Verdict::Pass | Verdict::Inapplicable | Verdict::Undecided => place,
        };
        let level = level(rule, texts.path(shown));
        if level == Level::Off {
            continue;
        }
        outcome.tallies.entry(rule.name).or_default().count(&verdict);
        match verdict {
            Verdict::Pass if keep_passed => {
                outcome.passed.push(Passed { rule: rule.name, subject, place });
            }
            Verdict::Pass | Verdict::Inapplicable => {}
            Verdict::Undecided => {
                let (rule, settings) = (rule.name, undecided);
                outcome.undecided.push(Undecided { rule, subject, place, settings });
            }
            Verdict::Fail(finding) => {
                let severity = match level {
                    Level::Severity(severity) => severity,
                    Level::On | Level::Off => finding.severity.unwrap_or(rule.severity),
                };
                let (finding, instances, variants) = (*finding, Vec::new(), Vec::new());
                let reported = Reported { rule, severity, subject, finding, instances, variants };
                folded.add(reported, (scope, instance), texts);
            }
        }
    }
    outcome.findings = folded.finish(texts);
    let place = |it: &Undecided| (texts.path(it.place).to_owned(), texts.in_file(it.place).start);
    outcome
        .undecided
        .sort_by_cached_key(|it| (it.rule, place(it), it.subject.clone(), it.settings.clone()));
    outcome.undecided.dedup();
    outcome
}
