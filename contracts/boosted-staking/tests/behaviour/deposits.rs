//! NFTs that are counted where they are deposited: by cw721-base, or by whatever reverts

use cosmwasm_std::{to_json_binary, Addr, Uint256};
use serde::Serialize;
use serde_json::json;
use tributary_boosted_staking::state::{LEAVING, PASSED};
use tributary_boosted_staking::ContractError;
use tributary_controls::ControlError;
use tributary_simulator::Outcome;
use tributary_types::boosted_staking::{
    BoostCollection, BoostResponse, CountedBy, DepositsResponse, ExecuteMsg, InstantiateMsg, NftAction,
    QueryMsg,
};

use crate::definition::{boost, floors, Stake};
use crate::moody::{kind, moody, received_nft, Temper};
use crate::support::suite::Suite;
use crate::world::{decimal, holdings, refresh, time, withdraw, withdraw_nft, World, DAY, DAYS};

/// A cw721-base collection that the owner mints.
pub fn cw721(suite: &mut Suite) -> Addr {
    let owner = suite.owner.clone();
    let msg = json!({"name": "Art", "symbol": "ART", "minter": owner});
    let (collection, _) = suite.chain.instantiate(&owner, "cw721-base", "art", &msg, vec![]).unwrap();
    suite.call(&collection, "art");
    collection
}

/// Mints NFTs.
pub fn mint(suite: &mut Suite, collection: &Addr, holder: &Addr, ids: &[&str]) {
    let owner = suite.owner.clone();
    for id in ids {
        let msg = json!({"mint": {"token_id": id, "owner": holder, "token_uri": null, "extension": null}});
        suite.chain.execute(&owner, collection, &msg, vec![]).unwrap();
    }
}

/// Sends an NFT to a contract, with what it is for.
pub fn send_nft(
    suite: &mut Suite,
    sender: &Addr,
    collection: &Addr,
    to: &Addr,
    (id, purpose): (&str, &impl Serialize),
) -> anyhow::Result<Outcome> {
    let msg = to_json_binary(purpose).unwrap();
    let send = json!({"send_nft": {"contract": to, "token_id": id, "msg": msg}});
    suite.chain.execute(sender, collection, &send, vec![])
}

/// A vault that counts deposits of cw721-base. Alice has `a1` to `a4`, bob `b1`.
struct Gallery {
    world: World,
    art: Addr,
    alice: Addr,
    bob: Addr,
}

impl Gallery {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut InstantiateMsg)) -> Self {
        let mut suite = Suite::default();
        let art = cw721(&mut suite);
        let [alice, bob] = ["alice", "bob"].map(|name| suite.who(name));
        mint(&mut suite, &art, &alice, &["a1", "a2", "a3", "a4"]);
        mint(&mut suite, &art, &bob, &["b1"]);
        let address = art.to_string();
        let world = World::on(suite, |msg| {
            msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Deposit });
            change(msg);
        });
        Self { world, art, alice, bob }
    }

    fn try_deposit(&mut self, sender: &Addr, id: &str) -> anyhow::Result<Outcome> {
        let vault = self.world.address.clone();
        send_nft(&mut self.world.suite, sender, &self.art, &vault, (id, &NftAction::DepositBoost {}))
    }

    #[track_caller]
    fn deposit(&mut self, sender: &Addr, id: &str) -> Vec<String> {
        let outcome = self.try_deposit(sender, id).unwrap();
        self.world.told(&outcome)
    }

    #[track_caller]
    fn refuses(&mut self, sender: &Addr, id: &str, error: ContractError) {
        let (vault, art) = (self.world.address.clone(), self.art.clone());
        self.world
            .suite
            .refuses(error, |suite| send_nft(suite, sender, &art, &vault, (id, &NftAction::DepositBoost {})));
    }

    fn give(&mut self, from: &Addr, to: &Addr, id: &str) {
        let msg = json!({"transfer_nft": {"recipient": to, "token_id": id}});
        self.world.suite.chain.execute(from, &self.art, &msg, vec![]).unwrap();
    }

    fn owner_of(&self, id: &str) -> Addr {
        let answer = self.world.suite.chain.query(&self.art, &json!({"owner_of": {"token_id": id}})).unwrap();
        Addr::unchecked(answer["owner"].as_str().unwrap())
    }
}

