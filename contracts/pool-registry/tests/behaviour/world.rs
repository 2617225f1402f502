//! A suite in which every message of the pool-registry works.

use cosmwasm_std::{coin, Addr};
use cw_utils::Duration;
use tributary_pool_registry::ContractError;
use tributary_testing::{Network, DENOM};
use tributary_types::ownership::OwnershipAction;
use tributary_types::pool_registry::{ConfigChange, ExecuteMsg, Hook};

use crate::listener::listener;
use crate::support::bench::{Bench, Roles, Sample};
use crate::support::licenses::E;
use crate::support::suite::{id, uint, Suite};

/// A week, after which commission changes can be made.
pub const WEEK: u64 = 604_800;

/// Whoever is someone to the pool-registry.
struct People {
    /// Operates the pool in which everything happens, and asked for another commission.
    ada: Addr,
    /// Operates a second pool.
    ben: Addr,
    /// Delegates to ada, and lets others redelegate.
    cyd: Addr,
    /// Delegates to ada, has an undelegation and a transfer to ben, both matured.
    dan: Addr,
    /// Nobody; a licence is in custody for her pool, as in the middle of `register_pool`.
    eve: Addr,
    /// Was offered the ownership.
    heir: Addr,
    /// Was the owner.
    former: Addr,
    /// The owner.
    owner: Addr,
    /// The guardian.
    guardian: Addr,
    /// The staker-registry.
    stakers: Addr,
}

/// The message by which the guardian pauses.
pub const PAUSE: ExecuteMsg = ExecuteMsg::Pause {};

/// The states of a pool-registry in which messages differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Setting {
    /// With pools and delegations.
    Running,
    /// The same, paused.
    Paused,
}

impl Setting {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Running, Self::Paused];
}

/// The world in that setting, with all samples, and whoever is someone to it.
pub fn bench(setting: Setting) -> (Bench, Roles) {
    let mut suite = Suite::licensed();
    let (people, unbond, transfer, hook) = populate(&mut suite);
    if setting == Setting::Paused {
        suite.pools(&people.guardian, &PAUSE, 0).unwrap();
    }
    let samples = samples(&suite, &people, unbond, transfer, &hook);
    let canary = ExecuteMsg::CancelTransfer { id: u64::MAX };
    let words = ContractError::UnknownTransfer { id: u64::MAX }.to_string();
    let pools = suite.pool_registry.clone();
    let Network { chain, .. } = suite.into_network();
    (Bench::new(chain, pools, samples, canary, &words).migrating(), roles(&people))
}

fn roles(people: &People) -> Roles {
    vec![
        ("owner", people.owner.clone()),
        ("former owner", people.former.clone()),
        ("pending", people.heir.clone()),
        ("guardian", people.guardian.clone()),
        ("registry", people.stakers.clone()),
        ("operator", people.ada.clone()),
        ("delegator", people.dan.clone()),
        ("stranger", people.eve.clone()),
    ]
}

fn populate(suite: &mut Suite) -> (People, u64, u64, Addr) {
    let [cyd, dan, eve, heir] = ["cyd", "dan", "eve", "heir"].map(|name| suite.who(name));
    suite.mint(&eve, &["eves"]);
    suite.keep_for_a_pool("eve", "eves");
    let ada = suite.pool_of("ada", 10_000, 100_000);
    let ben = suite.pool_of("ben", 5_000, 0);
    let hook = listener(suite, "hook");
    suite.delegate(&cyd, &ada, 3_000).unwrap();
    suite.delegate(&dan, &ada, 2_000).unwrap();
    let unbond = id(&suite.undelegate(&dan, &ada, 500, 5).unwrap());
    let transfer = id(&suite.transfer(&dan, &ada, &ben, 600, 6).unwrap());
    let pool = ada.to_string();
    suite.pools(&cyd, &ExecuteMsg::EnableAutoRewards { pool, fee_ppm: 100_000 }, 0).unwrap();
    suite.pools(&ada, &ExecuteMsg::RequestCommissionChange { commission_ppm: 200_000 }, 0).unwrap();
    let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());
    let change = ConfigChange { min_delegation: Some(2u128.into()), ..ConfigChange::default() };
    suite.pools(&owner, &ExecuteMsg::AnnounceConfig { change }, 0).unwrap();
    let former = suite.former_owner(&suite.pool_registry.clone());
    let offer = OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry: None };
    suite.pools(&owner, &ExecuteMsg::UpdateOwnership(offer), 0).unwrap();
    suite.wait(WEEK);
    let coinbase = suite.coinbase(&ada);
    suite.chain.set_balance(&coinbase, vec![coin(7, "uother"), coin(1_000, DENOM)]).unwrap();
    let stakers = suite.staker_registry.clone();
    let people = People { ada, ben, cyd, dan, eve, heir, former, owner, guardian, stakers };
    (people, unbond, transfer, hook)
}

