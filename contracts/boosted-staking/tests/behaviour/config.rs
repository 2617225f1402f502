//! `update_config`, `update_ownership`

use cw_ownable::OwnershipError;
use serde_json::json;
use tributary_boosted_staking::ContractError;
use tributary_controls::ControlError;
use tributary_types::boosted_staking::{ExecuteMsg, QueryMsg};
use tributary_types::ownership::OwnershipAction;

use crate::support::suite::uint;
use crate::world::{invalid, scores, withdraw, World};

fn update(loyalty_oracle: Option<&str>, min_stake: Option<u128>, guardian: Option<&str>) -> ExecuteMsg {
    let text = |text: &str| text.to_owned();
    ExecuteMsg::UpdateConfig {
        loyalty_oracle: loyalty_oracle.map(text),
        min_stake: min_stake.map(uint),
        guardian: guardian.map(text),
    }
}

fn not_owner() -> ContractError {
    ContractError::Control(ControlError::Ownership(OwnershipError::NotOwner))
}

#[test]
fn what_can_change_changes_one_by_one_and_the_rest_stays() {
    let mut world = World::default();
    let (eve, bob) = (world.eve.clone(), world.bob.clone());
    let mut expected = world.config();

    let told = world.owner_tells(&update(Some(eve.as_str()), None, None));
    assert_eq!(told, ["config_updated loyalty_oracle=eve"]);
    expected.loyalty_oracle = eve.clone();
    assert_eq!(world.config(), expected);
    assert_eq!(world.owner_tells(&update(None, Some(7), None)), ["config_updated min_stake=7"]);
    expected.min_stake = uint(7);
    assert_eq!(world.config(), expected);
    let told = world.owner_tells(&update(None, None, Some(bob.as_str())));
    assert_eq!(told, ["guardian_set guardian=bob", "config_updated guardian=bob"]);
    expected.guardian = Some(bob.clone());
    assert_eq!(world.config(), expected);

    let told = world.owner_tells(&update(Some(bob.as_str()), Some(9), Some(eve.as_str())));

    let expected_facts =
        ["guardian_set guardian=eve", "config_updated loyalty_oracle=bob min_stake=9 guardian=eve"];
    assert_eq!(told, expected_facts);
    (expected.loyalty_oracle, expected.min_stake, expected.guardian) = (bob, uint(9), Some(eve));
    assert_eq!(world.config(), expected);
}

/// Another oracle or guardian has the power at once, and the old one none.
#[test]
fn another_oracle_and_another_guardian_take_over() {
    let mut world = World::default();
    let [alice, bob, oracle] = [&world.alice, &world.bob, &world.oracle].map(Clone::clone);
    let guardian = world.suite.guardian.clone();
    world.set_loyalty(&alice, 100);
    world.owner_tells(&update(Some(bob.as_str()), None, Some(bob.as_str())));

    let error = ContractError::NotLoyaltyOracle { loyalty_oracle: bob.clone() };
    world.refuses(&oracle, &scores(&[(&alice, 0)]), error);
    assert_eq!(world.boost(&alice).loyalty, 100, "BV-13: a score holds until another is set");
    world.tells(&bob, &scores(&[(&alice, 400)]));
    let pause = ExecuteMsg::Pause {};
    world.refuses(&guardian, &pause, ContractError::Control(ControlError::NotGuardianOrOwner));
    world.tells(&bob, &pause);
    assert_eq!(world.boost(&alice).loyalty, 400);
}

/// V-09, O-01.
#[test]
fn the_owner_alone_changes_parameters() {
    let mut world = World::default();
    let [eve, oracle] = [&world.eve, &world.oracle].map(Clone::clone);
    let guardian = world.suite.guardian.clone();
    assert!(not_owner().to_string().contains("owner"));
    for sender in [&eve, &oracle, &guardian] {
        world.refuses(sender, &update(Some(eve.as_str()), Some(5), Some(eve.as_str())), not_owner());
    }
    world.refuses_owner(&update(None, None, None), ContractError::Control(ControlError::EmptyChange));
}

