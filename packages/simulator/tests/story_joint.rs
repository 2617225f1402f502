//! An escrow in the story: whose every unit in it and in its pools is, what agreements earn, and that nothing of it can be wrong
//! unnoticed.

#![allow(clippy::unwrap_used)]

mod page_common;
mod story_common;

use cosmwasm_std::{Int256, Uint256};
use page_common::style_of_one_piece;
use serde_json::{json, Value};
use story_common::{
    a_unit_more_or_less_is_found, account, amounts, days, flowing, holds, rows, scenario, story, to, told,
};
use tributary_simulator::story::closing::Item;
use tributary_simulator::story::html::html;
use tributary_simulator::story::stage;
use tributary_simulator::{Scenario, Story};

const MATURITY: &str = "joint/to-maturity.json";
const EARLY: &str = "joint/each-side-leaves-early.json";
const AT_WORK: &str = "joint/principal-at-work.json";

/// An escrow and all that it can work with: registries, a treasury, two tokens. A day has 86,400 seconds.
fn file(escrow: &Value, steps: Vec<Value>) -> Scenario {
    let mut init = json!({"registrar": "@registrar", "stake_asset": {"native": "ustake"}, "reward_asset": {"native": "ustake"},
        "guardian": "@guardian"});
    init.as_object_mut().unwrap().extend(escrow.as_object().unwrap().clone());
    let lock = json!({"time": 86_400});
    let token = |name: &str, owner: &str| {
        json!({"name": name, "code": "cw20-base", "init": {"name": "A token", "symbol": "TOK", "decimals": 6,
            "initial_balances": [{"address": format!("@{owner}"), "amount": "100000"}]}})
    };
    let text = json!({
        "name": "escrow", "about": "An escrow.", "clock": {"block_seconds": 0},
        "accounts": {"ada": {"ustake": "2000"}, "bob": {"ustake": "30000"}, "val": {"ustake": "1000"},
            "pat": {"ustake": "60010", "uother": "9"}},
        "deploy": [
            {"code": "staker-registry", "init": {"denom": "ustake", "min_self_stake": "1000", "unbond_lock": lock,
                "transfer_lock": lock, "signing_cooldown": lock}},
            {"code": "pool-registry", "init": {"staker_registry": "@staker-registry", "coinbase_code_id": {"$code": "coinbase"},
                "min_self_stake_percentage": 1, "commission_lock": lock, "guardian": "@guardian"}},
            {"code": "treasury-decay", "init": {"denom": "ustake", "pool_registry": "@pool-registry", "identity": {"off": {}}}},
            token("lp", "bob"),
            token("gold", "pat"),
            {"name": "escrow", "code": "joint-staking", "init": init}
        ],
        "steps": steps
    });
    Scenario::parse("escrow.json", &text.to_string()).unwrap()
}

fn to_escrow(from: &str, message: Value) -> Value {
    to(from, "escrow", message)
}

fn paid(from: &str, amount: &str, message: Value) -> Value {
    json!({"from": from, "contract": "escrow", "execute": message, "funds": {"ustake": amount}})
}

fn refused(from: &str, amount: &str, message: Value, words: &str) -> Value {
    let funds = if amount == "0" { json!({}) } else { json!({"ustake": amount}) };
    json!({"from": from, "contract": "escrow", "execute": message, "funds": funds, "fails": words})
}

fn sent(from: &str, token: &str, amount: &str, action: Value) -> Value {
    to(from, token, json!({"send": {"contract": "@escrow", "amount": amount, "msg": {"$json": action}}}))
}

fn funded(amount: &str) -> Value {
    paid("pat", amount, json!({"fund_rewards": {}}))
}

fn class(more: Value) -> Value {
    let mut class =
        json!({"class": "basic", "base_value": "1000", "capacity": "10000", "activation_stake": "10"});
    class.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    to_escrow("registrar", json!({ "set_class": class }))
}

fn device(id: &str) -> Value {
    to_escrow("registrar", json!({"register_device": {"device": id, "owner": "@ada", "class": "basic"}}))
}

fn offered(id: &str) -> Value {
    let offer = json!({"device": id, "owner_share_bps": 6000, "required_stake": "10000", "lock_days": 30});
    to_escrow("ada", json!({ "open_offer": offer }))
}

fn accepted(offer: u64) -> Value {
    paid("bob", "10000", json!({"accept_offer": {"offer_id": offer}}))
}

