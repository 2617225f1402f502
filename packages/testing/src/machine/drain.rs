//! The end of a case: everybody leaves, in random order, and what remains is counted (PR-25).

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Result};
use cosmwasm_std::Addr;
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::license_nft::{ExecuteMsg as LicenseMsg, Stage};
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

use super::op::Op;
use super::runner::Runner;
use super::step::Step;
use crate::dice::Dice;
use crate::joint_view::Quotes as JointQuotes;
use crate::model::books::whole;
use crate::model::stakers::Way;
use crate::model::{Call, Message};
use crate::puppet::Temper;
use crate::world::stake;

/// Longer than any lock.
const LONG: u64 = 61;

/// What may remain once everybody has left.
#[derive(Clone, Debug, PartialEq)]
pub struct Leftover {
    /// Dust of each pool, in units, at most.
    pub bounds: BTreeMap<Addr, u128>,
}

impl Runner {
    /// Lets everybody leave and checks what remains.
    ///
    /// # Errors
    /// Whatever differs from the model or breaks an invariant.
    pub fn drain(&mut self, dice: &mut Dice) -> Result<()> {
        self.play(&Op::Break { broken: false })?;
        self.wait()?;
        self.close_agreements(dice)?;
        self.empty_vault(dice)?;
        self.finalize_all(dice)?;
        self.return_principals(dice)?;
        self.empty_treasury(dice)?;
        self.sweep_all(dice)?;
        // What has just been booked is released by then.
        self.wait()?;
        self.sweep_all(dice)?;
        let bounds = self.dust_bounds();
        self.open_stable()?;
        self.unbond_licenses(dice)?;
        self.leave_pools(dice)?;
        self.leave_stakers(dice)?;
        self.wait()?;
        self.finalize_all(dice)?;
        self.redeem_licenses(dice)?;
        self.sweep_all(dice)?;
        self.turn += 1;
        let end = Some(Leftover { bounds });
        let asked = JointQuotes::read(&self.world.net.chain, &self.world.model.joint)?;
        let joint_quotes = [None, asked];
        let step = Step { ok: true, end, joint_quotes, turn: self.turn, ..Step::default() };
        self.compare_all()?;
        self.check(&step, &self.view.clone())?;
        self.forward()
    }

    /// Lets everybody leave while the owner of the contracts never acts again. What waits for it by the specification stays:
    /// licences that are redeemed in stage stable alone, tokens that are locked until then, the treasury's own part.
    ///
    /// # Errors
    /// Whatever differs from the model, or is refused.
    pub fn drain_without_owner(&mut self, dice: &mut Dice) -> Result<()> {
        self.wait()?;
        self.close_agreements(dice)?;
        self.empty_vault(dice)?;
        self.finalize_all(dice)?;
        self.return_principals(dice)?;
        self.pay_pools(dice)?;
        self.sweep_all(dice)?;
        self.wait()?;
        self.sweep_all(dice)?;
        self.unbond_licenses(dice)?;
        self.leave_pools(dice)?;
        self.leave_stakers(dice)?;
        self.wait()?;
        self.finalize_all(dice)?;
        self.release_licenses(dice)?;
        self.sweep_all(dice)?;
        self.compare_all()
    }

    pub(super) fn wait(&mut self) -> Result<()> {
        self.play(&Op::Advance { seconds: LONG * 86_400, blocks: LONG * 8_640 })
    }

    pub(super) fn must(&mut self, call: Call) -> Result<()> {
        self.turn += 1;
        let name = call.name();
        ensure!(self.transact(&[call])?, "{name} was refused while everybody leaves");
        Ok(())
    }

