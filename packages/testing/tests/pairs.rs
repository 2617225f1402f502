//! Invariants that compare two runs.

use tributary_testing::pairs::{earn, finalized, g_10, g_16, pr_22, pr_23, whole_case};

/// How many pairs of each kind.
const PAIRS: u64 = 12;

#[test]
fn pr_22_claiming_often_or_once_in_any_order_gives_everybody_the_same() {
    for seed in 0..PAIRS {
        let often = earn(seed, 1, |dice| {
            let mut people: Vec<usize> = (0..6).filter(|_| dice.chance(60)).collect();
            dice.shuffle(&mut people);
            people
        });

        pr_22(&often.unwrap(), &earn(seed, 1, |_| vec![]).unwrap()).unwrap();
    }
}

#[test]
fn pr_23_twins_earn_alike_and_scaled_stakes_earn_the_same() {
    for seed in 0..PAIRS {
        let scaled = earn(seed, 1_000 + u128::from(seed), |_| vec![]);

        pr_23(&earn(seed, 1, |_| vec![]).unwrap(), &scaled.unwrap()).unwrap();
    }
}

#[test]
fn g_10_the_same_calls_end_in_the_same_state_with_the_same_events() {
    for seed in 0..PAIRS {
        g_10(&whole_case(seed, 40).unwrap(), &whole_case(seed, 40).unwrap()).unwrap();
    }
}

#[test]
fn g_16_a_batch_does_what_its_singles_do() {
    for seed in 0..PAIRS {
        g_16(finalized(seed, true).unwrap(), finalized(seed, false).unwrap()).unwrap();
    }
}