fn about(message: &str, agreement: u64) -> Value {
    json!({message: {"agreement_id": agreement}})
}

/// Ada's device earns 1,000 a day for 30 days, six tenths of it hers, with bob's stake of 10,000.
fn begun() -> Vec<Value> {
    vec![class(json!({})), device("d-1"), funded("60000"), offered("d-1"), accepted(1)]
}

/// The same with a pool where principals work.
fn pooled() -> Vec<Value> {
    let registrars = json!({"announce_config": {"change": {"registrars": ["@pool-registry"]}}});
    let opened = json!({"register_pool": {"signing_address": "@val_key", "commission_ppm": 0, "metadata_url": "",
        "metadata_hash": "00".repeat(32)}});
    let mut steps = vec![
        to("owner", "staker-registry", registrars),
        json!({"from": "val", "contract": "pool-registry", "execute": opened, "funds": {"ustake": "1000"}}),
    ];
    steps.push(class(json!({"pool": "@val"})));
    steps.extend(begun().into_iter().skip(1));
    steps
}

fn in_pools() -> Value {
    json!({"pool_registry": "@pool-registry"})
}

/// All items and no other.
#[track_caller]
fn exactly(items: &[Item], expected: &[(&str, u128)]) {
    amounts(items, expected);
    assert_eq!(items.len(), expected.len(), "{items:#?}");
}

#[track_caller]
fn says(story: &Story, sentences: &[&str]) {
    let text = flowing(story);
    for words in sentences {
        assert!(text.contains(words), "{words}: {}", told(story));
    }
}

#[test]
fn every_scenario_of_the_escrow_is_told_and_holds() {
    for file in [MATURITY, EARLY, AT_WORK, "joint/dry-pool.json", "joint/suspended-and-parted.json"] {
        let story = story(file);
        holds(&story);
        let text = told(&story);
        let unspoken: Vec<_> =
            text.lines().filter(|line| line.starts_with("day ") && line.contains('{')).collect();
        assert!(unspoken.is_empty(), "{file}: {unspoken:?}");
    }
}

#[test]
fn an_escrow_is_told_to_the_last_unit() {
    let gift = json!({"send": {"from": "pat", "to": "@escrow", "coins": {"ustake": "7", "uother": "9"}}});
    let passes = json!({"advance": {"seconds": 864_001, "blocks": 1}});
    let story = Story::of(&file(&json!({}), [begun(), vec![gift, passes]].concat()));

    holds(&story);
    let of = account(&story, "ustake");
    exactly(
        &of.came,
        &[
            ("stake, from people", 10_000),
            ("rewards, put into escrow by pat", 60_000),
            ("donations, sent to escrow", 7),
        ],
    );
    exactly(
        &of.held,
        &[
            ("principal of bob in escrow: held", 10_000),
            ("rewards in escrow: for ada to claim", 6_000),
            ("rewards in escrow: for bob to claim", 4_000),
            ("rewards in escrow: free, nobody has earned them", 49_999),
            // What a second earns is less than a unit.
            ("rewards in escrow: dust", 1),
            ("donations in escrow, nobody's", 7),
        ],
    );
    exactly(&account(&story, "uother").held, &[("donations in escrow, nobody's", 9)]);
    let bob = &story.earnings[0].1["bob"];
    assert_eq!((bob.bound, bob.waiting), (Uint256::from(10_000u16), Uint256::from(4_000u16)));
    assert_eq!(bob.gain(), Int256::from(4_000));
}

#[test]
fn after_the_lock_the_principal_waits_for_nobody() {
    let mut steps = [begun(), vec![days(31)]].concat();
    let story = Story::of(&file(&json!({}), steps.clone()));
    holds(&story);
    amounts(&account(&story, "ustake").held, &[("principal of bob in escrow: free to be settled", 10_000)]);

    steps.push(to_escrow("kim", about("settle_agreement", 1)));
    let story = Story::of(&file(&json!({}), steps));
    holds(&story);
    amounts(&account(&story, "ustake").went, &[("stake, back to bob", 10_000)]);
    says(&story, &["agreement 1 has earned 0.03 STAKE; bob gets 0.01 STAKE back"]);
}

