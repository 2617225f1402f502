//! A vault in the story: whose every unit in it is, what stakes weigh and earn, and that nothing of it can be wrong unnoticed.

#![allow(clippy::unwrap_used)]

mod page_common;
mod story_common;

use cosmwasm_std::{Int256, Uint256};
use page_common::style_of_one_piece;
use serde_json::{json, Value};
use story_common::{
    a_unit_more_or_less_is_found, account, amounts, days, flowing, holds, rows, scenario, story, to, told,
};
use tributary_simulator::story::html::html;
use tributary_simulator::story::stage;
use tributary_simulator::{Scenario, Story};

const THREE: &str = "vault/three-stakers.json";

/// Licences that boost a vault, which emits 1,000 a day for 60 days; rewards vest over 10.
fn file(vault: &Value, steps: Vec<Value>) -> Scenario {
    let mut init = json!({"stake_asset": {"native": "ustake"}, "reward_asset": {"native": "ustake"}, "total_rewards": "60000",
        "starts_at": "1700000000000000000", "duration_days": 60, "phase1_days": 0, "vesting_days": 10, "loyalty_oracle": "@oracle",
        "guardian": "@guardian", "boost_collection": {"address": "@nft", "counted_by": "balance"}, "unused_rewards_to": {"account": "@attic"}});
    init.as_object_mut().unwrap().extend(vault.as_object().unwrap().clone());
    let lock = json!({"time": 10});
    let token = |name: &str, owner: &str| {
        json!({"name": name, "code": "cw20-base", "init": {"name": "A token", "symbol": "TOK", "decimals": 6,
            "initial_balances": [{"address": format!("@{owner}"), "amount": "100000"}]}})
    };
    let text = json!({
        "name": "vault", "about": "A vault.", "clock": {"block_seconds": 0},
        "accounts": {"ada": {"ustake": "1000"}, "bob": {"ustake": "1000"}, "pat": {"ustake": "60010", "uother": "9"}},
        "deploy": [
            {"code": "staker-registry", "init": {"denom": "ustake", "min_self_stake": "1000", "unbond_lock": lock,
                "transfer_lock": lock, "signing_cooldown": lock}},
            {"code": "pool-registry", "init": {"staker_registry": "@staker-registry", "coinbase_code_id": {"$code": "coinbase"},
                "min_self_stake_percentage": 1, "commission_lock": lock}},
            {"code": "treasury-decay", "init": {"denom": "ustake", "pool_registry": "@pool-registry", "identity": {"off": {}}}},
            {"name": "nft", "code": "license-nft", "init": {"name": "Licences", "symbol": "LIC", "minter": "@minter",
                "denom": "ustake", "coins_per_license": "1000"}},
            {"name": "art", "code": "cw721-base", "init": {"name": "Art", "symbol": "ART", "minter": "@minter"}},
            token("lp", "ada"),
            token("gold", "pat"),
            {"name": "vault", "code": "boosted-staking", "init": init}
        ],
        "steps": steps
    });
    Scenario::parse("vault.json", &text.to_string()).unwrap()
}

fn to_vault(from: &str, message: Value) -> Value {
    to(from, "vault", message)
}

fn paid(from: &str, amount: &str, message: Value) -> Value {
    json!({"from": from, "contract": "vault", "execute": message, "funds": {"ustake": amount}})
}

fn refused(from: &str, amount: &str, message: Value, words: &str) -> Value {
    let funds = if amount == "0" { json!({}) } else { json!({"ustake": amount}) };
    json!({"from": from, "contract": "vault", "execute": message, "funds": funds, "fails": words})
}

fn sent(from: &str, token: &str, amount: &str, action: Value) -> Value {
    to(from, token, json!({"send": {"contract": "@vault", "amount": amount, "msg": {"$json": action}}}))
}

