use crate::field::Field;
use crate::finding::{Finding, Severity, Verdict};
use crate::model::{AmiFamily, UserData};
use crate::project::{Misread, Nodes};
use crate::rule::{Check, Context, Rule};
use crate::value::Text;

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/nodes/userdata-format.md"), Check::Nodes(check));

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
    match nodes.misreads(family.known().copied(), text) {
        Some(misread) => report(&data, &family, misread).fail(),
        None if UserData::of(text).is_none() => Verdict::Undecided,
        None => Verdict::Pass,
    }
}

fn report(data: &Field<Text>, family: &Field<AmiFamily>, misread: Misread) -> Finding {
    let [label, note, help] = told(misread);
    let message = match (misread, misread.family()) {
        (_, Some(family)) => {
            format!("user data is not in the format that {} reads", family.name())
        }
        (Misread::Dropped, _) => {
            "the module drops `pre_bootstrap_user_data` for Amazon Linux 2023".to_owned()
        }
        (Misread::WithoutScript, _) => {
            "user data calls /etc/eks/bootstrap.sh, which Amazon Linux 2023 does not have"
                .to_owned()
        }
        _ => "user data that EKS merges with its own is not a MIME multi-part archive".to_owned(),
    };
    let mut finding = Finding::new(message).at(&data.anchor, label);
    if let (Some(known), false) = (family.known(), family.is_unwritten()) {
        finding = finding.and(&family.anchor, format!("for {}", known.name()));
    }
    finding.severity = (misread == Misread::Dropped).then_some(Severity::Warning);
    finding.note(note).help(help)
}

/// The label, what happens at run time, and what to do.
fn told(misread: Misread) -> [&'static str; 3] {
    const LOST: &str =
        "what it says has no effect or the node does not start; it never joins the cluster";
    match misread {
        Misread::Dropped => [
            "never reaches a node",
            "the module writes it into user data for Amazon Linux 2 alone",
            "write it as a part in `cloudinit_pre_nodeadm`",
        ],
        Misread::WithoutScript => [
            "runs a script that is not there",
            "the script fails on every boot; where the image is one's own, no node joins",
            "write a NodeConfig of `node.eks.aws/v1alpha1`, as part `application/node.eks.aws`",
        ],
        Misread::NoNodeConfig => [
            "eksctl reads it as a NodeConfig",
            LOST,
            "write a NodeConfig of `node.eks.aws/v1alpha1`, and scripts into `preBootstrapCommands`",
        ],
        Misread::NoScript => [
            "a NodeConfig, which only nodeadm reads",
            LOST,
            "write a script that calls /etc/eks/bootstrap.sh, or move to Amazon Linux 2023",
        ],
        Misread::NoToml => {
            ["not TOML", LOST, "write settings in TOML, such as `[settings.kubernetes]`"]
        }
        Misread::NoPowerShell => {
            ["not PowerShell", LOST, "write PowerShell between `<powershell>` tags"]
        }
        Misread::NoMime => [
            "not MIME",
            "EKS refuses the group with Ec2LaunchTemplateInvalidConfiguration",
            "begin it with `MIME-Version: 1.0` and put each script into a part of its own",
        ],
    }
}
