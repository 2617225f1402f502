//! `transfer_nft`, `send_nft`: between holders, into custody, and back from it

use cosmwasm_std::{Addr, Binary, DepsMut, Env, Event, Response};
use tributary_types::event::Fact;
use tributary_types::license_nft::{
    CustodyReturned, CustodyTaken, LicenseTransferred, ReceiveNft, Stage, CONTRACT,
};

use super::{standard, stranded};
use crate::collection::Collection;
use crate::state::License;
use crate::ContractError;

/// Hands a licence to `recipient`.
///
/// Writes: the licence, its lists, balances, the ledger. Sends: `holdings_changed` to the hooks unless it is custody.
///
/// # Errors
/// See `ExecuteMsg::TransferNft`.
pub fn transfer_nft(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    recipient: Addr,
    token_id: String,
) -> Result<Response, ContractError> {
    let response = moved(deps, &env, &sender, &recipient, &token_id, Way::Transfer)?;
    Ok(standard(response, "transfer_nft", &sender)
        .add_attribute("recipient", &recipient)
        .add_attribute("token_id", token_id))
}

/// Hands a licence to `contract` and tells it.
///
/// Writes: as `transfer_nft`. Sends: the same, then `receive_nft`.
///
/// # Errors
/// See `ExecuteMsg::SendNft`.
pub fn send_nft(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    contract: Addr,
    token_id: String,
    msg: Binary,
) -> Result<Response, ContractError> {
    let response = moved(deps, &env, &sender, &contract, &token_id, Way::Send)?;
    let told = ReceiveNft { sender: sender.to_string(), token_id: token_id.clone(), msg };
    let response = response.add_message(told.to(&contract)?);
    Ok(standard(response, "send_nft", &sender)
        .add_attribute("recipient", &contract)
        .add_attribute("token_id", token_id))
}

/// By which message a licence moves.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Transfer,
    Send,
}

fn moved(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    to: &Addr,
    token_id: &str,
    way: Way,
) -> Result<Response, ContractError> {
    let license = License::load(deps.storage, token_id)?;
    let may = !license.custody && license.is_transferable_by(deps.storage, &env.block, sender)?;
    let mut collection = Collection::open(deps.storage)?;

    let event = match collection.config.staker_registry.clone() {
        Some(registry) if license.custody => {
            returned(&mut collection, token_id, license, &registry, sender, to)?
        }
        Some(registry) if registry == *to => {
            ensure_bonder(token_id, &license, &registry, sender, way, may)?;
            taken(&mut collection, token_id, license, &registry)?
        }
        _ => {
            if !may {
                let (sender, token_id) = (sender.clone(), token_id.to_owned());
                return Err(ContractError::NotApproved { sender, token_id });
            }
            if *to == env.contract.address {
                return Err(stranded(token_id, to));
            }
            handed_over(&mut collection, token_id, license, sender, to)?
        }
    };

    Ok(collection.close()?.add_event(event))
}

/// Out of custody: by the staker-registry alone, to the bonder alone.
fn returned(
    collection: &mut Collection,
    token_id: &str,
    license: License,
    registry: &Addr,
    sender: &Addr,
    to: &Addr,
) -> Result<Event, ContractError> {
    let (token_id_owned, holder) = (token_id.to_owned(), license.holder.clone());
    if sender != registry {
        return Err(ContractError::Bonded { token_id: token_id_owned });
    }
    if *to != holder {
        return Err(ContractError::NotToBonder { token_id: token_id_owned, bonder: holder });
    }
    collection.give_back(token_id, license, registry)?;
    let bonded = collection.ledger.bonded;
    Ok(CustodyReturned { token_id: token_id_owned, holder, bonded }.event(CONTRACT))
}

/// Into custody: sent by the owner, or pulled by the staker-registry that was approved.
fn ensure_bonder(
    token_id: &str,
    license: &License,
    registry: &Addr,
    sender: &Addr,
    way: Way,
    may: bool,
) -> Result<(), ContractError> {
    match way {
        Way::Send if *sender == license.holder => Ok(()),
        Way::Send => {
            let owner = license.holder.clone();
            Err(ContractError::NotBondedByOwner { token_id: token_id.to_owned(), owner })
        }
        Way::Transfer if sender == registry && may => Ok(()),
        Way::Transfer if may => Err(stranded(token_id, registry)),
        Way::Transfer => {
            let (sender, token_id) = (sender.clone(), token_id.to_owned());
            Err(ContractError::NotApproved { sender, token_id })
        }
    }
}

fn taken(
    collection: &mut Collection,
    token_id: &str,
    license: License,
    registry: &Addr,
) -> Result<Event, ContractError> {
    let holder = license.holder.clone();
    collection.take(token_id, license, registry)?;
    let (bonded, staker_registry) = (collection.ledger.bonded, registry.clone());
    Ok(CustodyTaken { token_id: token_id.to_owned(), holder, staker_registry, bonded }.event(CONTRACT))
}

fn handed_over(
    collection: &mut Collection,
    token_id: &str,
    license: License,
    sender: &Addr,
    to: &Addr,
) -> Result<Event, ContractError> {
    if collection.ledger.stage == Stage::Testnet {
        return Err(ContractError::TransferInTestnet { token_id: token_id.to_owned() });
    }
    let from = license.holder.clone();
    let (from_balance, to_balance) = collection.hand_over(token_id, license, to)?;
    let (token_id, to, sender) = (token_id.to_owned(), to.clone(), sender.clone());
    Ok(LicenseTransferred { token_id, from, to, sender, from_balance, to_balance }.event(CONTRACT))
}