fn minted(id: &str, owner: &str) -> Value {
    let extension = json!({"mining_pool": "east"});
    to(
        "minter",
        "nft",
        json!({"mint": {"token_id": id, "owner": format!("@{owner}"), "extension": extension}}),
    )
}

fn funded(amount: &str) -> Value {
    paid("pat", amount, json!({"fund": {}}))
}

fn staked(who: &str, amount: &str) -> Value {
    paid(who, amount, json!({"stake": {"days": 30}}))
}

/// Ada has three quarters of the weight and bob one; both are free after 30 days.
fn begun() -> Vec<Value> {
    vec![funded("60000"), staked("ada", "300"), staked("bob", "100")]
}

#[test]
fn a_vault_is_told_to_the_last_unit() {
    let gift = json!({"send": {"from": "pat", "to": "@vault", "coins": {"ustake": "7", "uother": "9"}}});
    let story = Story::of(&file(&json!({}), [begun(), vec![gift, days(10)]].concat()));

    holds(&story);
    let of = account(&story, "ustake");
    amounts(&of.came, &[("stake, from people", 400), ("rewards, put into vault by pat", 60_000)]);
    let held = [
        ("staked in vault, by ada", 300),
        ("staked in vault, by bob", 100),
        // A whole number is a unit less, which nobody gets.
        ("rewards in vault: earned by open positions of ada", 7_499),
        ("rewards in vault: earned by open positions of bob", 2_499),
        ("rewards in vault: dust", 2),
        ("rewards in vault: not emitted yet", 50_000),
        ("donations in vault, nobody's", 7),
    ];
    amounts(&of.held, &held);
    assert_eq!(of.held.len(), held.len(), "{:#?}", of.held);
    amounts(&account(&story, "uother").held, &[("donations in vault, nobody's", 9)]);
    let ada = &story.earnings[0].1["ada"];
    assert_eq!((ada.staked, ada.vesting), (Uint256::from(300u16), Uint256::from(7_499u16)));
    assert_eq!(ada.gain(), Int256::from(7_499));
}

#[test]
fn what_matured_vests_and_what_nobody_earned_is_swept() {
    let later = vec![
        days(30),
        to_vault("ada", json!({"withdraw": {"position_id": 1}})),
        days(5),
        to_vault("ada", json!({"claim": {}})),
    ];
    let mut steps = [begun(), later].concat();
    let story = Story::of(&file(&json!({}), steps.clone()));

    holds(&story);
    let of = account(&story, "ustake");
    amounts(&of.went, &[("stake, back to ada", 300), ("rewards, to ada", 11_249)]);
    let held = [
        ("matured in vault, for bob to withdraw", 100),
        ("rewards in vault: vesting for ada", 11_250),
        ("rewards in vault: vested, for bob to claim", 3_749),
        ("rewards in vault: vesting for bob", 3_750),
        ("rewards in vault: dust", 2),
        ("rewards in vault: not emitted yet", 25_000),
        ("rewards in vault: emitted while nobody had a stake", 5_000),
    ];
    amounts(&of.held, &held);
    assert_eq!(of.held.len(), held.len(), "{:#?}", of.held);
    let bob = &story.earnings[0].1["bob"];
    assert_eq!((bob.matured, bob.waiting), (Uint256::from(100u8), Uint256::from(3_749u16)));

    steps.extend([days(25), to_vault("kim", json!({"sweep_unused": {}}))]);
    let story = Story::of(&file(&json!({}), steps));

    holds(&story);
    let of = account(&story, "ustake");
    amounts(&of.went, &[("unused rewards, to attic", 30_000)]);
    amounts(&of.held, &[("rewards in vault: vested, for ada to claim", 11_250)]);
    assert!(flowing(&story).contains("attic gets 0.03 STAKE that nobody earned"));
}

