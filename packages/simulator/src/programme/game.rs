//! The game of the source: two users whose positions end at one time, and what each of them stakes then.

use anyhow::{Context, Result};
use cosmwasm_std::Uint128;

use super::rules::{Boost, Rules};
use super::vault::{Account, Batch, Vault};
use super::vesting::{days_unit, in_days};
use super::{token, tokens};
use crate::computed::draw::{chart, line, point};
use crate::computed::ratio::Ratio;
use crate::computed::{left, right, Section};
use crate::story::charts::{Across, Charts};
use crate::story::table::Table;
use crate::story::when::span;

/// What each of them had in the position that ends, and in the one before it: 100,000 tokens.
pub const K: Uint128 = Uint128::new(100_000_000_000);

/// How long every position is, in days.
pub const PERIOD: u32 = 180;

/// What others have staked all the time, in K.
pub const OTHERS: u64 = 98;

/// What a user stakes next, of K.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// J > K: five times as much, as in the source's example.
    More,
    /// J = K.
    Same,
    /// J < K: nothing.
    Nothing,
}

impl Choice {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::More, Self::Same, Self::Nothing];

    /// J to K.
    pub fn times(self) -> u64 {
        match self {
            Self::More => 5,
            Self::Same => 1,
            Self::Nothing => 0,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::More => "J = 5K",
            Self::Same => "J = K",
            Self::Nothing => "J = 0",
        }
    }

    /// What the source says that it is worth against `other`.
    pub fn label(self, other: Self) -> &'static str {
        match (self, other) {
            (Self::Nothing, Self::Nothing) => "-3",
            (Self::Nothing, _) => "-1",
            (_, Self::Nothing) | (Self::Same, _) => "+1",
            (Self::More, _) => "+3",
        }
    }
}

/// What one of them has of its choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What it stakes.
    pub staked: Uint128,
    /// How long the reward of the position that ended vests, in seconds.
    pub vests: u64,
    /// What the next position earns.
    pub reward: Uint128,
}

/// What is emitted in the period after the choice.
///
/// # Errors
/// None for the rules of the source.
pub fn emitted() -> Result<Uint128> {
    let schedule = Rules::SOURCE.schedule;
    let before = schedule.emitted_until(PERIOD.saturating_mul(2))?;
    Ok(schedule.emitted_until(PERIOD.saturating_mul(3))?.checked_sub(before)?)
}

/// Both have staked K for a period, and K again; then each stakes so many K. Others have staked so many K all the time. Nobody has a boost.
///
/// # Errors
/// None for the rules of the source.
pub fn play(choices: [u64; 2], others: u64) -> Result<[Outcome; 2]> {
    let mut vault = Vault::new(Rules::SOURCE);
    let of = |times: u64| K.saturating_mul(times.into());
    let nobody = vault.newcomer(Boost::default())?;
    let mut players = [nobody.clone(), nobody.clone()];
    let mut crowd = nobody;
    for round in 0..3 {
        let now = vault.rules.schedule.boundary(PERIOD.saturating_mul(round));
        for (player, choice) in players.iter_mut().zip(choices) {
            let times = if round < 2 { 1 } else { choice };
            stake(&mut vault, player, now, of(times))?;
        }
        stake(&mut vault, &mut crowd, now, of(others))?;
    }
    let chosen_at = vault.rules.schedule.boundary(PERIOD.saturating_mul(2));
    let [one, other] = players.map(|player| outcome(&mut vault, player, chosen_at));
    Ok([one?, other?])
}

fn stake(vault: &mut Vault, account: &mut Account, now: u64, amount: Uint128) -> Result<()> {
    match amount.is_zero() {
        true => vault.settle(account, now),
        false => vault.stake(account, now, amount, PERIOD).map(|_| ()),
    }
}

fn outcome(vault: &mut Vault, mut player: Account, chosen_at: u64) -> Result<Outcome> {
    // Before the new position ends: what was staked when the choice was made is staked still.
    let vesting = player.vesting;
    let ended: &Batch = player.batches.last().context("a position that ended")?;
    let vested_at = vesting.reached_at(ended.begun.checked_add(vault.rules.full_vesting()?)?)?;
    vault.settle(&mut player, vault.rules.schedule.ends_at())?;
    let mut next = player.batches.iter().filter(|batch| batch.position.started_at == chosen_at);
    let (staked, reward) =
        next.next().map(|batch| (batch.position.principal.amount, batch.reward)).unwrap_or_default();
    Ok(Outcome { staked, vests: vested_at.saturating_sub(chosen_at), reward })
}

fn pairs() -> impl Iterator<Item = [Choice; 2]> {
    Choice::ALL.into_iter().flat_map(|one| Choice::ALL.map(|other| [one, other]))
}

/// Both alone in the vault.
fn alone() -> Result<Table> {
    let columns = [
        left("A stakes"),
        left("B stakes"),
        left("A vests in"),
        left("B in"),
        right("A earns"),
        right("B earns"),
        right("A's share"),
        right("B's share"),
        right("source: A"),
        right("B"),
    ];
    let mut table = Table::new(
        "A and B alone in the vault: vesting of what has matured, earnings of the next period in AGI",
        &columns,
    );
    let emitted = emitted()?;
    for [one, other] in pairs() {
        let [a, b] = play([one, other].map(Choice::times), 0)?;
        table.rows.push(vec![
            one.name().to_owned(),
            other.name().to_owned(),
            span(a.vests),
            span(b.vests),
            tokens(a.reward, 2),
            tokens(b.reward, 2),
            Ratio::new(a.reward, emitted).percent(2),
            Ratio::new(b.reward, emitted).percent(2),
            one.label(other).to_owned(),
            other.label(one).to_owned(),
        ]);
    }
    Ok(table)
}

