//! NFTs that are counted where they are: by license-nft and its hook, or by whatever answers or not

use cosmwasm_std::{Addr, Uint256};
use tributary_boosted_staking::ContractError;
use tributary_types::boosted_staking::{BoostCollection, BoostResponse, CountedBy, ExecuteMsg, NftAction};
use tributary_types::license_nft;

use crate::definition::{boost, floors, Stake};
use crate::moody::{kind, moody, received_nft, Temper};
use crate::support::suite::Suite;
use crate::world::{decimal, holdings, refresh, time, withdraw, World, DAY, DAYS};

/// A vault that counts the NFTs of `collection` where they are.
fn counting(suite: Suite, collection: &Addr) -> World {
    let address = collection.to_string();
    World::on(suite, |msg| {
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Balance });
    })
}

/// Licences in their mainnet, which alice has one of, and a vault that is told of holdings.
fn licensed() -> World {
    let mut suite = Suite::default();
    let licenses = suite.deploy_licenses(|msg| msg.staker_registry = None);
    let alice = suite.who("alice");
    suite.mint(&alice, &["a1"]);
    suite.open_mainnet();
    let mut world = counting(suite, &licenses);
    let (owner, contract) = (world.suite.owner.clone(), world.address.to_string());
    world.suite.nft(&owner, &license_nft::ExecuteMsg::RegisterHook { contract }).unwrap();
    world
}

/// A vault that counts by a contract whose temper can be set.
fn guessing() -> (World, Addr) {
    let mut suite = Suite::default();
    let collection = moody(&mut suite);
    (counting(suite, &collection), collection)
}

fn give(world: &mut World, from: &Addr, to: &Addr) -> Vec<String> {
    let msg = license_nft::ExecuteMsg::TransferNft { recipient: to.to_string(), token_id: "a1".to_owned() };
    let outcome = world.suite.nft(from, &msg).unwrap();
    assert!(world
        .suite
        .told(&outcome, license_nft::CONTRACT)
        .iter()
        .all(|line| !line.contains("hook_failed")));
    world.told(&outcome)
}

fn weight(world: &World, position_id: u64) -> Uint256 {
    world.position(position_id).weight
}

/// What changes hands is told by the collection, and counts from that second on.
#[test]
fn a_licence_boosts_whoever_has_it() {
    let mut world = licensed();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.stake(&bob, 1_000, 60);

    let outcome = world.try_stake(&alice, 1_000, 60).unwrap();
    let told = world.told(&outcome);
    assert_eq!(
        told[0], "boost_changed user=alice nfts=1 loyalty=0 boost=0.6",
        "minted before the hook was there"
    );
    assert!(told[1].starts_with("staked position_id=2 user=alice"), "{told:?}");
    assert_eq!((weight(&world, 1), weight(&world, 2)), (Uint256::from(400u128), Uint256::from(760u128)));

    world.pass_until(10 * DAY);
    let mut told = give(&mut world, &alice, &bob);
    told.sort();
    let expected = [
        "boost_changed user=alice nfts=0 loyalty=0 boost=0",
        "boost_changed user=bob nfts=1 loyalty=0 boost=0.6",
    ];
    assert_eq!(told, expected);
    assert_eq!((weight(&world, 1), weight(&world, 2)), (Uint256::from(760u128), Uint256::from(400u128)));
    world.is_consistent();

    world.pass_until(30 * DAY);
    let plain = || Stake::plain(1_000, 2, 0..=60 * DAY);
    let stakes = [
        Stake { boosts: vec![(10 * DAY, boost(1, 0))], ..plain() },
        Stake { boosts: vec![(0, boost(1, 0)), (10 * DAY, 0)], ..plain() },
    ];
    assert_eq!([world.earned(1), world.earned(2)], *floors(&stakes, 30 * DAY));
}

