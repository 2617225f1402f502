//! `tributary-sim programme`: the figures, the page, and docs/programme.md.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::arithmetic_side_effects)]

mod computed_common;
mod page_common;

use std::sync::OnceLock;

use computed_common::{assert_documented, assert_page};
use cosmwasm_std::{Uint128, Uint256};
use tributary_math::boost::{displayed, months};
use tributary_math::emission::DAY;
use tributary_simulator::computed::counting::Touched;
use tributary_simulator::computed::ratio::Ratio;
use tributary_simulator::computed::Crowd;
use tributary_simulator::programme::emission::daily;
use tributary_simulator::programme::game::{emitted, play, Choice, K, OTHERS};
use tributary_simulator::programme::population::Population;
use tributary_simulator::programme::ranges::{Factor, Staker, PUBLISHED};
use tributary_simulator::programme::reports::Kind;
use tributary_simulator::programme::rows::CROWDS;
use tributary_simulator::programme::rules::{Boost, Rules};
use tributary_simulator::programme::vault::{Account, Vault};
use tributary_simulator::programme::vesting::{lasts, rounds, unlocked, waiting, CASES, ROUNDS};
use tributary_simulator::programme::weights::{unit, STAKERS, THREE};
use tributary_simulator::programme::{Programme, BASE_BOOST, COMMAND};

const RULES: Rules = Rules::SOURCE;

/// What the command computes if nothing is named.
fn default() -> &'static Programme {
    static ALL: OnceLock<Programme> = OnceLock::new();
    ALL.get_or_init(|| Programme::of(COMMAND.crowd()).expect("it computes"))
}

fn population(people: u64, seed: u64) -> Population {
    Population::of(Crowd { people, seed }, RULES).expect("it computes")
}

/// A vault in which every period is possible from the start.
fn vault() -> Vault {
    Vault::new(Rules { phase1_days: 0, ..RULES })
}

fn staker(vault: &mut Vault, boost: Boost, now: u64, amount: u64, days: u32) -> Account {
    let mut account = vault.newcomer(boost).expect("somebody");
    vault.stake(&mut account, now, amount.into(), days).expect("a stake");
    account
}

fn rewards(vault: &mut Vault, mut account: Account) -> Vec<u128> {
    vault.settle(&mut account, vault.rules.schedule.ends_at()).expect("settled");
    account.batches.iter().map(|batch| batch.reward.u128()).collect()
}

#[test]
fn the_days_sum_up_to_everything() {
    let figures = daily(&RULES.schedule).expect("figures");

    assert_eq!(figures.len(), 548);
    assert_eq!(figures.iter().sum::<Uint128>(), RULES.schedule.total);
    // "around 9124 AGI".
    assert!(figures.iter().all(|figure| figure.u128() / 1_000_000 == 9_124));
}

#[test]
fn weights_are_those_of_the_specification() {
    let published: [u128; 6] = [
        400_000_000_000_000_000,
        400_000_000_000_000_000,
        640_000_000_000_000_000,
        3_280_000_000_000_000_000,
        4_360_000_000_000_000_000,
        35_469_966_592_386_188_986,
    ];
    let found = STAKERS.map(|staker| unit(&RULES, staker).expect("a weight"));

    assert_eq!(found, published.map(Uint128::new));
}

#[test]
fn three_share_a_day_as_the_specification_says() {
    let amount = Uint128::new(1_000_000_000);
    let weights = THREE.map(|staker| amount.full_mul(staker.weight(&RULES).expect("a weight")));
    let total = weights[0] + weights[1] + weights[2];
    let rewards = weights.map(|weight| RULES.schedule.reward(DAY, weight, total).expect("a reward").u128());

    let shown = weights.map(|weight| displayed(weight).expect("a weight"));
    assert_eq!(shown, [35_469_966_592u128, 640_000_000, 400_000_000].map(Uint256::from));
    assert_eq!(rewards, [8_864_184_557, 159_940_328, 99_962_705]);
}

#[test]
fn the_ranges_of_the_source_come_out_and_users_reach_those_of_the_specification() {
    for figure in PUBLISHED {
        assert_eq!(figure.computed(&RULES).expect("a figure").times(3), figure.says, "{figure:?}");
    }
    for (factor, least, most) in [
        (Factor::Time, "4.125", "9.676"),
        (Factor::Nfts, "0.952", "5.927"),
        (Factor::Loyalty, "0.470", "3.887"),
    ] {
        let reached = factor.reached(&RULES).expect("increases");
        assert_eq!(reached.len(), 4);
        assert_eq!(reached[0].increase.times(3), least);
        assert_eq!(reached[3].increase.times(3), most);
    }
}

