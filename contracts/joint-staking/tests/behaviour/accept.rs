//! Acceptance: an agreement starts

use cosmwasm_std::{coin, coins};
use cw_utils::PaymentError;
use tributary_joint_staking::ContractError;
use tributary_testing::DENOM;
use tributary_types::joint_staking::{
    AgreementMade, AgreementResponse, AgreementStatus, ExecuteMsg, OfferStatus, PartyRewards, PrincipalState,
    QueryMsg,
};

use crate::support::suite::{data, uint};
use crate::world::{accept, class_of, decimal, edit, neat, World, DAY, NEAT, REWARD, START};

const NOTHING: PartyRewards = PartyRewards {
    total: cosmwasm_std::Uint128::zero(),
    claimed: cosmwasm_std::Uint128::zero(),
    claimable: cosmwasm_std::Uint128::zero(),
};

fn pinned(offer_id: u64, revision: Option<u64>, min_base_reward: Option<u128>) -> ExecuteMsg {
    ExecuteMsg::AcceptOffer { offer_id, revision, min_base_reward: min_base_reward.map(uint) }
}

#[test]
fn an_agreement_starts_with_the_stake() {
    let mut world = World::default();
    let (olga, sam, escrow) = (world.olga.clone(), world.sam.clone(), world.address.clone());
    let before = world.purse(&sam);
    world.pass(12_345);
    let id = world.open("d1", 4_000, 500, 90);

    let outcome = world.pay(&sam, &accept(id), coins(500, DENOM)).unwrap();

    let end = START + 12_345 + 90 * DAY;
    let told = format!("agreement_started agreement_id=1 device=d1 owner=olga staker=sam principal=500 owner_share_bps=4000 base_reward=54000 end_secs={end} weight=54000");
    assert_eq!(world.told(&outcome), [told]);
    assert_eq!(data::<AgreementMade>(&outcome).agreement_id, id);
    assert_eq!(world.purse(&sam), (before.0 - 500, before.1));
    assert_eq!(world.purse(&escrow).0, 500);
    let expected = AgreementResponse {
        agreement_id: 1,
        device: "d1".to_owned(),
        class: NEAT.to_owned(),
        owner: olga.clone(),
        staker: sam.clone(),
        owner_share_bps: 4_000,
        lock_days: 90,
        principal: uint(500),
        base_reward: uint(54_000),
        kappa: decimal("0.5"),
        tau_bps: 12_500,
        start_secs: START + 12_345,
        end_secs: end,
        status: AgreementStatus::Active,
        ended_by: None,
        ended_secs: None,
        rewards_total: uint(0),
        owner_rewards: NOTHING,
        staker_rewards: NOTHING,
        penalty: uint(0),
        principal_state: PrincipalState::Held,
    };
    assert_eq!(world.agreement(id), expected);
    assert_eq!(world.offer(id).status, OfferStatus::Taken);
    let device = world.device("d1");
    assert_eq!((device.offer_id, device.agreement_id), (None, Some(id)));
    let totals = world.totals();
    assert_eq!((totals.weight, totals.principal), (uint(54_000), uint(500)));
    assert_eq!(world.query_error(&QueryMsg::Agreement { agreement_id: 2 }), "not found: agreement 2");
    world.is_consistent();
}

/// An agreement has the number of its offer, whatever else was offered; weights add up.
#[test]
fn an_agreement_has_the_number_of_its_offer() {
    let mut world = World::default();
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let first = world.open("d1", 4_000, 500, 90);
    let second = world.open("d3", 4_000, 1_000, 30);
    let told = world.accept(&sue, second);
    assert!(told[0].starts_with("agreement_started agreement_id=2 "), "{told:?}");
    let told = world.accept(&sam, first);
    assert!(told[0].ends_with(" weight=140400"), "{told:?}");
    world.is_consistent();
}

/// J-04: one unit less or more.
#[test]
fn the_stake_is_exactly_what_is_asked_for() {
    let mut world = World::default();
    let sam = world.sam.clone();
    let id = world.open("d1", 4_000, 500, 90);
    for given in [1, 499, 501, 1_000] {
        let error = ContractError::StakeDiffers { required: uint(500), given: uint(given) };
        assert!(error.to_string().contains("stake"));
        world.refuses_payment(&sam, &accept(id), coins(given, DENOM), error);
    }
    for (funds, error) in [
        (vec![], PaymentError::NoFunds {}),
        (coins(500, REWARD), PaymentError::MissingDenom(DENOM.to_owned())),
        (vec![coin(500, REWARD), coin(500, DENOM)], PaymentError::MultipleDenoms {}),
        (vec![coin(500, DENOM), coin(500, REWARD)], PaymentError::MultipleDenoms {}),
    ] {
        world.refuses_payment(&sam, &accept(id), funds, ContractError::Funds(error));
    }
    world.accept(&sam, id);
}

