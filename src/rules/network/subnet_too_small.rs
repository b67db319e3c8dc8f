use crate::data::instances::instance;
use crate::field::Tool;
use crate::finding::{Finding, Severity, Verdict};
use crate::model::Subnet;
use crate::project::AddressPool;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/network/subnet-too-small.md"),
    Check::AddressPool(check),
);

fn check(pool: &AddressPool, context: &Context<'_>) -> Verdict {
    let subnets = match &pool.subnets {
        Ok(subnets) => subnets,
        Err(why) => return Verdict::undecided(&pool.named.path, why),
    };
    let ipv6 =
        pool.cluster.as_ref().map_or(Truth::False, |it| it.ip_family().is(|it| it == "ipv6"));
    let prefix = context.option("prefix");
    let small = |subnet: &Subnet| subnet.cidr.is(|cidr| i64::from(cidr.prefix_len()) >= prefix);
    let all = Truth::all(subnets.iter().map(small)) & Truth::from(!subnets.is_empty());
    (all & !ipv6).then(|| {
        let first = &subnets[0];
        let usable: u64 = subnets.iter().filter_map(|it| it.cidr.known()).map(Subnet::usable).sum();
        let finding = Finding::new(message(pool, subnets, usable))
            .at(&first.cidr.anchor, sizes(subnets))
            .and(&pool.named, "nodes and pods take their addresses here");
        let finding = match room(pool, usable) {
            Some(room) => finding.note(room.says).severity(room.severity),
            None => finding,
        };
        let remedy = match pool.group.object.tool() {
            Tool::Eksctl => "give the VPC a /16 in `vpc.cidr`: each subnet is an eighth of it",
            _ => "a subnet cannot grow: plan /20 or larger, or add a secondary CIDR block with custom networking",
        };
        finding
            .note("when the addresses are used up new pods stay in ContainerCreating and nodes fail to join")
            .help(remedy)
    })
}

fn message(pool: &AddressPool, subnets: &[Subnet], usable: u64) -> String {
    let group = pool.group.called();
    let count = subnets.len();
    let subnets = if count == 1 { "1 subnet" } else { &format!("{count} subnets") };
    format!("{usable} addresses in {subnets} for all nodes and pods of `{group}`")
}

/// `3 x /24`, or the ranges of different sizes.
fn sizes(subnets: &[Subnet]) -> String {
    let mut prefixes: Vec<u8> =
        subnets.iter().filter_map(|it| it.cidr.known()).map(ipnet::IpNet::prefix_len).collect();
    prefixes.sort_unstable();
    let groups = prefixes.chunk_by(|one, two| one == two);
    let shown = groups.map(|group| format!("{} x /{}", group.len(), group[0]));
    shown.collect::<Vec<_>>().join(", ")
}

/// What the nodes of a group take of its addresses.
struct Room {
    says: String,
    severity: Severity,
}

/// How many nodes of the largest instance type fit, or what all nodes that the group may have take.
fn room(pool: &AddressPool, usable: u64) -> Option<Room> {
    let types = pool.instance_types();
    let each = types.iter().map(|field| {
        let name = field.known()?;
        let addresses = instance(name)?.addresses_per_node()?;
        Some((name.to_string(), u64::from(addresses)))
    });
    let largest = each.collect::<Option<Vec<_>>>()?.into_iter().max_by_key(|(_, each)| *each)?;
    let (name, each) = largest;
    let nodes = usable.checked_div(each)?;
    let most = pool.group.maximum().known().and_then(|most| u64::try_from(*most).ok());
    let Some(most) = most.filter(|most| *most <= nodes) else {
        let says =
            format!("{usable} addresses at {each} for each {name}: full at node {}", nodes + 1);
        return Some(Room { says, severity: Severity::Warning });
    };
    let taken = most * each;
    let says = format!(
        "at most {most} x {name} at {each} addresses: {taken} of {usable}, if nothing else takes any"
    );
    // There is room for seven other groups of the same size.
    let ample = taken.saturating_mul(8) <= usable;
    Some(Room { says, severity: if ample { Severity::Info } else { Severity::Warning } })
}
