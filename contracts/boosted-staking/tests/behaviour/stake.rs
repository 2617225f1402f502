//! `stake`

use cosmwasm_std::{Decimal, Timestamp, Uint256};
use serde_json::json;
use tributary_boosted_staking::ContractError;
use tributary_testing::DENOM;
use tributary_types::boosted_staking::{
    AccountResponse, ExecuteMsg, PositionResponse, PositionStatus, VaultResponse, MAX_POSITIONS,
};

use crate::support::suite::uint;
use crate::world::{decimal, opened, time, withdraw, World, CLAIM, DAY, DAYS, TOTAL};

#[test]
fn a_stake_is_a_position_of_its_user_until_its_end() {
    let mut world = World::default();
    let (alice, vault) = (world.alice.clone(), world.address.clone());
    let before = world.suite.holds(&alice);

    let outcome = world.try_stake(&alice, 1_000, 65).unwrap();

    let expected = format!(
        "staked position_id=1 user=alice amount=1000 days=65 months=2 ends_at={} weight=400 total_weight=400",
        world.at(65 * DAY)
    );
    assert_eq!((world.told(&outcome), opened(&outcome)), (vec![expected], 1));
    assert_eq!((world.suite.holds(&alice), world.suite.holds(&vault)), (before - 1_000, 1_000));
    let position = PositionResponse {
        position_id: 1,
        user: alice.clone(),
        amount: uint(1_000),
        days: 65,
        months: 2,
        started_at: time(0),
        ends_at: time(65 * DAY),
        status: PositionStatus::Open,
        weight: Uint256::from(400u128),
        accrued: uint(0),
    };
    assert_eq!(world.position(1), position);
    let account = AccountResponse {
        staked: uint(1_000),
        history: uint(1_000),
        vesting_speed: decimal("2"),
        open_positions: 1,
    };
    assert_eq!(world.account(&alice), account);
    world.is_consistent();
}

#[test]
fn the_vault_sums_all_stakes_up() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.stake(&alice, 1_000, 30);
    world.stake(&alice, 500, 60);
    let outcome = world.try_stake(&bob, 10, 30).unwrap();

    let expected = format!(
        "staked position_id=3 user=bob amount=10 days=30 months=1 ends_at={} weight=4 total_weight=604",
        world.at(30 * DAY)
    );
    assert_eq!(world.told(&outcome), [expected]);
    let vault = VaultResponse {
        day: 0,
        ends_at: time(DAYS * DAY),
        total_staked: uint(1_510),
        principal_held: uint(1_510),
        total_weight: Uint256::from(604u128),
        open_positions: 3,
        last_position_id: 3,
        funded: uint(TOTAL),
        emitted: uint(0),
        set_aside: uint(0),
        claimed: uint(0),
        swept: uint(0),
    };
    assert_eq!(world.vault(), vault);
    assert_eq!(world.account(&alice).open_positions, 2);
    world.is_consistent();
}

/// BV-05: a position ends with a day of the programme, and is never shorter than was asked for.
#[test]
fn a_position_ends_at_the_first_boundary_of_a_day_that_is_far_enough() {
    let ends = [(0, 30), (1, 31), (DAY - 1, 31), (DAY, 31), (DAY + 1, 32), (518 * DAY - 1, 548)];
    for (second, day) in ends {
        let mut world = World::default();
        let alice = world.alice.clone();
        world.pass_until(second);

        let id = world.stake(&alice, 1_000, 30);

        let position = world.position(id);
        assert_eq!((position.started_at, position.ends_at), (time(second), time(day * DAY)), "{second}");
        world.is_consistent();
    }
}

/// V-01.
#[test]
fn a_period_has_the_days_that_the_programme_allows() {
    for (min_days, max_days) in [(30, 365), (60, 90), (45, 45)] {
        let mut world = World::with(|msg| (msg.min_days, msg.max_days) = (Some(min_days), Some(max_days)));
        let alice = world.alice.clone();
        for days in [0, min_days - 1, max_days + 1, u32::MAX] {
            let error = ContractError::InvalidPeriod { days, min_days, max_days };
            assert!(error.to_string().contains("period"));
            world.refuses_stake(&alice, 1_000, days, error);
        }
        for days in [min_days, max_days] {
            world.stake(&alice, 1_000, days);
        }
    }
}

#[test]
fn a_month_has_thirty_days_and_a_year_twelve_months() {
    let mut world = World::default();
    let alice = world.alice.clone();
    for (days, months) in [(30, 1), (59, 1), (60, 2), (89, 2), (359, 11), (360, 12), (365, 12)] {
        let id = world.stake(&alice, 1_000, days);
        assert_eq!(world.position(id).months, months, "{days}");
    }
}

