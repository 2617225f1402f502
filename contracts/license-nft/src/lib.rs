//! Licences that count as stake: a cw721 collection in three stages. In the testnet the dev team mints; from the mainnet on
//! every licence is backed by coins, changes hands freely and answers for its node; in the end it is redeemed for its coins.
//! A bonded licence is in the custody of the staker-registry and still its holder's.

pub mod authority;
pub mod collection;
pub mod contract;
pub mod digest;
pub mod error;
pub mod execute;
pub mod query;
pub mod records;
pub mod reply;
pub mod state;

pub use error::ContractError;
