//! `unbond_license`, `release_license`

use cosmwasm_std::{from_json, Addr};
use cw_utils::{Duration, Expiration};
use tributary_controls::ControlError;
use tributary_staker_registry::ContractError;
use tributary_types::license_nft::{ExecuteMsg as NftMsg, NodeRole};
use tributary_types::staker_registry::{
    BondState, ConfigChange, ExecuteMsg, LicenseAction, LicenseBondsResponse, LicenseUnbonding, QueryMsg,
    CONTRACT,
};

use crate::support::suite::{data, uint, Suite};
use crate::world::DAY;

/// Sol with 1000 tokens and two bonded licences.
fn suite() -> (Suite, Addr, Addr) {
    let mut suite = Suite::licensed();
    let (sol, eve) = (suite.solo("sol", 1_000), suite.who("eve"));
    suite.mint(&sol, &["1", "2"]);
    for id in ["1", "2"] {
        suite.bond_license(&sol, &sol, id).unwrap();
    }
    (suite, sol, eve)
}

fn unknown(id: &str) -> ContractError {
    ContractError::UnknownLicense { token_id: id.to_owned() }
}

fn locked(release: Expiration) -> ContractError {
    ContractError::Control(ControlError::Locked { release })
}

#[test]
fn a_licence_stops_counting_at_once_and_comes_back_after_the_lock() {
    let (mut suite, sol, eve) = suite();
    let (release, nanos) = (suite.after(DAY), suite.nanos_after(DAY));

    let outcome = suite.unbond_license(&sol, "1").unwrap();

    let told = format!("license_unbonded token_id=1 staker=sol bonder=sol release={nanos} licenses=1");
    assert_eq!(suite.told(&outcome, CONTRACT), [told]);
    assert_eq!(data::<LicenseUnbonding>(&outcome), LicenseUnbonding { token_id: "1".to_owned(), release });
    assert_eq!((suite.staker(&sol).licenses, suite.staker(&sol).weight), (1, uint(2_000)));
    let totals = suite.totals();
    assert_eq!((totals.licenses, totals.power, totals.tokens), (1, uint(2_000), uint(1_000)));
    let row = suite.license_bond("1").unwrap();
    assert_eq!((row.state, row.release), (BondState::Unbonding, Some(release)));
    assert_eq!((row.staker, row.bonder), (sol.clone(), sol.clone()));
    // Until it is back it stands for its node.
    assert_eq!(
        (suite.license("1").node, suite.token_owner("1")),
        (Some(sol.to_string()), suite.staker_registry.clone())
    );

    suite.wait(DAY - 1);
    suite.refuses(locked(release), |suite| suite.release_license(&sol, "1"));
    suite.wait(1);
    let outcome = suite.release_license(&eve, "1").unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["license_released token_id=1 staker=sol bonder=sol surplus=0"]
    );
    assert_eq!((suite.token_owner("1"), suite.license("1").node), (sol.clone(), None));
    assert!(suite.license_bond("1").unwrap_err().to_string().contains(&unknown("1").to_string()));
    let msg = QueryMsg::Licenses { staker: sol.to_string(), owner: None, start_after: None, limit: None };
    let left = suite.ask_stakers::<LicenseBondsResponse>(&msg).unwrap().licenses;
    assert_eq!(left.iter().map(|row| row.token_id.as_str()).collect::<Vec<_>>(), ["2"]);
    suite.refuses(unknown("1"), |suite| suite.release_license(&sol, "1"));
}

#[test]
fn a_licence_that_came_back_can_be_bonded_again_for_another_role() {
    let (mut suite, sol, _) = suite();
    suite.unbond_license(&sol, "1").unwrap();
    suite.wait(DAY);
    suite.release_license(&sol, "1").unwrap();

    let (staker, role) = (sol.to_string(), NodeRole::ResourceNode);
    suite.send_license(&sol, "1", &LicenseAction::BondLicense { staker, role }).unwrap();

    assert_eq!(suite.license("1").role, Some(NodeRole::ResourceNode));
    assert_eq!((suite.license_bond("1").unwrap().release, suite.staker(&sol).licenses), (None, 2));
}