/// V-02.
#[test]
fn the_first_phase_is_for_long_periods() {
    let mut world = World::with(|msg| msg.phase1_days = Some(14));
    let alice = world.alice.clone();
    let phase = |months| ContractError::Phase { until: time(14 * DAY), min_months: 6, months };
    assert!(phase(5).to_string().contains("phase"));
    for second in [0, 14 * DAY - 1] {
        world.pass_until(second);
        for (days, months) in [(30, 1), (179, 5)] {
            world.refuses_stake(&alice, 1_000, days, phase(months));
        }
        world.stake(&alice, 1_000, 180);
    }

    world.pass_until(14 * DAY);

    world.stake(&alice, 1_000, 30);
    assert_eq!(world.account(&alice).open_positions, 3);
}

#[test]
fn the_first_phase_is_as_long_and_as_strict_as_the_programme_says() {
    let mut world = World::with(|msg| {
        msg.phase1_days = Some(1);
        msg.phase1_min_months = Some(12);
    });
    let alice = world.alice.clone();
    let error = ContractError::Phase { until: time(DAY), min_months: 12, months: 11 };
    world.refuses_stake(&alice, 1_000, 359, error);
    world.stake(&alice, 1_000, 360);
    world.pass_until(DAY);
    world.stake(&alice, 1_000, 359);

    let mut world = World::with(|msg| {
        msg.phase1_days = Some(548);
        msg.phase1_min_months = Some(0);
    });
    world.stake(&alice, 1_000, 30);
}

/// V-03.
#[test]
fn nobody_stakes_before_the_start() {
    let mut world = World::with(|msg| msg.starts_at = time(5 * DAY + 7));
    let alice = world.alice.clone();
    let not_begun = || ContractError::NotBegun { starts_at: time(5 * DAY + 7) };
    assert!(not_begun().to_string().contains("programme"));
    for second in [0, 5 * DAY, 5 * DAY + 6] {
        world.pass_until(second);
        world.refuses_stake(&alice, 1_000, 30, not_begun());
        assert_eq!((world.vault().day, world.vault().emitted), (0, uint(0)));
    }

    world.pass_until(5 * DAY + 7);

    let id = world.stake(&alice, 1_000, 30);
    assert_eq!(world.position(id).ends_at, time(35 * DAY + 7), "days count from the start");
    world.is_consistent();
}

/// V-03: staking closes exactly the shortest period before the end.
#[test]
fn a_position_ends_with_the_programme_at_the_latest() {
    let too_late = || ContractError::EndsTooEarly { ends_at: time(DAYS * DAY) };
    assert!(too_late().to_string().contains("programme"));
    for days in [30, 365] {
        let last = (DAYS - u64::from(days)) * DAY;
        let mut world = World::default();
        let alice = world.alice.clone();
        for second in [last - 1, last] {
            world.pass_until(second);
            let id = world.stake(&alice, 1_000, days);
            assert_eq!(world.position(id).ends_at, time(DAYS * DAY));
        }
        for second in [last + 1, DAYS * DAY - 1, DAYS * DAY, DAYS * DAY + 1, 2 * DAYS * DAY] {
            world.pass_until(second);
            world.refuses_stake(&alice, 1_000, days, too_late());
        }
    }
}

/// V-03: a programme that began before its vault goes on where it is; what was emitted until then was nobody's.
#[test]
fn a_vault_can_come_in_the_middle_of_its_programme() {
    let started = Timestamp::from_seconds(time(0).seconds() - 10 * DAY);
    let mut world = World::with(|msg| msg.starts_at = started);
    let alice = world.alice.clone();
    assert_eq!((world.vault().day, world.vault().set_aside), (10, uint(10_000_001)));

    let id = world.stake(&alice, 1_000, 30);

    assert_eq!(world.position(id).ends_at, started.plus_days(40));
    world.pass_days(30);
    assert_eq!(world.earned(id), 30_000_005);
    assert_eq!(world.vault().set_aside, uint(10_000_001));
}

/// V-04.
#[test]
fn a_stake_is_the_minimum_or_more() {
    let mut world = World::with(|msg| msg.min_stake = Some(uint(1_000)));
    let alice = world.alice.clone();
    for amount in [1, 999] {
        let error = ContractError::BelowMinimum { amount: uint(amount), min_stake: uint(1_000) };
        assert!(error.to_string().contains("minimum"));
        world.refuses_stake(&alice, amount, 30, error);
    }
    world.stake(&alice, 1_000, 30);
}

/// V-04, BV-16: what has matured takes no place, touched or not, and nobody takes another's.
#[test]
fn a_user_has_32_open_positions_at_most() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    for days in (30..).take(32) {
        world.stake(&alice, 1_000, days);
    }

    let too_many = || ContractError::TooManyPositions { max: MAX_POSITIONS };
    assert!(too_many().to_string().contains("positions: 32 are open"));
    world.refuses_stake(&alice, 1_000, 30, too_many());
    world.stake(&bob, 1_000, 30);
    world.pass_until(30 * DAY - 1);
    world.refuses_stake(&alice, 1_000, 30, too_many());
    world.pass_until(30 * DAY);
    assert_eq!(world.account(&alice).open_positions, 31);
    world.stake(&alice, 1_000, 30);
    world.refuses_stake(&alice, 1_000, 30, too_many());
    world.is_consistent();
}

