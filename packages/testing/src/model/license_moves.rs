//! Licences that change hands, go into custody and come back (license-nft.md 2 to 4).

use cosmwasm_std::{from_json, Addr, Binary};
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::license_nft::{NodeRole, ReceiveNft, Stage};
use tributary_types::staker_registry::LicenseAction;

use super::licenses::is_token_id;
use super::refusals::Refusals;
use super::{Model, Verdict};

impl Model {
    /// `transfer_nft`, or with a message `send_nft`.
    pub(super) fn move_license(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        to: &Addr,
        id: &str,
        msg: Option<&Binary>,
    ) -> Verdict {
        let license = self.licenses.find(&mut no, id)?;
        let may = self.licenses.moves(by, license, self.now);
        let (holder, registry) = (license.holder.clone(), self.licenses.registry.clone());
        let to_registry = registry.as_ref() == Some(to);
        if license.custody {
            let by_registry = registry.as_ref() == Some(by);
            no.when(!by_registry, "bonded");
            no.when(by_registry && holder != *to, "bonder");
        } else if to_registry && msg.is_some() {
            no.when(*by != holder, "owner");
        } else if to_registry {
            no.when(!may, "unauthorized");
            no.when(registry.as_ref() != Some(by), "send_nft");
        } else {
            no.when(!may, "unauthorized");
            no.when(*to == self.places.licenses, "send_nft");
            no.when(self.licenses.stage == Stage::Testnet, "testnet");
        }
        no.clone().finish()?;

        let license = self.licenses.tokens.get_mut(id).expect("found above");
        license.approvals.clear();
        license.bond = None;
        let changes_hands = !to_registry && !license.custody;
        license.custody = to_registry && !license.custody;
        if !to_registry {
            license.holder = to.clone();
        }
        if changes_hands {
            self.tell_holdings([holder, to.clone()].into());
        }
        match msg {
            Some(msg) => self.told_of_license(no, by, to, id, msg),
            None => Ok(None),
        }
    }

    /// What becomes of `receive_nft`.
    fn told_of_license(&mut self, mut no: Refusals, by: &Addr, to: &Addr, id: &str, msg: &Binary) -> Verdict {
        if *to == self.places.stakers {
            let from = self.places.licenses.clone();
            return self.receive_nft(no, &from, by, id, msg);
        }
        if *to == self.places.vault {
            let (by, sender) = (self.places.licenses.clone(), by.to_string());
            let received = ReceiveNft { sender, token_id: id.to_owned(), msg: msg.clone() };
            return self.vault_act(&by, &VaultMsg::ReceiveNft(received), &[]).map(|_| None);
        }
        match self.puppet(to) {
            Some(puppet) => puppet.temper.refusal().into_iter().for_each(|word| no.when(true, word)),
            None => no.when(true, "contract"),
        }
        no.finish()?;
        Ok(None)
    }

    /// Whether the staker-registry counts the licences of this contract.
    pub(super) fn counts_licenses_of(&self, contract: &Addr) -> bool {
        self.stakers.config.licenses.as_ref().is_some_and(|(at, _)| at == contract)
    }

    /// The staker-registry gets a licence.
    pub(super) fn receive_nft(
        &mut self,
        mut no: Refusals,
        from: &Addr,
        bonder: &Addr,
        id: &str,
        msg: &Binary,
    ) -> Verdict {
        no.when(self.stakers.control.paused, "paused");
        let known = self.counts_licenses_of(from);
        no.when(!known, "unauthorized");
        let Ok(action) = from_json::<LicenseAction>(msg) else {
            no.when(true, "parsing");
            return Err(no);
        };
        if !known {
            return Err(no);
        }
        match action {
            LicenseAction::BondLicense { staker, role } => {
                self.addresses(&mut no, &[&staker])?;
                self.bond_license(no, bonder, &Addr::unchecked(staker), id, role)
            }
            LicenseAction::RegisterStaker { signing_address, coinbase_address, role } => {
                self.addresses(&mut no, &[&signing_address, &coinbase_address])?;
                let (signing, coinbase) =
                    (Addr::unchecked(signing_address), Addr::unchecked(coinbase_address));
                self.register_by_license(no, bonder, bonder, signing, coinbase, id, role)
            }
            LicenseAction::RegisterPool { signing_address, commission_ppm, metadata_url, metadata_hash } => {
                let metadata = (metadata_url, metadata_hash);
                match self.stakers.config.registrars.first().cloned() {
                    None => no.when(true, "registrar"),
                    Some(pools) if pools == self.places.pools => {
                        no.when(self.pools.control.paused, "paused");
                        self.addresses(&mut no, &[&signing_address])?;
                        let signing = Addr::unchecked(signing_address);
                        return self.register_pool_for(no, bonder, id, signing, commission_ppm, metadata);
                    }
                    // Another registrar keeps no pools.
                    Some(_) => no.when(true, "unknown variant"),
                }
                Err(no)
            }
        }
    }

