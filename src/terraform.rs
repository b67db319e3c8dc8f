//! Terraform: what a directory of `.tf` files says, as far as it can be said without a plan.
//!
//! A [`Directory`] is the symbol table of one folder. An [`Evaluation`] reads it under
//! [`Inputs`]: everything is evaluated when it is asked for, once, and an unknown stays as small
//! as possible. What Terraform would refuse is [`Why::Error`](crate::value::Why::Error), never a
//! panic; what is defined in a circle is [`Why::Cycle`](crate::value::Why::Cycle).
//!
//! ```text
//! let directory = Directory::load("live/prod", sources, tfvars);
//! let evaluation = Evaluation::new(&directory, &inputs);
//! for cluster in evaluation.resources().filter(|it| it.kind == "aws_eks_cluster") {
//!     for instance in evaluation.instances(cluster) {
//!         let body = evaluation.body(cluster, &instance);
//!     }
//! }
//! ```

mod address;
mod blocks;
mod body;
mod directory;
mod documents;
mod evaluation;
mod expression;
mod functions;
mod inputs;
mod installed;
mod instances;
mod memo;
mod modules;
mod objects;
mod outcome;
mod plan;
mod policy;
mod references;
mod scope;
mod session;
mod tfvars;
mod types;
mod variables;

#[cfg(test)]
mod tests;

pub use address::{Address, Addressed};
pub use body::{Argument, Body, Expression, Nested, Source};
pub use directory::{Category, Declaration, Directory};
pub use evaluation::Evaluation;
pub use inputs::Inputs;
pub use instances::Instance;
pub use modules::{Modules, is_path, local_folder};
pub use plan::{Plan, Planned, filled, placed, without_keys};
pub use tfvars::{Tfvars, TfvarsContent};
