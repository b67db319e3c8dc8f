//! Only what changed: real repositories, and the git that is installed.

#[path = "support/about.rs"]
mod about;
#[path = "since/decides.rs"]
mod decides;
#[path = "since/named.rs"]
mod named;
#[path = "support/read.rs"]
mod read;
#[path = "support/repository.rs"]
mod repository;
#[path = "since/surroundings.rs"]
mod surroundings;
#[path = "since/versions.rs"]
mod versions;

use std::process::Command;

use repository::Repository;

/// Two findings that were there before: the endpoint, and the end of support.
const CLUSTER: &str = "apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: main
  region: eu-west-1
  version: \"1.29\"
vpc:
  clusterEndpoints:
    publicAccess: true
  nat:
    gateway: Single
";

const CLASS: &str = "apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: fast
provisioner: ebs.csi.aws.com
parameters:
  type: gp3
volumeBindingMode: WaitForFirstConsumer
";

/// A repository with a commit of a cluster and a storage class.
fn repository(name: &str) -> Repository {
    let repository = Repository::new(name);
    repository.git(&["init", "--quiet"]);
    repository.write("clusters/main.yaml", CLUSTER);
    repository.write("apps/class.yaml", CLASS);
    commit(&repository);
    repository
}

/// Adds and commits everything.
fn commit(repository: &Repository) {
    repository.git(&["add", "--all"]);
    repository.git(&["commit", "--quiet", "--message", "change"]);
}

/// `path:line rule` of each finding that is new since a commit.
fn since(repository: &Repository, revision: &str) -> Vec<String> {
    let (code, out, err) = repository.check(&["--since", revision, "--output", "concise"]);
    let lines: Vec<String> = out.lines().map(short).collect();
    let all = repository.check(&["--output", "concise", "--fail-on", "info"]).1;
    // That a version is skipped is told of a change alone.
    let known =
        |line: &String| line.ends_with("version-skip") || all.lines().any(|it| short(it) == *line);
    assert!(lines.iter().all(known), "{lines:?}");
    assert_eq!((code, err.as_str()), (i32::from(!lines.is_empty()), ""), "{out}");
    lines
}

fn short(line: &str) -> String {
    let (place, rest) = line.split_once(": ").expect("a place comes first");
    let (place, _) = place.rsplit_once(':').expect("with a column");
    let rule = rest.split(['[', ']']).nth(1).expect("the rule is named");
    format!("{place} {rule}")
}

/// A repository with a commit of some files.
fn committed(name: &str, files: &[(&str, &str)]) -> Repository {
    let repository = Repository::new(name);
    repository.git(&["init", "--quiet"]);
    for (path, content) in files {
        repository.write(path, content);
    }
    commit(&repository);
    repository
}

#[test]
fn an_untouched_change_is_green_and_says_what_it_leaves_out() {
    let repository = repository("untouched");
    assert_eq!(repository.check(&[]).0, 1);
    let (code, out, _) = repository.check(&["--since", "HEAD"]);
    assert_eq!(code, 0);
    assert!(out.contains("found  nothing new\n"), "{out}");
    assert!(out.contains("since  2 elsewhere, not changed since HEAD\n"), "{out}");
    let out = repository.check(&["--since", "HEAD", "--output", "json"]).1;
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    let wanted = serde_json::json!({"revision": "HEAD", "elsewhere": 2});
    assert_eq!(report["summary"]["since"], wanted);
    assert_eq!(report["diagnostics"], serde_json::json!([]));
}

#[test]
fn changed_lines_count_whether_committed_staged_or_not() {
    let repository = repository("changed");
    let immediate = CLASS.replace("WaitForFirstConsumer", "Immediate");
    let wanted = ["apps/class.yaml:8 storageclass-immediate-binding"];
    repository.write("apps/class.yaml", &immediate);
    assert_eq!(since(&repository, "HEAD"), wanted);
    repository.git(&["add", "."]);
    assert_eq!(since(&repository, "HEAD"), wanted);
    commit(&repository);
    assert_eq!(since(&repository, "HEAD~1"), wanted);
    assert!(since(&repository, "HEAD").is_empty());
    // Moved lines are not changed lines.
    repository.write("clusters/main.yaml", &format!("# A note.\n\n{CLUSTER}"));
    assert!(since(&repository, "HEAD").is_empty());
}

