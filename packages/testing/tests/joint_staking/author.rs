//! Writes what may happen to an escrow: mostly possible things, often just beside what is possible.

use anyhow::Result;
use cosmwasm_std::{Addr, Coin};
use serde_json::json;
use tributary_testing::dice::Dice;
use tributary_testing::machine::author::misspell;
use tributary_testing::machine::handover::handover;
use tributary_testing::model::joint::{Agreement, Offer, Party};
use tributary_types::asset::{Asset, ReceiveTokens};
use tributary_types::joint_staking::{ExecuteMsg, KappaStep, OfferStatus};

use crate::assets::{saying, DENOM, FOREIGN};
use crate::bench::{Act, Bench};
use crate::terms::{bent_multipliers, caps};

/// An act and whose it is.
type Deed = (Addr, Act);

/// Writes and plays.
pub struct Author {
    pub dice: Dice,
    /// The size of ordinary amounts.
    pub scale: u128,
    /// Devices named so far.
    pub named: u64,
    /// Whether a crowd has come.
    pub crowded: bool,
}

fn call(by: &Addr, msg: ExecuteMsg) -> Deed {
    (by.clone(), Act::Call(msg, vec![]))
}

impl Author {
    /// Two classes, some devices, mostly some rewards.
    pub fn open(&mut self, bench: &mut Bench) -> Result<()> {
        let registrar = bench.joint.terms.registrar.clone();
        for name in ["basic", "pro"] {
            let msg = ExecuteMsg::SetClass {
                class: name.to_owned(),
                base_value: self.dice.spread(self.scale).into(),
                capacity: self.scale.into(),
                activation_stake: (self.scale / 100).into(),
                kappa_steps: None,
                pool: None,
                enabled: None,
            };
            bench.must(&registrar, msg)?;
        }
        for _ in 0..4 {
            let (by, act) = self.registration(bench);
            bench.act(&by, &act)?;
        }
        if self.dice.chance(75) {
            let (payer, amount) = (bench.stage.cast.payer.clone(), self.scale * self.dice.between(1, 200));
            bench.must_act(&payer, &bench.funding(amount))?;
        }
        Ok(())
    }

    /// One thing that happens.
    pub fn play(&mut self, bench: &mut Bench) -> Result<()> {
        match self.dice.below(100) {
            0..=19 => {
                let seconds = self.seconds(bench);
                bench.advance(seconds)
            }
            20 => {
                let (stake, reward) = (bench.joint.terms.stake.clone(), bench.joint.terms.reward.clone());
                let asset = self.dice.pick(&[stake, reward, Asset::Native(FOREIGN.to_owned())]).clone();
                let amount = self.dice.spread(self.scale);
                bench.donate(&asset, amount)
            }
            21 if !self.crowded && bench.joint.terms.day_secs >= 60 && self.dice.chance(15) => {
                self.crowd(bench)
            }
            22..=31 if bench.is_behind() => {
                let limit = *self.dice.pick(&[None, Some(0), Some(1), Some(7), Some(50), Some(51)]);
                let keeper = bench.stage.cast.keeper.clone();
                bench.must(&keeper, ExecuteMsg::Advance { limit })
            }
            _ => {
                let (by, act) = self.deed(bench);
                let (by, act) = self.spoil(bench, by, act);
                bench.act(&by, &act).map(drop)
            }
        }
    }

    /// Mostly to where something ends, or just beside.
    fn seconds(&mut self, bench: &Bench) -> u64 {
        let (now, terms) = (bench.now(), &bench.joint.terms);
        let ends: Vec<u64> =
            bench.joint.agreements.values().map(|it| it.end).filter(|end| *end > now).collect();
        let next = ends.iter().min().copied();
        let edge = match self.dice.below(10) {
            0..=3 => Some(terms.day_end(now)),
            4..=7 => next,
            _ => self.dice.maybe(&ends).copied(),
        };
        match (self.dice.below(20), edge) {
            (0..=1, Some(edge)) => edge - now + 1,
            (2..=3, Some(edge)) => (edge - now).max(2) - 1,
            (4..=8, Some(edge)) => edge - now,
            (9, _) => 1,
            (10, _) if self.dice.chance(10) => self.dice.between(100, 900) as u64 * terms.day_secs,
            (11..=13, _) => self.dice.between(1, 9) as u64 * terms.day_secs,
            _ => self.dice.between(1, u128::from(terms.day_secs) * 2) as u64,
        }
    }

