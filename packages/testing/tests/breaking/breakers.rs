//! One way to break each invariant: an honest step where the check needs one, and what is then done to it.

use cosmwasm_std::{Addr, Storage, Uint128};
use cw_utils::Expiration;
use serde_json::{json, Value};
use tributary_controls::pause::{Pause, PAUSE};
use tributary_pool_registry::state::{self as pr, Delegation};
use tributary_staker_registry::custody::{self, License};
use tributary_staker_registry::registrars::Manager;
use tributary_staker_registry::{items, state as sr};
use tributary_testing::machine::drain::Leftover;
use tributary_testing::machine::step::Visit;
use tributary_testing::machine::Op;
use tributary_testing::model::{Call, Message};
use tributary_testing::view::Staker;
use tributary_types::license_nft::{ExecuteMsg as LicenseMsg, NodeRole, Stage};
use tributary_types::pool_registry::{ExecuteMsg as PoolMsg, PoolState};
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

use super::scene::{add, Scene};

/// An invariant's id, what honestly happens first, and what breaks it.
pub struct Breaker {
    /// The id.
    pub id: &'static str,
    /// After this the check still passes.
    pub honest: fn(&mut Scene),
    /// After this it must not.
    pub break_it: fn(&mut Scene),
}

fn nothing(_: &mut Scene) {}

fn simple(id: &'static str, break_it: fn(&mut Scene)) -> Breaker {
    Breaker { id, honest: nothing, break_it }
}

pub fn after(id: &'static str, honest: fn(&mut Scene), break_it: fn(&mut Scene)) -> Breaker {
    Breaker { id, honest, break_it }
}

fn save_stake(scene: &mut Scene, index: usize, change: impl FnOnce(&mut sr::Stake)) {
    let identity = scene.person(index);
    let Staker { holding, flag, .. } = scene.after.stakers[&identity].clone();
    let config = &scene.after.staker_config;
    let management = &scene.after.stakers[&identity].management;
    let manager = config.registrars.manager(&identity, management).unwrap();
    let mut stake = sr::Stake { manager, holding, flag };
    change(&mut stake);
    scene.stakers(|storage| sr::STAKES.save(storage, &identity, &stake).unwrap());
}

fn save_key(scene: &mut Scene, index: usize, signing_address: Addr) {
    let identity = scene.person(index);
    let staker = scene.after.stakers[&identity].clone();
    let Staker { coinbase_address, next_signing_change, .. } = staker;
    let profile = sr::Profile { signing_address, coinbase_address, next_signing_change };
    scene.stakers(|storage| sr::PROFILES.save(storage, &identity, &profile).unwrap());
}

fn save_ledger(scene: &mut Scene, change: impl FnOnce(&mut sr::Ledger)) {
    let mut ledger = scene.after.ledger.clone();
    change(&mut ledger);
    scene.stakers(|storage| sr::LEDGER.save(storage, &ledger).unwrap());
}

/// The first open unbond, changed.
fn save_unbond(scene: &mut Scene, change: impl FnOnce(&mut items::Unbond)) {
    let (id, mut unbond) = scene.after.unbonds.iter().next().map(|(id, item)| (*id, item.clone())).unwrap();
    change(&mut unbond);
    scene.stakers(|storage| items::UNBONDS.save(storage, id, &unbond).unwrap());
}

fn registries(scene: &Scene) -> (Addr, Addr) {
    let places = scene.runner.world.places();
    (places.stakers.clone(), places.pools.clone())
}

fn coinbase(scene: &Scene, index: usize) -> Addr {
    scene.runner.world.places().coinbase(&scene.person(index))
}

fn auto_rewards(scene: &mut Scene) {
    let (pool, delegator) = (scene.person(0).to_string(), scene.person(2).to_string());
    let caller = scene.person(7);
    scene.play(&caller, Message::Pools(PoolMsg::AutoRedelegate { pool, delegator, fee_recipient: None }), 0);
}

fn withdrawal(scene: &mut Scene) {
    let (who, pool) = (scene.person(2), scene.person(0).to_string());
    scene.play(&who, Message::Pools(PoolMsg::WithdrawRewards { pool }), 0);
}

fn undelegation(scene: &mut Scene) {
    let (who, pool) = (scene.person(2), scene.person(0).to_string());
    let msg = PoolMsg::Undelegate { pool, amount: 10u128.into(), fee: None };
    scene.play(&who, Message::Pools(msg), 0);
}

fn delegation(scene: &mut Scene) {
    let (who, pool) = (scene.person(3), scene.person(1).to_string());
    scene.play(&who, Message::Pools(PoolMsg::Delegate { pool }), 100);
}

