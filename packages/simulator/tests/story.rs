//! The story as it is told, and the account of all coins.

#![allow(clippy::unwrap_used)]

mod story_common;

use std::{env, fs};

use cosmwasm_std::{coin, Addr, Int256, Uint256};
use serde_json::json;
use story_common::{files, scenario, story, told};
use tributary_simulator::accounts::account;
use tributary_simulator::story::stage;
use tributary_simulator::story::text::{brief, Paint, WIDTH};
use tributary_simulator::{Scenario, Story, Verdict};

/// Set to any value: the golden text is written instead of compared.
const REGENERATE: &str = "TRIBUTARY_WRITE_GOLDEN";

#[test]
fn the_whole_story_reads_as_it_was_reviewed() {
    for (file, golden) in [
        ("delegation/three-weeks.json", "three-weeks.txt"),
        ("licenses/mining-pool.json", "mining-pool.txt"),
        ("licenses/liquidated-licence.json", "liquidated-licence.txt"),
        ("treasury/whale-among-small-stakers.json", "whale-among-small-stakers.txt"),
        ("vault/nfts-sold.json", "nfts-sold.txt"),
        ("vault/lp-tokens.json", "lp-tokens.txt"),
        ("joint/principal-at-work.json", "principal-at-work.txt"),
        ("joint/each-side-leaves-early.json", "each-side-leaves-early.txt"),
    ] {
        same_as_golden(golden, file, &told(&story(file)));
    }
}

/// Compares a text with the one that was reviewed, line by line.
#[track_caller]
fn same_as_golden(golden: &str, file: &str, found: &str) {
    let golden = format!("{}/tests/golden/{golden}", env!("CARGO_MANIFEST_DIR"));
    if env::var_os(REGENERATE).is_some() {
        fs::write(&golden, found).unwrap();
    }
    let expected = fs::read_to_string(golden).unwrap();

    for (number, (expected, found)) in (1..).zip(expected.lines().zip(found.lines())) {
        assert_eq!(found, expected, "{file}, line {number}; {REGENERATE}=1 accepts the new text");
    }
    assert_eq!(found.lines().count(), expected.lines().count(), "{file}");
}

#[test]
fn the_story_in_short_reads_as_it_was_reviewed() {
    let found = brief(&story("story.json"), Paint::Plain);

    same_as_golden("story-in-short.txt", "story.json", &found);
    assert!(found.lines().count() <= 250, "it is to be read at once");
    assert!(found.lines().all(|line| line.chars().count() <= WIDTH));
}

#[test]
fn every_scenario_balances_to_the_last_unit() {
    for file in files() {
        let story = story(&file);

        assert_eq!(story.report.verdict, Verdict::Held, "{file}: {}", story.report);
        assert!(story.problems.is_empty(), "{file}: {:?}", story.problems);
        assert!(!story.accounts.is_empty(), "{file}");
        for account in &story.accounts {
            assert_eq!(account.difference(), Int256::zero(), "{file}: {account:?}");
            assert_eq!(account.total_held(), account.total_banked(), "{file}: {account:?}");
            assert!(account.balances(), "{file}: {account:?}");
        }
        assert!(story.holds(), "{file}");
    }
}

#[test]
fn no_line_of_any_story_is_too_long() {
    for file in files() {
        for line in told(&story(&file)).lines() {
            assert!(line.chars().count() <= WIDTH, "{file}: {line}");
            assert!(!line.contains("wasm1"), "{file}: somebody has no name: {line}");
        }
    }
}