#[test]
fn penalties_are_paid_out_of_rewards_and_reach_the_treasury() {
    let ended = vec![days(10), to_escrow("bob", about("terminate_agreement", 1))];
    let mut steps = [begun(), ended].concat();
    let init = json!({"treasury": "@treasury-decay"});
    let story = Story::of(&file(&init, steps.clone()));

    holds(&story);
    let of = account(&story, "ustake");
    amounts(
        &of.held,
        &[("penalties of escrow: due to the treasury", 800), ("rewards in escrow: for bob to claim", 3_200)],
    );
    amounts(&of.went, &[("stake, back to bob", 10_000)]);
    says(&story, &["agreement 1 is ended by bob with a penalty of 0.0008 STAKE out of what was not claimed, and has earned 0.01 STAKE; bob gets 0.01 STAKE back"]);

    steps.push(to_escrow("kim", json!({"forward_revenue": {}})));
    let story = Story::of(&file(&init, steps.clone()));
    holds(&story);
    amounts(&account(&story, "ustake").held, &[("penalties of escrow: due to the treasury", 0)]);
    says(&story, &["kim sends the penalties of escrow on", "treasury-decay gets 0.0008 STAKE of penalties"]);

    // Without a treasury they go back to the pool.
    steps.pop();
    steps.push(to_escrow("owner", json!({"set_treasury": {"treasury": null}})));
    steps.push(to_escrow("kim", json!({"forward_revenue": {}})));
    let story = Story::of(&file(&init, steps));
    holds(&story);
    amounts(&account(&story, "ustake").held, &[("rewards in escrow: free, nobody has earned them", 50_800)]);
    says(
        &story,
        &[
            "owner lets the reward pool of escrow get its penalties",
            "0.0008 STAKE of penalties go into the reward pool",
        ],
    );
}

#[test]
fn penalties_are_paid_out_of_coins_and_change_comes_back() {
    let claim = |who: &str| to_escrow(who, about("claim_rewards", 1));
    let short = refused("ada", "100", about("terminate_agreement", 1), "missing");
    let pays = paid("ada", "1500", about("terminate_agreement", 1));
    let story = Story::of(&file(
        &json!({}),
        [begun(), vec![days(10), claim("ada"), short, pays, claim("ada")]].concat(),
    ));

    holds(&story);
    let of = account(&story, "ustake");
    amounts(&of.came, &[("penalties, from ada", 1_500)]);
    amounts(
        &of.went,
        &[
            ("change of penalties, back to ada", 300),
            ("stake, back to bob", 10_000),
            ("rewards, to ada", 6_000),
        ],
    );
    let ada = &story.earnings[0].1["ada"];
    assert_eq!((ada.penalties, ada.gain()), (Uint256::from(1_200u16), Int256::from(4_800)));
    says(
        &story,
        &[
            "ada tries to end agreement 1 in escrow early, with 0.0001 STAKE for the penalty",
            "refused: missing 0.0011 STAKE: attach it to pay the penalty of 0.0012 STAKE",
            "ada ends agreement 1 in escrow early, with 0.0015 STAKE for the penalty",
            "agreement 1 is ended by ada with a penalty of 0.0012 STAKE out of what was brought, and has earned 0.01 STAKE; bob gets 0.01 STAKE back",
            "agreement 1 has nothing for ada to claim",
            "gain = got back + rewards taken + staked + waiting - paid in - penalties",
        ],
    );
}

#[test]
fn both_parties_leave_together_for_nothing() {
    let steps = vec![
        to_escrow("ada", about("consent_exit", 1)),
        to_escrow("ada", about("revoke_exit_consent", 1)),
        to_escrow("ada", about("consent_exit", 1)),
        days(1),
        to_escrow("bob", about("consent_exit", 1)),
    ];
    let story = Story::of(&file(&json!({"mutual_exit_free": true}), [begun(), steps].concat()));

    holds(&story);
    says(
        &story,
        &[
            "both parties together leave without a penalty",
            "bob has to agree as well",
            "ada withdraws the consent to end agreement 1 in escrow",
            "agreement 1 is ended by ada and bob together with no penalty, and has earned 0.001 STAKE; bob gets 0.01 STAKE back",
        ],
    );
}

/// An escrow of which half of the principal is the least penalty.
fn dear() -> Value {
    json!({"pool_registry": "@pool-registry", "penalty_bps": 10_000, "min_penalty_bps": 5_000})
}

