//! Licences in pools: who is admitted with them, what they change, how they leave.

use anyhow::Result;
use cosmwasm_std::{Addr, Uint256};
use tributary_controls::ControlError;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::Parameters;
use tributary_types::pool_registry::{
    DelegationResponse, DelegationsResponse, DelegatorsResponse, ExecuteMsg, Hook, PoolState, QueryMsg,
    CONTRACT,
};
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::staker_registry;

use crate::liquidated::liquidate;
use crate::listener::{heard, listener, set_deaf};
use crate::support::licenses::E;
use crate::support::suite::{data, uint, Suite};
use crate::world::PAUSE;

const DAY: u64 = 86_400;

/// Half of a pool must be the operator's: 1000 of 2000. Cyd has the licences 1 to 3, ada a1 and a2.
fn suite() -> (Suite, Addr, Addr) {
    with(Parameters { percentage: 50, ..Parameters::default() })
}

fn with(parameters: Parameters) -> (Suite, Addr, Addr) {
    let mut suite = Suite::licensed_with(&parameters, |_| {});
    let (ada, cyd) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"));
    suite.mint(&cyd, &["1", "2", "3"]);
    suite.mint(&ada, &["a1", "a2"]);
    (suite, ada, cyd)
}

fn delegation(suite: &Suite, pool: &Addr, delegator: &Addr) -> DelegationResponse {
    let (pool, delegator) = (pool.to_string(), delegator.to_string());
    suite.ask_pools(&QueryMsg::Delegation { pool, delegator }).unwrap()
}

fn stakes(suite: &Suite, pool: &Addr) -> (PoolState, u128, u128) {
    let pool = suite.pool(pool).unwrap();
    (pool.state, pool.self_stake.u128(), pool.total_stake.u128())
}

fn over(pool: &Addr, left: u128, required: u128) -> ContractError {
    let (left, required) = (Uint256::from_u128(left), uint(required));
    ContractError::OverCapacity { pool: pool.clone(), left, required }
}

fn pause_stakers(suite: &mut Suite) {
    let guardian = suite.guardian.clone();
    suite.stakers(&guardian, &staker_registry::ExecuteMsg::Pause {}, 0).unwrap();
}

fn pause_pools(suite: &mut Suite) {
    let guardian = suite.guardian.clone();
    suite.pools(&guardian, &PAUSE, 0).unwrap();
}

fn unpause_pools(suite: &mut Suite) {
    let owner = suite.owner.clone();
    suite.pools(&owner, &ExecuteMsg::Unpause {}, 0).unwrap();
}

#[test]
fn a_licence_counts_its_coins_in_the_pool() {
    let (mut suite, ada, cyd) = with(Parameters::default());
    suite.delegate(&cyd, &ada, 300).unwrap();

    let outcome = suite.bond_license(&cyd, &ada, "1").unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["license_changed delegator=cyd pool=ada token_id=1 licenses=1 stake=1300 pool_stake=2300"]
    );
    let outcome = suite.bond_license(&cyd, &ada, "2").unwrap();
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["license_changed delegator=cyd pool=ada token_id=2 licenses=2 stake=2300 pool_stake=3300"]
    );
    let expected = DelegationResponse {
        pool: ada.clone(),
        delegator: cyd.clone(),
        tokens: uint(300),
        locked: uint(0),
        licenses: 2,
        weight: uint(2_300),
        rewards: uint(0),
        auto_fee_ppm: None,
    };
    assert_eq!(delegation(&suite, &ada, &cyd), expected);
    let (start_after, limit) = (None, None);
    let msg = QueryMsg::Delegations { delegator: cyd.to_string(), start_after, limit };
    assert_eq!(suite.ask_pools::<DelegationsResponse>(&msg).unwrap().delegations, [expected]);
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.self_stake, pool.total_stake, pool.delegators), (uint(1_000), uint(3_300), 2));
    // PR-01: what the staker-registry counts.
    let staker: staker_registry::StakerResponse =
        suite.ask_stakers(&staker_registry::QueryMsg::Staker { staker: ada.to_string() }).unwrap();
    assert_eq!((staker.tokens, staker.licenses, staker.weight), (uint(1_300), 2, uint(3_300)));

    let outcome = suite.unbond_license(&cyd, "1").unwrap();
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["license_changed delegator=cyd pool=ada token_id=1 licenses=1 stake=1300 pool_stake=2300"]
    );
}

