use super::{TextOptions, render};
use crate::finding::{Finding, FixClass, Label};
use crate::report::Look;
use crate::report::fixture::{ENDPOINT_OPEN, Run, SUBJECT_UNKNOWN, SUBNET_SMALL, assert_snapshot};
use crate::source::Span;
use crate::syntax::edit::{Change, Edit, Slot};
use unicode_width::UnicodeWidthStr;

fn options(look: Look) -> TextOptions {
    TextOptions { look, ..TextOptions::default() }
}

/// The findings alone, in 80 columns without colour.
fn findings(run: &Run) -> String {
    let options = TextOptions { quiet: true, ..TextOptions::default() };
    render(&run.report(), &options)
}

fn assert_fits(text: &str, width: usize) {
    for line in text.lines() {
        assert!(line.width() <= width, "{} columns: {line}", line.width());
    }
}

#[test]
fn a_finding_in_two_files() {
    let text = render(&Run::irsa().report(), &options(Look::default()));
    assert_snapshot("irsa.txt", &text);
    assert_fits(&text, 80);
}

#[test]
fn a_finding_in_ascii() {
    let look = Look { ascii: true, ..Look::default() };
    let text = render(&Run::irsa().report(), &options(look));
    assert_snapshot("irsa-ascii.txt", &text);
    assert!(text.is_ascii());
}

#[test]
fn a_finding_in_colour() {
    let look = Look { color: true, ..Look::default() };
    assert_snapshot("irsa-colour.txt", &render(&Run::irsa().report(), &options(look)));
}

#[test]
fn a_finding_in_a_narrow_terminal() {
    let look = Look { width: 60, ..Look::default() };
    let text = render(&Run::irsa().report(), &options(look));
    assert_snapshot("irsa-narrow.txt", &text);
    assert_fits(&text, 60);
}

#[test]
fn a_big_repository_fits_two_screens() {
    let text = render(&Run::big().report(), &options(Look::default()));
    assert_snapshot("big.txt", &text);
    assert!(text.lines().count() <= 110);
    assert_fits(&text, 80);
}

#[test]
fn everything_is_drawn_on_request_in_the_order_of_files() {
    let all = TextOptions { all: true, undecided: true, verbose: true, ..options(Look::default()) };
    let text = render(&Run::big().report(), &all);
    assert_eq!(text.matches("\nundecided[").count(), 5);
    assert_eq!(text.matches("   ╭─ clusters/team-").count(), 48);
    let tail = text.split_once("undecided[").unwrap().1;
    assert_snapshot("all-tail.txt", tail);
}

#[test]
fn nothing_wrong_is_said_with_what_was_understood() {
    let mut run = Run::big();
    run.outcome.findings.clear();
    run.outcome.undecided.clear();
    run.summary.not_checked.truncate(1);
    run.summary.tables_age_days = 200;
    assert_snapshot("clean.txt", &render(&run.report(), &options(Look::default())));
    let nothing = Run::default();
    let text = render(&nothing.report(), &options(Look::default()));
    assert_eq!(text, "       found  nothing: there was nothing to check\n");
}

#[test]
fn a_name_in_a_label_is_not_cut_in_two() {
    let mut run = Run::default();
    let line = "      namespace_service_accounts     = [\"kube-system:ebs-csi-controler-sa\"]\n";
    let file = run.file("main.tf", line);
    let said = "did you mean `ebs-csi-controller-sa`?";
    let place = run.find(file, "ebs-csi-controler-sa");
    run.add(&SUBJECT_UNKNOWN, Finding::new("nobody is called so").at_place(place, said));
    let text = findings(&run);
    assert!(text.contains("`ebs-csi-controller-sa`?"), "{text}");
}

