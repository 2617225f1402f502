//! The chain's time: wall time, moved.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Nanoseconds since 1970 by the host.
pub(crate) type Wall = Box<dyn Fn() -> u64 + Send>;

/// Blocks of one chain are at least that far apart, in nanoseconds.
const APART: u64 = 1_000_000;

/// The host's clock.
pub(crate) fn wall() -> Wall {
    Box::new(|| nanos(SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()))
}

/// A span in nanoseconds, 584 years at most.
pub(crate) fn nanos(span: Duration) -> u64 {
    u64::try_from(span.as_nanos()).unwrap_or(u64::MAX)
}

/// A clock that runs with the host's and can be put forward, never back.
pub(crate) struct MovedClock {
    wall: Wall,
    /// What wall time was when the clock was made.
    began: u64,
    /// What the chain's time was then, and all moves since. In nanoseconds.
    base: u64,
}

impl MovedClock {
    /// A clock that shows `time` now.
    pub fn showing(time: u64, wall: Wall) -> Self {
        let began = wall();
        Self { wall, began, base: time }
    }

    /// Nanoseconds since 1970. A host that sets its clock back stops this one for a while.
    pub fn now(&self) -> u64 {
        self.base.saturating_add((self.wall)().saturating_sub(self.began))
    }

    /// The time of a block that follows one of the time `last`.
    pub fn after(&self, last: u64) -> u64 {
        self.now().max(last.saturating_add(APART))
    }

    /// Puts the clock forward.
    pub fn advance(&mut self, nanos: u64) {
        self.base = self.base.saturating_add(nanos);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::Arc;

    use super::*;

    #[test]
    fn it_runs_with_the_wall_moves_forward_and_never_goes_back() {
        let host = Arc::new(AtomicU64::new(1_000));
        let shown = Arc::clone(&host);
        let mut clock = MovedClock::showing(5_000_000, Box::new(move || shown.load(Ordering::Relaxed)));

        host.store(1_200, Ordering::Relaxed);
        assert_eq!(clock.now(), 5_000_200);
        clock.advance(50);
        assert_eq!(clock.now(), 5_000_250);
        assert_eq!(clock.after(1), 5_000_250);
        assert_eq!(clock.after(5_000_250), 6_000_250);
        host.store(10, Ordering::Relaxed);
        assert_eq!(clock.now(), 5_000_050);
        assert_eq!(clock.after(5_000_250), 6_000_250);
    }
}
