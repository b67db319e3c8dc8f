//! What was declared at the commit that changes are told from.

use super::{CheckError, CheckOptions, input};
use crate::project::{Past, Project};
use crate::reader::{self, Files};
use crate::rules::RULES;
use crate::since::{Before, Changes};
use crate::source::Tree;

/// What the files of a run declared at the commit; nothing where no commit is named, nothing changed
/// or no rule asks.
///
/// The files of the run are read a second time, with the changed lines put back. A file that is gone
/// is missing there as well, so that what it decided is not known.
pub(super) fn of_run(options: &CheckOptions) -> Result<Past, CheckError> {
    let (selection, levels) = (&options.selection, &options.config.levels);
    let asked = || {
        let mut rules = RULES.iter().map(|it| &it.meta);
        rules.any(|it| it.compares_with_past() && selection.includes(it, levels))
    };
    let Some(changes) = options.since.as_ref().filter(|it| it.has_past() && asked()) else {
        return Ok(Past::default());
    };
    let (mut files, mut tree) = input::sources(options)?;
    put_back(&mut files, &mut tree, changes);
    let variables = input::variables(options)?;
    let reading = reader::read(files, tree, (&options.config, &variables));
    Ok(Project::new(reading.units, options.config.world.clone()).versions())
}

/// Gives files the content that they had.
fn put_back(files: &mut Files, tree: &mut Tree, changes: &Changes) {
    files.retain_mut(|file| {
        let Ok(content) = &mut file.content else { return false };
        match changes.before(&file.path, &content.text) {
            Before::Same => {}
            Before::Nothing => return false,
            Before::Text(text) => {
                content.text = text;
                input::insert(tree, file);
            }
        }
        true
    });
}