#[test]
fn without_a_boost_time_does_nothing_unless_everybody_has_one() {
    let weight = |rules: &Rules, months| Staker::new(months, 0, 0).weight(rules).expect("a weight");
    let lifted = Rules::with_base_boost(BASE_BOOST);

    assert!((1..=12).all(|months| weight(&RULES, months) == weight(&RULES, 1)));
    assert!((2..=12).all(|months| weight(&lifted, months) > weight(&lifted, months - 1)));

    // A year at once earns what twelve months one by one do.
    let mut vault = vault();
    let year = staker(&mut vault, Boost::default(), 0, 1_000, 360);
    let mut month = vault.newcomer(Boost::default()).expect("somebody");
    for number in 0..12u32 {
        let now = vault.rules.schedule.boundary(number * 30);
        vault.stake(&mut month, now, Uint128::new(1_000), 30).expect("a stake");
    }
    let (year, months) = (rewards(&mut vault, year), rewards(&mut vault, month));
    assert_eq!((year.len(), months.len()), (1, 12));
    assert!(year[0] - months.iter().sum::<u128>() < 12, "{year:?} {months:?}");
}

#[test]
fn a_position_earns_by_its_weight_until_its_end_and_a_boost_counts_from_then_on() {
    let mut vault = vault();
    let emitted = |from, to| {
        let of = |day| RULES.schedule.emitted_until(day).expect("an amount").u128();
        of(to) - of(from)
    };
    let near = |found: u128, exact: u128| found.abs_diff(exact) <= 2;
    // Weights 0.4 and 3.28, from day 40 on both 3.28; from day 60 on the second is alone.
    let mut one = staker(&mut vault, Boost::default(), 0, 1_000_000, 60);
    let other = staker(&mut vault, Boost::new(1, 100), 0, 1_000_000, 365);
    let at = vault.rules.schedule.boundary(40);
    // 64 NFTs: 0.4 + 0.6·(0.6·8).
    vault.set_boost(&mut one, at, Boost::new(64, 0)).expect("a boost");

    let (one, other) = (rewards(&mut vault, one)[0], rewards(&mut vault, other)[0]);
    assert!(near(one, emitted(0, 40) * 400 / 3_680 + emitted(40, 60) / 2), "{one}");
    assert!(near(other, emitted(0, 40) * 3_280 / 3_680 + emitted(40, 60) / 2 + emitted(60, 365)), "{other}");
    assert_eq!(vault.emission.open.positions, 0);
    assert!(vault.emission.open.weight.is_zero());
}

#[test]
fn periods_are_those_of_the_rules() {
    let last = RULES.schedule.boundary(RULES.schedule.days - 30);
    let ends = |now, days| RULES.period(now, days).map(|period| period.end_day);

    assert_eq!(ends(0, 179), None);
    assert_eq!(ends(0, 180), Some(180));
    assert_eq!(ends(14 * DAY - 1, 30), None);
    assert_eq!(ends(14 * DAY, 30), Some(44));
    assert_eq!(ends(14 * DAY + 1, 30), Some(45));
    assert_eq!((ends(14 * DAY, 29), ends(14 * DAY, 366)), (None, None));
    assert_eq!((ends(last, 30), ends(last + 1, 30)), (Some(548), None));
}

#[test]
fn everything_funded_is_accounted_for() {
    for seed in 1..=5 {
        let population = population(300, seed);
        let positions = population.positions();
        for balance in [population.at_end, population.at_last] {
            assert!(balance.balances(positions), "{balance:?}");
            assert_eq!(balance.funded, RULES.schedule.total);
        }
        let (end, last) = (population.at_end, population.at_last);
        assert_eq!((end.set_aside, end.dust), (last.set_aside, last.dust));
        assert!(last.vesting.is_zero() && last.paid > end.paid && end.vesting > last.vesting);
        assert!(population.users.iter().all(|user| user.account.open.is_empty()));
        for user in population.users.iter().filter(|user| user.claims) {
            assert!(user.account.batches.iter().all(|batch| batch.claimed == batch.reward));
        }
        assert!(!last.set_aside.is_zero(), "nobody is there in the first second");
    }
    assert!(default().balances());
}

