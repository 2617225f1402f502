//! What people send to vaults and escrows by contracts that are none of the suite: tokens of a cw20, NFTs of a cw721.

use cosmwasm_std::{from_json, Addr};
use cw20_base::msg::ExecuteMsg as TokenMsg;
use tributary_types::license_nft::ExecuteMsg as NftMsg;

use super::{boosted_staking, contract, joint_staking, read, Call};
use crate::story::cast::Role;
use crate::story::money::Unit;
use crate::story::teller::Teller;

/// A message to such a contract, if something is sent to a vault or an escrow by it that this one understands.
pub(super) fn words(teller: &Teller, call: &Call) -> Option<String> {
    let collection = contract(teller);
    if let Some(TokenMsg::Send { contract: to, amount, msg }) = read(call) {
        let tokens = Unit::of(&collection).coins(amount);
        return match escrow(teller, &to) {
            Some(escrow) => Some(joint_staking::paid(&escrow, &tokens, &from_json(msg).ok()?)),
            None => Some(boosted_staking::paid(&vault(teller, &to)?, &tokens, &from_json(msg).ok()?)),
        };
    }
    // Its `send_nft` is that of the standard.
    if let Some(NftMsg::SendNft { contract: to, token_id, msg }) = read(call) {
        let nft = format!("NFT {token_id} of {collection}");
        return boosted_staking::deposited(&vault(teller, &to)?, &nft, &msg);
    }
    None
}

/// An escrow, if it is one.
fn escrow(teller: &Teller, contract: &str) -> Option<joint_staking::Escrow> {
    let address = Addr::unchecked(contract);
    (*teller.cast.role(&address) == Role::JointStaking).then(|| joint_staking::Escrow {
        name: teller.cast.name(&address),
        reward: Unit::of(teller.cast.reward(&address).unwrap_or_default()),
    })
}

/// The name of a vault, if it is one.
pub(super) fn vault(teller: &Teller, contract: &str) -> Option<String> {
    let address = Addr::unchecked(contract);
    (*teller.cast.role(&address) == Role::BoostedStaking).then(|| teller.cast.name(&address))
}
