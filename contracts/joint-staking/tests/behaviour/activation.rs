//! Principals that work in a pool while their agreement runs

use cosmwasm_std::{
    to_json_binary, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, WasmMsg,
};
use cw_multi_test::ContractWrapper;
use cw_utils::Duration;
use tributary_joint_staking::ContractError;
use tributary_testing::Parameters;
use tributary_types::joint_staking::{ClaimResult, ExecuteMsg, InstantiateMsg, PrincipalState, QueryMsg};
use tributary_types::{pool_registry, staker_registry};

use crate::support::suite::{data, uint};
use crate::world::{collect, invalid, neat, one_asset, suite, terminate, World, ADVANCE, DAY, NEAT, POOL};

/// An escrow whose devices work in ada's pool, where ada has a million.
pub fn pooled(
    parameters: impl FnOnce(&mut Parameters),
    change: impl FnOnce(&mut InstantiateMsg),
) -> (World, Addr) {
    let mut suite = suite(parameters);
    let ada = suite.pool_of("ada", 1_000_000, 0);
    let pools = suite.pool_registry.to_string();
    let mut world = World::on(suite, |msg| {
        one_asset(msg);
        msg.pool_registry = Some(pools);
        change(msg);
    });
    world.fund(POOL);
    world.registrar_tells(&neat(None, Some(&ada), None));
    (world, ada)
}

/// Lets the pool-registry have another least delegation, which takes two days.
pub fn raise_minimum(world: &mut World, amount: u128) {
    let change = pool_registry::ConfigChange {
        min_delegation: Some(uint(amount)),
        ..pool_registry::ConfigChange::default()
    };
    let owner = world.suite.owner.clone();
    world.suite.pools(&owner, &pool_registry::ExecuteMsg::AnnounceConfig { change }, 0).unwrap();
    world.pass_days(2);
    world.suite.pools(&owner, &pool_registry::ExecuteMsg::ApplyConfig {}, 0).unwrap();
}

const LOCK: &str = "one whose unbond lock counts seconds, 30 days at most";

#[test]
fn a_principal_works_in_the_pool_of_its_class() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, eve, escrow) = (world.sam.clone(), world.eve.clone(), world.address.clone());
    let class: tributary_types::joint_staking::ClassResponse =
        world.ask(&QueryMsg::Class { class: NEAT.to_owned() });
    assert_eq!(class.pool, Some(ada.clone()));
    let staker_had = world.purse(&sam).0;
    let id = world.open("d1", 4_000, 1_000_000, 30);

    let told = world.accept(&sam, id);

    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(world.agreement(id).principal_state, PrincipalState::Delegated);
    assert_eq!((world.purse(&sam).0, world.purse(&escrow).0), (staker_had - 1_000_000, POOL));
    assert_eq!((world.delegated(&ada), world.totals().principal), (1_000_000, uint(1_000_000)));
    world.is_consistent();

    world.suite.reward(&ada, 1_001).unwrap();
    let outcome = world.send(&eve, &collect(&ada)).unwrap();
    let told = format!("pool_rewards_collected pool=ada amount=500 funded={}", POOL + 500);
    assert_eq!(world.told(&outcome), [told]);
    assert_eq!(world.totals().rewards_funded, uint(POOL + 500));
    assert_eq!(world.purse(&escrow).0, POOL + 500);
    world.is_consistent();
    let again = world.tells(&eve, &collect(&ada));
    assert_eq!(again, [format!("pool_rewards_collected pool=ada amount=0 funded={}", POOL + 500)]);
}

/// The message says: data `amount`.
#[test]
fn what_was_collected_is_the_data() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, eve) = (world.sam.clone(), world.eve.clone());
    world.bind("d1", &sam, 4_000, 1_000_000, 30);
    world.suite.reward(&ada, 1_000).unwrap();
    let outcome = world.send(&eve, &collect(&ada)).unwrap();
    assert!(outcome.data.is_some(), "no data");
    assert_eq!(data::<ClaimResult>(&outcome).amount, uint(500));
}

