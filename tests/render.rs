//! `ekslint check --render`: what kustomize and Helm print is judged in the place of their sources.
#![cfg(unix)]

#[path = "support/about.rs"]
mod about;
#[path = "support/folder.rs"]
mod folder;

use std::os::unix::fs::PermissionsExt;

use folder::{Folder, read};

const CHART: &str = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

/// Nothing in it can be told without rendering it.
const TEMPLATE: &str = "{{- range .Values.classes }}\n{{ include \"web.class\" . }}\n{{- end }}\n";

const CLASS: &str = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: NAME\n\
                     provisioner: kubernetes.io/aws-ebs\nparameters:\n  type: gp2\n";

/// A folder with a stand-in for a tool, which prints a file.
fn with_tool(name: &str, tool: &str, script: &str) -> Folder {
    let folder = Folder::new(&format!("render-{name}"));
    folder.put(&format!("bin/{tool}"), &format!("#!/bin/sh\n{script}\n"));
    let path = folder.0.join("bin").join(tool);
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    folder
}

/// Checks `app` with the tools of the folder's `bin`.
fn check(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    let mut all = vec!["check", "app", "--output=concise"];
    all.extend(arguments);
    let bin = folder.0.join("bin").canonicalize().unwrap();
    let mut command = folder.command_of_all(&all);
    command.args(["--select=storage-class-in-tree-provisioner,storage-class-unencrypted"]);
    read(&command.env("PATH", format!("{}:/bin:/usr/bin", bin.display())).output().unwrap())
}
