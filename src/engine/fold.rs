//! One mistake, one finding: equal identities become one, the rest is data.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use smol_str::{SmolStr, format_smolstr};

use super::Reported;
use crate::field::{Subject, Tool};
use crate::finding::{Finding, Label};
use crate::model::Scope;
use crate::source::{Span, Texts};

/// What makes two findings the same mistake: culprit, rule, and who it is about, as the module that
/// declares it calls that: every caller of the module has the same mistake.
type Identity = (String, u32, u32, &'static str, (Tool, String));

/// The identity of a finding, which is also its place in the total order.
pub(super) fn identity(reported: &Reported, texts: &Texts) -> Identity {
    let place = texts.locate(reported.finding.primary.place);
    let path = texts.path(place).to_owned();
    let subject = &reported.subject;
    let about = (subject.tool, subject.within_module().to_owned());
    (path, place.start, place.end, reported.rule.name, about)
}

/// Findings in their total order, with equal ones folded.
#[derive(Debug, Default)]
pub(super) struct Folded {
    findings: BTreeMap<Identity, (Reported, Members)>,
}

/// Those that have a mistake, with what is said of them in other words than of the first.
type Members = BTreeMap<Member, Option<Finding>>;

/// Something that has a mistake.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Member {
    scope: SmolStr,
    environment: SmolStr,
    subject: Subject,
    instance: SmolStr,
}

impl Folded {
    /// Adds a finding; of equal ones the first in the order of scopes gives the words, and the worst
    /// the severity.
    pub(super) fn add(
        &mut self,
        reported: Reported,
        (scope, instance): (&Scope, SmolStr),
        texts: &Texts,
    ) {
        let identity = identity(&reported, texts);
        let (scope, environment) = ((&*scope.path).into(), scope.environment.clone());
        let member = Member { scope, environment, subject: reported.subject.clone(), instance };
        match self.findings.entry(identity) {
            Entry::Vacant(entry) => {
                entry.insert((reported, BTreeMap::from([(member, None)])));
            }
            Entry::Occupied(mut entry) => {
                let (first, members) = entry.get_mut();
                // Environments may differ in how bad it is.
                first.severity = first.severity.max(reported.severity);
                let other = first.finding.message != reported.finding.message;
                members.entry(member).or_insert_with(|| other.then_some(reported.finding));
            }
        }
    }

    /// The findings in their total order, with labels that say nothing new taken out.
    pub(super) fn finish(self, texts: &Texts) -> Vec<Reported> {
        let finish = |(mut reported, members): (Reported, Members)| {
            let within: SmolStr = reported.subject.within_module().into();
            let other = |it: &Member| it.subject != reported.subject;
            if members.keys().any(other)
                && members.keys().all(|it| it.subject.within_module() == within)
            {
                reported.subject.name = within;
            }
            let mut instances = instances(members);
            instances.sort_by_cached_key(|(name, _)| natural(name));
            reported.instances = instances.iter().map(|(name, _)| name.clone()).collect();
            let variant = |(name, finding): (SmolStr, Option<Finding>)| {
                let mut finding = finding?;
                tidy(&mut finding, texts);
                Some((name, finding))
            };
            reported.variants = instances.into_iter().filter_map(variant).collect();
            tidy(&mut reported.finding, texts);
            reported
        };
        self.of_one_place().into_iter().map(finish).collect()
    }

    /// The same finding folded over the subjects that share its place, such as all node groups that
    /// take a module's defaults: whoever mends that line mends all of them.
    fn of_one_place(self) -> Vec<(Reported, Members)> {
        let mut all: Vec<(Identity, (Reported, Members))> = Vec::new();
        for (identity, (reported, mut members)) in self.findings {
            let place =
                |(path, start, end, rule, _): &Identity| (path.clone(), *start, *end, *rule);
            let written = identity.2 > identity.1;
            match all.last_mut().filter(|(it, _)| written && place(it) == place(&identity)) {
                Some((_, (first, others))) if first.finding.message == reported.finding.message => {
                    first.severity = first.severity.max(reported.severity);
                    others.append(&mut members);
                }
                _ => all.push((identity, (reported, members))),
            }
        }
        all.into_iter().map(|(_, found)| found).collect()
    }
}

