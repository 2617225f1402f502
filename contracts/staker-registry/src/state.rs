//! What the staker-registry remembers, and the rules between its maps.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, Empty, Order, StdResult, Storage, Uint128};
use cw_storage_plus::{index_list, IndexedMap, Item, Map, MultiIndex};
use cw_utils::{Duration, Expiration};
use tributary_controls::announcement::Announcement;
use tributary_controls::locks;
use tributary_types::staker_registry::{ConfigChange, ItemKind};
use tributary_types::treasury_decay::TreasuryContract;

use crate::ContractError;

/// Open unbonds of one owner with one staker, at most (those that `cancel_transfer` opens come on top).
pub const MAX_UNBONDS: usize = 32;

/// Open transfers of one owner from one staker, at most.
pub const MAX_TRANSFERS: usize = 16;

/// The parameters in force.
pub const CONFIG: Item<Config> = Item::new("config");

/// The announced parameters.
pub const ANNOUNCEMENT: Announcement<ConfigChange> = Announcement::new();

/// Sums over everything, and the next id.
pub const LEDGER: Item<Ledger> = Item::new("ledger");

/// Stakers by identity.
pub const STAKERS: Map<&Addr, Staker> = Map::new("stakers");

/// Identities by signing address.
pub const SIGNERS: Map<&Addr, Addr> = Map::new("signers");

/// Identities of the stakers that count.
pub const ACTIVE: Map<&Addr, Empty> = Map::new("active");

/// Evidence that has worked.
pub const EVIDENCE: Map<&str, Empty> = Map::new("evidence");

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

/// The parameters in force.
#[cw_serde]
pub struct Config {
    /// The staking denom, for ever.
    pub denom: String,
    /// What a staker needs to register and to count, for ever.
    pub min_self_stake: Uint128,
    /// How long an unbond waits.
    pub unbond_lock: Duration,
    /// How long a transfer waits.
    pub transfer_lock: Duration,
    /// How long a signing address must be kept.
    pub signing_cooldown: Duration,
    /// Who may liquidate.
    pub slasher: Option<Addr>,
    /// Who gets the revenue.
    pub treasury: Option<TreasuryContract>,
    /// Who registers stakers for others.
    pub registrars: Vec<Addr>,
}

/// Sums over everything, kept with their parts, in base units.
#[cw_serde]
#[derive(Default)]
pub struct Ledger {
    /// The id of the next item, of either kind.
    pub next_id: u64,
    /// Registered stakers.
    pub stakers: u64,
    /// Those that count.
    pub active_stakers: u64,
    /// The weight of those that count.
    pub power: Uint128,
    /// Bonded coins.
    pub tokens: Uint128,
    /// In open unbonds.
    pub thawing: Uint128,
    /// In open transfers.
    pub transferring: Uint128,
    /// Taken and not yet forwarded.
    pub revenue_due: Uint128,
}

impl Ledger {
    fn take_id(&mut self) -> Result<u64, ContractError> {
        let id = self.next_id;
        self.next_id = Uint128::from(id)
            .checked_add(Uint128::one())?
            .u128()
            .try_into()
            .map_err(|_| cosmwasm_std::OverflowError::new(cosmwasm_std::OverflowOperation::Add))?;
        Ok(id)
    }
}

/// One staker.
#[cw_serde]
pub struct Staker {
    /// Who manages it, for ever: itself, or the registrar that registered it.
    pub management: Addr,
    /// Who signs for it.
    pub signing_address: Addr,
    /// Where block rewards go.
    pub coinbase_address: Addr,
    /// Bonded coins.
    pub tokens: Uint128,
    /// Whether its management lets it take part.
    pub flag: bool,
    /// From when on the signing address may change.
    pub next_signing_change: Expiration,
}

impl Staker {
    /// What it counts for: its coins.
    pub const fn weight(&self) -> Uint128 {
        self.tokens
    }

    /// Whether it counts.
    pub fn is_active(&self, config: &Config) -> bool {
        self.flag && self.weight() >= config.min_self_stake
    }

    /// What it counts for in consensus.
    pub fn power(&self, config: &Config) -> Uint128 {
        if self.is_active(config) {
            self.weight()
        } else {
            Uint128::zero()
        }
    }
}

/// A staker taken out of storage to be changed. Saving it keeps the ledger and the index of active stakers in step.
pub struct StakerEntry {
    /// Its identity.
    pub identity: Addr,
    /// What it is to become.
    pub staker: Staker,
    stored: Option<Staker>,
}

impl StakerEntry {
    /// A staker that is not stored yet.
    pub const fn new(identity: Addr, staker: Staker) -> Self {
        Self { identity, staker, stored: None }
    }

    /// The staker `identity`.
    ///
    /// # Errors
    /// [`ContractError::UnknownStaker`].
    pub fn load(storage: &dyn Storage, identity: Addr) -> Result<Self, ContractError> {
        let stored = STAKERS.may_load(storage, &identity)?;
        match stored {
            Some(staker) => Ok(Self { identity, staker: staker.clone(), stored: Some(staker) }),
            None => Err(ContractError::UnknownStaker { staker: identity }),
        }
    }

    /// The staker `identity`, for its management.
    ///
    /// # Errors
    /// [`ContractError::UnknownStaker`], [`ContractError::NotManagement`].
    pub fn load_managed(storage: &dyn Storage, identity: Addr, sender: &Addr) -> Result<Self, ContractError> {
        let entry = Self::load(storage, identity)?;
        if entry.staker.management != *sender {
            return Err(ContractError::NotManagement {
                staker: entry.identity,
                management: entry.staker.management,
            });
        }
        Ok(entry)
    }

    /// Whether a contract manages the staker for others.
    pub fn is_managed(&self) -> bool {
        self.staker.management != self.identity
    }

    /// Takes `amount` off the bonded coins.
    ///
    /// # Errors
    /// [`ContractError::ZeroAmount`], [`ContractError::InsufficientStake`].
    pub fn take_tokens(&mut self, amount: Uint128) -> Result<(), ContractError> {
        if amount.is_zero() {
            return Err(ContractError::ZeroAmount);
        }
        let available = self.staker.tokens;
        self.staker.tokens = available
            .checked_sub(amount)
            .map_err(|_| ContractError::InsufficientStake { available, required: amount })?;
        Ok(())
    }

    /// Stores the staker, and what changed in the ledger and among the active ones.
    ///
    /// # Errors
    /// Overflow of a sum.
    pub fn save(
        self,
        storage: &mut dyn Storage,
        config: &Config,
        ledger: &mut Ledger,
    ) -> Result<(), ContractError> {
        let Self { identity, staker, stored } = self;
        let (tokens_before, power_before, active_before) = match &stored {
            Some(stored) => (stored.tokens, stored.power(config), stored.is_active(config)),
            None => {
                ledger.stakers = ledger.stakers.saturating_add(1);
                (Uint128::zero(), Uint128::zero(), false)
            }
        };
        ledger.tokens = ledger.tokens.checked_sub(tokens_before)?.checked_add(staker.tokens)?;
        ledger.power = ledger.power.checked_sub(power_before)?.checked_add(staker.power(config))?;
        match (active_before, staker.is_active(config)) {
            (false, true) => {
                ledger.active_stakers = ledger.active_stakers.saturating_add(1);
                ACTIVE.save(storage, &identity, &Empty {})?;
            }
            (true, false) => {
                ledger.active_stakers = ledger.active_stakers.saturating_sub(1);
                ACTIVE.remove(storage, &identity);
            }
            (false, false) | (true, true) => {}
        }
        STAKERS.save(storage, &identity, &staker)?;
        Ok(())
    }
}

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
