//! What the role of nodes may do beyond the work of nodes.

use smol_str::SmolStr;

use super::NodePolicy;
use crate::data::node_policies::{OF_NODE_ITSELF, OF_NODES};
use crate::model::{Policy, Statement};
use crate::value::{Text, Truth, Value, Why};

/// What a policy gives to nodes that no node needs for itself, and whether it does.
#[derive(Clone, Debug)]
pub enum Beyond {
    /// The first action that its document allows beyond them.
    Action(Truth, String),
    /// The policy as a whole, by its name: one of AWS that is not meant for nodes.
    Policy(Truth, SmolStr),
}

impl Beyond {
    /// Whether it does.
    pub fn truth(&self) -> Truth {
        let (Self::Action(truth, _) | Self::Policy(truth, _)) = self;
        *truth
    }
}

impl NodePolicy {
    /// What the policy gives beyond the work of nodes: by its document, else by its name. Of a policy
    /// of one's own, whose document is not at hand, nothing is known.
    pub fn beyond_nodes(&self) -> Beyond {
        if let Some(document) = &self.document {
            let stated = Truth::any(document.statements.iter().map(is_beyond));
            let action = first_beyond(document);
            let action = action.unwrap_or_else(|| "more than a node needs".to_owned());
            return Beyond::Action(stated | document.unseen("policy"), action);
        }
        let Some(arn) = self.arn() else {
            return Beyond::Policy(Truth::Unknown, SmolStr::default());
        };
        let known = arn.known().unwrap_or_default();
        let name = known.rsplit('/').next().unwrap_or_default();
        let of_aws = arn.starts_with("arn:aws") & arn.contains(":iam::aws:policy/");
        let is_extra = !known.is_empty() && !OF_NODES.contains(&name);
        let extra = if known.is_empty() { Truth::Unknown } else { Truth::from(is_extra) };
        let truth = if of_aws == Truth::False { Truth::Unknown } else { of_aws & extra };
        Beyond::Policy(truth, name.into())
    }

    /// Why neither its name nor its document is known, if so.
    pub fn unnamed(&self) -> Option<Why> {
        let unnamed = self.document.is_none() && self.arn().is_none();
        let why = || self.policy.why().or_else(|| self.policy.known().map(Value::why));
        why().filter(|_| unnamed)
    }
}

/// Whether a statement allows something that no node needs for itself.
fn is_beyond(statement: &Statement) -> Truth {
    let allows = statement.effect.is(|effect| effect == "Allow");
    allows & statement.actions.any(|action| action.holds(is_more))
}

fn is_more(action: &Text) -> Truth {
    let own = OF_NODE_ITSELF.iter().map(|start| action.starts_with(start));
    !Truth::any(own)
}

fn first_beyond(document: &Policy) -> Option<String> {
    let allowed = document.statements.iter().filter(|it| is_beyond(it).must());
    let actions = allowed.flat_map(|it| it.actions.seen());
    let mut known = actions.filter_map(|it| it.known());
    known.find(|action| is_more(action).must()).map(Text::display)
}
