//! Amounts as people write them: thousands separated, in coins where the denom has a name for them.

use cosmwasm_std::{Decimal, Int256, Uint128, Uint256};

/// Decimals of a coin that has a name.
const COIN_DECIMALS: usize = 6;

/// How many fractional digits a column of amounts has where they matter.
const SHORT: usize = 2;

/// A millionth in the smallest steps of a decimal.
const ATOMICS_PER_PPM: u128 = 1_000_000_000_000;

/// Millionths in a hundredth of a per cent.
const PPM_PER_BPS: u64 = 100;

/// Fractional digits of a factor in hundredths of a per cent.
const FACTOR_DECIMALS: usize = 4;

/// What amounts of a denom are counted in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unit {
    /// The bank's name.
    pub denom: String,
    /// What people call it.
    pub symbol: String,
    decimals: usize,
}

impl Unit {
    /// The unit of a denom: whole coins of the staking denom, base units of all others.
    pub fn of(denom: &str) -> Self {
        match denom {
            "ustake" => Self { denom: denom.to_owned(), symbol: "STAKE".to_owned(), decimals: COIN_DECIMALS },
            _ => Self { denom: denom.to_owned(), symbol: denom.to_owned(), decimals: 0 },
        }
    }

    /// A unit of something that is no coin: `%`.
    pub fn named(symbol: &str, decimals: usize) -> Self {
        Self { denom: symbol.to_owned(), symbol: symbol.to_owned(), decimals }
    }

    /// Something of the same size that is no coin: the weight of a stake.
    pub fn called(&self, symbol: &str) -> Self {
        Self::named(symbol, self.decimals)
    }

    /// The exact amount with its symbol: `1,234.5 STAKE`.
    pub fn coins(&self, amount: impl Into<Uint256>) -> String {
        format!("{} {}", self.exact(amount), self.symbol)
    }

    /// The exact amount without symbol, without needless zeros.
    pub fn exact(&self, amount: impl Into<Uint256>) -> String {
        let text = self.fixed(amount.into(), self.decimals);
        match text.contains('.') {
            true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
            false => text,
        }
    }

    /// The amount cut after so many fractional digits, but never more than the unit has.
    pub fn fixed(&self, amount: Uint256, decimals: usize) -> String {
        let digits = amount.to_string();
        let padded = format!("{digits:0>width$}", width = self.decimals.saturating_add(1));
        let (whole, fraction) = padded.split_at(padded.len().saturating_sub(self.decimals));
        match fraction.get(..decimals) {
            Some("") => grouped(whole),
            Some(fraction) => format!("{}.{fraction}", grouped(whole)),
            None if fraction.is_empty() => grouped(whole),
            None => format!("{}.{fraction}", grouped(whole)),
        }
    }

    /// The same with a sign, `0` without one.
    pub fn signed(&self, amount: Int256, decimals: usize) -> String {
        let sign = match amount.cmp(&Int256::zero()) {
            std::cmp::Ordering::Less => "-",
            std::cmp::Ordering::Equal => "",
            std::cmp::Ordering::Greater => "+",
        };
        format!("{sign}{}", self.fixed(amount.unsigned_abs(), decimals))
    }

    /// How many fractional digits tell a column of amounts apart.
    pub fn decimals_for<'a>(&self, amounts: impl IntoIterator<Item = &'a Uint256>) -> usize {
        let coin = power_of_ten(self.decimals);
        let mut fractional = false;
        let mut large = false;
        for amount in amounts {
            fractional |= !amount.checked_rem(coin).unwrap_or_default().is_zero();
            large |= *amount >= coin;
        }
        match (fractional, large) {
            (false, _) => 0,
            (true, true) => SHORT,
            (true, false) => self.decimals,
        }
    }

    /// How many base units make one of this unit.
    pub fn one(&self) -> Uint256 {
        power_of_ten(self.decimals)
    }
}

fn power_of_ten(exponent: usize) -> Uint256 {
    (0..exponent).fold(Uint256::one(), |power, _| power.saturating_mul(Uint256::from(10u8)))
}

/// A sum of amounts.
pub fn sum(amounts: impl Iterator<Item = Uint128>) -> Uint256 {
    amounts.fold(Uint256::zero(), |sum, amount| sum.saturating_add(amount.into()))
}

/// A part as percent, rounded down to millionths: `4.0368 %`.
pub fn part(of: Decimal) -> String {
    let ppm = of.atomics().checked_div(Uint128::new(ATOMICS_PER_PPM)).unwrap_or_default();
    percent(u64::try_from(ppm.u128()).unwrap_or(u64::MAX))
}

/// Hundredths of a per cent as percent: `62.5 %`.
pub fn bps(of: u32) -> String {
    percent(u64::from(of).saturating_mul(PPM_PER_BPS))
}

/// Ten thousandths as a factor: `1.25`.
pub fn factor(bps: u32) -> String {
    Unit::named("", FACTOR_DECIMALS).exact(Uint128::from(bps))
}

/// Digits in groups of three.
pub fn grouped(digits: &str) -> String {
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        let rest = digits.len().saturating_sub(position);
        if position > 0 && rest.checked_rem(3) == Some(0) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Millionths as percent, without needless zeros: `5 %`, `0.25 %`.
pub fn percent(ppm: impl Into<u64>) -> String {
    let digits = format!("{:05}", ppm.into());
    let (whole, fraction) = digits.split_at(digits.len().saturating_sub(4));
    let fraction = fraction.trim_end_matches('0');
    match fraction {
        "" => format!("{} %", grouped(whole)),
        _ => format!("{}.{fraction} %", grouped(whole)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_exact_and_short() {
        let stake = Unit::of("ustake");
        for (amount, text) in [
            (0u128, "0 STAKE"),
            (1, "0.000001 STAKE"),
            (1_500_000, "1.5 STAKE"),
            (1_000_000_000_000, "1,000,000 STAKE"),
            (1_234_567_891, "1,234.567891 STAKE"),
        ] {
            assert_eq!(stake.coins(amount), text);
        }
        assert_eq!(Unit::of("token").coins(12_345u128), "12,345 token");
        assert_eq!(stake.signed(Int256::from(-1_230_000i64), 2), "-1.23");
        assert_eq!(stake.signed(Int256::from(1_239_999i64), 2), "+1.23");
        assert_eq!(stake.fixed(Uint256::from(5u8), 0), "0");
    }

    #[test]
    fn a_column_has_the_digits_that_tell_its_amounts_apart() {
        let stake = Unit::of("ustake");
        let decimals = |list: &[u128]| {
            let list: Vec<_> = list.iter().map(|amount| Uint256::from(*amount)).collect();
            stake.decimals_for(&list)
        };
        assert_eq!(decimals(&[]), 0);
        assert_eq!(decimals(&[5_000_000]), 0);
        assert_eq!(decimals(&[5_000_000, 7]), 2);
        assert_eq!(decimals(&[7]), 6);
        assert_eq!(Unit::of("token").decimals_for(&[Uint256::from(7u8)]), 0);
    }

    #[test]
    fn basis_points_are_percent_or_factors() {
        for (of, text, times) in [(0, "0 %", "0"), (1, "0.01 %", "0.0001"), (12_500, "125 %", "1.25")] {
            assert_eq!((bps(of).as_str(), factor(of).as_str()), (text, times));
        }
    }

    #[test]
    fn rates_are_percent() {
        for (ppm, text) in
            [(0u32, "0 %"), (50_000, "5 %"), (2_500, "0.25 %"), (1_000_000, "100 %"), (1, "0.0001 %")]
        {
            assert_eq!(percent(ppm), text);
        }
    }
}
