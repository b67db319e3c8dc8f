//! What a comment holds for.

use super::{CLASS, both, checked, cluster, found, hidden};

const RULE: &str = "public-endpoint-open";

#[test]
fn a_comment_holds_for_its_line_and_the_one_below() {
    let comment = "# ekslint: ignore[public-endpoint-open] a workshop";
    let behind = cluster("", "", &format!(" {comment}"));
    let expected = vec![format!("cluster.yaml:9 {RULE}: a workshop")];
    assert_eq!(both("cluster.yaml", &behind), (vec![], expected));
    let above = cluster("", &format!("    {comment}\n"), "");
    let expected = vec![format!("cluster.yaml:10 {RULE}: a workshop")];
    assert_eq!(both("cluster.yaml", &above), (vec![], expected.clone()));
    // The column does not matter, and neither do comments between.
    let apart = cluster("", &format!("{comment}\n# TODO: ask the team\n"), "");
    assert_eq!(both("cluster.yaml", &apart).0, Vec::<String>::new());
}

#[test]
fn a_comment_behind_a_line_does_not_hold_for_the_next_one() {
    let text = cluster("", "", "").replace(
        "clusterEndpoints:",
        "clusterEndpoints: # ekslint: ignore[public-endpoint-open] too early",
    );
    let (found, hidden) = both("cluster.yaml", &text);
    assert_eq!(
        found,
        ["cluster.yaml:8 ignore-unused".to_owned(), format!("cluster.yaml:9 {RULE}")]
    );
    assert_eq!(hidden, Vec::<String>::new());
}

#[test]
fn a_blank_line_parts_a_comment_from_what_follows() {
    let text = cluster("", "    # ekslint: ignore[public-endpoint-open] far\n\n", "");
    assert_eq!(both("cluster.yaml", &text).0.len(), 2);
}

#[test]
fn rules_are_named_by_globs_and_categories_too() {
    for rule in ["public-*", "endpoint/", "endpoint/public-*", "ebs-rwx, endpoint/", "*"] {
        let text = cluster("", "", &format!(" # ekslint: ignore[{rule}] a workshop"));
        let (found, hidden) = both("cluster.yaml", &text);
        let counts = found.iter().filter(|it| it.ends_with(RULE)).count();
        assert_eq!((counts, hidden.len()), (0, 1), "{rule}: {found:?}");
    }
    let other = cluster("", "", " # ekslint: ignore[storage/] another rule");
    assert_eq!(both("cluster.yaml", &other).1, Vec::<String>::new());
}

#[test]
fn a_comment_may_stand_where_a_finding_points_in_another_file() {
    let role = super::told::role();
    let account = super::told::ACCOUNT;
    let plain = checked("", &[("main.tf", &role), ("account.yaml", account)]);
    assert_eq!(found(&plain), ["main.tf:10 irsa-subject-unknown"]);
    let comment = "# ekslint: ignore[irsa-subject-unknown] renamed in spring\n  name: payments-api";
    let account = account.replace("name: payments-api", comment);
    let result = checked("", &[("main.tf", &role), ("account.yaml", &account)]);
    assert_eq!(found(&result), Vec::<String>::new());
    assert_eq!(hidden(&result), ["main.tf:10 irsa-subject-unknown: renamed in spring"]);
}

#[test]
fn above_a_heredoc_or_block_scalar_a_comment_holds_for_all_of_it() {
    let comment = "  # ekslint: ignore[irsa-subject-unknown] renamed in spring\n";
    let role = super::told::role()
        .replace("  assume_role_policy", &format!("{comment}  assume_role_policy"));
    let result = checked("", &[("main.tf", &role), ("account.yaml", super::told::ACCOUNT)]);
    assert_eq!(found(&result), Vec::<String>::new());
    assert_eq!(hidden(&result).len(), 1);
}

