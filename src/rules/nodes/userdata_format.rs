use crate::field::{Dialect, Field};
use crate::finding::{Finding, Severity, Verdict};
use crate::model::{AmiFamily, UserData};
use crate::project::Nodes;
use crate::rule::{Check, Context, Rule};
use crate::value::Text;

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/nodes/userdata-format.md"), Check::Nodes(check));

/// What is wrong with user data.
struct Mismatch {
    message: String,
    label: &'static str,
    note: &'static str,
    help: &'static str,
    severity: Option<Severity>,
}

fn check(nodes: &Nodes<'_>, _: &Context<'_>) -> Verdict {
    let Some(template) = &nodes.template else { return Verdict::Inapplicable };
    let data = template.user_data();
    if data.is_unwritten() || data.known().is_some_and(|it| it.equals("").must()) {
        return Verdict::Inapplicable;
    }
    let family = nodes.ami_family();
    if family.known().is_none() && !family.is_unwritten() {
        family.is(|_| true);
        return Verdict::Undecided;
    }
    let Some(text) = data.known() else {
        data.is(|_| true);
        return Verdict::Undecided;
    };
    let found = mismatch(nodes, family.known().copied(), text);
    match found {
        Some(mismatch) => report(&data, &family, mismatch).fail(),
        None if UserData::of(text).is_none() => Verdict::Undecided,
        None => Verdict::Pass,
    }
}

fn report(data: &Field<Text>, family: &Field<AmiFamily>, mismatch: Mismatch) -> Finding {
    let Mismatch { message, label, note, help, severity } = mismatch;
    let mut finding = Finding::new(message).at(&data.anchor, label);
    if let (Some(known), false) = (family.known(), family.is_unwritten()) {
        finding = finding.and(&family.anchor, format!("for {}", known.name()));
    }
    finding.severity = severity;
    finding.note(note).help(help)
}

fn mismatch(nodes: &Nodes<'_>, family: Option<AmiFamily>, text: &Text) -> Option<Mismatch> {
    let format = UserData::of(text);
    let module = matches!(nodes.object.dialect, Dialect::Module { .. });
    match family {
        Some(AmiFamily::AmazonLinux2023) if module => Some(without_effect()),
        Some(AmiFamily::AmazonLinux2023) if UserData::runs_bootstrap(text) => {
            Some(without_script())
        }
        Some(AmiFamily::AmazonLinux2023) if wrong_for_eksctl(nodes, format) => Some(of_family(
            AmiFamily::AmazonLinux2023,
            "eksctl reads it as a NodeConfig",
            "write a NodeConfig of `node.eks.aws/v1alpha1`, and scripts into `preBootstrapCommands`",
        )),
        Some(AmiFamily::AmazonLinux2) if UserData::is_node_config(text) => Some(of_family(
            AmiFamily::AmazonLinux2,
            "a NodeConfig, which only nodeadm reads",
            "write a script that calls /etc/eks/bootstrap.sh, or move to Amazon Linux 2023",
        )),
        Some(AmiFamily::Bottlerocket) if !module && is_no_toml(format) => Some(of_family(
            AmiFamily::Bottlerocket,
            "not TOML",
            "write settings in TOML, such as `[settings.kubernetes]`",
        )),
        Some(AmiFamily::Windows) if !module && is_of_linux(format) => Some(of_family(
            AmiFamily::Windows,
            "not PowerShell",
            "write PowerShell between `<powershell>` tags",
        )),
        Some(AmiFamily::AmazonLinux2 | AmiFamily::AmazonLinux2023) | None
            if nodes.object.dialect == Dialect::Resource
                && nodes.is_merged_by_eks().must()
                && format.is_some_and(|it| it != UserData::Mime) =>
        {
            Some(not_mime())
        }
        _ => None,
    }
}

fn wrong_for_eksctl(nodes: &Nodes<'_>, format: Option<UserData>) -> bool {
    nodes.object.dialect == Dialect::Eksctl
        && format.is_some_and(|it| !matches!(it, UserData::NodeConfig | UserData::Other))
}

fn is_no_toml(format: Option<UserData>) -> bool {
    format.is_some_and(|it| !matches!(it, UserData::Toml | UserData::Other))
}

fn is_of_linux(format: Option<UserData>) -> bool {
    format.is_some_and(|it| !matches!(it, UserData::PowerShell | UserData::Other))
}

fn without_script() -> Mismatch {
    Mismatch {
        message: "user data calls /etc/eks/bootstrap.sh, which Amazon Linux 2023 does not have"
            .into(),
        label: "runs a script that is not there",
        note: "the script fails on every boot; where the image is one's own, no node joins",
        help: "write a NodeConfig of `node.eks.aws/v1alpha1`, as part `application/node.eks.aws`",
        severity: None,
    }
}

fn without_effect() -> Mismatch {
    Mismatch {
        message: "the module drops `pre_bootstrap_user_data` for Amazon Linux 2023".into(),
        label: "never reaches a node",
        note: "the module writes it into user data for Amazon Linux 2 alone",
        help: "write it as a part in `cloudinit_pre_nodeadm`",
        severity: Some(Severity::Warning),
    }
}

fn not_mime() -> Mismatch {
    Mismatch {
        message: "user data that EKS merges with its own is not a MIME multi-part archive".into(),
        label: "not MIME",
        note: "EKS refuses the group with Ec2LaunchTemplateInvalidConfiguration",
        help: "begin it with `MIME-Version: 1.0` and put each script into a part of its own",
        severity: None,
    }
}

fn of_family(family: AmiFamily, label: &'static str, help: &'static str) -> Mismatch {
    Mismatch {
        message: format!("user data is not in the format that {} reads", family.name()),
        label,
        note: "what it says has no effect or the node does not start; it never joins the cluster",
        help,
        severity: None,
    }
}
