//! `tributary-sim economics`: the figures, the page, and docs/economics.md.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

mod computed_common;
mod page_common;

use std::sync::OnceLock;

use computed_common::{assert_documented, assert_page};
use cosmwasm_std::{Uint128, Uint256};
use tributary_math::decay::DecayBase;
use tributary_math::revenue::whole;
use tributary_simulator::computed::counting::{Cost, Touched};
use tributary_simulator::computed::ratio::Ratio;
use tributary_simulator::economics::minimum::beside_dust;
use tributary_simulator::economics::population::{stakes, Group, Population, LEAST, REVENUE};
use tributary_simulator::economics::rows::CROWDS;
use tributary_simulator::economics::source::{Cell, MULTIPLES, SHARES};
use tributary_simulator::economics::split::{Identity, Whale, CHARTED, PARTS, WHALES};
use tributary_simulator::economics::{Economics, COMMAND};

/// What the command computes if nothing is named.
fn default() -> &'static Economics {
    static ALL: OnceLock<Economics> = OnceLock::new();
    ALL.get_or_init(|| Economics::of(COMMAND.crowd()).expect("it computes"))
}

fn crowd(stakers: u64, seed: u64) -> Population {
    Population::of(&stakes(stakers, seed)).expect("it computes")
}

/// Efficiency / user mean / distribution by stake, of section 1 of the specification.
const PUBLISHED: [[&str; 5]; 4] = [
    [
        "73.7 / 97.4 / 95.2",
        "79.9 / 95.0 / 92.0",
        "89.6 / 94.8 / 93.1",
        "97.0 / 97.7 / 97.4",
        "99.5 / 99.5 / 99.5",
    ],
    [
        "33.7 / 93.4 / 76.3",
        "42.8 / 85.7 / 64.3",
        "63.0 / 81.5 / 69.2",
        "86.6 / 90.0 / 87.5",
        "97.4 / 97.6 / 97.4",
    ],
    [
        "18.1 / 91.8 / 56.9",
        "25.5 / 81.4 / 42.7",
        "45.3 / 72.6 / 50.2",
        "76.6 / 82.4 / 77.3",
        "94.9 / 95.4 / 95.0",
    ],
    [
        "2.3 / 90.2 / 10.3",
        "4.5 / 76.1 / 7.3",
        "14.3 / 57.2 / 15.2",
        "45.3 / 58.9 / 45.4",
        "83.4 / 85.0 / 83.4",
    ],
];

#[test]
fn the_cells_are_those_of_the_specification() {
    for (multiple, row) in MULTIPLES.into_iter().zip(PUBLISHED) {
        for (share, published) in SHARES.into_iter().zip(row) {
            let cell = Cell::of(share, multiple * 10).expect("a cell");
            let figures = [cell.efficiency, cell.user_mean, cell.distribution].map(|figure| figure.figure(1));
            assert_eq!(figures.join(" / "), published, "{share} % at {multiple}x");
        }
    }
}

#[test]
fn the_two_figures_of_the_source_are_met_in_whole_percent() {
    let cell = Cell::of(50, 100).expect("a cell");

    assert_eq!((cell.efficiency.percent(0), cell.user_mean.percent(0)), ("45 %".into(), "73 %".into()));
}

#[test]
fn everything_received_is_paid_treasury_or_dust() {
    for population in [crowd(1_000, 7), crowd(5_000, 8)] {
        let total = Uint256::from(population.total());
        let mut paid = Uint256::zero();
        for staker in &population.stakers {
            // E·R/T by the curve itself, without the ledger.
            let effective = DecayBase::Ten.effective_stake(staker.stake, population.ledger.threshold);
            let exact = Uint256::from(REVENUE).multiply_ratio(effective, total);
            assert!(exact.abs_diff(whole(staker.earned).expect("it fits").into()) <= Uint256::one());
            paid += staker.earned;
        }
        assert_eq!(paid, population.pools);
        let (pools, treasury) = (population.paid().expect("paid"), population.treasury().expect("kept"));
        let dust = population.dust().expect("no more paid than received");
        assert_eq!(pools + treasury + dust, REVENUE);
        assert!(dust <= Uint128::new(2), "{dust}");
        assert!(treasury > REVENUE.multiply_ratio(1u8, 10u8), "friction takes effect");
    }
}

#[test]
fn the_crowd_has_the_distribution_it_claims() {
    let population = &default().population;
    let stakers = population.deciles_of_stakers().expect("deciles");
    let of_stake = population.deciles_of_stake().expect("deciles");

    // The geometric mean of a Pareto distribution is its minimum times e^(1/1.16) = 2.3681.
    let exact = LEAST.multiply_ratio(23_681u128, 10_000u128);
    assert!(population.ledger.threshold.abs_diff(exact) < exact.multiply_ratio(1u8, 100u8));
    for groups in [&stakers, &of_stake] {
        assert_eq!(groups.len(), 10);
        assert_eq!(groups.iter().map(|group| group.stakers).sum::<u64>(), 1_000_000);
        let efficiency: Vec<_> = groups.iter().map(|group| group.efficiency.units(4)).collect();
        assert!(efficiency.windows(2).all(|pair| pair[1] <= pair[0]), "{efficiency:?}");
        assert!(efficiency[9] < efficiency[0]);
    }
    assert!(stakers.iter().all(|group| group.stakers == 100_000));
    let near_a_tenth = |group: &Group| group.of_stake.units(0) == Uint256::from(10u8);
    assert!(of_stake.iter().all(near_a_tenth), "{of_stake:?}");
    assert_eq!(population.top(10_000).expect("a group").stakers, 10_000);
}

