//! What one owner has open with one staker.

use cosmwasm_std::{Addr, Order, StdResult, Storage};
use tributary_controls::packed::{malformed, Packed, PackedMap, Reader};
use tributary_controls::{locks, packed};

use super::{
    Transfer, Unbond, MAX_TRANSFERS, MAX_UNBONDS, TRANSFERS, TRANSFERS_TO, TRANSFER_RELEASES, UNBONDS,
    UNBOND_RELEASES,
};
use crate::state::Ledger;
use crate::ContractError;

/// Open items of both kinds up to which a transfer may be opened, so that taking it back always finds room.
const MAX_ITEMS: usize = MAX_UNBONDS + MAX_TRANSFERS;

/// What is open, by owner and staker. One row for what is capped, what answers for a fault, and the lists of an owner; it
/// exists while anything is open, and holds at most 48 ids.
pub const OPEN: PackedMap<(&Addr, &Addr), Open> = PackedMap::new("o");

/// The ids of open items.
#[derive(Default)]
pub struct Open {
    /// Of unbonds.
    pub unbonds: Ids,
    /// Of transfers.
    pub transfers: Ids,
}

packed!(Open { unbonds, transfers });

/// Ids in order.
#[derive(Default)]
pub struct Ids(Vec<u64>);

impl Ids {
    /// Them.
    pub fn as_slice(&self) -> &[u64] {
        &self.0
    }

    /// Adds an id, which is new and therefore the last.
    fn add(&mut self, id: u64) {
        self.0.push(id);
    }

    fn take_out(&mut self, id: u64) {
        self.0.retain(|open| *open != id);
    }
}

/// The first id, and how far each further one lies from the one before.
impl Packed for Ids {
    fn pack(&self, to: &mut Vec<u8>) {
        let before = [0].iter().chain(&self.0);
        let steps: Vec<u64> =
            self.0.iter().zip(before).map(|(id, before)| id.saturating_sub(*before)).collect();
        steps.pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        let mut ids: Vec<u64> = vec![];
        for step in Vec::<u64>::unpack(from)? {
            let id = ids.last().copied().unwrap_or_default().checked_add(step);
            ids.push(id.ok_or_else(|| malformed("an id is too large"))?);
        }
        Ok(Self(ids))
    }
}

/// The ids after `start_after` of what `owner` has open with `staker`, or with any, in order. `kind` picks unbonds or transfers.
///
/// # Errors
/// If a row cannot be read.
pub fn open_ids(
    storage: &dyn Storage,
    owner: &Addr,
    staker: Option<&Addr>,
    start_after: Option<u64>,
    kind: fn(Open) -> Ids,
) -> StdResult<Vec<u64>> {
    let rows: Vec<Open> = match staker {
        Some(staker) => OPEN.may_load(storage, (owner, staker))?.into_iter().collect(),
        None => {
            let rows = OPEN.prefix(owner).range(storage, None, None, Order::Ascending);
            rows.map(|row| Ok(row?.1)).collect::<StdResult<_>>()?
        }
    };
    let ids = rows.into_iter().flat_map(|open| kind(open).0);
    let mut ids: Vec<u64> = ids.filter(|id| start_after.map_or(true, |start| *id > start)).collect();
    ids.sort_unstable();
    Ok(ids)
}

/// What one owner has open with one staker, taken out of storage to be changed. Opening and closing items stores them, and
/// keeps the ledger and the orders in which they are read in step; [`Self::save`] stores the rest.
pub struct OpenItems {
    owner: Addr,
    staker: Addr,
    open: Open,
}

