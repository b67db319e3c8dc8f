use crate::field::Tool;
use crate::finding::{Finding, Verdict};
use crate::model::Subnet;
use crate::project::{AddressPool, Room};
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/network/subnet-too-small.md"),
    Check::AddressPool(check),
);

fn check(pool: &AddressPool, context: &Context<'_>) -> Verdict {
    let subnets = match &pool.subnets {
        Ok(subnets) => subnets,
        Err(why) => {
            crate::field::watch::note(&pool.named.path, why.clone());
            return Verdict::Undecided;
        }
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
        let finding = match arithmetic(&context.project.room_of(pool)) {
            Some(room) => finding.note(room),
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
    let group = pool
        .group
        .name()
        .known()
        .map_or_else(|| pool.group.object.subject.to_string(), crate::value::Text::display);
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

/// How many nodes of the largest instance type fit, or what all nodes that the group may have take.
fn arithmetic(room: &Room) -> Option<String> {
    let usable = room.usable()?;
    let share = room.share.as_ref().ok()?;
    let (name, each) = (share.instance.name, share.each());
    let nodes: u64 = room.fitting()?.iter().sum();
    Some(match (&room.maximum, room.wanted()) {
        (Ok(most), Some(taken)) if *most <= nodes => format!(
            "at most {most} x {name} at {each} addresses: {taken} of {usable}, if nothing else takes any"
        ),
        _ => format!("{usable} addresses at {each} for each {name}: full at node {}", nodes + 1),
    })
}
