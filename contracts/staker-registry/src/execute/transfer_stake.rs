//! `transfer_stake`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_controls::ControlError;
use tributary_types::staker_registry::{ItemOpened, StakeTransferred, CONTRACT};

use super::unbond::item_owner;
use crate::items::{OpenItems, Transfer};
use crate::state::{StakerEntry, CONFIG, LEDGER};
use crate::ContractError;

/// What `transfer_stake` asks for.
pub struct TransferRequest {
    /// The staker that gives.
    pub from: Addr,
    /// The staker that gets.
    pub to: Addr,
    /// Whose item it is to be, if a registrar says so.
    pub owner: Option<Addr>,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
}

/// Takes stake off one staker at once; it joins the other after the transfer lock.
///
/// Writes: the giving staker, a new transfer, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::TransferStake`.
pub fn transfer_stake(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    request: TransferRequest,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let TransferRequest { from, to, owner, amount, fee } = request;
    let mut entry = StakerEntry::load_managed(deps.storage, &config, from, &sender)?;
    let destination = StakerEntry::load(deps.storage, &config, to)?;
    ensure_destination(&entry, &destination)?;
    let owner = item_owner(&entry, owner)?;
    entry.take_tokens(&deps.querier, &config, amount)?;
    if fee >= amount {
        return Err(ControlError::FeeTooHigh { fee, bound: "below", amount }.into());
    }
    let mut open = OpenItems::load(deps.storage, &owner, &entry.identity)?;
    open.ensure_room_for_transfer()?;

    let transfer = Transfer {
        from: entry.identity.clone(),
        to: destination.identity,
        owner,
        initiator: entry.stake.manager,
        amount,
        fee,
        release: config.transfer_lock.after(&env.block),
        unbond_release: config.unbond_lock.after(&env.block),
    };
    let tokens = entry.stake.holding.tokens;

    entry.save(deps.storage, &config, &mut ledger)?;
    let id = open.open_transfer(deps.storage, &mut ledger, &transfer)?;
    open.save(deps.storage)?;
    LEDGER.save(deps.storage, &ledger)?;

    let Transfer { from, to, owner, release, .. } = transfer;
    let fact = StakeTransferred { id, from, to, owner, amount, fee, release, tokens };
    Ok(reported(CONTRACT, fact).set_data(to_json_binary(&ItemOpened { id, release })?))
}

/// Stake that enters an entry managed for others, past its manager, would belong to nobody.
fn ensure_destination(from: &StakerEntry, to: &StakerEntry) -> Result<(), ContractError> {
    if from.identity == to.identity {
        return Err(ContractError::SameStaker);
    }
    if to.is_managed() && to.management != from.management {
        return Err(ContractError::Managed {
            staker: to.identity.clone(),
            management: to.management.clone(),
        });
    }
    Ok(())
}