#[test]
fn unused_rewards_that_become_revenue_stay_within() {
    let revenue = json!({"unused_rewards_to": {"revenue": "@treasury-decay"}});
    let swept = vec![funded("60000"), days(60), to_vault("kim", json!({"sweep_unused": {}}))];
    let story = Story::of(&file(&revenue, swept.clone()));

    holds(&story);
    let of = account(&story, "ustake");
    assert!(of.went.iter().all(|item| item.label == "revenue, burned"), "{:?}", of.went);
    let vault = of.purses.iter().find(|purse| purse.name == "vault").unwrap();
    assert!(vault.accounted.is_zero());
    assert!(flowing(&story).contains("treasury-decay gets 0.06 STAKE that nobody earned"));

    // As a plain payment they are no revenue there.
    let story = Story::of(&file(&json!({"unused_rewards_to": {"account": "@treasury-decay"}}), swept));
    holds(&story);
    amounts(&account(&story, "ustake").held, &[("donations in treasury-decay, nobody's", 60_000)]);
}

/// Stakes of one token, rewards in another, and tokens that nobody asked for.
fn of_tokens() -> Scenario {
    let assets = json!({"stake_asset": {"cw20": "@lp"}, "reward_asset": {"cw20": "@gold"}});
    file(
        &assets,
        vec![
            sent("pat", "gold", "60000", json!({"fund": {}})),
            to("ada", "lp", json!({"transfer": {"recipient": "@bob", "amount": "100"}})),
            sent("ada", "lp", "300", json!({"stake": {"days": 30}})),
            sent("bob", "lp", "100", json!({"stake": {"days": 30}})),
            to("ada", "lp", json!({"transfer": {"recipient": "@vault", "amount": "5"}})),
            days(30),
            to_vault("ada", json!({"withdraw": {"position_id": 1}})),
            days(5),
            to_vault("ada", json!({"claim": {}})),
            days(25),
            to_vault("kim", json!({"sweep_unused": {}})),
            to("ada", "lp", json!({"burn": {"amount": "1"}})),
        ],
    )
}

#[test]
fn tokens_of_a_vault_have_their_own_account() {
    let story = Story::of(&of_tokens());

    holds(&story);
    let lp = account(&story, "lp");
    assert_eq!(lp.keeper, "token");
    amounts(&lp.came, &[("stake, from people", 400), ("donations, sent to vault", 5)]);
    amounts(&lp.went, &[("stake, back to ada", 300)]);
    amounts(&lp.held, &[("matured in vault, for bob to withdraw", 100), ("donations in vault, nobody's", 5)]);
    let gold = account(&story, "gold");
    amounts(&gold.came, &[("rewards, put into vault by pat", 60_000)]);
    amounts(&gold.went, &[("rewards, to ada", 11_249), ("unused rewards, to attic", 30_000)]);
    let held = [
        ("rewards in vault: vested, for ada to claim", 11_250),
        ("rewards in vault: vested, for bob to claim", 7_499),
    ];
    amounts(&gold.held, &held);
    assert!(account(&story, "ustake").purses.is_empty());
    let text = flowing(&story);
    for words in [
        "for whoever stakes lp for 30 to 365 days",
        "pat puts 60,000 gold into the rewards of vault",
        "ada stakes 300 lp in vault for 30 days",
        "ada gets 300 lp back",
        "ada gets 11,249 gold",
        "attic gets 30,000 gold that nobody earned",
        "The token says the same of the one contract, 105 lp together.",
    ] {
        assert!(text.contains(words), "{words}: {}", told(&story));
    }
}

#[test]
fn tokens_that_the_story_does_not_know_of_are_found() {
    let scenario = of_tokens();
    let mut played = stage::play(&scenario).unwrap();
    let player = &mut played.player;
    let [ada, lp, vault] =
        ["ada", "lp", "vault"].map(|name| player.names.address(&player.chain, name).unwrap());
    let one = json!({"transfer": {"recipient": vault, "amount": "1"}});
    player.chain.execute(&ada, &lp, &one, vec![]).unwrap();

    let story = Story::tell(&played, scenario.clock.start);

    assert!(!story.holds());
    assert!(told(&story).contains("THE TOKEN DIFFERS: vault should have 105 and has 106."));
}

