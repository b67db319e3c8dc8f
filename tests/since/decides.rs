//! Changed lines that decide a finding without being labelled.

use super::{CLUSTER, commit, committed, since};

/// A cluster whose endpoint is open if a local says so.
const STAGED: &str = r#"locals {
  stage = "safe"
  cidrs = {
    safe = ["10.0.0.0/8"]
    open = ["0.0.0.0/0"]
  }
  mine = local.cidrs[local.stage]
  note = "a"
}
resource "aws_eks_cluster" "a" {
  name = "a"
  vpc_config {
    subnet_ids             = ["s"]
    endpoint_public_access = true
    public_access_cidrs    = local.mine
  }
}
"#;

#[test]
fn a_line_that_decides_counts_without_being_labelled() {
    let repository = committed("decides", &[("live/main.tf", STAGED)]);
    let open = STAGED.replace("stage = \"safe\"", "stage = \"open\"");
    repository.write("live/main.tf", &open);
    let wanted = ["live/main.tf:5 public-endpoint-open"];
    assert_eq!(since(&repository, "HEAD"), wanted);
    commit(&repository);
    repository.write("live/main.tf", &open.replace("note = \"a\"", "note = \"b\""));
    assert!(since(&repository, "HEAD").is_empty(), "what nothing mentions decides nothing");
}

#[test]
fn files_that_terraform_reads_count() {
    let main = "resource \"aws_eks_cluster\" \"a\" {\n  name    = \"a\"\n  \
                version = trimspace(file(\"${path.module}/files/version.txt\"))\n}\n";
    let files = [("live/main.tf", main), ("live/files/version.txt", "1.35\n")];
    let repository = committed("read", &files);
    repository.write("live/files/version.txt", "1.28\n");
    assert_eq!(since(&repository, "HEAD"), ["live/main.tf:3 k8s-version-unsupported"]);
    commit(&repository);
    repository.write("live/files/other.txt", "1.28\n");
    repository.git(&["add", "."]);
    assert!(since(&repository, "HEAD").is_empty());
}

#[test]
fn variables_count_whoever_set_them() {
    let main = "variable \"v\" {\n  default = \"1.28\"\n}\nmodule \"eks\" {\n  source = \"../eks\"\n  \
                wanted = var.v\n}\n";
    let module = "variable \"wanted\" {}\nresource \"aws_eks_cluster\" \"a\" {\n  name    = \"a\"\n  \
                  version = var.wanted\n}\n";
    let files = [
        ("live/main.tf", main),
        ("live/terraform.tfvars", "x = 1\nv = \"1.35\"\n"),
        ("eks/main.tf", module),
    ];
    let wanted = ["live/main.tf:2 k8s-version-unsupported"];
    let repository = committed("variables", &files);
    repository.write("live/terraform.tfvars", "x = 1\n");
    let both = [wanted[0], "live/main.tf:2 version-skip"];
    assert_eq!(since(&repository, "HEAD"), both, "a line that is gone");
    std::fs::remove_file(repository.0.join("live/terraform.tfvars")).unwrap();
    assert_eq!(since(&repository, "HEAD"), wanted, "a file that is gone");
    commit(&repository);
    repository.write("live/terraform.tfvars", "x = 2\n");
    assert!(since(&repository, "HEAD").is_empty(), "another variable");
    repository.write("live/terraform.tfvars", "v = \"1.29\"\n");
    assert_eq!(since(&repository, "HEAD"), ["live/terraform.tfvars:1 k8s-version-unsupported"]);
}

#[test]
fn another_value_below_a_finding_leaves_it_alone() {
    let text = CLUSTER.replace("  nat:", "    privateAccess: true\n  nat:");
    let repository = committed("below", &[("clusters/main.yaml", &text)]);
    repository
        .write("clusters/main.yaml", &text.replace("privateAccess: true", "privateAccess: false"));
    assert!(since(&repository, "HEAD").is_empty());
}
