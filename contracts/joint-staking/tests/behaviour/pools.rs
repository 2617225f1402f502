//! How principals come back out of pools

use cw_utils::{Duration, Expiration};
use tributary_controls::ControlError;
use tributary_joint_staking::state::ACCRUAL;
use tributary_joint_staking::ContractError;
use tributary_types::joint_staking::{AgreementStatus, PrincipalState};
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;

use crate::activation::{pooled, raise_minimum};
use crate::support::suite::uint;
use crate::world::{collect, consent, neat, release, set_treasury, terminate, World, DAY, START};

/// A million, which is what the operator has as well.
const MILLION: u128 = 1_000_000;

fn locked(world: &World, seconds: u64) -> ContractError {
    let release = Expiration::AtTime(world.suite.chain.block().time.plus_seconds(seconds));
    ContractError::Control(ControlError::Locked { release })
}

fn state(world: &World, id: u64) -> PrincipalState {
    world.agreement(id).principal_state
}

/// JS-12: from the pool to the staker in two steps of anyone.
#[test]
fn a_principal_comes_back_in_two_steps() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, eve) = (world.sam.clone(), world.eve.clone());
    let id = world.bind("d1", &sam, 4_000, MILLION, 30);
    let staker_had = world.purse(&sam).0;
    let not_closed = || ContractError::NotClosed { agreement_id: id };
    world.refuses(&eve, &release(id), not_closed());
    world.pass_days(30);
    assert_eq!(state(&world, id), PrincipalState::Delegated);
    world.refuses(&eve, &release(id), not_closed());

    let told = world.settle(id);
    let expected = "agreement_settled agreement_id=1 staker=sam rewards_total=2592000 principal_returned=1000000 pool=ada batch=0";
    assert_eq!(told, [expected]);
    assert_eq!((world.purse(&sam).0, state(&world, id)), (staker_had, PrincipalState::Unbonding));
    assert_eq!(world.device("d1").agreement_id, None, "the device is free at once");
    assert_eq!((world.agreement(id).status, world.delegated(&ada)), (AgreementStatus::Settled, MILLION));
    assert_eq!(world.totals().principal, uint(0));
    world.is_consistent();

    let told = world.tells(&eve, &release(id));
    let expected = "undelegation_started pool=ada batch=0 amount=1000000 unbond_id=0";
    let released = world.suite.chain.block().time.plus_seconds(DAY).nanos();
    assert_eq!(told, [format!("{expected} release={released}")]);
    assert_eq!((world.delegated(&ada), state(&world, id)), (0, PrincipalState::Unbonding));
    world.is_consistent();
    let error = locked(&world, DAY);
    world.refuses(&eve, &release(id), error);
    world.pass(DAY - 1);
    let error = locked(&world, 1);
    world.refuses(&eve, &release(id), error);
    world.pass(1);

    let told = world.release(id);
    assert_eq!(told, ["principal_released agreement_id=1 staker=sam amount=1000000 from_principal=0"]);
    assert_eq!((world.purse(&sam).0, state(&world, id)), (staker_had + MILLION, PrincipalState::Returned));
    world.refuses(&eve, &release(id), ContractError::Closed { agreement_id: id });
    world.claims(id);
    world.nothing_is_left_but_the_pool();
}

/// All that ended go in one batch, and the next batch waits for the next day of the escrow.
#[test]
fn one_batch_a_day_leaves_a_pool() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let [sam, sue, eve] = [&world.sam, &world.sue, &world.eve].map(Clone::clone);
    world.pass(40_000);
    let first = world.bind("d1", &sam, 4_000, 600_000, 30);
    let second = world.bind("d2", &sue, 4_000, 300_000, 30);
    let third = world.bind("d3", &sam, 4_000, 100_000, 60);
    world.pass_days(30);
    world.settle(first);
    world.settle(second);
    assert_eq!(world.release(second), ["undelegation_started pool=ada batch=0 amount=900000 unbond_id=0"]);
    world.is_consistent();
    // Whoever ends on the same day waits for the next one.
    world.tells(&sam, &terminate(third));
    let day_end = START + 31 * DAY;
    for wait in [0, 46_399] {
        world.pass(wait);
        let error = ContractError::BatchWaits { next_secs: day_end };
        assert!(error.to_string().contains("locked"));
        world.refuses(&eve, &release(third), error);
    }
    let error = locked(&world, 40_001);
    world.refuses(&eve, &release(first), error);
    world.pass(1);
    let told = world.release(third);
    assert_eq!(told, ["undelegation_started pool=ada batch=1 amount=100000 unbond_id=1"]);
    assert_eq!(world.unbonds(&ada).into_values().collect::<Vec<_>>(), [900_000, 100_000]);
    world.is_consistent();

    world.pass(40_000);
    world.release(first);
    assert_eq!(state(&world, second), PrincipalState::Unbonding, "each is paid when somebody asks");
    world.is_consistent();
    let before = world.purse(&sue).0;
    world.release(second);
    assert_eq!(world.purse(&sue).0, before + 300_000);
    world.pass_days(1);
    world.release(third);
    for id in [first, second, third] {
        world.claims(id);
    }
    world.nothing_is_left_but_the_pool();
}

