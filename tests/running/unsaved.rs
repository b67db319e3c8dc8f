//! What an editor has not saved yet, in the place of a file.

use std::io::Write;
use std::process::Stdio;

use super::folder::{Folder, read};
use super::{DAY, OPEN, closed};

/// Checks a buffer as the file of a name.
fn check(folder: &Folder, file: &str, buffer: &str) -> (i32, String, String) {
    let arguments = ["check", "--output", "concise", "--stdin-filename", file, "-"];
    let mut command = folder.command(&[&arguments[..], &DAY].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    child
        .stdin
        .take()
        .expect("a pipe")
        .write_all(buffer.as_bytes())
        .expect("it is as the test made it");
    read(&child.wait_with_output().expect("it runs"))
}

#[test]
fn a_buffer_hides_what_is_on_disk() {
    let folder = Folder::new("buffer");
    folder.put(".git/HEAD", "ref: refs/heads/main\n");
    folder.put("cluster.yaml", OPEN);
    let (code, out, err) = check(&folder, "cluster.yaml", &closed());
    assert_eq!((code, out.as_str(), err.as_str()), (0, "", ""));
    folder.put("cluster.yaml", &closed());
    let (code, out, _) = check(&folder, "cluster.yaml", OPEN);
    assert!(
        code == 1 && out.starts_with("cluster.yaml:9:19: error[public-endpoint-open]"),
        "{out}"
    );
    let whole = folder.0.canonicalize().expect("it is as the test made it").join("cluster.yaml");
    let (code, out, _) = check(&folder, whole.to_str().expect("it is as the test made it"), OPEN);
    assert!(code == 1 && out.contains("cluster.yaml:9:19: error["), "{out}");
}

#[test]
fn a_buffer_may_be_a_new_file_and_is_joined_with_the_others() {
    let folder = Folder::new("buffer-new");
    folder.put(".git/HEAD", "ref: refs/heads/main\n");
    folder.put("variables.tf", "variable \"cidrs\" {\n  default = [\"0.0.0.0/0\"]\n}\n");
    let buffer = "resource \"aws_eks_cluster\" \"main\" {\n  name = \"c\"\n  version = \"1.35\"\n  \
                  vpc_config {\n    endpoint_private_access = true\n    public_access_cidrs = \
                  var.cidrs\n  }\n}\n";
    let (code, out, err) = check(&folder, "cluster.tf", buffer);
    assert_eq!(code, 1, "{err}");
    assert!(out.starts_with("variables.tf:2:14: error[public-endpoint-open]"), "{out}");
}

#[test]
fn a_buffer_outside_of_a_repository_is_checked_with_its_folder() {
    let folder = std::env::temp_dir().join(format!("ekslint-buffer-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("it is as the test made it");
    let folder = Folder(folder);
    folder.put("cluster.yaml", &closed());
    let (code, out, err) = check(&folder, "cluster.yaml", OPEN);
    let (new, told, _) = check(&folder, "new.yaml", &OPEN.replace("name: c", "name: d"));
    std::fs::remove_dir_all(&folder.0).expect("it is as the test made it");
    assert!(code == 1 && out.starts_with("cluster.yaml:9:19: error["), "{out}{err}");
    assert!(new == 1 && told.starts_with("new.yaml:9:19: error["), "{told}");
}
