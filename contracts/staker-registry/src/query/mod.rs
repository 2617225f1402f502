//! Answers.

mod items;
mod licenses;
mod stakers;

use cosmwasm_std::{to_json_binary, Binary, Deps, Env};
use tributary_controls::wire::optional_address;
use tributary_controls::{migration, ownership, pause};
use tributary_types::staker_registry::{
    ConfigResponse, PendingConfig, PendingConfigResponse, QueryMsg, TotalsResponse,
};

use crate::state::{ANNOUNCEMENT, CONFIG, LEDGER};
use crate::ContractError;

/// Answers any query.
///
/// # Errors
/// Those that the queries name.
#[expect(clippy::too_many_lines, reason = "one arm a query")]
pub fn answer(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::PendingConfig {} => to_json_binary(&pending_config(deps)?),
        QueryMsg::Staker { staker } => {
            to_json_binary(&stakers::staker(deps, deps.api.addr_validate(&staker)?)?)
        }
        QueryMsg::StakerBySigningAddress { signing_address } => {
            let signing_address = deps.api.addr_validate(&signing_address)?;
            to_json_binary(&stakers::staker_by_signing_address(deps, signing_address)?)
        }
        QueryMsg::Stakers { start_after, limit } => {
            to_json_binary(&stakers::stakers(deps, optional_address(deps.api, start_after)?, limit)?)
        }
        QueryMsg::EffectiveStake { signing_address, coinbase_address } => {
            let signing_address = deps.api.addr_validate(&signing_address)?;
            let coinbase_address = deps.api.addr_validate(&coinbase_address)?;
            to_json_binary(&stakers::effective_stake(deps, &signing_address, &coinbase_address)?)
        }
        QueryMsg::TotalStake { staker } => {
            to_json_binary(&stakers::total_stake(deps, deps.api.addr_validate(&staker)?)?)
        }
        QueryMsg::ValidatorSet { start_after, limit } => {
            to_json_binary(&stakers::validator_set(deps, optional_address(deps.api, start_after)?, limit)?)
        }
        QueryMsg::UnbondItem { id } => to_json_binary(&items::unbond_item(deps, &env, id)?),
        QueryMsg::Unbonds { owner, staker, start_after, limit } => {
            let owner = optional_address(deps.api, owner)?;
            let staker = optional_address(deps.api, staker)?;
            to_json_binary(&items::unbonds(deps, &env, owner, staker, start_after, limit)?)
        }
        QueryMsg::TransferItem { id } => to_json_binary(&items::transfer_item(deps, &env, id)?),
        QueryMsg::Transfers { owner, staker, to, start_after, limit } => {
            let filter = items::TransferFilter {
                owner: optional_address(deps.api, owner)?,
                from: optional_address(deps.api, staker)?,
                to: optional_address(deps.api, to)?,
            };
            to_json_binary(&items::transfers(deps, &env, filter, start_after, limit)?)
        }
        QueryMsg::Matured { kind, start_after, limit } => {
            to_json_binary(&items::matured(deps, &env, kind, start_after, limit)?)
        }
        QueryMsg::LicenseBond { token_id } => to_json_binary(&licenses::license_bond(deps, token_id)?),
        QueryMsg::Licenses { staker, owner, start_after, limit } => {
            let staker = deps.api.addr_validate(&staker)?;
            let owner = optional_address(deps.api, owner)?;
            to_json_binary(&licenses::licenses(deps, &staker, owner.as_ref(), start_after, limit)?)
        }
        QueryMsg::Totals {} => to_json_binary(&totals(deps)?),
        QueryMsg::Ownership {} => to_json_binary(&ownership::ownership(deps.storage)?),
        QueryMsg::Migration {} => to_json_binary(&migration::status(deps.storage)?),
    };
    Ok(answer?)
}

fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let pause = pause::state(deps.storage)?;
    Ok(ConfigResponse {
        denom: config.denom,
        min_self_stake: config.min_self_stake,
        unbond_lock: config.unbond_lock,
        transfer_lock: config.transfer_lock,
        signing_cooldown: config.signing_cooldown,
        slasher: config.slasher,
        treasury: config.treasury.map(|treasury| treasury.addr().clone()),
        guardian: pause.guardian,
        owner: ownership::ownership(deps.storage)?.owner,
        registrars: config.registrars.current().cloned().collect(),
        license_nft: config.licenses.as_ref().map(|terms| terms.license_nft.addr().clone()),
        coins_per_license: config.licenses.as_ref().map(|terms| terms.coins_per_license),
        paused: pause.paused,
    })
}

fn pending_config(deps: Deps) -> Result<PendingConfigResponse, ContractError> {
    let announced = ANNOUNCEMENT.pending(deps.storage)?;
    let pending =
        announced.map(|announced| PendingConfig { change: announced.change, release: announced.release });
    Ok(PendingConfigResponse { pending })
}

fn totals(deps: Deps) -> Result<TotalsResponse, ContractError> {
    let ledger = LEDGER.load(deps.storage)?;
    Ok(TotalsResponse {
        tokens: ledger.tokens,
        licenses: ledger.licenses,
        stakers: ledger.stakers,
        active_stakers: ledger.active_stakers,
        power: ledger.power,
        thawing: ledger.thawing,
        transferring: ledger.transferring,
        surplus: ledger.surplus,
        revenue_due: ledger.revenue_due,
    })
}
