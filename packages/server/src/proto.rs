//! The protobuf messages of CometBFT, the Cosmos SDK and wasmd that clients and this server exchange, with the fields that are
//! used here; others are passed over.

use prost::Message;

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Any {
    #[prost(string, tag = "1")]
    pub type_url: String,
    #[prost(bytes = "vec", tag = "2")]
    pub value: Vec<u8>,
}

impl Any {
    pub fn of(type_url: &str, value: &impl Message) -> Self {
        Self { type_url: type_url.to_owned(), value: value.encode_to_vec() }
    }
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Coin {
    #[prost(string, tag = "1")]
    pub denom: String,
    #[prost(string, tag = "2")]
    pub amount: String,
}

impl From<&cosmwasm_std::Coin> for Coin {
    fn from(coin: &cosmwasm_std::Coin) -> Self {
        Self { denom: coin.denom.clone(), amount: coin.amount.to_string() }
    }
}

// --- transactions

#[derive(Clone, PartialEq, Message)]
pub(crate) struct TxRaw {
    #[prost(bytes = "vec", tag = "1")]
    pub body: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub auth_info: Vec<u8>,
    #[prost(bytes = "vec", repeated, tag = "3")]
    pub signatures: Vec<Vec<u8>>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct TxBody {
    #[prost(message, repeated, tag = "1")]
    pub messages: Vec<Any>,
    #[prost(string, tag = "2")]
    pub memo: String,
    #[prost(uint64, tag = "3")]
    pub timeout_height: u64,
    #[prost(message, repeated, tag = "1023")]
    pub extensions: Vec<Any>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct AuthInfo {
    #[prost(message, repeated, tag = "1")]
    pub signers: Vec<SignerInfo>,
    #[prost(message, optional, tag = "2")]
    pub fee: Option<Fee>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct SignerInfo {
    #[prost(message, optional, tag = "1")]
    pub public_key: Option<Any>,
    #[prost(message, optional, tag = "2")]
    pub mode: Option<ModeInfo>,
    #[prost(uint64, tag = "3")]
    pub sequence: u64,
}

/// One of both; `multi` is only seen to be there.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct ModeInfo {
    #[prost(message, optional, tag = "1")]
    pub single: Option<SingleMode>,
    #[prost(message, optional, tag = "2")]
    pub multi: Option<Empty>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct SingleMode {
    #[prost(int32, tag = "1")]
    pub mode: i32,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Empty {}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Fee {
    #[prost(message, repeated, tag = "1")]
    pub amount: Vec<Coin>,
    #[prost(uint64, tag = "2")]
    pub gas_limit: u64,
    #[prost(string, tag = "3")]
    pub payer: String,
    #[prost(string, tag = "4")]
    pub granter: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct PublicKey {
    #[prost(bytes = "vec", tag = "1")]
    pub key: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct SignDoc {
    #[prost(bytes = "vec", tag = "1")]
    pub body: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub auth_info: Vec<u8>,
    #[prost(string, tag = "3")]
    pub chain_id: String,
    #[prost(uint64, tag = "4")]
    pub account_number: u64,
}

// --- messages and what is answered to them

#[derive(Clone, PartialEq, Message)]
pub(crate) struct MsgExecuteContract {
    #[prost(string, tag = "1")]
    pub sender: String,
    #[prost(string, tag = "2")]
    pub contract: String,
    #[prost(bytes = "vec", tag = "3")]
    pub msg: Vec<u8>,
    #[prost(message, repeated, tag = "5")]
    pub funds: Vec<Coin>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct MsgInstantiateContract {
    #[prost(string, tag = "1")]
    pub sender: String,
    #[prost(string, tag = "2")]
    pub admin: String,
    #[prost(uint64, tag = "3")]
    pub code_id: u64,
    #[prost(string, tag = "4")]
    pub label: String,
    #[prost(bytes = "vec", tag = "5")]
    pub msg: Vec<u8>,
    #[prost(message, repeated, tag = "6")]
    pub funds: Vec<Coin>,
    /// Of `MsgInstantiateContract2` alone.
    #[prost(bytes = "vec", tag = "7")]
    pub salt: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct MsgMigrateContract {
    #[prost(string, tag = "1")]
    pub sender: String,
    #[prost(string, tag = "2")]
    pub contract: String,
    #[prost(uint64, tag = "3")]
    pub code_id: u64,
    #[prost(bytes = "vec", tag = "4")]
    pub msg: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct MsgStoreCode {
    #[prost(string, tag = "1")]
    pub sender: String,
    #[prost(bytes = "vec", tag = "2")]
    pub wasm: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct MsgStoreCodeResponse {
    #[prost(uint64, tag = "1")]
    pub code_id: u64,
    #[prost(bytes = "vec", tag = "2")]
    pub checksum: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct MsgSend {
    #[prost(string, tag = "1")]
    pub from: String,
    #[prost(string, tag = "2")]
    pub to: String,
    #[prost(message, repeated, tag = "3")]
    pub amount: Vec<Coin>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct TxMsgData {
    #[prost(message, repeated, tag = "2")]
    pub responses: Vec<Any>,
}

// --- queries

/// Of all queries that name an address first: of a contract with its question, of the bank with its denom.
#[derive(Clone, PartialEq, Message)]
pub(crate) struct AddressRequest {
    #[prost(string, tag = "1")]
    pub address: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ContractStateRequest {
    #[prost(string, tag = "1")]
    pub address: String,
    #[prost(bytes = "vec", tag = "2")]
    pub query: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct BytesResponse {
    #[prost(bytes = "vec", tag = "1")]
    pub data: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ContractInfoResponse {
    #[prost(string, tag = "1")]
    pub address: String,
    #[prost(message, optional, tag = "2")]
    pub info: Option<ContractInfo>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct ContractInfo {
    #[prost(uint64, tag = "1")]
    pub code_id: u64,
    #[prost(string, tag = "2")]
    pub creator: String,
    #[prost(string, tag = "3")]
    pub admin: String,
    #[prost(string, tag = "4")]
    pub label: String,
    #[prost(message, optional, tag = "5")]
    pub created: Option<TxPosition>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct TxPosition {
    #[prost(uint64, tag = "1")]
    pub height: u64,
    #[prost(uint64, tag = "2")]
    pub index: u64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct IdRequest {
    #[prost(uint64, tag = "1")]
    pub id: u64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct CodeResponse {
    #[prost(message, optional, tag = "1")]
    pub info: Option<CodeInfo>,
    #[prost(bytes = "vec", tag = "2")]
    pub wasm: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct CodesResponse {
    #[prost(message, repeated, tag = "1")]
    pub infos: Vec<CodeInfo>,
    #[prost(message, optional, tag = "2")]
    pub pagination: Option<PageResponse>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct CodeInfo {
    #[prost(uint64, tag = "1")]
    pub id: u64,
    #[prost(string, tag = "2")]
    pub creator: String,
    #[prost(bytes = "vec", tag = "3")]
    pub checksum: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct PageResponse {
    #[prost(bytes = "vec", tag = "1")]
    pub next_key: Vec<u8>,
    #[prost(uint64, tag = "2")]
    pub total: u64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct BalanceRequest {
    #[prost(string, tag = "1")]
    pub address: String,
    #[prost(string, tag = "2")]
    pub denom: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct DenomRequest {
    #[prost(string, tag = "1")]
    pub denom: String,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct CoinResponse {
    #[prost(message, optional, tag = "1")]
    pub coin: Option<Coin>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct BalancesResponse {
    #[prost(message, repeated, tag = "1")]
    pub balances: Vec<Coin>,
    #[prost(message, optional, tag = "2")]
    pub pagination: Option<PageResponse>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct AccountResponse {
    #[prost(message, optional, tag = "1")]
    pub account: Option<Any>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct BaseAccount {
    #[prost(string, tag = "1")]
    pub address: String,
    #[prost(message, optional, tag = "2")]
    pub public_key: Option<Any>,
    #[prost(uint64, tag = "3")]
    pub number: u64,
    #[prost(uint64, tag = "4")]
    pub sequence: u64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct SimulateRequest {
    /// The older form of the same: a `Tx`, which has the bytes of a [`TxRaw`].
    #[prost(bytes = "vec", tag = "1")]
    pub tx: Vec<u8>,
    #[prost(bytes = "vec", tag = "2")]
    pub tx_bytes: Vec<u8>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct SimulateResponse {
    #[prost(message, optional, tag = "1")]
    pub gas: Option<GasInfo>,
    #[prost(message, optional, tag = "2")]
    pub result: Option<SimulateResult>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct GasInfo {
    #[prost(uint64, tag = "1")]
    pub wanted: u64,
    #[prost(uint64, tag = "2")]
    pub used: u64,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct SimulateResult {
    #[prost(bytes = "vec", tag = "1")]
    pub data: Vec<u8>,
    #[prost(message, repeated, tag = "3")]
    pub events: Vec<Event>,
    #[prost(message, repeated, tag = "4")]
    pub responses: Vec<Any>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct Event {
    #[prost(string, tag = "1")]
    pub ty: String,
    #[prost(message, repeated, tag = "2")]
    pub attributes: Vec<EventAttribute>,
}

#[derive(Clone, PartialEq, Message)]
pub(crate) struct EventAttribute {
    #[prost(string, tag = "1")]
    pub key: String,
    #[prost(string, tag = "2")]
    pub value: String,
    #[prost(bool, tag = "3")]
    pub index: bool,
}

impl From<&cosmwasm_std::Event> for Event {
    fn from(event: &cosmwasm_std::Event) -> Self {
        let attribute = |of: &cosmwasm_std::Attribute| EventAttribute {
            key: of.key.clone(),
            value: of.value.clone(),
            index: true,
        };
        Self { ty: event.ty.clone(), attributes: event.attributes.iter().map(attribute).collect() }
    }
}
