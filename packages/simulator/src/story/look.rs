//! What the contracts answer at one moment.

use cosmwasm_std::BlockInfo;

use super::asking::Unanswered;
use super::cast::Cast;
use super::escrow_look::escrows;
use super::escrows::{Escrow, Owners};
use super::holdings::{registries, RegistryLook};
use super::pool_look::{pools, PoolLook};
use super::treasury_look::{thresholds, ThresholdLook};
use super::vault_look::vaults;
use super::vaults::{Users, Vault};
use crate::chain::Chain;

/// What one wants to see change, at one moment.
#[derive(Debug, Clone, Default)]
pub struct Look {
    /// Seconds since 1970.
    pub time: u64,
    /// The block.
    pub height: u64,
    /// All pools, by registry and operator.
    pub pools: Vec<PoolLook>,
    /// All vaults.
    pub vaults: Vec<Vault>,
    /// All escrows.
    pub escrows: Vec<Escrow>,
    /// All treasuries.
    pub treasuries: Vec<ThresholdLook>,
    /// All staker-registries.
    pub registries: Vec<RegistryLook>,
}

/// Asks all pool-registries, vaults and escrows; `users` are those that each vault knows, `owners` those that each escrow
/// knows.
///
/// # Errors
/// When one of them does not answer.
pub fn look(chain: &Chain, cast: &Cast, users: &Users, owners: &Owners) -> Result<Look, Unanswered> {
    let BlockInfo { height, time, .. } = chain.block();
    let pools = pools(chain, cast)?;
    Ok(Look {
        time: time.seconds(),
        height,
        pools,
        vaults: vaults(chain, cast, users)?,
        escrows: escrows(chain, cast, owners)?,
        treasuries: thresholds(chain, cast)?,
        registries: registries(chain, cast)?,
    })
}
