use jiff::civil::{Date, date};
use smol_str::SmolStr;

use crate::data::versions::Minor;
use crate::field::{Anchor, Dialect, Field};
use crate::finding::{Finding, FixClass, Severity, Verdict};
use crate::model::AmiFamily;
use crate::project::{Nodes, is_at_least};
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/nodes/ami-al2-eol.md"), Check::Nodes(check));

/// The day on which EKS stopped to support its images of Amazon Linux 2.
const ENDED: Date = date(2025, 11, 26);

/// The first version that has none.
const FIRST_WITHOUT: Minor = Minor::new(1, 33);

fn check(nodes: &Nodes<'_>, context: &Context<'_>) -> Verdict {
    let family = nodes.ami_type();
    let old = family.is(|name| AmiFamily::of(name) == AmiFamily::AmazonLinux2);
    if nodes.has_own_image().may() {
        return Verdict::Inapplicable;
    }
    let version = context.project.version_of_nodes(nodes);
    let refused = version.as_ref().map_or(Truth::False, |it| is_at_least(it, FIRST_WITHOUT)).must();
    (old & Truth::from(refused || context.today >= ENDED)).then(|| {
        let finding = match version.filter(|_| refused) {
            Some(version) => without_image(&family, &version),
            None => Finding::new("EKS no longer patches its images of Amazon Linux 2")
                .at(&family.anchor, label(&family))
                .severity(Severity::Warning)
                .note(format!(
                    "EKS ended them on {ENDED}: no security fixes since, and no image for 1.33 or later"
                )),
        };
        let finding = finding.help(
            "make new nodes with Amazon Linux 2023 or Bottlerocket, whose user data is written otherwise, and drain these",
        );
        with_fix(finding, nodes, &family)
    })
}

fn without_image(family: &Field<SmolStr>, version: &Field<Text>) -> Finding {
    let shown = version.display();
    Finding::new(format!("EKS has no image of Amazon Linux 2 for Kubernetes {shown}"))
        .at(&family.anchor, label(family))
        .and(&version.anchor, format!("the nodes are of {shown}"))
        .note(format!(
            "1.32 is the last version with one: nodes of {shown} can be neither made nor upgraded to"
        ))
}

fn label(family: &Field<SmolStr>) -> &'static str {
    if family.is_unwritten() { "is Amazon Linux 2 by default" } else { "is Amazon Linux 2" }
}

/// The image of a node group cannot be changed; Karpenter replaces nodes whose class has changed.
fn with_fix(finding: Finding, nodes: &Nodes<'_>, family: &Field<SmolStr>) -> Finding {
    let (Some(name), true) = (family.known(), family.anchor.is_written()) else { return finding };
    let Some(newer) = successor(name) else { return finding };
    let Anchor { path, .. } = &family.anchor;
    let class = match nodes.object.dialect {
        Dialect::Kubernetes if path.ends_with("alias") => FixClass::Unsafe,
        Dialect::Kubernetes => return finding,
        Dialect::Eksctl | Dialect::Resource | Dialect::Module { .. } => FixClass::Recreate,
    };
    finding.fix(class, format!("write `{newer}`"), family.anchor.set_text(newer))
}

/// The image of Amazon Linux 2023 for the same machines.
///
/// Source: EKS API reference, `Nodegroup`, `amiType`.
fn successor(name: &str) -> Option<&'static str> {
    Some(match name {
        "AL2_x86_64" => "AL2023_x86_64_STANDARD",
        "AL2_x86_64_GPU" => "AL2023_x86_64_NVIDIA",
        "AL2_ARM_64" => "AL2023_ARM_64_STANDARD",
        "AmazonLinux2" => "AmazonLinux2023",
        "al2@latest" => "al2023@latest",
        _ => return None,
    })
}
