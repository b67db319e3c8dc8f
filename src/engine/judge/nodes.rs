//! One rule over the nodes of one unit.

use super::each;
use crate::model::{NodeGroup, Unit};
use crate::rule::{Check, Context, Fact};

/// The verdicts of a check on nodes; none of one that judges something else.
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
        _ => Vec::new(),
    }
}