#[test]
fn a_seed_makes_one_crowd() {
    assert_eq!(stakes(1_000, 3), stakes(1_000, 3));
    assert_ne!(stakes(1_000, 3), stakes(1_000, 4));
    assert!(stakes(1_000, 3).windows(2).all(|pair| pair[0] <= pair[1]));
}

#[test]
fn splitting_pays_only_without_identity() {
    let all = [&crowd(2_000, 5), &default().population].map(Whale::all);
    for whale in all.iter().flatten() {
        for parts in PARTS {
            let gain = |identity| whale.gain(parts, identity).expect("a gain").units(4);
            let same = Ratio::new(1u8, 1u8).units(4);
            assert!(gain(Identity::Off) > same, "{} in {parts}", whale.name);
            assert!(gain(Identity::On) <= same, "{} in {parts}", whale.name);
        }
    }
    assert!(all.iter().all(|whales| whales.len() == WHALES.len()));
}

#[test]
fn a_split_moves_the_threshold_and_gains_nothing_below_it() {
    let population = crowd(2_000, 5);
    let thresholds =
        |whale: &Whale| CHARTED.map(|parts| whale.split(parts, Identity::Off).expect("a split").threshold);
    let (largest, median) = (
        Whale::of(&population, 0, "the largest").expect("one"),
        Whale::of(&population, 500_000, "the median").expect("one"),
    );

    assert_eq!(thresholds(&largest)[0], population.ledger.threshold);
    assert!(thresholds(&largest)[1] > population.ledger.threshold, "two large stakes are counted");
    assert!(thresholds(&median)[11] < population.ledger.threshold, "a hundred small ones are");
    for identity in [Identity::Off, Identity::On] {
        let gain = median.gain(100, identity).expect("a gain");
        assert!(gain.units(2) <= Uint256::from(10_000u16), "{gain:?}");
    }
}

#[test]
fn dust_lowers_the_threshold_unless_it_is_not_counted() {
    let found = |dust, least: u64| beside_dust(dust, Uint128::from(least)).expect("a threshold");

    assert_eq!(found(0, 1).efficiency.percent(1), "100.0 %");
    // 10^(90/11), as the specification says: about 1.5e8.
    assert_eq!(found(1, 1).threshold.u128() / 1_000_000, 151);
    assert!(found(1, 1).efficiency.units(1) < found(0, 1).efficiency.units(1));
    assert_eq!(found(10, 2).threshold, found(0, 1).threshold);
}

#[test]
fn rows_do_not_grow_with_the_crowd() {
    let costs = &default().costs;

    for name in ["delegation_changed", "settle", "collect", "distribute_revenue", "roll_epoch"] {
        assert!(costs.iter().any(|cost| cost.message.starts_with(name)), "{name}");
    }
    for cost in costs {
        assert!(cost.is_flat(), "{cost:?}");
        assert_eq!(cost.touched.len(), CROWDS.len());
        assert!(cost.touched.iter().all(|touched| touched.reads > 0 && touched.writes > 0), "{cost:?}");
        let bytes: Vec<u64> = cost.touched.iter().map(|touched| touched.bytes).collect();
        assert!(bytes[2] <= bytes[0] + 64, "more than digits: {cost:?}");
    }
    let rolled = costs.iter().find(|cost| cost.message == "roll_epoch").expect("it is there");
    assert_eq!(rolled.touched[0].writes, 2, "the ledger and a checkpoint");
}

#[test]
fn rows_that_grow_are_seen() {
    let touched = |reads| Touched { reads, ..Touched::default() };
    let cost = |reads: [u64; 3]| Cost { message: "m".to_owned(), touched: reads.map(touched).to_vec() };

    assert!(cost([2, 2, 2]).is_flat());
    assert!(!cost([2, 2, 3]).is_flat());
}

#[test]
fn the_page_is_of_one_piece_and_shows_what_the_text_does() {
    let findings = default().findings().expect("findings");
    let page = findings.html();

    assert_page("economics", &findings);
    assert_eq!((page.matches("<svg class=\"wide\"").count(), findings.sections.len()), (5, 5));
    for title in [
        "Figure 4",
        "Figure 5",
        "The curve E(S)/S",
        "Efficiency by decile",
        "Gain by splitting",
        "the threshold",
    ] {
        assert!(page.contains(title), "{title}");
    }
}

#[test]
fn the_documentation_shows_what_the_command_prints() {
    let (page, blocks) = assert_documented("economics", &default().findings().expect("findings"));

    assert!(blocks >= 8, "{blocks} blocks");
    // What the text says in words.
    let population = &default().population;
    let treasury = Ratio::new(population.treasury().expect("kept"), REVENUE).units(0).to_string();
    assert!(["66", "67", "68"].contains(&treasury.as_str()) && page.contains("two thirds of the revenue"));
    let above = Ratio::new(population.above(), 1_000_000u64).units(0).to_string();
    assert!(
        ["36", "37", "38", "39", "40"].contains(&above.as_str())
            && page.contains("Six in ten users lose nothing")
    );
}
