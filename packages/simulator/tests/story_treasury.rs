//! Revenue in the story: where every unit of it is, whose stake counts for how much, and that nothing of it can be wrong
//! unnoticed.

#![allow(clippy::unwrap_used)]

mod story_common;

use cosmwasm_std::{Int256, Uint256};
use serde_json::{json, Value};
use story_common::{a_unit_more_or_less_is_found, amount, flowing, holds, scenario, to, told};
use tributary_simulator::story::stage::{self, Played};
use tributary_simulator::{Scenario, Story};

const WHALE: &str = "treasury/whale-among-small-stakers.json";

/// A treasury that hears of a pool with 1,000 of ada and 1,000 of bob, where 4,000 circulate: half of all revenue is for
/// the stakes, and is released over 100 seconds.
fn file(treasury: &Value, steps: Vec<Value>) -> Scenario {
    let lock = json!({"time": 10});
    let mut init = json!({"owner": "@dao", "denom": "ustake", "pool_registry": "@pool-registry", "identity": {"off": {}},
        "epoch_secs": 86_400, "release_secs": 100, "tolerance_bits": 48, "circulating_supply": {"fixed": {"amount": "4000"}}});
    let other = treasury.as_object().unwrap().clone();
    init.as_object_mut().unwrap().extend(other);
    let mut all = vec![
        to(
            "owner",
            "staker-registry",
            json!({"announce_config": {"change": {"registrars": ["@pool-registry"], "treasury": "@treasury-decay"}}}),
        ),
        to(
            "owner",
            "pool-registry",
            json!({"set_hooks": {"hooks": [{"contract": "@treasury-decay", "gas_limit": 2_000_000}]}}),
        ),
        paid(
            "ada",
            "pool-registry",
            "1000",
            json!({"register_pool": {"signing_address": "@ada_key", "commission_ppm": 0,
            "metadata_url": "", "metadata_hash": "00".repeat(32)}}),
        ),
        paid("bob", "pool-registry", "1000", json!({"delegate": {"pool": "@ada"}})),
    ];
    all.extend(steps);
    let text = json!({
        "name": "treasury", "about": "Revenue.", "clock": {"block_seconds": 0},
        "accounts": {"ada": {"ustake": "1000"}, "bob": {"ustake": "1000"}, "pat": {"ustake": "5000", "uother": "9"}},
        "deploy": [
            {"code": "staker-registry", "init": {"denom": "ustake", "min_self_stake": "1000", "unbond_lock": lock,
                "transfer_lock": lock, "signing_cooldown": lock, "slasher": "@slasher"}},
            {"code": "pool-registry", "init": {"staker_registry": "@staker-registry", "coinbase_code_id": {"$code": "coinbase"},
                "min_self_stake_percentage": 1, "commission_lock": lock}},
            {"code": "treasury-decay", "init": init}
        ],
        "steps": all
    });
    Scenario::parse("treasury.json", &text.to_string()).unwrap()
}

fn paid(from: &str, contract: &str, amount: &str, message: Value) -> Value {
    json!({"from": from, "contract": contract, "execute": message, "funds": {"ustake": amount}})
}

fn revenue(amount: &str) -> Value {
    paid("pat", "treasury-decay", amount, json!({"distribute_revenue": {}}))
}

fn to_treasury(from: &str, message: Value) -> Value {
    to(from, "treasury-decay", message)
}

fn collected(users: &[&str]) -> Value {
    let users: Vec<_> = users.iter().map(|user| format!("@{user}")).collect();
    to_treasury("kim", json!({"collect": {"pool": "@ada", "users": users}}))
}

fn passed(seconds: u64) -> Value {
    json!({"advance": {"seconds": seconds, "blocks": 1}})
}

