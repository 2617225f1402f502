//! A contract that is a token and a treasury, in a temper that can be set.

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

use crate::support::suite::Suite;
use crate::world::{World, REWARD};

const TEMPER: Item<Temper> = Item::new("temper");

/// How it takes what it is told.
#[cw_serde]
pub enum Temper {
    /// Does it.
    Kind,
    /// Refuses to transfer to this account; to nobody: refuses revenue.
    Cross(String),
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
    /// As a treasury.
    DistributeRevenue {},
    /// Another temper.
    SetTemper(Temper),
}

#[cw_serde]
enum Question {
    Config {},
}

/// What a treasury says of itself.
#[cw_serde]
struct Config {
    denom: String,
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    TEMPER.save(deps.storage, &Temper::Kind)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, _: MessageInfo, msg: Message) -> StdResult<Response> {
    let recipient = match msg {
        Message::Transfer { recipient, .. } => recipient,
        Message::DistributeRevenue {} => String::new(),
        Message::SetTemper(temper) => {
            TEMPER.save(deps.storage, &temper)?;
            return Ok(Response::new());
        }
    };
    match TEMPER.load(deps.storage)? {
        Temper::Cross(with) if with == recipient => Err(StdError::generic_err("cross today")),
        Temper::Sly(messages) => {
            TEMPER.save(deps.storage, &Temper::Kind)?;
            Ok(Response::new().add_messages(messages))
        }
        _ => Ok(Response::new()),
    }
}

fn query(_: Deps, _: Env, _: Question) -> StdResult<Binary> {
    to_json_binary(&Config { denom: REWARD.to_owned() })
}

/// A new moody contract.
pub fn moody(suite: &mut Suite) -> Addr {
    suite.chain.store_code("moody", Box::new(ContractWrapper::new(execute, instantiate, query)));
    let owner = suite.owner.clone();
    let (address, _) = suite.chain.instantiate(&owner, "moody", "moody", &Empty {}, vec![]).unwrap();
    suite.call(&address, "moody");
    address
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

    /// A message to the escrow.
    pub fn to_escrow(&self, msg: &impl Serialize) -> CosmosMsg {
        let (contract_addr, msg) = (self.address.to_string(), to_json_binary(msg).unwrap());
        WasmMsg::Execute { contract_addr, msg, funds: vec![] }.into()
    }
}
