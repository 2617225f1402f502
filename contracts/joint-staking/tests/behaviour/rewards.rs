//! What agreements earn, and claims of it

use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::{InstantiateMsg, QueryMsg};

use crate::support::suite::uint;
use crate::world::{caps, claim, decimal, terminate, World, DAY, START};

/// The vector of the specification: a base value of 20 tokens, a lock of 180 days, a cap that makes nu 0.8.
fn published() -> (World, u64) {
    let mut world = World::empty(|msg: &mut InstantiateMsg| msg.daily_caps = Some(caps(&[(0, 24_000_000)])));
    let sam = world.sam.clone();
    world.fund(10_000_000_000);
    world.set_class("neat", 20_000_000, 10_000, 100);
    let id = world.bind("d1", &sam, 6_000, 10_000, 180);
    (world, id)
}

#[test]
fn twenty_tokens_at_one_and_a_half_and_four_fifths_are_24() {
    let (mut world, id) = published();
    assert_eq!(world.agreement(id).base_reward, uint(30_000_000));
    assert_eq!(world.totals().nu, decimal("0.8"));

    world.pass_days(1);

    assert_eq!(world.pending(id), (14_400_000, 9_600_000, 24_000_000));
    assert_eq!(world.claims(id), (14_400_000, 9_600_000));
    assert_eq!(world.pending(id), (0, 0, 24_000_000));
    world.is_consistent();
}

/// 432 and 648 received after 45 of 180 days: 97.2 and 145.8.
#[test]
fn the_published_penalties_are_due() {
    for staker_leaves in [true, false] {
        let (mut world, id) = published();
        let (olga, sam) = (world.olga.clone(), world.sam.clone());
        world.pass_days(45);
        let preview = world.preview(id);
        assert_eq!(preview.remaining_days, 135);
        assert_eq!(
            (preview.by_owner.received, preview.by_staker.received),
            (uint(648_000_000), uint(432_000_000))
        );
        assert_eq!(
            (preview.by_owner.penalty, preview.by_staker.penalty),
            (uint(145_800_000), uint(97_200_000))
        );

        world.tells(if staker_leaves { &sam } else { &olga }, &terminate(id));

        let expected = if staker_leaves { (648_000_000, 334_800_000) } else { (502_200_000, 432_000_000) };
        assert_eq!(world.claims(id), expected);
        world.nothing_is_left_but_the_pool();
    }
}

/// 60 of 90 days left, 600 received: 120.
#[test]
fn sixty_of_ninety_days_left_cost_a_fifth() {
    let mut world = World::empty(|_| {});
    let sam = world.sam.clone();
    world.fund(10_000_000_000);
    world.set_class("neat", 40_000_000, 10_000, 100);
    let id = world.bind("d1", &sam, 6_000, 10_000, 90);
    world.pass_days(30);
    let by_staker = world.preview(id).by_staker;
    assert_eq!((by_staker.received, by_staker.penalty), (uint(600_000_000), uint(120_000_000)));
}

/// One of 365 days left, one unit received: one. Rounded up; and nothing once the lock is over.
#[test]
fn a_penalty_is_rounded_up_and_ends_with_the_lock() {
    let mut world = World::default();
    let sam = world.sam.clone();
    world.set_class("neat", 1, 10_000, 100);
    let id = world.bind("d1", &sam, 5_000, 10_000, 365);
    world.pass_days(1);
    world.suspend("d1");
    world.pass_until(365 * DAY - 1);
    let preview = world.preview(id);
    assert_eq!(
        (preview.remaining_days, preview.by_staker.received, preview.by_staker.penalty),
        (1, uint(1), uint(1))
    );
    assert_eq!((preview.by_owner.received, preview.by_owner.penalty), (uint(1), uint(1)));
    world.pass(1);
    let preview = world.preview(id);
    assert_eq!(
        (preview.remaining_days, preview.by_staker.penalty, preview.by_owner.penalty),
        (0, uint(0), uint(0))
    );
}

