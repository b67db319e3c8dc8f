//! Documents that Terraform holds as text: what is wrong with them, and lists of objects.

use super::deployed::{NOTHING, budget, workload};
use super::{checked, checked_by_all, found, places, undecided};

/// The second line of a text that is no YAML.
const TORN: &str = "    replicas: 2\n    note: restart: after three\n";

fn release(values: &str) -> String {
    format!(
        "resource \"helm_release\" \"api\" {{\n  name   = \"api\"\n  chart  = \"api\"\n  values = \
         [<<-YAML\n{values}  YAML\n  ]\n}}\n"
    )
}

#[test]
fn a_mistake_in_a_text_is_found_in_its_line() {
    let of = |main: &str| found(&[("main.tf", main)]);
    assert_eq!(of(&release(TORN)), ["main.tf:6 syntax-error"]);
    assert_eq!(of(&release("    replicas: 2\n")), NOTHING);
    let manifest = "resource \"kubectl_manifest\" \"api\" {\n  yaml_body = <<-YAML\n    apiVersion: v1\n    \
                    kind: ConfigMap\n    metadata: {name: a: b}\n  YAML\n}\n";
    assert_eq!(of(manifest), ["main.tf:5 syntax-error"]);
    let addon = "resource \"aws_eks_addon\" \"dns\" {\n  cluster_name = \"blue\"\n  addon_name   = \
                 \"coredns\"\n  configuration_values = \"{'a': }}\"\n}\n";
    assert_eq!(of(addon), ["main.tf:4 syntax-error"]);
}

#[test]
fn a_text_of_unknown_parts_is_counted() {
    let made = release(&format!("{TORN}    more: ${{var.more}}\n"));
    let result = checked_by_all(&[("main.tf", &made)]);
    assert_eq!(places(&result), NOTHING);
    let counted = &result.summary.not_checked;
    assert!(counted.iter().any(|it| it.what == "partly unknown text"), "{counted:?}");
}

#[test]
fn the_objects_of_a_list_are_read_one_by_one() {
    const NAME: &str = "{name: api, namespace: payments}";
    let inner = |object: &str| {
        let lines = object.trim_end().replace('\n', "\n      ");
        format!("    - {lines}\n")
    };
    let list = |budget: &str| {
        format!(
            "resource \"kubectl_manifest\" \"all\" {{\n  yaml_body = <<-YAML\n    apiVersion: v1\n    kind: \
             List\n    items:\n{}{}  YAML\n}}\n",
            inner(&workload("Deployment", NAME)),
            inner(budget)
        )
    };
    let stuck = budget(NAME, "1");
    let of = |budget: &str| found(&[("main.tf", &list(budget))]);
    assert_eq!(of(&stuck.replace("payments", "billing")), NOTHING);
    let found = of(&stuck);
    assert!(found.len() == 1 && found[0].ends_with("pdb-blocks-eviction"), "{found:?}");
}

#[test]
fn what_the_blueprints_install_is_counted() {
    let main = "module \"addons\" {
  source  = \"aws-ia/eks-blueprints-addons/aws\"
  version = \"~> 1.16\"

  enable_karpenter      = true
  enable_metrics_server = false
  enable_external_dns   = var.dns
  eks_addons            = { coredns = { configuration_values = \"{'a': }}\" } }
  helm_releases         = { api = { chart = \"./api\" } }
}
";
    let result = checked_by_all(&[("main.tf", main)]);
    assert_eq!(places(&result), ["main.tf:8 syntax-error"]);
    let counted = &result.summary.not_checked;
    let installed = counted.iter().find(|it| it.what == "packaged add-on");
    let examples = installed.map(|it| it.examples.clone()).unwrap_or_default();
    let [karpenter, dns, api] =
        ["enable_karpenter", "enable_external_dns", "helm_releases[\"api\"]"];
    let named = |input: &str| format!("module.addons: {input}");
    assert_eq!(examples, [named(dns), named(karpenter), named(api)]);
}

/// What another root wrote into its state is not known, and who asks is told so.
#[test]
fn the_state_of_another_root_is_not_guessed() {
    let main = "data \"terraform_remote_state\" \"eks\" {
  backend = \"s3\"
}

resource \"aws_eks_node_group\" \"a\" {
  cluster_name  = data.terraform_remote_state.eks.outputs.name
  node_role_arn = \"arn:aws:iam::111122223333:role/node\"
  subnet_ids    = data.terraform_remote_state.eks.outputs.subnets
}
";
    let result = checked(&[("main.tf", main)]);
    assert_eq!(places(&result), NOTHING);
    let reason = "subnet-too-small: `data.terraform_remote_state.eks.outputs.subnets` is read from the \
                  state of another root";
    assert!(undecided(&result).iter().any(|it| it == reason), "{:?}", undecided(&result));
}
