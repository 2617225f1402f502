//! The codes that the embedded chain knows by name. A new contract of the suite is one more line in [`all`].

use cosmwasm_std::Empty;
use cw_multi_test::{Contract, ContractWrapper};
use thiserror::Error;

/// A contract, ready to be stored on the embedded chain.
pub type Code = Box<dyn Contract<Empty>>;

/// The name of no code.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("code `{code}` is not in this build")]
pub struct UnknownCode {
    /// The name that was asked for.
    pub code: String,
}

/// Wraps a module's entry points; those beside instantiate, execute and query are named after the colon.
macro_rules! code {
    ($($module:ident)::+ $(: $($entry:ident),+)?) => {{
        use $($module)::+ as contract;
        let wrapper = ContractWrapper::new(contract::execute, contract::instantiate, contract::query);
        $($(let wrapper = code!(@entry wrapper, contract, $entry);)+)?
        Box::new(wrapper)
    }};
    (@entry $wrapper:ident, $contract:ident, migrate) => { $wrapper.with_migrate($contract::migrate) };
    (@entry $wrapper:ident, $contract:ident, reply) => { $wrapper.with_reply($contract::reply) };
}

/// All codes, in the order in which their ids are given out.
pub fn all() -> Vec<(&'static str, Code)> {
    vec![
        ("staker-registry", code!(tributary_staker_registry::contract: migrate, reply)),
        ("pool-registry", code!(tributary_pool_registry::contract: migrate, reply)),
        ("coinbase", code!(tributary_coinbase::contract)),
        ("cw20-base", code!(cw20_base::contract: migrate)),
        ("cw721-base", code!(cw721_base::entry: migrate)),
        ("license-nft", code!(tributary_license_nft::contract: migrate, reply)),
        ("treasury-decay", code!(tributary_treasury_decay::contract: migrate)),
        ("cw4-group", code!(cw4_group::contract)),
        ("boosted-staking", code!(tributary_boosted_staking::contract: migrate)),
        ("joint-staking", code!(tributary_joint_staking::contract: migrate, reply)),
    ]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_name_of_its_own() {
        let names: Vec<_> = all().into_iter().map(|(name, _)| name).collect();

        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
    }
}
