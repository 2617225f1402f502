//! What people do with stakers. Every message of the staker-registry has its words here.

use tributary_types::staker_registry::{ConfigChange, ExecuteMsg, SlasherChange};

use super::{batch, coins, config, fees_to, with_fee, Call};
use crate::story::teller::{listed, Teller};
use crate::story::when::lock;

/// A message to the staker-registry.
pub(super) fn words(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    use ExecuteMsg as M;
    match message {
        M::RegisterStaker { .. }
        | M::SetState { .. }
        | M::SetSigningAddress { .. }
        | M::SetCoinbaseAddress { .. } => staker(teller, call, message),
        M::Bond { .. }
        | M::Unbond { .. }
        | M::TransferStake { .. }
        | M::CancelTransfer { .. }
        | M::FinalizeUnbond { .. }
        | M::FinalizeTransfer { .. }
        | M::FinalizeMany { .. }
        | M::Redirect { .. } => stake(teller, call, message),
        M::ReceiveNft(_) | M::UnbondLicense { .. } | M::ReleaseLicense { .. } => license(teller, message),
        M::SetLicenseContract { .. }
        | M::Liquidate { .. }
        | M::ForwardRevenue {}
        | M::AnnounceConfig { .. }
        | M::ApplyConfig {}
        | M::CancelConfig {}
        | M::SetGuardian { .. }
        | M::Pause {}
        | M::Unpause {}
        | M::MigrateRecords { .. }
        | M::UpdateOwnership(_) => running(teller, message),
    }
}

fn staker(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::RegisterStaker { identity, signing_address, coinbase_address, license } => {
            let identity = identity.filter(|identity| identity != call.sender.as_str());
            let whom = identity.map(|identity| format!(" {}", teller.who(&identity))).unwrap_or_default();
            let rewards = match coinbase_address == call.sender.as_str() {
                true => String::new(),
                false => format!(", block rewards to {}", teller.who(&coinbase_address)),
            };
            let signs = teller.who(&signing_address);
            let stake = license.map_or_else(|| coins(call.funds), |token_id| format!("licence {token_id}"));
            format!("register{whom} as a staker with {stake}, signing address {signs}{rewards}")
        }
        ExecuteMsg::SetState { staker, active } => {
            let state = if active { "on" } else { "off" };
            format!("turn the weight of staker {} {state}", teller.who(&staker))
        }
        ExecuteMsg::SetSigningAddress { staker, signing_address } => {
            let signs = teller.who(&signing_address);
            format!("let {signs} sign for staker {}", teller.who(&staker))
        }
        ExecuteMsg::SetCoinbaseAddress { staker, coinbase_address } => format!(
            "let the block rewards of staker {} go to {}",
            teller.who(&staker),
            teller.who(&coinbase_address)
        ),
        other => unnamed(&other),
    }
}

fn stake(teller: &Teller, call: &Call, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::Bond { staker } => {
            format!("bond {} to staker {}", coins(call.funds), teller.who(&staker))
        }
        ExecuteMsg::Unbond { staker, amount, fee, recipient, owner } => {
            let owner = owner.map(|owner| format!(" of {}", teller.who(&owner))).unwrap_or_default();
            let to = recipient.map(|to| format!(", payable to {}", teller.who(&to))).unwrap_or_default();
            let (amount, fee) = (teller.coins(amount), with_fee(teller, fee));
            let from = match call.sender.as_str() == staker {
                true => String::new(),
                false => format!(" from staker {}", teller.who(&staker)),
            };
            format!("unbond {amount}{owner}{from}{to}{fee}")
        }
        ExecuteMsg::TransferStake { from, to, amount, fee, owner } => {
            let owner = owner.map(|owner| format!(" of {}", teller.who(&owner))).unwrap_or_default();
            let (from, to, fee) = (teller.who(&from), teller.who(&to), with_fee(teller, fee));
            format!("move {}{owner} from staker {from} to staker {to}{fee}", teller.coins(amount))
        }
        ExecuteMsg::CancelTransfer { id } => format!("take transfer {id} back"),
        ExecuteMsg::FinalizeUnbond { id, fee_recipient } => {
            format!("finalise unbond {id}{}", fees_to(teller, fee_recipient.as_ref()))
        }
        ExecuteMsg::FinalizeTransfer { id, fee_recipient } => {
            format!("finalise transfer {id}{}", fees_to(teller, fee_recipient.as_ref()))
        }
        ExecuteMsg::FinalizeMany { unbonds, transfers, fee_recipient } => {
            batch(teller, "unbond", (&unbonds, &transfers), fee_recipient.as_ref())
        }
        ExecuteMsg::Redirect { id, recipient } => {
            format!("redirect unbond {id} to {}", teller.who(&recipient))
        }
        other => unnamed(&other),
    }
}

fn license(teller: &Teller, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::ReceiveNft(received) => {
            format!("hand licence {} of {} over", received.token_id, teller.who(&received.sender))
        }
        ExecuteMsg::UnbondLicense { token_id } => format!("unbond licence {token_id}"),
        ExecuteMsg::ReleaseLicense { token_id } => format!("release licence {token_id}"),
        other => unnamed(&other),
    }
}

fn running(teller: &Teller, message: ExecuteMsg) -> String {
    match message {
        ExecuteMsg::SetLicenseContract { license_nft } => {
            format!("let the licences of {} count as stake", teller.who(&license_nft))
        }
        ExecuteMsg::Liquidate { staker, amount, evidence_id, reason } => format!(
            "liquidate up to {} of staker {}: {reason} (evidence: {evidence_id})",
            teller.coins(amount),
            teller.who(&staker)
        ),
        ExecuteMsg::ForwardRevenue {} => "forward the revenue to the treasury".to_owned(),
        ExecuteMsg::AnnounceConfig { change } => format!("announce {}", changed(teller, change)),
        ExecuteMsg::ApplyConfig {} => config::apply("staker-registry"),
        ExecuteMsg::CancelConfig {} => config::cancel("staker-registry"),
        ExecuteMsg::SetGuardian { guardian } => {
            config::guardian(teller, "staker-registry", guardian.as_ref())
        }
        ExecuteMsg::Pause {} => config::pause("staker-registry"),
        ExecuteMsg::Unpause {} => config::unpause("staker-registry"),
        ExecuteMsg::MigrateRecords { cursor, limit } => config::records("staker-registry", cursor, limit),
        ExecuteMsg::UpdateOwnership(action) => config::ownership(teller, "staker-registry", &action),
        other => unnamed(&other),
    }
}

fn changed(teller: &Teller, change: ConfigChange) -> String {
    let ConfigChange { slasher, unbond_lock, transfer_lock, signing_cooldown, registrars, treasury } = change;
    let slasher = slasher.map(|slasher| match slasher {
        SlasherChange::Set(slasher) => format!("{} as slasher", teller.who(&slasher)),
        SlasherChange::None {} => "that nobody is slasher".to_owned(),
    });
    let parts = [
        slasher,
        unbond_lock.map(|length| format!("an unbond lock of {}", lock(&length))),
        transfer_lock.map(|length| format!("a transfer lock of {}", lock(&length))),
        signing_cooldown.map(|length| format!("a signing cool-down of {}", lock(&length))),
        registrars.map(|list| format!("{} as registrar", teller.all(&list))),
        treasury.map(|treasury| format!("{} as treasury", teller.who(&treasury))),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        "no change".to_owned()
    } else {
        listed(&parts)
    }
}

/// Only reached if a message is sent to the wrong one of the lists above.
fn unnamed(message: &ExecuteMsg) -> String {
    format!("send {}", serde_json::to_string(message).unwrap_or_default())
}