#[test]
fn revenue_is_told_to_the_last_unit() {
    let story = Story::of(&file(
        &json!({}),
        vec![
            to_treasury("ada", json!({"set_user_share": {"share_bps": 5_000}})),
            revenue("1000"),
            passed(50),
            collected(&["ada"]),
            to_treasury("ada", json!({"claim_share": {}})),
            to_treasury("bob", json!({"settle": {"user": "@bob"}})),
            to("dao", "treasury-decay", json!({"update_config": {"unstaked_share": "treasury"}})),
            revenue("100"),
            to_treasury("dao", json!({"spend": {"to": "@zed", "amount": "12"}})),
            to_treasury("dao", json!({"spend": {"to": "@coinbase:ada", "amount": "8"}})),
            to_treasury("dao", json!({"spend": {"to": "@pool-registry", "amount": "3"}})),
            json!({"send": {"from": "pat", "to": "@treasury-decay", "coins": {"ustake": "7", "uother": "9"}}}),
            to_treasury(
                "dao",
                json!({"spend_other": {"asset": {"native": "uother"}, "to": "@zed", "amount": "4"}}),
            ),
        ],
    ));

    holds(&story);
    let account = story.accounts.iter().find(|account| account.denom == "ustake").unwrap();
    // 500 are burned. Of the 250 that were released by then ada has 125 on the way: 62 to the pool, 62 to herself.
    for (label, expected) in [
        ("treasury in treasury-decay, for its owner to spend", 27),
        ("revenue in treasury-decay: not released yet", 300),
        ("revenue in treasury-decay: not settled, or dust", 126),
        ("donations in treasury-decay, nobody's", 7),
        ("donations in pool-registry, nobody's", 3),
    ] {
        assert_eq!(amount(&account.held, label), expected, "{label}: {}", told(&story));
    }
    assert_eq!(amount(&account.came, "revenue, from pat"), 1_100);
    for (label, expected) in
        [("revenue, burned", 500), ("out of the treasury, to zed", 12), ("rewards, to ada", 62)]
    {
        assert_eq!(amount(&account.went, label), expected, "{label}: {}", told(&story));
    }
    let other = story.accounts.iter().find(|account| account.denom == "uother").unwrap();
    assert_eq!(amount(&other.held, "other coins, for the owner of treasury-decay"), 5);
    assert_eq!(amount(&other.went, "other coins, to zed"), 4);
}

#[test]
fn what_users_can_claim_waits_for_them() {
    let story = Story::of(&file(
        &json!({"release_secs": 0, "unstaked_share": "none"}),
        vec![
            to_treasury("ada", json!({"set_user_share": {"share_bps": 10_000}})),
            revenue("1000"),
            collected(&["ada", "bob"]),
        ],
    ));

    holds(&story);
    let account = &story.accounts[0];
    assert_eq!(amount(&account.held, "revenue in treasury-decay: users' own shares, claimable"), 1_000);
    assert_eq!(story.earnings[0].1["bob"].waiting, Uint256::from(500u16));
}

#[test]
fn revenue_that_a_registry_forwards_stays_within() {
    let story = Story::of(&scenario(WHALE));

    holds(&story);
    let account = &story.accounts[0];
    assert_eq!(amount(&account.came, "revenue, from payer"), 10_000_000);
    assert!(account.went.iter().all(|item| !item.label.starts_with("revenue")), "{:?}", account.went);
    let treasury = account.purses.iter().find(|purse| purse.name == "treasury-decay").unwrap();
    assert_eq!(treasury.accounted, Int256::from(1u8));
}

#[test]
fn coins_of_a_treasury_that_appear_or_vanish_are_found() {
    a_unit_more_or_less_is_found("treasury/split-whale.json", "gated");
}

/// The whale's story without the first step of that message.
fn without(message: &str) -> Story {
    let scenario = scenario(WHALE);
    let mut played: Played = stage::play(&scenario).unwrap();
    let is = |scene: &stage::Scene| {
        let sent = scene.report.message.as_ref();
        scene.report.refused.is_none() && sent.is_some_and(|sent| sent.get(message).is_some())
    };
    let at = played.scenes.iter().position(is).unwrap();
    played.scenes.remove(at);
    Story::tell(&played, scenario.clock.start)
}

#[test]
fn revenue_that_comes_from_nowhere_or_goes_there_is_found() {
    for (message, problems) in [
        (
            "distribute_revenue",
            vec![
                "revenue received: 400000 and 10400000 (treasury-decay)",
                "revenue for the stakes: 400000 and 10400000 (treasury-decay)",
            ],
        ),
        ("collect", vec!["revenue sent to pools: 31870 and 865237 (treasury-decay)"]),
        ("spend", vec!["treasury spent: 0 and 9534762 (treasury-decay)"]),
    ] {
        let story = without(message);

        assert!(!story.holds(), "{message}");
        assert_eq!(story.problems, problems, "{message}");
        assert!(!story.accounts[0].balances(), "{message}: {:?}", story.accounts[0]);
    }
}

