//! A part of a whole, as people read it.

use std::cmp::Ordering;

use cosmwasm_std::{Int256, Uint256};

use crate::story::money::Unit;

/// Decimals of one per cent.
const PERCENT: usize = 2;

/// What percent are counted in, with so many decimals.
pub fn percent_unit(decimals: usize) -> Unit {
    Unit::named("%", decimals)
}

/// A part of a whole, exact. The whole may be smaller, and neither is above 2^226, so that what follows fits 256 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ratio {
    part: Uint256,
    whole: Uint256,
}

impl Ratio {
    /// `part` of `whole`.
    pub fn new(part: impl Into<Uint256>, whole: impl Into<Uint256>) -> Self {
        Self { part: part.into(), whole: whole.into() }
    }

    /// Per cent in units of the last of `decimals` decimals, a half rounded up; nothing of nothing is nothing.
    pub fn units(self, decimals: usize) -> Uint256 {
        self.rounded(decimals.saturating_add(PERCENT))
    }

    /// How many wholes the part is: `4.125`.
    pub fn times(self, decimals: usize) -> String {
        Unit::named("times", decimals).fixed(self.rounded(decimals), decimals)
    }

    fn rounded(self, decimals: usize) -> Uint256 {
        let scale = (0..decimals).fold(Uint256::from(2u8), |scale, _| scale.saturating_mul(10u8.into()));
        let doubled = self.whole.saturating_mul(2u8.into());
        let part = self.part.saturating_mul(scale).saturating_add(self.whole);
        part.checked_div(doubled).unwrap_or_default()
    }

    /// Per cent: `45.26 %`.
    pub fn percent(self, decimals: usize) -> String {
        format!("{} %", self.figure(decimals))
    }

    /// The same without its sign, for a column of such.
    pub fn figure(self, decimals: usize) -> String {
        percent_unit(decimals).fixed(self.units(decimals), decimals)
    }

    /// How much more than the whole the part is, in per cent: `+12.3 %`, `-1.0 %`, and no sign for `0.0 %`.
    pub fn change(self, decimals: usize) -> String {
        let off = Self::new(self.part.abs_diff(self.whole), self.whole);
        let sign = match self.part.cmp(&self.whole) {
            _ if off.units(decimals).is_zero() => "",
            Ordering::Less => "-",
            Ordering::Equal => "",
            Ordering::Greater => "+",
        };
        format!("{sign}{}", off.percent(decimals))
    }

    /// How far it is from so many whole per cent, in percentage points with `decimals` decimals: `+0.26`.
    pub fn points_off(self, percent: u8, decimals: usize) -> String {
        let unit = percent_unit(decimals);
        let found = Int256::try_from(self.units(decimals)).unwrap_or(Int256::MAX);
        let named = Int256::try_from(unit.one().saturating_mul(percent.into())).unwrap_or(Int256::MAX);
        unit.signed(found.saturating_sub(named), decimals)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_is_rounded_up() {
        assert_eq!(Ratio::new(1u128, 8u128).percent(1), "12.5 %");
        assert_eq!(Ratio::new(1u128, 8u128).percent(0), "13 %");
        assert_eq!(Ratio::new(1u128, 3u128).percent(2), "33.33 %");
        assert_eq!(Ratio::new(33u128, 8u128).times(3), "4.125");
        assert_eq!(Ratio::new(2u128, 3u128).times(0), "1");
        assert_eq!(Ratio::new(0u128, 0u128).percent(1), "0.0 %");
    }

    #[test]
    fn changes_have_a_sign() {
        assert_eq!(Ratio::new(5u128, 4u128).change(1), "+25.0 %");
        assert_eq!(Ratio::new(3u128, 4u128).change(1), "-25.0 %");
        assert_eq!(Ratio::new(1u128, 1u128).change(1), "0.0 %");
        assert_eq!(Ratio::new(9_999u128, 10_000u128).change(1), "0.0 %");
        assert_eq!(Ratio::new(4_526u128, 10_000u128).points_off(45, 2), "+0.26");
        assert_eq!(Ratio::new(7_263u128, 10_000u128).points_off(73, 2), "-0.37");
    }
}