    /// Takes back or finalises all transfers, then pays all unbonds.
    fn finalize_all(&mut self, dice: &mut Dice) -> Result<()> {
        let mut transfers: Vec<u64> = self.ids(false);
        dice.shuffle(&mut transfers);
        for id in transfers {
            let item = &self.world.model.stakers.items[&id];
            let Way::To { initiator, .. } = &item.way else { bail!("{id} is an unbond") };
            let (owner, initiator) = (item.owner.clone(), initiator.clone());
            let ours = initiator == self.world.places().pools;
            if dice.chance(50) {
                let finalize = if ours {
                    self.pool_call(&owner, PoolMsg::FinalizeTransfer { id, fee_recipient: None }, 0)
                } else {
                    self.staker_call(&initiator, StakerMsg::FinalizeTransfer { id, fee_recipient: None })
                };
                // The destination may refuse; then it is taken back.
                if self.transact(&[finalize])? {
                    continue;
                }
            }
            let cancel = if ours {
                self.pool_call(&owner, PoolMsg::CancelTransfer { id }, 0)
            } else {
                self.staker_call(&initiator, StakerMsg::CancelTransfer { id })
            };
            self.must(cancel)?;
        }
        let mut unbonds = self.ids(true);
        dice.shuffle(&mut unbonds);
        for id in unbonds {
            if !self.world.model.now.reached(self.world.model.stakers.items[&id].release) {
                continue;
            }
            let who = dice.pick(&self.world.cast.people).clone();
            let msg = StakerMsg::FinalizeUnbond { id, fee_recipient: None };
            self.must(self.staker_call(&who, msg))?;
        }
        Ok(())
    }

    fn ids(&self, unbond: bool) -> Vec<u64> {
        let items = self.world.model.stakers.items.iter();
        items.filter(|(_, item)| item.is_unbond() == unbond).map(|(id, _)| *id).collect()
    }

    fn staker_call(&self, sender: &Addr, msg: StakerMsg) -> Call {
        Call { sender: sender.clone(), message: Message::Stakers(msg), funds: vec![] }
    }

    fn sweep_all(&mut self, dice: &mut Dice) -> Result<()> {
        let pools: Vec<Addr> = self.world.model.pools.pools.keys().cloned().collect();
        for pool in pools {
            self.play(&Op::Sweep { pool, seed: dice.roll() })?;
        }
        Ok(())
    }

    /// A unit for everybody whose record will go, one for what is there now; all of it where nobody is in.
    fn dust_bounds(&self) -> BTreeMap<Addr, u128> {
        let pools = self.world.model.pools.pools.iter();
        let bound = |(operator, pool): (&Addr, &crate::model::pools::Pool)| {
            let people = pool.books.shares.len() as u128;
            (operator.clone(), whole(&pool.books.rest) + people + 1)
        };
        pools.map(bound).collect()
    }

    /// Brings the licences to the stage in which they can be redeemed.
    fn open_stable(&mut self) -> Result<()> {
        let books = &self.world.model.licenses;
        let owner = books.control.owner.clone();
        let missing = books.required().saturating_sub(books.reserve());
        if books.stage == Stage::Testnet {
            if missing > 0 {
                let funder = self.world.cast.people[1].clone();
                self.must(self.license_call(&funder, LicenseMsg::FundReserve {}, missing))?;
            }
            self.must(self.license_call(&owner, LicenseMsg::OpenMainnet {}, 0))?;
        }
        if self.world.model.licenses.stage == Stage::Mainnet {
            self.must(self.license_call(&owner, LicenseMsg::OpenStable {}, 0))?;
        }
        Ok(())
    }

    fn license_call(&self, sender: &Addr, msg: LicenseMsg, funds: u128) -> Call {
        Call { sender: sender.clone(), message: Message::Licenses(msg), funds: stake(funds) }
    }

    fn unbond_licenses(&mut self, dice: &mut Dice) -> Result<()> {
        // It might keep the licences of its stakers.
        let puppet = self.world.cast.registrar.clone();
        self.play(&Op::Temper { puppet, temper: Temper::Accept })?;
        let kept = self.world.model.stakers.custody.iter().filter(|(_, kept)| kept.release.is_none());
        let mut kept: Vec<_> = kept.map(|(id, kept)| (id.clone(), kept.bonder.clone())).collect();
        dice.shuffle(&mut kept);
        for (token_id, bonder) in kept {
            self.must(self.staker_call(&bonder, StakerMsg::UnbondLicense { token_id }))?;
        }
        Ok(())
    }

