//! Files that are written whole: whoever reads one sees all of the old bytes or all of the new ones,
//! and so does the next run after this one was killed.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::check::CheckOptions;
use crate::source::read;

/// New content that lies beside the file that it will replace.
#[derive(Debug)]
pub(super) struct Staged {
    temporary: NamedTempFile,
    target: PathBuf,
}

/// Writes content beside the file that it will replace, down to the disk, with the same permissions
/// and, where the system lets us, the same owner. Where a link is named, what it leads to is meant.
///
/// # Errors
/// If the file is read-only or no regular file, or its folder cannot be written.
pub(super) fn stage(path: &Path, content: &str) -> io::Result<Staged> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let existing = fs::metadata(&target).ok();
    if existing.as_ref().is_some_and(|it| !it.is_file()) {
        return Err(io::Error::other("it is no regular file"));
    }
    if existing.as_ref().is_some_and(|it| it.permissions().readonly()) {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = target.parent().filter(|it| !it.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut temporary = named(folder, existing.is_some()).map_err(plain)?;
    temporary.write_all(content.as_bytes()).map_err(plain)?;
    if let Some(existing) = existing {
        resemble(temporary.as_file(), &existing)?;
    }
    temporary.as_file().sync_all()?;
    Ok(Staged { temporary, target })
}

impl Staged {
    /// Puts the content in the place of the file.
    pub(super) fn commit(self) -> io::Result<()> {
        let Self { temporary, target } = self;
        temporary.persist(&target).map_err(|error| error.error)?;
        // The name is as safe as the bytes once the folder is; not every system knows how.
        if let Some(folder) = target.parent() {
            File::open(folder).and_then(|folder| folder.sync_all()).ok();
        }
        Ok(())
    }
}

/// Writes a report or a baseline; a device or a pipe is written to, never replaced.
pub(super) fn write(path: &Path, content: &str) -> io::Result<()> {
    match fs::metadata(path) {
        Ok(existing) if !existing.is_file() => fs::write(path, content),
        _ => stage(path, content)?.commit(),
    }
}

/// Whether a file still holds the text that was read from it, in the same encoding.
///
/// # Errors
/// Why it does not, in a few words.
pub(super) fn unchanged(path: &Path, text: &str, options: &CheckOptions) -> Result<(), String> {
    match read(path, options.max_file_size) {
        Ok(content) if content.text != text => Err("it has changed since it was read".to_owned()),
        Ok(content) if content.reencoded => Err("it is not written in UTF-8".to_owned()),
        Ok(_) => Ok(()),
        Err(problem) => Err(format!("it cannot be read any more: {}", problem.message())),
    }
}

/// A file with a name of its own, which is gone when it is dropped; what a killed process leaves of
/// it has no name that configuration has. A private one is for nobody else to read yet.
fn named(folder: &Path, private: bool) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".ekslint-").suffix(".tmp");
    #[cfg(unix)]
    if !private {
        use std::os::unix::fs::PermissionsExt as _;
        // What the user's mask leaves of it, as for any new file.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Gives a file the owner and the permissions of another.
fn resemble(file: &File, other: &Metadata) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (other.uid(), other.gid()) {
            // Only the superuser may give files away, but most may give them to a group of theirs.
            let both = fchown(file, Some(other.uid()), Some(other.gid()));
            both.or_else(|_| fchown(file, None, Some(other.gid()))).ok();
        }
    }
    file.set_permissions(other.permissions())
}

/// An error without the name of the temporary file, which says nothing to anybody.
fn plain(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::PermissionDenied => {
            io::Error::new(ErrorKind::PermissionDenied, "its folder cannot be written")
        }
        ErrorKind::NotFound => io::Error::new(ErrorKind::NotFound, "there is no such folder"),
        ErrorKind::ReadOnlyFilesystem => {
            io::Error::new(ErrorKind::ReadOnlyFilesystem, "its file system is read-only")
        }
        ErrorKind::StorageFull => io::Error::new(ErrorKind::StorageFull, "the disk is full"),
        _ => error,
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::stage;

    #[test]
    fn permissions_and_links_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("a.tf"), folder.path().join("link.tf"));
        fs::write(&file, "old").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o751)).expect("set");
        symlink("a.tf", &link).expect("linked");
        let before = fs::metadata(&file).expect("there");
        stage(&link, "new").and_then(super::Staged::commit).expect("replaced");
        let after = fs::metadata(&file).expect("there");
        assert_eq!(
            (after.mode() & 0o7777, after.uid(), after.gid()),
            (0o751, before.uid(), before.gid())
        );
        assert!(after.ino() != before.ino() && after.len() == 3);
        assert_eq!(fs::read_link(&link).expect("still a link").as_os_str(), "a.tf");
    }

    #[test]
    fn nothing_happens_before_the_commit_and_nothing_is_left_without_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.tf");
        fs::write(&file, "old").expect("written");
        let staged = stage(&file, "new").expect("staged");
        assert_eq!(fs::metadata(&file).expect("there").len(), 3);
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 2);
        drop(staged);
        assert_eq!(fs::read_dir(folder.path()).expect("listed").count(), 1);
    }

    #[test]
    fn what_is_read_only_or_no_file_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.tf");
        fs::write(&file, "old").expect("written");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).expect("set");
        let reason = |path: &std::path::Path| stage(path, "new").expect_err("refused").to_string();
        assert_eq!(reason(&file), "it is read-only");
        assert_eq!(reason(folder.path()), "it is no regular file");
        assert_eq!(reason(&folder.path().join("no/such.tf")), "there is no such folder");
    }
}
