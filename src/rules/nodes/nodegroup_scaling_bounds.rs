use crate::field::Field;
use crate::finding::{Finding, FixClass, Severity, Verdict};
use crate::model::NodeGroup;
use crate::project::AddressPool;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/nodes/nodegroup-scaling-bounds.md"),
    Check::NodeGroupInCluster(check),
);

/// Two numbers in the wrong order.
struct Pair<'a> {
    /// The number that is the wrong one, and its name.
    wrong: (&'a Field<i64>, &'static str),
    /// The number that it should be on the other side of.
    bound: (&'a Field<i64>, &'static str),
    /// On which side it is.
    side: &'static str,
    /// Whether that is so.
    holds: Truth,
}

fn check(pool: &AddressPool, _: &Context<'_>) -> Verdict {
    let [least, desired, most] = &pool.group.sizes();
    let pair = |wrong, bound, side, holds| Pair { wrong, bound, side, holds };
    let pairs = [
        pair((most, "max"), (least, "min"), "below", above(least, most)),
        pair((desired, "desired"), (least, "min"), "below", above(least, desired)),
        pair((desired, "desired"), (most, "max"), "above", above(desired, most)),
    ];
    let any = Truth::any(pairs.iter().map(|it| it.holds));
    any.then(|| {
        let pair = pairs.iter().find(|it| it.holds.must()).unwrap_or(&pairs[0]);
        report(&pool.group, pair)
    })
}

fn report(group: &NodeGroup, pair: &Pair<'_>) -> Finding {
    let Pair { wrong: (wrong, name), bound: (bound, limit), side, .. } = pair;
    let (number, other) = (shown(wrong), shown(bound));
    let wants = match *name {
        "desired" => format!("starts with {number} nodes"),
        _ => format!("allows {number} nodes at most"),
    };
    let labelled = |field: &Field<i64>, name: &str| {
        let by_default = if field.is_unwritten() { " by default" } else { "" };
        format!("{name} is {}{by_default}", shown(field))
    };
    let (mut guilty, mut beside) = ((wrong, *name), (bound, *limit));
    if wrong.is_unwritten() {
        (guilty, beside) = (beside, guilty);
    }
    let enough = if *side == "below" { "more" } else { "less" };
    let ignored = group.ignores_desired && *name == "desired";
    let finding =
        Finding::new(format!("`{}` {wants}, which is {side} its {limit} of {other}", group.called()))
            .at(&guilty.0.anchor, labelled(guilty.0, guilty.1))
            .and(&beside.0.anchor, labelled(beside.0, beside.1))
            .note(if ignored {
                "AWS refuses to make the group; one that is there keeps its size, because changes of it are ignored"
            } else {
                "AWS refuses the group: min, desired and max have to be in this order"
            })
            .help(format!("make {name} {other} or {enough}, or change {limit}"));
    let finding = if ignored { finding.severity(Severity::Warning) } else { finding };
    match bound.known() {
        Some(bound) if *name == "desired" && !wrong.is_unwritten() => {
            finding.fix(FixClass::Unsafe, format!("start with {bound}"), wrong.anchor.set(*bound))
        }
        _ => finding,
    }
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
