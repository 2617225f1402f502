//! The messages of the licence contract, one arm each (license-nft.md 3).

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin};
use cw_utils::Expiration;
use tributary_types::license_nft::{ExecuteMsg, NewLicense, Stage};

use super::control::{no_migration, Role};
use super::licenses::{is_token_id, License};
use super::refusals::{is_address, paid, Refusals, ADDRESS};
use super::{Model, Verdict};

/// Who may send what, as far as the message says it, and what a pause stops (license-nft.md 2, 3).
fn rule(msg: &ExecuteMsg) -> (Role, bool, bool) {
    use ExecuteMsg as M;
    match msg {
        M::Mint { .. } | M::MintMany { .. } => (Role::Anyone, true, false),
        M::FundReserve {} => (Role::Anyone, false, true),
        M::Pause {} => (Role::Pauser, false, false),
        M::SetMinter { .. }
        | M::SetStakerRegistry { .. }
        | M::SetGuardian { .. }
        | M::Unpause {}
        | M::OpenMainnet {}
        | M::OpenStable {}
        | M::ImportLicenses { .. }
        | M::FinishImport { .. }
        | M::RegisterHook { .. }
        | M::RemoveHook { .. } => (Role::Owner, false, false),
        _ => (Role::Anyone, false, false),
    }
}

