//! Where the rewards of a pool arrive.

use cosmwasm_std::{instantiate2_address, Addr, Api, CanonicalAddr};
use tributary_types::coinbase::CoinbaseContract;

use crate::state::Config;
use crate::ContractError;

/// The coinbase of the pool of `operator` in the registry at `registry`, whether it exists already or not. It follows from
/// what never changes, its code and both addresses, which costs less to compute than its address would to read.
///
/// # Errors
/// If `operator` is no address.
pub fn coinbase_of(
    api: &dyn Api,
    registry: &Addr,
    config: &Config,
    operator: &Addr,
) -> Result<CoinbaseContract, ContractError> {
    let creator = api.addr_canonicalize(registry.as_str())?;
    let address = instantiate2_address(&config.coinbase_checksum, &creator, &salt(api, operator)?)?;
    Ok(CoinbaseContract::new(api.addr_humanize(&address)?))
}

/// What tells the coinbase of `operator` from those of others.
///
/// # Errors
/// If `operator` is no address.
pub fn salt(api: &dyn Api, operator: &Addr) -> Result<CanonicalAddr, ContractError> {
    Ok(api.addr_canonicalize(operator.as_str())?)
}
