//! Numbers without limits.

use cosmwasm_std::Uint256;
use num_bigint::{BigInt, Sign};

/// 10^`exponent`: what the specifications scale by, written out instead of taken from the code.
pub fn ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

/// The same number without a limit.
pub fn big(value: impl Into<Uint256>) -> BigInt {
    BigInt::from_bytes_be(Sign::Plus, &value.into().to_be_bytes())
}