#[test]
fn an_account_that_does_not_balance_is_seen() {
    let population = population(100, 1);
    let positions = population.positions();
    let mut less = population.at_last;
    less.paid -= Uint128::one();
    let mut dust = population.at_last;
    (dust.paid, dust.dust) = (dust.paid - Uint128::new(10_000), dust.dust + Uint128::new(10_000));

    assert!(!less.balances(positions));
    assert!(!dust.balances(positions), "more dust than positions");
}

#[test]
fn the_population_is_what_it_claims() {
    let population = &default().population;
    let of = |belongs: &dyn Fn(u64) -> bool, kinds: &dyn Fn(Kind) -> bool| {
        let belongs = |months: u32, boost| belongs(months.into()) && kinds(Kind::of(boost));
        population.tally(|position| belongs(position.principal.months, position.boost)).expect("a tally")
    };
    let all = of(&|_| true, &|_| true);

    let sum = (1..=12).map(|number| of(&|months| months == number, &|_| true).reward);
    assert_eq!(sum.fold(Uint256::zero(), |sum, reward| sum + reward), all.reward);
    let sum = Kind::ALL.map(|kind| of(&|_| true, &|of| of == kind).reward);
    assert_eq!(sum.into_iter().fold(Uint256::zero(), |sum, reward| sum + reward), all.reward);
    for batch in population.batches() {
        let position = &batch.position;
        let days = position.end_day - u32::try_from(position.started_at.div_ceil(DAY)).expect("a day");
        assert_eq!(months(days), position.principal.months);
        assert!(position.end_day <= RULES.schedule.days && (30..=365).contains(&days));
        assert!(position.started_at >= RULES.phase1_ends_at() || position.principal.months >= 6);
    }
    // The longer and the more boosted, the more for a token and day.
    let yields = Kind::ALL.map(|kind| of(&|_| true, &|of| of == kind).yield_to(&all).units(3));
    assert!(yields.windows(2).all(|pair| pair[0] < pair[1]), "{yields:?}");
    let rate = |months: u64| of(&|of| of == months, &|kind| kind == Kind::Both).yield_to(&all).units(3);
    assert!(rate(12) > rate(6) && rate(6) > rate(1));
    // No days are missing: those of the programme, and those in which the last rewards vest.
    assert!(population.samples.len() > 608);
    assert!(population.samples.iter().skip(548).all(|sample| sample.open.positions == 0));
}

#[test]
fn a_seed_makes_one_population() {
    let text = |seed| (COMMAND.findings)(Crowd { people: 100, seed }).expect("findings").text();

    assert_eq!(text(3), text(3));
    assert_ne!(text(3), text(4));
}

#[test]
fn rewards_vest_as_the_source_says() {
    for case in CASES {
        assert_eq!(lasts(&case.user(), &RULES).expect("a time"), case.says * DAY, "{case:?}");
        let before = unlocked(&case.user(), &RULES, case.says * DAY - 1).expect("an amount");
        assert!(before < Uint128::new(100_000_000));
    }
    // The vector of the specification: fully vested 29 days and 4 hours after the change.
    let (before, after, last) = waiting(&RULES, 10).expect("times");
    assert_eq!((before.u128(), after.u128()), (16_666_666, 45_238_095));
    assert_eq!(last, 39 * DAY + 4 * 3_600);
}

#[test]
fn the_same_again_and_again_vests_ever_slower() {
    let same = rounds(&RULES, 100).expect("rounds");
    let doubled = rounds(&RULES, 200).expect("rounds");

    assert_eq!(u32::try_from(same.len()), Ok(ROUNDS));
    assert_eq!(same[..4], [40, 45, 48, 50].map(|days| days * DAY));
    for pair in same.windows(2).chain(doubled.windows(2)) {
        assert!(pair[0] <= pair[1]);
    }
    assert!(doubled.iter().all(|secs| *secs <= 40 * DAY));
}

