//! Why a coinbase refused a call.

use cosmwasm_std::StdError;
use cw_utils::PaymentError;
use thiserror::Error;

/// The refusals of a coinbase.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Storage, serialisation or an address.
    #[error(transparent)]
    Std(#[from] StdError),

    /// Coins were attached.
    #[error("funds: {0}")]
    Funds(#[from] PaymentError),

    /// The sender is not the registry.
    #[error("unauthorized: only the pool-registry {registry} may call")]
    NotRegistry {
        /// Who may.
        registry: String,
    },

    /// `pay` without payments.
    #[error("empty: at least one payment is needed")]
    NoPayments,

    /// A payment of nothing.
    #[error("zero: the payment to {recipient} is nothing")]
    ZeroPayment {
        /// Who was to be paid.
        recipient: String,
    },

    /// `recover` of the staking denom.
    #[error("denom {denom} is the staking denom, which leaves by pay alone")]
    StakingDenom {
        /// The staking denom.
        denom: String,
    },

    /// `recover` of coins that are not there.
    #[error("nothing to recover: no {denom} here")]
    NothingToRecover {
        /// The denom asked for.
        denom: String,
    },
}
