//! Test accounts with their keys, which sign what the server itself sends: a scenario's steps, the faucet's coins.

use cosmwasm_std::Addr;
use k256::ecdsa::signature::hazmat::PrehashSigner;
use k256::ecdsa::{Signature, SigningKey};
use prost::Message;
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use tributary_simulator::accounts::{self, AccountError, DERIVATION};

use crate::proto::{
    Any, AuthInfo, Coin, Fee, ModeInfo, PublicKey, SignDoc, SignerInfo, SingleMode, TxBody, TxRaw,
};
use crate::signatures::{DIRECT, KEY_TYPE};

/// A test account.
#[derive(Clone)]
pub(crate) struct Wallet {
    pub name: String,
    pub address: Addr,
    pub public: Vec<u8>,
    key: SigningKey,
}

/// What a signature is for, beside the messages.
pub(crate) struct Terms<'a> {
    pub chain_id: &'a str,
    pub number: u64,
    pub sequence: u64,
    pub gas_limit: u64,
    pub fee: Vec<Coin>,
}

impl Wallet {
    /// The test account of that name.
    ///
    /// # Errors
    /// When accounts cannot have that name.
    pub fn named(name: &str) -> Result<Self, AccountError> {
        let account = accounts::account(name)?;
        let out_of_range = |_| AccountError::KeyOutOfRange { name: name.to_owned() };
        let key = SigningKey::from_slice(&account.secret).map_err(out_of_range)?;
        Ok(Self { name: name.to_owned(), address: account.address, public: account.public, key })
    }

    /// As `GET /wallets` tells it. The key is told by how it is derived.
    pub fn shown(&self) -> Value {
        json!({ "name": self.name, "address": self.address, "derived_from": format!("{DERIVATION}{}", self.name) })
    }

    /// A transaction of this account, signed directly.
    pub fn sign(&self, messages: Vec<Any>, terms: Terms<'_>) -> Vec<u8> {
        let body = TxBody { messages, ..TxBody::default() }.encode_to_vec();
        let key = PublicKey { key: self.public.clone() };
        let signer = SignerInfo {
            public_key: Some(Any::of(KEY_TYPE, &key)),
            mode: Some(ModeInfo { single: Some(SingleMode { mode: DIRECT }), multi: None }),
            sequence: terms.sequence,
        };
        let fee = Fee { amount: terms.fee, gas_limit: terms.gas_limit, ..Fee::default() };
        let auth_info = AuthInfo { signers: vec![signer], fee: Some(fee) }.encode_to_vec();
        let doc = SignDoc {
            body: body.clone(),
            auth_info: auth_info.clone(),
            chain_id: terms.chain_id.to_owned(),
            account_number: terms.number,
        };
        let signature: Option<Signature> = self.key.sign_prehash(&Sha256::digest(doc.encode_to_vec())).ok();
        let signature = signature.map(|signature| signature.to_bytes().to_vec()).unwrap_or_default();
        TxRaw { body, auth_info, signatures: vec![signature] }.encode_to_vec()
    }
}
