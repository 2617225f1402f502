//! A boosted vault (boosted-staking.md), by its O(n) definition: between two events every open position gets its part of what
//! is emitted, one by one, as a fraction. Of indices, buckets and marks it knows nothing; of the roundings behind them only
//! how much they may lose.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use cosmwasm_std::Addr;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{BoostCollection, CountedBy, UnusedRewardsTo, Weights};

use super::control::Control;
use super::exact::Exact;
use super::time::DAY_SECONDS;
use super::vault_vesting::Segment;
use super::vault_weight::{boost, slope, unit};

/// The first position.
pub const FIRST_ID: u64 = 1;

/// The programme.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// What is staked.
    pub stake: Asset<Addr>,
    /// What is earned.
    pub reward: Asset<Addr>,
    /// All rewards.
    pub total: u128,
    /// Its first second.
    pub start: u64,
    /// How many days it lasts.
    pub days: u32,
    /// For how many days only long periods are possible.
    pub phase1_days: u32,
    /// What is long then.
    pub phase1_min_months: u32,
    /// The shortest period.
    pub min_days: u32,
    /// The longest period.
    pub max_days: u32,
    /// W1 to W4 and b0.
    pub weights: Weights,
    /// NFTs above boost no more.
    pub nft_cap: u64,
    /// Scores above boost no more.
    pub loyalty_cap: u64,
    /// How long a reward vests at the base speed.
    pub vesting_days: u32,
    /// The smallest stake.
    pub min_stake: u128,
    /// Which NFTs count, and where.
    pub collection: Option<BoostCollection<Addr>>,
    /// Who sets scores.
    pub oracle: Addr,
    /// Where rewards go that nobody earned.
    pub unused: UnusedRewardsTo<Addr>,
}

impl Terms {
    /// How many seconds it lasts.
    pub fn duration(&self) -> u64 {
        u64::from(self.days) * DAY_SECONDS
    }

    /// The first second after it.
    pub fn end(&self) -> u64 {
        self.start + self.duration()
    }

    /// Seconds of it that have passed.
    pub fn passed(&self, now: u64) -> u64 {
        now.clamp(self.start, self.end()) - self.start
    }

    /// Whole days of it that have passed.
    pub fn day(&self, now: u64) -> u32 {
        (self.passed(now) / DAY_SECONDS) as u32
    }

    /// What is emitted in so many of its seconds, rounded down.
    pub fn emitted(&self, seconds: u64) -> u128 {
        rounded(&(BigInt::from(self.total) * seconds / self.duration()))
    }

    /// The same rounded up.
    pub fn emitted_up(&self, seconds: u64) -> u128 {
        rounded(&(BigInt::from(self.total) * seconds).div_ceil(&self.duration().into()))
    }

    /// When a period of so many days ends that begins now: at the first boundary of a day that is so far away.
    pub fn period_end(&self, now: u64, days: u32) -> u64 {
        let earliest = now.saturating_sub(self.start) + u64::from(days) * DAY_SECONDS;
        self.start + earliest.div_ceil(DAY_SECONDS) * DAY_SECONDS
    }

    /// The collection, if its NFTs are counted so.
    pub fn counted(&self, by: CountedBy) -> Option<&Addr> {
        self.collection.as_ref().filter(|it| it.counted_by == by).map(|it| &it.address)
    }

    /// T of a period.
    pub fn months(days: u32) -> u32 {
        (days / 30).min(12)
    }
}

/// A stake, and what it earned.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// Whose.
    pub user: Addr,
    /// A.
    pub amount: u128,
    /// The period.
    pub days: u32,
    /// When it was staked.
    pub started: u64,
    /// When it matures.
    pub ends: u64,
    /// Whether the principal was paid back.
    pub withdrawn: bool,
    /// What it earned so far.
    pub earned: Exact,
    /// The same in units once it is over, as soon as the figure was seen.
    pub reward: Option<u128>,
    /// Whether an event told of it.
    pub told: bool,
    /// What of it was claimed.
    pub claimed: u128,
}

impl Position {
    /// T.
    pub fn months(&self) -> u32 {
        Terms::months(self.days)
    }
}

