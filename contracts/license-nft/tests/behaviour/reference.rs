//! The collection as plain lists, written from the specification: every question is a walk over all licences.

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::Addr;
use tributary_types::license_nft::{ExecuteMsg, NodeRole, Stage};

use crate::world::E;

/// A living licence.
#[derive(Clone, Debug)]
pub struct Licence {
    pub holder: Addr,
    pub custody: bool,
    pub bond: Option<(NodeRole, Addr)>,
    pub approved: BTreeSet<Addr>,
}

/// Everything.
pub struct Reference {
    pub stage: Stage,
    pub licences: BTreeMap<String, Licence>,
    pub burned: BTreeSet<String>,
    pub operators: BTreeSet<(Addr, Addr)>,
    pub funding: BTreeMap<Addr, u128>,
    /// Total and excess when mainnet opened.
    pub opened: Option<(u128, u128)>,
    pub paused: bool,
    pub minted: u64,
    pub liquidated: u64,
    pub redeemed: u64,
    /// Living licences when mainnet opened (LN-10).
    pub at_launch: u64,
    /// What the contract paid to anybody.
    pub paid: BTreeMap<Addr, u128>,
    pub cap: u64,
    pub owner: Addr,
    pub minter: Addr,
    pub registry: Addr,
    pub guardian: Addr,
    pub itself: Addr,
}

/// The word of a refusal.
pub type Refusal = &'static str;

fn ensure(holds: bool, refusal: Refusal) -> Result<(), Refusal> {
    if holds {
        Ok(())
    } else {
        Err(refusal)
    }
}

impl Reference {
    fn find(&self, id: &str) -> Result<Licence, Refusal> {
        ensure(!self.burned.contains(id), "burned")?;
        self.licences.get(id).cloned().ok_or("unknown")
    }

    fn may(&self, sender: &Addr, licence: &Licence) -> bool {
        licence.approved.contains(sender) || self.governs(sender, licence)
    }

    fn governs(&self, sender: &Addr, licence: &Licence) -> bool {
        licence.holder == *sender || self.operators.contains(&(licence.holder.clone(), sender.clone()))
    }

    pub fn live(&self) -> u64 {
        self.licences.len() as u64
    }

    pub fn bonded(&self) -> u64 {
        self.licences.values().filter(|licence| licence.custody).count() as u64
    }

    pub fn balance(&self, holder: &Addr) -> u64 {
        self.licences.values().filter(|licence| licence.holder == *holder).count() as u64
    }

    pub fn tokens(&self, owner: &Addr) -> Vec<String> {
        let owns = |licence: &Licence| match licence.custody {
            true => self.registry == *owner,
            false => licence.holder == *owner,
        };
        self.licences.iter().filter(|(_, licence)| owns(licence)).map(|(id, _)| id.clone()).collect()
    }

    pub fn held(&self, holder: &Addr) -> Vec<String> {
        let held = self.licences.iter().filter(|(_, licence)| licence.holder == *holder);
        held.map(|(id, _)| id.clone()).collect()
    }

    pub fn reserve(&self) -> u128 {
        match self.stage {
            Stage::Testnet => self.funding.values().sum(),
            _ => E * u128::from(self.live()),
        }
    }

    pub fn reclaimable(&self, funder: &Addr) -> u128 {
        let funded = self.funding.get(funder).copied().unwrap_or_default();
        match self.opened {
            None => funded,
            Some((total, excess)) if total > 0 => excess * funded / total,
            Some(_) => 0,
        }
    }

    fn pay(&mut self, to: &Addr, amount: u128) {
        *self.paid.entry(to.clone()).or_default() += amount;
    }

    fn remove(&mut self, id: &str) {
        self.licences.remove(id);
        self.burned.insert(id.to_owned());
    }

    fn move_to(&mut self, sender: &Addr, to: &Addr, id: &str, send: bool) -> Result<(), Refusal> {
        let mut licence = self.find(id)?;
        let may = self.may(sender, &licence);
        if licence.custody {
            ensure(*sender == self.registry, "bonded")?;
            ensure(*to == licence.holder, "bonder")?;
            licence.custody = false;
            licence.bond = None;
        } else if *to == self.registry {
            if send {
                ensure(*sender == licence.holder, "owner")?;
            } else {
                ensure(may, "unauthorized")?;
                ensure(*sender == self.registry, "send_nft")?;
            }
            licence.custody = true;
            licence.bond = None;
            licence.approved.clear();
        } else {
            ensure(may, "unauthorized")?;
            ensure(*to != self.itself, "send_nft")?;
            ensure(self.stage > Stage::Testnet, "testnet")?;
            licence.holder = to.clone();
            licence.approved.clear();
        }
        self.licences.insert(id.to_owned(), licence);
        Ok(())
    }

    fn redeem(&mut self, id: &str, holder: &Addr) {
        self.remove(id);
        self.redeemed += 1;
        self.pay(holder, E);
    }

