//! `liquidate`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Event, Response, Uint128};
use tributary_controls::wire::payment;
use tributary_math::liquidation::Burn;
use tributary_types::event::Fact;
use tributary_types::license_nft::{LicensesLiquidated, LiquidationResponse, Stage, CONTRACT};

use super::burn::gone;
use super::ensure_batch;
use crate::collection::Collection;
use crate::state::License;
use crate::ContractError;

/// Burns exactly the licences of `node` that `need` takes, and sends all their coins to the staker-registry.
///
/// Writes: the licences, their lists, balances, the ledger. Sends: `holdings_changed` to the hooks, then the coins.
///
/// # Errors
/// See `ExecuteMsg::Liquidate`.
pub fn liquidate(
    deps: DepsMut,
    sender: Addr,
    node: Addr,
    need: Uint128,
    token_ids: Vec<String>,
) -> Result<Response, ContractError> {
    let mut collection = Collection::open(deps.storage)?;
    if collection.ledger.stage == Stage::Testnet {
        return Err(ContractError::LiquidationInTestnet);
    }
    ensure_batch(token_ids.iter().map(String::as_str))?;
    let burn = Burn::of(need, collection.config.coins_per_license, collection.config.liquidation_mode)?;
    // At most 50, as the batch was measured.
    let burned = u32::try_from(token_ids.len()).unwrap_or(u32::MAX);
    if burn.licenses != Uint128::from(burned) {
        return Err(ContractError::WrongCount { need, expected: burn.licenses, given: token_ids.len() });
    }

    let events = burn_all(&mut collection, &node, &token_ids)?;
    let Burn { released, surplus, .. } = burn;
    collection.release(released)?;
    collection.ledger.liquidated = collection.ledger.liquidated.saturating_add(u64::from(burned));

    let payment = payment(&sender, released, &collection.config.denom);
    let (bonded, reserve) = (collection.ledger.bonded, collection.ledger.reserve);
    let fact = LicensesLiquidated { node, need, burned, released, surplus, bonded, reserve };
    Ok(collection
        .close()?
        .add_message(payment)
        .add_events(events)
        .add_event(fact.event(CONTRACT))
        .set_data(to_json_binary(&LiquidationResponse { burned, released, surplus })?))
}

fn burn_all(
    collection: &mut Collection,
    node: &Addr,
    token_ids: &[String],
) -> Result<Vec<Event>, ContractError> {
    let burn = |token_id: &String| {
        let license = License::load(collection.storage, token_id)?;
        let bonded = license.custody && license.authorization.as_ref().is_some_and(|it| it.node == *node);
        if !bonded {
            return Err(ContractError::NotBonded { token_id: token_id.clone(), node: node.clone() });
        }
        Ok(gone(collection, token_id, &license)?.event(CONTRACT))
    };
    token_ids.iter().map(burn).collect()
}
