//! Contracts that call back from inside a call, as receivers, as staker-registry, as hooks: nothing doubles, nothing is lost.
//!
//! Fault 10.

use cosmwasm_std::Addr;
use tributary_types::license_nft::{
    ApprovalsResponse, ExecuteMsg, NodeRole, OwnerOfResponse, QueryMsg, TokensResponse, CONTRACT,
};

use crate::ear::{ear, holdings, set_temper, Temper};
use crate::mint::ids;
use crate::support::suite::uint;
use crate::world::{approve, burn, liquidate, record_bond, redeem, send_nft, transfer, World, E};

/// A stable collection of `a1` and `a2`, alice's, and `t1`, a thief's; `b1` and `b2` are alice's and bonded to a node.
struct Scene {
    world: World,
    alice: Addr,
    bob: Addr,
    registry: Addr,
    thief: Addr,
    fence: Addr,
    node: Addr,
}

fn scene() -> Scene {
    let mut world = World::default();
    let [thief, fence] = ["thief", "fence"].map(|name| ear(&mut world.suite, name));
    let (alice, bob, registry) = (world.alice.clone(), world.bob.clone(), world.registry.clone());
    let node = world.suite.who("node");
    for who in [&alice, &bob, &registry, &thief, &fence] {
        world.suite.set_stake(who, 0);
    }
    world.mint(&alice, &["a1", "a2", "b1", "b2"]);
    world.mint(&thief, &["t1"]);
    world.bond(&alice, &node, &["b1", "b2"]);
    world.open_mainnet(0);
    world.open_stable();
    Scene { world, alice, bob, registry, thief, fence, node }
}

impl Scene {
    fn everybody(&self) -> [&Addr; 5] {
        [&self.alice, &self.bob, &self.registry, &self.thief, &self.fence]
    }

    /// LN-01, LN-03, LN-06, LN-10: each licence stands in one list, and each coin is somewhere once.
    #[track_caller]
    fn nothing_doubled(&self) {
        let world = &self.world;
        let status = world.status();
        let all = QueryMsg::AllTokens { start_after: None, limit: Some(100) };
        let living = world.ask::<TokensResponse>(&all).tokens;
        let mut listed = vec![];
        for who in self.everybody() {
            for token_id in world.tokens(who) {
                let asked = QueryMsg::OwnerOf { token_id: token_id.clone(), include_expired: None };
                assert_eq!(world.ask::<OwnerOfResponse>(&asked).owner, *who);
                listed.push(token_id);
            }
        }
        listed.sort();
        assert_eq!(listed, living);
        assert_eq!(living.len() as u64, status.live);
        assert_eq!(self.everybody().map(|who| world.balance(who)).iter().sum::<u64>(), status.live);
        assert_eq!(world.tokens(&self.registry).len() as u64, status.bonded);

        assert_eq!(status.live + status.redeemed + status.liquidated, 5);
        assert_eq!(
            (status.reserve, status.reserve_required),
            (uint(E * u128::from(status.live)), status.reserve)
        );
        assert_eq!(world.suite.holds(&world.license), status.reserve.u128());
        let paid: u128 = self.everybody().iter().map(|who| world.suite.holds(who)).sum();
        assert_eq!(paid, E * u128::from(status.redeemed + status.liquidated));
    }

    /// Alice sends `a1` to `receiver`, which answers from inside.
    #[track_caller]
    fn works(&mut self, receiver: &Addr, inside: &[ExecuteMsg]) {
        set_temper(&mut self.world.suite, receiver, Temper::OnNft(inside.to_vec()));
        self.world.send(&self.alice, &send_nft(receiver, "a1")).unwrap();
        self.nothing_doubled();
    }