/// What the pool earns is earned by the agreements.
#[test]
fn what_was_collected_is_there_for_agreements() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, eve) = (world.sam.clone(), world.eve.clone());
    let id = world.bind("d1", &sam, 4_000, 1_000_000, 30);
    world.pass_days(29);
    world.suite.reward(&ada, 2_000_000).unwrap();
    let before = world.totals().reward_pool;
    world.tells(&eve, &collect(&ada));
    assert_eq!(world.totals().reward_pool, before + uint(1_000_000));
    world.pass_days(1);
    assert_eq!(world.earned(id), 2_592_000);
    world.is_consistent();
}

#[test]
fn only_what_worked_in_a_pool_is_collected_there() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let eve = world.eve.clone();
    for pool in [&ada, &eve] {
        world.refuses(&eve, &collect(pool), ContractError::PoolNotFound { pool: pool.clone() });
    }
    let mut world = World::default();
    world.refuses(&eve, &collect(&ada), ContractError::PoolNotFound { pool: ada.clone() });
}

/// Principals below the pool-registry's least delegation stay here.
#[test]
fn a_principal_below_the_minimum_stays_here() {
    let (mut world, ada) = pooled(|parameters| parameters.min_delegation = Some(500), |_| {});
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let held = world.bind("d1", &sam, 4_000, 499, 30);
    assert_eq!((world.agreement(held).principal_state, world.delegated(&ada)), (PrincipalState::Held, 0));
    let works = world.bind("d2", &sue, 4_000, 500, 30);
    assert_eq!(
        (world.agreement(works).principal_state, world.delegated(&ada)),
        (PrincipalState::Delegated, 500)
    );
    // Also where more than that is in the pool already.
    let held_again = world.bind("d3", &sam, 4_000, 499, 30);
    assert_eq!(world.agreement(held_again).principal_state, PrincipalState::Held);
    world.is_consistent();
    world.pass_days(30);
    let before = world.purse(&sam).0;
    world.settle(held);
    assert_eq!(world.purse(&sam).0, before + 499);
}

/// Accepts as sam, whose principal the pool refuses: it stays here, and everything else is as ever.
#[track_caller]
fn is_refused(world: &mut World, ada: &Addr, delegated: u128) {
    let (sam, escrow) = (world.sam.clone(), world.address.clone());
    let here = world.purse(&escrow).0;
    let id = world.open("d1", 4_000, 5_000, 30);

    let told = world.accept(&sam, id);

    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("agreement_started agreement_id="), "{told:?}");
    assert!(told[0].contains(" pool=ada "), "{told:?}");
    assert!(
        told[1].starts_with(&format!("delegation_refused agreement_id={id} pool=ada reason=")),
        "{told:?}"
    );
    assert_eq!(world.agreement(id).principal_state, PrincipalState::Held);
    assert_eq!((world.purse(&escrow).0, world.delegated(ada)), (here + 5_000, delegated));
    world.is_consistent();
    world.pass_days(10);
    assert_eq!(world.earned(id), 864_000);
    let before = world.purse(&sam).0;
    world.tells(&sam, &terminate(id));
    assert_eq!(world.purse(&sam).0, before + 5_000);
    world.is_consistent();
}

#[test]
fn a_principal_that_a_broken_pool_refuses_stays_here() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let sue = world.sue.clone();
    world.bind("d2", &sue, 4_000, 700, 180);
    world.suite.undelegate(&ada, &ada, 999_500, 0).unwrap();
    is_refused(&mut world, &ada, 700);
}