#[test]
fn what_looks_like_a_comment_in_a_string_is_text() {
    let heredoc = super::told::role().replace(
        "  assume_role_policy",
        "  description = <<-TEXT
    # ekslint: ignore-block[*] in a heredoc
    # ekslint: rubbish
  TEXT
  path = \"/${\"# ekslint: rubbish\"}/\"
  assume_role_policy",
    );
    let result = checked("", &[("main.tf", &heredoc), ("account.yaml", super::told::ACCOUNT)]);
    assert_eq!(found(&result), ["main.tf:15 irsa-subject-unknown"]);
    let map = "---
apiVersion: v1
kind: ConfigMap
metadata:
  name: script
data:
  note: \"# ekslint: ignore[*] quoted\"
  run.sh: |
    # ekslint: ignore[*] in a script
    # ekslint: rubbish
---
";
    let (found, hidden) = both("class.yaml", &format!("{map}{CLASS}"));
    assert_eq!((found.len(), hidden.len()), (1, 0), "{found:?}");
}

#[test]
fn terraform_takes_every_sign_for_comments() {
    for comment in [
        "# ekslint: ignore[storage/] one zone",
        "// ekslint: ignore[storage/] one zone",
        "/* ekslint: ignore[storage/] one zone */",
        "/*\n * Only eu-west-1a.\n * ekslint: ignore[storage/] one zone\n */",
        "# only eu-west-1a # ekslint:ignore[storage/] one zone",
    ] {
        for (above, behind) in
            [(format!("  {comment}\n"), String::new()), (String::new(), format!(" {comment}"))]
        {
            let text = format!(
                "resource \"kubernetes_storage_class_v1\" \"ledger\" {{
  metadata {{
    name = \"ledger\"
  }}
  storage_provisioner = \"ebs.csi.aws.com\"
{above}  volume_binding_mode = \"Immediate\"{behind}
}}
"
            );
            let (found, hidden) = both("main.tf", &text);
            assert_eq!(found, Vec::<String>::new(), "{text}");
            assert!(hidden.len() == 1 && hidden[0].ends_with(": one zone"), "{hidden:?}\n{text}");
        }
    }
}

#[test]
fn a_comment_for_a_block_holds_for_what_is_in_it() {
    let comment = "# ekslint: ignore-block[public-endpoint-open] a workshop\n";
    let hides = |text: &str| both("cluster.yaml", text).1.len() == 1;
    let plain = cluster("", "", "");
    let before = |line: &str| plain.replace(line, &format!("{comment}{line}"));
    assert!(hides(&before("vpc:")), "above a mapping");
    assert!(hides(&before("    publicAccess")), "at the head of a mapping");
    assert!(hides(&format!("{comment}{plain}")), "at the head of a document");
    assert!(hides(&format!("{comment}---\n{plain}")), "above the mark of a document");
    assert!(hides(&plain.replace("vpc:", &format!("vpc: {}", comment.trim_end()))), "behind a key");
    assert!(!hides(&before("metadata:")), "above another mapping");
    assert!(!hides(&before("    privateAccess")), "beside it");
    let two = format!("{comment}{plain}---\n{plain}");
    let (found, hidden) = both("cluster.yaml", &two);
    assert_eq!((found.len(), hidden.len()), (1, 1), "{found:?}");
}

#[test]
fn a_comment_for_a_block_of_terraform_holds_for_that_block() {
    let class = |name: &str, head: &str| {
        format!(
            "resource \"kubernetes_storage_class_v1\" \"{name}\" {{{head}
  metadata {{
    name = \"{name}\"
  }}
  storage_provisioner = \"ebs.csi.aws.com\"
  volume_binding_mode = \"Immediate\"
}}

"
        )
    };
    let comment = "# ekslint: ignore-block[storage/] one zone";
    let plain = class("one", "") + &class("two", "");
    let (found, _) = both("main.tf", &plain);
    assert_eq!(found.len(), 2);
    for text in [
        format!("{comment}\n{plain}"),
        class("one", &format!(" {comment}")) + &class("two", ""),
        class("one", "") + &class("two", &format!(" {comment}")),
    ] {
        let (found, hidden) = both("main.tf", &text);
        assert_eq!((found.len(), hidden.len()), (1, 1), "{text}");
    }
}