    /// The same, but all of it is refused, and alice keeps what she has.
    #[track_caller]
    fn fails(&mut self, receiver: &Addr, inside: &[ExecuteMsg], word: &str) {
        set_temper(&mut self.world.suite, receiver, Temper::OnNft(inside.to_vec()));
        let (alice, license, message) =
            (self.alice.clone(), self.world.license.clone(), send_nft(receiver, "a1"));
        self.world.suite.refuses_with(word, |suite| suite.chain.execute(&alice, &license, &message, vec![]));
        self.nothing_doubled();
        assert_eq!(self.world.tokens(&self.alice), ids(&["a1", "a2"]));
    }

    #[track_caller]
    fn holder_is(&self, holder: &Addr, id: &str) {
        assert_eq!(self.world.license(id).owner, holder.as_str());
    }

    /// `hook` is told of balances, and answers the next one from inside.
    fn hooked(&mut self, hook: &Addr, inside: &[ExecuteMsg]) {
        let owner = self.world.suite.owner.clone();
        self.world.send(&owner, &ExecuteMsg::RegisterHook { contract: hook.to_string() }).unwrap();
        set_temper(&mut self.world.suite, hook, Temper::OnHoldings(inside.to_vec()));
    }

    /// How many hooks a call reports as failed.
    #[track_caller]
    fn failed_hooks(&mut self, sender: &Addr, message: &ExecuteMsg) -> usize {
        let outcome = self.world.send(sender, message).unwrap();
        self.nothing_doubled();
        let told = self.world.suite.told(&outcome, CONTRACT);
        told.iter().filter(|fact| fact.starts_with("hook_failed ")).count()
    }
}

#[test]
fn a_receiver_does_with_its_licence_what_it_may_from_inside_as_well() {
    let Scene { alice, bob, thief, fence, .. } = scene();
    for (inside, holder) in [
        (transfer(&bob, "a1"), &bob),
        (transfer(&alice, "a1"), &alice),
        (transfer(&thief, "a1"), &thief),
        (send_nft(&fence, "a1"), &fence),
        (send_nft(&thief, "a1"), &thief),
    ] {
        let mut scene = scene();
        scene.works(&thief, &[inside]);
        scene.holder_is(holder, "a1");
    }
}

#[test]
fn a_receiver_that_redeems_or_burns_from_inside_is_paid_once() {
    let Scene { thief, .. } = scene();
    for (inside, paid) in [
        (vec![redeem("a1")], E),
        (vec![burn("a1")], E),
        (vec![redeem("a1"), redeem("t1")], 2 * E),
        (vec![burn("t1"), redeem("a1")], 2 * E),
    ] {
        let mut scene = scene();
        scene.works(&thief, &inside);
        assert_eq!(scene.world.suite.holds(&thief), paid);
    }
}

#[test]
fn an_approval_from_inside_is_the_receivers_and_ends_with_the_next_hands() {
    let mut scene = scene();
    let (alice, bob, thief, fence) =
        (scene.alice.clone(), scene.bob.clone(), scene.thief.clone(), scene.fence.clone());
    scene.world.send(&alice, &approve(&fence, "a1", None)).unwrap();

    scene.works(&thief, &[approve(&bob, "a1", None)]);

    let asked = QueryMsg::Approvals { token_id: "a1".to_owned(), include_expired: Some(true) };
    let approvals = scene.world.ask::<ApprovalsResponse>(&asked).approvals;
    assert_eq!(approvals.into_iter().map(|it| it.spender).collect::<Vec<_>>(), std::slice::from_ref(&bob));
    scene.world.send(&bob, &transfer(&fence, "a1")).unwrap();
    scene.nothing_doubled();
    assert!(scene.world.ask::<ApprovalsResponse>(&asked).approvals.is_empty());
}

#[test]
fn a_receiver_that_bonds_from_inside_is_the_bonder() {
    let mut scene = scene();
    let (thief, registry) = (scene.thief.clone(), scene.registry.clone());

    scene.works(&thief, &[send_nft(&registry, "a1")]);

    scene.holder_is(&thief, "a1");
    assert_eq!(scene.world.tokens(&registry), ids(&["a1", "b1", "b2"]));
    scene.world.send(&registry, &transfer(&thief, "a1")).unwrap();
    scene.nothing_doubled();
}