fn deposits(world: &World, user: &Addr) -> Vec<String> {
    let msg = QueryMsg::Deposits { user: user.to_string(), start_after: None, limit: Some(100) };
    world.ask::<DepositsResponse>(&msg).deposits
}

fn not_found(id: &str) -> ContractError {
    ContractError::DepositNotFound { token_id: id.to_owned() }
}

#[test]
fn a_deposited_nft_boosts_its_depositor_until_it_is_taken_out() {
    let mut gallery = Gallery::new();
    let (alice, vault) = (gallery.alice.clone(), gallery.world.address.clone());
    gallery.world.stake(&alice, 1_000, 60);

    let told = gallery.deposit(&alice, "a1");
    let expected =
        ["nft_deposited token_id=a1 user=alice", "boost_changed user=alice nfts=1 loyalty=0 boost=0.6"];
    assert_eq!(told, expected);
    assert_eq!(gallery.owner_of("a1"), vault);
    let boost = BoostResponse { nfts: 1, loyalty: 0, boost: decimal("0.6") };
    assert_eq!(gallery.world.boost(&alice), boost);
    assert_eq!(gallery.world.position(1).weight, Uint256::from(760u128));
    assert_eq!(deposits(&gallery.world, &alice), ["a1"]);
    gallery.world.is_consistent();

    let told = gallery.world.tells(&alice, &withdraw_nft("a1"));
    let expected =
        ["nft_withdrawn token_id=a1 user=alice", "boost_changed user=alice nfts=0 loyalty=0 boost=0"];
    assert_eq!(told, expected);
    assert_eq!(gallery.owner_of("a1"), alice);
    assert_eq!(gallery.world.position(1).weight, Uint256::from(400u128));
    assert!(deposits(&gallery.world, &alice).is_empty());
    gallery.world.is_consistent();
}

/// BV-13, BV-14: in and out both settle first, and count from their second on.
#[test]
fn a_deposit_counts_as_long_as_it_lies_here() {
    let mut gallery = Gallery::new();
    let (alice, bob) = (gallery.alice.clone(), gallery.bob.clone());
    for (user, amount, days) in [(&alice, 1_000, 30), (&alice, 70, 360), (&bob, 500, 180)] {
        gallery.world.stake(user, amount, days);
    }
    gallery.world.pass_until(5 * DAY + 3);
    gallery.deposit(&alice, "a1");
    gallery.world.pass_until(7 * DAY);
    gallery.deposit(&bob, "b1");
    gallery.world.pass_until(40 * DAY);
    for id in ["a2", "a3", "a4"] {
        gallery.deposit(&alice, id);
    }
    gallery.world.is_consistent();
    gallery.world.pass_until(50 * DAY + 1);
    gallery.world.tells(&bob, &withdraw_nft("b1"));
    gallery.world.pass_until(60 * DAY);
    for id in ["a1", "a3", "a4"] {
        gallery.world.tells(&alice, &withdraw_nft(id));
    }
    gallery.world.is_consistent();

    let alices = vec![(5 * DAY + 3, boost(1, 0)), (40 * DAY, boost(2, 0)), (60 * DAY, boost(1, 0))];
    let bobs = vec![(7 * DAY, boost(1, 0)), (50 * DAY + 1, 0)];
    let stakes = [
        Stake { boosts: alices.clone(), ..Stake::plain(1_000, 1, 0..=30 * DAY) },
        Stake { boosts: alices, ..Stake::plain(70, 12, 0..=360 * DAY) },
        Stake { boosts: bobs, ..Stake::plain(500, 6, 0..=180 * DAY) },
    ];
    for second in [60 * DAY + 1, 100 * DAY, 180 * DAY, 360 * DAY] {
        gallery.world.pass_until(second);
        let found = [1, 2, 3].map(|id| gallery.world.earned(id));
        assert_eq!(found, *floors(&stakes, second), "after {second}");
    }
}

