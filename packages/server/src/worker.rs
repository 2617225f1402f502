//! The thread that owns the chain. Requests queue before it, and empty blocks are made between them.

use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::mpsc::{sync_channel, Receiver, RecvTimeoutError, SyncSender};
use std::thread;
use std::time::Duration;

use thiserror::Error;
use tokio::sync::oneshot;

use crate::node::Node;
use crate::start::StartError;

/// How many requests may wait.
const LONGEST_QUEUE: usize = 256;

/// Contracts call each other on one stack, in bytes.
const STACK: usize = 16 * 1024 * 1024;

type Job = Box<dyn FnOnce(&mut Node) + Send>;

/// A request that is not answered.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum Unanswered {
    #[error("too many requests wait")]
    Busy,
    #[error("the request could not be carried out")]
    Failed,
}

/// The way to the thread. The thread ends with the last of them.
#[derive(Clone)]
pub(crate) struct Worker {
    jobs: SyncSender<Job>,
}

impl Worker {
    /// Starts the thread. It makes the chain itself, which cannot be handed from one thread to another.
    ///
    /// # Errors
    /// When the chain cannot be made.
    pub fn start(
        make: impl FnOnce() -> Result<Node, StartError> + Send + 'static,
    ) -> Result<Self, StartError> {
        let (jobs, waiting) = sync_channel(LONGEST_QUEUE);
        let (say, said) = sync_channel(1);
        let run = move || match make() {
            Ok(node) => {
                say.send(Ok(())).unwrap_or_default();
                work(node, &waiting);
            }
            Err(error) => say.send(Err(error)).unwrap_or_default(),
        };
        let thread = thread::Builder::new().name("chain".to_owned()).stack_size(STACK);
        thread.spawn(run).map_err(|_| StartError::Stopped)?;
        said.recv().unwrap_or(Err(StartError::Stopped))?;
        Ok(Self { jobs })
    }

    /// Has the thread do something, and answers what came of it.
    ///
    /// # Errors
    /// When too much waits there already, or it panicked.
    pub async fn ask<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Node) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let (answer, answered) = oneshot::channel();
        // Who asked may be gone, before it begins or meanwhile.
        let job: Job = Box::new(move |node| match answer.is_closed() {
            true => {}
            false => drop(answer.send(job(node))),
        });
        self.jobs.try_send(job).map_err(|_| Unanswered::Busy)?;
        answered.await.map_err(|_| Unanswered::Failed)
    }
}

fn work(mut node: Node, waiting: &Receiver<Job>) {
    let mut over = false;
    loop {
        // At the end of time, in the year 2554, there are answers and no blocks.
        match waiting.recv_timeout(if over { Duration::MAX } else { node.due_in() }) {
            Ok(job) => {
                // Contracts that panic have answered an error by then: this is for mistakes of the server.
                catch_unwind(AssertUnwindSafe(|| job(&mut node))).unwrap_or_default();
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        over = node.pass_time().is_err();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::mpsc::channel;

    use tokio::runtime::{Builder, Runtime};
    use tokio::time::timeout;

    use super::*;
    use crate::start::{begin, State};
    use crate::testing::{scenario, settings};

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_time().build().unwrap()
    }

    #[test]
    fn at_the_end_of_time_it_answers_and_makes_no_blocks() {
        let late = r#"{ "name": "late", "clock": { "start": 18446744073, "height": 1, "block_seconds": 1 },
            "deploy": [], "steps": [] }"#;
        // A block is due whenever somebody looks at this clock.
        let host = AtomicU64::new(0);
        let wall = Box::new(move || host.fetch_add(2_000_000_000, Ordering::Relaxed));
        let worker = Worker::start(move || begin(&settings(scenario(late)), wall)).unwrap();

        thread::sleep(Duration::from_millis(100));
        for _ in 0..2 {
            let height = runtime().block_on(worker.ask(|node| node.chain.block().height));
            assert_eq!(height, Ok(2));
        }
    }

    #[test]
    fn what_nobody_waits_for_any_longer_is_not_begun() {
        let worker = Worker::start(|| begin(&settings(State::Nothing), Box::new(|| 0))).unwrap();
        let (go, wait) = channel::<()>();
        worker.jobs.try_send(Box::new(move |_| wait.recv().unwrap())).unwrap();

        let late =
            runtime().block_on(async { timeout(Duration::ZERO, worker.ask(|node| node.advance(60))).await });
        go.send(()).unwrap();
        assert!(late.is_err());
        assert_eq!(runtime().block_on(worker.ask(|node| node.chain.block().height)), Ok(1));
    }
}
