//! ekslint reads everything an Amazon EKS cluster is written in (eksctl YAML, Terraform, Kubernetes
//! manifests), joins it into one model of the cluster, and says what will break, leak or stop
//! scaling, at the exact place.
//!
//! Most people want the command: the [README](https://github.com/ekslint/ekslint#readme) shows it, and
//! [the documentation](https://github.com/ekslint/ekslint/tree/main/docs) has every option, setting and
//! rule. This page is for those who change it. Programs are better off with the [JSON
//! report](https://github.com/ekslint/ekslint/blob/main/docs/json.md), whose shape is promised; that of
//! the library is not.
//!
//! ```
//! use ekslint::check::{CheckOptions, lint};
//!
//! let cluster = "apiVersion: eksctl.io/v1alpha5
//! kind: ClusterConfig
//! metadata: {name: payments, region: eu-west-1, version: 1.30}
//! ";
//! let files = [("cluster.yaml".to_owned(), cluster.to_owned())];
//! let checked = lint(&files, &CheckOptions::default());
//! let rules: Vec<_> = checked.outcome.findings.iter().map(|it| it.rule.name).collect();
//! assert!(rules.contains(&"version-unquoted-float"));
//! ```
//!
//! # From file to finding
//! 1. [`source`] discovers and reads files, and owns every text. Everything else holds
//!    [`Span`](source::Span)s.
//! 2. [`syntax`] parses each text once, to an arena a language.
//! 3. [`document`] and [`terraform`] turn syntax into [`value`]s: known, partly known, or unknown
//!    and why, each with the way it took.
//! 4. [`lower`] builds the facts of [`model`] from values, without opinions. A setting is declared
//!    once, as a [`Row`](field::Row), and read as a [`Field`](field::Field) in three values.
//! 5. [`reader`] does all this for the files of a run and gives units: a scope and its facts. Charts
//!    become what they make once all that they are told is gathered. Where it is asked for, [`render`]
//!    runs kustomize and Helm for what cannot be read without them.
//! 6. [`project`] joins facts within scopes and between scopes that evidence links.
//! 7. [`engine`] runs each [`rule`] on each fact of its kind, folds equal findings and sorts them.
//! 8. [`suppress`] takes out what somebody said does not count, [`baseline`] what is known, [`since`]
//!    what lies in unchanged lines; findings are known by their [`fingerprint`].
//! 9. [`report`] prints; [`cli`] is the command line. [`timing`] tells how long each took.
//!
//! A module uses only what stands above it in this list of layers: `timing`, `source`, `syntax`, `value`,
//! `data`, `field`, `document`, `terraform`, `model`, `lower`, `project`, `rule` and `finding`,
//! `engine`, `rules`, `config`, `render`, `reader`, `suppress`, `fingerprint`, `baseline`, `since`, `fix`,
//! `report`, `check`, `cli`. A test holds that.

pub mod baseline;
pub mod check;
pub mod cli;
pub mod config;
pub mod data;
pub mod document;
pub mod engine;
pub mod field;
pub mod finding;
pub mod fingerprint;
pub mod fix;
pub mod inputs;
pub mod lower;
pub mod model;
pub mod project;
pub mod reader;
pub mod render;
pub mod report;
pub mod rule;
pub mod rules;
pub mod since;
pub mod source;
pub mod suppress;
pub mod syntax;
pub mod terraform;
pub mod timing;
pub mod value;
