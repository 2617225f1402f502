//! How long rewards vest, with and without staking again.

use anyhow::Result;
use cosmwasm_std::Uint128;
use tributary_math::emission::DAY;
use tributary_math::vesting::{vested, Vesting};
use tributary_math::MathError;

use super::rules::Rules;
use super::{days_axis, number, token, tokens};
use crate::computed::draw::{chart, line, point};
use crate::computed::ratio::{percent_unit, Ratio};
use crate::computed::{left, right, Section};
use crate::story::charts::{Across, Charts};
use crate::story::money::Unit;
use crate::story::table::Table;
use crate::story::when::span;

/// One token.
const TOKEN: Uint128 = Uint128::new(1_000_000);

/// What vests in the examples, and what the position was.
const HUNDRED: Uint128 = Uint128::new(100_000_000);

/// A case of the source.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What the user does when a position of 100 ends, of 200 that were ever staked.
    pub name: &'static str,
    /// What is staked again, in tokens.
    pub again: u64,
    /// The days that the source gives.
    pub says: u64,
}

/// Tokens that the source's user had staked before.
const BEFORE: u64 = 200;

/// The cases of the source.
pub const CASES: [Case; 3] = [
    Case { name: "stakes nothing again", again: 0, says: 60 },
    Case { name: "stakes the same 100 again", again: 100, says: 45 },
    Case { name: "stakes 500", again: 500, says: 35 },
];

/// A user with so much staked, of so much ever, in base units, at second 0.
pub const fn user(staked: Uint128, history: Uint128) -> Vesting {
    Vesting { progress: Uint128::zero(), changed_at: 0, staked, history }
}

/// Seconds until everything has vested.
///
/// # Errors
/// None.
pub fn lasts(user: &Vesting, rules: &Rules) -> Result<u64, MathError> {
    user.reached_at(user.progress.checked_add(rules.full_vesting()?)?)
}

impl Case {
    /// Its user.
    pub fn user(&self) -> Vesting {
        let of = |tokens: u64| TOKEN.saturating_mul(tokens.into());
        user(of(self.again), of(BEFORE.saturating_add(self.again)))
    }
}

/// What has vested of 100 after so many seconds.
///
/// # Errors
/// None for some years.
pub fn unlocked(user: &Vesting, rules: &Rules, at: u64) -> Result<Uint128, MathError> {
    vested(HUNDRED, user.progress_at(at)?, rules.full_vesting()?)
}

fn cases(rules: &Rules) -> Result<Table> {
    let columns = [
        left("when the position of 100 ends, the user"),
        right("staked"),
        right("ever staked"),
        right("speed"),
        left("vested in"),
        left("the source says"),
    ];
    let mut table = Table::new("The source's examples", &columns);
    for case in CASES {
        let user = case.user();
        table.rows.push(vec![
            case.name.to_owned(),
            tokens(user.staked, 0),
            tokens(user.history, 0),
            number(user.speed()?, 3),
            span(lasts(&user, rules)?),
            format!("{} days", case.says),
        ]);
    }
    Ok(table)
}

/// Days between two rows about unlocking.
const STEP: u64 = 5;

fn unlocking(rules: &Rules) -> Result<Table> {
    let heads = CASES.map(|case| format!("{} again", case.again));
    let mut columns = vec![right("day")];
    columns.extend(heads.iter().map(|head| right(head)));
    let mut table = Table::new("What has vested of a reward of 100, by what is staked again, AGI", &columns);
    for times in 0..=u64::from(rules.vesting_days).checked_div(STEP).unwrap_or_default() {
        let day = times.saturating_mul(STEP);
        let mut row = vec![day.to_string()];
        for case in CASES {
            row.push(tokens(unlocked(&case.user(), rules, day.saturating_mul(DAY))?, 6));
        }
        table.rows.push(row);
    }
    Ok(table)
}

/// Of a hundred, what is staked of what was ever staked.
const PARTS: [u64; 11] = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 99];

fn of_part(part: u64) -> Vesting {
    user(TOKEN.saturating_mul(part.into()), HUNDRED)
}

fn speeds(rules: &Rules) -> Result<Table> {
    let columns = [right("staked of what was ever staked"), right("speed"), left("vested in")];
    let mut table = Table::new("The curve of the speed", &columns);
    for part in PARTS {
        let user = of_part(part);
        let share = Ratio::new(user.staked, user.history).percent(0);
        table.rows.push(vec![share, number(user.speed()?, 2), span(lasts(&user, rules)?)]);
    }
    Ok(table)
}

/// Ways to stake again every time: what comes after 100.
pub const WAYS: [(&str, u64); 4] = [("half", 50), ("the same", 100), ("half more", 150), ("double", 200)];

/// How often it is staked again.
pub const ROUNDS: u32 = 12;

/// How long each reward vests, in seconds, of one who stakes 100 tokens and then so many for each 100 before, at every end.
///
/// # Errors
/// None for these ways.
pub fn rounds(rules: &Rules, way: u64) -> Result<Vec<u64>, MathError> {
    let (mut staked, mut history) = (HUNDRED, HUNDRED);
    let mut lengths = vec![];
    for _ in 0..ROUNDS {
        staked = staked.multiply_ratio(way, 100u64);
        history = history.checked_add(staked)?;
        lengths.push(lasts(&user(staked, history), rules)?);
    }
    Ok(lengths)
}

