use crate::field::Field;
use crate::finding::{Finding, FixClass, Severity, Verdict};
use crate::project::AddressPool;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/nodegroup-scaling-bounds.md"),
    Check::NodeGroup(check),
);

fn check(pool: &AddressPool, _: &Context<'_>) -> Verdict {
    let [least, desired, most] = &pool.group.sizes();
    let pairs = [
        (above(least, most), (most, "max"), (least, "min"), "below"),
        (above(least, desired), (desired, "desired"), (least, "min"), "below"),
        (above(desired, most), (desired, "desired"), (most, "max"), "above"),
    ];
    let any = Truth::any(pairs.iter().map(|(wrong, ..)| *wrong));
    any.then(|| {
        let wrong = pairs.iter().find(|(wrong, ..)| wrong.must()).unwrap_or(&pairs[0]);
        let (_, (first, one), (second, two), relation) = wrong;
        let named = |field: &Field<i64>, name: &str| {
            let by_default = if field.is_unwritten() { " by default" } else { "" };
            format!("{name} is {}{by_default}", shown(field))
        };
        // The place of what is written, and of the bound that is meant to give way.
        let (guilty, other, said, also) = match first.is_unwritten() {
            true => (second, first, named(second, two), named(first, one)),
            false => (first, second, named(first, one), named(second, two)),
        };
        let group = super::called(&pool.group);
        let (one_is, two_is) = (shown(first), shown(second));
        let wants = match *one {
            "desired" => format!("starts with {one_is} nodes"),
            _ => format!("allows {one_is} nodes at most"),
        };
        let message = format!("`{group}` {wants}, which is {relation} its {two} of {two_is}");
        let finding = Finding::new(message)
            .at(&guilty.anchor, said)
            .and(&other.anchor, also)
            .note("AWS refuses the group: min, desired and max have to be in this order")
            .help(format!(
                "make {one} {} or change {two}",
                if *relation == "below" {
                    format!("{two_is} or more")
                } else {
                    format!("{two_is} or less")
                }
            ));
        let finding = match guilty.is_unwritten() || other.is_unwritten() {
            true => finding.severity(Severity::Warning),
            false => finding,
        };
        match (*one, first.is_unwritten(), second.known()) {
            ("desired", false, Some(bound)) => finding.fix(
                FixClass::Unsafe,
                format!("start with {bound}"),
                first.anchor.set(*bound),
            ),
            _ => finding,
        }
    })
}

/// Whether one number is certainly greater than another; a number that nobody sets is neither.
fn above(one: &Field<i64>, two: &Field<i64>) -> Truth {
    if one.is_unwritten() && two.is_unwritten() {
        return Truth::False;
    }
    one.holds(|one| two.is(|two| one > two))
}

fn shown(field: &Field<i64>) -> String {
    field.known().map_or_else(|| "?".to_owned(), ToString::to_string)
}
