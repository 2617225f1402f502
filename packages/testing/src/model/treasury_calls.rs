//! The messages of the treasury, one arm each (treasury-decay.md 6).

use std::collections::BTreeSet;

use cosmwasm_std::{Addr, Coin};
use tributary_types::asset::Asset;
use tributary_types::stake_hook::DelegationChanged;
use tributary_types::treasury_decay::{
    CirculatingSupply, ExecuteMsg, IdentityRule, InstantiateMsg, UnstakedShare,
};

use super::bank::Bank;
use super::control::{no_migration, Control, Role};
use super::decay_curve::is_base;
use super::exact::Exact;
use super::refusals::{is_address, paid, Refusals, ADDRESS};
use super::time::Moment;
use super::treasury::{Terms, Treasury};

/// Checkpoints that a change of a stake or an identity settles by itself.
const CHANGE: usize = 512;

/// What is not the treasury's.
pub struct Outside<'a> {
    /// The block.
    pub now: Moment,
    /// Who holds which coins, those of the call already moved.
    pub bank: &'a Bank,
    /// The members of the cw4 group, or why it does not answer.
    pub group: Result<&'a BTreeSet<Addr>, &'static str>,
}

/// What was seen of a call, where the specification lets it be one of two figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// What was sent.
    pub amount: Option<u128>,
    /// When everything is released.
    pub release_end: Option<u64>,
}

/// What the treasury makes others do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Coins leave.
    Pay(Addr, String, u128),
    /// Coins of revenue are gone.
    Burn(u128),
}

/// What a call tells, as far as the model says it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What happens outside, in order.
    pub effects: Vec<Effect>,
    /// Checkpoints passed and left.
    pub checkpoints: (usize, usize),
    /// Whoever has checkpoints left.
    pub unfinished: Vec<Addr>,
    /// Whose identity changed, or was read again.
    pub identities: Vec<(Addr, bool)>,
    /// What of a revenue is for the stakes, burned, and the treasury's at once.
    pub split: (u128, u128, u128),
    /// An attribute of its event that is the difference of two figures.
    pub figure: Option<(&'static str, Exact)>,
    /// What was seen and cannot be.
    pub wrong: Option<String>,
}

/// What becomes of a call.
pub type Outcome = Result<Told, Refusals>;

impl Treasury {
    /// A call at the present second; its coins are here already.
    ///
    /// # Errors
    /// All rules that it breaks.
    pub fn call(
        &mut self,
        outside: &Outside,
        by: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
        seen: &Seen,
    ) -> Outcome {
        use ExecuteMsg as M;
        let mut no = Refusals::default();
        let amount = paid(funds, &self.terms.denom);
        let payable = matches!(msg, M::DistributeRevenue {});
        no.when(if payable { amount.is_none() } else { !funds.is_empty() }, "funds");
        if let M::RollEpoch {} = msg {
            no.when(outside.now.seconds < self.epoch.end, "epoch");
            no.clone().finish()?;
        }
        if touches(msg) && !self.is_nothing(msg) {
            self.touch(outside.now.seconds);
        }
        match msg {
            M::DelegationChanged(change) => self.delegation_changed(no, outside, by, change),
            M::DistributeRevenue {} => self.distribute(no, outside, amount, seen),
            M::Settle { user, limit } => self.settle_call(no, user, *limit),
            M::Collect { pool, users, limit } => self.collect(no, pool, users, *limit, seen),
            M::ClaimShare {} => self.claim_share(no, by, seen),
            M::SetUserShare { share_bps } => self.set_user_share(no, by, *share_bps),
            M::RollEpoch {} => Ok(Told::default()),
            M::Identify { users } => self.identify(no, by, users, true),
            M::RevokeIdentity { users } => self.identify(no, by, users, false),
            M::RefreshIdentity { user } => self.refresh_identity(no, outside, user),
            M::Spend { to, amount } => self.spend(no, by, to, amount.u128()),
            M::SpendOther { asset, to, amount } => self.spend_other(no, by, asset, to, amount.u128()),
            M::UpdateConfig { .. } => self.update_config(no, by, msg),
            M::MigrateRecords { limit, .. } => no_migration(no, *limit).map(|()| Told::default()),
            M::UpdateOwnership(action) => {
                self.control.update_ownership(no, by, outside.now, action).map(|()| Told::default())
            }
        }
    }

