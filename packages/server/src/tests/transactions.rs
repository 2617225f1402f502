//! Who may, what it costs, what remains.

use cosmwasm_std::Binary;
use prost::Message;
use serde_json::json;

use crate::accounts::Account;
use crate::proto::{AuthInfo, Fee, SignerInfo, TxBody, TxRaw};
use crate::refusals::Refusal;
use crate::signatures::{verify, Signer};
use crate::start::State;
use crate::testing::{bench, coins, execute, pay, Bench};
use crate::transactions::Transaction;
use crate::wallets::Wallet;

/// A transfer and a message to a contract, signed by CosmJS 0.39 for the test account `alice`: account 7, sequence 3, chain
/// `vector-1`; one directly, one as an amino document.
const SIGNED: [&str; 2] =
    [include_str!("../../tests/signed-direct.txt"), include_str!("../../tests/signed-amino.txt")];

fn vector(text: &str) -> (Transaction, i32) {
    let transaction = Transaction::read(&Binary::from_base64(text.trim()).unwrap()).unwrap();
    let mode = transaction.infos[0].mode.as_ref().unwrap().single.as_ref().unwrap().mode;
    (transaction, mode)
}

#[test]
fn signatures_of_cosmjs_are_taken_and_nothing_near_them() {
    let alice = Wallet::named("alice").unwrap();
    let right = || Signer { public: &alice.public, chain_id: "vector-1", number: 7, sequence: 3 };
    let other = Wallet::named("bob").unwrap();
    for text in SIGNED {
        let (transaction, mode) = vector(text);
        let signature = &transaction.raw.signatures[0];
        let check = |signer, signature: &[u8]| verify(&transaction, mode, signature, &signer);

        assert_eq!(check(right(), signature), Ok(()));
        assert!(check(Signer { chain_id: "vector-2", ..right() }, signature).is_err());
        assert!(check(Signer { number: 8, ..right() }, signature).is_err());
        assert!(check(Signer { public: &other.public, ..right() }, signature).is_err());
        assert!(check(Signer { public: &[], ..right() }, signature).is_err());
        assert!(check(right(), &[]).is_err());
        let Refusal { code, log, .. } = check(right(), &[1; 64]).unwrap_err();
        assert_eq!(code, 4);
        assert!(log.contains("signature verification failed"), "{log}");
        assert!(verify(&transaction, 191, signature, &right()).unwrap_err().log.contains("sign mode 191"));
    }
    let (amino, mode) = vector(SIGNED[1]);
    let late = Signer { sequence: 4, ..right() };
    assert!(verify(&amino, mode, &amino.raw.signatures[0], &late).is_err());
}

#[test]
fn a_signature_with_a_high_s_is_none() {
    let (transaction, mode) = vector(SIGNED[0]);
    let alice = Wallet::named("alice").unwrap();
    let signature = k256::ecdsa::Signature::from_slice(&transaction.raw.signatures[0]).unwrap();
    let (r, s) = signature.split_scalars();
    let high = k256::ecdsa::Signature::from_scalars(r.to_bytes(), (-*s).to_bytes()).unwrap();
    let signer = Signer { public: &alice.public, chain_id: "vector-1", number: 7, sequence: 3 };

    assert!(verify(&transaction, mode, &high.to_bytes(), &signer).is_err());
}

fn two() -> Bench {
    bench(State::Nothing)
}

fn log<T>(result: Result<T, Refusal>) -> String {
    result.err().unwrap().log
}

#[test]
fn no_changed_byte_gets_through() {
    let mut bench = two();
    let bytes = bench.signed("alice", vec![pay("alice", "bob", 5, "ustake")]);
    for place in 0..bytes.len() {
        for bit in [1, 16, 128] {
            let mut changed = bytes.clone();
            changed[place] ^= bit;
            assert!(bench.node.broadcast(changed).taken.is_err(), "byte {place}, bit {bit}");
        }
    }
    assert!(bench.node.broadcast(bytes[..40].to_vec()).taken.is_err());
    assert_eq!(bench.node.history.all().len(), 0);
    bench.node.broadcast(bytes).taken.unwrap();
}

#[test]
fn it_is_somebodys_turn_once() {
    let mut bench = two();
    let first = bench.signed("alice", vec![pay("alice", "bob", 5, "ustake")]);
    bench.node.broadcast(first.clone()).taken.unwrap();

    let again = bench.node.broadcast(first).taken.unwrap_err();

    assert_eq!((again.codespace, again.code), ("sdk", 32));
    assert_eq!(again.log, "account sequence mismatch, expected 1, got 0: incorrect account sequence");
    bench.send("alice", vec![pay("alice", "bob", 5, "ustake")]).unwrap();
    let alice = Wallet::named("alice").unwrap();
    let Account { sequence, public, .. } =
        bench.node.accounts.of(&bench.node.chain, &alice.address).unwrap().clone();
    assert_eq!((sequence, public), (2, Some(alice.public)));
}

