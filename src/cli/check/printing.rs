//! Printing and writing reports.

use super::Arguments;
use crate::cli::console::{Console, Stop};
use crate::cli::output::Format;
use crate::cli::replace;
use crate::report::commands::{azure, github};
use crate::report::text::TextOptions;
use crate::report::{
    Look, Report, concise, gitlab, json, junit, markdown, rdjson, sarif, statistics, text,
};

impl Arguments {
    /// Prints or writes every report; one that cannot be written does not keep back the others.
    pub(super) fn deliver(
        &self,
        report: &Report<'_>,
        console: &mut Console<'_>,
    ) -> Result<(), Stop> {
        let mut failed = Ok(());
        for output in &self.outputs {
            let Some(path) = &output.path else { continue };
            let look = Look { color: false, width: Look::default().width, ..console.look };
            if let Err(error) = replace::write(path, &self.render(output.format, report, look)) {
                let reason = format!(
                    "`{}` cannot be written: {error}; name another path behind `--output`",
                    path.display()
                );
                failed = Err(Stop::Failed(reason));
            }
        }
        for output in self.outputs.iter().filter(|output| output.path.is_none()) {
            self.print(output.format, report, console)?;
        }
        failed
    }

    fn print(
        &self,
        format: Format,
        report: &Report<'_>,
        console: &mut Console<'_>,
    ) -> Result<(), Stop> {
        // What is left of standard input takes standard output.
        if self.fixing.fix && self.input.reads_stdin() {
            console.aside(&self.render(format, report, console.err_look));
            return Ok(());
        }
        let text = match format {
            Format::Text if self.running.statistics => {
                statistics::text(report, console.look, self.quiet)
            }
            Format::Json if self.running.statistics => statistics::json(report),
            format => self.render(format, report, console.look),
        };
        match console.print(&text) {
            // Nobody waits for the next one either.
            Err(Stop::ClosedPipe) if self.running.watch => Err(Stop::ClosedPipe),
            // The reader has seen enough; what was found still decides the exit code.
            Ok(()) | Err(Stop::ClosedPipe) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    fn render(&self, format: Format, report: &Report<'_>, look: Look) -> String {
        match format {
            Format::Concise => concise::render(report),
            Format::Json => json::render(report),
            Format::JsonLines => json::render_lines(report),
            Format::Sarif => sarif::render(report),
            Format::SarifAll => sarif::render_all(report),
            Format::Github => github::render(report),
            Format::Gitlab => gitlab::render(report),
            Format::Azure => azure::render(report),
            Format::Junit => junit::render(report),
            Format::Rdjson => rdjson::render(report),
            Format::Markdown => markdown::render(report),
            Format::Text => {
                let Self { all, undecided, quiet, verbose, .. } = *self;
                text::render(report, &TextOptions { look, all, undecided, quiet, verbose })
            }
        }
    }
}
