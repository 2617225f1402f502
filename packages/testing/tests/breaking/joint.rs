//! Ways to break what must be true of an escrow, which stands alone with its model.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin, Storage, Uint128, Uint256};
use tributary_joint_staking::agreement::{Agreement, AGREEMENTS};
use tributary_joint_staking::state as js;
use tributary_math::joint::accrual::Accrual;
use tributary_math::Bps;
use tributary_testing::invariants::joint::{JointStep, ALL};
use tributary_testing::joint_view::{JointView, Quotes};
use tributary_testing::model::joint::Party;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{ExecuteMsg, InstantiateMsg};

use crate::assets::DENOM;
use crate::bench::{Act, Bench};
use crate::stage::Stage;

/// What a check is given.
pub struct Escrow {
    bench: Bench,
    before: JointView,
    after: JointView,
    call: Option<(Addr, ExecuteMsg)>,
    quotes: Option<Quotes>,
    present: Option<Quotes>,
    end: bool,
}

/// An invariant's id, what honestly happens first, and what breaks it.
pub type Breaker = (&'static str, fn(&mut Escrow), fn(&mut Escrow));

fn instantiation(stage: &Stage) -> InstantiateMsg {
    let coins = Asset::Native(DENOM.to_owned());
    InstantiateMsg {
        owner: None,
        guardian: None,
        registrar: stage.cast.registrar.to_string(),
        stake_asset: coins.clone(),
        reward_asset: coins,
        treasury: None,
        pool_registry: None,
        daily_caps: None,
        time_multipliers: None,
        penalty_bps: None,
        min_penalty_bps: None,
        mutual_exit_free: Some(true),
        day_secs: None,
    }
}

impl Escrow {
    /// Persons 0 and 1, and 1 and 2, have agreements, which are five days old; the device of person 2 is offered.
    fn new() -> Self {
        let stage = Stage::new().unwrap();
        let terms = instantiation(&stage);
        let mut bench = Bench::new(stage, &terms).unwrap();
        let (registrar, people) = (bench.stage.cast.registrar.clone(), bench.stage.cast.people.clone());
        let class = ExecuteMsg::SetClass {
            class: "basic".to_owned(),
            base_value: 7_777u128.into(),
            capacity: 1_000_000u128.into(),
            activation_stake: 1_000u128.into(),
            kappa_steps: None,
            pool: None,
            enabled: None,
        };
        bench.must(&registrar, class).unwrap();
        let payer = bench.stage.cast.payer.clone();
        bench.must_act(&payer, &bench.funding(10_000_000)).unwrap();
        for (at, person) in people.iter().take(3).enumerate() {
            let (device, owner) = (format!("d{at}"), person.to_string());
            let register = ExecuteMsg::RegisterDevice { device, owner, class: "basic".to_owned() };
            bench.must(&registrar, register).unwrap();
            let (device, required_stake) = (format!("d{at}"), 900_001u128.into());
            let open =
                ExecuteMsg::OpenOffer { device, owner_share_bps: 6_001, required_stake, lock_days: 30 };
            bench.must(person, open).unwrap();
        }
        for at in 0..2 {
            bench.must_act(&people[at + 1], &bench.accepting(at as u64 + 1, 900_001)).unwrap();
        }
        let view = bench.view.clone();
        let mut escrow = Self {
            bench,
            before: view.clone(),
            after: view,
            call: None,
            quotes: None,
            present: None,
            end: false,
        };
        escrow.pass(5 * 86_400);
        escrow
    }

    fn quotes(&self) -> Option<Quotes> {
        // What was spoiled may not answer any more.
        Quotes::read(&self.bench.stage.chain, &self.bench.joint).ok().flatten()
    }

    fn pass(&mut self, seconds: u64) {
        (self.before, self.quotes, self.call) = (self.bench.view.clone(), self.quotes(), None);
        self.bench.advance(seconds).unwrap();
        self.retake();
    }

    fn play(&mut self, person: usize, msg: ExecuteMsg) {
        let who = self.bench.stage.cast.people[person].clone();
        (self.before, self.quotes) = (self.bench.view.clone(), self.quotes());
        self.bench.must_act(&who, &Act::Call(msg.clone(), vec![])).unwrap();
        self.call = Some((who, msg));
        self.retake();
    }

    fn retake(&mut self) {
        self.after = JointView::read(&self.bench.stage.chain, &self.bench.at).unwrap();
        self.present = self.quotes();
    }

    fn store(&mut self, change: impl FnOnce(&mut dyn Storage)) {
        let at = self.bench.at.clone();
        change(&mut *self.bench.stage.chain.storage_mut(&at));
        self.retake();
    }

    fn agreement(&mut self, id: u64, change: impl FnOnce(&mut Agreement)) {
        let mut agreement = self.after.agreements[&id].clone();
        change(&mut agreement);
        self.store(|storage| AGREEMENTS.save(storage, id, &agreement).unwrap());
    }

    fn accrual(&mut self, change: impl FnOnce(&mut Accrual)) {
        let mut accrual = self.after.accrual.clone();
        change(&mut accrual);
        self.store(|storage| js::ACCRUAL.save(storage, &accrual).unwrap());
    }

    /// Gives the escrow another coin, as no bank would.
    fn coin(&mut self) {
        let (at, held) = (self.bench.at.clone(), self.after.held.0);
        self.bench.stage.chain.set_balance(&at, vec![Coin::new(held + 1, DENOM)]).unwrap();
        self.retake();
    }

    fn step(&self) -> JointStep<'_> {
        JointStep {
            chain: &self.bench.stage.chain,
            before: &self.before,
            after: &self.after,
            model: &self.bench.joint,
            call: self.call.as_ref().map(|(who, msg)| (who, msg)),
            events: &self.bench.events,
            donated: self.bench.donated,
            back: 0,
            ghost: &self.bench.ghost,
            quotes: self.quotes.as_ref(),
            present: self.present.as_ref(),
            end: self.end,
        }
    }
}

