//! Findings on small files, for the tests of the formats.

use std::time::Duration;

use super::{NotChecked, Report, Summary};
use crate::engine::{Outcome, Reported, Undecided};
use crate::field::{Subject, Tool};
use crate::finding::{Finding, FixClass};
use crate::rule::Meta;
use crate::source::{Span, TextId, Texts};
use crate::syntax::edit::{Change, Edit, Slot};
use crate::value::Why;

macro_rules! page {
    ($name:literal, $category:literal, $severity:literal) => {
        Meta::of(concat!(
            "---\nname: ",
            $name,
            "\ncategory: ",
            $category,
            "\nseverity: ",
            $severity,
            "\npreset: recommended\nformats: terraform\nsince: 0.1.0\n---\n# A title\n"
        ))
    };
}

pub(crate) static SUBJECT_UNKNOWN: Meta = page!("irsa-subject-unknown", "identity", "error");
pub(crate) static ENDPOINT_OPEN: Meta = page!("public-endpoint-open", "endpoint", "error");
pub(crate) static SUBNET_SMALL: Meta = page!("subnet-too-small", "network", "warning");
pub(crate) static VERSION_OLD: Meta = page!("version-leaves-support", "upgrade", "info");

pub(crate) const IRSA: &str = r#"data "aws_iam_policy_document" "orders" {
  statement {
    actions = ["sts:AssumeRoleWithWebIdentity"]

    condition {
      test     = "StringEquals"
      variable = "${local.oidc}:sub"
      values   = ["system:serviceaccount:production:orders-service"]
    }
  }
}
"#;

pub(crate) const MANIFEST: &str = r"apiVersion: v1
kind: ServiceAccount
metadata:
  name: order-service
  namespace: production
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/orders-s3
";

/// A run of some files.
#[derive(Debug, Default)]
pub(crate) struct Run {
    pub(crate) texts: Texts,
    pub(crate) outcome: Outcome,
    pub(crate) summary: Summary,
}

impl Run {
    pub(crate) fn report(&self) -> Report<'_> {
        Report { texts: &self.texts, outcome: &self.outcome, summary: &self.summary }
    }

    pub(crate) fn file(&self, path: &str, content: &str) -> TextId {
        self.texts.add_file(path, content)
    }

    /// The first place where `needle` stands.
    pub(crate) fn find(&self, file: TextId, needle: &str) -> Span {
        let start = self.texts.text(file).content().find(needle).expect("the needle is there");
        let byte = |at: usize| u32::try_from(at).unwrap();
        Span::new(file, byte(start), byte(start + needle.len()))
    }

    pub(crate) fn add(&mut self, rule: &'static Meta, finding: Finding) -> &mut Reported {
        let subject = Subject { tool: Tool::Terraform, name: "aws_eks_cluster.main".into() };
        let severity = rule.severity;
        let instances = Vec::new();
        let variants = Vec::new();
        let reported = Reported { rule, severity, subject, finding, instances, variants };
        self.outcome.findings.push(reported);
        self.outcome.findings.last_mut().unwrap()
    }

    /// A trust policy that names a service account of another name.
    pub(crate) fn irsa() -> Self {
        let mut run = Self::default();
        let (role, manifest) = (run.file("irsa.tf", IRSA), run.file("k8s/orders.yaml", MANIFEST));
        let subject = run.find(role, "system:serviceaccount:production:orders-service");
        let finding = Finding::new(
            "the role `orders` trusts a service account that no manifest declares",
        )
        .at_place(subject, "no ServiceAccount `orders-service` in namespace `production`")
        .and_place(run.find(manifest, "order-service"), "a similar name: is this the one?")
        .and_place(
            run.find(manifest, "arn:aws:iam::111122223333:role/orders-s3"),
            "it assumes the role",
        )
        .note(
            "its pods get AccessDenied from sts:AssumeRoleWithWebIdentity when they first call AWS",
        )
        .help("trust `system:serviceaccount:production:order-service`")
        .fix(FixClass::Unsafe, "trust the service account that is declared", edit(subject));
        run.add(&SUBJECT_UNKNOWN, finding);
        run.summary = Summary { files_checked: 2, ..summary() };
        run
    }

    /// A big old repository.
    pub(crate) fn big() -> Self {
        let mut run = Self::default();
        let line = "  public_access_cidrs = [\"0.0.0.0/0\"]\n";
        for index in 0..12_u32 {
            let path = format!("clusters/team-{index:02}/network/subnets-of-the-shared-vpc.tf");
            let file = run.file(&path, &format!("resource \"x\" \"y\" {{\n{line}}}\n"));
            let span = run.find(file, "\"0.0.0.0/0\"");
            let rule = [&SUBNET_SMALL, &ENDPOINT_OPEN, &VERSION_OLD][index as usize % 3];
            for _ in 0..4 {
                let finding = Finding::new(format!("something is wrong with team {index}"));
                let reported = run.add(rule, finding.at_place(span, "here"));
                reported.instances = (0..index).map(|it| format!("blue-{it}").into()).collect();
            }
        }
        run.outcome.undecided = (0..5).map(undecided).collect();
        run.summary = summary();
        run
    }
}

fn edit(value: Span) -> Edit {
    let slot = Slot::Present { value, key: None };
    Edit { slot, change: Change::Text("system:serviceaccount:production:order-service".to_owned()) }
}

fn undecided(index: usize) -> Undecided {
    let subject = Subject { tool: Tool::Terraform, name: format!("aws_subnet.s{index}").into() };
    let why = if index < 3 {
        Why::NoDefault("cidr".into())
    } else {
        Why::RemoteModule("module.vpc".into())
    };
    let settings = vec![("cidr_block".into(), why)];
    Undecided { rule: SUBNET_SMALL.name, subject, place: Span::NOWHERE, settings }
}

fn summary() -> Summary {
    let not_checked = |count, what, remedy: &str| NotChecked {
        count,
        what,
        remedy: remedy.to_owned(),
        examples: vec!["charts/api".to_owned()],
    };
    Summary {
        files_checked: 1_204,
        understood: vec![(3, "cluster"), (41, "node group"), (0, "add-on"), (212, "workload")],
        not_checked: vec![
            not_checked(12, "module call", "run `terraform init` first"),
            not_checked(1, "Helm template", "render it with `helm template`"),
        ],
        as_of: "2026-11-20".to_owned(),
        tables_age_days: 3,
        offers: Vec::new(),
        stricter: vec![("strict", 38), ("advice", 0)],
        elapsed: Duration::from_millis(400),
        ..Summary::default()
    }
}

/// Compares with a file beside the formats; `EKSLINT_BLESS=1` rewrites it.
#[expect(clippy::disallowed_methods, reason = "a test may read the environment and its snapshots")]
pub(crate) fn assert_snapshot(name: &str, actual: &str) {
    let path = format!("{}/src/report/snapshots/{name}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var("EKSLINT_BLESS").is_ok() {
        std::fs::write(&path, actual).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == actual, "{name} differs; EKSLINT_BLESS=1 rewrites it\n{actual}");
}