    /// So many agreements that their ends are too much for one call, and a silence until they are over.
    fn crowd(&mut self, bench: &mut Bench) -> Result<()> {
        self.crowded = true;
        let careful = std::mem::replace(&mut bench.careful, false);
        let registrar = bench.joint.terms.registrar.clone();
        let (owner, staker) = (bench.stage.cast.people[0].clone(), bench.stage.cast.people[1].clone());
        bench.catch_up()?;
        for _ in 0..58 {
            let device = self.name();
            let (class, required_stake) = ("basic".to_owned(), (self.scale / 50 + 1).into());
            let register =
                ExecuteMsg::RegisterDevice { device: device.clone(), owner: owner.to_string(), class };
            bench.act(&registrar, &Act::Call(register, vec![]))?;
            let open =
                ExecuteMsg::OpenOffer { device, owner_share_bps: 5_000, required_stake, lock_days: 30 };
            bench.act(&owner, &Act::Call(open, vec![]))?;
            let last = bench.joint.offers.keys().last().copied().unwrap_or_default();
            bench.act(&staker, &bench.accepting(last, required_stake.u128()))?;
            bench.advance(self.dice.between(1, 2) as u64)?;
        }
        let device = format!("device{}", self.named);
        bench.act(&registrar, &Act::Call(ExecuteMsg::SuspendDevice { device: device.clone() }, vec![]))?;
        bench.careful = careful;
        bench.advance(40 * bench.joint.terms.day_secs)?;
        for _ in 0..6 {
            let caps = ExecuteMsg::UpdateConfig {
                registrar: None,
                penalty_bps: None,
                min_penalty_bps: None,
                mutual_exit_free: None,
                daily_caps: Some(vec![]),
                time_multipliers: None,
            };
            let (by, act) = match self.dice.below(5) {
                0 => call(&registrar, ExecuteMsg::ResumeDevice { device: device.clone() }),
                1 => self.consent(bench),
                2 => call(&bench.joint.control.owner, caps),
                3 => call(&owner, ExecuteMsg::ForwardRevenue {}),
                _ => (owner.clone(), bench.funding(1)),
            };
            bench.act(&by, &act)?;
        }
        Ok(())
    }

    fn person(&mut self, bench: &Bench) -> Addr {
        self.dice.pick(&bench.stage.cast.people).clone()
    }

    fn name(&mut self) -> String {
        self.named += 1;
        format!("device{}", self.named)
    }

    fn deed(&mut self, bench: &Bench) -> Deed {
        let keeper = bench.stage.cast.keeper.clone();
        match self.dice.below(120) {
            0..=13 => self.record(bench),
            14..=25 => self.uptime(bench),
            26..=40 => self.opening(bench),
            41..=46 => self.edit(bench),
            47..=48 => self.cancel(bench),
            49..=66 => self.acceptance(bench),
            67..=76 => self.claim(bench),
            77..=82 => self.settlement(bench),
            83..=88 => self.termination(bench),
            89..=94 => self.consent(bench),
            95..=99 => {
                let amount = if self.dice.chance(5) { 10u128.pow(31) } else { self.dice.spread(self.scale) };
                (bench.stage.cast.payer.clone(), bench.funding(amount))
            }
            100..=101 => call(&keeper, ExecuteMsg::Advance { limit: self.dice.chance(50).then_some(3) }),
            102..=104 => call(&keeper, ExecuteMsg::ForwardRevenue {}),
            105 => {
                let (agreement_id, ..) = self.agreement(bench, |it| it.closed.is_some());
                call(&keeper, ExecuteMsg::ReleasePrincipal { agreement_id })
            }
            106 => {
                let pool = self.person(bench).into_string();
                call(&keeper, ExecuteMsg::CollectPoolRewards { pool })
            }
            107..=109 => self.odd_tokens(bench),
            _ => self.ruling(bench),
        }
    }

    /// Any device, mostly one of those that there are.
    fn device(&mut self, bench: &Bench) -> String {
        let all: Vec<String> = bench.joint.devices.keys().cloned().collect();
        let known = self.dice.maybe(&all).cloned();
        known.filter(|_| self.dice.chance(96)).unwrap_or_else(|| "nowhere".to_owned())
    }

    fn class(&mut self) -> String {
        let names = ["basic", "basic", "basic", "pro", "pro", "pro", "elite"];
        (*self.dice.pick(&names)).to_owned()
    }