#[test]
fn coins_of_a_vault_that_appear_or_vanish_are_found() {
    a_unit_more_or_less_is_found(THREE, "vault");
}

/// The three stakers' story without the first step of that message.
fn without(message: &str) -> Story {
    let scenario = scenario(THREE);
    let mut played = stage::play(&scenario).unwrap();
    let is = |scene: &stage::Scene| {
        let sent = scene.report.message.as_ref();
        scene.report.refused.is_none() && sent.is_some_and(|sent| sent.get(message).is_some())
    };
    let at = played.scenes.iter().position(is).unwrap();
    played.scenes.remove(at);
    Story::tell(&played, scenario.clock.start)
}

#[test]
fn what_a_vault_does_not_report_is_found() {
    for (message, problems) in [
        ("fund", vec!["rewards funded: 0 and 3650000000000 (vault)"]),
        ("stake", vec!["principal staked and not withdrawn: 1000000000 and 2000000000 (vault)"]),
        ("withdraw", vec!["principal staked and not withdrawn: 3000000000 and 2000000000 (vault)"]),
        (
            "claim",
            vec![
                "rewards claimed: 271707916 and 543418557 (vault)",
                "rewards claimed of each batch: 271707916 and 543418557 (vault)",
            ],
        ),
    ] {
        let story = without(message);

        assert!(!story.holds(), "{message}");
        assert_eq!(story.problems, problems, "{message}");
        assert!(!story.accounts[0].balances(), "{message}: {:?}", story.accounts[0]);
    }
}

#[test]
fn the_tables_tell_what_stakes_weigh_what_vests_and_where_rewards_are() {
    let text = told(&story(THREE));
    assert_eq!(
        rows(&text, "The positions in vault at the end (92 of 3,650 days have passed"),
        [
            "user position principal months until NFTs score weight of all earned",
            "alice 3 1,000 12 day 367, 00:00 100 35,000 35,469.966592 98.8848 % 90,436.789114",
            "carol 1 1,000 12 day 367, 00:00 0 0 400 1.1151 % 1,019.88492",
            "together 2,000 35,869.966592 91,456.674034",
        ]
    );
    assert!(rows(&text, "The rewards that vest").is_empty(), "bob has claimed all");
    assert_eq!(
        rows(&text, "Where the rewards of vault are (amounts in STAKE)"),
        [
            "rewards amount of all",
            "claimed by bob 543.418557 0.0148 %",
            "earned by open positions 91,456.674034 2.5056 %",
            "not emitted yet 3,557,999.826389 97.4794 %",
            "emitted while nobody had a stake 0.081018 0 %",
            "dust 0.000002 0 %",
            "together 3,650,000 100 %",
        ]
    );

    let text = told(&story("vault/nfts-sold.json"));
    assert_eq!(
        rows(&text, "The rewards that vest in vault (amounts in STAKE)"),
        [
            "user of position reward vested claimed claimable all vested",
            "alice 1 37,969.001482 633.029095 0 633.029095 day 152, 00:00",
            "bob 2 53,030.83648 884.143936 0 884.143936 day 152, 00:00",
            "together 90,999.837962 1,517.173031 0 1,517.173031",
        ]
    );
    assert!(rows(&text, "The licences at the end")
        .contains(&"vault 3 0.003 m4 deposited by alice; m1 and m3 deposited by bob".to_owned()));
}

