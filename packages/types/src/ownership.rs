//! How an ownership changes hands.

use cosmwasm_schema::cw_serde;
use cw_ownable::Action;
use cw_utils::Expiration;

/// The messages of cw-ownable, spelt as there, but strict: a misspelt `expiry` must not make an offer that never ends.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum OwnershipAction {
    /// Offers the ownership.
    TransferOwnership {
        /// To whom.
        new_owner: String,
        /// Until when; for ever if omitted.
        expiry: Option<Expiration>,
    },
    /// Accepts the offer.
    AcceptOwnership,
    /// Gives the ownership up, which is always refused.
    RenounceOwnership,
}

impl From<OwnershipAction> for Action {
    fn from(action: OwnershipAction) -> Self {
        match action {
            OwnershipAction::TransferOwnership { new_owner, expiry } => {
                Self::TransferOwnership { new_owner, expiry }
            }
            OwnershipAction::AcceptOwnership => Self::AcceptOwnership,
            OwnershipAction::RenounceOwnership => Self::RenounceOwnership,
        }
    }
}
