//! `pay`, and what the coinbase says of itself.

use tributary_coinbase::ContractError;
use tributary_testing::DENOM;
use tributary_types::coinbase::{ConfigResponse, QueryMsg, CONTRACT};

use crate::world::{pay, world, World};

#[test]
fn everybody_named_is_paid_in_order() {
    let mut world = world();
    let (cyd, ada, registry) = (world.cyd.clone(), world.ada.clone(), world.registry.clone());
    let before = (world.suite.holds(&cyd), world.suite.holds(&ada));
    let payments = pay(&[(cyd.as_str(), 60), (ada.as_str(), 30), (cyd.as_str(), 1)]);

    let outcome = world.send(&registry, &payments).unwrap();

    assert_eq!(
        world.suite.told(&outcome, CONTRACT),
        [
            "paid pool=ada recipient=cyd amount=60",
            "paid pool=ada recipient=ada amount=30",
            "paid pool=ada recipient=cyd amount=1",
        ]
    );
    assert_eq!((world.suite.holds(&cyd), world.suite.holds(&ada)), (before.0 + 61, before.1 + 30));
    assert_eq!(world.suite.holds(&world.coinbase), 9);
}

///
#[test]
fn a_payment_of_nothing_no_payment_and_more_than_there_is_are_refused() {
    let mut world = world();
    let (cyd, registry) = (world.cyd.clone(), world.registry.clone());

    world.refuses(&registry, &pay(&[]), ContractError::NoPayments);
    let zero = || ContractError::ZeroPayment { recipient: cyd.to_string() };
    world.refuses(&registry, &pay(&[(cyd.as_str(), 0)]), zero());
    world.refuses(&registry, &pay(&[(cyd.as_str(), 5), (cyd.as_str(), 0)]), zero());
    let World { suite, coinbase, .. } = &mut world;
    let short = pay(&[(cyd.as_str(), 60), (cyd.as_str(), 41)]);
    suite.refuses_with("Cannot Sub", |suite| suite.chain.execute(&registry, coinbase, &short, vec![]));
}

#[test]
fn strangers_hear_whom_it_obeys() {
    let mut world = world();
    let (ada, registry) = (world.ada.clone(), world.registry.clone());

    let error = ContractError::NotRegistry { registry: registry.to_string() };
    world.refuses(&ada, &pay(&[(ada.as_str(), 5)]), error);
}

#[test]
fn it_says_whom_it_serves() {
    let world = world();

    let found: ConfigResponse = world.suite.chain.query_as(&world.coinbase, &QueryMsg::Config {}).unwrap();

    assert_eq!(found, ConfigResponse { registry: world.registry, pool: world.ada, denom: DENOM.to_owned() });
}

/// D25: the code has no `migrate`, and there is nobody who could ask for it.
#[test]
fn nobody_migrates_it() {
    let mut world = world();
    let (owner, contract_addr) = (world.suite.owner.clone(), world.coinbase.to_string());
    let new_code_id = world.suite.chain.code_id("coinbase").unwrap();

    for sender in [&owner, &world.ada.clone(), &world.registry.clone()] {
        let msg = cosmwasm_std::WasmMsg::Migrate {
            contract_addr: contract_addr.clone(),
            new_code_id,
            msg: b"{}".into(),
        };
        world.suite.refuses_with("migrate", |suite| {
            Ok(suite.chain.execute_many(sender, vec![msg.into()])?.remove(0))
        });
    }
}