fn idle_redelegation(scene: &mut Scene) {
    let (who, pool) = (scene.person(7), scene.person(0).to_string());
    scene.play(&who, Message::Pools(PoolMsg::RedelegateRewards { pool }), 0);
}

fn early_finalisation(scene: &mut Scene) {
    let who = scene.person(7);
    let id = *scene.after.unbonds.keys().next().unwrap();
    scene.play(&who, Message::Stakers(StakerMsg::FinalizeUnbond { id, fee_recipient: None }), 0);
}

/// More than all coins of person 4, so that a licence answers too.
fn fault(scene: &mut Scene) {
    let (slasher, staker) = (scene.runner.world.cast.slasher.clone(), scene.person(4).to_string());
    let (amount, evidence_id, reason) = (3_300u128.into(), "fault".to_owned(), String::new());
    scene.play(&slasher, Message::Stakers(StakerMsg::Liquidate { staker, amount, evidence_id, reason }), 0);
}

fn redemption(scene: &mut Scene) {
    let (owner, holder) = (scene.runner.world.cast.owner.clone(), scene.person(7));
    scene.play(&owner, Message::Licenses(LicenseMsg::OpenStable {}), 0);
    scene.play(&holder, Message::Licenses(LicenseMsg::Redeem { token_id: "5".to_owned() }), 0);
}

fn unbonding(scene: &mut Scene) {
    let bonder = scene.person(2);
    scene.play(&bonder, Message::Stakers(StakerMsg::UnbondLicense { token_id: "3".to_owned() }), 0);
}

fn sweep(scene: &mut Scene) {
    let pool = scene.person(0);
    scene.runner.play(&Op::Sweep { pool: pool.clone(), seed: 1 }).unwrap();
    scene.retake();
    scene.step.swept = Some((pool, 9));
}

fn everybody_leaves(scene: &mut Scene) {
    scene.runner.drain(&mut tributary_testing::dice::Dice::new(5)).unwrap();
    scene.retake();
    let bounds = scene.after.pools.keys().map(|pool| (pool.clone(), 1_000)).collect();
    scene.step.end = Some(Leftover { bounds });
}

fn probes(scene: &mut Scene) {
    scene.step.exits = scene.runner.probe_exits().unwrap();
    assert!(!scene.step.exits.is_empty());
}

fn visit(scene: &mut Scene) {
    scene.step.visit = Some(Visit { earned: 0, story: "in one block" });
}

/// The contract seems to have answered one more.
fn answer(scene: &mut Scene, key: &str) {
    let Some(Some(Value::Object(fields))) = scene.step.answers.first_mut() else { panic!("no answer") };
    add(fields.get_mut(key).unwrap(), 1);
}

/// Ways to break every invariant that is checked along a run.
pub fn all() -> Vec<Breaker> {
    let mut all = super::treasury::all();
    all.extend(super::vault::all());
    all.extend(registries_and_licenses());
    all
}