#[test]
fn the_page_shows_weights_and_rewards_over_time() {
    let page = html(&story(THREE));

    style_of_one_piece(&page, THREE);
    assert_eq!(page.matches("<figure class=\"chart\">").count(), 2);
    for text in [
        "<b>Weights in vault</b>",
        "<b>Rewards of vault</b>",
        "bob, day 2, 00:00: 640 weight",
        "bob, day 93, 00:00: 0 weight",
        "bob, day 93, 00:00: 543.418557 STAKE",
        "alice with what is locked, day 93, 00:00: 90,436.789114 STAKE",
        "Where the rewards of vault are",
        "deploys vault (code boosted-staking)",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn a_vault_that_nobody_used_is_not_shown() {
    let story = Story::of(&file(&json!({}), vec![days(1)]));

    holds(&story);
    assert!(!told(&story).contains("in vault"), "{}", told(&story));
    assert_eq!(html(&story).matches("<figure class=\"chart\">").count(), 0);
}

#[test]
fn licences_that_boost_no_stake_make_no_noise() {
    let hook = to("owner", "nft", json!({"register_hook": {"contract": "@vault"}}));
    let mut steps = vec![hook, funded("60000"), minted("n-1", "ada"), minted("n-2", "bob")];
    let story = Story::of(&file(&json!({}), steps.clone()));
    holds(&story);
    assert!(!flowing(&story).contains("a boost of"), "{}", told(&story));

    steps.extend([staked("ada", "1000"), minted("n-3", "ada"), minted("n-4", "bob")]);
    let story = Story::of(&file(&json!({}), steps.clone()));
    holds(&story);
    let text = flowing(&story);
    let boosts =
        "2 NFTs and a score of 0 give ada a boost of 0.848528; its stake weighs 0.000654 of 0.000654 in all";
    assert!(text.contains(boosts), "{}", told(&story));
    assert_eq!(text.matches("a boost of").count(), 1, "{}", told(&story));

    steps.push(to_vault("kim", json!({"refresh_boost": {"user": "@bob"}})));
    let text = flowing(&Story::of(&file(&json!({}), steps)));
    assert!(text.contains("2 NFTs and a score of 0 give bob a boost of 0.848528"), "{text}");
}

#[test]
fn nfts_of_other_collections_are_told_too() {
    let story = Story::of(&file(
        &json!({"boost_collection": {"address": "@art", "counted_by": "deposit"}}),
        vec![
            to("minter", "art", json!({"mint": {"token_id": "a-1", "owner": "@ada"}})),
            to(
                "ada",
                "art",
                json!({"send_nft": {"contract": "@vault", "token_id": "a-1", "msg": {"$json": {"deposit_boost": {}}}}}),
            ),
            minted("n-1", "ada"),
            json!({"from": "pat", "contract": "nft", "execute": {"fund_reserve": {}}, "funds": {"ustake": "1000"}}),
            to("owner", "nft", json!({"open_mainnet": {}})),
            to("ada", "nft", json!({"transfer_nft": {"recipient": "@vault", "token_id": "n-1"}})),
            json!({"from": "ada", "contract": "art", "execute": {"send_nft": {"contract": "@vault", "token_id": "a-1", "msg": {"$json": {"buy": {}}}}}, "fails": true}),
        ],
    ));

    holds(&story);
    let text = flowing(&story);
    for words in [
        "ada deposits NFT a-1 of art in vault",
        "1 NFT and a score of 0 give ada a boost of 0.6",
        "vault 1 0.001 n-1 lost, nobody deposited it",
        r#"ada tries to send art {"send_nft":"#,
    ] {
        assert!(text.contains(words), "{words}: {}", told(&story));
    }
}

/// What is refused, what changes nothing, and what an owner does.
fn rarities() -> Scenario {
    file(
        &json!({"starts_at": "1700086400000000000", "phase1_days": 14, "vesting_days": 0, "min_stake": "10"}),
        vec![
            refused("ada", "100", json!({"stake": {"days": 30}}), "programme"),
            refused("kim", "0", json!({"sweep_unused": {}}), "programme"),
            days(1),
            refused("ada", "100", json!({"stake": {"days": 30}}), "phase"),
            days(14),
            refused("ada", "9", json!({"stake": {"days": 30}}), "minimum"),
            refused("ada", "100", json!({"stake": {"days": 30}}), "funded"),
            refused("ada", "100", json!({"stake": {"days": 50}}), "programme"),
            funded("50000"),
            refused("pat", "10001", json!({"fund": {}}), "funded"),
            to_vault("guardian", json!({"pause": {}})),
            refused("ada", "100", json!({"stake": {"days": 30}}), "paused"),
            to_vault("owner", json!({"unpause": {}})),
            staked("ada", "100"),
            to_vault("ada", json!({"claim": {}})),
            days(30),
            to_vault("kim", json!({"advance": {}})),
            to_vault("ada", json!({"claim": {"position_id": 1}})),
            to_vault("owner", json!({"update_config": {"min_stake": "5"}})),
            to_vault("owner", json!({"update_ownership": {"transfer_ownership": {"new_owner": "@dao"}}})),
            json!({"from": "kim", "contract": "vault", "execute": {"receive": {"sender": "@kim", "amount": "5", "msg": {"$json": {"buy": {}}}}}, "fails": "token"}),
            json!({"contract": "vault", "query": {"emission": {"day": 3}}, "equals": {"amount": "1000", "cumulative": "4000"}}),
            json!({"contract": "vault", "query": {"positions": {"user": "@ada"}}, "equals": {"positions": [{"ends_at": "1703888000000000000"}]}}),
        ],
    )
}

#[test]
fn what_happens_rarely_is_told_too() {
    let story = Story::of(&rarities());
    holds(&story);
    let text = flowing(&story);

    for words in [
        "0.06 STAKE of rewards are emitted over 60 days from day 2, 00:00 on, for whoever stakes STAKE for 30 to 365 days, in the first 14 days for 6 months or more",
        "a reward vests at once; NFTs of nft boost; oracle sets loyalty scores, guardian may pause, attic gets what nobody earns",
        "refused: programme: it starts at day 2, 00:00",
        "refused: programme: it is not over before day 62, 00:00",
        "refused: phase: until day 16, 00:00 a period has 6 months or more, 1 were given",
        "refused: minimum: a stake is 0.00001 STAKE or more, 0.000009 STAKE was given",
        "refused: funded: the rewards up to the end are 0.044 STAKE, 0 STAKE are funded",
        "refused: programme: it ends at day 62, 00:00, too early for this period",
        "refused: funded: the schedule needs 0.01 STAKE more, 0.010001 STAKE was given",
        "nobody can stake; everything else goes on",
        "everybody can stake again",
        "nothing has vested for ada that was not claimed",
        "kim counts the days of vault up to now",
        "44 days of the programme have passed; all stakes weigh 0",
        "ada gets 0.029999 STAKE",
        "owner changes vault: a stake has 0.000005 STAKE or more",
        "in force from now on",
        "the owner is owner, dao may accept",
        r#"kim tries to tell vault that kim sent it 5 units for {"buy":{}}"#,
        "check: emission day 3: amount 0.001 STAKE and cumulative 0.004 STAKE",
        "check: positions of ada: positions ends at day 46, 00:00",
    ] {
        assert!(text.contains(words), "{words}: {}", told(&story));
    }
}

#[test]
fn whoever_stakes_again_is_told_that_all_vests_sooner() {
    let mut steps = begun();
    steps.extend([days(30), to_vault("ada", json!({"withdraw": {"position_id": 1}}))]);
    steps.extend([days(1)]);
    // The programme has 29 days left: too few for another stake, so it lasts longer here.
    steps.push(staked("ada", "300"));
    let story = Story::of(&file(&json!({"duration_days": 120, "total_rewards": "60000"}), steps));

    holds(&story);
    let text = flowing(&story);
    assert!(text.contains("position 1 of ada matured at day 31, 00:00 and earned 0.011249 STAKE, which have vested by day 41, 00:00"), "{text}");
    assert!(text.contains("; all that vests has vested by day 38, 00:00 now"), "{text}");
}
