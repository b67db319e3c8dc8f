//! One mistake, one finding: equal identities become one, the rest is data.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::Reported;
use crate::field::Subject;
use crate::finding::{Finding, Label};
use crate::source::{Span, Texts};

/// What makes two findings the same mistake: culprit, rule, subject.
type Identity = (String, u32, u32, &'static str, Subject);

/// The identity of a finding, which is also its place in the total order.
pub(super) fn identity(reported: &Reported, texts: &Texts) -> Identity {
    let place = texts.locate(reported.finding.primary.place);
    let path = texts.path(place).to_owned();
    (path, place.start, place.end, reported.rule.name, reported.subject.clone())
}

/// Findings in their total order, with equal ones folded.
#[derive(Debug, Default)]
pub(super) struct Folded {
    findings: BTreeMap<Identity, Reported>,
}

impl Folded {
    /// Adds a finding; of equal ones the first in the order of scopes gives the words.
    pub(super) fn add(&mut self, reported: Reported, texts: &Texts) {
        let identity = identity(&reported, texts);
        let instances = reported.instances.clone();
        let folded = self.findings.entry(identity).or_insert(reported);
        for instance in instances {
            if !folded.instances.contains(&instance) {
                folded.instances.push(instance);
            }
        }
    }

    /// The findings in their total order, with labels that say nothing new taken out.
    pub(super) fn finish(self, texts: &Texts) -> Vec<Reported> {
        let mut findings: Vec<_> = self.findings.into_values().collect();
        for reported in &mut findings {
            reported.instances.sort_by_key(natural);
            tidy(&mut reported.finding, texts);
        }
        findings
    }
}

/// Orders `[2]` before `[10]`.
fn natural(instance: &SmolStr) -> (usize, SmolStr) {
    let number = instance.trim_matches(['[', ']']).bytes().all(|byte| byte.is_ascii_digit());
    (if number { instance.len() } else { 0 }, instance.clone())
}

/// Drops labels at a place that has one, and steps of a way that lie on a labelled line.
fn tidy(finding: &mut Finding, texts: &Texts) {
    let mut places: Vec<Span> = vec![texts.locate(finding.primary.place)];
    let (way, facts): (Vec<Label>, Vec<Label>) =
        std::mem::take(&mut finding.related).into_iter().partition(|label| label.way);
    let line = |span: Span| {
        // What stands in no file shares its line with nothing.
        let position = || texts.text(span.text).position(span.start);
        (span != Span::NOWHERE).then(|| (span.text, position().line))
    };
    for label in facts.into_iter().chain(way) {
        let place = texts.locate(label.place);
        let known = if label.way {
            line(place).is_some() && places.iter().any(|it| line(*it) == line(place))
        } else {
            places.contains(&place)
        };
        if !known {
            places.push(place);
            finding.related.push(label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Folded;
    use crate::engine::Reported;
    use crate::field::{Subject, Tool};
    use crate::finding::Finding;
    use crate::report::fixture::SUBNET_SMALL;
    use crate::source::{Span, Texts};

    #[test]
    fn what_stands_in_no_file_is_no_reason_to_stop() {
        let finding = Finding::new("nowhere").at_place(Span::NOWHERE, "by default");
        let subject = Subject { tool: Tool::Terraform, name: "aws_subnet.a".into() };
        let rule = &SUBNET_SMALL;
        let severity = rule.severity;
        let finding = finding.and_place(Span::NOWHERE, "also nowhere");
        let reported = Reported { rule, severity, subject, finding, instances: Vec::new() };
        let (mut folded, texts) = (Folded::default(), Texts::default());
        folded.add(reported, &texts);
        assert_eq!(folded.finish(&texts).len(), 1);
    }
}
