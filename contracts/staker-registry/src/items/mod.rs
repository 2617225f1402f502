//! What waits for a lock: unbonds and transfers, the orders in which they are read, and the sums that follow them.
//!
//! [`OpenItems`] is the only way to open and to close an item, so that the orders keep in step; they depend on parties and
//! release points, which never change.

mod open;

pub use open::{open_ids, Ids, Open, OpenItems, OPEN};

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, StdResult, Storage, Uint128};
use cw_utils::Expiration;
use tributary_controls::packed::{Packed, PackedMap, Reader};
use tributary_types::staker_registry::ItemKind;

use crate::registrars::Manager;
use crate::state::Config;
use crate::ContractError;

/// Open unbonds of one owner with one staker, at most (those that `cancel_transfer` opens come on top).
pub const MAX_UNBONDS: usize = 32;

/// Open transfers of one owner from one staker, at most.
pub const MAX_TRANSFERS: usize = 16;

/// Open unbonds by id.
pub const UNBONDS: PackedMap<u64, Unbond> = PackedMap::new("u");

/// Open transfers by id.
pub const TRANSFERS: PackedMap<u64, Transfer> = PackedMap::new("x");

/// Open unbonds by release point ([`tributary_controls::locks::sort_key`]), then id.
pub const UNBOND_RELEASES: PackedMap<(u64, u64), ()> = PackedMap::new("ur");

/// Open transfers by release point, then id.
pub const TRANSFER_RELEASES: PackedMap<(u64, u64), ()> = PackedMap::new("xr");

/// Open transfers by the staker that gets, then id.
pub const TRANSFERS_TO: PackedMap<(&Addr, u64), ()> = PackedMap::new("xt");

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
    /// Who asked for it and may finalise it: the management of the staker that gave.
    pub initiator: Manager,
    /// How much, the fee included.
    pub amount: Uint128,
    /// What whoever finalises it earns.
    pub fee: Uint128,
    /// From when on it can be finalised.
    pub release: Expiration,
    /// When it would have been free had it been an unbond.
    pub unbond_release: Expiration,
}

impl Transfer {
    /// The address of whoever asked for it.
    ///
    /// # Errors
    /// If that was never a registrar.
    pub fn initiator(&self, config: &Config) -> StdResult<Addr> {
        config.registrars.management(self.initiator, &self.from)
    }
}

/// Addresses that repeat the one before are left out.
impl Packed for Unbond {
    fn pack(&self, to: &mut Vec<u8>) {
        let Self { staker, owner, recipient, amount, fee, release } = self;
        staker.pack(to);
        unless_same(owner, staker).pack(to);
        unless_same(recipient, owner).pack(to);
        amount.pack(to);
        fee.pack(to);
        release.pack(to);
    }

    fn unpack(from: &mut Reader) -> StdResult<Self> {
        let staker = Addr::unpack(from)?;
        let owner = Option::unpack(from)?.unwrap_or_else(|| staker.clone());
        let recipient = Option::unpack(from)?.unwrap_or_else(|| owner.clone());
        let (amount, fee, release) = (Packed::unpack(from)?, Packed::unpack(from)?, Packed::unpack(from)?);
        Ok(Self { staker, owner, recipient, amount, fee, release })
    }
}

/// The owner is left out where it is the giving staker.
impl Packed for Transfer {
    fn pack(&self, bytes: &mut Vec<u8>) {
        let Self { from, to, owner, initiator, amount, fee, release, unbond_release } = self;
        from.pack(bytes);
        to.pack(bytes);
        unless_same(owner, from).pack(bytes);
        initiator.pack(bytes);
        amount.pack(bytes);
        fee.pack(bytes);
        release.pack(bytes);
        unbond_release.pack(bytes);
    }

    fn unpack(bytes: &mut Reader) -> StdResult<Self> {
        let (from, to) = (Addr::unpack(bytes)?, Packed::unpack(bytes)?);
        let owner = Option::unpack(bytes)?.unwrap_or_else(|| from.clone());
        let (initiator, amount, fee) =
            (Packed::unpack(bytes)?, Packed::unpack(bytes)?, Packed::unpack(bytes)?);
        let (release, unbond_release) = (Packed::unpack(bytes)?, Packed::unpack(bytes)?);
        Ok(Self { from, to, owner, initiator, amount, fee, release, unbond_release })
    }
}

fn unless_same(address: &Addr, other: &Addr) -> Option<Addr> {
    (address != other).then(|| address.clone())
}

/// The open unbond `id`.
///
/// # Errors
/// [`ContractError::UnknownItem`].
pub fn load_unbond(storage: &dyn Storage, id: u64) -> Result<Unbond, ContractError> {
    UNBONDS.may_load(storage, id)?.ok_or(ContractError::UnknownItem { kind: ItemKind::Unbond, id })
}

/// The open transfer `id`.
///
/// # Errors
/// [`ContractError::UnknownItem`].
pub fn load_transfer(storage: &dyn Storage, id: u64) -> Result<Transfer, ContractError> {
    TRANSFERS.may_load(storage, id)?.ok_or(ContractError::UnknownItem { kind: ItemKind::Transfer, id })
}
