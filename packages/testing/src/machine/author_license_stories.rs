//! Things about licences that belong together, as operations in a row.

use cosmwasm_std::Addr;
use tributary_types::license_nft::{ExecuteMsg as LicenseMsg, MintExtension, NewLicense, NodeRole, Stage};
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, LicenseAction};

use super::author::Author;
use super::author_stories::alone;
use super::op::Op;
use crate::model::Call;

/// More licences than one bonder may have with one staker.
const HOARD: u32 = 101;

impl Author<'_> {
    /// Licences to begin with, some of them bonded by the `stakers` at once; sometimes mainnet is open from the beginning.
    pub(super) fn first_licenses(&mut self, stakers: &[Addr]) -> Vec<Call> {
        let count = self.dice.between(3, self.model.licenses.cap.min(14) as u128) as usize;
        let mut ids: Vec<String> = (8..8 + count).map(|id| id.to_string()).collect();
        ids.sort();
        let new = |author: &mut Self, token_id| {
            let own = author.dice.chance(60);
            let owner = if own { author.dice.pick(stakers).clone() } else { author.person() };
            let extension = MintExtension { mining_pool: "pool".to_owned() };
            NewLicense { token_id, owner: owner.into_string(), token_uri: None, extension }
        };
        let licenses: Vec<NewLicense> = ids.into_iter().map(|id| new(self, id)).collect();
        let mut calls = vec![];
        if self.model.stakers.config.licenses.is_some() {
            let theirs = licenses.iter().filter(|it| stakers.iter().any(|who| who.as_str() == it.owner));
            for it in theirs.take(6) {
                let (staker, role) = (it.owner.clone(), NodeRole::Validator);
                let action = LicenseAction::BondLicense { staker, role };
                calls.push(self.send(&Addr::unchecked(&it.owner), it.token_id.clone(), &action));
            }
        }
        if self.dice.chance(45) {
            let spare = self.spread(self.scale);
            let required = self.model.licenses.worth * count as u128;
            let (funder, owner) = (self.person(), self.model.licenses.control.owner.clone());
            calls.push(self.licenses(&funder, LicenseMsg::FundReserve {}, required + spare));
            calls.push(self.licenses(&owner, LicenseMsg::OpenMainnet {}, 0));
        }
        calls.insert(0, self.licenses(&self.cast.minter, LicenseMsg::MintMany { licenses }, 0));
        calls
    }

    /// A licence on the way out whose node fails before it is released, by more than everything that counts.
    pub(super) fn late_fault(&mut self) -> Vec<Op> {
        let books = &self.model.stakers;
        let own =
            books.custody.iter().filter(|(_, kept)| kept.staker == kept.bonder && kept.surplus.is_none());
        let (leaving, counting): (Vec<_>, Vec<_>) = own.partition(|(_, kept)| kept.release.is_some());
        let both = [leaving, counting].concat();
        let Some((id, kept)) = self.dice.maybe(&both) else { return vec![] };
        let (id, staker) = ((*id).clone(), kept.staker.clone());
        let others = books.licenses_of(&staker, &staker).filter(|(_, kept)| kept.release.is_none());
        let asked = books.custody[&id].release.is_some();
        let counting = (others.count() as u128).saturating_sub(u128::from(!asked));
        let worth = self.model.licenses.worth;
        let part = self.dice.between(1, worth);
        let amount = self.answering_coins(&staker) + counting * worth + part;
        let mut ops = vec![];
        if !asked {
            let unbond = StakerMsg::UnbondLicense { token_id: id.clone() };
            ops.push(alone(self.stakers(&staker, unbond, 0)));
        }
        ops.push(alone(self.liquidation(&staker, amount)));
        if self.dice.chance(70) {
            ops.push(self.wait(self.model.now.after(books.config.unbond_lock)));
        }
        let release = StakerMsg::ReleaseLicense { token_id: id };
        ops.push(alone(self.stakers(&staker, release, 0)));
        ops
    }

    /// A licence for a staker of a registrar, and one that is asked back from there.
    pub(super) fn around_license_at(&mut self, staker: &Addr) -> Vec<Op> {
        let mut ops = vec![];
        if let Some((id, holder)) = self.free_license() {
            let (staker, role) = (staker.to_string(), NodeRole::Validator);
            ops.push(alone(self.send(&holder, id, &LicenseAction::BondLicense { staker, role })));
        }
        let kept = self.model.stakers.custody.iter();
        let kept = kept.filter(|(_, kept)| kept.staker == *staker && kept.release.is_none());
        let kept: Vec<_> = kept.map(|(id, kept)| (id.clone(), kept.bonder.clone())).collect();
        if let Some((token_id, bonder)) = self.dice.maybe(&kept).cloned() {
            ops.push(alone(self.stakers(&bonder, StakerMsg::UnbondLicense { token_id }, 0)));
        }
        ops
    }

    /// More hooks than the licence contract takes.
    fn crowd_of_hooks(&self) -> Vec<Op> {
        let books = &self.model.licenses;
        let others = self.cast.people.iter().filter(|who| !books.hooks.contains(who));
        let register = |who: &Addr| {
            let msg = LicenseMsg::RegisterHook { contract: who.to_string() };
            alone(self.licenses(&books.control.owner, msg, 0))
        };
        others.take(5 - books.hooks.len()).map(register).collect()
    }

    /// More accounts approved for a licence than it takes.
    pub(super) fn crowd(&mut self) -> Vec<Op> {
        if self.dice.chance(40) {
            return self.crowd_of_hooks();
        }
        let free = self.model.licenses.tokens.iter().find(|(_, license)| !license.custody);
        let Some((id, license)) = free else { return vec![] };
        let crowd = self.cast.keys.iter().chain(&self.cast.people).filter(|who| **who != license.holder);
        let approve = |spender: &Addr| {
            let msg =
                LicenseMsg::Approve { spender: spender.to_string(), token_id: id.clone(), expires: None };
            self.licenses(&license.holder, msg, 0)
        };
        let calls: Vec<_> = crowd.take(17).map(approve).collect();
        vec![Op::Transact(calls[..16].to_vec()), alone(calls[16].clone())]
    }

    /// Very many licences of one staker, up to the cap and beyond; then faults that burn more than one call can.
    pub(super) fn hoard(&mut self) -> Vec<Op> {
        let (books, now) = (&self.model.licenses, &self.model.stakers);
        let staker = self.dice.maybe(&now.stakers.keys().cloned().collect::<Vec<_>>()).cloned();
        let room = books.cap - books.tokens.len().min(books.cap) > HOARD as usize;
        let counts =
            now.config.licenses.is_some() && books.registry.as_ref() == Some(&self.model.places.stakers);
        let Some(staker) = staker.filter(|_| room && counts && books.stage == Stage::Testnet) else {
            return vec![];
        };
        if now.licenses_of(&staker, &staker).count() > 20 || !self.dice.chance(40) {
            return vec![];
        }
        let ids: Vec<String> = (1_000..1_000 + HOARD).map(|id| id.to_string()).collect();
        let new = |id: &String| NewLicense {
            token_id: id.clone(),
            owner: staker.to_string(),
            token_uri: None,
            extension: MintExtension { mining_pool: String::new() },
        };
        let mint = |ids: &[String]| {
            let licenses = ids.iter().map(new).collect();
            alone(self.licenses(&books.minter, LicenseMsg::MintMany { licenses }, 0))
        };
        let bond = |id: &String| {
            let (staker, role) = (staker.to_string(), NodeRole::Validator);
            let action = LicenseAction::BondLicense { staker, role };
            self.send(&self.cast.people[0].clone(), id.clone(), &action)
        };
        let mut ops: Vec<Op> = ids.chunks(50).map(mint).collect();
        for ids in ids.chunks(25) {
            let calls = ids.iter().map(|id| Call { sender: staker.clone(), ..bond(id) });
            ops.push(Op::Transact(calls.collect()));
        }
        let unbond =
            |id: &String| self.stakers(&staker, StakerMsg::UnbondLicense { token_id: id.clone() }, 0);
        ops.push(Op::Transact(ids[90..95].iter().map(unbond).collect()));
        let needed = books.required() + u128::from(HOARD) * books.worth;
        let funder = self.cast.people[0].clone();
        ops.push(alone(self.licenses(&funder, LicenseMsg::FundReserve {}, needed)));
        ops.push(alone(self.licenses(&books.control.owner, LicenseMsg::OpenMainnet {}, 0)));
        let all = self.answering_coins(&staker) + u128::from(HOARD) * books.worth;
        for _ in 0..3 {
            let part = all - self.dice.below(self.model.licenses.worth);
            let fault = self.liquidation(&staker, part);
            ops.push(alone(fault));
        }
        ops
    }
}