#[test]
fn the_game_is_symmetric_and_nobody_gains_but_from_another() {
    let emitted = emitted().expect("an amount");
    for others in [0, OTHERS] {
        for one in Choice::ALL {
            for other in Choice::ALL {
                let [a, b] = play([one, other].map(Choice::times), others).expect("outcomes");
                let [mirrored, _] = play([other, one].map(Choice::times), others).expect("outcomes");
                assert_eq!(b, mirrored);
                assert_eq!(a.staked, K.multiply_ratio(one.times(), 1u8));
                let days = [(Choice::More, 35), (Choice::Same, 45), (Choice::Nothing, 60)];
                let (_, days) = days.into_iter().find(|(choice, _)| *choice == one).expect("a choice");
                assert_eq!(a.vests, days * DAY, "whatever the other does");
                // By stake: all weigh alike.
                let total = one.times() + other.times() + others;
                let exact = emitted.checked_multiply_ratio(one.times(), total).unwrap_or_default();
                assert!(a.reward.abs_diff(exact) <= Uint128::one(), "{a:?}");
            }
        }
    }
}

/// What a message does in the largest vault.
fn touched(message: &str) -> Touched {
    let cost = default().costs.iter().find(|cost| cost.message == message);
    *cost.unwrap_or_else(|| panic!("{message}")).touched.last().expect("a crowd")
}

#[test]
fn rows_do_not_grow_with_the_users() {
    assert!(default().is_flat());
    for cost in &default().costs {
        assert!(cost.is_flat(), "{cost:?}");
        assert_eq!(cost.touched.len(), CROWDS.len());
        let [few, many] = [&cost.touched[0], &cost.touched[1]];
        assert!(few.reads > 0 && few.writes > 0, "{cost:?}");
        // Some digits more in each row.
        assert!(many.bytes <= few.bytes + 12 * few.writes, "{cost:?}");
    }
    let mut one = default().clone();
    one.costs[3].touched[1].reads += 1;
    assert!(!one.is_flat() && !one.findings().expect("findings").holds);
}

#[test]
fn rows_grow_with_the_positions_of_the_sender_and_the_days_alone() {
    let rows = |message: &str| touched(message).rows();
    let with = |message: &str, positions| message.replace('#', positions);
    for (message, (reads, writes, removes)) in [
        ("stake (then # open)", (0, 0, 0)),
        ("withdraw (1 of # matured)", (0, 0, 0)),
        ("set_loyalty (# open)", (2, 1, 0)),
        ("holdings_changed (# open)", (2, 1, 0)),
        ("refresh_boost (# open)", (2, 1, 0)),
        ("receive_nft (# open)", (2, 1, 0)),
        ("withdraw_nft (# open)", (2, 1, 0)),
        ("claim (# vesting)", (1, 1, 0)),
    ] {
        let (one, most) = (rows(&with(message, "1")), rows(&with(message, "32")));
        assert_eq!(most, (one.0 + 31 * reads, one.1 + 31 * writes, one.2 + 31 * removes), "{message}");
    }
    let (reads, writes, _) = rows("advance (nothing ended)");
    for (message, days) in [("advance (1 day with endings)", 1), ("advance (366 days with endings)", 366)] {
        assert_eq!(rows(message), (reads + days, writes + days, days), "{message}");
    }
}

#[test]
fn the_page_is_of_one_piece_and_shows_what_the_text_does() {
    let findings = default().findings().expect("findings");
    let page = findings.html();

    assert_page("programme", &findings);
    for title in [
        "Emitted so far",
        "Weight by period",
        "Total weight",
        "Open positions",
        "From emission to payout",
        "APR",
        "Shares by period",
        "Unlocking",
        "Days until vested",
        "Staking again and again",
        "What A earns next",
    ] {
        assert!(page.contains(&format!("<b>{title}</b>")), "{title}");
    }
}

#[test]
fn the_documentation_shows_what_the_command_prints() {
    let (page, blocks) = assert_documented("programme", &default().findings().expect("findings"));

    assert!(blocks >= 24, "{blocks} blocks");
    // What the text says in words.
    let population = &default().population;
    let half_a_year = &population.samples[180];
    let emitted = RULES.schedule.emitted_until(180).expect("an amount");
    assert!(half_a_year.paid.u128() * 10 < emitted.u128() && page.contains("less than a tenth"));
    let of = |kind| population.tally(|position| Kind::of(position.boost) == kind).expect("a tally");
    let (neither, all) = (of(Kind::Neither), population.tally(|_| true).expect("a tally"));
    let percent = |part, whole| Ratio::new(part, whole).units(0).to_string();
    let stake = percent(neither.stake_time, all.stake_time);
    let reward = percent(neither.reward, all.reward);
    assert!(
        ["30", "31", "32", "33", "34", "35"].contains(&stake.as_str()) && reward == "5",
        "{stake} {reward}"
    );
    assert!(page.contains("A third of the stake has no boost and gets a twentieth"));
}
