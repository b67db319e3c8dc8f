//! Runs rules over facts, and folds what they say into one list.

use smol_str::SmolStr;

use crate::field::Subject;
use crate::finding::Finding;
use crate::rule::{Meta, Severity};
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
