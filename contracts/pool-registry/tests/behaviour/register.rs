//! `register_pool`

use cosmwasm_std::{coin, Addr, Uint256};
use tributary_math::MathError;
use tributary_pool_registry::ContractError;
use tributary_staker_registry::ContractError as StakerError;
use tributary_testing::DENOM;
use tributary_types::coinbase;
use tributary_types::pool_registry::{
    ExecuteMsg, PoolRegistration, PoolState, QueryMsg, TotalsResponse, CONTRACT,
};
use tributary_types::staker_registry::{self, StakerResponse};

use crate::support::suite::{data, uint, Suite};

fn register(suite: &Suite, name: &str) -> ExecuteMsg {
    ExecuteMsg::RegisterPool {
        signing_address: suite.key(name).into_string(),
        commission_ppm: 100_000,
        metadata_url: format!("https://{name}.example"),
        metadata_hash: "0A".repeat(32),
    }
}

#[test]
fn registering_opens_an_active_pool_with_a_coinbase_of_its_own() {
    let mut suite = Suite::default();
    let ada = suite.who("ada");
    suite.wait(100);

    let msg = register(&suite, "ada");
    let outcome = suite.pools(&ada, &msg, 1_500).unwrap();

    let coinbase = data::<PoolRegistration>(&outcome).coinbase;
    suite.call(&coinbase, "coinbase:ada");
    let key = suite.key("ada");
    suite.call(&key, "ada_key");
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!(
            "pool_registered pool=ada coinbase=coinbase:ada signing_address=ada_key commission_ppm=100000 \
             metadata_url=https://ada.example metadata_hash={} amount=1500",
            "0a".repeat(32)
        )]
    );
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        ["staker_registered staker=ada management=pools signing_address=ada_key coinbase_address=coinbase:ada \
          amount=1500"]
    );

    let pool = suite.pool(&ada).unwrap();
    assert_eq!((&pool.pool, &pool.coinbase, &pool.signing_address), (&ada, &coinbase, &key));
    assert_eq!(
        (pool.state, pool.commission_ppm, pool.commission_request),
        (PoolState::Active, 100_000, None)
    );
    assert_eq!((pool.self_stake, pool.total_stake, pool.pending_stake), (uint(1_500), uint(1_500), uint(0)));
    assert_eq!(
        (pool.capacity_left, pool.share_ppm, pool.delegators),
        (Uint256::from_u128(148_500), 1_000_000, 1)
    );
    assert_eq!(pool.registered_at, suite.chain.block().time);
    assert_eq!((pool.lifetime_rewards, pool.unreleased, pool.release_end), (Uint256::zero(), uint(0), None));
    let totals: TotalsResponse = suite.ask_pools(&QueryMsg::Totals {}).unwrap();
    assert_eq!((totals.pools, totals.total_stake, totals.pending_stake), (1, uint(1_500), uint(0)));
    assert_eq!((suite.holds(&suite.staker_registry), suite.holds(&suite.pool_registry)), (1_500, 0));
}

#[test]
fn the_coinbase_serves_its_pool_alone_and_nobody_administers_it() {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));

    let coinbase = suite.coinbase(&ada);

    assert_ne!(coinbase, suite.coinbase(&ben));
    let contract = suite.chain.contract(&coinbase).unwrap();
    assert_eq!((contract.admin, contract.creator), (None, suite.pool_registry.clone()));
    let config: coinbase::ConfigResponse =
        suite.chain.query_as(&coinbase, &coinbase::QueryMsg::Config {}).unwrap();
    assert_eq!(
        (config.registry, config.pool, config.denom),
        (suite.pool_registry.clone(), ada, DENOM.to_owned())
    );
}

/// Fault 6: the address is known before, so coins may lie there already.
#[test]
fn coins_that_wait_in_the_coinbase_are_the_first_rewards() {
    let mut suite = Suite::default();
    let ada = suite.who("ada");
    let msg = register(&suite, "ada");
    let mut twin = Suite::default();
    let coinbase = {
        let twin_ada = twin.who("ada");
        twin.pools(&twin_ada, &msg, 1_000).unwrap();
        twin.coinbase(&twin_ada)
    };
    suite.chain.set_balance(&coinbase, vec![coin(70, DENOM)]).unwrap();

    suite.pools(&ada, &msg, 1_000).unwrap();

    assert_eq!(suite.coinbase(&ada), coinbase);
    assert_eq!(suite.owed(&ada, &ada), 70);
    suite.withdraw(&ada, &ada).unwrap();
    assert_eq!(suite.holds(&coinbase), 0);
}