/// The same beside others.
fn beside() -> Result<Table> {
    let columns = [
        left("A stakes"),
        left("B stakes"),
        right("A earns"),
        right("B earns"),
        right("A's share"),
        right("B's share"),
        right("others' share"),
    ];
    let mut table =
        Table::new(format!("Beside others with {OTHERS}K: earnings of the next period in AGI"), &columns);
    let emitted = emitted()?;
    for [one, other] in pairs() {
        let [a, b] = play([one, other].map(Choice::times), OTHERS)?;
        let both = a.reward.checked_add(b.reward)?;
        table.rows.push(vec![
            one.name().to_owned(),
            other.name().to_owned(),
            tokens(a.reward, 2),
            tokens(b.reward, 2),
            Ratio::new(a.reward, emitted).percent(2),
            Ratio::new(b.reward, emitted).percent(2),
            Ratio::new(emitted.checked_sub(both)?, emitted).percent(2),
        ]);
    }
    Ok(table)
}

/// What one of them earns for what it stakes, by the choice of the other.
fn yields() -> Result<Table> {
    let heads = Choice::ALL.map(|other| format!("the other {}", other.name()));
    let mut columns = vec![left("vault"), left("staked")];
    columns.extend(heads.iter().map(|head| right(head)));
    let mut table = Table::new("Earned in the next period for each 100 staked, AGI", &columns);
    for (vault, others) in [("A and B alone".to_owned(), 0), (format!("others with {OTHERS}K"), OTHERS)] {
        let mut rows = ["J = 5K", "J = K", "the 4K more"].map(|what| vec![vault.clone(), what.to_owned()]);
        for other in Choice::ALL {
            let against = |one: Choice| play([one, other].map(Choice::times), others);
            let ([more, _], [same, _]) = (against(Choice::More)?, against(Choice::Same)?);
            let further = Outcome {
                staked: more.staked.checked_sub(same.staked)?,
                reward: more.reward.checked_sub(same.reward)?,
                vests: more.vests,
            };
            for (row, outcome) in rows.iter_mut().zip([more, same, further]) {
                row.push(Ratio::new(outcome.reward, outcome.staked).figure(2));
            }
        }
        table.rows.extend(rows);
    }
    Ok(table)
}

/// The most that A stakes in the charts, in K.
const MOST: u64 = 10;

/// By what A stakes: what it earns and how long its reward vests.
fn charts() -> Result<Charts> {
    let (mut earned, mut vests) = (vec![], vec![]);
    for (colour, other) in Choice::ALL.into_iter().enumerate() {
        let (mut rewards, mut lengths) = (vec![], vec![]);
        for times in 0..=MOST {
            let [a, _] = play([times, other.times()], 0)?;
            rewards.push(point(times, a.reward, format!("J = {times}K")));
            lengths.push(point(times, in_days(a.vests), format!("J = {times}K")));
        }
        earned.push(line(format!("B: {}", other.name()), colour, rewards));
        if vests.is_empty() {
            vests.push(line("whatever B stakes", colour, lengths));
        }
    }
    let places = (0..=MOST).map(|times| (times, format!("{times}K"))).collect();
    Ok(Charts {
        charts: vec![
            chart("What A earns next", "Alone in the vault with B, by what A stakes.", token(), earned),
            chart("What has matured vests in", "By what A stakes.", days_unit(), vests),
        ],
        across: Across::Named { name: "J".to_owned(), places },
        end: MOST,
        ..Charts::default()
    })
}

/// The subject.
///
/// # Errors
/// None for the rules of the source.
pub fn section() -> Result<Section> {
    let notes = [
        format!(
            "A and B have each staked K = {} AGI for {PERIOD} days, and K again. Both positions end on the same day, and each \
             stakes J for another {PERIOD} days, in which {} AGI are emitted. Nobody has a boost. The labels are the source's.",
            tokens(K, 0),
            tokens(emitted()?, 2)
        ),
        "What the figures support: one's own choice alone decides how fast one's reward vests, and staking more vests faster. Who \
         stakes more never earns less, whatever the other does. Who stakes nothing earns nothing. If both do, alone in the vault, \
         what is emitted is put aside: of rewards, that is the worst for both."
            .to_owned(),
        "What they do not: that all are better off if all stake more. What is emitted is fixed, so one's larger share is somebody's \
         smaller one, and every further token earns less. If both stake five times as much, each earns what K would have earned, a \
         fifth for each token; only vesting is faster. And who stays gains when the other leaves."
            .to_owned(),
        "The source's +3, +1, -1 and -3 rest on the price: buyers raise it, sellers lower it. No price is modelled here, and the \
         contract knows none. Whether more stake pays depends on what the further tokens cost."
            .to_owned(),
    ];
    Ok(Section {
        id: "game",
        title: "The game of staking again",
        notes: notes.into(),
        tables: vec![alone()?, beside()?, yields()?],
        charts: vec![charts()?],
    })
}
