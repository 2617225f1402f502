//! What the staker-registry reports.

use cosmwasm_std::{Addr, Uint128};
use cw_utils::Expiration;

use super::answers::ItemKind;
use crate::event::{facts, AttributeValue};
use crate::license_nft::NodeRole;

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
        /// Its first coins; 0 if it begins with a licence.
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
        /// Licences that were burned, bonded ones and unbonding ones.
        burned: u32,
        /// What they stood for beyond the need; it stays with the bond.
        surplus: Uint128,
        /// The evidence.
        evidence_id: String,
        /// Why.
        reason: String,
        /// The staker's bonded coins afterwards.
        tokens: Uint128,
        /// The staker's bonded licences afterwards.
        licenses: u32,
    }

    /// A liquidation burned a licence.
    LicenseBurned = "license_burned" {
        /// Which one.
        token_id: String,
        /// For which staker it stood.
        staker: Addr,
        /// Who had bonded it.
        bonder: Addr,
        /// What waits under its id for its release point: of the last one burned, if it was unbonding.
        surplus: Uint128,
    }

    /// A liquidation reduced what an earlier one had left of a licence; a surplus of 0 means that it is gone.
    SurplusLiquidated = "surplus_liquidated" {
        /// Which licence it was.
        token_id: String,
        /// What was taken.
        taken: Uint128,
        /// What is left.
        surplus: Uint128,
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

    /// The licence contract was named.
    LicenseContractSet = "license_contract_set" {
        /// Which one.
        license_nft: Addr,
        /// Coins that a licence stands for.
        coins_per_license: Uint128,
    }

    /// A licence counts for a staker.
    LicenseBonded = "license_bonded" {
        /// Which one.
        token_id: String,
        /// The staker.
        staker: Addr,
        /// Who bonded it.
        bonder: Addr,
        /// What it authorises the node to be.
        role: NodeRole,
        /// The staker's bonded licences afterwards.
        licenses: u32,
    }

    /// A licence is on the way out.
    LicenseUnbonded = "license_unbonded" {
        /// Which one.
        token_id: String,
        /// The staker.
        staker: Addr,
        /// Who gets it back.
        bonder: Addr,
        /// From when on it can be released.
        release: Expiration,
        /// The staker's bonded licences afterwards.
        licenses: u32,
    }

    /// A licence went back to its bonder, or what a liquidation had left of it.
    LicenseReleased = "license_released" {
        /// Which one.
        token_id: String,
        /// For which staker it stood.
        staker: Addr,
        /// Who got it.
        bonder: Addr,
        /// What was left of a burned one; 0 for the licence itself.
        surplus: Uint128,
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
