//! Reads the bytes of a transaction.

use std::str::FromStr;

use cosmwasm_std::{Addr, Coin, Uint128};
use prost::Message as _;
use tributary_simulator::accounts::checked_address;

use crate::deliver::gas_of;
use crate::messages::Message;
use crate::proto::{self, AuthInfo, SignerInfo, TxBody, TxRaw};
use crate::refusals::Refusal;

/// How many messages a transaction may have.
const MOST_MESSAGES: usize = 100;

/// A transaction in order in itself; whether the chain takes it is another matter.
#[derive(Debug)]
pub(crate) struct Transaction {
    pub raw: TxRaw,
    pub messages: Vec<Message>,
    pub memo: String,
    /// The last block that may have it; 0: any.
    pub timeout_height: u64,
    pub fee: Fee,
    /// Who signs, in the order of their first messages; the first pays the fee unless it says otherwise.
    pub signers: Vec<Addr>,
    /// As many as signers.
    pub infos: Vec<SignerInfo>,
}

/// What a transaction pays.
#[derive(Debug)]
pub(crate) struct Fee {
    pub coins: Vec<Coin>,
    pub limit: u64,
    /// Who pays, if the transaction names somebody.
    pub payer: Option<Addr>,
}

impl Transaction {
    /// Reads a transaction.
    ///
    /// # Errors
    /// When the bytes are none, or what it says is out of order.
    pub fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let raw = TxRaw::decode(bytes).map_err(Refusal::unreadable)?;
        let body = TxBody::decode(&*raw.body).map_err(Refusal::unreadable)?;
        let auth_info = AuthInfo::decode(&*raw.auth_info).map_err(Refusal::unreadable)?;
        if !body.extensions.is_empty() {
            return Err(Refusal::not_supported("extension options are not known here"));
        }
        if body.messages.is_empty() || body.messages.len() > MOST_MESSAGES {
            return Err(Refusal::invalid_request(format!("from 1 to {MOST_MESSAGES} messages are taken")));
        }
        let messages = body.messages.iter().map(Message::read).collect::<Result<Vec<_>, _>>()?;
        let fee = Fee::read(auth_info.fee.unwrap_or_default())?;
        let mut signers: Vec<Addr> = vec![];
        for address in messages.iter().map(|message| &message.sender).chain(&fee.payer) {
            if !signers.contains(address) {
                signers.push(address.clone());
            }
        }
        let infos = auth_info.signers;
        if raw.signatures.is_empty() {
            return Err(Refusal::no_signatures());
        }
        if infos.len() != signers.len() || raw.signatures.len() != signers.len() {
            let numbers = format!("expected {}, got {}", signers.len(), raw.signatures.len());
            return Err(Refusal::unauthorized(&format!("wrong number of signers; {numbers}")));
        }
        let TxBody { memo, timeout_height, .. } = body;
        Ok(Self { raw, messages, memo, timeout_height, fee, signers, infos })
    }

    /// Who pays the fee.
    pub fn payer(&self) -> Option<&Addr> {
        self.fee.payer.as_ref().or(self.signers.first())
    }

    /// The gas that it takes.
    pub fn gas(&self) -> u64 {
        gas_of(self.messages.iter().map(|message| message.kind))
    }
}

impl Fee {
    fn read(fee: proto::Fee) -> Result<Self, Refusal> {
        if !fee.granter.is_empty() {
            return Err(Refusal::not_supported("fee allowances are not known here"));
        }
        let payer = match fee.payer.is_empty() {
            true => None,
            false => Some(address(&fee.payer)?),
        };
        Ok(Self { coins: coins(&fee.amount)?, limit: fee.gas_limit, payer })
    }
}

/// An address of this chain.
///
/// # Errors
/// When it is none.
pub(crate) fn address(text: &str) -> Result<Addr, Refusal> {
    checked_address(text).ok_or_else(|| Refusal::invalid_address(format!("`{text}` is no address")))
}

/// Coins as a chain takes them: each denom once, sorted, more than 0.
///
/// # Errors
/// When they are not so.
pub(crate) fn coins(coins: &[proto::Coin]) -> Result<Vec<Coin>, Refusal> {
    let invalid = || {
        let texts = coins.iter().map(|coin| format!("{}{}", coin.amount, coin.denom)).collect::<Vec<_>>();
        Refusal::invalid_coins(&texts.join(","))
    };
    let read = |coin: &proto::Coin| {
        let amount = Uint128::from_str(&coin.amount).ok().filter(|amount| !amount.is_zero());
        amount.map(|amount| Coin { denom: coin.denom.clone(), amount }).ok_or_else(invalid)
    };
    let sorted = coins.iter().zip(coins.iter().skip(1)).all(|(one, next)| one.denom < next.denom);
    if !sorted || coins.iter().any(|coin| !is_denom(&coin.denom)) {
        return Err(invalid());
    }
    coins.iter().map(read).collect()
}

fn is_denom(text: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | ':' | '.' | '_' | '-');
    (3..=128).contains(&text.len())
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(known)
}
