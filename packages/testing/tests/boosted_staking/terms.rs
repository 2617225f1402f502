//! Parameters of a vault: plain ones, random ones, and those that are refused.

use std::str::FromStr;

use anyhow::Result;
use cosmwasm_std::{Addr, Decimal, Timestamp};
use tributary_testing::dice::Dice;
use tributary_testing::machine::step::Refusal;
use tributary_testing::model::vault_terms::instantiated;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{
    BoostCollection, CountedBy, InstantiateMsg, UnusedRewardsTo, Weights,
};

use crate::assets::{agreed, Assets, DENOM, REWARD};
use crate::bench::Bench;
use crate::stage::{Boosts, Stage};

fn weights(dice: &mut Dice) -> Option<Weights> {
    let decimal = |text: &str| Decimal::from_str(text).expect("a decimal");
    let [w1, w2, w3, w4, b0] = *dice.pick(&[
        ["0.4", "0.6", "0.6", "0.4", "0"],
        ["0.4", "0.6", "0.6", "0", "0"],
        ["0.4", "0.6", "0.6", "0.4", "0.25"],
        ["0.000000000000000001", "10", "10", "10", "10"],
        ["1", "0", "0", "0", "0"],
    ]);
    let weights =
        Weights { w1: decimal(w1), w2: decimal(w2), w3: decimal(w3), w4: decimal(w4), b0: decimal(b0) };
    dice.chance(60).then_some(weights)
}

/// Random parameters, for stakes around `scale`.
pub fn random(dice: &mut Dice, stage: &mut Stage, assets: Assets, scale: u128) -> Result<InstantiateMsg> {
    let (stake_asset, reward_asset) = assets.of(&stage.tokens);
    let (now, cast) = (stage.chain.block().time.seconds(), stage.cast.clone());
    let starts_at = *dice.pick(&[now, now, now + 1, now + 30_000, now - 86_400 * 3 - 5]);
    let min_days = *dice.pick(&[30, 30, 30, 45]);
    let max_days = *dice.pick(&[min_days, 95, 365, 365]);
    let total = *dice.pick(&[7, 100_003, scale, scale * 1_000 + 3]);
    let unused_rewards_to = match &reward_asset {
        Asset::Native(denom) if dice.chance(50) => {
            UnusedRewardsTo::Revenue(stage.treasury(denom)?.into_string())
        }
        _ => UnusedRewardsTo::Account(stage.chain.address_of("sink")?.into_string()),
    };
    Ok(InstantiateMsg {
        owner: None,
        stake_asset,
        reward_asset,
        total_rewards: total.into(),
        starts_at: Timestamp::from_seconds(starts_at),
        duration_days: *dice.pick(&[Some(47), Some(100), Some(200), Some(400), None, None]),
        phase1_days: Some(*dice.pick(&[0, 0, 5, 14])),
        phase1_min_months: *dice.pick(&[None, Some(2), Some(2)]),
        min_days: Some(min_days),
        max_days: Some(max_days),
        weights: weights(dice),
        nft_cap: *dice.pick(&[None, Some(0), Some(1), Some(3), Some(3), Some(1_000)]),
        loyalty_cap: *dice.pick(&[None, None, Some(100), Some(1_000_000_000_000)]),
        vesting_days: *dice.pick(&[None, None, Some(0), Some(7), Some(200)]),
        min_stake: Some((*dice.pick(&[1, 1, scale / 50])).into()),
        boost_collection: None,
        loyalty_oracle: Some(cast.oracle.into_string()),
        guardian: Some(cast.guardian.into_string()),
        unused_rewards_to,
    })
}

/// A hundred days from now on, with coins for the same coins.
pub fn plain(stage: &mut Stage) -> Result<InstantiateMsg> {
    let mut dice = Dice::new(0);
    let drawn = random(&mut dice, stage, Assets::Coins, 1_000_000)?;
    Ok(InstantiateMsg {
        total_rewards: 1_000_000_007u128.into(),
        starts_at: stage.chain.block().time,
        duration_days: Some(100),
        phase1_days: Some(0),
        min_days: None,
        max_days: Some(95),
        weights: None,
        nft_cap: Some(3),
        loyalty_cap: None,
        vesting_days: None,
        min_stake: None,
        unused_rewards_to: UnusedRewardsTo::Account(stage.chain.address_of("sink")?.into_string()),
        ..drawn
    })
}

/// A vault with such parameters, and all rewards in it.
pub fn funded(boosts: Boosts, change: impl FnOnce(InstantiateMsg) -> InstantiateMsg) -> Result<Bench> {
    let mut stage = Stage::new(&mut Dice::new(0), boosts)?;
    let terms = change(plain(&mut stage)?);
    let mut bench = Bench::new(stage, terms)?;
    let payer = bench.stage.cast.payer.clone();
    bench.must_act(&payer, &bench.funding(bench.vault.terms.total))?;
    Ok(bench)
}