/// The names of those that have a mistake: keys alone where nothing else tells them apart.
fn instances(members: Members) -> Vec<(SmolStr, Option<Finding>)> {
    let Some((first, _)) = members.first_key_value() else { return Vec::new() };
    let one_scope = members.keys().all(|it| it.scope == first.scope);
    let one_subject = members.keys().all(|it| it.subject == first.subject);
    let name = |Member { scope, environment, subject, instance }: &Member| {
        let name = match (one_subject, instance.starts_with("module.")) {
            (true, _) => keys(instance),
            (false, true) => instance.clone(),
            (false, false) => format_smolstr!("{subject}{instance}"),
        };
        let scope = if scope.is_empty() { "." } else { scope };
        // What a kustomization builds of a shared base goes by its folder.
        let name = if !one_scope && name == scope { SmolStr::default() } else { name };
        // An environment is named even if it is the only one that has the mistake.
        let place = match (one_scope, environment.as_str()) {
            (true, environment) => SmolStr::from(environment),
            (false, "") => scope.into(),
            (false, environment) => format_smolstr!("{scope} ({environment})"),
        };
        match (place.is_empty(), name.is_empty()) {
            (true, _) => name,
            (false, true) => place,
            (false, false) => format_smolstr!("{place}: {name}"),
        }
    };
    let named = members.into_iter().map(|(member, finding)| (name(&member), finding));
    named.filter(|(name, _)| !name.is_empty()).collect()
}

/// The keys of an address, one behind the other: `module.a["x"].aws_subnet.b[0]` has `["x"][0]`.
fn keys(address: &str) -> SmolStr {
    let (mut keys, mut inside, mut quoted, mut escaped) = (String::new(), false, false, false);
    for character in address.chars() {
        inside |= character == '[';
        if inside {
            keys.push(character);
        }
        quoted ^= character == '"' && !escaped;
        escaped = character == '\\' && !escaped;
        inside &= character != ']' || quoted;
    }
    if keys.is_empty() { address.into() } else { keys.into() }
}

