//! Answers.

mod licenses;
mod tokens;

use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env, StdResult, Uint128};
use tributary_controls::wire::optional_address;
use tributary_controls::{migration, ownership, pause};
use tributary_math::liquidation::Liquidation;
use tributary_types::license_nft::{
    ConfigResponse, FundingResponse, GenesisResponse, HooksResponse, LiquidationPreviewResponse, QueryMsg,
    StatusResponse,
};

use crate::digest::Digest;
use crate::state::{CONFIG, FUNDING, GENESIS, HOOKS, LEDGER};
use crate::ContractError;

/// Answers any query.
///
/// # Errors
/// Those that the queries name.
#[expect(clippy::too_many_lines, reason = "one arm a query")]
pub fn answer(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let address = |address: String| deps.api.addr_validate(&address);
    let answer = match msg {
        QueryMsg::OwnerOf { token_id, include_expired } => {
            to_json_binary(&tokens::owner_of(deps, &env, &token_id, include_expired)?)
        }
        QueryMsg::Approval { token_id, spender, include_expired } => {
            to_json_binary(&tokens::approval(deps, &env, &token_id, address(spender)?, include_expired)?)
        }
        QueryMsg::Approvals { token_id, include_expired } => {
            to_json_binary(&tokens::approvals(deps, &env, &token_id, include_expired)?)
        }
        QueryMsg::Operator { owner, operator, include_expired } => {
            let (owner, operator) = (address(owner)?, address(operator)?);
            to_json_binary(&tokens::operator(deps, &env, &owner, operator, include_expired)?)
        }
        QueryMsg::AllOperators { owner, include_expired, start_after, limit } => {
            let (owner, start_after) = (address(owner)?, optional_address(deps.api, start_after)?);
            to_json_binary(&tokens::all_operators(deps, &env, &owner, include_expired, start_after, limit)?)
        }
        QueryMsg::NumTokens {} => to_json_binary(&tokens::num_tokens(deps)?),
        QueryMsg::ContractInfo {} => to_json_binary(&tokens::contract_info(deps)?),
        QueryMsg::NftInfo { token_id } => to_json_binary(&tokens::nft_info(deps, &token_id)?),
        QueryMsg::AllNftInfo { token_id, include_expired } => {
            to_json_binary(&tokens::all_nft_info(deps, &env, &token_id, include_expired)?)
        }
        QueryMsg::Tokens { owner, start_after, limit } => {
            to_json_binary(&tokens::tokens(deps, &address(owner)?, start_after, limit)?)
        }
        QueryMsg::AllTokens { start_after, limit } => {
            to_json_binary(&tokens::all_tokens(deps, start_after, limit)?)
        }
        QueryMsg::Minter {} => to_json_binary(&tokens::minter(deps)?),
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Ownership {} => to_json_binary(&ownership::ownership(deps.storage)?),
        QueryMsg::Migration {} => to_json_binary(&migration::status(deps.storage)?),
        QueryMsg::Hooks {} => to_json_binary(&HooksResponse { hooks: HOOKS.load(deps.storage)? }),
        QueryMsg::Status {} => to_json_binary(&status(deps)?),
        QueryMsg::Balance { owner } => to_json_binary(&licenses::balance(deps, &address(owner)?)?),
        QueryMsg::License { token_id } => to_json_binary(&licenses::license(deps, token_id)?),
        QueryMsg::AllLicenses { start_after, limit } => {
            to_json_binary(&licenses::all_licenses(deps, start_after, limit)?)
        }
        QueryMsg::LicensesByHolder { owner, start_after, limit } => {
            to_json_binary(&licenses::licenses_by_holder(deps, &address(owner)?, start_after, limit)?)
        }
        QueryMsg::Digest { previous, start_after, limit } => {
            to_json_binary(&licenses::digest(deps, previous, start_after, limit)?)
        }
        QueryMsg::Genesis {} => to_json_binary(&genesis(deps)?),
        QueryMsg::Funding { funder } => to_json_binary(&funding(deps, &address(funder)?)?),
        QueryMsg::LiquidationPreview { tokens, licenses, amount } => {
            to_json_binary(&liquidation_preview(deps, tokens, licenses, amount)?)
        }
    };
    Ok(answer?)
}

fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let pause = pause::state(deps.storage)?;
    Ok(ConfigResponse {
        name: config.name,
        symbol: config.symbol,
        minter: config.minter,
        denom: config.denom,
        coins_per_license: config.coins_per_license,
        cap: config.cap,
        liquidation_mode: config.liquidation_mode,
        staker_registry: config.staker_registry,
        genesis_import: config.genesis_import,
        guardian: pause.guardian,
        owner: ownership::ownership(deps.storage)?.owner,
        paused: pause.paused,
    })
}

fn status(deps: Deps) -> Result<StatusResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let ledger = LEDGER.load(deps.storage)?;
    Ok(StatusResponse {
        stage: ledger.stage,
        live: ledger.live,
        bonded: ledger.bonded,
        minted: ledger.minted,
        liquidated: ledger.liquidated,
        redeemed: ledger.redeemed,
        cap: config.cap,
        coins_per_license: config.coins_per_license,
        reserve: ledger.reserve,
        reserve_required: ledger.required(&config)?,
    })
}

fn genesis(deps: Deps) -> StdResult<GenesisResponse> {
    let genesis = GENESIS.load(deps.storage)?;
    Ok(GenesisResponse {
        expected: CONFIG.load(deps.storage)?.genesis_import,
        finished: genesis.finished,
        count: genesis.count,
        digest: Digest(genesis.digest).to_hex(),
    })
}

fn funding(deps: Deps, funder: &Addr) -> Result<FundingResponse, ContractError> {
    let funded = FUNDING.may_load(deps.storage, funder)?.unwrap_or_default();
    let reclaimable = LEDGER.load(deps.storage)?.reclaimable(funded)?;
    Ok(FundingResponse { funded, reclaimable })
}

fn liquidation_preview(
    deps: Deps,
    tokens: Uint128,
    licenses: u32,
    amount: Uint128,
) -> Result<LiquidationPreviewResponse, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mode = config.liquidation_mode;
    let liquidation = Liquidation::of(tokens, licenses, config.coins_per_license, amount, mode)?;
    // At most `licenses` are burned.
    let count = |count: Uint128| u32::try_from(count.u128()).unwrap_or(licenses);
    Ok(LiquidationPreviewResponse {
        amount: liquidation.amount,
        from_tokens: liquidation.from_tokens,
        need: liquidation.need,
        burn: count(liquidation.burn.licenses),
        released: liquidation.burn.released,
        rewards: liquidation.rewards,
        surplus: liquidation.burn.surplus,
        tokens_left: liquidation.tokens_left,
        licenses_left: count(liquidation.licenses_left),
    })
}
