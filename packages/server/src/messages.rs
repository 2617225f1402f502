//! The messages that are known: how they are read, what the chain does with them, what hardware wallets show of them.

use cosmwasm_std::{Addr, BankMsg, Binary, Coin, CosmosMsg, Uint128, WasmMsg};
use prost::Message as _;
use serde::de::IgnoredAny;
use serde_json::{json, Value};

use crate::gas;
use crate::proto::{
    self, Any, MsgExecuteContract, MsgInstantiateContract, MsgMigrateContract, MsgSend, MsgStoreCode,
};
use crate::refusals::Refusal;
use crate::transactions::{address, coins};

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Execute,
    Instantiate,
    Instantiate2,
    Migrate,
    Store,
    Send,
}

/// All of them.
const KINDS: [Kind; 6] =
    [Kind::Execute, Kind::Instantiate, Kind::Instantiate2, Kind::Migrate, Kind::Store, Kind::Send];

/// A message in order in itself.
#[derive(Debug, Clone)]
pub(crate) struct Message {
    pub kind: Kind,
    pub sender: Addr,
    pub act: Act,
}

/// What it does.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    /// Something that the embedded chain carries out itself.
    Call(CosmosMsg),
    /// A code is uploaded.
    Store(Vec<u8>),
}

impl Kind {
    /// The kind of a message to the embedded chain, of those that scenarios send.
    pub fn of(msg: &CosmosMsg) -> Option<Self> {
        match msg {
            CosmosMsg::Wasm(WasmMsg::Execute { .. }) => Some(Self::Execute),
            CosmosMsg::Wasm(WasmMsg::Instantiate { .. }) => Some(Self::Instantiate),
            CosmosMsg::Bank(BankMsg::Send { .. }) => Some(Self::Send),
            _ => None,
        }
    }

    pub fn type_url(self) -> &'static str {
        match self {
            Self::Execute => "/cosmwasm.wasm.v1.MsgExecuteContract",
            Self::Instantiate => "/cosmwasm.wasm.v1.MsgInstantiateContract",
            Self::Instantiate2 => "/cosmwasm.wasm.v1.MsgInstantiateContract2",
            Self::Migrate => "/cosmwasm.wasm.v1.MsgMigrateContract",
            Self::Store => "/cosmwasm.wasm.v1.MsgStoreCode",
            Self::Send => "/cosmos.bank.v1beta1.MsgSend",
        }
    }

    /// The module of the chain that it goes to.
    pub fn module(self) -> &'static str {
        match self {
            Self::Send => "bank",
            _ => "wasm",
        }
    }

    pub fn gas(self) -> u64 {
        match self {
            Self::Execute => gas::EXECUTE,
            Self::Instantiate | Self::Instantiate2 => gas::INSTANTIATE,
            Self::Migrate => gas::MIGRATE,
            Self::Store => gas::STORE,
            Self::Send => gas::SEND,
        }
    }

    /// How a contract's refusal comes back.
    pub fn refused(self, reason: &str) -> Refusal {
        match self {
            Self::Execute => Refusal::execute_failed(reason),
            Self::Instantiate | Self::Instantiate2 => Refusal::instantiate_failed(reason),
            Self::Migrate => Refusal::migrate_failed(reason),
            Self::Store => Refusal::create_failed(reason),
            Self::Send => Refusal::unauthorized(reason),
        }
    }
}

impl Message {
    /// Reads a message.
    ///
    /// # Errors
    /// When it is of no known kind or out of order.
    pub fn read(any: &Any) -> Result<Self, Refusal> {
        let Some(kind) = KINDS.into_iter().find(|kind| kind.type_url() == any.type_url) else {
            return Err(Refusal::unreadable(format!("unable to resolve type URL {}", any.type_url)));
        };
        let bytes = any.value.as_slice();
        match kind {
            Kind::Execute => execute(MsgExecuteContract::decode(bytes).map_err(Refusal::unreadable)?),
            Kind::Instantiate | Kind::Instantiate2 => {
                instantiate(kind, MsgInstantiateContract::decode(bytes).map_err(Refusal::unreadable)?)
            }
            Kind::Migrate => migrate(MsgMigrateContract::decode(bytes).map_err(Refusal::unreadable)?),
            Kind::Send => send(MsgSend::decode(bytes).map_err(Refusal::unreadable)?),
            Kind::Store => {
                let MsgStoreCode { sender, wasm } =
                    MsgStoreCode::decode(bytes).map_err(Refusal::unreadable)?;
                Ok(Self { kind, sender: address(&sender)?, act: Act::Store(wasm) })
            }
        }
    }

    fn call(kind: Kind, sender: &str, msg: impl Into<CosmosMsg>) -> Result<Self, Refusal> {
        Ok(Self { kind, sender: address(sender)?, act: Act::Call(msg.into()) })
    }

