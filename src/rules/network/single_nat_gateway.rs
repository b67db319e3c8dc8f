use crate::field::{Dialect, watch};
use crate::finding::{Finding, FixClass, Verdict};
use crate::project::Egress;
use crate::rule::{Check, Context, Rule};
use crate::value::{Truth, Why};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/network/single-nat-gateway.md"), Check::Egress(check));

fn check(egress: &Egress, _: &Context<'_>) -> Verdict {
    if egress.shared == Truth::Unknown || egress.single == Truth::Unknown {
        let unknown = egress.unknown.clone();
        let why = unknown.unwrap_or(Why::Elsewhere("the zone of each of its subnets".into()));
        watch::note(&egress.decides.path, why);
    }
    (egress.single & egress.shared).then(|| {
        let message = "subnets in several zones reach the internet through one NAT gateway";
        let text = match (&egress.object.dialect, egress.decides.is_written()) {
            (Dialect::Eksctl, false) => "one for all zones by default",
            _ => "one for all zones",
        };
        let finding = Finding::new(message).at(&egress.decides, text);
        let finding = egress.subnets.iter().fold(finding, |finding, subnets| {
            finding.and(subnets, "subnets in several zones have it as their way out")
        });
        let finding = finding.note("when its zone fails, nodes of every zone lose image pulls, AWS APIs and the internet; until then, traffic from other zones is paid for twice");
        mended(finding, egress)
    })
}

/// What to do, in the words of the tool.
fn mended(finding: Finding, egress: &Egress) -> Finding {
    const TITLE: &str = "make a NAT gateway for each zone";
    match &egress.object.dialect {
        Dialect::Eksctl => finding
            .help("set `vpc.nat.gateway: HighlyAvailable`, which eksctl does only when it creates the VPC")
            .fix(FixClass::Recreate, TITLE, egress.decides.set("HighlyAvailable")),
        // With addresses of somebody's own there has to be one for each gateway.
        Dialect::Module { .. } if egress.needs_addresses.may() => finding.help(
            "set `single_nat_gateway = false` and `one_nat_gateway_per_az = true`, and name an Elastic IP for each zone in `external_nat_ip_ids`",
        ),
        Dialect::Module { .. } => {
            let zones = egress.per_zone.iter().map(|it| it.set(true));
            let edits = std::iter::once(egress.decides.set(false)).chain(zones);
            finding
                .help("set `single_nat_gateway = false` and `one_nat_gateway_per_az = true`")
                .fix_all(FixClass::Unsafe, TITLE, edits.collect())
        }
        Dialect::Resource | Dialect::Kubernetes => finding.help(
            "make one for each zone with a route table of its own, or one that is regional: `availability_mode = \"regional\"`",
        ),
    }
}
