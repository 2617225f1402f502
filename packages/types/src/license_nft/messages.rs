//! What accounts and contracts send to the licence contract.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Binary, Uint128};
use cw_utils::Expiration;
use tributary_math::liquidation::LiquidationMode;

use super::answers::{
    AllNftInfoResponse, ApprovalResponse, ApprovalsResponse, BalanceResponse, ConfigResponse,
    ContractInfoResponse, DigestResponse, FundingResponse, GenesisResponse, HooksResponse, LicensesResponse,
    LiquidationPreviewResponse, MinterResponse, NftInfoResponse, NumTokensResponse, OperatorsResponse,
    OwnerOfResponse, StatusResponse, TokensResponse,
};
use crate::migration::MigrationResponse;
use crate::ownership::OwnershipAction;

/// Everything that is fixed or starts with the contract. No coins.
///
/// Errors: **zero** (coins per licence), **cap**, **too long** (name, symbol), **holds** (the contract itself as registry).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct InstantiateMsg {
    /// The collection's name, 1 to 128 bytes.
    pub name: String,
    /// Its symbol, 1 to 128 bytes.
    pub symbol: String,
    /// Who mints in the testnet: the dev team.
    pub minter: String,
    /// The staking denom, for ever.
    pub denom: String,
    /// Coins that a licence stands for, in base units, above zero, for ever.
    pub coins_per_license: Uint128,
    /// Licences that may be alive at a time, 1 to 48,000; 48,000 if omitted.
    pub cap: Option<u32>,
    /// Who gets the surplus of a liquidation; `exact` if omitted.
    pub liquidation_mode: Option<LiquidationMode>,
    /// The staker-registry, which keeps bonded licences; none if omitted.
    pub staker_registry: Option<String>,
    /// Who may pause beside the owner; nobody if omitted.
    pub guardian: Option<String>,
    /// The owner; the sender if omitted.
    pub owner: Option<String>,
    /// Whether licences come by import, so that nothing is ever minted; false if omitted.
    pub genesis_import: Option<bool>,
}

/// What a new licence says of itself.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MintExtension {
    /// The mining pool whose machines earned it, at most 128 bytes.
    pub mining_pool: String,
}

/// A licence to be minted.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct NewLicense {
    /// Its id for ever, 1 to 64 printable ASCII characters without blank, never used before.
    pub token_id: String,
    /// Who holds it.
    pub owner: String,
    /// Where its description is, at most 256 printable ASCII characters; none if omitted or empty.
    pub token_uri: Option<String>,
    /// What it says of itself.
    pub extension: MintExtension,
}

/// What a bonded licence authorises its node to be.
#[cw_serde]
#[derive(Copy, Eq)]
#[serde(deny_unknown_fields)]
pub enum NodeRole {
    /// A node that serves resources.
    ResourceNode,
    /// A node that signs blocks.
    Validator,
}

/// A licence with everything that is remembered of it, as exported and imported.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct License {
    /// Its id.
    pub token_id: String,
    /// Its holder: of a bonded licence who bonded it.
    pub owner: String,
    /// Where its description is.
    pub token_uri: Option<String>,
    /// The mining pool whose machines earned it.
    pub mining_pool: String,
    /// When it was minted, in seconds.
    pub minted_at_secs: u64,
    /// What it authorises its node to be; null without a node.
    pub role: Option<NodeRole>,
    /// The node; null without a role.
    pub node: Option<String>,
}

