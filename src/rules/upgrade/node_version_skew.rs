use crate::data::versions::Minor;
use crate::field::{Field, watch};
use crate::finding::{Finding, Verdict};
use crate::model::NodeGroup;
use crate::rule::{Check, Context, Rule, Severity};
use crate::value::{Text, Truth, Why};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/upgrade/node-version-skew.md"), Check::NodeGroup(check));

fn check(group: &NodeGroup, context: &Context<'_>) -> Verdict {
    let nodes = group.version();
    if nodes.is_absent().must() {
        return Verdict::Inapplicable;
    }
    let Some(cluster) = context.project.cluster_of(group) else {
        let why = Why::Elsewhere("the cluster that the nodes join".into());
        watch::note(&nodes.anchor.path, why);
        return Verdict::Undecided;
    };
    let control = context.project.version_of(cluster);
    if control.is_absent().must() {
        return Verdict::Inapplicable;
    }
    let apart = of(&nodes, |node| of(&control, |control| is_apart(node, control).into()));
    apart.then(|| {
        let (name, plane) = (group.object.called(&group.name()), control.display());
        let minor = |field: &Field<Text>| field.known()?.known()?.parse::<Minor>().ok();
        let ours = minor(&nodes).map_or_else(|| nodes.display(), |minor| minor.to_string());
        let newer = minor(&nodes) > minor(&control);
        let how = if newer { "too new" } else { "too old" };
        let message = format!("nodes of `{name}` are {how}, {ours}, for the control plane, {plane}");
        let finding = Finding::new(message)
            .at(&nodes.anchor, "the version of the nodes")
            .and(&control.anchor, context.project.counted(&control));
        if newer {
            finding
                .note("EKS refuses such a node group, and a kubelet that is newer than the API server is not supported")
                .help("upgrade the control plane first, then the nodes")
        } else {
            finding
                .note("a kubelet may be three minor versions older than the API server, two before 1.25")
                .help("upgrade the nodes before the control plane leaves them behind")
                .severity(Severity::Warning)
        }
    })
}

/// What a test says of a version; unknown where it is no version.
fn of(field: &Field<Text>, test: impl Fn(Minor) -> Truth) -> Truth {
    let minor = |text: &Text| text.known()?.parse::<Minor>().ok();
    field.holds(|text| minor(text).map_or(Truth::Unknown, &test))
}

/// Source: Kubernetes, "Version Skew Policy", kubelet.
fn is_apart(node: Minor, control: Minor) -> bool {
    let behind = if node < Minor::new(1, 25) { 2 } else { 3 };
    let real = |minor: Minor| minor >= Minor::new(1, 10) && minor.major == control.major;
    real(node) && real(control) && (node > control || node.minor + behind < control.minor)
}
