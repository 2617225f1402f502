//! An agreement: who shares what, what it has earned, and how it can be over.

use cosmwasm_std::{Addr, Decimal, Storage, Uint128};
use tributary_controls::packed::PackedMap;
use tributary_controls::{packed, packed_choice};
use tributary_math::joint::accrual::Earner;
use tributary_math::joint::terms::{owner_share_floor, Lock, PenaltyTerms};
use tributary_math::Bps;
use tributary_types::joint_staking::{AgreementStatus, EndedBy, PartyRewards};

use crate::books::Books;
use crate::principal::Place;
use crate::ContractError;

/// All agreements ever, by id.
pub const AGREEMENTS: PackedMap<u64, Agreement> = PackedMap::new("a");

/// They by owner.
pub const AGREEMENTS_BY_OWNER: PackedMap<(&Addr, u64), ()> = PackedMap::new("g");

/// They by staker.
pub const AGREEMENTS_BY_STAKER: PackedMap<(&Addr, u64), ()> = PackedMap::new("s");

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Party {
    /// Who offered the device.
    Owner,
    /// Who staked.
    Staker,
}

packed_choice!(Party, "no party": Owner 0, Staker 1);

/// An agreement; [`Agreement::open`] brings it up to now. What is fixed when it starts never changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// Which device.
    pub device: String,
    /// What that was when it started.
    pub class: String,
    /// Who is paid for the device.
    pub owner: Addr,
    /// Who staked.
    pub staker: Addr,
    /// The owner's share of the rewards.
    pub owner_share: Bps,
    /// What was staked, in base units.
    pub principal: Uint128,
    /// How full that makes the device, as people read it.
    pub kappa: Decimal,
    /// What the lock multiplies by, in basis points.
    pub tau_bps: u32,
    /// The lock.
    pub lock: Lock,
    /// What it costs to leave early.
    pub penalty: PenaltyTerms,
    /// Whether both together may leave without that.
    pub mutual_exit_free: bool,
    /// Its place in the accrual.
    pub earner: Earner,
    /// What the owner was paid.
    pub owner_claimed: Uint128,
    /// What the staker was paid.
    pub staker_claimed: Uint128,
    /// Who agreed to leave.
    pub consent: Option<Party>,
    /// How it was closed.
    pub closed: Option<Closed>,
    /// Where the principal is.
    pub place: Place,
}

packed!(Agreement {
    device,
    class,
    owner,
    staker,
    owner_share,
    principal,
    kappa,
    tau_bps,
    lock,
    penalty,
    mutual_exit_free,
    earner,
    owner_claimed,
    staker_claimed,
    consent,
    closed,
    place,
});

/// How an agreement was closed.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    /// When, in seconds.
    pub at: u64,
    /// Who ended it before its lock was over; nobody, if it was settled.
    pub ended_by: Option<EndedBy>,
    /// What that cost.
    pub bill: Bill,
}

packed!(Closed { at, ended_by, bill });

/// What ending an agreement costs a party, and what that is taken from, in base units.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bill {
    /// All of it: the sum of the others.
    pub penalty: Uint128,
    /// What the party has not claimed.
    pub from_rewards: Uint128,
    /// The principal.
    pub from_principal: Uint128,
    /// What it must bring.
    pub from_coins: Uint128,
}

packed!(Bill { penalty, from_rewards, from_principal, from_coins });

/// What an agreement has earned, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rewards {
    /// All of it, in base units.
    pub total: Uint128,
    /// The owner's part.
    pub owner: PartyRewards,
    /// The staker's part.
    pub staker: PartyRewards,
}

impl Rewards {
    /// What a party has.
    pub const fn of(&self, party: Party) -> &PartyRewards {
        match party {
            Party::Owner => &self.owner,
            Party::Staker => &self.staker,
        }
    }
}

impl Agreement {
    /// The agreement of this id, as it was touched last.
    ///
    /// # Errors
    /// **not found**.
    pub fn load(storage: &dyn Storage, agreement_id: u64) -> Result<Self, ContractError> {
        AGREEMENTS.may_load(storage, agreement_id)?.ok_or(ContractError::AgreementNotFound { agreement_id })
    }

