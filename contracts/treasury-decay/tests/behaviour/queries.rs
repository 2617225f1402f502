//! Queries answer as of now: as if the contract had just been touched

use cosmwasm_std::{Addr, Decimal};
use serde_json::{json, Value};
use tributary_types::treasury_decay::{
    EfficiencyAtResponse, EfficiencyResponse, ExecuteMsg, MigrateMsg, QueryMsg, ThresholdResponse, UserItem,
    UsersResponse,
};

use crate::support::suite::uint;
use crate::world::{World, WEEK};

/// Every query, with alice, bob and ada's pool.
fn answers(world: &World) -> Vec<(String, Value)> {
    let (alice, bob, ada) = (&world.alice, &world.bob, &world.ada);
    let queries = [
        json!({"config": {}}),
        json!({"epoch": {}}),
        json!({"threshold": {}}),
        json!({"checkpoints": {}}),
        json!({"efficiency": {"user": alice}}),
        json!({"efficiency": {"user": bob}}),
        json!({"efficiency_at": {"stake": "10000000"}}),
        json!({"users": {}}),
        json!({"revenue": {}}),
        json!({"treasury": {}}),
        json!({"pool": {"pool": ada}}),
        json!({"pools": {}}),
        json!({"delegation": {"user": alice, "pool": ada}}),
        json!({"delegation": {"user": bob, "pool": ada}}),
        json!({"delegations": {"user": alice}}),
        json!({"share": {"user": alice}}),
        json!({"identity": {"user": alice}}),
        json!({"identities": {}}),
        json!({"ownership": {}}),
        json!({"migration": {}}),
    ];
    let ask = |query: &Value| world.suite.chain.query(&world.treasury, query).unwrap();
    queries.iter().map(|query| (query.to_string(), ask(query))).collect()
}

/// In the middle of a release over some epochs, with stakes that move the threshold.
fn busy() -> World {
    let mut world = World::decayed_with(|msg| {
        msg.epoch_secs = Some(WEEK);
        msg.release_secs = Some(4 * WEEK);
    });
    let (bob, ada) = (world.bob.clone(), world.ada.clone());
    world.revenue(1_000_000_007);
    world.suite.wait(WEEK / 2);
    world.stake(&bob, &ada, 2_000_000);
    world
}

/// G-11: between the two answers there is nothing but the touch itself.
#[test]
fn a_touch_changes_no_answer() {
    for waited in [0, 1, WEEK / 2 - 1, WEEK / 2, WEEK, 3 * WEEK, 9 * WEEK + 5] {
        let mut world = busy();
        let (carol, eve) = (world.carol.clone(), world.eve.clone());
        world.suite.wait(waited);
        let before = answers(&world);

        if waited >= WEEK / 2 {
            world.send(&eve, &ExecuteMsg::RollEpoch {}).unwrap();
            assert_eq!(answers(&world), before, "rolled after {waited}");
        }
        world.settle(&carol);

        assert_eq!(answers(&world), before, "after {waited}");
        world.is_consistent();
    }
}

/// What settling a user changes: how far it is behind, and the treasury. Nothing else.
#[test]
fn a_settlement_changes_what_is_settled_alone() {
    let mut world = busy();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.suite.wait(3 * WEEK);
    let asked = |world: &World| {
        let found = world.efficiency(&alice);
        let stakes = (found.identified, found.stake, found.effective_stake, found.efficiency);
        (stakes, world.delegation(&alice, &ada), world.delegation(&bob, &ada), world.threshold())
    };
    let (before, balance) = (asked(&world), world.balance());

    let told = world.settle(&alice);

    assert_eq!(asked(&world), before);
    let friction = world.balance() - balance;
    assert!(friction > 0 && told.ends_with(&format!("remaining=0 to_treasury={friction}")), "{told}");
    assert_eq!(world.efficiency(&alice).checkpoints_behind, 0);
}

/// G-11: what a query says is what a call pays in the same block.
#[test]
fn what_is_claimable_is_what_is_collected() {
    let mut world = busy();
    let (alice, bob, ada) = (world.alice.clone(), world.bob.clone(), world.ada.clone());
    world.suite.wait(2 * WEEK);
    let pending = world.pool(&ada).pending.u128();
    let expected = pending + world.delegation(&alice, &ada).1 + world.delegation(&bob, &ada).1;

    world.collect(&ada, &[&alice, &bob]);

    let paid = world.pool(&ada).paid.u128();
    // Three figures were rounded down.
    assert!((expected..expected + 3).contains(&paid), "{expected} {paid}");
    assert_eq!((world.delegation(&alice, &ada).1, world.delegation(&bob, &ada).1), (0, 0));
}

