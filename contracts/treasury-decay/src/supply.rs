//! How many coins circulate.

use cosmwasm_std::{Addr, QuerierWrapper, StdResult, Uint128};
use tributary_types::treasury_decay::CirculatingSupply;

/// The coins of `denom` that circulate now.
///
/// # Errors
/// If the chain does not tell.
pub fn circulating(
    querier: &QuerierWrapper,
    denom: &str,
    supply: &CirculatingSupply<Addr>,
) -> StdResult<Uint128> {
    match supply {
        CirculatingSupply::Fixed { amount } => Ok(*amount),
        CirculatingSupply::BankSupply { exclude } => {
            let mut circulating = querier.query_supply(denom)?.amount;
            for account in exclude {
                let balance = querier.query_balance(account, denom)?.amount;
                circulating = circulating.saturating_sub(balance);
            }
            Ok(circulating)
        }
    }
}
