//! Queries answer as of now: as if the vault and its users had just been touched

use cosmwasm_std::Addr;
use serde_json::{json, Value};
use tributary_types::boosted_staking::{BoostCollection, CountedBy};

use crate::moody::{kind, moody};
use crate::support::suite::Suite;
use crate::world::{
    claim_of, claimed, holdings, refresh, scores, withdraw, World, ADVANCE, DAY, DAYS, TOUCH,
};

/// Every query about the vault and these users, and about the first 50 positions.
pub fn answers(world: &World, users: &[Addr]) -> Vec<(String, Value)> {
    let mut queries = vec![
        json!({"config": {}}),
        json!({"vault": {}}),
        json!({"emissions": {"limit": 3}}),
        json!({"estimate": {"amount": "1000", "days": 30, "nfts": 2, "loyalty": 5}}),
    ];
    for user in users {
        for list in ["positions", "batches", "deposits"] {
            queries.push(json!({list: {"user": user, "limit": 100}}));
        }
        queries.extend([json!({"account": {"user": user}}), json!({"boost": {"user": user}})]);
    }
    for position_id in 1..=50 {
        queries.push(json!({"position": {"position_id": position_id}}));
        queries.push(json!({"batch": {"position_id": position_id}}));
    }
    let ask = |query: &Value| {
        let answer = world.suite.chain.query(&world.address, query);
        answer.unwrap_or_else(|error| error.to_string().into())
    };
    queries.iter().map(|query| (query.to_string(), ask(query))).collect()
}

/// Alice, bob and carol with positions, boosts and claims, and dora who has a score and nothing else.
fn busy() -> (World, Vec<Addr>, Addr) {
    let mut suite = Suite::default();
    let collection = moody(&mut suite);
    let address = collection.to_string();
    let mut world = World::on(suite, |msg| {
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Balance });
    });
    world.set_temper(&collection, kind(3));
    let users: Vec<Addr> =
        ["alice", "bob", "carol", "dora"].iter().map(|name| world.suite.who(name)).collect();
    for (user, days) in [(0, 40), (1, 31), (0, 30), (0, 200), (1, 365), (0, 40)] {
        world.stake(&users[user], 1_000 * u128::from(days), days);
        world.suite.wait(5_000);
    }
    let oracle = world.oracle.clone();
    world.send(&oracle, &scores(&[(&users[0], 777), (&users[3], 50)])).unwrap();
    world.pass_days(20);
    world.stake(&users[2], 5, 77);
    world.pass_days(25);
    world.claim(&users[0]);
    world.set_temper(&collection, kind(1));
    world.send(&users[3], &refresh(&users[1])).unwrap();
    (world, users, collection)
}

/// G-11: whoever touches the vault or a user, and whenever, changes no answer.
#[test]
fn a_touch_changes_no_answer() {
    for wait in [0, 1, DAY - 30_001, DAY, 32 * DAY + 5, 160 * DAY, 400 * DAY, DAYS * DAY] {
        let (mut world, users, collection) = busy();
        let (eve, oracle) = (world.eve.clone(), world.oracle.clone());
        world.suite.wait(wait);
        let before = answers(&world, &users);
        world.is_consistent();

        world.send(&eve, &ADVANCE).unwrap();
        assert_eq!(answers(&world, &users), before, "advanced after {wait}");
        for (at, user) in users.iter().enumerate() {
            let (nfts, loyalty) = (world.boost(user).nfts, world.boost(user).loyalty);
            let (sender, touch) = match at {
                1 => (&collection, holdings(user, nfts)),
                2 => (&oracle, scores(&[(user, loyalty)])),
                _ => (user, TOUCH),
            };
            world.send(sender, &touch).unwrap();
            assert_eq!(answers(&world, &users), before, "user {at} after {wait}");
            world.is_consistent();
        }
    }
}

/// G-11: what is answered as claimable is what is paid.
#[test]
fn a_claim_pays_what_was_answered() {
    for wait in [0, 1, DAY, 32 * DAY + 5, 160 * DAY, 400 * DAY] {
        let (mut world, users, _) = busy();
        world.suite.wait(wait);
        let mut paid = 0;
        for user in &users {
            for batch in world.batches(user) {
                let outcome = world.send(user, &claim_of(batch.position_id)).unwrap();
                assert_eq!(claimed(&outcome), batch.claimable.u128());
                paid += batch.claimable.u128();
            }
        }
        assert!(paid > 0);
        world.is_consistent();
    }
}

/// What one user does is told of no other, and changes no answer about another.
#[test]
fn a_call_of_one_user_settles_no_other() {
    let (mut world, users, _) = busy();
    world.pass_days(100);
    let about = |world: &World| {
        let answers = answers(world, &users[1..]);
        answers.into_iter().filter(|(query, _)| query.contains("\"user\"")).collect::<Vec<_>>()
    };
    let others = about(&world);
    assert_eq!(others.len(), 15);

    world.send(&users[0], &TOUCH).unwrap();
    world.claim(&users[0]);

    assert_eq!(about(&world), others);
    let told = world.tells(&users[2], &withdraw(7));
    assert!(told[0].starts_with("position_matured position_id=7 user=carol"), "{told:?}");
}
