//! What registrar and owner record: classes, devices, parameters.

use cosmwasm_std::Addr;
use tributary_types::joint_staking as js;
use tributary_types::joint_staking::{ExecuteMsg, KappaStep, OfferStatus};

use super::control::Role;
use super::joint::{Class, Device, Joint, ALL_BPS};
use super::joint_calls::Turn;
use super::joint_terms::{caps_refusals, multipliers_refusals, MOST_BPS, MOST_ROWS};
use super::refusals::{is_address, Refusals, ADDRESS};

/// The largest base value, capacity and activation stake.
const MOST: u128 = 10u128.pow(30);

fn is_name(text: &str) -> bool {
    (1..=128).contains(&text.len())
}

fn steps_refusals(no: &mut Refusals, steps: &[KappaStep]) {
    no.when(steps.len() > MOST_ROWS, "config");
    no.when(steps.iter().any(|step| step.fill_bps <= ALL_BPS), "config");
    no.when(steps.iter().any(|step| !(ALL_BPS..=MOST_BPS).contains(&step.kappa_bps)), "config");
    let falls =
        |pair: &[KappaStep]| pair[0].fill_bps >= pair[1].fill_bps || pair[0].kappa_bps > pair[1].kappa_bps;
    no.when(steps.windows(2).any(falls), "config");
}

impl Joint {
    /// A message of the registrar.
    pub(super) fn record(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        msg: &ExecuteMsg,
    ) -> Result<(), Refusals> {
        match msg {
            ExecuteMsg::SetClass { .. } => self.set_class(no, turn, msg),
            ExecuteMsg::RegisterDevice { device, owner, class } => {
                no.when(!is_name(device), "config");
                no.when(self.devices.contains_key(device), "registered");
                no.when(!self.classes.contains_key(class), "not found");
                no.when(!is_address(owner), ADDRESS);
                no.finish()?;
                let (device, class, owner) = (device.clone(), class.clone(), Addr::unchecked(owner));
                let row = Device { owner: owner.clone(), class: class.clone(), suspended: false };
                self.devices.insert(device.clone(), row);
                turn.tell(js::DeviceRegistered { device, owner, class });
                Ok(())
            }
            ExecuteMsg::UpdateDevice { device, owner, class } => {
                self.update_device(no, turn, device, owner.as_ref(), class.as_ref())
            }
            ExecuteMsg::RemoveDevice { device } => {
                no.when(!self.devices.contains_key(device), "not found");
                no.when(self.open_offer_of(device).is_some(), "offer");
                no.when(self.agreement_of(device).is_some(), "agreement");
                no.finish()?;
                self.devices.remove(device);
                turn.tell(js::DeviceRemoved { device: device.clone() });
                Ok(())
            }
            ExecuteMsg::SuspendDevice { device } => self.set_uptime(no, turn, device, true),
            ExecuteMsg::ResumeDevice { device } => self.set_uptime(no, turn, device, false),
            _ => Err(Refusals::one("no such message")),
        }
    }

    fn set_class(&mut self, mut no: Refusals, turn: &mut Turn, msg: &ExecuteMsg) -> Result<(), Refusals> {
        let ExecuteMsg::SetClass {
            class,
            base_value,
            capacity,
            activation_stake,
            kappa_steps,
            pool,
            enabled,
        } = msg
        else {
            return Err(no);
        };
        no.when(!is_name(class), "config");
        let (value, used, needed) = (base_value.u128(), capacity.u128(), activation_stake.u128());
        no.when(used == 0 || used > MOST, "capacity");
        no.when(value > MOST || needed > MOST, "config");
        let steps = kappa_steps.clone().unwrap_or_default();
        steps_refusals(&mut no, &steps);
        no.when(pool.as_ref().is_some_and(|pool| !is_address(pool)), ADDRESS);
        let pool = pool.as_ref().map(Addr::unchecked);
        if let Some(pool) = &pool {
            let pools = turn.outside.pools.filter(|_| self.terms.pool_registry.is_some());
            no.when(pools.is_none_or(|pools| !pools.has(pool) || !pools.lets_go()), "config");
        }
        no.finish()?;
        let enabled = enabled.unwrap_or(true);
        let row = Class {
            base_value: value,
            capacity: used,
            activation_stake: needed,
            kappa_steps: steps.clone(),
            pool: pool.clone(),
            enabled,
        };
        self.classes.insert(class.clone(), row);
        let (base_value, capacity, activation_stake) = (*base_value, *capacity, *activation_stake);
        let (class, kappa_steps) = (class.clone(), steps);
        turn.tell(js::ClassSet { class, base_value, capacity, activation_stake, kappa_steps, pool, enabled });
        Ok(())
    }