    fn registration(&mut self, bench: &Bench) -> Deed {
        let device = match self.dice.below(20) {
            0 => self.device(bench),
            1 => String::new(),
            2 => "d".repeat(self.dice.between(128, 129) as usize),
            _ => self.name(),
        };
        let (owner, class) = (self.person(bench).into_string(), self.class());
        call(&bench.joint.terms.registrar, ExecuteMsg::RegisterDevice { device, owner, class })
    }

    fn record(&mut self, bench: &Bench) -> Deed {
        let registrar = bench.joint.terms.registrar.clone();
        match self.dice.below(14) {
            0..=4 => self.new_class(bench),
            5..=9 if bench.joint.devices.len() < 14 => self.registration(bench),
            10..=11 => {
                let device = self.device(bench);
                let owner = self.dice.chance(60).then(|| self.person(bench).into_string());
                let class = self.dice.chance(50).then(|| self.class());
                call(&registrar, ExecuteMsg::UpdateDevice { device, owner, class })
            }
            _ => call(&registrar, ExecuteMsg::RemoveDevice { device: self.device(bench) }),
        }
    }

    fn new_class(&mut self, bench: &Bench) -> Deed {
        let (scale, most) = (self.scale, 10u128.pow(30));
        let step = |(fill_bps, kappa_bps): (u32, u32)| KappaStep { fill_bps, kappa_bps };
        let steps: Option<Vec<KappaStep>> = match self.dice.below(12) {
            0..=3 => Some([(10_001, 10_000), (15_000, 12_345), (30_000, 100_000)].map(step).to_vec()),
            4 => Some(vec![step((10_000, 11_000))]),
            5 => Some([(12_000, 15_000), (12_000, 16_000)].map(step).to_vec()),
            6 => Some([(12_000, 15_000), (13_000, 14_999)].map(step).to_vec()),
            7 => Some(vec![step((12_000, *self.dice.pick(&[9_999, 100_001])))]),
            8 => Some((0..*self.dice.pick(&[16, 17])).map(|at| step((10_001 + at, 20_000 + at))).collect()),
            _ => None,
        };
        let any = self.dice.spread(self.scale);
        let large = if self.dice.chance(50) { most + 1 } else { any };
        let class = if self.dice.chance(95) { self.class() } else { String::new() };
        let msg = ExecuteMsg::SetClass {
            class,
            base_value: (*self.dice.pick(&[0, 1, any, any, any, any, scale, large])).into(),
            capacity: (*self.dice.pick(&[0, 1, 3, any, any, any, scale, scale, scale, large])).into(),
            activation_stake: (*self.dice.pick(&[0, 1, any, scale / 100, scale / 100, scale * 2])).into(),
            kappa_steps: steps,
            pool: self.dice.chance(4).then(|| bench.stage.cast.keeper.to_string()),
            enabled: *self.dice.pick(&[None, None, Some(true), Some(false)]),
        };
        call(&bench.joint.terms.registrar, msg)
    }

    /// Devices go down rarely, and come up soon.
    fn uptime(&mut self, bench: &Bench) -> Deed {
        let down: Vec<String> =
            bench.joint.devices.iter().filter(|(_, it)| it.suspended).map(|(id, _)| id.clone()).collect();
        let bound = bench.joint.agreements.values().filter(|it| it.closed.is_none());
        let bound: Vec<String> = bound.map(|it| it.device.clone()).collect();
        let any = self.device(bench);
        let registrar = &bench.joint.terms.registrar;
        match (self.dice.maybe(&down).cloned(), self.dice.maybe(&bound).cloned()) {
            (Some(device), _) if self.dice.chance(60) => call(registrar, ExecuteMsg::ResumeDevice { device }),
            (_, Some(device)) if self.dice.chance(75) => {
                call(registrar, ExecuteMsg::SuspendDevice { device })
            }
            _ if self.dice.chance(50) => call(registrar, ExecuteMsg::SuspendDevice { device: any }),
            _ => call(registrar, ExecuteMsg::ResumeDevice { device: any }),
        }
    }

    fn share(&mut self) -> u32 {
        let any = self.dice.between(3_000, 7_000) as u32;
        *self.dice.pick(&[any, any, any, any, any, any, any, 3_000, 7_000, 2_999, 7_001, 0])
    }

    fn stake(&mut self, needed: u128) -> u128 {
        let any = needed.saturating_add(self.dice.spread(self.scale));
        let odd = [needed, needed.saturating_sub(1), 0, self.scale, self.scale * 3 / 2, self.scale * 3];
        if self.dice.chance(70) {
            return any;
        }
        *self.dice.pick(&odd)
    }

