//! `update_config`, and the programme at the beginning

use cosmwasm_std::{Addr, Api, Decimal, DepsMut, Env, QuerierWrapper, Response, Timestamp, Uint128};
use tributary_controls::parameter::{invalid, within};
use tributary_controls::{pause, ControlError};
use tributary_math::boost::BoostWeights;
use tributary_math::emission::{fits, Schedule, DAY};
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{ConfigUpdated, InstantiateMsg, UnusedRewardsTo, Weights, CONTRACT};
use tributary_types::event::Fact;
use tributary_types::treasury_decay::TreasuryContract;

use crate::state::{Config, CONFIG};
use crate::ContractError;

const MAX_DURATION_DAYS: u32 = 3_650;
const MAX_NFT_CAP: u64 = 1_000;
const MAX_LOYALTY_CAP: u64 = 1_000_000_000_000;
const MAX_WEIGHT: Decimal = Decimal::new(Uint128::new(10_000_000_000_000_000_000));

/// Points in time are 64 bits of nanoseconds.
const LAST_SECOND: u64 = u64::MAX / 1_000_000_000;

/// The programme that an instantiation asks for.
///
/// # Errors
/// See `InstantiateMsg`.
pub fn initial(
    api: &dyn Api,
    querier: &QuerierWrapper,
    env: &Env,
    owner: String,
    msg: InstantiateMsg,
) -> Result<Config, ContractError> {
    let address = |address: String| api.addr_validate(&address);
    let max_days = within("max_days", msg.max_days.unwrap_or(365), 30..=365, "30 to 365")?;
    let min_days = within("min_days", msg.min_days.unwrap_or(30), 30..=max_days, "30 to max_days")?;
    let vesting_days = msg.vesting_days.unwrap_or(60);
    let vesting_days = within("vesting_days", vesting_days, ..=MAX_DURATION_DAYS, "at most 3650")?;
    let days = msg.duration_days.unwrap_or(548);
    let days = within("duration_days", days, min_days..=MAX_DURATION_DAYS, "min_days to 3650")?;
    let config = Config {
        stake_asset: msg.stake_asset.try_map(address)?,
        reward_asset: msg.reward_asset.try_map(address)?,
        schedule: Schedule {
            total: within("total_rewards", msg.total_rewards, Uint128::one().., "above 0")?,
            starts_at: starts_at(env, msg.starts_at, days, vesting_days)?,
            days,
        },
        phase1_days: within("phase1_days", msg.phase1_days.unwrap_or(14), ..=days, "at most duration_days")?,
        phase1_min_months: within(
            "phase1_min_months",
            msg.phase1_min_months.unwrap_or(6),
            ..=12,
            "at most 12",
        )?,
        min_days,
        max_days,
        weights: weights(msg.weights.unwrap_or_else(published_weights))?,
        nft_cap: within("nft_cap", msg.nft_cap.unwrap_or(100), ..=MAX_NFT_CAP, "at most 1000")?,
        loyalty_cap: within(
            "loyalty_cap",
            msg.loyalty_cap.unwrap_or(35_000),
            ..=MAX_LOYALTY_CAP,
            "at most 1000000000000",
        )?,
        vesting_days,
        min_stake: msg.min_stake.unwrap_or(Uint128::one()),
        boost_collection: msg.boost_collection.map(|collection| collection.try_map(address)).transpose()?,
        loyalty_oracle: address(msg.loyalty_oracle.unwrap_or(owner))?,
        unused_rewards_to: msg.unused_rewards_to.try_map(address)?,
    };
    ensure_min_stake(&config)?;
    ensure_destination(querier, env, &config)?;
    Ok(config)
}

/// What is to change; what is `None` stays.
#[derive(Default, PartialEq)]
pub struct Update {
    /// Who sets loyalty scores.
    pub loyalty_oracle: Option<Addr>,
    /// The smallest stake.
    pub min_stake: Option<Uint128>,
    /// Who, beside the owner, may pause.
    pub guardian: Option<Addr>,
}

