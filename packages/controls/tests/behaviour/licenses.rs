//! Licences where they count as stake: what they weigh, and when what is left of one is free.

use cosmwasm_std::testing::MockQuerier;
use cosmwasm_std::{
    from_json, to_json_binary, Addr, ContractResult, OverflowError, OverflowOperation, QuerierWrapper,
    SystemError, SystemResult, Uint128, WasmQuery,
};
use tributary_controls::licenses::{free_up, weight};
use tributary_controls::ControlError;
use tributary_math::holding::Holding;
use tributary_types::license_nft::{LicenseNftContract, LicenseTerms, QueryMsg, Stage, StatusResponse};

fn terms(coins_per_license: u128) -> LicenseTerms {
    let license_nft = LicenseNftContract::new(Addr::unchecked("nft"));
    LicenseTerms { license_nft, coins_per_license: Uint128::new(coins_per_license) }
}

fn holding(tokens: u128, locked: u128) -> Holding {
    Holding { tokens: Uint128::new(tokens), locked: Uint128::new(locked), licenses: 2 }
}

/// A chain on which the licence contract is in this stage; without one it does not answer.
fn chain(stage: Option<Stage>) -> MockQuerier {
    let mut querier = MockQuerier::default();
    querier.update_wasm(move |query| match (query, stage) {
        (WasmQuery::Smart { contract_addr, msg }, Some(stage)) if contract_addr == "nft" => {
            assert_eq!(from_json::<QueryMsg>(msg), Ok(QueryMsg::Status {}));
            let status = StatusResponse {
                stage,
                live: 2,
                bonded: 2,
                minted: 2,
                liquidated: 0,
                redeemed: 0,
                cap: 48_000,
                coins_per_license: Uint128::new(1_000),
                reserve: Uint128::new(2_000),
                reserve_required: Uint128::new(2_000),
            };
            SystemResult::Ok(ContractResult::Ok(to_json_binary(&status).unwrap()))
        }
        _ => SystemResult::Err(SystemError::Unknown {}),
    });
    querier
}

/// Tries to take `amount` out of 10 coins, 4 of them locked.
fn taken(stage: Option<Stage>, terms: Option<&LicenseTerms>, amount: u128) -> Result<Holding, ControlError> {
    let querier = chain(stage);
    let mut holding = holding(10, 4);
    free_up(&QuerierWrapper::new(&querier), terms, &mut holding, Uint128::new(amount)).map(|()| holding)
}

#[test]
fn without_a_licence_contract_licences_weigh_nothing() {
    assert_eq!(weight(None, &holding(5, 0)), Ok(Uint128::new(5)));
    assert_eq!(weight(Some(&terms(1_000)), &holding(5, 0)), Ok(Uint128::new(2_005)));
    let overflow = OverflowError::new(OverflowOperation::Mul);
    assert_eq!(weight(Some(&terms(u128::MAX)), &holding(5, 0)), Err(overflow));
}

/// The licence contract is not asked, so exits do not depend on it.
#[test]
fn free_coins_leave_without_a_question() {
    for amount in [0, 1, 6] {
        assert_eq!(taken(None, Some(&terms(1_000)), amount), Ok(holding(10, 4)));
    }
    assert_eq!(taken(None, None, 10), Ok(holding(10, 4)));
}

#[test]
fn locked_coins_stay_until_licences_can_be_redeemed() {
    let locked = |required| ControlError::LockedStake {
        free: Uint128::new(6),
        locked: Uint128::new(4),
        required: Uint128::new(required),
    };
    for stage in [Stage::Testnet, Stage::Mainnet] {
        for amount in [7, 10] {
            assert_eq!(taken(Some(stage), Some(&terms(1_000)), amount), Err(locked(amount)));
        }
    }
    assert_eq!(
        locked(7).to_string(),
        "insufficient stake: 6 is free and 4 locked until the licences are stable, 7 was asked for"
    );
    for amount in [7, 10] {
        assert_eq!(taken(Some(Stage::Stable), Some(&terms(1_000)), amount), Ok(holding(10, 0)));
    }
}

#[test]
fn a_licence_contract_that_does_not_answer_keeps_locked_coins_alone() {
    assert!(matches!(taken(None, Some(&terms(1_000)), 7), Err(ControlError::Std(_))));
}

/// More than everything is refused by the caller, in its own words.
#[test]
fn an_amount_beyond_all_coins_is_not_looked_at() {
    assert_eq!(taken(None, Some(&terms(1_000)), 11), Ok(holding(10, 4)));
}
