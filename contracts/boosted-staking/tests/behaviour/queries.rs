//! What is asked of nobody, and of what is not there

use cosmwasm_std::Decimal;
use cw_ownable::Ownership;
use tributary_boosted_staking::ContractError;
use tributary_types::boosted_staking::{AccountResponse, BoostResponse, QueryMsg};

use crate::support::suite::uint;
use crate::world::{World, DAYS};

#[test]
fn nobody_has_nothing() {
    let world = World::default();
    let eve = world.eve.clone();
    let account = AccountResponse {
        staked: uint(0),
        history: uint(0),
        vesting_speed: Decimal::one(),
        open_positions: 0,
    };
    assert_eq!(world.account(&eve), account);
    assert_eq!(world.boost(&eve), BoostResponse { nfts: 0, loyalty: 0, boost: Decimal::zero() });
    assert_eq!((world.positions(&eve), world.batches(&eve)), (vec![], vec![]));
}

#[test]
fn what_is_not_there_is_not_found() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, 1_000, 30);
    for position_id in [0, 2, u64::MAX] {
        let error = world.query_error(&QueryMsg::Position { position_id });
        assert!(error.contains(&ContractError::PositionNotFound { position_id }.to_string()), "{error}");
        let error = world.query_error(&QueryMsg::Batch { position_id });
        assert!(error.contains(&ContractError::BatchNotFound { position_id }.to_string()), "{error}");
    }
    let error = world.query_error(&QueryMsg::Batch { position_id: 1 });
    assert!(error.contains("batch not found: 1"), "it has not matured: {error}");
    let day = u32::try_from(DAYS).unwrap();
    let error = ContractError::NoSuchDay { day, days: day }.to_string();
    assert!(world.query_error(&QueryMsg::Emission { day }).contains(&error));
}

#[test]
fn the_owner_is_answered() {
    let world = World::default();
    let found: Ownership<String> = world.ask(&QueryMsg::Ownership {});
    assert_eq!(found.owner, Some(world.suite.owner.to_string()));
    assert_eq!((found.pending_owner, found.pending_expiry), (None, None));
}