#[test]
fn receivers_that_play_into_each_others_hands_gain_nothing() {
    for (answer, holds) in [(None, 0), (Some(redeem("a1")), E)] {
        let mut scene = scene();
        let (thief, fence) = (scene.thief.clone(), scene.fence.clone());
        let back = answer.clone().unwrap_or_else(|| send_nft(&thief, "a1"));
        set_temper(&mut scene.world.suite, &fence, Temper::OnNft(vec![back]));

        scene.works(&thief, &[send_nft(&fence, "a1")]);

        assert_eq!((scene.world.suite.holds(&thief), scene.world.suite.holds(&fence)), (0, holds));
        if answer.is_none() {
            scene.holder_is(&thief, "a1");
        }
    }
}

#[test]
fn a_receiver_that_wants_more_than_it_has_gets_nothing() {
    let mut scene = scene();
    let (bob, thief, fence, registry) =
        (scene.bob.clone(), scene.thief.clone(), scene.fence.clone(), scene.registry.clone());
    let (license, node) = (scene.world.license.clone(), scene.node.clone());
    for (inside, word) in [
        (vec![redeem("a1"), redeem("a1")], "burned"),
        (vec![redeem("a1"), burn("a1")], "burned"),
        (vec![redeem("a1"), transfer(&bob, "a1")], "burned"),
        (vec![redeem("a1"), approve(&bob, "a1", None)], "burned"),
        (vec![transfer(&bob, "a1"), redeem("a1")], "unauthorized"),
        (vec![transfer(&bob, "a1"), burn("a1")], "unauthorized"),
        (vec![transfer(&bob, "a1"), transfer(&fence, "a1")], "unauthorized"),
        (vec![send_nft(&fence, "a1"), send_nft(&registry, "a1")], "unauthorized"),
        (vec![approve(&bob, "a1", None), transfer(&bob, "a1"), approve(&fence, "a1", None)], "unauthorized"),
        (vec![send_nft(&registry, "a1"), redeem("a1")], "bonded"),
        (vec![send_nft(&registry, "a1"), transfer(&bob, "a1")], "bonded"),
        (vec![transfer(&bob, "a2")], "unauthorized"),
        (vec![redeem("a2")], "unauthorized"),
        (vec![redeem("b1")], "bonded"),
        (vec![transfer(&license, "a1")], "send_nft"),
        (vec![liquidate(&node, E, &["b1"])], "unauthorized"),
        (vec![record_bond("a1", &node, NodeRole::Validator)], "unauthorized"),
    ] {
        scene.fails(&thief, &inside, word);
    }
}

#[test]
fn a_registry_decides_from_inside_as_well() {
    let Scene { alice, registry, node, .. } = scene();
    let record = || record_bond("a1", &node, NodeRole::Validator);
    for inside in [vec![transfer(&alice, "a1")], vec![record(), transfer(&alice, "a1")]] {
        let mut scene = scene();
        scene.works(&registry, &inside);
        assert_eq!((scene.world.tokens(&alice), scene.world.status().bonded), (ids(&["a1", "a2"]), 2));
        assert_eq!(scene.world.license("a1").node, None);
    }
    for (need, taken, released) in [(E, &["a1"][..], E), (2 * E + 1, &["a1", "b1", "b2"], 3 * E)] {
        let mut scene = scene();
        scene.works(&registry, &[record(), liquidate(&node, need, taken)]);
        assert_eq!(scene.world.suite.holds(&registry), released);
    }
}

