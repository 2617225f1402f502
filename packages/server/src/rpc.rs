//! JSON-RPC: the envelope, and which method is answered how.

use std::time::{Duration, Instant};

use cosmwasm_std::Binary;
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::comet::{self, Told};
use crate::history::Block;
use crate::node::{Broadcast, Node};
use crate::queries;
use crate::refusals::Refusal;
use crate::search;

/// How many requests one batch may have.
const MOST_BATCHED: usize = 100;

/// How many transactions a page of a search has, if nothing is said, and at most.
const PAGE: u64 = 30;
const LARGEST_PAGE: u64 = 100;

/// How many bytes the transactions of a page may have.
const HEAVIEST_PAGE: usize = 16 * 1024 * 1024;

/// How long a query of a search may be, in bytes, as CometBFT has it.
const LONGEST_QUERY: usize = 512;

/// No request of a batch is begun after so many bytes of answers, or so much time.
const LARGEST_ANSWERS: usize = 64 * 1024 * 1024;
const LONGEST_BATCH: Duration = Duration::from_secs(30);

/// A request that is not answered, with its code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(crate) enum Fault {
    #[error("Parse error")]
    NotJson,
    #[error("Invalid Request")]
    NoRequest,
    #[error("Method not found")]
    NoMethod,
    #[error("Invalid params")]
    Params(String),
    #[error("Internal error")]
    Refused(String),
}

impl Fault {
    fn code(&self) -> i32 {
        match self {
            Self::NotJson => -32_700,
            Self::NoRequest => -32_600,
            Self::NoMethod => -32_601,
            Self::Params(_) => -32_602,
            Self::Refused(_) => -32_603,
        }
    }

    fn data(&self) -> &str {
        match self {
            Self::Params(data) | Self::Refused(data) => data,
            Self::NotJson | Self::NoRequest | Self::NoMethod => "",
        }
    }
}

/// Answers a request, or a batch of them.
pub(crate) fn answer(node: &mut Node, body: &[u8]) -> Value {
    match serde_json::from_slice(body) {
        Ok(Value::Array(requests)) if requests.is_empty() || requests.len() > MOST_BATCHED => {
            enveloped(&Value::Null, Err(Fault::NoRequest))
        }
        Ok(Value::Array(requests)) => batch(node, &requests),
        Ok(request) => single(node, &request),
        Err(_) => enveloped(&Value::Null, Err(Fault::NotJson)),
    }
}

fn batch(node: &mut Node, requests: &[Value]) -> Value {
    let (begun, mut bytes) = (Instant::now(), 0_usize);
    let answered = |request| {
        if bytes >= LARGEST_ANSWERS || begun.elapsed() >= LONGEST_BATCH {
            let refused = Fault::Refused("the batch asks for too much at once".to_owned());
            return enveloped(&id(request), Err(refused));
        }
        let answer = single(node, request);
        bytes = bytes.saturating_add(answer.to_string().len());
        answer
    };
    requests.iter().map(answered).collect()
}

fn id(request: &Value) -> Value {
    request.get("id").cloned().unwrap_or_default()
}

/// Answers what has no parameters, for a `GET`.
pub(crate) fn plain(node: &mut Node, name: &str) -> Value {
    enveloped(&(-1).into(), method(node, name, &Params(&Value::Null)))
}

fn single(node: &mut Node, request: &Value) -> Value {
    let id = id(request);
    let Some(name) = request.get("method").and_then(Value::as_str) else {
        return enveloped(&id, Err(Fault::NoRequest));
    };
    let params = request.get("params").unwrap_or(&Value::Null);
    if !matches!(params, Value::Object(_) | Value::Null) && params != &json!([]) {
        return enveloped(&id, Err(Fault::Params("parameters are taken by name".to_owned())));
    }
    let result = method(node, name, &Params(params));
    enveloped(&id, result)
}

