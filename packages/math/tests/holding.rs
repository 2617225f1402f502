//! What somebody has at stake: what it weighs, what of it is free, what a fault leaves.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "tests")]

use cosmwasm_std::{OverflowError, OverflowOperation, Uint128};
use proptest::prelude::*;
use tributary_math::holding::{Holding, Seizure};

fn holding(tokens: u128, locked: u128, licenses: u32) -> Holding {
    Holding { tokens: Uint128::new(tokens), locked: Uint128::new(locked), licenses }
}

fn seizure(tokens: u128, licenses: u32, surplus: u128) -> Seizure {
    Seizure { tokens: Uint128::new(tokens), licenses, surplus: Uint128::new(surplus) }
}

/// What is left, or which operation went beyond its bounds.
fn after(mut holding: Holding, seizure: &Seizure) -> Result<Holding, OverflowOperation> {
    holding.seize(seizure).map(|()| holding).map_err(|error| error.operation)
}

#[test]
fn licences_weigh_their_coins_beside_the_tokens() {
    let weight = |holding: Holding| holding.weight(Uint128::new(1_000)).unwrap().u128();

    assert_eq!(weight(Holding::default()), 0);
    assert_eq!(weight(holding(7, 0, 0)), 7);
    assert_eq!(weight(holding(0, 0, 3)), 3_000);
    assert_eq!(weight(holding(7, 7, 3)), 3_007);
}

#[test]
fn a_weight_beyond_128_bits_is_an_overflow() {
    let weight = |holding: Holding, each: u128| holding.weight(Uint128::new(each));
    let overflow = |operation| Err(OverflowError::new(operation));

    assert_eq!(weight(holding(u128::MAX - 6, 0, 2), 3), Ok(Uint128::MAX));
    assert_eq!(weight(holding(u128::MAX - 5, 0, 2), 3), overflow(OverflowOperation::Add));
    assert_eq!(weight(holding(0, 0, 1), u128::MAX), Ok(Uint128::MAX));
    assert_eq!(weight(holding(0, 0, 2), u128::MAX), overflow(OverflowOperation::Mul));
    assert_eq!(weight(holding(5, 0, 0), u128::MAX), Ok(Uint128::new(5)));
}

/// The published example: 500 tokens and 3 licences of 1000, 1400 are taken.
#[test]
fn what_comes_back_of_a_licence_is_locked() {
    assert_eq!(after(holding(500, 0, 3), &seizure(500, 1, 100)), Ok(holding(100, 100, 2)));
    assert_eq!(after(holding(500, 0, 3), &seizure(500, 1, 0)), Ok(holding(0, 0, 2)));
}

#[test]
fn free_tokens_are_taken_before_locked_ones() {
    for (taken, left) in [(0, (10, 4)), (5, (5, 4)), (6, (4, 4)), (7, (3, 3)), (10, (0, 0))] {
        assert_eq!(after(holding(10, 4, 0), &seizure(taken, 0, 0)), Ok(holding(left.0, left.1, 0)));
    }
}

#[test]
fn more_than_there_is_cannot_be_taken() {
    assert_eq!(after(holding(10, 4, 2), &seizure(11, 0, 0)), Err(OverflowOperation::Sub));
    assert_eq!(after(holding(10, 4, 2), &seizure(0, 3, 0)), Err(OverflowOperation::Sub));
    assert_eq!(after(holding(10, 4, 2), &seizure(10, 2, u128::MAX)), Ok(holding(u128::MAX, u128::MAX, 0)));
    assert_eq!(after(holding(10, 4, 2), &seizure(9, 2, u128::MAX)), Err(OverflowOperation::Add));
}

/// A heap of coins, each free or locked; a fault takes them one by one, the free ones first.
fn one_by_one(holding: &Holding, seizure: &Seizure) -> Option<(u128, u128, u32)> {
    let mut locked = holding.locked.u128();
    let mut free = holding.tokens.u128() - locked;
    for _ in 0..seizure.tokens.u128() {
        if free > 0 {
            free -= 1;
        } else if locked > 0 {
            locked -= 1;
        } else {
            return None;
        }
    }
    if seizure.licenses > holding.licenses {
        return None;
    }
    locked += seizure.surplus.u128();
    Some((free, locked, holding.licenses - seizure.licenses))
}

proptest! {
    #[test]
    fn coins_are_taken_as_from_a_heap(
        (free, locked, licenses) in (0..40u128, 0..40u128, 0..6u32),
        (taken, burned, surplus) in (0..90u128, 0..7u32, 0..20u128),
    ) {
        let before = holding(free + locked, locked, licenses);
        let seizure = seizure(taken, burned, surplus);

        prop_assert_eq!(before.free().u128(), free);
        let found = after(before.clone(), &seizure).ok();
        let found = found.map(|left| (left.free().u128(), left.locked.u128(), left.licenses));
        prop_assert_eq!(found, one_by_one(&before, &seizure));
    }

    /// Only what is taken, and the part of a licence that does not come back, leaves the weight.
    #[test]
    fn a_seizure_lowers_the_weight_by_what_it_takes(
        (tokens, locked, licenses) in (0..=u64::MAX, 0..=u64::MAX, any::<u32>()),
        (taken, burned) in (0..=u64::MAX, any::<u32>()),
        (each, surplus) in (1..=u64::MAX, 0..=u64::MAX),
    ) {
        let [tokens, taken, each, surplus] = [tokens, taken, each, surplus].map(u128::from);
        let before = holding(tokens, u128::from(locked).min(tokens), licenses);
        let (taken, burned) = (taken.min(tokens), burned.min(licenses));
        let surplus = if burned == 0 { 0 } else { surplus.min(each - 1) };

        let after = after(before.clone(), &seizure(taken, burned, surplus)).unwrap();

        let weight = |holding: &Holding| holding.weight(each.into()).unwrap().u128();
        prop_assert_eq!(weight(&after), weight(&before) - taken - u128::from(burned) * each + surplus);
        prop_assert!(after.locked <= after.tokens);
    }
}
