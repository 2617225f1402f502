//! Leaving early, and what it costs

use cosmwasm_std::{coin, coins, Addr};
use cw_utils::PaymentError;
use tributary_joint_staking::ContractError;
use tributary_testing::DENOM;
use tributary_types::joint_staking::{
    AgreementStatus, EndedBy, InstantiateMsg, PrincipalState, TerminationTerms,
};

use crate::support::suite::uint;
use crate::world::{terminate, World, DAY, REWARD};

fn missing(missing: u128, penalty: u128) -> ContractError {
    ContractError::Missing { missing: uint(missing), penalty: uint(penalty) }
}

/// Sends coins with a termination that works, and answers what the escrow tells.
#[track_caller]
fn leave_with(world: &mut World, who: &Addr, id: u64, amount: u128, denom: &str) -> Vec<String> {
    let outcome = world.pay(who, &terminate(id), coins(amount, denom)).unwrap();
    world.told(&outcome)
}

/// An agreement of 30 days, of which 10 are over: 345,600 and 518,400 received, 69,120 and 103,680 due.
fn ten_days_old(change: impl FnOnce(&mut InstantiateMsg), stake: u128) -> (World, u64) {
    let mut world = World::with(change);
    let sam = world.sam.clone();
    let id = world.bind("d1", &sam, 4_000, stake, 30);
    world.pass_days(10);
    (world, id)
}

fn terms(numbers: [u128; 7]) -> TerminationTerms {
    let [received, penalty, from_rewards, from_principal, coins_needed, principal_returned, claimable_left] =
        numbers.map(uint);
    TerminationTerms {
        received,
        penalty,
        from_rewards,
        from_principal,
        coins_needed,
        principal_returned,
        claimable_left,
    }
}

/// JS-07: an owner pays from what it has not claimed; nobody else loses anything.
#[test]
fn an_owner_leaves_at_the_price_of_its_rewards() {
    let (mut world, id) = ten_days_old(|_| {}, 1_000);
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let (owner_had, staker_had, pool_had) =
        (world.purse(&olga), world.purse(&sam), world.totals().reward_pool);
    let preview = world.preview(id);
    assert_eq!(preview.remaining_days, 20);
    assert_eq!(preview.by_owner, terms([345_600, 69_120, 69_120, 0, 0, 1_000, 276_480]));
    assert_eq!(preview.by_staker, terms([518_400, 103_680, 103_680, 0, 0, 1_000, 414_720]));

    let told = world.tells(&olga, &terminate(id));

    let expected = "agreement_terminated agreement_id=1 ended_by=owner rewards_total=864000 penalty=69120 from_rewards=69120 from_principal=0 from_coins=0 principal_returned=1000";
    assert_eq!(told, [expected]);
    assert_eq!((world.purse(&olga), world.purse(&sam)), (owner_had, (staker_had.0 + 1_000, staker_had.1)));
    let (found, totals) = (world.agreement(id), world.totals());
    assert_eq!((found.status, found.ended_by), (AgreementStatus::Terminated, Some(EndedBy::Owner)));
    assert_eq!((found.ended_secs, found.penalty), (Some(world.now()), uint(69_120)));
    assert_eq!(found.principal_state, PrincipalState::Returned);
    let owner = found.owner_rewards;
    assert_eq!((owner.total, owner.claimed, owner.claimable), (uint(345_600), uint(0), uint(276_480)));
    assert_eq!(found.staker_rewards.claimable, uint(518_400));
    assert_eq!(totals.reward_pool, pool_had + uint(69_120));
    assert_eq!((totals.penalties, totals.revenue_due), (uint(69_120), uint(0)));
    assert_eq!((totals.principal, totals.weight), (uint(0), uint(0)));
    assert_eq!(world.device("d1").agreement_id, None);
    world.is_consistent();
    world.pass_days(100);
    assert_eq!(world.claims(id), (276_480, 518_400));
    world.nothing_is_left_but_the_pool();
}

#[test]
fn a_staker_leaves_at_the_price_of_its_rewards() {
    let (mut world, id) = ten_days_old(|_| {}, 1_000);
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let staker_had = world.purse(&sam);

    let told = world.tells(&sam, &terminate(id));

    let expected = "agreement_terminated agreement_id=1 ended_by=staker rewards_total=864000 penalty=103680 from_rewards=103680 from_principal=0 from_coins=0 principal_returned=1000";
    assert_eq!(told, [expected]);
    assert_eq!(world.purse(&sam), (staker_had.0 + 1_000, staker_had.1));
    assert_eq!(world.agreement(id).ended_by, Some(EndedBy::Staker));
    assert_eq!((world.claim(&olga, id), world.claim(&sam, id)), (345_600, 414_720));
    world.nothing_is_left_but_the_pool();
}