#[test]
fn a_principal_that_a_paused_registry_refuses_stays_here() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (guardian, owner) = (world.suite.guardian.clone(), world.suite.owner.clone());
    world.suite.pools(&guardian, &pool_registry::ExecuteMsg::Pause {}, 0).unwrap();
    is_refused(&mut world, &ada, 0);
    world.suite.pools(&owner, &pool_registry::ExecuteMsg::Unpause {}, 0).unwrap();
    world.suite.stakers(&guardian, &staker_registry::ExecuteMsg::Pause {}, 0).unwrap();
    is_refused(&mut world, &ada, 0);
    world.suite.stakers(&owner, &staker_registry::ExecuteMsg::Unpause {}, 0).unwrap();
    let sam = world.sam.clone();
    let id = world.bind("d1", &sam, 4_000, 5_000, 30);
    assert_eq!(world.agreement(id).principal_state, PrincipalState::Delegated);
}

#[test]
fn a_principal_that_a_full_pool_refuses_stays_here() {
    let (mut world, ada) = pooled(|parameters| parameters.percentage = 100, |_| {});
    is_refused(&mut world, &ada, 0);
}

/// A class names a pool that is one, and lets go in time.
#[test]
fn a_class_names_a_pool_that_is_one() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (registrar, eve) = (world.registrar.clone(), world.eve.clone());
    let solo = world.suite.solo("solo", 5_000);
    for stranger in [&eve, &solo, &world.suite.pool_registry.clone()] {
        let error = invalid("pool", "a pool of the pool-registry", stranger);
        world.refuses(&registrar, &neat(None, Some(stranger), None), error);
    }
    let told = world.registrar_tells(&neat(None, Some(&ada), None));
    assert_eq!(
        told,
        ["class_set class=neat base_value=86400 capacity=1000 activation_stake=100 pool=ada enabled=true"]
    );
}

#[test]
fn a_pool_lets_go_within_30_days() {
    for (lock, works) in [
        (Duration::Time(1), true),
        (Duration::Time(30 * DAY), true),
        (Duration::Time(30 * DAY + 1), false),
        (Duration::Height(1), false),
        (Duration::Height(1_000), false),
    ] {
        let mut suite = suite(|parameters| parameters.unbond_lock = lock);
        let ada = suite.pool_of("ada", 1_000_000, 0);
        let pools = suite.pool_registry.to_string();
        let mut world = World::on(suite, |msg| {
            one_asset(msg);
            msg.pool_registry = Some(pools);
        });
        let (registrar, msg) = (world.registrar.clone(), neat(None, Some(&ada), None));
        if works {
            world.send(&registrar, &msg).unwrap();
        } else {
            world.refuses(&registrar, &msg, invalid("pool", LOCK, &ada));
        }
    }
}

/// A lock that became too long later: whoever comes then stays here, whoever is in the pool leaves it.
#[test]
fn a_lock_that_became_too_long_keeps_principals_here() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, sue, owner) = (world.sam.clone(), world.sue.clone(), world.suite.owner.clone());
    let before = world.bind("d1", &sam, 4_000, 5_000, 30);
    let change = staker_registry::ConfigChange {
        unbond_lock: Some(Duration::Time(31 * DAY)),
        ..staker_registry::ConfigChange::default()
    };
    world.suite.stakers(&owner, &staker_registry::ExecuteMsg::AnnounceConfig { change }, 0).unwrap();
    world.pass_days(2);
    world.suite.stakers(&owner, &staker_registry::ExecuteMsg::ApplyConfig {}, 0).unwrap();

    let offer = world.open("d2", 4_000, 5_000, 30);
    let told = world.accept(&sue, offer);

    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(world.agreement(offer).principal_state, PrincipalState::Held);
    assert_eq!(world.delegated(&ada), 5_000);
    world.is_consistent();
    world.pass_days(30);
    world.settle(before);
    world.release(before);
    world.pass_days(31);
    let had = world.purse(&sam).0;
    world.release(before);
    assert_eq!(world.purse(&sam).0, had + 5_000);
    world.is_consistent();
}

