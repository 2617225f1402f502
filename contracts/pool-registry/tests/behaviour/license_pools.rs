//! `register_pool` by a licence.

use cosmwasm_std::Addr;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_testing::Parameters;
use tributary_types::coinbase;
use tributary_types::license_nft::NodeRole;
use tributary_types::pool_registry::{
    DelegationResponse, ExecuteMsg, PoolState, QueryMsg, TotalsResponse, CONTRACT,
};
use tributary_types::staker_registry::{self, LicenseAction, StakerResponse};

use crate::support::licenses::{register_pool, E};
use crate::support::suite::{uint, Suite};
use crate::world::PAUSE;

/// Ada holds a licence and nothing else of interest.
fn suite(coins_per_license: u128) -> (Suite, Addr) {
    let mut suite = Suite::licensed_with(&Parameters::default(), |msg| {
        msg.coins_per_license = uint(coins_per_license);
    });
    let ada = suite.who("ada");
    suite.mint(&ada, &["1"]);
    (suite, ada)
}

fn staker(suite: &Suite, staker: &Addr) -> StakerResponse {
    suite.ask_stakers(&staker_registry::QueryMsg::Staker { staker: staker.to_string() }).unwrap()
}

/// Ada's pool, opened by the licence without a coin.
fn opened() -> (Suite, Addr, Outcome) {
    let (mut suite, ada) = suite(E);
    suite.set_stake(&ada, 0);
    let open = register_pool(&suite, "ada", 250_000);
    let outcome = suite.send_license(&ada, "1", &open).unwrap();
    let (key, coinbase) = (suite.key("ada"), suite.coinbase(&ada));
    suite.call(&key, "ada_key");
    suite.call(&coinbase, "coinbase");
    (suite, ada, outcome)
}

#[test]
fn a_licence_opens_a_pool_without_any_coins() {
    let (suite, ada, outcome) = opened();

    let (url, hash) = ("https://ada.example/pool.json", "9f".repeat(32));
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            format!("pool_registered pool=ada coinbase=coinbase signing_address=ada_key commission_ppm=250000 metadata_url={url} metadata_hash={hash} amount=0"),
            "license_changed delegator=ada pool=ada token_id=1 licenses=1 stake=1000 pool_stake=1000".to_owned(),
        ]
    );
    assert_eq!(
        suite.told(&outcome, staker_registry::CONTRACT),
        [
            "staker_registered staker=ada management=pools signing_address=ada_key coinbase_address=coinbase amount=0",
            "license_bonded token_id=1 staker=ada bonder=ada role=validator licenses=1",
        ]
    );
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.state, pool.self_stake, pool.total_stake), (PoolState::Active, uint(E), uint(E)));
    assert_eq!((pool.commission_ppm, pool.delegators), (250_000, 1));
    assert_eq!((pool.signing_address, pool.metadata_url.as_str()), (suite.key("ada"), url));
    assert_eq!(pool.metadata_hash, hash);
}

#[test]
fn every_contract_knows_the_pool_of_a_licence() {
    let (suite, ada, _) = opened();
    let (registry, pools) = (suite.staker_registry.clone(), suite.pool_registry.clone());
    let coinbase = suite.coinbase(&ada);

    let config: coinbase::ConfigResponse =
        suite.chain.query_as(&coinbase, &coinbase::QueryMsg::Config {}).unwrap();
    assert_eq!((config.registry, config.pool), (pools.clone(), ada.clone()));
    let found = staker(&suite, &ada);
    assert_eq!((found.management, found.coinbase_address), (pools, coinbase));
    assert_eq!((found.tokens, found.licenses, found.weight, found.active), (uint(0), 1, uint(E), true));
    let (pool, delegator) = (ada.to_string(), ada.to_string());
    let own: DelegationResponse = suite.ask_pools(&QueryMsg::Delegation { pool, delegator }).unwrap();
    assert_eq!((own.tokens, own.licenses, own.weight), (uint(0), 1, uint(E)));
    let totals: TotalsResponse = suite.ask_pools(&QueryMsg::Totals {}).unwrap();
    assert_eq!((totals.pools, totals.total_stake), (1, uint(E)));
    // The licence lies in custody, for ada, and stands for its pool.
    let license = suite.license("1");
    assert_eq!((suite.token_owner("1"), license.owner), (registry, ada.to_string()));
    assert_eq!((license.role, license.node), (Some(NodeRole::Validator), Some(ada.to_string())));
}

#[test]
fn a_pool_of_a_licence_is_one_like_others() {
    let (mut suite, ada, _) = opened();
    let cyd = suite.who("cyd");

    suite.delegate(&cyd, &ada, 1_000).unwrap();
    suite.reward(&ada, 400).unwrap();
    assert_eq!((suite.owed(&ada, &ada), suite.owed(&cyd, &ada)), (250, 150));
    suite.unbond_license(&ada, "1").unwrap();
    assert_eq!(suite.pool(&ada).unwrap().state, PoolState::Retired);
    suite.wait(86_400);
    suite.release_license(&cyd, "1").unwrap();
    assert_eq!(suite.token_owner("1"), ada);
}

