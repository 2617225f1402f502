//! One message of one sender.

use anyhow::Result;
use cosmwasm_std::{to_json_binary, Addr, Coin, CosmosMsg, WasmMsg};
use serde::de::DeserializeOwned;
use serde::Serialize;
use serde_json::Value;
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::coinbase::ExecuteMsg as CoinbaseMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::license_nft::ExecuteMsg as LicenseMsg;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

use super::Places;

/// A message and which contract it is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Message {
    /// For the staker-registry.
    Stakers(StakerMsg),
    /// For the pool-registry.
    Pools(PoolMsg),
    /// For the licence contract.
    Licenses(LicenseMsg),
    /// For the treasury.
    Treasury(TreasuryMsg),
    /// For the vault.
    Vault(VaultMsg),
    /// For the escrow.
    Joint(JointMsg),
    /// For the coinbase at that address.
    Coinbase(Addr, CoinbaseMsg),
}

impl From<StakerMsg> for Message {
    fn from(msg: StakerMsg) -> Self {
        Self::Stakers(msg)
    }
}

impl From<PoolMsg> for Message {
    fn from(msg: PoolMsg) -> Self {
        Self::Pools(msg)
    }
}

impl From<LicenseMsg> for Message {
    fn from(msg: LicenseMsg) -> Self {
        Self::Licenses(msg)
    }
}

impl From<TreasuryMsg> for Message {
    fn from(msg: TreasuryMsg) -> Self {
        Self::Treasury(msg)
    }
}

impl From<VaultMsg> for Message {
    fn from(msg: VaultMsg) -> Self {
        Self::Vault(msg)
    }
}

impl From<JointMsg> for Message {
    fn from(msg: JointMsg) -> Self {
        Self::Joint(msg)
    }
}

/// A message, who sends it, and the coins with it.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// Who.
    pub sender: Addr,
    /// What.
    pub message: Message,
    /// With which coins.
    pub funds: Vec<Coin>,
}

/// The message with its JSON changed, if that is a message too.
pub fn rewritten<M: Serialize + DeserializeOwned>(
    msg: &M,
    change: impl FnOnce(Value) -> Option<Value>,
) -> Option<M> {
    serde_json::from_value(change(serde_json::to_value(msg).ok()?)?).ok()
}

impl Call {
    /// The call with the JSON of its message changed, if that is a message too; those to coinbases stay.
    pub fn rewritten(self, change: impl FnOnce(Value) -> Option<Value>) -> Self {
        let message = match &self.message {
            Message::Stakers(msg) => rewritten(msg, change).map(Message::Stakers),
            Message::Pools(msg) => rewritten(msg, change).map(Message::Pools),
            Message::Licenses(msg) => rewritten(msg, change).map(Message::Licenses),
            Message::Treasury(msg) => rewritten(msg, change).map(Message::Treasury),
            Message::Vault(msg) => rewritten(msg, change).map(Message::Vault),
            Message::Joint(msg) => rewritten(msg, change).map(Message::Joint),
            Message::Coinbase(..) => None,
        };
        match message {
            Some(message) => Self { message, ..self },
            None => self,
        }
    }

    /// The message's name, with the contract's before it.
    pub fn name(&self) -> String {
        let (contract, value) = match &self.message {
            Message::Stakers(msg) => ("staker-registry", serde_json::to_value(msg)),
            Message::Pools(msg) => ("pool-registry", serde_json::to_value(msg)),
            Message::Licenses(msg) => ("license-nft", serde_json::to_value(msg)),
            Message::Treasury(msg) => ("treasury-decay", serde_json::to_value(msg)),
            Message::Vault(msg) => ("boosted-staking", serde_json::to_value(msg)),
            Message::Joint(msg) => ("joint-staking", serde_json::to_value(msg)),
            Message::Coinbase(_, msg) => ("coinbase", serde_json::to_value(msg)),
        };
        let name = match value {
            Ok(Value::Object(fields)) => fields.keys().next().cloned(),
            Ok(Value::String(name)) => Some(name),
            _ => None,
        };
        format!("{contract}.{}", name.unwrap_or_default())
    }

    /// The message as a chain takes it.
    ///
    /// # Errors
    /// If it cannot be written as JSON.
    pub fn to_chain(&self, places: &Places) -> Result<CosmosMsg> {
        let (contract, msg) = match &self.message {
            Message::Stakers(msg) => (&places.stakers, to_json_binary(msg)?),
            Message::Pools(msg) => (&places.pools, to_json_binary(msg)?),
            Message::Licenses(msg) => (&places.licenses, to_json_binary(msg)?),
            Message::Treasury(msg) => (&places.treasury, to_json_binary(msg)?),
            Message::Vault(msg) => (&places.vault, to_json_binary(msg)?),
            Message::Joint(msg) => (&places.joint, to_json_binary(msg)?),
            Message::Coinbase(at, msg) => (at, to_json_binary(msg)?),
        };
        Ok(WasmMsg::Execute { contract_addr: contract.to_string(), msg, funds: self.funds.clone() }.into())
    }
}