#[test]
fn labels_are_drawn_near_and_named_afar() {
    let mut run = Run::default();
    let blank = "\n".repeat(20);
    let main = format!(
        "module \"eks\" {{\n  a = var.a\n\n  b = 1\n  c = 2\n  d = 3\n  e = 4\n{blank}  z = 5\n}}\n"
    );
    let main = run.file("main.tf", &main);
    let tfvars = run.file("envs/prod.tfvars", "a = true\n\n\n\n\n\n\nb = 1\n");
    let files: Vec<_> = ["x.tf", "y.tf"].map(|path| run.file(path, "output \"o\" {}\n")).to_vec();
    let way =
        |span: Span, text: &str| Label { place: span.into(), text: text.to_owned(), way: true };
    let mut finding = Finding::new("the API is open to the world")
        .at_place(run.find(tfvars, "true"), "set here")
        .and_place(run.find(tfvars, "b = 1"), "in the same file")
        .and_place(run.find(main, "e = 4"), "close the module")
        .and_place(run.find(main, "z = 5"), "far below")
        .and_place(run.find(main, "b = 1"), "also here")
        .and_place(run.find(main, "b = 1"), "also here");
    finding.related.push(way(run.find(main, "var.a"), "used here"));
    finding.related.push(way(run.find(tfvars, "a = true"), "on the primary line"));
    finding.related.push(way(run.find(files[0], "output"), "through the output `o`"));
    finding.related.push(way(run.find(files[1], "output"), "through `y`"));
    finding.related.push(way(run.find(files[1], "{}"), "a fourth step"));
    run.add(&ENDPOINT_OPEN, finding);
    assert_snapshot("labels.txt", &findings(&run));
}

#[test]
fn several_labels_fixes_and_lines() {
    let mut run = Run::default();
    let content = "kind: Pod\r\nspec:\r\n\tcontainers:\r\n  - name: \"日本語\"\r\n    image: x:latest # ünï\r\n    args: [a,\r\n      b]\r\n";
    let file = run.file("pod.yaml", content);
    let image = run.find(file, "latest");
    let slot = Slot::Present { value: image, key: None };
    let edit = Edit { slot, change: Change::Remove };
    let finding = Finding::new("the image of `日本語` has no version")
        .at_place(image, "moves")
        .and_place(run.find(file, "\"日本語\""), "this container")
        .and_place(run.find(file, "x:"), "the repository")
        .and_place(run.find(file, "[a,\r\n      b]"), "two lines")
        .and_place(run.find(file, "image: x"), "overlaps")
        .and_place(Span::NOWHERE, "the tool's default")
        .fix(FixClass::Safe, "name the version", edit.clone())
        .fix(FixClass::Recreate, "start over", edit);
    run.add(&SUBNET_SMALL, finding).instances = vec!["blue".into()];
    let whole = Span::new(file, 0, u32::try_from(content.len()).unwrap());
    run.add(&SUBNET_SMALL, Finding::new("all of it").at_place(whole, "the whole file"));
    let nowhere = Finding::new("no place").at_place(Span::NOWHERE, "nowhere");
    // That of `count = 1` says nothing.
    run.add(&SUBNET_SMALL, nowhere).instances = vec!["[0]".into()];
    assert_snapshot("several.txt", &findings(&run));
}

#[test]
fn long_lines_are_trimmed_around_the_place() {
    let mut run = Run::default();
    let pad = "{\"x\":1},".repeat(5_000);
    let file = run.file("big.json", &format!("[{pad}\"0.0.0.0/0\",{pad}{{}}]"));
    let finding =
        Finding::new("open to the world").at_place(run.find(file, "\"0.0.0.0/0\""), "everyone");
    run.add(&ENDPOINT_OPEN, finding);
    let text = findings(&run);
    assert_snapshot("long.txt", &text);
    assert_fits(&text, 80);
}

#[test]
fn nothing_in_a_file_reaches_the_terminal_or_the_runner() {
    let mut run = Run::default();
    let evil = "\u{1b}]0;x\u{7}\u{202e}\n::error file=x::pwned\r##[add-mask]y\u{9b}31m\u{200b}";
    let file = run.file(&format!("::error::{evil}.tf"), &format!("a = \"{evil}\"\n"));
    let start = run.find(file, "::error");
    let finding = Finding::new(evil)
        .at_place(start, evil)
        .and_place(run.find(file, "a ="), evil)
        .note(evil)
        .note(format!("{} ::error::wrapped to the start of a line", "x".repeat(66)))
        .help(evil);
    let reported = run.add(&SUBJECT_UNKNOWN, finding);
    reported.instances = vec![evil.into()];
    reported.subject.name = evil.into();
    let mut text = findings(&run);
    text.push_str(&crate::report::concise::render(&run.report()));
    assert_snapshot("hostile.txt", &text);
    let bad = |it: char| it.is_control() && it != '\n' || "\u{202e}\u{200b}\u{9b}".contains(it);
    assert!(!text.contains(bad), "{text:?}");
    assert!(!text.contains("##["), "{text}");
    assert!(text.lines().all(|line| !line.trim_start().starts_with("::")), "{text}");
}
