//! Random messages about licences: to the licence contract, and to the registries that count them.

use cosmwasm_std::{to_json_binary, Addr, Binary, Timestamp};
use cw_utils::Expiration;
use tributary_types::license_nft::{
    ExecuteMsg as LicenseMsg, License as Exported, MintExtension, NewLicense, NodeRole, Stage,
};
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, LicenseAction};

use super::author::Author;
use super::author_admin::{metadata, rate};
use crate::model::{Call, Message};
use crate::world::{stake, Licensing};

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages of holders of licences, with how often they are written.
pub const LICENSES: &[(u32, Writer)] = &[
    (13, |author| author.mint()),
    (34, |author| author.bond_license()),
    (7, |author| author.register_staker_by_license()),
    (16, |author| author.register_pool_by_license()),
    (4, |author| author.send_elsewhere()),
    (8, |author| author.transfer_nft()),
    (6, |author| author.approve()),
    (2, |author| author.revoke()),
    (3, |author| author.approve_all()),
    (2, |author| author.revoke_all()),
    (4, |author| author.burn_license()),
    (7, |author| author.redeem()),
    (6, |author| author.fund_reserve()),
    (6, |author| author.reclaim_funding()),
    (13, |author| author.unbond_license()),
    (10, |author| author.release_license()),
    (17, |author| author.fault()),
];

/// An id as people choose them: short numbers, so that "10" comes before "9".
fn number(author: &mut Author) -> String {
    author.dice.below(200).to_string()
}