/// One parameter, at the edge of what is possible or just beyond.
fn bent(dice: &mut Dice, stage: &Stage, plain: &InstantiateMsg) -> InstantiateMsg {
    let mut terms = plain.clone();
    let odd = stage.cast.owner.to_string().to_uppercase();
    let now = stage.chain.block().time;
    let decimal = |text: &str| Decimal::from_str(text).expect("a decimal");
    let mut weights =
        Weights { w1: decimal("1"), w2: decimal("1"), w3: decimal("1"), w4: decimal("1"), b0: decimal("1") };
    match dice.below(22) {
        0 => terms.total_rewards = (*dice.pick(&[0, 1, (1u128 << 95) - 1, 1 << 95, u128::MAX])).into(),
        1 => terms.starts_at = now.minus_seconds(*dice.pick(&[8_639_999, 8_640_000, 8_640_001])),
        2 => terms.starts_at = now.plus_nanos(*dice.pick(&[1, 1_000_000_000])),
        3 => terms.starts_at = Timestamp::from_seconds(*dice.pick(&[18_432_920_000, 18_446_744_073])),
        4 => terms.duration_days = Some(*dice.pick(&[0, 29, 30, 3_650, 3_651, u32::MAX])),
        5 => terms.phase1_days = Some(*dice.pick(&[100, 101])),
        6 => terms.phase1_min_months = Some(*dice.pick(&[0, 12, 13])),
        7 => terms.min_days = Some(*dice.pick(&[0, 29, 30, 95, 96])),
        8 => terms.max_days = Some(*dice.pick(&[29, 30, 365, 366])),
        9 => terms.nft_cap = Some(*dice.pick(&[0, 1_000, 1_001, u64::MAX])),
        10 => terms.loyalty_cap = Some(*dice.pick(&[0, 1_000_000_000_000, 1_000_000_000_001])),
        11 => terms.vesting_days = Some(*dice.pick(&[0, 3_650, 3_651])),
        12 => terms.min_stake = Some((*dice.pick(&[0, 1, u128::MAX])).into()),
        13 => terms.owner = Some(odd),
        14 => terms.loyalty_oracle = Some(odd),
        15 => terms.guardian = Some(odd),
        16 => terms.stake_asset = Asset::Cw20(odd),
        17 => terms.reward_asset = Asset::Cw20(odd),
        18 => {
            let counted_by = *dice.pick(&[CountedBy::Balance, CountedBy::Deposit]);
            terms.boost_collection = Some(BoostCollection { address: odd, counted_by });
        }
        19 => {
            let all = stage.treasuries.keys().map(|it| it.to_string());
            let all: Vec<String> = all.chain([odd, stage.cast.keeper.to_string()]).collect();
            terms.unused_rewards_to = UnusedRewardsTo::Revenue(dice.pick(&all).clone());
        }
        20 => {
            terms.reward_asset = Asset::Cw20(stage.tokens[0].to_string());
            terms.unused_rewards_to = UnusedRewardsTo::Revenue(stage.cast.keeper.to_string());
        }
        _ => {
            let text = *dice.pick(&["0", "0.000000000000000001", "10", "10.000000000000000001"]);
            let weight = decimal(text);
            match dice.below(5) {
                0 => weights.w1 = weight,
                1 => weights.w2 = weight,
                2 => weights.w3 = weight,
                3 => weights.w4 = weight,
                _ => weights.b0 = weight,
            }
            terms.weights = Some(weights);
        }
    }
    terms
}

/// V-08: what can be a programme and what cannot.
#[test]
fn parameters_beyond_their_bounds_are_refused() {
    let mut dice = Dice::new(8);
    let mut stage = Stage::new(&mut dice, Boosts::None).expect("a stage");
    let plain = plain(&mut stage).expect("parameters");
    for denom in [DENOM, REWARD] {
        stage.treasury(denom).expect("a treasury");
    }
    let owner = stage.cast.owner.clone();
    let now = stage.chain.block().time.seconds();
    let (mut taken, mut refused) = (0, 0);

    for at in 0..600 {
        let terms = bent(&mut dice, &stage, &plain);
        let made = stage.chain.instantiate(&owner, "boosted-staking", &format!("vault{at}"), &terms, vec![]);
        let nowhere = stage.cast.collector.clone();
        let denom_of = |it: &Addr| stage.treasuries.get(it).cloned();
        if agreed(&terms, instantiated(nowhere, &owner, &terms, now, &denom_of), made) {
            taken += 1;
        } else {
            refused += 1;
        }
    }

    assert!(taken > 100 && refused > 100, "{taken} taken, {refused} refused");
    let coins = vec![cosmwasm_std::Coin::new(1u128, DENOM)];
    let paid = stage.chain.instantiate(&owner, "boosted-staking", "paid", &plain, coins);
    assert!(Refusal::of(&paid.expect_err("coins")).names("funds"));
}