fn nothing(_: &mut Escrow) {}

/// The owner of the second agreement leaves.
fn left(escrow: &mut Escrow) {
    assert_eq!(escrow.bench.price(2, Party::Owner), 0);
    escrow.play(1, ExecuteMsg::TerminateAgreement { agreement_id: 2 });
}

fn long_left(escrow: &mut Escrow) {
    left(escrow);
    escrow.pass(1);
}

fn over(escrow: &mut Escrow) {
    escrow.pass(40 * 86_400);
    escrow.pass(1);
}

fn ended(escrow: &mut Escrow) {
    escrow.bench.drain().unwrap();
    escrow.before = escrow.bench.view.clone();
    escrow.end = true;
    escrow.quotes = None;
    escrow.call = None;
    escrow.retake();
}

fn bps(value: u32) -> Bps {
    Bps::new(value).unwrap()
}

/// Ways to break every invariant of the escrow.
pub fn breakers() -> Vec<Breaker> {
    vec![
        ("JS-01", nothing, Escrow::coin),
        ("JS-02", nothing, |escrow| escrow.agreement(1, |it| it.owner_share = bps(7_001))),
        ("JS-03", nothing, |escrow| {
            let unit = escrow.after.calendar.unit();
            escrow.agreement(1, |it| it.earner.acc += unit);
        }),
        (
            "JS-04",
            |escrow| escrow.play(0, ExecuteMsg::Advance { limit: None }),
            |escrow| escrow.accrual(|accrual| accrual.at += 1),
        ),
        ("JS-05", nothing, |escrow| escrow.accrual(|accrual| accrual.weight += Uint128::one())),
        ("JS-06", left, |escrow| escrow.agreement(2, |it| it.penalty.rate = bps(3_100))),
        ("JS-07", left, |escrow| escrow.accrual(|accrual| accrual.funded += Uint128::one())),
        ("JS-08", long_left, |escrow| escrow.agreement(2, |it| it.closed.as_mut().unwrap().at -= 1)),
        ("JS-09", nothing, |escrow| escrow.agreement(1, |it| it.penalty.minimum = bps(1))),
        ("JS-10", nothing, |escrow| {
            let mut device = escrow.after.devices["d0"].clone();
            device.agreement_id = None;
            escrow.store(|storage| js::DEVICES.save(storage, "d0", &device).unwrap());
        }),
        ("JS-11", nothing, |escrow| escrow.agreement(1, |it| it.lock.days = 31)),
        ("JS-12", over, |escrow| {
            let unit = escrow.after.calendar.unit();
            escrow.agreement(1, |it| it.earner.acc += unit);
        }),
        (
            "JS-13",
            |escrow| escrow.play(0, ExecuteMsg::ClaimRewards { agreement_id: 1 }),
            |escrow| escrow.agreement(1, |it| it.staker_claimed += Uint128::one()),
        ),
        ("JS-14", nothing, |escrow| {
            let more = Uint256::from(escrow.after.accrual.funded) * escrow.after.calendar.unit();
            escrow.accrual(|accrual| accrual.accrued = more + Uint256::one());
        }),
        ("JS-15", ended, Escrow::coin),
    ]
}

#[test]
fn every_check_of_the_escrow_passes_honestly_and_reports_what_breaks_it() {
    let checks: BTreeMap<&str, _> = ALL.into_iter().collect();
    let breakers = breakers();
    assert_eq!(
        checks.keys().copied().collect::<Vec<_>>(),
        breakers.iter().map(|it| it.0).collect::<Vec<_>>()
    );

    for (id, honest, break_it) in breakers {
        let check = checks[id];
        let mut escrow = Escrow::new();
        honest(&mut escrow);
        check(&escrow.step()).unwrap_or_else(|error| panic!("{id} reports an honest step: {error:#}"));

        break_it(&mut escrow);

        match check(&escrow.step()) {
            Ok(()) => panic!("{id} does not see what breaks it"),
            Err(error) => println!("{id} reports: {error:#}"),
        }
    }
}
