//! A word for those who wait.

use std::io::Write;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// After this long, a run says that it is still at work.
const PATIENCE: Duration = Duration::from_secs(1);

/// A line on standard error that shows up when a run takes long, and is gone when it ends.
#[derive(Debug)]
pub(super) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Starts to wait, if anybody watches.
    pub(super) fn start(watched: bool) -> Self {
        let running = watched.then(|| {
            let (sender, receiver) = channel();
            let wait = move || {
                if receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                    show("reading and checking files …");
                    receiver.recv().ok();
                    show("\r\u{1b}[K");
                }
            };
            (sender, std::thread::spawn(wait))
        });
        Self { running }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.running.take() {
            drop(sender);
            thread.join().ok();
        }
    }
}

fn show(text: &str) {
    let mut stream = std::io::stderr().lock();
    stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).ok();
}