/// Whoever finalises the escrow's undelegation elsewhere does the staker a favour.
#[test]
fn an_undelegation_that_a_stranger_finalised_is_paid() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, sue, eve) = (world.sam.clone(), world.sue.clone(), world.eve.clone());
    let ids = [world.bind("d1", &sam, 4_000, MILLION, 30), world.bind("d2", &sue, 4_000, 5_000, 30)];
    world.pass_days(30);
    for id in ids {
        world.settle(id);
    }
    world.release(ids[0]);
    world.pass_days(1);
    let unbond = *world.unbonds(&ada).keys().next().unwrap();
    world.suite.pools(&eve, &PoolMsg::FinalizeUndelegate { id: unbond, fee_recipient: None }, 0).unwrap();
    world.is_consistent();
    assert_eq!(state(&world, ids[0]), PrincipalState::Unbonding);
    let before = (world.purse(&sam).0, world.purse(&sue).0);

    for id in ids {
        world.release(id);
        world.is_consistent();
    }

    assert_eq!((world.purse(&sam).0, world.purse(&sue).0), (before.0 + MILLION, before.1 + 5_000));
}

/// Where a raised minimum would leave a rest, everything leaves; who is still bound is paid from that batch later.
#[test]
fn a_rest_below_the_minimum_leaves_as_well() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let [sam, sue, otto, eve] = [&world.sam, &world.sue, &world.otto, &world.eve].map(Clone::clone);
    let ends = world.bind("d1", &sam, 4_000, 50_000, 30);
    let stays = world.bind("d2", &sue, 4_000, 9_999, 60);
    raise_minimum(&mut world, 10_000);
    world.pass_until(30 * DAY);
    world.settle(ends);

    let told = world.release(ends);

    assert_eq!(told, ["undelegation_started pool=ada batch=0 amount=59999 unbond_id=0"]);
    assert_eq!(
        (state(&world, ends), state(&world, stays)),
        (PrincipalState::Unbonding, PrincipalState::Unbonding)
    );
    assert_eq!(world.agreement(stays).status, AgreementStatus::Active);
    world.is_consistent();
    world.refuses(&eve, &release(stays), ContractError::NotClosed { agreement_id: stays });
    // Who comes now is in the next batch.
    let late = world.bind("d1", &otto, 4_000, 20_000, 30);
    assert_eq!(state(&world, late), PrincipalState::Delegated);
    world.is_consistent();
    world.pass_days(1);
    world.release(ends);
    world.is_consistent();
    assert_eq!(state(&world, stays), PrincipalState::Unbonding);
    assert_eq!(world.earned(stays), 95_040 * 31, "it earns on");
    world.pass_until(60 * DAY);
    let told = world.settle(stays);
    assert!(told[0].ends_with(" principal_returned=9999 pool=ada batch=0"), "{told:?}");
    world.settle(late);
    world.is_consistent();
    let before = (world.purse(&sue).0, world.purse(&otto).0);
    let told = world.release(stays);
    assert_eq!(told, ["principal_released agreement_id=2 staker=sue amount=9999 from_principal=0"]);
    assert_eq!(world.purse(&sue).0, before.0 + 9_999);
    assert_eq!(world.release(late), ["undelegation_started pool=ada batch=1 amount=20000 unbond_id=1"]);
    world.pass_days(1);
    world.release(late);
    assert_eq!((world.purse(&otto).0, world.delegated(&ada)), (before.1 + 20_000, 0));
    for id in [ends, stays, late] {
        world.claims(id);
    }
    world.nothing_is_left_but_the_pool();
}