    /// Carries a message out, or says the word by which it is refused.
    pub fn apply(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: u128) -> Result<(), Refusal> {
        let addr = |text: &String| Addr::unchecked(text);
        match msg {
            ExecuteMsg::TransferNft { recipient, token_id } => {
                self.move_to(sender, &addr(recipient), token_id, false)?;
            }
            ExecuteMsg::SendNft { contract, token_id, .. } => {
                self.move_to(sender, &addr(contract), token_id, true)?;
            }
            ExecuteMsg::Approve { spender, token_id, .. } | ExecuteMsg::Revoke { spender, token_id } => {
                let mut licence = self.find(token_id)?;
                ensure(!licence.custody, "bonded")?;
                ensure(self.governs(sender, &licence), "unauthorized")?;
                if matches!(msg, ExecuteMsg::Approve { .. }) {
                    ensure(addr(spender) != licence.holder, "approval")?;
                    licence.approved.insert(addr(spender));
                } else {
                    licence.approved.remove(&addr(spender));
                }
                self.licences.insert(token_id.clone(), licence);
            }
            ExecuteMsg::ApproveAll { operator, .. } => {
                ensure(addr(operator) != *sender, "approval")?;
                self.operators.insert((sender.clone(), addr(operator)));
            }
            ExecuteMsg::RevokeAll { operator } => {
                self.operators.remove(&(sender.clone(), addr(operator)));
            }
            ExecuteMsg::Burn { token_id } => {
                let licence = self.find(token_id)?;
                ensure(!licence.custody, "bonded")?;
                match self.stage {
                    Stage::Testnet => {
                        ensure(*sender == licence.holder || *sender == self.minter, "unauthorized")?;
                        self.remove(token_id);
                    }
                    Stage::Mainnet => return Err("mainnet"),
                    Stage::Stable => {
                        ensure(self.may(sender, &licence), "unauthorized")?;
                        self.redeem(token_id, &licence.holder);
                    }
                }
            }
            ExecuteMsg::Redeem { token_id } => {
                let licence = self.find(token_id)?;
                ensure(self.stage == Stage::Stable, "stable")?;
                ensure(!licence.custody, "bonded")?;
                ensure(*sender == licence.holder, "unauthorized")?;
                self.redeem(token_id, &licence.holder);
            }
            ExecuteMsg::MintMany { licenses } => {
                ensure(*sender == self.minter, "unauthorized")?;
                ensure(!self.paused, "paused")?;
                ensure(self.stage == Stage::Testnet, "closed")?;
                ensure(licenses.windows(2).all(|pair| pair[0].token_id < pair[1].token_id), "increasing")?;
                ensure(self.live() + licenses.len() as u64 <= self.cap, "cap")?;
                for new in licenses {
                    let holder = addr(&new.owner);
                    ensure(holder != self.registry && holder != self.itself, "holder")?;
                    let known =
                        self.burned.contains(&new.token_id) || self.licences.contains_key(&new.token_id);
                    ensure(!known, "used")?;
                }
                for new in licenses {
                    let (holder, approved) = (addr(&new.owner), BTreeSet::new());
                    let licence = Licence { holder, custody: false, bond: None, approved };
                    self.licences.insert(new.token_id.clone(), licence);
                    self.minted += 1;
                }
            }
            ExecuteMsg::RecordBond { token_id, node, role } => {
                ensure(*sender == self.registry, "unauthorized")?;
                let mut licence = self.find(token_id)?;
                ensure(licence.custody, "custody")?;
                ensure(licence.bond.is_none(), "bonded")?;
                licence.bond = Some((*role, addr(node)));
                self.licences.insert(token_id.clone(), licence);
            }
            ExecuteMsg::Liquidate { node, need, token_ids } => {
                ensure(*sender == self.registry, "unauthorized")?;
                ensure(self.stage > Stage::Testnet, "testnet")?;
                ensure(!token_ids.is_empty(), "50")?;
                ensure(token_ids.windows(2).all(|pair| pair[0] < pair[1]), "increasing")?;
                ensure(need.u128().div_ceil(E) == token_ids.len() as u128, "count")?;
                for id in token_ids {
                    let licence = self.find(id)?;
                    let bonded = licence.bond.is_some_and(|(_, bonded)| bonded == addr(node));
                    ensure(licence.custody && bonded, "not bonded")?;
                }
                for id in token_ids {
                    self.remove(id);
                    self.liquidated += 1;
                }
                self.pay(sender, E * token_ids.len() as u128);
            }
            ExecuteMsg::FundReserve {} => {
                ensure(self.stage == Stage::Testnet, "stage")?;
                *self.funding.entry(sender.clone()).or_default() += funds;
            }
            ExecuteMsg::ReclaimFunding { amount } => {
                let there = self.reclaimable(sender);
                let amount = amount.map_or(there, |amount| amount.u128());
                ensure(amount > 0 && amount <= there, "reclaim")?;
                ensure(amount == there || self.stage == Stage::Testnet, "reclaim")?;
                match self.opened {
                    None => *self.funding.entry(sender.clone()).or_default() -= amount,
                    Some(_) => {
                        self.funding.remove(sender);
                    }
                }
                self.funding.retain(|_, funded| *funded > 0);
                self.pay(sender, amount);
            }
            ExecuteMsg::OpenMainnet {} => {
                ensure(*sender == self.owner, "unauthorized")?;
                ensure(self.stage == Stage::Testnet, "stage")?;
                let (total, required) = (self.reserve(), E * u128::from(self.live()));
                ensure(total >= required, "reserve")?;
                self.opened = Some((total, total - required));
                self.at_launch = self.live();
                self.stage = Stage::Mainnet;
            }
            ExecuteMsg::OpenStable {} => {
                ensure(*sender == self.owner, "unauthorized")?;
                ensure(self.stage == Stage::Mainnet, "stage")?;
                self.stage = Stage::Stable;
            }
            ExecuteMsg::Pause {} => {
                ensure(*sender == self.owner || *sender == self.guardian, "unauthorized")?;
                ensure(!self.paused, "paused")?;
                self.paused = true;
            }
            ExecuteMsg::Unpause {} => {
                ensure(*sender == self.owner, "unauthorized")?;
                ensure(self.paused, "not paused")?;
                self.paused = false;
            }
            other => panic!("the machine does not send {other:?}"),
        }
        Ok(())
    }
}
