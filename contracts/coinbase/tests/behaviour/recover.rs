//! `recover`

use tributary_coinbase::ContractError;
use tributary_testing::DENOM;
use tributary_types::coinbase::CONTRACT;

use crate::world::{recover, world};

#[test]
fn all_coins_of_another_denom_are_sent_on() {
    let mut world = world();
    let (ada, registry) = (world.ada.clone(), world.registry.clone());

    let outcome = world.send(&registry, &recover("uother", &ada)).unwrap();

    assert_eq!(
        world.suite.told(&outcome, CONTRACT),
        ["recovered pool=ada denom=uother recipient=ada amount=7"]
    );
    assert_eq!(world.suite.chain.balance(&ada, "uother").unwrap().u128(), 7);
    assert_eq!(world.suite.holds(&world.coinbase), 100);
    let nothing = ContractError::NothingToRecover { denom: "uother".to_owned() };
    world.refuses(&registry, &recover("uother", &ada), nothing);
}

/// R-17, PC-04.
#[test]
fn the_staking_denom_is_not_recovered() {
    let mut world = world();
    let (ada, registry) = (world.ada.clone(), world.registry.clone());

    let staking = ContractError::StakingDenom { denom: DENOM.to_owned() };
    world.refuses(&registry, &recover(DENOM, &ada), staking);
    for denom in ["", "USTAKE", "ustake "] {
        let nothing = ContractError::NothingToRecover { denom: denom.to_owned() };
        world.refuses(&registry, &recover(denom, &ada), nothing);
    }
}
