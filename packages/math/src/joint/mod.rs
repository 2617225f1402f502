//! The rewards of joint staking: a device owner and a token holder share what their agreement earns, at a cost that does not
//! depend on the number of agreements.
//!
//! An agreement earns its base reward `w` a day, scaled by a network factor `nu` that is the same for all of them:
//!
//! ```text
//! nu     = min(1, cap / W, F / (W·rest of the day))      W: the sum of all w, cap: of the day, F: the free reward pool
//! reward = ⌊w·(integral of nu over its time)/day⌋
//! ```
//!
//! so one index, the integral of `nu`, serves all agreements ([`accrual`]). Days and caps are in [`calendar`]; what is fixed when
//! an agreement starts, `w` above all, and what it costs to leave early is in [`terms`].

use cosmwasm_std::Uint128;

pub mod accrual;
pub mod calendar;
pub mod terms;

/// 10^27: a second at `nu` = 1 in units of the index.
pub const SCALE: Uint128 = Uint128::new(10u128.pow(27));