/// PR-14 in weights: what fits to the unit is taken, a unit more is not.
#[test]
fn a_licence_needs_room_for_all_its_coins() {
    let (mut suite, ada, cyd) = suite();
    suite.delegate(&cyd, &ada, 1).unwrap();

    suite.refuses(over(&ada, 999, E), |suite| suite.bond_license(&cyd, &ada, "1"));
    assert_eq!(suite.token_owner("1"), cyd);
    suite.undelegate(&cyd, &ada, 1, 0).unwrap();
    suite.bond_license(&cyd, &ada, "1").unwrap();
    assert_eq!(suite.pool(&ada).unwrap().capacity_left, Uint256::zero());
    suite.refuses(over(&ada, 0, 1), |suite| suite.delegate(&cyd, &ada, 1));
    suite.refuses(over(&ada, 0, E), |suite| suite.bond_license(&cyd, &ada, "2"));
    // The operator's own needs no room, and makes some.
    suite.bond_license(&ada, &ada, "a1").unwrap();
    assert_eq!(suite.pool(&ada).unwrap().capacity_left, Uint256::from_u128(E));
    suite.bond_license(&cyd, &ada, "2").unwrap();
    assert_eq!(suite.pool(&ada).unwrap().capacity_left, Uint256::zero());
}

/// What is on its way by transfers takes up room for licences too.
#[test]
fn transfers_under_way_take_up_room_for_licences() {
    let (mut suite, ada, cyd) = suite();
    let ben = suite.pool_of("ben", 1_000, 0);
    suite.delegate(&cyd, &ben, 10).unwrap();
    suite.transfer(&cyd, &ben, &ada, 10, 3).unwrap();

    suite.refuses(over(&ada, 993, E), |suite| suite.bond_license(&cyd, &ada, "1"));
}

#[test]
fn a_broken_pool_takes_no_licences_but_its_operators_and_lets_all_out() {
    let (mut suite, ada, cyd) = with(Parameters::default());
    suite.bond_license(&cyd, &ada, "1").unwrap();
    let outcome = suite.undelegate(&ada, &ada, 1, 0).unwrap();
    assert_eq!(
        suite.told(&outcome, CONTRACT)[0],
        "pool_state_changed pool=ada state=broken self_stake=999 pool_stake=1999"
    );

    let broken = || ContractError::PoolBroken { pool: ada.clone() };
    suite.refuses(broken(), |suite| suite.bond_license(&cyd, &ada, "2"));
    suite.unbond_license(&cyd, "1").unwrap();
    assert_eq!(stakes(&suite, &ada), (PoolState::Broken, 999, 999));

    let outcome = suite.bond_license(&ada, &ada, "a1").unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "license_changed delegator=ada pool=ada token_id=a1 licenses=1 stake=1999 pool_stake=1999",
            "pool_state_changed pool=ada state=active self_stake=1999 pool_stake=1999",
        ]
    );
    assert_eq!(suite.told(&outcome, staker_registry::CONTRACT)[1], "state_changed staker=ada active=true");
    suite.bond_license(&cyd, &ada, "2").unwrap();
}

