//! One rule over the nodes of one unit, and over the networks that they are in.

use super::each;
use crate::model::{NodeGroup, Unit};
use crate::rule::{Check, Context, Fact};

/// The verdicts of a check on nodes and networks; none of one that judges something else.
pub(super) fn judge(check: &Check, index: usize, unit: &Unit, context: &Context<'_>) -> Vec<Fact> {
    let project = context.project;
    match check {
        Check::NodeGroupInCluster(check) => {
            each(project.pools(index), |it| (&it.group.object, check(it, context)))
        }
        Check::Nodes(check) => each(&project.nodes(index), |it| (it.object, check(it, context))),
        Check::LaunchTemplate(check) => {
            let of_groups = unit.facts.node_groups.iter().filter_map(NodeGroup::launch_template);
            let all: Vec<_> = of_groups.chain(unit.facts.node_classes.iter().cloned()).collect();
            each(&all, |it| (&it.object, check(it, context)))
        }
        Check::NodeRole(check) => {
            each(&project.node_roles(index), |it| (&it.role.object, check(it, context)))
        }
        Check::NodePolicy(check) => {
            each(&project.node_policies(index), |it| (&it.object, check(it, context)))
        }
        Check::Vpc(check) => each(project.vpcs(index), |it| (&it.object, check(it, context))),
        Check::Egress(check) => each(project.egress(index), |it| (&it.object, check(it, context))),
        Check::Discovery(check) => {
            each(&project.discoveries(index), |it| (&it.object, check(it, context)))
        }
        Check::AddressPool(check) => {
            let pools = each(project.pools(index), |it| (it.object(), check(it, context)));
            // A pool spans the instances of its subnets: none of them is meant in particular.
            pools.into_iter().map(|fact| Fact { instance: "".into(), ..fact }).collect()
        }
        _ => Vec::new(),
    }
}
