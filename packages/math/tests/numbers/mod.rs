//! Numbers without limits.

use cosmwasm_std::Uint256;
use num_bigint::{BigInt, Sign};

/// 10^36, from the specification and not from the code.
pub fn scale() -> BigInt {
    BigInt::from(10).pow(36)
}

/// The same number without a limit.
pub fn big(value: impl Into<Uint256>) -> BigInt {
    BigInt::from_bytes_be(Sign::Plus, &value.into().to_be_bytes())
}
