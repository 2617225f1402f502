//! The largest numbers, and foreign coins

use cosmwasm_std::{OverflowError, OverflowOperation};
use tributary_license_nft::ContractError;
use tributary_types::license_nft::ExecuteMsg;

use crate::support::suite::uint;
use crate::world::{instantiation, redeem, stake, World};

/// Fault 49: the reserve of a full collection fits its word, so that no exit ever overflows.
#[test]
fn a_licence_stands_for_no_more_than_a_full_collection_can_bear() {
    let highest = u128::MAX / 48_000;
    let mut world = World::with(|msg| msg.coins_per_license = uint(highest));
    let (alice, funder) = (world.alice.clone(), world.funder.clone());
    world.mint(&alice, &["a1"]);
    world.suite.set_stake(&funder, highest);
    world.suite.set_stake(&alice, 0);
    world.open_mainnet(0);
    world.open_stable();
    world.send(&alice, &redeem("a1")).unwrap();
    assert_eq!(world.suite.holds(&alice), highest);

    let mut msg = instantiation(&world.minter, &world.suite.guardian, &world.registry);
    msg.coins_per_license = uint(highest + 1);
    let owner = world.suite.owner.clone();
    let error = world.suite.chain.instantiate(&owner, "license-nft", "x", &msg, vec![]).unwrap_err();
    let overflow = ContractError::Overflow(OverflowError::new(OverflowOperation::Mul));
    assert_eq!(error.downcast_ref(), Some(&overflow));
}

/// Fault 49: funding beyond 128 bits is refused on entry.
#[test]
fn funding_does_not_wrap() {
    let mut world = World::default();
    let (alice, bob, license) = (world.alice.clone(), world.bob.clone(), world.license.clone());
    world.suite.set_stake(&alice, u128::MAX);
    world.pay(&alice, &ExecuteMsg::FundReserve {}, stake(u128::MAX)).unwrap();
    world.suite.set_stake(&license, 0);

    let overflow = || ContractError::Overflow(OverflowError::new(OverflowOperation::Add));
    let fund = ExecuteMsg::FundReserve {};
    world.suite.refuses(overflow(), |suite| suite.chain.execute(&bob, &license, &fund, stake(1)));
    world.suite.set_stake(&license, u128::MAX);
    world.suite.set_stake(&alice, 0);
    world.open_mainnet_without_funds();
    world.send(&alice, &ExecuteMsg::ReclaimFunding { amount: None }).unwrap();
    assert_eq!(world.suite.holds(&alice), u128::MAX);
}

/// Fault 42.
#[test]
fn donations_count_for_nothing() {
    let mut world = World::default();
    let (alice, license) = (world.alice.clone(), world.license.clone());
    world.mint(&alice, &["a1"]);
    world.suite.chain.send(&alice, &license, stake(1_000)).unwrap();
    let owner = world.suite.owner.clone();

    assert_eq!(world.status().reserve, uint(0));
    let error = ContractError::ReserveShort { required: uint(1_000), available: uint(0) };
    world.refuses(&owner, &ExecuteMsg::OpenMainnet {}, error);
    world.open_mainnet(0);
    world.open_stable();
    world.send(&alice, &redeem("a1")).unwrap();
    assert_eq!(world.suite.holds(&license), 1_000);
}

impl World {
    fn open_mainnet_without_funds(&mut self) {
        let owner = self.suite.owner.clone();
        self.send(&owner, &ExecuteMsg::OpenMainnet {}).unwrap();
    }
}
