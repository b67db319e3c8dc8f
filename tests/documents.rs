//! README, CONTRIBUTING and the pages of `docs/` say what is so: every command of ekslint in them is
//! run and what it prints compared, reference sections are those that the program gives, examples
//! are read, and links lead somewhere. `EKSLINT_BLESS=1` writes what really comes out.

#[path = "documents/examples.rs"]
mod examples;
#[path = "documents/flags.rs"]
mod flags;
#[path = "support/golden.rs"]
mod golden;
#[path = "documents/help.rs"]
mod help;
#[path = "documents/included.rs"]
mod included;
#[path = "documents/links.rs"]
mod links;
#[path = "documents/options.rs"]
mod options;
#[path = "documents/page.rs"]
mod page;
#[path = "support/pinned.rs"]
mod pinned;
#[path = "support/read.rs"]
mod read;
#[path = "documents/rules.rs"]
mod rules;
#[path = "documents/schema.rs"]
mod schema;
#[cfg(unix)]
#[path = "documents/session.rs"]
mod session;
#[path = "documents/shell.rs"]
mod shell;

use std::process::Command;

use page::{Page, Part};
use rayon::prelude::*;

/// Every page that a user or a contributor reads, but those of rules and the changelog.
fn pages() -> Vec<Page> {
    let folder = std::fs::read_dir("docs").expect("there are documents");
    let docs = folder.map(|it| it.expect("it can be listed").path());
    let docs = docs.filter(|path| path.extension().is_some_and(|it| it == "md"));
    let mut paths: Vec<_> = docs.map(|path| path.display().to_string()).collect();
    paths.sort();
    paths.extend(["README.md", "CONTRIBUTING.md"].map(str::to_owned));
    paths.iter().map(|path| Page::read(&path.replace('\\', "/"))).collect()
}

/// What a command of ekslint prints, which has to succeed.
fn printed(arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ekslint"));
    program.args(arguments).env_clear().env("LC_ALL", "C.UTF-8");
    let output = program.output().expect("the program runs");
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {problem}");
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

/// Compares a page with what it should be, or writes that.
fn agree(page: &Page, actual: &Page) {
    // Other tests read the pages meanwhile, so that only what differs is written.
    if page.text() == actual.text() {
        return;
    }
    if let Err(problem) = golden::compare(&page.path, &actual.text()) {
        panic!("{problem}");
    }
}

// One test, because both write the pages with `EKSLINT_BLESS=1`.
#[test]
fn pages_show_what_the_program_says() {
    pages().par_iter().for_each(|page| {
        let actual = page.with(|part| match part {
            Part::Generated { name, .. } => {
                Part::Generated { name: name.clone(), text: included::text(name) }
            }
            other => other.clone(),
        });
        #[cfg(unix)]
        let actual = session::run(&actual);
        agree(page, &actual);
    });
}

#[test]
fn examples_can_be_read() {
    pages().iter().for_each(examples::check);
}

#[test]
fn commands_and_options_in_prose_exist() {
    flags::check(&pages());
}

#[test]
fn links_lead_somewhere() {
    let pages = pages();
    pages.iter().for_each(links::check);
    links::check_all_are_found(&pages);
}