#[test]
fn the_staker_entry_is_managed_by_the_pool_registry() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);

    let msg = staker_registry::QueryMsg::Staker { staker: ada.to_string() };
    let staker: StakerResponse = suite.ask_stakers(&msg).unwrap();

    assert_eq!(
        (staker.management, staker.tokens, staker.active),
        (suite.pool_registry.clone(), uint(1_000), true)
    );
}

///
#[test]
fn registering_is_refused_below_the_minimum_for_a_pool_and_for_a_solo_staker() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let sol = suite.solo("sol", 1_000);
    let eve = suite.who("eve");
    let (ada_again, sol_again, eve_new) =
        (register(&suite, "new"), register(&suite, "new"), register(&suite, "eve"));

    let below = ContractError::BelowMinimumSelfStake { minimum: uint(1_000), given: uint(999) };
    suite.refuses(below, |suite| suite.pools(&eve, &eve_new, 999));
    let registered = ContractError::AlreadyRegistered { pool: ada.clone() };
    suite.refuses(registered, |suite| suite.pools(&ada, &ada_again, 1_000));
    let staker = StakerError::AlreadyRegistered { staker: sol.clone() };
    suite.refuses(staker, |suite| suite.pools(&sol, &sol_again, 1_000));
    let used = StakerError::SigningAddressInUse { signing_address: suite.key("ada"), staker: ada };
    let stolen = register(&suite, "ada");
    suite.refuses(used, |suite| suite.pools(&eve, &stolen, 1_000));
    // A refusal of the staker-registry leaves no half of a pool: the next try works.
    suite.pools(&eve, &eve_new, 1_000).unwrap();
}

///
#[test]
fn a_commission_above_everything_is_refused_and_everything_is_not() {
    let mut suite = Suite::default();
    let eve = suite.who("eve");
    let with_rate = |suite: &Suite, ppm| {
        let mut msg = register(suite, "eve");
        if let ExecuteMsg::RegisterPool { commission_ppm, .. } = &mut msg {
            *commission_ppm = ppm;
        }
        msg
    };

    let (above, all) = (with_rate(&suite, 1_000_001), with_rate(&suite, 1_000_000));
    let error = ContractError::Math(MathError::RateOutOfRange { ppm: 1_000_001 });
    suite.refuses(error, |suite| suite.pools(&eve, &above, 1_000));
    suite.pools(&eve, &all, 1_000).unwrap();

    suite.reward(&eve, 30).unwrap();
    assert_eq!(suite.owed(&eve, &eve), 30);
}

#[test]
fn without_being_a_registrar_the_pool_registry_cannot_open_pools() {
    let mut suite = Suite::default();
    let change = staker_registry::ConfigChange { registrars: Some(vec![]), ..Default::default() };
    let owner = suite.owner.clone();
    suite.stakers(&owner, &staker_registry::ExecuteMsg::AnnounceConfig { change }, 0).unwrap();
    let eve = suite.who("eve");
    let msg = register(&suite, "eve");

    let foreign = StakerError::ForeignIdentity { identity: eve.clone() };
    suite.refuses(foreign, |suite| suite.pools(&eve, &msg, 1_000));
}

/// any account address may sign, even one that has no key; nothing is paid to it.
#[test]
fn a_contract_may_stand_as_signing_address() {
    let mut suite = Suite::default();
    let eve = suite.who("eve");
    let mut msg = register(&suite, "eve");
    let pools: Addr = suite.pool_registry.clone();
    if let ExecuteMsg::RegisterPool { signing_address, .. } = &mut msg {
        *signing_address = pools.to_string();
    }

    suite.pools(&eve, &msg, 1_000).unwrap();

    assert_eq!(suite.pool(&eve).unwrap().signing_address, pools);
}