#[test]
fn a_transaction_is_carried_out_whole_or_not_at_all_and_costs_its_fee() {
    let mut bench = two();
    let supply = |bench: &Bench, denom| bench.node.chain.app().wrap().query_supply(denom).unwrap().amount;
    let before = (bench.balance("alice", "ustake"), bench.balance("alice", "ufee"));
    let all = (supply(&bench, "ustake"), supply(&bench, "ufee"));

    let messages = vec![pay("alice", "bob", 5, "ustake"), pay("alice", "bob", before.0, "ustake")];
    let failed = &bench.send("alice", messages).unwrap().result;

    assert_eq!((failed.codespace, failed.code), ("sdk", 5));
    let short =
        "spendable balance 999999999995ustake is smaller than 1000000000000ustake: insufficient funds";
    assert_eq!(failed.log, format!("failed to execute message; message index: 1: {short}"));
    assert!(failed.data.is_empty() && failed.events.iter().all(|event| event.ty != "message"));
    assert_eq!(bench.balance("alice", "ustake"), before.0);
    assert_eq!(before.1.checked_sub(bench.balance("alice", "ufee")), Some(2_500));
    assert_eq!((supply(&bench, "ustake"), supply(&bench, "ufee")), all);
}

/// Changes a transfer of alice to bob, and how it is refused then.
type Change = (fn(&mut TxBody, &mut Fee, &mut SignerInfo), &'static str);

const CHANGES: [Change; 16] = [
    (
        |_, fee, _| fee.amount[0].amount = "2499".to_owned(),
        "13 insufficient fees; got: 2499ufee required: 2500ufee: insufficient fee",
    ),
    (|_, fee, _| fee.amount.clear(), "13 insufficient fees"),
    (
        |_, fee, _| fee.amount[0].amount = "9999999999999".to_owned(),
        "5 spendable balance 1000000000000ufee is smaller than 9999999999999ufee: insufficient funds",
    ),
    (|_, fee, _| fee.amount[0].amount = "-1".to_owned(), "10 "),
    (|_, fee, _| fee.gas_limit = 9, "11 out of gas"),
    (|_, fee, _| fee.granter = "x".to_owned(), "37 "),
    (|body, _, _| body.memo = "é".repeat(257), "12 maximum number of characters is 256"),
    (|body, _, _| body.timeout_height = 1, "30 "),
    (|body, _, _| body.messages.clear(), "18 "),
    (
        |body, _, _| body.messages[0].type_url = "/cosmos.gov.v1.MsgVote".to_owned(),
        "2 unable to resolve type URL /cosmos.gov.v1.MsgVote: tx parse error",
    ),
    (|body, _, _| body.messages.push(pay("bob", "alice", 1, "ustake")), "4 wrong number of signers"),
    (|body, _, _| body.messages[0] = pay("bob", "alice", 1, "ustake"), "8 pubKey does not match signer"),
    (|_, _, signer| signer.public_key = None, "8 "),
    (|_, _, signer| signer.mode = None, "37 "),
    (|_, _, signer| signer.sequence = 1, "32 account sequence mismatch, expected 0, got 1"),
    (|body, _, _| body.memo = "another".to_owned(), "4 signature verification failed"),
];

#[test]
fn what_a_transaction_must_have_is_asked_for() {
    let mut bench = two();
    for (change, wanted) in CHANGES {
        let mut raw = TxRaw::decode(&*bench.signed("alice", vec![pay("alice", "bob", 5, "ustake")])).unwrap();
        let mut body = TxBody::decode(&*raw.body).unwrap();
        let mut auth_info = AuthInfo::decode(&*raw.auth_info).unwrap();
        change(&mut body, auth_info.fee.as_mut().unwrap(), &mut auth_info.signers[0]);
        (raw.body, raw.auth_info) = (body.encode_to_vec(), auth_info.encode_to_vec());

        let refusal = bench.node.broadcast(raw.encode_to_vec()).taken.unwrap_err();

        let found = format!("{} {}", refusal.code, refusal.log);
        assert!(found.starts_with(wanted), "{found} instead of {wanted}");
    }
    assert!(bench.node.history.all().is_empty());
}

#[test]
fn accounts_exist_from_their_first_coin_on() {
    let mut bench = two();
    let nobody = || vec![pay("zoe", "bob", 5, "ustake")];
    assert!(log(bench.send("zoe", nobody())).ends_with("does not exist: unknown address"));

    let zoe = Wallet::named("zoe").unwrap().address;
    bench.node.pour(zoe.as_str()).unwrap();

    assert_eq!(
        (bench.balance("zoe", "ustake"), bench.balance("zoe", "ufee")),
        (10_000_000_000, 10_000_000_000)
    );
    bench.send("zoe", nobody()).unwrap();
    assert!(bench.node.pour("zoe").is_err());
}

#[test]
fn gas_is_a_fixed_figure_that_the_limit_must_reach() {
    let mut bench = bench(State::Suite);
    let bond = |bench: &Bench| {
        execute("bob", &bench.contract("pool-registry"), &json!({ "withdraw_rewards": {} }), vec![])
    };
    let message = bond(&bench);
    let mut body = bench.signed("bob", vec![message.clone(); 4]);
    let failed = bench.node.broadcast(body.split_off(0));
    failed.taken.unwrap();
    let kept = bench.node.history.transaction(&failed.hash).unwrap();

    assert_eq!(kept.result.code, 5, "{}", kept.result.log);
    assert_eq!((kept.result.gas_wanted, kept.result.gas_used), (1_000_000, 850_000));
    let short = bench.send("bob", vec![message; 5]).unwrap();
    assert_eq!((short.result.codespace, short.result.code), ("sdk", 11));
    assert!(
        short.result.log.ends_with("gasWanted: 1000000, gasUsed: 1050000: out of gas"),
        "{}",
        short.result.log
    );
}

#[test]
fn a_simulation_says_what_would_happen_and_nothing_happens() {
    let mut bench = bench(State::Suite);
    let pools = bench.contract("pool-registry");
    let before = bench.node.chain.fingerprint();
    let bytes = bench.signed("bob", vec![pay("bob", "alice", 7, "ustake")]);
    let (done, used) = bench.node.simulate(&bytes).unwrap();
    let message = execute("bob", &pools, &json!({ "delegate": { "pool": "x" } }), coins(5, "ustake"));
    let bytes = bench.signed("bob", vec![pay("bob", "alice", 7, "ustake"), message]);
    let refused = bench.node.simulate(&bytes).unwrap_err();

    assert_eq!((done.responses.len(), used), (1, 80_000));
    assert_eq!(refused.code, 6);
    assert!(refused
        .log
        .starts_with("rpc error: code = Unknown desc = failed to execute message; message index: 1: "));
    assert!(refused.log.ends_with(": execute wasm contract failed with gas used: '280000': unknown request"));
    assert_eq!(bench.node.chain.fingerprint(), before);
    assert!(bench.node.simulate(&[1, 2, 3]).is_err());
}

#[test]
fn a_contract_that_is_not_there_cannot_be_called() {
    let mut bench = bench(State::Suite);
    let bob = Wallet::named("bob").unwrap().address;
    let result = &bench
        .send("alice", vec![execute("alice", bob.as_str(), &json!({}), coins(5, "ustake"))])
        .unwrap()
        .result;
    assert_eq!((result.codespace, result.code), ("wasm", 22));
    assert_eq!(
        result.log,
        format!("failed to execute message; message index: 0: address {bob}: no such contract")
    );
    assert_eq!(bench.balance("alice", "ustake"), 1_000_000_000_000);
}

#[test]
fn a_server_that_is_full_takes_no_transaction_and_stays() {
    let mut bench = two();
    bench.node.most_kept = bench.node.history.kept().checked_add(1).unwrap();
    let nobody = Wallet::named("bob").unwrap().address;
    let failed =
        bench.send("alice", vec![execute("alice", nobody.as_str(), &json!("x".repeat(1_000)), vec![])]);
    assert_eq!(failed.unwrap().result.code, 22);
    assert!(bench.node.history.kept() > bench.node.most_kept.checked_add(1_000).unwrap());

    let (height, purse) = (bench.node.chain.block().height, bench.balance("faucet", "ufee"));
    let refusal = bench.send("alice", vec![pay("alice", "bob", 1, "ustake")]).unwrap_err();
    let to = Wallet::named("zoe").unwrap().address;
    let dry = bench.node.pour(to.as_str()).unwrap_err();
    assert_eq!((refusal.codespace, refusal.code), ("sdk", 20));
    assert_eq!(dry.to_string(), refusal.log);
    assert!(refusal.log.contains("has to be started again"), "{refusal}");
    assert_eq!((bench.node.chain.block().height, bench.balance("faucet", "ufee")), (height, purse));
}
