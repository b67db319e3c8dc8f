//! Options about which findings count: those that are new, those in changed lines.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;

use super::console::Stop;
use super::replace;
use crate::baseline::{Baseline, FILE_NAME, Known};
use crate::check::{CheckOptions, CheckResult};
use crate::config::Config;
use crate::since::{self, Changes};
use crate::source::{Root, shown};

/// Options about which findings count.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "What counts")]
pub(super) struct CountedArguments {
    /// Leave out the findings that are written in this file; by default that of the configuration,
    /// or ekslint-baseline.json at the root of the project if there is one.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write all findings to the baseline, and forget those that are gone.
    #[arg(long)]
    update_baseline: bool,
    /// Report what is known as well.
    #[arg(long, conflicts_with_all = ["baseline", "update_baseline"])]
    no_baseline: bool,
    /// Report only findings that lie in lines changed since a commit, such as `origin/main`.
    #[arg(long, value_name = "REV", conflicts_with = "update_baseline")]
    since: Option<String>,
    /// Read the whole project, and report what concerns the named files and folders alone.
    #[arg(long, conflicts_with_all = ["since", "update_baseline"])]
    report_only: bool,
}

impl CountedArguments {
    /// Adds what is known and what changed to the options of a run.
    pub(super) fn apply(&self, options: &mut CheckOptions, isolated: bool) -> Result<(), Stop> {
        if self.update_baseline && options.stdin.is_some() {
            let reason = "--update-baseline needs the files themselves: it cannot be used with `-`";
            return Err(Stop::Failed(reason.to_owned()));
        }
        if self.report_only && options.since.is_none() {
            if options.stdin.is_some() {
                let reason = "--report-only needs files: it cannot be used with `-`";
                return Err(Stop::Failed(reason.to_owned()));
            }
            let root = &options.config.world.root;
            let changes = Changes::of_files(root, &options.paths);
            options.paths = vec![around(root)];
            options.since = Some(Arc::new(changes));
        }
        options.baseline = self.known(&options.config, isolated)?.map(Arc::new);
        if let Some(revision) = &self.since {
            let root = &options.config.world.root;
            let changes = since::changes(root, revision, &options.paths);
            let mut changes = changes.map_err(|error| Stop::because(&error))?;
            let stdin = options.stdin.as_ref().and_then(|it| it.filename.as_ref());
            if let Some(file) = stdin {
                changes.add_whole(shown(file, &root.here));
            }
            options.since = Some(Arc::new(changes));
        }
        Ok(())
    }

    /// What is known, if there is a baseline.
    fn known(&self, config: &Config, isolated: bool) -> Result<Option<Known>, Stop> {
        let Some((path, named)) = self.path(config, isolated) else { return Ok(None) };
        let name = shown(&path, &config.world.root.here);
        let baseline = match path.symlink_metadata() {
            Ok(_) => Baseline::read(&path, &name).map_err(|error| Stop::because(&error))?,
            Err(_) if self.update_baseline => Baseline::default(),
            Err(_) if named => {
                let reason = format!(
                    "the baseline `{name}` does not exist; `ekslint check --update-baseline` \
                     writes it"
                );
                return Err(Stop::Failed(reason));
            }
            Err(_) => return Ok(None),
        };
        // Reports are the same from every folder of the project.
        let name = config.world.root.relative(&name).into_owned();
        Ok(Some(Known { baseline, path, name, update: self.update_baseline }))
    }

    /// Where the baseline is, and whether somebody says so.
    fn path(&self, config: &Config, isolated: bool) -> Option<(PathBuf, bool)> {
        let at_root = |path: &Path| config.world.root.folder.join(path);
        match (&self.baseline, &config.baseline) {
            _ if self.no_baseline => None,
            (Some(path), _) => Some((path.clone(), true)),
            (None, Some(set)) => Some((at_root(&set.value), true)),
            (None, None) if isolated && !self.update_baseline => None,
            (None, None) => Some((at_root(Path::new(FILE_NAME)), false)),
        }
    }
}

/// The folder of a project, as the working directory if it is that.
fn around(root: &Root) -> PathBuf {
    let real = |path: &Path| path.canonicalize().ok();
    if real(&root.folder) == real(&root.here) { PathBuf::from(".") } else { root.folder.clone() }
}

/// Writes the baseline that a run was asked for.
pub(super) fn write(options: &CheckOptions, result: &CheckResult) -> Result<(), Stop> {
    let (Some(known), Some(updated)) = (&options.baseline, &result.updated) else {
        return Ok(());
    };
    replace::write(&known.path, &updated.render()).map_err(|error| {
        Stop::Failed(format!("the baseline `{}` cannot be written: {error}", known.name))
    })
}
