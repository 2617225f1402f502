//! Bad inputs, generated for every message.

use cosmwasm_schema::schema_for;
use cosmwasm_std::{coin, Addr};
use serde_json::{json, Value};
use tributary_testing::DENOM;
use tributary_types::joint_staking::{ExecuteMsg, QueryMsg};

use crate::bench::{bench, Setting};
use crate::support::bad_messages::bad_messages;
use crate::support::bench::{cover_together, pointers, Bench, Ending};
use crate::world::{terminate, World};

/// Every setting with the samples that work in it.
fn benches() -> Vec<Bench> {
    Setting::ALL.into_iter().map(|setting| bench(setting).0.keep_what_works()).collect()
}

fn in_every_setting(check: impl Fn(&mut Bench)) {
    for mut bench in benches() {
        assert!(bench.samples.len() >= 10, "{}", bench.samples.len());
        check(&mut bench);
    }
}

#[test]
fn every_message_has_a_sample_that_works_and_leaves_nothing_if_a_later_one_fails() {
    cover_together(&mut benches(), &serde_json::to_value(schema_for!(ExecuteMsg)).unwrap());
}

/// F-01 to F-09. A termination may come with a reward coin and need not: see below.
#[test]
fn wrong_funds_are_refused_with_every_message() {
    for setting in Setting::ALL {
        let mut bench = bench(setting).0.keep_what_works();
        if setting != Setting::Tokens {
            bench.samples.retain(|sample| sample.name != "terminate_agreement");
        }
        bench.wrong_funds_are_refused();
    }
}

/// F-02 to F-05, F-12.
#[test]
fn only_one_reward_coin_comes_with_a_termination() {
    let mut bench = bench(Setting::Coins).0.keep_what_works();
    let sample = bench.samples.iter().find(|sample| sample.name == "terminate_agreement").unwrap();
    let (sender, message) = (sample.sender.clone(), serde_json::to_value(terminate(2)).unwrap());
    let two = |one: &str, other: &str| vec![coin(5, one), coin(5, other)];
    for funds in [
        vec![coin(5, "uother")],
        vec![coin(5, "USTAKE")],
        vec![coin(5, "ustake ")],
        two(DENOM, "uother"),
        two("uother", DENOM),
        two(DENOM, DENOM),
        vec![coin(5, DENOM), coin(0, "uother")],
    ] {
        assert_eq!(bench.try_json(&sender, &message, funds.clone()).word(), "funds", "{funds:?}");
    }
    for funds in [vec![], vec![coin(5, DENOM)]] {
        assert!(matches!(bench.try_json(&sender, &message, funds), Ending::Works));
    }
}

bad_messages!(in_every_setting);

#[test]
fn deep_and_large_messages_are_refused() {
    in_every_setting(Bench::deep_and_large_messages_are_refused);
}

/// Huge numbers in every place of every message: refused, or taken where they mean something, and never broken off.
#[test]
fn huge_numbers_break_nothing_off() {
    let amount = |value: &Value| {
        value.as_str().is_some_and(|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
    };
    in_every_setting(|bench| {
        let samples: Vec<(Addr, Value, u128)> =
            bench.samples.iter().map(|it| (it.sender.clone(), it.message.clone(), it.funds)).collect();
        let mut tried = 0;
        for (sender, message, funds) in samples {
            let coins = if funds == 0 { vec![] } else { vec![coin(funds, DENOM)] };
            for (at, huge) in pointers(&message, &amount)
                .into_iter()
                .flat_map(|at| [json!(u128::MAX.to_string()), json!("0")].map(|huge| (at.clone(), huge)))
                .chain(pointers(&message, &Value::is_number).into_iter().flat_map(|at| {
                    [json!(u64::MAX), json!(u32::MAX), json!(0)].map(|huge| (at.clone(), huge))
                }))
            {
                let mut message = message.clone();
                *message.pointer_mut(&at).unwrap() = huge;
                let ending = bench.try_json(&sender, &message, coins.clone());
                if let Ending::Refused(error) = &ending {
                    assert!(!format!("{error:#}").contains("panicked"), "{message}");
                }
                tried += 1;
            }
        }
        assert!(tried > 20, "{tried}");
    });
}

/// R-22, P-01: queries as well, each with an address of every kind, and with what nobody asked for.
#[test]
fn bad_queries_are_refused() {
    let (bench, _) = bench(Setting::Coins);
    let someone = World::empty(|_| {}).olga.to_string();
    let id = json!({"agreement_id": 1});
    let queries = [
        json!({"config": {}}),
        json!({"totals": {}}),
        json!({"class": {"class": "neat"}}),
        json!({"classes": {"start_after": "a", "limit": 5}}),
        json!({"device": {"device": "d1"}}),
        json!({"devices": {"owner": someone, "start_after": "a", "limit": 5}}),
        json!({"offer": {"offer_id": 1}}),
        json!({"open_offers": {"filter": {"owner": someone}, "start_after": 1, "limit": 5}}),
        json!({"open_offers": {"filter": {"lock_days": 30}}}),
        json!({"open_offers_by_share": {"start_after": {"owner_share_bps": 5, "offer_id": 5}, "limit": 5}}),
        json!({"open_offers_by_stake": {"start_after": {"required_stake": "5", "offer_id": 5}, "limit": 5}}),
        json!({"agreement": id}),
        json!({"agreements_by_owner": {"owner": someone, "start_after": 1, "limit": 5}}),
        json!({"agreements_by_staker": {"staker": someone, "start_after": 1, "limit": 5}}),
        json!({"pending_rewards": id}),
        json!({"termination_preview": id}),
        json!({"ownership": {}}),
        json!({"migration": {}}),
    ];

    bench.bad_queries_are_refused(&serde_json::to_value(schema_for!(QueryMsg)).unwrap(), &queries);
}
