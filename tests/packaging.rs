//! What users install and what runs the command for them fits the command. `packaging/check.sh` runs
//! the real things; this needs nothing installed.

#[path = "support/about.rs"]
mod about;
#[path = "support/folder.rs"]
mod folder;
#[path = "support/read.rs"]
mod text;

use std::collections::BTreeSet;
use std::path::Path;

use folder::Folder;
use regex::Regex;
use serde_yaml::Value;
use text::read as file;

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&file(path)).expect("it is YAML")
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The files with steps of GitHub Actions.
fn workflows() -> Vec<String> {
    let folder = std::fs::read_dir(".github/workflows").expect("there are workflows");
    let paths = folder.map(|it| it.expect("it can be listed").path().display().to_string());
    paths.chain(["action.yml".to_owned()]).collect()
}

#[test]
fn every_file_names_the_same_version() {
    let version = env!("CARGO_PKG_VERSION");
    let places = [
        ("pyproject.toml", format!("version = \"{version}\"")),
        ("pyproject.toml", format!("\"ekslint=={version}\"")),
        ("action.yml", format!("default: \"{version}\"")),
        ("packaging/ci/gitlab.yml", format!("ekslint=={version}")),
        ("packaging/ci/Jenkinsfile", format!("ekslint=={version}")),
        ("README.md", format!("ekslint=={version}")),
        ("docs/adopting.md", format!("ekslint=={version}")),
        ("docs/ci.md", format!("ekslint/ekslint@v{version}")),
        ("docs/pre-commit.md", format!("rev: v{version}")),
        ("CHANGELOG.md", format!("## [{version}]")),
    ];
    for (path, expected) in places {
        assert!(file(path).contains(&expected), "{path} lacks `{expected}`");
    }
}

#[test]
fn hooks_ask_for_what_the_command_knows() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks = hooks.as_sequence().expect("a list of hooks");
    let names: Vec<&str> = hooks.iter().map(|hook| text(hook, "id")).collect();
    assert_eq!(names, ["ekslint", "ekslint-changed", "ekslint-src"]);
    let (_, help, _) = Folder::new("hooks").run(&["check", "--help"]);
    for hook in hooks {
        let entry = text(hook, "entry").strip_prefix("ekslint check").expect("it checks");
        for flag in entry.split_whitespace() {
            assert!(help.contains(&format!("{flag}\n")), "`{flag}` is no flag");
        }
        let whole = hook["pass_filenames"] == Value::Bool(false);
        assert_eq!(whole, text(hook, "id") != "ekslint-changed");
        assert_eq!(hook["require_serial"], Value::Bool(true), "a run has all cores already");
    }
    assert_eq!(text(&hooks[0], "language"), "python", "the default one compiles nothing");
}

#[test]
fn hooks_run_for_what_is_read() {
    let hooks = yaml(".pre-commit-hooks.yaml");
    let patterns = hooks.as_sequence().expect("a list").iter().map(|hook| text(hook, "files"));
    let patterns: BTreeSet<&str> = patterns.collect();
    assert_eq!(patterns.len(), 1, "all hooks run for the same files");
    for pattern in patterns {
        let pattern = Regex::new(pattern).expect("it is a pattern");
        for ending in ekslint::source::ENDINGS {
            assert!(pattern.is_match(&format!("a b/c{ending}")), "{ending}");
            assert!(pattern.is_match(&format!("C{}", ending.to_uppercase())), "{ending}");
        }
        for name in ["Kustomization", "ekslint.toml", "x/ekslint.toml", "ekslint-baseline.json"] {
            assert!(pattern.is_match(name), "{name}");
        }
        for name in ["main.rs", "yaml", "README.md", "tf/notes.txt", "my-ekslint.toml"] {
            assert!(!pattern.is_match(name), "{name}");
        }
    }
}

#[test]
fn what_pre_commit_installs_has_nothing_to_compile() {
    let project: toml::Table = file("pyproject.toml").parse().expect("it is TOML");
    let backend = project["build-system"]["build-backend"].as_str();
    assert_eq!(backend, Some("setuptools.build_meta"));
    assert!(project["tool"].get("maturin").is_none());
    let wheel: toml::Table = file("packaging/python/pyproject.toml").parse().expect("it is TOML");
    assert_eq!(wheel["tool"]["maturin"]["bindings"].as_str(), Some("bin"));
    assert_eq!(wheel["project"]["name"].as_str(), Some("ekslint"));
}

#[test]
fn inputs_of_the_action_reach_scripts_as_variables() {
    let action = yaml("action.yml");
    let all = file("action.yml");
    let inputs = action["inputs"].as_mapping().expect("it has inputs");
    for (name, input) in inputs {
        let name = name.as_str().expect("a name");
        assert!(!text(input, "description").is_empty(), "`{name}` is not described");
        let used = Regex::new(&format!(r"inputs\.{name}\b")).expect("a pattern");
        assert!(used.is_match(&all), "`{name}` does nothing");
    }
    let variable = Regex::new(r"\$\{?(EKSLINT[A-Z_]*)").expect("a pattern");
    for step in action["runs"]["steps"].as_sequence().expect("it has steps") {
        let run = text(step, "run");
        assert!(!run.contains("${{"), "{run}");
        let Some(script) = run.split('"').nth(1) else { continue };
        let script = file(script.trim_start_matches("${GITHUB_ACTION_PATH}/"));
        let given = step["env"].as_mapping().expect("it has variables");
        let given: BTreeSet<&str> = given.keys().filter_map(Value::as_str).collect();
        let used = variable.captures_iter(&script).filter_map(|it| it.get(1));
        let used: BTreeSet<&str> = used.map(|it| it.as_str()).collect();
        assert_eq!(given, used, "{run}");
    }
}

