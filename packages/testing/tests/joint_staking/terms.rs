//! Parameters of an escrow: plain ones, random ones, and those that are refused.

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_testing::dice::Dice;
use tributary_testing::machine::step::Refusal;
use tributary_testing::model::joint_around::Outside;
use tributary_testing::model::joint_terms::instantiated;
use tributary_testing::model::Moment;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{DailyCap, ExecuteMsg, InstantiateMsg, TimeMultiplier};

use crate::assets::{agreed, Assets, DENOM};
use crate::bench::Bench;
use crate::stage::Stage;

/// Locks.
pub const LOCKS: [u32; 5] = [30, 60, 90, 180, 365];

/// Caps around what a few agreements earn, or none.
pub fn caps(dice: &mut Dice, scale: u128) -> Vec<DailyCap> {
    let (mut from_day, mut caps) = (0, vec![]);
    for _ in 0..*dice.pick(&[0, 0, 1, 1, 2, 4, 16]) {
        let cap = *dice.pick(&[0, 1, scale / 7, scale / 3, scale, scale * 2 + 1, scale * 1_000]);
        caps.push(DailyCap { from_day, cap: cap.into() });
        from_day += dice.between(1, 40) as u32;
    }
    caps
}

fn multipliers(dice: &mut Dice) -> Option<Vec<TimeMultiplier>> {
    let row = |(lock_days, tau_bps): (u32, u32)| TimeMultiplier { lock_days, tau_bps };
    match dice.below(4) {
        0 => Some([(30, 1), (365, 100_000)].map(row).to_vec()),
        1 => Some(vec![row((90, 33_333))]),
        _ => None,
    }
}

/// Random parameters, for stakes and rewards around `scale`.
pub fn random(dice: &mut Dice, stage: &Stage, assets: Assets, scale: u128) -> InstantiateMsg {
    let (stake_asset, reward_asset) = assets.of(&stage.tokens);
    let one_asset = stake_asset == reward_asset;
    let treasury = match &reward_asset {
        Asset::Native(denom) if dice.chance(50) => stage.treasury_for(&Asset::Native(denom.clone())),
        _ => None,
    };
    let least = *dice.pick(&[None, None, Some(0), Some(50), Some(10_000)]);
    InstantiateMsg {
        owner: None,
        guardian: dice.chance(85).then(|| stage.cast.guardian.to_string()),
        registrar: stage.cast.registrar.to_string(),
        stake_asset,
        reward_asset,
        treasury: treasury.map(Addr::into_string),
        pool_registry: None,
        daily_caps: Some(caps(dice, scale)),
        time_multipliers: multipliers(dice),
        penalty_bps: *dice.pick(&[None, None, None, Some(0), Some(10_000), Some(1)]),
        min_penalty_bps: if one_asset { least } else { None },
        mutual_exit_free: Some(dice.chance(60)),
        day_secs: *dice.pick(&[None, None, Some(86_399), Some(3_600), Some(60), Some(7), Some(1)]),
    }
}

/// Coins for the same coins, as published.
pub fn plain(stage: &Stage) -> InstantiateMsg {
    let (stake_asset, reward_asset) = Assets::Coins.of(&stage.tokens);
    InstantiateMsg {
        owner: None,
        guardian: Some(stage.cast.guardian.to_string()),
        registrar: stage.cast.registrar.to_string(),
        stake_asset,
        reward_asset,
        treasury: None,
        pool_registry: None,
        daily_caps: None,
        time_multipliers: None,
        penalty_bps: None,
        min_penalty_bps: None,
        mutual_exit_free: None,
        day_secs: None,
    }
}

/// A class of which a device earns `base_value` with a full stake of a million, without a minimum to speak of.
pub fn class(class: &str, base_value: u128) -> ExecuteMsg {
    ExecuteMsg::SetClass {
        class: class.to_owned(),
        base_value: base_value.into(),
        capacity: 1_000_000u128.into(),
        activation_stake: 1u128.into(),
        kappa_steps: None,
        pool: None,
        enabled: None,
    }
}

/// An escrow with such parameters, a class, and a device of each person.
pub fn opened(base_value: u128, change: impl FnOnce(InstantiateMsg) -> InstantiateMsg) -> Result<Bench> {
    let stage = Stage::new()?;
    let terms = change(plain(&stage));
    let mut bench = Bench::new(stage, &terms)?;
    let (registrar, people) = (bench.stage.cast.registrar.clone(), bench.stage.cast.people.clone());
    bench.must(&registrar, class("basic", base_value))?;
    for (at, who) in people.iter().enumerate() {
        let (device, owner) = (format!("d{at}"), who.to_string());
        bench.must(&registrar, ExecuteMsg::RegisterDevice { device, owner, class: "basic".to_owned() })?;
    }
    Ok(bench)
}