/// A rest that is the minimum stays.
#[test]
fn a_rest_of_the_minimum_stays() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let ends = world.bind("d1", &sam, 4_000, 50_000, 30);
    let stays = world.bind("d2", &sue, 4_000, 10_000, 60);
    raise_minimum(&mut world, 10_000);
    world.pass_until(30 * DAY);
    world.settle(ends);
    assert_eq!(world.release(ends), ["undelegation_started pool=ada batch=0 amount=50000 unbond_id=0"]);
    assert_eq!((state(&world, stays), world.delegated(&ada)), (PrincipalState::Delegated, 10_000));
    world.is_consistent();
    world.pass_until(60 * DAY);
    world.settle(stays);
    assert_eq!(world.release(stays), ["undelegation_started pool=ada batch=1 amount=10000 unbond_id=1"]);
    world.is_consistent();
}

/// An agreement that is taken along may end early, and owes out of its principal as any other.
#[test]
fn who_was_taken_along_may_leave_early() {
    let (mut world, _) = pooled(|_| {}, |_| {});
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let ends = world.bind("d1", &sam, 4_000, 2_000_000, 30);
    let stays = world.bind("d2", &sue, 4_000, 500_000, 60);
    raise_minimum(&mut world, MILLION);
    world.pass_until(30 * DAY);
    world.settle(ends);
    world.release(ends);
    world.claim(&sue, stays);
    // 0.6 of 2,851,200 received, 0.3 of the half.
    let told = world.tells(&sue, &terminate(stays));
    assert!(told[0].contains(" penalty=256608 from_rewards=0 from_principal=256608 from_coins=0 principal_returned=243392 pool=ada batch=0"), "{told:?}");
    world.is_consistent();
    world.pass_days(1);
    let before = world.purse(&sue).0;
    let told = world.release(stays);
    assert_eq!(told, ["principal_released agreement_id=2 staker=sue amount=243392 from_principal=256608"]);
    assert_eq!(world.purse(&sue).0, before + 243_392);
    world.is_consistent();
    world.release(ends);
    for id in [ends, stays] {
        world.claims(id);
    }
    world.nothing_is_left_but_the_pool();
}

/// A penalty that is owed out of a principal in a pool is taken when that comes.
#[test]
fn a_penalty_out_of_a_principal_in_a_pool_is_taken_when_it_comes() {
    for treasury in [false, true] {
        let (mut world, ada) = pooled(|_| {}, |_| {});
        let (olga, sam, eve) = (world.olga.clone(), world.sam.clone(), world.eve.clone());
        if treasury {
            let revenue = tributary_testing::Parameters::default().revenue;
            let (treasury, _) = world.suite.deploy_treasury(&revenue, &[]).unwrap();
            world.owner_tells(&set_treasury(Some(&treasury)));
        }
        let id = world.bind("d1", &sam, 4_000, MILLION, 30);
        world.pass_days(10);
        world.claim(&sam, id);
        let (staker_had, pool_had) = (world.purse(&sam).0, world.totals().reward_pool);

        let told = world.tells(&sam, &terminate(id));

        let expected = "agreement_terminated agreement_id=1 ended_by=staker rewards_total=864000 penalty=103680 from_rewards=0 from_principal=103680 from_coins=0 principal_returned=896320 pool=ada batch=0";
        assert_eq!(told, [expected]);
        let totals = world.totals();
        assert_eq!((totals.penalties, totals.revenue_due, totals.reward_pool), (uint(0), uint(0), pool_had));
        assert_eq!(world.agreement(id).penalty, uint(103_680), "it is told at once");
        world.is_consistent();
        world.release(id);
        world.pass_days(1);
        assert_eq!(world.totals().penalties, uint(0));
        let told = world.release(id);
        assert_eq!(
            told,
            ["principal_released agreement_id=1 staker=sam amount=896320 from_principal=103680"]
        );
        assert_eq!(world.purse(&sam).0, staker_had + 896_320);
        let totals = world.totals();
        let (due, refill) = if treasury { (103_680, 0) } else { (0, 103_680) };
        assert_eq!((totals.penalties, totals.revenue_due), (uint(103_680), uint(due)));
        assert_eq!(totals.reward_pool, pool_had + uint(refill));
        world.is_consistent();
        world.claim(&olga, id);
        if treasury {
            world.tells(&eve, &crate::world::FORWARD);
        }
        assert_eq!(world.delegated(&ada), 0);
        world.nothing_is_left_but_the_pool();
    }
}

