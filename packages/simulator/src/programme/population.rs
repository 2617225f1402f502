//! A population that stakes, stakes again and claims, second by second.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use cosmwasm_std::{Decimal256, Uint128, Uint256};
use tributary_math::emission::{OpenStake, DAY};
use tributary_math::MathError;

use super::people::{Deed, User};
use super::rules::{Boost, Rules};
use super::vault::{Batch, Position, Vault};
use crate::computed::dice::Dice;
use crate::computed::ratio::Ratio;
use crate::computed::Crowd;

/// So many days after each end users claim.
pub const CLAIMS: [u64; 2] = [30, 60];

/// Stakers whose rate is watched: what boosts them, and for how many months they stake.
pub const STAKERS: [(Boost, u32); 5] = [
    (Boost::new(0, 0), 12),
    (Boost::new(4, 2_500), 1),
    (Boost::new(4, 2_500), 6),
    (Boost::new(4, 2_500), 12),
    (Boost::new(100, 35_000), 12),
];

/// What they stake: a thousand tokens.
pub const WATCHED: Uint128 = Uint128::new(1_000_000_000);

/// The vault at the beginning of a day.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// All open positions.
    pub open: OpenStake,
    /// What was paid so far.
    pub paid: Uint128,
    /// What those of [`STAKERS`] who stake now would earn in a year if nothing changed.
    pub rates: [Decimal256; STAKERS.len()],
}

/// Where the rewards are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// What was funded: all of it.
    pub funded: Uint128,
    /// What users claimed.
    pub paid: Uint128,
    /// What has vested and was not claimed.
    pub vested: Uint128,
    /// What vests.
    pub vesting: Uint128,
    /// What was emitted while nobody had a stake, and can be swept.
    pub set_aside: Uint128,
    /// What of the shared emission is nobody's: fractions of units.
    pub dust: Uint128,
}

impl Balance {
    /// Whether nothing is missing and nothing is too much, where everyone may lose less than one unit by a position.
    pub fn balances(&self, positions: u64) -> bool {
        let parts = [self.paid, self.vested, self.vesting, self.set_aside, self.dust];
        let sum = parts.into_iter().fold(Uint256::zero(), |sum, part| sum.saturating_add(part.into()));
        sum == Uint256::from(self.funded) && self.dust <= Uint128::from(positions.saturating_add(1))
    }
}

/// Positions together.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    /// How many.
    pub positions: u64,
    /// Their stakes times the seconds of each.
    pub stake_time: Uint256,
    /// Their rewards.
    pub reward: Uint256,
}

impl Tally {
    /// What a token earned in a day, to what it earned among `all`.
    pub fn yield_to(&self, all: &Self) -> Ratio {
        let part = self.reward.checked_mul(all.stake_time).unwrap_or_default();
        Ratio::new(part, all.reward.checked_mul(self.stake_time).unwrap_or_default())
    }
}

/// A population and what became of it.
#[derive(Clone, Debug)]
pub struct Population {
    /// The vault.
    pub vault: Vault,
    /// The users.
    pub users: Vec<User>,
    /// The vault at the beginning of every day, until everything was claimed that ever will be.
    pub samples: Vec<Sample>,
    /// Where the rewards are when the programme ends.
    pub at_end: Balance,
    /// Where they are at the last sample.
    pub at_last: Balance,
    paid: Uint128,
}

/// What is going to happen, by second and number.
#[derive(Default)]
struct Plans {
    deeds: BTreeMap<(u64, u64), (usize, Deed)>,
    count: u64,
}

impl Plans {
    fn add(&mut self, at: u64, who: usize, deed: Deed) {
        self.deeds.insert((at, self.count), (who, deed));
        self.count = self.count.saturating_add(1);
    }

    fn next(&mut self) -> Option<(u64, usize, Deed)> {
        self.deeds.pop_first().map(|((now, _), (who, deed))| (now, who, deed))
    }
}

impl Population {
    /// Lets it live until everything was claimed that ever will be.
    ///
    /// # Errors
    /// None for stakes whose sum fits.
    pub fn of(crowd: Crowd, rules: Rules) -> Result<Self> {
        let vault = Vault::new(rules);
        let mut plans = Plans::default();
        let mut users = vec![];
        let mut dice = Dice(crowd.seed);
        for _ in 0..crowd.people {
            let (user, planned) = User::rolled(&mut dice, &vault)?;
            for (at, deed) in planned {
                plans.add(at, users.len(), deed);
            }
            users.push(user);
        }
        let nothing = Balance::default();
        let paid = Uint128::zero();
        let mut population = Self { vault, users, samples: vec![], at_end: nothing, at_last: nothing, paid };
        while let Some((now, who, deed)) = plans.next() {
            population.pass(now)?;
            population.act(now, who, deed, &mut plans)?;
        }
        let vested = rules.schedule.days.saturating_add(rules.vesting_days);
        population.pass(rules.schedule.boundary(vested.max(population.today()?)))?;
        population.at_last = population.balance(rules.schedule.boundary(population.today()?))?;
        Ok(population)
    }

