//! Clock, accounts, names, saved values, deployments.

#![allow(clippy::unwrap_used)]

mod common;

use common::{chain, fails, holds, play, pull, puppet_scenario};
use cosmwasm_std::Uint128;
use serde_json::{json, Value};
use tributary_simulator::report::Position;
use tributary_simulator::runner::{Player, PLENTY};
use tributary_simulator::{Scenario, Verdict};

/// Plays a whole file on a chain with the puppet.
#[track_caller]
fn play_file(text: Value) -> tributary_simulator::Report {
    let scenario = Scenario::parse("test.json", &text.to_string()).unwrap();
    Player::new(chain(&scenario)).play(&scenario)
}

fn clock(height: u64, time: u64) -> Value {
    let query = json!({"emit": {"ty": "", "key": "", "value": ""}});
    json!({"contract": "doll", "query": query, "equals": {"height": height, "time": time}})
}

#[test]
fn calls_happen_in_new_blocks_and_nothing_else_moves_the_clock() {
    let store = |more: Value| pull(json!({"store": {"value": "1"}}), more);
    let send = json!({"send": {"from": "ada", "to": "@bob", "coins": {"ustake": "1"}}});

    holds(json!([
        clock(10, 1000),
        store(json!({})),
        clock(11, 1005),
        send,
        clock(12, 1010),
        store(json!({"same_block": true})),
        {"send": {"from": "ada", "to": "@bob", "coins": {"ustake": "1"}}, "same_block": true},
        clock(12, 1010),
        pull(json!({"refuse": {"words": "no"}}), json!({"fails": true})),
        clock(13, 1015),
        {"advance": {"seconds": 100, "blocks": 7}},
        clock(20, 1115),
        {"advance": {"seconds": 1}},
        clock(20, 1116),
        {"advance": {"blocks": 1}},
        clock(21, 1116),
        {"advance": {"seconds": 0, "blocks": 0}},
        {"advance": {}},
        clock(21, 1116),
    ]));
}

#[test]
fn the_clock_cannot_run_over() {
    let found = fails(json!([{"advance": {"seconds": u64::MAX}}, clock(10, 1000)]));

    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("2^64"), "{found:?}");
}

#[test]
fn a_clock_that_cannot_start_is_a_failure_of_the_file() {
    let text = json!({"name": "test", "clock": {"start": u64::MAX}, "deploy": [], "steps": []});
    let report = tributary_simulator::play(&Scenario::parse("test.json", &text.to_string()).unwrap());

    assert_eq!(report.verdict, Verdict::Failed);
    assert_eq!(report.steps[0].at, Position::Start);
}

#[test]
fn owner_and_faucet_have_plenty_of_every_coin_that_occurs() {
    let plenty = PLENTY.to_string();
    let report = play_file(json!({
        "name": "test",
        "accounts": {"faucet": {"uthird": "3"}, "bob": {"usecond": "2"}},
        "deploy": [],
        "steps": [
            {"send": {"from": "owner", "to": "@bob", "coins": {"ufirst": "1"}}, "changes": {"owner": {"ufirst": "-1"}, "bob": {"ufirst": "+1"}}},
            {"balance": "owner", "denom": "usecond", "equals": plenty},
            {"balance": "faucet", "denom": "ufirst", "equals": plenty},
            {"balance": "faucet", "denom": "uthird", "equals": "3"},
            {"balance": "owner", "denom": "uthird", "equals": plenty},
            {"balance": "bob", "denom": "usecond", "equals": "2"},
            {"balance": "bob", "denom": "uthird", "equals": "0"}
        ]
    }));

    assert_eq!(report.verdict, Verdict::Held, "{report}");
}