/// Deposits and withdrawals pass the days like every message (BV-16).
#[test]
fn nfts_pass_the_days() {
    let mut gallery = Gallery::new();
    let alice = gallery.alice.clone();
    gallery.world.stake(&alice, 1_000, 30);
    gallery.world.stake(&alice, 1_000, 40);
    let passed = |world: &World| {
        let storage = world.suite.chain.app().contract_storage(&world.address);
        [30, 40].map(|day| PASSED.has(&*storage, day) && !LEAVING.has(&*storage, day))
    };
    gallery.world.pass_days(30);
    assert_eq!(passed(&gallery.world), [false, false]);
    gallery.deposit(&alice, "a1");
    assert_eq!(passed(&gallery.world), [true, false]);
    gallery.world.pass_days(10);
    gallery.world.tells(&alice, &withdraw_nft("a1"));
    assert_eq!(passed(&gallery.world), [true, true]);
}

/// V-05.
#[test]
fn the_depositor_alone_takes_an_nft_out_once() {
    let mut gallery = Gallery::new();
    let (alice, bob, owner) = (gallery.alice.clone(), gallery.bob.clone(), gallery.world.suite.owner.clone());
    assert!(not_found("a1").to_string().contains("not found"));
    gallery.world.refuses(&alice, &withdraw_nft("a1"), not_found("a1"));
    gallery.deposit(&alice, "a1");

    let error = || ContractError::NotDepositor { token_id: "a1".to_owned(), depositor: alice.clone() };
    assert!(error().to_string().contains("unauthorized"));
    for sender in [&bob, &owner, &gallery.art.clone()] {
        gallery.world.refuses(sender, &withdraw_nft("a1"), error());
    }
    for id in ["", "a2", "A1", "a1 "] {
        gallery.world.refuses(&alice, &withdraw_nft(id), not_found(id));
    }
    gallery.world.tells(&alice, &withdraw_nft("a1"));

    gallery.world.refuses(&alice, &withdraw_nft("a1"), not_found("a1"));
}

/// V-05: it came without a word and stays for ever; nobody is boosted.
#[test]
fn an_nft_that_came_by_plain_transfer_counts_for_nobody() {
    let mut gallery = Gallery::new();
    let (alice, vault) = (gallery.alice.clone(), gallery.world.address.clone());

    gallery.give(&alice, &vault, "a1");

    assert_eq!((gallery.world.boost(&alice).nfts, deposits(&gallery.world, &alice).len()), (0, 0));
    gallery.world.refuses(&alice, &withdraw_nft("a1"), not_found("a1"));
    gallery.deposit(&alice, "a2");
    assert_eq!(gallery.world.boost(&alice).nfts, 1);
    gallery.world.is_consistent();
}

/// Whoever sends is the depositor, though it be an approved account; not the owner of the NFT.
#[test]
fn an_approved_account_that_sends_an_nft_is_its_depositor() {
    let mut gallery = Gallery::new();
    let (alice, bob) = (gallery.alice.clone(), gallery.bob.clone());
    let approve = json!({"approve": {"spender": bob, "token_id": "a1", "expires": null}});
    gallery.world.suite.chain.execute(&alice, &gallery.art, &approve, vec![]).unwrap();

    let told = gallery.deposit(&bob, "a1");

    assert_eq!(told[0], "nft_deposited token_id=a1 user=bob");
    let error = ContractError::NotDepositor { token_id: "a1".to_owned(), depositor: bob.clone() };
    gallery.world.refuses(&alice, &withdraw_nft("a1"), error);
    gallery.world.tells(&bob, &withdraw_nft("a1"));
    assert_eq!(gallery.owner_of("a1"), bob);
}

