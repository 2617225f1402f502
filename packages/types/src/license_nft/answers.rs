//! What the licence contract answers, and what it tells contracts that get a licence. What cw721 knows is spelt as there.

use std::fmt::{self, Display};

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, Binary, StdResult, Uint128, WasmMsg};
use cw_utils::Expiration;
use tributary_math::liquidation::LiquidationMode;

use super::messages::{License, NodeRole};

/// How far the collection is; only forward.
#[cw_serde]
#[derive(Copy, Eq, PartialOrd, Ord, Default)]
pub enum Stage {
    /// The dev team mints; licences change hands for bonding alone.
    #[default]
    Testnet,
    /// Licences are backed by coins, liable, transferable; nothing is minted.
    Mainnet,
    /// Licences can be redeemed as well.
    Stable,
}

impl Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Testnet => "testnet",
            Self::Mainnet => "mainnet",
            Self::Stable => "stable",
        })
    }
}

impl Display for NodeRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ResourceNode => "resource_node",
            Self::Validator => "validator",
        })
    }
}

/// Somebody who may transfer a licence.
#[cw_serde]
pub struct Approval {
    /// Who.
    pub spender: Addr,
    /// Until when.
    pub expires: Expiration,
}

/// Who owns a licence.
#[cw_serde]
pub struct OwnerOfResponse {
    /// Its cw721 owner.
    pub owner: Addr,
    /// Who else may transfer it.
    pub approvals: Vec<Approval>,
}

/// One approval.
#[cw_serde]
pub struct ApprovalResponse {
    /// It.
    pub approval: Approval,
}

/// The approvals of a licence.
#[cw_serde]
pub struct ApprovalsResponse {
    /// They.
    pub approvals: Vec<Approval>,
}

/// The operators of an owner.
#[cw_serde]
pub struct OperatorsResponse {
    /// They.
    pub operators: Vec<Approval>,
}

/// How many licences live.
#[cw_serde]
pub struct NumTokensResponse {
    /// So many.
    pub count: u64,
}

/// What the collection is called.
#[cw_serde]
pub struct ContractInfoResponse {
    /// Its name.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
}

/// What a licence says of itself.
#[cw_serde]
pub struct Extension {
    /// The mining pool whose machines earned it.
    pub mining_pool: String,
    /// When it was minted, in seconds.
    pub minted_at_secs: u64,
    /// What it authorises its node to be.
    pub role: Option<NodeRole>,
    /// The node.
    pub node: Option<Addr>,
    /// Whether it is in the custody of the staker-registry.
    pub bonded: bool,
}

/// What a licence says of itself.
#[cw_serde]
pub struct NftInfoResponse {
    /// Where its description is.
    pub token_uri: Option<String>,
    /// The rest.
    pub extension: Extension,
}

/// Who owns a licence and what it says of itself.
#[cw_serde]
pub struct AllNftInfoResponse {
    /// Who owns it.
    pub access: OwnerOfResponse,
    /// What it says.
    pub info: NftInfoResponse,
}

/// Ids of licences.
#[cw_serde]
pub struct TokensResponse {
    /// They.
    pub tokens: Vec<String>,
}

/// Who mints.
#[cw_serde]
pub struct MinterResponse {
    /// The minter.
    pub minter: Option<Addr>,
}

/// The parameters.
#[cw_serde]
pub struct ConfigResponse {
    /// The collection's name.
    pub name: String,
    /// Its symbol.
    pub symbol: String,
    /// Who mints.
    pub minter: Addr,
    /// The staking denom.
    pub denom: String,
    /// Coins that a licence stands for.
    pub coins_per_license: Uint128,
    /// Licences that may be alive at a time.
    pub cap: u32,
    /// Who gets the surplus of a liquidation.
    pub liquidation_mode: LiquidationMode,
    /// Who keeps bonded licences.
    pub staker_registry: Option<Addr>,
    /// Whether licences come by import.
    pub genesis_import: bool,
    /// Who may pause beside the owner.
    pub guardian: Option<Addr>,
    /// The owner.
    pub owner: Option<Addr>,
    /// Whether minting is stopped.
    pub paused: bool,
}