    fn lock(&mut self) -> u32 {
        let known = *self.dice.pick(&[30, 30, 30, 30, 60, 60, 90, 180, 365]);
        if self.dice.chance(95) {
            return known;
        }
        *self.dice.pick(&[0, 29, 31, 366, u32::MAX])
    }

    fn opening(&mut self, bench: &Bench) -> Deed {
        let joint = &bench.joint;
        let free = joint.devices.iter().filter(|(id, it)| {
            !it.suspended && joint.open_offer_of(id).is_none() && joint.agreement_of(id).is_none()
        });
        let free: Vec<String> = free.map(|(id, _)| id.clone()).collect();
        let found = self.dice.maybe(&free).cloned().filter(|_| self.dice.chance(85));
        let device = found.unwrap_or_else(|| self.device(bench));
        let row = joint.devices.get(&device);
        let by = row.map_or_else(|| self.person(bench), |row| row.owner.clone());
        let needed = row.map_or(1, |row| joint.classes[&row.class].activation_stake);
        let (owner_share_bps, lock_days) = (self.share(), self.lock());
        let required_stake = self.stake(needed).into();
        call(&by, ExecuteMsg::OpenOffer { device, owner_share_bps, required_stake, lock_days })
    }

    /// The id of an offer, mostly an open one.
    fn offer(&mut self, bench: &Bench) -> (u64, Option<Offer>) {
        let all: Vec<u64> = bench.joint.offers.keys().copied().collect();
        let open = bench.joint.offers.iter().filter(|(_, it)| it.status == OfferStatus::Open);
        let open: Vec<u64> = open.map(|(id, _)| *id).collect();
        let found = if self.dice.chance(88) { self.dice.maybe(&open) } else { self.dice.maybe(&all) };
        let id = found.copied().unwrap_or_else(|| self.dice.below(all.len() as u128 + 3) as u64);
        (id, bench.joint.offers.get(&id).cloned())
    }

    fn edit(&mut self, bench: &Bench) -> Deed {
        let (offer_id, offer) = self.offer(bench);
        let owner_share_bps = self.dice.chance(40).then(|| self.share());
        let needed = offer.as_ref().map_or(1, |it| bench.joint.classes[&it.class].activation_stake);
        let required_stake = self.dice.chance(40).then(|| self.stake(needed).into());
        let lock_days = self.dice.chance(40).then(|| self.lock());
        let by = offer.map_or_else(|| self.person(bench), |it| it.owner);
        call(&by, ExecuteMsg::EditOffer { offer_id, owner_share_bps, required_stake, lock_days })
    }

    fn cancel(&mut self, bench: &Bench) -> Deed {
        let (offer_id, offer) = self.offer(bench);
        let by = offer.map_or_else(|| self.person(bench), |it| it.owner);
        call(&by, ExecuteMsg::CancelOffer { offer_id })
    }

    fn acceptance(&mut self, bench: &Bench) -> Deed {
        let (offer_id, offer) = self.offer(bench);
        let by = self.person(bench);
        let Some(offer) = offer else {
            return (by, bench.accepting(offer_id, 1));
        };
        let amount = match self.dice.below(16) {
            0 => offer.stake + 1,
            1 => offer.stake.saturating_sub(1),
            _ => offer.stake,
        };
        let present = bench.joint.base_reward(&offer);
        let revision = *self.dice.pick(&[None, None, Some(offer.revision), Some(offer.revision + 1)]);
        let least = *self.dice.pick(&[None, None, Some(present), Some(present + 1), Some(0)]);
        let revision = revision.filter(|it| *it == offer.revision || self.dice.chance(20));
        let min_base_reward = least.filter(|it| *it <= present || self.dice.chance(20)).map(Into::into);
        let msg = ExecuteMsg::AcceptOffer { offer_id, revision, min_base_reward };
        (by, bench.paying(&bench.joint.terms.stake, amount, msg))
    }

    /// The id of an agreement, mostly a good one, and its parties.
    fn agreement(&mut self, bench: &Bench, good: impl Fn(&Agreement) -> bool) -> (u64, Addr, Addr) {
        let row = |(id, it): (&u64, &Agreement)| (*id, it.owner.clone(), it.staker.clone());
        let all: Vec<_> = bench.joint.agreements.iter().map(row).collect();
        let fit: Vec<_> = bench.joint.agreements.iter().filter(|(_, it)| good(it)).map(row).collect();
        let found = if self.dice.chance(85) { self.dice.maybe(&fit) } else { self.dice.maybe(&all) };
        let unknown = (self.dice.below(9_999) as u64, self.person(bench), self.person(bench));
        found.cloned().unwrap_or(unknown)
    }

