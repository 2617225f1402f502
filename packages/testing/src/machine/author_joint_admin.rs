//! Random messages of the escrow's registrar, owner and guardian.

use cosmwasm_std::Addr;
use cw_utils::Duration;
use tributary_types::joint_staking::{DailyCap, ExecuteMsg, KappaStep, TimeMultiplier};

use super::author::Author;
use super::handover::handover;
use crate::model::{Call, Message};

type Writer = fn(&mut Author) -> Option<Call>;

/// Names of classes.
const CLASSES: [&str; 3] = ["basic", "pro", "elite"];

/// Devices that there are at most.
const DEVICES: usize = 12;

/// Messages of the escrow's roles, with how often they are written.
pub const JOINT_ADMIN: &[(u32, Writer)] = &[
    (16, |author| author.set_class()),
    (14, |author| author.register_device()),
    (8, |author| author.update_device()),
    (6, |author| author.remove_device()),
    (18, |author| author.uptime()),
    (14, |author| author.joint_config()),
    (7, |author| author.joint_treasury()),
    (4, |author| author.joint_guardian()),
    (9, |author| author.joint_pause()),
    (10, |author| author.joint_ownership()),
];

impl Author<'_> {
    fn registrar(&mut self) -> Addr {
        let registrar = self.model.joint.terms.registrar.clone();
        if self.dice.chance(94) {
            return registrar;
        }
        self.person()
    }

    fn joint_owner(&mut self) -> Addr {
        let owner = self.model.joint.control.owner.clone();
        if self.dice.chance(94) {
            return owner;
        }
        self.person()
    }

    /// Whether principals may work in pools.
    fn has_work(&self) -> bool {
        let (terms, stakers) = (&self.model.joint.terms, &self.model.stakers.config);
        terms.pool_registry.is_some() && matches!(stakers.unbond_lock, Duration::Time(_))
    }

    fn class(&mut self) -> String {
        let known: Vec<String> = self.model.joint.classes.keys().cloned().collect();
        let known = self.dice.maybe(&known).cloned().filter(|_| self.dice.chance(93));
        known.unwrap_or_else(|| (*self.dice.pick(&["basic", "none"])).to_owned())
    }

    /// A class that there is or not, whose principals may work in a pool.
    pub(super) fn class_of(&mut self, class: &str, pool: Option<Addr>) -> ExecuteMsg {
        let any = self.spread(self.scale);
        ExecuteMsg::SetClass {
            class: class.to_owned(),
            base_value: (*self.dice.pick(&[any, any, self.scale, 0])).into(),
            capacity: (*self.dice.pick(&[any, self.scale, self.scale, 3])).into(),
            activation_stake: (*self.dice.pick(&[self.scale / 100, 1, 0, any])).into(),
            kappa_steps: None,
            pool: pool.map(Addr::into_string),
            enabled: None,
        }
    }

    pub(super) fn set_class(&mut self) -> Option<Call> {
        let pool = if self.dice.chance(60) { Some(self.pool()) } else { None };
        let pool = pool.filter(|_| self.has_work() || self.dice.chance(10));
        let name = *self.dice.pick(&CLASSES);
        let mut msg = self.class_of(name, pool);
        if let ExecuteMsg::SetClass { capacity, kappa_steps, enabled, .. } = &mut msg {
            let fill_bps = *self.dice.pick(&[12_000, 12_000, 10_000]);
            let step = KappaStep { fill_bps, kappa_bps: 15_000 };
            *kappa_steps = self.dice.chance(40).then(|| vec![step]);
            *enabled = *self.dice.pick(&[None, None, None, Some(true), Some(false)]);
            if self.dice.chance(6) {
                *capacity = 0u128.into();
            }
        }
        let by = self.registrar();
        self.joint(&by, msg, 0)
    }

    pub(super) fn register_device(&mut self) -> Option<Call> {
        let count = self.model.joint.devices.len();
        if count >= DEVICES {
            return self.remove_device();
        }
        let device = match self.dice.below(12) {
            0 => self.device(),
            1 => String::new(),
            _ => format!("device{}", self.dice.below(999)),
        };
        let (owner, class, by) = (self.person().into_string(), self.class(), self.registrar());
        self.joint(&by, ExecuteMsg::RegisterDevice { device, owner, class }, 0)
    }

    fn update_device(&mut self) -> Option<Call> {
        let device = self.device();
        let owner = self.dice.chance(60).then(|| self.person().into_string());
        let class = self.dice.chance(50).then(|| self.class());
        let by = self.registrar();
        self.joint(&by, ExecuteMsg::UpdateDevice { device, owner, class }, 0)
    }

    fn remove_device(&mut self) -> Option<Call> {
        let (device, by) = (self.device(), self.registrar());
        self.joint(&by, ExecuteMsg::RemoveDevice { device }, 0)
    }

    /// Devices go down rarely, and come up soon.
    fn uptime(&mut self) -> Option<Call> {
        let devices = self.model.joint.devices.iter();
        let down: Vec<String> = devices.filter(|(_, it)| it.suspended).map(|(id, _)| id.clone()).collect();
        let (any, by) = (self.device(), self.registrar());
        match self.dice.maybe(&down).cloned() {
            Some(device) if self.dice.chance(65) => self.joint(&by, ExecuteMsg::ResumeDevice { device }, 0),
            _ if self.dice.chance(80) => self.joint(&by, ExecuteMsg::SuspendDevice { device: any }, 0),
            _ => self.joint(&by, ExecuteMsg::ResumeDevice { device: any }, 0),
        }
    }

    fn joint_config(&mut self) -> Option<Call> {
        let (mut registrar, mut penalty_bps, mut min_penalty_bps) = (None, None, None);
        let (mut mutual_exit_free, mut daily_caps, mut time_multipliers) = (None, None, None);
        match self.dice.below(12) {
            0 => {}
            1 => registrar = Some(self.person().into_string()),
            2 | 3 => registrar = Some(self.cast.oracle.to_string()),
            4 => penalty_bps = Some(*self.dice.pick(&[0, 3_000, 3_000, 10_000, 10_001])),
            5 => min_penalty_bps = Some(*self.dice.pick(&[0, 1, 500, 10_000, 10_001])),
            6 | 7 => mutual_exit_free = Some(self.dice.chance(75)),
            8 => {
                let (lock_days, tau_bps) = (30, *self.dice.pick(&[10_000, 12_345, 0]));
                time_multipliers = Some(vec![TimeMultiplier { lock_days, tau_bps }]);
            }
            _ => {
                let cap = *self.dice.pick(&[1, self.scale / 3, self.scale, self.scale * 100]);
                let row = DailyCap { from_day: 0, cap: cap.into() };
                daily_caps = Some(if self.dice.chance(25) { vec![] } else { vec![row] });
            }
        }
        let by = self.joint_owner();
        let msg = ExecuteMsg::UpdateConfig {
            registrar,
            penalty_bps,
            min_penalty_bps,
            mutual_exit_free,
            daily_caps,
            time_multipliers,
        };
        self.joint(&by, msg, 0)
    }

    fn joint_treasury(&mut self) -> Option<Call> {
        let (suits, odd) = (self.model.places.treasury.clone(), self.person());
        let treasury = self.dice.pick(&[None, Some(suits.clone()), Some(suits), Some(odd)]).clone();
        let by = self.joint_owner();
        self.joint(&by, ExecuteMsg::SetTreasury { treasury: treasury.map(Addr::into_string) }, 0)
    }

    fn joint_guardian(&mut self) -> Option<Call> {
        let named = self.dice.pick(&[self.cast.guardian.clone(), self.cast.people[0].clone()]).to_string();
        let guardian = self.dice.chance(80).then_some(named);
        let by = self.joint_owner();
        self.joint(&by, ExecuteMsg::SetGuardian { guardian }, 0)
    }

    pub(super) fn joint_pause(&mut self) -> Option<Call> {
        let control = self.model.joint.control.clone();
        if control.paused && self.dice.chance(85) || self.dice.chance(20) {
            let by = self.joint_owner();
            return self.joint(&by, ExecuteMsg::Unpause {}, 0);
        }
        let guardian = control.guardian.filter(|_| self.dice.chance(50));
        let by = guardian.unwrap_or_else(|| self.joint_owner());
        self.joint(&by, ExecuteMsg::Pause {}, 0)
    }

    fn joint_ownership(&mut self) -> Option<Call> {
        let (next, now) = (self.person(), self.model.now.seconds);
        let (by, action) = handover(self.dice, &self.model.joint.control, now, next);
        self.joint(&by, ExecuteMsg::UpdateOwnership(action), 0)
    }

    /// A class for the first pool, one without, devices of each, and mostly rewards: so that a case does not begin with nothing.
    pub(super) fn first_devices(&mut self, pool: &Addr) -> Vec<Call> {
        let registrar = self.model.joint.terms.registrar.clone();
        let call =
            |msg: ExecuteMsg| Call { sender: registrar.clone(), message: Message::Joint(msg), funds: vec![] };
        let mut calls = vec![];
        let pool = Some(pool.clone()).filter(|_| self.has_work());
        for (class, pool) in [("basic", None), ("pro", pool)] {
            calls.push(call(self.class_of(class, pool)));
            for number in 0..2 {
                let (device, owner) = (format!("{class}{number}"), self.person().into_string());
                let class = class.to_owned();
                calls.push(call(ExecuteMsg::RegisterDevice { device, owner, class }));
            }
        }
        if self.dice.chance(80) {
            calls.extend(self.fund_rewards());
        }
        calls
    }
}
