//! `--watch`, with a process that runs on.

use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::folder::Folder;
use super::{DAY, OPEN, closed};

/// Longer than any machine needs.
const LONG: Duration = Duration::from_mins(1);

/// A process that watches, and the lines that it prints; it ends with the test.
struct Watching {
    child: Child,
    out: Receiver<String>,
    err: Receiver<String>,
}

impl Watching {
    fn start(folder: &Folder) -> Self {
        let mut command =
            folder.command(&[&["check", "--watch", "--output", "concise"], &DAY[..]].concat());
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let out = lines(child.stdout.take().expect("a pipe"));
        let err = lines(child.stderr.take().expect("a pipe"));
        Self { child, out, err }
    }

    /// Waits for the end of a run; gives what it found.
    fn run(&self) -> Vec<String> {
        let mut told = Vec::new();
        loop {
            let line = self.err.recv_timeout(LONG).unwrap_or_else(|_| panic!("{told:?}"));
            if line.contains("waiting for changes, Ctrl-C ends") {
                // Another thread reads what was printed before it.
                let number = line.split(' ').nth(2).and_then(|it| it.parse::<usize>().ok());
                let number = number.expect("a number of findings");
                return (0..number)
                    .map(|_| self.out.recv_timeout(LONG).expect("a line in time"))
                    .collect();
            }
            told.push(line);
        }
    }

    /// Waits for a run that finds this alone; a slow machine may have seen half of a change before.
    fn finds(&self, places: &[&str]) {
        loop {
            let found = self.run();
            let same = found.iter().zip(places).all(|(line, place)| line.starts_with(place));
            if found.len() == places.len() && same {
                return;
            }
        }
    }

    /// Waits for a complaint.
    fn complains(&self) {
        let line = || self.err.recv_timeout(LONG).expect("a line in time");
        while !line().starts_with("error: ") {}
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.child.kill().expect("it can be ended");
        self.child.wait().expect("it ends");
    }
}

fn lines(stream: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    receiver
}

#[test]
fn every_change_is_checked() {
    let folder = Folder::new("watch");
    // A repository of its own.
    folder.put(".git/HEAD", "ref: refs/heads/main\n");
    folder.put("a/cluster.yaml", OPEN);
    let watching = Watching::start(&folder);
    watching.finds(&["a/cluster.yaml:9:19: error[public-endpoint-open]"]);
    folder.put("a/cluster.yaml", &closed());
    watching.finds(&[]);
    // A new file, in a new folder.
    folder.put("b/cluster.yaml", &OPEN.replace("name: c", "name: d"));
    watching.finds(&["b/cluster.yaml:9:19: error[public-endpoint-open]"]);
    // The configuration: one that is wrong is told, and mended.
    folder.put("ekslint.toml", "exclude = 1\n");
    watching.complains();
    folder.put("ekslint.toml", "exclude = [\"b\"]\n");
    watching.finds(&[]);
    std::fs::remove_file(folder.0.join("ekslint.toml")).expect("it is as the test made it");
    watching.finds(&["b/cluster.yaml:9:19: error[public-endpoint-open]"]);
    std::fs::remove_dir_all(folder.0.join("b")).expect("it is as the test made it");
    watching.finds(&[]);
}

#[test]
fn nothing_is_written_and_no_pipe_is_read_while_watching() {
    let folder = Folder::new("watch-refused");
    for more in [&["--fix"][..], &["--diff"], &["--update-baseline"], &["--show-files"], &["-"]] {
        let (code, out, err) = folder.run(&[&["check", "--watch"], more].concat());
        assert_eq!((code, out.as_str()), (2, ""), "{more:?}: {err}");
        assert!(err.contains("cannot be used with"), "{more:?}: {err}");
    }
}
