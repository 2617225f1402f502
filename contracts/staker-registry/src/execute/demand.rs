//! What a liquidation takes beyond bonded tokens: open items, then licences.

use cosmwasm_std::{Addr, DepsMut, Event, OverflowError, OverflowOperation, Storage, Uint128, WasmMsg};
use tributary_math::liquidation::{Burn, Liquidation as Taking};
use tributary_types::event::Fact;
use tributary_types::license_nft::{Stage, MAX_BATCH};
use tributary_types::staker_registry::{
    BondState, ItemKind, ItemLiquidated, LicenseBurned, SurplusLiquidated, CONTRACT,
};

use crate::custody::{self, Custody};
use crate::items::{load_transfer, load_unbond, OpenItems, Transfer, Unbond, TRANSFERS, UNBONDS};
use crate::state::{Config, Ledger, StakerEntry};
use crate::ContractError;

/// What a liquidation demands, and what of it is still to be taken.
pub struct Demand {
    amount: Uint128,
    left: Uint128,
    /// What becomes revenue; more than is taken if licences are burned whole in favour of the rewards.
    revenue: Uint128,
    events: Vec<Event>,
}

/// The licences that were burned.
#[derive(Default)]
pub struct Burned {
    /// How many.
    pub count: u32,
    /// Those of them that counted until now.
    pub bonded: u32,
    /// What they stood for beyond the need and is still the bond's.
    pub surplus: Uint128,
    /// What of it joins the bonded tokens; the rest waits under the id of an unbonding licence.
    pub to_tokens: Uint128,
    /// What the licence contract is told.
    pub message: Option<WasmMsg>,
}

impl Demand {
    /// A demand for `amount`, of which bonded tokens bear `from_tokens`.
    ///
    /// # Errors
    /// Overflow if they bear more than is demanded.
    pub fn new(amount: Uint128, from_tokens: Uint128) -> Result<Self, ContractError> {
        let left = amount.checked_sub(from_tokens)?;
        Ok(Self { amount, left, revenue: from_tokens, events: vec![] })
    }

    /// What is taken so far.
    ///
    /// # Errors
    /// None: never more is left than was demanded.
    pub fn taken(&self) -> Result<Uint128, ContractError> {
        Ok(self.amount.checked_sub(self.left)?)
    }

    /// What is still to be taken.
    pub const fn left(&self) -> Uint128 {
        self.left
    }

    /// What becomes revenue.
    pub const fn revenue(&self) -> Uint128 {
        self.revenue
    }

    /// What happened to items and licences.
    pub fn into_events(self) -> Vec<Event> {
        self.events
    }

