//! What a node does with transactions: message by message, all of them or none, or for a try.

use cosmwasm_std::{Addr, CosmosMsg};

use crate::chain::{Chain, Outcome};

impl Chain {
    /// Lets `act` change the chain, and takes everything back if it fails. Not within another attempt or trial.
    ///
    /// # Errors
    /// Those of `act`.
    pub fn attempt<T, E>(&mut self, act: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.app.storage_mut().mark();
        let result = act(self);
        match &result {
            Ok(_) => self.app.storage_mut().keep(),
            Err(_) => self.app.storage_mut().take_back(),
        }
        result
    }

    /// Lets `act` change the chain and takes everything back, however it ends. Not within another attempt or trial.
    pub fn trial<T>(&mut self, act: impl FnOnce(&mut Self) -> T) -> T {
        self.app.storage_mut().mark();
        let result = act(self);
        self.app.storage_mut().take_back();
        result
    }

    /// Carries out one message of a transaction. The data is the response of the chain's own message, for example the bytes of a
    /// `MsgExecuteContractResponse`.
    ///
    /// # Errors
    /// When it is refused; the message has changed nothing then.
    pub fn carry_out(&mut self, sender: &Addr, msg: CosmosMsg) -> anyhow::Result<Outcome> {
        let response = self.transact(sender, vec![msg])?.pop().unwrap_or_default();
        Ok(Outcome { events: response.events, data: response.data })
    }
}

#[cfg(test)]
mod tests {
    use cosmwasm_std::{coins, BankMsg};

    use super::*;
    use crate::scenario::Clock;

    #[test]
    fn what_fails_in_the_middle_or_is_only_tried_changes_nothing() {
        let mut chain = Chain::new(&Clock::default()).unwrap();
        let (ada, bob) = (chain.address_of("ada").unwrap(), chain.address_of("bob").unwrap());
        chain.set_balance(&ada, coins(5, "ustake")).unwrap();
        let before = chain.fingerprint();
        let pay = |amount| BankMsg::Send { to_address: bob.to_string(), amount: coins(amount, "ustake") };
        let both = |chain: &mut Chain, second| {
            chain.carry_out(&ada, pay(3).into())?;
            chain.carry_out(&ada, pay(second).into())
        };

        chain.attempt(|chain| both(chain, 3)).unwrap_err();
        assert_eq!(chain.fingerprint(), before);
        chain.trial(|chain| both(chain, 2)).unwrap();
        assert_eq!(chain.fingerprint(), before);
        chain.attempt(|chain| both(chain, 2)).unwrap();
        assert_eq!(chain.balance(&bob, "ustake").unwrap().u128(), 5);
    }
}
