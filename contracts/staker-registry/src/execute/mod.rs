//! What each message does, a file a message or a family of them.

mod bond;
mod cancel_transfer;
pub mod config;
mod demand;
mod finalize;
mod forward_revenue;
mod keys;
mod liquidate;
mod receive_nft;
mod redirect;
mod register_staker;
mod release_license;
mod set_license_contract;
mod settlement;
mod transfer_stake;
mod unbond;
mod unbond_license;

pub use bond::bond;
pub use cancel_transfer::cancel_transfer;
pub use config::{announce_config, apply_config};
pub use finalize::{finalize_many, finalize_transfer, finalize_unbond};
pub use forward_revenue::forward_revenue;
pub use keys::{set_coinbase_address, set_signing_address, set_state};
pub use liquidate::{liquidate, Fault};
pub use receive_nft::receive_nft;
pub use redirect::redirect;
pub use register_staker::{register_staker, register_with_license, Registration};
pub use release_license::release_license;
pub use set_license_contract::set_license_contract;
pub use transfer_stake::{transfer_stake, TransferRequest};
pub use unbond::{unbond, UnbondRequest};
pub use unbond_license::unbond_license;

use cosmwasm_std::{Addr, Env};

use crate::ContractError;

/// Nobody could ever move coins that are paid to the registry itself.
fn ensure_not_self(env: &Env, recipient: &Addr) -> Result<(), ContractError> {
    if *recipient == env.contract.address {
        return Err(ContractError::RecipientIsSelf);
    }
    Ok(())
}
