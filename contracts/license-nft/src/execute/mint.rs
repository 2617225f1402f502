//! `mint`, `mint_many`

use cosmwasm_std::{Addr, DepsMut, Env, Event, Response};
use tributary_types::event::Fact;
use tributary_types::license_nft::{LicenseMinted, NewLicense, Stage, CONTRACT};

use super::{checked, ensure_batch, ensure_room};
use crate::collection::Collection;
use crate::state::License;
use crate::ContractError;

/// Mints one licence.
///
/// Writes: the licence, its lists, the balance, the ledger. Sends: `holdings_changed` to the hooks.
///
/// # Errors
/// See `ExecuteMsg::Mint`.
pub fn mint(deps: DepsMut, env: Env, sender: Addr, license: NewLicense) -> Result<Response, ContractError> {
    let (owner, token_id) = (license.owner.clone(), license.token_id.clone());
    let response = mint_many(deps, env, vec![license])?;
    // What wallets and explorers read of any cw721 collection.
    Ok(response
        .add_attribute("action", "mint")
        .add_attribute("minter", sender)
        .add_attribute("owner", owner)
        .add_attribute("token_id", token_id))
}

/// Mints 1 to 50 licences, all or none.
///
/// Writes: the licences, their lists, balances, the ledger. Sends: `holdings_changed` to the hooks.
///
/// # Errors
/// See `ExecuteMsg::MintMany`.
pub fn mint_many(deps: DepsMut, env: Env, licenses: Vec<NewLicense>) -> Result<Response, ContractError> {
    let mut collection = Collection::open(deps.storage)?;
    if collection.ledger.stage != Stage::Testnet {
        return Err(ContractError::MintingClosed { stage: collection.ledger.stage });
    }
    if collection.config.genesis_import {
        return Err(ContractError::MintingClosedByImport);
    }
    ensure_batch(licenses.iter().map(|license| license.token_id.as_str()))?;

    ensure_room(&collection.config, &collection.ledger, licenses.len())?;

    let mut events = vec![];
    for license in licenses {
        let holder = deps.api.addr_validate(&license.owner)?;
        events.push(minted(&mut collection, &env, holder, license)?);
    }

    Ok(collection.close()?.add_events(events))
}

fn minted(
    collection: &mut Collection,
    env: &Env,
    holder: Addr,
    new: NewLicense,
) -> Result<Event, ContractError> {
    let license = License {
        holder,
        custody: false,
        authorization: None,
        approvals: vec![],
        token_uri: new.token_uri,
        mining_pool: new.extension.mining_pool,
        minted_at_secs: env.block.time.seconds(),
    };
    let license = checked(env, &collection.config, license)?;
    let balance = collection.create(&new.token_id, &license)?;
    let fact = LicenseMinted {
        token_id: new.token_id,
        owner: license.holder,
        token_uri: license.token_uri,
        mining_pool: license.mining_pool,
        minted_at_secs: license.minted_at_secs,
        balance,
        live: collection.ledger.live,
    };
    Ok(fact.event(CONTRACT))
}
