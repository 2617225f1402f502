//! What waits for a lock: unbonds and transfers, the orders in which they are read, and the sums that follow them.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Order, StdResult, Storage, Uint128};
use cw_storage_plus::{index_list, IndexedMap, MultiIndex};
use cw_utils::Expiration;
use tributary_controls::locks;
use tributary_types::staker_registry::ItemKind;

use crate::state::Ledger;
use crate::ContractError;

/// Open unbonds of one owner with one staker, at most (those that `cancel_transfer` opens come on top).
pub const MAX_UNBONDS: usize = 32;

/// Open transfers of one owner from one staker, at most.
pub const MAX_TRANSFERS: usize = 16;

/// Open unbonds by id.
pub const UNBONDS: IndexedMap<u64, Unbond, UnbondIndexes> = IndexedMap::new(
    "unbonds",
    UnbondIndexes {
        owner: MultiIndex::new(|_, unbond| unbond.owner.clone(), "unbonds", "unbonds__owner"),
        staker: MultiIndex::new(|_, unbond| unbond.staker.clone(), "unbonds", "unbonds__staker"),
        pair: MultiIndex::new(
            |_, unbond| (unbond.staker.clone(), unbond.owner.clone()),
            "unbonds",
            "unbonds__pair",
        ),
        release: MultiIndex::new(|_, unbond| locks::sort_key(&unbond.release), "unbonds", "unbonds__release"),
    },
);

/// Open transfers by id.
pub const TRANSFERS: IndexedMap<u64, Transfer, TransferIndexes> = IndexedMap::new(
    "transfers",
    TransferIndexes {
        owner: MultiIndex::new(|_, transfer| transfer.owner.clone(), "transfers", "transfers__owner"),
        from: MultiIndex::new(|_, transfer| transfer.from.clone(), "transfers", "transfers__from"),
        to: MultiIndex::new(|_, transfer| transfer.to.clone(), "transfers", "transfers__to"),
        pair: MultiIndex::new(
            |_, transfer| (transfer.from.clone(), transfer.owner.clone()),
            "transfers",
            "transfers__pair",
        ),
        release: MultiIndex::new(
            |_, transfer| locks::sort_key(&transfer.release),
            "transfers",
            "transfers__release",
        ),
    },
);

/// Stake on the way out.
#[cw_serde]
pub struct Unbond {
    /// From which staker.
    pub staker: Addr,
    /// Whose it is: who answers for it and may redirect it.
    pub owner: Addr,
    /// Who will be paid.
    pub recipient: Addr,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
    /// From when on it can be finalised.
    pub release: Expiration,
}

/// Stake on the way to another staker.
#[cw_serde]
pub struct Transfer {
    /// The staker that gave.
    pub from: Addr,
    /// The staker that gets.
    pub to: Addr,
    /// Whose it is.
    pub owner: Addr,
    /// Who asked for it and may finalise it.
    pub initiator: Addr,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
    /// From when on it can be finalised.
    pub release: Expiration,
    /// When it would have been free had it been an unbond.
    pub unbond_release: Expiration,
}

/// The orders in which unbonds are read.
#[index_list(Unbond)]
pub struct UnbondIndexes<'a> {
    /// Of an owner, by id.
    pub owner: MultiIndex<'a, Addr, Unbond, u64>,
    /// From a staker, by id.
    pub staker: MultiIndex<'a, Addr, Unbond, u64>,
    /// Of an owner with a staker, by id: what is capped, and what answers for a fault.
    pub pair: MultiIndex<'a, (Addr, Addr), Unbond, u64>,
    /// By release point, then id.
    pub release: MultiIndex<'a, u64, Unbond, u64>,
}

/// The orders in which transfers are read.
#[index_list(Transfer)]
pub struct TransferIndexes<'a> {
    /// Of an owner, by id.
    pub owner: MultiIndex<'a, Addr, Transfer, u64>,
    /// From a staker, by id.
    pub from: MultiIndex<'a, Addr, Transfer, u64>,
    /// To a staker, by id.
    pub to: MultiIndex<'a, Addr, Transfer, u64>,
    /// Of an owner from a staker, by id: what is capped, and what answers for a fault.
    pub pair: MultiIndex<'a, (Addr, Addr), Transfer, u64>,
    /// By release point, then id.
    pub release: MultiIndex<'a, u64, Transfer, u64>,
}