#[test]
fn a_value_is_saved_from_the_data_and_stays_what_it_was() {
    let answer = json!({"answer": {"json": r#"{"id": 7, "amount": "15", "deep": {"x": [1]}}"#}});
    let echo = |value: Value, expected: Value| json!({"contract": "doll", "query": {"answer": {"json": "[7,\"15\",{\"x\":[1]}]"}}, "equals": [value, "$amount", expected]});

    holds(json!([
        pull(answer.clone(), json!({"saves": {"n": "id", "amount": "amount", "deep": "deep"}})),
        echo(json!("$n"), json!("$deep")),
        pull(json!({"pay": {"to": "@bob", "amount": "$n"}}), json!({"funds": {"ustake": "7"}})),
        {"balance": "bob", "denom": "ustake", "equals": "7"},
    ]));
    assert_eq!(
        fails(json!([
            pull(answer.clone(), json!({"saves": {"n": "id", "amount": "id", "deep": "deep"}})),
            echo(json!("$n"), json!("$deep"))
        ]))
        .len(),
        1
    );
}

#[test]
fn a_value_is_saved_from_the_last_event_of_the_called_contract_otherwise() {
    let emit = json!({"emit": {"ty": "moved", "key": "limb", "value": "7"}});

    holds(json!([
        pull(emit, json!({"saves": {"limb": "limb"}})),
        {"contract": "doll", "query": {"answer": {"json": "\"7\""}}, "equals": "$limb"},
    ]));
}

#[test]
fn events_of_others_are_no_source_of_values() {
    let pay = pull(
        json!({"pay": {"to": "@bob", "amount": 1}}),
        json!({"funds": {"ustake": "1"}, "saves": {"who": "recipient"}}),
    );

    let found =
        fails(json!([pay, {"contract": "doll", "query": {"answer": {"json": "1"}}, "equals": "$who"}]));

    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].starts_with("step 1: saves.who: "), "{found:?}");
    assert!(found[1].contains("no earlier step saved `who`"), "{found:?}");
}

#[test]
fn a_message_with_a_value_that_nobody_saved_ends_the_scenario() {
    let found = fails(json!([pull(json!({"pay": {"to": "$nobody", "amount": 1}}), json!({})), clock(0, 0)]));

    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("no earlier step saved `nobody`"), "{found:?}");
}

#[test]
fn references_stand_for_addresses_codes_and_encoded_messages() {
    let echo = |value: Value| json!({"store": {"value": value}});
    let stored =
        |expected: Value| json!({"contract": "doll", "query": {"store": {"value": ""}}, "equals": expected});

    let report = holds(json!([
        pull(echo(json!("@bob")), json!({})),
        stored(json!("@bob")),
        pull(echo(json!({"$json": {"to": "@bob", "deep": {"$json": [1]}}})), json!({})),
        pull(echo(json!("@doll")), json!({})),
        stored(json!("@doll")),
        pull(echo(json!("mail@bob costs $5")), json!({})),
        stored(json!("mail@bob costs $5")),
    ]));

    let encoded = report.steps[3].message.as_ref().unwrap()["store"]["value"].as_str().unwrap();
    let bob = "wasm1";
    let decoded = cosmwasm_std::Binary::from_base64(encoded).unwrap();
    let decoded: Value = serde_json::from_slice(&decoded).unwrap();
    assert!(decoded["to"].as_str().unwrap().starts_with(bob));
    assert_eq!(decoded["deep"], "WzFd");
}

#[test]
fn a_moment_is_so_many_seconds_after_the_block_before() {
    let scenario = puppet_scenario(json!([
        {"advance": {"seconds": 100}},
        pull(json!({"store": {"value": {"$time": 25}}}), json!({})),
        {"contract": "doll", "query": {"store": {"value": ""}}, "equals": "1125000000000"},
    ]));
    let report = Player::new(chain(&scenario)).play(&scenario);

    assert_eq!(report.verdict, Verdict::Held, "{report}");
    for seconds in [json!("5"), json!(-1), json!(u64::MAX)] {
        let found = fails(json!([pull(json!({"store": {"value": {"$time": seconds}}}), json!({}))]));
        assert!(found[0].contains("`$time` is a number of whole seconds"), "{found:?}");
    }
}

#[test]
fn a_code_is_named_and_its_number_sent() {
    let scenario = puppet_scenario(json!([pull(
        json!({"pay": {"to": "@bob", "amount": {"$code": "puppet"}}}),
        json!({"funds": {"ustake": "100"}})
    )]));
    let chain = chain(&scenario);
    let id = chain.code_id("puppet").unwrap();

    let mut player = Player::new(chain);
    let report = player.play(&scenario);

    assert_eq!(report.verdict, Verdict::Held, "{report}");
    let bob = player.chain.address_of("bob").unwrap();
    assert_eq!(player.chain.balance(&bob, "ustake").unwrap(), Uint128::from(id));
}

#[test]
fn forms_that_are_none_are_named() {
    for form in [
        json!({"$jsn": {}}),
        json!({"$json": {}, "more": 1}),
        json!({"$code": 5}),
        json!({"$near": ["1", "1"]}),
    ] {
        let key = form.as_object().unwrap().keys().next().unwrap().clone();
        let found = fails(json!([pull(json!({"answer": {"json": form}}), json!({}))]));
        assert!(found[0].contains(&format!("`{key}` here is no reference")), "{found:?}");
    }
    let near = json!({"contract": "doll", "query": {"answer": {"json": "1"}}, "equals": {"$near": ["1"]}});
    assert!(fails(json!([near]))[0].contains("`$near` here is no reference"));
}