/// V-04: nobody stakes for another.
#[test]
fn a_stake_names_no_user() {
    let mut world = World::default();
    let (alice, bob, vault) = (world.alice.clone(), world.bob.clone(), world.address.clone());
    let msg = json!({"stake": {"days": 30, "user": bob}});
    let funds = cosmwasm_std::coins(1_000, DENOM);
    world
        .suite
        .refuses_with("unknown field `user`", |suite| suite.chain.execute(&alice, &vault, &msg, funds));
}

/// V-11: what is emitted up to the end of the position is there, to the unit.
#[test]
fn rewards_up_to_the_end_of_a_position_are_funded_before_it_begins() {
    // 1,001 in 60 days: 500.5 up to day 30, 517.18 up to day 31.
    for (second, funded) in [(0, 500), (1, 517), (DAY, 517)] {
        let mut world = World::empty(|msg| {
            msg.total_rewards = uint(1_001);
            msg.duration_days = Some(60);
        });
        let (alice, funder) = (world.alice.clone(), world.funder.clone());
        world.pass_until(second);
        let unfunded = |there| ContractError::Unfunded { required: uint(funded), funded: uint(there) };
        assert!(unfunded(0).to_string().contains("funded"));
        world.refuses_stake(&alice, 1_000, 30, unfunded(0));
        world.fund(&funder, funded - 1).unwrap();
        world.refuses_stake(&alice, 1_000, 30, unfunded(funded - 1));

        world.fund(&funder, 1).unwrap();

        world.stake(&alice, 1_000, 30);
        world.is_consistent();
    }
}

/// What was claimed was funded all the same: the sum of the schedule counts, not what is left of it.
#[test]
fn claims_take_no_funds_from_stakes() {
    let mut world = World::default();
    let alice = world.alice.clone();
    world.stake(&alice, 1_000, 30);
    world.pass_until((DAYS - 30) * DAY);
    assert_eq!(world.claim(&alice), 30_000_005);

    let id = world.stake(&alice, 1_000, 30);

    assert_eq!(world.position(id).ends_at, time(DAYS * DAY));
    world.is_consistent();
}

/// Rewards that round to nothing need no funds.
#[test]
fn where_nothing_is_emitted_nothing_is_needed() {
    let mut world = World::empty(|msg| msg.total_rewards = uint(18));
    let alice = world.alice.clone();
    let id = world.stake(&alice, 1_000, 30);
    world.refuses_stake(&alice, 1_000, 31, ContractError::Unfunded { required: uint(1), funded: uint(0) });
    world.pass_days(30);
    assert_eq!((world.earned(id), world.claim(&alice)), (0, 0));
    world.is_consistent();
}

/// Ids are never given again, whoever left with everything.
#[test]
fn an_id_is_used_once() {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    let first =
        [world.stake(&alice, 1_000, 30), world.stake(&bob, 1_000, 30), world.stake(&alice, 1_000, 30)];
    assert_eq!(first, [1, 2, 3]);
    world.pass_days(90);
    for (user, id) in [(&alice, 3), (&alice, 1), (&bob, 2)] {
        world.send(user, &withdraw(id)).unwrap();
    }
    for user in [&alice, &bob] {
        world.send(user, &CLAIM).unwrap();
    }
    assert_eq!(world.positions(&alice), []);
    assert_eq!(world.batches(&alice), []);

    assert_eq!(world.stake(&bob, 1_000, 30), 4);
    assert_eq!(world.stake(&alice, 1_000, 30), 5);
}

/// Fault 12: several stakes of a block, and of a transaction, are as good as one after the other.
#[test]
fn stakes_of_one_moment_are_positions_of_their_own() {
    let mut world = World::default();
    let (alice, vault) = (world.alice.clone(), world.address.clone());
    let stake = |days| cosmwasm_std::WasmMsg::Execute {
        contract_addr: vault.to_string(),
        msg: cosmwasm_std::to_json_binary(&ExecuteMsg::Stake { days }).unwrap(),
        funds: cosmwasm_std::coins(1_000, DENOM),
    };
    let both = vec![stake(30).into(), stake(30).into(), stake(60).into()];

    world.suite.chain.execute_many(&alice, both).unwrap();

    let positions = world.positions(&alice);
    assert_eq!(
        positions.iter().map(|it| (it.position_id, it.days)).collect::<Vec<_>>(),
        [(1, 30), (2, 30), (3, 60)]
    );
    assert_eq!(world.account(&alice).vesting_speed, Decimal::percent(200));
    world.is_consistent();
}