/// Stores a new unbond and answers its id.
///
/// # Errors
/// Overflow of a sum.
pub fn open_unbond(
    storage: &mut dyn Storage,
    ledger: &mut Ledger,
    unbond: &Unbond,
) -> Result<u64, ContractError> {
    let id = ledger.take_id()?;
    ledger.thawing = ledger.thawing.checked_add(unbond.amount)?;
    UNBONDS.replace(storage, id, Some(unbond), None)?;
    Ok(id)
}

/// Removes an open unbond.
///
/// # Errors
/// Overflow of a sum.
pub fn close_unbond(
    storage: &mut dyn Storage,
    ledger: &mut Ledger,
    id: u64,
    unbond: &Unbond,
) -> Result<(), ContractError> {
    ledger.thawing = ledger.thawing.checked_sub(unbond.amount)?;
    UNBONDS.replace(storage, id, None, Some(unbond))?;
    Ok(())
}

/// The open unbond `id`.
///
/// # Errors
/// [`ContractError::UnknownItem`].
pub fn load_unbond(storage: &dyn Storage, id: u64) -> Result<Unbond, ContractError> {
    UNBONDS.may_load(storage, id)?.ok_or(ContractError::UnknownItem { kind: ItemKind::Unbond, id })
}

/// Stores a new transfer and answers its id.
///
/// # Errors
/// Overflow of a sum.
pub fn open_transfer(
    storage: &mut dyn Storage,
    ledger: &mut Ledger,
    transfer: &Transfer,
) -> Result<u64, ContractError> {
    let id = ledger.take_id()?;
    ledger.transferring = ledger.transferring.checked_add(transfer.amount)?;
    TRANSFERS.replace(storage, id, Some(transfer), None)?;
    Ok(id)
}

/// Removes an open transfer.
///
/// # Errors
/// Overflow of a sum.
pub fn close_transfer(
    storage: &mut dyn Storage,
    ledger: &mut Ledger,
    id: u64,
    transfer: &Transfer,
) -> Result<(), ContractError> {
    ledger.transferring = ledger.transferring.checked_sub(transfer.amount)?;
    TRANSFERS.replace(storage, id, None, Some(transfer))?;
    Ok(())
}

/// The open transfer `id`.
///
/// # Errors
/// [`ContractError::UnknownItem`].
pub fn load_transfer(storage: &dyn Storage, id: u64) -> Result<Transfer, ContractError> {
    TRANSFERS.may_load(storage, id)?.ok_or(ContractError::UnknownItem { kind: ItemKind::Transfer, id })
}

/// How many unbonds of `owner` with `staker` are open: at most 48.
pub fn count_unbonds(storage: &dyn Storage, staker: &Addr, owner: &Addr) -> usize {
    let pair = UNBONDS.idx.pair.prefix((staker.clone(), owner.clone()));
    pair.keys_raw(storage, None, None, Order::Ascending).count()
}

/// How many transfers of `owner` from `staker` are open: at most 16.
pub fn count_transfers(storage: &dyn Storage, staker: &Addr, owner: &Addr) -> usize {
    let pair = TRANSFERS.idx.pair.prefix((staker.clone(), owner.clone()));
    pair.keys_raw(storage, None, None, Order::Ascending).count()
}

/// The open unbonds of `owner` with `staker`, by id: at most 48.
///
/// # Errors
/// If one cannot be read.
pub fn unbonds_of(storage: &dyn Storage, staker: &Addr, owner: &Addr) -> StdResult<Vec<(u64, Unbond)>> {
    let pair = UNBONDS.idx.pair.prefix((staker.clone(), owner.clone()));
    pair.range(storage, None, None, Order::Ascending).collect()
}

/// The open transfers of `owner` from `staker`, by id: at most 16.
///
/// # Errors
/// If one cannot be read.
pub fn transfers_of(storage: &dyn Storage, staker: &Addr, owner: &Addr) -> StdResult<Vec<(u64, Transfer)>> {
    let pair = TRANSFERS.idx.pair.prefix((staker.clone(), owner.clone()));
    pair.range(storage, None, None, Order::Ascending).collect()
}
