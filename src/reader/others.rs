//! Files of other tools that make clusters or deploy to them: they are named and counted, not read.

use super::SkippedKind;

/// What another tool a file of YAML or JSON is for, if what that makes is not read here.
///
/// Sources: pulumi.com, "Pulumi.yaml" (`runtime` is required); docs.aws.amazon.com, "AWS CDK
/// configuration" (`cdk.json` with `app`) and "AWS EKS resource types" of CloudFormation;
/// atmos.tools, "Configuration" and "Stack configuration" (`components`, then `terraform`);
/// helmfile.readthedocs.io, "Configuration" (`releases`, `helmfiles`, the folder `helmfile.d`).
pub(super) fn kind(path: &str, text: &str) -> Option<SkippedKind> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let has_key = |key: &str| text.lines().any(|line| is_key(line, key));
    match name {
        "Pulumi.yaml" | "Pulumi.yml" if has_key("runtime") => Some(SkippedKind::Pulumi),
        "cdk.json" if text.contains("\"app\"") => Some(SkippedKind::Cdk),
        "atmos.yaml" | ".atmos.yaml" | "atmos.yml" | ".atmos.yml"
            if has_key("components") || has_key("stacks") =>
        {
            Some(SkippedKind::Atmos)
        }
        _ if is_helmfile(path) && (has_key("releases") || has_key("helmfiles")) => {
            Some(SkippedKind::Helmfile)
        }
        _ if is_stack(text) => Some(SkippedKind::Atmos),
        _ if makes_eks(text) => Some(SkippedKind::CloudFormation),
        _ => None,
    }
}

/// Whether a line at the top level has a key.
fn is_key(line: &str, key: &str) -> bool {
    line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
}

/// Whether a file is called as Helmfile looks for it.
fn is_helmfile(path: &str) -> bool {
    let plain = path.strip_suffix(".gotmpl").unwrap_or(path);
    let mut parts = plain.rsplit('/');
    let name = parts.next().unwrap_or(plain);
    matches!(name, "helmfile.yaml" | "helmfile.yml") || parts.next() == Some("helmfile.d")
}

/// Whether a text is a stack of Atmos: components of Terraform at the top level.
fn is_stack(text: &str) -> bool {
    // Looking for a word is much faster than looking at lines.
    if !text.contains("components:") {
        return false;
    }
    let mut lines = text.lines().skip_while(|line| !is_key(line, "components")).skip(1);
    let first = lines.find(|line| !line.trim().is_empty() && !line.trim().starts_with('#'));
    first.is_some_and(|line| line.starts_with(' ') && is_key(line.trim_start(), "terraform"))
}

/// Whether a text declares a resource of EKS; lists of types and policies only name them.
fn makes_eks(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "AWS::EKS::").any(|at| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(['"', '\'', ' ']);
        let key = before.strip_suffix(':').map(|key| key.trim_end_matches(['"', '\'', ' ']));
        key.is_some_and(|key| key.ends_with("Type") && !key.ends_with("ResourceType"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_tools_are_known_by_name_and_content() {
        let cases = [
            ("infra/Pulumi.yaml", "name: eks\nruntime: nodejs\n", Some(SkippedKind::Pulumi)),
            ("infra/Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n", None),
            ("cdk.json", "{\"app\": \"npx ts-node bin/app.ts\"}", Some(SkippedKind::Cdk)),
            ("atmos.yaml", "base_path: .\nstacks:\n  x: y\n", Some(SkippedKind::Atmos)),
            (
                "stacks/prod.yaml",
                "import: []\ncomponents:\n  # ours\n  terraform:\n    eks: {}\n",
                Some(SkippedKind::Atmos),
            ),
            (
                "apps/helmfile.yaml.gotmpl",
                "releases:\n  - name: {{ env \"X\" }}\n",
                Some(SkippedKind::Helmfile),
            ),
            ("helmfile.d/10-addons.yaml", "releases: []\n", Some(SkippedKind::Helmfile)),
            ("addons.yaml", "releases: []\n", None),
            ("openapi.yaml", "components:\n  schemas:\n    terraform: {}\n", None),
        ];
        for (path, text, expected) in cases {
            assert_eq!(kind(path, text), expected, "{path}");
        }
    }

    #[test]
    fn templates_of_cloudformation_count_where_they_make_something_of_eks() {
        let yaml = "Resources:\n  Cluster:\n    Type: AWS::EKS::Cluster\n";
        let json = r#"{"Resources": {"Nodes": {"Type" : "AWS::EKS::Nodegroup"}}}"#;
        for text in [yaml, json] {
            assert_eq!(kind("eks.template.json", text), Some(SkippedKind::CloudFormation));
        }
        let named = "Resources:\n  R:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      \
                     Scope:\n        ComplianceResourceTypes: [\"AWS::EKS::Cluster\"]\n";
        assert_eq!(kind("rule.yaml", named), None);
        assert_eq!(kind("x.yaml", "ResourceType: AWS::EKS::Cluster\n"), None);
    }
}