/// Everything that changes the licence contract. No coins unless said, else **funds**; a paused contract refuses `mint` and
/// `mint_many` with **paused** and nothing else. A message that names a licence is refused with **unknown**, **burned** or
/// **token_id** if there is none.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Hands a licence to somebody else; approvals and an imported authorisation end.
    ///
    /// Who: its cw721 owner, an approved account, an operator; of a bonded one the staker-registry, to its bonder. The
    /// staker-registry may pull a licence it was approved for to itself.
    /// Errors: **unauthorized**, **testnet**, **bonded**, **send_nft** (to the staker-registry or this contract), **bonder**.
    TransferNft {
        /// Who gets it.
        recipient: String,
        /// Which one.
        token_id: String,
    },
    /// Hands a licence to a contract, which is told by `receive_nft`. To the staker-registry: bonds it.
    ///
    /// Who: as for `transfer_nft`; to the staker-registry the owner alone.
    /// Errors: **unauthorized**, **testnet**, **bonded**, **send_nft** (to this contract), **bonder**, **owner** (bonding by
    /// anybody else), those of the contract.
    SendNft {
        /// Which contract gets it.
        contract: String,
        /// Which one.
        token_id: String,
        /// What the contract is told.
        msg: Binary,
    },
    /// Lets somebody transfer a licence until it changes hands, or until `expires`. At most 16 a licence; expired ones make room.
    ///
    /// Who: its owner, an operator. Errors: **unauthorized**, **bonded**, **expired**, **approval** (the owner), **at most**.
    Approve {
        /// Who may.
        spender: String,
        /// Which one.
        token_id: String,
        /// Until when; for ever if omitted.
        expires: Option<Expiration>,
    },
    /// Takes an approval back. Silent if there is none.
    ///
    /// Who: its owner, an operator. Errors: **unauthorized**, **bonded**.
    Revoke {
        /// Who may no longer.
        spender: String,
        /// Which one.
        token_id: String,
    },
    /// Lets somebody transfer all of the sender's licences, and approve others for them.
    ///
    /// Who: anyone for itself. Errors: **expired**, **approval** (oneself).
    ApproveAll {
        /// Who may.
        operator: String,
        /// Until when; for ever if omitted.
        expires: Option<Expiration>,
    },
    /// Takes that back. Silent if there is nothing to take back.
    ///
    /// Who: anyone for itself.
    RevokeAll {
        /// Who may no longer.
        operator: String,
    },
    /// Burns a licence for ever. In stage `stable` its coins go to the owner, as by `redeem`.
    ///
    /// Who: testnet: holder, minter; stable: owner, an approved account, an operator.
    /// Errors: **unauthorized**, **bonded**, **mainnet** (its coins would belong to nobody).
    Burn {
        /// Which one.
        token_id: String,
    },
    /// Mints one licence.
    ///
    /// Who: the minter, in the testnet. Errors: as `mint_many`.
    Mint {
        /// Its id for ever, 1 to 64 printable ASCII characters without blank, never used before.
        token_id: String,
        /// Who holds it.
        owner: String,
        /// Where its description is, at most 256 printable ASCII characters; none if omitted or empty.
        token_uri: Option<String>,
        /// What it says of itself.
        extension: MintExtension,
    },
    /// Mints 1 to 50 licences, all or none.
    ///
    /// Who: the minter, in the testnet. Errors: **unauthorized**, **paused**, **closed** (after the testnet, or where licences
    /// come by import), **50**, **increasing**, **token_id**, **too long**, **used**, **cap**, **holder** (the staker-registry or this contract).
    MintMany {
        /// The licences, ids strictly increasing by their bytes.
        licenses: Vec<NewLicense>,
    },
    /// Names another minter.
    ///
    /// Who: the owner. Errors: **unauthorized**.
    SetMinter {
        /// Who mints.
        minter: String,
    },
    /// Names the staker-registry, while nothing is bonded.
    ///
    /// Who: the owner. Errors: **unauthorized**, **bonded** (something is), **holds** (it holds a licence, or is this contract).
    SetStakerRegistry {
        /// Its address; null: none.
        #[serde(deserialize_with = "Option::deserialize")]
        staker_registry: Option<String>,
    },
    /// Names another guardian, or none.
    ///
    /// Who: the owner. Errors: **unauthorized**.
    SetGuardian {
        /// Who may pause; nobody but the owner if omitted.
        guardian: Option<String>,
    },
    /// Stops minting.
    ///
    /// Who: the guardian, the owner. Errors: **unauthorized**, **paused** (already).
    Pause {},
    /// Lets minting go on.
    ///
    /// Who: the owner. Errors: **unauthorized**, **not paused**.
    Unpause {},
    /// Adds the attached coins to the reserve; the sender may take them back before mainnet opens. Attributes: `funded`, all of
    /// the sender's.
    ///
    /// Who: anyone, in the testnet. Coins: above zero. Errors: **stage**, **funds**.
    FundReserve {},
    /// Pays coins back to who funded: in the testnet any part, later once the share of what the reserve did not need, rounded
    /// down. Attributes: `amount`.
    ///
    /// Who: a funder. Errors: **reclaim** (nothing, more than there is, or later not exactly the share).
    ReclaimFunding {
        /// How much; all that there is if omitted.
        amount: Option<Uint128>,
    },
    /// Opens stage `mainnet`: licences are backed by coins, liable and transferable; minting ends for ever.
    ///
    /// Who: the owner. Errors: **unauthorized**, **stage**, **import** (not finished), **reserve** (what it needs and has).
    OpenMainnet {},
    /// Opens stage `stable`: licences can be redeemed.
    ///
    /// Who: the owner. Errors: **unauthorized**, **stage**.
    OpenStable {},
    /// Notes for which node a licence in custody stands.
    ///
    /// Who: the staker-registry. Errors: **unauthorized**, **custody** (not in it), **bonded** (noted already).
    RecordBond {
        /// Which one.
        token_id: String,
        /// The node.
        node: String,
        /// What the node may be.
        role: NodeRole,
    },
    /// Burns licences of a node and sends all their coins to the staker-registry. Attributes and data: `burned`, `released`, `surplus`.
    ///
    /// Who: the staker-registry. Errors: **unauthorized**, **testnet**, **50**, **increasing**, **count** (not exactly the
    /// need in whole licences), **not bonded** (to this node).
    Liquidate {
        /// The node.
        node: String,
        /// Coins that the licences must bear, in base units.
        need: Uint128,
        /// 1 to 50 licences, strictly increasing by their bytes.
        token_ids: Vec<String>,
    },
    /// Burns a licence and pays its coins. Attributes: `amount`.
    ///
    /// Who: its owner, in stage `stable`. Errors: **stable** (not yet), **bonded**, **unauthorized**.
    Redeem {
        /// Which one.
        token_id: String,
    },
    /// Takes 1 to 50 licences of another chain. Attributes: `digest`, `count` so far.
    ///
    /// Who: the owner, before `finish_import`. Errors: **unauthorized**, **import** (not expected, or finished), **50**,
    /// **increasing** (over all pages), **cap**, **role** (role and node come together), **token_id**, **too long**, **holder**.
    ImportLicenses {
        /// What `all_licenses` answers there, with addresses of this chain.
        licenses: Vec<License>,
    },
    /// Seals the import.
    ///
    /// Who: the owner. Errors: **unauthorized**, **import**, **digest** (it, or the count, is another).
    FinishImport {
        /// The digest of the other chain, 64 hex digits in lower case.
        digest: String,
        /// How many licences it covers.
        count: u64,
    },
    /// Has a contract told of every change of a balance, at most 4.
    ///
    /// Who: the owner. Errors: **unauthorized**, **duplicate**, **at most**.
    RegisterHook {
        /// Which contract.
        contract: String,
    },
    /// Has it told no longer.
    ///
    /// Who: the owner. Errors: **unauthorized**, **unknown**.
    RemoveHook {
        /// Which contract.
        contract: String,
    },
    /// Writes the next records as this version writes them, after a migration (query `migration`). A row that cannot be read is
    /// passed as it is.
    ///
    /// Who: anyone, also while paused. Errors: **nothing** (to migrate), **cursor** (another than the query says), **limit** (zero).
    MigrateRecords {
        /// How many rows were passed so far.
        cursor: u64,
        /// Rows to pass at most, from 1; 100 if more.
        limit: u32,
    },
    /// Hands the ownership over in two steps; it cannot be renounced.
    ///
    /// Who: the owner, the pending owner. Errors: **unauthorized**, **renounce**, **nothing** (offered), **expired** (the offer).
    UpdateOwnership(OwnershipAction),
}

