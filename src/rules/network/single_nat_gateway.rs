use crate::field::Dialect;
use crate::finding::{Finding, FixClass, Severity, Verdict};
use crate::inputs::Class;
use crate::project::Egress;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/network/single-nat-gateway.md"),
    Check::Egress(check),
);

fn check(egress: &Egress, context: &Context<'_>) -> Verdict {
    (egress.single & egress.shared).then(|| {
        let message = "subnets in several zones reach the internet through one NAT gateway";
        let text = if egress.decides.is_written() { "one for all zones" } else { "one for all zones by default" };
        let finding = Finding::new(message).at(&egress.decides, text);
        let finding = egress.subnets.iter().fold(finding, |finding, subnets| {
            finding.and(subnets, "subnets in several zones have it as their way out")
        });
        let finding = finding.note("when its zone fails, nodes of every zone lose image pulls, AWS APIs and the internet; until then, traffic from the other zones is paid for twice");
        let finding = match &egress.object.dialect {
            Dialect::Eksctl => finding
                .help("set `vpc.nat.gateway: HighlyAvailable`, which eksctl does only when it creates the VPC")
                .fix(
                    FixClass::Recreate,
                    "make a NAT gateway for each zone",
                    egress.decides.set("HighlyAvailable"),
                ),
            Dialect::Module { .. } => finding
                .help("set `single_nat_gateway = false` and `one_nat_gateway_per_az = true`")
                .fix(
                    FixClass::Unsafe,
                    "make a NAT gateway for each zone",
                    egress.decides.set(false),
                ),
            Dialect::Resource | Dialect::Kubernetes => finding.help(
                "make one for each zone with a route table of its own, or one that is regional: `availability_mode = \"regional\"`",
            ),
        };
        match class(egress, context) {
            Some(Class::Dev) => finding.severity(Severity::Info),
            _ => finding,
        }
    })
}

/// What the environment of the gateway is for.
fn class(egress: &Egress, context: &Context<'_>) -> Option<Class> {
    let unit = context.project.unit_of(&egress.object)?;
    context.project.environment_class(unit)
}
