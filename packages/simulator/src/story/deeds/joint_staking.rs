//! What people do with escrows. Every message of joint-staking has its words here.

use cosmwasm_std::{from_json, Coin};
use tributary_types::asset::ReceiveTokens;
use tributary_types::joint_staking::{DailyCap, ExecuteMsg, TimeMultiplier, TokenAction};

use super::{coins, config, contract, quoted, Call};
use crate::story::money::{bps, factor, grouped, Unit};
use crate::story::teller::{listed, Teller};
use crate::story::when::counted;

/// A message to joint-staking. A story can have several: each is called by its name.
pub(super) fn words(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    use ExecuteMsg as M;
    match message {
        M::SetClass { .. }
        | M::RegisterDevice { .. }
        | M::UpdateDevice { .. }
        | M::RemoveDevice { .. }
        | M::SuspendDevice { .. }
        | M::ResumeDevice { .. } => registrar(teller, message),
        M::OpenOffer { .. } | M::EditOffer { .. } | M::CancelOffer { .. } | M::AcceptOffer { .. } => {
            market(teller, call, message)
        }
        M::ClaimRewards { .. }
        | M::SettleAgreement { .. }
        | M::TerminateAgreement { .. }
        | M::ConsentExit { .. }
        | M::RevokeExitConsent { .. }
        | M::ReleasePrincipal { .. } => agreement(teller, call, message),
        M::FundRewards {}
        | M::Receive(_)
        | M::Advance { .. }
        | M::ForwardRevenue {}
        | M::CollectPoolRewards { .. } => upkeep(teller, call, message),
        M::UpdateConfig { .. }
        | M::SetTreasury { .. }
        | M::SetGuardian { .. }
        | M::Pause {}
        | M::Unpause {}
        | M::MigrateRecords { .. }
        | M::UpdateOwnership(_) => running(teller, message),
    }
}

/// The unit of what an escrow pays.
pub(super) fn reward(teller: &Teller) -> Unit {
    Unit::of(teller.cast.reward(teller.called).unwrap_or_default())
}

fn registrar(teller: &Teller, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::SetClass { .. } => class(teller, &name, message),
        ExecuteMsg::RegisterDevice { device, owner, class } => {
            format!("record device {device} of class {class} for {} in {name}", teller.who(&owner))
        }
        ExecuteMsg::UpdateDevice { device, owner, class } => {
            let changes = [
                owner.map(|owner| format!("it is of {}", teller.who(&owner))),
                class.map(|class| format!("it is of class {class}")),
            ];
            match changes.into_iter().flatten().collect::<Vec<_>>().as_slice() {
                [] => format!("change nothing of device {device} in {name}"),
                changes => format!("change device {device} in {name}: {}", listed(changes)),
            }
        }
        ExecuteMsg::RemoveDevice { device } => format!("remove device {device} from {name}"),
        ExecuteMsg::SuspendDevice { device } => format!("record in {name} that device {device} is down"),
        ExecuteMsg::ResumeDevice { device } => format!("record in {name} that device {device} is up again"),
        other => unnamed(&other),
    }
}

fn class(teller: &Teller, name: &str, message: ExecuteMsg) -> String {
    let ExecuteMsg::SetClass { class, base_value, capacity, activation_stake, kappa_steps, pool, enabled } =
        message
    else {
        return unnamed(&message);
    };
    let earns = reward(teller).coins(base_value);
    let (uses, needs) = (teller.coins(capacity), teller.coins(activation_stake));
    let steps = kappa_steps.unwrap_or_default().into_iter().map(|step| {
        let (kappa, fill) = (factor(step.kappa_bps), bps(step.fill_bps));
        format!("; from {fill} of that on it earns {kappa} times as much")
    });
    let works = pool.map(|pool| format!("; principals work in {}", teller.pool(&pool))).unwrap_or_default();
    let open = match enabled {
        Some(false) => "; nobody can offer or accept one",
        _ => "",
    };
    format!(
        "set class {class} in {name}: a device earns {earns} a day, can use {uses} and needs {needs}{}{works}{open}",
        steps.collect::<String>()
    )
}

