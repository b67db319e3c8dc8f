//! `--fix` and `--diff`: applies fixes, or shows what they would change.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::console::{Console, Stop};
use super::replace::{self, Staged};
use crate::check::{CheckOptions, Mended, MendedFile};
use crate::finding::FixClass;
use crate::report::plural::count;
use crate::report::{Repair, Repairs, diff};
use crate::rule::Severity;
use crate::source::decode;

/// Options about what is fixed.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to write")]
pub(super) struct FixArguments {
    /// Apply the fixes that cannot hurt, and report what is left.
    #[arg(long, conflicts_with = "add_ignore")]
    pub(super) fix: bool,
    /// Apply or show fixes as well that somebody has to read first.
    #[arg(long)]
    unsafe_fixes: bool,
    /// Print what --fix would change, for `git apply`; exit code 1 if that is anything.
    #[arg(long, conflicts_with_all = ["add_ignore", "update_baseline", "outputs"])]
    pub(super) diff: bool,
}

impl FixArguments {
    /// The class of the fixes that are asked for; none if none is.
    pub(super) fn limit(&self) -> Result<Option<FixClass>, Stop> {
        match (self.fix || self.diff, self.unsafe_fixes) {
            (true, true) => Ok(Some(FixClass::Unsafe)),
            (true, false) => Ok(Some(FixClass::Safe)),
            (false, false) => Ok(None),
            (false, true) => {
                let reason = "--unsafe-fixes needs --fix, which applies them, or --diff, which \
                              shows them";
                Err(Stop::Failed(reason.to_owned()))
            }
        }
    }
}

/// Refuses what cannot be done, before anything is checked.
pub(super) fn allowed(options: &CheckOptions) -> Result<(), Stop> {
    let content = options.stdin.as_ref().map(|stdin| decode(stdin.content.clone()));
    match content {
        Some(Err(problem)) => {
            Err(Stop::Failed(format!("standard input cannot be fixed: {}", problem.message())))
        }
        Some(Ok(content)) if content.reencoded => {
            let reason = "standard input cannot be fixed: it is not written in UTF-8";
            Err(Stop::Failed(reason.to_owned()))
        }
        _ => Ok(()),
    }
}

/// Says what could not be fixed.
pub(super) fn warn(mended: &Mended, console: &mut Console<'_>) {
    for path in &mended.reencoded {
        let text = format!("`{path}` is not fixed, because it is not written in UTF-8");
        console.complain(Severity::Warning, &text);
    }
    for (Repair { rule, message, title, paths, .. }, why) in &mended.repairs.refused {
        let (rule, paths) = (rule.name, paths.join(", "));
        let text = format!(
            "{paths}: {rule} is not fixed ({message}): `{title}` was tried in memory, and {why}"
        );
        console.complain(Severity::Warning, &text);
    }
}

/// Prints what would change.
pub(super) fn print(
    mended: &Mended,
    options: &CheckOptions,
    console: &mut Console<'_>,
) -> Result<ExitCode, Stop> {
    let root = &options.config.world.root;
    // `git apply` refuses paths that lead out of the working directory.
    let outside = |file: &MendedFile| file.path.starts_with(['/', '.']);
    let from_root = mended.files.iter().any(outside);
    let look = console.look;
    let safe = console.terminal || look.color;
    let mut out = String::new();
    for MendedFile { path, before, after } in &mended.files {
        let path = if from_root { root.relative(path) } else { path.as_str().into() };
        let changes = if safe {
            diff::shown(&path, before, after, look)
        } else {
            diff::unified(&path, before, after)
        };
        out.push_str(&changes);
    }
    match console.print(&out) {
        Ok(()) | Err(Stop::ClosedPipe) => {}
        Err(stop) => return Err(stop),
    }
    let (fixed, files) = (mended.repairs.fixed.len(), mended.files.len());
    if files == 0 {
        console.remark("nothing would be fixed");
        return Ok(ExitCode::SUCCESS);
    }
    let here = if from_root { "; paths are relative to the root of the project" } else { "" };
    let (fixed, files) = (count(fixed, "finding"), count(files, "file"));
    console.remark(&format!("would fix {fixed} in {files}{here}"));
    Ok(ExitCode::FAILURE)
}

/// Writes what changed: files, or standard output for standard input. Gives what that fixed, and
/// whether everything could be written.
pub(super) fn write(
    mended: Mended,
    options: &mut CheckOptions,
    console: &mut Console<'_>,
) -> Result<(Repairs, bool), Stop> {
    let Mended { files, mut repairs, .. } = mended;
    if let Some(stdin) = &mut options.stdin {
        if let Some(file) = files.into_iter().next() {
            stdin.content = file.after.into_bytes();
        }
        return match console.print(&String::from_utf8_lossy(&stdin.content)) {
            Ok(()) | Err(Stop::ClosedPipe) => Ok((repairs, true)),
            Err(stop) => Err(stop),
        };
    }
    let failed = replace_all(&files, &repairs, options);
    for (path, why) in &failed {
        console.complain(Severity::Error, &format!("`{path}` is not fixed: {why}"));
    }
    repairs.fixed.retain(|it| !it.paths.iter().any(|path| failed.contains_key(path)));
    Ok((repairs, failed.is_empty()))
}

