//! Ways to break what must be true of the vault.

use cosmwasm_std::{Addr, Storage, Uint128, Uint256};
use tributary_boosted_staking::state as bs;
use tributary_math::emission::{Emission, OpenStake};
use tributary_testing::machine::Op;
use tributary_testing::model::Message;
use tributary_types::boosted_staking::{ExecuteMsg as VaultMsg, LoyaltyScore};

use super::breakers::{after, Breaker};
use super::scene::Scene;

/// Writes into the vault's storage.
fn store(scene: &mut Scene, change: impl FnOnce(&mut dyn Storage)) {
    let at = scene.runner.world.places().vault.clone();
    change(&mut *scene.runner.world.net.chain.storage_mut(&at));
    scene.reread();
}

fn save_emission(scene: &mut Scene, change: impl FnOnce(&mut Emission)) {
    let mut emission = scene.after.vault.emission.clone();
    change(&mut emission);
    store(scene, |storage| bs::EMISSION.save(storage, &emission).unwrap());
}

fn save_totals(scene: &mut Scene, change: impl FnOnce(&mut bs::Totals)) {
    let mut totals = scene.after.vault.totals.clone();
    change(&mut totals);
    store(scene, |storage| bs::TOTALS.save(storage, &totals).unwrap());
}

/// The first position of a person, changed.
fn save_position(scene: &mut Scene, who: usize, change: impl FnOnce(&mut bs::Position)) {
    let who = scene.person(who);
    let positions = scene.after.vault.positions.iter();
    let found =
        positions.filter(|((of, _), _)| *of == who).map(|((_, id), position)| (*id, position.clone()));
    let (id, mut position) = found.take(1).next().unwrap();
    change(&mut position);
    store(scene, |storage| bs::POSITIONS.save(storage, (&who, id), &position).unwrap());
}

fn save_user(scene: &mut Scene, who: usize, change: impl FnOnce(&mut bs::User)) {
    let who = scene.person(who);
    let mut user = scene.after.vault.users[&who].clone();
    change(&mut user);
    store(scene, |storage| bs::USERS.save(storage, &who, &user).unwrap());
}

fn send(scene: &mut Scene, by: &Addr, msg: VaultMsg, funds: u128) {
    scene.play(by, Message::Vault(msg), funds);
    scene.step.thorough = true;
}

fn stake(scene: &mut Scene, who: usize, days: u32, amount: u128) {
    let who = scene.person(who);
    send(scene, &who, VaultMsg::Stake { days }, amount);
}

/// Person 2, with a score, and person 3, with two positions that are alike.
fn stakes(scene: &mut Scene) {
    let (funder, oracle) = (scene.person(7), scene.runner.world.cast.oracle.clone());
    let total = scene.runner.world.model.vault.terms.total;
    send(scene, &funder, VaultMsg::Fund {}, total);
    let scores = vec![LoyaltyScore { user: scene.person(2).into_string(), score: 2_500 }];
    send(scene, &oracle, VaultMsg::SetLoyalty { scores }, 0);
    stake(scene, 2, 30, 10_000);
    stake(scene, 3, 60, 5_000);
    stake(scene, 3, 60, 7_000);
    stake(scene, 2, 31, 100);
}

fn pass(scene: &mut Scene, seconds: u64) {
    scene.runner.play(&Op::Advance { seconds, blocks: 1 }).unwrap();
}

/// Both positions of person 2 are over, and its first claim is made.
fn matured(scene: &mut Scene) {
    stakes(scene);
    pass(scene, 33 * 86_400);
    let who = scene.person(2);
    send(scene, &who, VaultMsg::Claim { position_id: None, start_after: None, limit: None }, 0);
}

/// Ways to break every invariant of the vault.
pub fn all() -> Vec<Breaker> {
    vec![
        after("BV-01", stakes, |scene| {
            let vault = scene.runner.world.places().vault.clone();
            scene.coins(&vault, scene.held(&vault) - 1, 0);
        }),
        after("BV-02", stakes, |scene| save_totals(scene, |totals| totals.funded = Uint128::one())),
        after("BV-03", stakes, |scene| {
            save_emission(scene, |emission| emission.open.weight += Uint256::one());
        }),
        after("BV-04", matured, |scene| {
            scene.ghost.vault.rewards.values_mut().for_each(|reward| *reward += 10_000_000_000);
        }),
        after("BV-05", matured, |scene| save_position(scene, 3, |position| position.started_at += 86_400)),
        after("BV-06", matured, |scene| {
            let ((who, key), mut earning) = scene
                .after
                .vault
                .open
                .iter()
                .next()
                .map(|(key, earning)| (key.clone(), earning.clone()))
                .unwrap();
            earning.since.index = scene.after.vault.emission.index;
            store(scene, |storage| bs::OPEN.save(storage, (&who, key), &earning).unwrap());
        }),
        after("BV-07", stakes, |scene| {
            let config = bs::Config { min_stake: Uint128::zero(), ..scene.after.vault.config.clone() };
            store(scene, |storage| bs::CONFIG.save(storage, &config).unwrap());
        }),
        after("BV-08", stakes, |scene| save_position(scene, 3, |position| position.days = 29)),
        after("BV-09", stakes, |scene| save_position(scene, 3, |position| position.amount += Uint128::one())),
        after("BV-10", matured, |scene| {
            let ten_days = Uint128::new(864_000 * 10u128.pow(18));
            save_user(scene, 2, |user| user.vesting.progress += ten_days);
        }),
        after("BV-11", stakes, |scene| save_user(scene, 3, |user| user.vesting.history -= Uint128::one())),
        after("BV-12", matured, |scene| save_totals(scene, |totals| totals.claimed += Uint128::one())),
        after("BV-13", matured, |scene| save_emission(scene, |emission| emission.index = Uint256::zero())),
        after("BV-14", matured, |scene| {
            save_position(scene, 2, |position| {
                position.reward = position.reward.map(|it| it + Uint128::one())
            });
        }),
        after("BV-15", matured, |scene| save_totals(scene, |totals| totals.swept += Uint128::one())),
        after("BV-16", stakes, |scene| {
            store(scene, |storage| bs::LEAVING.save(storage, 400, &OpenStake::default()).unwrap());
        }),
    ]
}
