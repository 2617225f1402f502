//! `refresh_boost`, `holdings_changed`, `set_loyalty`

use cosmwasm_std::{Addr, DepsMut, Env, Response, StdResult};
use tributary_controls::batch;
use tributary_types::boosted_staking::{BoostCollection, CountedBy, LoyaltyScore, MAX_SCORES};

use crate::account::Account;
use crate::books::Books;
use crate::{collection, ContractError};

/// Counts a user's NFTs anew.
///
/// Writes: the books, the user and what matured of it. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::RefreshBoost`.
pub fn refresh_boost(deps: DepsMut, env: Env, user: Addr) -> Result<Response, ContractError> {
    let books = Books::open(deps.storage, &env)?;
    let nfts = match &books.config.boost_collection {
        Some(BoostCollection { address, counted_by: CountedBy::Balance }) => {
            let balance = collection::balance(&deps.querier, address, &user);
            balance.ok_or_else(|| ContractError::CollectionSilent { collection: address.clone() })?
        }
        _ => return Err(ContractError::NotCountedByBalance),
    };
    set_nfts(deps, books, user, nfts)
}

/// Takes over how many NFTs a user has.
///
/// Writes: the books, the user and what matured of it. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::HoldingsChanged`.
pub fn holdings_changed(deps: DepsMut, env: Env, user: Addr, nfts: u64) -> Result<Response, ContractError> {
    let books = Books::open(deps.storage, &env)?;
    set_nfts(deps, books, user, nfts)
}

fn set_nfts(deps: DepsMut, mut books: Books, user: Addr, nfts: u64) -> Result<Response, ContractError> {
    let mut account = Account::open(deps.storage, &books, user)?;

    let loyalty = account.record.loyalty;
    account.set_boost(deps.storage, &mut books, nfts, loyalty)?;

    let event = account.boost_changed(&books)?;
    books.save(deps.storage)?;

    Ok(account.save(deps.storage)?.add_event(event))
}

/// Sets loyalty scores.
///
/// Writes: the books, the users and what matured of them. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::SetLoyalty`.
pub fn set_loyalty(deps: DepsMut, env: Env, scores: Vec<LoyaltyScore>) -> Result<Response, ContractError> {
    let users: Vec<&str> = scores.iter().map(|score| score.user.as_str()).collect();
    batch::ensure_distinct("users", &users, MAX_SCORES)?;
    let users = users.into_iter().map(|user| deps.api.addr_validate(user)).collect::<StdResult<Vec<_>>>()?;
    let mut books = Books::open(deps.storage, &env)?;

    let mut response = Response::new();
    for (user, LoyaltyScore { score, .. }) in users.into_iter().zip(scores) {
        let mut account = Account::open(deps.storage, &books, user)?;
        let nfts = account.record.nfts;
        account.set_boost(deps.storage, &mut books, nfts, score)?;
        let event = account.boost_changed(&books)?;
        let told = account.save(deps.storage)?;
        response = response.add_events(told.events).add_event(event);
    }

    books.save(deps.storage)?;

    Ok(response)
}