/// Changes what can be changed.
///
/// Writes: the programme, the guardian. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::UpdateConfig`.
pub fn update_config(deps: DepsMut, update: Update) -> Result<Response, ContractError> {
    if update == Update::default() {
        return Err(ControlError::EmptyChange.into());
    }
    let mut config = CONFIG.load(deps.storage)?;
    let Update { loyalty_oracle, min_stake, guardian } = update;
    let changed = ConfigUpdated { loyalty_oracle, min_stake, guardian };

    config.loyalty_oracle = changed.loyalty_oracle.clone().unwrap_or(config.loyalty_oracle);
    config.min_stake = changed.min_stake.unwrap_or(config.min_stake);
    ensure_min_stake(&config)?;

    CONFIG.save(deps.storage, &config)?;
    let mut response = Response::new();
    if let Some(guardian) = changed.guardian.clone() {
        let set = pause::set_guardian(deps.storage, deps.api, Some(guardian.into_string()))?;
        response = response.add_event(set.event(CONTRACT));
    }

    Ok(response.add_event(changed.event(CONTRACT)))
}

/// What the source's community voted for.
fn published_weights() -> Weights {
    Weights {
        w1: Decimal::permille(400),
        w2: Decimal::permille(600),
        w3: Decimal::permille(600),
        w4: Decimal::permille(400),
        b0: Decimal::zero(),
    }
}

fn weights(given: Weights) -> Result<BoostWeights, ControlError> {
    let weight = |name, weight| within(name, weight, ..=MAX_WEIGHT, "at most 10").map(|it| it.atomics());
    if given.w1.is_zero() {
        return Err(invalid("weights.w1", "above 0", given.w1));
    }
    Ok(BoostWeights {
        w1: weight("weights.w1", given.w1)?,
        w2: weight("weights.w2", given.w2)?,
        w3: weight("weights.w3", given.w3)?,
        w4: weight("weights.w4", given.w4)?,
        b0: weight("weights.b0", given.b0)?,
    })
}

/// Every point in time that the vault can answer fits a timestamp: the last batch has vested a vesting period after the end.
fn starts_at(env: &Env, given: Timestamp, days: u32, vesting_days: u32) -> Result<u64, ControlError> {
    let days_after = |days: u32| u64::from(days).saturating_mul(DAY);
    if given.subsec_nanos() != 0 {
        return Err(invalid("starts_at", "whole seconds", given.nanos()));
    }
    let starts_at = given.seconds();
    let ends_at = starts_at.saturating_add(days_after(days));
    if ends_at <= env.block.time.seconds() || ends_at.saturating_add(days_after(vesting_days)) > LAST_SECOND {
        return Err(invalid(
            "starts_at",
            "such that the programme is not over and ends in time",
            given.nanos(),
        ));
    }
    Ok(starts_at)
}

fn ensure_min_stake(config: &Config) -> Result<(), ControlError> {
    if !fits(config.schedule.total, config.min_stake) {
        return Err(invalid("min_stake", "above total_rewards/2^95", config.min_stake));
    }
    Ok(())
}

/// It never changes, and what it refuses would stay here for ever: a treasury must take the coins that rewards are.
fn ensure_destination(querier: &QuerierWrapper, env: &Env, config: &Config) -> Result<(), ControlError> {
    let to = &config.unused_rewards_to;
    if *to.address() == env.contract.address {
        return Err(invalid("unused_rewards_to", "another account", to.address()));
    }
    let UnusedRewardsTo::Revenue(treasury) = to else { return Ok(()) };
    match &config.reward_asset {
        Asset::Native(denom)
            if TreasuryContract::new(treasury.clone())
                .denom(querier)
                .is_ok_and(|theirs| theirs == *denom) =>
        {
            Ok(())
        }
        Asset::Native(_) => Err(invalid("unused_rewards_to", "a treasury for the reward asset", treasury)),
        Asset::Cw20(token) => {
            Err(invalid("unused_rewards_to", "an account, where rewards are a cw20", token))
        }
    }
}
