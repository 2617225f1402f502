//! `pause`, `unpause`

use cosmwasm_std::coins;
use cw_ownable::OwnershipError;
use tributary_controls::ControlError;
use tributary_joint_staking::ContractError;
use tributary_testing::DENOM;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{ExecuteMsg, TokenAction};

use crate::moody::{moody, received_tokens};
use crate::support::suite::Suite;
use crate::world::{
    accept, cancel, claim, consent, edit, open, register, remove, revoke, settle, terminate, update, Changes,
    World, ADVANCE, DAY, FORWARD, NEAT,
};

const PAUSE: ExecuteMsg = ExecuteMsg::Pause {};
const UNPAUSE: ExecuteMsg = ExecuteMsg::Unpause {};

fn control(error: ControlError) -> ContractError {
    ContractError::Control(error)
}

/// O-03.
#[test]
fn guardian_and_owner_pause_the_owner_unpauses_and_neither_twice() {
    let mut world = World::default();
    let (owner, guardian, eve) = (world.suite.owner.clone(), world.suite.guardian.clone(), world.eve.clone());
    let (registrar, olga) = (world.registrar.clone(), world.olga.clone());

    world.refuses(&owner, &UNPAUSE, control(ControlError::NotPaused));
    for stranger in [&eve, &registrar, &olga] {
        world.refuses(stranger, &PAUSE, control(ControlError::NotGuardianOrOwner));
    }
    for (who, name) in [(&guardian, "guardian"), (&owner, "owner")] {
        assert_eq!(world.tells(who, &PAUSE), [format!("paused guardian={name}")]);
        assert!(world.config().paused);
        for again in [&guardian, &owner] {
            world.refuses(again, &PAUSE, control(ControlError::AlreadyPaused));
        }
        for stranger in [&guardian, &eve, &registrar] {
            let not_owner = control(ControlError::Ownership(OwnershipError::NotOwner));
            world.refuses(stranger, &UNPAUSE, not_owner);
        }
        assert_eq!(world.tells(&owner, &UNPAUSE), ["unpaused owner=owner"]);
        assert!(!world.config().paused);
    }
}

/// Fault 33: while paused nobody opens, edits or accepts offers, and everything else goes on.
#[test]
fn a_pause_stops_offers_and_nothing_else() {
    let mut world = World::one(|msg| msg.mutual_exit_free = Some(true));
    let [olga, otto, sam, sue, eve] =
        [&world.olga, &world.otto, &world.sam, &world.sue, &world.eve].map(Clone::clone);
    let guardian = world.suite.guardian.clone();
    let settled = world.bind_d1();
    let left = world.bind("d2", &sam, 4_000, 1_000, 60);
    world.register("d4", &otto, NEAT);
    world.register("d5", &otto, NEAT);
    let both = world.bind("d4", &sue, 4_000, 1_000, 60);
    let offer = world.open("d3", 4_000, 1_000, 30);
    world.send(&guardian, &PAUSE).unwrap();
    let paused = || control(ControlError::Paused);
    assert!(paused().to_string().contains("paused"));

    for wait in [0, 40 * DAY] {
        world.pass(wait);
        world.refuses(&otto, &open("d5", 4_000, 1_000, 30), paused());
        world.refuses(&otto, &edit(offer, Some(5_000), None, None), paused());
        world.refuses_payment(&sam, &accept(offer), coins(1_000, DENOM), paused());
        // Without coins too: the pause is looked at first.
        world.refuses(&sam, &accept(offer), paused());
    }

    world.tells(&eve, &settle(settled));
    world.tells(&sam, &claim(settled));
    world.tells(&olga, &terminate(left));
    world.tells(&otto, &consent(both));
    world.tells(&otto, &revoke(both));
    world.tells(&otto, &consent(both));
    world.tells(&sue, &consent(both));
    world.suspend("d1");
    world.resume("d1");
    world.tells(&eve, &ADVANCE);
    world.refuses(&eve, &FORWARD, ContractError::NothingDue);
    world.fund(5);
    world.tells(&otto, &cancel(offer));
    world.set_class(NEAT, 5, 5, 5);
    world.registrar_tells(&register("d9", &otto, NEAT));
    world.registrar_tells(&update("d9", Some(&olga), None));
    world.registrar_tells(&remove("d9"));
    world.owner_tells(&Changes { penalty_bps: Some(5), ..Changes::default() }.msg());
    world.is_consistent();
    world.owner_tells(&UNPAUSE);
    world.bind("d3", &sam, 4_000, 1_000, 30);
    world.is_consistent();
}

/// By coins and by tokens alike; what comes otherwise by tokens goes on.
#[test]
fn a_pause_stops_acceptances_by_tokens_too() {
    let mut suite = Suite::default();
    let token = moody(&mut suite);
    let cw20 = || Asset::Cw20(token.to_string());
    let mut world = World::on(suite, |msg| (msg.stake_asset, msg.reward_asset) = (cw20(), cw20()));
    let (sam, owner, escrow) = (world.sam.clone(), world.suite.owner.clone(), world.address.clone());
    let accepted = |offer_id| {
        let action = TokenAction::AcceptOffer { offer_id, revision: None, min_base_reward: None };
        received_tokens(&sam, 1_000, &action)
    };
    let first = world.open("d1", 4_000, 1_000, 30);
    let second = world.open("d2", 4_000, 1_000, 30);
    world.suite.chain.execute(&token, &escrow, &accepted(first), vec![]).unwrap();
    world.send(&owner, &PAUSE).unwrap();
    let msg = accepted(second);
    let paused = || control(ControlError::Paused);
    world.suite.refuses(paused(), |suite| suite.chain.execute(&token, &escrow, &msg, vec![]));
    let funded = received_tokens(&sam, 5, &TokenAction::FundRewards {});
    world.suite.chain.execute(&token, &escrow, &funded, vec![]).unwrap();
    let left = received_tokens(&sam, 5, &TokenAction::TerminateAgreement { agreement_id: first });
    world.suite.chain.execute(&token, &escrow, &left, vec![]).unwrap();
    world.send(&owner, &UNPAUSE).unwrap();
    world.suite.chain.execute(&token, &escrow, &msg, vec![]).unwrap();
}

/// Clocks run on while the escrow is paused.
#[test]
fn clocks_run_on_while_paused() {
    let mut world = World::default();
    let id = world.bind_d1();
    world.owner_tells(&PAUSE);
    world.pass_days(30);
    assert_eq!(world.earned(id), 2_592_000);
    world.settle(id);
    world.claims(id);
    world.nothing_is_left_but_the_pool();
}
