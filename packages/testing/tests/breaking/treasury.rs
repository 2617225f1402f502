//! Ways to break what must be true of the treasury.

use std::rc::Rc;

use cosmwasm_std::{Addr, Storage, Uint128, Uint256};
use tributary_math::revenue::RevenueLedger;
use tributary_math::Bps;
use tributary_testing::machine::Op;
use tributary_testing::model::Message;
use tributary_testing::treasury_view::{Passed, TreasuryView};
use tributary_testing::Network;
use tributary_treasury_decay::state as td;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

use super::breakers::{after, Breaker};
use super::scene::Scene;

fn write(net: &mut Network, at: &Addr, write: impl FnOnce(&mut dyn Storage)) {
    write(&mut *net.chain.storage_mut(at));
}

/// Writes into the treasury's storage.
fn store(scene: &mut Scene, change: impl FnOnce(&mut dyn Storage)) {
    let at = scene.runner.world.places().treasury.clone();
    write(&mut scene.runner.world.net, &at, change);
    scene.reread();
}

fn save_ledger(scene: &mut Scene, change: impl FnOnce(&mut RevenueLedger)) {
    let mut ledger = scene.after.treasury.ledger.clone();
    change(&mut ledger);
    store(scene, |storage| td::LEDGER.save(storage, &ledger).unwrap());
}

fn send(scene: &mut Scene, who: usize, msg: TreasuryMsg, funds: u128) {
    let who = scene.person(who);
    scene.play(&who, Message::Treasury(msg), funds);
}

fn settle(scene: &mut Scene) {
    let user = scene.person(2).into_string();
    send(scene, 7, TreasuryMsg::Settle { user, limit: None }, 0);
}

fn pass(scene: &mut Scene, seconds: u64) {
    scene.runner.play(&Op::Advance { seconds, blocks: 1 }).unwrap();
}

/// Persons 2 and 3 stake and are identified; the first epoch is over.
fn epoch(scene: &mut Scene) {
    let pool = scene.person(0).into_string();
    for (who, amount) in [(2, 300_000), (3, 40_000)] {
        let person = scene.person(who);
        scene.play(&person, Message::Pools(PoolMsg::Delegate { pool: pool.clone() }), amount);
    }
    let guardian = scene.runner.world.cast.guardian.clone();
    let users = vec![scene.person(2).into_string(), scene.person(3).into_string()];
    scene.play(&guardian, Message::Treasury(TreasuryMsg::Identify { users }), 0);
    pass(scene, 90_000);
}

fn roll(scene: &mut Scene) {
    epoch(scene);
    send(scene, 7, TreasuryMsg::RollEpoch {}, 0);
}

/// With a threshold below the stake of person 2.
fn revenue(scene: &mut Scene) {
    roll(scene);
    send(scene, 7, TreasuryMsg::DistributeRevenue {}, 1_000_003);
}

fn friction(scene: &mut Scene) {
    revenue(scene);
    settle(scene);
}

/// Another threshold follows, so that person 2 has a checkpoint to pass.
fn checkpoint(scene: &mut Scene) {
    revenue(scene);
    let (person, pool) = (scene.person(3), scene.person(0).into_string());
    scene.play(&person, Message::Pools(PoolMsg::Delegate { pool }), 80_000);
    pass(scene, 200_000);
    settle(scene);
}

/// Revenue that is released over a day, half of which passes.
fn time(scene: &mut Scene) {
    roll(scene);
    let owner = scene.runner.world.cast.owner.clone();
    let slower = TreasuryMsg::UpdateConfig {
        registrar: None,
        epoch_secs: None,
        release_secs: Some(80_000),
        min_stake: None,
        unstaked_share: None,
        circulating_supply: None,
    };
    scene.play(&owner, Message::Treasury(slower), 0);
    send(scene, 7, TreasuryMsg::DistributeRevenue {}, 1_000_003);
    let world = &scene.runner.world;
    let passed = Passed::read(&world.net.chain, &world.model.treasury).unwrap();
    pass(scene, 40_000);
    scene.step.passed = Some(passed);
}

fn share(scene: &mut Scene) {
    send(scene, 0, TreasuryMsg::SetUserShare { share_bps: 2_500 }, 0);
    send(scene, 0, TreasuryMsg::SetUserShare { share_bps: 2_600 }, 0);
}

/// As if nothing had been staked before the step.
fn nobody(scene: &mut Scene) {
    revenue(scene);
    scene.before = scene.after.clone();
    let mut view = TreasuryView::clone(&scene.before.treasury);
    view.ledger.total_stake = Uint128::zero();
    scene.before.treasury = Rc::new(view);
    scene.step.events.clear();
}

/// Ways to break every invariant of the treasury.
pub fn all() -> Vec<Breaker> {
    vec![
        after("TD-01", epoch, |scene| save_ledger(scene, |ledger| ledger.mean.log_sum += Uint128::one())),
        after("TD-02", roll, |scene| save_ledger(scene, |ledger| ledger.threshold += Uint128::one())),
        after("TD-03", revenue, |scene| save_ledger(scene, |ledger| ledger.total_stake += Uint128::one())),
        after("TD-04", revenue, |scene| {
            let config = td::Config {
                decay_base: tributary_math::decay::DecayBase::new(2).unwrap(),
                ..scene.after.treasury.config.clone()
            };
            // The check still takes the base for 10.
            let at = scene.runner.world.places().treasury.clone();
            write(&mut scene.runner.world.net, &at, |storage| td::CONFIG.save(storage, &config).unwrap());
        }),
        after("TD-05", revenue, |scene| {
            let treasury = scene.runner.world.places().treasury.clone();
            scene.coins(&treasury, scene.held(&treasury) - 1, 0);
        }),
        after("TD-06", friction, |scene| {
            save_ledger(scene, |ledger| ledger.treasury += Uint256::one());
        }),
        after("TD-07", time, |scene| {
            let claims = &mut scene.step.passed.as_mut().unwrap().claims;
            claims.values_mut().for_each(|claim| *claim += 3);
        }),
        after("TD-08", revenue, |scene| save_ledger(scene, |ledger| ledger.threshold += Uint128::one())),
        after("TD-09", checkpoint, |scene| {
            let who = scene.person(2);
            let mut user = scene.after.treasury.users[&who].clone();
            user.checkpoint -= 1;
            store(scene, |storage| td::USERS.save(storage, &who, &user).unwrap());
        }),
        after("TD-10", friction, |scene| {
            let one = Uint256::from(1u128 << 127);
            save_ledger(scene, |ledger| ledger.treasury += one + one);
        }),
        after("TD-11", nobody, |scene| save_ledger(scene, |ledger| ledger.index += Uint256::one())),
        after("TD-12", share, |scene| {
            let pool = scene.person(0);
            let mut account = scene.after.treasury.pools[&pool].clone();
            account.user_share = Bps::none();
            store(scene, |storage| td::POOLS.save(storage, &pool, &account).unwrap());
        }),
        after("TD-13", revenue, |scene| {
            save_ledger(scene, |ledger| ledger.release.amount = Uint256::one());
        }),
    ]
}
