//! The licence contract (license-nft.md 1 to 3), as far as a network without import uses it.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use cw_utils::Expiration;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use tributary_types::license_nft::{NodeRole, Stage};

use super::control::Control;
use super::refusals::Refusals;
use super::time::Moment;

/// One living licence.
#[derive(Clone, Debug, PartialEq)]
pub struct License {
    /// Whose: of a bonded one who bonded it.
    pub holder: Addr,
    /// Whether the staker-registry keeps it.
    pub custody: bool,
    /// For which node it stands, and as what.
    pub bond: Option<(NodeRole, Addr)>,
    /// Who else may move it, and until when.
    pub approvals: BTreeMap<Addr, Expiration>,
    /// Where its description is.
    pub token_uri: Option<String>,
    /// Where it was earned.
    pub mining_pool: String,
    /// When it was minted, in seconds.
    pub minted_at: u64,
}

/// Everything in the licence contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Licenses {
    /// Coins that a licence stands for.
    pub worth: u128,
    /// Licences that may live at a time.
    pub cap: usize,
    /// Whether the surplus of a liquidation becomes rewards.
    pub whole: bool,
    /// Who mints.
    pub minter: Addr,
    /// Who keeps bonded licences.
    pub registry: Option<Addr>,
    /// Roles and pause.
    pub control: Control,
    /// How far it is.
    pub stage: Stage,
    /// Living licences by id.
    pub tokens: BTreeMap<String, License>,
    /// Ids that are gone.
    pub burned: BTreeSet<String>,
    /// Burned for a fault.
    pub liquidated: u64,
    /// Burned for their coins.
    pub redeemed: u64,
    /// What is booked to whoever funded.
    pub funding: BTreeMap<Addr, u128>,
    /// What was funded when mainnet opened.
    pub funded: u128,
    /// What of it the licences did not need.
    pub excess: u128,
    /// Who may move all licences of an owner, and until when.
    pub operators: BTreeMap<(Addr, Addr), Expiration>,
    /// Who is told of changes.
    pub hooks: Vec<Addr>,
}

impl Licenses {
    /// Coins that the living licences stand for.
    pub fn required(&self) -> u128 {
        self.worth * self.tokens.len() as u128
    }

    /// Coins behind the licences; in the testnet what is funded.
    pub fn reserve(&self) -> u128 {
        if self.stage == Stage::Testnet {
            return self.funding.values().sum();
        }
        self.required()
    }

    /// What `funder` can take back now: all, or after the testnet the share of the excess, rounded down.
    pub fn reclaimable(&self, funder: &Addr) -> u128 {
        let booked = self.funding.get(funder).copied().unwrap_or_default();
        if self.stage == Stage::Testnet || booked == 0 {
            return booked;
        }
        let share = BigInt::from(booked) * self.excess / self.funded;
        share.to_u128().expect("a part of the excess")
    }

    /// How many `who` holds.
    pub fn balance(&self, who: &Addr) -> u64 {
        self.tokens.values().filter(|license| license.holder == *who).count() as u64
    }

    /// How many are in custody.
    pub fn bonded(&self) -> u64 {
        self.tokens.values().filter(|license| license.custody).count() as u64
    }

    /// The licence `id`, or why there is none.
    pub(super) fn find(&self, no: &mut Refusals, id: &str) -> Result<&License, Refusals> {
        no.when(!is_token_id(id), "token_id");
        no.when(self.burned.contains(id), "burned");
        match self.tokens.get(id) {
            Some(license) => Ok(license),
            None => {
                no.when(is_token_id(id) && !self.burned.contains(id), "unknown");
                Err(no.clone())
            }
        }
    }

    /// Whether `by` may approve others for a licence.
    pub(super) fn governs(&self, by: &Addr, license: &License, now: Moment) -> bool {
        let until = self.operators.get(&(license.holder.clone(), by.clone()));
        license.holder == *by || until.is_some_and(|until| !now.reached(*until))
    }

    /// Whether `by` may move it.
    pub(super) fn moves(&self, by: &Addr, license: &License, now: Moment) -> bool {
        let until = license.approvals.get(by);
        until.is_some_and(|until| !now.reached(*until)) || self.governs(by, license, now)
    }
}

/// 1 to 64 printable ASCII characters without blank.
pub(super) fn is_token_id(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic())
}