#[test]
fn a_registry_that_wants_more_than_it_may_gets_nothing() {
    let mut scene = scene();
    let (alice, bob, registry, node) =
        (scene.alice.clone(), scene.bob.clone(), scene.registry.clone(), scene.node.clone());
    let record = || record_bond("a1", &node, NodeRole::Validator);
    let take = || liquidate(&node, E, &["a1"]);
    for (inside, word) in [
        (vec![take()], "not bonded"),
        (vec![record(), record()], "bonded"),
        (vec![record(), take(), take()], "burned"),
        (vec![record(), take(), transfer(&alice, "a1")], "burned"),
        (vec![record(), transfer(&alice, "a1"), take()], "not bonded"),
        (vec![transfer(&alice, "a1"), record()], "custody"),
        (vec![transfer(&alice, "a1"), transfer(&alice, "a1")], "unauthorized"),
        (vec![transfer(&bob, "a1")], "bonder"),
        (vec![record(), liquidate(&node, E + 1, &["a1"])], "count"),
        (vec![record(), redeem("a1")], "bonded"),
    ] {
        scene.fails(&registry, &inside, word);
    }
}

#[test]
fn a_hook_redeems_what_is_its_own_from_inside_and_nothing_twice() {
    let mut scene = scene();
    let (alice, thief) = (scene.alice.clone(), scene.thief.clone());
    scene.hooked(&thief, &[redeem("t1")]);
    assert_eq!(scene.failed_hooks(&alice, &redeem("a1")), 0);
    assert_eq!((scene.world.suite.holds(&alice), scene.world.suite.holds(&thief)), (E, E));

    let mut scene = self::scene();
    scene.hooked(&thief, &[redeem("t1")]);
    assert_eq!(scene.failed_hooks(&thief, &redeem("t1")), 1, "it is gone already");
    assert_eq!(scene.world.suite.holds(&thief), E);

    let mut scene = self::scene();
    scene.hooked(&thief, &[redeem("a1")]);
    assert_eq!(scene.failed_hooks(&alice, &redeem("a1")), 1);
    assert_eq!((scene.world.suite.holds(&alice), scene.world.suite.holds(&thief)), (E, 0));
}

#[test]
fn a_hook_moves_what_is_its_own_from_inside_and_nothing_else() {
    let Scene { alice, bob, thief, .. } = scene();
    for (inside, failed) in
        [(transfer(&bob, "t1"), 0), (transfer(&thief, "t1"), 0), (transfer(&bob, "a1"), 2), (burn("a2"), 2)]
    {
        let mut scene = scene();
        scene.hooked(&thief, &[inside]);
        assert_eq!(scene.failed_hooks(&alice, &transfer(&bob, "a1")), failed, "told of alice and of bob");
        scene.holder_is(&bob, "a1");
    }
}

/// An accepted loss: what was to be told is written down before the first hook runs. A hook that matters reads `balance`.
#[test]
fn a_hook_that_moves_licences_makes_later_ones_hear_something_old_and_read_what_is() {
    let mut scene = scene();
    let (alice, bob, thief) = (scene.alice.clone(), scene.bob.clone(), scene.thief.clone());
    let vault = ear(&mut scene.world.suite, "vault");
    scene.hooked(&thief, &[transfer(&bob, "t1")]);
    scene.hooked(&vault, &[]);

    scene.world.send(&alice, &transfer(&bob, "a1")).unwrap();

    scene.nothing_doubled();
    let told = holdings(&scene.world.suite, &vault).into_iter().filter(|(who, _)| *who == bob.to_string());
    assert_eq!(told.map(|(_, balance)| balance).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(scene.world.balance(&bob), 2);
}

#[test]
fn a_registry_that_is_a_hook_takes_each_licence_once() {
    for (inside, failed, released) in [("b1", 1, E), ("b2", 0, 2 * E)] {
        let mut scene = scene();
        let (registry, node) = (scene.registry.clone(), scene.node.clone());
        scene.hooked(&registry, &[liquidate(&node, E, &[inside])]);

        assert_eq!(scene.failed_hooks(&registry, &liquidate(&node, E, &["b1"])), failed);

        assert_eq!(scene.world.suite.holds(&registry), released);
    }
}
