//! Ownerships that change hands, or nearly.

use cosmwasm_std::{Addr, Timestamp};
use cw_utils::Expiration;
use tributary_types::ownership::OwnershipAction;

use crate::dice::Dice;
use crate::model::control::Control;

/// A step of a handover to `next` at second `now`, and who makes it: mostly possible ones.
pub fn handover(dice: &mut Dice, control: &Control, now: u64, next: Addr) -> (Addr, OwnershipAction) {
    let (owner, pending) = (control.owner.clone(), control.pending_owner.clone());
    match (dice.below(8), pending) {
        (0, _) => (owner, OwnershipAction::RenounceOwnership),
        (1, _) => (next, OwnershipAction::AcceptOwnership),
        (2..=5, Some((pending, _))) => (pending, OwnershipAction::AcceptOwnership),
        (turn, _) => {
            let at = Timestamp::from_seconds(now + if turn == 5 { 1 } else { 1 << 20 });
            let expiry = (turn > 4).then_some(Expiration::AtTime(at));
            (owner, OwnershipAction::TransferOwnership { new_owner: next.into_string(), expiry })
        }
    }
}
