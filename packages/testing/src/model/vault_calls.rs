//! The messages of a vault, one arm each (boosted-staking.md 5).

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use cosmwasm_std::{from_json, Addr, Coin, Event};
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::boosted_staking as bs;
use tributary_types::boosted_staking::{
    CountedBy, ExecuteMsg, LoyaltyScore, NftAction, TokenAction, UnusedRewardsTo, CONTRACT,
};
use tributary_types::event::{Fact, GuardianSet, OwnershipUpdated, Paused, Unpaused};
use tributary_types::license_nft::ReceiveNft;

use super::control::{no_migration, Role};
use super::refusals::{is_address, paid, Refusals, ADDRESS};
use super::time::Moment;
use super::vault::Vault;

/// What is not the vault's.
pub struct Outside<'a> {
    /// The block.
    pub now: Moment,
    /// How many NFTs of the collection somebody holds; nothing if the collection does not answer.
    pub holdings: &'a dyn Fn(&Addr) -> Option<u64>,
}

/// What was seen to be claimed of batches, in order: the specification lets it be one of two figures.
pub type Claims = BTreeMap<u64, VecDeque<u128>>;

/// What a vault makes others do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Coins or tokens leave.
    Pay(Addr, Asset<Addr>, u128),
    /// Coins of this denom go to a treasury as revenue.
    Revenue(Addr, String, u128),
    /// An NFT goes back.
    Return(Addr, String),
}

/// What a call tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What happens outside, in order.
    pub effects: Vec<Effect>,
    /// Its own events, in order, as the contract writes them.
    pub facts: Vec<Event>,
    /// The position that was opened, which the data of a stake names.
    pub opened: Option<u64>,
    /// What was seen and cannot be.
    pub wrong: Option<String>,
}

/// What becomes of a call.
pub type Outcome = Result<Told, Refusals>;

/// A call on its way.
pub(super) struct Turn<'a> {
    /// Around it.
    pub(super) outside: &'a Outside<'a>,
    /// What was seen of it, if it was seen.
    pub(super) seen: Option<&'a mut Claims>,
    /// What it tells.
    pub(super) told: Told,
}

impl Turn<'_> {
    /// Notes a fact.
    pub(super) fn tell(&mut self, fact: impl Fact) {
        self.told.facts.push(fact.event(CONTRACT));
    }

    /// Pays, unless it is nothing.
    pub(super) fn pay(&mut self, to: &Addr, asset: &Asset<Addr>, amount: u128) {
        if amount > 0 {
            self.told.effects.push(Effect::Pay(to.clone(), asset.clone(), amount));
        }
    }
}

impl Vault {
    /// A call at the present second; its coins, tokens or NFT are here already.
    ///
    /// # Errors
    /// All rules that it breaks.
    pub fn call(
        &mut self,
        outside: &Outside,
        by: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
        seen: Option<&mut Claims>,
    ) -> Outcome {
        self.touch(outside.now.seconds);
        let mut turn = Turn { outside, seen, told: Told::default() };
        self.act(&mut turn, by, msg, funds)?;
        Ok(turn.told)
    }

