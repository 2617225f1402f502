//! Test accounts, derived from their names alone, so that an account has the same address on every chain.
//!
//! The secp256k1 private key is `SHA-256("tributary/test-account/" + name)`; the address is the usual one of the Cosmos SDK:
//! bech32, prefix `wasm`, of `RIPEMD-160(SHA-256(compressed public key))`. Anybody can compute these keys: test chains only.

use bech32::{Bech32, Hrp};
use cosmwasm_std::Addr;
use k256::elliptic_curve::sec1::ToEncodedPoint;
use k256::SecretKey;
use ripemd::Ripemd160;
use sha2::{Digest, Sha256};
use thiserror::Error;

/// The bech32 prefix of all addresses, the default of wasmd.
pub const PREFIX: &str = "wasm";

/// What stands before the name in the text whose hash is the private key.
pub const DERIVATION: &str = "tributary/test-account/";

/// A name that no account can have.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum AccountError {
    /// The name is empty or has other characters than ASCII letters, digits, `_`, `-` and `.`.
    #[error("account name `{name}` may have letters, digits, `_`, `-` and `.` only")]
    NameNotPlain {
        /// The name as it was given.
        name: String,
    },
    /// The hash is not a private key of the curve, once in 2^128 names.
    #[error("account name `{name}` derives no private key, choose another")]
    KeyOutOfRange {
        /// The name as it was given.
        name: String,
    },
}

/// A test account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The private key, 32 bytes.
    pub secret: [u8; 32],
    /// The compressed public key, 33 bytes.
    pub public: Vec<u8>,
    /// The bech32 address.
    pub address: Addr,
}

/// Derives the account of that name.
///
/// # Errors
/// When the name is empty or has characters that account names do not have.
pub fn account(name: &str) -> Result<Account, AccountError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
    if name.is_empty() || !name.chars().all(plain) {
        return Err(AccountError::NameNotPlain { name: name.to_owned() });
    }
    let out_of_range = || AccountError::KeyOutOfRange { name: name.to_owned() };

    let secret: [u8; 32] = Sha256::new().chain_update(DERIVATION).chain_update(name).finalize().into();
    let key = SecretKey::from_slice(&secret).map_err(|_| out_of_range())?;
    let public = key.public_key().to_encoded_point(true).as_bytes().to_vec();
    let address = address_of_key(&public).ok_or_else(out_of_range)?;
    Ok(Account { secret, public, address })
}

/// The address that belongs to a compressed public key, whether it is one of the curve or not.
pub fn address_of_key(public: &[u8]) -> Option<Addr> {
    address_of_bytes(&Ripemd160::digest(Sha256::digest(public)))
}

/// The address of a module of the chain, which has no key: the account in which fees are collected is `fee_collector`.
pub fn address_of_module(name: &str) -> Option<Addr> {
    address_of_bytes(Sha256::digest(name).get(..20)?)
}

/// The address that a text is, if it is one of this chain.
pub fn checked_address(text: &str) -> Option<Addr> {
    let (prefix, bytes) = bech32::decode(text).ok()?;
    let is_own = prefix.as_str() == PREFIX && matches!(bytes.len(), 20 | 32);
    // Other ways of writing the same are refused: upper case, another checksum.
    address_of_bytes(&bytes).filter(|address| is_own && address.as_str() == text)
}

fn address_of_bytes(bytes: &[u8]) -> Option<Addr> {
    bech32::encode::<Bech32>(Hrp::parse(PREFIX).ok()?, bytes).ok().map(Addr::unchecked)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed by an independent implementation of the curve, the hashes and bech32.
    const VECTORS: [(&str, &str, &str, &str); 3] = [
        (
            "alice",
            "a9b96b90092340f6fbfae3f24183beb4f946f0bc3fae27421cf3897d9cd97357",
            "035c789ab7641d9a30fb2793d706e24eca131cdc662ce2fafa87dc40e594ad0224",
            "wasm1rzr0sm2dzrjq5q3karz3049dl2zccql0yr044x",
        ),
        (
            "owner",
            "cd55fbccc49465d884d1d90107e6373ef1359362ad553960dae7d43f047ad365",
            "0316b7366953c589889590ebb93cf01daf9e6ff4ff3b658d31c67d684b8a8b54d0",
            "wasm17etj6pg3d88gykq9m6y5wy8rq5xdxe8eseekhd",
        ),
        (
            "P.sign",
            "840efeb006a36f4e00d865e3ac1ba0b2f18e32f03f4062d0307eda2405429279",
            "0214a72a899e230abe7f835eb048db0df7a291f65b537ebf9d589b6612b249e492",
            "wasm1whv47eq8vfnnffu8vuh850p88qgzzj6hqg3d5c",
        ),
    ];

    #[test]
    fn accounts_are_the_ones_that_any_other_program_derives() {
        for (name, secret, public, address) in VECTORS {
            let account = account(name).unwrap();

            assert_eq!(hex::encode(account.secret), secret, "{name}");
            assert_eq!(hex::encode(&account.public), public, "{name}");
            assert_eq!(account.address.as_str(), address, "{name}");
        }
    }

    #[test]
    fn modules_have_the_addresses_that_they_have_on_a_chain() {
        let collector = address_of_module("fee_collector").unwrap();
        assert_eq!(collector.as_str(), "wasm17xpfvakm2amg962yls6f84z3kell8c5l69j4zk");
    }

    #[test]
    fn only_addresses_of_this_chain_are_addresses() {
        let alice = VECTORS[0].3;
        assert_eq!(checked_address(alice), Some(Addr::unchecked(alice)));
        let other = bech32::encode::<Bech32>(Hrp::parse("other").unwrap(), &[1; 20]).unwrap();
        let short = bech32::encode::<Bech32>(Hrp::parse(PREFIX).unwrap(), &[1; 19]).unwrap();
        let broken = alice.replace('z', "y");
        for text in ["", "alice", &alice.to_uppercase(), &other, &short, &broken] {
            assert_eq!(checked_address(text), None, "{text}");
        }
    }

    #[test]
    fn names_that_look_like_something_else_have_no_account() {
        for name in ["", "coinbase:ada", "@bob", "$id", "two words", "zoë"] {
            assert_eq!(account(name), Err(AccountError::NameNotPlain { name: name.to_owned() }));
        }
    }
}