/// A row that may be one too many, or out of order.
fn bent_caps(dice: &mut Dice) -> Vec<DailyCap> {
    let row = |from_day: u32| DailyCap { from_day, cap: 5u128.into() };
    match dice.below(5) {
        0 => vec![row(1)],
        1 => vec![row(0), row(3), row(3)],
        2 => (0..16).map(row).collect(),
        3 => (0..17).map(row).collect(),
        _ => vec![row(0), row(u32::MAX)],
    }
}

/// A lock that there is not, a factor that cannot be, or twice the same.
pub fn bent_multipliers(dice: &mut Dice) -> Vec<TimeMultiplier> {
    let row = |(lock_days, tau_bps): (u32, u32)| TimeMultiplier { lock_days, tau_bps };
    match dice.below(5) {
        0 => vec![row((31, 10_000))],
        1 => vec![row((30, 0))],
        2 => vec![row((30, 100_001))],
        3 => vec![row((30, 5)), row((30, 5))],
        _ => LOCKS.map(|days| row((days, 100_000))).to_vec(),
    }
}

/// One parameter, at the edge of what is possible or just beyond.
fn bent(dice: &mut Dice, stage: &Stage, plain: &InstantiateMsg) -> InstantiateMsg {
    let mut terms = plain.clone();
    let odd = stage.cast.owner.to_string().to_uppercase();
    let other = Asset::Cw20(stage.tokens[0].to_string());
    match dice.below(15) {
        0 => terms.daily_caps = Some(bent_caps(dice)),
        1 => terms.time_multipliers = Some(bent_multipliers(dice)),
        2 => terms.penalty_bps = Some(*dice.pick(&[0, 10_000, 10_001, u32::MAX])),
        3 => terms.min_penalty_bps = Some(*dice.pick(&[0, 10_000, 10_001])),
        4 => terms.day_secs = Some(*dice.pick(&[0, 1, 86_400, 86_401, u64::MAX])),
        5 => terms.owner = Some(odd),
        6 => terms.guardian = Some(odd),
        7 => terms.registrar = odd,
        8 => terms.stake_asset = Asset::Cw20(odd),
        9 => terms.reward_asset = Asset::Cw20(odd),
        10 => {
            let all = stage.treasuries.keys().map(ToString::to_string);
            let all: Vec<String> = all.chain([odd, stage.cast.keeper.to_string()]).collect();
            terms.treasury = Some(dice.pick(&all).clone());
        }
        11 => {
            terms.reward_asset = other;
            terms.treasury = stage.treasuries.keys().next().map(ToString::to_string);
        }
        12 => {
            terms.reward_asset = other;
            terms.min_penalty_bps = Some(*dice.pick(&[0, 1]));
        }
        13 => terms.pool_registry = Some(dice.pick(&[odd, stage.cast.keeper.to_string()]).clone()),
        _ => terms.mutual_exit_free = Some(true),
    }
    terms
}

/// J-11: what parameters can be and what not.
#[test]
fn parameters_beyond_their_bounds_are_refused() {
    let mut dice = Dice::new(8);
    let mut stage = Stage::new().expect("a stage");
    let plain = plain(&stage);
    let owner = stage.cast.owner.clone();
    let block = stage.chain.block();
    let now = Moment { height: block.height, seconds: block.time.seconds() };
    let (mut taken, mut refused) = (0, 0);

    for at in 0..600 {
        let terms = bent(&mut dice, &stage, &plain);
        let made = stage.chain.instantiate(&owner, "joint-staking", &format!("escrow{at}"), &terms, vec![]);
        let denom_of = |it: &Addr| stage.treasuries.get(it).cloned();
        let outside = Outside { now, denom_of: &denom_of, pools: None };
        if agreed(&terms, instantiated(stage.cast.keeper.clone(), &owner, &terms, &outside), made) {
            taken += 1;
        } else {
            refused += 1;
        }
    }

    assert!(taken > 100 && refused > 100, "{taken} taken, {refused} refused");
    let coins = vec![cosmwasm_std::Coin::new(1u128, DENOM)];
    let paid = stage.chain.instantiate(&owner, "joint-staking", "paid", &plain, coins);
    assert!(Refusal::of(&paid.expect_err("coins")).names("funds"));
}