    /// A hook that tells of no stake where none was known.
    fn is_nothing(&self, msg: &ExecuteMsg) -> bool {
        let ExecuteMsg::DelegationChanged(told) = msg else { return false };
        let (who, pool) = (Addr::unchecked(&told.delegator), Addr::unchecked(&told.pool));
        told.stake.is_zero() && self.stake_in(&who, &pool) == 0
    }

    fn delegation_changed(
        &mut self,
        mut no: Refusals,
        outside: &Outside,
        by: &Addr,
        change: &DelegationChanged,
    ) -> Outcome {
        let DelegationChanged { delegator, pool, coinbase, stake, missed } = change;
        no.when(self.terms.pool_registry != *by, "unauthorized");
        let texts = [delegator, pool, coinbase];
        no.when(texts.iter().any(|text| !is_address(text)), ADDRESS);
        let [who, pool, coinbase] = texts.map(Addr::unchecked);
        let known = self.pools.get(&pool);
        no.when(known.is_some_and(|known| known.coinbase != coinbase), "coinbase");
        let nothing = stake.is_zero() && self.stake_in(&who, &pool) == 0;
        no.when(!nothing && self.behind(&who) > CHANGE, "checkpoints");
        let reads = matches!(self.terms.identity, IdentityRule::Cw4 { .. });
        no.finish()?;
        if nothing {
            return Ok(Told::default());
        }
        let changes = stake.u128() != self.stake_in(&who, &pool);
        let forfeited = self.set_stake(&who, &pool, &coinbase, stake.u128(), *missed);
        let mut identities = vec![];
        // What was read last stays if the group does not answer.
        if let (true, true, Ok(members)) = (reads, changes, &outside.group) {
            let identified = members.contains(&who);
            if identified && self.identified.insert(who.clone())
                || !identified && self.identified.remove(&who)
            {
                identities.push((who.clone(), identified));
            }
        }
        if changes {
            self.recount(&who);
        }
        Ok(Told { figure: Some(("forfeited", forfeited)), identities, ..Told::default() })
    }

    fn distribute(&mut self, no: Refusals, outside: &Outside, amount: Option<u128>, seen: &Seen) -> Outcome {
        no.finish()?;
        let (amount, now) = (amount.expect("funds were tested"), outside.now.seconds);
        let (mut told, mut at_once, mut burned) = (Told::default(), 0, 0);
        let staked = self.total();
        let distributed = if staked == 0 { 0 } else { self.for_stakes(outside.bank, amount, staked) };
        let rest = amount - distributed;
        if staked > 0 && self.terms.unstaked == UnstakedShare::Burn {
            burned = rest;
        } else {
            at_once = rest;
        }
        if burned > 0 {
            told.effects.push(Effect::Burn(burned));
        }
        self.balance += &Exact::units(at_once);
        if distributed > 0 {
            let ends = self.ends(now, distributed);
            let end = seen.release_end.map_or(*ends.end(), |end| end.saturating_sub(now));
            if !ends.contains(&end) {
                told.wrong = Some(format!("released {end} seconds from now, it should be {ends:?}"));
            }
            self.add_revenue(now, now + end, distributed);
        }
        self.sums.received += amount;
        self.sums.distributed += distributed;
        self.sums.burned += burned;
        self.sums.at_once += at_once;
        told.split = (distributed, burned, at_once);
        Ok(told)
    }

