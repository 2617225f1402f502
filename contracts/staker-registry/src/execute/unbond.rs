//! `unbond`

use cosmwasm_std::{to_json_binary, Addr, DepsMut, Env, Response, Uint128};
use tributary_controls::wire::reported;
use tributary_controls::ControlError;
use tributary_types::staker_registry::{ItemOpened, Unbonded, CONTRACT};

use super::ensure_not_self;
use crate::items::{OpenItems, Unbond};
use crate::state::{StakerEntry, CONFIG, LEDGER};
use crate::ContractError;

/// What `unbond` asks for.
pub struct UnbondRequest {
    /// The staker.
    pub staker: Addr,
    /// Whose item it is to be, if a registrar says so.
    pub owner: Option<Addr>,
    /// Who is to be paid, if not the owner.
    pub recipient: Option<Addr>,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
}

/// Takes stake off at once; it is paid after the unbond lock.
///
/// Writes: the staker, a new unbond, the ledger. Sends: nothing.
///
/// # Errors
/// See `ExecuteMsg::Unbond`.
pub fn unbond(
    deps: DepsMut,
    env: Env,
    sender: Addr,
    request: UnbondRequest,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let UnbondRequest { staker, owner, recipient, amount, fee } = request;
    let mut entry = StakerEntry::load_managed(deps.storage, &config, staker, &sender)?;
    let owner = item_owner(&entry, owner)?;
    let recipient = recipient.unwrap_or_else(|| owner.clone());
    ensure_not_self(&env, &recipient)?;
    entry.take_tokens(&deps.querier, &config, amount)?;
    if fee > amount {
        return Err(ControlError::FeeTooHigh { fee, bound: "at most", amount }.into());
    }
    let mut open = OpenItems::load(deps.storage, &owner, &entry.identity)?;
    open.ensure_room_for_unbond()?;

    let staker = entry.identity.clone();
    let tokens = entry.stake.holding.tokens;
    let release = config.unbond_lock.after(&env.block);
    let unbond = Unbond { staker, owner, recipient, amount, fee, release };

    entry.save(deps.storage, &config, &mut ledger)?;
    let id = open.open_unbond(deps.storage, &mut ledger, &unbond)?;
    open.save(deps.storage)?;
    LEDGER.save(deps.storage, &ledger)?;

    let Unbond { staker, owner, recipient, .. } = unbond;
    let fact = Unbonded { id, staker, owner, recipient, amount, fee, release, tokens };
    Ok(reported(CONTRACT, fact).set_data(to_json_binary(&ItemOpened { id, release })?))
}

/// Whose a new item is: whom the registrar names, or the management itself.
pub fn item_owner(entry: &StakerEntry, named: Option<Addr>) -> Result<Addr, ContractError> {
    match named {
        Some(owner) if entry.is_managed() => Ok(owner),
        Some(_) => Err(ContractError::OwnerNotNamed),
        None => Ok(entry.management.clone()),
    }
}
