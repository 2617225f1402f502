//! Amounts of money without rounding, as far as that can be known.
//!
//! Shares of shares have denominators that grow with every release, so they are not kept as fractions: an amount is kept in
//! units of 2^-1024, together with how far it may be off. Every quotient is by a factor of at most one, cut off below the
//! last bit: it adds one to the error and never multiplies it. A run of ten thousand steps is off by less than 2^-990, so
//! "the exact figure rounded down, or one unit less where that is a whole number" stays decidable: [`Exact::allowed`] says
//! that a figure may be whole if a whole number lies within the error, and no figure that matters is that close to one by
//! chance.

use std::ops::{AddAssign, RangeInclusive, SubAssign};

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, ToPrimitive, Zero};

/// Bits behind the point.
const BITS: u32 = 1024;

/// An amount and how far it may be off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exact {
    value: BigInt,
    error: u64,
}

impl Exact {
    /// Whole units.
    pub fn units(amount: u128) -> Self {
        Self { value: BigInt::from(amount) << BITS, error: 0 }
    }

    /// The fraction `part / whole`, of any size.
    pub fn ratio(part: impl Into<BigInt>, whole: impl Into<BigInt>) -> Self {
        let (value, rest) = (part.into() << BITS).div_mod_floor(&whole.into());
        Self { value, error: u64::from(!rest.is_zero()) }
    }

    /// The part `part / whole`, at most all of it.
    pub fn part(&self, part: impl Into<BigInt>, whole: impl Into<BigInt>) -> Self {
        let (part, whole) = (part.into(), whole.into());
        assert!(part <= whole && part >= BigInt::zero(), "{part} of {whole} is no part");
        if part.is_zero() || self.value.is_zero() && self.error == 0 {
            return Self::default();
        }
        if part == whole {
            return self.clone();
        }
        let (value, rest) = (&self.value * part).div_mod_floor(&whole);
        let cut = u64::from(self.error > 0 || !rest.is_zero());
        Self { value, error: self.error + cut }
    }

    /// Takes a part away. What is left is off by no more than before and one: errors do not add up here.
    pub fn take(&mut self, part: impl Into<BigInt>, whole: impl Into<BigInt>) -> Self {
        let taken = self.part(part, whole);
        self.value -= &taken.value;
        self.error += u64::from(taken.error > 0);
        if self.value.is_zero() && taken.error == 0 {
            self.error = 0;
        }
        taken
    }

    /// Whether it is nothing at all.
    pub fn is_zero(&self) -> bool {
        self.value.is_zero() && self.error == 0
    }

    /// The whole number that it may be.
    fn whole(&self) -> Option<BigInt> {
        let unit = BigInt::one() << BITS;
        let (floor, above) = self.value.div_mod_floor(&unit);
        let error = BigInt::from(self.error);
        if above <= error {
            return Some(floor);
        }
        (&unit - above <= error).then(|| floor + 1)
    }

    /// Rounded down; what may be whole counts as whole.
    pub fn floor(&self) -> u128 {
        let floor = self.whole().unwrap_or_else(|| &self.value >> BITS);
        floor.to_u128().expect("amounts are not negative and fit in 128 bits")
    }

    /// What may be shown or paid of it: rounded down, or one unit less where it is a whole number.
    pub fn allowed(&self) -> RangeInclusive<u128> {
        let floor = self.floor();
        let least = if self.whole().is_some() { floor.saturating_sub(1) } else { floor };
        least..=floor
    }

    /// What may be shown or paid of it if roundings on the way lost up to `lost` of it: never more than it rounded down.
    pub fn allowed_less(&self, lost: &Self) -> RangeInclusive<u128> {
        let least = &self.value - self.error - &lost.value - lost.error;
        let least = (least.max(BigInt::zero()) >> BITS).to_u128().expect("less than the floor");
        least..=self.floor()
    }

    /// What may be shown of it if roundings on the way moved it by up to `slack`, to either side.
    pub fn around(&self, slack: &Self) -> RangeInclusive<u128> {
        let number = |value: BigInt| (value.max(BigInt::zero()) >> BITS).to_u128().expect("an amount");
        let off = &slack.value + slack.error + self.error;
        number(&self.value - &off)..=number(&self.value + &off)
    }

    /// Whether it is less than another, as far as that can be known.
    pub fn is_below(&self, other: &Self) -> bool {
        self.value < other.value
    }

    /// Rounded up, if roundings on the way add up to `late` to it; what may be whole counts as whole.
    pub fn ceil_late(&self, late: &Self) -> RangeInclusive<u128> {
        let up = |value: BigInt| -(-value >> BITS);
        let least = self.whole().unwrap_or_else(|| up(self.value.clone()));
        let most = up(&self.value + self.error + &late.value + late.error);
        let number = |value: BigInt| value.max(BigInt::zero()).to_u128().expect("a number of seconds");
        number(least)..=number(most)
    }