fn enveloped(id: &Value, result: Result<Value, Fault>) -> Value {
    match result {
        Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
        Err(fault) => {
            let error = json!({ "code": fault.code(), "message": fault.to_string(), "data": fault.data() });
            json!({ "jsonrpc": "2.0", "id": id, "error": error })
        }
    }
}

fn method(node: &mut Node, name: &str, params: &Params<'_>) -> Result<Value, Fault> {
    match name {
        "health" => Ok(json!({})),
        "status" => Ok(node.with_told(|told| told.status())),
        "abci_info" => Ok(node.with_told(|told| told.abci_info())),
        "abci_query" => abci_query(node, params),
        "broadcast_tx_sync" | "broadcast_tx_async" => broadcast(node, params),
        "broadcast_tx_commit" => commit(node, params),
        "tx" => tx(node, params),
        "tx_search" => tx_search(node, params),
        "block" => at_height(node, params, |told, height, block| told.block(height, block)),
        "block_results" => at_height(node, params, |told, height, block| told.block_results(height, block)),
        "commit" => at_height(node, params, |told, height, block| told.signed_header(height, block)),
        "validators" => at_height(node, params, |told, height, _| told.validators(height)),
        _ => Err(Fault::NoMethod),
    }
}

/// Parameters by name. Numbers may come as text.
struct Params<'a>(&'a Value);

impl Params<'_> {
    fn text(&self, name: &str) -> Result<&str, Fault> {
        match self.0.get(name) {
            Some(Value::String(text)) => Ok(text),
            None | Some(Value::Null) => Ok(""),
            Some(_) => Err(Fault::Params(format!("`{name}` is a text"))),
        }
    }

    fn number(&self, name: &str) -> Result<Option<u64>, Fault> {
        let wrong = || Fault::Params(format!("`{name}` is a whole number"));
        match self.0.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.is_empty() => Ok(None),
            Some(Value::String(text)) => text.parse().map(Some).map_err(|_| wrong()),
            Some(value) => value.as_u64().map(Some).ok_or_else(wrong),
        }
    }

    fn base64(&self, name: &str) -> Result<Vec<u8>, Fault> {
        let bytes = Binary::from_base64(self.text(name)?);
        bytes.map(Vec::from).map_err(|_| Fault::Params(format!("`{name}` is base64")))
    }
}

fn abci_query(node: &mut Node, params: &Params<'_>) -> Result<Value, Fault> {
    let path = params.text("path")?.to_owned();
    let data = hex::decode(params.text("data")?).map_err(|_| Fault::Params("`data` is hex".to_owned()))?;
    let latest = node.chain.block().height;
    let answer = match params.number("height")? {
        Some(height) if height > latest => Err(Refusal::invalid_height(
            "cannot query with height in the future; please provide a valid height",
        )),
        Some(height) if height > 0 && height < latest => Err(Refusal::invalid_request(format!(
            "failed to load state at height {height}; version does not exist (latest height: {latest}): of the past, \
             this server keeps blocks and transactions but no state"
        ))),
        _ => queries::answer(node, &path, &data),
    };
    let (value, refusal) = match answer {
        Ok(value) => (Some(comet::base64(&value)), None),
        Err(refusal) => (None, Some(refusal)),
    };
    let (code, codespace, log) = refusal.map(parts).unwrap_or_default();
    Ok(json!({ "response": {
        "code": code, "log": log, "info": "", "index": "0", "key": null, "value": value, "proofOps": null,
        "height": latest.to_string(), "codespace": codespace,
    } }))
}

fn parts(Refusal { codespace, code, log }: Refusal) -> (u32, &'static str, String) {
    (code, codespace, log)
}

fn sent(node: &mut Node, params: &Params<'_>) -> Result<Broadcast, Fault> {
    let bytes = params.base64("tx")?;
    if node.history.transaction(&Sha256::digest(&bytes)).is_some() {
        return Err(Fault::Refused("tx already exists in cache".to_owned()));
    }
    Ok(node.broadcast(bytes))
}

