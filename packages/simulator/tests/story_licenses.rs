//! Licences in the story: who holds which, the coins behind them, and that nothing of it can be wrong unnoticed.

#![allow(clippy::unwrap_used)]

mod story_common;

use cosmwasm_std::Uint256;
use serde_json::{json, Value};
use story_common::{a_unit_more_or_less_is_found, amount, holds, scenario, told};
use tributary_simulator::story::stage;
use tributary_simulator::{Scenario, Story};

/// A licence contract and two registries, wired; a licence stands for 1,000.
fn file(liquidation_mode: &str, steps: Vec<Value>) -> Scenario {
    let lock = json!({"time": 60});
    let mut all = vec![
        json!({"from": "owner", "contract": "staker-registry", "execute": {"set_license_contract": {"license_nft": "@license-nft"}}}),
    ];
    all.extend(steps);
    let text = json!({
        "name": "licences", "about": "Licences.",
        "accounts": {"ann": {"ustake": "10000"}, "ben": {"ustake": "10000"}, "cyd": {"ustake": "10000"}},
        "deploy": [
            {"code": "staker-registry", "init": {"denom": "ustake", "min_self_stake": "1000", "unbond_lock": lock,
                "transfer_lock": lock, "signing_cooldown": lock, "slasher": "@slasher"}},
            {"code": "license-nft", "init": {"name": "Licences", "symbol": "LIC", "minter": "@minter", "denom": "ustake",
                "coins_per_license": "1000", "liquidation_mode": liquidation_mode, "staker_registry": "@staker-registry"}}
        ],
        "steps": all
    });
    Scenario::parse("licences.json", &text.to_string()).unwrap()
}

fn to_nft(from: &str, message: Value) -> Value {
    json!({"from": from, "contract": "license-nft", "execute": message})
}

fn to_registry(from: &str, message: Value) -> Value {
    json!({"from": from, "contract": "staker-registry", "execute": message})
}

fn minted(ids: &[&str], owner: &str) -> Value {
    let licenses = ids.iter().map(
        |id| json!({"token_id": id, "owner": format!("@{owner}"), "extension": {"mining_pool": "east"}}),
    );
    to_nft("minter", json!({"mint_many": {"licenses": licenses.collect::<Vec<_>>()}}))
}

fn funded(by: &str, amount: &str) -> Value {
    json!({"from": by, "contract": "license-nft", "execute": {"fund_reserve": {}}, "funds": {"ustake": amount}})
}

fn sent(from: &str, id: &str, action: Value) -> Value {
    to_nft(
        from,
        json!({"send_nft": {"contract": "@staker-registry", "token_id": id, "msg": {"$json": action}}}),
    )
}

fn registered(who: &str, id: &str) -> Value {
    sent(
        who,
        id,
        json!({"register_staker": {"signing_address": format!("@{who}_key"), "coinbase_address": format!("@{who}"), "role": "validator"}}),
    )
}

fn bonded(who: &str, id: &str) -> Value {
    sent(who, id, json!({"bond_license": {"staker": format!("@{who}"), "role": "validator"}}))
}

fn liquidated(amount: &str, evidence: &str) -> Value {
    to_registry(
        "slasher",
        json!({"liquidate": {"staker": "@ann", "amount": amount, "evidence_id": evidence, "reason": "signed twice"}}),
    )
}

/// In the mainnet ann has 500 coins and three licences bonded, nothing is on the way.
fn opened() -> Vec<Value> {
    vec![
        minted(&["n-1", "n-2", "n-3"], "ann"),
        funded("cyd", "3000"),
        to_nft("owner", json!({"open_mainnet": {}})),
        registered("ann", "n-1"),
        bonded("ann", "n-2"),
        bonded("ann", "n-3"),
        json!({"from": "ann", "contract": "staker-registry", "execute": {"bond": {"staker": "@ann"}}, "funds": {"ustake": "500"}}),
    ]
}