/// A stake asks the collection itself, so that a hook that failed or came too late does no harm; anybody may ask it again.
#[test]
fn a_stake_and_a_refresh_count_anew() {
    let (mut world, collection) = guessing();
    let (alice, eve) = (world.alice.clone(), world.eve.clone());
    let outcome = world.try_stake(&alice, 1_000, 60).unwrap();
    assert_eq!(world.told(&outcome).len(), 1, "nothing changed");
    world.set_temper(&collection, kind(4));

    assert_eq!(world.boost(&alice).nfts, 0, "nobody told");
    assert_eq!(world.tells(&eve, &refresh(&alice)), ["boost_changed user=alice nfts=4 loyalty=0 boost=1.2"]);
    assert_eq!(weight(&world, 1), Uint256::from(1_120u128));
    world.set_temper(&collection, kind(9));
    let outcome = world.try_stake(&alice, 1_000, 60).unwrap();

    assert_eq!(world.told(&outcome)[0], "boost_changed user=alice nfts=9 loyalty=0 boost=1.8");
    assert_eq!((weight(&world, 1), weight(&world, 2)), (Uint256::from(1_480u128), Uint256::from(1_480u128)));
    assert_eq!(world.tells(&eve, &refresh(&alice)), ["boost_changed user=alice nfts=9 loyalty=0 boost=1.8"]);
    world.is_consistent();
}

/// How a user comes to four NFTs.
#[derive(Clone, Copy, Debug)]
enum Way {
    Hook,
    Refresh,
    Stake,
}

/// BV-13, BV-14: by the hook, by a refresh or by a stake, it counts alike and from its second on: for two positions that end
/// together and one that ends later, not for the one that ended before and that nobody touched since.
#[test]
fn however_a_count_comes_it_counts_alike() {
    let change = 45 * DAY + 7;
    let boosted = |stake| Stake { boosts: vec![(change, boost(2, 0))], ..stake };
    let mut stakes = vec![
        Stake::plain(1_000, 1, 0..=30 * DAY),
        boosted(Stake::plain(700, 2, 0..=60 * DAY)),
        Stake::plain(2_000, 3, 0..=90 * DAY),
        boosted(Stake::plain(300, 2, 0..=60 * DAY)),
        boosted(Stake::plain(50, 12, 0..=360 * DAY)),
    ];
    for way in [Way::Hook, Way::Refresh, Way::Stake] {
        let (mut world, collection) = guessing();
        let [alice, bob, eve] = [&world.alice, &world.bob, &world.eve].map(Clone::clone);
        for (user, amount, days) in
            [(&alice, 1_000, 30), (&alice, 700, 60), (&bob, 2_000, 90), (&alice, 300, 60), (&alice, 50, 360)]
        {
            world.stake(user, amount, days);
        }
        world.set_temper(&collection, kind(4));
        world.pass_until(change);
        let before: Vec<u128> = (1..=5).map(|id| world.earned(id)).collect();

        match way {
            Way::Hook => drop(world.tells(&collection, &holdings(&alice, 4))),
            Way::Refresh => drop(world.tells(&eve, &refresh(&alice))),
            Way::Stake => {
                world.stake(&alice, 40, 30);
                stakes.push(Stake::plain(40, 1, change..=76 * DAY).boosted(boost(2, 0)));
            }
        }

        assert_eq!((1..=5).map(|id| world.earned(id)).collect::<Vec<_>>(), before, "{way:?}");
        world.is_consistent();
        for second in [change + 1, 60 * DAY, 76 * DAY - 1, 200 * DAY, 360 * DAY] {
            world.pass_until(second);
            let found: Vec<u128> = (1..=stakes.len() as u64).map(|id| world.earned(id)).collect();
            assert_eq!(found, floors(&stakes, second), "{way:?} after {second}");
        }
        world.is_consistent();
    }
}