    /// D = floor(R * min(T, C) / C).
    fn for_stakes(&self, bank: &Bank, amount: u128, staked: u128) -> u128 {
        if self.terms.unstaked == UnstakedShare::None {
            return amount;
        }
        let circulating = match &self.terms.circulating {
            CirculatingSupply::Fixed { amount } => amount.u128(),
            CirculatingSupply::BankSupply { exclude } => {
                let denom = &self.terms.denom;
                let kept: u128 = exclude.iter().map(|who| bank.balance(who, denom)).sum();
                bank.supply(denom) - kept
            }
        };
        if staked >= circulating {
            return amount;
        }
        let product = num_bigint::BigUint::from(amount) * staked / circulating;
        product.try_into().expect("a part of the amount")
    }

    fn settle_call(&mut self, mut no: Refusals, user: &String, limit: Option<u32>) -> Outcome {
        no.when(!is_address(user), ADDRESS);
        no.when(limit == Some(0), "limit");
        no.finish()?;
        let settled = self.settle(&Addr::unchecked(user), limit.unwrap_or(64).min(64) as usize);
        let figure = Some(("to_treasury", settled.friction));
        Ok(Told { checkpoints: (settled.passed, settled.remaining), figure, ..Told::default() })
    }

    fn collect(
        &mut self,
        mut no: Refusals,
        pool: &String,
        users: &[String],
        limit: Option<u32>,
        seen: &Seen,
    ) -> Outcome {
        no.when(users.iter().chain([pool]).any(|text| !is_address(text)), ADDRESS);
        list_refusals(&mut no, users);
        no.when(limit == Some(0), "limit");
        let pool = Addr::unchecked(pool);
        no.when(!self.pools.contains_key(&pool), "not found");
        no.finish()?;
        let (mut told, mut credited) = (Told::default(), Exact::default());
        let mut left = limit.unwrap_or(64).min(256) as usize;
        for who in users.iter().map(Addr::unchecked) {
            let settled = self.settle(&who, left);
            left -= settled.passed;
            credited += &self.credit(&who, &pool);
            if settled.remaining > 0 {
                told.unfinished.push(who);
            }
        }
        let account = self.pools.get_mut(&pool).expect("tested above");
        let amount = told.pays(&account.pending, seen);
        account.pending -= &Exact::units(amount);
        account.paid += amount;
        self.sums.to_pools += amount;
        let coinbase = account.coinbase.clone();
        told.figure = Some(("credited", credited));
        told.pay(&coinbase, &self.terms.denom, amount);
        Ok(told)
    }

    fn claim_share(&mut self, no: Refusals, by: &Addr, seen: &Seen) -> Outcome {
        no.finish()?;
        let mut told = Told::default();
        let Some(share) = self.shares.get_mut(by) else { return Ok(told) };
        let amount = told.pays(&share.owed, seen);
        share.owed -= &Exact::units(amount);
        share.paid += amount;
        self.sums.to_users += amount;
        told.pay(by, &self.terms.denom, amount);
        Ok(told)
    }

    fn set_user_share(&mut self, mut no: Refusals, by: &Addr, share_bps: u32) -> Outcome {
        no.when(share_bps > 10_000, "bps");
        let Some(account) = self.pools.get_mut(by) else {
            no.when(true, "not found");
            return Err(no);
        };
        no.when(share_bps < account.share_bps, "bps");
        no.finish()?;
        account.share_bps = share_bps;
        Ok(Told::default())
    }

    fn identify(&mut self, mut no: Refusals, by: &Addr, users: &[String], identified: bool) -> Outcome {
        match &self.terms.identity {
            IdentityRule::List { registrar } => no.when(registrar != by, "unauthorized"),
            _ => no.when(true, "identity"),
        }
        no.when(users.iter().any(|text| !is_address(text)), ADDRESS);
        list_refusals(&mut no, users);
        let changing = |who: &Addr| self.identified.contains(who) != identified;
        let users: Vec<Addr> = users.iter().map(Addr::unchecked).filter(changing).collect();
        no.when(users.iter().any(|who| self.behind(who) > CHANGE), "checkpoints");
        no.finish()?;
        users.iter().for_each(|who| self.set_identity(who, identified));
        let identities = users.into_iter().map(|who| (who, identified)).collect();
        Ok(Told { identities, ..Told::default() })
    }

