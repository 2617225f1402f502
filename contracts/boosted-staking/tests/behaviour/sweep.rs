//! `sweep_unused`

use cosmwasm_std::{coins, Addr};
use tributary_boosted_staking::ContractError;
use tributary_testing::DENOM;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{InstantiateMsg, UnusedRewardsTo};
use tributary_types::treasury_decay::{
    IdentityRule, InstantiateMsg as TreasuryInstantiateMsg, QueryMsg as TreasuryQuery, RevenueResponse,
    UnstakedShare,
};

use crate::moody::{kind, moody, Temper};
use crate::support::suite::{uint, Suite};
use crate::support::tokens::{send_tokens, token, tokens_of};
use crate::world::{instantiation, invalid, time, withdraw, World, CLAIM, DAY, DAYS, REWARD, SWEEP, TOTAL};

const NOTHING: ContractError = ContractError::NothingToSweep;

/// V-10.
#[test]
fn anybody_sweeps_what_nobody_earned_once_and_after_the_end() {
    let mut world = World::default();
    let [alice, eve, heir] = [&world.alice, &world.eve, &world.heir].map(Clone::clone);
    world.pass_until(10 * DAY);
    world.stake(&alice, 1_000, 30);
    let early = ContractError::ProgrammeNotOver { ends_at: time(DAYS * DAY) };
    assert!(early.to_string().contains("programme"));
    assert!(NOTHING.to_string().contains("nothing"));
    for second in [10 * DAY, 100 * DAY, DAYS * DAY - 1] {
        world.pass_until(second);
        let early = ContractError::ProgrammeNotOver { ends_at: time(DAYS * DAY) };
        world.refuses(&eve, &SWEEP, early);
    }
    world.pass_until(DAYS * DAY);

    // 30 days of 1,000,000.18 were shared, rounded up.
    let told = world.tells(&eve, &SWEEP);

    let unused = TOTAL - 30_000_006;
    assert_eq!(told, [format!("unused_swept to=heir amount={unused}")]);
    assert_eq!((world.rewards_of(&heir), world.vault().swept), (unused, uint(unused)));
    world.is_consistent();
    world.refuses(&eve, &SWEEP, NOTHING);
    world.pass_days(1_000);
    world.refuses(&eve, &SWEEP, NOTHING);
    assert_eq!(world.claim(&alice), 30_000_005);
    world.refuses(&eve, &SWEEP, NOTHING);
    world.is_consistent();
}

/// Claims before and after a sweep change nothing about it, and all that was earned is paid (BV-15).
#[test]
fn a_sweep_leaves_what_is_owed() {
    for sweeps_first in [true, false] {
        let mut world = World::default();
        let (alice, bob, vault) = (world.alice.clone(), world.bob.clone(), world.address.clone());
        for (user, second, days) in [(&alice, 0, 33), (&bob, 5, 40), (&alice, 100 * DAY + 1, 365)] {
            world.pass_until(second);
            world.stake(user, 777, days);
        }
        world.pass_until(110 * DAY);
        world.claim(&bob);
        world.pass_until((DAYS + 60) * DAY);
        let leave = |world: &mut World| {
            for (user, id) in [(&alice, 1), (&bob, 2), (&alice, 3)] {
                world.tells(user, &withdraw(id));
            }
            world.claim(&alice) + world.claim(&bob)
        };
        if !sweeps_first {
            leave(&mut world);
        }
        world.tells(&bob, &SWEEP);
        world.is_consistent();
        if sweeps_first {
            leave(&mut world);
        }
        // The days 0 to 41, and those from 100 and a second to 466, rounded up.
        assert_eq!(world.vault().swept, uint(TOTAL - 407_000_063), "sweeps first: {sweeps_first}");
        assert_eq!((world.rewards_of(&vault), world.suite.holds(&vault)), (2, 0));
        world.is_consistent();
    }
}

/// What is there of an underfunded programme: the funds less what was shared.
#[test]
fn a_programme_that_is_not_funded_in_full_gives_the_rest_back() {
    let mut world = World::empty(|_| {});
    let [alice, funder, heir] = [&world.alice, &world.funder, &world.heir].map(Clone::clone);
    world.fund(&funder, 50_000_000).unwrap();
    world.stake(&alice, 1_000, 30);
    world.pass_until(DAYS * DAY);

    assert_eq!(world.tells(&funder, &SWEEP), ["unused_swept to=heir amount=19999994"]);

    assert_eq!((world.rewards_of(&heir), world.claim(&alice)), (19_999_994, 30_000_005));
    world.is_consistent();
}