/// Ten days of a principal in a pool that got rewards.
fn at_work() -> Vec<Value> {
    let rewards = json!({"send": {"from": "faucet", "to": "@coinbase:val", "coins": {"ustake": "1100"}}});
    [pooled(), vec![rewards, days(10)]].concat()
}

#[test]
fn a_principal_at_work_is_its_stakers() {
    let story = Story::of(&file(&dear(), at_work()));

    holds(&story);
    exactly(
        &account(&story, "ustake").held,
        &[
            ("staked", 1_000),
            ("principal of bob in escrow: at work in pools", 10_000),
            ("rewards in escrow: for ada to claim", 6_000),
            ("rewards in escrow: for bob to claim", 4_000),
            ("rewards in escrow: free, nobody has earned them", 50_000),
            ("rewards of pool val: claimable", 100),
            ("rewards of pool val: for escrows to collect", 1_000),
        ],
    );
    let all = &story.earnings[0].1;
    assert!(!all.contains_key("escrow"), "what it has is others'");
    assert_eq!(all["bob"].bound, Uint256::from(10_000u16));
}

#[test]
fn a_principal_is_followed_out_of_its_pool() {
    // Half of the principal, of which four thousand come out of the rewards.
    let mut steps = at_work();
    steps.push(to_escrow("bob", about("terminate_agreement", 1)));
    steps.push(to_escrow("kim", json!({"collect_pool_rewards": {"pool": "@val"}})));
    let next = [
        vec![],
        vec![to_escrow("kim", about("release_principal", 1))],
        // Anybody may finalise it elsewhere: it lies in the escrow then.
        vec![days(1), to("kim", "pool-registry", json!({"finalize_undelegate": {"id": 0}}))],
    ];
    for more in next {
        steps.extend(more);
        let story = Story::of(&file(&dear(), steps.clone()));
        holds(&story);
        let leaving = [
            ("principal of bob in escrow: on the way out of pools", 9_000),
            ("penalties of escrow: owed out of principals in pools", 1_000),
            ("rewards in escrow: free, nobody has earned them", 55_000),
        ];
        amounts(&account(&story, "ustake").held, &leaving);
        assert_eq!(story.earnings[0].1["bob"].gain(), Int256::from(-1_000));
    }
    steps.push(to_escrow("kim", about("release_principal", 1)));
    let story = Story::of(&file(&dear(), steps));
    holds(&story);
    let of = account(&story, "ustake");
    amounts(&of.went, &[("stake, back to bob", 9_000)]);
    amounts(&of.held, &[("rewards in escrow: free, nobody has earned them", 56_000)]);
    let sentences = [
        "principals can work in pools of pool-registry",
        "principals work in pool val",
        "escrow holds 0.01 STAKE in pool val",
        "0.009 STAKE of bob have to leave pool val first",
        "kim collects what principals of escrow earned in pool val",
        "0.001 STAKE come into the reward pool; 0.055 STAKE are free",
        "kim brings the principal of agreement 1 in escrow a step closer",
        "batch 0 leaves pool val with 0.01 STAKE",
        "bob gets 0.009 STAKE back; 0.001 STAKE were owed as a penalty",
    ];
    says(&story, &sentences);
}

#[test]
fn a_principal_that_left_its_pool_with_others_is_still_accounted_for() {
    let steps = vec![
        device("d-2"),
        offered("d-2"),
        accepted(2),
        to_escrow("bob", about("terminate_agreement", 1)),
        to("owner", "pool-registry", json!({"announce_config": {"change": {"min_delegation": "20000"}}})),
        days(2),
        to("kim", "pool-registry", json!({"apply_config": {}})),
        to_escrow("kim", about("release_principal", 1)),
        days(1),
        to_escrow("kim", about("release_principal", 1)),
    ];
    let story = Story::of(&file(&in_pools(), [pooled(), steps].concat()));

    holds(&story);
    let of = account(&story, "ustake");
    amounts(&of.held, &[("principal of bob in escrow: on the way out of pools", 10_000), ("staked", 1_000)]);
    amounts(&of.went, &[("stake, back to bob", 10_000)]);
    says(&story, &["2 d-2 bob 0.01", "leaving a pool"]);
}