/// V-12: passed through ten accounts that deposit it in turn it counts for one at a time.
#[test]
fn one_nft_counts_for_one_account_at_a_time() {
    let mut gallery = Gallery::new();
    let users: Vec<Addr> = (0..10).map(|number| gallery.world.suite.who(&format!("user{number}"))).collect();
    let mut holder = gallery.alice.clone();
    for user in &users {
        gallery.world.stake(user, 1_000, 60);
        gallery.give(&holder, user, "a1");
        holder = user.clone();
        gallery.deposit(user, "a1");
        let boosted = users.iter().filter(|user| gallery.world.boost(user).nfts > 0).count();
        assert_eq!(boosted, 1);
        gallery.refuses_to_others(&users, user);
        gallery.world.tells(user, &withdraw_nft("a1"));
        gallery.world.is_consistent();
    }
    assert_eq!(gallery.world.vault().total_weight, Uint256::from(4_000u128));
}

impl Gallery {
    /// Nobody but the depositor gets it out, and nobody can deposit what lies here.
    fn refuses_to_others(&mut self, users: &[Addr], depositor: &Addr) {
        for user in users.iter().filter(|user| *user != depositor) {
            let (token_id, depositor) = ("a1".to_owned(), depositor.clone());
            self.world.refuses(
                user,
                &withdraw_nft("a1"),
                ContractError::NotDepositor { token_id, depositor },
            );
            let (vault, art) = (self.world.address.clone(), self.art.clone());
            self.world.suite.refuses_with("current owner", |suite| {
                send_nft(suite, user, &art, &vault, ("a1", &NftAction::DepositBoost {}))
            });
        }
    }
}

/// V-07: each deposited NFT counts, so none is taken above the cap.
#[test]
fn nobody_deposits_more_than_counts() {
    let mut gallery = Gallery::with(|msg| msg.nft_cap = Some(3));
    let (alice, bob) = (gallery.alice.clone(), gallery.bob.clone());
    for id in ["a1", "a2", "a3"] {
        gallery.deposit(&alice, id);
    }

    let error = || ContractError::Control(ControlError::TooMany { what: "NFTs of a user", max: 3, given: 4 });
    assert!(error().to_string().contains("at most"));
    gallery.refuses(&alice, "a4", error());
    assert_eq!(gallery.owner_of("a4"), alice);
    gallery.deposit(&bob, "b1");
    gallery.world.tells(&alice, &withdraw_nft("a2"));
    gallery.deposit(&alice, "a4");
    assert_eq!(deposits(&gallery.world, &alice), ["a1", "a3", "a4"]);
    gallery.world.is_consistent();

    let mut gallery = Gallery::with(|msg| msg.nft_cap = Some(0));
    let none = ControlError::TooMany { what: "NFTs of a user", max: 0, given: 1 };
    gallery.refuses(&alice, "a1", ContractError::Control(none));
}

/// V-07: an NFT of another collection, or one that is sent for something else, stays where it was; so do lies.
#[test]
fn the_collection_alone_deposits() {
    let mut gallery = Gallery::new();
    let (alice, vault, art) = (gallery.alice.clone(), gallery.world.address.clone(), gallery.art.clone());
    let other = cw721(&mut gallery.world.suite);
    mint(&mut gallery.world.suite, &other, &alice, &["o1"]);
    let deposit = NftAction::DepositBoost {};

    let wrong = |collection: &Addr| ContractError::WrongCollection { collection: collection.clone() };
    let suite = &mut gallery.world.suite;
    suite.refuses(wrong(&other), |suite| send_nft(suite, &alice, &other, &vault, ("o1", &deposit)));
    let lie = received_nft(&alice, "a1", &deposit);
    for liar in [&alice, &vault] {
        suite.refuses(wrong(liar), |suite| suite.chain.execute(liar, &vault, &lie, vec![]));
    }
    let purposes = [
        json!({}),
        json!(null),
        json!({"deposit": {}}),
        json!({"deposit_boost": {"user": "x"}}),
        json!({"deposit_boost": {}, "stake": {}}),
        json!("deposit_boost"),
        json!({"pause": {}}),
    ];
    for purpose in purposes {
        suite.refuses_with("Error parsing", |suite| send_nft(suite, &alice, &art, &vault, ("a1", &purpose)));
    }
    let forged = received_nft(&Addr::unchecked("nobody"), "a9", &deposit);
    suite.refuses_with("Invalid input", |suite| suite.chain.execute(&art, &vault, &forged, vec![]));
    assert_eq!(gallery.owner_of("a1"), alice);
    assert_eq!(gallery.world.boost(&alice).nfts, 0);
}

