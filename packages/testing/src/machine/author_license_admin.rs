//! Random messages of whoever administers the licence contract, and what only contracts may send, sent by others.

use cosmwasm_std::{to_json_binary, Addr};
use tributary_types::license_nft::{ExecuteMsg as LicenseMsg, NodeRole, ReceiveNft, Stage};
use tributary_types::ownership::OwnershipAction;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, LicenseAction};

use super::author::Author;
use super::author_admin::{metadata, rate};
use crate::model::Call;

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages about licences of owners, guardians and contracts, with how often they are written.
pub const LICENSE_ADMIN: &[(u32, Writer)] = &[
    (24, |author| author.open_stage()),
    (12, |author| author.set_license_contract()),
    (14, |author| author.set_staker_registry()),
    (3, |author| author.set_minter()),
    (3, |author| author.license_guardian()),
    (3, |author| author.pause_licenses()),
    (6, |author| author.unpause_licenses()),
    (9, |author| author.license_ownership()),
    (14, |author| author.holdings_hook()),
    (2, |author| author.import()),
    (5, |author| author.record_bond()),
    (12, |author| author.liquidate_licenses()),
    (3, |author| author.return_elsewhere()),
    (9, |author| author.receive_nft()),
    (5, |author| author.license_changed()),
    (12, |author| author.register_pool_for()),
    (4, |author| author.register_with_license()),
];

