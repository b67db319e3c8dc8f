//! A folder of a test's own, and the command run in it.
#![allow(dead_code, reason = "not every test uses all of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use super::about::{FEW, others};

/// A directory of this test's own, empty at the start.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{name}"));
        std::fs::remove_dir_all(&path).ok();
        std::fs::create_dir_all(&path).expect("the target directory can be written");
        Self(path)
    }

    /// Puts a file into it.
    pub(crate) fn put(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        let folder = path.parent().expect("it lies in a folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    /// The text of a file in it.
    #[expect(clippy::disallowed_methods, reason = "a test looks at what was written")]
    pub(crate) fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.join(path)).expect("it was written")
    }

    /// The command, which speaks of few rules where it checks.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.command_of_all(arguments);
        if arguments.first() == Some(&"check") {
            command.args(["--ignore", &others(&FEW).join(",")]);
        }
        command
    }

    /// The command with all rules.
    pub(crate) fn command_of_all(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ekslint"));
        command.args(arguments).current_dir(&self.0).env_clear().env("LC_ALL", "C.UTF-8");
        command.stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        read(&self.command(arguments).output().expect("the command starts"))
    }
}

pub(crate) fn read(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it prints UTF-8");
    (output.status.code().expect("it ends by itself"), text(&output.stdout), text(&output.stderr))
}