/// Who counts by deposits asks nobody and is told by nobody.
#[test]
fn where_nfts_are_deposited_none_is_counted_elsewhere() {
    let mut gallery = Gallery::new();
    let (alice, art) = (gallery.alice.clone(), gallery.art.clone());
    gallery.world.refuses(&alice, &refresh(&alice), ContractError::NotCountedByBalance);
    gallery.world.refuses(&art, &holdings(&alice, 4), ContractError::NotCollection);
    let outcome = gallery.world.try_stake(&alice, 1_000, 30).unwrap();
    assert_eq!(gallery.world.told(&outcome).len(), 1);
    assert_eq!(gallery.world.boost(&alice).nfts, 0, "alice has four of them");
}

/// At any time: before the start, after the end, while paused.
#[test]
fn deposits_come_and_go_at_any_time() {
    let mut gallery = Gallery::with(|msg| msg.starts_at = time(DAY));
    let (alice, owner) = (gallery.alice.clone(), gallery.world.suite.owner.clone());
    let pause = ExecuteMsg::Pause {};
    for (second, is_paused) in [(0, false), (DAY, false), (DAY, true), ((1 + DAYS) * DAY, true)] {
        gallery.world.pass_until(second);
        if is_paused && !gallery.world.config().paused {
            gallery.world.send(&owner, &pause).unwrap();
        }
        assert_eq!(gallery.deposit(&alice, "a1").len(), 2, "{second}");
        assert_eq!(gallery.world.tells(&alice, &withdraw_nft("a1")).len(), 2, "{second}");
        assert_eq!(gallery.owner_of("a1"), alice);
        gallery.deposit(&alice, "a2");
        gallery.world.pass_until(second);
        gallery.world.tells(&alice, &withdraw_nft("a2"));
        gallery.world.is_consistent();
    }
}

/// What matured is told before the NFT.
#[test]
fn what_matured_is_told_before_the_nft() {
    let mut gallery = Gallery::new();
    let alice = gallery.alice.clone();
    gallery.world.stake(&alice, 1_000, 30);
    gallery.world.stake(&alice, 1_000, 40);
    let heads = |told: Vec<String>| -> Vec<String> {
        told.iter().map(|line| line.split(' ').next().unwrap().to_owned()).collect()
    };
    gallery.world.pass_days(30);
    assert_eq!(heads(gallery.deposit(&alice, "a1")), ["position_matured", "nft_deposited", "boost_changed"]);
    gallery.world.pass_days(10);
    let told = gallery.world.tells(&alice, &withdraw_nft("a1"));
    assert_eq!(heads(told), ["position_matured", "nft_withdrawn", "boost_changed"]);
    gallery.world.is_consistent();
}

/// A vault that counts deposits of a contract in some temper, in which alice has deposited `a1` and has staked.
fn moody_gallery() -> (World, Addr, Addr) {
    let mut suite = Suite::default();
    let collection = moody(&mut suite);
    let address = collection.to_string();
    let mut world = World::on(suite, |msg| {
        msg.boost_collection = Some(BoostCollection { address, counted_by: CountedBy::Deposit });
    });
    let (alice, vault) = (world.alice.clone(), world.address.clone());
    let deposit = received_nft(&alice, "a1", &NftAction::DepositBoost {});
    world.suite.chain.execute(&collection, &vault, &deposit, vec![]).unwrap();
    world.stake(&alice, 1_000, 60);
    world.stake(&alice, 1_000, 30);
    (world, collection, alice)
}