    /// What refuses to keep a licence for a staker, and to note its bond.
    pub(super) fn keep_refusals(&self, no: &mut Refusals, id: &str, staker: &Addr, bonder: &Addr) {
        no.when(self.stakers.licenses_of(staker, bonder).count() >= 100, "at most");
        no.when(self.licenses.registry.as_ref() != Some(&self.places.stakers), "unauthorized");
        if let Ok(license) = self.licenses.find(no, id) {
            no.when(!license.custody, "custody");
            no.when(license.bond.is_some(), "bonded");
        }
    }

    pub(super) fn record_bond(&mut self, mut no: Refusals, id: &str, node: &Addr, role: NodeRole) -> Verdict {
        let license = self.licenses.find(&mut no, id)?;
        no.when(!license.custody, "custody");
        no.when(license.bond.is_some(), "bonded");
        no.finish()?;
        self.licenses.tokens.get_mut(id).expect("found above").bond = Some((role, node.clone()));
        Ok(None)
    }

    /// To a solo staker its management alone; to a pool whoever `delegate` would admit with as many coins.
    fn bond_license(
        &mut self,
        mut no: Refusals,
        bonder: &Addr,
        staker: &Addr,
        id: &str,
        role: NodeRole,
    ) -> Verdict {
        self.keep_refusals(&mut no, id, staker, bonder);
        let Some(entry) = self.stakers.stakers.get(staker) else {
            no.when(true, "unknown");
            return Err(no);
        };
        let management = entry.management.clone();
        let managed = management != *staker;
        no.when(managed && role != NodeRole::Validator, "role");
        no.when(!managed && management != *bonder, "unauthorized");
        if managed {
            self.admit_license(&mut no, &management, staker, bonder);
        }
        no.finish()?;
        self.record_bond(Refusals::default(), id, staker, role)?;
        self.keep_license(id, staker, bonder, role);
        if management == self.places.pools {
            self.license_changed(staker, bonder)?;
        }
        Ok(None)
    }

    /// What the pool-registry, or another registrar, refuses of one licence more.
    fn admit_license(&self, no: &mut Refusals, management: &Addr, staker: &Addr, bonder: &Addr) {
        if *management == self.places.pools {
            no.when(self.pools.control.paused, "paused");
            no.join(self.room_refusals(staker, bonder, self.licenses.worth, 0));
            no.join(self.entry_hooks());
        } else if let Some(word) = self.puppet(management).and_then(|puppet| puppet.temper.refusal()) {
            no.when(true, word);
        }
    }

    /// Registers `identity`, managed by `by`, with a licence as its first stake.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn register_by_license(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        identity: &Addr,
        signing: Addr,
        coinbase: Addr,
        id: &str,
        role: NodeRole,
    ) -> Verdict {
        self.keep_refusals(&mut no, id, identity, identity);
        self.registration_refusals(&mut no, by, identity, &signing, self.licenses.worth);
        no.finish()?;
        self.record_bond(Refusals::default(), id, identity, role)?;
        self.keep_license(id, identity, identity, role);
        self.insert_staker(by, identity, signing, coinbase, 0);
        Ok(None)
    }

    pub(super) fn liquidate_licenses(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        node: &Addr,
        need: u128,
        ids: &[String],
    ) -> Verdict {
        let books = &self.licenses;
        no.when(books.registry.as_ref() != Some(by), "unauthorized");
        no.when(books.stage == Stage::Testnet, "testnet");
        no.when(ids.is_empty() || ids.len() > 50, "50");
        no.when(ids.iter().any(|id| !is_token_id(id)), "token_id");
        no.when(ids.windows(2).any(|pair| pair[0] >= pair[1]), "increasing");
        no.when(need.div_ceil(books.worth) != ids.len() as u128, "count");
        for id in ids {
            if let Ok(license) = books.find(&mut no, id) {
                let bonded = license.custody && license.bond.as_ref().is_some_and(|(_, at)| at == node);
                no.when(!bonded, "not bonded");
            }
        }
        no.finish()?;
        let (from, released) = (self.places.licenses.clone(), books.worth * ids.len() as u128);
        self.licenses.liquidated += ids.len() as u64;
        let holders = ids.iter().map(|id| self.strike(id).holder).collect();
        self.tell_holdings(holders);
        // What the staker-registry gets is booked there, it is no donation.
        let to = self.places.stakers.clone();
        self.bank.pay(&from, &to, &self.places.denom, released)?;
        Ok(None)
    }
}
