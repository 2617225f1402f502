//! Random messages of operators and of whoever administers the registries.

use cosmwasm_std::{Addr, Timestamp};
use cw_utils::{Duration, Expiration};
use tributary_types::ownership::OwnershipAction;
use tributary_types::pool_registry::{self as pr, ExecuteMsg as PoolMsg, Hook};
use tributary_types::staker_registry::{self as sr, ExecuteMsg as StakerMsg, SlasherChange};

use super::author::Author;
use crate::dice::Dice;
use crate::model::control::Control;
use crate::model::time::{days_like, length, like};
use crate::model::Call;

type Writer = fn(&mut Author) -> Option<Call>;

/// Messages of operators, owners, guardians, with how often they are written.
pub const ADMIN: &[(u32, Writer)] = &[
    (7, |author| author.request_commission()),
    (9, |author| author.finalize_commission()),
    (3, |author| author.cancel_commission()),
    (3, |author| author.update_metadata()),
    (4, |author| author.set_pool_signing()),
    (2, |author| author.liquidated()),
    (5, |author| author.announce_pools()),
    (5, |author| author.announce_stakers()),
    (8, |author| author.apply()),
    (2, |author| author.cancel_announcement()),
    (6, |author| author.set_hooks()),
    (2, |author| author.set_weights()),
    (2, |author| author.set_guardian()),
    (2, |author| author.pause()),
    (9, |author| author.unpause()),
    (5, |author| author.ownership()),
];

/// A rate: often an edge.
pub fn rate(dice: &mut Dice) -> u32 {
    match dice.below(12) {
        0 => 0,
        1 => 1_000_000,
        2 => 1_000_001,
        3 => 999_999,
        _ => dice.below(400_000) as u32,
    }
}

/// URL and hash, rarely ones that are refused.
pub fn metadata(dice: &mut Dice) -> (String, String) {
    let url = match dice.below(40) {
        0 => "x".repeat(257),
        1 => "x".repeat(256),
        2 => "https://exämple.org".to_owned(),
        3 => String::new(),
        _ => format!("https://pools.example/{}.json", dice.below(1_000)),
    };
    let hash = match dice.below(40) {
        0 => "ab".repeat(31),
        1 => "zz".repeat(32),
        _ => "9F".repeat(32),
    };
    (url, hash)
}

/// A new length for a lock: short, long, too long, none, or of the other kind.
fn lock(dice: &mut Dice, present: Duration, days: u64) -> Duration {
    let most = length(days_like(present, days));
    match dice.below(14) {
        0 => like(present, most + 1),
        1 => like(present, most),
        2 => like(present, 0),
        3 => match present {
            Duration::Height(_) => Duration::Time(600),
            Duration::Time(_) => Duration::Height(100),
        },
        _ => like(present, dice.between(1, 3_000) as u64),
    }
}

