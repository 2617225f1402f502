//! The boost collection as the vault calls it: any cw721, or one with the query `balance {owner}` where NFTs are counted so.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, QuerierWrapper, StdResult, WasmMsg};

#[cw_serde]
enum CollectionQuery {
    Balance { owner: String },
}

/// How many NFTs somebody has; a collection may say more.
#[cw_serde]
struct Balance {
    balance: u64,
}

#[cw_serde]
enum CollectionMsg {
    TransferNft { recipient: String, token_id: String },
}

/// How many NFTs of `collection` somebody has; nothing if it does not answer. A chain limits the gas of no query, so one that
/// uses up all gas does stop the message that asks.
pub fn balance(querier: &QuerierWrapper, collection: &Addr, owner: &Addr) -> Option<u64> {
    let question = CollectionQuery::Balance { owner: owner.to_string() };
    let answer: StdResult<Balance> = querier.query_wasm_smart(collection, &question);
    answer.ok().map(|answer| answer.balance)
}

/// Gives an NFT to `recipient`.
///
/// # Errors
/// If the message cannot be written as JSON.
pub fn transfer_nft(collection: &Addr, recipient: &Addr, token_id: String) -> StdResult<WasmMsg> {
    let msg = CollectionMsg::TransferNft { recipient: recipient.to_string(), token_id };
    Ok(WasmMsg::Execute { contract_addr: collection.to_string(), msg: to_json_binary(&msg)?, funds: vec![] })
}
