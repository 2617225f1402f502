//! The thread that owns the chain. Requests queue before it, and empty blocks are made between them.

use std::panic::{catch_unwind, AssertUnwindSafe};
use std::sync::mpsc::{sync_channel, Receiver, RecvTimeoutError, SyncSender};
use std::thread;

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
        // Who asked may be gone.
        let job: Job = Box::new(move |node| drop(answer.send(job(node))));
        self.jobs.try_send(job).map_err(|_| Unanswered::Busy)?;
        answered.await.map_err(|_| Unanswered::Failed)
    }
}

fn work(mut node: Node, waiting: &Receiver<Job>) {
    loop {
        match waiting.recv_timeout(node.due_in()) {
            Ok(job) => {
                // Contracts that panic have answered an error by then: this is for mistakes of the server.
                catch_unwind(AssertUnwindSafe(|| job(&mut node))).unwrap_or_default();
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        // At the end of time, in the year 2554, there are no blocks any longer.
        if node.pass_time().is_err() {
            return;
        }
    }
}