#[test]
fn a_pool_that_takes_nothing_leaves_the_principal_here() {
    let mut steps = pooled();
    let accept = steps.pop().unwrap();
    steps.push(to("guardian", "pool-registry", json!({"pause": {}})));
    steps.push(accept);
    let story = Story::of(&file(&in_pools(), steps));

    holds(&story);
    amounts(&account(&story, "ustake").held, &[("principal of bob in escrow: held", 10_000)]);
    says(
        &story,
        &["pool val does not take the principal, which stays in escrow: paused: only exits are open"],
    );
}

/// Stakes of one token, rewards of another.
fn of_tokens() -> Scenario {
    let assets = json!({"stake_asset": {"cw20": "@lp"}, "reward_asset": {"cw20": "@gold"}});
    file(
        &assets,
        vec![
            class(json!({})),
            device("d-1"),
            sent("pat", "gold", "60000", json!({"fund_rewards": {}})),
            offered("d-1"),
            sent(
                "bob",
                "lp",
                "10000",
                json!({"accept_offer": {"offer_id": 1, "revision": 0, "min_base_reward": "1000"}}),
            ),
            to("bob", "lp", json!({"transfer": {"recipient": "@escrow", "amount": "5"}})),
            days(10),
            to_escrow("ada", about("claim_rewards", 1)),
            sent("ada", "gold", "1500", about("terminate_agreement", 1)),
        ],
    )
}

#[test]
fn tokens_of_an_escrow_have_their_own_account() {
    let story = Story::of(&of_tokens());

    holds(&story);
    let lp = account(&story, "lp");
    assert_eq!(lp.keeper, "token");
    exactly(&lp.came, &[("stake, from people", 10_000), ("donations, sent to escrow", 5)]);
    exactly(&lp.went, &[("stake, back to bob", 10_000)]);
    exactly(&lp.held, &[("donations in escrow, nobody's", 5)]);
    let gold = account(&story, "gold");
    exactly(&gold.came, &[("rewards, put into escrow by pat", 60_000), ("penalties, from ada", 1_500)]);
    exactly(&gold.went, &[("rewards, to ada", 6_000), ("change of penalties, back to ada", 300)]);
    exactly(
        &gold.held,
        &[
            ("rewards in escrow: for bob to claim", 4_000),
            ("rewards in escrow: free, nobody has earned them", 51_200),
        ],
    );
    says(
        &story,
        &[
            "devices earn gold for whoever stakes lp",
            "pat puts 60,000 gold into the reward pool of escrow",
            "bob accepts offer 1 in escrow at revision 0, if it earns 1,000 gold a day or more, with 10,000 lp",
            "ada ends agreement 1 in escrow early, with 1,500 gold for the penalty",
            "a penalty of 1,200 gold out of what was brought, and has earned 10,000 gold; bob gets 10,000 lp back",
            "The token says the same of the one contract, 55,200 gold together.",
        ],
    );
}

#[test]
fn coins_that_go_back_because_a_token_came_are_accounted_for() {
    let assets = json!({"reward_asset": {"cw20": "@gold"}});
    let steps = vec![
        class(json!({})),
        device("d-1"),
        sent("pat", "gold", "60000", json!({"fund_rewards": {}})),
        offered("d-1"),
        accepted(1),
        days(10),
        to_escrow("ada", about("claim_rewards", 1)),
        sent("ada", "gold", "1200", about("terminate_agreement", 1)),
    ];
    let story = Story::of(&file(&assets, steps));

    holds(&story);
    amounts(&account(&story, "ustake").went, &[("stake, back to bob", 10_000)]);
    exactly(&account(&story, "gold").went, &[("rewards, to ada", 6_000)]);
}

#[test]
fn tokens_that_the_story_does_not_know_of_are_found() {
    let scenario = of_tokens();
    let mut played = stage::play(&scenario).unwrap();
    let player = &mut played.player;
    let [pat, gold, escrow] =
        ["bob", "lp", "escrow"].map(|name| player.names.address(&player.chain, name).unwrap());
    let one = json!({"transfer": {"recipient": escrow, "amount": "1"}});
    player.chain.execute(&pat, &gold, &one, vec![]).unwrap();

    let story = Story::tell(&played, scenario.clock.start);

    assert!(!story.holds());
    assert!(told(&story).contains("THE TOKEN DIFFERS: escrow should have 5 and has 6."));
}

#[test]
fn coins_of_an_escrow_that_appear_or_vanish_are_found() {
    for file in [MATURITY, EARLY, AT_WORK] {
        a_unit_more_or_less_is_found(file, "escrow");
    }
}