/// PR-11: an operator that leaves with its licence breaks its pool, as with coins.
#[test]
fn an_operators_licence_breaks_and_retires_its_pool() {
    let (mut suite, ada, cyd) = suite();
    suite.bond_license(&ada, &ada, "a1").unwrap();
    suite.delegate(&cyd, &ada, 2_000).unwrap();
    suite.undelegate(&ada, &ada, 1_000, 0).unwrap();
    suite.bond_license(&ada, &ada, "a2").unwrap();
    assert_eq!(stakes(&suite, &ada), (PoolState::Active, 2_000, 4_000));

    // A third of the pool is left, half is needed.
    let outcome = suite.unbond_license(&ada, "a1").unwrap();
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "license_changed delegator=ada pool=ada token_id=a1 licenses=1 stake=1000 pool_stake=3000",
            "pool_state_changed pool=ada state=broken self_stake=1000 pool_stake=3000",
        ]
    );
    assert_eq!(suite.told(&outcome, staker_registry::CONTRACT)[1], "state_changed staker=ada active=false");
    suite.unbond_license(&ada, "a2").unwrap();
    assert_eq!(stakes(&suite, &ada), (PoolState::Retired, 0, 2_000));
    suite.undelegate(&cyd, &ada, 2_000, 0).unwrap();
    // Delegators who leave can mend it as well.
    suite.wait(DAY);
    suite.release_license(&cyd, "a1").unwrap();
    suite.bond_license(&ada, &ada, "a1").unwrap();
    assert_eq!(stakes(&suite, &ada), (PoolState::Active, 1_000, 1_000));
}

#[test]
fn a_delegator_that_takes_a_licence_out_can_mend_a_pool() {
    let (mut suite, ada, cyd) = suite();
    suite.delegate(&ada, &ada, 500).unwrap();
    suite.bond_license(&cyd, &ada, "1").unwrap();
    suite.delegate(&cyd, &ada, 500).unwrap();
    suite.undelegate(&ada, &ada, 500, 0).unwrap();
    assert_eq!(stakes(&suite, &ada), (PoolState::Broken, 1_000, 2_500));

    suite.unbond_license(&cyd, "1").unwrap();

    assert_eq!(stakes(&suite, &ada), (PoolState::Active, 1_000, 1_500));
}

/// D26: either pause keeps licences out, neither keeps them in.
#[test]
fn a_pause_of_either_registry_stops_licences_on_the_way_in_alone() {
    let pauses: [fn(&mut Suite); 2] = [pause_pools, pause_stakers];
    for pause in pauses {
        let (mut suite, ada, cyd) = with(Parameters::default());
        suite.bond_license(&cyd, &ada, "1").unwrap();
        suite.bond_license(&ada, &ada, "a1").unwrap();
        pause(&mut suite);

        suite.refuses_with("paused", |suite| suite.bond_license(&cyd, &ada, "2"));
        suite.refuses_with("paused", |suite| suite.bond_license(&ada, &ada, "a2"));
        assert_eq!(suite.token_owner("2"), cyd);
        suite.unbond_license(&cyd, "1").unwrap();
        suite.unbond_license(&ada, "a1").unwrap();
        suite.wait(DAY);
        suite.release_license(&cyd, "1").unwrap();
        suite.release_license(&cyd, "a1").unwrap();
        assert_eq!([suite.token_owner("1"), suite.token_owner("a1")], [cyd, ada]);
    }
}

/// A pool-registry that is paused is no obstacle to a solo staker.
#[test]
fn a_solo_staker_does_not_depend_on_the_pool_registry() {
    let mut suite = Suite::licensed();
    let sol = suite.solo("sol", 1_000);
    suite.mint(&sol, &["1"]);
    pause_pools(&mut suite);

    suite.bond_license(&sol, &sol, "1").unwrap();
    suite.unbond_license(&sol, "1").unwrap();
}

