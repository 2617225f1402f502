//! What people send to a vault by contracts that are none of the suite: tokens of a cw20, NFTs of a cw721.

use cosmwasm_std::{from_json, Addr};
use cw20_base::msg::ExecuteMsg as TokenMsg;
use tributary_types::license_nft::ExecuteMsg as NftMsg;

use super::{boosted_staking, contract, read, Call};
use crate::story::cast::Role;
use crate::story::money::Unit;
use crate::story::teller::Teller;

/// A message to such a contract, if something is sent to a vault by it that the vault understands.
pub(super) fn words(teller: &Teller, call: &Call) -> Option<String> {
    let collection = contract(teller);
    if let Some(TokenMsg::Send { contract: to, amount, msg }) = read(call) {
        let tokens = Unit::of(&collection).coins(amount);
        let action = from_json(msg).ok()?;
        return Some(boosted_staking::paid(&vault(teller, &to)?, &tokens, &action));
    }
    // Its `send_nft` is that of the standard.
    if let Some(NftMsg::SendNft { contract: to, token_id, msg }) = read(call) {
        let nft = format!("NFT {token_id} of {collection}");
        return boosted_staking::deposited(&vault(teller, &to)?, &nft, &msg);
    }
    None
}

/// The name of a vault, if it is one.
pub(super) fn vault(teller: &Teller, contract: &str) -> Option<String> {
    let address = Addr::unchecked(contract);
    (*teller.cast.role(&address) == Role::BoostedStaking).then(|| teller.cast.name(&address))
}
