//! `receive_nft`, `withdraw_nft`

use cosmwasm_std::{from_json, Addr, DepsMut, Env, Response};
use tributary_controls::{batch, ControlError};
use tributary_types::boosted_staking::{
    BoostCollection, CountedBy, NftAction, NftDeposited, NftWithdrawn, CONTRACT,
};
use tributary_types::event::Fact;
use tributary_types::license_nft::ReceiveNft;

use crate::account::Account;
use crate::books::Books;
use crate::state::{Config, DEPOSITORS, DEPOSITS};
use crate::{collection, ContractError};

/// Deposits an NFT for whom the collection names as its sender.
///
/// Writes: the books, the user and what matured of it, the deposit. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::ReceiveNft`.
pub fn receive_nft(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    received: ReceiveNft,
) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, &env)?;
    if deposits(&books.config) != Some(&sender) {
        return Err(ContractError::WrongCollection { collection: sender });
    }
    let NftAction::DepositBoost {} = from_json(&received.msg)?;
    let depositor = deps.api.addr_validate(&received.sender)?;
    let token_id = received.token_id;
    if DEPOSITORS.has(deps.storage, &token_id) {
        return Err(ContractError::AlreadyDeposited { token_id });
    }
    let mut account = Account::open(deps.storage, &books, depositor.clone())?;
    let nfts = account.record.nfts.saturating_add(1);
    ensure_room(nfts, books.config.nft_cap)?;

    let loyalty = account.record.loyalty;
    account.set_boost(deps.storage, &mut books, nfts, loyalty)?;

    let event = account.boost_changed(&books)?;
    DEPOSITORS.save(deps.storage, &token_id, &depositor)?;
    DEPOSITS.save(deps.storage, (&depositor, token_id.clone()), &())?;
    books.save(deps.storage)?;
    let response = account.save(deps.storage)?;

    let fact = NftDeposited { token_id, user: depositor };
    Ok(response.add_event(fact.event(CONTRACT)).add_event(event))
}

/// Gives a deposited NFT back to its depositor.
///
/// Writes: the books, the user and what matured of it, the deposit. Sends: the NFT.
///
/// # Errors
/// See `ExecuteMsg::WithdrawNft`.
pub fn withdraw_nft(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    token_id: String,
) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, &env)?;
    let depositor = DEPOSITORS.may_load(deps.storage, &token_id)?;
    let (Some(depositor), Some(collection)) = (depositor, deposits(&books.config).cloned()) else {
        return Err(ContractError::DepositNotFound { token_id });
    };
    if depositor != sender {
        return Err(ContractError::NotDepositor { token_id, depositor });
    }
    let mut account = Account::open(deps.storage, &books, depositor.clone())?;

    let (nfts, loyalty) = (account.record.nfts.saturating_sub(1), account.record.loyalty);
    account.set_boost(deps.storage, &mut books, nfts, loyalty)?;
    let returned = collection::transfer_nft(&collection, &depositor, token_id.clone())?;

    let event = account.boost_changed(&books)?;
    DEPOSITORS.remove(deps.storage, &token_id);
    DEPOSITS.remove(deps.storage, (&depositor, token_id.clone()));
    books.save(deps.storage)?;
    let response = account.save(deps.storage)?;

    let fact = NftWithdrawn { token_id, user: depositor };
    Ok(response.add_message(returned).add_event(fact.event(CONTRACT)).add_event(event))
}

/// The collection whose NFTs can be deposited, if there is one.
fn deposits(config: &Config) -> Option<&Addr> {
    match &config.boost_collection {
        Some(BoostCollection { address, counted_by: CountedBy::Deposit }) => Some(address),
        _ => None,
    }
}

/// Every deposited NFT counts, so none is taken above the cap.
fn ensure_room(nfts: u64, nft_cap: u64) -> Result<(), ControlError> {
    let count = |number| usize::try_from(number).unwrap_or(usize::MAX);
    batch::ensure_at_most("NFTs of a user", count(nfts), count(nft_cap))
}