/// A story without the `number`th step of that message that was not refused.
fn without(file: &str, message: &str, number: usize) -> Story {
    let scenario = scenario(file);
    let mut played = stage::play(&scenario).unwrap();
    let is = |scene: &stage::Scene| {
        let sent = scene.report.message.as_ref();
        scene.report.refused.is_none() && sent.is_some_and(|sent| sent.get(message).is_some())
    };
    let scenes = played.scenes.iter().enumerate().filter(|(_, scene)| is(scene));
    let at = scenes.map(|(at, _)| at).nth(number).unwrap();
    played.scenes.remove(at);
    Story::tell(&played, scenario.clock.start)
}

#[track_caller]
fn is_missed(file: &str, message: &str, problems: &[&str]) {
    let story = without(file, message, 0);

    assert!(!story.holds(), "{message}");
    assert_eq!(story.problems, problems, "{file}: {message}");
    let balances = story.accounts.first().is_none_or(|account| account.balances());
    assert!(!balances, "{message}: {:?}", story.accounts);
}

#[test]
fn an_agreement_that_an_escrow_does_not_report_is_found() {
    let start = [
        "principal staked, and back or here: 10000000000 and 20000000000 (escrow)",
        "agreements started: 1 and 2 (escrow)",
        "agreement 1 does not fit its start (escrow)",
    ];
    is_missed(EARLY, "accept_offer", &start);
    let end = [
        "principal staked, and back or here: 20000000000 and 10000000000 (escrow)",
        "penalties reported: 145800000 and 243000000 (escrow)",
        "penalties of each agreement: 243000000 and 145800000 (escrow)",
        "agreement 1 does not fit its end (escrow)",
        "agreement 1 does not fit its claims of the staker (escrow)",
    ];
    is_missed(EARLY, "terminate_agreement", &end);
    let settlement = [
        "principal staked, and back or here: 10000000000 and 0 (escrow)",
        "agreement 1 does not fit its end (escrow)",
    ];
    is_missed(MATURITY, "settle_agreement", &settlement);
}

#[test]
fn rewards_that_an_escrow_does_not_report_are_found() {
    let came = ["rewards and penalties that came: 1225800000 and 2305800000 (escrow)"];
    is_missed(EARLY, "fund_rewards", &came);
    let collected = ["rewards and penalties that came: 900000000 and 925000000 (escrow)"];
    is_missed(AT_WORK, "collect_pool_rewards", &collected);
    let claimed = [
        "rewards claimed: 1799999884 and 2250000000 (escrow)",
        "agreement 1 does not fit its claims of the staker (escrow)",
    ];
    is_missed(MATURITY, "claim_rewards", &claimed);
}

/// The steps of 51 agreements that end one after the other within a minute.
fn many() -> Vec<Value> {
    let mut steps = vec![class(json!({})), funded("60000")];
    for number in 1..=51u64 {
        let id = format!("d-{number}");
        let offer = json!({"device": id, "owner_share_bps": 6000, "required_stake": "10", "lock_days": 30});
        steps.push(device(&id));
        steps.push(to_escrow("ada", json!({ "open_offer": offer })));
        steps.push(paid("bob", "10", json!({"accept_offer": {"offer_id": number}})));
        steps.push(json!({"advance": {"seconds": 1, "blocks": 1}}));
    }
    steps.push(json!({"advance": {"seconds": 3_600, "blocks": 1}}));
    steps
}

#[test]
fn an_escrow_with_too_much_to_work_off_is_told_when_it_answers_again() {
    let short = json!({"day_secs": 60});
    let story = Story::of(&file(&short, many()));
    assert!(!story.holds());
    assert_eq!(story.problems, ["escrow has more ended agreements than it can answer for"]);

    let advance = |message: Value| to_escrow("kim", message);
    let steps = [
        advance(json!({"advance": {"limit": 1}})),
        refused("ada", "0", about("claim_rewards", 1), "advance"),
    ];
    let story = Story::of(&file(&short, [many(), steps[..1].to_vec()].concat()));
    holds(&story);
    says(
        &story,
        &["a day has 1 minute", "kim works off ended agreements of escrow, 1 end at most", "1 end passed"],
    );

    let story = Story::of(&file(&short, [many(), steps[1..].to_vec(), steps[..1].to_vec()].concat()));
    holds(&story);
    says(&story, &["refused: advance first: more than 50 ended agreements wait"]);
}

