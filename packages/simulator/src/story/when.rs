//! Points and spans of time as people say them.

use cosmwasm_std::Timestamp;
use cw_utils::{Duration, Expiration};

use super::money::grouped;

/// Units of time, the largest first.
const UNITS: [(u64, &str); 4] = [(86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];

const NANOS: u64 = 1_000_000_000;

/// Counts days from the first block of a story.
#[derive(Debug, Clone, Copy)]
pub struct Calendar {
    /// Seconds since 1970 of the first block.
    pub start: u64,
}

impl Calendar {
    /// The day a moment lies in, from 1.
    pub fn day(&self, time: u64) -> u64 {
        let days = time.saturating_sub(self.start).checked_div(86_400).unwrap_or_default();
        days.saturating_add(1)
    }

    /// `day 3, 00:10`.
    pub fn moment(&self, time: u64) -> String {
        let since = time.saturating_sub(self.start);
        let part = |of: u64, unit: u64| of.checked_div(unit).unwrap_or_default();
        let minutes = part(since, 60).checked_rem(60).unwrap_or_default();
        let hours = part(since, 3_600).checked_rem(24).unwrap_or_default();
        format!("day {}, {hours:02}:{minutes:02}", self.day(time))
    }

    /// A release point: a moment or a block.
    pub fn point(&self, point: &Expiration) -> String {
        match point {
            Expiration::AtHeight(height) => format!("block {}", grouped(&height.to_string())),
            Expiration::AtTime(time) => self.moment(time.seconds()),
            Expiration::Never {} => "never".to_owned(),
        }
    }

    /// A release point as events write it, a height or nanoseconds. No chain has as many blocks as a second nanoseconds.
    pub fn written(&self, text: &str) -> String {
        let Ok(number) = text.parse::<u64>() else { return text.to_owned() };
        let begin = self.start.saturating_mul(NANOS).max(NANOS);
        let point = match number >= begin {
            true => Expiration::AtTime(Timestamp::from_nanos(number)),
            false => Expiration::AtHeight(number),
        };
        self.point(&point)
    }
}

/// `7 days`, `1 hour 30 minutes`: the two largest units.
pub fn span(seconds: u64) -> String {
    let mut rest = seconds;
    let mut parts = vec![];
    for (unit, name) in UNITS {
        let count = rest.checked_div(unit).unwrap_or_default();
        rest = rest.checked_rem(unit).unwrap_or_default();
        if count > 0 {
            parts.push(counted(count, name));
        }
    }
    parts.truncate(2);
    match parts.is_empty() {
        true => "no time".to_owned(),
        false => parts.join(" "),
    }
}

/// The length of a lock.
pub fn lock(duration: &Duration) -> String {
    match duration {
        Duration::Height(blocks) => counted(*blocks, "block"),
        Duration::Time(seconds) => span(*seconds),
    }
}

/// `1 block`, `8,640 blocks`.
pub fn counted(count: u64, name: &str) -> String {
    match count {
        1 => format!("1 {name}"),
        _ => format!("{} {name}s", grouped(&count.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_count_from_the_first_block() {
        let calendar = Calendar { start: 1_700_000_000 };
        assert_eq!(calendar.moment(1_700_000_000), "day 1, 00:00");
        assert_eq!(calendar.moment(1_700_173_400), "day 3, 00:10");
        assert_eq!(calendar.moment(5), "day 1, 00:00");
        assert_eq!(calendar.written("1700173400000000000"), "day 3, 00:10");
        assert_eq!(calendar.written("8641"), "block 8,641");
        assert_eq!(calendar.written("soon"), "soon");
    }

    #[test]
    fn spans_have_two_units() {
        assert_eq!(span(0), "no time");
        assert_eq!(span(604_800), "7 days");
        assert_eq!(span(86_400), "1 day");
        assert_eq!(span(93_784), "1 day 2 hours");
        assert_eq!(span(600), "10 minutes");
        assert_eq!(lock(&Duration::Height(8_640)), "8,640 blocks");
    }
}
