//! Answers about single keys, and sums.

use serde_json::Value;
use tributary_staker_registry::ContractError;
use tributary_types::staker_registry::{
    ItemKind, QueryMsg, StakeResponse, StakerResponse, TotalsResponse, Validator, ValidatorSetResponse,
};

use crate::support::suite::{uint, Suite};

///
#[test]
fn what_is_unknown_is_said_to_be() {
    let mut suite = Suite::default();
    let eve = suite.who("eve");

    for (msg, error) in [
        (QueryMsg::Staker { staker: eve.to_string() }, ContractError::UnknownStaker { staker: eve.clone() }),
        (
            QueryMsg::TotalStake { staker: eve.to_string() },
            ContractError::UnknownStaker { staker: eve.clone() },
        ),
        (
            QueryMsg::StakerBySigningAddress { signing_address: eve.to_string() },
            ContractError::UnknownSigner { signing_address: eve.clone() },
        ),
        (QueryMsg::UnbondItem { id: 7 }, ContractError::UnknownItem { kind: ItemKind::Unbond, id: 7 }),
        (QueryMsg::TransferItem { id: 7 }, ContractError::UnknownItem { kind: ItemKind::Transfer, id: 7 }),
    ] {
        let found = suite.ask_stakers::<Value>(&msg).unwrap_err().to_string();
        assert!(found.contains(&error.to_string()), "{msg:?}: {found}");
    }
    let eve = eve.into_string();
    let msg = QueryMsg::EffectiveStake { signing_address: eve.clone(), coinbase_address: eve };
    assert_eq!(suite.ask_stakers::<StakeResponse>(&msg).unwrap().stake, uint(0));
}

#[test]
fn a_staker_is_found_by_its_identity_and_by_its_key() {
    let mut suite = Suite::default();
    let sol = suite.solo("sol", 1_000);
    let msg = QueryMsg::StakerBySigningAddress { signing_address: suite.key("sol").into_string() };

    assert_eq!(suite.ask_stakers::<StakerResponse>(&msg).unwrap(), suite.staker(&sol));
}

/// D27: solo stakers and pools alike, those that count.
#[test]
fn the_validator_set_is_of_those_that_count() {
    let mut suite = Suite::default();
    let (sol, tom) = (suite.solo("sol", 1_000), suite.solo("tom", 1_000));
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    suite.unbond(&tom, 1, 0).unwrap();
    suite.undelegate(&ben, &ben, 1, 0).unwrap();

    let msg = QueryMsg::ValidatorSet { start_after: None, limit: None };
    let found = suite.ask_stakers::<ValidatorSetResponse>(&msg).unwrap().validators;

    let mut expected = [(&sol, "sol", sol.clone()), (&ada, "ada", suite.coinbase(&ada))].map(
        |(staker, name, coinbase_address)| Validator {
            staker: staker.clone(),
            signing_address: suite.key(name),
            coinbase_address,
            power: uint(1_000),
        },
    );
    expected.sort_by(|one, other| one.staker.cmp(&other.staker));
    assert_eq!(found, expected);
}

#[test]
fn totals_are_the_sums_of_their_parts() {
    let mut suite = Suite::default();
    assert_eq!(suite.totals(), TotalsResponse::default());
    let (sol, tom) = (suite.solo("sol", 2_000), suite.solo("tom", 1_500));
    suite.pool_of("ada", 1_000, 0);
    suite.unbond(&sol, 1_001, 0).unwrap();
    suite.transfer_stake(&tom, &sol, 400, 0).unwrap();
    suite.liquidate(&tom, 50, "one").unwrap();

    let expected = TotalsResponse {
        tokens: uint(999 + 1_050 + 1_000),
        licenses: 0,
        stakers: 3,
        active_stakers: 2,
        power: uint(1_050 + 1_000),
        thawing: uint(1_001),
        transferring: uint(400),
        surplus: uint(0),
        revenue_due: uint(50),
    };
    assert_eq!(suite.totals(), expected);
    assert_eq!(suite.holds(&suite.staker_registry), 999 + 1_050 + 1_000 + 1_001 + 400 + 50);
}
