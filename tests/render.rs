//! `ekslint check --render`: what kustomize and Helm print is judged in the place of their sources.
#![cfg(unix)]

#[path = "support/about.rs"]
mod about;
#[path = "support/folder.rs"]
mod folder;

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use folder::{Folder, read};

const CLASS: &str = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\n\
                     provisioner: ebs.csi.aws.com\nparameters:\n  type: TYPE\n";

/// A folder with a stand-in for a tool.
fn with_tool(name: &str, tool: &str, script: &str) -> Folder {
    let folder = Folder::new(&format!("render-{name}"));
    folder.put(&format!("bin/{tool}"), &format!("#!/bin/sh\n{script}\n"));
    let path = folder.0.join("bin").join(tool);
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
        .expect("it was just written");
    folder
}

/// Checks `app` with the tools of the folder's `bin` alone, and with a tool of this machine.
fn checked(folder: &Folder, arguments: &[&str], tools: &str) -> (i32, String, String) {
    let mut all = vec!["check", "app", "--isolated", "--select=storageclass-gp2", "--fail-on=info"];
    all.extend(arguments);
    let mut command = folder.command_of_all(&all);
    command
        .env("AWS_PROFILE", "admin")
        .env("PATH", format!("{}:{tools}", folder.0.join("bin").display()));
    read(&command.output().expect("the command starts"))
}

fn check(folder: &Folder, arguments: &[&str]) -> (i32, String, String) {
    checked(folder, arguments, "")
}

/// A chart of which nothing can be told without rendering it.
fn put_chart(folder: &Folder) {
    folder.put("app/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    let template = CLASS.replace("fast", "{{ .Release.Name }}-fast");
    folder.put("app/templates/class.yaml", &template.replace("TYPE", "{{ .Values.type }}"));
    folder.put("app/values.yaml", "type: gp2\n");
}

/// A kustomization with a step that is not followed here, around a base.
fn put_kustomization(folder: &Folder, kind: &str) {
    let generator = "resources: [../base]\ntransformers: [labels.yaml]\n";
    folder.put("app/overlay/kustomization.yaml", generator);
    let labels = "apiVersion: builtin\nkind: LabelTransformer\nmetadata:\n  name: labels\nlabels:\n  \
                  team: store\nfieldSpecs:\n- path: metadata/labels\n  create: true\n";
    folder.put("app/overlay/labels.yaml", labels);
    folder.put("app/base/kustomization.yaml", "resources: [class.yaml]\n");
    folder.put("app/base/class.yaml", &CLASS.replace("TYPE", kind));
}

#[test]
fn a_chart_is_judged_as_helm_renders_it() {
    let class = CLASS.replace("fast", "$2-fast").replace("TYPE", "gp2");
    let print = format!("/bin/cat <<END\n---\n# Source: web/templates/class.yaml\n{class}END");
    let folder = with_tool("chart", "helm", &print);
    put_chart(&folder);
    let (code, out, _) = check(&folder, &["--output=concise"]);
    assert_eq!((code, out.lines().next()), (0, None), "{out}");
    let (code, out, err) = check(&folder, &["--render", "--output=concise"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.starts_with("app/templates/class.yaml:2:1: "), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
    let (_, out, _) = check(&folder, &["--render", "--all"]);
    assert!(out.contains("`helm template` gives `type: gp2` here"), "{out}");
    assert!(!out.contains("ekslint-release"), "{out}");
}

#[test]
fn helm_reaches_nobody_and_knows_nothing_of_the_user() {
    let script = "case \"$HTTPS_PROXY $AWS_PROFILE\" in 'http://127.0.0.1:9 ') echo Error: alone >&2;; \
                  esac; exit 1";
    let folder = with_tool("environment", "helm", script);
    put_chart(&folder);
    let (code, _, err) = check(&folder, &["--render", "--output=concise"]);
    assert_eq!((code, err.as_str()), (0, "warning: app was not rendered: alone\n"));
}

#[test]
fn what_is_missing_is_said_once_and_changes_no_code() {
    let folder = Folder::new("render-missing");
    put_chart(&folder);
    put_kustomization(&folder, "gp3");
    let (code, _, err) = check(&folder, &["--render", "--output=concise"]);
    assert_eq!(code, 0, "{err}");
    let lines: Vec<&str> = err.lines().collect();
    assert_eq!(lines.len(), 2, "{err}");
    assert!(lines[0].starts_with("warning: app was not rendered: there is no `helm`"), "{err}");
    assert!(
        lines[1].starts_with("warning: app/overlay was not rendered: there is neither"),
        "{err}"
    );
}

#[test]
fn a_kustomization_is_judged_as_kustomize_builds_it() {
    let origin =
        "metadata:\n  annotations:\n    config.kubernetes.io/origin: |\n      path: PLACE\n";
    let class = CLASS.replace("metadata:\n", origin).replace("TYPE", "gp2");
    // The overlay names the root by a way that is relative to itself.
    let script = "way=$(/bin/grep -o '\\.\\./.*overlay' kustomization.yaml)\n\
                  /bin/sed \"s,PLACE,${way%overlay}base/class.yaml,\" <<END\n";
    let folder = with_tool("kustomize", "kustomize", &format!("{script}{class}END"));
    // The base says otherwise: only what was built counts.
    put_kustomization(&folder, "gp3");
    let (code, out, _) = check(&folder, &["--output=concise"]);
    assert_eq!((code, out.as_str()), (0, ""));
    let (code, out, err) = check(&folder, &["--render", "--output=concise"]);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.starts_with("app/base/class.yaml:2:1: "), "{out}");
}

#[test]
fn kubectl_builds_what_is_not_followed_here() {
    let Some(kubectl) = ["/usr/bin", "/usr/local/bin"]
        .into_iter()
        .find(|it| Path::new(it).join("kubectl").is_file())
    else {
        return;
    };
    let folder = Folder::new("render-kubectl");
    put_kustomization(&folder, "gp2");
    let (_, out, _) = checked(&folder, &[], kubectl);
    assert!(out.contains("ekslint check --render"), "{out}");
    let (code, out, err) = checked(&folder, &["--render", "--all"], kubectl);
    assert_eq!((code, err.as_str()), (1, ""), "{out}");
    assert!(out.contains("app/base/class.yaml:2:1"), "{out}");
    assert!(!out.contains("not checked"), "{out}");
}

#[test]
fn remote_bases_are_never_built() {
    let folder = with_tool("remote", "kustomize", "echo Error: was run >&2; exit 1");
    put_kustomization(&folder, "gp3");
    let remote =
        "resources: [../base, https://example.com/base?ref=v1]\ntransformers: [labels.yaml]\n";
    folder.put("app/overlay/kustomization.yaml", remote);
    let (code, out, err) = check(&folder, &["--render"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("1 remote base"), "{out}");
}