    fn update_device(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        device: &String,
        owner: Option<&String>,
        class: Option<&String>,
    ) -> Result<(), Refusals> {
        no.when(owner.is_some_and(|owner| !is_address(owner)), ADDRESS);
        let Some(present) = self.devices.get(device) else {
            no.when(true, "not found");
            return Err(no);
        };
        let owner = owner.map_or_else(|| present.owner.clone(), Addr::unchecked);
        let class = class.unwrap_or(&present.class).clone();
        no.when(owner == present.owner && class == present.class, "nothing");
        no.when(!self.classes.contains_key(&class), "not found");
        no.finish()?;
        let row = Device { owner: owner.clone(), class: class.clone(), suspended: present.suspended };
        let offer = self.open_offer_of(device);
        self.devices.insert(device.clone(), row);
        turn.tell(js::DeviceUpdated { device: device.clone(), owner, class });
        if let Some(offer_id) = offer {
            self.withdraw(turn, offer_id);
        }
        Ok(())
    }

    /// An offer that is open no more.
    pub(super) fn withdraw(&mut self, turn: &mut Turn, offer_id: u64) {
        let offer = self.offers.get_mut(&offer_id).expect("an open one");
        offer.status = OfferStatus::Cancelled;
        turn.tell(js::OfferCancelled { offer_id, revision: offer.revision });
    }

    fn set_uptime(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        device: &String,
        suspended: bool,
    ) -> Result<(), Refusals> {
        let row = self.devices.get(device);
        no.when(row.is_none(), "not found");
        no.when(row.is_some_and(|row| row.suspended == suspended), "suspended");
        self.behind(&mut no, turn.now());
        no.finish()?;
        self.pass(turn.now());
        let agreement_id = self.agreement_of(device);
        if agreement_id.is_some() {
            self.cut_at(turn.now());
        }
        self.devices.get_mut(device).expect("found above").suspended = suspended;
        let (device, weight) = (device.clone(), self.shown_weight());
        if suspended {
            turn.tell(js::DeviceSuspended { device, agreement_id, weight });
        } else {
            turn.tell(js::DeviceResumed { device, agreement_id, weight });
        }
        Ok(())
    }

    pub(super) fn update_config(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        msg: &ExecuteMsg,
    ) -> Result<(), Refusals> {
        let ExecuteMsg::UpdateConfig {
            registrar,
            penalty_bps,
            min_penalty_bps,
            mutual_exit_free,
            daily_caps,
            time_multipliers,
        } = msg
        else {
            return Err(no);
        };
        no.join(self.control.refusals(by, Role::Owner, false));
        no.when(registrar.as_ref().is_some_and(|it| !is_address(it)), ADDRESS);
        let mut terms = self.terms.clone();
        terms.registrar = registrar.as_ref().map_or(terms.registrar, Addr::unchecked);
        terms.penalty_bps = penalty_bps.unwrap_or(terms.penalty_bps);
        terms.min_penalty_bps = min_penalty_bps.unwrap_or(terms.min_penalty_bps);
        terms.mutual_exit_free = mutual_exit_free.unwrap_or(terms.mutual_exit_free);
        terms.penalty_refusals(&mut no);
        let rows = time_multipliers.clone().unwrap_or_default();
        multipliers_refusals(&mut no, &rows);
        terms.multipliers.extend(rows.into_iter().map(|row| (row.lock_days, row.tau_bps)));
        let given = [registrar.is_some(), penalty_bps.is_some(), min_penalty_bps.is_some()];
        let more = [mutual_exit_free.is_some(), daily_caps.is_some(), time_multipliers.is_some()];
        no.when(!given.into_iter().chain(more).any(|given| given), "nothing");
        if let Some(caps) = daily_caps {
            caps_refusals(&mut no, caps);
            self.behind(&mut no, turn.now());
            no.finish()?;
            self.pass(turn.now());
            self.cut_at(turn.now());
            terms.caps.clone_from(caps);
        } else {
            no.finish()?;
        }
        self.terms = terms;
        let now = self.config();
        turn.tell(js::ConfigUpdated {
            registrar: now.registrar,
            penalty_bps: now.penalty_bps,
            min_penalty_bps: now.min_penalty_bps,
            mutual_exit_free: now.mutual_exit_free,
            daily_caps: now.daily_caps,
            time_multipliers: now.time_multipliers,
        });
        Ok(())
    }

    pub(super) fn set_treasury(
        &mut self,
        mut no: Refusals,
        turn: &mut Turn,
        by: &Addr,
        treasury: Option<&String>,
    ) -> Result<(), Refusals> {
        no.join(self.control.refusals(by, Role::Owner, false));
        no.when(treasury.is_some_and(|it| !is_address(it)), ADDRESS);
        let treasury = treasury.map(Addr::unchecked);
        no.when(treasury.as_ref().is_some_and(|it| !self.terms.suits(it, turn.outside)), "config");
        no.finish()?;
        self.terms.treasury.clone_from(&treasury);
        turn.tell(js::TreasurySet { treasury });
        Ok(())
    }
}
