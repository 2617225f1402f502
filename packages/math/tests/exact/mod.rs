//! Fractions without limits. They are never shortened, which would take longer than everything else.

use num_bigint::BigInt;
use num_rational::BigRational;

/// `over`/`under`, above zero.
pub fn fraction(over: impl Into<BigInt>, under: impl Into<BigInt>) -> BigRational {
    BigRational::new_raw(over.into(), under.into())
}

/// `one` + `other`.
pub fn plus(one: &BigRational, other: &BigRational) -> BigRational {
    if one.denom() == other.denom() {
        return fraction(one.numer() + other.numer(), one.denom().clone());
    }
    fraction(one.numer() * other.denom() + other.numer() * one.denom(), one.denom() * other.denom())
}

/// Fails unless `paid` is `exact` rounded down; or less where `exact` is less than `behind` above a whole number, or more where
/// it is at most `ahead` below one.
pub fn check_floor(paid: &BigInt, exact: &BigRational, behind: &BigRational, ahead: &BigRational) {
    let floor = exact.to_integer();
    let most = plus(exact, ahead);
    assert!(fraction(paid.clone(), 1) <= most, "{paid} instead of {floor} is too much");
    let least = plus(&fraction(paid + 1, 1), behind);
    assert!(*exact < least, "{paid} instead of {floor} is too little");
}
