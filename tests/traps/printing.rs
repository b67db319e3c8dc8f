//! Names in files are data: they steer neither terminals nor CI runners.

use ekslint::check::CheckResult;
use ekslint::report::text::{self, TextOptions};
use ekslint::report::{Look, Report, concise, json};

use super::checked;

/// Every report of a result, with all that it can show; colours are off, so that every escape
/// sequence comes from a file.
fn reports(result: &CheckResult) -> Vec<String> {
    let CheckResult { texts, outcome, summary, .. } = result;
    let report = Report { texts, outcome, summary };
    let text = |ascii| {
        let look = Look { ascii, ..Look::default() };
        let options = TextOptions { look, all: true, undecided: true, quiet: false, verbose: true };
        text::render(&report, &options)
    };
    vec![text(false), text(true), concise::render(&report), json::render(&report)]
}

/// What a terminal or a runner would act on.
fn acts(report: &str) -> Option<&str> {
    report.lines().find(|line| {
        let bare = line.trim_start();
        line.chars().any(|it| it.is_control() || ('\u{202a}'..='\u{202e}').contains(&it))
            || bare.starts_with("::")
            || line.to_ascii_lowercase().contains("##[")
            || line.to_ascii_lowercase().contains("##vso[")
    })
}

const HOSTILE: [&str; 7] = [
    "\u{1b}[2J\u{1b}[31mred",
    "::error file=x::y",
    "\n::error::x",
    "a\r::error::x",
    "\u{202e}gnp.exe",
    "##[error]x ##vso[task.setvariable variable=x]y",
    "\u{9b}31m\u{7}\u{8}\u{7f}",
];

#[test]
fn names_do_not_steer_the_terminal_or_the_runner() {
    for name in HOSTILE {
        let quoted = format!("{name:?}").replace("\\u{", "\\U{");
        let yaml = yaml_string(name);
        let cluster = super::OPEN.replace("payments", &yaml);
        let account = format!(
            "apiVersion: v1\nkind: Service\nmetadata:\n  name: {yaml}\nspec:\n  {yaml}: x\n  {yaml}: y\n"
        );
        let raw = name.replace(['\n', '\r'], " ");
        let comment = format!("{}# {raw}\n", super::OPEN);
        let config = super::cluster("", "endpoint_public_access = var.open")
            .replace("\"main\"", &format!("\"{}\"", raw.replace('"', "")))
            .replace("\"payments\"", &format!("\"{}\"", raw.replace('"', "")));
        let files = [
            (format!("{raw}/cluster.yaml"), cluster),
            (format!("::error::{raw}.yaml"), comment),
            ("service.yaml".to_owned(), account),
            ("main.tf".to_owned(), config),
        ];
        let files: Vec<_> =
            files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let result = checked(&files);
        assert!(result.outcome.findings.len() >= 2, "{quoted}");
        for report in reports(&result) {
            assert_eq!(acts(&report), None, "{quoted}\n{report}");
        }
    }
}

/// A name as YAML writes it between double quotes.
fn yaml_string(name: &str) -> String {
    let escaped = name.chars().map(|it| format!("\\U{:08X}", u32::from(it)));
    format!("\"{}\"", escaped.collect::<String>())
}

#[test]
fn messages_of_syntax_errors_are_data_too() {
    let yaml = "apiVersion: v1\nkind: Pod\nmetadata: \u{1b}[31m{name: *::error\n";
    let config = "resource \"\u{1b}[31m\" \"x\" {\n  ::error::x = \n}\n";
    let result = checked(&[("a.yaml", yaml), ("main.tf", config)]);
    assert!(!result.outcome.findings.is_empty());
    for report in reports(&result) {
        assert_eq!(acts(&report), None, "{report}");
    }
}

#[test]
fn what_is_given_is_shown_as_it_is_written() {
    let file = "resource \"aws_eip\" \"nat\" {\n  count = 2\n}\n\nresource \"aws_nat_gateway\" \"n\" {\n  \
                count = 2\n  allocation_id = aws_eip.nat[count.index]\n  subnet_id = \"s\"\n}\n";
    let result = super::checked(&[("main.tf", file)]);
    let messages: Vec<_> =
        result.outcome.findings.iter().map(|it| it.finding.message.as_str()).collect();
    assert_eq!(
        messages,
        ["`allocation_id` wants a string and is given the whole of `aws_eip.nat[count.index]`"]
    );
}
