//! `finalize_unbond`, `finalize_transfer`, `finalize_many`

use cosmwasm_std::{coins, Addr, BankMsg, DepsMut, Env, Event, MessageInfo, Response, Storage, Uint128};
use tributary_controls::locks;
use tributary_types::event::Fact;
use tributary_types::staker_registry::{
    FinalizeSkipped, ItemKind, SkipReason, TransferFinalized, UnbondFinalized, CONTRACT,
};

use super::cancel_transfer::ensure_initiator;
use super::ensure_not_self;
use crate::items::{
    close_transfer, close_unbond, load_transfer, load_unbond, Transfer, Unbond, TRANSFERS, UNBONDS,
};
use crate::state::{Config, Ledger, StakerEntry, CONFIG, LEDGER};
use crate::ContractError;

/// Pays a matured unbond.
///
/// Writes: the unbond, the ledger. Sends: the amount less the fee to the recipient, the fee to `fee_recipient`.
///
/// # Errors
/// See `ExecuteMsg::FinalizeUnbond`.
pub fn finalize_unbond(
    deps: DepsMut,
    env: Env,
    id: u64,
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    ensure_not_self(&env, &fee_recipient)?;
    let unbond = load_unbond(deps.storage, id)?;
    locks::ensure_released(unbond.release, &env.block)?;

    let mut settlement = Settlement::begin(deps.storage, fee_recipient)?;
    settlement.pay_unbond(deps.storage, id, unbond)?;
    settlement.finish(deps.storage)
}

/// Adds a matured transfer to its destination.
///
/// Writes: the transfer, the receiving staker, the ledger. Sends: the fee to `fee_recipient`.
///
/// # Errors
/// See `ExecuteMsg::FinalizeTransfer`.
pub fn finalize_transfer(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: u64,
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    ensure_not_self(&env, &fee_recipient)?;
    let transfer = load_transfer(deps.storage, id)?;
    ensure_initiator(id, &transfer, &info)?;
    locks::ensure_released(transfer.release, &env.block)?;

    let mut settlement = Settlement::begin(deps.storage, fee_recipient)?;
    settlement.complete_transfer(deps.storage, id, transfer)?;
    settlement.finish(deps.storage)
}

/// Finalises what is ready of a batch and reports what is not.
///
/// Writes and sends: as the single ones; the fees together in one payment.
///
/// # Errors
/// See `ExecuteMsg::FinalizeMany`.
pub fn finalize_many(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    unbonds: &[u64],
    transfers: &[u64],
    fee_recipient: Addr,
) -> Result<Response, ContractError> {
    ensure_not_self(&env, &fee_recipient)?;
    let mut settlement = Settlement::begin(deps.storage, fee_recipient)?;
    for &id in unbonds {
        match UNBONDS.may_load(deps.storage, id)? {
            None => settlement.skip(ItemKind::Unbond, id, SkipReason::Unknown),
            Some(unbond) if !unbond.release.is_expired(&env.block) => {
                settlement.skip(ItemKind::Unbond, id, SkipReason::Locked);
            }
            Some(unbond) => settlement.pay_unbond(deps.storage, id, unbond)?,
        }
    }
    for &id in transfers {
        match TRANSFERS.may_load(deps.storage, id)? {
            None => settlement.skip(ItemKind::Transfer, id, SkipReason::Unknown),
            Some(transfer) => {
                ensure_initiator(id, &transfer, &info)?;
                if transfer.release.is_expired(&env.block) {
                    settlement.complete_transfer(deps.storage, id, transfer)?;
                } else {
                    settlement.skip(ItemKind::Transfer, id, SkipReason::Locked);
                }
            }
        }
    }
    settlement.finish(deps.storage)
}

/// Items being finalised: what is paid, and the fees that go to one recipient.
struct Settlement {
    config: Config,
    ledger: Ledger,
    fee_recipient: Addr,
    fees: Uint128,
    payments: Vec<BankMsg>,
    events: Vec<Event>,
}

impl Settlement {
    fn begin(storage: &dyn Storage, fee_recipient: Addr) -> Result<Self, ContractError> {
        Ok(Self {
            config: CONFIG.load(storage)?,
            ledger: LEDGER.load(storage)?,
            fee_recipient,
            fees: Uint128::zero(),
            payments: vec![],
            events: vec![],
        })
    }

    fn pay_unbond(
        &mut self,
        storage: &mut dyn Storage,
        id: u64,
        unbond: Unbond,
    ) -> Result<(), ContractError> {
        let net = unbond.amount.checked_sub(unbond.fee)?;

        close_unbond(storage, &mut self.ledger, id, &unbond)?;
        self.fees = self.fees.checked_add(unbond.fee)?;
        self.pay(&unbond.recipient, net);

        let Unbond { staker, owner, recipient, amount, fee, .. } = unbond;
        let fee_recipient = self.fee_recipient.clone();
        let fact = UnbondFinalized { id, staker, owner, recipient, amount, fee, fee_recipient };
        self.events.push(fact.event(CONTRACT));
        Ok(())
    }

    fn complete_transfer(
        &mut self,
        storage: &mut dyn Storage,
        id: u64,
        transfer: Transfer,
    ) -> Result<(), ContractError> {
        let mut entry = StakerEntry::load(storage, transfer.to.clone())?;
        let net = transfer.amount.checked_sub(transfer.fee)?;
        entry.staker.tokens = entry.staker.tokens.checked_add(net)?;
        let tokens = entry.staker.tokens;

        close_transfer(storage, &mut self.ledger, id, &transfer)?;
        entry.save(storage, &self.config, &mut self.ledger)?;
        self.fees = self.fees.checked_add(transfer.fee)?;

        let Transfer { from, to, owner, amount, fee, .. } = transfer;
        let fee_recipient = self.fee_recipient.clone();
        let fact = TransferFinalized { id, from, to, owner, amount, fee, fee_recipient, tokens };
        self.events.push(fact.event(CONTRACT));
        Ok(())
    }

    fn skip(&mut self, kind: ItemKind, id: u64, reason: SkipReason) {
        self.events.push(FinalizeSkipped { kind, id, reason }.event(CONTRACT));
    }

    /// Chains refuse to send nothing, so nothing is not sent.
    fn pay(&mut self, recipient: &Addr, amount: Uint128) {
        if !amount.is_zero() {
            let amount = coins(amount.u128(), &self.config.denom);
            self.payments.push(BankMsg::Send { to_address: recipient.to_string(), amount });
        }
    }

    fn finish(mut self, storage: &mut dyn Storage) -> Result<Response, ContractError> {
        self.pay(&self.fee_recipient.clone(), self.fees);
        LEDGER.save(storage, &self.ledger)?;
        Ok(Response::new().add_messages(self.payments).add_events(self.events))
    }
}