    /// Who gets coins by it, and which.
    pub fn payment(&self) -> Option<(&str, &[Coin])> {
        match &self.act {
            Act::Call(CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, funds, .. })) => {
                Some((contract_addr, funds))
            }
            // Where a contract will be is known afterwards.
            Act::Call(CosmosMsg::Wasm(WasmMsg::Instantiate { funds, .. })) => Some(("", funds)),
            Act::Call(CosmosMsg::Wasm(WasmMsg::Instantiate2 { funds, .. })) => Some(("", funds)),
            Act::Call(CosmosMsg::Bank(BankMsg::Send { to_address, amount })) => Some((to_address, amount)),
            Act::Call(_) | Act::Store(_) => None,
        }
    }

    /// What hardware wallets sign instead of it, of the kinds that people send.
    pub fn amino(&self) -> Option<Value> {
        let sender = self.sender.as_str();
        let json = |msg: &Binary| serde_json::from_slice::<Value>(msg).ok();
        let Act::Call(call) = &self.act else { return None };
        let (name, value) = match call {
            CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, funds }) => (
                "wasm/MsgExecuteContract",
                json!({ "sender": sender, "contract": contract_addr, "msg": json(msg)?, "funds": funds }),
            ),
            CosmosMsg::Wasm(WasmMsg::Instantiate { admin, code_id, msg, funds, label }) => {
                let mut value = json!({ "sender": sender, "code_id": code_id.to_string(), "label": label,
                    "msg": json(msg)?, "funds": funds });
                if let (Some(admin), Some(value)) = (admin, value.as_object_mut()) {
                    value.insert("admin".to_owned(), admin.as_str().into());
                }
                ("wasm/MsgInstantiateContract", value)
            }
            CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => (
                "cosmos-sdk/MsgSend",
                json!({ "from_address": sender, "to_address": to_address, "amount": amount }),
            ),
            _ => return None,
        };
        Some(json!({ "type": name, "value": value }))
    }
}

fn execute(msg: MsgExecuteContract) -> Result<Message, Refusal> {
    let call = WasmMsg::Execute {
        contract_addr: address(&msg.contract)?.into_string(),
        msg: payload(msg.msg)?,
        funds: coins(&msg.funds)?,
    };
    Message::call(Kind::Execute, &msg.sender, call)
}

fn instantiate(kind: Kind, msg: MsgInstantiateContract) -> Result<Message, Refusal> {
    if msg.label.is_empty() || msg.label.len() > 128 {
        return Err(Refusal::invalid_request("a label has from 1 to 128 characters"));
    }
    let admin = match msg.admin.is_empty() {
        true => None,
        false => Some(address(&msg.admin)?.into_string()),
    };
    let (init, funds) = (payload(msg.msg)?, coins(&msg.funds)?);
    let MsgInstantiateContract { code_id, label, salt, .. } = msg;
    let call = match kind {
        Kind::Instantiate2 if salt.is_empty() || salt.len() > 64 => {
            return Err(Refusal::invalid_request("a salt has from 1 to 64 bytes"));
        }
        Kind::Instantiate2 => {
            WasmMsg::Instantiate2 { admin, code_id, label, msg: init, funds, salt: salt.into() }
        }
        _ => WasmMsg::Instantiate { admin, code_id, label, msg: init, funds },
    };
    Message::call(kind, &msg.sender, call)
}

fn migrate(msg: MsgMigrateContract) -> Result<Message, Refusal> {
    let call = WasmMsg::Migrate {
        contract_addr: address(&msg.contract)?.into_string(),
        new_code_id: msg.code_id,
        msg: payload(msg.msg)?,
    };
    Message::call(Kind::Migrate, &msg.sender, call)
}

fn send(msg: MsgSend) -> Result<Message, Refusal> {
    let amount = coins(&msg.amount)?;
    if amount.is_empty() {
        return Err(Refusal::invalid_coins(""));
    }
    Message::call(
        Kind::Send,
        &msg.from,
        BankMsg::Send { to_address: address(&msg.to)?.into_string(), amount },
    )
}

/// A message to a contract is JSON, whatever it says.
fn payload(bytes: Vec<u8>) -> Result<Binary, Refusal> {
    match serde_json::from_slice::<IgnoredAny>(&bytes) {
        Ok(_) => Ok(bytes.into()),
        Err(error) => Err(Refusal::invalid_request(format!("payload msg: {error}"))),
    }
}

/// A message to the embedded chain as its sender would send it, of the kinds that scenarios send.
pub(crate) fn encoded(sender: &Addr, msg: &CosmosMsg) -> Option<Any> {
    let kind = Kind::of(msg)?;
    let sender = sender.to_string();
    let coins = |coins: &[Coin]| coins.iter().map(proto::Coin::from).collect::<Vec<_>>();
    let any = match msg {
        CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, msg, funds }) => {
            let (contract, msg, funds) = (contract_addr.clone(), msg.to_vec(), coins(funds));
            Any::of(kind.type_url(), &MsgExecuteContract { sender, contract, msg, funds })
        }
        CosmosMsg::Wasm(WasmMsg::Instantiate { admin, code_id, msg, funds, label }) => {
            let message = MsgInstantiateContract {
                sender,
                admin: admin.clone().unwrap_or_default(),
                code_id: *code_id,
                label: label.clone(),
                msg: msg.to_vec(),
                funds: coins(funds),
                salt: vec![],
            };
            Any::of(kind.type_url(), &message)
        }
        CosmosMsg::Bank(BankMsg::Send { to_address, amount }) => transfer(&sender, to_address, amount),
        _ => return None,
    };
    Some(any)
}

/// A transfer by the bank, as its sender sends it.
pub(crate) fn transfer(from: &str, to: &str, amount: &[Coin]) -> Any {
    let amount = amount.iter().map(proto::Coin::from).collect();
    Any::of(Kind::Send.type_url(), &MsgSend { from: from.to_owned(), to: to.to_owned(), amount })
}

/// How much of a denom is among coins.
pub(crate) fn amount_of(coins: &[Coin], denom: &str) -> Uint128 {
    coins.iter().find(|coin| coin.denom == denom).map(|coin| coin.amount).unwrap_or_default()
}
