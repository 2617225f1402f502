//! Leaving together

use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::{AgreementStatus, EndedBy, PrincipalState};

use crate::support::suite::uint;
use crate::world::{consent, revoke, terminate, Changes, World, DAY};

fn free() -> World {
    World::one(|msg| {
        msg.mutual_exit_free = Some(true);
        msg.min_penalty_bps = Some(500);
    })
}

fn allow(world: &mut World, allowed: bool) {
    world.owner_tells(&Changes { mutual_exit_free: Some(allowed), ..Changes::default() }.msg());
}

#[test]
fn both_together_leave_free_of_charge() {
    for owner_first in [true, false] {
        let mut world = free();
        let (olga, sam) = (world.olga.clone(), world.sam.clone());
        let id = world.bind_d1();
        let staker_had = world.purse(&sam).0;
        world.pass_days(1);
        let (first, second) = if owner_first { (&olga, &sam) } else { (&sam, &olga) };
        let names = if owner_first { ["olga", "sam"] } else { ["sam", "olga"] };

        let told = world.tells(first, &consent(id));
        assert_eq!(told, [format!("exit_consented agreement_id=1 party={}", names[0])]);
        assert_eq!(world.agreement(id).status, AgreementStatus::Active);
        assert_eq!(world.totals().weight, uint(86_400), "it goes on");
        world.is_consistent();
        world.pass_days(1);
        let told = world.tells(second, &consent(id));

        let expected = [
            format!("exit_consented agreement_id=1 party={}", names[1]),
            "agreement_terminated agreement_id=1 ended_by=both rewards_total=172800 penalty=0 from_rewards=0 from_principal=0 from_coins=0 principal_returned=1000".to_owned(),
        ];
        assert_eq!(told, expected);
        assert_eq!(world.purse(&sam).0, staker_had + 1_000);
        let found = world.agreement(id);
        assert_eq!((found.status, found.ended_by), (AgreementStatus::Terminated, Some(EndedBy::Both)));
        assert_eq!((found.ended_secs, found.penalty), (Some(world.now()), uint(0)));
        assert_eq!(found.principal_state, PrincipalState::Returned);
        assert_eq!(world.device("d1").agreement_id, None);
        assert_eq!(world.claims(id), (69_120, 103_680));
        world.nothing_is_left_but_the_pool();
    }
}

#[test]
fn a_consent_can_be_taken_back() {
    let mut world = free();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind_d1();
    for (one, name, other) in [(&olga, "olga", &sam), (&sam, "sam", &olga)] {
        for who in [one, other] {
            world.refuses(who, &revoke(id), ContractError::NoConsent);
        }
        world.tells(one, &consent(id));
        world.refuses(other, &revoke(id), ContractError::NoConsent);
        let told = world.tells(one, &revoke(id));
        assert_eq!(told, [format!("exit_consent_revoked agreement_id=1 party={name}")]);
        world.refuses(one, &revoke(id), ContractError::NoConsent);
    }
    assert!(ContractError::NoConsent.to_string().contains("consent"));
    // The first consent is gone: one alone closes nothing.
    world.tells(&olga, &consent(id));
    assert_eq!(world.agreement(id).status, AgreementStatus::Active);
    world.tells(&sam, &consent(id));
    assert_eq!(world.agreement(id).status, AgreementStatus::Terminated);
}

/// The same party twice is one party, and takes back once what it said twice.
#[test]
fn who_consents_twice_consents_once() {
    for owner in [true, false] {
        let mut world = free();
        let id = world.bind_d1();
        let who = if owner { world.olga.clone() } else { world.sam.clone() };
        let first = world.tells(&who, &consent(id));
        let before = world.suite.chain.fingerprint();
        assert_eq!(world.tells(&who, &consent(id)), first);
        assert_eq!(world.suite.chain.fingerprint(), before, "twice changes nothing");
        assert_eq!(world.agreement(id).status, AgreementStatus::Active);
        world.tells(&who, &revoke(id));
        world.refuses(&who, &revoke(id), ContractError::NoConsent);
        assert_eq!(world.agreement(id).status, AgreementStatus::Active);
    }
}

#[test]
fn only_parties_consent() {
    let mut world = free();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind_d1();
    for stranger in
        [&world.eve.clone(), &world.sue.clone(), &world.suite.owner.clone(), &world.registrar.clone()]
    {
        for msg in [consent(id), revoke(id)] {
            let error =
                ContractError::NotParty { agreement_id: id, owner: olga.clone(), staker: sam.clone() };
            world.refuses(stranger, &msg, error);
        }
    }
}

/// Off by default.
#[test]
fn where_it_is_off_nobody_consents() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind_d1();
    let error = || ContractError::NoMutualExit { agreement_id: id };
    assert!(error().to_string().contains("mutual"));
    for party in [&olga, &sam] {
        world.refuses(party, &consent(id), error());
        world.refuses(party, &revoke(id), ContractError::NoConsent);
    }
}

/// The parameter counts as it was when the agreement started.
#[test]
fn another_parameter_acts_on_later_agreements() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let before = world.bind_d1();
    let open = world.open("d2", 4_000, 1_000, 30);
    allow(&mut world, true);
    world.accept(&sam, open);
    world.refuses(&olga, &consent(before), ContractError::NoMutualExit { agreement_id: before });
    world.tells(&olga, &consent(open));
    allow(&mut world, false);
    assert!(!world.config().mutual_exit_free);
    world.tells(&sam, &consent(open));
    assert_eq!(world.agreement(open).status, AgreementStatus::Terminated);
    world.is_consistent();
}

/// A consent from before the end comes to nothing after it.
#[test]
fn after_the_end_nobody_consents() {
    let mut world = free();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind_d1();
    world.pass_until(30 * DAY - 1);
    world.tells(&olga, &consent(id));
    world.pass(1);
    let ended = || ContractError::Ended { agreement_id: id, end_secs: world_end() };
    for party in [&olga, &sam] {
        world.refuses(party, &consent(id), ended());
    }
    world.tells(&olga, &revoke(id));
    let told = world.settle(id);
    assert!(told[0].starts_with("agreement_settled "), "{told:?}");
    assert_eq!(world.agreement(id).ended_by, None);
}

fn world_end() -> u64 {
    crate::world::START + 30 * DAY
}

/// A consent is no obligation: either may leave at the price, and the price is what it was.
#[test]
fn a_consent_changes_no_penalty() {
    for owner_leaves in [true, false] {
        let mut world = free();
        let (olga, sam) = (world.olga.clone(), world.sam.clone());
        let id = world.bind_d1();
        world.pass_days(10);
        let before = world.preview(id);
        world.tells(&olga, &consent(id));
        assert_eq!(world.preview(id), before);
        let (who, penalty) = if owner_leaves { (&olga, 69_120) } else { (&sam, 103_680) };
        let told = world.tells(who, &terminate(id));
        assert!(told[0].contains(&format!(" penalty={penalty} ")), "{told:?}");
        world.is_consistent();
    }
}