/// What is known of somebody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct User {
    /// NFTs, as the collection told last; deposited ones are counted where they lie.
    pub nfts: u64,
    /// The score.
    pub loyalty: u64,
    /// When its stake changed, and to what.
    pub segments: Vec<Segment>,
}

impl User {
    /// hist.
    pub fn history(&self) -> u128 {
        self.segments.last().map_or(0, |segment| segment.history)
    }
}

/// Everything in a vault.
#[derive(Clone, Debug, PartialEq)]
pub struct Vault {
    /// Where it is.
    pub at: Addr,
    /// The programme.
    pub terms: Terms,
    /// Owner, guardian, pause.
    pub control: Control,
    /// Positions whose principal is here, or whose reward was not claimed in full.
    pub positions: BTreeMap<u64, Position>,
    /// Users that were ever heard of.
    pub users: BTreeMap<Addr, User>,
    /// Whose the NFTs here are.
    pub deposits: BTreeMap<String, Addr>,
    /// The next position.
    pub next_id: u64,
    /// What was ever added to the rewards.
    pub funded: u128,
    /// What of them users claimed.
    pub claimed: u128,
    /// What of them was sent away.
    pub swept: u128,
    /// Up to which second all this is true.
    pub last: u64,
    /// Seconds of the programme in which nobody had a stake.
    pub idle: u64,
    /// The largest sum of weights so far.
    pub heaviest: BigInt,
    /// How often something was shared.
    pub shares: u64,
}

impl Vault {
    /// A fresh one; the programme may have begun before.
    pub fn new(at: Addr, terms: Terms, control: Control, now: u64) -> Self {
        let last = now.min(terms.start);
        Self {
            at,
            terms,
            control,
            positions: BTreeMap::new(),
            users: BTreeMap::new(),
            deposits: BTreeMap::new(),
            next_id: FIRST_ID,
            funded: 0,
            claimed: 0,
            swept: 0,
            last,
            idle: 0,
            heaviest: BigInt::zero(),
            shares: 0,
        }
    }

    /// As it would be at second `now` if nothing happened until then.
    pub fn as_of(&self, now: u64) -> Self {
        let mut later = self.clone();
        later.touch(now);
        later
    }

    /// Lets time pass until second `now`, from one end of a position to the next.
    pub fn touch(&mut self, now: u64) {
        let ends: BTreeSet<u64> = self.open().map(|(_, position)| position.ends).collect();
        for end in ends.range(..=now) {
            self.walk(*end);
            let whose: BTreeSet<Addr> =
                self.positions.values().filter(|it| it.ends == *end).map(owner).collect();
            whose.iter().for_each(|who| self.note_stake(who));
        }
        self.walk(now);
    }

    /// Until then nothing changes but time.
    fn walk(&mut self, until: u64) {
        let seconds = self.terms.passed(until) - self.terms.passed(self.last);
        let weights: Vec<(u64, BigInt)> =
            self.open().map(|(id, position)| (*id, self.weight(position))).collect();
        self.last = until;
        if seconds == 0 {
            return;
        }
        if weights.is_empty() {
            self.idle += seconds;
            return;
        }
        let all: BigInt = weights.iter().map(|(_, weight)| weight).sum();
        let (emitted, per) = (BigInt::from(self.terms.total) * seconds, &all * self.terms.duration());
        for (id, weight) in weights {
            let position = self.positions.get_mut(&id).expect("listed above");
            position.earned += &Exact::ratio(&emitted * weight, per.clone());
        }
        self.heaviest = self.heaviest.clone().max(all);
        self.shares += 1;
    }

    /// Positions that earn.
    pub fn open(&self) -> impl Iterator<Item = (&u64, &Position)> {
        self.positions.iter().filter(|(_, position)| self.is_open(position))
    }

    /// Whether a position earns.
    pub fn is_open(&self, position: &Position) -> bool {
        position.ends > self.last
    }

    /// w, in units of 1/(2*10^18).
    pub fn weight(&self, position: &Position) -> BigInt {
        let unit = unit(&self.terms.weights, position.months(), &self.slope_of(&position.user));
        unit * position.amount
    }