fn market(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::OpenOffer { device, owner_share_bps, required_stake, lock_days } => {
            let (share, stake) = (bps(owner_share_bps), teller.coins(required_stake));
            let days = counted(lock_days.into(), "day");
            format!("offer device {device} in {name} for {days} and a stake of {stake}, to keep {share} of its rewards")
        }
        ExecuteMsg::EditOffer { offer_id, owner_share_bps, required_stake, lock_days } => {
            let changes = [
                owner_share_bps.map(|share| format!("the owner keeps {}", bps(share))),
                required_stake.map(|stake| format!("the stake is {}", teller.coins(stake))),
                lock_days.map(|days| format!("the lock has {}", counted(days.into(), "day"))),
            ];
            match changes.into_iter().flatten().collect::<Vec<_>>().as_slice() {
                [] => format!("change nothing of offer {offer_id} in {name}"),
                changes => format!("change offer {offer_id} in {name}: {}", listed(changes)),
            }
        }
        ExecuteMsg::CancelOffer { offer_id } => format!("take offer {offer_id} in {name} back"),
        ExecuteMsg::AcceptOffer { offer_id, revision, min_base_reward } => {
            let action = TokenAction::AcceptOffer { offer_id, revision, min_base_reward };
            paid(&Escrow::called(teller), &coins(call.funds), &action)
        }
        other => unnamed(&other),
    }
}

/// What sentences need of an escrow: its name, and what it pays.
pub(super) struct Escrow {
    pub(super) name: String,
    pub(super) reward: Unit,
}

impl Escrow {
    /// The one that was called.
    pub(super) fn called(teller: &Teller) -> Self {
        Self { name: contract(teller), reward: reward(teller) }
    }
}

/// What coins or tokens are paid into an escrow for.
pub(super) fn paid(escrow: &Escrow, what: &str, action: &TokenAction) -> String {
    let name = &escrow.name;
    match action {
        TokenAction::AcceptOffer { .. } => {
            format!("accept {} with {what}", accepted(escrow, action).unwrap_or_default())
        }
        TokenAction::FundRewards {} => format!("put {what} into the reward pool of {name}"),
        TokenAction::TerminateAgreement { agreement_id } => {
            format!("end agreement {agreement_id} in {name} early, with {what} for the penalty")
        }
    }
}

/// `offer 7 in escrow at revision 2, if it earns 5 STAKE a day or more`.
fn accepted(escrow: &Escrow, action: &TokenAction) -> Option<String> {
    let TokenAction::AcceptOffer { offer_id, revision, min_base_reward } = action else { return None };
    let at = revision.map(|revision| format!(" at revision {}", grouped(&revision.to_string())));
    let earns = min_base_reward.map(|least| escrow.reward.coins(least));
    let earns = earns.map(|least| format!(", if it earns {least} a day or more,"));
    let (at, earns) = (at.unwrap_or_default(), earns.unwrap_or_default());
    Some(format!("offer {offer_id} in {}{at}{earns}", escrow.name))
}

fn agreement(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::ClaimRewards { agreement_id } => {
            format!("claim the own rewards of agreement {agreement_id} in {name}")
        }
        ExecuteMsg::SettleAgreement { agreement_id } => format!("settle agreement {agreement_id} in {name}"),
        ExecuteMsg::TerminateAgreement { agreement_id } => terminated(&name, agreement_id, call.funds),
        ExecuteMsg::ConsentExit { agreement_id } => {
            format!("agree to end agreement {agreement_id} in {name} without a penalty")
        }
        ExecuteMsg::RevokeExitConsent { agreement_id } => {
            format!("withdraw the consent to end agreement {agreement_id} in {name}")
        }
        ExecuteMsg::ReleasePrincipal { agreement_id } => {
            format!("bring the principal of agreement {agreement_id} in {name} a step closer")
        }
        other => unnamed(&other),
    }
}

fn terminated(name: &str, agreement_id: u64, funds: &[Coin]) -> String {
    let with =
        if funds.is_empty() { String::new() } else { format!(", with {} for the penalty", coins(funds)) };
    format!("end agreement {agreement_id} in {name} early{with}")
}

fn upkeep(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::FundRewards {} => {
            paid(&Escrow::called(teller), &coins(call.funds), &TokenAction::FundRewards {})
        }
        ExecuteMsg::Receive(received) => told(teller, &received),
        ExecuteMsg::Advance { limit } => {
            let most = limit.map(|limit| format!(", {} at most", counted(limit.into(), "end")));
            format!("work off ended agreements of {name}{}", most.unwrap_or_default())
        }
        ExecuteMsg::ForwardRevenue {} => format!("send the penalties of {name} on"),
        ExecuteMsg::CollectPoolRewards { pool } => {
            format!("collect what principals of {name} earned in {}", teller.pool(&pool))
        }
        other => unnamed(&other),
    }
}