#[test]
fn only_its_bonder_asks_a_licence_back_and_once() {
    let (mut suite, sol, eve) = suite();
    let (ada, cyd) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"));
    suite.mint(&cyd, &["3"]);
    suite.bond_license(&cyd, &ada, "3").unwrap();
    let [owner, pools, license_nft] = [suite.owner.clone(), suite.pool_registry.clone(), suite.license_nft()];

    let not = |id: &str, bonder: &Addr| {
        let (token_id, bonder) = (id.to_owned(), bonder.clone());
        ContractError::NotBonder { token_id, bonder }
    };
    for sender in [&eve, &owner, &pools, &license_nft] {
        suite.refuses(not("1", &sol), |suite| suite.unbond_license(sender, "1"));
    }
    // Not even the operator of the pool.
    suite.refuses(not("3", &cyd), |suite| suite.unbond_license(&ada, "3"));
    suite.refuses(unknown("none"), |suite| suite.unbond_license(&sol, "none"));
    suite.mint(&sol, &["free"]);
    suite.refuses(unknown("free"), |suite| suite.unbond_license(&sol, "free"));
    suite.unbond_license(&sol, "1").unwrap();
    suite.wait(5);
    let twice = || ContractError::AlreadyUnbonding { token_id: "1".to_owned() };
    suite.refuses(twice(), |suite| suite.unbond_license(&sol, "1"));
    suite.wait(DAY);
    suite.refuses(twice(), |suite| suite.unbond_license(&sol, "1"));
    suite.unbond_license(&cyd, "3").unwrap();
}

#[test]
fn nothing_is_released_that_nobody_asked_for() {
    let (mut suite, sol, eve) = suite();
    suite.wait(DAY);

    for sender in [&sol, &eve] {
        let bonded = ContractError::StillBonded { token_id: "1".to_owned() };
        suite.refuses(bonded, |suite| suite.release_license(sender, "1"));
    }
    suite.refuses(unknown("none"), |suite| suite.release_license(&sol, "none"));
}

/// Whoever releases it, it goes to the one who bonded it.
#[test]
fn a_licence_of_a_pool_returns_to_its_bonder() {
    let mut suite = Suite::licensed();
    let (ada, cyd) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"));
    suite.mint(&cyd, &["1"]);
    suite.bond_license(&cyd, &ada, "1").unwrap();
    suite.unbond_license(&cyd, "1").unwrap();
    suite.wait(DAY);

    let outcome = suite.release_license(&ada, "1").unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["license_released token_id=1 staker=ada bonder=cyd surplus=0"]
    );
    assert_eq!(suite.token_owner("1"), cyd);
}

/// D3: the release point was fixed when it was asked back, whether the lock grows or shrinks afterwards.
#[test]
fn another_lock_does_not_move_what_is_under_way() {
    for seconds in [10 * DAY, 5] {
        let (mut suite, sol, _) = suite();
        let lock = Some(Duration::Time(seconds));
        suite.announce(&ConfigChange { unbond_lock: lock, ..ConfigChange::default() }).unwrap();
        suite.wait(2 * DAY);
        suite.unbond_license(&sol, "1").unwrap();
        let release = suite.after(DAY);
        suite.stakers(&sol, &ExecuteMsg::ApplyConfig {}, 0).unwrap();

        suite.wait(DAY - 1);
        suite.refuses(locked(release), |suite| suite.release_license(&sol, "1"));
        suite.wait(1);
        suite.release_license(&sol, "1").unwrap();
        let outcome = suite.unbond_license(&sol, "2").unwrap();
        let found: LicenseUnbonding = from_json(outcome.data.unwrap()).unwrap();
        assert_eq!(found.release, suite.after(seconds));
    }
}

/// G-07, D26: with everything paused that can be paused.
#[test]
fn licences_leave_while_everything_is_paused() {
    let (mut suite, sol, eve) = suite();
    let (guardian, owner) = (suite.guardian.clone(), suite.owner.clone());
    suite.unbond_license(&sol, "1").unwrap();
    suite.stakers(&guardian, &ExecuteMsg::Pause {}, 0).unwrap();
    suite.nft(&owner, &NftMsg::Pause {}).unwrap();

    suite.unbond_license(&sol, "2").unwrap();
    suite.wait(DAY);
    suite.release_license(&eve, "1").unwrap();
    suite.release_license(&eve, "2").unwrap();

    assert_eq!([suite.token_owner("1"), suite.token_owner("2")], [sol.clone(), sol]);
}
