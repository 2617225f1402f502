//! `open_mainnet`, `open_stable`

use tributary_license_nft::ContractError;
use tributary_types::license_nft::{ExecuteMsg, Stage};

use crate::support::suite::uint;
use crate::world::{stake, World};

const MAINNET: ExecuteMsg = ExecuteMsg::OpenMainnet {};
const STABLE: ExecuteMsg = ExecuteMsg::OpenStable {};

/// L-05, LN-02, LN-03.
#[test]
fn stages_move_forward_and_mainnet_needs_the_whole_reserve() {
    let mut world = World::default();
    let (owner, alice, funder) = (world.suite.owner.clone(), world.alice.clone(), world.funder.clone());
    let wrong = |expected, found| ContractError::WrongStage { expected, found };
    world.mint(&alice, &["a1", "a2"]);

    world.refuses(&owner, &STABLE, wrong(Stage::Mainnet, Stage::Testnet));
    for available in [0, 1_999] {
        let error = ContractError::ReserveShort { required: uint(2_000), available: uint(available) };
        assert!(error.to_string().contains("reserve") && error.to_string().contains("2000"));
        world.refuses(&owner, &MAINNET, error);
        if available == 0 {
            world.pay(&funder, &ExecuteMsg::FundReserve {}, stake(1_999)).unwrap();
        }
    }
    world.pay(&funder, &ExecuteMsg::FundReserve {}, stake(1)).unwrap();
    assert_eq!(world.tells(&owner, &MAINNET), ["stage_opened stage=mainnet live=2 reserve=2000 excess=0"]);
    world.refuses(&owner, &MAINNET, wrong(Stage::Testnet, Stage::Mainnet));
    assert_eq!(world.tells(&owner, &STABLE), ["stage_opened stage=stable live=2 reserve=2000 excess=0"]);
    world.refuses(&owner, &MAINNET, wrong(Stage::Testnet, Stage::Stable));
    world.refuses(&owner, &STABLE, wrong(Stage::Mainnet, Stage::Stable));
}

#[test]
fn an_empty_collection_needs_no_reserve() {
    let mut world = World::default();
    world.open_mainnet(0);
    world.open_stable();
    assert_eq!((world.status().stage, world.status().reserve), (Stage::Stable, uint(0)));
}