#[test]
fn a_line_that_is_gone_counts_for_what_it_stood_in() {
    let repository = repository("gone");
    repository
        .write("apps/class.yaml", &CLASS.replace("volumeBindingMode: WaitForFirstConsumer\n", ""));
    assert_eq!(since(&repository, "HEAD"), ["apps/class.yaml:2 storageclass-immediate-binding"]);
    let private = CLUSTER.replace("publicAccess: true", "publicAccess: false");
    repository.write("clusters/main.yaml", &private);
    commit(&repository);
    repository.write(
        "clusters/main.yaml",
        &private.replace("  clusterEndpoints:\n    publicAccess: false\n", ""),
    );
    assert_eq!(since(&repository, "HEAD"), ["clusters/main.yaml:7 public-endpoint-open"]);
    // What is beside it does not.
    let later = format!("{CLUSTER}cloudWatch:\n  clusterLogging:\n    enableTypes: [api]\n");
    repository.write("clusters/main.yaml", &later);
    commit(&repository);
    repository.write("clusters/main.yaml", CLUSTER);
    assert!(since(&repository, "HEAD").is_empty());
}

#[test]
fn new_files_are_new_and_renamed_ones_are_not() {
    let repository = repository("renamed");
    repository.write("new/cluster.yaml", &CLUSTER.replace("name: main", "name: new"));
    let new =
        ["new/cluster.yaml:6 k8s-version-unsupported", "new/cluster.yaml:9 public-endpoint-open"];
    assert_eq!(since(&repository, "HEAD"), new);
    repository.write(".gitignore", "new/\n");
    assert!(since(&repository, "HEAD").is_empty());
    let out = repository.check(&["--since=HEAD", "--no-gitignore", "--output=concise"]).1;
    assert_eq!(out.lines().count(), 2, "what git does not track has no past: {out}");
    repository.git(&["mv", "clusters", "platform"]);
    assert!(since(&repository, "HEAD").is_empty());
    repository.write("platform/main.yaml", &CLUSTER.replace("1.29", "1.30"));
    assert_eq!(since(&repository, "HEAD"), ["platform/main.yaml:6 k8s-version-unsupported"]);
}

#[test]
fn a_related_place_counts_as_well() {
    let repository = Repository::new("related");
    repository.git(&["init", "--quiet"]);
    repository.copy("testdata/projects/irsa-typo.fixed", ".");
    commit(&repository);
    assert_eq!(repository.check(&[]).0, 0);
    let files = repository.git(&["grep", "-l", "kind: ServiceAccount"]);
    let manifest = files.lines().next().expect("one declares an account");
    let broken = repository.read(manifest);
    let name = broken.lines().find(|line| line.starts_with("  name: ")).expect("it has a name");
    let renamed = broken.replace(name, &format!("{name}s"));
    let pods = renamed.lines().find(|line| line.contains("serviceAccountName: "));
    let pods = pods.expect("pods run as it").to_owned();
    repository.write(manifest, &renamed);
    let found = since(&repository, "HEAD");
    let alone = [format!("{manifest}:4 sa-not-found")];
    assert_eq!(found, alone, "pods and role agree, so the account's new name is the mistake");
    repository.write(manifest, &renamed.replace(&pods, &format!("{pods}s")));
    let found = since(&repository, "HEAD");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(!found[0].starts_with(manifest), "the culprit lies in an untouched file: {found:?}");
}

#[test]
fn what_others_did_meanwhile_is_no_part_of_a_branch() {
    let repository = repository("branches");
    repository.git(&["checkout", "--quiet", "-b", "feature"]);
    repository.write("apps/class.yaml", &CLASS.replace("WaitForFirstConsumer", "Immediate"));
    commit(&repository);
    repository.git(&["checkout", "--quiet", "main"]);
    repository
        .write("clusters/main.yaml", &CLUSTER.replace("publicAccess: true", "publicAccess: false"));
    commit(&repository);
    repository.git(&["checkout", "--quiet", "feature"]);
    assert_eq!(since(&repository, "main"), ["apps/class.yaml:8 storageclass-immediate-binding"]);
}