    /// One of the parties.
    fn party(&mut self, owner: Addr, staker: Addr) -> (Addr, Party) {
        if self.dice.chance(50) {
            return (owner, Party::Owner);
        }
        (staker, Party::Staker)
    }

    fn claim(&mut self, bench: &Bench) -> Deed {
        let (agreement_id, owner, staker) = self.agreement(bench, |_| true);
        let (by, _) = self.party(owner, staker);
        call(&by, ExecuteMsg::ClaimRewards { agreement_id })
    }

    fn settlement(&mut self, bench: &Bench) -> Deed {
        let now = bench.now();
        let (agreement_id, ..) = self.agreement(bench, |it| it.closed.is_none() && it.end <= now);
        call(&self.person(bench), ExecuteMsg::SettleAgreement { agreement_id })
    }

    fn termination(&mut self, bench: &Bench) -> Deed {
        let now = bench.now();
        let (agreement_id, owner, staker) = self.agreement(bench, |it| it.closed.is_none() && it.end > now);
        let (by, party) = self.party(owner, staker);
        let known = bench.joint.agreements.get(&agreement_id).is_some_and(|it| it.closed.is_none());
        let needed = if known { bench.price(agreement_id, party) } else { 0 };
        let more = self.dice.spread(self.scale);
        let amounts = [needed, needed, needed, needed + more, needed + 1, needed.saturating_sub(1), 0];
        let short = needed > 0 && self.dice.chance(35);
        let amount = if short { needed - 1 } else { *self.dice.pick(&amounts) };
        (by, bench.terminating(agreement_id, amount))
    }

    fn consent(&mut self, bench: &Bench) -> Deed {
        let now = bench.now();
        let open = |it: &Agreement| it.closed.is_none() && it.end > now;
        let half = |it: &Agreement| open(it) && it.consent.is_some();
        let halfway = bench.joint.agreements.values().any(half) && self.dice.chance(75);
        let (agreement_id, owner, staker) =
            self.agreement(bench, |it| if halfway { half(it) } else { open(it) && it.mutual_exit_free });
        let (by, _) = self.party(owner, staker);
        if self.dice.chance(30) {
            let known = bench.joint.agreements.get(&agreement_id);
            let gave = known.and_then(|it| it.consent.map(|party| (party, it)));
            let by = match gave.filter(|_| self.dice.chance(70)) {
                Some((Party::Owner, it)) => it.owner.clone(),
                Some((Party::Staker, it)) => it.staker.clone(),
                None => by,
            };
            return call(&by, ExecuteMsg::RevokeExitConsent { agreement_id });
        }
        call(&by, ExecuteMsg::ConsentExit { agreement_id })
    }

    /// Tokens of a wrong contract, for a wrong purpose, or said to have come.
    fn odd_tokens(&mut self, bench: &Bench) -> Deed {
        let (by, amount) = (self.person(bench), self.dice.spread(self.scale));
        let (offer_id, _) = self.offer(bench);
        let (agreement_id, owner, _) = self.agreement(bench, |it| it.closed.is_none());
        let msg = match self.dice.below(5) {
            0 => json!({ "fund_rewards": {} }),
            1 => json!({ "keep": {} }),
            2 => json!({ "accept_offer": { "offer_id": offer_id } }),
            _ => json!({ "terminate_agreement": { "agreement_id": agreement_id } }),
        };
        let by = if self.dice.chance(40) { owner } else { by };
        if self.dice.chance(75) {
            let token = self.dice.pick(&bench.stage.tokens).clone();
            let amount = if self.dice.chance(20) { 0 } else { amount };
            return (by, Act::Send(token, amount, saying(&msg)));
        }
        let sender = by.to_string();
        call(&by, ExecuteMsg::Receive(ReceiveTokens { sender, amount: amount.into(), msg: saying(&msg) }))
    }

