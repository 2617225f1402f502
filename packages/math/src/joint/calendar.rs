//! The days of an escrow, and what it pays out on each of them at most.

use std::fmt::{self, Display, Formatter};

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Uint128, Uint256, Uint64};

use super::SCALE;
use crate::MathError;

/// The longest day, in seconds; shorter ones are for test networks.
pub const MAX_DAY_SECS: u64 = 86_400;

/// How much is paid out a day at most, from a day on.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub struct DailyCap {
    /// The first day, counted from the instantiation, from 0.
    pub from_day: u32,
    /// How much for all agreements together, in base units.
    pub cap: Uint128,
}

impl Display for DailyCap {
    fn fmt(&self, formatter: &mut Formatter) -> fmt::Result {
        write!(formatter, "{}:{}", self.from_day, self.cap)
    }
}

/// When days begin and what their caps are.
#[derive(Clone, Debug, PartialEq)]
pub struct Calendar {
    /// When day 0 began, in seconds.
    pub started_at: u64,
    /// The length of a day in seconds, 1 to [`MAX_DAY_SECS`].
    pub day_secs: u64,
    /// The caps, their days increasing; before the first there is none.
    pub caps: Vec<DailyCap>,
}

impl Calendar {
    /// The day of a second, which is not before the start. The second at which a day ends belongs to the next.
    ///
    /// # Errors
    /// Division by zero for days of no seconds.
    pub fn day(&self, at: u64) -> Result<u64, MathError> {
        Ok(self.elapsed(at).checked_div(self.day_secs.into())?.u64())
    }

    /// Seconds from `at` to the end of its day: at least one, and the whole day where it begins.
    ///
    /// # Errors
    /// Division by zero for days of no seconds.
    pub fn rest_of_day(&self, at: u64) -> Result<u64, MathError> {
        let day = Uint64::new(self.day_secs);
        Ok(day.checked_sub(self.elapsed(at).checked_rem(day)?)?.u64())
    }

    /// When the day of `at` ends.
    ///
    /// # Errors
    /// Those of [`Self::rest_of_day`]; overflow at the end of all time.
    pub fn day_end(&self, at: u64) -> Result<u64, MathError> {
        Ok(Uint64::new(at).checked_add(self.rest_of_day(at)?.into())?.u64())
    }

    /// How much is paid out on `day` at most; nothing if there is no cap.
    pub fn cap(&self, day: u64) -> Option<Uint128> {
        self.caps.iter().rev().find(|cap| u64::from(cap.from_day) <= day).map(|cap| cap.cap)
    }

    /// One base unit in units of what is accrued: a day of an agreement with `w` = 1 at `nu` = 1.
    pub fn unit(&self) -> Uint256 {
        SCALE.full_mul(self.day_secs)
    }

    fn elapsed(&self, at: u64) -> Uint64 {
        Uint64::new(at.saturating_sub(self.started_at))
    }
}
