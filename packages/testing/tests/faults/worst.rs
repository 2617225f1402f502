//! The worst that whoever has the owner's key can say, to each contract.

use anyhow::Result;
use cosmwasm_std::{Addr, Uint128};
use cw_utils::Duration;
use tributary_testing::model::{Call, Message};
use tributary_testing::puppet::{ExecuteMsg as PuppetMsg, Temper};
use tributary_testing::town::{Town, DAY};
use tributary_testing::world::Cast;
use tributary_testing::DENOM;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{ExecuteMsg as VaultMsg, LoyaltyScore};
use tributary_types::joint_staking::{DailyCap, ExecuteMsg as JointMsg};
use tributary_types::license_nft::{ExecuteMsg as LicenseMsg, MintExtension, NewLicense};
use tributary_types::ownership::OwnershipAction;
use tributary_types::pool_registry::{self as pr, ExecuteMsg as PoolMsg, Hook};
use tributary_types::staker_registry::{self as sr, ExecuteMsg as StakerMsg, SlasherChange};
use tributary_types::treasury_decay::{CirculatingSupply, ExecuteMsg as TreasuryMsg, UnstakedShare};

fn offer(to: &Addr) -> [OwnershipAction; 3] {
    [
        OwnershipAction::RenounceOwnership,
        OwnershipAction::TransferOwnership { new_owner: to.to_string(), expiry: None },
        OwnershipAction::AcceptOwnership,
    ]
}

/// Every message that needs no announcement, with the worst that it can say, and the announcements.
pub fn at_once(town: &mut Town) -> Result<Vec<Call>> {
    let cast = town.runner.world.cast.clone();
    let (thief, places) = (cast.owner.clone(), town.runner.world.model.places.clone());
    for hook in &cast.hooks {
        town.chain().execute(&thief, hook, &PuppetMsg::SetTemper { temper: Temper::Burn }, vec![])?;
    }
    let mut messages: Vec<Message> = vec![];
    messages.extend(against_registries(&cast, &thief));
    messages.extend(against_licenses(&cast.hooks, &thief, places.strange_licenses.to_string()));
    messages.extend(against_vault(&thief, town.eve.to_string()));
    messages.extend(against_escrow(&thief));
    messages.extend(against_treasury(&cast.people, &thief));
    Ok(messages.into_iter().map(|message| town.call(&thief, message, 0)).collect())
}

fn against_registries(cast: &Cast, thief: &Addr) -> Vec<Message> {
    let days = |days: u64| Some(Duration::Time(days * DAY));
    let stakers = sr::ConfigChange {
        slasher: Some(SlasherChange::Set(thief.to_string())),
        unbond_lock: days(60),
        transfer_lock: days(14),
        signing_cooldown: days(60),
        registrars: Some(vec![]),
        treasury: Some(thief.to_string()),
    };
    let pools = pr::ConfigChange {
        commission_lock: days(60),
        release_period: days(60),
        min_delegation: Some(Uint128::MAX),
    };
    let hook = |contract: &Addr| Hook { contract: contract.to_string(), gas_limit: 2_000_000 };
    let guardian = Some(thief.to_string());
    let mut all: Vec<Message> = vec![
        StakerMsg::CancelConfig {}.into(),
        StakerMsg::AnnounceConfig { change: stakers }.into(),
        StakerMsg::SetLicenseContract { license_nft: thief.to_string() }.into(),
        StakerMsg::Unpause {}.into(),
        StakerMsg::SetGuardian { guardian: guardian.clone() }.into(),
        StakerMsg::Pause {}.into(),
        PoolMsg::CancelConfig {}.into(),
        PoolMsg::AnnounceConfig { change: pools }.into(),
        PoolMsg::SetHooks { hooks: cast.hooks.iter().map(hook).collect() }.into(),
        PoolMsg::SetScoreWeights { fee: u32::MAX, performance: 0, capacity: 0 }.into(),
        PoolMsg::Unpause {}.into(),
        PoolMsg::SetGuardian { guardian }.into(),
        PoolMsg::Pause {}.into(),
    ];
    all.extend(offer(thief).map(|action| StakerMsg::UpdateOwnership(action).into()));
    all.extend(offer(thief).map(|action| PoolMsg::UpdateOwnership(action).into()));
    all
}

fn against_licenses(hooks: &[Addr], thief: &Addr, elsewhere: String) -> Vec<Message> {
    let license = |id: usize| NewLicense {
        token_id: id.to_string(),
        owner: thief.to_string(),
        token_uri: None,
        extension: MintExtension { mining_pool: String::new() },
    };
    let token_id = "3".to_owned();
    let NewLicense { token_uri, extension, .. } = license(4);
    let mut all: Vec<Message> = vec![
        LicenseMsg::SetMinter { minter: thief.to_string() }.into(),
        LicenseMsg::Mint { token_id: "4".to_owned(), owner: thief.to_string(), token_uri, extension }.into(),
        LicenseMsg::MintMany { licenses: vec![license(5), license(6)] }.into(),
        LicenseMsg::Burn { token_id }.into(),
        LicenseMsg::ImportLicenses { licenses: vec![] }.into(),
        LicenseMsg::FinishImport { digest: "00".repeat(32), count: 0 }.into(),
        LicenseMsg::SetStakerRegistry { staker_registry: None }.into(),
        LicenseMsg::SetStakerRegistry { staker_registry: Some(elsewhere) }.into(),
        LicenseMsg::OpenMainnet {}.into(),
        LicenseMsg::OpenStable {}.into(),
        LicenseMsg::Unpause {}.into(),
        LicenseMsg::SetGuardian { guardian: Some(thief.to_string()) }.into(),
        LicenseMsg::Pause {}.into(),
    ];
    all.extend(hooks.iter().map(|hook| LicenseMsg::RegisterHook { contract: hook.to_string() }.into()));
    all.push(LicenseMsg::RemoveHook { contract: hooks[0].to_string() }.into());
    all.extend(offer(thief).map(|action| LicenseMsg::UpdateOwnership(action).into()));
    all
}