/// What was claimed already counts as received.
#[test]
fn what_was_claimed_counts_and_has_to_be_brought() {
    for (claimed_days, from_rewards, from_coins) in
        [(0, 69_120, 0), (8, 69_120, 0), (9, 34_560, 34_560), (10, 0, 69_120)]
    {
        let mut world = World::default();
        let (olga, sam) = (world.olga.clone(), world.sam.clone());
        let id = world.bind_d1();
        world.pass_days(claimed_days);
        let claimed = world.claim(&olga, id);
        world.pass_until(10 * DAY);
        let by_owner = world.preview(id).by_owner;
        let left = 345_600 - claimed - from_rewards;
        assert_eq!(by_owner, terms([345_600, 69_120, from_rewards, 0, from_coins, 1_000, left]));
        let before = world.purse(&olga);
        if from_coins > 0 {
            world.refuses(&olga, &terminate(id), missing(from_coins, 69_120));
            let short = coins(from_coins - 1, REWARD);
            world.refuses_payment(&olga, &terminate(id), short, missing(1, 69_120));
        }

        let told = leave_with(&mut world, &olga, id, from_coins + 1_000, REWARD);

        let expected = format!(
            "agreement_terminated agreement_id=1 ended_by=owner rewards_total=864000 penalty=69120 from_rewards={from_rewards} from_principal=0 from_coins={from_coins} principal_returned=1000"
        );
        assert_eq!(told, [expected]);
        assert_eq!(world.purse(&olga), (before.0, before.1 - from_coins), "the rest comes back");
        world.is_consistent();
        assert_eq!((world.claim(&olga, id), world.claim(&sam, id)), (left, 518_400));
        world.nothing_is_left_but_the_pool();
    }
}

/// F-11, F-12, J-07.
#[test]
fn what_is_missing_is_told_to_the_unit() {
    let (mut world, id) = ten_days_old(|_| {}, 1_000);
    let olga = world.olga.clone();
    world.claim(&olga, id);
    assert!(missing(5, 6).to_string().contains("missing 5"));
    world.refuses(&olga, &terminate(id), missing(69_120, 69_120));
    for given in [1, 69_119] {
        world.refuses_payment(&olga, &terminate(id), coins(given, REWARD), missing(69_120 - given, 69_120));
    }
    let before = world.purse(&olga);
    leave_with(&mut world, &olga, id, 69_120, REWARD);
    assert_eq!(world.purse(&olga).1, before.1 - 69_120);
    world.is_consistent();
}

/// F-01 to F-05 for what may come with coins and need not.
#[test]
fn only_reward_coins_come_with_a_termination() {
    let (mut world, id) = ten_days_old(|_| {}, 1_000);
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    for who in [&olga, &sam] {
        for (funds, error) in [
            (coins(5, DENOM), PaymentError::MissingDenom(REWARD.to_owned())),
            (vec![coin(5, REWARD), coin(5, DENOM)], PaymentError::MultipleDenoms {}),
            (vec![coin(5, DENOM), coin(5, REWARD)], PaymentError::MultipleDenoms {}),
        ] {
            world.refuses_payment(who, &terminate(id), funds, ContractError::Funds(error));
        }
    }
    let before = world.purse(&olga);
    leave_with(&mut world, &olga, id, 5, REWARD);
    assert_eq!(world.purse(&olga), before, "nothing was needed");
}

/// J-06: a third party, twice, in the block of the start, after the end.
#[test]
fn a_party_leaves_once_and_before_the_end() {
    let mut world = World::default();
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind_d1();
    for stranger in
        [&world.eve.clone(), &world.sue.clone(), &world.suite.owner.clone(), &world.registrar.clone()]
    {
        let error = ContractError::NotParty { agreement_id: id, owner: olga.clone(), staker: sam.clone() };
        world.refuses(stranger, &terminate(id), error);
    }
    let told = world.tells(&olga, &terminate(id));
    let expected = "agreement_terminated agreement_id=1 ended_by=owner rewards_total=0 penalty=0 from_rewards=0 from_principal=0 from_coins=0 principal_returned=1000";
    assert_eq!(told, [expected]);
    world.refuses(&sam, &terminate(id), ContractError::Closed { agreement_id: id });
    world.nothing_is_left_but_the_pool();

    let id = world.bind_d1();
    world.pass_days(30);
    for party in [&olga, &sam] {
        let error = ContractError::Ended { agreement_id: id, end_secs: world.now() };
        assert!(error.to_string().starts_with("ended"));
        world.refuses(party, &terminate(id), error);
    }
    world.settle(id);
}