/// Rewards and coins of a penalty are taken at once, the principal's part later.
#[test]
fn a_penalty_from_everywhere_is_taken_where_it_is() {
    let (mut world, _) = pooled(|_| {}, |_| {});
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind("d1", &sam, 4_000, 1_000, 30);
    world.pass_days(9);
    world.claim(&sam, id);
    world.pass_days(1);
    let funds = cosmwasm_std::coins(50_840, tributary_testing::DENOM);
    world.pay(&sam, &terminate(id), funds).unwrap();
    assert_eq!(world.totals().penalties, uint(102_680));
    world.is_consistent();
    world.release(id);
    world.pass_days(1);
    let told = world.release(id);
    assert_eq!(told, ["principal_released agreement_id=1 staker=sam amount=0 from_principal=1000"]);
    assert_eq!((world.totals().penalties, state(&world, id)), (uint(103_680), PrincipalState::Returned));
    world.claim(&olga, id);
    world.nothing_is_left_but_the_pool();
}

#[test]
fn both_together_leave_a_pool() {
    let (mut world, _) = pooled(|_| {}, |msg| msg.mutual_exit_free = Some(true));
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind("d1", &sam, 4_000, MILLION, 30);
    world.pass_days(1);
    world.tells(&sam, &consent(id));
    let told = world.tells(&olga, &consent(id));
    assert!(told[1].ends_with(" principal_returned=1000000 pool=ada batch=0"), "{told:?}");
    world.release(id);
    world.pass_days(1);
    world.release(id);
    world.claims(id);
    world.nothing_is_left_but_the_pool();
}

/// G-07: broken, paused, or a stranger's pool by now: who ends leaves.
#[test]
fn nothing_in_a_pool_stops_a_leaving() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, guardian) = (world.sam.clone(), world.suite.guardian.clone());
    let id = world.bind("d1", &sam, 4_000, MILLION, 30);
    world.suite.undelegate(&ada, &ada, MILLION, 0).unwrap();
    world.suite.pools(&guardian, &PoolMsg::Pause {}, 0).unwrap();
    world.owner_tells(&tributary_types::joint_staking::ExecuteMsg::Pause {});
    world.registrar_tells(&neat(None, None, Some(false)));
    world.pass_days(30);
    world.settle(id);
    world.release(id);
    world.pass_days(1);
    let before = world.purse(&sam).0;
    world.release(id);
    assert_eq!(world.purse(&sam).0, before + MILLION);
    world.claims(id);
    world.nothing_is_left_but_the_pool();
}

/// Another pool of the class is for those who come later; each pool has its own batches and its own day.
#[test]
fn pools_are_kept_apart() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let ben = world.suite.pool_of("ben", MILLION, 0);
    let first = world.bind("d1", &sam, 4_000, 5_000, 30);
    world.registrar_tells(&neat(None, Some(&ben), None));
    let second = world.bind("d2", &sue, 4_000, 7_000, 30);
    assert_eq!((world.delegated(&ada), world.delegated(&ben)), (5_000, 7_000));
    world.is_consistent();
    world.pass_days(30);
    world.settle(first);
    world.settle(second);
    assert_eq!(world.release(first), ["undelegation_started pool=ada batch=0 amount=5000 unbond_id=0"]);
    assert_eq!(world.release(second), ["undelegation_started pool=ben batch=0 amount=7000 unbond_id=1"]);
    world.is_consistent();
    world.pass_days(1);
    for id in [second, first] {
        world.release(id);
        world.claims(id);
    }
    world.nothing_is_left_but_the_pool();
}

/// A class without a pool any more: who is in stays in until the end, who comes stays here.
#[test]
fn a_class_that_loses_its_pool_keeps_what_is_in_it() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let first = world.bind("d1", &sam, 4_000, 5_000, 30);
    world.registrar_tells(&neat(None, None, None));
    let second = world.bind("d2", &sue, 4_000, 7_000, 30);
    assert_eq!(
        (state(&world, first), state(&world, second)),
        (PrincipalState::Delegated, PrincipalState::Held)
    );
    assert_eq!(world.delegated(&ada), 5_000);
    world.is_consistent();
    world.pass_days(30);
    let before = world.purse(&sue).0;
    world.settle(second);
    assert_eq!(world.purse(&sue).0, before + 7_000);
    world.settle(first);
    world.release(first);
    world.is_consistent();
}

