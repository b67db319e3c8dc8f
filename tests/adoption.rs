//! The five minutes of `docs/adopting.md`: an old repository with hundreds of findings becomes green, and
//! one new mistake makes it red.

#[path = "support/about.rs"]
mod about;
#[path = "support/read.rs"]
mod read;
#[path = "support/repository.rs"]
mod repository;

use repository::Repository;

/// Teams that share the repository.
const TEAMS: usize = 60;

/// Mistakes of every team.
const EACH: usize = 4;

/// A cluster whose endpoint is open to the world.
fn open(name: &str) -> String {
    format!(
        "apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: {name}
  region: eu-west-1
  version: \"1.28\"
vpc:
  clusterEndpoints:
    publicAccess: true
    privateAccess: true
cloudWatch:
  clusterLogging:
    enableTypes: [\"audit\"]
"
    )
}

/// What a team has written over the years: two findings in the cluster, and one in each manifest.
fn team(repository: &Repository, name: &str) {
    repository.write(format!("{name}/cluster.yaml"), &open(name));
    for file in ["reports.yaml", "ledger.yaml"] {
        let manifest = read::read(format!("testdata/demo/payments/manifests/{file}"));
        repository.write(format!("{name}/manifests/{file}"), &manifest);
    }
}

/// The commands in short, without `ekslint` and comments.
fn steps() -> Vec<Vec<String>> {
    let words = |line: &str| {
        let command = line.split('#').next().expect("a line has a start");
        command.split_whitespace().skip(1).map(str::to_owned).collect()
    };
    block("sh").lines().map(words).collect()
}

/// The page's first block in a language.
fn block(language: &str) -> String {
    let page = read::read("docs/adopting.md").replace("\r\n", "\n");
    let start = page.split(&format!("```{language}")).nth(1).expect("it has such a block");
    let (_tags, text) = start.split_once('\n').expect("it has lines");
    text.split("```").next().expect("it ends").to_owned()
}

#[test]
fn the_five_minutes_make_an_old_repository_green() {
    let repository = Repository::new("old");
    repository.git(&["init", "--quiet"]);
    (0..TEAMS).for_each(|number| team(&repository, &format!("team-{number}")));
    team(&repository, "sandbox");
    repository.write("honeypot/cluster.yaml", &open("honeypot"));
    let steps = steps();
    let run = |step: usize| repository.run(&steps[step]);

    let (code, out, err) = run(0);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(repository.read("ekslint.toml").contains("# name = \"team-7\""));
    let (code, out, _) = run(1);
    assert_eq!(code, 1);
    let all = (TEAMS + 1) * EACH + 2;
    let counted = |out: &str| {
        let line = out.lines().find(|line| line.trim_start().starts_with("found"));
        line.unwrap_or_default()
            .split(|it: char| !it.is_ascii_digit())
            .filter_map(|it| it.parse::<usize>().ok())
            .sum::<usize>()
    };
    assert_eq!(counted(&out), all, "{out}");
    assert!(out.lines().count() <= 100, "two screens: {} lines", out.lines().count());

    // What nobody wants to hear: an override, and a comment on a line.
    let config = repository.read("ekslint.toml") + &block("toml");
    repository.write("ekslint.toml", &config);
    let line = block("yaml");
    let (setting, _) = line.split_once(" #").expect("a comment follows the setting");
    let cluster = repository.read("honeypot/cluster.yaml");
    assert!(cluster.contains(setting), "{setting}");
    repository.write("honeypot/cluster.yaml", &cluster.replace(&format!("{setting}\n"), &line));

    let (code, out, err) = run(2);
    assert_eq!(code, 0, "{out}{err}");
    let known = format!("{} known", all - 2);
    assert!(out.contains(&known), "wanted {known}: {out}");
    let (code, out, err) = run(3);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("found  nothing new\n"), "{out}");

    repository.write("team-7/second.yaml", &open("second").replace("1.28", "1.35"));
    let (code, out, _) = repository.check(&["--output", "concise"]);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
    assert!(out.starts_with("team-7/second.yaml:9:19: error[public-endpoint-open]"), "{out}");
}