/// What only the token may say.
fn told(teller: &Teller, received: &ReceiveTokens) -> String {
    let ReceiveTokens { sender, amount, msg } = received;
    let it = Escrow { name: "it".to_owned(), reward: reward(teller) };
    let what = match from_json::<TokenAction>(msg) {
        Ok(TokenAction::FundRewards {}) => "for its reward pool".to_owned(),
        Ok(TokenAction::TerminateAgreement { agreement_id }) => {
            format!("for the penalty of agreement {agreement_id}")
        }
        Ok(action) => {
            format!("to accept {}", accepted(&it, &action).unwrap_or_default().trim_end_matches(','))
        }
        Err(_) => format!("for {}", quoted(teller, msg)),
    };
    let units = Unit::named("units", 0).coins(*amount);
    format!("tell {} that {} sent it {units} {what}", contract(teller), teller.who(sender))
}

fn running(teller: &Teller, message: ExecuteMsg) -> String {
    let name = contract(teller);
    match message {
        ExecuteMsg::UpdateConfig { .. } => changed(teller, &name, message),
        ExecuteMsg::SetTreasury { treasury: Some(treasury) } => {
            format!("let {} get the penalties of {name}", teller.who(&treasury))
        }
        ExecuteMsg::SetTreasury { treasury: None } => {
            format!("let the reward pool of {name} get its penalties")
        }
        ExecuteMsg::SetGuardian { guardian } => config::guardian(teller, &name, guardian.as_ref()),
        ExecuteMsg::Pause {} => config::pause(&name),
        ExecuteMsg::Unpause {} => config::unpause(&name),
        ExecuteMsg::MigrateRecords { cursor, limit } => config::records(&name, cursor, limit),
        ExecuteMsg::UpdateOwnership(action) => config::ownership(teller, &name, &action),
        other => unnamed(&other),
    }
}

fn changed(teller: &Teller, name: &str, message: ExecuteMsg) -> String {
    let ExecuteMsg::UpdateConfig {
        registrar,
        penalty_bps,
        min_penalty_bps,
        mutual_exit_free,
        daily_caps,
        time_multipliers,
    } = message
    else {
        return unnamed(&message);
    };
    let changes = [
        registrar.map(|registrar| format!("{} keeps classes and devices", teller.who(&registrar))),
        penalty_bps.map(|part| format!("a penalty is {} of what was received", bps(part))),
        min_penalty_bps.map(|part| format!("a penalty is at least {} of the principal", bps(part))),
        mutual_exit_free.map(|free| mutual(free).to_owned()),
        daily_caps.map(|caps| capped(&reward(teller), &caps)),
        time_multipliers.map(|rows| multiplied(&rows)),
    ];
    match changes.into_iter().flatten().collect::<Vec<_>>().as_slice() {
        [] => format!("change nothing of {name}"),
        changes => format!("change {name}: {}", listed(changes)),
    }
}

/// Whether both may leave together.
pub(super) fn mutual(free: bool) -> &'static str {
    match free {
        true => "both parties together leave without a penalty",
        false => "both parties together do not leave without a penalty",
    }
}

/// `all agreements earn 5 STAKE a day at most, 4 STAKE from day 365 on`.
pub(super) fn capped(reward: &Unit, caps: &[DailyCap]) -> String {
    let each = caps.iter().map(|row| match row.from_day {
        0 => format!("{} a day at most", reward.coins(row.cap)),
        day => format!("{} after {}", reward.coins(row.cap), counted(day.into(), "day")),
    });
    match caps {
        [] => "no day has a cap".to_owned(),
        _ => format!("all agreements earn {}", each.collect::<Vec<_>>().join(", ")),
    }
}

/// `a lock of 30 days multiplies by 1.5`.
pub(super) fn multiplied(rows: &[TimeMultiplier]) -> String {
    let each = rows.iter().map(|row| {
        let days = counted(row.lock_days.into(), "day");
        format!("of {days} multiplies by {}", factor(row.tau_bps))
    });
    match rows {
        [] => "locks multiply as before".to_owned(),
        _ => format!("a lock {}", each.collect::<Vec<_>>().join(", one ")),
    }
}

/// Only reached if a message is sent to the wrong one of the lists above.
fn unnamed(message: &ExecuteMsg) -> String {
    format!("send {}", serde_json::to_string(message).unwrap_or_default())
}