#[test]
fn the_tables_tell_whose_stake_counts_for_how_much_and_where_revenue_is() {
    let text = told(&Story::of(&scenario(WHALE)));
    let rows =
        |title: &str| text.lines().skip_while(|line| !line.starts_with(title)).take(9).collect::<Vec<_>>();

    let stakes = rows("The stakes in treasury-decay at the end");
    assert!(stakes[0].contains("(epoch 2, threshold 2.70192 STAKE; amounts in STAKE)"), "{stakes:?}");
    let whale = stakes.iter().find(|line| line.starts_with("whale")).unwrap();
    assert_eq!(
        whale.split_whitespace().collect::<Vec<_>>(),
        ["whale", "yes", "96", "3.875348", "4.0368", "%"]
    );
    let together = stakes.iter().find(|line| line.starts_with("together")).unwrap();
    assert!(together.contains("5 in the mean"), "{together}");

    let revenue = rows("Where the revenue of treasury-decay is");
    assert!(
        revenue.iter().any(|line| line.starts_with("sent to pool ada") && line.contains("0.865237")),
        "{revenue:?}"
    );
    assert!(revenue.iter().any(|line| line.starts_with("together") && line.contains("10.4")), "{revenue:?}");
}

#[test]
fn a_treasury_without_revenue_has_no_tables() {
    let story = Story::of(&file(&json!({}), vec![]));

    holds(&story);
    assert!(!told(&story).contains("The stakes in treasury-decay"), "{}", told(&story));
}

#[test]
fn what_happens_rarely_is_told_too() {
    let story = Story::of(&file(
        &json!({"identity": {"list": {"registrar": "@reg"}}, "min_stake": "100"}),
        vec![
            to_treasury("reg", json!({"identify": {"users": ["@ada", "@bob"]}})),
            revenue("1000"),
            passed(50),
            to_treasury("kim", json!({"settle": {"user": "@bob"}})),
            to_treasury("reg", json!({"revoke_identity": {"users": ["@bob"]}})),
            collected(&[]),
            passed(86_400),
            to_treasury("kim", json!({"roll_epoch": {}})),
            json!({"from": "kim", "contract": "treasury-decay", "execute": {"roll_epoch": {}}, "fails": "epoch"}),
            to_treasury("kim", json!({"settle": {"user": "@bob"}})),
            to_treasury("kim", json!({"claim_share": {}})),
            json!({"from": "dao", "contract": "treasury-decay", "execute": {"spend": {"to": "@zed", "amount": "900"}}, "fails": "treasury"}),
            to_treasury("dao", json!({"spend": {"to": "@zed", "amount": "100"}})),
            to_treasury("dao", json!({"update_config": {"registrar": "@reg2"}})),
            to_treasury("dao", json!({"update_ownership": {"transfer_ownership": {"new_owner": "@dao2"}}})),
            to_treasury("ada", json!({"set_user_share": {"share_bps": 2_500}})),
        ],
    ));
    holds(&story);
    let text = flowing(&story);

    for words in [
        "an epoch has 1 day, revenue is released over 1 minute 40 seconds; reg says who is identified, stakes from 0.0001 STAKE on make the threshold",
        "what stands for unstaked coins is burned; 0.004 STAKE circulate; dao spends the treasury",
        "reg puts ada and bob on the list of treasury-decay",
        "ada counts as identified",
        "pat pays 0.001 STAKE of revenue into treasury-decay",
        "0.0005 STAKE are for the stakes, released until day 1, 00:01; 0.0005 STAKE are burned",
        "bob is settled, no friction",
        "reg takes bob off the list of treasury-decay",
        "bob does not count as identified",
        "kim collects what treasury-decay owes to pool ada",
        "nothing is sent to pool ada",
        "kim begins the next epoch of treasury-decay",
        "epoch 1 has the threshold 0.00",
        "the epoch is not over before day 3, 00:00",
        "of friction for the treasury",
        "nothing is owed to kim",
        "STAKE, 0.0009 STAKE was asked for",
        "zed gets 0.0001 STAKE; the treasury has 0.000025 STAKE",
        "dao changes treasury-decay: reg2 says who is identified",
        "in force from now on",
        "the owner is dao, dao2 may accept",
        "pool ada leaves 25 % of its revenue to its users from now on",
    ] {
        assert!(text.contains(words), "{words}: {}", told(&story));
    }
}
