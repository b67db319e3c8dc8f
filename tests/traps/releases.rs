//! What charts and add-ons make of what they are told.

use super::deployed::NOTHING;
use super::{checked, checked_by_all, found};

/// A cluster with a role `api` that trusts one service account, given as `namespace:name`.
fn terraform(account: &str) -> String {
    format!(
        "resource \"aws_eks_cluster\" \"main\" {{
  name = \"shop\"
  vpc_config {{
    endpoint_public_access = false
  }}
}}
resource \"aws_iam_openid_connect_provider\" \"main\" {{
  url            = aws_eks_cluster.main.identity[0].oidc[0].issuer
  client_id_list = [\"sts.amazonaws.com\"]
}}
module \"role\" {{
  source    = \"terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks\"
  version   = \"~> 5.0\"
  role_name = \"api\"
  oidc_providers = {{
    main = {{
      provider_arn               = aws_iam_openid_connect_provider.main.arn
      namespace_service_accounts = [\"{account}\"]
    }}
  }}
}}
"
    )
}

/// An annotation that asks for the role.
const ROLE: &str = "eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/api";

const MISMATCH: &str = "irsa-role-mismatch";

/// What is said of a file beside a role for `account`.
fn beside(account: &str, (path, text): (&str, &str)) -> Vec<String> {
    found(&[("terraform/main.tf", &terraform(account)), (path, text)])
}

fn release(more: &str) -> String {
    format!(
        "resource \"helm_release\" \"dns\" {{
  name      = \"public\"
  namespace = \"dns\"
  chart     = \"external-dns\"
  {more}
}}
"
    )
}

/// The setting by which a release of Terraform is given the role.
const SET: &str = "set {
    name  = \"serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn\"
    value = module.role.iam_role_arn
  }";

#[test]
fn a_release_of_terraform_names_its_account_after_itself_and_the_chart() {
    let path = "terraform/release.tf";
    let of = |account: &str, more: &str| beside(account, (path, &release(more)));
    assert_eq!(of("dns:public-external-dns", SET), NOTHING);
    assert_eq!(of("dns:external-dns", SET), [format!("{path}:7 {MISMATCH}")]);
    let full = format!("values = [yamlencode({{ fullnameOverride = \"external-dns\" }})]\n  {SET}");
    assert_eq!(of("dns:external-dns", &full), NOTHING);
}

#[test]
fn an_account_that_somebody_else_makes_is_none_of_the_chart() {
    let set = |name: &str, value: &str| {
        format!(
            "set {{\n    name  = \"serviceAccount.{name}\"\n    value = \"{value}\"\n  }}\n  {SET}"
        )
    };
    let path = "terraform/release.tf";
    let of = |more: &str| beside("dns:other", (path, &release(more)));
    assert_eq!(of(&set("create", "false")), NOTHING);
    assert_eq!(of(&set("name", "other")), NOTHING);
    assert_eq!(of(&set("name", "wrong")), [format!("{path}:11 {MISMATCH}")]);
    // Whatever an unknown document sets lies below single settings, the name too.
    let unknown = format!("values = [var.values]\n  {SET}");
    let path = "terraform/release.tf";
    assert_eq!(beside("dns:other", (path, &release(&unknown))), NOTHING);
}

fn application(destination: &str, helm: &str) -> String {
    format!(
        "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: karpenter, namespace: argocd}}
spec:
  destination: {{{destination}, namespace: karpenter}}
  source:
    repoURL: public.ecr.aws/karpenter
    chart: karpenter
    helm:
{helm}
"
    )
}

const OWN: &str = "server: https://kubernetes.default.svc";

