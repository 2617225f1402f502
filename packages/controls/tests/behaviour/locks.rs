//! Locks in blocks and in seconds.

use cosmwasm_std::testing::mock_env;
use cosmwasm_std::{BlockInfo, Timestamp};
use cw_utils::{Duration, Expiration};
use tributary_controls::locks::{
    announcement_release, day_like, ensure_at_most, ensure_kind, ensure_lock, ensure_released, extended,
    length, now_like, sort_key, zero_like,
};
use tributary_controls::ControlError;

const BLOCKS: Duration = Duration::Height(7);
const SECONDS: Duration = Duration::Time(7);

fn block(height: u64, seconds: u64, nanos: u64) -> BlockInfo {
    let time = Timestamp::from_seconds(seconds).plus_nanos(nanos);
    BlockInfo { height, time, ..mock_env().block }
}

fn at(seconds: u64) -> Expiration {
    Expiration::AtTime(Timestamp::from_seconds(seconds))
}

#[test]
fn a_day_and_nothing_are_measured_as_the_lock_is() {
    assert_eq!((day_like(BLOCKS), day_like(SECONDS)), (Duration::Height(8_640), Duration::Time(86_400)));
    assert_eq!((zero_like(BLOCKS), zero_like(SECONDS)), (Duration::Height(0), Duration::Time(0)));
    assert_eq!((length(BLOCKS), length(SECONDS)), (7, 7));
    let now = block(5, 9, 999_999_999);
    assert_eq!((now_like(BLOCKS, &now), now_like(SECONDS, &now)), (5, 9));
}

#[test]
fn a_lock_is_above_zero_and_within_its_days() {
    for zero in [Duration::Height(0), Duration::Time(0)] {
        assert_eq!(ensure_lock("x", zero, 1), Err(ControlError::ZeroLock { lock: "x" }));
        assert_eq!(ensure_at_most("x", zero, 0), Ok(()));
    }
    for max in [Duration::Height(2 * 8_640), Duration::Time(2 * 86_400)] {
        let given = (max + zero_like(max)).unwrap();
        assert_eq!(ensure_lock("x", given, 2), Ok(()));
        let given = match max {
            Duration::Height(blocks) => Duration::Height(blocks + 1),
            Duration::Time(seconds) => Duration::Time(seconds + 1),
        };
        assert_eq!(ensure_lock("x", given, 2), Err(ControlError::TooLong { lock: "x", given, max }));
    }
    let longest = Duration::Time(u64::MAX);
    assert!(ensure_lock("x", longest, 60).is_err());
    assert_eq!(ensure_lock("x", longest, u64::MAX), Ok(()));
}

#[test]
fn the_kind_of_a_lock_stays() {
    assert_eq!(ensure_kind("x", BLOCKS, Duration::Height(0)), Ok(()));
    assert_eq!(ensure_kind("x", SECONDS, Duration::Time(0)), Ok(()));
    for (expected, given) in [(BLOCKS, SECONDS), (SECONDS, BLOCKS)] {
        let differs = ControlError::KindDiffers { lock: "x", expected, given };
        assert_eq!(ensure_kind("x", expected, given), Err(differs));
    }
}

#[test]
fn a_point_is_reached_in_its_own_block_and_second() {
    for (release, before, reached) in [
        (Expiration::AtHeight(10), block(9, 99, 0), block(10, 0, 0)),
        (at(10), block(99, 9, 999_999_999), block(0, 10, 0)),
    ] {
        assert_eq!(ensure_released(release, &before), Err(ControlError::Locked { release }));
        assert_eq!(ensure_released(release, &reached), Ok(()));
    }
    let never = Expiration::Never {};
    assert!(ensure_released(never, &block(u64::MAX, 1, 0)).is_err());
}

#[test]
fn an_announcement_waits_an_unbond_lock_and_a_day() {
    let now = block(5, 9, 0);
    assert_eq!(announcement_release(BLOCKS, &now), Expiration::AtHeight(5 + 7 + 8_640));
    assert_eq!(announcement_release(SECONDS, &now), at(9 + 7 + 86_400));
    let far = announcement_release(Duration::Height(u64::MAX), &block(0, 0, 0));
    assert_eq!(far, Expiration::AtHeight(u64::MAX));
}

#[test]
fn a_point_is_extended_in_its_own_unit() {
    assert_eq!(extended(Expiration::AtHeight(5), BLOCKS), Expiration::AtHeight(12));
    assert_eq!(extended(Expiration::AtHeight(u64::MAX), BLOCKS), Expiration::AtHeight(u64::MAX));
    assert_eq!(extended(at(5), SECONDS), at(12));
    for (point, lock) in
        [(at(5), BLOCKS), (Expiration::AtHeight(5), SECONDS), (Expiration::Never {}, SECONDS)]
    {
        assert_eq!(extended(point, lock), Expiration::Never {});
    }
}

#[test]
fn points_sort_as_numbers() {
    assert_eq!(sort_key(&Expiration::AtHeight(5)), 5);
    assert_eq!(sort_key(&at(5)), 5_000_000_000);
    assert_eq!(sort_key(&Expiration::Never {}), u64::MAX);
}
