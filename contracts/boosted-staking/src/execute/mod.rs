//! What each message does, a file a message or a family of them.

mod advance;
mod boost;
mod claim;
pub mod config;
mod fund;
mod nfts;
mod receive;
mod stake;
mod sweep_unused;
mod withdraw;

pub use advance::advance;
pub use boost::{holdings_changed, refresh_boost, set_loyalty};
pub use claim::claim;
pub use config::update_config;
pub use fund::fund_coins;
pub use nfts::{receive_nft, withdraw_nft};
pub use receive::receive;
pub use stake::stake_coins;
pub use sweep_unused::sweep_unused;
pub use withdraw::withdraw;

use cosmwasm_std::{Addr, MessageInfo, Uint128};
use cw_utils::must_pay;
use tributary_controls::wire::denom_of;
use tributary_types::asset::Asset;

use crate::ContractError;

/// The one coin of `asset` that is attached; a cw20 comes by its `send`.
fn paid(info: &MessageInfo, asset: &Asset<Addr>) -> Result<Uint128, ContractError> {
    Ok(must_pay(info, denom_of(asset)?)?)
}
