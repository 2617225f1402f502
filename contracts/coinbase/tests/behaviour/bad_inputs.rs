//! Bad inputs, generated for every message, and for the one that comes once.

use cosmwasm_schema::schema_for;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coin, from_json};
use cw_utils::PaymentError;
use serde_json::json;
use tributary_coinbase::contract::instantiate;
use tributary_coinbase::ContractError;
use tributary_types::coinbase::{ExecuteMsg, InstantiateMsg, QueryMsg};

use crate::support::bad_messages::bad_messages;
use crate::support::bench::Bench;
use crate::world::bench;

fn in_every_setting(check: impl Fn(&mut Bench)) {
    check(&mut bench().0);
}

#[test]
fn every_message_has_a_sample_that_works_and_leaves_nothing_if_a_later_one_fails() {
    bench().0.samples_work_and_cover(&serde_json::to_value(schema_for!(ExecuteMsg)).unwrap());
}

#[test]
fn wrong_funds_are_refused_with_every_message() {
    bench().0.wrong_funds_are_refused();
}

bad_messages!(in_every_setting);

#[test]
fn deep_and_large_messages_are_refused() {
    bench().0.deep_and_large_messages_are_refused();
}

#[test]
fn bad_queries_are_refused() {
    let schema = serde_json::to_value(schema_for!(QueryMsg)).unwrap();
    bench().0.bad_queries_are_refused(&schema, &[json!({"config": {}})]);
}

/// F-07, A-01, P-01.
#[test]
fn a_coinbase_begins_without_coins_and_with_addresses() {
    let mut deps = mock_dependencies();
    let [registry, pool] = ["registry", "pool"].map(|name| deps.api.addr_make(name));
    let good =
        InstantiateMsg { registry: registry.to_string(), pool: pool.to_string(), denom: "ustake".to_owned() };

    for funds in [coin(1, "ustake"), coin(0, "ustake"), coin(1, "uother")] {
        let info = message_info(&registry, &[funds]);
        let found = instantiate(deps.as_mut(), mock_env(), info, good.clone());
        assert_eq!(found, Err(ContractError::Funds(PaymentError::NonPayable {})));
    }
    for bad in [
        InstantiateMsg { registry: "nobody".to_owned(), ..good.clone() },
        InstantiateMsg { pool: String::new(), ..good },
    ] {
        let found = instantiate(deps.as_mut(), mock_env(), message_info(&registry, &[]), bad);
        assert!(matches!(found, Err(ContractError::Std(_))), "{found:?}");
    }
    assert!(from_json::<InstantiateMsg>(r#"{"registry":"r","pool":"p","denom":"d"}"#).is_ok());
    assert!(from_json::<InstantiateMsg>(r#"{"registry":"r","pool":"p","denom":"d","admin":"a"}"#).is_err());
}
