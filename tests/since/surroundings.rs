//! What git lives in: hooks, submodules, worktrees, shallow clones, odd names.

use super::repository::Repository;
use super::{CLASS, CLUSTER, commit, repository, since};

#[test]
fn without_git_the_remedy_is_told() {
    let repository = repository("no-git");
    let (code, _, err) = repository.check_with(&["--since", "HEAD"], |it| {
        it.env("PATH", "/nowhere");
    });
    assert_eq!(code, 2);
    assert!(
        err.contains("--since needs git, which cannot be run: there is no such program"),
        "{err}"
    );
}

#[test]
fn hooks_do_not_mislead_it() {
    let (repository, other) = (repository("hooked"), repository("hooking"));
    repository.write("apps/class.yaml", &CLASS.replace("WaitForFirstConsumer", "Immediate"));
    let (code, out, err) =
        repository.check_with(&["--since", "HEAD", "--output", "concise"], |it| {
            it.env("GIT_DIR", other.0.join(".git")).env("GIT_INDEX_FILE", "/nowhere/index");
            it.env("GIT_DIFF_OPTS", "--unified=9").env("GIT_EXTERNAL_DIFF", "false");
        });
    assert_eq!((code, out.lines().count()), (1, 1), "{out}{err}");
}

#[test]
fn submodules_worktrees_and_shallow_clones_are_read() {
    let library = repository("library");
    let repository = repository("around");
    let url = library.0.display().to_string();
    repository.git(&["submodule", "--quiet", "add", &url, "vendor/library"]);
    commit(&repository);
    assert!(since(&repository, "HEAD").is_empty(), "an untouched submodule is untouched");
    repository.write("vendor/library/clusters/main.yaml", &format!("{CLUSTER}\n"));
    let found = since(&repository, "HEAD");
    assert!(found.iter().all(|it| it.starts_with("vendor/library/")), "{found:?}");
    assert_eq!(found.len(), 2, "a changed submodule counts as a whole: {found:?}");

    let worktree = Repository::new("worktree");
    std::fs::remove_dir_all(&worktree.0).unwrap();
    library.git(&["worktree", "prune"]);
    library.git(&["worktree", "add", "--quiet", "-b", "tree", &worktree.0.display().to_string()]);
    worktree.write("apps/class.yaml", &CLASS.replace("WaitForFirstConsumer", "Immediate"));
    assert_eq!(since(&worktree, "main"), ["apps/class.yaml:8 storageclass-immediate-binding"]);

    library
        .write("clusters/main.yaml", &CLUSTER.replace("publicAccess: true", "publicAccess: false"));
    commit(&library);
    let shallow = Repository::new("shallow");
    std::fs::remove_dir_all(&shallow.0).unwrap();
    let target = shallow.0.display().to_string();
    library.git(&["clone", "--quiet", "--depth", "1", &format!("file://{url}"), &target]);
    assert!(since(&shallow, "HEAD").is_empty());
    let (code, _, err) = shallow.check(&["--since", "HEAD~1"]);
    assert_eq!(code, 2);
    assert!(err.contains("only a part of the history"), "{err}");

    // What it tells to do helps, though such a clone follows one branch.
    library.git(&["branch", "other", "HEAD~1"]);
    let (code, _, err) = shallow.check(&["--since", "origin/other"]);
    assert_eq!(code, 2);
    let told = err.split('`').find_map(|it| it.strip_prefix("git ")).expect("a command is told");
    let told: Vec<String> = told.split(' ').map(|it| it.replace("main", "other")).collect();
    shallow.git(&told.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(shallow.check(&["--since", "origin/other", "--output", "concise"]).0, 0);
}

#[cfg(unix)]
#[test]
fn odd_names_and_links_are_no_reason_to_stop() {
    use std::os::unix::ffi::OsStringExt;
    let repository = repository("odd");
    let class = |name: &str| CLASS.replace("name: fast", &format!("name: {name}"));
    let latin = std::ffi::OsString::from_vec(b"latin-\xe9.yaml".to_vec());
    let names =
        ["a \"quoted\".yaml", "tab\there.yaml", "new\nline.yaml", "back\\slash.yaml", " b/ .yaml"];
    for (index, name) in names.iter().enumerate() {
        repository.write(name, &class(&format!("c{index}")));
    }
    repository.write(&latin, &class("latin"));
    std::os::unix::fs::symlink("../apps", repository.0.join("clusters/linked")).unwrap();
    std::os::unix::fs::symlink("nowhere", repository.0.join("dangling.yaml")).unwrap();
    commit(&repository);
    let now = |name: &str| class(name).replace("WaitForFirstConsumer", "Immediate");
    let count = || {
        let (code, out, err) = repository.check(&["--since", "HEAD", "--output", "json"]);
        assert!(code < 2, "{err}");
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let all = report["diagnostics"].as_array().unwrap().clone();
        let of = |it: &&serde_json::Value| it["rule"]["name"] == "storageclass-immediate-binding";
        all.iter().filter(of).count()
    };
    assert_eq!(count(), 0);
    for (index, name) in names.iter().enumerate() {
        repository.write(name, &now(&format!("c{index}")));
    }
    repository.write(&latin, &now("latin"));
    repository.write("apps/class.yaml", &now("fast"));
    assert_eq!(count(), names.len() + 2);
    // A file that a link leads to is the same file.
    let linked = repository.check(&["--since=HEAD", "--output=concise", "clusters/linked"]).1;
    assert_eq!(linked.lines().count(), 1, "{linked}");
    repository.write("apps/class.yaml", CLASS);
    repository.git(&["add", "--all"]);
    let linked = repository.check(&["--since=HEAD", "--output=concise", "clusters/linked"]).1;
    assert_eq!(linked, "");
}
