//! `update_config`, `set_guardian`, `update_ownership`

use cosmwasm_std::Addr;
use cw_ownable::OwnershipError;
use tributary_controls::ControlError;
use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::{ExecuteMsg, QueryMsg};
use tributary_types::ownership::OwnershipAction;

use crate::world::{caps, invalid, multipliers, Changes, World};

fn not_owner() -> ContractError {
    ContractError::Control(ControlError::Ownership(OwnershipError::NotOwner))
}

/// Each alone: what is not named stays.
#[test]
fn each_parameter_changes_alone() {
    let mut world = World::one(|_| {});
    let heir = world.heir.to_string();
    let mut expected = world.config();
    let told = |world: &mut World, changes: Changes| world.owner_tells(&changes.msg());

    let found = told(&mut world, Changes { registrar: Some(heir), ..Changes::default() });
    assert_eq!(
        found,
        ["config_updated registrar=heir penalty_bps=3000 min_penalty_bps=0 mutual_exit_free=false time_multipliers=30:10000,60:11000,90:12500,180:15000,365:20000"]
    );
    expected.registrar = world.heir.clone();
    assert_eq!(world.config(), expected);

    told(&mut world, Changes { penalty_bps: Some(10_000), ..Changes::default() });
    expected.penalty_bps = 10_000;
    assert_eq!(world.config(), expected);

    told(&mut world, Changes { min_penalty_bps: Some(77), ..Changes::default() });
    expected.min_penalty_bps = 77;
    assert_eq!(world.config(), expected);

    let found = told(&mut world, Changes { mutual_exit_free: Some(true), ..Changes::default() });
    assert_eq!(
        found,
        ["config_updated registrar=heir penalty_bps=10000 min_penalty_bps=77 mutual_exit_free=true time_multipliers=30:10000,60:11000,90:12500,180:15000,365:20000"]
    );
    expected.mutual_exit_free = true;
    assert_eq!(world.config(), expected);

    told(&mut world, Changes { daily_caps: Some(caps(&[(0, 5), (9, 6)])), ..Changes::default() });
    expected.daily_caps = caps(&[(0, 5), (9, 6)]);
    assert_eq!(world.config(), expected);

    let rows = multipliers(&[(365, 7), (60, 8)]);
    told(&mut world, Changes { time_multipliers: Some(rows), ..Changes::default() });
    expected.time_multipliers = multipliers(&[(30, 10_000), (60, 8), (90, 12_500), (180, 15_000), (365, 7)]);
    assert_eq!(world.config(), expected);

    let rows = multipliers(&[(30, 9)]);
    let found = told(&mut world, Changes { time_multipliers: Some(rows), ..Changes::default() });
    let lists = "daily_caps=0:5,9:6 time_multipliers=30:9,60:8,90:12500,180:15000,365:7";
    assert!(found[0].ends_with(&format!(" mutual_exit_free=true {lists}")), "{found:?}");
    expected.time_multipliers = multipliers(&[(30, 9), (60, 8), (90, 12_500), (180, 15_000), (365, 7)]);
    assert_eq!(world.config(), expected, "multipliers that were set stay");
    world.is_consistent();
}

#[test]
fn a_change_of_nothing_is_refused() {
    let mut world = World::default();
    let owner = world.suite.owner.clone();
    world.refuses(&owner, &Changes::default().msg(), ContractError::Control(ControlError::EmptyChange));
}

/// O-01.
#[test]
fn only_the_owner_changes_parameters() {
    let mut world = World::default();
    let changes = || Changes { penalty_bps: Some(5), ..Changes::default() }.msg();
    let strangers: Vec<Addr> =
        vec![world.registrar.clone(), world.suite.guardian.clone(), world.olga.clone(), world.eve.clone()];
    for stranger in &strangers {
        world.refuses(stranger, &changes(), not_owner());
        world.refuses(stranger, &ExecuteMsg::SetGuardian { guardian: None }, not_owner());
    }
}

