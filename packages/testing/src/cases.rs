//! Random cases, each by a seed of its own, on all cores: which seeds are played does not depend on how many there are.

use std::num::NonZero;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use anyhow::Result;

use crate::machine::Histogram;

/// What all cases did together.
///
/// # Panics
/// If a case fails: with how to play it alone, where `count` is the variable that says how many are played.
pub fn play_all(seeds: Range<u64>, count: &str, play: impl Fn(u64) -> Result<Histogram> + Sync) -> Histogram {
    let next = AtomicU64::new(seeds.start);
    let work = || {
        let mut done = Histogram::default();
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return done;
            }
            let case = play(seed);
            done.absorb(
                case.unwrap_or_else(|error| panic!("replay with TRIBUTARY_SEED={seed} {count}=1\n{error:#}")),
            );
        }
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        let mut all = Histogram::default();
        for worker in workers {
            all.absorb(worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        all
    })
}