/// D13: the minimum delegation is about tokens; licences neither need it nor help.
#[test]
fn the_minimum_delegation_looks_at_tokens_alone() {
    let (mut suite, ada, cyd) = with(Parameters { min_delegation: Some(500), ..Parameters::default() });

    suite.bond_license(&cyd, &ada, "1").unwrap();
    let below = |left| ContractError::BelowMinimumDelegation { minimum: uint(500), left: uint(left) };
    suite.refuses(below(499), |suite| suite.delegate(&cyd, &ada, 499));
    suite.delegate(&cyd, &ada, 600).unwrap();
    suite.refuses(below(499), |suite| suite.undelegate(&cyd, &ada, 101, 0));
    suite.undelegate(&cyd, &ada, 100, 0).unwrap();
    suite.unbond_license(&cyd, "1").unwrap();
    suite.bond_license(&cyd, &ada, "2").unwrap();
    suite.undelegate(&cyd, &ada, 500, 0).unwrap();
    let found = delegation(&suite, &ada, &cyd);
    assert_eq!((found.tokens, found.licenses, found.weight), (uint(0), 1, uint(E)));
    suite.unbond_license(&cyd, "2").unwrap();
}

/// What a fault left of a licence stays, and the minimum delegation does not keep free coins with it.
#[test]
fn everything_that_is_free_leaves_whatever_the_minimum_delegation() {
    let (mut suite, ada, _) = with(Parameters { min_delegation: Some(500), ..Parameters::default() });
    suite.bond_license(&ada, &ada, "a1").unwrap();
    suite.open_mainnet();
    liquidate(&mut suite, &ada, 1_900, "one").unwrap();
    suite.delegate(&ada, &ada, 10_000).unwrap();
    let found = delegation(&suite, &ada, &ada);
    assert_eq!((found.tokens, found.locked, found.licenses), (uint(10_100), uint(100), 0));

    let below = ContractError::BelowMinimumDelegation { minimum: uint(500), left: uint(101) };
    suite.refuses(below, |suite| suite.undelegate(&ada, &ada, 9_999, 0));
    let (free, locked, required) = (uint(10_000), uint(100), uint(10_001));
    let locked = ContractError::Control(ControlError::LockedStake { free, locked, required });
    suite.refuses(locked, |suite| suite.undelegate(&ada, &ada, 10_001, 0));
    suite.undelegate(&ada, &ada, 10_000, 0).unwrap();
    suite.open_stable();
    suite.undelegate(&ada, &ada, 100, 0).unwrap();
}

/// The coins that licences stand for are not the delegator's to take out.
#[test]
fn undelegations_and_transfers_are_limited_by_tokens() {
    let (mut suite, ada, cyd) = with(Parameters::default());
    let ben = suite.pool_of("ben", 1_000, 0);
    suite.bond_license(&cyd, &ada, "1").unwrap();

    let short = |available, required| {
        let (available, required) = (uint(available), uint(required));
        ContractError::InsufficientStake { available, required }
    };
    suite.refuses(short(0, 1), |suite| suite.undelegate(&cyd, &ada, 1, 0));
    suite.refuses(short(0, E), |suite| suite.transfer(&cyd, &ada, &ben, E, 0));
    suite.delegate(&cyd, &ada, 70).unwrap();
    suite.refuses(short(70, 71), |suite| suite.undelegate(&cyd, &ada, 71, 0));
    suite.refuses(short(70, 71), |suite| suite.transfer(&cyd, &ada, &ben, 71, 0));
    suite.transfer(&cyd, &ada, &ben, 30, 0).unwrap();
    suite.undelegate(&cyd, &ada, 40, 0).unwrap();
    assert_eq!(delegation(&suite, &ada, &cyd).weight, uint(E));
}

