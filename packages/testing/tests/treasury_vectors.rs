//! The published vectors of treasury-decay, played on the model alone: it is right before it judges anything.

mod vector_player;

use std::collections::{BTreeMap, BTreeSet};

use cosmwasm_std::{Addr, Coin, Event};
use serde_json::Value;
use tributary_testing::model::treasury::Treasury;
use tributary_testing::model::treasury_calls::{instantiated, Effect, Outside, Seen};
use tributary_testing::model::{Bank, Moment, Refusals};
use tributary_types::treasury_decay::{ExecuteMsg, InstantiateMsg, QueryMsg};
use vector_player::{address, named, play_all, purses, start};

/// The treasury of a vector.
struct Stage {
    now: Moment,
    bank: Bank,
    treasury: Treasury,
}

impl Stage {
    fn new(vector: &Value) -> Self {
        let now = start(vector);
        let deploy = &vector["deploy"][0];
        let init = named(&deploy["init"], &BTreeMap::new());
        let msg: InstantiateMsg = serde_json::from_value(init).expect("parameters");
        let by = address(deploy["from"].as_str().expect("a deployer"));
        let treasury = instantiated(address("treasury"), &by, &msg, now.seconds).expect("good parameters");
        Self { now, bank: purses(vector), treasury }
    }
}

impl vector_player::Stage for Stage {
    fn advance(&mut self, seconds: u64, blocks: u64) {
        self.now.seconds += seconds;
        self.now.height += blocks;
    }

    fn execute(&mut self, by: &Addr, _: &str, msg: &Value, funds: &[Coin]) -> Result<Vec<Event>, Refusals> {
        // What cannot be read is refused.
        let msg: ExecuteMsg = serde_json::from_value(msg.clone()).map_err(|_| Refusals::one("<form>"))?;
        let (mut treasury, mut bank) = (self.treasury.clone(), self.bank.clone());
        for coin in funds {
            // Mallory has no junk, but might.
            bank.pay(by, &treasury.at, &coin.denom, coin.amount.u128())?;
        }
        let group = BTreeSet::new();
        let outside = Outside { now: self.now, bank: &bank, group: Ok(&group) };
        let told = treasury.call(&outside, by, &msg, funds, &Seen::default())?;
        assert_eq!(told.wrong, None);
        for effect in told.effects {
            match effect {
                Effect::Pay(to, denom, amount) => bank.pay(&treasury.at, &to, &denom, amount)?,
                Effect::Burn(amount) => bank.burn(&treasury.at, "ustake", amount)?,
            }
        }
        (self.treasury, self.bank) = (treasury, bank);
        Ok(vec![])
    }

    fn answer(&self, _: &str, msg: &Value) -> Value {
        let msg: QueryMsg = serde_json::from_value(msg.clone()).expect("a question");
        let answer = self.treasury.answer(self.now.seconds, &msg).expect("an answer");
        serde_json::from_slice(&answer).expect("JSON")
    }

    fn bank(&self) -> &Bank {
        &self.bank
    }
}

#[test]
fn the_model_meets_every_published_vector() {
    play_all("treasury-decay", 18, Stage::new);
}