#[allow(clippy::too_many_lines, reason = "one line a message")]
fn samples(suite: &Suite, people: &People, unbond: u64, transfer: u64, hook: &Addr) -> Vec<Sample> {
    let People { ada, ben, cyd, dan, eve, heir, owner, guardian, stakers, .. } = people;
    let key = suite.chain.address_of("new_key").unwrap().into_string();
    let (pool, hash) = (ada.to_string(), "ab".repeat(32));
    let fee_recipient = Some(eve.to_string());
    let license_nft = suite.license_nft().into_string();
    let change = ConfigChange {
        commission_lock: Some(Duration::Time(WEEK)),
        release_period: Some(Duration::Time(60)),
        min_delegation: Some(3u128.into()),
    };
    let hooks = vec![Hook { contract: hook.to_string(), gas_limit: 100_000 }];
    let offer =
        OwnershipAction::TransferOwnership { new_owner: eve.to_string(), expiry: Some(suite.after(60)) };
    #[rustfmt::skip]
    let samples = vec![
        (eve, 1_000, ExecuteMsg::RegisterPool {
            signing_address: key.clone(),
            commission_ppm: 1,
            metadata_url: "https://eve.example".to_owned(),
            metadata_hash: hash.clone(),
        }),
        (stakers, 0, ExecuteMsg::RegisterPoolFor {
            operator: eve.to_string(),
            token_id: "eves".to_owned(),
            coins_per_license: uint(E),
            license_nft: license_nft.clone(),
            signing_address: key.clone(),
            commission_ppm: 1,
            metadata_url: "https://eve.example".to_owned(),
            metadata_hash: hash.clone(),
        }),
        (stakers, 0, ExecuteMsg::LicenseChanged {
            pool: pool.clone(),
            delegator: cyd.to_string(),
            licenses: 1,
            token_id: "cyds".to_owned(),
            coins_per_license: uint(E),
            license_nft,
        }),
        (cyd, 100, ExecuteMsg::Delegate { pool: pool.clone() }),
        (cyd, 0, ExecuteMsg::Undelegate { pool: pool.clone(), amount: 100u128.into(), fee: Some(10u128.into()) }),
        (eve, 0, ExecuteMsg::FinalizeUndelegate { id: unbond, fee_recipient: fee_recipient.clone() }),
        (cyd, 0, ExecuteMsg::TransferDelegation {
            from_pool: pool.clone(),
            to_pool: ben.to_string(),
            amount: 100u128.into(),
            fee: Some(10u128.into()),
        }),
        (eve, 0, ExecuteMsg::FinalizeTransfer { id: transfer, fee_recipient: fee_recipient.clone() }),
        (dan, 0, ExecuteMsg::CancelTransfer { id: transfer }),
        (eve, 0, ExecuteMsg::FinalizeMany {
            unbonds: vec![unbond],
            transfers: vec![transfer],
            fee_recipient: fee_recipient.clone(),
        }),
        (cyd, 0, ExecuteMsg::WithdrawRewards { pool: pool.clone() }),
        (cyd, 0, ExecuteMsg::RedelegateRewards { pool: pool.clone() }),
        (dan, 0, ExecuteMsg::EnableAutoRewards { pool: pool.clone(), fee_ppm: 5 }),
        (cyd, 0, ExecuteMsg::DisableAutoRewards { pool: pool.clone() }),
        (eve, 0, ExecuteMsg::AutoRedelegate { pool: pool.clone(), delegator: cyd.to_string(), fee_recipient }),
        (ben, 0, ExecuteMsg::RequestCommissionChange { commission_ppm: 5 }),
        (ada, 0, ExecuteMsg::FinalizeCommissionChange {}),
        (ada, 0, ExecuteMsg::CancelCommissionChange {}),
        (ada, 0, ExecuteMsg::UpdateMetadata { metadata_url: "https://ada.example/2".to_owned(), metadata_hash: hash }),
        (ada, 0, ExecuteMsg::SetSigningAddress { signing_address: key }),
        (eve, 0, ExecuteMsg::RecoverForeign { pool: pool.clone(), denom: "uother".to_owned() }),
        (eve, 0, ExecuteMsg::Sync { delegator: cyd.to_string(), pool: pool.clone() }),
        (stakers, 0, ExecuteMsg::Liquidated { pool, tokens: 100u128.into(), licenses: 0, surplus: 0u128.into() }),
        (owner, 0, ExecuteMsg::AnnounceConfig { change }),
        (eve, 0, ExecuteMsg::ApplyConfig {}),
        (owner, 0, ExecuteMsg::CancelConfig {}),
        (owner, 0, ExecuteMsg::SetHooks { hooks }),
        (owner, 0, ExecuteMsg::SetScoreWeights { fee: 1, performance: 2, capacity: 3 }),
        (owner, 0, ExecuteMsg::SetGuardian { guardian: Some(eve.to_string()) }),
        (guardian, 0, ExecuteMsg::Pause {}),
        (owner, 0, ExecuteMsg::Unpause {}),
        (eve, 0, ExecuteMsg::MigrateRecords { cursor: 0, limit: 1 }),
        (owner, 0, ExecuteMsg::UpdateOwnership(offer)),
        (heir, 0, ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)),
        (owner, 0, ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership)),
    ];
    samples.into_iter().map(|(sender, funds, message)| Sample::new(sender, message, funds)).collect()
}