fn broadcast(node: &mut Node, params: &Params<'_>) -> Result<Value, Fault> {
    let Broadcast { hash, taken } = sent(node, params)?;
    let (code, codespace, log) = taken.err().map(parts).unwrap_or_default();
    let hash = hex::encode_upper(hash);
    Ok(json!({ "code": code, "data": "", "log": log, "codespace": codespace, "hash": hash }))
}

fn commit(node: &mut Node, params: &Params<'_>) -> Result<Value, Fault> {
    let Broadcast { hash, taken } = sent(node, params)?;
    let (code, codespace, log) = taken.err().map(parts).unwrap_or_default();
    let included = node.history.transaction(&hash);
    Ok(json!({
        "check_tx": { "code": code, "log": log, "codespace": codespace },
        "tx_result": included.map_or_else(|| json!({ "code": 0 }), |included| comet::tx_result(&included.result)),
        "hash": hex::encode_upper(hash),
        "height": included.map_or(0, |included| included.height).to_string(),
    }))
}

fn tx(node: &Node, params: &Params<'_>) -> Result<Value, Fault> {
    let hash = params.base64("hash")?;
    let missing = || Fault::Refused(format!("tx ({}) not found", hex::encode_upper(&hash)));
    node.history.transaction(&hash).map(comet::transaction).ok_or_else(missing)
}

fn tx_search(node: &Node, params: &Params<'_>) -> Result<Value, Fault> {
    let query = params.text("query")?;
    if query.len() > LONGEST_QUERY {
        return Err(Fault::Refused("maximum query length exceeded".to_owned()));
    }
    let found = search::found(&node.history, query);
    let mut found = found.map_err(|error| Fault::Refused(error.to_string()))?;
    match params.text("order_by")? {
        "" | "asc" => {}
        "desc" => found.reverse(),
        _ => {
            return Err(Fault::Refused("expected order_by to be either `asc` or `desc` or empty".to_owned()))
        }
    }
    let per_page = params.number("per_page")?.filter(|number| *number > 0).unwrap_or(PAGE).min(LARGEST_PAGE);
    let pages = u64::try_from(found.len()).unwrap_or(u64::MAX).div_ceil(per_page).max(1);
    let page = params.number("page")?.unwrap_or(1);
    if !(1..=pages).contains(&page) {
        return Err(Fault::Refused(format!("page should be within [1, {pages}] range, given {page}")));
    }
    let skipped = usize::try_from(page.saturating_sub(1).saturating_mul(per_page)).unwrap_or(usize::MAX);
    let taken = usize::try_from(per_page).unwrap_or(usize::MAX);
    let shown: Vec<_> = found.iter().skip(skipped).take(taken).collect();
    let bytes = shown.iter().map(|included| included.room()).fold(0, usize::saturating_add);
    if bytes > HEAVIEST_PAGE {
        return Err(Fault::Refused(format!(
            "the page has more than {HEAVIEST_PAGE} bytes, a smaller `per_page` has less"
        )));
    }
    let txs: Vec<_> = shown.into_iter().map(|included| comet::transaction(included)).collect();
    Ok(json!({ "txs": txs, "total_count": found.len().to_string() }))
}

fn at_height(
    node: &Node,
    params: &Params<'_>,
    tell: impl FnOnce(Told<'_>, u64, &Block) -> Value,
) -> Result<Value, Fault> {
    let (first, latest) = node.history.heights();
    let height = params.number("height")?.unwrap_or(latest);
    let why = match height {
        0 => "height must be greater than 0, but got 0".to_owned(),
        _ if height > latest => {
            format!("height {height} must be less than or equal to the current blockchain height {latest}")
        }
        _ => format!("height {height} is not available, lowest height is {first}"),
    };
    match node.history.block(height) {
        Some(block) if height > 0 => Ok(node.with_told(|told| tell(told, height, &block))),
        _ => Err(Fault::Refused(why)),
    }
}