#[test]
fn values_of_an_application_are_joined_in_its_order() {
    let path = "apps/karpenter.yaml";
    let of = |account: &str, helm: &str| beside(account, (path, &application(OWN, helm)));
    let values = format!(
        "      values: |\n        serviceAccount:\n          annotations:\n            {ROLE}"
    );
    assert_eq!(of("karpenter:karpenter", &values), NOTHING);
    assert_eq!(of("karpenter:another", &values), [format!("{path}:13 {MISMATCH}")]);
    let named =
        format!("{values}\n      parameters: [{{name: serviceAccount.name, value: another}}]");
    assert_eq!(of("karpenter:another", &named), NOTHING);
    let released = format!("{values}\n      releaseName: my");
    assert_eq!(of("karpenter:my-karpenter", &released), NOTHING);
    // A file that nobody sees may name it.
    let file = format!("      valueFiles: [$other/values.yaml]\n{values}");
    assert_eq!(of("karpenter:another", &file), NOTHING);
}

#[test]
fn an_application_for_another_cluster_says_nothing_of_the_one_around_it() {
    let values = format!("      valuesObject: {{serviceAccount: {{annotations: {{{ROLE}}}}}}}");
    let of = |destination: &str| {
        beside("karpenter:another", ("apps/karpenter.yaml", &application(destination, &values)))
    };
    assert_eq!(of("name: billing"), NOTHING);
    assert_eq!(of("server: https://ABC.gr7.eu-west-1.eks.amazonaws.com"), NOTHING);
    assert_eq!(of("name: shop"), [format!("apps/karpenter.yaml:10 {MISMATCH}")]);
    assert_eq!(of(OWN), [format!("apps/karpenter.yaml:10 {MISMATCH}")]);
}

#[test]
fn elements_of_a_list_fill_the_template_of_an_application_set() {
    let set = |list: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {{name: all, namespace: argocd}}
spec:
  generators: [{list}]
  template:
    metadata: {{name: '{{{{app}}}}'}}
    spec:
      destination: {{{OWN}, namespace: '{{{{app}}}}'}}
      source:
        repoURL: https://charts.example.com
        chart: karpenter
        helm:
          valuesObject:
            serviceAccount:
              annotations: {{{ROLE}}}
"
        )
    };
    let of = |account: &str, list: &str| beside(account, ("apps/set.yaml", &set(list)));
    let list = "{list: {elements: [{app: karpenter}]}}";
    assert_eq!(of("karpenter:karpenter", list), NOTHING);
    assert_eq!(of("karpenter:other", list), [format!("apps/set.yaml:16 {MISMATCH}")]);
    assert_eq!(of("karpenter:other", "{clusters: {}}"), NOTHING);
}

#[test]
fn a_release_of_flux_is_called_after_its_target_namespace() {
    let release = |more: &str| {
        format!(
            "apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {{name: karpenter, namespace: flux-system}}
spec:
  chart: {{spec: {{chart: karpenter, sourceRef: {{kind: HelmRepository, name: karpenter}}}}}}
  {more}
  values:
    serviceAccount:
      annotations:
        {ROLE}
"
        )
    };
    let of = |account: &str, more: &str| beside(account, ("flux/karpenter.yaml", &release(more)));
    assert_eq!(of("flux-system:karpenter", "interval: 1h"), NOTHING);
    assert_eq!(of("apps:apps-karpenter", "targetNamespace: apps"), NOTHING);
    let wrong = of("apps:karpenter", "targetNamespace: apps");
    assert_eq!(wrong, [format!("flux/karpenter.yaml:10 {MISMATCH}")]);
    // What comes from a ConfigMap may name the account.
    assert_eq!(of("flux-system:other", "valuesFrom: [{kind: ConfigMap, name: more}]"), NOTHING);
}

#[test]
fn values_of_an_environment_lie_over_those_of_the_chart() {
    let base = format!("serviceAccount:\n  name: api\n  annotations:\n    {ROLE}\n");
    let files = |account: &str, over: &str| {
        let terraform = terraform(account);
        let all = [
            ("terraform/main.tf", terraform.as_str()),
            ("charts/api/values.yaml", base.as_str()),
            ("charts/api/values-prod.yaml", over),
        ];
        found(&all)
    };
    let renamed = "serviceAccount: {name: web}\n";
    assert_eq!(files("api:web", renamed), NOTHING);
    assert_eq!(files("api:api", renamed), [format!("charts/api/values.yaml:4 {MISMATCH}")]);
}