    fn act(&mut self, turn: &mut Turn, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<(), Refusals> {
        use ExecuteMsg as M;
        let mut no = Refusals::default();
        let payable = matches!(msg, M::Stake { .. } | M::Fund {});
        no.when(!payable && !funds.is_empty(), "funds");
        match msg {
            M::Stake { days } => {
                let amount = coins(&mut no, &self.terms.stake, funds);
                self.stake(no, turn, by, *days, amount)
            }
            M::Fund {} => {
                let amount = coins(&mut no, &self.terms.reward, funds);
                self.fund(no, turn, by, amount)
            }
            M::Receive(received) => self.receive(no, turn, by, received),
            M::Withdraw { position_id } => self.withdraw(no, turn, by, *position_id),
            M::Claim { .. } => self.claim(no, turn, by, msg),
            M::ReceiveNft(received) => self.receive_nft(no, turn, by, received),
            M::WithdrawNft { token_id } => self.withdraw_nft(no, turn, by, token_id),
            M::RefreshBoost { user } => self.refresh_boost(no, turn, user),
            M::HoldingsChanged(told) => {
                no.when(self.terms.counted(CountedBy::Balance) != Some(by), "unauthorized");
                no.when(!is_address(&told.owner), ADDRESS);
                no.finish()?;
                self.set_nfts(turn, &Addr::unchecked(&told.owner), told.balance);
                Ok(())
            }
            M::SetLoyalty { scores } => self.set_loyalty(no, turn, by, scores),
            M::Advance {} => self.advance(no, turn),
            M::SweepUnused {} => self.sweep(no, turn),
            M::UpdateConfig { .. } => self.update_config(no, turn, by, msg),
            M::Pause {} | M::Unpause {} => self.set_paused(no, turn, by, matches!(msg, M::Pause {})),
            M::MigrateRecords { limit, .. } => no_migration(no, *limit),
            M::UpdateOwnership(action) => {
                self.control.update_ownership(no, by, turn.outside.now, action)?;
                let pending_owner = self.control.pending_owner.clone().map(|(who, _)| who);
                turn.tell(OwnershipUpdated { owner: Some(self.control.owner.clone()), pending_owner });
                Ok(())
            }
        }
    }

    fn set_paused(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        paused: bool,
    ) -> Result<(), Refusals> {
        let role = if paused { Role::Pauser } else { Role::Owner };
        no.join(self.control.refusals(by, role, false));
        self.control.set_paused(no, paused)?;
        if paused {
            turn.tell(Paused { guardian: by.clone() });
        } else {
            turn.tell(Unpaused { owner: by.clone() });
        }
        Ok(())
    }

    /// `fund`, with coins or tokens.
    fn fund(&mut self, mut no: Refusals, turn: &mut Turn, by: &Addr, amount: u128) -> Result<(), Refusals> {
        no.when(self.last >= self.terms.end(), "programme");
        no.when(self.terms.total - self.funded < amount, "funded");
        no.finish()?;
        self.funded += amount;
        let (amount, funded) = (amount.into(), self.funded.into());
        turn.tell(bs::Funded { sender: by.clone(), amount, funded });
        Ok(())
    }

    fn receive(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        received: &ReceiveTokens,
    ) -> Result<(), Refusals> {
        let token = Asset::Cw20(by.clone());
        no.when(!is_address(&received.sender), ADDRESS);
        let sender = Addr::unchecked(&received.sender);
        let Ok(action) = from_json::<TokenAction>(&received.msg) else {
            no.when(true, "parsing");
            no.when(self.terms.stake != token && self.terms.reward != token, "token");
            return Err(no);
        };
        let wanted = match action {
            TokenAction::Stake { .. } => &self.terms.stake,
            TokenAction::Fund {} => &self.terms.reward,
        };
        no.when(*wanted != token, "token");
        no.when(received.amount.is_zero(), "funds");
        match action {
            TokenAction::Stake { days } => self.stake(no, turn, &sender, days, received.amount.u128()),
            TokenAction::Fund {} => self.fund(no, turn, &sender, received.amount.u128()),
        }
    }

    fn receive_nft(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        received: &ReceiveNft,
    ) -> Result<(), Refusals> {
        no.when(self.terms.counted(CountedBy::Deposit) != Some(by), "collection");
        no.when(self.deposits.contains_key(&received.token_id), "collection");
        no.when(!is_address(&received.sender), ADDRESS);
        no.when(from_json::<NftAction>(&received.msg).is_err(), "parsing");
        let who = Addr::unchecked(&received.sender);
        no.when(self.nfts(&who) >= self.terms.nft_cap, "at most");
        no.finish()?;
        self.touch_user(turn, &who);
        self.deposits.insert(received.token_id.clone(), who.clone());
        turn.tell(bs::NftDeposited { token_id: received.token_id.clone(), user: who.clone() });
        self.tell_boost(turn, &who);
        Ok(())
    }

    fn withdraw_nft(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        token_id: &String,
    ) -> Result<(), Refusals> {
        let depositor = self.deposits.get(token_id);
        no.when(depositor.is_none(), "not found");
        no.when(depositor.is_some_and(|depositor| depositor != by), "unauthorized");
        no.finish()?;
        self.touch_user(turn, by);
        self.deposits.remove(token_id);
        turn.tell(bs::NftWithdrawn { token_id: token_id.clone(), user: by.clone() });
        self.tell_boost(turn, by);
        turn.told.effects.push(Effect::Return(by.clone(), token_id.clone()));
        Ok(())
    }

    fn refresh_boost(&mut self, mut no: Refusals, turn: &mut Turn, user: &String) -> Result<(), Refusals> {
        no.when(!is_address(user), ADDRESS);
        let who = Addr::unchecked(user);
        let counted = self.terms.counted(CountedBy::Balance).is_some();
        let found = (turn.outside.holdings)(&who).filter(|_| counted);
        no.when(found.is_none(), "collection");
        no.finish()?;
        self.set_nfts(turn, &who, found.expect("tested above"));
        Ok(())
    }

    fn set_loyalty(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        scores: &[LoyaltyScore],
    ) -> Result<(), Refusals> {
        no.when(self.terms.oracle != *by, "unauthorized");
        let distinct: BTreeSet<&String> = scores.iter().map(|row| &row.user).collect();
        no.when(distinct.len() < scores.len(), "duplicate");
        no.when(scores.len() > 20, "at most");
        no.when(scores.iter().any(|row| !is_address(&row.user)), ADDRESS);
        no.finish()?;
        for LoyaltyScore { user, score } in scores {
            let who = Addr::unchecked(user);
            self.touch_user(turn, &who);
            self.users.entry(who.clone()).or_default().loyalty = *score;
            self.tell_boost(turn, &who);
        }
        Ok(())
    }

    fn advance(&mut self, no: Refusals, turn: &mut Turn) -> Result<(), Refusals> {
        no.finish()?;
        let (day, total_weight) = (self.terms.day(self.last), self.shown_total());
        turn.tell(bs::Advanced { day, total_weight });
        Ok(())
    }

    fn sweep(&mut self, mut no: Refusals, turn: &mut Turn) -> Result<(), Refusals> {
        no.when(self.last < self.terms.end(), "programme");
        let amount = self.unused();
        no.when(amount == 0, "nothing");
        no.finish()?;
        self.swept += amount;
        let to = self.terms.unused.address().clone();
        turn.tell(bs::UnusedSwept { to, amount: amount.into() });
        match (&self.terms.unused, &self.terms.reward) {
            (UnusedRewardsTo::Revenue(to), Asset::Native(denom)) => {
                turn.told.effects.push(Effect::Revenue(to.clone(), denom.clone(), amount));
            }
            (to, asset) => turn.pay(to.address(), asset, amount),
        }
        Ok(())
    }

    fn update_config(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        msg: &ExecuteMsg,
    ) -> Result<(), Refusals> {
        let ExecuteMsg::UpdateConfig { loyalty_oracle, min_stake, guardian } = msg else { return Err(no) };
        no.join(self.control.refusals(by, Role::Owner, false));
        let texts = [loyalty_oracle, guardian];
        no.when(texts.iter().any(|text| text.as_ref().is_some_and(|text| !is_address(text))), ADDRESS);
        no.when(min_stake.is_some_and(|least| !self.terms.fits(least.u128())), "config");
        no.when(loyalty_oracle.is_none() && min_stake.is_none() && guardian.is_none(), "nothing");
        no.finish()?;
        let [loyalty_oracle, guardian] = texts.map(|text| text.as_ref().map(Addr::unchecked));
        if let Some(oracle) = &loyalty_oracle {
            self.terms.oracle = oracle.clone();
        }
        self.terms.min_stake = min_stake.map_or(self.terms.min_stake, |least| least.u128());
        if let Some(guardian) = &guardian {
            self.control.guardian = Some(guardian.clone());
            turn.tell(GuardianSet { guardian: Some(guardian.clone()) });
        }
        turn.tell(bs::ConfigUpdated { loyalty_oracle, min_stake: *min_stake, guardian });
        Ok(())
    }
}

/// The coins of a call that takes an asset of the bank; those of a token come by `receive` alone.
fn coins(no: &mut Refusals, asset: &Asset<Addr>, funds: &[Coin]) -> u128 {
    let amount = match asset {
        Asset::Native(denom) => paid(funds, denom),
        Asset::Cw20(_) => None,
    };
    no.when(amount.is_none(), "funds");
    amount.unwrap_or_default()
}