/// J-11.
#[test]
fn parameters_are_within_their_ranges() {
    let mut world = World::default();
    let changes = [
        (
            Changes { penalty_bps: Some(10_001), ..Changes::default() },
            invalid("penalty_bps", "at most 10000", 10_001),
        ),
        (
            Changes { min_penalty_bps: Some(10_001), ..Changes::default() },
            invalid("min_penalty_bps", "at most 10000", 10_001),
        ),
        (
            Changes { min_penalty_bps: Some(1), ..Changes::default() },
            invalid("min_penalty_bps", "0, where stake and reward are not the same", 1),
        ),
        (
            Changes { daily_caps: Some(caps(&[(1, 5)])), ..Changes::default() },
            invalid("from_day", "0 in the first row", 1),
        ),
        (
            Changes { daily_caps: Some(caps(&[(0, 5), (0, 5)])), ..Changes::default() },
            invalid("from_day", "increasing", 0),
        ),
        (
            Changes { time_multipliers: Some(multipliers(&[(30, 0)])), ..Changes::default() },
            invalid("tau_bps", "1 to 100000", 0),
        ),
        (
            Changes { time_multipliers: Some(multipliers(&[(30, 1), (30, 1)])), ..Changes::default() },
            invalid("time_multipliers", "one row a lock", 30),
        ),
        (
            Changes { time_multipliers: Some(multipliers(&[(45, 1)])), ..Changes::default() },
            invalid("lock_days", "30, 60, 90, 180 or 365", 45),
        ),
    ];
    for (changes, error) in changes {
        assert!(error.to_string().contains("config"));
        world.refuses_owner(&changes.msg(), error);
    }
    let many = caps(&(0..17).map(|day| (day, 5)).collect::<Vec<_>>());
    let changes = Changes { daily_caps: Some(many), penalty_bps: Some(5), ..Changes::default() };
    world.refuses_owner(&changes.msg(), invalid("daily_caps", "16 rows or less", 17));
    // A minimum of nothing is possible everywhere.
    world.owner_tells(&Changes { min_penalty_bps: Some(0), ..Changes::default() }.msg());
}

/// O-05.
#[test]
fn the_owner_names_the_guardian() {
    let mut world = World::default();
    let (guardian, heir) = (world.suite.guardian.clone(), world.heir.clone());
    let told = world.owner_tells(&ExecuteMsg::SetGuardian { guardian: Some(heir.to_string()) });
    assert_eq!(told, ["guardian_set guardian=heir"]);
    assert_eq!(world.config().guardian, Some(heir.clone()));
    let error = ContractError::Control(ControlError::NotGuardianOrOwner);
    world.refuses(&guardian, &ExecuteMsg::Pause {}, error);
    world.tells(&heir, &ExecuteMsg::Pause {});
    assert_eq!(world.owner_tells(&ExecuteMsg::SetGuardian { guardian: None }), ["guardian_set"]);
    assert_eq!(world.config().guardian, None);
    assert!(world.config().paused, "another guardian does not unpause");
}

/// O-02: an offer that expired hands nothing over.
#[test]
fn an_offer_of_the_ownership_expires() {
    let mut world = World::default();
    let heir = world.heir.clone();
    let expiry = Some(world.suite.after(60));
    let offer = OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry };
    world.owner_tells(&ExecuteMsg::UpdateOwnership(offer));
    world.pass(60);
    let accept = ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership);
    world.refuses(&heir, &accept, ContractError::Control(ControlError::OfferExpired));
}

/// O-02, G-12: in two steps, and the heir has no power before.
#[test]
fn the_ownership_is_handed_over_in_two_steps() {
    let mut world = World::default();
    let (owner, heir, eve) = (world.suite.owner.clone(), world.heir.clone(), world.eve.clone());
    let control = |error| ContractError::Control(error);
    let offer = OwnershipAction::TransferOwnership { new_owner: heir.to_string(), expiry: None };
    let accept = || ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership);
    world.refuses(&heir, &accept(), control(ControlError::NothingOffered));
    let renounce = ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership);
    world.refuses(&owner, &renounce, control(ControlError::RenounceRefused));
    world.refuses(&eve, &ExecuteMsg::UpdateOwnership(offer.clone()), not_owner());
    let told = world.owner_tells(&ExecuteMsg::UpdateOwnership(offer));
    assert_eq!(told, ["ownership_updated owner=owner pending_owner=heir"]);
    world.refuses(&heir, &ExecuteMsg::SetGuardian { guardian: None }, not_owner());
    let not_pending = control(ControlError::Ownership(OwnershipError::NotPendingOwner));
    world.refuses(&eve, &accept(), not_pending);
    assert_eq!(world.tells(&heir, &accept()), ["ownership_updated owner=heir"]);
    world.refuses(&owner, &ExecuteMsg::SetGuardian { guardian: None }, not_owner());
    world.tells(&heir, &ExecuteMsg::SetGuardian { guardian: None });
    let ownership: cw_ownable::Ownership<String> = world.ask(&QueryMsg::Ownership {});
    assert_eq!((ownership.owner, ownership.pending_owner), (Some(heir.to_string()), None));
    assert_eq!(world.config().owner, Some(heir));
}
