//! Calls that name a folder of their own repository by its address.

#[path = "support/about.rs"]
mod about;
#[path = "support/read.rs"]
mod read;
#[path = "support/repository.rs"]
mod repository;

use repository::Repository;

const CLUSTER: &str = r#"variable "cidrs" {
  type = list(string)
}
resource "aws_eks_cluster" "this" {
  name    = "ledger"
  version = "1.35"
  vpc_config {
    subnet_ids          = ["subnet-1"]
    public_access_cidrs = var.cidrs
  }
}
"#;

/// A repository with a module and a call of it by this source.
fn called(name: &str, source: &str) -> Repository {
    let repository = Repository::new(name);
    repository.write(".git/HEAD", "ref: refs/heads/topic\n");
    repository.write(
        ".git/config",
        "[remote \"origin\"]\n\turl = git@git.example.com:platform/infra.git\n",
    );
    repository.write("modules/eks/main.tf", CLUSTER);
    let call = format!(
        "module \"eks\" {{\n  source = \"{source}\"\n  cidrs  = [\"10.0.0.0/8\", \"0.0.0.0/0\"]\n}}\n"
    );
    repository.write("live/main.tf", &call);
    repository
}

#[test]
fn the_module_of_this_version_is_entered() {
    let source = "git::https://git.example.com/platform/infra.git//modules/eks?ref=main";
    let (code, out, _) = called("same", source).check(&["--output", "concise"]);
    assert!(out.starts_with("live/main.tf:3:27: error[public-endpoint-open]"), "{out}");
    assert_eq!(code, 1);
}

#[test]
fn the_module_of_another_version_or_repository_is_not_here() {
    for (name, source) in [
        ("version", "git::https://git.example.com/platform/infra.git//modules/eks?ref=v1"),
        ("fork", "git::https://git.example.com/somebody/infra.git//modules/eks?ref=main"),
    ] {
        let (code, out, _) = called(name, source).check(&[]);
        assert!(out.contains("1 remote module call"), "{out}");
        assert_eq!(code, 0);
    }
}