/// E at least the minimum, to the unit.
#[test]
fn a_licence_below_the_minimum_opens_nothing() {
    let (mut poor, ada) = suite(999);
    let open = register_pool(&poor, "ada", 0);
    let below = ContractError::BelowMinimumSelfStake { minimum: uint(1_000), given: uint(999) };
    poor.refuses(below, |suite| suite.send_license(&ada, "1", &open));
    assert_eq!(poor.token_owner("1"), ada);

    let (mut rich, ada) = suite(1_001);
    rich.send_license(&ada, "1", &open).unwrap();
    assert_eq!(rich.pool(&ada).unwrap().self_stake, uint(1_001));
}

#[test]
fn neither_a_staker_nor_a_pool_registers_again_by_a_licence() {
    let (mut suite, ada) = suite(E);
    let sol = suite.solo("sol", 1_000);
    suite.mint(&sol, &["2"]);
    suite.mint(&ada, &["3"]);
    let open = register_pool(&suite, "ada", 0);
    suite.send_license(&ada, "1", &open).unwrap();

    let again = register_pool(&suite, "other", 0);
    let registered = ContractError::AlreadyRegistered { pool: ada.clone() };
    suite.refuses(registered, |suite| suite.send_license(&ada, "3", &again));
    suite.refuses_with("registered", |suite| suite.send_license(&sol, "2", &again));
    let as_staker = LicenseAction::RegisterStaker {
        signing_address: suite.key("other").into_string(),
        coinbase_address: ada.to_string(),
        role: NodeRole::Validator,
    };
    suite.refuses_with("registered", |suite| suite.send_license(&ada, "3", &as_staker));
    // A key that is in use, by a pool or a staker.
    let eve = suite.who("eve");
    suite.mint(&eve, &["4"]);
    for name in ["ada", "sol"] {
        let with_their_key = register_pool(&suite, name, 0);
        suite.refuses_with("in use", |suite| suite.send_license(&eve, "4", &with_their_key));
    }
    let own = register_pool(&suite, "eve", 0);
    suite.send_license(&eve, "4", &own).unwrap();
}

#[test]
fn what_register_pool_refuses_is_refused_by_a_licence_too() {
    let (mut suite, ada) = suite(E);
    let good = register_pool(&suite, "ada", 0);
    let bad = |change: fn(&mut LicenseAction)| {
        let mut open = good.clone();
        change(&mut open);
        open
    };
    let cases = [
        (
            "rate",
            bad(|open| {
                if let LicenseAction::RegisterPool { commission_ppm, .. } = open {
                    *commission_ppm = 1_000_001;
                }
            }),
        ),
        (
            "metadata URL",
            bad(|open| {
                if let LicenseAction::RegisterPool { metadata_url, .. } = open {
                    *metadata_url = "x".repeat(257);
                }
            }),
        ),
        (
            "metadata hash",
            bad(|open| {
                if let LicenseAction::RegisterPool { metadata_hash, .. } = open {
                    *metadata_hash = "9f".repeat(31);
                }
            }),
        ),
        (
            "Invalid input",
            bad(|open| {
                if let LicenseAction::RegisterPool { signing_address, .. } = open {
                    *signing_address = "ADA".to_owned();
                }
            }),
        ),
    ];
    for (word, open) in cases {
        suite.refuses_with(word, |suite| suite.send_license(&ada, "1", &open));
    }
    let open = register_pool(&suite, "ada", 1_000_000);
    suite.send_license(&ada, "1", &open).unwrap();
}

/// D26.
#[test]
fn a_pause_of_either_registry_stops_a_pool_by_a_licence() {
    let (mut suite, ada) = suite(E);
    let (owner, guardian) = (suite.owner.clone(), suite.guardian.clone());
    let open = register_pool(&suite, "ada", 0);

    suite.pools(&guardian, &PAUSE, 0).unwrap();
    suite.refuses_with("paused", |suite| suite.send_license(&ada, "1", &open));
    suite.stakers(&guardian, &staker_registry::ExecuteMsg::Pause {}, 0).unwrap();
    suite.refuses_with("paused", |suite| suite.send_license(&ada, "1", &open));
    suite.pools(&owner, &ExecuteMsg::Unpause {}, 0).unwrap();
    suite.refuses_with("paused", |suite| suite.send_license(&ada, "1", &open));
    suite.stakers(&owner, &staker_registry::ExecuteMsg::Unpause {}, 0).unwrap();
    suite.send_license(&ada, "1", &open).unwrap();
}