fn against_vault(thief: &Addr, victim: String) -> Vec<Message> {
    let who = Some(thief.to_string());
    let config =
        VaultMsg::UpdateConfig { loyalty_oracle: who.clone(), min_stake: Some(Uint128::MAX), guardian: who };
    let score = |user: String, score| LoyaltyScore { user, score };
    let scores = vec![score(thief.to_string(), u64::MAX), score(victim, 0)];
    let mut all: Vec<Message> = vec![
        VaultMsg::Unpause {}.into(),
        config.into(),
        VaultMsg::SetLoyalty { scores }.into(),
        VaultMsg::Pause {}.into(),
    ];
    all.extend(offer(thief).map(|action| VaultMsg::UpdateOwnership(action).into()));
    all
}

fn against_escrow(thief: &Addr) -> Vec<Message> {
    let config = |penalty_bps, cap: u128| JointMsg::UpdateConfig {
        registrar: Some(thief.to_string()),
        penalty_bps: Some(penalty_bps),
        min_penalty_bps: Some(10_000),
        mutual_exit_free: Some(false),
        daily_caps: Some(vec![DailyCap { from_day: 0, cap: cap.into() }]),
        time_multipliers: None,
    };
    let device = "basic device".to_owned();
    let class = |base_value: u128| JointMsg::SetClass {
        class: "basic".to_owned(),
        base_value: base_value.into(),
        capacity: 1u128.into(),
        activation_stake: Uint128::MAX,
        kappa_steps: None,
        pool: None,
        enabled: Some(false),
    };
    let mine = JointMsg::UpdateDevice { device: device.clone(), owner: Some(thief.to_string()), class: None };
    let mut all: Vec<Message> = vec![
        JointMsg::Unpause {}.into(),
        config(10_000, 0).into(),
        JointMsg::SetTreasury { treasury: Some(thief.to_string()) }.into(),
        class(0).into(),
        mine.into(),
        JointMsg::SuspendDevice { device: device.clone() }.into(),
        JointMsg::ResumeDevice { device: device.clone() }.into(),
        JointMsg::SuspendDevice { device: device.clone() }.into(),
        JointMsg::RemoveDevice { device: device.clone() }.into(),
        JointMsg::RegisterDevice { device, owner: thief.to_string(), class: "pro".to_owned() }.into(),
        JointMsg::SetGuardian { guardian: Some(thief.to_string()) }.into(),
        JointMsg::Pause {}.into(),
    ];
    all.extend(offer(thief).map(|action| JointMsg::UpdateOwnership(action).into()));
    all
}

fn against_treasury(people: &[Addr], thief: &Addr) -> Vec<Message> {
    let users: Vec<String> = people.iter().map(Addr::to_string).collect();
    let config = TreasuryMsg::UpdateConfig {
        registrar: Some(thief.to_string()),
        epoch_secs: Some(31_536_000),
        release_secs: Some(31_536_000),
        min_stake: Some(Uint128::MAX),
        unstaked_share: Some(UnstakedShare::Burn),
        circulating_supply: Some(CirculatingSupply::Fixed { amount: Uint128::MAX }),
    };
    let spend = |amount: u128| TreasuryMsg::Spend { to: thief.to_string(), amount: amount.into() };
    let other = TreasuryMsg::SpendOther {
        asset: Asset::Native(DENOM.to_owned()),
        to: thief.to_string(),
        amount: 1u128.into(),
    };
    let user = people[0].to_string();
    let mut all: Vec<Message> = vec![
        config.into(),
        TreasuryMsg::Identify { users: vec![thief.to_string()] }.into(),
        TreasuryMsg::RevokeIdentity { users }.into(),
        TreasuryMsg::RefreshIdentity { user }.into(),
        other.into(),
    ];
    // Everything, or all that there is.
    all.extend([u128::MAX, 40_000, 10_000, 1_000, 100, 10, 1].map(|amount| spend(amount).into()));
    all.extend(offer(thief).map(|action| TreasuryMsg::UpdateOwnership(action).into()));
    all
}

/// What the thief announced comes into force, and its slasher takes what it finds.
pub fn when_due(town: &Town) -> Vec<Call> {
    let thief = &town.runner.world.cast.owner;
    let mut messages: Vec<Message> = vec![StakerMsg::ApplyConfig {}.into(), PoolMsg::ApplyConfig {}.into()];
    for (number, staker) in [&town.ada, &town.ben, &town.sol].into_iter().enumerate() {
        let (staker, evidence_id) = (staker.to_string(), number.to_string());
        let reason = "none".to_owned();
        messages.push(StakerMsg::Liquidate { staker, amount: Uint128::MAX, evidence_id, reason }.into());
    }
    messages.into_iter().map(|message| town.call(thief, message, 0)).collect()
}
