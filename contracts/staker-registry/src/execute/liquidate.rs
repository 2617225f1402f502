//! `liquidate`

use cosmwasm_std::{
    to_json_binary, Addr, Deps, DepsMut, Empty, Env, Response, Storage, SubMsg, Uint128, WasmMsg,
};
use tributary_controls::parameter::ensure_length;
use tributary_controls::ControlError;
use tributary_math::holding::{Holding, Seizure};
use tributary_types::event::Fact;
use tributary_types::staker_registry::{Liquidated, Liquidation, CONTRACT};

use super::demand::{Burned, Demand};
use crate::reply::Check;
use crate::state::{Config, StakerEntry, CONFIG, EVIDENCE, LEDGER};
use crate::ContractError;

/// What the slasher says of a fault.
pub struct Fault {
    /// Who answers for it.
    pub staker: Addr,
    /// How much it costs at most.
    pub amount: Uint128,
    /// What proves it; works once.
    pub evidence_id: String,
    /// Why, for the record.
    pub reason: String,
}

impl Fault {
    fn ensure_new(&self, storage: &dyn Storage) -> Result<(), ContractError> {
        ensure_length("evidence id", &self.evidence_id, 1)?;
        ensure_length("reason", &self.reason, 0)?;
        if self.amount.is_zero() {
            return Err(ControlError::ZeroAmount.into());
        }
        if EVIDENCE.has(storage, &self.evidence_id) {
            return Err(ContractError::EvidenceUsed { evidence_id: self.evidence_id.clone() });
        }
        Ok(())
    }
}

/// Takes up to `amount` from whoever answers for `staker`: its bonded tokens (of a pool, the operator's own), its open
/// unbonds, for a solo staker its open transfers, what earlier faults left of its licences, then its licences. What delegators
/// have is never touched.
///
/// Writes: the staker, the items, the licences, the evidence, the ledger. Sends: `liquidated` to the pool-registry of a pool,
/// `liquidate` to the licence contract, whose coins arrive here.
///
/// # Errors
/// See `ExecuteMsg::Liquidate`.
pub fn liquidate(mut deps: DepsMut, env: Env, fault: Fault) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    let coins = ledger.coins()?;
    fault.ensure_new(deps.storage)?;
    let Fault { staker, amount, evidence_id, reason } = fault;
    let mut entry = StakerEntry::load(deps.storage, &config, staker)?;

    let from_tokens = amount.min(liable_tokens(deps.as_ref(), &entry)?);
    let mut demand = Demand::new(amount, from_tokens)?;
    demand.take_items(deps.storage, &mut ledger, &entry)?;
    let burned = demand.take_licenses(&mut deps, &mut ledger, &config, &entry.identity)?;
    let (taken, left) = (demand.taken()?, demand.left());
    if taken.is_zero() {
        return Err(ContractError::NothingToTake { staker: entry.identity });
    }
    ledger.revenue_due = ledger.revenue_due.checked_add(demand.revenue())?;
    let seizure = Seizure { tokens: from_tokens, licenses: burned.bonded, surplus: burned.to_tokens };
    entry.stake.holding.seize(&seizure)?;
    if entry.is_managed() {
        // The pool-registry locks them, in the operator's name.
        entry.stake.holding.locked = Uint128::zero();
    }

    let mut response = Response::new();
    if let Some(pools) = entry.pool_registry().filter(|_| seizure != Seizure::default()) {
        response = response.add_message(pools.liquidated(&entry.identity, seizure)?);
    }
    EVIDENCE.save(deps.storage, &evidence_id, &Empty {})?;
    let staker = entry.identity.clone();
    let Holding { tokens, licenses, .. } = entry.stake.holding;
    entry.save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    let Burned { count: burned, surplus, message, .. } = burned;
    if let Some(message) = message {
        response = response.add_submessage(paid(deps.as_ref(), &env, &config, coins, message)?);
    }
    let data = to_json_binary(&Liquidation { taken, left, burned, surplus })?;
    let fact = Liquidated {
        staker,
        taken,
        left,
        from_tokens,
        burned,
        surplus,
        evidence_id,
        reason,
        tokens,
        licenses,
    };
    let events = demand.into_events();
    Ok(response.set_data(data).add_event(fact.event(CONTRACT)).add_events(events))
}

/// Burning, which must bring as many coins as it is booked for: `coins` had to lie here before.
fn paid(
    deps: Deps,
    env: &Env,
    config: &Config,
    coins: Uint128,
    burn: WasmMsg,
) -> Result<SubMsg, ContractError> {
    let balance = deps.querier.query_balance(&env.contract.address, &config.denom)?.amount;
    let check = Check::CoinsArrived { shortfall: coins.saturating_sub(balance) };
    Ok(check.after(burn)?)
}

/// The bonded tokens that answer for a fault: all of a solo staker, of a pool those of its operator.
fn liable_tokens(deps: Deps, entry: &StakerEntry) -> Result<Uint128, ContractError> {
    let tokens = entry.stake.holding.tokens;
    let Some(pools) = entry.pool_registry() else { return Ok(tokens) };
    let own = pools.delegation(&deps.querier, &entry.identity, &entry.identity)?;
    Ok(own.tokens.min(tokens))
}
