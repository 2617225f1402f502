//! What can go wrong in arithmetic.

use cosmwasm_std::{ConversionOverflowError, DivideByZeroError, OverflowError};
use thiserror::Error;

/// An amount or rate outside what the formulas are made for.
#[derive(Error, Debug, PartialEq)]
pub enum MathError {
    /// A sum, difference or product left its word size.
    #[error(transparent)]
    Overflow(#[from] OverflowError),

    /// A result of 256 bits did not fit an amount of 128 bits.
    #[error(transparent)]
    Conversion(#[from] ConversionOverflowError),

    /// A division by zero that the caller had to exclude.
    #[error(transparent)]
    DivideByZero(#[from] DivideByZeroError),

    /// A stake that changes before what it earned is settled.
    #[error("a staker is settled before its stake changes")]
    Unsettled,

    /// A rate above 100 %.
    #[error("rate of {ppm} ppm is above 1000000")]
    RateOutOfRange {
        /// The rate given, in millionths.
        ppm: u32,
    },
}
