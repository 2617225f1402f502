//! G-11: queries answer as of now: what the next call in the same block finds and pays

use serde_json::{json, Value};
use tributary_types::joint_staking::{AgreementStatus, TerminationTerms};

use crate::activation::pooled;
use crate::world::{caps, claim, consent, terminate, World, ADVANCE, DAY};

/// Every query about the escrow and its first agreements.
pub fn answers(world: &World) -> Vec<(String, Value)> {
    let mut queries = vec![
        json!({"config": {}}),
        json!({"totals": {}}),
        json!({"classes": {}}),
        json!({"devices": {}}),
        json!({"open_offers": {}}),
        json!({"open_offers_by_share": {}}),
        json!({"open_offers_by_stake": {}}),
        json!({"ownership": {}}),
    ];
    for owner in [&world.olga, &world.otto] {
        queries.push(json!({"agreements_by_owner": {"owner": owner}}));
        queries.push(json!({"devices": {"owner": owner}}));
    }
    for staker in [&world.sam, &world.sue] {
        queries.push(json!({"agreements_by_staker": {"staker": staker}}));
    }
    for id in 1..=6 {
        queries.push(json!({"offer": {"offer_id": id}}));
        queries.push(json!({"agreement": {"agreement_id": id}}));
        queries.push(json!({"pending_rewards": {"agreement_id": id}}));
        queries.push(json!({"termination_preview": {"agreement_id": id}}));
    }
    let ask = |query: &Value| {
        let answer = world.suite.chain.query(&world.address, query);
        answer.unwrap_or_else(|error| error.to_string().into())
    };
    queries.iter().map(|query| (query.to_string(), ask(query))).collect()
}

/// Caps, a pool that does not last, a device that is down, an offer, an agreement that ended early.
fn busy() -> World {
    let (mut world, _) = pooled(
        |_| {},
        |msg| {
            msg.daily_caps = Some(caps(&[(0, 200_003), (2, 100_001), (4, 150_000)]));
            msg.mutual_exit_free = Some(true);
            msg.min_penalty_bps = Some(10);
        },
    );
    let [olga, otto, sam, sue] = [&world.olga, &world.otto, &world.sam, &world.sue].map(Clone::clone);
    world.register("d4", &otto, "neat");
    world.bind("d1", &sam, 3_333, 777, 30);
    world.pass(11_111);
    world.bind("d2", &sue, 6_999, 1_000, 60);
    world.pass(DAY);
    let ended = world.bind("d3", &sue, 5_000, 333, 30);
    world.pass(DAY + 5);
    world.suspend("d2");
    world.pass(3_333);
    world.tells(&sue, &terminate(ended));
    world.bind("d3", &sam, 4_321, 999, 30);
    world.pass(12_345);
    world.tells(&olga, &consent(1));
    world.claim(&olga, 1);
    world.open("d4", 4_000, 1_000, 90);
    world.resume("d2");
    world.is_consistent();
    world
}

const WAITS: [u64; 8] = [0, 1, 7_777, DAY, 5 * DAY + 3, 28 * DAY, 45 * DAY, 400 * DAY];

/// Nobody's looking or advancing changes an answer.
#[test]
fn a_touch_changes_no_answer() {
    for wait in WAITS {
        let mut world = busy();
        let eve = world.eve.clone();
        world.pass(wait);
        let before = answers(&world);
        world.tells(&eve, &ADVANCE);
        assert_eq!(answers(&world), before, "after {wait}");
        world.is_consistent();
    }
}

/// What is pending is what a claim pays.
#[test]
fn a_claim_pays_what_was_answered() {
    for wait in WAITS {
        let mut world = busy();
        world.pass(wait);
        for id in [1, 2, 3, 4] {
            let (pending, found) = (world.pending(id), world.agreement(id));
            assert_eq!(pending.2, found.rewards_total.u128());
            let claimable = (found.owner_rewards.claimable.u128(), found.staker_rewards.claimable.u128());
            assert_eq!((pending.0, pending.1), claimable);
            let pool = world.totals().reward_pool;
            assert_eq!(world.claims(id), claimable, "{id} after {wait}");
            assert_eq!(world.totals().reward_pool, pool);
            assert_eq!(world.pending(id), (0, 0, pending.2));
        }
        world.is_consistent();
    }
}

/// What leaving would cost is what it costs.
#[test]
fn a_termination_costs_what_was_answered() {
    for wait in WAITS {
        for id in [1, 2, 4] {
            for owner_leaves in [true, false] {
                let mut world = busy();
                world.pass(wait);
                let found = world.agreement(id);
                let preview = world.preview(id);
                let (terms, other) = if owner_leaves {
                    (preview.by_owner, preview.by_staker)
                } else {
                    (preview.by_staker, preview.by_owner)
                };
                assert_eq!(terms.penalty, terms.from_rewards + terms.from_principal + terms.coins_needed);
                if found.status == AgreementStatus::Matured {
                    let TerminationTerms { penalty, principal_returned, .. } = terms;
                    assert_eq!((penalty.u128(), principal_returned), (0, found.principal));
                    continue;
                }
                let who = if owner_leaves { &found.owner } else { &found.staker };
                let bring = cosmwasm_std::coins(terms.coins_needed.u128() + 1, tributary_testing::DENOM);
                let before = world.purse(who).0;
                world.pay(who, &terminate(id), bring).unwrap();
                let closed = world.agreement(id);
                assert_eq!(closed.penalty, terms.penalty);
                assert_eq!(world.purse(who).0, before - terms.coins_needed.u128());
                let (own, others) = if owner_leaves {
                    (closed.owner_rewards, closed.staker_rewards)
                } else {
                    (closed.staker_rewards, closed.owner_rewards)
                };
                assert_eq!((own.total, own.claimable), (terms.received, terms.claimable_left));
                assert_eq!(others.claimable, other.claimable_left + other.from_rewards, "JS-07");
                world.is_consistent();
            }
        }
    }
}

/// A call about one agreement changes no answer about another.
#[test]
fn a_claim_of_one_changes_nothing_of_another() {
    let mut world = busy();
    world.pass(3 * DAY);
    let about = |world: &World| {
        let answers = answers(world);
        answers.into_iter().filter(|(query, _)| query.contains("\"agreement_id\":2")).collect::<Vec<_>>()
    };
    let before = about(&world);
    assert_eq!(before.len(), 3);
    for id in [1, 4] {
        world.claims(id);
    }
    assert_eq!(about(&world), before);
    let olga = world.olga.clone();
    let told = world.tells(&olga, &claim(1));
    assert!(told[0].contains(" amount=0 "), "{told:?}");
}