#[test]
fn the_reserve_is_told_to_the_last_unit() {
    let story = Story::of(&file(
        "exact",
        vec![
            minted(&["n-1"], "dan"),
            funded("ann", "1000"),
            funded("ben", "1000"),
            funded("cyd", "1001"),
            json!({"send": {"from": "faucet", "to": "@license-nft", "coins": {"ustake": "7"}}}),
            to_nft("owner", json!({"open_mainnet": {}})),
            to_nft("cyd", json!({"reclaim_funding": {}})),
        ],
    ));

    holds(&story);
    let account = &story.accounts[0];
    // 2,001 more than needed: 666 and 666 for 1,000 each, 667 for 1,001, and 2 that nobody gets.
    for (label, expected) in [
        ("reserve of license-nft, behind 1 licence", 1_000),
        ("more than license-nft needs, for ann", 666),
        ("more than license-nft needs, for ben", 666),
        ("more than license-nft needs, for cyd", 0),
        ("more than license-nft needs, dust", 2),
        ("donations in license-nft, nobody's", 7),
    ] {
        assert_eq!(amount(&account.held, label), expected, "{label}");
    }
    assert_eq!(amount(&account.came, "reserve for licences, from cyd"), 1_001);
    assert_eq!(amount(&account.went, "reserve for licences, back to cyd"), 667);
    assert!(story.earnings[0].1.is_empty(), "backing licences earns nothing: {:?}", story.earnings);
}

#[test]
fn in_the_testnet_the_reserve_is_what_was_given() {
    let story = Story::of(&file(
        "exact",
        vec![
            minted(&["n-1"], "dan"),
            funded("ann", "1500"),
            to_nft("ann", json!({"reclaim_funding": {"amount": "200"}})),
            json!({"send": {"from": "faucet", "to": "@license-nft", "coins": {"ustake": "7"}}}),
        ],
    ));

    holds(&story);
    let account = &story.accounts[0];
    assert_eq!(amount(&account.held, "reserve of license-nft, behind 1 licence"), 1_300);
    assert_eq!(amount(&account.held, "donations in license-nft, nobody's"), 7);
    assert!(told(&story).contains("n-1 free"), "{}", told(&story));
}

#[test]
fn what_a_fault_leaves_of_licences_is_locked_or_waits() {
    let mut steps = opened();
    steps.push(liquidated("1400", "one"));
    let story = Story::of(&file("exact", steps.clone()));
    holds(&story);
    let account = &story.accounts[0];
    assert_eq!(
        amount(&account.held, "staked: what faults left of licences, locked until they are stable"),
        100
    );
    assert_eq!(amount(&account.held, "staked"), 0);
    assert_eq!(amount(&account.held, "revenue due to the treasury"), 1_400);
    assert_eq!(amount(&account.held, "reserve of license-nft, behind 2 licences"), 2_000);

    steps.push(to_registry("ann", json!({"unbond_license": {"token_id": "n-2"}})));
    steps.push(to_registry("ann", json!({"unbond_license": {"token_id": "n-3"}})));
    // 100 coins, n-2 and a quarter of n-3.
    steps.push(liquidated("1350", "two"));
    let story = Story::of(&file("exact", steps));
    holds(&story);
    let account = &story.accounts[0];
    let waiting = "what faults left of licences that were on the way back";
    assert_eq!(amount(&account.held, waiting), 750);
    assert_eq!(amount(&account.held, "revenue due to the treasury"), 2_750);
    let ann = &story.earnings[0].1["ann"];
    assert_eq!(
        (ann.leaving, ann.burned, ann.slashed),
        (Uint256::from(750u16), Uint256::from(3_000u16), Uint256::from(2_750u16))
    );
    let text = told(&story);
    assert!(
        text.contains("licence n-3 of ann is burned; 0.00075 STAKE of it wait for its release"),
        "{text}"
    );
    assert!(text.contains("3 minted, 3 burned for faults"), "{text}");
}

#[test]
fn whole_licences_that_are_taken_are_revenue() {
    let mut steps = opened();
    steps.push(liquidated("1400", "one"));
    let story = Story::of(&file("whole", steps));

    holds(&story);
    let account = &story.accounts[0];
    assert_eq!(amount(&account.held, "revenue due to the treasury"), 1_500);
    assert_eq!(amount(&account.held, "staked"), 0);
    let ann = &story.earnings[0].1["ann"];
    assert_eq!((ann.burned, ann.slashed), (Uint256::from(1_000u16), Uint256::from(1_500u16)));
}

#[test]
fn an_account_can_play_the_registry() {
    let story = Story::of(&file(
        "exact",
        vec![
            to_nft("owner", json!({"set_staker_registry": {"staker_registry": "@rex"}})),
            minted(&["n-1"], "ann"),
            funded("ann", "1000"),
            to_nft("ann", json!({"approve": {"spender": "@rex", "token_id": "n-1"}})),
            to_nft("rex", json!({"transfer_nft": {"recipient": "@rex", "token_id": "n-1"}})),
            to_nft("rex", json!({"record_bond": {"token_id": "n-1", "node": "@ann", "role": "validator"}})),
            to_nft("owner", json!({"open_mainnet": {}})),
            to_nft("rex", json!({"liquidate": {"node": "@ann", "need": "400", "token_ids": ["n-1"]}})),
        ],
    ));

    holds(&story);
    assert_eq!(amount(&story.accounts[0].went, "to rex"), 1_000);
    assert!(told(&story).contains("rex burns licence n-1 of ann for 0.0004 STAKE"), "{}", told(&story));
}