#[allow(clippy::too_many_lines)]
fn registries_and_licenses() -> Vec<Breaker> {
    vec![
        simple("SR-01", |scene| {
            let (stakers, _) = registries(scene);
            scene.coins(&stakers, scene.held(&stakers) + 1, 0);
        }),
        simple("SR-02", |scene| save_ledger(scene, |ledger| ledger.tokens += Uint128::one())),
        simple("SR-03", |scene| {
            let (key, staker) = (scene.runner.world.cast.keys[9].clone(), scene.person(4));
            scene.stakers(|storage| sr::SIGNERS.save(storage, &key, &staker).unwrap());
        }),
        simple("SR-04", |scene| {
            let (staker, other) = (scene.person(4), scene.person(0));
            let key = scene.after.stakers[&staker].signing_address.clone();
            scene.step.turn = scene.after.stakers.keys().position(|id| *id == staker).unwrap();
            scene.stakers(|storage| sr::SIGNERS.save(storage, &key, &other).unwrap());
        }),
        simple("SR-05", |scene| save_ledger(scene, |ledger| ledger.revenue_due += Uint128::one())),
        simple("SR-06", |scene| save_ledger(scene, |ledger| ledger.next_id -= 1)),
        after("SR-07", early_finalisation, |scene| scene.step.ok = true),
        simple("SR-08", |scene| {
            save_stake(scene, 4, |stake| stake.manager = Manager::Registrar(0));
        }),
        simple("SR-09", |scene| {
            let key = scene.runner.world.cast.keys[9].clone();
            save_key(scene, 4, key);
        }),
        simple("SR-10", |scene| save_unbond(scene, |unbond| unbond.fee = unbond.amount + Uint128::one())),
        simple("SR-11", |scene| {
            let unbond = scene.after.unbonds.values().next().unwrap().clone();
            scene.stakers(|storage| {
                (100..133).for_each(|id| items::UNBONDS.save(storage, id, &unbond).unwrap());
            });
        }),
        simple("PC-01", |scene| {
            let thief = scene.person(7);
            scene.after.origins.values_mut().next().unwrap().admin = Some(thief);
        }),
        simple("PC-02", |scene| {
            let coinbase = coinbase(scene, 0);
            scene.coins(&coinbase, 1, 42);
        }),
        simple("PC-03", |scene| {
            let coinbase = coinbase(scene, 0);
            scene.coins(&coinbase, scene.held(&coinbase) + 1, 42);
        }),
        simple("PC-04", |scene| {
            let coinbase = coinbase(scene, 0);
            scene.coins(&coinbase, scene.held(&coinbase), 41);
        }),
        after("PC-05", withdrawal, |scene| scene.pool(0, |pool| add(&mut pool["rewards"]["outstanding"], 1))),
        simple("PR-01", |scene| scene.delegation(0, 2, |row| add(&mut row["holding"]["tokens"], 1))),
        simple("PR-02", |scene| scene.pool(1, |pool| add(&mut pool["standing"]["pending_stake"], 1))),
        simple("PR-03", |scene| {
            let (_, pools) = registries(scene);
            scene.coins(&pools, scene.held(&pools) + 1, 0);
        }),
        simple("PR-04", |scene| scene.pool(0, |pool| add(&mut pool["rewards"]["commission"], 1_000_000))),
        simple("PR-05", |scene| scene.pool(0, |pool| add(&mut pool["rewards"]["remainder"], 1))),
        simple("PR-06", |scene| scene.delegation(0, 2, |row| add(&mut row["rewards"]["settled"], 1))),
        simple("PR-07", |scene| scene.pool(0, |pool| add(&mut pool["rewards"]["crr"], -1))),
        simple("PR-08", |scene| {
            let huge = format!("{}", cosmwasm_std::Uint256::MAX);
            scene.pool(0, |pool| pool["rewards"]["crr"] = json!(huge));
        }),
        simple("PR-09", |scene| scene.pool(0, |pool| add(&mut pool["rewards"]["commission"], 1))),
        simple("PR-10", |scene| scene.pool(0, |pool| pool["standing"]["commission"] = json!(999))),
        simple("PR-11", |scene| scene.pool(0, |pool| pool["standing"]["state"] = json!(PoolState::Broken))),
        simple("PR-12", |scene| scene.pool(6, |pool| add(&mut pool["rewards"]["remainder"], 1))),
        after("PR-13", visit, |scene| {
            scene.step.visit = Some(Visit { earned: 1, story: "in one block" });
        }),
        after("PR-14", delegation, |scene| {
            scene.pool(1, |pool| {
                pool["standing"]["self_stake"] = json!("1000");
                add(&mut pool["rewards"]["weight"], 1_000_000);
            });
        }),
        after("PR-15", auto_rewards, |scene| answer(scene, "amount")),
        after("PR-16", auto_rewards, |scene| answer(scene, "fee")),
        after("PR-17", idle_redelegation, |scene| {
            let coinbase = coinbase(scene, 0);
            scene.coins(&coinbase, scene.held(&coinbase) - 1, 42);
        }),
        after("PR-18", undelegation, |scene| {
            scene.delegation(0, 2, |row| add(&mut row["holding"]["tokens"], 10))
        }),
        simple("PR-19", |scene| {
            let id = *scene.after.transfers.keys().next().unwrap();
            let unbond = scene.after.unbonds.values().next().unwrap().clone();
            scene.stakers(|storage| items::UNBONDS.save(storage, id, &unbond).unwrap());
        }),
        after("PR-20", sweep, |scene| scene.pool(0, |pool| add(&mut pool["rewards"]["commission"], 1))),
        simple("PR-21", |scene| {
            let key = (scene.person(0), scene.person(7));
            let empty = Delegation::default();
            scene.pools(|storage| pr::DELEGATIONS.save(storage, (&key.0, &key.1), &empty).unwrap());
        }),
        simple("PR-24", |scene| scene.pool(0, |pool| add(&mut pool["standing"]["self_stake"], 1))),
        after("PR-25", everybody_leaves, |scene| {
            let (stakers, _) = registries(scene);
            scene.coins(&stakers, scene.held(&stakers) + 1, 0);
        }),
        simple("LN-01", |scene| scene.licenses(|view| view.status.live += 1)),
        simple("LN-02", |scene| scene.licenses(|view| view.status.stage = Stage::Testnet)),
        simple("LN-03", |scene| {
            let licenses = scene.runner.world.places().licenses.clone();
            scene.coins(&licenses, scene.held(&licenses) + 1, 0);
        }),
        simple("LN-04", |scene| scene.licenses(|view| view.status.minted += 1)),
        simple("LN-05", |scene| scene.licenses(|view| view.status.redeemed += 1)),
        simple("LN-06", |scene| {
            let (staker, bonder) = (scene.person(0), scene.person(7));
            let role = NodeRole::Validator;
            let free = License { staker, bonder, role, release: None, surplus: None };
            scene.stakers(|storage| custody::LICENSES.save(storage, "5", &free).unwrap());
        }),
        simple("LN-07", |scene| save_stake(scene, 4, |stake| stake.holding.licenses += 1)),
        after("LN-08", fault, |scene| save_ledger(scene, |ledger| ledger.revenue_due += Uint128::one())),
        after("LN-09", redemption, |scene| scene.licenses(|view| view.status.reserve += Uint128::one())),
        simple("LN-10", |scene| scene.ghost.slashed += 1),
        after("LN-11", unbonding, |scene| {
            let mut license = scene.after.custody["3"].clone();
            license.release = scene.after.custody["10"].release.map(|_| Expiration::AtHeight(1));
            scene.stakers(|storage| custody::LICENSES.save(storage, "3", &license).unwrap());
        }),
        after("LN-12", everybody_leaves, |scene| {
            scene.licenses(|view| view.status.reserve = Uint128::one());
        }),
        simple("G-01", |scene| {
            let who = scene.person(7);
            let foreign = scene.after.balance(&who, tributary_testing::world::FOREIGN);
            scene.coins(&who, scene.held(&who) + 1, foreign);
        }),
        simple("G-02", |scene| {
            let (stakers, _) = registries(scene);
            scene.coins(&stakers, scene.held(&stakers) - 1, 0);
        }),
        simple("G-03", |scene| scene.delegation(0, 2, |row| add(&mut row["rewards"]["settled"], 1))),
        after("G-04", early_finalisation, |scene| {
            let before = scene.runner.world.net.chain.fingerprint();
            let who = scene.person(7);
            scene.coins(&who, 1, 1);
            scene.step.fingerprints = Some((before, scene.runner.world.net.chain.fingerprint()));
        }),
        simple("G-06", |scene| save_stake(scene, 4, |stake| stake.holding.tokens += Uint128::one())),
        after("G-07", probes, |scene| {
            // The staker-registry forgets the stake of every pool.
            for index in [0, 1] {
                save_stake(scene, index, |stake| stake.holding.tokens = Uint128::zero());
            }
            scene.step.exits = scene.runner.probe_exits().unwrap();
        }),
        simple("G-08", |scene| scene.delegation(0, 2, |row| add(&mut row["rewards"]["settled"], 1))),
        after("G-11", withdrawal, |scene| {
            scene.step.quotes.values_mut().for_each(|quote| *quote += 1);
        }),
        simple("G-12", |scene| {
            let pause = Pause { guardian: scene.after.pool_pause.guardian.clone(), paused: true };
            let who = scene.person(7);
            let msg = PoolMsg::ApplyConfig {};
            scene.step.calls = vec![Call { sender: who, message: Message::Pools(msg), funds: vec![] }];
            scene.pools(|storage| {
                PAUSE.save(storage, &pause).unwrap();
            });
        }),
        simple("G-13", |scene| {
            let (stakers, _) = registries(scene);
            scene.coins(&stakers, 1, 0);
        }),
        simple("G-14", |scene| {
            let operator = scene.person(0);
            let mut profile = scene.after.profiles[&operator].clone();
            profile.registered_at = profile.registered_at.plus_days(1_000);
            scene.pools(|storage| pr::PROFILES.save(storage, &operator, &profile).unwrap());
        }),
        simple("G-17", |scene| scene.pools(|storage: &mut dyn Storage| storage.set(b"reply_context", b"{}"))),
        simple("G-18", |scene| {
            let (key, staker) = (scene.runner.world.cast.keys[9].clone(), scene.person(4));
            scene.stakers(|storage| sr::SIGNERS.save(storage, &key, &staker).unwrap());
        }),
    ]
}