/// A text without the breaks between its lines.
fn flowing(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_first_message_of_each_kind_is_shown() {
    let text = flowing(&told(&story("delegation/three-weeks.json")));

    for (message, times) in [
        (r#"message to pool-registry: {"delegate":{"pool":"@ada"}} with 40000000000ustake "#, 1),
        (r#"message to pool-registry: {"delegate":"#, 1),
        (r#"message to pool-registry: {"withdraw_rewards":"#, 1),
        (r#"message to pool-registry: {"finalize_transfer":{"id":0}} "#, 1),
        (r#"message to the bank: {"from_address":"@faucet", "to_address":"@coinbase:ada", "amount":[{"#, 1),
        ("message to the bank: ", 1),
        ("message to instantiate pool-registry: {", 1),
        (r#"query to pool-registry: {"pool":{"pool":"@ada"}} "#, 1),
        ("query to pool-registry: ", 1),
        ("message to staker-registry: {\"unbond\":", 1),
        ("The first message of each kind", 1),
    ] {
        assert_eq!(text.matches(message).count(), times, "{message}");
    }
}

#[test]
fn a_story_in_which_nothing_is_sent_says_nothing_of_messages() {
    let steps = json!([{"advance": {}}, {"balance": "ada", "denom": "ustake", "equals": "0"}, {"advance": {"blocks": 0}}]);
    let file = json!({"name": "test", "deploy": [], "steps": steps});
    let text = told(&Story::of(&Scenario::parse("test.json", &file.to_string()).unwrap()));

    assert!(!text.contains("message"), "{text}");
    assert!(!text.contains("--"), "no time passes: {text}");
}

#[test]
fn whoever_gets_a_name_late_has_it_in_the_whole_story() {
    let bob = account("bob").unwrap().address;
    let file = json!({
        "name": "test",
        "deploy": [{"name": "token", "code": "cw20-base", "init": {
            "name": "Token", "symbol": "TOK", "decimals": 6, "initial_balances": [{"address": bob, "amount": "5"}]}}],
        "steps": [{"from": "bob", "contract": "token", "execute": {"burn": {"amount": "5"}}}],
    });
    let text = told(&Story::of(&Scenario::parse("test.json", &file.to_string()).unwrap()));

    assert!(text.contains(r#""address":"bob""#), "{text}");
    assert!(text.contains(r#"bob sends token {"burn":{"amount":"5"}}"#), "{text}");
    assert!(!text.contains("message to token"), "the words are the message: {text}");
    assert!(!text.contains("wasm1"), "{text}");
}

#[test]
fn gains_and_losses_are_what_rewards_and_liquidations_brought() {
    for file in files() {
        let story = story(&file);
        for (denom, all) in &story.earnings {
            let account = story.accounts.iter().find(|account| account.denom == *denom).unwrap();
            let of = |begin: &str, items: &[tributary_simulator::story::closing::Item]| {
                let items = items.iter().filter(|item| item.label.starts_with(begin));
                items.fold(Uint256::zero(), |sum, item| sum + item.amount)
            };
            let gain = all.values().fold(Int256::zero(), |sum, earnings| sum + earnings.gain());
            let slashed = all.values().fold(Uint256::zero(), |sum, earnings| sum + earnings.slashed);
            // Revenue reaches pools and users through a treasury.
            let shares = account.held.iter().filter(|item| item.label.contains("own shares"));
            let shares = shares.fold(Uint256::zero(), |sum, item| sum + item.amount);
            let shared = reported(&story, "pool_collected") + reported(&story, "share_claimed") + shares;
            // Penalties of an escrow that go to a treasury are nobody's.
            let penalties = escrow_reported(&story, "revenue_forwarded");
            // So are rewards that nobody earned, wherever the vault sends them.
            let given = of("unused rewards", &account.went) + swept_to_treasury(&story, denom) + penalties;
            let rewards = of("rewards", &account.came) + shared - given;

            // What is neither gained nor lost: rewards that are not shared yet, and fees of open items.
            let nobodys = [
                "unreleased",
                "dust",
                "for whoever",
                "not emitted",
                "while nobody",
                "free, nobody",
                "to collect",
            ];
            let waiting = nobodys.map(|end| {
                let of_pools = account.held.iter().filter(|item| item.label.starts_with("rewards"));
                let items = of_pools.filter(|item| item.label.contains(end));
                items.fold(Uint256::zero(), |sum, item| sum + item.amount)
            });
            let waiting = waiting.into_iter().fold(Uint256::zero(), |sum, part| sum + part);
            let waiting = waiting + of("penalties", &account.held);
            let left = of("what faults left of licences that", &account.held);
            let moving = of("thawing", &account.held) + of("transferring", &account.held) + left;
            // Licences became coins; nobody had paid for them.
            let licenses =
                all.values().fold(Uint256::zero(), |sum, earnings| sum + earnings.redeemed + earnings.burned);
            let leaving = all.values().fold(Uint256::zero(), |sum, earnings| sum + earnings.leaving);
            let fees = moving - leaving;
            let signed = |amount: Uint256| Int256::try_from(amount).unwrap();
            assert_eq!(gain, signed(rewards + licenses) - signed(waiting + slashed + fees), "{file}");
        }
    }
}

/// What vaults sent to a treasury because nobody earned it. Treasuries work with the staking denom.
fn swept_to_treasury(story: &Story, denom: &str) -> Uint256 {
    if denom != "ustake" {
        return Uint256::zero();
    }
    let went = story.accounts.iter().flat_map(|account| &account.went);
    let outside = went.filter(|item| item.label.starts_with("unused rewards"));
    let outside = outside.fold(Uint256::zero(), |sum, item| sum.saturating_add(item.amount));
    all_reported(story, "tributary_boosted_staking/unused_swept").checked_sub(outside).unwrap()
}

/// The sum of what treasuries reported under that name.
fn reported(story: &Story, name: &str) -> Uint256 {
    all_reported(story, &format!("tributary_treasury_decay/{name}"))
}

/// The sum of what escrows reported under that name.
fn escrow_reported(story: &Story, name: &str) -> Uint256 {
    all_reported(story, &format!("tributary_joint_staking/{name}"))
}

fn all_reported(story: &Story, name: &str) -> Uint256 {
    let events = story.report.steps.iter().flat_map(|step| &step.events);
    let of = events.filter(|event| event.ty.trim_start_matches("wasm-") == name);
    let amounts = of.flat_map(|event| &event.attributes).filter(|attribute| attribute.key == "amount");
    let amounts = amounts.map(|amount| amount.value.parse::<Uint256>().unwrap());
    amounts.fold(Uint256::zero(), Uint256::saturating_add)
}

#[test]
fn what_people_have_is_what_they_had_and_gained() {
    let story = story("delegation/three-weeks.json");
    let (_, all) = &story.earnings[0];

    let sam = &all["sam"];
    assert_eq!(
        (sam.paid_in, sam.got_back),
        (Uint256::from(2_000_000_000u128), Uint256::from(2_000_000_000u128))
    );
    assert_eq!(sam.gain(), Int256::zero());
    assert_eq!(all["ada"].slashed, Uint256::from(4_600_000_000u128));
    assert!(all["hugo"].bounties > Uint256::zero());
    assert!(all["fay"].delegated > Uint256::zero());
    assert!(!all.contains_key("faucet"), "sending rewards earns nothing");
}

#[test]
fn a_coin_that_appears_or_vanishes_is_found() {
    let scenario = scenario("delegation/three-weeks.json");
    for (contract, change) in [
        ("staker-registry", 1i128),
        ("staker-registry", -1),
        ("pool-registry", 1),
        ("coinbase:ada", 1),
        ("coinbase:ben", -1_000_000),
    ] {
        let mut played = stage::play(&scenario).unwrap();
        let names = &mut played.player.names;
        let address: Addr = names.contract(&played.player.chain, contract).unwrap();
        let balance = played.player.chain.balance(&address, "ustake").unwrap().u128();
        let tampered = balance.checked_add_signed(change).unwrap();
        played.player.chain.set_balance(&address, vec![coin(tampered, "ustake")]).unwrap();

        let story = Story::tell(&played, scenario.clock.start);

        assert!(!story.holds(), "{contract} {change}");
        let text = told(&story);
        assert!(text.contains("THE BANK DIFFERS: "), "{contract} {change}");
        assert!(text.contains("Something is not as it should be."), "{contract} {change}");
    }
}

#[test]
fn coins_that_came_from_nowhere_are_found() {
    let scenario = scenario("delegation/three-weeks.json");
    let mut played = stage::play(&scenario).unwrap();
    // As if the coins of one step had come from nowhere.
    let missing =
        played.scenes.iter().position(|scene| scene.ends.is_some() && !scene.moved.is_empty()).unwrap();
    let scene = played.scenes.remove(missing);
    let without = Story::tell(&played, scenario.clock.start);
    assert!(!without.holds(), "a step is missing in the account");
    played.scenes.insert(missing, scene);
    assert!(Story::tell(&played, scenario.clock.start).holds());
}
