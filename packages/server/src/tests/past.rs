//! How time passes, and what a scenario leaves behind.

use std::time::Duration;

use cosmwasm_std::HexBinary;
use serde_json::json;
use tributary_simulator::chain::ClockOverflow;

use crate::ante;
use crate::node::Stuck;
use crate::signatures::{verify, Signer};
use crate::start::State;
use crate::testing::{bench, pay, scenario, Bench};
use crate::transactions::Transaction;
use crate::wallets::Wallet;

#[test]
fn time_passes_by_itself_by_transactions_and_by_jumps() {
    let mut bench = bench(State::Nothing);
    let block = |bench: &Bench| (bench.node.chain.block().height, bench.node.chain.block().time.seconds());
    let start = block(&bench);
    assert_eq!(start, (1, 1_800_000_000));

    bench.node.pass_time().unwrap();
    assert_eq!(block(&bench), start);
    bench.wait(Duration::from_millis(1_500));
    bench.node.pass_time().unwrap();
    assert_eq!(block(&bench), (2, 1_800_000_001));
    bench.send("alice", vec![pay("alice", "bob", 1, "ustake")]).unwrap();
    bench.send("alice", vec![pay("alice", "bob", 1, "ustake")]).unwrap();
    assert_eq!(block(&bench), (4, 1_800_000_001));
    bench.node.advance(86_400).unwrap();
    assert_eq!(block(&bench), (86_404, 1_800_086_401));
    assert_eq!(bench.node.advance(0), Err(Stuck::OutOfRange));
    assert_eq!(bench.node.advance(u64::MAX), Err(Stuck::OutOfRange));

    let history = &bench.node.history;
    let times: Vec<_> = (1..=86_404).map(|height| history.block(height).unwrap().time).collect();
    assert!(times.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(history.block(4).unwrap().transactions.len(), 1);
}

#[test]
fn the_clock_is_not_put_nearer_than_a_year_to_its_end() {
    let mut bench = bench(State::Nothing);
    let mut step = 3_155_760_000;
    while step > 0 {
        step = match bench.node.advance(step) {
            Ok(()) => step,
            Err(stuck) => {
                assert_eq!(stuck, Stuck::NearEnd);
                step.checked_div(2).unwrap()
            }
        };
    }
    let left = u64::MAX.checked_sub(bench.node.chain.block().time.nanos()).unwrap();
    assert_eq!(Duration::from_nanos(left).as_secs(), 31_557_600);
    bench.send("alice", vec![pay("alice", "bob", 1, "ustake")]).unwrap();
}

/// Less than a second before the clock's end.
const LATE: &str = r#"{
  "name": "late", "clock": { "start": 18446744073, "height": 1, "block_seconds": 1 },
  "accounts": { "ada": { "ustake": "10" } }, "deploy": [], "steps": [] }"#;

#[test]
fn at_the_end_of_time_there_are_no_more_blocks() {
    let mut bench = bench(scenario(LATE));
    bench.wait(Duration::from_secs(1));
    bench.node.pass_time().unwrap();
    let last = bench.node.chain.block();
    assert_eq!((last.time.nanos(), last.height), (u64::MAX, 2));

    assert_eq!(bench.node.pass_time(), Err(ClockOverflow));
    assert_eq!(bench.send("ada", vec![pay("ada", "bob", 1, "ustake")]).unwrap_err().code, 18);
    assert_eq!(bench.node.advance(1), Err(Stuck::NearEnd));
    assert_eq!(bench.node.chain.block(), last);
}