#[test]
fn the_table_of_licences_tells_where_each_is() {
    let mut steps = opened();
    steps.push(to_registry("ann", json!({"unbond_license": {"token_id": "n-2"}})));
    let text = told(&Story::of(&file("exact", steps)));
    let table: Vec<_> =
        text.lines().skip_while(|line| !line.starts_with("The licences at the end")).take(4).collect();

    assert!(
        table[0].contains("(stage mainnet; each stands for 0.001 STAKE; the reserve has 0.003 STAKE)"),
        "{table:?}"
    );
    assert!(
        table[2].contains("n-1 and n-3 bonded to ann; n-2 on the way back from ann, from day 1, 00:0"),
        "{table:?}"
    );
    assert!(table[3].starts_with("together") && table[3].ends_with("3 minted"), "{table:?}");
}

#[test]
fn coins_of_the_reserve_that_appear_or_vanish_are_found() {
    a_unit_more_or_less_is_found("licenses/mining-pool.json", "license-nft");
}

#[test]
fn licences_that_come_from_nowhere_are_found() {
    let scenario = scenario("licenses/mining-pool.json");
    let mut played = stage::play(&scenario).unwrap();
    // As if nobody had minted them.
    let minting = |scene: &stage::Scene| {
        let message = scene.report.message.as_ref();
        scene.report.refused.is_none() && message.is_some_and(|message| message.get("mint_many").is_some())
    };
    let at = played.scenes.iter().position(minting).unwrap();
    played.scenes.remove(at);

    let story = Story::tell(&played, scenario.clock.start);

    assert!(!story.holds());
    assert_eq!(story.problems, ["licences created less those burned: 0 and 2 (license-nft)"]);
}

#[test]
fn what_happens_rarely_is_told_too() {
    let license = json!({"token_id": "n-1", "owner": "@ann", "token_uri": null, "mining_pool": "east",
        "minted_at_secs": 1_600_000_000, "role": "validator", "node": "@ben"});
    let mut imported = to_nft("owner", json!({"import_licenses": {"licenses": [license]}}));
    imported["saves"] = json!({"digest": "digest"});
    let text = json!({
        "name": "rare", "accounts": {"ann": {"ustake": "1000"}},
        "deploy": [
            {"name": "hook", "code": "cw20-base", "init": {"name": "Token", "symbol": "TOK", "decimals": 6, "initial_balances": []}},
            {"code": "license-nft", "init": {"name": "Licences", "symbol": "LIC", "minter": "@minter", "denom": "ustake",
                "coins_per_license": "1000", "guardian": "@gil", "genesis_import": true}}
        ],
        "steps": [
            imported,
            to_nft("owner", json!({"finish_import": {"digest": "$digest", "count": 1}})),
            to_nft("gil", json!({"pause": {}})),
            to_nft("owner", json!({"unpause": {}})),
            to_nft("owner", json!({"register_hook": {"contract": "@hook"}})),
            funded("ann", "1000"),
            to_nft("owner", json!({"open_mainnet": {}})),
            to_nft("ann", json!({"transfer_nft": {"recipient": "@ben", "token_id": "n-1"}})),
            to_nft("owner", json!({"open_stable": {}})),
            to_nft("ben", json!({"burn": {"token_id": "n-1"}}))
        ]
    });
    let story = Story::of(&Scenario::parse("rare.json", &text.to_string()).unwrap());
    holds(&story);
    let text = told(&story).split_whitespace().collect::<Vec<_>>().join(" ");

    for words in [
        "they come from another chain by import",
        "owner imports 1 licence of another chain",
        "1 licence so far, with the digest ",
        "owner seals the import of 1 licence with the digest ",
        "gil pauses the license-nft",
        "nothing is minted; everything else goes on",
        "licences can be minted again",
        "ann holds no licence now, ben 1 licence",
        "hook did not take the news of ben",
        "ben burns licence n-1",
        "ben gets 0.001 STAKE; the reserve has 0 STAKE",
        "together 0 0 1 minted, 1 redeemed",
    ] {
        assert!(text.contains(words), "{words}: {}", told(&story));
    }
}