    /// W, in the same units.
    pub fn total_weight(&self) -> BigInt {
        self.open().map(|(_, position)| self.weight(position)).sum()
    }

    /// NFTs of somebody that count, before the cap.
    pub fn nfts(&self, who: &Addr) -> u64 {
        if self.terms.counted(CountedBy::Deposit).is_some() {
            return self.deposits.values().filter(|depositor| *depositor == who).count() as u64;
        }
        self.users.get(who).map_or(0, |user| user.nfts)
    }

    /// The score of somebody, before the cap.
    pub fn loyalty(&self, who: &Addr) -> u64 {
        self.users.get(who).map_or(0, |user| user.loyalty)
    }

    /// b with 18 decimals.
    pub fn boost_of(&self, who: &Addr) -> u128 {
        self.boost(self.nfts(who), self.loyalty(who))
    }

    /// The same of so many NFTs and such a score.
    pub fn boost(&self, nfts: u64, loyalty: u64) -> u128 {
        boost(&self.terms.weights, nfts.min(self.terms.nft_cap), loyalty.min(self.terms.loyalty_cap))
    }

    fn slope_of(&self, who: &Addr) -> BigInt {
        slope(&self.terms.weights, self.boost_of(who))
    }

    /// cur.
    pub fn staked(&self, who: &Addr) -> u128 {
        self.open().filter(|(_, position)| position.user == *who).map(|(_, position)| position.amount).sum()
    }

    /// How many positions of somebody earn.
    pub fn open_positions(&self, who: &Addr) -> usize {
        self.open().filter(|(_, position)| position.user == *who).count()
    }

    /// Seconds of the programme in which somebody had a stake.
    pub fn shared_seconds(&self) -> u64 {
        self.terms.passed(self.last) - self.idle
    }

    /// Rewards that nobody earned and that are still here.
    pub fn unused(&self) -> u128 {
        let shared = self.terms.emitted_up(self.shared_seconds());
        // What is funded may lie a fraction of a unit below what is shared.
        self.funded.saturating_sub(shared).saturating_sub(self.swept)
    }

    /// What roundings may take from a reward: 2^-40, or for huge weights W/2^160 at every share.
    pub fn lost(&self) -> Exact {
        let least = BigInt::one() << 120;
        let lost = &self.heaviest * self.shares;
        Exact::ratio(lost.max(least), BigInt::one() << 160)
    }

    /// What a division under a huge weight leaves over, and whoever weighs next gets: nothing that could be seen of others.
    pub fn gained(&self) -> u128 {
        if &self.heaviest * self.shares < BigInt::one() << 120 {
            return 0;
        }
        self.lost().floor() + 1
    }

    /// What a position has earned, in units.
    pub fn accrued(&self, position: &Position) -> RangeInclusive<u128> {
        if let Some(reward) = position.reward {
            return reward..=reward;
        }
        let (least, most) = position.earned.allowed_less(&self.lost()).into_inner();
        least..=most + self.gained()
    }

    /// The same, rounded down.
    pub fn reward(&self, position: &Position) -> u128 {
        position.reward.unwrap_or_else(|| position.earned.floor())
    }

    /// Takes over what the contract says that a position earned which is over.
    ///
    /// # Errors
    /// If that cannot be.
    pub fn learn(&mut self, id: u64, now: u64, reward: u128) -> Result<(), String> {
        let later = self.as_of(now);
        let range = later.accrued(&later.positions[&id]);
        if !range.contains(&reward) {
            return Err(format!("BV-14: position {id} earned {reward}, it should be {range:?}"));
        }
        self.positions.get_mut(&id).expect("found above").reward = Some(reward);
        Ok(())
    }

    /// Whether it is a batch: over, and not claimed in full.
    pub fn is_batch(&self, position: &Position) -> bool {
        !self.is_open(position) && position.claimed < self.reward(position)
    }
}

fn owner(position: &Position) -> Addr {
    position.user.clone()
}

/// A figure that fits in 128 bits.
pub(super) fn rounded(value: &BigInt) -> u128 {
    value.to_u128().expect("no more than all rewards")
}
