//! What is answered to requests, to bad ones above all.

use serde_json::{json, Value};

use crate::start::State;
use crate::testing::{bench, execute, pay, Bench};
use crate::wallets::Wallet;
use crate::{queries, rpc};

fn ask(bench: &mut Bench, body: &str) -> Value {
    rpc::answer(&mut bench.node, body.as_bytes())
}

#[test]
fn bad_requests_are_answered_with_what_is_wrong() {
    let mut bench = bench(State::Nothing);
    let code = |bench: &mut Bench, body: &str| ask(bench, body)["error"]["code"].as_i64().unwrap_or_default();
    let deep = "[".repeat(100_000);
    let long = format!(r#"{{"method":"tx_search","params":{{"query":"tx.hash='{}'"}}}}"#, "0".repeat(503));
    for (body, wanted) in [
        ("", -32_700),
        ("{", -32_700),
        (deep.as_str(), -32_700),
        ("1", -32_600),
        ("[]", -32_600),
        ("{}", -32_600),
        (r#"{"method":"nothing"}"#, -32_601),
        (r#"{"method":"block","params":["1"]}"#, -32_602),
        (r#"{"method":"block","params":{"height":"x"}}"#, -32_602),
        (r#"{"method":"block","params":{"height":-1}}"#, -32_602),
        (r#"{"method":"block","params":{"height":"0"}}"#, -32_603),
        (r#"{"method":"block_results","params":{"height":"2"}}"#, -32_603),
        (r#"{"method":"broadcast_tx_sync","params":{"tx":"*"}}"#, -32_602),
        (r#"{"method":"abci_query","params":{"path":"/x","data":"zz"}}"#, -32_602),
        (r#"{"method":"tx","params":{"hash":"AAAA"}}"#, -32_603),
        (r#"{"method":"tx_search","params":{"query":"tx.height=1","page":"2"}}"#, -32_603),
        (r#"{"method":"tx_search","params":{"query":"tx.height=1","order_by":"up"}}"#, -32_603),
        (r#"{"method":"tx_search","params":{"query":"?"}}"#, -32_603),
        (long.as_str(), -32_603),
        (long.replacen('0', "", 1).as_str(), 0),
    ] {
        assert_eq!(code(&mut bench, body), wanted, "{:.60}", body);
    }
    let refused = ask(&mut bench, r#"{"id":7,"method":"broadcast_tx_sync","params":{"tx":"AAAA"}}"#);
    assert_eq!((&refused["id"], &refused["result"]["code"]), (&json!(7), &json!(2)));
}

#[test]
fn batches_and_pages() {
    let mut bench = bench(State::Nothing);
    for _ in 0..5 {
        bench.send("alice", vec![pay("alice", "bob", 1, "ustake")]).unwrap();
    }
    let batch = ask(&mut bench, r#"[{"id":1,"method":"health"},{"id":2,"method":"abci_info"}]"#);
    assert_eq!(
        (&batch[0]["id"], &batch[1]["result"]["response"]["last_block_height"]),
        (&json!(1), &json!("6"))
    );
    let many = format!("[{}]", vec![r#"{"method":"health"}"#; 101].join(","));
    assert_eq!(ask(&mut bench, &many)["error"]["code"], -32_600);

    let mut heights = |page: u32, order: &str| -> Vec<String> {
        let params = json!({ "query": "transfer.recipient EXISTS", "page": page.to_string(), "per_page": "2", "order_by": order });
        let found = ask(&mut bench, &json!({ "method": "tx_search", "params": params }).to_string());
        assert_eq!(found["result"]["total_count"], "5");
        let txs = found["result"]["txs"].as_array().unwrap();
        txs.iter().map(|tx| tx["height"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        [heights(1, "asc"), heights(3, "asc"), heights(1, "desc")].concat(),
        ["2", "3", "6", "6", "5"]
    );
}

#[test]
fn nobody_gets_more_at_once_than_the_server_can_hold() {
    let mut bench = bench(State::Nothing);
    let nobody = Wallet::named("bob").unwrap().address;
    for text in ["a", "b"].map(|letter| letter.repeat(9 * 1024 * 1024)) {
        let refused = execute("alice", nobody.as_str(), &json!(text), vec![]);
        assert_eq!(bench.send("alice", vec![refused]).unwrap().result.code, 22);
    }
    let search = |per_page: &str| json!({ "method": "tx_search", "params": { "query": "tx.height>0", "per_page": per_page } });
    let page = ask(&mut bench, &search("2").to_string());
    assert_eq!(page["error"]["data"], "the page has more than 16777216 bytes, a smaller `per_page` has less");
    assert_eq!(ask(&mut bench, &search("1").to_string())["result"]["total_count"], "2");

    let batch = Value::from(vec![search("1"); 8]);
    let answers = ask(&mut bench, &batch.to_string());
    let answered: Vec<_> =
        answers.as_array().unwrap().iter().map(|answer| answer["result"].is_object()).collect();
    assert_eq!(answered, [true, true, true, true, true, true, false, false]);
    assert_eq!(answers[7]["error"]["data"], "the batch asks for too much at once");
}

#[test]
fn the_state_of_the_past_is_not_kept_and_that_is_said() {
    let mut bench = bench(State::Nothing);
    bench.node.advance(10).unwrap();
    let mut asked = |height: u64| {
        let params = json!({ "path": "/cosmos.bank.v1beta1.Query/SupplyOf", "data": "0a0475666565", "height": height.to_string() });
        let response = ask(&mut bench, &json!({ "method": "abci_query", "params": params }).to_string());
        let response = &response["result"]["response"];
        (response["code"].as_u64().unwrap(), response["log"].as_str().unwrap().to_owned())
    };
    assert_eq!(asked(0).0, 0);
    assert_eq!(asked(11).0, 0);
    assert_eq!(asked(12).0, 26);
    let (code, log) = asked(5);
    assert_eq!(code, 18);
    assert!(log.contains("version does not exist (latest height: 11)"), "{log}");
}

#[test]
fn queries_of_the_unknown_are_refused_in_the_words_of_a_chain() {
    let mut bench = bench(State::Suite);
    let text = |field: u8, text: &str| {
        let length = u8::try_from(text.len()).unwrap();
        [vec![field, length], text.as_bytes().to_vec()].concat()
    };
    let zoe = Wallet::named("zoe").unwrap().address;
    let pools = bench.contract("pool-registry");
    let mut asked = |path: &str, data: Vec<u8>| {
        let refusal = queries::answer(&mut bench.node, path, &data).unwrap_err();
        format!("{} {}", refusal.code, refusal.log)
    };
    assert_eq!(asked("/cosmos.gov.v1.Query/Proposals", vec![]), "6 unknown query path: unknown request");
    let account = asked("/cosmos.auth.v1beta1.Query/Account", text(0x0a, zoe.as_str()));
    assert_eq!(
        account,
        format!("22 rpc error: code = NotFound desc = account {zoe} not found: key not found")
    );
    let smart = "/cosmwasm.wasm.v1.Query/SmartContractState";
    assert!(asked(smart, text(0x0a, zoe.as_str())).ends_with("no such contract: unknown request"));
    assert!(asked(smart, text(0x0a, "x")).ends_with("invalid address: unknown request"));
    assert!(asked(smart, vec![0xff]).ends_with(": unknown request"));
    let deep = format!("{{\"pool\":{}", "[".repeat(100));
    let query = [text(0x0a, &pools), text(0x12, &deep)].concat();
    assert!(asked(smart, query).ends_with(": query wasm contract failed: unknown request"));
    assert!(asked("/cosmwasm.wasm.v1.Query/Code", vec![8, 99]).starts_with("6 code id 99: no such code"));
}