impl Author<'_> {
    /// A call of the licence contract.
    pub fn licenses(&self, sender: &Addr, msg: LicenseMsg, funds: u128) -> Call {
        Call { sender: sender.clone(), message: Message::Licenses(msg), funds: stake(funds) }
    }

    /// A licence that its holder has at hand, with the holder; rarely another one.
    pub(super) fn free_license(&mut self) -> Option<(String, Addr)> {
        if self.dice.chance(4) {
            return Some((self.odd_id(), self.person()));
        }
        let other = self.dice.chance(8);
        let tokens = self.model.licenses.tokens.iter().filter(|(_, license)| license.custody == other);
        let tokens: Vec<_> = tokens.map(|(id, license)| (id.clone(), license.holder.clone())).collect();
        if let Some(found) = self.dice.maybe(&tokens) {
            return Some(found.clone());
        }
        let who = self.person();
        self.dice.chance(25).then(|| (self.odd_id(), who))
    }

    /// The id of a licence that is gone, that never was, or that cannot be.
    pub(super) fn odd_id(&mut self) -> String {
        let burned: Vec<&String> = self.model.licenses.burned.iter().collect();
        match (self.dice.below(9), self.dice.maybe(&burned)) {
            (0, _) => String::new(),
            (1, _) => "a b".to_owned(),
            (2, _) => "9".repeat(65),
            (3..=6, Some(id)) => (*id).clone(),
            _ => "never".to_owned(),
        }
    }

    /// Whether the staker-registry is the registry of the licences: if not, it would become a holder like others, one that can
    /// never send a licence on.
    fn is_registry(&self) -> bool {
        self.model.licenses.registry.as_ref() == Some(&self.model.places.stakers)
    }

    /// Who acts for a holder: mostly itself, an approved account, a stranger.
    fn mover(&mut self, id: &str, holder: &Addr) -> Addr {
        let approved = self.model.licenses.tokens.get(id).map(|it| it.approvals.keys().cloned().collect());
        let mut others: Vec<Addr> = approved.unwrap_or_default();
        let operators = self.model.licenses.operators.keys().filter(|(owner, _)| owner == holder);
        others.extend(operators.map(|(_, operator)| operator.clone()));
        match self.dice.below(10) {
            0..=6 => holder.clone(),
            7 | 8 => self.dice.maybe(&others).cloned().unwrap_or_else(|| holder.clone()),
            _ => self.person(),
        }
    }

    fn role(&mut self) -> NodeRole {
        if self.dice.chance(75) {
            return NodeRole::Validator;
        }
        NodeRole::ResourceNode
    }

    /// One licence that can be minted, or rarely not.
    pub(super) fn new_license(&mut self, token_id: String) -> NewLicense {
        let owner = match self.dice.below(40) {
            0 if self.is_registry() => self.model.places.stakers.clone(),
            1 => self.model.places.licenses.clone(),
            2 => self.cast.hooks[0].clone(),
            _ => self.person(),
        };
        let token_uri = match self.dice.below(40) {
            0 | 1 => Some("x".repeat(257)),
            2..=4 => Some(String::new()),
            5..=9 => Some("https://licences.example/1.json".to_owned()),
            _ => None,
        };
        let mining_pool = if self.dice.chance(8) { "m".repeat(129) } else { "pool".to_owned() };
        NewLicense {
            token_id,
            owner: owner.into_string(),
            token_uri,
            extension: MintExtension { mining_pool },
        }
    }

    pub(super) fn mint(&mut self) -> Option<Call> {
        let minter = self.model.licenses.minter.clone();
        let by = if self.dice.chance(95) { minter } else { self.person() };
        if self.model.licenses.stage != Stage::Testnet && self.dice.chance(85) {
            return None;
        }
        if self.dice.chance(50) {
            let odd = self.dice.chance(6);
            let token_id = if odd { self.odd_id() } else { number(self) };
            let NewLicense { token_id, owner, token_uri, extension } = self.new_license(token_id);
            return Some(self.licenses(&by, LicenseMsg::Mint { token_id, owner, token_uri, extension }, 0));
        }
        let count = match self.dice.below(40) {
            0 => 0,
            1 => 51,
            _ => self.dice.between(1, 6),
        };
        let mut ids: Vec<String> = (0..count).map(|_| number(self)).collect();
        if count == 51 {
            ids = (700..751).map(|id| id.to_string()).collect();
        }
        if !self.dice.chance(8) {
            ids.sort();
            ids.dedup();
        }
        let licenses = ids.into_iter().map(|id| self.new_license(id)).collect();
        Some(self.licenses(&by, LicenseMsg::MintMany { licenses }, 0))
    }

    /// A licence on its way to the staker-registry.
    pub(super) fn send(&self, by: &Addr, token_id: String, action: &LicenseAction) -> Call {
        let msg = to_json_binary(action).expect("actions are JSON");
        let contract = self.model.places.stakers.to_string();
        self.licenses(by, LicenseMsg::SendNft { contract, token_id, msg }, 0)
    }

    fn bond_license(&mut self) -> Option<Call> {
        let (id, holder) = self.free_license()?;
        if self.model.stakers.config.licenses.is_none() && self.dice.chance(80) {
            return None;
        }
        let own = self.model.stakers.stakers.contains_key(&holder);
        let staker = match self.dice.below(10) {
            0..=4 if own => holder.clone(),
            0..=8 => self.pool(),
            _ if self.dice.chance(15) => self.cast.keys[0].clone(),
            _ => self.staker(),
        };
        let role = self.role();
        let by = if self.dice.chance(94) { holder } else { self.mover(&id, &holder) };
        Some(self.send(&by, id, &LicenseAction::BondLicense { staker: staker.into_string(), role }))
    }

    fn register_staker_by_license(&mut self) -> Option<Call> {
        let (id, holder) = self.free_license()?;
        if self.model.stakers.stakers.len() >= 9 && self.dice.chance(60) {
            return None;
        }
        let (signing_address, coinbase_address) = (self.key(), self.person().into_string());
        let role = self.role();
        Some(self.send(
            &holder,
            id,
            &LicenseAction::RegisterStaker { signing_address, coinbase_address, role },
        ))
    }

    /// A pool whose first stake is a licence.
    pub(super) fn register_pool_by_license(&mut self) -> Option<Call> {
        let (id, holder) = self.free_license()?;
        if self.model.pools.pools.len() >= 6 && self.dice.chance(60) {
            return None;
        }
        let (signing_address, commission_ppm) = (self.key(), rate(self.dice));
        let (metadata_url, metadata_hash) = metadata(self.dice);
        let action =
            LicenseAction::RegisterPool { signing_address, commission_ppm, metadata_url, metadata_hash };
        Some(self.send(&holder, id, &action))
    }

    /// To a contract that is not the staker-registry, to nobody, or with words that nobody understands.
    fn send_elsewhere(&mut self) -> Option<Call> {
        let (token_id, holder) = self.free_license()?;
        let places = self.model.places.clone();
        let contract = match self.dice.below(8) {
            0 => places.licenses.clone(),
            1 => self.person(),
            2 => places.stakers.clone(),
            3 | 4 => places.vault.clone(),
            _ => self.cast.hooks[1].clone(),
        };
        let by = self.mover(&token_id, &holder);
        let msg = Binary::from(b"{}");
        Some(self.licenses(&by, LicenseMsg::SendNft { contract: contract.into_string(), token_id, msg }, 0))
    }

    fn transfer_nft(&mut self) -> Option<Call> {
        let (token_id, holder) = self.free_license()?;
        let places = self.model.places.clone();
        let recipient = match self.dice.below(24) {
            0 if self.is_registry() => places.stakers.clone(),
            1 => places.licenses.clone(),
            2 => self.cast.hooks[1].clone(),
            _ => self.person(),
        };
        let by = self.mover(&token_id, &holder);
        Some(self.licenses(&by, LicenseMsg::TransferNft { recipient: recipient.into_string(), token_id }, 0))
    }

    fn until(&mut self) -> Option<Expiration> {
        let now = self.model.now;
        match self.dice.below(8) {
            0 => Some(Expiration::AtHeight(now.height)),
            1 | 2 => Some(Expiration::AtHeight(now.height + 100)),
            3 | 4 => Some(Expiration::AtTime(Timestamp::from_seconds(now.seconds + 3_600))),
            _ => None,
        }
    }

    fn approve(&mut self) -> Option<Call> {
        let (token_id, holder) = self.free_license()?;
        let spender = if self.dice.chance(8) { holder.clone() } else { self.person() };
        let (by, expires) = (self.mover(&token_id, &holder), self.until());
        Some(self.licenses(&by, LicenseMsg::Approve { spender: spender.into_string(), token_id, expires }, 0))
    }

    fn revoke(&mut self) -> Option<Call> {
        let (free, holder) = self.free_license()?;
        let burned: Vec<String> = self.model.licenses.burned.iter().cloned().collect();
        let burned = self.dice.maybe(&burned).cloned().filter(|_| self.dice.chance(15));
        let gone = if self.dice.chance(10) { Some(self.odd_id()) } else { burned };
        let token_id = gone.unwrap_or(free);
        let (by, spender) = (self.mover(&token_id, &holder), self.person().into_string());
        Some(self.licenses(&by, LicenseMsg::Revoke { spender, token_id }, 0))
    }

    fn approve_all(&mut self) -> Option<Call> {
        let (by, operator, expires) = (self.person(), self.person().into_string(), self.until());
        Some(self.licenses(&by, LicenseMsg::ApproveAll { operator, expires }, 0))
    }

    fn revoke_all(&mut self) -> Option<Call> {
        let pairs: Vec<(Addr, Addr)> = self.model.licenses.operators.keys().cloned().collect();
        let (by, operator) =
            self.dice.maybe(&pairs).cloned().unwrap_or_else(|| (self.person(), self.person()));
        Some(self.licenses(&by, LicenseMsg::RevokeAll { operator: operator.into_string() }, 0))
    }

    fn burn_license(&mut self) -> Option<Call> {
        let (token_id, holder) = self.free_license()?;
        let minter = self.model.licenses.minter.clone();
        let by = if self.dice.chance(15) { minter } else { self.mover(&token_id, &holder) };
        Some(self.licenses(&by, LicenseMsg::Burn { token_id }, 0))
    }

    fn redeem(&mut self) -> Option<Call> {
        if self.model.licenses.stage != Stage::Stable && self.dice.chance(80) {
            return None;
        }
        let kept: Vec<_> = self.model.stakers.custody.iter().collect();
        let bonded = self.dice.maybe(&kept).map(|(id, kept)| ((*id).clone(), kept.bonder.clone()));
        let bonded = bonded.filter(|_| self.dice.chance(35));
        let (token_id, holder) = bonded.or_else(|| self.free_license())?;
        let by = if self.dice.chance(90) { holder } else { self.person() };
        Some(self.licenses(&by, LicenseMsg::Redeem { token_id }, 0))
    }

    fn fund_reserve(&mut self) -> Option<Call> {
        let books = &self.model.licenses;
        let missing = books.required().saturating_sub(books.reserve());
        if books.stage != Stage::Testnet && self.dice.chance(85) {
            return None;
        }
        let amount = match self.dice.below(4) {
            0 => self.spread(self.scale),
            1 => missing.max(1),
            2 => self.spread(missing.max(1)),
            _ => missing + self.spread(self.scale),
        };
        let by = self.person();
        Some(self.licenses(&by, LicenseMsg::FundReserve {}, amount))
    }

    fn reclaim_funding(&mut self) -> Option<Call> {
        let funders: Vec<Addr> = self.model.licenses.funding.keys().cloned().collect();
        let by = self.dice.maybe(&funders).cloned().filter(|_| self.dice.chance(90));
        let by = by.unwrap_or_else(|| self.person());
        let there = self.model.licenses.reclaimable(&by);
        let amount = match self.dice.below(6) {
            0 => Some((there + 1).into()),
            1 => Some(0u128.into()),
            2 | 3 => Some(self.spread(there.max(1)).into()),
            _ => None,
        };
        // Mostly the reserve stays, so that mainnet can open.
        if self.model.licenses.stage == Stage::Testnet && self.dice.chance(65) {
            return None;
        }
        Some(self.licenses(&by, LicenseMsg::ReclaimFunding { amount }, 0))
    }

    fn unbond_license(&mut self) -> Option<Call> {
        let again = self.dice.chance(12);
        let kept = self.model.stakers.custody.iter().filter(|(_, kept)| kept.release.is_some() == again);
        let kept: Vec<_> = kept.map(|(id, kept)| (id.clone(), kept.bonder.clone())).collect();
        let found = self.dice.maybe(&kept).cloned();
        let (token_id, bonder) =
            found.or_else(|| if self.dice.chance(30) { self.free_license() } else { None })?;
        let by = if self.dice.chance(92) { bonder } else { self.person() };
        Some(self.stakers(&by, StakerMsg::UnbondLicense { token_id }, 0))
    }

    fn release_license(&mut self) -> Option<Call> {
        let now = self.model.now;
        let kept = self.model.stakers.custody.iter();
        let (ready, others): (Vec<_>, Vec<_>) =
            kept.partition(|(_, kept)| kept.release.is_some_and(|release| now.reached(release)));
        let pick = match self.dice.below(10) {
            0 | 1 => &others,
            _ if ready.is_empty() => &others,
            _ => &ready,
        };
        let found = self.dice.maybe(pick).map(|(id, _)| (*id).clone());
        let token_id = found.or_else(|| self.dice.chance(30).then(|| "never".to_owned()))?;
        let by = self.person();
        Some(self.stakers(&by, StakerMsg::ReleaseLicense { token_id }, 0))
    }

    /// A fault of somebody who answers with licences, too large for its coins.
    fn fault(&mut self) -> Option<Call> {
        let kept = self.model.stakers.custody.values();
        let liable: Vec<Addr> =
            kept.filter(|it| it.staker == it.bonder).map(|it| it.staker.clone()).collect();
        let staker = self.dice.maybe(&liable)?.clone();
        let coins = self.answering_coins(&staker);
        let licenses = self.model.stakers.licenses_of(&staker, &staker).count() as u128;
        let all = licenses * self.model.licenses.worth;
        let part = if self.dice.chance(30) { all } else { self.dice.between(1, all) };
        Some(self.liquidation(&staker, coins + part))
    }

    /// The coins of a staker that answer before its licences.
    pub(super) fn answering_coins(&self, staker: &Addr) -> u128 {
        let books = &self.model.stakers;
        let is_pool = self.model.pools.pools.contains_key(staker);
        let entry = books.stakers.get(staker);
        let own = self.model.pools.tokens(staker, staker);
        let tokens = if is_pool { own } else { entry.map_or(0, |entry| entry.tokens) };
        let is_solo = entry.is_some_and(|entry| entry.management == *staker);
        let items = books.items.values().filter(|item| item.from == *staker && item.owner == *staker);
        tokens + items.filter(|item| item.is_unbond() || is_solo).map(|item| item.amount).sum::<u128>()
    }

    pub(super) fn liquidation(&mut self, staker: &Addr, amount: u128) -> Call {
        let slasher = self.model.stakers.config.slasher.clone();
        let by = slasher.unwrap_or_else(|| self.person());
        let evidence_id = format!("fault-{}", self.dice.below(1_000_000));
        let (staker, reason) = (staker.to_string(), "absence".to_owned());
        self.stakers(&by, StakerMsg::Liquidate { staker, amount: amount.into(), evidence_id, reason }, 0)
    }

    /// Whether the owners are to make the contracts known to each other.
    pub(super) fn connects(&self) -> bool {
        self.licensing != Licensing::Never
    }

    /// A licence of another chain, for a contract that takes none.
    pub(super) fn exported(&mut self) -> Exported {
        let owner = self.person().into_string();
        let (token_uri, role, node) = (None, None, None);
        let mining_pool = "elsewhere".to_owned();
        Exported { token_id: "1".to_owned(), owner, token_uri, mining_pool, minted_at_secs: 1, role, node }
    }
}