/// Two that weigh 350 under a cap of 200: 2/7. The index rounds down, the next second mends it.
#[test]
fn two_of_350_under_a_cap_of_200_have_99_and_then_100() {
    let mut world = World::empty(|msg| msg.daily_caps = Some(caps(&[(0, 200)])));
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    world.fund(1_000_000);
    world.set_class("neat", 350, 1_000, 100);
    let ids = [world.bind("d1", &sam, 5_000, 1_000, 30), world.bind("d3", &sue, 5_000, 1_000, 30)];
    assert_eq!(world.totals().nu, decimal("0.285714285714285714"));

    world.pass_days(1);
    assert_eq!(ids.map(|id| world.earned(id)), [99, 99]);
    assert_eq!(world.claims(1), (49, 50));
    world.pass(1);
    assert_eq!(ids.map(|id| world.earned(id)), [100, 100]);
    assert_eq!(world.claims(1), (1, 0));
    world.pass_days(29);
    for id in ids {
        world.settle(id);
        world.claims(id);
    }
    assert_eq!(world.totals().claimed, uint(5_998));
    world.nothing_is_left_but_the_pool();
}

/// JS-02: the owner's part of all rewards is rounded down, the staker's is the rest.
#[test]
fn the_odd_unit_is_the_stakers() {
    for (share, seconds, owner, staker) in [
        (3_000, 1, 0, 1),
        (3_000, 3, 0, 3),
        (3_000, 4, 1, 3),
        (7_000, 1, 0, 1),
        (7_000, 2, 1, 1),
        (3_333, 10_001, 3_333, 6_668),
    ] {
        let mut world = World::default();
        let sam = world.sam.clone();
        let id = world.bind("d1", &sam, share, 1_000, 30);
        world.pass(seconds);
        assert_eq!(world.pending(id), (owner, staker, u128::from(seconds)), "{share} {seconds}");
        assert_eq!(world.claims(id), (owner, staker));
    }
}

#[test]
fn a_claim_pays_a_party_its_own_share() {
    let mut world = World::default();
    let (olga, sam, escrow) = (world.olga.clone(), world.sam.clone(), world.address.clone());
    let id = world.bind_d1();
    let (owner_had, staker_had, escrow_had) = (world.purse(&olga), world.purse(&sam), world.purse(&escrow));
    world.pass(100);

    assert_eq!(
        world.tells(&olga, &claim(id)),
        ["rewards_claimed agreement_id=1 party=olga amount=40 claimed=40"]
    );

    assert_eq!(world.purse(&olga), (owner_had.0, owner_had.1 + 40));
    assert_eq!(world.purse(&sam), staker_had);
    assert_eq!(world.purse(&escrow), (escrow_had.0, escrow_had.1 - 40));
    let found = world.agreement(id);
    let parts = |part: tributary_types::joint_staking::PartyRewards| {
        (part.total.u128(), part.claimed.u128(), part.claimable.u128())
    };
    assert_eq!((parts(found.owner_rewards), parts(found.staker_rewards)), ((40, 40, 0), (60, 0, 60)));
    world.is_consistent();
    world.pass(100);
    assert_eq!(
        world.tells(&sam, &claim(id)),
        ["rewards_claimed agreement_id=1 party=sam amount=120 claimed=120"]
    );
    assert_eq!(
        world.tells(&olga, &claim(id)),
        ["rewards_claimed agreement_id=1 party=olga amount=40 claimed=80"]
    );
    assert_eq!(world.totals().claimed, uint(200));
    world.is_consistent();
}

/// J-08: nothing is fine, and nothing is sent.
#[test]
fn a_claim_of_nothing_works_and_pays_nothing() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind_d1();
    let before = [world.purse(&olga), world.purse(&sam)];
    for (party, name) in [(&olga, "olga"), (&sam, "sam"), (&sam, "sam")] {
        let told = world.tells(party, &claim(id));
        assert_eq!(told, [format!("rewards_claimed agreement_id=1 party={name} amount=0 claimed=0")]);
        assert_eq!(world.claim(party, id), 0);
    }
    assert_eq!([world.purse(&olga), world.purse(&sam)], before);
}