/// Replaces files, each whole; gives those that could not be, and why. Of files that a fix changes
/// together, all are left alone if one has to be.
fn replace_all(
    files: &[MendedFile],
    repairs: &Repairs,
    options: &CheckOptions,
) -> BTreeMap<String, String> {
    let mut failed: BTreeMap<String, String> = BTreeMap::new();
    let mut staged: BTreeMap<&str, Staged> = BTreeMap::new();
    let places = places(options);
    for file in files {
        match staged_file(file, &places) {
            Ok(ready) => {
                staged.insert(&file.path, ready);
            }
            Err(why) => {
                failed.insert(file.path.clone(), why);
            }
        }
    }
    // As late as it can be, because somebody may be at work on a file.
    for file in files {
        if let Err(why) = replace::unchanged(Path::new(&file.path), &file.before, options) {
            failed.entry(file.path.clone()).or_insert(why);
        }
    }
    while let Some((path, why)) = bound(repairs, &failed) {
        failed.insert(path, why);
    }
    for (path, ready) in staged {
        if !failed.contains_key(path)
            && let Err(error) = ready.commit()
        {
            failed.insert(path.to_owned(), error.to_string());
        }
    }
    failed
}

/// The new content of a file, beside it.
fn staged_file(file: &MendedFile, places: &[PathBuf]) -> Result<Staged, String> {
    let path = Path::new(&file.path);
    let real = path.canonicalize().map_err(|error| error.to_string())?;
    if !places.iter().any(|place| real.starts_with(place)) {
        return Err("a link leads from it out of the project".to_owned());
    }
    replace::stage(path, &file.after).map_err(|error| error.to_string())
}

/// Where files may be written: in the project, and in what was named.
fn places(options: &CheckOptions) -> Vec<PathBuf> {
    let named = options.paths.iter().chain(&options.var_files);
    let all = named.chain(std::iter::once(&options.config.world.root.folder));
    all.filter_map(|path| path.canonicalize().ok()).collect()
}

/// A file that is changed together with one that cannot be written.
fn bound(repairs: &Repairs, failed: &BTreeMap<String, String>) -> Option<(String, String)> {
    repairs.fixed.iter().find_map(|it| {
        let other = it.paths.iter().find(|path| failed.contains_key(*path))?;
        let path = it.paths.iter().find(|path| !failed.contains_key(*path))?;
        let why = format!("a fix changes it together with `{other}`, which cannot be written");
        Some((path.clone(), why))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{MendedFile, Repair, Repairs, replace_all};
    use crate::check::CheckOptions;
    use crate::report::fixture::ENDPOINT_OPEN;
    use crate::rule::Severity;

    fn file(folder: &Path, name: &str, before: &str) -> MendedFile {
        let path = folder.join(name).display().to_string();
        MendedFile { path, before: before.to_owned(), after: "new".to_owned() }
    }

    fn text(file: &MendedFile) -> String {
        let content = crate::source::read(Path::new(&file.path), 100);
        content.expect("it can be read").text
    }

    fn repair(files: &[&MendedFile]) -> Repair {
        Repair {
            rule: &ENDPOINT_OPEN,
            severity: Severity::Error,
            message: String::new(),
            title: String::new(),
            paths: files.iter().map(|it| it.path.clone()).collect(),
        }
    }

    #[test]
    fn what_changed_meanwhile_is_left_alone_with_all_that_hangs_on_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let names = ["a", "b", "c", "d"];
        let files = names.map(|name| file(folder.path(), name, "old"));
        for file in &files {
            std::fs::write(&file.path, "old").expect("written");
        }
        std::fs::write(&files[0].path, "mine").expect("written");
        let [a, b, c, _] = &files;
        let fixed = vec![repair(&[b, c]), repair(&[a, b])];
        let repairs = Repairs { fixed, ..Repairs::default() };
        let options = CheckOptions { paths: vec![folder.path().into()], ..CheckOptions::default() };
        let failed = replace_all(&files, &repairs, &options);
        assert_eq!(files.each_ref().map(text), ["mine", "old", "old", "new"]);
        assert_eq!(failed.len(), 3);
        assert_eq!(failed[&a.path], "it has changed since it was read");
        assert!(failed[&c.path].contains("together with"), "{failed:?}");
    }

    #[test]
    fn nothing_is_written_outside_of_the_project() {
        let (inside, outside) = (tempfile::tempdir(), tempfile::tempdir());
        let (inside, outside) = (inside.expect("a folder"), outside.expect("a folder"));
        let file = file(outside.path(), "a.tf", "old");
        std::fs::write(&file.path, "old").expect("written");
        let paths = vec![inside.path().to_owned()];
        let options = CheckOptions { paths, ..CheckOptions::default() };
        let failed = replace_all(std::slice::from_ref(&file), &Repairs::default(), &options);
        assert_eq!(failed[&file.path], "a link leads from it out of the project");
        assert_eq!(text(&file), "old");
    }
}