#[test]
fn the_tables_tell_of_devices_agreements_and_rewards() {
    let text = told(&story(EARLY));
    assert_eq!(
        rows(&text, "The classes of devices in escrow"),
        ["class earns a day can use needs pool new agreements devices", "basic 20 10,000 1,000 - yes 1",]
    );
    assert_eq!(
        rows(&text, "The devices in escrow at the end"),
        ["device class owner is in", "rack-7 basic olga up -"]
    );
    assert_eq!(
        rows(&text, "The agreements in escrow at the end"),
        [
            "agreement device staker principal until a day of the owner is principal is",
            "1 rack-7 tom 10,000 day 181, 00:00 30 60 % ended by the staker back",
            "2 rack-7 tom 10,000 day 226, 00:00 30 60 % ended by the owner back",
            "together 0 0",
        ]
    );
    assert_eq!(
        rows(&text, "What the parties in escrow have (amounts in STAKE)"),
        [
            "agreement party as earned claimed claimable penalty",
            "1 olga owner 648 648 0 0",
            "1 tom staker 432 334.8 0 97.2",
            "2 olga owner 648 648 0 145.8",
            "2 tom staker 432 432 0 0",
            "together 2,160 2,062.8 0 243",
        ]
    );
    assert_eq!(
        rows(&text, "Where the rewards of escrow are (amounts in STAKE"),
        [
            "rewards amount of all",
            "claimed by olga 1,296 56.206 %",
            "claimed by tom 766.8 33.2552 %",
            "earned, and taken as penalties 97.2 4.2154 %",
            "free 145.8 6.3231 %",
            "together 2,305.8 100 %",
        ]
    );
}

