//! A contract that gets licences and is told of holdings, in a temper that can be set.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    coins, to_json_binary, Addr, BankMsg, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult,
};
use cw_multi_test::ContractWrapper;
use cw_storage_plus::Item;
use tributary_testing::DENOM;
use tributary_types::holdings_hook::HoldingsChanged;
use tributary_types::license_nft::{ExecuteMsg, LicenseNftContract, ReceiveNft};

use crate::support::suite::Suite;

const HEARD: Item<Vec<Heard>> = Item::new("heard");
const TEMPER: Item<Temper> = Item::new("temper");

/// How it takes what it is told.
#[cw_serde]
pub enum Temper {
    /// Takes it.
    Listen,
    /// Fails.
    Refuse,
    /// Fails in the bank.
    Burn,
    /// Answers the next licence that it gets by these messages to the collection, from inside the call.
    OnNft(Vec<ExecuteMsg>),
    /// Answers the next balance that it is told likewise.
    OnHoldings(Vec<ExecuteMsg>),
}

/// What it was told.
#[cw_serde]
pub enum Heard {
    /// Somebody holds more or fewer licences.
    Holdings(HoldingsChanged),
    /// It got a licence.
    Nft(ReceiveNft),
}

/// What it takes.
#[cw_serde]
pub enum Message {
    /// As a hook.
    HoldingsChanged(HoldingsChanged),
    /// As a receiver.
    ReceiveNft(ReceiveNft),
    /// Another temper.
    SetTemper(Temper),
}

fn instantiate(deps: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    HEARD.save(deps.storage, &vec![])?;
    TEMPER.save(deps.storage, &Temper::Listen)?;
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: Message) -> StdResult<Response> {
    assert!(info.funds.is_empty(), "told without coins");
    let heard = match msg {
        Message::SetTemper(temper) => {
            TEMPER.save(deps.storage, &temper)?;
            return Ok(Response::new());
        }
        Message::HoldingsChanged(change) => Heard::Holdings(change),
        Message::ReceiveNft(nft) => Heard::Nft(nft),
    };
    let mut response = Response::new();
    match (TEMPER.load(deps.storage)?, &heard) {
        (Temper::Refuse, _) => return Err(StdError::generic_err("the ear refuses")),
        (Temper::Burn, _) => {
            return Ok(response.add_message(BankMsg::Burn { amount: coins(u128::MAX, DENOM) }))
        }
        (Temper::OnNft(messages), Heard::Nft(_)) | (Temper::OnHoldings(messages), Heard::Holdings(_)) => {
            // Once, or it would answer its own messages for ever.
            TEMPER.save(deps.storage, &Temper::Listen)?;
            let license = LicenseNftContract::new(info.sender);
            for message in &messages {
                response = response.add_message(license.execute(message)?);
            }
        }
        (Temper::Listen | Temper::OnNft(_) | Temper::OnHoldings(_), _) => {}
    }
    let mut all = HEARD.load(deps.storage)?;
    all.push(heard);
    HEARD.save(deps.storage, &all)?;
    Ok(response)
}

fn query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&HEARD.load(deps.storage)?)
}

/// A new ear of that name.
pub fn ear(suite: &mut Suite, name: &str) -> Addr {
    suite.chain.store_code(name, Box::new(ContractWrapper::new(execute, instantiate, query)));
    let owner = suite.owner.clone();
    let (address, _) = suite.chain.instantiate(&owner, name, name, &Empty {}, vec![]).unwrap();
    suite.call(&address, name);
    address
}

/// Everything that it took.
pub fn heard(suite: &Suite, ear: &Addr) -> Vec<Heard> {
    suite.chain.query_as(ear, &Empty {}).unwrap()
}

/// The balances that it was told, by name.
pub fn holdings(suite: &Suite, ear: &Addr) -> Vec<(String, u64)> {
    let told = heard(suite, ear).into_iter().filter_map(|heard| match heard {
        Heard::Holdings(HoldingsChanged { owner, balance }) => Some((owner, balance)),
        Heard::Nft(_) => None,
    });
    told.collect()
}

/// Lets it take things otherwise.
pub fn set_temper(suite: &mut Suite, ear: &Addr, temper: Temper) {
    let owner = suite.owner.clone();
    suite.chain.execute(&owner, ear, &Message::SetTemper(temper), vec![]).unwrap();
}
