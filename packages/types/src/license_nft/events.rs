//! What the licence contract reports.

use cosmwasm_std::{Addr, Uint128};
use cw_utils::Expiration;

use super::answers::Stage;
use super::messages::NodeRole;
use crate::event::{facts, AttributeValue};

impl AttributeValue for Stage {
    fn text(self) -> Option<String> {
        Some(self.to_string())
    }
}

impl AttributeValue for NodeRole {
    fn text(self) -> Option<String> {
        Some(self.to_string())
    }
}

facts! {
    /// A licence was minted.
    LicenseMinted = "license_minted" {
        /// Its id.
        token_id: String,
        /// Who holds it.
        owner: Addr,
        /// Where its description is.
        token_uri: Option<String>,
        /// The mining pool whose machines earned it.
        mining_pool: String,
        /// When, in seconds.
        minted_at_secs: u64,
        /// Licences of the holder afterwards.
        balance: u64,
        /// Living licences afterwards.
        live: u64,
    }

    /// A licence of another chain was taken over.
    LicenseImported = "license_imported" {
        /// Its id.
        token_id: String,
        /// Who holds it.
        owner: Addr,
        /// Where its description is.
        token_uri: Option<String>,
        /// The mining pool whose machines earned it.
        mining_pool: String,
        /// When it was minted, in seconds.
        minted_at_secs: u64,
        /// What it authorised its node to be.
        role: Option<NodeRole>,
        /// The node.
        node: Option<Addr>,
        /// Licences of the holder afterwards.
        balance: u64,
        /// Living licences afterwards.
        live: u64,
    }

    /// A page of an import is in.
    LicensesImported = "licenses_imported" {
        /// The digest so far, 64 hex digits.
        digest: String,
        /// Licences imported so far.
        count: u64,
    }

    /// The import is sealed.
    ImportFinished = "import_finished" {
        /// The digest over all of it, 64 hex digits.
        digest: String,
        /// Licences imported.
        count: u64,
    }

    /// A licence changed hands.
    LicenseTransferred = "license_transferred" {
        /// Its id.
        token_id: String,
        /// Who held it.
        from: Addr,
        /// Who holds it.
        to: Addr,
        /// Who did it.
        sender: Addr,
        /// Licences of the old holder afterwards.
        from_balance: u64,
        /// Licences of the new holder afterwards.
        to_balance: u64,
    }

    /// A licence went into the custody of the staker-registry; its holder stays.
    CustodyTaken = "custody_taken" {
        /// Its id.
        token_id: String,
        /// Who holds it: the bonder.
        holder: Addr,
        /// The staker-registry.
        staker_registry: Addr,
        /// Licences in custody afterwards.
        bonded: u64,
    }

    /// A licence in custody stands for a node.
    BondRecorded = "bond_recorded" {
        /// Its id.
        token_id: String,
        /// Who holds it.
        holder: Addr,
        /// The node.
        node: Addr,
        /// What the node may be.
        role: NodeRole,
    }

    /// A licence came back from custody.
    CustodyReturned = "custody_returned" {
        /// Its id.
        token_id: String,
        /// Who holds it.
        holder: Addr,
        /// Licences in custody afterwards.
        bonded: u64,
    }

    /// A licence is gone for ever.
    LicenseBurned = "license_burned" {
        /// Its id.
        token_id: String,
        /// Who held it.
        holder: Addr,
        /// Licences of the holder afterwards.
        balance: u64,
        /// Living licences afterwards.
        live: u64,
    }

    /// The coins of a burned licence were paid.
    LicenseRedeemed = "license_redeemed" {
        /// Its id.
        token_id: String,
        /// Who was paid.
        owner: Addr,
        /// How much.
        amount: Uint128,
        /// The reserve afterwards.
        reserve: Uint128,
    }

    /// Licences of a node were burned for a fault.
    LicensesLiquidated = "licenses_liquidated" {
        /// The node.
        node: Addr,
        /// Coins that they had to bear.
        need: Uint128,
        /// How many.
        burned: u32,
        /// The coins that they stood for, sent to the staker-registry.
        released: Uint128,
        /// What of them belongs to the bond.
        surplus: Uint128,
        /// Licences in custody afterwards.
        bonded: u64,
        /// The reserve afterwards.
        reserve: Uint128,
    }

    /// Somebody may transfer a licence.
    Approved = "approved" {
        /// Its id.
        token_id: String,
        /// Who may.
        spender: Addr,
        /// Until when; absent if for ever.
        expires: Option<Expiration>,
    }

    /// Somebody may no longer transfer a licence.
    Revoked = "revoked" {
        /// Its id.
        token_id: String,
        /// Who may not.
        spender: Addr,
    }

    /// Somebody may transfer all licences of an owner.
    OperatorApproved = "operator_approved" {
        /// Whose.
        owner: Addr,
        /// Who may.
        operator: Addr,
        /// Until when; absent if for ever.
        expires: Option<Expiration>,
    }

    /// Somebody may no longer transfer the licences of an owner.
    OperatorRevoked = "operator_revoked" {
        /// Whose.
        owner: Addr,
        /// Who may not.
        operator: Addr,
    }

    /// Coins joined the reserve.
    ReserveFunded = "reserve_funded" {
        /// Who gave them.
        funder: Addr,
        /// How much.
        amount: Uint128,
        /// All that this funder gave.
        funded: Uint128,
        /// The reserve afterwards.
        reserve: Uint128,
    }

    /// Coins went back to a funder.
    FundingReclaimed = "funding_reclaimed" {
        /// Who.
        funder: Addr,
        /// How much.
        amount: Uint128,
        /// What is still booked to this funder.
        funded: Uint128,
        /// The reserve afterwards.
        reserve: Uint128,
    }

    /// The collection is in another stage.
    StageOpened = "stage_opened" {
        /// Which.
        stage: Stage,
        /// Living licences.
        live: u64,
        /// The coins behind them.
        reserve: Uint128,
        /// What goes back to the funders.
        excess: Uint128,
    }

    /// Somebody else mints.
    MinterSet = "minter_set" {
        /// Who.
        minter: Addr,
    }

    /// Another staker-registry, or none.
    StakerRegistrySet = "staker_registry_set" {
        /// Where it is.
        staker_registry: Option<Addr>,
    }

    /// A contract is told of changes.
    HookRegistered = "hook_registered" {
        /// Which.
        hook: Addr,
    }

    /// A contract is told of changes no longer.
    HookRemoved = "hook_removed" {
        /// Which.
        hook: Addr,
    }

    /// A contract failed when it was told of a change; the change stands.
    HookFailed = "hook_failed" {
        /// Which.
        hook: Addr,
        /// Whose licences.
        owner: Addr,
        /// How many they were.
        balance: u64,
    }
}