    fn refresh_identity(&mut self, mut no: Refusals, outside: &Outside, user: &String) -> Outcome {
        let reads = matches!(self.terms.identity, IdentityRule::Cw4 { .. });
        no.when(!reads, "identity");
        no.when(!is_address(user), ADDRESS);
        let who = Addr::unchecked(user);
        match &outside.group {
            Err(word) if reads => no.when(true, word),
            Ok(members) => {
                let changes = members.contains(&who) != self.identified.contains(&who);
                no.when(changes && self.behind(&who) > CHANGE, "checkpoints");
            }
            Err(_) => {}
        }
        no.finish()?;
        let identified = outside.group.is_ok_and(|members| members.contains(&who));
        if identified != self.identified.contains(&who) {
            self.set_identity(&who, identified);
        }
        Ok(Told { identities: vec![(who, identified)], ..Told::default() })
    }

    fn spend(&mut self, mut no: Refusals, by: &Addr, to: &String, amount: u128) -> Outcome {
        no.join(self.control.refusals(by, Role::Owner, false));
        no.when(!is_address(to), ADDRESS);
        no.when(to == self.at.as_str(), "recipient");
        no.when(amount == 0, "zero");
        no.when(amount > self.balance.floor(), "treasury");
        no.finish()?;
        self.balance -= &Exact::units(amount);
        self.sums.spent += amount;
        let mut told = Told::default();
        told.pay(&Addr::unchecked(to), &self.terms.denom, amount);
        Ok(told)
    }

    fn spend_other(
        &mut self,
        mut no: Refusals,
        by: &Addr,
        asset: &Asset,
        to: &String,
        amount: u128,
    ) -> Outcome {
        no.join(self.control.refusals(by, Role::Owner, false));
        no.when(!is_address(to), ADDRESS);
        no.when(to == self.at.as_str(), "recipient");
        no.when(amount == 0, "zero");
        let mut told = Told::default();
        match asset {
            Asset::Native(denom) => {
                no.when(*denom == self.terms.denom, "denom");
                told.pay(&Addr::unchecked(to), denom, amount);
            }
            Asset::Cw20(token) => {
                no.when(!is_address(token), ADDRESS);
                // There is none in these tests.
                no.when(true, "contract");
            }
        }
        no.finish()?;
        Ok(told)
    }

    fn update_config(&mut self, mut no: Refusals, by: &Addr, msg: &ExecuteMsg) -> Outcome {
        let ExecuteMsg::UpdateConfig {
            registrar,
            epoch_secs,
            release_secs,
            min_stake,
            unstaked_share,
            circulating_supply,
        } = msg
        else {
            return Err(no);
        };
        no.join(self.control.refusals(by, Role::Owner, false));
        let mut terms = self.terms.clone();
        if let Some(registrar) = registrar {
            no.when(!is_address(registrar), ADDRESS);
            match &mut terms.identity {
                IdentityRule::List { registrar: present } => *present = Addr::unchecked(registrar),
                _ => no.when(true, "identity"),
            }
        }
        terms.epoch_secs = epoch_secs.unwrap_or(terms.epoch_secs);
        terms.release_secs = release_secs.unwrap_or(terms.release_secs);
        terms.min_stake = min_stake.map_or(terms.min_stake, |least| least.u128());
        terms.unstaked = unstaked_share.unwrap_or(terms.unstaked);
        if let Some(supply) = circulating_supply {
            terms.circulating = circulating(&mut no, supply);
        }
        config_refusals(&mut no, &terms);
        let omitted = registrar.is_none()
            && epoch_secs.is_none()
            && release_secs.is_none()
            && min_stake.is_none()
            && unstaked_share.is_none()
            && circulating_supply.is_none();
        no.when(omitted, "nothing");
        no.finish()?;
        self.terms = terms;
        Ok(Told::default())
    }
}

impl Told {
    /// What is paid of an amount: what was seen, if that can be.
    fn pays(&mut self, owed: &Exact, seen: &Seen) -> u128 {
        let amount = seen.amount.unwrap_or_else(|| owed.floor());
        if !owed.allowed().contains(&amount) {
            self.wrong = Some(format!("{amount} is paid, it should be {:?}", owed.allowed()));
        }
        amount
    }