/// Who is told of changes.
#[cw_serde]
pub struct HooksResponse {
    /// They, in the order in which they were registered.
    pub hooks: Vec<Addr>,
}

/// The stage, counts and the reserve.
#[cw_serde]
pub struct StatusResponse {
    /// How far the collection is.
    pub stage: Stage,
    /// Licences that live.
    pub live: u64,
    /// Those in custody of the staker-registry.
    pub bonded: u64,
    /// Licences that were ever minted or imported here.
    pub minted: u64,
    /// Those that were burned for a fault.
    pub liquidated: u64,
    /// Those that were burned for their coins.
    pub redeemed: u64,
    /// Licences that may be alive at a time.
    pub cap: u32,
    /// Coins that a licence stands for.
    pub coins_per_license: Uint128,
    /// Coins behind the licences; in the testnet what was funded so far.
    pub reserve: Uint128,
    /// Coins that the living licences stand for.
    pub reserve_required: Uint128,
}

/// How many licences somebody holds.
#[cw_serde]
pub struct BalanceResponse {
    /// So many.
    pub balance: u64,
}

/// Licences.
#[cw_serde]
pub struct LicensesResponse {
    /// They.
    pub licenses: Vec<License>,
}

/// A digest over licences.
#[cw_serde]
pub struct DigestResponse {
    /// The digest so far, 64 hex digits.
    pub digest: String,
    /// The last licence of this page; null if it has none.
    pub last: Option<String>,
    /// The licences of this page.
    pub count: u64,
    /// Whether nothing follows.
    pub done: bool,
}

/// How far the import is.
#[cw_serde]
pub struct GenesisResponse {
    /// Whether licences come by import.
    pub expected: bool,
    /// Whether all have come.
    pub finished: bool,
    /// How many came.
    pub count: u64,
    /// The digest over them, 64 hex digits.
    pub digest: String,
}

/// What somebody gave to the reserve.
#[cw_serde]
pub struct FundingResponse {
    /// What is booked.
    pub funded: Uint128,
    /// What can be taken back now.
    pub reclaimable: Uint128,
}

/// What a liquidation would do, amounts in base units.
#[cw_serde]
pub struct LiquidationPreviewResponse {
    /// What is taken: what was asked for, at most the whole bond.
    pub amount: Uint128,
    /// What of it the tokens bear.
    pub from_tokens: Uint128,
    /// What of it the licences bear.
    pub need: Uint128,
    /// Licences that are burned.
    pub burn: u32,
    /// The coins that they stood for.
    pub released: Uint128,
    /// What becomes rewards.
    pub rewards: Uint128,
    /// What of the released coins goes back to the bond.
    pub surplus: Uint128,
    /// Tokens of the bond afterwards, the surplus included.
    pub tokens_left: Uint128,
    /// Licences of the bond afterwards.
    pub licenses_left: u32,
}

/// What a liquidation did, as data of its answer.
#[cw_serde]
pub struct LiquidationResponse {
    /// Licences that were burned.
    pub burned: u32,
    /// The coins that they stood for, which were sent.
    pub released: Uint128,
    /// What of them belongs to the bond.
    pub surplus: Uint128,
}

/// What a contract is told that gets a licence by `send_nft`.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct ReceiveNft {
    /// Who sent it.
    pub sender: String,
    /// Which one.
    pub token_id: String,
    /// What the sender says.
    pub msg: Binary,
}

#[cw_serde]
enum ReceiverMsg {
    ReceiveNft(ReceiveNft),
}

impl ReceiveNft {
    /// The message `{"receive_nft": {..}}` to `contract`, without coins.
    ///
    /// # Errors
    /// If the message cannot be written as JSON.
    pub fn to(self, contract: &Addr) -> StdResult<WasmMsg> {
        Ok(WasmMsg::Execute {
            contract_addr: contract.to_string(),
            msg: to_json_binary(&ReceiverMsg::ReceiveNft(self))?,
            funds: vec![],
        })
    }
}