#[test]
fn contracts_do_not_sign_and_accounts_do_not_answer() {
    for (step, why) in [
        (json!({"from": "doll", "contract": "doll", "execute": {}}), "`doll` is a contract and cannot sign"),
        (json!({"from": "ada", "contract": "bob", "execute": {}}), "contract `bob` is not deployed"),
        (json!({"contract": "bob", "query": {}}), "contract `bob` is not deployed"),
        (json!({"send": {"from": "a b", "to": "@bob", "coins": {}}}), "account name `a b`"),
        (
            json!({"balance": "coinbase:ada", "denom": "ustake", "equals": "0"}),
            "needs one deployed pool-registry, there are 0",
        ),
        (
            json!({"send": {"from": "ada", "to": "@coinbse:ada", "coins": {"ustake": "1"}}}),
            "account name `coinbse:ada`",
        ),
    ] {
        let found = fails(json!([step]));
        assert!(found[0].contains(why), "{found:?}");
    }
}

#[test]
fn contracts_are_deployed_in_order_with_coins_and_may_name_earlier_ones_only() {
    let deploy = |first: &str, second: &str| {
        json!({
            "name": "test",
            "accounts": {"ada": {"ustake": "10"}},
            "deploy": [
                {"name": first, "code": "cw20-base", "init": {"name": "token", "symbol": "TOK", "decimals": 6, "initial_balances": [{"address": "@ada", "amount": "5"}]}, "from": "ada", "funds": {"ustake": "4"}},
                {"name": second, "code": "cw20-base", "init": {"name": "token", "symbol": "TOK", "decimals": 6, "initial_balances": [{"address": "@one", "amount": "5"}]}}
            ],
            "steps": [
                {"balance": "one", "denom": "ustake", "equals": "4"},
                {"balance": "ada", "denom": "ustake", "equals": "6"},
                {"contract": "two", "query": {"balance": {"address": "@one"}}, "equals": {"balance": "5"}}
            ]
        })
    };

    let report = play_file(deploy("one", "two"));
    assert_eq!(report.verdict, Verdict::Held, "{report}");
    assert_eq!(report.steps[0].changes["ada"]["ustake"].to_string(), "-4");

    let report = play_file(json!({
        "name": "test",
        "deploy": [
            {"name": "first", "code": "puppet", "init": {"later": "@second"}},
            {"name": "second", "code": "puppet", "init": {}}
        ],
        "steps": []
    }));
    assert!(report.to_string().contains("deploy 1: init"), "{report}");
    assert!(report.to_string().contains("contract `second` is not deployed yet"), "{report}");
}

#[test]
fn a_contract_is_named_after_its_code_and_administered_by_the_owner() {
    let scenario = json!({"name": "test", "deploy": [{"code": "puppet", "init": {}, "from": "ada"}], "steps": [{"contract": "puppet", "query": {"answer": {"json": "1"}}, "equals": 1}]});
    let scenario = Scenario::parse("test.json", &scenario.to_string()).unwrap();
    let mut player = Player::new(chain(&scenario));

    let report = player.play(&scenario);

    assert_eq!(report.verdict, Verdict::Held, "{report}");
    let address = player.names.contract(&player.chain, "puppet").unwrap();
    let data = player.chain.contract(&address).unwrap();
    assert_eq!(data.admin, Some(player.chain.address_of("owner").unwrap()));
    assert_eq!(data.creator, player.chain.address_of("ada").unwrap());
    assert_eq!(data.label, "puppet");
}

#[test]
fn a_deployment_that_is_refused_ends_the_scenario() {
    let report =
        play_file(json!({"name": "test", "deploy": [{"code": "puppet", "init": 5}], "steps": [clock(0, 0)]}));

    assert_eq!(report.verdict, Verdict::Failed);
    assert_eq!(report.steps.len(), 1);
    assert_eq!(report.mismatches().next().unwrap().0, Position::Deploy(1));
}

