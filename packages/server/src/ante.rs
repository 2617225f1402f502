//! What a chain checks before a transaction comes into a block: what it pays, who signed it, whose turn it is.

use cosmwasm_std::{Addr, Coin};
use prost::Message as _;
use tributary_simulator::accounts::address_of_key;
use tributary_simulator::Chain;

use crate::accounts::{Account, Accounts};
use crate::gas;
use crate::messages::amount_of;
use crate::proto::{PublicKey, SignerInfo};
use crate::refusals::{written, Refusal};
use crate::signatures::{verify, Signer, KEY_TYPE};
use crate::transactions::Transaction;

/// How long a memo may be, in characters.
const LONGEST_MEMO: usize = 256;

/// The public key of a signer, and whose it is.
type Known = (Addr, Vec<u8>);

/// Whether the chain takes a transaction. Answers the keys of those who signed.
///
/// # Errors
/// When it does not.
pub(crate) fn check(
    chain: &Chain,
    accounts: &mut Accounts,
    transaction: &Transaction,
) -> Result<Vec<Known>, Refusal> {
    limits(chain, transaction)?;
    pays(chain, accounts, transaction)?;
    let chain_id = chain.block().chain_id;
    let mut known = vec![];
    let signers = transaction.signers.iter().zip(&transaction.infos).zip(&transaction.raw.signatures);
    for (index, ((address, info), signature)) in signers.enumerate() {
        let account = turn(chain, accounts, address, info)?;
        let public = key(&account, address, info, index)?;
        let mode = info.mode.as_ref().and_then(|mode| mode.single.as_ref()).map(|single| single.mode);
        let Some(mode) = mode else {
            return Err(Refusal::not_supported("accounts of several keys are not known here"));
        };
        let Account { number, sequence, .. } = account;
        verify(
            transaction,
            mode,
            signature,
            &Signer { public: &public, chain_id: &chain_id, number, sequence },
        )?;
        known.push((address.clone(), public));
    }
    Ok(known)
}

/// The same for a simulation, which pays nothing and is not signed.
///
/// # Errors
/// When the chain would not take it.
pub(crate) fn check_simulated(
    chain: &Chain,
    accounts: &mut Accounts,
    transaction: &Transaction,
) -> Result<(), Refusal> {
    for (address, info) in transaction.signers.iter().zip(&transaction.infos) {
        turn(chain, accounts, address, info)?;
    }
    Ok(())
}

fn limits(chain: &Chain, transaction: &Transaction) -> Result<(), Refusal> {
    let length = transaction.memo.chars().count();
    if length > LONGEST_MEMO {
        return Err(Refusal::memo_too_large(LONGEST_MEMO, length));
    }
    let (height, timeout) = (chain.block().height, transaction.timeout_height);
    if timeout > 0 && height >= timeout {
        return Err(Refusal::timed_out(height, timeout));
    }
    let limit = transaction.fee.limit;
    if limit < gas::TRANSACTION {
        return Err(Refusal::out_of_gas("txSize", limit, gas::TRANSACTION));
    }
    Ok(())
}

fn pays(chain: &Chain, accounts: &mut Accounts, transaction: &Transaction) -> Result<(), Refusal> {
    let paid = &transaction.fee.coins;
    let Coin { denom, amount } = gas::fee(transaction.fee.limit);
    if amount_of(paid, &denom) < amount {
        return Err(Refusal::insufficient_fee(&written(paid), &format!("{amount}{denom}")));
    }
    let Some(payer) = transaction.payer() else { return Ok(()) };
    if accounts.of(chain, payer).is_none() {
        return Err(Refusal::unknown_account(payer.as_str()));
    }
    has(chain, payer, paid)
}

/// Whether an address has all these coins.
///
/// # Errors
/// When it does not.
pub(crate) fn has(chain: &Chain, address: &Addr, coins: &[Coin]) -> Result<(), Refusal> {
    for coin in coins {
        let balance = chain
            .balance(address, &coin.denom)
            .map_err(|error| Refusal::invalid_request(format!("{error:#}")))?;
        if balance < coin.amount {
            return Err(Refusal::insufficient_funds(balance.u128(), coin));
        }
    }
    Ok(())
}

fn turn(
    chain: &Chain,
    accounts: &mut Accounts,
    address: &Addr,
    info: &SignerInfo,
) -> Result<Account, Refusal> {
    let Some(account) = accounts.of(chain, address) else {
        return Err(Refusal::unknown_account(address.as_str()));
    };
    match account.sequence == info.sequence {
        true => Ok(account.clone()),
        false => Err(Refusal::sequence(account.sequence, info.sequence)),
    }
}

/// The key that the transaction brings, or the one that is known.
fn key(account: &Account, address: &Addr, info: &SignerInfo, index: usize) -> Result<Vec<u8>, Refusal> {
    let wrong = || Refusal::wrong_key(address.as_str(), index);
    let public = match &info.public_key {
        Some(any) if any.type_url != KEY_TYPE => {
            return Err(Refusal::not_supported(&format!("keys of type {} are not known here", any.type_url)));
        }
        Some(any) => PublicKey::decode(&*any.value).map_err(Refusal::unreadable)?.key,
        None => account.public.clone().ok_or_else(wrong)?,
    };
    match address_of_key(&public) {
        Some(owner) if owner == *address => Ok(public),
        _ => Err(wrong()),
    }
}
