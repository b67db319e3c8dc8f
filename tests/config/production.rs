//! What only production needs, in an environment that is none.

use ekslint::engine::{Judged, run};
use ekslint::finding::Finding;
use ekslint::model::Cluster;
use ekslint::project::Project;
use ekslint::reader::{self, File, Variables};
use ekslint::rule::{Check, Context, Level, Options, Rule};
use ekslint::source::{Content, Tree};

use super::OPEN;

/// The page of a rule of this test, with what it says of production.
macro_rules! page {
    ($production:literal) => {
        concat!(
            "---\nname: every-cluster\ncategory: test\nseverity: warning\npreset: recommended\n",
            "formats: eksctl, terraform\nsince: 0.1.0\n",
            $production,
            "---\n# There is a cluster\n"
        )
    };
}

static ALWAYS: Rule = Rule::new(page!(""), Check::Cluster(every));
static PRODUCTION: Rule = Rule::new(page!("production: true\n"), Check::Cluster(every));
static SOFTER: Rule = Rule::new(page!("production: info\n"), Check::Cluster(every));

/// Finds every cluster.
fn every(cluster: &Cluster, _: &Context<'_>) -> ekslint::finding::Verdict {
    Finding::new("a cluster").at(&cluster.name().anchor, "here").fail()
}

const ENVIRONMENTS: &str = "
[[environment]]
name = \"lab\"
class = \"dev\"
paths = [\"lab\"]
[[environment]]
name = \"live\"
class = \"prod\"
paths = [\"live\"]
[[environment]]
name = \"other\"
paths = [\"other\"]
";

/// What a rule finds, as `path severity`.
fn judged(rule: &'static Rule, config: &str, files: &[(&str, &str)]) -> Vec<String> {
    let config = super::read(config).expect("it is a configuration");
    let file = |(path, text): &(&str, &str)| File {
        path: (*path).to_owned(),
        links: Vec::new(),
        content: Ok(Content { text: (*text).to_owned(), reencoded: false }),
    };
    let mut tree = Tree::default();
    for (path, text) in files {
        tree.insert(path, text);
    }
    let files = files.iter().map(file).collect();
    let reading = reader::read(files, tree, (&config, &Variables::default()));
    let project = Project::new(reading.units, config.world.clone());
    let on = |_: &'static ekslint::rule::Meta, _: &str| Level::On;
    let options = Options::default();
    let today = super::pinned::options().as_of;
    let world =
        Judged { project: &project, today, options: &options, level: &on, keep_passed: false };
    let found = run(&[rule], &world, &reading.texts).findings;
    let name = |it: &ekslint::engine::Reported| {
        let path = reading.texts.path(it.finding.primary.place.span);
        format!("{path} {}", it.severity.name())
    };
    found.iter().map(name).collect()
}

#[test]
fn only_an_environment_of_another_class_is_spared() {
    let paths = ["lab/cluster.yaml", "live/cluster.yaml", "other/cluster.yaml"];
    let files = paths.map(|path| (path, OPEN));
    let all = paths.map(|path| format!("{path} warning"));
    assert_eq!(judged(&ALWAYS, ENVIRONMENTS, &files), all);
    assert_eq!(judged(&PRODUCTION, "", &files), all, "nobody says what is production");
    assert_eq!(judged(&PRODUCTION, ENVIRONMENTS, &files), all[1..]);
    let softer =
        ["lab/cluster.yaml info", "live/cluster.yaml warning", "other/cluster.yaml warning"];
    assert_eq!(judged(&SOFTER, ENVIRONMENTS, &files), softer);
}

#[test]
fn a_root_of_several_environments_is_as_bad_as_in_the_worst_of_them() {
    let root = "variable \"name\" {}\nresource \"aws_eks_cluster\" \"main\" {\n  name = \"a\"\n}\n";
    let files = [
        ("main.tf", root),
        ("dev.tfvars", "name = \"dev\"\n"),
        ("prod.tfvars", "name = \"prod\"\n"),
    ];
    let class = |class: &str| {
        format!(
            "[[environment]]\nname = \"{class}\"\nclass = \"{class}\"\nvar-files = [\"{class}.tfvars\"]\n"
        )
    };
    let both = class("dev") + &class("prod");
    assert_eq!(judged(&SOFTER, &both, &files), ["main.tf warning"]);
    let dev = [files[0], files[1]];
    assert_eq!(judged(&SOFTER, &class("dev"), &dev), ["main.tf info"]);
}
