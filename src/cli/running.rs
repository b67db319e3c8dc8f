//! Options about how a run goes: again and again, with a clock, or only as far as the names of files.

use std::sync::Arc;

use clap::Args;

use super::console::{Console, Stop};
use super::output::{Format, Output};
use crate::check::{self, CheckOptions};
use crate::render::Renderer;
use crate::report::plural::count;
use crate::timing;

/// Options about how a run goes.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
#[command(next_help_heading = "How to run")]
pub(super) struct RunningArguments {
    /// Check again whenever a file that was read changes, or a new one appears; Ctrl-C ends it.
    #[arg(
        long,
        conflicts_with_all = ["fix", "diff", "add_ignore", "update_baseline", "show_files"]
    )]
    pub(super) watch: bool,
    /// Print how many findings each rule has, in place of the findings; as text or json.
    #[arg(long)]
    pub(super) statistics: bool,
    /// List the files that would be read, a line each, and check nothing; those that are left out
    /// go to standard error, with the reason.
    #[arg(long, conflicts_with_all = ["fix", "diff", "add_ignore", "update_baseline"])]
    pub(super) show_files: bool,
    /// Run kustomize, or kubectl, and helm from PATH for the kustomizations and charts that cannot be
    /// read to the end without them: without network, 10 s each, charts with their own values.
    #[arg(long)]
    render: bool,
    /// Say on standard error how long each phase and each rule took.
    #[arg(long)]
    pub(super) timing: bool,
}

impl RunningArguments {
    /// What runs the tools that render, if they are to be run.
    pub(super) fn renderer(&self) -> Option<Arc<Renderer>> {
        let search = || std::env::var_os("PATH").unwrap_or_default();
        self.render.then(|| Arc::new(Renderer::new(search())))
    }

    /// Refuses what does not go together, and starts the clock if it is asked for.
    pub(super) fn begin(&self, outputs: &[Output], stdin: bool) -> Result<(), Stop> {
        if self.watch && stdin {
            let reason = "--watch needs files: it cannot be used with `-`";
            return Err(Stop::Failed(reason.to_owned()));
        }
        let mut printed = outputs.iter().filter(|it| it.path.is_none()).map(|it| it.format);
        if self.statistics && !printed.all(|it| matches!(it, Format::Text | Format::Json)) {
            let reason = "--statistics is printed as text or json: add `--output text`";
            return Err(Stop::Failed(reason.to_owned()));
        }
        if self.timing {
            timing::start();
        }
        Ok(())
    }
}

/// Lists the files of a run.
pub(super) fn show_files(
    options: &CheckOptions,
    quiet: bool,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let listing = check::listing(options).map_err(|error| Stop::because(&error))?;
    let lines = listing.read.iter().map(|path| crate::report::sanitise::clean(path) + "\n");
    console.print(&lines.collect::<String>())?;
    for (path, reason) in listing.skipped.iter().filter(|_| !quiet) {
        console.remark(&format!("skipped {path}: {reason}"));
    }
    if !quiet {
        let (read, skipped) = (listing.read.len(), listing.skipped.len());
        console.remark(&format!("{} read, {} skipped", count(read, "file"), skipped));
    }
    Ok(())
}