/// The registrar's class decides, and activation is off by default.
#[test]
fn without_a_pool_in_the_class_a_principal_stays_here() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, otto) = (world.sam.clone(), world.otto.clone());
    world.set_class("still", 5, 5, 5);
    world.register("d4", &otto, "still");
    let id = world.bind("d4", &sam, 4_000, 5_000, 30);
    assert_eq!((world.agreement(id).principal_state, world.delegated(&ada)), (PrincipalState::Held, 0));
}

/// With more than 50 ends nothing is collected, and no coin is lost.
#[test]
fn collecting_waits_for_advance() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, otto, eve, escrow) =
        (world.sam.clone(), world.otto.clone(), world.eve.clone(), world.address.clone());
    for number in 0..51 {
        let name = format!("x{number}");
        world.register(&name, &otto, NEAT);
        world.bind(&name, &sam, 4_000, 1_000, 30);
        world.pass(1);
    }
    world.suite.reward(&ada, 1_051).unwrap();
    world.pass_days(31);
    let msg: ExecuteMsg = collect(&ada);
    let behind = ContractError::Behind { max: 50 };
    world.suite.refuses(behind, |suite| suite.chain.execute(&eve, &escrow, &msg, vec![]));
    world.tells(&eve, &ADVANCE);
    let told = world.tells(&eve, &msg);
    assert_eq!(told, [format!("pool_rewards_collected pool=ada amount=51 funded={}", POOL + 51)]);
    world.is_consistent();
}

fn nothing_done(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn silent(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Err(StdError::generic_err("silent today"))
}

/// Makes the contract old, so that its own code takes it back.
fn aged(deps: DepsMut, _: Env, _: Empty) -> StdResult<Response> {
    let own = cw2::get_contract_version(deps.storage)?;
    cw2::set_contract_version(deps.storage, own.contract, "0.0.1")?;
    Ok(Response::new())
}

/// Has a contract run a code of that name.
fn migrate(world: &mut World, contract: &Addr, code: &str) {
    let (owner, contract_addr) = (world.suite.owner.clone(), contract.to_string());
    let new_code_id = world.suite.chain.code_id(code).unwrap();
    let msg = to_json_binary(&Empty {}).unwrap();
    let migrate: CosmosMsg = WasmMsg::Migrate { contract_addr, new_code_id, msg }.into();
    world.suite.chain.execute_many(&owner, vec![migrate]).unwrap();
}

/// A registry that answers nothing any more keeps nobody from starting and from ending.
#[test]
fn a_silent_registry_stops_no_start_and_no_end() {
    for pools in [true, false] {
        let (mut world, ada) = pooled(|_| {}, |_| {});
        let (sam, sue, eve, escrow) =
            (world.sam.clone(), world.sue.clone(), world.eve.clone(), world.address.clone());
        let before = world.bind("d1", &sam, 4_000, 5_000, 30);
        let code = ContractWrapper::new(nothing_done, nothing_done, silent).with_migrate(aged);
        world.suite.chain.store_code("silent", Box::new(code));
        let (registry, name) = if pools {
            (world.suite.pool_registry.clone(), "pool-registry")
        } else {
            (world.suite.staker_registry.clone(), "staker-registry")
        };
        migrate(&mut world, &registry, "silent");

        let offer = world.open("d2", 4_000, 5_000, 30);
        let told = world.accept(&sue, offer);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(world.agreement(offer).principal_state, PrincipalState::Held);
        world.pass_days(30);
        let had = world.purse(&sue).0;
        world.settle(offer);
        assert_eq!(world.purse(&sue).0, had + 5_000);
        world.settle(before);
        assert_eq!(
            (world.claims(offer), world.claims(before)),
            ((1_036_800, 1_555_200), (1_036_800, 1_555_200))
        );
        let msg = crate::world::release(before);
        world.suite.refuses_with("", |suite| suite.chain.execute(&eve, &escrow, &msg, vec![]));

        migrate(&mut world, &registry, name);
        world.is_consistent();
        world.release(before);
        world.pass_days(1);
        world.release(before);
        assert_eq!(world.delegated(&ada), 0);
        world.nothing_is_left_but_the_pool();
    }
}
