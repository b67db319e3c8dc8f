//! What is said of a finding beside its message, in the words that every report has for it.

use super::Report;
use super::plural::count;
use super::sanitise::clean;
use super::spot::spot;
use crate::engine::Reported;
use crate::finding::{FixClass, Hop};
use crate::rule::Severity;
use crate::source::Place;
use crate::value::Truth;

/// Instances that are named.
const INSTANCES: usize = 6;

/// One thing that is said, such as `help` and what to do; harmless to print, each on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Detail {
    /// What kind of thing it is.
    pub(super) name: String,
    /// What is said.
    pub(super) text: String,
}

/// Everything that is said of a finding beside its message: what stands at its place, what else was
/// used, where else it is so, what happens and what to do.
pub(super) fn details(report: &Report<'_>, reported: &Reported) -> Vec<Detail> {
    let finding = &reported.finding;
    let detail = |name: &str, text: &str| Detail {
        name: name.to_owned(),
        text: clean(text).trim().to_owned(),
    };
    let here = Some(&finding.primary.text).filter(|text| !text.is_empty());
    let related = finding.related.iter().filter_map(|label| {
        let place = name(report, label.place)?;
        Some(detail("see", format!("{place}: {}", label.text).trim_end_matches(": ")))
    });
    let mut all: Vec<Detail> = here.map(|text| detail("here", text)).into_iter().collect();
    all.extend(related);
    all.extend(instances(reported).map(|(name, text)| Detail { name, text }));
    all.extend(finding.chain.iter().map(|hop| link(report, hop)));
    all.extend(finding.notes.iter().map(|note| detail("note", note)));
    all.extend(finding.help.iter().map(|help| detail("help", help)));
    all.extend(finding.fixes.iter().map(|fix| detail(fix_title(fix.class), &fix.title)));
    all
}

/// `path:line:column` of a place, from the root of the project.
fn name(report: &Report<'_>, place: Place) -> Option<String> {
    let spot = spot(report, place)?;
    Some(format!("{}:{}:{}", spot.path, spot.start.line, spot.start.column))
}

/// A link between a pod and its credentials.
fn link(report: &Report<'_>, hop: &Hop) -> Detail {
    let mark = match hop.holds {
        Truth::True => "✓",
        Truth::False => "✗",
        Truth::Unknown => "?",
    };
    let place = hop.place.and_then(|place| name(report, place));
    let place = place.map_or_else(String::new, |place| format!(" ({place})"));
    Detail {
        name: format!("{mark} {}", hop.link.name()),
        text: clean(&format!("{}{place}", hop.text)).into_owned(),
    }
}

/// `in 3 instances` and `a, b, c`; nothing where the only one is that of `count = 1`.
pub(super) fn instances(reported: &Reported) -> Option<(String, String)> {
    let all = reported.instances.len();
    let names: Vec<_> = reported.instances.iter().take(INSTANCES).map(|name| clean(name)).collect();
    let listed = names.join(", ");
    let title = format!("in {}", count(all, "instance"));
    match all {
        0 => None,
        1 if listed == "[0]" => None,
        _ if all > INSTANCES => Some((title, format!("{listed} and {} more", all - INSTANCES))),
        _ => Some((title, listed)),
    }
}

/// What a fix is called, by who may apply it.
pub(super) fn fix_title(class: FixClass) -> &'static str {
    match class {
        FixClass::Safe => "fix",
        FixClass::Unsafe => "fix (unsafe)",
        FixClass::Recreate => "fix (recreates it)",
    }
}

/// The findings that count, the worst first, and those that are equally bad in the order of files.
pub(super) fn worst_first<'a>(report: &Report<'a>) -> Vec<&'a Reported> {
    let mut findings: Vec<&Reported> = report.outcome.findings.iter().collect();
    findings.sort_by_key(|it| std::cmp::Reverse(it.severity));
    findings
}

/// `2 errors, 1 warning`, of findings; what there is none of is not named.
pub(super) fn by_severity(findings: &[&Reported]) -> String {
    let of = |severity: Severity| {
        let number = findings.iter().filter(|it| it.severity == severity).count();
        let noun = severity.name();
        (number > 0).then(|| {
            if severity == Severity::Info {
                format!("{number} {noun}")
            } else {
                count(number, noun)
            }
        })
    };
    let parts = [Severity::Error, Severity::Warning, Severity::Info].into_iter().filter_map(of);
    parts.collect::<Vec<_>>().join(", ")
}

/// The beginning of a text, in at most `most` bytes, with an ellipsis if anything was cut.
pub(super) fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let kept = text.floor_char_boundary(most.saturating_sub('…'.len_utf8()));
    format!("{}…", &text[..kept])
}

#[cfg(test)]
mod tests {
    use super::{by_severity, cut, details, worst_first};
    use crate::report::fixture::Run;
    use crate::rule::Severity;

    #[test]
    fn everything_that_the_text_report_says_is_said() {
        let run = Run::irsa();
        let details = details(&run.report(), &run.outcome.findings[0]);
        let said: Vec<_> = details.iter().map(|it| format!("{}: {}", it.name, it.text)).collect();
        assert_eq!(
            said,
            [
                "here: no ServiceAccount `orders-service` in namespace `production`",
                "see: k8s/orders.yaml:4:9: a similar name: is this the one?",
                "see: k8s/orders.yaml:7:33: it assumes the role",
                "note: its pods get AccessDenied from sts:AssumeRoleWithWebIdentity when they \
                 first call AWS",
                "help: trust `system:serviceaccount:production:order-service`",
                "fix (unsafe): trust the service account that is declared",
            ]
        );
    }

    #[test]
    fn the_worst_come_first_and_are_counted() {
        let run = Run::big();
        let report = run.report();
        let worst = worst_first(&report);
        assert_eq!(worst[0].severity, Severity::Error);
        assert!(worst.is_sorted_by_key(|it| std::cmp::Reverse(it.severity)));
        assert_eq!(by_severity(&worst), "16 errors, 16 warnings, 16 info");
    }

    #[test]
    fn characters_are_not_cut_apart() {
        assert_eq!(cut("abcd", 4), "abcd");
        assert_eq!(cut("abcde", 4), "a…");
        assert_eq!(cut("日本語", 8), "日…");
    }
}
