//! Who stakes, when, and what each of them does.

use anyhow::Result;
use cosmwasm_std::Uint128;
use tributary_math::emission::DAY;

use super::rules::{Boost, Rules};
use super::vault::{Account, Vault};
use crate::computed::dice::Dice;

/// What the poorest stake first: a hundred tokens.
pub const LEAST: Uint128 = Uint128::new(100_000_000);

/// How many of a hundred users come in the first phase.
pub const EARLY: u64 = 33;

/// How many of a hundred hold NFTs.
pub const HOLDERS: u64 = 40;

/// How many of a hundred have a loyalty score.
pub const LOYAL: u64 = 60;

/// How many of a hundred stake half as much once more, 10 to 100 days after they came.
pub const TWICE: u64 = 20;

/// How many of a hundred have another boost one day.
pub const CHANGING: u64 = 10;

/// How many of a hundred never claim.
pub const SLEEPING: u64 = 3;

/// The lowest loyalty score of those who have one.
const LEAST_LOYALTY: u64 = 100;

/// What a user does when a position ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Nothing more.
    Leaves,
    /// Stakes half of it again.
    Less,
    /// Stakes it again.
    Same,
    /// Stakes it again and a tenth more.
    More,
}

/// How many of a hundred users have which habit.
pub const HABITS: [(u64, Habit); 4] =
    [(40, Habit::Leaves), (15, Habit::Less), (30, Habit::Same), (15, Habit::More)];

impl Habit {
    fn rolled(dice: &mut Dice) -> Self {
        let mut left = dice.between(0, 99);
        for (share, habit) in HABITS {
            match left.checked_sub(share) {
                Some(rest) => left = rest,
                None => return habit,
            }
        }
        Self::Leaves
    }

    /// What is staked after `amount`.
    pub fn next(self, amount: Uint128) -> Option<Uint128> {
        match self {
            Self::Leaves => None,
            Self::Less => Some(amount.multiply_ratio(1u8, 2u8)),
            Self::Same => Some(amount),
            Self::More => Some(amount.multiply_ratio(11u8, 10u8)),
        }
    }
}

/// A user.
#[derive(Clone, Debug)]
pub struct User {
    /// What it stakes first.
    pub first_stake: Uint128,
    /// What boosts it when it comes.
    pub first_boost: Boost,
    /// The months it likes.
    pub months: u32,
    /// What it does when a position ends.
    pub habit: Habit,
    /// How long after an end it does so, in seconds.
    pub pause: u64,
    /// Whether it ever claims.
    pub claims: bool,
    /// Its place in the vault.
    pub account: Account,
}

/// What a user does.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// Stakes so much.
    Stake(Uint128),
    /// Finds that a position of so much ended.
    End(Uint128),
    /// Has another boost.
    Boost(Boost),
    /// Claims what has vested.
    Claim,
}

impl User {
    /// Somebody, with what it plans and when.
    ///
    /// # Errors
    /// None.
    pub fn rolled(dice: &mut Dice, vault: &Vault) -> Result<(Self, Vec<(u64, Deed)>)> {
        let rules = &vault.rules;
        let stake = dice.stake(LEAST);
        let comes = arrival(dice, rules);
        let later = |days: u64| comes.saturating_add(days.saturating_mul(DAY));
        let mut plans = vec![(comes, Deed::Stake(stake))];
        if of_a_hundred(dice, TWICE) {
            plans.push((later(dice.between(10, 100)), Deed::Stake(stake.multiply_ratio(1u8, 2u8))));
        }
        let boost = boost(dice, rules.caps);
        if of_a_hundred(dice, CHANGING) {
            let changes = dice.between(comes, rules.schedule.ends_at());
            plans.push((changes, Deed::Boost(self::boost(dice, rules.caps))));
        }
        let user = Self {
            first_stake: stake,
            first_boost: boost,
            months: u32::try_from(dice.between(1, 12))?,
            habit: Habit::rolled(dice),
            pause: dice.between(0, DAY.saturating_mul(3)),
            claims: !of_a_hundred(dice, SLEEPING),
            account: vault.newcomer(boost)?,
        };
        Ok((user, plans))
    }

    /// For how many days it stakes `now`: as long as it likes, or as long as there is time left; nothing if that is too short.
    pub fn days(&self, rules: &Rules, now: u64) -> Option<u32> {
        let liked = if self.months >= 12 { rules.max_days } else { self.months.saturating_mul(30) };
        let begun = rules.schedule.end_day(now, 0)?;
        let left = rules.schedule.days.saturating_sub(begun);
        Some(liked.min(left)).filter(|days| *days >= rules.min_days)
    }
}

/// Later on fewer and fewer come: the earlier of two moments.
fn arrival(dice: &mut Dice, rules: &Rules) -> u64 {
    let opens = rules.phase1_ends_at();
    let closes = rules.schedule.boundary(rules.schedule.days.saturating_sub(rules.min_days));
    match of_a_hundred(dice, EARLY) {
        true => dice.between(rules.schedule.starts_at, opens),
        false => dice.between(opens, closes).min(dice.between(opens, closes)),
    }
}

fn boost(dice: &mut Dice, caps: Boost) -> Boost {
    let nfts = if of_a_hundred(dice, HOLDERS) { dice.magnitude(1, caps.nfts) } else { 0 };
    let loyalty = if of_a_hundred(dice, LOYAL) { dice.magnitude(LEAST_LOYALTY, caps.loyalty) } else { 0 };
    Boost { nfts, loyalty }
}

fn of_a_hundred(dice: &mut Dice, share: u64) -> bool {
    dice.between(1, 100) <= share
}