#[test]
fn the_page_shows_nu_the_pool_and_everybodys_part() {
    let page = html(&story(EARLY));

    style_of_one_piece(&page, EARLY);
    assert_eq!(page.matches("<figure class=\"chart\">").count(), 3);
    for text in [
        "<b>nu of escrow</b>",
        "<b>Reward pool of escrow</b>",
        "<b>Rewards of agreements in escrow</b>",
        "nu, day 2, 09:45: 100 %",
        "nu, day 46, 00:00: 0 %",
        "free, day 2, 09:45: 1,037.8125 STAKE",
        "agreement 1, olga (owner), day 46, 00:00: 648 STAKE",
        "agreement 2, tom (staker), day 91, 00:00: 432 STAKE",
        "Where the rewards of escrow are",
        "deploys escrow (code joint-staking)",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[test]
fn an_escrow_that_nobody_used_is_not_shown() {
    let story = Story::of(&file(&json!({}), vec![days(1)]));

    holds(&story);
    assert!(!told(&story).contains("in escrow"), "{}", told(&story));
    assert_eq!(html(&story).matches("<figure class=\"chart\">").count(), 0);
}

/// What is refused, and what registrar and owner do.
fn rarities() -> Vec<Value> {
    let uptime = |message: &str| to_escrow("registrar", json!({message: {"device": "d-1"}}));
    let config = json!({"mutual_exit_free": true, "daily_caps": [{"from_day": 0, "cap": "500"}]});
    let empty = json!({"class": "x", "base_value": "1", "capacity": "0", "activation_stake": "0"});
    let little = json!({"device": "d-2", "owner_share_bps": 6000, "required_stake": "9", "lock_days": 30});
    let dear = json!({"offer_id": 2, "min_base_reward": "1001"});
    vec![
        device("d-2"),
        offered("d-2"),
        refused("registrar", "0", json!({ "set_class": empty }), "capacity"),
        refused("ada", "0", json!({ "open_offer": little }), "activation"),
        refused("bob", "9999", json!({"accept_offer": {"offer_id": 2}}), "stake"),
        refused("bob", "10000", json!({ "accept_offer": dear }), "base reward"),
        to_escrow("ada", json!({"edit_offer": {"offer_id": 2, "owner_share_bps": 5000}})),
        uptime("suspend_device"),
        refused("kim", "0", about("settle_agreement", 1), "not ended"),
        days(1),
        uptime("resume_device"),
        to_escrow("registrar", json!({"update_device": {"device": "d-2", "owner": "@kim"}})),
        to_escrow("guardian", json!({"pause": {}})),
        to_escrow("owner", json!({"unpause": {}})),
        to_escrow("owner", json!({ "update_config": config })),
        to_escrow("owner", json!({"update_ownership": {"transfer_ownership": {"new_owner": "@dao"}}})),
    ]
}

/// Questions, and their answers.
fn questions() -> Vec<Value> {
    let terms = json!({"tau_bps": 10_000, "owner_share_bps": 6_000, "end_secs": 1_702_592_000});
    let all = [
        (json!({"totals": {}}), json!({"nu": "0.5", "weight": "1000", "daily_cap": "500"})),
        (about("agreement", 1), terms),
        (about("pending_rewards", 1), json!({"owner": "0", "staker": "0"})),
        (json!({"open_offers": {"filter": {"lock_days": 30}}}), json!({"offers": []})),
        (json!({"open_offers": {"filter": {"owner": "@ada"}}}), json!({"offers": []})),
        (
            json!({"agreements_by_staker": {"staker": "@bob"}}),
            json!({"agreements": [{"principal": "10000"}]}),
        ),
        (json!({"devices": {"owner": "@kim"}}), json!({"devices": [{"device": "d-2"}]})),
        (json!({"config": {}}), json!({"penalty_bps": 3_000})),
    ];
    let ask =
        |(query, expected): (Value, Value)| json!({"contract": "escrow", "query": query, "equals": expected});
    all.map(ask).to_vec()
}

#[test]
fn what_happens_rarely_is_told_too() {
    let ended = vec![days(30), refused("ada", "0", about("terminate_agreement", 1), "ended")];
    let story = Story::of(&file(&json!({}), [begun(), rarities(), questions(), ended].concat()));

    holds(&story);
    says(
        &story,
        &[
            "devices earn STAKE for whoever stakes STAKE; no day has a cap",
            "who leaves early pays up to 30 % of what was received, by what is left of the lock, to the reward pool; both parties together do not leave without a penalty",
            "registrar keeps classes and devices, guardian may pause",
            "registrar sets class basic in escrow: a device earns 0.001 STAKE a day, can use 0.01 STAKE and needs 0.00001 STAKE",
            "registrar records device d-1 of class basic for ada in escrow",
            "ada offers device d-1 in escrow for 30 days and a stake of 0.01 STAKE, to keep 60 % of its rewards",
            "offer 1 would earn 0.001 STAKE a day, before scaling",
            "agreement 1 of ada and bob on device d-1 runs until day 31, 00:00 and earns 0.001 STAKE a day before scaling, of 0.001 STAKE in all; 60 % of it are for ada",
            "refused: activation: the device needs a stake of 0.00001 STAKE, 0.000009 STAKE was given",
            "refused: stake: exactly 0.01 STAKE is asked for, 0.009999 STAKE was given",
            "refused: base reward: 0.001 STAKE a day, 0.001001 STAKE was expected",
            "refused: not ended: agreement 1 ends at day 31, 00:00",
            "refused: ended: agreement 1 ended at day 31, 00:00, settle it",
            "at revision 1 it asks for 0.01 STAKE over 30 days, leaves 50 % to the owner and would earn 0.001 STAKE a day, before scaling",
            "registrar records in escrow that device d-1 is down",
            "agreement 1 earns nothing meanwhile, and its lock goes on; all that earn have 0 STAKE a day before scaling",
            "agreement 1 goes on; all that earn have 0.001 STAKE a day before scaling",
            "registrar changes device d-2 in escrow: it is of kim", "offer 2 of it is cancelled",
            "nobody opens, changes or accepts an offer; everything else goes on",
            "offers can be opened, changed and accepted again",
            "owner changes escrow: both parties together leave without a penalty and all agreements earn 0.0005 STAKE a day at most",
            "registrar keeps devices; who leaves an agreement that starts later pays 30 % of what was received, 0 % of the principal at least, and both parties together pay nothing",
            "the owner is owner, dao may accept",
            "check: totals: nu 0.5, weight 0.001 STAKE and daily cap 0.0005 STAKE",
            "check: agreement 1: tau 1, owner share 60 % and end day 31, 00:00",
            "check: pending rewards of agreement 1: owner 0 STAKE and staker 0 STAKE",
            "check: open offers with a lock of 30 days: offers none",
            "check: open offers of ada: offers none",
            "check: agreements by staker bob: agreements principal 0.01 STAKE",
            "check: devices of kim: devices device d-2",
            "check: config: penalty 30 %",
        ],
    );
}
