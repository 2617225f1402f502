//! Items being finalised, one or many.

use std::collections::btree_map::{BTreeMap, Entry};

use cosmwasm_std::{Addr, BankMsg, Event, Response, StdResult, Storage, Uint128};
use tributary_controls::wire::payment;
use tributary_types::event::Fact;
use tributary_types::staker_registry::{
    FinalizeSkipped, ItemKind, SkipReason, TransferFinalized, UnbondFinalized, CONTRACT,
};

use crate::items::{OpenItems, Transfer, Unbond};
use crate::state::{Config, Ledger, StakerEntry, CONFIG, LEDGER};
use crate::ContractError;

/// Items being finalised: what is paid, and the fees that go to one recipient.
pub struct Settlement {
    config: Config,
    ledger: Ledger,
    open: BTreeMap<(Addr, Addr), OpenItems>,
    fee_recipient: Addr,
    fees: Uint128,
    payments: Vec<BankMsg>,
    events: Vec<Event>,
}

impl Settlement {
    /// Nothing yet.
    ///
    /// # Errors
    /// If storage cannot be read.
    pub fn begin(storage: &dyn Storage, fee_recipient: Addr) -> Result<Self, ContractError> {
        Ok(Self {
            config: CONFIG.load(storage)?,
            ledger: LEDGER.load(storage)?,
            open: BTreeMap::new(),
            fee_recipient,
            fees: Uint128::zero(),
            payments: vec![],
            events: vec![],
        })
    }

    /// The parameters in force.
    pub const fn config(&self) -> &Config {
        &self.config
    }

    /// Pays an unbond.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn pay_unbond(
        &mut self,
        storage: &mut dyn Storage,
        id: u64,
        unbond: Unbond,
    ) -> Result<(), ContractError> {
        let net = unbond.amount.checked_sub(unbond.fee)?;

        let open = open_items(&mut self.open, storage, &unbond.owner, &unbond.staker)?;
        open.close_unbond(storage, &mut self.ledger, id, &unbond)?;
        self.fees = self.fees.checked_add(unbond.fee)?;
        self.pay(&unbond.recipient, net);

        let Unbond { staker, owner, recipient, amount, fee, .. } = unbond;
        let fee_recipient = self.fee_recipient.clone();
        let fact = UnbondFinalized { id, staker, owner, recipient, amount, fee, fee_recipient };
        self.events.push(fact.event(CONTRACT));
        Ok(())
    }

    /// Adds a transfer to its destination.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn complete_transfer(
        &mut self,
        storage: &mut dyn Storage,
        id: u64,
        transfer: Transfer,
    ) -> Result<(), ContractError> {
        let mut entry = StakerEntry::load(storage, &self.config, transfer.to.clone())?;
        let net = transfer.amount.checked_sub(transfer.fee)?;
        let tokens = entry.stake.holding.tokens.checked_add(net)?;
        entry.stake.holding.tokens = tokens;

        let open = open_items(&mut self.open, storage, &transfer.owner, &transfer.from)?;
        open.close_transfer(storage, &mut self.ledger, id, &transfer)?;
        entry.save(storage, &self.config, &mut self.ledger)?;
        self.fees = self.fees.checked_add(transfer.fee)?;

        let Transfer { from, to, owner, amount, fee, .. } = transfer;
        let fee_recipient = self.fee_recipient.clone();
        let fact = TransferFinalized { id, from, to, owner, amount, fee, fee_recipient, tokens };
        self.events.push(fact.event(CONTRACT));
        Ok(())
    }

    /// Reports an item that is not finalised.
    pub fn skip(&mut self, kind: ItemKind, id: u64, reason: SkipReason) {
        self.events.push(FinalizeSkipped { kind, id, reason }.event(CONTRACT));
    }

    /// Chains refuse to send nothing, so nothing is not sent.
    fn pay(&mut self, recipient: &Addr, amount: Uint128) {
        if !amount.is_zero() {
            self.payments.push(payment(recipient, amount, &self.config.denom));
        }
    }

    /// Stores the sums, and sends what is to be paid.
    ///
    /// # Errors
    /// If storage cannot be written.
    pub fn finish(mut self, storage: &mut dyn Storage) -> Result<Response, ContractError> {
        self.pay(&self.fee_recipient.clone(), self.fees);
        self.open.into_values().try_for_each(|open| open.save(storage))?;
        LEDGER.save(storage, &self.ledger)?;
        Ok(Response::new().add_messages(self.payments).add_events(self.events))
    }
}

/// What `owner` has open with `staker`, which several items of a batch may share.
fn open_items<'a>(
    open: &'a mut BTreeMap<(Addr, Addr), OpenItems>,
    storage: &dyn Storage,
    owner: &Addr,
    staker: &Addr,
) -> StdResult<&'a mut OpenItems> {
    match open.entry((owner.clone(), staker.clone())) {
        Entry::Occupied(entry) => Ok(entry.into_mut()),
        Entry::Vacant(entry) => Ok(entry.insert(OpenItems::load(storage, owner, staker)?)),
    }
}
