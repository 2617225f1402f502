//! `liquidate`

use cosmwasm_std::{to_json_binary, Addr, Deps, DepsMut, Empty, Event, Response, Storage, Uint128, WasmMsg};
use tributary_math::holding::{Holding, Seizure};
use tributary_types::event::Fact;
use tributary_types::license_nft::{LicenseTerms, Stage};
use tributary_types::pool_registry::PoolRegistryContract;
use tributary_types::staker_registry::{
    BondState, ItemKind, ItemLiquidated, LicenseBurned, Liquidated, Liquidation, CONTRACT,
};

use crate::custody::Custody;
use crate::items::{load_transfer, load_unbond, OpenItems, Transfer, Unbond, TRANSFERS, UNBONDS};
use crate::state::{Ledger, StakerEntry, CONFIG, EVIDENCE, LEDGER};
use crate::ContractError;

/// Bytes of an evidence id and of a reason, at most.
const MAX_TEXT: usize = 128;

/// Licences that one call burns, at most; what is not met by them takes another call.
const MAX_BURNED: usize = 50;

/// Takes up to `amount` from whoever answers for `staker`: its bonded tokens (of a pool, the operator's own), its open
/// unbonds, for a solo staker its open transfers, then its licences. What delegators have is never touched.
///
/// Writes: the staker, the items, the licences, the evidence, the ledger. Sends: `liquidated` to the pool-registry of a pool,
/// `liquidate` to the licence contract, whose coins arrive here.
///
/// # Errors
/// See `ExecuteMsg::Liquidate`.
pub fn liquidate(
    mut deps: DepsMut,
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
    let mut demand = Demand { amount, left: amount.checked_sub(from_tokens)?, events: vec![] };
    let mut open = OpenItems::load(deps.storage, &entry.identity, &entry.identity)?;
    demand.take_unbonds(deps.storage, &mut ledger, &mut open)?;
    if !entry.is_managed() {
        demand.take_transfers(deps.storage, &mut ledger, &mut open)?;
    }
    open.save(deps.storage)?;
    let coins = demand.taken()?;
    let burned = demand.burn_licenses(&mut deps, config.licenses.as_ref(), &entry.identity)?;
    let (taken, left) = (demand.taken()?, demand.left);
    if taken.is_zero() {
        return Err(ContractError::NothingToTake { staker: entry.identity });
    }
    let seizure = Seizure { tokens: from_tokens, licenses: burned.bonded, surplus: burned.to_tokens };
    entry.stake.holding.seize(&seizure)?;
    if entry.is_managed() {
        // The pool-registry locks them, in the operator's name.
        entry.stake.holding.locked = Uint128::zero();
    }
    ledger.surplus = ledger.surplus.checked_add(burned.waiting)?;
    let surplus = burned.to_tokens.checked_add(burned.waiting)?;
    let released = burned.released.checked_sub(surplus)?;
    ledger.revenue_due = ledger.revenue_due.checked_add(coins)?.checked_add(released)?;

    let mut response = Response::new();
    if entry.is_managed() && seizure != Seizure::default() {
        let registry = PoolRegistryContract::new(entry.management.clone());
        response = response.add_message(registry.liquidated(&entry.identity, seizure)?);
    }
    response = response.add_messages(burned.message);
    EVIDENCE.save(deps.storage, &evidence_id, &Empty {})?;
    let staker = entry.identity.clone();
    let Holding { tokens, licenses, .. } = entry.stake.holding;
    entry.save(deps.storage, &config, &mut ledger)?;
    LEDGER.save(deps.storage, &ledger)?;

    let burned = burned.count;
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
    Ok(response.set_data(data).add_event(fact.event(CONTRACT)).add_events(demand.events))
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
        return Ok(entry.stake.holding.tokens);
    }
    let registry = PoolRegistryContract::new(entry.management.clone());
    let own = registry.delegation(&deps.querier, &entry.identity, &entry.identity)?;
    Ok(own.tokens.min(entry.stake.holding.tokens))
}

/// What is still to be taken from open items and licences.
struct Demand {
    amount: Uint128,
    left: Uint128,
    events: Vec<Event>,
}

/// The licences that were burned.
#[derive(Default)]
struct Burned {
    /// How many.
    count: u32,
    /// Those of them that counted until now.
    bonded: u32,
    /// The coins that they stood for.
    released: Uint128,
    /// The surplus, if it joins the bonded tokens.
    to_tokens: Uint128,
    /// The surplus, if it waits for the release point of an unbonding licence.
    waiting: Uint128,
    /// What the licence contract is told.
    message: Option<WasmMsg>,
}

impl Demand {
    fn taken(&self) -> Result<Uint128, ContractError> {
        Ok(self.amount.checked_sub(self.left)?)
    }

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

    /// Burns licences of `holder`, who manages or operates the staker of the same address, for what is left of the demand.
    fn burn_licenses(
        &mut self,
        deps: &mut DepsMut,
        terms: Option<&LicenseTerms>,
        holder: &Addr,
    ) -> Result<Burned, ContractError> {
        let Some(terms) = terms.filter(|_| !self.left.is_zero()) else { return Ok(Burned::default()) };
        let mut custody = Custody::load(deps.storage, holder, holder)?;
        let mut chosen = custody.liable(deps.storage, MAX_BURNED)?;
        let license_nft = &terms.license_nft;
        if chosen.is_empty() || license_nft.status(&deps.querier)?.stage == Stage::Testnet {
            return Ok(Burned::default());
        }
        // All tokens are taken, else nothing were left of the demand.
        let available = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
        let outcome =
            license_nft.liquidation_preview(&deps.querier, self.taken()?, available, self.amount)?;
        chosen.truncate(usize::try_from(outcome.burn).unwrap_or(usize::MAX));

        let ends_unbonding = chosen.last().is_some_and(|(_, state)| *state == BondState::Unbonding);
        let (to_tokens, waiting) = if ends_unbonding {
            (Uint128::zero(), outcome.surplus)
        } else {
            (outcome.surplus, Uint128::zero())
        };
        let last = chosen.len().saturating_sub(1);
        for (place, (token_id, _)) in chosen.iter().enumerate() {
            let surplus = if place == last { waiting } else { Uint128::zero() };
            custody.burn(deps.storage, token_id, surplus)?;
            let (staker, bonder) = (holder.clone(), holder.clone());
            let fact = LicenseBurned { token_id: token_id.clone(), staker, bonder, surplus };
            self.events.push(fact.event(CONTRACT));
        }
        custody.save(deps.storage)?;
        self.left = self.left.checked_sub(outcome.need)?;

        let bonded = chosen.iter().filter(|(_, state)| *state == BondState::Bonded).count();
        let mut token_ids: Vec<String> = chosen.into_iter().map(|(token_id, _)| token_id).collect();
        token_ids.sort_unstable();
        Ok(Burned {
            count: outcome.burn,
            bonded: u32::try_from(bonded).unwrap_or(u32::MAX),
            released: outcome.released,
            to_tokens,
            waiting,
            message: Some(license_nft.liquidate(holder, outcome.need, token_ids)?),
        })
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
