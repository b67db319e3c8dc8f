//! Runs rules over facts, and folds what they say into one list.

mod fold;
mod judge;

use rayon::prelude::*;
use smol_str::SmolStr;

use crate::field::Subject;
use crate::finding::{Finding, Verdict};
use crate::rule::{Context, Fact, Meta, Rule, Severity};
use crate::source::Texts;
use crate::value::Why;

/// What a run has to say.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings in their total order: path, start, end, rule, subject, message.
    pub findings: Vec<Reported>,
    /// The verdicts that the files do not decide, in the order of rule and subject.
    pub undecided: Vec<Undecided>,
    /// How many verdicts there were, undecided ones included.
    pub verdicts: usize,
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
    pub instances: Vec<SmolStr>,
}

/// One verdict that the files do not decide.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Undecided {
    /// The name of the rule.
    pub rule: &'static str,
    /// Who it is about.
    pub subject: Subject,
    /// The settings that are not known, and why.
    pub settings: Vec<(SmolStr, Why)>,
}

/// Runs rules over every unit of a project.
///
/// Units are judged in parallel; what comes out depends on neither threads nor file order, because
/// verdicts are gathered in the order of units and rules and then put into their total order.
pub fn run(rules: &[&'static Rule], context: &Context<'_>, texts: &Texts) -> Outcome {
    let units = context.project.units();
    let verdicts: Vec<Vec<(&'static Meta, Fact)>> = units
        .par_iter()
        .enumerate()
        .map(|(index, unit)| {
            let of_rule = |rule: &&'static Rule| {
                let facts = judge::judge(&rule.check, index, unit, context);
                facts.into_iter().map(|fact| (&rule.meta, fact)).collect::<Vec<_>>()
            };
            rules.iter().flat_map(of_rule).collect()
        })
        .collect();
    gather(verdicts.into_iter().flatten(), texts)
}

/// Folds verdicts into one outcome.
fn gather(verdicts: impl Iterator<Item = (&'static Meta, Fact)>, texts: &Texts) -> Outcome {
    let mut outcome = Outcome::default();
    let mut folded = fold::Folded::default();
    for (rule, fact) in verdicts {
        outcome.verdicts += 1;
        let Fact { subject, instance, verdict, undecided } = fact;
        match verdict {
            Verdict::Pass => {}
            Verdict::Undecided => {
                outcome.undecided.push(Undecided { rule: rule.name, subject, settings: undecided });
            }
            Verdict::Fail(finding) => {
                let instances = if instance.is_empty() { Vec::new() } else { vec![instance] };
                let severity = finding.severity.unwrap_or(rule.severity);
                let finding = *finding;
                folded.add(Reported { rule, severity, subject, finding, instances }, texts);
            }
        }
    }
    outcome.findings = folded.finish(texts);
    outcome.undecided.sort();
    outcome.undecided.dedup();
    outcome
}
