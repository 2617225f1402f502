//! Moments and release points, as the specification defines them.

use cosmwasm_std::Timestamp;
use cw_utils::{Duration, Expiration};

/// Seconds of a day (D25).
pub const DAY_SECONDS: u64 = 86_400;

/// Blocks of a day (D25).
pub const DAY_BLOCKS: u64 = 8_640;

/// Height and time of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The height.
    pub height: u64,
    /// The time in whole seconds.
    pub seconds: u64,
}

impl Moment {
    /// The point that lies `lock` after this moment.
    pub fn after(self, lock: Duration) -> Expiration {
        match lock {
            Duration::Height(blocks) => Expiration::AtHeight(self.height + blocks),
            Duration::Time(seconds) => Expiration::AtTime(Timestamp::from_seconds(self.seconds + seconds)),
        }
    }

    /// Whether a lock that ends at `point` is over: from the point itself on.
    pub fn reached(self, point: Expiration) -> bool {
        match point {
            Expiration::AtHeight(height) => self.height >= height,
            Expiration::AtTime(time) => self.seconds * 1_000_000_000 >= time.nanos(),
            Expiration::Never {} => false,
        }
    }

    /// This moment in the unit of `lock`.
    pub const fn count(self, lock: Duration) -> u64 {
        match lock {
            Duration::Height(_) => self.height,
            Duration::Time(_) => self.seconds,
        }
    }
}

/// The number in a duration.
pub const fn length(lock: Duration) -> u64 {
    match lock {
        Duration::Height(blocks) => blocks,
        Duration::Time(seconds) => seconds,
    }
}

/// A duration of `length` that counts like `lock`.
pub const fn like(lock: Duration, length: u64) -> Duration {
    match lock {
        Duration::Height(_) => Duration::Height(length),
        Duration::Time(_) => Duration::Time(length),
    }
}

/// `days` in the unit of `lock`.
pub const fn days_like(lock: Duration, days: u64) -> Duration {
    match lock {
        Duration::Height(_) => Duration::Height(days * DAY_BLOCKS),
        Duration::Time(_) => Duration::Time(days * DAY_SECONDS),
    }
}

/// Whether two durations count alike.
pub const fn same_kind(one: Duration, other: Duration) -> bool {
    matches!(
        (one, other),
        (Duration::Height(_), Duration::Height(_)) | (Duration::Time(_), Duration::Time(_))
    )
}

/// `point` moved by `lock`, which counts alike.
pub fn shifted(point: Expiration, lock: Duration) -> Expiration {
    match (point, lock) {
        (Expiration::AtHeight(height), Duration::Height(blocks)) => Expiration::AtHeight(height + blocks),
        (Expiration::AtTime(time), Duration::Time(seconds)) => Expiration::AtTime(time.plus_seconds(seconds)),
        _ => Expiration::Never {},
    }
}
