//! The largest numbers, and foreign coins

use cosmwasm_std::{OverflowError, OverflowOperation};
use tributary_license_nft::state::{Ledger, LEDGER};
use tributary_license_nft::ContractError;
use tributary_types::license_nft::{DigestResponse, ExecuteMsg, GenesisResponse, QueryMsg, Stage};

use crate::support::suite::uint;
use crate::world::{burn, foreign, instantiation, mint_many, redeem, stake, World, E};

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

/// Ids in ascending order.
fn numbered(ids: std::ops::Range<u32>) -> Vec<String> {
    ids.map(|id| format!("{id:05}")).collect()
}

/// L-01: the last places of a full collection, which is minted 50 at a time.
#[test]
fn the_48000th_licence_is_the_last() {
    let mut world = World::default();
    let (alice, minter, owner) = (world.alice.clone(), world.minter.clone(), world.suite.owner.clone());
    let full = |left, given| ContractError::CapExceeded { cap: 48_000, left, given };
    for page in numbered(0..47_998).chunks(50) {
        world.mint(&alice, &page.iter().map(String::as_str).collect::<Vec<_>>());
    }
    assert_eq!((world.status().live, world.balance(&alice)), (47_998, 47_998));

    world.refuses(&minter, &mint_many(&alice, &["a", "b", "c"]), full(2, 3));
    world.mint(&alice, &["a"]);
    assert_eq!(world.status().live, 47_999);
    world.refuses(&minter, &mint_many(&alice, &["b", "c"]), full(1, 2));
    world.mint(&alice, &["b"]);
    assert_eq!((world.status().live, world.status().minted, world.balance(&alice)), (48_000, 48_000, 48_000));
    world.refuses(&minter, &mint_many(&alice, &["c"]), full(0, 1));
    world.send(&alice, &burn("a")).unwrap();
    world.refuses(&minter, &mint_many(&alice, &["a"]), ContractError::Used { token_id: "a".to_owned() });
    world.mint(&alice, &["c"]);
    world.refuses(&minter, &mint_many(&alice, &["d"]), full(0, 1));
    assert_eq!((world.status().live, world.status().minted), (48_000, 48_001));

    let funder = world.funder.clone();
    world.pay(&funder, &ExecuteMsg::FundReserve {}, stake(48_000 * E - 1)).unwrap();
    let short = ContractError::ReserveShort { required: uint(48_000 * E), available: uint(48_000 * E - 1) };
    world.refuses(&owner, &ExecuteMsg::OpenMainnet {}, short);
    world.pay(&funder, &ExecuteMsg::FundReserve {}, stake(1)).unwrap();
    world.send(&owner, &ExecuteMsg::OpenMainnet {}).unwrap();
    assert_eq!(world.status().reserve, uint(48_000 * E));
}

/// L-01, the same by import; the digest that is carried along is that of all pages read one after the other.
#[test]
fn the_48000th_licence_is_the_last_that_is_imported() {
    let mut world = World::with(|msg| msg.genesis_import = Some(true));
    let (alice, owner) = (world.alice.clone(), world.suite.owner.clone());
    let import = |ids: &[String]| ExecuteMsg::ImportLicenses {
        licenses: ids.iter().map(|id| foreign(id, &alice, None)).collect(),
    };
    let full = |left, given| ContractError::CapExceeded { cap: 48_000, left, given };
    for page in numbered(0..47_999).chunks(50) {
        world.send(&owner, &import(page)).unwrap();
    }

    world.refuses(&owner, &import(&numbered(48_000..48_002)), full(1, 2));
    world.send(&owner, &import(&numbered(48_000..48_001))).unwrap();
    assert_eq!(world.status().live, 48_000);
    world.refuses(&owner, &import(&numbered(48_001..48_002)), full(0, 1));

    let mut found = DigestResponse { digest: String::new(), last: None, count: 0, done: false };
    while !found.done {
        let previous = Some(found.digest).filter(|digest| !digest.is_empty());
        let page = QueryMsg::Digest { previous, start_after: found.last, limit: Some(100) };
        found = world.ask(&page);
    }
    let genesis: GenesisResponse = world.ask(&QueryMsg::Genesis {});
    assert_eq!((genesis.digest, genesis.count), (found.digest.clone(), 48_000));
    let finish = ExecuteMsg::FinishImport { digest: found.digest, count: 48_000 };
    world.send(&owner, &finish).unwrap();
}

/// Fault 51: a count that is used up is an error, and everything that lives leaves.
#[test]
fn when_the_count_of_minted_licences_is_used_up_none_comes_and_those_that_live_leave() {
    let mut world = World::default();
    let (alice, minter) = (world.alice.clone(), world.minter.clone());
    world.mint(&alice, &["1"]);
    world.seed(&Ledger { live: 1, minted: u64::MAX, ..Ledger::default() });

    let overflow = ContractError::Overflow(OverflowError::new(OverflowOperation::Add));
    world.refuses(&minter, &mint_many(&alice, &["2"]), overflow);
    world.open_mainnet(0);
    world.open_stable();
    world.send(&alice, &redeem("1")).unwrap();
    assert_eq!((world.status().stage, world.status().live), (Stage::Stable, 0));
}

impl World {
    /// Writes the ledger as it could become after many calls.
    fn seed(&mut self, ledger: &Ledger) {
        let license = self.license.clone();
        let write = |storage: &mut dyn cosmwasm_std::Storage| LEDGER.save(storage, ledger).unwrap();
        write(&mut *self.suite.chain.storage_mut(&license));
    }

    fn open_mainnet_without_funds(&mut self) {
        let owner = self.suite.owner.clone();
        self.send(&owner, &ExecuteMsg::OpenMainnet {}).unwrap();
    }
}
