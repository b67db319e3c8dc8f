//! Known findings: a team begins on an old repository, and is told what is new.

#[path = "support/about.rs"]
mod about;
#[path = "support/read.rs"]
mod read;
#[path = "support/repository.rs"]
mod repository;

use repository::Repository;

/// A trust policy's typo, and a cluster that is open to the world.
const OPEN: &str = "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata:\n  name: main\n  \
                    region: eu-west-1\n  version: \"1.35\"\nvpc:\n  clusterEndpoints:\n    \
                    publicAccess: true\n";

fn open(name: &str) -> String {
    OPEN.replace("name: main", &format!("name: {name}"))
}

#[test]
fn an_old_repository_is_green_until_something_new_is_wrong() {
    let repository = Repository::new("adopted");
    repository.copy("testdata/demo", "demo");
    assert_eq!(repository.check(&[]).0, 1);
    let (code, out, err) = repository.check(&["--update-baseline"]);
    assert_eq!(code, 0, "{out}{err}");
    let written = "baseline  14 known, 14 of them new, written to ekslint-baseline.json\n";
    assert!(out.contains(written), "{out}");
    let (code, out, _) = repository.check(&[]);
    assert_eq!(code, 0);
    assert!(out.contains("found  nothing new\n"), "{out}");
    assert!(out.contains("baseline  14 known, from ekslint-baseline.json\n"), "{out}");
    repository.write("new/cluster.yaml", &open("new"));
    let (code, out, _) = repository.check(&["--output", "concise"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
    assert!(out.starts_with("new/cluster.yaml:9:19: error[public-endpoint-open]"), "{out}");
    let (_, out, _) = repository.check(&["--output", "concise", "--no-baseline"]);
    assert_eq!(out.lines().count(), 15);
}

#[test]
fn the_baseline_is_the_same_from_every_folder() {
    let repository = Repository::new("folders");
    repository.copy("testdata/demo", "demo");
    repository.git(&["init", "--quiet"]);
    repository.check(&["--update-baseline"]);
    let written = repository.read("ekslint-baseline.json");
    for paths in [&["demo"][..], &["demo/payments", "demo/batch"], &["."]] {
        let (code, out, _) = repository.check(paths);
        assert_eq!(code, 0, "{paths:?}: {out}");
    }
    let inside = Repository(repository.0.join("demo"));
    let (code, out, _) = inside.check(&["--update-baseline"]);
    assert_eq!(code, 0, "{out}");
    assert_eq!(repository.read("ekslint-baseline.json"), written);
    assert!(!inside.0.join("ekslint-baseline.json").exists());
}

#[test]
fn fixed_findings_are_told_and_pruned() {
    let repository = Repository::new("stale");
    repository.write("a/cluster.yaml", &open("one"));
    repository.write("b/cluster.yaml", &open("two"));
    repository.check(&["--update-baseline"]);
    repository
        .write("a/cluster.yaml", &open("one").replace("publicAccess: true", "publicAccess: false"));
    let (code, out, _) = repository.check(&[]);
    assert_eq!(code, 0);
    let told = "baseline  1 known, from ekslint-baseline.json; 1 is gone: --update-baseline\n";
    assert!(out.contains(told), "{out}");
    // Runs that look at less say nothing of what they do not see, and do not forget it.
    for less in [&["b"][..], &["a/cluster.yaml"], &["--select", "syntax-error"]] {
        let (_, out, _) = repository.check(less);
        assert!(out.contains("known, from") && !out.contains("gone"), "{less:?}: {out}");
        let before = repository.read("ekslint-baseline.json");
        let (_, out, _) = repository.check(&[less, &["--update-baseline"]].concat());
        assert_eq!(repository.read("ekslint-baseline.json"), before, "{less:?}: {out}");
    }
    let (_, out, _) = repository.check(&["--update-baseline"]);
    assert!(out.contains("1 known, written to ekslint-baseline.json; 1 is gone\n"), "{out}");
    assert!(!repository.read("ekslint-baseline.json").contains("a/cluster.yaml"));
}

#[test]
fn what_a_broken_file_hides_stays_known() {
    let repository = Repository::new("broken-input");
    repository.write("cluster.yaml", &open("main"));
    repository.check(&["--update-baseline"]);
    let known = repository.read("ekslint-baseline.json");
    repository
        .write("cluster.yaml", "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nvpc: {\n");
    let (code, out, _) = repository.check(&["--update-baseline"]);
    assert_eq!(code, 1, "a syntax error is never known: {out}");
    assert!(out.contains("error[syntax-error]"), "{out}");
    assert!(out.contains("; 1 syntax error left\n"), "{out}");
    assert_eq!(repository.read("ekslint-baseline.json"), known);
    assert_eq!(repository.check(&[]).0, 1);
}

#[test]
fn the_configuration_and_the_command_line_name_the_file() {
    let repository = Repository::new("named");
    repository.write("cluster.yaml", &open("main"));
    repository.write("ekslint.toml", "baseline = \"ci/known.json\"\n");
    let (code, _, err) = repository.check(&[]);
    assert_eq!(code, 2);
    let reason = "error: the baseline `ci/known.json` does not exist; `ekslint check \
                  --update-baseline` writes it\n";
    assert_eq!(err, reason);
    let (code, out, err) = repository.check(&["--update-baseline"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("the baseline `ci/known.json` cannot be written"), "{err}");
    repository.write("ci/.keep", "");
    assert_eq!(repository.check(&["--update-baseline"]).0, 0);
    assert_eq!(repository.check(&[]).0, 0);
    assert_eq!(repository.check(&["--isolated"]).0, 1, "it is part of the configuration");
    assert_eq!(repository.check(&["--baseline", "other.json"]).0, 2);
    assert_eq!(repository.check(&["--baseline", "other.json", "--update-baseline"]).0, 0);
    assert_eq!(repository.check(&["--isolated", "--baseline", "other.json"]).0, 0);
}

#[test]
fn a_file_that_is_not_ours_is_refused_and_left_alone() {
    let repository = Repository::new("refused");
    repository.write("cluster.yaml", &open("main"));
    let cases = [
        (
            "{\n  \"tool\": \"ekslint\",\n  \"version\": 9\n}\n",
            "known.json:3: this baseline has version 9",
        ),
        ("{\n  \"name\": \"left-pad\"\n}\n", "known.json:1: this is no baseline of ekslint"),
        ("{\n  \"tool\": \"ekslint\",\n  \"version\"\n", "known.json:4:0: this baseline is broken"),
        ("\u{0}", "known.json: the baseline cannot be read"),
    ];
    for (content, reason) in cases {
        repository.write("known.json", content);
        for more in [&[][..], &["--update-baseline"]] {
            let (code, out, err) =
                repository.check(&[&["--baseline", "known.json"], more].concat());
            assert_eq!((code, out.as_str()), (2, ""), "{err}");
            assert!(err.contains(reason), "{err}");
            assert_eq!(repository.read("known.json"), content);
        }
    }
    let (code, _, err) = repository.check(&["--baseline", "."]);
    assert_eq!(code, 2, "{err}");
    let (code, _, err) = repository.check(&["-", "--update-baseline"]);
    assert!(code == 2 && err.contains("needs the files themselves"), "{err}");
    let entries = std::fs::read_dir(&repository.0).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".git", "cluster.yaml", "known.json"], "nothing half-written stays behind");
}

#[test]
fn programs_see_what_is_known() {
    let repository = Repository::new("json");
    repository.write("cluster.yaml", &open("main"));
    repository.check(&["--update-baseline"]);
    let (code, out, _) = repository.check(&["--output", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(code, 0);
    let known = &report["suppressed"][0];
    assert_eq!(known["suppression"]["kind"], "baseline");
    let baseline: serde_json::Value =
        serde_json::from_str(&repository.read("ekslint-baseline.json")).unwrap();
    assert_eq!(known["fingerprint"], baseline["findings"][0]["fingerprint"]);
    let counted = serde_json::json!({"path": "ekslint-baseline.json", "known": 1, "gone": 0});
    assert_eq!(report["summary"]["baseline"], counted);
    assert_eq!(report["summary"]["diagnostics"], 0);
}

#[test]
fn a_line_that_a_merge_doubled_hides_no_new_finding() {
    let repository = Repository::new("doubled");
    repository.write("a/cluster.yaml", &open("main"));
    repository.check(&["--update-baseline"]);
    let written = repository.read("ekslint-baseline.json");
    let line = written.lines().find(|line| line.contains("fingerprint")).expect("one is known");
    repository.write("ekslint-baseline.json", &written.replace(line, &format!("{line},\n{line}")));
    let second =
        open("main").replace("    publicAccess", "    privateAccess: false\n    publicAccess");
    repository.write("a/other.yaml", &second);
    assert_eq!(repository.check(&[]).0, 1);
    let marked = written.replace(line, &format!("<<<<<<< ours\n{line}\n=======\n>>>>>>> theirs"));
    repository.write("ekslint-baseline.json", &marked);
    let (code, _, err) = repository.check(&[]);
    assert_eq!(code, 2);
    assert!(err.contains("ekslint-baseline.json:5: a merge left conflict marks"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_link_to_a_project_leads_to_its_configuration_and_baseline() {
    let repository = Repository::new("linked");
    repository.git(&["init", "--quiet", "real"]);
    repository.write("real/live/cluster.yaml", &open("main"));
    let config =
        "[[overrides]]\npaths = [\"nosuch\"]\nrules = { public-endpoint-open = \"info\" }\n";
    repository.write("real/ekslint.toml", config);
    let real = Repository(repository.0.join("real"));
    real.check(&["--update-baseline"]);
    std::os::unix::fs::symlink("real", repository.0.join("link")).unwrap();
    for path in ["real", "link"] {
        let (code, out, err) = repository.check(&[path]);
        assert_eq!(code, 0, "{out}");
        assert!(out.contains("1 known") && err.contains("`nosuch` matches no file"), "{out}{err}");
    }
}