    /// A call of whoever owns or guards the escrow.
    fn ruling(&mut self, bench: &Bench) -> Deed {
        let (owner, cast) = (bench.joint.control.owner.clone(), &bench.stage.cast);
        let guardian = bench.joint.control.guardian.clone().unwrap_or_else(|| owner.clone());
        let paused = bench.joint.control.paused;
        match self.dice.below(16) {
            0 => call(&guardian, ExecuteMsg::Pause {}),
            1 if self.dice.chance(50) => call(&owner, ExecuteMsg::Pause {}),
            2 => call(&owner, ExecuteMsg::Unpause {}),
            _ if paused && self.dice.chance(60) => call(&owner, ExecuteMsg::Unpause {}),
            3..=8 => self.new_config(bench),
            9..=10 => {
                let suits = bench.stage.treasury_for(&bench.joint.terms.reward);
                let all = bench.stage.treasuries.keys().cloned().chain([cast.keeper.clone()]);
                let any = self.dice.pick(&all.collect::<Vec<_>>()).clone();
                let treasury = *self.dice.pick(&[None, suits.as_ref(), suits.as_ref(), Some(&any)]);
                call(&owner, ExecuteMsg::SetTreasury { treasury: treasury.map(ToString::to_string) })
            }
            11 => {
                let next = self.dice.pick(&[cast.guardian.clone(), cast.people[0].clone()]).to_string();
                let next = if self.dice.chance(10) { next.to_uppercase() } else { next };
                let by = if self.dice.chance(85) { owner } else { cast.payer.clone() };
                call(&by, ExecuteMsg::SetGuardian { guardian: self.dice.chance(80).then_some(next) })
            }
            _ => {
                let next = self.dice.pick(&[cast.owner.clone(), cast.keeper.clone()]).clone();
                let (by, action) = handover(&mut self.dice, &bench.joint.control, bench.now(), next);
                call(&by, ExecuteMsg::UpdateOwnership(action))
            }
        }
    }

    fn new_config(&mut self, bench: &Bench) -> Deed {
        let cast = &bench.stage.cast;
        let (mut registrar, mut penalty_bps, mut min_penalty_bps) = (None, None, None);
        let (mut mutual_exit_free, mut daily_caps, mut time_multipliers) = (None, None, None);
        match self.dice.below(12) {
            0 => {}
            1 => registrar = Some(cast.keeper.to_string()),
            2 => registrar = Some(cast.registrar.to_string()),
            3 => penalty_bps = Some(*self.dice.pick(&[0, 3_000, 3_000, 10_000, 10_001])),
            4 => min_penalty_bps = Some(*self.dice.pick(&[0, 1, 500, 10_000, 10_001])),
            5 => mutual_exit_free = Some(self.dice.chance(70)),
            6 => {
                time_multipliers = Some(bent_multipliers(&mut self.dice));
                penalty_bps = self.dice.chance(30).then_some(2_000);
            }
            7 => {
                let mut rows = caps(&mut self.dice, self.scale);
                if self.dice.chance(20) {
                    rows.extend(rows.clone());
                }
                daily_caps = Some(rows);
            }
            _ => daily_caps = Some(caps(&mut self.dice, self.scale)),
        }
        let owner = &bench.joint.control.owner;
        let msg = ExecuteMsg::UpdateConfig {
            registrar,
            penalty_bps,
            min_penalty_bps,
            mutual_exit_free,
            daily_caps,
            time_multipliers,
        };
        call(owner, msg)
    }

    fn spoil(&mut self, bench: &Bench, by: Addr, act: Act) -> Deed {
        let Act::Call(msg, funds) = act else { return (by, act) };
        let foreign = Coin::new(5u128, FOREIGN);
        match self.dice.below(60) {
            0 => (by, Act::Call(msg, vec![])),
            1 => (by, Act::Call(msg, vec![Coin::new(7u128, DENOM)])),
            2 => (by, Act::Call(msg, vec![foreign])),
            3 => (by, Act::Call(msg, vec![foreign, Coin::new(7u128, DENOM)])),
            4 | 5 | 11 | 12 => (self.person(bench), Act::Call(msg, funds)),
            6..=8 => {
                let loud = misspell(&msg).unwrap_or(msg);
                (by, Act::Call(loud, funds))
            }
            // A token comes by its own message.
            9 => {
                let accept = ExecuteMsg::AcceptOffer { offer_id: 1, revision: None, min_base_reward: None };
                let msg = if self.dice.chance(50) { ExecuteMsg::FundRewards {} } else { accept };
                (by, Act::Call(msg, vec![Coin::new(7u128, DENOM)]))
            }
            10 => (by, Act::Call(msg, vec![Coin::new(10u128.pow(31), DENOM)])),
            _ => (by, Act::Call(msg, funds)),
        }
    }
}