impl Author<'_> {
    fn license_owner(&mut self) -> Addr {
        let owner = self.model.licenses.control.owner.clone();
        if self.dice.chance(92) {
            return owner;
        }
        self.person()
    }

    /// The next stage, mostly when it can open; sometimes the wrong one.
    fn open_stage(&mut self) -> Option<Call> {
        let books = &self.model.licenses;
        let (stage, funded) = (books.stage, books.reserve() >= books.required());
        let by = self.license_owner();
        let msg = match (stage, self.dice.below(10)) {
            (Stage::Testnet, 0 | 1) => LicenseMsg::OpenMainnet {},
            // Not before there is something to see.
            (Stage::Testnet, 2..=5) if funded && self.model.licenses.tokens.len() > 3 => {
                LicenseMsg::OpenMainnet {}
            }
            (Stage::Mainnet, 0..=3) => LicenseMsg::OpenStable {},
            (Stage::Mainnet | Stage::Stable, 8) | (Stage::Stable, 9) => LicenseMsg::OpenMainnet {},
            (_, 7) => LicenseMsg::OpenStable {},
            _ => return None,
        };
        Some(self.licenses(&by, msg, 0))
    }

    /// The licence contract, once; or another one.
    fn set_license_contract(&mut self) -> Option<Call> {
        let (owner, places) = (self.model.stakers.control.owner.clone(), self.model.places.clone());
        let by = if self.dice.chance(92) { owner } else { self.person() };
        let is_set = self.model.stakers.config.licenses.is_some();
        let license_nft = match self.dice.below(10) {
            0 => places.strange_licenses.clone(),
            1 => self.person(),
            2 => places.pools.clone(),
            _ if is_set || self.connects() => places.licenses.clone(),
            _ => return None,
        };
        Some(self.stakers(&by, StakerMsg::SetLicenseContract { license_nft: license_nft.into_string() }, 0))
    }

    /// The staker-registry, nobody, or somebody who cannot be it.
    fn set_staker_registry(&mut self) -> Option<Call> {
        let places = self.model.places.clone();
        let holder = self.free_license().map(|(_, holder)| holder);
        let holder = holder.filter(|holder| self.model.licenses.balance(holder) > 0);
        let registry = match self.dice.below(12) {
            0 => None,
            1 => Some(places.licenses.clone()),
            2 | 3 => Some(holder?),
            _ => Some(places.stakers.clone()),
        };
        let by = self.license_owner();
        let staker_registry = registry.map(Addr::into_string);
        Some(self.licenses(&by, LicenseMsg::SetStakerRegistry { staker_registry }, 0))
    }

    fn set_minter(&mut self) -> Option<Call> {
        let minter = if self.dice.chance(60) { self.cast.minter.clone() } else { self.person() };
        let by = self.license_owner();
        Some(self.licenses(&by, LicenseMsg::SetMinter { minter: minter.into_string() }, 0))
    }

    fn license_guardian(&mut self) -> Option<Call> {
        let guardian = match self.dice.below(4) {
            0 => None,
            1 => Some(self.person().into_string()),
            _ => Some(self.cast.guardian.to_string()),
        };
        let by = self.license_owner();
        Some(self.licenses(&by, LicenseMsg::SetGuardian { guardian }, 0))
    }

    fn pause_licenses(&mut self) -> Option<Call> {
        let guardian = self.model.licenses.control.guardian.clone();
        let by = match self.dice.below(10) {
            0 => self.person(),
            1..=3 => self.license_owner(),
            _ => guardian.unwrap_or_else(|| self.person()),
        };
        Some(self.licenses(&by, LicenseMsg::Pause {}, 0))
    }

    fn unpause_licenses(&mut self) -> Option<Call> {
        if !self.model.licenses.control.paused && self.dice.chance(80) {
            return None;
        }
        let by = self.license_owner();
        Some(self.licenses(&by, LicenseMsg::Unpause {}, 0))
    }

    fn license_ownership(&mut self) -> Option<Call> {
        let pending = self.model.licenses.control.pending_owner.as_ref().map(|(pending, _)| pending.clone());
        let (by, action) = match self.dice.below(12) {
            0 => (self.license_owner(), OwnershipAction::RenounceOwnership),
            1..=5 => {
                let accepts = pending.filter(|_| self.dice.chance(85));
                (accepts.unwrap_or_else(|| self.person()), OwnershipAction::AcceptOwnership)
            }
            _ => {
                let (by, new_owner) = (self.license_owner(), self.anybody().into_string());
                (by, OwnershipAction::TransferOwnership { new_owner, expiry: self.expiry() })
            }
        };
        Some(self.licenses(&by, LicenseMsg::UpdateOwnership(action), 0))
    }

    /// Hooks that fail whenever they are told: none of them knows the message.
    fn holdings_hook(&mut self) -> Option<Call> {
        let hooks = self.model.licenses.hooks.clone();
        let known = self.dice.maybe(&hooks).cloned();
        let everybody = self.cast.everybody();
        let contract = self.dice.pick(&everybody).to_string();
        let by = self.license_owner();
        let msg = match (self.dice.below(10), known) {
            (0 | 1, Some(hook)) => LicenseMsg::RemoveHook { contract: hook.into_string() },
            (2, Some(hook)) => LicenseMsg::RegisterHook { contract: hook.into_string() },
            (3, _) => LicenseMsg::RemoveHook { contract },
            _ => LicenseMsg::RegisterHook { contract },
        };
        Some(self.licenses(&by, msg, 0))
    }

    fn import(&mut self) -> Option<Call> {
        let by = self.license_owner();
        let msg = if self.dice.chance(50) {
            LicenseMsg::ImportLicenses { licenses: vec![self.exported()] }
        } else {
            LicenseMsg::FinishImport { digest: "00".repeat(32), count: 0 }
        };
        Some(self.licenses(&by, msg, 0))
    }

    /// As the staker-registry, which would never note this; or as a stranger.
    fn record_bond(&mut self) -> Option<Call> {
        let kept: Vec<String> = self.model.stakers.custody.keys().cloned().collect();
        let bonded = self.dice.maybe(&kept).cloned().filter(|_| self.dice.chance(40));
        let token_id = match bonded {
            Some(id) => id,
            None if self.dice.chance(40) => self.odd_id(),
            None => self.free_license()?.0,
        };
        let by = if self.dice.chance(20) { self.person() } else { self.model.places.stakers.clone() };
        let (node, role) = (self.person().into_string(), NodeRole::Validator);
        Some(self.licenses(&by, LicenseMsg::RecordBond { token_id, node, role }, 0))
    }

    /// As the staker-registry, with licences that it would never name; or as a stranger.
    fn liquidate_licenses(&mut self) -> Option<Call> {
        let by = if self.dice.chance(8) { self.person() } else { self.model.places.stakers.clone() };
        if self.model.licenses.stage == Stage::Testnet && self.dice.chance(70) {
            return None;
        }
        let node = self.person().into_string();
        let worth = self.model.licenses.worth;
        let (id, _) = self.free_license()?;
        let (need, token_ids) = match self.dice.below(8) {
            0 => (1, vec![]),
            1 => (51 * worth, (100..151).map(|id| id.to_string()).collect()),
            2 => (2 * worth, vec!["9".to_owned(), "10".to_owned()]),
            // One licence for two.
            3 => (worth + 1, vec![id]),
            // It stands for no node.
            4 => (1, vec![id]),
            _ => (1, vec![self.odd_id()]),
        };
        let kept = token_ids.iter().any(|id| self.model.stakers.custody.contains_key(id));
        let need: u128 = if kept { 0 } else { need };
        Some(self.licenses(&by, LicenseMsg::Liquidate { node, need: need.into(), token_ids }, 0))
    }

    /// As the staker-registry, with a licence for somebody that did not bond it.
    fn return_elsewhere(&mut self) -> Option<Call> {
        let kept = self.model.stakers.custody.iter();
        let kept: Vec<_> = kept.map(|(id, kept)| (id.clone(), kept.bonder.clone())).collect();
        let (token_id, bonder) = self.dice.maybe(&kept)?.clone();
        let (by, recipient) = (self.model.places.stakers.clone(), self.person());
        if recipient == bonder {
            return None;
        }
        Some(self.licenses(&by, LicenseMsg::TransferNft { recipient: recipient.into_string(), token_id }, 0))
    }

    /// A licence that nobody sent: told by a stranger, or by the licence contract, which would never do so.
    fn receive_nft(&mut self) -> Option<Call> {
        let tokens = self.model.licenses.tokens.iter();
        let tokens: Vec<_> = tokens.map(|(id, license)| (id.clone(), license.holder.clone())).collect();
        let (token_id, sender) = self.dice.maybe(&tokens)?.clone();
        let pools: Vec<Addr> = self.model.pools.pools.keys().cloned().collect();
        let staker = self.dice.maybe(&pools)?.to_string();
        let by = if self.dice.chance(30) { self.person() } else { self.model.places.licenses.clone() };
        let action = LicenseAction::BondLicense { staker, role: NodeRole::Validator };
        let msg = to_json_binary(&action).ok()?;
        let received = ReceiveNft { sender: sender.into_string(), token_id, msg };
        Some(self.stakers(&by, StakerMsg::ReceiveNft(received), 0))
    }

    /// As the staker-registry of a pool that there is not; or as a stranger.
    fn license_changed(&mut self) -> Option<Call> {
        let (stranger, delegator, pool) = (self.person(), self.person().into_string(), self.pool());
        let known = self.model.pools.pools.contains_key(&pool);
        let no_pool = self.cast.keys[0].clone();
        let (by, pool) = match self.dice.below(3) {
            0 => (self.model.places.stakers.clone(), no_pool),
            1 if !known => (self.model.places.stakers.clone(), pool),
            _ => (stranger, pool),
        };
        let msg = PoolMsg::LicenseChanged {
            pool: pool.into_string(),
            delegator,
            licenses: self.dice.below(3) as u32,
            token_id: "1".to_owned(),
            coins_per_license: self.model.licenses.worth.into(),
            license_nft: self.model.places.licenses.to_string(),
        };
        Some(self.pools(&by, msg, 0))
    }

    /// As the staker-registry, without a licence; or as a stranger.
    pub(super) fn register_pool_for(&mut self) -> Option<Call> {
        let by = if self.dice.chance(30) { self.person() } else { self.model.places.stakers.clone() };
        let (metadata_url, metadata_hash) = metadata(self.dice);
        let msg = PoolMsg::RegisterPoolFor {
            operator: self.person().into_string(),
            token_id: "never".to_owned(),
            coins_per_license: self.model.licenses.worth.into(),
            license_nft: self.model.places.licenses.to_string(),
            signing_address: self.key(),
            commission_ppm: rate(self.dice),
            metadata_url,
            metadata_hash,
        };
        Some(self.pools(&by, msg, 0))
    }

    /// A staker with a licence that is not in custody for it: by itself, or by a registrar.
    fn register_with_license(&mut self) -> Option<Call> {
        let identity = self.person();
        let kept: Vec<String> = self.model.stakers.custody.keys().cloned().collect();
        let license = self.dice.maybe(&kept).cloned().unwrap_or_else(|| "never".to_owned());
        let sender = if self.dice.chance(70) { self.cast.registrar.clone() } else { identity.clone() };
        let msg = StakerMsg::RegisterStaker {
            identity: Some(identity.into_string()),
            signing_address: self.key(),
            coinbase_address: self.person().into_string(),
            license: Some(license),
        };
        Some(self.stakers(&sender, msg, 0))
    }
}