#[cfg(unix)]
#[test]
fn the_action_checks_with_nothing_given() {
    let folder = Folder::new("action");
    folder.put(
        "cluster.yaml",
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n\
        metadata: {name: main, region: eu-west-1, version: \"1.22\"}\n",
    );
    let action = yaml("action.yml");
    let given = |value: &Value| {
        let input = value.as_str()?.strip_prefix("${{ inputs.")?.strip_suffix(" }}")?;
        Some(text(&action["inputs"][input], "default").to_owned())
    };
    let step = action["runs"]["steps"].as_sequence().expect("it has steps");
    let step = step.iter().find(|it| text(it, "id") == "check").expect("one checks");
    let variables = step["env"].as_mapping().expect("it has variables").iter();
    let variables = variables.filter_map(|(name, value)| Some((name.as_str()?, given(value)?)));
    let mut command = std::process::Command::new("bash");
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/action/check.sh"));
    command
        .envs(variables)
        .env("EKSLINT", env!("CARGO_BIN_EXE_ekslint"))
        .env("EKSLINT_AS_OF", "2026-11-20")
        .current_dir(&folder.0);
    for name in ["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"] {
        command.env(name, folder.0.join(name));
    }
    let done = command.env("RUNNER_TEMP", &folder.0).output().expect("it runs");
    let printed = String::from_utf8_lossy(&done.stdout);
    assert!(printed.contains("cli-action/cluster.yaml,line=3,"), "{printed}");
    assert_eq!(done.status.code(), Some(1), "{printed}");
    assert_eq!(folder.text("GITHUB_OUTPUT"), "exit-code=1\n");
    assert!(folder.text("GITHUB_STEP_SUMMARY").contains("## ekslint: 2 errors"), "{printed}");
}

#[test]
fn other_peoples_actions_are_pinned_to_a_commit() {
    let pinned = Regex::new(r"^\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+$").expect("a pattern");
    let mut seen = 0;
    for path in workflows() {
        let content = file(&path);
        for line in content.lines().filter_map(|line| line.split_once("uses: ")) {
            assert!(pinned.is_match(line.1), "{path}: {}", line.1);
            seen += 1;
        }
        assert!(path == "action.yml" || content.contains("\npermissions: {}\n"), "{path}");
    }
    assert!(seen > 5, "only {seen} steps use an action");
}

#[test]
fn reports_are_held_against_official_schemas_of_one_commit() {
    let steps = file(".github/workflows/ci.yml");
    for script in [".ci/run", "packaging/check.sh", "packaging/formats.sh"] {
        assert!(steps.contains(&format!("run: {script}\n")), "{script}");
    }
    let row =
        Regex::new(r"^[0-9a-f]{64}  (\S+)  https://\S+/[0-9a-f]{40}/\S+$").expect("a pattern");
    let table = file("packaging/schemas.txt");
    let rows = table.lines().filter(|line| !line.starts_with('#'));
    let named: BTreeSet<&str> = rows
        .map(|line| row.captures(line).unwrap_or_else(|| panic!("{line}")))
        .filter_map(|it| it.get(1).map(|it| it.as_str()))
        .collect();
    let users = file("tests/reports/shapes.rs") + &file("packaging/formats.sh");
    let used = Regex::new(r#"["/]([\w.-]+\.(?:json|xsd))""#).expect("a pattern");
    let used = used.captures_iter(&users).filter_map(|it| it.get(1).map(|it| it.as_str()));
    let ours = ["sarif.json"];
    assert_eq!(used.filter(|name| !ours.contains(name)).collect::<BTreeSet<_>>(), named);
}

#[test]
fn the_image_is_made_of_what_is_there() {
    let image = file("Dockerfile");
    let ignored = file(".dockerignore");
    for line in image.lines().filter(|line| line.starts_with("COPY ") && !line.contains("--from")) {
        for path in line.split_whitespace().skip(1).filter(|it| *it != "./") {
            assert!(Path::new(path).exists(), "{path} is not there");
            assert!(ignored.lines().any(|line| line == format!("!{path}")), "{path} is left out");
        }
    }
    for line in ["FROM scratch", "USER 65532:65532", "WORKDIR /src"] {
        assert!(image.lines().any(|it| it == line), "{line}");
    }
    assert!(image.contains("cargo build --release --locked"));
}

#[test]
fn every_command_has_a_page_of_the_manual() {
    let folder = Folder::new("manual");
    assert_eq!(folder.run(&["man", "."]), (0, String::new(), String::new()));
    let (_, help, _) = folder.run(&["--help"]);
    let (_, commands) = help.split_once("Commands:\n").expect("there are commands");
    let commands = commands.lines().take_while(|line| !line.is_empty());
    let commands = commands.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    for command in commands.filter(|it| !it.is_empty()) {
        let page = folder.text(&format!("ekslint-{command}.1"));
        let version = env!("CARGO_PKG_VERSION");
        let heading = format!(
            ".TH ekslint-{command} 1 {} \"ekslint {version}\" ekslint\n",
            ekslint::data::versions::AS_OF
        );
        assert!(page.contains(&heading), "{command}");
        assert!(!page.contains("\n.br\n\n.br\n"), "{command}");
    }
    let page = folder.text("ekslint-check.1");
    assert!(page.contains(r"\-\-report\-only") && !page.contains('\u{1b}'));
    assert!(folder.text("ekslint.1").contains("ekslint\\-check(1)"));
    let (code, _, err) = folder.run(&["man", "no/such/folder"]);
    assert!(code == 2 && err.contains("cannot be written"), "{err}");
}