/// V-09: the rest is for ever.
#[test]
fn what_cannot_change_is_no_field() {
    let mut world = World::default();
    let (owner, vault) = (world.suite.owner.clone(), world.address.clone());
    for (field, value) in [
        ("total_rewards", json!("5")),
        ("weights", json!({"w1": "1", "w2": "1", "w3": "1", "w4": "1", "b0": "0"})),
        ("nft_cap", json!(5)),
        ("loyalty_cap", json!(5)),
        ("boost_collection", json!(null)),
        ("starts_at", json!("5")),
        ("duration_days", json!(5)),
        ("phase1_days", json!(5)),
        ("min_days", json!(30)),
        ("max_days", json!(30)),
        ("vesting_days", json!(5)),
        ("stake_asset", json!({"native": "u"})),
        ("reward_asset", json!({"native": "u"})),
        ("unused_rewards_to", json!({"account": owner})),
    ] {
        let msg = json!({"update_config": {"min_stake": "5", field: value}});
        world.suite.refuses_with("unknown field", |suite| suite.chain.execute(&owner, &vault, &msg, vec![]));
    }
}

/// V-08, O-05: the numbers of rewards and stakes must fit.
#[test]
fn the_minimum_stays_in_its_range() {
    let mut world = World::empty(|msg| {
        msg.total_rewards = uint(5 << 95);
        msg.min_stake = Some(uint(6));
    });
    let eve = world.eve.clone();
    for given in [0, 4, 5] {
        let error = invalid("min_stake", "above total_rewards/2^95", given);
        assert!(error.to_string().contains("config"));
        let before = world.config();
        world.refuses_owner(&update(Some(eve.as_str()), Some(given), None), error);
        assert_eq!(world.config(), before);
    }
    world.owner_tells(&update(None, Some(u128::MAX), None));
    world.owner_tells(&update(None, Some(6), None));
}

/// O-08: another minimum is for stakes to come; what is smaller earns on, matures and leaves.
#[test]
fn another_minimum_stops_no_exit() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, 5, 30);
    world.owner_tells(&update(None, Some(1_000), None));

    let error = ContractError::BelowMinimum { amount: uint(999), min_stake: uint(1_000) };
    world.refuses_stake(&alice, 999, 30, error);
    world.stake(&alice, 1_000, 30);
    world.pass_days(90);
    for id in [1, 2] {
        world.tells(&alice, &withdraw(id));
    }
    assert!(world.claim(&alice) > 0);
    world.owner_tells(&update(None, Some(1), None));
    world.stake(&alice, 1, 30);
    world.is_consistent();
}

/// O-02, G-12.
#[test]
fn the_ownership_is_handed_over_in_two_steps() {
    let mut world = World::default();
    let (owner, heir, eve) = (world.suite.owner.clone(), world.heir.clone(), world.eve.clone());
    let accept = || ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership);
    let offer = |expiry| OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry };
    let change = || update(None, Some(5), None);
    world.refuses(&heir, &accept(), ContractError::Control(ControlError::NothingOffered));
    let renounce = ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership);
    world.refuses_owner(&renounce, ContractError::Control(ControlError::RenounceRefused));
    let expiry = Some(world.suite.after(60));
    world.owner_tells(&ExecuteMsg::UpdateOwnership(offer(expiry)));
    world.suite.wait(60);
    world.refuses(&heir, &accept(), ContractError::Control(ControlError::OfferExpired));

    let told = world.owner_tells(&ExecuteMsg::UpdateOwnership(offer(None)));
    assert_eq!(told, ["ownership_updated owner=owner pending_owner=heir"]);
    let not_pending = || ContractError::Control(ControlError::Ownership(OwnershipError::NotPendingOwner));
    world.refuses(&eve, &accept(), not_pending());
    world.refuses(&heir, &change(), not_owner());
    world.owner_tells(&change());
    assert_eq!(world.tells(&heir, &accept()), ["ownership_updated owner=heir"]);

    world.refuses(&owner, &change(), not_owner());
    world.refuses(&owner, &ExecuteMsg::UpdateOwnership(offer(None)), not_owner());
    world.tells(&heir, &change());
    assert_eq!(world.config().owner, Some(heir.clone()));
    let found: cw_ownable::Ownership<String> = world.ask(&QueryMsg::Ownership {});
    assert_eq!((found.owner, found.pending_owner), (Some(heir.to_string()), None));
}