#[test]
fn efficiency_is_the_effective_part_rounded_down() {
    let world = World::decayed();
    let expected = EfficiencyResponse {
        identified: true,
        stake: uint(10_000_000),
        effective_stake: uint(4_526_184),
        efficiency: "0.4526184".parse().unwrap(),
        checkpoints_behind: 0,
    };
    assert_eq!(world.efficiency(&world.alice), expected);
    let expected = EfficiencyResponse {
        identified: true,
        stake: uint(0),
        effective_stake: uint(0),
        efficiency: Decimal::one(),
        checkpoints_behind: 0,
    };
    assert_eq!(world.efficiency(&world.carol), expected);
}

/// The vectors of the specification, at a threshold of 3,162,277.
#[test]
fn the_efficiency_of_any_stake_can_be_asked() {
    let world = World::decayed();
    for (stake, effective) in [
        (0, 0),
        (1, 1),
        (1_000_000, 1_000_000),
        (3_162_277, 3_162_277),
        (3_162_278, 3_162_277),
        (4_000_000, 3_789_406),
        (6_324_554, 4_398_300),
        (10_000_000, 4_526_184),
        (100_000_000, 4_535_636),
        (10_000_000_000, 4_535_636),
    ] {
        let found: EfficiencyAtResponse = world.ask(&QueryMsg::EfficiencyAt { stake: uint(stake) });
        let efficiency = if stake == 0 { Decimal::one() } else { Decimal::from_ratio(effective, stake) };
        assert_eq!(found, EfficiencyAtResponse { effective_stake: uint(effective), efficiency });
    }
}

#[test]
fn users_are_listed_with_what_is_effective() {
    let world = World::decayed();
    let row = |user: &Addr, stake, effective| UserItem {
        user: user.clone(),
        identified: true,
        stake: uint(stake),
        effective_stake: uint(effective),
    };
    let mut expected = vec![row(&world.alice, 10_000_000, 4_526_184), row(&world.bob, 1_000_000, 1_000_000)];
    expected.sort_by(|one, other| one.user.cmp(&other.user));

    let asked = QueryMsg::Users { start_after: None, limit: None };
    assert_eq!(world.ask::<UsersResponse>(&asked).users, expected);
    // No second of the new epoch has passed, so nobody was counted in it.
    let expected = ThresholdResponse {
        threshold: uint(3_162_277),
        next: uint(0),
        counted_users: 2,
        total_stake: uint(11_000_000),
    };
    assert_eq!(world.threshold(), expected);
}

/// who is nobody has nothing; a pool that nobody knows is an error.
#[test]
fn unknown_users_have_nothing_and_unknown_pools_are_not_found() {
    let world = World::decayed();
    let (carol, ada, ben) = (&world.carol, &world.ada, &world.ben);
    assert_eq!(
        (world.share(carol), world.delegation(carol, ada), world.delegation(carol, ben)),
        ((0, 0), (0, 0), (0, 0))
    );
    let error = world.query_error(&QueryMsg::Pool { pool: ben.to_string() });
    assert!(error.contains(&format!("pool not found: {ben}")), "{error}");
}

/// G-15, fault 27: a migration in the middle of a release changes no answer.
#[test]
fn a_migration_changes_no_answer() {
    let mut world = busy();
    world.suite.wait(WEEK);
    let (before, treasury) = (answers(&world), world.treasury.clone());

    let name = "crates.io:tributary-treasury-decay";
    cw2::set_contract_version(&mut *world.suite.chain.storage_mut(&treasury), name, "0.1.0").unwrap();
    let (owner, eve) = (world.suite.owner.clone(), world.eve.clone());
    world.suite.chain.migrate(&owner, &treasury, "treasury-decay", &MigrateMsg {}).unwrap();
    world.send(&eve, &ExecuteMsg::MigrateRecords { cursor: 0, limit: 100 }).unwrap();

    assert_eq!(answers(&world), before);
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 0);
    world.is_consistent();
}
