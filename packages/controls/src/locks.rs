//! Locks: durations in blocks or in seconds, and the points at which they end.

use cosmwasm_std::BlockInfo;
use cw_utils::{Duration, Expiration};

use crate::ControlError;

/// Seconds of a day, where locks count seconds.
pub const DAY_SECONDS: u64 = 86_400;

/// Blocks of a day, where locks count blocks.
pub const DAY_BLOCKS: u64 = 8_640;

/// A day as `lock` counts.
pub const fn day_like(lock: Duration) -> Duration {
    match lock {
        Duration::Height(_) => Duration::Height(DAY_BLOCKS),
        Duration::Time(_) => Duration::Time(DAY_SECONDS),
    }
}

/// No time at all, as `lock` counts.
pub const fn zero_like(lock: Duration) -> Duration {
    match lock {
        Duration::Height(_) => Duration::Height(0),
        Duration::Time(_) => Duration::Time(0),
    }
}

/// How long a lock is, in its own unit.
pub const fn length(lock: Duration) -> u64 {
    match lock {
        Duration::Height(blocks) => blocks,
        Duration::Time(seconds) => seconds,
    }
}

/// The present moment in the unit of `lock`: the height, or the time in whole seconds.
pub fn now_like(lock: Duration, block: &BlockInfo) -> u64 {
    match lock {
        Duration::Height(_) => block.height,
        Duration::Time(_) => block.time.seconds(),
    }
}

/// What `lock` must be: at most `days` long, and above zero.
///
/// # Errors
/// [`ControlError::ZeroLock`], [`ControlError::TooLong`].
pub fn ensure_lock(name: &'static str, lock: Duration, days: u64) -> Result<(), ControlError> {
    if length(lock) == 0 {
        return Err(ControlError::ZeroLock { lock: name });
    }
    ensure_at_most(name, lock, days)
}

/// What `lock` must be: at most `days` long.
///
/// # Errors
/// [`ControlError::TooLong`].
pub fn ensure_at_most(name: &'static str, lock: Duration, days: u64) -> Result<(), ControlError> {
    let max = length(day_like(lock)).saturating_mul(days);
    if length(lock) > max {
        let max = match lock {
            Duration::Height(_) => Duration::Height(max),
            Duration::Time(_) => Duration::Time(max),
        };
        return Err(ControlError::TooLong { lock: name, given: lock, max });
    }
    Ok(())
}

/// The kind of a lock never changes: items in the queue of release points must stay comparable.
///
/// # Errors
/// [`ControlError::KindDiffers`].
pub const fn ensure_kind(
    name: &'static str,
    expected: Duration,
    given: Duration,
) -> Result<(), ControlError> {
    match (expected, given) {
        (Duration::Height(_), Duration::Height(_)) | (Duration::Time(_), Duration::Time(_)) => Ok(()),
        _ => Err(ControlError::KindDiffers { lock: name, expected, given }),
    }
}

/// Lets pass what is at or after its release point.
///
/// # Errors
/// [`ControlError::Locked`].
pub fn ensure_released(release: Expiration, block: &BlockInfo) -> Result<(), ControlError> {
    if release.is_expired(block) {
        return Ok(());
    }
    Err(ControlError::Locked { release })
}

/// When an announcement made now takes effect: one unbond lock and a day later, so that everybody can leave before.
pub fn announcement_release(unbond_lock: Duration, block: &BlockInfo) -> Expiration {
    let delay = match unbond_lock {
        Duration::Height(blocks) => Duration::Height(blocks.saturating_add(DAY_BLOCKS)),
        Duration::Time(seconds) => Duration::Time(seconds.saturating_add(DAY_SECONDS)),
    };
    delay.after(block)
}

/// The point that lies `lock` after `point`, where both count alike.
pub fn extended(point: Expiration, lock: Duration) -> Expiration {
    match (point, lock) {
        (Expiration::AtHeight(height), Duration::Height(blocks)) => {
            Expiration::AtHeight(height.saturating_add(blocks))
        }
        (Expiration::AtTime(time), Duration::Time(seconds)) => Expiration::AtTime(time.plus_seconds(seconds)),
        _ => Expiration::Never {},
    }
}

/// A release point as a number that sorts: the height, or nanoseconds.
pub fn sort_key(release: &Expiration) -> u64 {
    match release {
        Expiration::AtHeight(height) => *height,
        Expiration::AtTime(time) => time.nanos(),
        Expiration::Never {} => u64::MAX,
    }
}