/// Of what nobody staked for, everything goes back; where nothing was funded, nothing.
#[test]
fn a_programme_without_stakes_gives_everything_back() {
    for funded in [0, 1, 1_000, TOTAL] {
        let mut world = World::empty(|_| {});
        let (funder, heir) = (world.funder.clone(), world.heir.clone());
        if funded > 0 {
            world.fund(&funder, funded).unwrap();
        }
        world.pass_until(DAYS * DAY);
        assert_eq!(world.vault().set_aside, uint(TOTAL));
        if funded > 0 {
            world.tells(&funder, &SWEEP);
        }
        world.refuses(&funder, &SWEEP, NOTHING);
        assert_eq!(world.rewards_of(&heir), funded);
        world.is_consistent();
    }
}

/// Shared up to the last unit that was funded: rounded up it is a unit more than there is.
#[test]
fn rounding_up_may_exceed_what_was_funded_by_one() {
    // 10 in 31 days: 9.67 up to day 30.
    let mut world = World::empty(|msg| {
        msg.total_rewards = uint(10);
        msg.duration_days = Some(31);
    });
    let (alice, funder, vault) = (world.alice.clone(), world.funder.clone(), world.address.clone());
    world.fund(&funder, 9).unwrap();
    world.stake(&alice, 1_000, 30);
    world.pass_until(31 * DAY);

    world.refuses(&funder, &SWEEP, NOTHING);

    world.pass_until(91 * DAY);
    assert_eq!((world.claim(&alice), world.rewards_of(&vault)), (9, 0));
    world.is_consistent();
}

/// Whoever was there from the first to the last second leaves nothing.
#[test]
fn nothing_is_left_of_a_programme_that_somebody_was_in_all_the_time() {
    let mut world = World::with(|msg| msg.duration_days = Some(60));
    let (alice, vault) = (world.alice.clone(), world.address.clone());
    world.stake(&alice, 1_000, 60);
    world.pass_until(60 * DAY);
    world.refuses(&alice, &SWEEP, NOTHING);
    world.pass_until(120 * DAY);
    assert_eq!(world.claim(&alice), TOTAL - 1, "the whole figure, one unit less");
    assert_eq!(world.rewards_of(&vault), 1);
}

/// The coins of one asset for both: principals are not rewards.
#[test]
fn principals_are_never_swept() {
    let mut world = World::with(|msg| msg.reward_asset = Asset::Native(DENOM.to_owned()));
    let (alice, heir, vault) = (world.alice.clone(), world.heir.clone(), world.address.clone());
    world.stake(&alice, 5_000_000_000, 30);
    world.pass_until(DAYS * DAY);
    let before = (world.suite.holds(&heir), world.suite.holds(&alice));

    world.tells(&heir, &SWEEP);

    assert_eq!(world.suite.holds(&heir), before.0 + TOTAL - 30_000_006);
    assert_eq!(world.suite.holds(&vault), 5_000_000_000 + 30_000_006);
    world.is_consistent();
    world.tells(&alice, &withdraw(1));
    world.send(&alice, &CLAIM).unwrap();
    assert_eq!(world.suite.holds(&alice), before.1 + 5_000_000_000 + 30_000_005);
    world.is_consistent();
}

#[test]
fn tokens_are_swept_to_an_account() {
    let mut suite = Suite::default();
    let (funder, owner) = (suite.who("funder"), suite.owner.clone());
    let agi = token(&mut suite.chain, &owner, "agi", &[(&funder, TOTAL)]);
    let mut world = World::empty_on(suite, |msg| msg.reward_asset = Asset::Cw20(agi.to_string()));
    let (heir, vault) = (world.heir.clone(), world.address.clone());
    let purpose = tributary_types::boosted_staking::TokenAction::Fund {};
    send_tokens(&mut world.suite.chain, &funder, &agi, &vault, (TOTAL, &purpose)).unwrap();
    world.pass_until(DAYS * DAY);

    assert_eq!(world.tells(&funder, &SWEEP), [format!("unused_swept to=heir amount={TOTAL}")]);

    assert_eq!(tokens_of(&world.suite.chain, &agi, &heir), TOTAL);
    world.is_consistent();
}