const GIFT: &str = r#"{
  "name": "gift", "clock": { "start": 1600000000, "height": 10, "block_seconds": 5 },
  "accounts": { "ada": { "ustake": "10" } },
  "deploy": [{ "name": "token", "code": "cw20-base", "init": { "name": "Token", "symbol": "TOK", "decimals": 6,
    "initial_balances": [{ "address": "@ada", "amount": "100" }] } }],
  "steps": [
    { "from": "ada", "contract": "token", "execute": { "transfer": { "recipient": "@bob", "amount": "40" } } },
    { "advance": { "seconds": 1000, "blocks": 100 } },
    { "from": "bob", "contract": "token", "execute": { "transfer": { "recipient": "@ada", "amount": "41" } }, "fails": "overflow" },
    { "send": { "from": "ada", "to": "@bob", "coins": { "ustake": "3" } } }
  ] }"#;

#[test]
fn the_steps_of_a_scenario_are_transactions_of_the_past_signed_by_their_accounts() {
    let mut bench = bench(scenario(GIFT));
    let history = &bench.node.history;
    let told: Vec<_> = history.all().iter().map(|tx| (tx.height, tx.result.code)).collect();
    assert_eq!(told, [(10, 0), (11, 0), (112, 5), (113, 0)]);
    let time = |height| history.block(height).unwrap().time.checked_div(1_000_000_000).unwrap();
    assert_eq!(
        [10, 11, 61, 112, 113].map(time),
        [1_600_000_000, 1_600_000_005, 1_600_000_505, 1_600_001_010, 1_600_001_015]
    );
    let refused = &history.all()[2].result.log;
    assert!(refused.starts_with("failed to execute message; message index: 0: "), "{refused}");
    assert!(refused.ends_with(": execute wasm contract failed"), "{refused}");
    let transfers =
        crate::search::found(history, "wasm.action='transfer' AND message.sender EXISTS").unwrap();
    assert_eq!(transfers.iter().map(|tx| tx.height).collect::<Vec<_>>(), [11]);
    let ada = Wallet::named("ada").unwrap();
    for (place, sequence) in [(1, 0), (3, 1)] {
        let transaction = Transaction::read(&history.all()[place].bytes).unwrap();
        let number = bench.node.accounts.of(&bench.node.chain, &ada.address).unwrap().number;
        let signer = Signer { public: &ada.public, chain_id: "test-1", number, sequence };
        verify(&transaction, 1, &transaction.raw.signatures[0], &signer).unwrap();
    }
    // It goes on where the scenario ended, with coins for fees.
    bench.wait(Duration::from_secs(2));
    bench.node.pass_time().unwrap();
    assert_eq!(bench.node.chain.block().time.seconds(), 1_600_001_017);
    bench.send("ada", vec![pay("ada", "bob", 7, "ustake")]).unwrap();
    let ante = Transaction::read(&bench.signed("ada", vec![pay("ada", "bob", 1, "ustake")])).unwrap();
    ante::check_simulated(&bench.node.chain, &mut bench.node.accounts, &ante).unwrap();
}

#[test]
fn a_scenario_that_does_not_hold_is_not_served() {
    let wrong = GIFT.replace(r#""fails": "overflow""#, r#""fails": "paused""#);
    let settings = crate::testing::settings(scenario(&wrong));
    let error = crate::start::begin(&settings, Box::new(|| 0)).err().unwrap().to_string();
    assert!(error.contains("FAILED"), "{error}");
}

#[test]
fn the_record_of_the_deployment_is_that_of_a_devnet() {
    let bench = bench(State::Suite);
    let record = &bench.node.deployment;
    let contract = &record["contracts"]["pool-registry"];

    assert_eq!(record["chain_id"], "test-1");
    assert_eq!(record["contracts"].as_object().unwrap().len(), 6);
    assert_eq!((&contract["code"], &contract["transaction"]["height"]), (&json!("pool-registry"), &json!(1)));
    let hash = HexBinary::from_hex(contract["transaction"]["hash"].as_str().unwrap()).unwrap();
    assert!(bench.node.history.transaction(&hash).is_some());
    assert_eq!(record["wiring"].as_array().unwrap().len(), 4);
    assert!(record["wiring"][0]["transaction"]["hash"].is_string());
    assert_eq!(record["codes"]["coinbase"]["code_id"], 3);
}