    /// Everything in custody goes back, but for what waits for stage stable.
    fn release_licenses(&mut self, dice: &mut Dice) -> Result<()> {
        let stable = self.world.model.licenses.stage == Stage::Stable;
        let kept = self.world.model.stakers.custody.iter();
        let mut kept: Vec<String> =
            kept.filter(|(_, kept)| stable || kept.surplus.is_none()).map(|(id, _)| id.clone()).collect();
        dice.shuffle(&mut kept);
        for token_id in kept {
            let who = dice.pick(&self.world.cast.people).clone();
            self.must(self.staker_call(&who, StakerMsg::ReleaseLicense { token_id }))?;
        }
        Ok(())
    }

    /// Everything in custody goes back, then every holder takes its coins, and every funder its share.
    fn redeem_licenses(&mut self, dice: &mut Dice) -> Result<()> {
        self.release_licenses(dice)?;
        let tokens = self.world.model.licenses.tokens.iter();
        let mut tokens: Vec<_> = tokens.map(|(id, license)| (id.clone(), license.holder.clone())).collect();
        dice.shuffle(&mut tokens);
        for (token_id, holder) in tokens {
            self.must(self.license_call(&holder, LicenseMsg::Redeem { token_id }, 0))?;
        }
        let funders: Vec<Addr> = self.world.model.licenses.funding.keys().cloned().collect();
        for funder in funders {
            if self.world.model.licenses.reclaimable(&funder) > 0 {
                self.must(self.license_call(&funder, LicenseMsg::ReclaimFunding { amount: None }, 0))?;
            }
        }
        Ok(())
    }

    fn treasury_call(&self, sender: &Addr, msg: TreasuryMsg) -> Call {
        Call { sender: sender.clone(), message: Message::Treasury(msg), funds: vec![] }
    }

    fn vault_call(&self, sender: &Addr, msg: VaultMsg) -> Call {
        Call { sender: sender.clone(), message: Message::Vault(msg), funds: vec![] }
    }

    /// The vault pays all principals and rewards back, and what nobody earned to the treasury.
    fn empty_vault(&mut self, dice: &mut Dice) -> Result<()> {
        let (vault, now) = (&self.world.model.vault, self.world.model.now.seconds);
        let vested = vault.terms.end().max(now) + vault.vesting_seconds() + 1;
        self.play(&Op::Advance { seconds: vested - now, blocks: 1 })?;
        let who = dice.pick(&self.world.cast.people).clone();
        if self.world.model.vault.as_of(vested).unused() > 0 {
            self.must(self.vault_call(&who, VaultMsg::SweepUnused {}))?;
        }
        let held = self.world.model.vault.positions.iter().filter(|(_, it)| !it.withdrawn);
        let mut held: Vec<(u64, Addr)> = held.map(|(id, it)| (*id, it.user.clone())).collect();
        dice.shuffle(&mut held);
        for (position_id, user) in held {
            self.must(self.vault_call(&user, VaultMsg::Withdraw { position_id }))?;
        }
        while let Some(user) = self.world.model.vault.positions.values().next().map(|it| it.user.clone()) {
            let claim = VaultMsg::Claim { position_id: None, start_after: None, limit: None };
            self.must(self.vault_call(&user, claim))?;
        }
        let vault = &self.view.vault;
        let (dust, stakes) = (vault.owed(), self.ghost.vault.stakes.len() as u128);
        ensure!(dust <= stakes + 1, "the vault keeps {dust} of {stakes} stakes");
        let left = vault.positions.len() + vault.batches.len() + vault.open.len() + vault.leaving.len();
        ensure!(left + vault.holders.len() == 0, "the vault keeps records");
        Ok(())
    }

