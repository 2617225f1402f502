//! Where the values of a chart lie, in whole units of the drawing, and which of them are written at the axes.

use cosmwasm_std::Uint256;

use crate::story::charts::Across;
use crate::story::money::Unit;
use crate::story::when::span;

/// Steps between two lines of a grid are one of these times a power of ten.
const STEPS: [u8; 3] = [1, 2, 5];

/// Steps of the time axis in seconds.
const SPANS: [u64; 17] = [
    1, 5, 10, 30, 60, 300, 600, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 172_800, 432_000,
    864_000,
];

const DAY: u64 = 86_400;

/// A value from 0 to `max` on a line of `length` units.
pub fn place(value: Uint256, max: Uint256, length: u32) -> u32 {
    let place = value.saturating_mul(length.into()).checked_div(max).unwrap_or_default();
    place.to_string().parse().unwrap_or(length).min(length)
}

/// Values to be written at the vertical axis, from 0 on; the last one is above all others.
pub fn levels(max: Uint256, at_most: u32) -> Vec<Uint256> {
    let mut power = Uint256::one();
    loop {
        for step in STEPS {
            let step = power.saturating_mul(step.into());
            let count = max.checked_div(step).unwrap_or_default();
            if count < Uint256::from(at_most) {
                let last: u32 = count.to_string().parse().unwrap_or_default();
                let exact = step.saturating_mul(count) == max && !max.is_zero();
                let last = if exact { last } else { last.saturating_add(1) };
                return (0..=last).map(|number| step.saturating_mul(number.into())).collect();
            }
        }
        power = power.saturating_mul(10u8.into());
    }
}

/// An amount in few letters: `70k`, `1.25M`, `0.5`.
pub fn short(unit: &Unit, amount: Uint256) -> String {
    let one = unit.one();
    for (zeros, letter) in [(9u8, "B"), (6, "M"), (3, "k")] {
        let size = (0..zeros).fold(one, |size, _| size.saturating_mul(10u8.into()));
        let enough = if zeros == 3 { size.saturating_mul(10u8.into()) } else { size };
        if amount >= enough {
            let hundredths = amount.saturating_mul(100u8.into()).checked_div(size).unwrap_or_default();
            let text = format!("{:0>3}", hundredths.to_string());
            let (whole, fraction) = text.split_at(text.len().saturating_sub(2));
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { "." };
            return format!("{whole}{point}{fraction}{letter}");
        }
    }
    unit.exact(amount)
}

/// Points of the horizontal axis with their names.
pub fn points(across: &Across, end: u64, at_most: u64) -> Vec<(u64, String)> {
    match across {
        Across::Time => moments(end, false, at_most),
        Across::Blocks => moments(end, true, at_most),
        Across::Named { places, .. } => {
            let count = u64::try_from(places.len()).unwrap_or(u64::MAX);
            let every = usize::try_from(count.div_ceil(at_most.max(1))).unwrap_or(usize::MAX).max(1);
            places.iter().step_by(every).cloned().collect()
        }
    }
}

fn moments(end: u64, by_block: bool, at_most: u64) -> Vec<(u64, String)> {
    if by_block {
        let levels = levels(end.into(), u32::try_from(at_most).unwrap_or(u32::MAX));
        let names =
            levels.iter().filter_map(|level| Some((level.to_string().parse().ok()?, level.to_string())));
        return names.filter(|(block, _)| *block <= end).collect();
    }
    let fits = |step: &&u64| end.checked_div(**step).unwrap_or_default() < at_most;
    let step = SPANS
        .iter()
        .find(fits)
        .copied()
        .unwrap_or_else(|| end.div_ceil(at_most.max(1)).div_ceil(DAY).saturating_mul(DAY));
    let count = end.checked_div(step).unwrap_or_default();
    (0..=count).map(|number| number.saturating_mul(step)).map(|at| (at, moment(at, step))).collect()
}

fn moment(at: u64, step: u64) -> String {
    if step >= DAY {
        let day = at.checked_div(DAY).unwrap_or_default().saturating_add(1);
        format!("day {day}")
    } else if at == 0 {
        "start".to_owned()
    } else {
        span(at)
            .replace(" hours", " h")
            .replace(" hour", " h")
            .replace(" minutes", " min")
            .replace(" minute", " min")
            .replace(" seconds", " s")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_round_and_enclose_everything() {
        let text =
            |max: u64| levels(max.into(), 5).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(text(0), "0 1");
        assert_eq!(text(7), "0 2 4 6 8");
        assert_eq!(text(8), "0 2 4 6 8");
        assert_eq!(text(88_000), "0 20000 40000 60000 80000 100000");
        assert!((2..=6).contains(&levels(Uint256::MAX, 5).len()));
    }

    #[test]
    fn amounts_are_short() {
        let stake = Unit::of("ustake");
        for (amount, text) in [
            (0u128, "0"),
            (500_000, "0.5"),
            (9_000_000_000, "9,000"),
            (70_000_000_000, "70k"),
            (12_500_000_000, "12.5k"),
            (1_250_000_000_000, "1.25M"),
        ] {
            assert_eq!(short(&stake, amount.into()), text);
        }
    }

    #[test]
    fn places_are_inside() {
        assert_eq!(place(5u8.into(), 10u8.into(), 300), 150);
        assert_eq!(place(11u8.into(), 10u8.into(), 300), 300);
        assert_eq!(place(1u8.into(), Uint256::zero(), 300), 0);
        assert_eq!(place(Uint256::MAX, Uint256::MAX, 300), 1);
    }

    #[test]
    fn time_is_written_in_days_if_there_are_any() {
        let text =
            |end: u64| moments(end, false, 6).into_iter().map(|(_, name)| name).collect::<Vec<_>>().join(" ");
        assert_eq!(text(3 * 86_400), "day 1 day 2 day 3 day 4");
        assert_eq!(text(5_000), "start 30 min 1 h");
        assert_eq!(moments(20, true, 5).len(), 5);
    }

    #[test]
    fn names_of_an_axis_are_left_out_where_there_is_no_room() {
        let places = (0..10).map(|at| (at, at.to_string())).collect();
        let across = Across::Named { name: "n".to_owned(), places };
        let text =
            |at_most: u64| points(&across, 9, at_most).into_iter().map(|(_, name)| name).collect::<String>();
        assert_eq!(text(12), "0123456789");
        assert_eq!(text(4), "0369");
    }
}