#[test]
fn a_code_that_is_not_there_is_told_apart_from_a_failure() {
    for text in [
        json!({"name": "test", "deploy": [{"code": "yet-to-come", "init": {}}], "steps": []}),
        json!({"name": "test", "deploy": [{"code": "puppet", "init": {"id": {"$code": "yet-to-come"}}}], "steps": []}),
        json!({"name": "test", "deploy": [{"code": "puppet", "init": {}}], "steps": [
            {"from": "ada", "contract": "puppet", "execute": {"list": [{"$code": "yet-to-come"}]}}
        ]}),
    ] {
        let report = play_file(text);

        assert_eq!(report.verdict, Verdict::NotRun { code: "yet-to-come".to_owned() });
        assert_eq!(report.steps.len(), 0);
    }
}

#[test]
fn a_scenario_for_the_real_chain_is_skipped() {
    let report = play_file(
        json!({"name": "test", "runs_on": ["chain"], "deploy": [], "steps": [{"balance": "bob", "denom": "ustake", "equals": "7"}]}),
    );

    assert_eq!(report.verdict, Verdict::Skipped);
}

#[test]
fn the_report_tells_what_was_sent_and_what_happened() {
    let report = play(json!([
        pull(json!({"pay": {"to": "@bob", "amount": 30}}), json!({"funds": {"ustake": "50"}})),
        pull(json!({"refuse": {"words": "no"}}), json!({"fails": true})),
    ]));

    let [deploy, paid, refused] = report.steps.as_slice() else { panic!("{report}") };
    assert_eq!((deploy.at, paid.at, refused.at), (Position::Deploy(1), Position::Step(1), Position::Step(2)));
    assert_eq!((paid.height, paid.time), (11, 1005));
    assert_eq!(paid.message.as_ref().unwrap()["pay"]["amount"], 30);
    assert_eq!(paid.changes["ada"]["ustake"].to_string(), "-50");
    assert_eq!(paid.changes["bob"]["ustake"].to_string(), "+30");
    assert_eq!(paid.changes["doll"]["ustake"].to_string(), "+20");
    assert_eq!(paid.events.last().unwrap().ty, "transfer");
    assert_eq!(refused.refused.as_deref(), Some("Generic error: no"));
    assert_eq!(refused.changes.len(), 0);
    let text = serde_json::to_value(&report).unwrap();
    assert_eq!(text["verdict"], "held");
    assert_eq!(text["steps"][1]["changes"]["ada"]["ustake"], "-50");
}

#[test]
fn a_scenario_without_contracts_of_its_own_stands_behind_the_preset() {
    let report = play_file(json!({"name": "test", "clock": {"height": 5}, "steps": [
        {"contract": "pool-registry", "query": {"config": {}}, "equals": {"staker_registry": "@staker-registry", "guardian": "@guardian"}},
        {"from": "bob", "contract": "pool-registry", "execute": {"pause": {}}, "fails": "unauthorized"}
    ]}));

    assert_eq!(report.verdict, Verdict::Held, "{report}");
    let places: Vec<_> = report.steps.iter().map(|step| (step.at.to_string(), step.height)).collect();
    let expected = [
        ("deploy 1", 5),
        ("deploy 2", 5),
        ("deploy 3", 5),
        ("deploy 4", 5),
        ("deploy 5", 5),
        ("deploy 6", 5),
        ("preset step 1", 5),
        ("preset step 2", 5),
        ("preset step 3", 5),
        ("preset step 4", 5),
        ("step 1", 5),
        ("step 2", 6),
    ];
    assert_eq!(places, expected.map(|(at, height)| (at.to_owned(), height)));

    let report = play_file(json!({"name": "test", "accounts": {"pool-registry": {}}, "steps": []}));
    assert!(report.to_string().contains("names that no contract has"), "{report}");
}

#[test]
fn coinbases_have_names_in_reports() {
    let text = std::fs::read_to_string("tests/scenarios/preset-pool.json").unwrap();
    let report = tributary_simulator::play(&Scenario::parse("preset-pool.json", &text).unwrap());

    let paid = &report.steps.last().unwrap().changes;
    assert_eq!(paid.keys().collect::<Vec<_>>(), ["bob", "coinbase:ada"]);
}

#[test]
fn a_coinbase_of_nobody_is_told() {
    let report = play_file(json!({"name": "test", "steps": [
        {"balance": "coinbase:bob", "denom": "ustake", "equals": "0"},
        {"send": {"from": "faucet", "to": "@coinbase:bob", "coins": {"ustake": "1"}}}
    ]}));

    let found: Vec<_> =
        report.mismatches().map(|(at, mismatch)| format!("{at}: {}", mismatch.found)).collect();
    assert_eq!(found.len(), 2, "{report}");
    assert!(found[0].starts_with("step 1: `coinbase:bob` is not known to the pool-registry: "), "{found:?}");
}
