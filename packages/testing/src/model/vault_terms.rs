//! The parameters of a vault (boosted-staking.md 1.1, 5): their defaults and bounds.

use std::str::FromStr;

use cosmwasm_std::{Addr, Decimal};
use num_bigint::BigInt;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{ConfigResponse, InstantiateMsg, UnusedRewardsTo, Weights};

use super::control::Control;
use super::refusals::{is_address, Refusals, ADDRESS};
use super::time::DAY_SECONDS;
use super::vault::{Terms, Vault};

/// The denom of the revenue that a contract takes, if it is a treasury.
pub type DenomOf<'a> = &'a dyn Fn(&Addr) -> Option<String>;

/// Points in time are 64 bits of nanoseconds.
const LAST_SECOND: u64 = u64::MAX / 1_000_000_000;

/// Weights that nobody set.
fn default_weights() -> Weights {
    let decimal = |text: &str| Decimal::from_str(text).expect("a decimal");
    Weights {
        w1: decimal("0.4"),
        w2: decimal("0.6"),
        w3: decimal("0.6"),
        w4: decimal("0.4"),
        b0: decimal("0"),
    }
}

impl Terms {
    /// What the bounds of the parameters refuse at second `now`.
    fn refusals(&self, no: &mut Refusals, at: &Addr, now: u64, denom_of: DenomOf) {
        let Weights { w1, w2, w3, w4, b0 } = &self.weights;
        let ten = Decimal::from_ratio(10u128, 1u128);
        let takes = match (&self.unused, &self.reward) {
            (UnusedRewardsTo::Account(_), _) => true,
            (UnusedRewardsTo::Revenue(to), Asset::Native(denom)) => denom_of(to).as_ref() == Some(denom),
            (UnusedRewardsTo::Revenue(_), Asset::Cw20(_)) => false,
        };
        let wrong = self.total == 0
            || self.end() <= now
            || self.end() + u64::from(self.vesting_days) * DAY_SECONDS > LAST_SECOND
            || !(30..=365).contains(&self.min_days)
            || !(self.min_days..=365).contains(&self.max_days)
            || !(self.min_days..=3_650).contains(&self.days)
            || self.phase1_days > self.days
            || self.phase1_min_months > 12
            || w1.is_zero()
            || [w1, w2, w3, w4, b0].iter().any(|weight| **weight > ten)
            || self.nft_cap > 1_000
            || self.loyalty_cap > 10u64.pow(12)
            || self.vesting_days > 3_650
            || !self.fits(self.min_stake)
            || !takes
            || self.unused.address() == at;
        no.when(wrong, "config");
    }

    /// Whether every stake of `least` or more keeps indices below 2^256: total/min_stake < 2^95.
    pub fn fits(&self, least: u128) -> bool {
        BigInt::from(self.total) < BigInt::from(least) << 95
    }
}

/// A vault with these parameters, as `by` instantiates it.
///
/// # Errors
/// All rules that they break.
pub fn instantiated(
    at: Addr,
    by: &Addr,
    msg: &InstantiateMsg,
    now: u64,
    denom_of: DenomOf,
) -> Result<Vault, Refusals> {
    let mut no = Refusals::default();
    let wrong = std::cell::Cell::new(false);
    let address = |text: &String| {
        wrong.set(wrong.get() || !is_address(text));
        Addr::unchecked(text)
    };
    let checked = |text: String| Ok::<_, Refusals>(address(&text));
    let owner = msg.owner.as_ref().map_or_else(|| by.clone(), address);
    let collection = msg.boost_collection.clone();
    let terms = Terms {
        stake: msg.stake_asset.clone().try_map(checked)?,
        reward: msg.reward_asset.clone().try_map(checked)?,
        total: msg.total_rewards.u128(),
        start: msg.starts_at.seconds(),
        days: msg.duration_days.unwrap_or(548),
        phase1_days: msg.phase1_days.unwrap_or(14),
        phase1_min_months: msg.phase1_min_months.unwrap_or(6),
        min_days: msg.min_days.unwrap_or(30),
        max_days: msg.max_days.unwrap_or(365),
        weights: msg.weights.clone().unwrap_or_else(default_weights),
        nft_cap: msg.nft_cap.unwrap_or(100),
        loyalty_cap: msg.loyalty_cap.unwrap_or(35_000),
        vesting_days: msg.vesting_days.unwrap_or(60),
        min_stake: msg.min_stake.map_or(1, |least| least.u128()),
        collection: collection.map(|it| it.try_map(checked)).transpose()?,
        oracle: msg.loyalty_oracle.as_ref().map_or_else(|| owner.clone(), address),
        unused: msg.unused_rewards_to.clone().try_map(checked)?,
    };
    let guardian = Some(msg.guardian.as_ref().map_or_else(|| owner.clone(), address));
    no.when(wrong.get(), ADDRESS);
    no.when(msg.starts_at.subsec_nanos() != 0, "config");
    terms.refusals(&mut no, &at, now, denom_of);
    no.finish()?;
    Ok(Vault::new(at, terms, Control { owner, pending_owner: None, guardian, paused: false }, now))
}

impl Vault {
    /// `config`
    pub(super) fn config(&self) -> ConfigResponse {
        let (terms, control) = (self.terms.clone(), self.control.clone());
        ConfigResponse {
            owner: Some(control.owner),
            stake_asset: terms.stake,
            reward_asset: terms.reward,
            total_rewards: terms.total.into(),
            starts_at: cosmwasm_std::Timestamp::from_seconds(terms.start),
            duration_days: terms.days,
            phase1_days: terms.phase1_days,
            phase1_min_months: terms.phase1_min_months,
            min_days: terms.min_days,
            max_days: terms.max_days,
            weights: terms.weights,
            nft_cap: terms.nft_cap,
            loyalty_cap: terms.loyalty_cap,
            vesting_days: terms.vesting_days,
            min_stake: terms.min_stake.into(),
            boost_collection: terms.collection,
            loyalty_oracle: terms.oracle,
            guardian: control.guardian,
            paused: control.paused,
            unused_rewards_to: terms.unused,
        }
    }
}
