//! `pause`, `unpause`

use cosmwasm_std::coins;
use cw_ownable::OwnershipError;
use tributary_boosted_staking::ContractError;
use tributary_controls::ControlError;
use tributary_testing::DENOM;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{BoostCollection, CountedBy, ExecuteMsg, TokenAction};

use crate::moody::{kind, moody, received_tokens};
use crate::support::suite::{uint, Suite};
use crate::world::{holdings, opened, refresh, withdraw, World, ADVANCE, DAY, DAYS, SWEEP, TOTAL};

const PAUSE: ExecuteMsg = ExecuteMsg::Pause {};
const UNPAUSE: ExecuteMsg = ExecuteMsg::Unpause {};

fn control(error: ControlError) -> ContractError {
    ContractError::Control(error)
}

/// O-03, D26.
#[test]
fn guardian_and_owner_pause_the_owner_unpauses_and_neither_twice() {
    let mut world = World::default();
    let (owner, guardian, eve) = (world.suite.owner.clone(), world.suite.guardian.clone(), world.eve.clone());
    let oracle = world.oracle.clone();

    world.refuses(&owner, &UNPAUSE, control(ControlError::NotPaused));
    for stranger in [&eve, &oracle] {
        world.refuses(stranger, &PAUSE, control(ControlError::NotGuardianOrOwner));
    }
    for (who, name) in [(&guardian, "guardian"), (&owner, "owner")] {
        assert_eq!(world.tells(who, &PAUSE), [format!("paused guardian={name}")]);
        assert!(world.config().paused);
        for again in [&guardian, &owner] {
            world.refuses(again, &PAUSE, control(ControlError::AlreadyPaused));
        }
        for stranger in [&guardian, &eve] {
            let not_owner = control(ControlError::Ownership(OwnershipError::NotOwner));
            world.refuses(stranger, &UNPAUSE, not_owner);
        }
        assert_eq!(world.tells(&owner, &UNPAUSE), ["unpaused owner=owner"]);
        assert!(!world.config().paused);
    }
}

/// O-03, fault 33: while paused nobody stakes, and everything else goes on.
#[test]
fn a_pause_stops_stakes_alone() {
    let mut suite = Suite::default();
    let collection = moody(&mut suite);
    let address = collection.to_string();
    let mut world = World::empty_on(suite, |msg| {
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Balance });
    });
    let [alice, funder, eve] = [&world.alice, &world.funder, &world.eve].map(Clone::clone);
    let (guardian, heir) = (world.suite.guardian.clone(), world.heir.clone());
    world.fund(&funder, TOTAL - 5).unwrap();
    world.stake(&alice, 1_000, 30);
    let before = world.suite.holds(&alice);
    world.send(&guardian, &PAUSE).unwrap();

    world.refuses_stake(&alice, 1_000, 30, control(ControlError::Paused));
    // Without coins too: the pause is looked at first.
    world.refuses(&alice, &ExecuteMsg::Stake { days: 30 }, control(ControlError::Paused));
    assert!(control(ControlError::Paused).to_string().contains("paused"));
    world.fund(&funder, 5).unwrap();
    world.set_loyalty(&alice, 100);
    world.set_temper(&collection, kind(4));
    world.tells(&eve, &refresh(&alice));
    world.tells(&collection, &holdings(&alice, 9));
    world.tells(&eve, &ADVANCE);
    world.pass_days(90);
    world.tells(&alice, &withdraw(1));
    assert_eq!((world.suite.holds(&alice), world.claim(&alice)), (before + 1_000, 30_000_005));
    world.pass_until(DAYS * DAY);
    world.tells(&eve, &SWEEP);
    assert_eq!(world.rewards_of(&heir), TOTAL - 30_000_006);
    world.is_consistent();
}

/// By coins and by tokens alike, and no refusal takes precedence.
#[test]
fn a_pause_stops_stakes_of_tokens_too() {
    let mut suite = Suite::default();
    let token = moody(&mut suite);
    let cw20 = || Asset::Cw20(token.to_string());
    let mut world = World::empty_on(suite, |msg| (msg.stake_asset, msg.reward_asset) = (cw20(), cw20()));
    let [alice, bob] = [&world.alice, &world.bob].map(Clone::clone);
    let (owner, vault) = (world.suite.owner.clone(), world.address.clone());
    let staked = received_tokens(&alice, 1_000, &TokenAction::Stake { days: 30 });
    let funded = received_tokens(&bob, TOTAL, &TokenAction::Fund {});
    world.send(&owner, &PAUSE).unwrap();
    let paused = || control(ControlError::Paused);

    world.suite.refuses(paused(), |suite| suite.chain.execute(&token, &vault, &staked, vec![]));
    world.suite.chain.execute(&token, &vault, &funded, vec![]).unwrap();
    world.suite.refuses(paused(), |suite| suite.chain.execute(&token, &vault, &staked, vec![]));
    world.send(&owner, &UNPAUSE).unwrap();

    assert_eq!(opened(&world.suite.chain.execute(&token, &vault, &staked, vec![]).unwrap()), 1);
    assert_eq!(world.vault().total_staked, uint(1_000));
}

/// Time goes on while the vault is paused: what is open earns and matures, and the clock of phases and of the end runs.
#[test]
fn clocks_run_on_while_paused() {
    let mut world = World::default();
    let (alice, owner) = (world.alice.clone(), world.suite.owner.clone());
    world.stake(&alice, 1_000, 30);
    world.send(&owner, &PAUSE).unwrap();
    world.pass_until((DAYS - 30) * DAY + 1);
    world.send(&owner, &UNPAUSE).unwrap();

    let ends_at = world.vault().ends_at;
    world.refuses_payment(
        &alice,
        &ExecuteMsg::Stake { days: 30 },
        coins(5, DENOM),
        ContractError::EndsTooEarly { ends_at },
    );
    assert_eq!(world.claim(&alice), 30_000_005);
}