    /// Takes from what the management or operator has open: unbonds, and for a solo staker transfers.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn take_items(
        &mut self,
        storage: &mut dyn Storage,
        ledger: &mut Ledger,
        entry: &StakerEntry,
    ) -> Result<(), ContractError> {
        let mut open = OpenItems::load(storage, &entry.identity, &entry.identity)?;
        self.take_unbonds(storage, ledger, &mut open)?;
        if !entry.is_managed() {
            self.take_transfers(storage, ledger, &mut open)?;
        }
        Ok(open.save(storage)?)
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

    /// Takes from the licences that `holder` has with the staker of the same address: first what earlier faults left of some,
    /// then whole ones, bonded before unbonding, at most as many as the licence contract takes in one call.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn take_licenses(
        &mut self,
        deps: &mut DepsMut,
        ledger: &mut Ledger,
        config: &Config,
        holder: &Addr,
    ) -> Result<Burned, ContractError> {
        if self.left.is_zero() || config.licenses.is_none() {
            return Ok(Burned::default());
        }
        let mut custody = Custody::load(deps.storage, holder, holder)?;
        let liable = custody.liable(deps.storage)?.into_iter();
        let (remains, mut whole): (Vec<_>, Vec<_>) =
            liable.partition(|(_, state)| *state == BondState::Burned);
        // Stable: the ids stay in order.
        whole.sort_by_key(|(_, state)| *state == BondState::Unbonding);
        whole.truncate(MAX_BATCH);

        self.take_remains(deps.storage, ledger, &mut custody, remains)?;
        let burned = self.burn(deps, ledger, config, &mut custody, whole)?;
        custody.save(deps.storage)?;
        Ok(burned)
    }

    fn take_remains(
        &mut self,
        storage: &mut dyn Storage,
        ledger: &mut Ledger,
        custody: &mut Custody,
        remains: Vec<(String, BondState)>,
    ) -> Result<(), ContractError> {
        for (token_id, _) in remains {
            let license = custody::load(storage, &token_id)?;
            let waiting = license.surplus.unwrap_or_default();
            let Some((taken, surplus, _)) = self.take(waiting, Uint128::zero())? else { break };
            ledger.surplus = ledger.surplus.checked_sub(taken)?;
            custody.keep(storage, &token_id, license, surplus)?;
            self.events.push(SurplusLiquidated { token_id, taken, surplus }.event(CONTRACT));
        }
        Ok(())
    }

    fn burn(
        &mut self,
        deps: &mut DepsMut,
        ledger: &mut Ledger,
        config: &Config,
        custody: &mut Custody,
        mut chosen: Vec<(String, BondState)>,
    ) -> Result<Burned, ContractError> {
        let terms = config.licenses()?;
        let license_nft = &terms.license_nft;
        let is_met = self.left.is_zero() || chosen.is_empty();
        if is_met || license_nft.status(&deps.querier)?.stage == Stage::Testnet {
            return Ok(Burned::default());
        }
        // All coins are taken, else nothing were left.
        let available = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
        let (each, mode) = (terms.coins_per_license, config.liquidation_mode);
        let outcome = Taking::of(Uint128::zero(), available, each, self.left, mode)
            .map_err(|_| OverflowError::new(OverflowOperation::Mul))?;
        let Burn { licenses, surplus, .. } = outcome.burn;
        let count = u32::try_from(licenses.u128()).unwrap_or(u32::MAX);
        chosen.truncate(usize::try_from(count).unwrap_or(usize::MAX));

        let waiting = match chosen.last() {
            Some((_, BondState::Unbonding)) => surplus,
            _ => Uint128::zero(),
        };
        self.strike_out(deps.storage, custody, &chosen, waiting)?;
        ledger.surplus = ledger.surplus.checked_add(waiting)?;
        self.left = self.left.checked_sub(outcome.need)?;
        self.revenue = self.revenue.checked_add(outcome.rewards)?;

        let bonded = chosen.iter().filter(|(_, state)| *state == BondState::Bonded).count();
        let mut token_ids: Vec<String> = chosen.into_iter().map(|(token_id, _)| token_id).collect();
        token_ids.sort_unstable();
        Ok(Burned {
            count,
            bonded: u32::try_from(bonded).unwrap_or(u32::MAX),
            surplus,
            to_tokens: surplus.checked_sub(waiting)?,
            message: Some(license_nft.liquidate(custody.staker(), outcome.need, token_ids)?),
        })
    }

    /// The last one keeps what waits for its release point.
    fn strike_out(
        &mut self,
        storage: &mut dyn Storage,
        custody: &mut Custody,
        chosen: &[(String, BondState)],
        waiting: Uint128,
    ) -> Result<(), ContractError> {
        let last = chosen.len().saturating_sub(1);
        for (place, (token_id, _)) in chosen.iter().enumerate() {
            let surplus = if place == last { waiting } else { Uint128::zero() };
            custody.burn(storage, token_id, surplus)?;
            let (staker, bonder) = (custody.staker().clone(), custody.staker().clone());
            let fact = LicenseBurned { token_id: token_id.clone(), staker, bonder, surplus };
            self.events.push(fact.event(CONTRACT));
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
        self.revenue = self.revenue.checked_add(taken)?;
        let amount = amount.checked_sub(taken)?;
        Ok(Some((taken, amount, fee.min(amount))))
    }

    fn report(&mut self, kind: ItemKind, id: u64, taken: Uint128, amount: Uint128, fee: Uint128) {
        self.events.push(ItemLiquidated { kind, id, taken, amount, fee }.event(CONTRACT));
    }
}