/// J-08.
#[test]
fn a_stranger_claims_nothing() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind_d1();
    world.pass(100);
    for stranger in
        [&world.eve.clone(), &world.otto.clone(), &world.suite.owner.clone(), &world.registrar.clone()]
    {
        let error = ContractError::NotParty { agreement_id: id, owner: olga.clone(), staker: sam.clone() };
        assert!(error.to_string().contains("unauthorized"));
        world.refuses(stranger, &claim(id), error);
    }
    for unknown in [0, 2, u64::MAX] {
        world.refuses(&olga, &claim(unknown), ContractError::AgreementNotFound { agreement_id: unknown });
    }
    let error = world.query_error(&QueryMsg::PendingRewards { agreement_id: 2 });
    assert_eq!(error, "not found: agreement 2");
    let error = world.query_error(&QueryMsg::TerminationPreview { agreement_id: 2 });
    assert_eq!(error, "not found: agreement 2");
}

/// JS-03: nothing before the start, nothing after the end.
#[test]
fn an_agreement_earns_from_its_start_to_its_end() {
    let mut world = World::default();
    world.pass(50_000);
    let id = world.bind_d1();
    assert_eq!(world.earned(id), 0);
    world.pass(1);
    assert_eq!(world.earned(id), 1);
    world.pass(30 * DAY - 2);
    assert_eq!(world.earned(id), 2_591_999);
    world.pass(1);
    assert_eq!(world.earned(id), 2_592_000);
    for wait in [1, DAY, 400 * DAY] {
        world.pass(wait);
        assert_eq!(world.earned(id), 2_592_000);
    }
    assert_eq!(world.claims(id), (1_036_800, 1_555_200));
    world.pass(500 * DAY);
    assert_eq!(world.claims(id), (0, 0));
    world.settle(id);
    assert_eq!(world.claims(id), (0, 0));
    world.nothing_is_left_but_the_pool();
}

/// A busy escrow with caps, a pool that runs dry, a suspension; `claims` says who claims every five hours.
fn busy(claims: &[&str]) -> [(u128, u128); 3] {
    let mut world = World::empty(|msg| msg.daily_caps = Some(caps(&[(0, 131_071), (3, 77_777), (9, 3)])));
    let [sam, sue] = [&world.sam, &world.sue].map(Clone::clone);
    world.fund(555_555);
    let mut ids = vec![world.bind("d1", &sam, 3_333, 777, 30)];
    for hour in 0..300 {
        match hour {
            7 => ids.push(world.bind("d2", &sue, 6_999, 1_000, 30)),
            31 => drop(world.suspend("d1")),
            33 => ids.push(world.bind("d3", &sue, 5_000, 1_000, 30)),
            99 => drop(world.resume("d1")),
            150 => world.set_caps(&[(0, 99_999), (8, 55_555)]),
            200 => drop(world.fund(100_003)),
            _ => {}
        }
        if hour % 5 == 0 {
            for (at, id) in ids.clone().into_iter().enumerate() {
                let found = world.agreement(id);
                for party in [found.owner, found.staker] {
                    if claims.contains(&["d1", "d2", "d3"][at]) {
                        world.claim(&party, id);
                    }
                }
            }
        }
        world.pass(3_601);
    }
    world.is_consistent();
    let totals = [1, 2, 3].map(|id| {
        world.claims(id);
        let found = world.agreement(id);
        (found.owner_rewards.claimed.u128(), found.staker_rewards.claimed.u128())
    });
    world.is_consistent();
    totals
}

/// JS-04: whoever claims, and however often.
#[test]
fn claims_in_any_frequency_pay_the_same() {
    let never = busy(&[]);
    assert!(never.iter().all(|(owner, staker)| *owner > 10_000 && *staker > 10_000), "{never:?}");
    for claims in [&["d1"][..], &["d2"], &["d1", "d2", "d3"]] {
        assert_eq!(busy(claims), never, "{claims:?}");
    }
}

