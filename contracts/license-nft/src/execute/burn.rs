//! `burn`, `redeem`

use cosmwasm_std::{Addr, DepsMut, Env, Response};
use tributary_controls::wire::payment;
use tributary_types::event::Fact;
use tributary_types::license_nft::{LicenseBurned, LicenseRedeemed, Stage, CONTRACT};

use super::standard;
use crate::collection::Collection;
use crate::state::{License, LEDGER};
use crate::ContractError;

/// Burns a licence; in stage `stable` its coins go to its owner.
///
/// Writes: the licence, its lists, the balance, the ledger. Sends: `holdings_changed` to the hooks, then the coins.
///
/// # Errors
/// See `ExecuteMsg::Burn`.
pub fn burn(deps: DepsMut, env: Env, sender: Addr, token_id: String) -> Result<Response, ContractError> {
    let license = License::load_free(deps.storage, &token_id)?;
    let may = license.is_transferable_by(deps.storage, &env.block, &sender)?;
    let collection = Collection::open(deps.storage)?;
    let response = match collection.ledger.stage {
        Stage::Testnet => {
            if ![&license.holder, &collection.config.minter].contains(&&sender) {
                return Err(ContractError::NotHolder { token_id, holder: license.holder });
            }
            burned(collection, &token_id, &license)?
        }
        Stage::Mainnet => return Err(ContractError::BurnInMainnet { token_id }),
        Stage::Stable => {
            if !may {
                return Err(ContractError::NotApproved { sender, token_id });
            }
            redeemed(collection, &token_id, &license)?
        }
    };
    Ok(with_standard(response, &sender, &license, token_id))
}

/// Burns a licence and pays its coins to its owner.
///
/// Writes: the licence, its lists, the balance, the ledger. Sends: `holdings_changed` to the hooks, then the coins.
///
/// # Errors
/// See `ExecuteMsg::Redeem`.
pub fn redeem(deps: DepsMut, sender: Addr, token_id: String) -> Result<Response, ContractError> {
    let license = License::load(deps.storage, &token_id)?;
    if LEDGER.load(deps.storage)?.stage != Stage::Stable {
        return Err(ContractError::NotStable { token_id });
    }
    if license.custody {
        return Err(ContractError::Bonded { token_id });
    }
    if license.holder != sender {
        return Err(ContractError::NotRedeemedByOwner { token_id, owner: license.holder });
    }

    let response = redeemed(Collection::open(deps.storage)?, &token_id, &license)?;

    Ok(with_standard(response, &sender, &license, token_id))
}

fn burned(mut collection: Collection, token_id: &str, license: &License) -> Result<Response, ContractError> {
    let fact = gone(&mut collection, token_id, license)?;
    Ok(collection.close()?.add_event(fact.event(CONTRACT)))
}

fn redeemed(
    mut collection: Collection,
    token_id: &str,
    license: &License,
) -> Result<Response, ContractError> {
    let burned = gone(&mut collection, token_id, license)?;
    let amount = collection.config.coins_per_license;
    collection.release(amount)?;
    collection.ledger.redeemed = collection.ledger.redeemed.saturating_add(1);
    let (owner, reserve) = (license.holder.clone(), collection.ledger.reserve);
    let payment = payment(&owner, amount, &collection.config.denom);
    let paid = LicenseRedeemed { token_id: token_id.to_owned(), owner, amount, reserve };
    let events = [burned.event(CONTRACT), paid.event(CONTRACT)];
    Ok(collection.close()?.add_message(payment).add_events(events))
}

/// Burns `token_id` and tells so.
pub(super) fn gone(
    collection: &mut Collection,
    token_id: &str,
    license: &License,
) -> Result<LicenseBurned, ContractError> {
    let balance = collection.burn(token_id, license)?;
    let (holder, live) = (license.holder.clone(), collection.ledger.live);
    Ok(LicenseBurned { token_id: token_id.to_owned(), holder, balance, live })
}

fn with_standard(response: Response, sender: &Addr, license: &License, token_id: String) -> Response {
    standard(response, "burn", sender)
        .add_attribute("owner", &license.holder)
        .add_attribute("token_id", token_id)
}