    /// What can be paid of it whatever was rounded.
    pub fn surely(&self) -> u128 {
        *self.allowed().start()
    }
}

/// The whole numbers of seconds that a mean may be: of `left` seconds for `old` and `period` seconds for `new` units, rounded
/// down, or one less where it is a whole number.
pub fn mean(old: &Exact, left: u64, new: u128, period: u64) -> RangeInclusive<u64> {
    let fresh = Exact::units(new).value;
    let quotient = |old: BigInt| (&old * left + &fresh * period).div_mod_floor(&(old + &fresh));
    let error = BigInt::from(old.error);
    let seconds = |quotient: &BigInt| quotient.to_u64().expect("between both");
    let (low, rest) = quotient(old.value.clone());
    let (one, other) =
        (quotient((&old.value - &error).max(BigInt::zero())).0, quotient(&old.value + &error).0);
    let (least, most) = (seconds((&one).min(&other)), seconds((&one).max(&other).max(&low)));
    if rest.is_zero() {
        return least.saturating_sub(1)..=most;
    }
    least..=most
}

impl AddAssign<&Exact> for Exact {
    fn add_assign(&mut self, other: &Exact) {
        self.value += &other.value;
        self.error += other.error;
    }
}

impl SubAssign<&Exact> for Exact {
    fn sub_assign(&mut self, other: &Exact) {
        self.value -= &other.value;
        self.error += other.error;
    }
}

#[cfg(test)]
mod tests {
    use super::Exact;

    #[test]
    fn three_thirds_may_be_one_unit_and_two_are_surely_none() {
        let third = Exact::units(1).part(1, 3);
        let mut sum = third.clone();
        sum += &third;

        assert_eq!(sum.allowed(), 0..=0);

        sum += &third;
        assert_eq!(sum.allowed(), 0..=1);
    }

    #[test]
    fn what_is_left_after_all_parts_is_nothing_or_next_to_nothing() {
        let all = Exact::units(1_000_003);
        let mut left = all.clone();

        left -= &all.part(3, 7);
        left -= &all.part(4, 7);

        assert_eq!((left.floor(), left.allowed()), (0, 0..=0));
    }

    #[test]
    fn taking_a_third_a_hundred_times_leaves_an_error_of_a_hundred() {
        let mut left = Exact::units(10u128.pow(30));

        (0..100).for_each(|_| drop(left.take(1, 3)));

        assert_eq!(left.error, 100);
        assert_eq!(left.allowed(), 2_459_654_426_579..=2_459_654_426_579);
    }

    #[test]
    fn what_is_lost_on_the_way_matters_just_above_a_whole_number_alone() {
        let lost = Exact::ratio(1, 1_000);

        assert_eq!(Exact::ratio(7, 2).allowed_less(&lost), 3..=3);
        assert_eq!(Exact::ratio(3_001, 1_000).allowed_less(&lost), 2..=3);
        assert_eq!(Exact::ratio(2_999, 1_000).allowed_less(&lost), 2..=2);
        assert_eq!(Exact::units(0).allowed_less(&lost), 0..=0);
    }

    #[test]
    fn what_is_moved_on_the_way_matters_next_to_a_whole_number_alone() {
        let slack = Exact::ratio(1, 1_000);

        assert_eq!(Exact::ratio(7, 2).around(&slack), 3..=3);
        assert_eq!(Exact::units(3).around(&slack), 2..=3);
        assert_eq!(Exact::ratio(29_995, 10_000).around(&slack), 2..=3);
        assert_eq!(Exact::units(0).around(&slack), 0..=0);
        assert!(Exact::ratio(1, 3).is_below(&Exact::ratio(1, 2)));
        assert!(!Exact::ratio(1, 2).is_below(&Exact::ratio(1, 2)));
    }

    #[test]
    fn what_comes_late_matters_just_below_a_whole_number_alone() {
        let late = Exact::ratio(1, 1_000);

        assert_eq!(Exact::ratio(7, 2).ceil_late(&late), 4..=4);
        assert_eq!(Exact::ratio(3_999, 1_000).ceil_late(&late), 4..=5);
        assert_eq!(Exact::units(4).ceil_late(&late), 4..=5);
        assert_eq!(Exact::ratio(3_001, 1_000).ceil_late(&late), 4..=4);
    }

    #[test]
    fn seven_halves_are_three() {
        assert_eq!(Exact::units(7).part(1, 2).allowed(), 3..=3);
    }
}