#[test]
fn settings_of_the_user_change_nothing() {
    let repository = repository("settings");
    for (key, value) in [
        ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"),
        ("diff.external", "false"),
        ("diff.interHunkContext", "50"),
        ("diff.context", "9"),
        ("diff.relative", "true"),
        ("diff.renames", "false"),
        ("color.ui", "always"),
        ("core.quotePath", "true"),
    ] {
        repository.git(&["config", key, value]);
    }
    repository.write(".gitattributes", "*.yaml -diff\n");
    repository.git(&["mv", "apps/class.yaml", "apps/ä class.yaml"]);
    commit(&repository);
    let changed = CLASS.replace("WaitForFirstConsumer", "Immediate");
    repository.write("apps/ä class.yaml", &changed.replace("gp3", "gp2"));
    let found = since(&repository, "HEAD~1");
    assert_eq!(found, ["apps/ä class.yaml:8 storageclass-immediate-binding"]);
}

#[test]
fn folders_inside_and_outside_see_the_same() {
    let repository = repository("inside");
    repository.write("clusters/main.yaml", &CLUSTER.replace("true", "yes"));
    repository.write("apps/class.yaml", &CLASS.replace("WaitForFirstConsumer", "Immediate"));
    let inside = Repository(repository.0.join("apps"));
    let (code, out, _) = inside.check(&["--since", "HEAD", "--output", "concise"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
    assert!(out.starts_with("class.yaml:8:"), "{out}");
    let outside = Repository(repository.0.parent().unwrap().to_owned());
    let (_, out, _) = outside.check(&["inside/apps", "--since", "HEAD", "--output", "concise"]);
    assert!(out.starts_with("inside/apps/class.yaml:8:"), "{out}");
}

#[test]
fn a_file_that_cannot_be_read_counts_if_anything_in_it_changed() {
    let repository = repository("unread");
    repository.write("broken.yaml", &CLASS.replace("parameters:\n", "parameters: {\n"));
    commit(&repository);
    let fine = repository.read("broken.yaml");
    assert!(since(&repository, "HEAD").is_empty());
    repository.write("broken.yaml", &fine.replace("name: fast", "name: slow"));
    let found = since(&repository, "HEAD");
    assert!(found.iter().any(|it| it.ends_with("syntax-error")), "{found:?}");
    let (_, out, _) = repository.check(&["--since", "HEAD", "apps/class.yaml"]);
    assert!(out.contains("nothing new"), "{out}");
}

#[test]
fn a_commit_that_cannot_be_compared_with_is_exit_code_two() {
    let refused = |repository: &Repository, revision: &str| {
        let (code, out, err) = repository.check(&["--since", revision]);
        assert_eq!((code, out.as_str()), (2, ""), "{revision}: {err}");
        err
    };
    let repository = repository("refused");
    for revision in ["nowhere", "", "HEAD~7", "main..HEAD", "HEAD:apps", "\u{1b}[31m"] {
        let err = refused(&repository, revision);
        assert!(err.contains("is no commit of this repository; name one"), "{err}");
        assert!(!err.contains("[31m\u{1b}") && !err.contains('\u{1b}'), "{err:?}");
    }
    let (code, _, err) = repository.check(&["--since=--output=x"]);
    assert!(code == 2 && err.contains("`--output=x` is no commit"), "{err}");
    repository.git(&["checkout", "--quiet", "--orphan", "other"]);
    repository.git(&["commit", "--quiet", "--message", "another beginning"]);
    let err = refused(&repository, "main");
    assert!(err.contains("`main` and HEAD have no commit in common"), "{err}");
    let (code, _, err) = repository.check(&["--since", "HEAD", "--update-baseline"]);
    assert!(code == 2 && err.contains("cannot be used with"), "{err}");
    let unborn = Repository::new("unborn");
    unborn.git(&["init", "--quiet"]);
    assert!(refused(&unborn, "HEAD").contains("`HEAD` is no commit"));
    let plain = Repository::new("no-repository");
    plain.write("a.yaml", CLASS);
    let around = plain.0.parent().unwrap().to_owned();
    let ceiling = |it: &mut Command| {
        it.env("GIT_CEILING_DIRECTORIES", &around);
    };
    let (code, _, err) = plain.check_with(&["--since", "HEAD"], ceiling);
    assert!(code == 2 && err.contains("is in no git repository that can be read"), "{err}");
}
