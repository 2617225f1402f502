//! What the staker-registry reports.

use cosmwasm_std::{Addr, Uint128};
use cw_utils::Expiration;

use super::answers::ItemKind;
use crate::event::{facts, AttributeValue};

impl AttributeValue for ItemKind {
    fn text(self) -> Option<String> {
        Some(self.to_string())
    }
}

facts! {
    /// Somebody registered as a staker.
    StakerRegistered = "staker_registered" {
        /// Its identity.
        staker: Addr,
        /// Who manages it.
        management: Addr,
        /// Who signs for it.
        signing_address: Addr,
        /// Where block rewards go.
        coinbase_address: Addr,
        /// Its first stake.
        amount: Uint128,
    }

    /// Coins were added to a staker.
    Bonded = "bonded" {
        /// The staker.
        staker: Addr,
        /// How much.
        amount: Uint128,
        /// Its bonded coins afterwards.
        tokens: Uint128,
    }

    /// Stake is on its way out.
    Unbonded = "unbonded" {
        /// The item.
        id: u64,
        /// The staker.
        staker: Addr,
        /// Whose item it is.
        owner: Addr,
        /// Who will be paid.
        recipient: Addr,
        /// How much, the fee included.
        amount: Uint128,
        /// What whoever finalises it earns.
        fee: Uint128,
        /// From when on it can be finalised.
        release: Expiration,
        /// The staker's bonded coins afterwards.
        tokens: Uint128,
    }

    /// Stake is on its way to another staker.
    StakeTransferred = "stake_transferred" {
        /// The item.
        id: u64,
        /// The staker that gives.
        from: Addr,
        /// The staker that gets.
        to: Addr,
        /// Whose item it is.
        owner: Addr,
        /// How much, the fee included.
        amount: Uint128,
        /// What whoever finalises it earns.
        fee: Uint128,
        /// From when on it can be finalised.
        release: Expiration,
        /// The giving staker's bonded coins afterwards.
        tokens: Uint128,
    }

    /// A transfer was taken back and became an unbond.
    TransferCancelled = "transfer_cancelled" {
        /// The transfer that is gone.
        transfer: u64,
        /// The unbond in its place.
        id: u64,
        /// The staker that gave.
        staker: Addr,
        /// Whose item it is.
        owner: Addr,
        /// The whole amount.
        amount: Uint128,
        /// From when on the unbond can be finalised.
        release: Expiration,
    }

    /// An unbond was paid.
    UnbondFinalized = "unbond_finalized" {
        /// The item.
        id: u64,
        /// The staker it came from.
        staker: Addr,
        /// Whose item it was.
        owner: Addr,
        /// Who was paid the amount less the fee.
        recipient: Addr,
        /// How much, the fee included.
        amount: Uint128,
        /// What the finaliser earned.
        fee: Uint128,
        /// Who was paid the fee.
        fee_recipient: Addr,
    }

    /// A transfer arrived.
    TransferFinalized = "transfer_finalized" {
        /// The item.
        id: u64,
        /// The staker that gave.
        from: Addr,
        /// The staker that got the amount less the fee.
        to: Addr,
        /// Whose item it was.
        owner: Addr,
        /// How much, the fee included.
        amount: Uint128,
        /// What the finaliser earned.
        fee: Uint128,
        /// Who was paid the fee.
        fee_recipient: Addr,
        /// The receiving staker's bonded coins afterwards.
        tokens: Uint128,
    }

    /// A batch passed an item over.
    FinalizeSkipped = "finalize_skipped" {
        /// Which kind of item.
        kind: ItemKind,
        /// The item.
        id: u64,
        /// Why: `unknown`, `locked`, or `destination` (the pool it goes to does not take it).
        reason: SkipReason,
    }

    /// An unbond will be paid to somebody else.
    UnbondRedirected = "unbond_redirected" {
        /// The item.
        id: u64,
        /// Whose item it is.
        owner: Addr,
        /// Who will be paid.
        recipient: Addr,
    }

    /// A staker was switched on or off.
    StateChanged = "state_changed" {
        /// The staker.
        staker: Addr,
        /// Whether it takes part.
        active: bool,
    }

    /// Another signing address.
    SigningAddressSet = "signing_address_set" {
        /// The staker.
        staker: Addr,
        /// Who signs from now on.
        signing_address: Addr,
        /// From when on it may change again.
        next_signing_change: Expiration,
    }

    /// Another coinbase address.
    CoinbaseAddressSet = "coinbase_address_set" {
        /// The staker.
        staker: Addr,
        /// Where block rewards go from now on.
        coinbase_address: Addr,
    }

    /// Stake was taken.
    Liquidated = "liquidated" {
        /// The staker that answers.
        staker: Addr,
        /// What was taken, together.
        taken: Uint128,
        /// The part of the amount that was not there.
        left: Uint128,
        /// What was taken from the bonded coins.
        from_tokens: Uint128,
        /// The evidence.
        evidence_id: String,
        /// Why.
        reason: String,
        /// The staker's bonded coins afterwards.
        tokens: Uint128,
    }

    /// A liquidation reduced an open item; an amount of 0 means that it is gone.
    ItemLiquidated = "item_liquidated" {
        /// Which kind of item.
        kind: ItemKind,
        /// The item.
        id: u64,
        /// What was taken from it.
        taken: Uint128,
        /// Its amount afterwards.
        amount: Uint128,
        /// Its fee afterwards.
        fee: Uint128,
    }

    /// Revenue went to the treasury.
    RevenueForwarded = "revenue_forwarded" {
        /// Who got it.
        treasury: Addr,
        /// How much.
        amount: Uint128,
    }
}

/// Why a batch passed an item over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SkipReason {
    /// No open item has this id.
    Unknown,
    /// Its lock is not over.
    Locked,
    /// The pool it goes to does not take it.
    Destination,
}

impl AttributeValue for SkipReason {
    fn text(self) -> Option<String> {
        let text = match self {
            Self::Unknown => "unknown",
            Self::Locked => "locked",
            Self::Destination => "destination",
        };
        Some(text.to_owned())
    }
}
