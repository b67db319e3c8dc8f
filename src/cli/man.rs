//! `ekslint man`: the manual pages, one a command, for those who make packages.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_mangen::Man;

use super::console::Stop;
use super::replace;

/// Arguments of `ekslint man`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder, which is there.
    directory: PathBuf,
}

/// Writes `ekslint.1` and one page for each command, such as `ekslint-check.1`.
pub(super) fn run(arguments: &Arguments) -> Result<ExitCode, Stop> {
    let mut command = super::Cli::command();
    command.build();
    let shown = command.get_subcommands().filter(|it| !it.is_hide_set());
    let pages = shown.map(|it| (format!("ekslint-{}", it.get_name()), it));
    for (name, command) in std::iter::once(("ekslint".to_owned(), &command)).chain(pages) {
        let path = arguments.directory.join(format!("{name}.1"));
        let page = page(&name, command).and_then(|page| replace::write(&path, &page));
        page.map_err(|error| {
            Stop::Failed(format!("`{}` cannot be written: {error}", path.display()))
        })?;
    }
    Ok(ExitCode::SUCCESS)
}

/// A page in the language of `man`.
fn page(name: &str, command: &clap::Command) -> std::io::Result<String> {
    let mut page = Vec::new();
    let source = concat!("ekslint ", env!("CARGO_PKG_VERSION"));
    // Without a date the next word of the heading is taken for it: that of the tables is one that
    // every build has.
    let date = crate::data::versions::AS_OF.to_string();
    let page_of = Man::new(command.clone()).title(name).date(date).source(source);
    page_of.manual("ekslint").render(&mut page)?;
    // Two line breaks around nothing are a blank line, and mandoc wants them to be called so.
    Ok(String::from_utf8_lossy(&page).replace("\n.br\n\n.br\n", "\n.sp\n"))
}
