//! `release_license`

use cosmwasm_std::{CosmosMsg, DepsMut, Env, Response};
use tributary_controls::locks;
use tributary_controls::wire::{payment, reported};
use tributary_types::license_nft::Stage;
use tributary_types::staker_registry::{LicenseReleased, CONTRACT};

use crate::custody::{self, Custody, License};
use crate::state::{CONFIG, LEDGER};
use crate::ContractError;

/// Returns a licence to its bonder, or what a liquidation left of it. That waits for stage `stable` like the licence itself:
/// else a small fault on purpose would redeem one early.
///
/// Writes: the licence, the ledger. Sends: `transfer_nft`, or the coins.
///
/// # Errors
/// See `ExecuteMsg::ReleaseLicense`.
pub fn release_license(deps: DepsMut, env: Env, token_id: String) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let License { staker, bonder, release, surplus, .. } = custody::load(deps.storage, &token_id)?;
    let Some(release) = release else { return Err(ContractError::StillBonded { token_id }) };
    locks::ensure_released(release, &env.block)?;
    let license_nft = &config.licenses()?.license_nft;
    if surplus.is_some() && license_nft.status(&deps.querier)?.stage < Stage::Stable {
        return Err(ContractError::SurplusLocked { token_id });
    }
    let mut custody = Custody::load(deps.storage, &staker, &bonder)?;

    custody.give_up(deps.storage, &token_id);
    let back: CosmosMsg = match surplus {
        None => license_nft.transfer_nft(&bonder, token_id.clone())?.into(),
        Some(amount) => {
            ledger.surplus = ledger.surplus.checked_sub(amount)?;
            payment(&bonder, amount, &config.denom).into()
        }
    };

    custody.save(deps.storage)?;
    LEDGER.save(deps.storage, &ledger)?;

    let fact = LicenseReleased { token_id, staker, bonder, surplus: surplus.unwrap_or_default() };
    Ok(reported(CONTRACT, fact).add_message(back))
}