    fn pay(&mut self, to: &Addr, denom: &str, amount: u128) {
        if amount > 0 {
            self.effects.push(Effect::Pay(to.clone(), denom.to_owned(), amount));
        }
    }
}

/// Whether a message has to do with time; what comes later sees no difference, but for `roll_epoch`.
const fn touches(msg: &ExecuteMsg) -> bool {
    use ExecuteMsg as M;
    !matches!(
        msg,
        M::ClaimShare {}
            | M::SetUserShare { .. }
            | M::SpendOther { .. }
            | M::MigrateRecords { .. }
            | M::UpdateOwnership(_)
    )
}

fn list_refusals(no: &mut Refusals, users: &[String]) {
    let distinct: BTreeSet<&String> = users.iter().collect();
    no.when(distinct.len() < users.len(), "duplicate");
    no.when(users.len() > 20, "at most");
}

/// A supply whose accounts are addresses.
pub fn circulating(no: &mut Refusals, supply: &CirculatingSupply) -> CirculatingSupply<Addr> {
    match supply {
        CirculatingSupply::Fixed { amount } => CirculatingSupply::Fixed { amount: *amount },
        CirculatingSupply::BankSupply { exclude } => {
            let distinct: BTreeSet<&String> = exclude.iter().collect();
            no.when(distinct.len() < exclude.len(), "duplicate");
            no.when(exclude.len() > 16, "at most");
            no.when(exclude.iter().any(|text| !is_address(text)), ADDRESS);
            CirculatingSupply::BankSupply { exclude: exclude.iter().map(Addr::unchecked).collect() }
        }
    }
}

/// What parameters refuse.
pub fn config_refusals(no: &mut Refusals, terms: &Terms) {
    let supply = matches!(&terms.circulating, CirculatingSupply::Fixed { amount } if amount.is_zero());
    let wrong = !(86_400..=31_536_000).contains(&terms.epoch_secs)
        || terms.release_secs > 31_536_000
        || !is_base(terms.base)
        || terms.tolerance_bits > 48
        || supply;
    no.when(wrong, "config");
}

/// A treasury with these parameters, as `by` instantiates it.
///
/// # Errors
/// All rules that they break.
pub fn instantiated(at: Addr, by: &Addr, msg: &InstantiateMsg, now: u64) -> Result<Treasury, Refusals> {
    let mut no = Refusals::default();
    let mut address = |text: &String| {
        no.when(!is_address(text), ADDRESS);
        Addr::unchecked(text)
    };
    let owner = msg.owner.as_ref().map_or_else(|| by.clone(), &mut address);
    let pool_registry = address(&msg.pool_registry);
    let identity = match &msg.identity {
        IdentityRule::Off {} => IdentityRule::Off {},
        IdentityRule::List { registrar } => IdentityRule::List { registrar: address(registrar) },
        IdentityRule::Cw4 { group } => IdentityRule::Cw4 { group: address(group) },
    };
    let supply = msg.circulating_supply.clone();
    let supply = supply.unwrap_or(CirculatingSupply::BankSupply { exclude: vec![] });
    let terms = Terms {
        denom: msg.denom.clone(),
        pool_registry,
        identity,
        epoch_secs: msg.epoch_secs.unwrap_or(604_800),
        release_secs: msg.release_secs.unwrap_or(604_800),
        base: msg.decay_base.map_or(10, |base| u32::try_from(base).unwrap_or_default()),
        min_stake: msg.min_stake.map_or(1, |least| least.u128()),
        tolerance_bits: msg.tolerance_bits.unwrap_or(8),
        unstaked: msg.unstaked_share.unwrap_or_default(),
        circulating: circulating(&mut no, &supply),
    };
    config_refusals(&mut no, &terms);
    no.finish()?;
    let control = Control { owner, pending_owner: None, guardian: None, paused: false };
    Ok(Treasury::new(at, terms, control, now))
}
