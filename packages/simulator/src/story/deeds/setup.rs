//! Contracts that are set up, with their parameters.

use serde_json::Value;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::CountedBy;
use tributary_types::license_nft::LiquidationMode;
use tributary_types::treasury_decay::{self, IdentityRule};
use tributary_types::{boosted_staking, joint_staking, license_nft, pool_registry, staker_registry};

use super::joint_staking::{capped, multiplied, mutual};
use super::treasury_decay::{supply, unstaked};
use super::Deed;
use crate::story::money::{bps, grouped, percent, Unit};
use crate::story::teller::Teller;
use crate::story::when::{counted, lock, span};

/// The penalty of joint-staking if none is named.
const PENALTY_BPS: u32 = 3_000;

/// How a contract is set up, and its parameters.
pub fn setup(teller: &Teller, name: &str, code: &str, message: &Value) -> (Deed, Vec<String>) {
    let lines = match code {
        "staker-registry" => serde_json::from_value(message.clone()).map(|init| stakers(teller, init)).ok(),
        "pool-registry" => serde_json::from_value(message.clone()).map(|init| pools(teller, init)).ok(),
        "license-nft" => serde_json::from_value(message.clone()).map(|init| licenses(teller, init)).ok(),
        "treasury-decay" => serde_json::from_value(message.clone()).map(|init| treasury(teller, init)).ok(),
        "boosted-staking" => serde_json::from_value(message.clone()).map(|init| vault(teller, init)).ok(),
        "joint-staking" => serde_json::from_value(message.clone()).map(|init| escrow(teller, init)).ok(),
        _ => None,
    };
    let of = if name == code { String::new() } else { format!(" (code {code})") };
    let quotes = lines.is_none();
    let lines = lines.unwrap_or_else(|| vec![teller.cast.plain(&message.to_string())]);
    (Deed { words: format!("deploy {name}{of}"), quotes }, lines)
}

fn stakers(teller: &Teller, init: staker_registry::InstantiateMsg) -> Vec<String> {
    let unit = Unit::of(&init.denom);
    let who = |address: &Option<String>| address.as_ref().map_or("nobody".to_owned(), |who| teller.who(who));
    vec![
        format!(
            "who registers needs {}; unbonds wait {}, transfers {}, a signing address is kept for {}",
            unit.coins(init.min_self_stake),
            lock(&init.unbond_lock),
            lock(&init.transfer_lock),
            lock(&init.signing_cooldown)
        ),
        format!("{} may liquidate, {} may pause", who(&init.slasher), who(&init.guardian)),
    ]
}

fn pools(teller: &Teller, init: pool_registry::InstantiateMsg) -> Vec<String> {
    let share = percent(u64::from(init.min_self_stake_percentage).saturating_mul(10_000));
    let release = match init.release_period {
        Some(period) => format!("rewards are released over {}", lock(&period)),
        None => "rewards are released at once".to_owned(),
    };
    let least =
        init.min_delegation.map(|amount| format!("; a delegation is at least {}", teller.coins(amount)));
    vec![format!(
        "an operator holds at least {share} of its pool; a new commission waits {}; {release}{}",
        lock(&init.commission_lock),
        least.unwrap_or_default()
    )]
}

fn licenses(teller: &Teller, init: license_nft::InstantiateMsg) -> Vec<String> {
    let worth = Unit::of(&init.denom).coins(init.coins_per_license);
    let cap = init.cap.map_or("48,000".to_owned(), |cap| grouped(&cap.to_string()));
    let origin = match init.genesis_import {
        Some(true) => "they come from another chain by import".to_owned(),
        _ => format!("{} mints them", teller.who(&init.minter)),
    };
    let surplus = match init.liquidation_mode {
        Some(LiquidationMode::Whole) => "whole licences are taken for a fault",
        _ => "of a licence burned for a fault the holder keeps what the fault did not cost",
    };
    vec![format!("a licence counts as {worth}; at most {cap} live at a time; {origin}; {surplus}")]
}

/// What is omitted is told as the contract takes it.
fn treasury(teller: &Teller, init: treasury_decay::InstantiateMsg) -> Vec<String> {
    let unit = Unit::of(&init.denom);
    let week = 604_800;
    let release = match init.release_secs.unwrap_or(week) {
        0 => "revenue is released at once".to_owned(),
        seconds => format!("revenue is released over {}", span(seconds)),
    };
    let identity = match &init.identity {
        IdentityRule::Off {} => "everybody counts as identified".to_owned(),
        IdentityRule::List { registrar } => format!("{} says who is identified", teller.who(registrar)),
        IdentityRule::Cw4 { group } => format!("the members of {} are identified", teller.who(group)),
    };
    let least = match init.min_stake.filter(|amount| !amount.is_zero()) {
        Some(amount) => format!("stakes from {} on", unit.coins(amount)),
        None => "all stakes".to_owned(),
    };
    let owner = init.owner.map_or("whoever deploys it".to_owned(), |owner| teller.who(&owner));
    let burns = init.unstaked_share.unwrap_or_default();
    let supply = init.circulating_supply.map(|of| format!("; {}", supply(teller, &of))).unwrap_or_default();
    vec![
        format!(
            "an epoch has {}, {release}; {identity}, {least} make the threshold",
            span(init.epoch_secs.unwrap_or(week))
        ),
        format!(
            "above it stakes decay by the base {}; {}{supply}; {owner} spends the treasury",
            init.decay_base.unwrap_or(10),
            unstaked(burns)
        ),
    ]
}