fn again(rules: &Rules) -> Result<Table> {
    let heads = WAYS.map(|(name, _)| format!("{name} each time"));
    let mut columns = vec![right("end")];
    columns.extend(heads.iter().map(|head| left(head)));
    let mut table = Table::new("Staking again at every end: how long the reward vests", &columns);
    let mut of = vec![];
    for (_, way) in WAYS {
        of.push(rounds(rules, way)?.into_iter());
    }
    for end in 1..=ROUNDS {
        let mut row = vec![end.to_string()];
        row.extend(of.iter_mut().filter_map(Iterator::next).map(span));
        table.rows.push(row);
    }
    Ok(table)
}

/// Of one who waits before it stakes again: the days it waits, what has vested then and ten days later, and the second at which
/// everything has.
///
/// # Errors
/// None.
pub fn waiting(rules: &Rules, days: u64) -> Result<(Uint128, Uint128, u64), MathError> {
    let restaked = CASES.map(|case| TOKEN.saturating_mul(case.again.into())).into_iter().max();
    let at = days.saturating_mul(DAY);
    let mut user = user(Uint128::zero(), TOKEN.saturating_mul(BEFORE.into()));
    user.stake(at, restaked.unwrap_or_default())?;
    let before = unlocked(&user, rules, at)?;
    let after = unlocked(&user, rules, at.saturating_add(DAY.saturating_mul(10)))?;
    Ok((before, after, user.reached_at(rules.full_vesting()?)?))
}

/// Days that one waits.
const WAITS: [u64; 5] = [0, 5, 10, 20, 40];

fn waits(rules: &Rules) -> Result<Table> {
    let columns = [
        right("staked again after"),
        right("vested then, of 100"),
        right("ten days later"),
        left("everything after"),
    ];
    let mut table = Table::new("500 staked again, but not at once", &columns);
    for days in WAITS {
        let (before, after, last) = waiting(rules, days)?;
        table.rows.push(vec![
            span(days.saturating_mul(DAY)),
            tokens(before, 6),
            tokens(after, 6),
            span(last),
        ]);
    }
    Ok(table)
}

fn unlock_curves(rules: &Rules) -> Result<Charts> {
    let mut series = vec![];
    for (colour, case) in CASES.into_iter().enumerate() {
        let mut points = vec![];
        for day in 0..=u64::from(rules.vesting_days) {
            let y = unlocked(&case.user(), rules, day.saturating_mul(DAY))?;
            points.push(point(day, y, format!("day {day}")));
        }
        series.push(line(case.name, colour, points));
    }
    let about = "Of a reward of 100, by what the user does when the position ends.";
    Ok(Charts {
        charts: vec![chart("Unlocking", about, token(), series)],
        across: days_axis(rules.vesting_days.into(), 10),
        end: rules.vesting_days.into(),
        ..Charts::default()
    })
}

/// Seconds in hundredths of days.
pub(super) fn in_days(secs: u64) -> Uint128 {
    Uint128::from(secs).multiply_ratio(100u8, DAY)
}

/// What [`in_days`] counts.
pub(super) fn days_unit() -> Unit {
    Unit::named("days", 2)
}

fn speed_curve(rules: &Rules) -> Result<Charts> {
    let mut points = vec![];
    for part in 0..100 {
        let length = in_days(lasts(&of_part(part), rules)?);
        points.push(point(part, length, format!("{part} %")));
    }
    let about = "How long a reward vests, by what is staked of all that was ever staked. It is always more than half the base.";
    let places = (0..=100).step_by(10).map(|part: u64| (part, percent_unit(0).coins(part))).collect();
    Ok(Charts {
        charts: vec![chart("Days until vested", about, days_unit(), vec![line("days", 0, points)])],
        across: Across::Named { name: "staked".to_owned(), places },
        end: 100,
        ..Charts::default()
    })
}

fn round_curves(rules: &Rules) -> Result<Charts> {
    let mut series = vec![];
    for (colour, (name, way)) in WAYS.into_iter().enumerate() {
        let lengths = rounds(rules, way)?.into_iter().zip(1u64..);
        let points = lengths.map(|(secs, end)| point(end, in_days(secs), format!("end {end}"))).collect();
        series.push(line(format!("{name} each time"), colour, points));
    }
    let about = "How long each reward vests of one who stakes again at every end.";
    let places = (1..=ROUNDS).map(|end| (end.into(), end.to_string())).collect();
    Ok(Charts {
        charts: vec![chart("Staking again and again", about, days_unit(), series)],
        across: Across::Named { name: "end".to_owned(), places },
        end: ROUNDS.into(),
        ..Charts::default()
    })
}

/// The subject.
///
/// # Errors
/// None.
pub fn section(rules: &Rules) -> Result<Section> {
    Ok(Section {
        id: "vesting",
        title: "Vesting",
        notes: vec![
            format!(
                "A reward vests from the end of its position, in {} days at the base speed. The speed is 1 + staked/ever staked of \
                 its user, at every moment, for all of the user's rewards: at least 1, always below 2.",
                rules.vesting_days
            ),
            "What was ever staked never falls. Who stakes the same again and again therefore vests ever slower, towards the base; \
             to keep a speed one has to stake ever more. The first user of the source's examples had staked 100 twice."
                .to_owned(),
        ],
        tables: vec![cases(rules)?, unlocking(rules)?, speeds(rules)?, again(rules)?, waits(rules)?],
        charts: vec![unlock_curves(rules)?, speed_curve(rules)?, round_curves(rules)?],
    })
}