#[test]
fn classes_of_the_ebs_driver_are_classes() {
    let release = "resource \"helm_release\" \"ebs\" {
  name      = \"ebs\"
  namespace = \"kube-system\"
  chart     = \"aws-ebs-csi-driver\"
  values = [<<-EOT
    storageClasses:
      - name: fast
        parameters: {type: gp3, encrypted: \"true\"}
      - name: early
        parameters: {type: gp3, encrypted: \"true\"}
        volumeBindingMode: Immediate
  EOT
  ]
}
";
    let found = beside("a:b", ("terraform/ebs.tf", release));
    assert_eq!(found, ["terraform/ebs.tf:11 storageclass-immediate-binding"]);
}

#[test]
fn an_add_on_is_given_its_role_for_one_account() {
    let addon = "resource \"aws_eks_addon\" \"cni\" {
  cluster_name             = aws_eks_cluster.main.name
  addon_name               = \"vpc-cni\"
  service_account_role_arn = module.role.iam_role_arn
}
";
    let of = |account: &str| beside(account, ("terraform/addons.tf", addon));
    assert_eq!(of("kube-system:aws-node"), NOTHING);
    assert_eq!(of("kube-system:vpc-cni"), [format!("terraform/addons.tf:4 {MISMATCH}")]);
}

#[test]
fn an_account_is_called_as_in_the_cluster_or_as_its_chart() {
    let messages = |files: &[(&str, &str)]| {
        let result = checked_by_all(files);
        let all = result.outcome.findings.iter();
        all.map(|it| (it.subject.name.to_string(), it.finding.message.clone())).collect::<Vec<_>>()
    };
    let release = "resource \"helm_release\" \"dns\" {\n  name = \"dns\"\n  repository = \
                   \"https://kubernetes-sigs.github.io/external-dns/\"\n  chart = \"external-dns\"\n  \
                   set = [{\n    name  = \"serviceAccount.annotations.eks\\\\.amazonaws\\\\.com/role-arn\"\n    \
                   value = \"arn:aws:iam::111122223333:policy/dns\"\n  }]\n}\n";
    let policy = |name: &str| {
        format!("service account `{name}` asks for no role: `arn:aws:iam::111122223333:policy/dns`")
    };
    let found = messages(&[("main.tf", release)]);
    assert_eq!(found, [("helm_release.dns".to_owned(), policy("dns-external-dns"))]);
    let chart = "apiVersion: v2\nname: addons\nversion: 1.0.0\ndependencies:\n- name: external-dns\n  \
                 version: 1.15.0\n  repository: https://kubernetes-sigs.github.io/external-dns/\n";
    let values = "external-dns:\n  serviceAccount:\n    annotations:\n      \
                  eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:policy/dns\n";
    let found = messages(&[("addons/Chart.yaml", chart), ("addons/values.yaml", values)]);
    let subject = "v1/ServiceAccount/external-dns".to_owned();
    assert_eq!(found, [(subject, policy("external-dns"))]);
}

#[test]
fn installations_of_a_chart_over_the_limit_are_counted() {
    let one = |number: usize| {
        format!(
            "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {{name: cart-{number}}}
spec:
  source: {{repoURL: https://git.example.com/shop, path: charts/cart}}
  destination: {{server: https://kubernetes.default.svc, namespace: shop}}
"
        )
    };
    let all: Vec<String> = (0..70).map(one).collect();
    let files = [
        ("apps/all.yaml", all.join("---\n")),
        ("charts/cart/Chart.yaml", "apiVersion: v2\nname: cart\nversion: 1.0.0\n".to_owned()),
        (
            "charts/cart/templates/account.yaml",
            "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: {{ .Release.Name }}\n"
                .to_owned(),
        ),
    ];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let summary = checked(&files).summary;
    let cut: Vec<_> = summary.not_checked.iter().map(|it| (it.count, it.what)).collect();
    assert_eq!(cut, [(6, "chart installation over the limit")]);
}