/// Orders `[2]` before `[10]`: numbers count as numbers, wherever they stand.
fn natural(instance: &SmolStr) -> String {
    let (mut key, mut number) = (String::new(), String::new());
    for character in instance.chars().chain(std::iter::once(' ')) {
        if character.is_ascii_digit() {
            number.push(character);
            continue;
        }
        if !number.is_empty() {
            key.extend(std::iter::repeat_n('0', 20_usize.saturating_sub(number.len())));
            key.push_str(&std::mem::take(&mut number));
        }
        key.push(character);
    }
    key
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
    use super::{Folded, keys};
    use crate::engine::Reported;
    use crate::field::{Subject, Tool};
    use crate::finding::Finding;
    use crate::model::{Scope, ScopeKind};
    use crate::report::fixture::SUBNET_SMALL;
    use crate::source::{Span, Texts};

    /// The instances and the subject that one mistake of several members has.
    fn folded(members: &[(&str, &str, &str)]) -> (String, Vec<String>) {
        let texts = Texts::default();
        let text = texts.add_file("main.tf", "cidr = 1\n");
        let mut folded = Folded::default();
        for (scope, name, instance) in members {
            let finding = Finding::new("small").at_place(Span::new(text, 7, 8), "");
            let subject = Subject { tool: Tool::Terraform, name: (*name).into() };
            let (rule, severity) = (&SUBNET_SMALL, SUBNET_SMALL.severity);
            let (instances, variants) = (Vec::new(), Vec::new());
            let reported = Reported { rule, severity, subject, finding, instances, variants };
            let (path, environment) = scope.split_once('@').unwrap_or((scope, ""));
            let mut scope = Scope::of(ScopeKind::Terraform, path);
            scope.environment = environment.into();
            folded.add(reported, (&scope, (*instance).into()), &texts);
        }
        let mut all = folded.finish(&texts);
        assert_eq!(all.len(), 1, "{members:?}");
        let one = all.remove(0);
        (one.subject.to_string(), one.instances.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn callers_and_instances_are_named_by_what_tells_them_apart() {
        let one = |subject: &str, instances: &[&str]| {
            (subject.to_owned(), instances.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>())
        };
        let keyed = [("", "x.y", "[1]"), ("", "x.y", "[10]"), ("", "x.y", "[2]")];
        assert_eq!(folded(&keyed), one("x.y", &["[1]", "[2]", "[10]"]));
        let (a, b) = ("module.m[\"a\"].x.y[0]", "module.m[\"b\"].x.y[0]");
        let module = [("", "module.m.x.y", a), ("", "module.m.x.y", b)];
        assert_eq!(folded(&module), one("module.m.x.y", &["[\"a\"][0]", "[\"b\"][0]"]));
        let nested = [
            ("", "module.m.x.y", "module.m[1].x.y[10]"),
            ("", "module.m.x.y", "module.m[1].x.y[9]"),
        ];
        assert_eq!(folded(&nested), one("module.m.x.y", &["[1][9]", "[1][10]"]));
        let callers = [("", "module.a.x.y", ""), ("", "module.b.x.y", "module.b[0].x.y")];
        assert_eq!(folded(&callers), one("x.y", &["module.a.x.y", "module.b[0].x.y"]));
        let roots = [("", "module.a.x.y", ""), ("live", "module.a.x.y", "")];
        assert_eq!(folded(&roots), one("module.a.x.y", &[".", "live"]));
        let defaults = [("", "module.eks/blue", ""), ("", "module.eks/green", "")];
        let both = ["module.eks/blue", "module.eks/green"];
        assert_eq!(folded(&defaults), one("module.eks/blue", &both));
        let environments = [("live@dev", "x.y", ""), ("live@prod", "x.y", "")];
        assert_eq!(folded(&environments), one("x.y", &["dev", "prod"]));
        assert_eq!(folded(&[("live@prod", "x.y", "[1]")]), one("x.y", &["prod: [1]"]));
        let overlays = [("dev", "x.y", "dev"), (".", "x.y", "."), ("prod", "x.y", "prod")];
        assert_eq!(folded(&overlays), one("x.y", &[".", "dev", "prod"]));
        assert_eq!(folded(&overlays[..1]), one("x.y", &["dev"]), "the other ones mend it");
        let both = [("live@prod", "x.y", ""), ("lab", "x.y", "")];
        assert_eq!(folded(&both), one("x.y", &["lab", "live (prod)"]));
        assert_eq!(keys("module.a[\"]\\\"[\"].b[2]"), "[\"]\\\"[\"][2]");
    }

    #[test]
    fn what_stands_in_no_file_is_no_reason_to_stop() {
        let finding = Finding::new("nowhere").at_place(Span::NOWHERE, "by default");
        let subject = Subject { tool: Tool::Terraform, name: "aws_subnet.a".into() };
        let rule = &SUBNET_SMALL;
        let severity = rule.severity;
        let finding = finding.and_place(Span::NOWHERE, "also nowhere");
        let (instances, variants) = (Vec::new(), Vec::new());
        let reported = Reported { rule, severity, subject, finding, instances, variants };
        let (mut folded, texts) = (Folded::default(), Texts::default());
        let scope = Scope::of(ScopeKind::Terraform, "");
        folded.add(reported, (&scope, "".into()), &texts);
        assert_eq!(folded.finish(&texts).len(), 1);
    }
}