/// G-18: whoever has neither tokens, licences nor rewards left is forgotten.
#[test]
fn a_place_without_licences_and_rewards_is_removed() {
    let (mut suite, ada, cyd) = with(Parameters::default());
    let places = |suite: &Suite| {
        let (start_after, limit) = (None, None);
        let of_pool = QueryMsg::Delegators { pool: ada.to_string(), start_after, limit };
        let of_cyd = QueryMsg::Delegations { delegator: cyd.to_string(), start_after: None, limit };
        let pool = suite.ask_pools::<DelegatorsResponse>(&of_pool).unwrap().delegators.len();
        (pool, suite.ask_pools::<DelegationsResponse>(&of_cyd).unwrap().delegations.len())
    };
    let delegators = |suite: &Suite| suite.pool(&ada).unwrap().delegators;
    suite.bond_license(&cyd, &ada, "1").unwrap();
    assert_eq!((places(&suite), delegators(&suite)), ((2, 1), 2));

    suite.unbond_license(&cyd, "1").unwrap();
    assert_eq!((places(&suite), delegators(&suite)), ((1, 0), 1));

    // With rewards it stays until they are paid.
    suite.bond_license(&cyd, &ada, "2").unwrap();
    suite.reward(&ada, 100).unwrap();
    suite.unbond_license(&cyd, "2").unwrap();
    assert_eq!((places(&suite), delegators(&suite), suite.owed(&cyd, &ada)), ((2, 1), 1, 50));
    suite.withdraw(&cyd, &ada).unwrap();
    assert_eq!((places(&suite), delegators(&suite)), ((1, 0), 1));
}

fn changed(suite: &Suite, pool: &Addr, who: &Addr, stake: u128, missed: bool) -> DelegationChanged {
    let (delegator, coinbase) = (who.to_string(), suite.coinbase(pool).into_string());
    DelegationChanged { delegator, pool: pool.to_string(), coinbase, stake: uint(stake), missed }
}

/// A listener hears weights, and those of a licence like others.
fn with_listener() -> (Suite, Addr, Addr, Addr) {
    let (mut suite, ada, cyd) = with(Parameters::default());
    let ear = listener(&mut suite, "ear");
    let owner = suite.owner.clone();
    let hooks = vec![Hook { contract: ear.to_string(), gas_limit: 100_000 }];
    suite.pools(&owner, &ExecuteMsg::SetHooks { hooks }, 0).unwrap();
    (suite, ada, cyd, ear)
}

/// D24.
#[test]
fn listeners_hear_the_weight_with_every_licence() {
    let (mut suite, ada, cyd, ear) = with_listener();

    suite.bond_license(&cyd, &ada, "1").unwrap();
    suite.delegate(&cyd, &ada, 5).unwrap();
    suite.bond_license(&ada, &ada, "a1").unwrap();
    suite.unbond_license(&cyd, "1").unwrap();
    suite.open_mainnet();
    let slasher = suite.slasher.clone();
    let liquidate = staker_registry::ExecuteMsg::Liquidate {
        staker: ada.to_string(),
        amount: uint(1_300),
        evidence_id: "e".to_owned(),
        reason: "r".to_owned(),
    };
    suite.stakers(&slasher, &liquidate, 0).unwrap();

    let expected = [(&cyd, 1_000), (&cyd, 1_005), (&ada, 2_000), (&cyd, 5), (&ada, 700)];
    assert_eq!(heard(&suite, &ear), expected.map(|(who, stake)| changed(&suite, &ada, who, stake, false)));
}

/// Fault 11: a listener keeps licences out, never in.
#[test]
fn a_listener_that_refuses_does_not_keep_a_licence_in() {
    let (mut suite, ada, cyd, ear) = with_listener();
    suite.bond_license(&cyd, &ada, "1").unwrap();
    suite.bond_license(&ada, &ada, "a1").unwrap();
    set_deaf(&mut suite, &ear, true);

    suite.refuses_with("cannot hear", |suite| suite.bond_license(&cyd, &ada, "2"));
    let outcome = suite.unbond_license(&cyd, "1").unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT)[1], "hook_missed hook=ear delegator=cyd pool=ada");
    let token_id = "1".to_owned();
    let release = staker_registry::LicenseUnbonding { token_id, release: suite.after(DAY) };
    assert_eq!(data::<staker_registry::LicenseUnbonding>(&outcome), release);
    suite.unbond_license(&ada, "a1").unwrap();

    set_deaf(&mut suite, &ear, false);
    suite.bond_license(&cyd, &ada, "2").unwrap();
    assert_eq!(heard(&suite, &ear).pop(), Some(changed(&suite, &ada, &cyd, E, true)));
}

