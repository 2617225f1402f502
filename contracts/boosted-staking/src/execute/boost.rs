//! `refresh_boost`, `holdings_changed`, `set_loyalty`

use cosmwasm_std::{Addr, DepsMut, Env, Response, StdResult};
use tributary_controls::batch;
use tributary_types::boosted_staking::{BoostCollection, CountedBy, LoyaltyScore, MAX_SCORES};

use crate::account::Account;
use crate::books::Books;
use crate::state::CONFIG;
use crate::{collection, ContractError};

/// Counts a user's NFTs anew.
///
/// # Errors
/// See `ExecuteMsg::RefreshBoost`.
pub fn refresh_boost(deps: DepsMut, env: Env, user: Addr) -> Result<Response, ContractError> {
    let nfts = match CONFIG.load(deps.storage)?.boost_collection {
        Some(BoostCollection { address, counted_by: CountedBy::Balance }) => {
            let balance = collection::balance(&deps.querier, &address, &user);
            balance.ok_or(ContractError::CollectionSilent { collection: address })?
        }
        _ => return Err(ContractError::NotCountedByBalance),
    };
    holdings_changed(deps, env, user, nfts)
}

/// Takes over how many NFTs a user has.
///
/// Writes: the books, the user and what matured of it. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::HoldingsChanged`.
pub fn holdings_changed(deps: DepsMut, env: Env, user: Addr, nfts: u64) -> Result<Response, ContractError> {
    let mut books = Books::open(deps.storage, &env)?;
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