/// Before the start and after the end NFTs are counted as well.
#[test]
fn licences_are_counted_at_any_time() {
    let mut suite = Suite::default();
    let collection = moody(&mut suite);
    let address = collection.to_string();
    let mut world = World::on(suite, |msg| {
        msg.starts_at = time(DAY);
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Balance });
    });
    let (alice, eve) = (world.alice.clone(), world.eve.clone());
    for (second, nfts) in [(0, 1), (DAY, 4), ((1 + DAYS) * DAY, 9)] {
        world.pass_until(second);
        world.tells(&collection, &holdings(&alice, nfts));
        assert_eq!(world.boost(&alice).nfts, nfts);
        world.set_temper(&collection, kind(16));
        world.tells(&eve, &refresh(&alice));
        assert_eq!(world.boost(&alice).nfts, 16);
    }
}

/// Score and NFTs are kept apart: one changes, the other stays.
#[test]
fn scores_and_licences_add_up() {
    let (mut world, collection) = guessing();
    let alice = world.alice.clone();
    world.set_loyalty(&alice, 2_500);
    let told = world.tells(&collection, &holdings(&alice, 4));
    assert_eq!(told, ["boost_changed user=alice nfts=4 loyalty=2500 boost=2.2"]);
    assert_eq!(world.set_loyalty(&alice, 0), ["boost_changed user=alice nfts=4 loyalty=0 boost=1.2"]);
    world.set_temper(&collection, kind(1));
    world.set_loyalty(&alice, 2_500);

    world.stake(&alice, 1_000, 30);

    let expected = BoostResponse { nfts: 1, loyalty: 2_500, boost: decimal("1.6") };
    assert_eq!(world.boost(&alice), expected);
}

/// V-07: what is above the cap is known and counts as the cap.
#[test]
fn licences_count_up_to_their_cap() {
    let mut suite = Suite::default();
    let collection = moody(&mut suite);
    let address = collection.to_string();
    let mut world = World::on(suite, |msg| {
        msg.nft_cap = Some(9);
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Balance });
    });
    let alice = world.alice.clone();
    for (nfts, boost) in [(8, "1.697056274847714058"), (9, "1.8"), (10, "1.8"), (u64::MAX, "1.8")] {
        world.tells(&collection, &holdings(&alice, nfts));
        let expected = BoostResponse { nfts, loyalty: 0, boost: decimal(boost) };
        assert_eq!(world.boost(&alice), expected);
        world.set_temper(&collection, kind(nfts.into()));
        world.stake(&alice, 1_000, 30);
        assert_eq!(world.boost(&alice), expected);
        world.is_consistent();
    }
}

/// A stake uses the last known count where the collection is silent, answers something else, or more than there can be; and
/// whoever asks it to count anew is refused.
#[test]
fn a_collection_that_does_not_answer_stops_nobody() {
    let (mut world, collection) = guessing();
    let (alice, bob, eve) = (world.alice.clone(), world.bob.clone(), world.eve.clone());
    world.set_temper(&collection, kind(4));
    world.stake(&alice, 1_000, 60);
    world.stake(&bob, 1_000, 30);
    let silent = ContractError::CollectionSilent { collection: collection.clone() };
    assert!(silent.to_string().contains("collection"));
    world.pass_days(30);
    for temper in
        [Temper::Cross(String::new()), Temper::Confused, kind(u128::from(u64::MAX) + 1), kind(u128::MAX)]
    {
        world.set_temper(&collection, temper.clone());

        let silent = ContractError::CollectionSilent { collection: collection.clone() };
        world.refuses(&eve, &refresh(&alice), silent);
        let outcome = world.try_stake(&alice, 1_000, 60).unwrap();
        assert_eq!(world.told(&outcome).len(), 1, "{temper:?}");
        assert_eq!(world.boost(&alice).nfts, 4, "{temper:?}");
        let told = world.tells(&collection, &holdings(&bob, 4));
        assert_eq!(told.last().unwrap(), "boost_changed user=bob nfts=4 loyalty=0 boost=1.2");
        world.claim(&bob);
        world.is_consistent();
    }
    world.tells(&bob, &withdraw(2));
    world.set_temper(&collection, kind(u64::MAX.into()));
    world.tells(&eve, &refresh(&alice));
    assert_eq!(world.boost(&alice).nfts, u64::MAX);
}