/// A collection that keeps an NFT back: it stays deposited and counts, and nothing else depends on it.
#[test]
fn an_nft_that_its_collection_does_not_move_stays_and_counts() {
    let (mut world, collection, alice) = moody_gallery();
    let vault = world.address.clone();
    world.set_temper(&collection, Temper::Cross(alice.to_string()));

    let msg = withdraw_nft("a1");
    world.suite.refuses_with("cross today", |suite| suite.chain.execute(&alice, &vault, &msg, vec![]));

    assert_eq!((world.boost(&alice).nfts, deposits(&world, &alice)), (1, vec!["a1".to_owned()]));
    assert_eq!(world.position(1).weight, Uint256::from(760u128));
    world.pass_days(50);
    assert!(world.claim(&alice) > 0);
    world.tells(&alice, &withdraw(2));
    world.stake(&alice, 5, 30);
    world.pass_days(30);
    world.tells(&alice, &withdraw(1));
    world.set_temper(&collection, kind(0));
    assert_eq!(
        world.tells(&alice, &msg).last().unwrap(),
        "boost_changed user=alice nfts=0 loyalty=0 boost=0"
    );
}

/// A collection that sends an NFT which is here already is not believed.
#[test]
fn an_nft_is_deposited_once() {
    let (mut world, collection, alice) = moody_gallery();
    let (bob, vault) = (world.bob.clone(), world.address.clone());
    for sender in [&alice, &bob] {
        let again = received_nft(sender, "a1", &NftAction::DepositBoost {});
        let error = ContractError::AlreadyDeposited { token_id: "a1".to_owned() };
        assert!(error.to_string().contains("collection"));
        world.suite.refuses(error, |suite| suite.chain.execute(&collection, &vault, &again, vec![]));
    }
    assert_eq!((world.boost(&alice).nfts, world.boost(&bob).nfts), (1, 0));
}

/// Fault 10: from inside the withdrawal the NFT is out already; it comes in again, or does not go out twice.
#[test]
fn a_collection_that_calls_from_inside_finds_the_nft_gone() {
    let (mut world, collection, alice) = moody_gallery();
    let again = world.message(&received_nft(&alice, "a1", &NftAction::DepositBoost {}));
    world.set_temper(&collection, Temper::Sly(vec![again]));
    let told = world.tells(&alice, &withdraw_nft("a1"));
    assert_eq!(told.len(), 4, "{told:?}");
    assert_eq!(told[3], "boost_changed user=alice nfts=1 loyalty=0 boost=0.6");
    assert_eq!((world.boost(&alice).nfts, deposits(&world, &alice)), (1, vec!["a1".to_owned()]));

    let vault = world.address.clone();
    let twice = world.message(&withdraw_nft("a1"));
    world.set_temper(&collection, Temper::Sly(vec![twice]));
    world.suite.refuses_with("deposit not found: a1", |suite| {
        suite.chain.execute(&alice, &vault, &withdraw_nft("a1"), vec![])
    });
    assert_eq!(world.boost(&alice).nfts, 1);
}

/// Ids are whatever the collection says, apart from each other by every byte.
#[test]
fn ids_are_kept_to_the_byte() {
    let (mut world, collection, alice) = moody_gallery();
    let (bob, vault) = (world.bob.clone(), world.address.clone());
    let long = "x".repeat(300);
    let ids = ["", " ", "\0", "A1", "a1 ", "a10", "ä", "10", "9", &long];
    for id in ids {
        let deposit = received_nft(&bob, id, &NftAction::DepositBoost {});
        world.suite.chain.execute(&collection, &vault, &deposit, vec![]).unwrap();
    }
    let mut sorted: Vec<&str> = ids.to_vec();
    sorted.sort_unstable();
    assert_eq!(deposits(&world, &bob), sorted);
    assert_eq!(deposits(&world, &alice), ["a1"]);
    for id in ids {
        let told = world.tells(&bob, &withdraw_nft(id));
        assert!(told[0].starts_with("nft_withdrawn "), "{told:?}");
    }
    assert_eq!((world.boost(&bob).nfts, world.boost(&alice).nfts), (0, 1));
}