impl Model {
    /// A message to the licence contract.
    #[allow(clippy::too_many_lines)]
    pub(super) fn licenses_call(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Verdict {
        use ExecuteMsg as M;
        let (role, entry, payable) = rule(msg);
        let mut no = self.licenses.control.refusals(by, role, entry);
        let amount = paid(funds, &self.places.denom);
        no.when(if payable { amount.is_none() } else { !funds.is_empty() }, "funds");
        let address = |text: &String| Addr::unchecked(text);
        match msg {
            M::TransferNft { recipient, token_id } => {
                self.addresses(&mut no, &[recipient])?;
                self.move_license(no, by, &address(recipient), token_id, None)
            }
            M::SendNft { contract, token_id, msg } => {
                self.addresses(&mut no, &[contract])?;
                self.move_license(no, by, &address(contract), token_id, Some(msg))
            }
            M::Approve { spender, token_id, expires } => {
                self.addresses(&mut no, &[spender])?;
                self.approve(no, by, address(spender), token_id, *expires)
            }
            M::Revoke { spender, token_id } => {
                self.addresses(&mut no, &[spender])?;
                self.governed(no, by, token_id)?.approvals.remove(&address(spender));
                Ok(None)
            }
            M::ApproveAll { operator, expires } => {
                self.addresses(&mut no, &[operator])?;
                no.when(expires.is_some_and(|expires| self.now.reached(expires)), "expired");
                no.when(operator == by.as_str(), "approval");
                no.finish()?;
                let pair = (by.clone(), address(operator));
                self.licenses.operators.insert(pair, expires.unwrap_or_default());
                Ok(None)
            }
            M::RevokeAll { operator } => {
                self.addresses(&mut no, &[operator])?;
                no.finish()?;
                self.licenses.operators.remove(&(by.clone(), address(operator)));
                Ok(None)
            }
            M::Burn { token_id } => self.burn(no, by, token_id),
            M::Redeem { token_id } => self.redeem(no, by, token_id),
            M::Mint { token_id, owner, token_uri, extension } => {
                let new = NewLicense {
                    token_id: token_id.clone(),
                    owner: owner.clone(),
                    token_uri: token_uri.clone(),
                    extension: extension.clone(),
                };
                self.mint(no, by, &[new])
            }
            M::MintMany { licenses } => self.mint(no, by, licenses),
            M::SetMinter { minter } => {
                self.addresses(&mut no, &[minter])?;
                no.finish()?;
                self.licenses.minter = address(minter);
                Ok(None)
            }
            M::SetStakerRegistry { staker_registry } => {
                let named: Vec<&str> = staker_registry.iter().map(String::as_str).collect();
                self.addresses(&mut no, &named)?;
                let registry = staker_registry.as_ref().map(address);
                no.when(self.licenses.bonded() > 0, "bonded");
                let own = registry.as_ref() == Some(&self.places.licenses);
                let holds = registry.as_ref().is_some_and(|it| self.licenses.balance(it) > 0);
                no.when(own || holds, "holds");
                no.finish()?;
                self.licenses.registry = registry;
                Ok(None)
            }
            M::SetGuardian { guardian } => {
                self.licenses.control.set_guardian(no, guardian.as_ref()).map(|()| None)
            }
            M::Pause {} => self.licenses.control.set_paused(no, true).map(|()| None),
            M::Unpause {} => self.licenses.control.set_paused(no, false).map(|()| None),
            M::FundReserve {} => {
                no.when(self.licenses.stage != Stage::Testnet, "stage");
                no.finish()?;
                let (amount, at) = (amount.expect("funds were tested"), self.places.licenses.clone());
                *self.licenses.funding.entry(by.clone()).or_default() += amount;
                self.bank.pay(by, &at, &self.places.denom, amount)?;
                Ok(None)
            }
            M::ReclaimFunding { amount } => self.reclaim(no, by, amount.map(|amount| amount.u128())),
            M::OpenMainnet {} => {
                let books = &mut self.licenses;
                no.when(books.stage != Stage::Testnet, "stage");
                let short = books.stage == Stage::Testnet && books.reserve() < books.required();
                no.when(short, "reserve");
                no.finish()?;
                books.funded = books.reserve();
                books.excess = books.funded - books.required();
                books.stage = Stage::Mainnet;
                Ok(None)
            }
            M::OpenStable {} => {
                no.when(self.licenses.stage != Stage::Mainnet, "stage");
                no.finish()?;
                self.licenses.stage = Stage::Stable;
                Ok(None)
            }
            M::RecordBond { token_id, node, role } => {
                no.when(self.licenses.registry.as_ref() != Some(by), "unauthorized");
                self.addresses(&mut no, &[node])?;
                self.record_bond(no, token_id, &address(node), *role)
            }
            M::Liquidate { node, need, token_ids } => {
                no.when(self.licenses.registry.as_ref() != Some(by), "unauthorized");
                self.addresses(&mut no, &[node])?;
                self.liquidate_licenses(no, by, &address(node), need.u128(), token_ids)
            }
            M::RegisterHook { contract } => {
                self.addresses(&mut no, &[contract])?;
                no.when(self.licenses.hooks.contains(&address(contract)), "duplicate");
                no.when(self.licenses.hooks.len() >= 4, "at most");
                no.finish()?;
                self.licenses.hooks.push(address(contract));
                Ok(None)
            }
            M::RemoveHook { contract } => {
                self.addresses(&mut no, &[contract])?;
                no.when(!self.licenses.hooks.contains(&address(contract)), "unknown");
                no.finish()?;
                self.licenses.hooks.retain(|hook| *hook != address(contract));
                Ok(None)
            }
            // This contract mints, so none are imported.
            M::ImportLicenses { .. } | M::FinishImport { .. } => {
                no.when(true, "import");
                Err(no)
            }
            M::MigrateRecords { limit, .. } => no_migration(no, *limit).map(|()| None),
            M::UpdateOwnership(action) => {
                self.licenses.control.update_ownership(no, by, self.now, action).map(|()| None)
            }
        }
    }

    /// A free licence for whoever may approve others for it.
    fn governed(&mut self, mut no: Refusals, by: &Addr, id: &str) -> Result<&mut License, Refusals> {
        let license = self.licenses.find(&mut no, id)?;
        no.when(license.custody, "bonded");
        no.when(!self.licenses.governs(by, license, self.now), "unauthorized");
        no.finish()?;
        Ok(self.licenses.tokens.get_mut(id).expect("found above"))
    }

    fn approve(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        spender: Addr,
        id: &str,
        expires: Option<Expiration>,
    ) -> Verdict {
        let now = self.now;
        no.when(expires.is_some_and(|expires| now.reached(expires)), "expired");
        if let Some(license) = self.licenses.tokens.get(id) {
            let others =
                license.approvals.iter().filter(|(who, until)| **who != spender && !now.reached(**until));
            no.when(others.count() >= 16, "at most");
            no.when(license.holder == spender, "approval");
        }
        self.governed(no, by, id)?.approvals.insert(spender, expires.unwrap_or_default());
        Ok(None)
    }

    fn mint(&mut self, mut no: Refusals, by: &Addr, new: &[NewLicense]) -> Verdict {
        let (books, places) = (&self.licenses, self.places.clone());
        no.when(books.minter != *by, "unauthorized");
        no.when(books.stage != Stage::Testnet, "closed");
        no.when(new.is_empty() || new.len() > 50, "50");
        no.when(new.iter().any(|it| !is_token_id(&it.token_id)), "token_id");
        no.when(new.windows(2).any(|pair| pair[0].token_id >= pair[1].token_id), "increasing");
        no.when(books.tokens.len() + new.len() > books.cap, "cap");
        let used = |id: &String| books.tokens.contains_key(id) || books.burned.contains(id);
        no.when(new.iter().any(|it| used(&it.token_id)), "used");
        for it in new {
            no.when(!is_address(&it.owner), ADDRESS);
            let owner = Addr::unchecked(&it.owner);
            no.when(books.registry.as_ref() == Some(&owner) || owner == places.licenses, "holder");
            let uri = it.token_uri.clone().unwrap_or_default();
            let readable = uri.len() <= 256 && uri.bytes().all(|byte| byte.is_ascii_graphic());
            no.when(!readable || it.extension.mining_pool.len() > 128, "too long");
        }
        no.finish()?;
        for it in new {
            let license = License {
                holder: Addr::unchecked(&it.owner),
                custody: false,
                bond: None,
                approvals: BTreeMap::new(),
                token_uri: it.token_uri.clone().filter(|uri| !uri.is_empty()),
                mining_pool: it.extension.mining_pool.clone(),
                minted_at: self.now.seconds,
            };
            self.licenses.tokens.insert(it.token_id.clone(), license);
        }
        self.tell_holdings(new.iter().map(|it| Addr::unchecked(&it.owner)).collect());
        Ok(None)
    }

    /// In the testnet for nothing, once stable for its coins, in between never.
    fn burn(&mut self, mut no: Refusals, by: &Addr, id: &str) -> Verdict {
        let license = self.licenses.find(&mut no, id)?;
        no.when(license.custody, "bonded");
        let may = match self.licenses.stage {
            Stage::Testnet => *by == license.holder || *by == self.licenses.minter,
            Stage::Mainnet => true,
            Stage::Stable => self.licenses.moves(by, license, self.now),
        };
        no.when(!may, "unauthorized");
        no.when(self.licenses.stage == Stage::Mainnet, "mainnet");
        no.finish()?;
        if self.licenses.stage == Stage::Stable {
            return self.pay_out(id);
        }
        let holder = self.strike(id).holder;
        self.tell_holdings([holder].into());
        Ok(None)
    }

    fn redeem(&mut self, mut no: Refusals, by: &Addr, id: &str) -> Verdict {
        let license = self.licenses.find(&mut no, id)?;
        no.when(self.licenses.stage != Stage::Stable, "stable");
        no.when(license.custody, "bonded");
        no.when(license.holder != *by, "unauthorized");
        no.finish()?;
        self.pay_out(id)
    }

    fn pay_out(&mut self, id: &str) -> Verdict {
        let (holder, at) = (self.strike(id).holder, self.places.licenses.clone());
        self.licenses.redeemed += 1;
        self.tell_holdings([holder.clone()].into());
        let worth = self.licenses.worth;
        self.pay(&at, &holder, worth)?;
        Ok(None)
    }

    /// A licence is gone for ever.
    pub(super) fn strike(&mut self, id: &str) -> License {
        self.licenses.burned.insert(id.to_owned());
        self.licenses.tokens.remove(id).expect("found above")
    }

    fn reclaim(&mut self, mut no: Refusals, by: &Addr, amount: Option<u128>) -> Verdict {
        let there = self.licenses.reclaimable(by);
        let amount = amount.unwrap_or(there);
        let in_part = self.licenses.stage == Stage::Testnet;
        no.when(amount == 0 || amount > there || amount < there && !in_part, "reclaim");
        no.finish()?;
        let booked = self.licenses.funding.remove(by).expect("something is there");
        if in_part && booked > amount {
            self.licenses.funding.insert(by.clone(), booked - amount);
        }
        let at = self.places.licenses.clone();
        self.pay(&at, by, amount)?;
        Ok(None)
    }
}