/// J-04.
#[test]
fn the_owner_does_not_accept_the_own_offer() {
    let mut world = World::default();
    let (olga, otto) = (world.olga.clone(), world.otto.clone());
    let id = world.open("d1", 4_000, 500, 90);
    let error = ContractError::OwnOffer { offer_id: id };
    assert!(error.to_string().contains("own"));
    world.refuses_payment(&olga, &accept(id), coins(500, DENOM), error);
    world.accept(&otto, id);
    assert_eq!(world.agreement(id).staker, otto);
}

/// J-04: of two in a block, the second comes too late.
#[test]
fn one_staker_accepts_an_offer() {
    let mut world = World::default();
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let id = world.open("d1", 4_000, 500, 90);
    world.accept(&sam, id);
    for late in [&sue, &sam] {
        world.refuses_payment(late, &accept(id), coins(500, DENOM), ContractError::Taken { offer_id: id });
    }
    let unknown = ContractError::OfferNotFound { offer_id: 7 };
    world.refuses_payment(&sam, &accept(7), coins(500, DENOM), unknown);
}

/// J-04: an edit does not slip in before an acceptance that names the revision.
#[test]
fn an_acceptance_may_name_the_revision_that_was_seen() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.open("d1", 4_000, 500, 90);
    let revision = |present, expected| ContractError::Revision { present, expected };
    assert!(revision(0, 1).to_string().contains("revision"));
    world.refuses_payment(&sam, &pinned(id, Some(1), None), coins(500, DENOM), revision(0, 1));
    world.tells(&olga, &edit(id, Some(7_000), None, None));
    for seen in [0, 2, u64::MAX] {
        world.refuses_payment(&sam, &pinned(id, Some(seen), None), coins(500, DENOM), revision(1, seen));
    }
    world.pay(&sam, &pinned(id, Some(1), None), coins(500, DENOM)).unwrap();
    assert_eq!(world.agreement(id).owner_share_bps, 7_000);
}

/// A change of the class does not slip in before an acceptance that names the least base reward.
#[test]
fn an_acceptance_may_name_the_least_base_reward() {
    let mut world = World::default();
    let sam = world.sam.clone();
    let id = world.open("d1", 4_000, 500, 90);
    let reward =
        |present, expected| ContractError::BaseReward { present: uint(present), expected: uint(expected) };
    assert!(reward(0, 1).to_string().contains("base reward"));
    world.refuses_payment(&sam, &pinned(id, None, Some(54_001)), coins(500, DENOM), reward(54_000, 54_001));
    world.registrar_tells(&class_of(NEAT, 43_200, 1_000, 100));
    assert_eq!(world.offer(id).base_reward, uint(27_000));
    world.refuses_payment(
        &sam,
        &pinned(id, Some(0), Some(54_000)),
        coins(500, DENOM),
        reward(27_000, 54_000),
    );
    world.pay(&sam, &pinned(id, Some(0), Some(27_000)), coins(500, DENOM)).unwrap();
    assert_eq!(world.agreement(id).base_reward, uint(27_000));
    world.is_consistent();
}

/// Open offers are checked again when they are accepted.
#[test]
fn an_acceptance_meets_the_present_class_and_device() {
    let mut world = World::default();
    let sam = world.sam.clone();
    let id = world.open("d1", 4_000, 500, 90);
    let refuses = |world: &mut World, error: ContractError| {
        world.refuses_payment(&sam, &accept(id), coins(500, DENOM), error);
    };

    world.registrar_tells(&class_of(NEAT, 86_400, 1_000, 501));
    refuses(&mut world, ContractError::Activation { needed: uint(501), given: uint(500) });
    world.registrar_tells(&neat(None, None, Some(false)));
    refuses(&mut world, ContractError::ClassNotEnabled { class: NEAT.to_owned() });
    world.registrar_tells(&class_of(NEAT, 86_400, 250, 500));
    world.suspend("d1");
    refuses(&mut world, ContractError::DeviceSuspended { device: "d1".to_owned() });
    world.resume("d1");

    world.accept(&sam, id);
    let found = world.agreement(id);
    assert_eq!((found.base_reward, found.kappa), (uint(108_000), decimal("1")));
    world.is_consistent();
}

/// A device that is accepted again has a new agreement; a staker may have several, and an owner as well.
#[test]
fn a_device_is_bound_again_after_its_agreement() {
    let mut world = World::default();
    let (sam, otto) = (world.sam.clone(), world.otto.clone());
    let first = world.bind_d1();
    let other = world.bind("d2", &sam, 4_000, 1_000, 60);
    world.bind("d3", &sam, 4_000, 1_000, 60);
    world.pass_days(30);
    world.settle(first);
    let second = world.bind("d1", &otto, 5_000, 500, 30);
    assert_eq!((other, second), (2, 4));
    world.pass_days(30);
    for id in [other, 3, second] {
        world.settle(id);
    }
    assert_eq!(
        [first, other, 3, second].map(|id| world.earned(id)),
        [2_592_000, 5_702_400, 5_702_400, 1_296_000]
    );
    for id in [first, other, 3, second] {
        world.claims(id);
    }
    world.nothing_is_left_but_the_pool();
}
