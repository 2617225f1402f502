//! Carries a transaction out: its fee, its messages, all of them or none; and simulates one.

use cosmwasm_std::{Addr, BankMsg, Coin, CosmosMsg, Event, WasmMsg};
use prost::Message as _;
use tributary_simulator::accounts::address_of_module;
use tributary_simulator::refusal::reason;
use tributary_simulator::{Chain, Outcome};

use crate::ante::has;
use crate::codes::Codes;
use crate::gas;
use crate::history::TxResult;
use crate::messages::{Act, Kind, Message};
use crate::proto::{Any, MsgStoreCodeResponse, TxMsgData};
use crate::refusals::{written, Refusal};
use crate::transactions::Transaction;

/// What messages did.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub events: Vec<Event>,
    pub responses: Vec<Any>,
}

impl Done {
    /// The data of a transaction that did this.
    pub fn data(&self) -> Vec<u8> {
        TxMsgData { responses: self.responses.clone() }.encode_to_vec()
    }

    /// Adds what one message did, as the chain tells it.
    pub fn add(&mut self, index: usize, kind: Kind, sender: &Addr, payment: &[Event], outcome: Outcome) {
        let message = Event::new("message")
            .add_attribute("action", kind.type_url())
            .add_attribute("sender", sender)
            .add_attribute("module", kind.module());
        let events = [message].into_iter().chain(payment.iter().cloned()).chain(outcome.events);
        self.events.extend(events.map(|event| event.add_attribute("msg_index", index.to_string())));
        let value = outcome.data.map(|data| data.to_vec()).unwrap_or_default();
        self.responses.push(Any { type_url: format!("{}Response", kind.type_url()), value });
    }
}

/// Carries a checked transaction out in the present block. What it pays is gone whatever becomes of its messages.
pub(crate) fn deliver(chain: &mut Chain, codes: &Codes, transaction: &Transaction) -> TxResult {
    let (wanted, used) = (transaction.fee.limit, transaction.gas());
    let mut result = TxResult { gas_wanted: wanted, gas_used: used, ..TxResult::default() };
    result.events = match pay_fee(chain, transaction) {
        Ok(events) => events,
        Err(refusal) => return result.refused(refusal),
    };
    if used > wanted {
        return result.refused(Refusal::out_of_gas("Loading CosmWasm module: execute", wanted, used));
    }
    match chain.attempt(|chain| all(chain, codes, &transaction.messages)) {
        Ok(done) => {
            result.data = done.data();
            result.events.extend(done.events);
            result
        }
        Err(refusal) => result.refused(refusal),
    }
}

/// What a transaction would do in the present block. Nothing remains of it.
///
/// # Errors
/// When one of its messages would be refused.
pub(crate) fn simulate(chain: &mut Chain, codes: &Codes, messages: &[Message]) -> Result<Done, Refusal> {
    chain.trial(|chain| all(chain, codes, messages))
}

fn all(chain: &mut Chain, codes: &Codes, messages: &[Message]) -> Result<Done, Refusal> {
    let mut done = Done::default();
    for (index, message) in messages.iter().enumerate() {
        let outcome = one(chain, codes, message).map_err(|refusal| refusal.in_message(index))?;
        let payment = paid(&message.sender, message.payment(), &outcome);
        done.add(index, message.kind, &message.sender, &payment, outcome);
    }
    Ok(done)
}

fn one(chain: &mut Chain, codes: &Codes, message: &Message) -> Result<Outcome, Refusal> {
    let call = match &message.act {
        Act::Store(wasm) => return stored(codes, wasm),
        Act::Call(call) => call,
    };
    match call {
        CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, .. } | WasmMsg::Migrate { contract_addr, .. })
            if chain.contract(&Addr::unchecked(contract_addr)).is_err() =>
        {
            return Err(Refusal::no_contract(contract_addr));
        }
        CosmosMsg::Wasm(
            WasmMsg::Instantiate { code_id: id, .. }
            | WasmMsg::Instantiate2 { code_id: id, .. }
            | WasmMsg::Migrate { new_code_id: id, .. },
        ) if chain.code_name(*id).is_none() => return Err(Refusal::no_code(*id)),
        _ => {}
    }
    if let Some((_, coins)) = message.payment() {
        has(chain, &message.sender, coins)?;
    }
    chain.carry_out(&message.sender, call.clone()).map_err(|error| message.kind.refused(&reason(&error)))
}

fn stored(codes: &Codes, wasm: &[u8]) -> Result<Outcome, Refusal> {
    let (id, checksum) = codes.recognise(wasm).map_err(|why| Refusal::create_failed(&why.to_string()))?;
    let event = Event::new("store_code")
        .add_attribute("code_checksum", hex::encode(checksum))
        .add_attribute("code_id", id.to_string());
    let response = MsgStoreCodeResponse { code_id: id, checksum: checksum.to_vec() };
    Ok(Outcome { events: vec![event], data: Some(response.encode_to_vec().into()) })
}

/// What the bank tells of coins that come with a message. The embedded one tells the last of these of plain transfers itself.
pub(crate) fn paid(from: &Addr, payment: Option<(&str, &[Coin])>, outcome: &Outcome) -> Vec<Event> {
    let Some((to, coins)) = payment.filter(|(_, coins)| !coins.is_empty()) else { return vec![] };
    let made = || {
        let event = outcome.events.iter().find(|event| event.ty == "instantiate")?;
        event
            .attributes
            .iter()
            .find(|attribute| attribute.key == "_contract_address")
            .map(|made| made.value.as_str())
    };
    let to = if to.is_empty() { made().unwrap_or_default() } else { to };
    let told = outcome.events.first().is_some_and(|event| event.ty == "transfer");
    moved(from.as_str(), to, coins).into_iter().take(if told { 2 } else { 3 }).collect()
}

fn moved(from: &str, to: &str, coins: &[Coin]) -> [Event; 3] {
    let amount = written(coins);
    [
        Event::new("coin_spent").add_attribute("spender", from).add_attribute("amount", &amount),
        Event::new("coin_received").add_attribute("receiver", to).add_attribute("amount", &amount),
        Event::new("transfer")
            .add_attribute("recipient", to)
            .add_attribute("sender", from)
            .add_attribute("amount", &amount),
    ]
}

/// Moves the fee to where chains collect fees, and tells it with who signed in which turn.
fn pay_fee(chain: &mut Chain, transaction: &Transaction) -> Result<Vec<Event>, Refusal> {
    let mut events = vec![];
    let collector = address_of_module("fee_collector");
    if let (Some(payer), Some(collector)) = (transaction.payer(), collector) {
        let coins = &transaction.fee.coins;
        if !coins.is_empty() {
            let transfer = BankMsg::Send { to_address: collector.to_string(), amount: coins.clone() };
            let refused = |error: anyhow::Error| Refusal::invalid_request(reason(&error));
            chain.carry_out(payer, transfer.into()).map_err(refused)?;
            events.extend(moved(payer.as_str(), collector.as_str(), coins));
        }
        let fee = Event::new("tx").add_attribute("fee", written(coins)).add_attribute("fee_payer", payer);
        events.push(fee);
    }
    let signers = transaction.signers.iter().zip(&transaction.infos);
    events.extend(signers.map(|(address, info)| {
        Event::new("tx").add_attribute("acc_seq", format!("{address}/{}", info.sequence))
    }));
    Ok(events)
}

/// The gas of messages in one transaction.
pub(crate) fn gas_of(kinds: impl IntoIterator<Item = Kind>) -> u64 {
    kinds.into_iter().map(Kind::gas).fold(gas::TRANSACTION, u64::saturating_add)
}