/// V-07: a contract that is none, an account, cannot answer either.
#[test]
fn an_account_is_no_collection_and_stops_nobody() {
    let mut suite = Suite::default();
    let nobody = suite.who("nobody");
    let mut world = counting(suite, &nobody);
    let alice = world.alice.clone();
    world.stake(&alice, 1_000, 60);
    world.refuses(&alice, &refresh(&alice), ContractError::CollectionSilent { collection: nobody.clone() });
    assert_eq!(world.tells(&nobody, &holdings(&alice, 1)).len(), 1, "whatever is named may tell");
}

/// V-07.
#[test]
fn the_collection_alone_tells_of_holdings() {
    let (mut world, collection) = guessing();
    let [alice, eve, oracle] = [&world.alice, &world.eve, &world.oracle].map(Clone::clone);
    let (owner, vault) = (world.suite.owner.clone(), world.address.clone());
    assert!(ContractError::NotCollection.to_string().contains("unauthorized"));
    for sender in [&alice, &eve, &oracle, &owner, &vault] {
        world.refuses(sender, &holdings(&alice, 5), ContractError::NotCollection);
    }
    assert_eq!(world.tells(&collection, &holdings(&alice, 5)).len(), 1);
}

/// V-07: where NFTs are counted by balance, none is deposited.
#[test]
fn where_licences_are_counted_none_is_deposited() {
    let (mut world, collection) = guessing();
    let (alice, vault) = (world.alice.clone(), world.address.clone());
    let msg = received_nft(&alice, "a1", &NftAction::DepositBoost {});
    for sender in [&collection, &alice] {
        let error = ContractError::WrongCollection { collection: sender.clone() };
        world.suite.refuses(error, |suite| suite.chain.execute(sender, &vault, &msg, vec![]));
    }
    let msg = ExecuteMsg::WithdrawNft { token_id: "a1".to_owned() };
    world.refuses(&alice, &msg, ContractError::DepositNotFound { token_id: "a1".to_owned() });
}

/// V-07: without a collection nobody tells and nobody asks.
#[test]
fn without_a_collection_there_are_scores_alone() {
    let mut world = World::default();
    let (alice, eve, vault) = (world.alice.clone(), world.eve.clone(), world.address.clone());
    assert!(ContractError::NotCountedByBalance.to_string().contains("collection"));
    world.refuses(&eve, &refresh(&alice), ContractError::NotCountedByBalance);
    world.refuses(&eve, &holdings(&alice, 1), ContractError::NotCollection);
    let msg = received_nft(&alice, "a1", &NftAction::DepositBoost {});
    let error = ContractError::WrongCollection { collection: eve.clone() };
    assert!(error.to_string().contains("collection"));
    world.suite.refuses(error, |suite| suite.chain.execute(&eve, &vault, &msg, vec![]));
    world.stake(&alice, 1_000, 30);
}

/// What matured is told before the boost that it had nothing of.
#[test]
fn what_matured_is_told_before_the_new_count() {
    let (mut world, collection) = guessing();
    let (alice, eve) = (world.alice.clone(), world.eve.clone());
    for days in [30, 40, 50] {
        world.stake(&alice, 1_000, days);
    }
    world.set_temper(&collection, kind(1));
    world.pass_days(30);
    let told = world.tells(&collection, &holdings(&alice, 1));
    assert!(told[0].starts_with("position_matured position_id=1") && told.len() == 2, "{told:?}");
    world.pass_days(10);
    let told = world.tells(&eve, &refresh(&alice));
    assert!(told[0].starts_with("position_matured position_id=2") && told.len() == 2, "{told:?}");
    world.pass_days(10);
    world.set_temper(&collection, kind(2));
    let outcome = world.try_stake(&alice, 1_000, 30).unwrap();
    let heads: Vec<String> =
        world.told(&outcome).iter().map(|line| line.split(" user").next().unwrap().to_owned()).collect();
    assert_eq!(heads, ["position_matured position_id=3", "boost_changed", "staked position_id=4"]);
    world.is_consistent();
}