/// JS-14: a pool that does not cover the rest of the day is spread over it, and is empty at its end.
#[test]
fn a_pool_that_runs_dry_is_spread_over_the_day_and_refilled() {
    let mut world = World::empty(|_| {});
    world.fund(43_200);
    let id = world.bind_d1();
    assert_eq!(world.totals().nu, decimal("0.5"));
    world.pass(40_000);
    assert_eq!((world.earned(id), world.totals().reward_pool), (20_000, uint(23_200)));
    assert_eq!(world.totals().nu, decimal("0.5"));
    world.pass_until(DAY);
    assert_eq!((world.earned(id), world.totals().reward_pool), (43_200, uint(0)));
    assert_eq!(world.totals().nu, decimal("0"));
    assert_eq!(world.claims(id), (17_280, 25_920));
    world.pass_until(DAY + 43_200);
    assert_eq!(world.earned(id), 43_200, "nothing is promised that is not there");

    let told = world.fund(21_600);

    assert_eq!(told, ["rewards_funded sender=funder amount=21600 funded=64800"]);
    assert_eq!(world.totals().nu, decimal("0.5"));
    world.pass(21_600);
    assert_eq!(world.earned(id), 54_000);
    world.pass_until(2 * DAY);
    assert_eq!((world.earned(id), world.totals().reward_pool), (64_800, uint(0)));
    world.fund(10 * u128::from(DAY));
    assert_eq!(world.totals().nu, decimal("1"));
    world.pass_days(1);
    assert_eq!(world.earned(id), 151_200, "what was taken away is not owed later");
    world.is_consistent();
    world.pass_days(40);
    world.settle(id);
    world.claims(id);
    assert_eq!(world.totals().rewards_funded, uint(64_800 + 864_000));
    assert_eq!(world.earned(id), 64_800 + 864_000, "all that came");
    world.nothing_is_left_but_the_pool();
}

/// JS-14: all share what is there by their weights.
#[test]
fn a_pool_that_runs_dry_is_shared_by_weight() {
    let mut world = World::empty(|_| {});
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    world.fund(40_000);
    let heavy = world.bind("d1", &sam, 4_000, 1_000, 30);
    let light = world.bind("d3", &sue, 4_000, 250, 30);
    assert_eq!(world.totals().nu, decimal("0.37037037037037037"));
    world.pass_days(2);
    // The index rounds down: 31,999.9.. and 7,999.9..
    let earned = (world.earned(heavy), world.earned(light));
    assert!(earned == (31_999, 7_999) || earned == (32_000, 8_000), "{earned:?}");
    assert!(world.totals().reward_pool <= uint(1));
    world.is_consistent();
}

/// One that earns nothing keeps nothing from the others, and whatever is funded while nothing runs waits.
#[test]
fn rewards_wait_while_nothing_runs() {
    let mut world = World::empty(|_| {});
    assert_eq!(world.totals().nu, decimal("0"));
    world.fund(1_000);
    assert_eq!(world.totals().nu, decimal("1"));
    world.pass_days(700);
    assert_eq!(world.totals().reward_pool, uint(1_000));
    let totals = world.totals();
    assert_eq!((totals.day, totals.weight, totals.daily_cap), (700, uint(0), None));
    let id = world.bind_d1();
    world.pass_days(1);
    assert_eq!(world.earned(id), 1_000);
}

/// A class without value earns nothing, and harms nothing.
#[test]
fn a_class_of_no_value_earns_nothing() {
    let mut world = World::default();
    let sue = world.sue.clone();
    world.set_class("void", 0, 1, 1);
    let otto = world.otto.clone();
    world.register("d4", &otto, "void");
    let nothing = world.bind("d4", &sue, 4_000, 1_000, 30);
    world.pass_days(3);
    let id = world.bind_d1();
    world.pass_days(30);
    assert_eq!((world.earned(nothing), world.earned(id)), (0, 2_592_000));
    assert_eq!(world.claims(nothing), (0, 0));
    world.settle(nothing);
    world.settle(id);
    world.claims(id);
    world.nothing_is_left_but_the_pool();
}

/// Day 0 begins with the instantiation, and days may be shorter on test networks.
#[test]
fn days_may_be_short_on_test_networks() {
    let mut world = World::empty(|msg| {
        msg.day_secs = Some(100);
        msg.daily_caps = Some(caps(&[(0, 40), (2, 20)]));
    });
    world.fund(1_000_000);
    world.set_class("neat", 100, 1_000, 100);
    let id = world.bind_d1();
    assert_eq!(world.agreement(id).end_secs, START + 3_000);
    world.pass(250);
    // 40 + 40 + half of 20.
    assert_eq!((world.earned(id), world.totals().day, world.totals().daily_cap), (90, 2, Some(uint(20))));
    assert_eq!(world.preview(id).remaining_days, 28);
    world.pass_until(3_000);
    world.settle(id);
    assert_eq!(world.earned(id), 80 + 28 * 20);
    world.claims(id);
    world.nothing_is_left_but_the_pool();
}