fn coin(teller: &Teller, asset: &Asset) -> Unit {
    match asset {
        Asset::Native(denom) => Unit::of(denom),
        Asset::Cw20(token) => Unit::of(&teller.who(token)),
    }
}

/// What is omitted is told as the contract takes it.
fn escrow(teller: &Teller, init: joint_staking::InstantiateMsg) -> Vec<String> {
    let (stake, reward) = (coin(teller, &init.stake_asset), coin(teller, &init.reward_asset));
    let nobody = || "nobody".to_owned();
    let who = |address: &Option<String>| address.as_ref().map_or_else(nobody, |who| teller.who(who));
    let to = match &init.treasury {
        Some(treasury) => teller.who(treasury),
        None => "the reward pool".to_owned(),
    };
    let works = match &init.pool_registry {
        Some(registry) => format!("; principals can work in pools of {}", teller.who(registry)),
        None => String::new(),
    };
    let day = match init.day_secs {
        None | Some(86_400) => String::new(),
        Some(seconds) => format!("; a day has {}", span(seconds)),
    };
    let least = match init.min_penalty_bps.unwrap_or_default() {
        0 => String::new(),
        part => format!(" at least {} of the principal,", bps(part)),
    };
    let locks = init.time_multipliers.filter(|rows| !rows.is_empty());
    let locks = locks.map(|rows| format!("; {}", multiplied(&rows))).unwrap_or_default();
    vec![
        format!(
            "devices earn {} for whoever stakes {}; {}{locks}{day}{works}",
            reward.symbol,
            stake.symbol,
            capped(&reward, &init.daily_caps.unwrap_or_default()),
        ),
        format!(
            "who leaves early pays up to {} of what was received, by what is left of the lock,{least} to {to}; {}",
            bps(init.penalty_bps.unwrap_or(PENALTY_BPS)),
            mutual(init.mutual_exit_free.unwrap_or_default())
        ),
        format!(
            "{} keeps classes and devices, {} may pause",
            teller.who(&init.registrar),
            who(&init.guardian)
        ),
    ]
}

/// What is omitted is told as the contract takes it.
fn vault(teller: &Teller, init: boosted_staking::InstantiateMsg) -> Vec<String> {
    let coin = |asset: &Asset| coin(teller, asset);
    let days = |days: u32| counted(days.into(), "day");
    let from = match init.starts_at.seconds() > teller.look.time {
        true => format!(" from {} on", teller.calendar.moment(init.starts_at.seconds())),
        false => String::new(),
    };
    let phase = match init.phase1_days.unwrap_or(14) {
        0 => String::new(),
        first => {
            let months = counted(init.phase1_min_months.unwrap_or(6).into(), "month");
            format!(", in the first {} for {months} or more", days(first))
        }
    };
    let vests = match init.vesting_days.unwrap_or(60) {
        0 => "a reward vests at once".to_owned(),
        vesting => format!("a reward vests over {}", days(vesting)),
    };
    let boost = init.boost_collection.map(|of| match of.counted_by {
        CountedBy::Balance => format!("; NFTs of {} boost", teller.who(&of.address)),
        CountedBy::Deposit => format!("; NFTs of {} that lie in it boost", teller.who(&of.address)),
    });
    let owner = || "whoever deploys it".to_owned();
    let who = |address: &Option<String>| address.as_ref().map_or_else(owner, |who| teller.who(who));
    vec![
        format!(
            "{} of rewards are emitted over {}{from}, for whoever stakes {} for {} to {}{phase}",
            coin(&init.reward_asset).coins(init.total_rewards),
            days(init.duration_days.unwrap_or(548)),
            coin(&init.stake_asset).symbol,
            init.min_days.unwrap_or(30),
            days(init.max_days.unwrap_or(365)),
        ),
        format!(
            "{vests}{}; {} sets loyalty scores, {} may pause, {} gets what nobody earns",
            boost.unwrap_or_default(),
            who(&init.loyalty_oracle),
            who(&init.guardian),
            teller.who(init.unused_rewards_to.address())
        ),
    ]
}
