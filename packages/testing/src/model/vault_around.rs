//! What lies around a vault that stands alone: coins and tokens, the NFTs of its collection, the block.

use std::collections::BTreeMap;

use cosmwasm_std::{Addr, Coin};
use tributary_types::boosted_staking::ExecuteMsg;

use super::bank::Bank;
use super::refusals::{Refusals, BANK};
use super::time::Moment;
use super::vault::Vault;
use super::vault_calls::{Claims, Effect, Outside, Told};

/// All of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Around {
    /// The block.
    pub now: Moment,
    /// Who holds which coins, and which tokens by the address of their contract.
    pub bank: Bank,
    /// Whose each NFT of the collection is.
    pub nfts: BTreeMap<String, Addr>,
    /// Whether the collection answers how many somebody has.
    pub answers: bool,
    /// Whether it takes NFTs back to whom they are; an account that plays a collection does not.
    pub takes: bool,
}

impl Around {
    /// A message to the vault; answers what is then, or why not.
    ///
    /// # Errors
    /// All rules that it breaks.
    pub fn call(
        &self,
        vault: &Vault,
        by: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
        seen: Option<&mut Claims>,
    ) -> Result<(Self, Vault, Told), Refusals> {
        let (mut around, mut vault) = (self.clone(), vault.clone());
        if !self.bank.has(by, funds) {
            return Err(Refusals::one(BANK));
        }
        for coin in funds {
            around.bank.pay(by, &vault.at, &coin.denom, coin.amount.u128())?;
        }
        let holdings = |who: &Addr| {
            let count = self.nfts.values().filter(|owner| *owner == who).count();
            self.answers.then_some(count as u64)
        };
        let told = vault.call(&Outside { now: self.now, holdings: &holdings }, by, msg, funds, seen)?;
        for effect in &told.effects {
            around.carry_out(&vault.at, effect)?;
        }
        Ok((around, vault, told))
    }

    fn carry_out(&mut self, vault: &Addr, effect: &Effect) -> Result<(), Refusals> {
        match effect {
            Effect::Pay(to, asset, amount) => self.bank.pay(vault, to, &name(asset), *amount),
            Effect::Revenue(to, denom, amount) => self.bank.pay(vault, to, denom, *amount),
            Effect::Return(..) if !self.takes => Err(Refusals::one("contract")),
            Effect::Return(to, token_id) => {
                let kept = self.nfts.insert(token_id.clone(), to.clone());
                assert_eq!(kept.as_ref(), Some(vault), "{token_id} is given back");
                Ok(())
            }
        }
    }
}

/// What an asset is called in a bank that knows tokens too.
pub fn name(asset: &tributary_types::asset::Asset<Addr>) -> String {
    match asset {
        tributary_types::asset::Asset::Native(denom) => denom.clone(),
        tributary_types::asset::Asset::Cw20(token) => token.to_string(),
    }
}
