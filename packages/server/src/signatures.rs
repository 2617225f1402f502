//! What is signed, and whether it was: secp256k1 over SHA-256 of the direct or of the amino document.

use k256::ecdsa::signature::hazmat::PrehashVerifier;
use k256::ecdsa::{Signature, VerifyingKey};
use prost::Message;
use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

use crate::proto::SignDoc;
use crate::refusals::Refusal;
use crate::transactions::Transaction;

/// The public keys that accounts have here.
pub(crate) const KEY_TYPE: &str = "/cosmos.crypto.secp256k1.PubKey";

/// SIGN_MODE_DIRECT.
pub(crate) const DIRECT: i32 = 1;

/// SIGN_MODE_LEGACY_AMINO_JSON.
const AMINO: i32 = 127;

/// Whom a signature is of, and for which place in which chain.
pub(crate) struct Signer<'a> {
    pub public: &'a [u8],
    pub chain_id: &'a str,
    pub number: u64,
    pub sequence: u64,
}

/// Whether a transaction's signature is the signer's, who signed in this mode.
///
/// # Errors
/// When it is not, or the mode is not known here.
pub(crate) fn verify(
    transaction: &Transaction,
    mode: i32,
    signature: &[u8],
    signer: &Signer<'_>,
) -> Result<(), Refusal> {
    let document = match mode {
        DIRECT => direct(transaction, signer),
        AMINO => amino(transaction, signer)?.into_bytes(),
        other => {
            let log = format!("sign mode {other} is not known here: direct and amino JSON are");
            return Err(Refusal::not_supported(&log));
        }
    };
    match is_signed(signer.public, &document, signature) {
        true => Ok(()),
        false => Err(Refusal::signature(signer.number, signer.sequence, signer.chain_id)),
    }
}

/// A signature with a high s is none, as on a chain.
fn is_signed(public: &[u8], document: &[u8], signature: &[u8]) -> bool {
    let key = VerifyingKey::from_sec1_bytes(public);
    let signature = Signature::from_slice(signature);
    match (key, signature) {
        (Ok(key), Ok(signature)) => {
            signature.normalize_s().is_none()
                && key.verify_prehash(&Sha256::digest(document), &signature).is_ok()
        }
        _ => false,
    }
}

fn direct(transaction: &Transaction, signer: &Signer<'_>) -> Vec<u8> {
    let document = SignDoc {
        body: transaction.raw.body.clone(),
        auth_info: transaction.raw.auth_info.clone(),
        chain_id: signer.chain_id.to_owned(),
        account_number: signer.number,
    };
    document.encode_to_vec()
}

/// The document that hardware wallets sign: JSON with its keys sorted and some characters escaped.
fn amino(transaction: &Transaction, signer: &Signer<'_>) -> Result<String, Refusal> {
    let messages = transaction.messages.iter().map(|message| {
        let unknown = || format!("{} has no amino form here: sign it directly", message.kind.type_url());
        message.amino().ok_or_else(|| Refusal::not_supported(&unknown()))
    });
    let fee = &transaction.fee;
    let mut paid = json!({ "amount": fee.coins, "gas": fee.limit.to_string() });
    if let (Some(payer), Some(paid)) = (&fee.payer, paid.as_object_mut()) {
        paid.insert("payer".to_owned(), payer.as_str().into());
    }
    let mut document = json!({
        "account_number": signer.number.to_string(),
        "chain_id": signer.chain_id,
        "fee": paid,
        "memo": transaction.memo,
        "msgs": messages.collect::<Result<Vec<_>, _>>()?,
        "sequence": signer.sequence.to_string(),
    });
    if let (1.., Some(document)) = (transaction.timeout_height, document.as_object_mut()) {
        document.insert("timeout_height".to_owned(), transaction.timeout_height.to_string().into());
    }
    let text = sorted(document).to_string();
    Ok(text.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e"))
}

fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            entries.sort_by(|(one, _), (other, _)| one.cmp(other));
            Value::Object(entries.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}
