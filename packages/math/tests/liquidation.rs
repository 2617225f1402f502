//! What a liquidation takes: the published figures, and its rules for any numbers.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, reason = "tests")]

use cosmwasm_std::{Uint128, Uint256};
use proptest::prelude::*;
use tributary_math::liquidation::{share_of_excess, Burn, Liquidation, LiquidationMode};
use tributary_math::MathError;

fn uint(amount: u128) -> Uint128 {
    Uint128::new(amount)
}

fn of(tokens: u128, licenses: u32, amount: u128, mode: LiquidationMode) -> Liquidation {
    Liquidation::of(uint(tokens), licenses, uint(1_000), uint(amount), mode).unwrap()
}

#[test]
fn the_published_example() {
    let exact = of(500, 3, 1_400, LiquidationMode::Exact);
    let whole = of(500, 3, 1_400, LiquidationMode::Whole);

    assert_eq!((exact.rewards, exact.tokens_left, exact.licenses_left), (uint(1_400), uint(100), uint(2)));
    assert_eq!((whole.rewards, whole.tokens_left, whole.licenses_left), (uint(1_500), uint(0), uint(2)));
    assert_eq!(exact.burn, Burn { licenses: uint(1), released: uint(1_000), surplus: uint(100) });
    assert_eq!(whole.burn, Burn { licenses: uint(1), released: uint(1_000), surplus: uint(0) });
    assert_eq!(exact.amount, whole.amount);
}

#[test]
fn a_burn_is_rounded_up() {
    for (need, licenses) in [(0, 0), (1, 1), (999, 1), (1_000, 1), (1_001, 2), (2_000, 2)] {
        let burn = Burn::of(uint(need), uint(1_000), LiquidationMode::Exact).unwrap();
        assert_eq!(burn.licenses, uint(licenses));
    }
    let nothing = Burn::of(uint(5), uint(0), LiquidationMode::Exact);
    assert!(matches!(nothing, Err(MathError::DivideByZero(_))), "{nothing:?}");
    let too_much = Burn::of(Uint128::MAX, uint(1_000), LiquidationMode::Exact);
    assert!(matches!(too_much, Err(MathError::Overflow(_))), "{too_much:?}");
}

#[test]
fn the_largest_bonds_are_liquidated() {
    let all =
        Liquidation::of(Uint128::MAX, u32::MAX, Uint128::MAX, Uint128::MAX, LiquidationMode::Whole).unwrap();
    assert_eq!((all.from_tokens, all.need, all.tokens_left), (Uint128::MAX, uint(0), uint(0)));
    let none = Liquidation::of(uint(0), 0, uint(1), Uint128::MAX, LiquidationMode::Exact).unwrap();
    assert_eq!((none.amount, none.rewards), (uint(0), uint(0)));
}

#[test]
fn shares_of_an_excess_are_rounded_down() {
    assert_eq!(share_of_excess(uint(102), uint(1_000), uint(1_102)).unwrap(), uint(92));
    assert_eq!(share_of_excess(Uint128::MAX, Uint128::MAX, Uint128::MAX).unwrap(), Uint128::MAX);
    assert!(matches!(share_of_excess(uint(1), uint(1), uint(0)), Err(MathError::DivideByZero(_))));
    assert!(matches!(share_of_excess(Uint128::MAX, uint(2), uint(1)), Err(MathError::Conversion(_))));
}

proptest! {
    /// LN-08.
    #[test]
    fn what_is_there_before_is_there_after_or_taken(
        tokens in 0..1u128 << 100,
        licenses in 0..48_000u32,
        worth in 1..1u128 << 80,
        amount in 0..1u128 << 101,
        whole: bool,
    ) {
        let mode = if whole { LiquidationMode::Whole } else { LiquidationMode::Exact };
        let found = Liquidation::of(uint(tokens), licenses, uint(worth), uint(amount), mode).unwrap();
        let bond = |tokens: Uint128, licenses: Uint128| {
            Uint256::from(tokens) + licenses.full_mul(uint(worth))
        };
        let before = bond(uint(tokens), licenses.into());

        prop_assert_eq!(Uint256::from(found.amount), before.min(Uint256::from(amount)));
        prop_assert_eq!(found.from_tokens + found.need, found.amount);
        prop_assert_eq!(found.from_tokens, found.amount.min(uint(tokens)));
        let after = bond(found.tokens_left, found.licenses_left);
        prop_assert_eq!(after + Uint256::from(found.rewards), before);
        let more = found.burn.released - found.need;
        prop_assert!(more < uint(worth));
        prop_assert_eq!(found.burn.surplus, if whole { uint(0) } else { more });
        if !whole {
            prop_assert_eq!(found.rewards, found.amount);
        }
        prop_assert_eq!(found.licenses_left + found.burn.licenses, Uint128::from(licenses));
    }

    #[test]
    fn shares_never_exceed_the_excess(parts in prop::collection::vec(1..1u128 << 60, 1..20), part in 0..=100u128) {
        let total: u128 = parts.iter().sum();
        let excess = total / 100 * part;

        let shares = parts.iter().map(|part| share_of_excess(uint(excess), uint(*part), uint(total)).unwrap().u128());

        let sum: u128 = shares.sum();
        prop_assert!(sum <= excess && excess - sum < u128::try_from(parts.len()).unwrap());
    }
}