#[test]
fn a_comment_at_the_top_of_a_file_holds_for_the_file() {
    let top = "# Copyright of the team\n\n# ekslint: ignore-file[public-endpoint-open] generated\n";
    let (found, hidden) = both("cluster.yaml", &cluster(top, "", ""));
    assert_eq!((found.len(), hidden.len()), (0, 1), "{found:?}");
    let late = cluster("", "    # ekslint: ignore-file[public-endpoint-open] too late\n", "");
    let (found, hidden) = both("cluster.yaml", &late);
    assert_eq!(found, ["cluster.yaml:9 ignore-malformed", "cluster.yaml:10 public-endpoint-open"]);
    assert_eq!(hidden, Vec::<String>::new());
}

#[test]
fn an_annotation_holds_for_its_object() {
    let annotated = |value: &str| {
        CLASS.replace(
            "name: ledger",
            &format!("name: ledger\n  annotations:\n    ekslint/ignore: {value}"),
        )
    };
    let both_classes = format!("{}---\n{CLASS}", annotated("\"storage/, ebs-* one zone\""));
    let (found, hidden) = both("class.yaml", &both_classes);
    assert_eq!(found.iter().filter(|it| it.contains("binding")).count(), 1, "{found:?}");
    assert_eq!(hidden.len(), 1, "{hidden:?}");
    assert!(hidden[0].ends_with(": one zone"), "{hidden:?}");
    let over = annotated("storage/ until=2026-11-19 one zone");
    let (found, _) = both("class.yaml", &over);
    assert_eq!(found.len(), 2, "{found:?}");
    let json = r#"{"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass",
        "metadata": {"name": "a", "annotations": {"ekslint/ignore": "storage/"}},
        "provisioner": "ebs.csi.aws.com", "volumeBindingMode": "Immediate"}"#;
    let (found, hidden) = both("class.json", json);
    assert_eq!((found.len(), hidden.len()), (0, 1), "{found:?}");
}

/// A budget that lets nothing be evicted, as a typed resource, with the annotations of its metadata.
fn budget(annotations: &str) -> String {
    format!(
        "resource \"kubernetes_pod_disruption_budget_v1\" \"a\" {{
  metadata {{
    name = \"a\"
{annotations}  }}
  spec {{
    max_unavailable = \"0\"
    selector {{
      match_labels = {{ app = \"a\" }}
    }}
  }}
}}
"
    )
}

#[test]
fn an_annotation_of_a_typed_resource_holds_for_it() {
    assert_eq!(both("main.tf", &budget("")).0, ["main.tf:6 pdb-blocks-eviction"]);
    let annotated = |key: &str| {
        budget(&format!(
            "    annotations = {{\n      \"{key}\" = \"pdb-blocks-eviction not ours\"\n    }}\n"
        ))
    };
    let (found, hidden) = both("main.tf", &annotated("ekslint/ignore"));
    assert_eq!((found, hidden.len()), (Vec::new(), 1), "{hidden:?}");
    assert!(hidden[0].ends_with(": not ours"), "{hidden:?}");
    let (found, hidden) = both("main.tf", &annotated("ekslint.io/ignore"));
    assert_eq!(found, ["main.tf:5 ignore-malformed", "main.tf:9 pdb-blocks-eviction"]);
    assert!(hidden.is_empty());
    let elsewhere =
        format!("locals {{\n  all = {{ \"ekslint/ignore\" = \"pdb-* x\" }}\n}}\n{}", budget(""));
    assert_eq!(both("main.tf", &elsewhere).0[0], "main.tf:2 ignore-malformed");
}
