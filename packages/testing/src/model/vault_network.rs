//! The vault as part of the network: its coins, what the licence contract tells it, where unused rewards go.

use std::collections::BTreeSet;

use cosmwasm_std::{Addr, Coin, Uint128};
use serde_json::json;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::ExecuteMsg;
use tributary_types::holdings_hook::HoldingsChanged;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

use super::refusals::Refusals;
use super::vault_calls::{Effect, Outside};
use super::{Model, Verdict};

impl Model {
    /// A message to the vault.
    pub(super) fn vault_call(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Verdict {
        for coin in funds {
            let at = self.vault.at.clone();
            self.bank.pay(by, &at, &coin.denom, coin.amount.u128())?;
        }
        let opened = self.vault_act(by, msg, funds)?;
        Ok(opened.map(|id| json!({ "position_id": id })))
    }

    /// The same once the coins are there; answers the position that it opened.
    pub(super) fn vault_act(
        &mut self,
        by: &Addr,
        msg: &ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Option<u64>, Refusals> {
        let Self { vault, licenses, now, claims, .. } = self;
        let holdings = |who: &Addr| Some(licenses.balance(who));
        let told =
            vault.call(&Outside { now: *now, holdings: &holdings }, by, msg, funds, claims.as_mut())?;
        let at = self.vault.at.clone();
        self.vault_facts.extend(told.facts);
        self.wrong = self.wrong.take().or(told.wrong);
        for effect in told.effects {
            match effect {
                Effect::Pay(to, Asset::Native(denom), amount) => self.send(&at, &to, &denom, amount)?,
                Effect::Revenue(to, denom, amount) => {
                    self.bank.pay(&at, &to, &denom, amount)?;
                    let funds = [Coin { denom, amount: Uint128::new(amount) }];
                    self.treasury_act(&at, &TreasuryMsg::DistributeRevenue {}, &funds)?;
                }
                // Its assets are coins, and its NFTs stay where they are.
                Effect::Pay(_, Asset::Cw20(_), _) | Effect::Return(..) => {
                    return Err(Refusals::one("contract"))
                }
            }
        }
        Ok(told.opened)
    }

    /// What the licence contract tells its hooks: each holder once, in the order of their addresses.
    pub(super) fn tell_holdings(&mut self, holders: BTreeSet<Addr>) {
        let (by, at) = (self.places.licenses.clone(), self.vault.at.clone());
        if !self.licenses.hooks.contains(&at) {
            return;
        }
        for owner in holders {
            let balance = self.licenses.balance(&owner);
            let told = HoldingsChanged { owner: owner.into_string(), balance };
            let done = self.vault_act(&by, &ExecuteMsg::HoldingsChanged(told), &[]);
            done.expect("nothing refuses what the licence contract tells");
        }
    }
}
