//! How long each phase of a run takes, on a generated repository and on the folder that the
//! environment variable `EKSLINT_CORPUS` names. `benches/report.sh` sets them in relation.

#[path = "phases/generate.rs"]
mod generate;
#[path = "phases/input.rs"]
mod input;

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use ekslint::check::{CheckOptions, lint};
use ekslint::config::Config;
use ekslint::document::{self, Placeholders};
use ekslint::engine::{self, Judged};
use ekslint::inputs::World;
use ekslint::lower;
use ekslint::model::Facts;
use ekslint::project::Project;
use ekslint::reader::{self, parse_manifest};
use ekslint::report::{Look, Report, concise, json, text};
use ekslint::rule::{Level, Meta, Options, Preset};
use ekslint::rules::RULES;
use ekslint::source::{Discovery, Exclude, Texts, Tree};
use ekslint::syntax::hcl;
use ekslint::terraform::{Directory, Evaluation, Inputs, Source};
use input::{Input, inputs};

fn main() {
    divan::main();
}

static INPUTS: LazyLock<Vec<Input>> = LazyLock::new(inputs);

/// The names of the inputs, as arguments of every phase.
fn names() -> Vec<&'static str> {
    INPUTS.iter().map(|input| input.name).collect()
}

fn input(name: &str) -> &'static Input {
    INPUTS.iter().find(|input| input.name == name).expect("names come from the inputs")
}

#[divan::bench(args = names())]
fn a_read(bencher: Bencher<'_, '_>, name: &str) {
    let folder = input(name).folder();
    let discovery =
        Discovery { paths: vec![folder.to_owned()], gitignore: false, exclude: Exclude::default() };
    bencher.bench(|| reader::discover(&discovery, Path::new("/"), 16 * 1024 * 1024));
}

#[divan::bench(args = names())]
fn b_parse_yaml(bencher: Bencher<'_, '_>, name: &str) {
    bencher.bench(|| {
        for (_, text) in input(name).yaml() {
            black_box(parse_manifest(text));
        }
    });
}

#[divan::bench(args = names())]
fn c_parse_hcl(bencher: Bencher<'_, '_>, name: &str) {
    bencher.bench(|| {
        for (_, text) in input(name).terraform() {
            black_box(hcl::parse(text));
        }
    });
}

#[divan::bench(args = names())]
fn d_lower_yaml(bencher: Bencher<'_, '_>, name: &str) {
    let texts = Texts::default();
    let parse = |(path, text): (&str, &str)| (texts.add_file(path, text), parse_manifest(text));
    let streams: Vec<_> = input(name).yaml().map(parse).collect();
    let scope: Arc<str> = "4-manifests:".into();
    bencher.bench_local(|| {
        let mut facts = Facts::default();
        for (text, stream) in &streams {
            for document in &stream.documents {
                let placeholders = Placeholders::Kubernetes;
                let Some(body) = document::root(&texts, stream, *text, document, placeholders)
                else {
                    continue;
                };
                match body.get("apiVersion").and_then(|it| it.as_str()) {
                    Some(version) if version.starts_with("eksctl.io/") => {
                        lower::eksctl::lower(&body, &scope, &mut facts);
                    }
                    Some(_) => {
                        lower::kubernetes::lower(&body, &mut |_| None, (&scope, ""), &mut facts);
                    }
                    None => {}
                }
            }
        }
        facts
    });
}

#[divan::bench(args = names())]
fn e_evaluate_and_lower_terraform(bencher: Bencher<'_, '_>, name: &str) {
    let texts = Texts::default();
    let mut folders: BTreeMap<&str, Vec<Source>> = BTreeMap::new();
    for (path, text) in input(name).terraform() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (id, file) = (texts.add_file(path, text), Arc::new(hcl::parse(text)));
        folders.entry(folder).or_default().push(Source { path: path.into(), text: id, file });
    }
    let scope: Arc<str> = "1-terraform:".into();
    bencher.with_inputs(|| folders.clone()).bench_local_values(|folders| {
        let mut facts = Facts::default();
        for (path, sources) in folders {
            let directory = Directory::load(path, sources, Vec::new());
            let inputs = Inputs::default();
            let evaluation = Evaluation::new(&directory, &inputs);
            lower::terraform::lower(&evaluation, None, &texts, &scope, &mut facts);
        }
        facts
    });
}

#[divan::bench(args = names())]
fn f_join_and_judge(bencher: Bencher<'_, '_>, name: &str) {
    let read = || {
        let variables = reader::Variables::default();
        reader::read(input(name).files(), Tree::default(), (&Config::default(), &variables))
    };
    let rules: Vec<_> =
        RULES.iter().filter(|rule| Preset::Recommended >= rule.meta.preset).collect();
    bencher.with_inputs(read).bench_local_values(|reading| {
        let project = Project::new(reading.units, World::default());
        let (today, options) = (ekslint::data::versions::AS_OF, &Options::default());
        let level = &|_: &'static Meta, _: &str| Level::On;
        let judged = Judged { project: &project, today, options, level, keep_passed: false };
        engine::run(&rules, &judged, &reading.texts)
    });
}

/// Times one format of the report.
fn rendering(bencher: Bencher<'_, '_>, name: &str, render: impl Fn(&Report<'_>) -> String) {
    let result = lint(&input(name).tree, &CheckOptions::default());
    let (texts, outcome, summary) = (&result.texts, &result.outcome, &result.summary);
    bencher.bench_local(|| render(&Report { texts, outcome, summary }));
}

#[divan::bench(args = names())]
fn g_render_text(bencher: Bencher<'_, '_>, name: &str) {
    let look = Look { color: true, ascii: false, width: 100 };
    let options =
        text::TextOptions { look, all: true, undecided: false, quiet: false, verbose: false };
    rendering(bencher, name, |report| text::render(report, &options));
}

#[divan::bench(args = names())]
fn h_render_concise(bencher: Bencher<'_, '_>, name: &str) {
    rendering(bencher, name, concise::render);
}

#[divan::bench(args = names())]
fn i_render_json(bencher: Bencher<'_, '_>, name: &str) {
    rendering(bencher, name, json::render);
}

#[divan::bench(args = names())]
fn j_everything(bencher: Bencher<'_, '_>, name: &str) {
    bencher.bench(|| lint(&input(name).tree, &CheckOptions::default()));
}