/// A treasury-decay for revenue in `denom`, for which an account stands in as pool-registry: the suite's has another denom.
fn treasury(suite: &mut Suite, denom: &str) -> Addr {
    let (owner, registry) = (suite.owner.clone(), suite.owner.to_string());
    let msg = TreasuryInstantiateMsg {
        owner: None,
        denom: denom.to_owned(),
        pool_registry: registry,
        identity: IdentityRule::Off {},
        epoch_secs: None,
        release_secs: None,
        decay_base: None,
        min_stake: None,
        tolerance_bits: None,
        unstaked_share: Some(UnstakedShare::None),
        circulating_supply: None,
    };
    let (treasury, _) = suite.chain.instantiate(&owner, "treasury-decay", "treasury", &msg, vec![]).unwrap();
    suite.call(&treasury, "treasury");
    treasury
}

fn to_revenue(treasury: &Addr) -> impl FnOnce(&mut InstantiateMsg) + '_ {
    |msg| msg.unused_rewards_to = UnusedRewardsTo::Revenue(treasury.to_string())
}

/// As revenue, the treasury books what it gets.
#[test]
fn coins_are_swept_as_revenue() {
    let mut suite = Suite::default();
    let treasury = treasury(&mut suite, REWARD);
    let mut world = World::on(suite, to_revenue(&treasury));
    let eve = world.eve.clone();
    world.pass_until(DAYS * DAY);

    let told = world.tells(&eve, &SWEEP);

    assert_eq!(told, [format!("unused_swept to=treasury amount={TOTAL}")]);
    let revenue: RevenueResponse = world.suite.chain.query_as(&treasury, &TreasuryQuery::Revenue {}).unwrap();
    assert_eq!((revenue.received, world.rewards_of(&treasury)), (uint(TOTAL), TOTAL));
    world.is_consistent();
}

/// Fault 37: a treasury that refuses keeps the sweep back, and nobody's reward with it.
#[test]
fn a_treasury_that_refuses_stops_the_sweep_alone() {
    let mut suite = Suite::default();
    let treasury = moody(&mut suite);
    let mut world = World::on(suite, to_revenue(&treasury));
    let (alice, vault) = (world.alice.clone(), world.address.clone());
    world.stake(&alice, 1_000, 30);
    world.pass_until(DAYS * DAY);
    world.set_temper(&treasury, Temper::Cross(String::new()));

    world.suite.refuses_with("cross today", |suite| suite.chain.execute(&alice, &vault, &SWEEP, vec![]));

    world.tells(&alice, &withdraw(1));
    assert_eq!((world.claim(&alice), world.vault().swept), (30_000_005, uint(0)));
    world.is_consistent();
    world.set_temper(&treasury, kind(0));
    world.tells(&alice, &SWEEP);
    assert_eq!(world.rewards_of(&treasury), TOTAL - 30_000_006);
}

/// What never changes and would keep the rewards here for ever is refused at the beginning: a treasury for other coins, or
/// what is no treasury.
#[test]
fn revenue_goes_to_a_treasury_of_its_denom() {
    let mut suite = Suite::default();
    let owner = suite.owner.clone();
    let (other, oracle) = (treasury(&mut suite, "uother"), suite.who("oracle"));
    let no_treasury = suite.pool_registry.clone();
    for to in [other, no_treasury, owner.clone()] {
        let mut msg = instantiation(&oracle, &owner);
        msg.unused_rewards_to = UnusedRewardsTo::Revenue(to.to_string());
        let error = invalid("unused_rewards_to", "a treasury for the reward asset", to);
        suite.refuses(error, |suite| {
            let begun = suite.chain.instantiate(&owner, "boosted-staking", "vault", &msg, vec![]);
            begun.map(|(_, outcome)| outcome)
        });
    }
}

/// A donation is not swept: what was not funded is nobody's.
#[test]
fn a_donation_is_not_swept() {
    let mut world = World::empty(|_| {});
    let (funder, vault) = (world.funder.clone(), world.address.clone());
    world.suite.chain.send(&funder, &vault, coins(1_000, REWARD)).unwrap();
    world.pass_until(DAYS * DAY);
    world.refuses(&funder, &SWEEP, NOTHING);
}