/// What the licence contract answers. Lists take `start_after` (exclusive) and `limit` (10 if omitted, at most 100) and ascend
/// by the bytes of the id. A query that names a licence errs with **unknown** or **burned** if there is none.
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// The cw721 owner of a licence, which is the staker-registry while it is bonded, and who else may transfer it.
    #[returns(OwnerOfResponse)]
    OwnerOf {
        /// Which one.
        token_id: String,
        /// Whether to name expired approvals too; no if omitted.
        include_expired: Option<bool>,
    },
    /// One approval. Errors: **unknown** (not approved).
    #[returns(ApprovalResponse)]
    Approval {
        /// Which one.
        token_id: String,
        /// Who may.
        spender: String,
        /// Whether an expired one counts; no if omitted.
        include_expired: Option<bool>,
    },
    /// All approvals of a licence, at most 16.
    #[returns(ApprovalsResponse)]
    Approvals {
        /// Which one.
        token_id: String,
        /// Whether to name expired ones too; no if omitted.
        include_expired: Option<bool>,
    },
    /// One operator. Errors: **unknown** (not approved).
    #[returns(ApprovalResponse)]
    Operator {
        /// Whose licences.
        owner: String,
        /// Who may.
        operator: String,
        /// Whether an expired one counts; no if omitted.
        include_expired: Option<bool>,
    },
    /// The operators of an owner, by address.
    #[returns(OperatorsResponse)]
    AllOperators {
        /// Whose licences.
        owner: String,
        /// Whether to name expired ones too; no if omitted.
        include_expired: Option<bool>,
        /// After this operator.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// How many licences live.
    #[returns(NumTokensResponse)]
    NumTokens {},
    /// Name and symbol.
    #[returns(ContractInfoResponse)]
    ContractInfo {},
    /// What a licence says of itself.
    #[returns(NftInfoResponse)]
    NftInfo {
        /// Which one.
        token_id: String,
    },
    /// `nft_info` and `owner_of` together.
    #[returns(AllNftInfoResponse)]
    AllNftInfo {
        /// Which one.
        token_id: String,
        /// Whether to name expired approvals too; no if omitted.
        include_expired: Option<bool>,
    },
    /// The licences of a cw721 owner; bonded ones are the staker-registry's.
    #[returns(TokensResponse)]
    Tokens {
        /// Whose.
        owner: String,
        /// After this id.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// All living licences.
    #[returns(TokensResponse)]
    AllTokens {
        /// After this id.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// Who mints.
    #[returns(MinterResponse)]
    Minter {},
    /// The parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// The owner and a pending one.
    #[returns(cw_ownable::Ownership<String>)]
    Ownership {},
    /// How far a migration is whose records are not all written anew; nothing if there is none.
    #[returns(Option<MigrationResponse>)]
    Migration {},
    /// Who is told of changes.
    #[returns(HooksResponse)]
    Hooks {},
    /// The stage, counts and the reserve.
    #[returns(StatusResponse)]
    Status {},
    /// How many licences somebody holds, bonded ones included.
    #[returns(BalanceResponse)]
    Balance {
        /// Whose.
        owner: String,
    },
    /// One licence.
    #[returns(License)]
    License {
        /// Which one.
        token_id: String,
    },
    /// All living licences, as `import_licenses` takes them.
    #[returns(LicensesResponse)]
    AllLicenses {
        /// After this id.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// The licences that somebody holds, bonded ones included.
    #[returns(LicensesResponse)]
    LicensesByHolder {
        /// Whose.
        owner: String,
        /// After this id.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// The digest over a page of licences, on top of an earlier page's. Errors: **digest** (`previous` is none).
    #[returns(DigestResponse)]
    Digest {
        /// The digest over all pages before; the beginning if omitted.
        previous: Option<String>,
        /// The `last` of the page before.
        start_after: Option<String>,
        /// Rows.
        limit: Option<u32>,
    },
    /// How far the import is.
    #[returns(GenesisResponse)]
    Genesis {},
    /// What somebody gave to the reserve, and what of it comes back.
    #[returns(FundingResponse)]
    Funding {
        /// Who.
        funder: String,
    },
    /// What a liquidation of tokens and licences would do.
    #[returns(LiquidationPreviewResponse)]
    LiquidationPreview {
        /// Tokens of the bond.
        tokens: Uint128,
        /// Licences of the bond.
        licenses: u32,
        /// How much is to be taken.
        amount: Uint128,
    },
}

/// A migration to newer code of the same contract: writes the single records anew and opens the walk over the others, which
/// `migrate_records` goes on with. Takes only what the code cannot know: nothing. Errors: **migrate**, **open** (the walk of the one
/// before is not over).
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct MigrateMsg {}