    /// The treasury pays everybody what it owes, and the rest to whoever its owner likes.
    fn empty_treasury(&mut self, dice: &mut Dice) -> Result<()> {
        let who = self.pay_pools(dice)?;
        let balance = self.world.model.treasury.balance.surely();
        if balance > 0 {
            let owner = self.world.model.treasury.control.owner.clone();
            let to = who.into_string();
            self.must(self.treasury_call(&owner, TreasuryMsg::Spend { to, amount: balance.into() }))?;
        }
        Ok(())
    }

    /// The treasury pays everybody what it owes, asked by somebody, who is answered.
    fn pay_pools(&mut self, dice: &mut Dice) -> Result<Addr> {
        let treasury = &self.world.model.treasury;
        let (last, now) = (treasury.release_end, self.world.model.now.seconds);
        if last > now {
            self.play(&Op::Advance { seconds: last - now, blocks: 1 })?;
        }
        let mut users: Vec<String> = self.world.model.treasury.users.keys().map(Addr::to_string).collect();
        dice.shuffle(&mut users);
        let who = dice.pick(&self.world.cast.people).clone();
        for user in &users {
            let settle = TreasuryMsg::Settle { user: user.clone(), limit: None };
            self.must(self.treasury_call(&who, settle.clone()))?;
            self.must(self.treasury_call(&who, settle))?;
        }
        let pools: Vec<Addr> = self.world.model.treasury.pools.keys().cloned().collect();
        for pool in pools {
            let pool = pool.into_string();
            let collect = TreasuryMsg::Collect { pool, users: users.clone(), limit: None };
            self.must(self.treasury_call(&who, collect))?;
        }
        let entitled: Vec<Addr> = self.world.model.treasury.shares.keys().cloned().collect();
        for user in entitled {
            self.must(self.treasury_call(&user, TreasuryMsg::ClaimShare {}))?;
        }
        Ok(who)
    }

    fn leave_pools(&mut self, dice: &mut Dice) -> Result<()> {
        let pools = self.world.model.pools.pools.iter();
        let mut places: Vec<(Addr, Addr)> = pools
            .flat_map(|(pool, books)| books.books.shares.keys().map(|who| (pool.clone(), who.clone())))
            .collect();
        dice.shuffle(&mut places);
        for (pool, who) in places {
            let model = &self.world.model;
            let amount = model.free(model.pools.held(&pool, &who));
            if amount > 0 {
                let fee = Some(dice.below(amount.min(5) + 1).into());
                let msg = PoolMsg::Undelegate { pool: pool.to_string(), amount: amount.into(), fee };
                self.must(self.pool_call(&who, msg, 0))?;
            }
        }
        Ok(())
    }

    fn leave_stakers(&mut self, dice: &mut Dice) -> Result<()> {
        let stakers = self.world.model.stakers.stakers.iter();
        let mut solo: Vec<(Addr, Addr, u128)> = stakers
            .filter(|(_, staker)| staker.management != self.world.places().pools && staker.tokens > 0)
            .map(|(identity, staker)| (identity.clone(), staker.management.clone(), staker.tokens))
            .collect();
        dice.shuffle(&mut solo);
        for (staker, management, tokens) in solo {
            let owner = (staker != management).then(|| staker.to_string());
            let staker = staker.into_string();
            let msg = StakerMsg::Unbond { staker, amount: tokens.into(), fee: None, recipient: None, owner };
            self.must(self.staker_call(&management, msg))?;
        }
        Ok(())
    }

    /// Whatever revenue is left goes on, if the treasury takes it.
    fn forward(&mut self) -> Result<()> {
        let who = self.world.cast.people[0].clone();
        self.transact(&[self.staker_call(&who, StakerMsg::ForwardRevenue {})]).map(drop)
    }
}