/// One agreement ends a day; with the longest lock each leaves on its day, as long as those who came are fetched.
#[test]
fn a_batch_a_day_goes_on_for_ever() {
    let (mut world, ada) = pooled(|parameters| parameters.unbond_lock = Duration::Time(30 * DAY), |_| {});
    let (sam, otto) = (world.sam.clone(), world.otto.clone());
    let mut ids = vec![];
    for day in 0..100usize {
        if day < 40 {
            let name = format!("x{day}");
            world.register(&name, &otto, "neat");
            ids.push(world.bind(&name, &sam, 4_000, 1_000, 30));
        }
        if (30..70).contains(&day) {
            world.settle(ids[day - 30]);
            let told = world.release(ids[day - 30]);
            assert!(
                told[0].starts_with(&format!("undelegation_started pool=ada batch={} ", day - 30)),
                "{told:?}"
            );
        }
        assert!(world.unbonds(&ada).len() <= 31);
        if day >= 60 {
            let told = world.release(ids[day - 60]);
            assert!(told[0].starts_with("principal_released "), "{told:?}");
        }
        world.pass_days(1);
    }
    assert_eq!(world.totals().principal, uint(0));
    world.is_consistent();
}

/// What nobody fetched fills the list of 32; whoever fetches one makes room.
#[test]
fn batches_that_nobody_fetched_hold_up_the_33rd() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let [sam, otto, eve, escrow] = [&world.sam, &world.otto, &world.eve, &world.address].map(Clone::clone);
    let mut ids = vec![];
    for number in 0..33 {
        let name = format!("x{number}");
        world.register(&name, &otto, "neat");
        ids.push(world.bind(&name, &sam, 4_000, 1_000, 60));
    }
    for id in &ids[..32] {
        world.tells(&sam, &terminate(*id));
        world.release(*id);
        world.pass_days(1);
    }
    world.tells(&sam, &terminate(ids[32]));
    assert_eq!(world.unbonds(&ada).len(), 32);
    let msg = release(ids[32]);
    world.suite.refuses_with("at most", |suite| suite.chain.execute(&eve, &escrow, &msg, vec![]));
    world.is_consistent();
    world.release(ids[7]);
    world.release(ids[32]);
    world.is_consistent();
}

/// What the principals earned is there after they left.
#[test]
fn what_was_earned_in_a_pool_is_collected_after_the_end() {
    let (mut world, ada) = pooled(|_| {}, |_| {});
    let (sam, eve) = (world.sam.clone(), world.eve.clone());
    let id = world.bind("d1", &sam, 4_000, MILLION, 30);
    world.pass_days(30);
    world.suite.reward(&ada, 600).unwrap();
    world.settle(id);
    world.release(id);
    world.suite.reward(&ada, 600).unwrap();
    let told = world.tells(&eve, &collect(&ada));
    let funded = crate::world::POOL + 300;
    assert_eq!(told, [format!("pool_rewards_collected pool=ada amount=300 funded={funded}")]);
    world.is_consistent();
    world.pass_days(1);
    world.release(id);
    world.claims(id);
    world.nothing_is_left_but_the_pool();
}

/// Section 1: cuts are named one by one, and a payment that brings nothing into the pool is none of them.
#[test]
fn a_release_without_a_penalty_cuts_nothing() {
    let (mut world, _) = pooled(|_| {}, |_| {});
    let (sam, sue) = (world.sam.clone(), world.sue.clone());
    let id = world.bind("d1", &sam, 4_000, 5_000, 30);
    world.bind("d2", &sue, 4_000, 5_000, 60);
    world.pass_days(30);
    world.settle(id);
    world.release(id);
    world.pass(DAY + 777);
    let eve = world.eve.clone();
    world.tells(&eve, &crate::world::ADVANCE);
    let accrual =
        |world: &World| ACCRUAL.load(&*world.suite.chain.app().contract_storage(&world.address)).unwrap();
    let before = accrual(&world);

    world.release(id);

    assert_eq!(accrual(&world), before);
}