/// JS-06: the day that runs counts whole.
#[test]
fn days_that_are_left_count_from_their_beginning() {
    let mut world = World::default();
    let id = world.bind_d1();
    for (at, remaining, by_staker) in [
        (1, 30, 1),
        // ceil(30/30 * 0.3 * floor(...)): 51,840 received, less one.
        (DAY - 1, 30, 15_552),
        (DAY, 29, 15_034),
        (15 * DAY - 1, 16, 124_416),
        (15 * DAY, 15, 116_640),
        (29 * DAY, 1, 15_034),
        (30 * DAY - 1, 1, 15_552),
        (30 * DAY, 0, 0),
        (300 * DAY, 0, 0),
    ] {
        world.pass_until(at);
        let preview = world.preview(id);
        assert_eq!((preview.remaining_days, preview.by_staker.penalty), (remaining, uint(by_staker)), "{at}");
    }
}

/// The days of a lock count from its start, not from midnight.
#[test]
fn days_of_a_lock_begin_with_it() {
    let mut world = World::default();
    world.pass(80_000);
    let id = world.bind_d1();
    world.pass(10_000);
    assert_eq!(world.preview(id).remaining_days, 30);
    world.pass(76_400);
    assert_eq!(world.preview(id).remaining_days, 29);
}

/// Where stake and reward are one, a staker that claimed pays out of the principal, then brings the rest.
#[test]
fn a_staker_pays_out_of_the_principal() {
    for (stake, from_principal, from_coins) in
        [(200_000, 103_680, 0), (103_680, 103_680, 0), (103_679, 103_679, 1), (1_000, 1_000, 102_680)]
    {
        let (mut world, id) = ten_days_old(crate::world::one_asset, stake);
        let sam = world.sam.clone();
        world.claim(&sam, id);
        let before = world.purse(&sam).0;
        let by_staker = world.preview(id).by_staker;
        let back = stake - from_principal;
        assert_eq!(by_staker, terms([518_400, 103_680, 0, from_principal, from_coins, back, 0]));
        let told = if from_coins == 0 {
            world.tells(&sam, &terminate(id))
        } else {
            world.refuses(&sam, &terminate(id), missing(from_coins, 103_680));
            leave_with(&mut world, &sam, id, from_coins + 7, DENOM)
        };
        let expected = format!("agreement_terminated agreement_id=1 ended_by=staker rewards_total=864000 penalty=103680 from_rewards=0 from_principal={from_principal} from_coins={from_coins} principal_returned={back}");
        assert_eq!(told, [expected]);
        assert_eq!(world.purse(&sam).0, before + back - from_coins);
        assert_eq!(world.totals().penalties, uint(103_680));
        world.is_consistent();
        let olga = world.olga.clone();
        assert_eq!(world.claim(&olga, id), 345_600);
        world.nothing_is_left_but_the_pool();
    }
}

/// First rewards, then the principal, then coins.
#[test]
fn a_staker_pays_out_of_everything_in_turn() {
    let mut world = World::one(|_| {});
    let sam = world.sam.clone();
    let id = world.bind_d1();
    world.pass_days(9);
    assert_eq!(world.claim(&sam, id), 466_560);
    world.pass_days(1);
    // 51,840 unclaimed, 1,000 principal, the rest of 103,680 in coins.
    assert_eq!(world.preview(id).by_staker, terms([518_400, 103_680, 51_840, 1_000, 50_840, 0, 0]));
    let before = world.purse(&sam).0;
    let told = leave_with(&mut world, &sam, id, 60_000, DENOM);
    assert!(told[0].contains(" from_rewards=51840 from_principal=1000 from_coins=50840 principal_returned=0"));
    assert_eq!(world.purse(&sam).0, before - 50_840);
    let olga = world.olga.clone();
    world.claim(&olga, id);
    world.nothing_is_left_but_the_pool();
}

