//! Owner, guardian, pause and announcements of one contract (D25, D26).

use cosmwasm_std::Addr;
use cw_ownable::Ownership;
use cw_utils::{Duration, Expiration};
use tributary_types::ownership::OwnershipAction;

use super::refusals::{is_address, Refusals, ADDRESS};
use super::time::{days_like, length, same_kind, Moment};

/// Who is somebody by the message alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Anyone, or somebody that depends on the message's data.
    Anyone,
    /// The owner.
    Owner,
    /// The guardian.
    Guardian,
    /// The guardian or the owner.
    Pauser,
}

/// Owner, guardian and pause.
#[derive(Clone, Debug, PartialEq)]
pub struct Control {
    /// The owner.
    pub owner: Addr,
    /// Who may accept the ownership, and until when.
    pub pending_owner: Option<(Addr, Option<Expiration>)>,
    /// Who may pause.
    pub guardian: Option<Addr>,
    /// Whether entries are stopped.
    pub paused: bool,
}

/// An open announcement.
#[derive(Clone, Debug, PartialEq)]
pub struct Announced<T> {
    /// What changes.
    pub change: T,
    /// From when on.
    pub release: Expiration,
}

impl Control {
    /// What role and pause refuse.
    pub fn refusals(&self, by: &Addr, role: Role, is_entry: bool) -> Refusals {
        let mut no = Refusals::default();
        let allowed = match role {
            Role::Anyone => true,
            Role::Owner => self.owner == *by,
            Role::Guardian => self.guardian.as_ref() == Some(by),
            Role::Pauser => self.owner == *by || self.guardian.as_ref() == Some(by),
        };
        no.when(!allowed, "unauthorized");
        no.when(is_entry && self.paused, "paused");
        no
    }

    /// `set_guardian`
    pub fn set_guardian(&mut self, mut no: Refusals, guardian: Option<&String>) -> Result<(), Refusals> {
        no.when(guardian.is_some_and(|guardian| !is_address(guardian)), ADDRESS);
        no.finish()?;
        self.guardian = guardian.map(Addr::unchecked);
        Ok(())
    }

    /// `pause` and `unpause`
    pub fn set_paused(&mut self, mut no: Refusals, paused: bool) -> Result<(), Refusals> {
        no.when(self.paused == paused, if paused { "paused already" } else { "not paused" });
        no.finish()?;
        self.paused = paused;
        Ok(())
    }

    /// `ownership`
    pub fn ownership(&self) -> Ownership<String> {
        let pending = self.pending_owner.as_ref();
        Ownership {
            owner: Some(self.owner.to_string()),
            pending_owner: pending.map(|(who, _)| who.to_string()),
            pending_expiry: pending.and_then(|(_, expiry)| *expiry),
        }
    }

    /// `update_ownership`: two steps, never renounced.
    pub fn update_ownership(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        now: Moment,
        action: &OwnershipAction,
    ) -> Result<(), Refusals> {
        match action {
            OwnershipAction::RenounceOwnership => {
                no.when(true, "renounce");
                no.finish()
            }
            OwnershipAction::TransferOwnership { new_owner, expiry } => {
                no.when(self.owner != *by, "unauthorized");
                no.when(!is_address(new_owner), ADDRESS);
                no.finish()?;
                self.pending_owner = Some((Addr::unchecked(new_owner), *expiry));
                Ok(())
            }
            OwnershipAction::AcceptOwnership => {
                no.when(self.pending_owner.is_none(), "nothing");
                if let Some((pending, expiry)) = &self.pending_owner {
                    no.when(pending != by, "unauthorized");
                    no.when(expiry.is_some_and(|expiry| now.reached(expiry)), "expired");
                }
                no.finish()?;
                self.owner = by.clone();
                self.pending_owner = None;
                Ok(())
            }
        }
    }
}

/// `migrate_records` in a world, where no contract is migrated.
pub fn no_migration(mut no: Refusals, limit: u32) -> Result<(), Refusals> {
    no.when(limit == 0, "limit");
    no.when(true, "nothing");
    no.finish()
}

/// `apply_config`: what is announced, once it is due.
pub fn due<T: Clone>(announced: Option<&Announced<T>>, mut no: Refusals, now: Moment) -> Result<T, Refusals> {
    no.when(announced.is_none(), "nothing");
    no.when(announced.is_some_and(|announced| !now.reached(announced.release)), "locked");
    no.finish()?;
    Ok(announced.map(|announced| announced.change.clone()).expect("tested above"))
}

/// What a new length of a lock refuses: its kind, nothing where it must be something, more than the limit.
pub fn lock_refusals(no: &mut Refusals, present: Duration, next: Option<Duration>, days: u64, zero: bool) {
    let Some(next) = next else { return };
    no.when(!same_kind(present, next), "kind");
    no.when(!zero && length(next) == 0, "zero");
    no.when(length(next) > length(days_like(next, days)), "too long");
}