fn change(suite: &mut Suite, who: &Addr, pool: &Addr, delegator: &Addr, licenses: u32) -> Result<Outcome> {
    let msg = ExecuteMsg::LicenseChanged {
        pool: pool.to_string(),
        delegator: delegator.to_string(),
        licenses,
        token_id: "1".to_owned(),
        coins_per_license: uint(E),
        license_nft: suite.license_nft().into_string(),
    };
    suite.pools(who, &msg, 0)
}

#[test]
fn only_the_staker_registry_reports_licences() {
    let (mut suite, ada, cyd) = with(Parameters::default());
    let (stakers, license_nft) = (suite.staker_registry.clone(), suite.license_nft());
    let owner = suite.owner.clone();

    for sender in [&cyd, &ada, &owner, &license_nft] {
        let not = ContractError::NotStakerRegistry;
        suite.refuses(not, |suite| change(suite, sender, &ada, &cyd, 1));
        let open = ExecuteMsg::RegisterPoolFor {
            operator: sender.to_string(),
            token_id: "1".to_owned(),
            coins_per_license: uint(u128::MAX),
            license_nft: license_nft.to_string(),
            signing_address: cyd.to_string(),
            commission_ppm: 0,
            metadata_url: "https://cyd.example".to_owned(),
            metadata_hash: "9f".repeat(32),
        };
        suite.refuses(ContractError::NotStakerRegistry, |suite| suite.pools(sender, &open, 0));
    }
    let unknown = ContractError::UnknownPool { pool: cyd.clone() };
    suite.refuses(unknown, |suite| change(suite, &stakers, &cyd, &cyd, 1));
}

/// The handler's own test of the pause: up is an entry, down and the same are none.
#[test]
fn fewer_licences_are_never_an_entry() {
    let (mut suite, ada, cyd) = with(Parameters::default());
    let stakers = suite.staker_registry.clone();
    change(&mut suite, &stakers, &ada, &cyd, 2).unwrap();
    pause_pools(&mut suite);

    let paused = || ContractError::Control(ControlError::Paused);
    suite.refuses(paused(), |suite| change(suite, &stakers, &ada, &cyd, 3));
    change(&mut suite, &stakers, &ada, &cyd, 2).unwrap();
    change(&mut suite, &stakers, &ada, &cyd, 1).unwrap();
    suite.refuses(paused(), |suite| change(suite, &stakers, &ada, &cyd, 2));
    unpause_pools(&mut suite);
    change(&mut suite, &stakers, &ada, &cyd, 2).unwrap();
    assert_eq!(delegation(&suite, &ada, &cyd).weight, uint(2 * E));
}

/// The staker-registry cannot take more licences than the pool knows of.
#[test]
fn no_more_licences_are_burned_than_the_operator_has() {
    let (mut suite, ada, _) = with(Parameters::default());
    let stakers = suite.staker_registry.clone();
    suite.bond_license(&ada, &ada, "a1").unwrap();
    let liquidated = |licenses| ExecuteMsg::Liquidated {
        pool: ada.to_string(),
        tokens: uint(0),
        licenses,
        surplus: uint(7),
    };

    let short = ContractError::InsufficientLicenses { available: 1, required: 2 };
    suite.refuses(short, |suite| suite.pools(&stakers, &liquidated(2), 0));
    let outcome = suite.pools(&stakers, &liquidated(1), 0).unwrap();
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["operator_liquidated pool=ada amount=0 licenses=1 surplus=7 stake=1007 pool_stake=1007"]
    );
    assert_eq!(delegation(&suite, &ada, &ada).locked, uint(7));
}
