//! A contract that is a token, a collection and a treasury, in a temper that can be set. For contracts that meet all of them: their
//! tests name this file.

#![allow(dead_code, reason = "each test binary uses a part")]

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, Uint128, WasmMsg,
};
use cw_multi_test::ContractWrapper;
use cw_storage_plus::Item;
use serde::Serialize;
use serde_json::{json, Value};
use tributary_types::asset::ReceiveTokens;
use tributary_types::license_nft::ReceiveNft;

use crate::support::suite::Suite;
use crate::world::{World, REWARD};

const TEMPER: Item<Temper> = Item::new("temper");

/// How it takes what it is told, and what it answers.
#[cw_serde]
pub enum Temper {
    /// Transfers, and answers that everybody has so many NFTs.
    Kind(Uint128),
    /// Refuses to transfer to this account, and revenue, and to answer.
    Cross(String),
    /// Transfers, and answers something else.
    Confused,
    /// Answers a transfer by these messages, once, and then is kind.
    Sly(Vec<CosmosMsg>),
}

/// What it takes.
#[cw_serde]
pub enum Message {
    /// As a token.
    Transfer {
        /// To whom.
        recipient: String,
        /// How much.
        amount: Uint128,
    },
    /// As a collection.
    TransferNft {
        /// To whom.
        recipient: String,
        /// Which.
        token_id: String,
    },
    /// As a treasury.
    DistributeRevenue {},
    /// Another temper.
    SetTemper(Temper),
}

#[cw_serde]
enum Question {
    Balance { owner: String },
    Config {},
}

/// What a treasury says of itself.
#[cw_serde]
struct Config {
    denom: String,
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    TEMPER.save(deps.storage, &Temper::Kind(Uint128::zero()))?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, _: MessageInfo, msg: Message) -> StdResult<Response> {
    let recipient = match msg {
        Message::Transfer { recipient, .. } | Message::TransferNft { recipient, .. } => recipient,
        Message::DistributeRevenue {} => String::new(),
        Message::SetTemper(temper) => {
            TEMPER.save(deps.storage, &temper)?;
            return Ok(Response::new());
        }
    };
    match TEMPER.load(deps.storage)? {
        Temper::Cross(with) if with == recipient => Err(StdError::generic_err("cross today")),
        Temper::Sly(messages) => {
            TEMPER.save(deps.storage, &Temper::Kind(Uint128::zero()))?;
            Ok(Response::new().add_messages(messages))
        }
        _ => Ok(Response::new()),
    }
}

fn query(deps: Deps, _: Env, question: Question) -> StdResult<Binary> {
    if question == (Question::Config {}) {
        return to_json_binary(&Config { denom: REWARD.to_owned() });
    }
    match TEMPER.load(deps.storage)? {
        // As a number, which may be more than the vault takes.
        Temper::Kind(balance) => Ok(Binary::from(format!("{{\"balance\":{balance}}}").into_bytes())),
        Temper::Cross(_) | Temper::Sly(_) => Err(StdError::generic_err("silent today")),
        Temper::Confused => to_json_binary(&Question::Balance { owner: "whose?".to_owned() }),
    }
}

/// A new moody contract.
pub fn moody(suite: &mut Suite) -> Addr {
    suite.chain.store_code("moody", Box::new(ContractWrapper::new(execute, instantiate, query)));
    let owner = suite.owner.clone();
    let (address, _) = suite.chain.instantiate(&owner, "moody", "moody", &Empty {}, vec![]).unwrap();
    suite.call(&address, "moody");
    address
}

/// Everybody has so many NFTs.
pub fn kind(balance: u128) -> Temper {
    Temper::Kind(Uint128::new(balance))
}

/// `receive_nft`.
pub fn received_nft(sender: &Addr, token_id: &str, purpose: &impl Serialize) -> Value {
    let msg = to_json_binary(purpose).unwrap();
    json!({"receive_nft": ReceiveNft { sender: sender.to_string(), token_id: token_id.to_owned(), msg }})
}

/// `receive`.
pub fn received_tokens(sender: &Addr, amount: u128, purpose: &impl Serialize) -> Value {
    let msg = to_json_binary(purpose).unwrap();
    json!({"receive": ReceiveTokens { sender: sender.to_string(), amount: amount.into(), msg }})
}

impl World {
    /// Lets the moody contract take things otherwise.
    pub fn set_temper(&mut self, moody: &Addr, temper: Temper) {
        let eve = self.eve.clone();
        self.suite.chain.execute(&eve, moody, &Message::SetTemper(temper), vec![]).unwrap();
    }

    /// A message to the contract of the tests, as the moody one sends it.
    pub fn message(&self, msg: &impl Serialize) -> CosmosMsg {
        let (contract_addr, msg) = (self.address.to_string(), to_json_binary(msg).unwrap());
        WasmMsg::Execute { contract_addr, msg, funds: vec![] }.into()
    }
}