    /// The agreement of this id, as of the books.
    ///
    /// # Errors
    /// **not found**.
    pub fn open(storage: &dyn Storage, books: &Books, agreement_id: u64) -> Result<Self, ContractError> {
        let mut agreement = Self::load(storage, agreement_id)?;
        books.mature(storage, &mut agreement.earner)?;
        Ok(agreement)
    }

    /// Which party somebody is.
    ///
    /// # Errors
    /// **unauthorized**.
    pub fn party(&self, agreement_id: u64, sender: &Addr) -> Result<Party, ContractError> {
        // The staker of an offer is never its owner.
        if *sender == self.owner {
            Ok(Party::Owner)
        } else if *sender == self.staker {
            Ok(Party::Staker)
        } else {
            let (owner, staker) = (self.owner.clone(), self.staker.clone());
            Err(ContractError::NotParty { agreement_id, owner, staker })
        }
    }

    /// Lets an agreement pass that is not closed.
    ///
    /// # Errors
    /// **closed**.
    pub const fn ensure_unclosed(&self, agreement_id: u64) -> Result<(), ContractError> {
        match self.closed {
            Some(_) => Err(ContractError::Closed { agreement_id }),
            None => Ok(()),
        }
    }

    /// Lets an agreement pass whose lock is on.
    ///
    /// # Errors
    /// **closed**, **ended**.
    pub fn ensure_bound(&self, agreement_id: u64, now: u64) -> Result<(), ContractError> {
        self.ensure_unclosed(agreement_id)?;
        if self.earner.ends_at <= now {
            return Err(ContractError::Ended { agreement_id, end_secs: self.earner.ends_at });
        }
        Ok(())
    }

    /// Where it stands.
    pub const fn status(&self, now: u64) -> AgreementStatus {
        match &self.closed {
            None if self.earner.ends_at > now => AgreementStatus::Active,
            None => AgreementStatus::Matured,
            Some(Closed { ended_by: None, .. }) => AgreementStatus::Settled,
            Some(_) => AgreementStatus::Terminated,
        }
    }

    /// What it has earned: the owner's part rounded down, the staker's is the rest. Both are cumulative, and a claim pays them less
    /// what was paid.
    ///
    /// # Errors
    /// None that can happen: nobody is paid more than its part.
    pub fn rewards(&self, books: &Books) -> Result<Rewards, ContractError> {
        let total = books.earned(&self.earner)?;
        let owner = owner_share_floor(total, self.owner_share)?;
        let staker = total.checked_sub(owner)?;
        let part = |party: Party, total: Uint128, claimed: Uint128| -> Result<PartyRewards, ContractError> {
            let taken = self.closed.as_ref().filter(|closed| closed.ended_by == Some(party.alone()));
            let taken = taken.map_or(Uint128::zero(), |closed| closed.bill.from_rewards);
            let claimable = total.checked_sub(claimed)?.checked_sub(taken)?;
            Ok(PartyRewards { total, claimed, claimable })
        };
        Ok(Rewards {
            total,
            owner: part(Party::Owner, owner, self.owner_claimed)?,
            staker: part(Party::Staker, staker, self.staker_claimed)?,
        })
    }

    /// What it costs a party to end it now: out of what it has not claimed, then, of the staker and where stake and reward are the
    /// same, out of the principal, then out of what it brings.
    ///
    /// # Errors
    /// None that can happen.
    pub fn bill(&self, party: Party, books: &Books) -> Result<Bill, ContractError> {
        let PartyRewards { total: received, claimable, .. } = *self.rewards(books)?.of(party);
        let penalty = self.penalty.penalty_ceil(&self.lock, books.now, received, self.principal)?;
        let from_rewards = penalty.min(claimable);
        let rest = penalty.checked_sub(from_rewards)?;
        let from_principal = match party {
            Party::Staker if books.config.has_one_asset() => rest.min(self.principal),
            Party::Staker | Party::Owner => Uint128::zero(),
        };
        let from_coins = rest.checked_sub(from_principal)?;
        Ok(Bill { penalty, from_rewards, from_principal, from_coins })
    }
}

impl Party {
    /// It, ending an agreement alone.
    pub const fn alone(self) -> EndedBy {
        match self {
            Self::Owner => EndedBy::Owner,
            Self::Staker => EndedBy::Staker,
        }
    }
}