impl OpenItems {
    /// What `owner` has open with `staker`.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn load(storage: &dyn Storage, owner: &Addr, staker: &Addr) -> StdResult<Self> {
        let open = OPEN.may_load(storage, (owner, staker))?.unwrap_or_default();
        Ok(Self { owner: owner.clone(), staker: staker.clone(), open })
    }

    /// Stores which items are open.
    ///
    /// # Errors
    /// If storage cannot be written.
    pub fn save(self, storage: &mut dyn Storage) -> StdResult<()> {
        let Self { owner, staker, open } = self;
        if open.unbonds.0.is_empty() && open.transfers.0.is_empty() {
            OPEN.remove(storage, (&owner, &staker));
            return Ok(());
        }
        OPEN.save(storage, (&owner, &staker), &open)
    }

    /// Open unbonds by id.
    pub fn unbonds(&self) -> &[u64] {
        self.open.unbonds.as_slice()
    }

    /// Open transfers by id.
    pub fn transfers(&self) -> &[u64] {
        self.open.transfers.as_slice()
    }

    /// Whether one more unbond may be opened.
    ///
    /// # Errors
    /// [`ContractError::TooManyOpen`].
    pub fn ensure_room_for_unbond(&self) -> Result<(), ContractError> {
        ensure_below("unbonds", self.unbonds().len(), MAX_UNBONDS)
    }

    /// Whether one more transfer may be opened.
    ///
    /// # Errors
    /// [`ContractError::TooManyOpen`].
    pub fn ensure_room_for_transfer(&self) -> Result<(), ContractError> {
        let (unbonds, transfers) = (self.unbonds().len(), self.transfers().len());
        ensure_below("transfers", transfers, MAX_TRANSFERS)?;
        ensure_below("items", transfers.saturating_add(unbonds), MAX_ITEMS)
    }

    /// Stores a new unbond of the two and answers its id.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn open_unbond(
        &mut self,
        storage: &mut dyn Storage,
        ledger: &mut Ledger,
        unbond: &Unbond,
    ) -> Result<u64, ContractError> {
        let id = ledger.take_id()?;
        ledger.thawing = ledger.thawing.checked_add(unbond.amount)?;
        self.open.unbonds.add(id);
        UNBONDS.save(storage, id, unbond)?;
        UNBOND_RELEASES.save(storage, (locks::sort_key(&unbond.release), id), &())?;
        Ok(id)
    }

    /// Removes an open unbond of the two.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn close_unbond(
        &mut self,
        storage: &mut dyn Storage,
        ledger: &mut Ledger,
        id: u64,
        unbond: &Unbond,
    ) -> Result<(), ContractError> {
        ledger.thawing = ledger.thawing.checked_sub(unbond.amount)?;
        self.open.unbonds.take_out(id);
        UNBONDS.remove(storage, id);
        UNBOND_RELEASES.remove(storage, (locks::sort_key(&unbond.release), id));
        Ok(())
    }

    /// Stores a new transfer of the two and answers its id.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn open_transfer(
        &mut self,
        storage: &mut dyn Storage,
        ledger: &mut Ledger,
        transfer: &Transfer,
    ) -> Result<u64, ContractError> {
        let id = ledger.take_id()?;
        ledger.transferring = ledger.transferring.checked_add(transfer.amount)?;
        self.open.transfers.add(id);
        TRANSFERS.save(storage, id, transfer)?;
        TRANSFER_RELEASES.save(storage, (locks::sort_key(&transfer.release), id), &())?;
        TRANSFERS_TO.save(storage, (&transfer.to, id), &())?;
        Ok(id)
    }

    /// Removes an open transfer of the two.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn close_transfer(
        &mut self,
        storage: &mut dyn Storage,
        ledger: &mut Ledger,
        id: u64,
        transfer: &Transfer,
    ) -> Result<(), ContractError> {
        ledger.transferring = ledger.transferring.checked_sub(transfer.amount)?;
        self.open.transfers.take_out(id);
        TRANSFERS.remove(storage, id);
        TRANSFER_RELEASES.remove(storage, (locks::sort_key(&transfer.release), id));
        TRANSFERS_TO.remove(storage, (&transfer.to, id));
        Ok(())
    }
}

fn ensure_below(what: &'static str, open: usize, max: usize) -> Result<(), ContractError> {
    if open >= max {
        return Err(ContractError::TooManyOpen { what, max });
    }
    Ok(())
}
