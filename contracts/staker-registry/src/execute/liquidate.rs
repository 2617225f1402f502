//! `liquidate`

use cosmwasm_std::{to_json_binary, Addr, Deps, DepsMut, Empty, Event, Response, Storage, Uint128};
use tributary_types::event::Fact;
use tributary_types::pool_registry::PoolRegistryContract;
use tributary_types::staker_registry::{ItemKind, ItemLiquidated, Liquidated, Liquidation, CONTRACT};

use crate::items::{load_transfer, load_unbond, OpenItems, Transfer, Unbond, TRANSFERS, UNBONDS};
use crate::state::{Ledger, StakerEntry, CONFIG, EVIDENCE, LEDGER};
use crate::ContractError;

/// Bytes of an evidence id and of a reason, at most.
const MAX_TEXT: usize = 128;

/// Takes up to `amount` from whoever answers for `staker`: its bonded tokens (of a pool, the operator's own), its open
/// unbonds, and for a solo staker its open transfers. Delegators' coins are never touched.
///
/// Writes: the staker, the items, the evidence, the ledger. Sends: `liquidated` to the pool-registry of a pool.
///
/// # Errors
/// See `ExecuteMsg::Liquidate`.
pub fn liquidate(
    deps: DepsMut,
    staker: Addr,
    amount: Uint128,
    evidence_id: String,
    reason: String,
) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let mut ledger = LEDGER.load(deps.storage)?;
    ensure_length("evidence id", &evidence_id, 1)?;
    ensure_length("reason", &reason, 0)?;
    if amount.is_zero() {
        return Err(ContractError::ZeroAmount);
    }
    if EVIDENCE.has(deps.storage, &evidence_id) {
        return Err(ContractError::EvidenceUsed { evidence_id });
    }
    let mut entry = StakerEntry::load(deps.storage, &config, staker)?;

    let from_tokens = amount.min(liable_tokens(deps.as_ref(), &entry)?);
    entry.stake.tokens = entry.stake.tokens.checked_sub(from_tokens)?;
    let mut demand = Demand { left: amount.checked_sub(from_tokens)?, events: vec![] };
    let mut open = OpenItems::load(deps.storage, &entry.identity, &entry.identity)?;
    demand.take_unbonds(deps.storage, &mut ledger, &mut open)?;
    if !entry.is_managed() {
        demand.take_transfers(deps.storage, &mut ledger, &mut open)?;
    }
    open.save(deps.storage)?;
    let left = demand.left;
    let taken = amount.checked_sub(left)?;
    if taken.is_zero() {
        return Err(ContractError::NothingToTake { staker: entry.identity });
    }
    ledger.revenue_due = ledger.revenue_due.checked_add(taken)?;

    let mut response = Response::new().set_data(to_json_binary(&Liquidation { taken, left })?);
    if entry.is_managed() && !from_tokens.is_zero() {
        let registry = PoolRegistryContract::new(entry.management.clone());
        response = response.add_message(registry.liquidated(&entry.identity, from_tokens)?);
    }
    EVIDENCE.save(deps.storage, &evidence_id, &Empty {})?;
    let staker = entry.identity.clone();
    let tokens = entry.stake.tokens;
    entry.save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    let fact = Liquidated { staker, taken, left, from_tokens, evidence_id, reason, tokens };
    Ok(response.add_event(fact.event(CONTRACT)).add_events(demand.events))
}

fn ensure_length(field: &'static str, text: &str, min: usize) -> Result<(), ContractError> {
    if text.len() < min || text.len() > MAX_TEXT {
        return Err(ContractError::TextLength { field, max: MAX_TEXT, given: text.len() });
    }
    Ok(())
}

/// The bonded tokens that answer for a fault: all of a solo staker, of a pool those of its operator.
fn liable_tokens(deps: Deps, entry: &StakerEntry) -> Result<Uint128, ContractError> {
    if !entry.is_managed() {
        return Ok(entry.stake.tokens);
    }
    let registry = PoolRegistryContract::new(entry.management.clone());
    let own = registry.delegation(&deps.querier, &entry.identity, &entry.identity)?;
    Ok(own.tokens.min(entry.stake.tokens))
}

/// What is still to be taken from open items.
struct Demand {
    left: Uint128,
    events: Vec<Event>,
}

impl Demand {
    fn take_unbonds(
        &mut self,
        storage: &mut dyn Storage,
        ledger: &mut Ledger,
        open: &mut OpenItems,
    ) -> Result<(), ContractError> {
        for id in open.unbonds().to_vec() {
            let unbond = load_unbond(storage, id)?;
            let Some((taken, amount, fee)) = self.take(unbond.amount, unbond.fee)? else { break };
            if amount.is_zero() {
                open.close_unbond(storage, ledger, id, &unbond)?;
            } else {
                ledger.thawing = ledger.thawing.checked_sub(taken)?;
                UNBONDS.save(storage, id, &Unbond { amount, fee, ..unbond })?;
            }
            self.report(ItemKind::Unbond, id, taken, amount, fee);
        }
        Ok(())
    }

    fn take_transfers(
        &mut self,
        storage: &mut dyn Storage,
        ledger: &mut Ledger,
        open: &mut OpenItems,
    ) -> Result<(), ContractError> {
        for id in open.transfers().to_vec() {
            let transfer = load_transfer(storage, id)?;
            let Some((taken, amount, fee)) = self.take(transfer.amount, transfer.fee)? else { break };
            if amount.is_zero() {
                open.close_transfer(storage, ledger, id, &transfer)?;
            } else {
                ledger.transferring = ledger.transferring.checked_sub(taken)?;
                TRANSFERS.save(storage, id, &Transfer { amount, fee, ..transfer })?;
            }
            self.report(ItemKind::Transfer, id, taken, amount, fee);
        }
        Ok(())
    }

    /// What is taken from an item, and its amount and fee afterwards; nothing once the demand is met.
    fn take(
        &mut self,
        amount: Uint128,
        fee: Uint128,
    ) -> Result<Option<(Uint128, Uint128, Uint128)>, ContractError> {
        if self.left.is_zero() {
            return Ok(None);
        }
        let taken = self.left.min(amount);
        self.left = self.left.checked_sub(taken)?;
        let amount = amount.checked_sub(taken)?;
        Ok(Some((taken, amount, fee.min(amount))))
    }

    fn report(&mut self, kind: ItemKind, id: u64, taken: Uint128, amount: Uint128, fee: Uint128) {
        self.events.push(ItemLiquidated { kind, id, taken, amount, fee }.event(CONTRACT));
    }
}
