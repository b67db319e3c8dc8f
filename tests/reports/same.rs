//! The same bytes from any number of threads, from every run, and in every folder.

use super::{FORMATS, Repository, written, written_of};

#[test]
fn threads_and_runs_make_no_difference() {
    let first = written("threads", &["--threads", "1"]);
    for threads in ["8", "1", "3"] {
        assert!(written("threads", &["--threads", threads]) == first, "{threads} threads");
    }
}

#[test]
fn the_variable_of_rayon_makes_no_difference() {
    let repository = Repository::new("rayon");
    repository.copy("testdata/demo", "demo");
    let with = |threads: &str| {
        let arguments = ["demo", "--output", "sarif"];
        repository.check_with(&arguments, |command| {
            command.env("RAYON_NUM_THREADS", threads);
        })
    };
    assert_eq!(with("1"), with("8"));
}

#[test]
fn the_folder_makes_no_difference() {
    let first = written("one", &[]);
    assert!(written("another/one/that lies/deeper", &[]) == first);
}

#[test]
fn where_it_is_called_from_makes_no_difference_to_code_hosts() {
    let whole = Repository::new("called");
    whole.copy("testdata/demo", "demo");
    let from_root = written_of(&whole, &[]);
    let inside = Repository(whole.0.join("demo"));
    for format in ["sarif", "gitlab", "junit"] {
        let (_, out, err) = inside.check_all(&[".", "--output", format]);
        assert!(out == from_root[format], "{format}: {err}");
    }
}

#[test]
fn a_report_that_cannot_be_written_keeps_no_other_back() {
    let repository = Repository::new("refused");
    repository.copy("testdata/demo", "demo");
    let outputs = ["--output=sarif=no/such/folder.sarif", "--output=junit=.git/out.xml"];
    let (code, out, err) = repository.check_all(&[&["demo"], &outputs[..]].concat());
    assert_eq!((code, out.as_str()), (2, ""));
    let expected = "error: `no/such/folder.sarif` cannot be written: there is no such folder; \
                    name another path behind `--output`\n";
    assert!(err.contains(expected), "{err}");
    assert!(repository.read(".git/out.xml").starts_with("<?xml"));
}

#[test]
fn every_format_is_named_in_the_help_and_the_documentation() {
    let repository = Repository::new("named");
    let (_, help, _) = repository.run(&["check".to_owned(), "--help".to_owned()]);
    let page = super::read::read("docs/reports.md");
    for format in FORMATS {
        assert!(help.contains(format), "{format} is not in the help");
        assert!(page.contains(&format!("| `{format}` |")), "{format} is not in the page");
    }
}