impl Author<'_> {
    /// An operator, rarely somebody that has no pool.
    pub fn operator(&mut self) -> Addr {
        self.pool()
    }

    fn request_commission(&mut self) -> Option<Call> {
        let (by, commission_ppm) = (self.operator(), rate(self.dice));
        Some(self.pools(&by, PoolMsg::RequestCommissionChange { commission_ppm }, 0))
    }

    fn finalize_commission(&mut self) -> Option<Call> {
        let open = self.model.pools.pools.iter().filter(|(_, pool)| pool.request.is_some());
        let open: Vec<Addr> = open.map(|(operator, _)| operator.clone()).collect();
        let other = self.dice.chance(10);
        let by = self.dice.maybe(&open).filter(|_| !other).cloned().unwrap_or_else(|| self.operator());
        Some(self.pools(&by, PoolMsg::FinalizeCommissionChange {}, 0))
    }

    fn cancel_commission(&mut self) -> Option<Call> {
        let by = self.operator();
        Some(self.pools(&by, PoolMsg::CancelCommissionChange {}, 0))
    }

    fn update_metadata(&mut self) -> Option<Call> {
        let (by, (metadata_url, metadata_hash)) = (self.operator(), metadata(self.dice));
        Some(self.pools(&by, PoolMsg::UpdateMetadata { metadata_url, metadata_hash }, 0))
    }

    fn set_pool_signing(&mut self) -> Option<Call> {
        let (by, signing_address) = (self.operator(), self.key());
        Some(self.pools(&by, PoolMsg::SetSigningAddress { signing_address }, 0))
    }

    /// As the staker-registry, with what it would never send; or as a stranger.
    fn liquidated(&mut self) -> Option<Call> {
        let (stranger, pool) = (self.person(), self.pool());
        let known = self.model.pools.pools.contains_key(&pool);
        let own = self.model.pools.held(&pool, &pool);
        let (tokens, licenses) =
            if self.dice.chance(50) { (own.tokens + 1, 0) } else { (0, own.licenses as u32 + 1) };
        let msg = PoolMsg::Liquidated {
            pool: pool.into_string(),
            tokens: tokens.into(),
            licenses,
            surplus: 0u128.into(),
        };
        let by = if known && self.dice.chance(30) { stranger } else { self.model.places.stakers.clone() };
        Some(self.pools(&by, msg, 0))
    }

    /// Who owns, or rarely somebody else.
    fn owner(&mut self, control: &Control) -> Addr {
        if self.dice.chance(92) {
            return control.owner.clone();
        }
        self.person()
    }

    /// New parameters of the pool-registry, possible or not.
    pub fn announce_pools(&mut self) -> Option<Call> {
        let config = &self.model.pools.config;
        let (mut change, dice) = (pr::ConfigChange::default(), &mut *self.dice);
        match dice.below(8) {
            0 => {}
            1 | 2 => change.commission_lock = Some(lock(dice, config.commission_lock, 60)),
            3..=5 => change.release_period = Some(lock(dice, config.release_period, 60)),
            _ => change.min_delegation = Some(dice.between(0, 40).into()),
        }
        let by = self.owner(&self.model.pools.control);
        Some(self.pools(&by, PoolMsg::AnnounceConfig { change }, 0))
    }

    /// New parameters of the staker-registry, possible or not.
    pub fn announce_stakers(&mut self) -> Option<Call> {
        let config = &self.model.stakers.config;
        let pools = self.model.places.pools.to_string();
        let registrar = self.cast.registrar.to_string();
        let people: Vec<String> = self.cast.everybody().iter().map(Addr::to_string).collect();
        let (mut change, dice) = (sr::ConfigChange::default(), &mut *self.dice);
        match dice.below(16) {
            0 => {}
            1 => change.slasher = Some(SlasherChange::None {}),
            2 | 3 => change.slasher = Some(SlasherChange::Set(self.cast.slasher.to_string())),
            4..=6 => change.unbond_lock = Some(lock(dice, config.unbond_lock, 60)),
            7 | 8 => change.transfer_lock = Some(lock(dice, config.transfer_lock, 14)),
            9 | 10 => change.signing_cooldown = Some(lock(dice, config.cooldown, 60)),
            11 => change.registrars = Some(vec![registrar.clone(), registrar]),
            12 => {
                change.registrars = match dice.below(4) {
                    0 => Some(vec![]),
                    1 => Some(people.iter().take(9).cloned().collect()),
                    _ => Some(vec![registrar, pools]),
                }
            }
            13 => change.treasury = Some(self.model.places.stakers.to_string()),
            14 => change.treasury = Some(dice.pick(&people).clone()),
            _ if dice.chance(30) => change.treasury = Some(self.cast.treasury.to_string()),
            _ => change.treasury = Some(self.model.places.treasury.to_string()),
        }
        let by = self.owner(&self.model.stakers.control);
        Some(self.stakers(&by, StakerMsg::AnnounceConfig { change }, 0))
    }

    fn apply(&mut self) -> Option<Call> {
        let by = self.person();
        if self.dice.chance(50) {
            return Some(self.pools(&by, PoolMsg::ApplyConfig {}, 0));
        }
        Some(self.stakers(&by, StakerMsg::ApplyConfig {}, 0))
    }

    fn cancel_announcement(&mut self) -> Option<Call> {
        if self.dice.chance(50) {
            let by = self.owner(&self.model.pools.control);
            return Some(self.pools(&by, PoolMsg::CancelConfig {}, 0));
        }
        let by = self.owner(&self.model.stakers.control);
        Some(self.stakers(&by, StakerMsg::CancelConfig {}, 0))
    }

    fn set_hooks(&mut self) -> Option<Call> {
        let hook = |contract: &Addr, gas_limit| Hook { contract: contract.to_string(), gas_limit };
        let (one, two) = (&self.cast.hooks[0], &self.cast.hooks[1]);
        let hooks = match self.dice.below(16) {
            0 => vec![hook(one, 2_000_001)],
            1 => vec![hook(one, 1), hook(one, 2)],
            2 => self.cast.people.iter().take(5).map(|who| hook(who, 1)).collect(),
            3 => vec![hook(&self.cast.people[0], 1_000)],
            4 | 5 => vec![],
            6 | 7 => vec![hook(two, 2_000_000), hook(one, 100_000)],
            8 => vec![hook(one, 500_000)],
            9 | 10 => vec![hook(one, 500_000), hook(&self.model.places.treasury, 2_000_000)],
            _ => vec![hook(&self.model.places.treasury, 2_000_000)],
        };
        let by = self.owner(&self.model.pools.control);
        Some(self.pools(&by, PoolMsg::SetHooks { hooks }, 0))
    }

    fn set_weights(&mut self) -> Option<Call> {
        let by = self.owner(&self.model.pools.control);
        let mut part = || self.dice.below(4) as u32;
        let msg = PoolMsg::SetScoreWeights { fee: part(), performance: part(), capacity: part() };
        Some(self.pools(&by, msg, 0))
    }

    fn set_guardian(&mut self) -> Option<Call> {
        let guardian = match self.dice.below(4) {
            0 => None,
            1 => Some(self.person().into_string()),
            _ => Some(self.cast.guardian.to_string()),
        };
        if self.dice.chance(50) {
            let by = self.owner(&self.model.pools.control);
            return Some(self.pools(&by, PoolMsg::SetGuardian { guardian }, 0));
        }
        let by = self.owner(&self.model.stakers.control);
        Some(self.stakers(&by, StakerMsg::SetGuardian { guardian }, 0))
    }

    fn guardian(&mut self, control: &Control) -> Addr {
        let guardian = control.guardian.clone().filter(|_| self.dice.chance(92));
        guardian.unwrap_or_else(|| self.person())
    }

    fn pause(&mut self) -> Option<Call> {
        if self.dice.chance(50) {
            let by = self.guardian(&self.model.pools.control);
            return Some(self.pools(&by, PoolMsg::Pause {}, 0));
        }
        let by = self.guardian(&self.model.stakers.control);
        Some(self.stakers(&by, StakerMsg::Pause {}, 0))
    }

    /// What is paused does not stay so for long.
    fn unpause(&mut self) -> Option<Call> {
        let above = self.model.pools.control.paused;
        let below = self.model.stakers.control.paused;
        if above || !below && self.dice.chance(10) {
            let by = self.owner(&self.model.pools.control);
            return Some(self.pools(&by, PoolMsg::Unpause {}, 0));
        }
        if below || self.dice.chance(10) {
            let by = self.owner(&self.model.stakers.control);
            return Some(self.stakers(&by, StakerMsg::Unpause {}, 0));
        }
        None
    }

    fn ownership(&mut self) -> Option<Call> {
        let above = self.dice.chance(50);
        let control = if above { &self.model.pools.control } else { &self.model.stakers.control };
        let pending = control.pending_owner.as_ref().map(|(pending, _)| pending.clone());
        let (by, action) = match self.dice.below(12) {
            0 => (self.owner(control), OwnershipAction::RenounceOwnership),
            1..=5 => {
                let accepts = pending.filter(|_| self.dice.chance(85));
                (accepts.unwrap_or_else(|| self.person()), OwnershipAction::AcceptOwnership)
            }
            _ => {
                let new_owner = self.anybody().into_string();
                let by = self.owner(control);
                (by, OwnershipAction::TransferOwnership { new_owner, expiry: self.expiry() })
            }
        };
        if above {
            return Some(self.pools(&by, PoolMsg::UpdateOwnership(action), 0));
        }
        Some(self.stakers(&by, StakerMsg::UpdateOwnership(action), 0))
    }

    /// Until when an offer of the ownership stands.
    pub(super) fn expiry(&mut self) -> Option<Expiration> {
        let now = self.model.now;
        match self.dice.below(4) {
            0 => Some(Expiration::AtHeight(now.height + 5)),
            1 => Some(Expiration::AtTime(Timestamp::from_seconds(now.seconds + 600))),
            _ => None,
        }
    }
}
