//! What an escrow has, of whom and for whom.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Uint128, Uint256};
use tributary_types::joint_staking::{
    AgreementResponse, AgreementStatus, ClassResponse, ConfigResponse, DeviceResponse, OfferResponse,
    PrincipalState, TotalsResponse, CONTRACT,
};

use super::cast::{Cast, Role};
use super::facts::Fact;
use super::money::sum;
use super::pool_look::PoolLook;

/// Who ever offered a device, by escrow.
#[derive(Debug, Clone, Default)]
pub struct Owners(BTreeMap<Addr, BTreeSet<Addr>>);

impl Owners {
    /// Notes who did by some facts.
    pub fn note(&mut self, facts: &[Fact]) {
        for fact in facts.iter().filter(|fact| fact.is(CONTRACT, "offer_opened")) {
            self.0.entry(fact.by.clone()).or_default().insert(fact.address("owner"));
        }
    }

    /// Those of an escrow.
    pub fn of(&self, escrow: &Addr) -> impl Iterator<Item = &Addr> {
        self.0.get(escrow).into_iter().flatten()
    }
}

/// An escrow at one moment.
#[derive(Debug, Clone)]
pub struct Escrow {
    /// The contract.
    pub contract: Addr,
    /// The parameters.
    pub config: ConfigResponse,
    /// Sums over all agreements.
    pub totals: TotalsResponse,
    /// All classes.
    pub classes: Vec<ClassResponse>,
    /// All devices.
    pub devices: Vec<DeviceResponse>,
    /// Offers that can be accepted.
    pub offers: Vec<OfferResponse>,
    /// All agreements, the closed ones included, by number.
    pub agreements: Vec<AgreementResponse>,
}

/// A party of an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Party {
    /// Whose the device was.
    Owner,
    /// Who staked.
    Staker,
}

/// Both parties of an agreement.
pub const PARTIES: [Party; 2] = [Party::Owner, Party::Staker];

/// Whether an agreement is over for good.
pub const fn is_closed(agreement: &AgreementResponse) -> bool {
    matches!(agreement.status, AgreementStatus::Settled | AgreementStatus::Terminated)
}

impl Escrow {
    /// An agreement.
    pub fn agreement(&self, id: u64) -> Option<&AgreementResponse> {
        self.agreements.iter().find(|agreement| agreement.agreement_id == id)
    }

    /// Agreements that are not closed.
    pub fn running(&self) -> impl Iterator<Item = &AgreementResponse> {
        self.agreements.iter().filter(|agreement| !is_closed(agreement))
    }

    /// Whether an agreement earns at present.
    pub fn earns(&self, agreement: &AgreementResponse) -> bool {
        let device = self.devices.iter().find(|device| device.device == agreement.device);
        agreement.status == AgreementStatus::Active && !device.is_some_and(|device| device.suspended)
    }

    /// Principals that are in some state, all of them.
    pub fn principals(&self, state: PrincipalState) -> Uint256 {
        let of = self.agreements.iter().filter(|agreement| agreement.principal_state == state);
        sum(of.map(|agreement| agreement.principal))
    }

    /// What both parties of all agreements can claim.
    pub fn claimable(&self) -> Uint256 {
        let each = self.agreements.iter();
        sum(each.flat_map(|of| [of.owner_rewards.claimable, of.staker_rewards.claimable]))
    }

    /// What all agreements have earned.
    pub fn earned(&self) -> Uint256 {
        sum(self.agreements.iter().map(|agreement| agreement.rewards_total))
    }

    /// The principal of an agreement that is not with the staker, less what is owed of it as a penalty, and that.
    pub fn principal_out(&self, agreement: &AgreementResponse, facts: &[Fact]) -> (Uint128, Uint128) {
        if agreement.principal_state == PrincipalState::Returned {
            return (Uint128::zero(), Uint128::zero());
        }
        let ended = facts.iter().find(|fact| {
            fact.by == self.contract
                && fact.is(CONTRACT, "agreement_terminated")
                && fact.count("agreement_id") == agreement.agreement_id
        });
        let owed = ended.map(|fact| fact.amount("from_principal")).unwrap_or_default();
        (agreement.principal.saturating_sub(owed), owed)
    }

    /// What of its principals is in pools.
    pub fn delegated(&self, pools: &[PoolLook]) -> Uint256 {
        let members = pools.iter().flat_map(|look| &look.members);
        sum(members.filter(|member| member.delegator == self.contract).map(|member| member.tokens))
    }
}

/// Whether somebody is an escrow: what it has in pools is its stakers', and its reward pool's.
pub fn is_escrow(cast: &Cast, address: &Addr) -> bool {
    *cast.role(address) == Role::JointStaking
}

/// Who a party is, and what it has earned.
pub const fn part(
    agreement: &AgreementResponse,
    party: Party,
) -> (&Addr, &tributary_types::joint_staking::PartyRewards) {
    match party {
        Party::Owner => (&agreement.owner, &agreement.owner_rewards),
        Party::Staker => (&agreement.staker, &agreement.staker_rewards),
    }
}
