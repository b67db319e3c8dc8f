//! Facts about the outside world: what Amazon EKS, its tools and their modules are like.
//!
//! Every table names its source and the day it describes. Small tables are Rust arrays; large ones
//! are compact texts under `data/source/`, searched in place or indexed when first asked, so that
//! a run that needs none of them pays nothing.

pub mod charts;
pub mod eksctl_schema;
pub mod instances;
pub mod modules;
pub mod names;
pub mod node_policies;
pub mod removed_apis;
pub mod retired_components;
mod table;
pub mod terraform_schema;
pub mod versions;

use jiff::civil::Date;

/// Where a table comes from, and how old it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// What the table is about, as a person would say it.
    pub name: &'static str,
    /// The day the facts describe: later changes of the world are not in the table.
    pub as_of: Date,
    /// Addresses or names of what the facts were taken from, separated by `; `.
    pub source: &'static str,
}

/// All tables, in the order of their names.
pub const TABLES: &[Table] = &[
    Table { name: "EC2 instance types", as_of: instances::AS_OF, source: instances::SOURCE },
    Table { name: "EKS versions", as_of: versions::AS_OF, source: versions::SOURCE },
    Table { name: "Helm charts", as_of: charts::AS_OF, source: charts::SOURCE },
    Table { name: "Kubernetes API groups", as_of: names::AS_OF, source: names::SOURCE },
    Table {
        name: "Kubernetes API removals",
        as_of: removed_apis::AS_OF,
        source: removed_apis::SOURCE,
    },
    Table {
        name: "Retired components",
        as_of: retired_components::AS_OF,
        source: retired_components::SOURCE,
    },
    Table { name: "Terraform modules", as_of: modules::AS_OF, source: modules::SOURCE },
    Table {
        name: "Terraform providers",
        as_of: terraform_schema::AS_OF,
        source: terraform_schema::SOURCE,
    },
    Table { name: "eksctl fields", as_of: eksctl_schema::AS_OF, source: eksctl_schema::SOURCE },
];
