//! Random messages to the staker-registry, and to coinbases.

use cosmwasm_std::Addr;
use tributary_types::coinbase::{ExecuteMsg as CoinbaseMsg, Payment};
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;

use super::author::Author;
use super::op::Op;
use crate::model::{Call, Message};
use crate::world::{stake, FOREIGN};

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages to the staker-registry and to coinbases, with how often they are written.
pub const STAKERS: &[(u32, Writer)] = &[
    (6, |author| author.register_staker()),
    (5, |author| author.bond()),
    (9, |author| author.unbond()),
    (11, |author| author.transfer_stake()),
    (4, |author| author.cancel_stake_transfer()),
    (6, |author| author.finalize_unbond()),
    (6, |author| author.finalize_stake_transfer()),
    (4, |author| author.finalize_many_stakes()),
    (4, |author| author.redirect()),
    (3, |author| author.set_state()),
    (4, |author| author.set_signing()),
    (3, |author| author.set_coinbase()),
    (9, |author| author.liquidate()),
    (4, |author| author.forward_revenue()),
    (5, |author| author.coinbase()),
];

impl Author<'_> {
    /// A call of the staker-registry.
    pub fn stakers(&self, sender: &Addr, msg: StakerMsg, funds: u128) -> Call {
        Call { sender: sender.clone(), message: Message::Stakers(msg), funds: stake(funds) }
    }

    /// A staker with whoever manages it, if that is not the pool-registry.
    fn managed(&mut self) -> (Addr, Addr) {
        let stakers = self.model.stakers.stakers.iter();
        let direct: Vec<(Addr, Addr)> = stakers
            .filter(|(_, staker)| staker.management != self.model.places.pools)
            .map(|(identity, staker)| (identity.clone(), staker.management.clone()))
            .collect();
        let books = &self.model.stakers.stakers;
        let locked: Vec<Addr> =
            books.iter().filter(|(_, it)| it.locked > 0).map(|(id, _)| id.clone()).collect();
        if let Some(solo) = self.dice.maybe(&locked).cloned().filter(|_| self.dice.chance(12)) {
            return (solo.clone(), solo);
        }
        if self.dice.chance(3) {
            let somebody = self.person();
            return (somebody.clone(), somebody);
        }
        let other = self.dice.chance(6);
        match self.dice.maybe(&direct) {
            Some(pair) if !other => pair.clone(),
            _ => (self.staker(), self.person()),
        }
    }

    /// A staker, rarely somebody that is none.
    pub(super) fn staker(&mut self) -> Addr {
        let all: Vec<Addr> = self.model.stakers.stakers.keys().cloned().collect();
        let unknown = self.dice.chance(5);
        match self.dice.maybe(&all) {
            Some(staker) if !unknown => staker.clone(),
            _ => self.person(),
        }
    }

    fn register_staker(&mut self) -> Option<Call> {
        let minimum = self.model.stakers.config.minimum;
        let amount = if self.dice.chance(10) { minimum - 1 } else { minimum + self.spread(self.scale) };
        let identity = self.person();
        if self.model.stakers.stakers.len() >= 7 && self.dice.chance(70) {
            return None;
        }
        let (sender, named) = match self.dice.below(10) {
            0 => (self.person(), Some(identity.to_string())),
            1..=3 => (self.cast.registrar.clone(), Some(identity.to_string())),
            _ => (identity, None),
        };
        let msg = StakerMsg::RegisterStaker {
            identity: named,
            signing_address: self.key(),
            coinbase_address: self.person().into_string(),
            license: None,
        };
        Some(self.stakers(&sender, msg, amount))
    }

    fn bond(&mut self) -> Option<Call> {
        let (staker, by) = self.managed();
        let amount = self.spread(self.scale);
        Some(self.stakers(&by, StakerMsg::Bond { staker: staker.into_string() }, amount))
    }

    fn tokens(&self, staker: &Addr) -> u128 {
        self.model.stakers.stakers.get(staker).map_or(self.scale, |staker| staker.tokens)
    }

    /// Whose an item is to be: registrars name somebody, and rarely somebody else does.
    fn named_owner(&mut self, staker: &Addr, by: &Addr) -> Option<String> {
        let managed = staker != by;
        if managed && self.dice.chance(85) || self.dice.chance(4) {
            let owner = if self.dice.chance(50) { staker.clone() } else { self.person() };
            return Some(owner.into_string());
        }
        None
    }

    fn unbond(&mut self) -> Option<Call> {
        let (staker, by) = self.managed();
        let amount = self.amount(self.tokens(&staker));
        let recipient = match self.dice.below(30) {
            0 => Some(self.model.places.stakers.to_string()),
            1 => Some(self.model.places.pools.to_string()),
            2 => Some(self.model.places.coinbases.values().next()?.to_string()),
            3..=8 => Some(self.person().into_string()),
            _ => None,
        };
        let owner = self.named_owner(&staker, &by);
        let fee = self.fee(amount);
        let msg =
            StakerMsg::Unbond { staker: staker.into_string(), amount: amount.into(), fee, recipient, owner };
        Some(self.stakers(&by, msg, 0))
    }

    /// A solo staker with locked coins, half of the times that there is one.
    fn locked(&mut self) -> Option<(Addr, Addr)> {
        let solo =
            self.model.stakers.stakers.iter().filter(|(id, it)| it.locked > 0 && it.management == **id);
        let solo: Vec<Addr> = solo.map(|(id, _)| id.clone()).collect();
        let found = self.dice.maybe(&solo).cloned().filter(|_| self.dice.chance(50))?;
        Some((found.clone(), found))
    }

    fn transfer_stake(&mut self) -> Option<Call> {
        let (from, by) = self.locked().unwrap_or_else(|| self.managed());
        let to = if self.dice.chance(70) { self.managed().0 } else { self.staker() };
        if from == to && self.dice.chance(70) {
            return None;
        }
        let amount = self.amount(self.tokens(&from));
        let owner = self.named_owner(&from, &by);
        let fee = self.fee(amount);
        let msg = StakerMsg::TransferStake {
            from: from.into_string(),
            to: to.into_string(),
            amount: amount.into(),
            fee,
            owner,
        };
        Some(self.stakers(&by, msg, 0))
    }

    /// The initiator of a transfer, or somebody else.
    fn initiator(&mut self, id: u64) -> Addr {
        use crate::model::stakers::Way;
        let item = self.model.stakers.items.get(&id);
        let initiator = item.and_then(|item| match &item.way {
            Way::To { initiator, .. } if *initiator != self.model.places.pools => Some(initiator.clone()),
            _ => None,
        });
        initiator.filter(|_| self.dice.chance(90)).unwrap_or_else(|| self.person())
    }

    fn cancel_stake_transfer(&mut self) -> Option<Call> {
        let ours = self.dice.chance(10);
        let id = self.item(false, ours)?;
        let by = self.initiator(id);
        Some(self.stakers(&by, StakerMsg::CancelTransfer { id }, 0))
    }

    fn finalize_unbond(&mut self) -> Option<Call> {
        let (by, id, fee_recipient) = (self.person(), self.item(true, true)?, self.fee_recipient());
        Some(self.stakers(&by, StakerMsg::FinalizeUnbond { id, fee_recipient }, 0))
    }

    fn finalize_stake_transfer(&mut self) -> Option<Call> {
        let ours = self.dice.chance(15);
        let id = self.item(false, ours)?;
        let (by, fee_recipient) = (self.initiator(id), self.fee_recipient());
        Some(self.stakers(&by, StakerMsg::FinalizeTransfer { id, fee_recipient }, 0))
    }

    fn finalize_many_stakes(&mut self) -> Option<Call> {
        let (unbonds, transfers) = (self.batch(true, true), self.batch(false, false));
        let by = match transfers.first() {
            Some(id) => self.initiator(*id),
            None => self.person(),
        };
        let fee_recipient = self.fee_recipient();
        Some(self.stakers(&by, StakerMsg::FinalizeMany { unbonds, transfers, fee_recipient }, 0))
    }

    /// Many small items of one staker, up to the caps and beyond.
    pub fn solo_burst(&mut self) -> Vec<Op> {
        let ((from, by), to) = (self.managed(), self.managed().0);
        if self.tokens(&from) < 60 {
            return vec![];
        }
        let moving = self.dice.chance(50) && from != to;
        let msg = if moving {
            let (from, to) = (from.into_string(), to.into_string());
            StakerMsg::TransferStake { from, to, amount: 1u128.into(), fee: None, owner: None }
        } else {
            let staker = from.into_string();
            StakerMsg::Unbond { staker, amount: 1u128.into(), fee: None, recipient: None, owner: None }
        };
        let count = if moving { 17 } else { 33 };
        (0..count).map(|_| Op::Transact(vec![self.stakers(&by, msg.clone(), 0)])).collect()
    }

    fn redirect(&mut self) -> Option<Call> {
        let id = self.item(true, true)?;
        let owner = self.model.stakers.items.get(&id).map(|item| item.owner.clone());
        let by = owner.filter(|_| self.dice.chance(85)).unwrap_or_else(|| self.person());
        let own = self.dice.chance(8);
        let recipient = if own { self.model.places.stakers.clone() } else { self.person() };
        Some(self.stakers(&by, StakerMsg::Redirect { id, recipient: recipient.into_string() }, 0))
    }

    fn set_state(&mut self) -> Option<Call> {
        let (staker, by) = self.managed();
        let active = self.dice.chance(60);
        Some(self.stakers(&by, StakerMsg::SetState { staker: staker.into_string(), active }, 0))
    }

    fn set_signing(&mut self) -> Option<Call> {
        let (staker, by) = self.managed();
        let msg = StakerMsg::SetSigningAddress { staker: staker.into_string(), signing_address: self.key() };
        Some(self.stakers(&by, msg, 0))
    }

    fn set_coinbase(&mut self) -> Option<Call> {
        let (staker, by) = self.managed();
        let coinbase_address = self.person().into_string();
        let msg = StakerMsg::SetCoinbaseAddress { staker: staker.into_string(), coinbase_address };
        Some(self.stakers(&by, msg, 0))
    }

    fn liquidate(&mut self) -> Option<Call> {
        let staker = self.staker();
        let amount = match self.dice.below(12) {
            0 => 0,
            1 => {
                self.model.stakers.stakers.get(&staker).map_or(0, |_| self.model.stakers.weight(&staker)) * 2
                    + self.scale
            }
            _ => self.spread(self.tokens(&staker).max(1)),
        };
        let evidence_id = match self.dice.below(20) {
            0 => String::new(),
            1 => "e".repeat(129),
            2 => "e".repeat(128),
            _ => format!("evidence-{}", self.dice.below(100)),
        };
        let reason = match self.dice.below(20) {
            0 => String::new(),
            1 => "r".repeat(129),
            _ => "double signing".to_owned(),
        };
        let slasher = self.model.stakers.config.slasher.clone();
        let by = slasher.filter(|_| self.dice.chance(92)).unwrap_or_else(|| self.person());
        let msg =
            StakerMsg::Liquidate { staker: staker.into_string(), amount: amount.into(), evidence_id, reason };
        Some(self.stakers(&by, msg, 0))
    }

    fn forward_revenue(&mut self) -> Option<Call> {
        let by = self.person();
        Some(self.stakers(&by, StakerMsg::ForwardRevenue {}, 0))
    }

    /// A coinbase, called by a stranger, or by the registry with something that it would never send.
    fn coinbase(&mut self) -> Option<Call> {
        let pools: Vec<Addr> = self.model.pools.pools.values().map(|pool| pool.coinbase.clone()).collect();
        let at = self.dice.maybe(&pools)?.clone();
        let (who, registry) = (self.person(), self.model.places.pools.clone());
        let pay = |payments: Vec<Payment>| CoinbaseMsg::Pay { payments };
        let nothing = Payment { recipient: who.to_string(), amount: 0u128.into() };
        let one = Payment { recipient: who.to_string(), amount: 1u128.into() };
        let recover =
            |denom: &str| CoinbaseMsg::Recover { denom: denom.to_owned(), recipient: who.to_string() };
        let denom = self.model.places.denom.clone();
        let gifts = self.model.bank.balance(&registry, &denom);
        let (sender, msg, funds) = match self.dice.below(8) {
            0 => (who, pay(vec![one]), 0),
            1 => (who.clone(), recover(FOREIGN), 0),
            2 => (registry, pay(vec![]), 0),
            3 => (registry, pay(vec![nothing]), 0),
            4 => (registry, recover(&denom), 0),
            5 => (registry, recover("unothing"), 0),
            6 => (registry, recover("unothing"), gifts.min(1)),
            _ => (registry, pay(vec![]), gifts.min(1)),
        };
        Some(Call { sender, message: Message::Coinbase(at, msg), funds: stake(funds) })
    }
}
