use crate::field::{Dialect, Field};
use crate::finding::{Finding, Severity, Verdict};
use crate::model::AmiFamily;
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
        None if shape(text).is_none() => Verdict::Undecided,
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

/// What a text is, by how it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Mime,
    Script,
    CloudConfig,
    NodeConfig,
    Toml,
    PowerShell,
    Other,
}

/// The shape of a text; none where its beginning is not known.
fn shape(text: &Text) -> Option<Shape> {
    let start = text.prefix().trim_start();
    let first = start.lines().find(|it| !it.trim().is_empty())?;
    let begins = |with: &str| first.trim_start().starts_with(with);
    Some(match () {
        () if begins("MIME-Version:") || begins("Content-Type: multipart") => Shape::Mime,
        () if begins("#!") => Shape::Script,
        () if begins("#cloud-config") => Shape::CloudConfig,
        () if begins("<powershell>") || begins("<script>") => Shape::PowerShell,
        () if is_node_config(text) => Shape::NodeConfig,
        () if begins("[settings") || start.contains("\n[settings") => Shape::Toml,
        () => Shape::Other,
    })
}

fn is_node_config(text: &Text) -> bool {
    let shown = text.display();
    shown.lines().any(|line| line.trim().starts_with("apiVersion: node.eks.aws/"))
}

/// Whether a line of a text runs the script that starts nodes of Amazon Linux 2.
fn runs_bootstrap(text: &Text) -> bool {
    const RUNNERS: [&str; 6] = ["sudo", "exec", "bash", "sh", "-x", "-xe"];
    text.display().lines().any(|line| {
        let mut words = line.split_whitespace().skip_while(|word| RUNNERS.contains(word));
        words.next() == Some("/etc/eks/bootstrap.sh")
    })
}

fn mismatch(nodes: &Nodes<'_>, family: Option<AmiFamily>, text: &Text) -> Option<Mismatch> {
    let shape = shape(text);
    let module = matches!(nodes.object.dialect, Dialect::Module { .. });
    match family {
        Some(AmiFamily::AmazonLinux2023) if module => Some(without_effect()),
        Some(AmiFamily::AmazonLinux2023) if runs_bootstrap(text) => Some(without_script()),
        Some(AmiFamily::AmazonLinux2023) if wrong_for_eksctl(nodes, shape) => Some(of_family(
            AmiFamily::AmazonLinux2023,
            "eksctl reads it as a NodeConfig",
            "write a NodeConfig of `node.eks.aws/v1alpha1`, and scripts into `preBootstrapCommands`",
        )),
        Some(AmiFamily::AmazonLinux2) if is_node_config(text) => Some(of_family(
            AmiFamily::AmazonLinux2,
            "a NodeConfig, which only nodeadm reads",
            "write a script that calls /etc/eks/bootstrap.sh, or move to Amazon Linux 2023",
        )),
        Some(AmiFamily::Bottlerocket) if !module && is_no_toml(shape) => Some(of_family(
            AmiFamily::Bottlerocket,
            "not TOML",
            "write settings in TOML, such as `[settings.kubernetes]`",
        )),
        Some(AmiFamily::Windows) if !module && is_of_linux(shape) => Some(of_family(
            AmiFamily::Windows,
            "not PowerShell",
            "write PowerShell between `<powershell>` tags",
        )),
        Some(AmiFamily::AmazonLinux2 | AmiFamily::AmazonLinux2023) | None
            if nodes.object.dialect == Dialect::Resource
                && nodes.is_merged_by_eks().must()
                && shape.is_some_and(|it| it != Shape::Mime) =>
        {
            Some(not_mime())
        }
        _ => None,
    }
}

fn wrong_for_eksctl(nodes: &Nodes<'_>, shape: Option<Shape>) -> bool {
    nodes.object.dialect == Dialect::Eksctl
        && shape.is_some_and(|it| !matches!(it, Shape::NodeConfig | Shape::Other))
}

fn is_no_toml(shape: Option<Shape>) -> bool {
    shape.is_some_and(|it| !matches!(it, Shape::Toml | Shape::Other))
}

fn is_of_linux(shape: Option<Shape>) -> bool {
    shape.is_some_and(|it| !matches!(it, Shape::PowerShell | Shape::Other))
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

#[cfg(test)]
mod tests {
    use super::{Shape, is_node_config, runs_bootstrap, shape};
    use crate::source::Span;
    use crate::value::{Origin, Text, Value};

    fn text(content: &str) -> Text {
        Text::of(&Value::string(content, Origin::new(Span::NOWHERE))).expect("a string is text")
    }

    #[test]
    fn a_text_is_known_by_its_beginning() {
        let shapes = [
            ("\nMIME-Version: 1.0\n", Shape::Mime),
            ("#!/bin/bash\nset -ex\n", Shape::Script),
            ("#cloud-config\n", Shape::CloudConfig),
            ("---\napiVersion: node.eks.aws/v1alpha1\nkind: NodeConfig\n", Shape::NodeConfig),
            ("# comment\n[settings.kubernetes]\n", Shape::Toml),
            ("<powershell>\n", Shape::PowerShell),
            ("echo\n", Shape::Other),
        ];
        for (content, wanted) in shapes {
            assert_eq!(shape(&text(content)), Some(wanted), "{content}");
        }
        assert_eq!(shape(&text("")), None);
    }

    #[test]
    fn only_a_line_that_runs_the_script_calls_it() {
        assert!(runs_bootstrap(&text("#!/bin/bash\nsudo /etc/eks/bootstrap.sh payments\n")));
        assert!(!runs_bootstrap(&text("# /etc/eks/bootstrap.sh payments\n")));
        assert!(!runs_bootstrap(&text("test -f /etc/eks/bootstrap.sh\n")));
        assert!(!is_node_config(&text("kind: NodeConfig of something else\n")));
    }
}