/// An owner never pays out of the principal, and where stake and reward differ nobody does.
#[test]
fn a_principal_answers_for_its_staker_and_its_own_asset_alone() {
    let (mut world, id) = ten_days_old(crate::world::one_asset, 200_000);
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    world.claim(&olga, id);
    assert_eq!(world.preview(id).by_owner, terms([345_600, 69_120, 0, 0, 69_120, 200_000, 0]));
    world.refuses(&olga, &terminate(id), missing(69_120, 69_120));
    let staker_had = world.purse(&sam).0;
    leave_with(&mut world, &olga, id, 69_120, DENOM);
    assert_eq!(world.purse(&sam).0, staker_had + 200_000);
    world.is_consistent();

    let (mut world, id) = ten_days_old(|_| {}, 200_000);
    world.claim(&sam, id);
    assert_eq!(world.preview(id).by_staker, terms([518_400, 103_680, 0, 0, 103_680, 200_000, 0]));
    world.refuses(&sam, &terminate(id), missing(103_680, 103_680));
    let before = world.purse(&sam);
    leave_with(&mut world, &sam, id, 103_681, REWARD);
    assert_eq!(world.purse(&sam), (before.0 + 200_000, before.1 - 103_680));
    world.is_consistent();
}

/// The larger of the two is due: a part of the principal, rounded up, closes the free exit of day 0.
#[test]
fn a_minimum_penalty_is_a_part_of_the_principal() {
    let mut world = World::one(|msg| msg.min_penalty_bps = Some(501));
    let (olga, sam) = (world.olga.clone(), world.sam.clone());
    let id = world.bind("d1", &sam, 4_000, 1_001, 30);
    // 50.1501.
    let preview = world.preview(id);
    assert_eq!(preview.by_staker, terms([0, 51, 0, 51, 0, 950, 0]));
    assert_eq!(preview.by_owner, terms([0, 51, 0, 0, 51, 1_001, 0]));
    world.pass(283);
    // 0.3 of 113 is 34, of 169 and 170 received by the staker 51.
    assert_eq!((world.earned(id), world.preview(id).by_staker.penalty), (283, uint(51)));
    world.pass(2);
    assert_eq!(world.preview(id).by_staker.penalty, uint(52));
    assert_eq!(world.preview(id).by_owner.penalty, uint(51));
    world.pass_until(30 * DAY);
    assert_eq!((world.preview(id).by_owner.penalty, world.preview(id).by_staker.penalty), (uint(0), uint(0)));
    world.settle(id);
    let id = world.bind("d1", &sam, 4_000, 1_001, 30);
    world.refuses(&olga, &terminate(id), missing(51, 51));
    let before = world.purse(&sam).0;
    world.tells(&sam, &terminate(id));
    assert_eq!(world.purse(&sam).0, before + 950);
    world.is_consistent();
}

/// All of the principal and all of the rewards can be due.
#[test]
fn a_penalty_may_be_everything_and_nothing() {
    let mut world = World::one(|msg| (msg.penalty_bps, msg.min_penalty_bps) = (Some(10_000), Some(10_000)));
    let sam = world.sam.clone();
    let id = world.bind_d1();
    let before = world.purse(&sam).0;
    let told = world.tells(&sam, &terminate(id));
    assert!(told[0]
        .contains(" penalty=1000 from_rewards=0 from_principal=1000 from_coins=0 principal_returned=0"));
    assert_eq!(world.purse(&sam).0, before, "no coin of nothing is sent");
    world.nothing_is_left_but_the_pool();

    let mut world = World::one(|msg| msg.penalty_bps = Some(0));
    let id = world.bind_d1();
    world.pass_days(3);
    let told = world.tells(&sam, &terminate(id));
    assert!(told[0].contains(" penalty=0 "), "{told:?}");
    world.is_consistent();
}

/// A penalty that refills the pool is there for the others at once.
#[test]
fn a_penalty_refills_the_pool() {
    let mut world = World::empty(|_| {});
    let (olga, sam, sue) = (world.olga.clone(), world.sam.clone(), world.sue.clone());
    world.fund(172_800);
    let leaves = world.bind("d1", &sam, 5_000, 1_000, 30);
    let stays = world.bind("d3", &sue, 5_000, 1_000, 30);
    world.pass_days(1);
    assert_eq!((world.earned(leaves), world.earned(stays)), (86_400, 86_400));
    assert_eq!(world.totals().reward_pool, uint(0));
    // 29/30 of 30 % of 43,200.
    world.tells(&olga, &terminate(leaves));
    assert_eq!((world.totals().reward_pool, world.totals().rewards_funded), (uint(12_528), uint(185_328)));
    world.pass_days(1);
    assert_eq!(world.earned(stays), 98_928);
    assert_eq!(world.totals().reward_pool, uint(0));
    world.is_consistent();
}