    /// The day that was not yet sampled.
    fn today(&self) -> Result<u32> {
        Ok(u32::try_from(self.samples.len())?)
    }

    /// Looks at the vault at the beginning of every day up to `now`.
    fn pass(&mut self, now: u64) -> Result<()> {
        let schedule = self.vault.rules.schedule;
        loop {
            let today = self.today()?;
            let begins = schedule.boundary(today);
            if begins > now {
                return Ok(());
            }
            self.vault.advance(begins)?;
            if today == schedule.days {
                self.at_end = self.balance(begins)?;
            }
            let open = self.vault.emission.open;
            let mut rates = [Decimal256::zero(); STAKERS.len()];
            for (rate, (boost, months)) in rates.iter_mut().zip(STAKERS) {
                let weight = WATCHED.full_mul(self.vault.rules.unit_weight(months, boost)?);
                *rate = schedule.yearly_rate(WATCHED, weight, open.weight.checked_add(weight)?)?;
            }
            self.samples.push(Sample { open, paid: self.paid, rates });
        }
    }

    fn act(&mut self, now: u64, who: usize, deed: Deed, plans: &mut Plans) -> Result<()> {
        let user = self.users.get_mut(who).context("a user")?;
        let rules = self.vault.rules;
        match deed {
            Deed::Stake(amount) => match user.days(&rules, now) {
                Some(days) if rules.period(now, days).is_some() => {
                    let end_day = self.vault.stake(&mut user.account, now, amount, days)?;
                    plans.add(
                        rules.schedule.boundary(end_day).saturating_add(user.pause),
                        who,
                        Deed::End(amount),
                    );
                }
                // Short periods wait for the second phase.
                Some(_) => plans.add(rules.phase1_ends_at().saturating_add(user.pause), who, deed),
                None => {}
            },
            Deed::End(amount) => {
                if let Some(amount) = user.habit.next(amount) {
                    plans.add(now, who, Deed::Stake(amount));
                }
                for days in CLAIMS.into_iter().filter(|_| user.claims) {
                    plans.add(now.saturating_add(days.saturating_mul(DAY)), who, Deed::Claim);
                }
            }
            Deed::Boost(boost) => self.vault.set_boost(&mut user.account, now, boost)?,
            Deed::Claim => {
                self.paid = self.paid.checked_add(self.vault.claim(&mut user.account, now)?)?;
            }
        }
        Ok(())
    }

    /// Where the rewards are at `now`.
    fn balance(&mut self, now: u64) -> Result<Balance> {
        let (mut rewards, mut claimed, mut vested) = (Uint128::zero(), Uint128::zero(), Uint128::zero());
        let full = self.vault.rules.full_vesting()?;
        for user in &mut self.users {
            self.vault.settle(&mut user.account, now)?;
            let progress = user.account.vesting.progress_at(now)?;
            for batch in &user.account.batches {
                rewards = rewards.checked_add(batch.reward)?;
                claimed = claimed.checked_add(batch.claimed)?;
                vested = vested.checked_add(batch.vested(progress, full)?)?;
            }
        }
        let funded = self.vault.rules.schedule.total;
        let shared = self.vault.rules.schedule.emitted_ceil(self.vault.emission.shared_secs())?;
        Ok(Balance {
            funded,
            paid: self.paid,
            vested: vested.checked_sub(claimed)?,
            vesting: rewards.checked_sub(vested)?,
            set_aside: funded.checked_sub(shared)?,
            dust: shared.checked_sub(rewards)?,
        })
    }

    /// Every reward.
    pub fn batches(&self) -> impl Iterator<Item = &Batch> {
        self.users.iter().flat_map(|user| &user.account.batches)
    }

    /// How many positions have ended.
    pub fn positions(&self) -> u64 {
        u64::try_from(self.batches().count()).unwrap_or(u64::MAX)
    }

    /// Some of the positions.
    ///
    /// # Errors
    /// None.
    pub fn tally(&self, belongs: impl Fn(&Position) -> bool) -> Result<Tally, MathError> {
        let mut tally = Tally::default();
        for Batch { position, reward, .. } in self.batches().filter(|batch| belongs(&batch.position)) {
            let ends_at = self.vault.rules.schedule.boundary(position.end_day);
            let time = position.principal.amount.full_mul(ends_at.saturating_sub(position.started_at));
            tally.positions = tally.positions.saturating_add(1);
            tally.stake_time = tally.stake_time.checked_add(time)?;
            tally.reward = tally.reward.checked_add((*reward).into())?;
        }
        Ok(tally)
    }
}
