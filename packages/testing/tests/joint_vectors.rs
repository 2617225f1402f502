//! The published vectors of joint-staking, played on the model alone: it is right before it judges anything.

mod vector_player;

use std::collections::BTreeMap;

use cosmwasm_std::{from_json, to_json_binary, Addr, Coin, Event};
use serde_json::{json, Value};
use tributary_testing::model::joint::Joint;
use tributary_testing::model::joint_around::{Around, Outside};
use tributary_testing::model::joint_terms::instantiated;
use tributary_testing::model::{Bank, Refusals};
use tributary_types::joint_staking::{ExecuteMsg, InstantiateMsg, QueryMsg};
use vector_player::{address, named, number, play_all, purses, start};

/// The contracts of a vector: the escrow, and tokens beside it.
struct Stage {
    around: Around,
    joint: Joint,
    /// The code of each contract by its name.
    codes: BTreeMap<String, String>,
}

/// What cannot be read, or is none of what these contracts do.
fn odd() -> Refusals {
    Refusals::one("<form>")
}

fn only(msg: &Value) -> (&str, &Value) {
    let (name, fields) = msg.as_object().and_then(|fields| fields.iter().next()).expect("a message");
    (name, fields)
}

impl Stage {
    fn new(vector: &Value) -> Self {
        let (now, mut bank, mut codes) = (start(vector), purses(vector), BTreeMap::new());
        let mut joint = None;
        for deploy in vector["deploy"].as_array().expect("contracts") {
            let of = |key: &str| deploy[key].as_str().expect("a name").to_owned();
            let init = named(&deploy["init"], &BTreeMap::new());
            for row in init["initial_balances"].as_array().into_iter().flatten() {
                let who = Addr::unchecked(row["address"].as_str().expect("a holder"));
                bank.mint(&who, address(&of("name")).as_str(), number(&row["amount"]) as u128);
            }
            if of("code") == "joint-staking" {
                let msg: InstantiateMsg = serde_json::from_value(init).expect("parameters");
                let outside = Outside { now, denom_of: &|_| None, pools: None };
                let made = instantiated(address(&of("name")), &address(&of("from")), &msg, &outside);
                joint = Some(made.expect("good parameters"));
            }
            codes.insert(of("name"), of("code"));
        }
        let around = Around { now, bank, treasuries: BTreeMap::new() };
        Self { around, joint: joint.expect("an escrow"), codes }
    }

    fn joint(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<Vec<Event>, Refusals> {
        let (around, joint, told) = self.around.call(&self.joint, by, msg, funds)?;
        (self.around, self.joint) = (around, joint);
        Ok(told.facts)
    }

    /// `send` of a cw20.
    fn send(&mut self, token: &Addr, by: &Addr, msg: &Value) -> Result<Vec<Event>, Refusals> {
        let (name, sent) = only(msg);
        assert_eq!(name, "send");
        let amount = number(&sent["amount"]);
        let (before, joint) = (self.around.bank.clone(), self.joint.at.clone());
        self.around.bank.pay(by, &joint, token.as_str(), amount as u128)?;
        let receive = json!({ "receive": { "sender": by, "amount": sent["amount"], "msg": sent["msg"] } });
        let receive = serde_json::from_value(receive).map_err(|_| odd())?;
        let done = self.joint(token, &receive, &[]);
        if done.is_err() {
            self.around.bank = before;
        }
        done
    }
}

impl vector_player::Stage for Stage {
    fn advance(&mut self, seconds: u64, blocks: u64) {
        self.around.now.seconds += seconds;
        self.around.now.height += blocks;
    }

    fn execute(&mut self, by: &Addr, to: &str, msg: &Value, funds: &[Coin]) -> Result<Vec<Event>, Refusals> {
        match self.codes[to].as_str() {
            "cw20-base" => self.send(&address(to), by, msg),
            _ => {
                // What cannot be read is refused.
                let msg: ExecuteMsg = serde_json::from_value(msg.clone()).map_err(|_| odd())?;
                self.joint(by, &msg, funds)
            }
        }
    }

    fn answer(&self, of: &str, msg: &Value) -> Value {
        if self.codes[of] == "cw20-base" {
            let (_, fields) = only(msg);
            let who = Addr::unchecked(fields["address"].as_str().expect("an address"));
            return json!({ "balance": self.around.bank.balance(&who, address(of).as_str()).to_string() });
        }
        let msg: QueryMsg = from_json(to_json_binary(msg).expect("JSON")).expect("a question");
        let answer = self.joint.answer(self.around.now.seconds, &msg).expect("an answer");
        serde_json::from_slice(&answer).expect("JSON")
    }

    fn bank(&self) -> &Bank {
        &self.around.bank
    }
}

#[test]
fn the_model_meets_every_published_vector() {
    play_all("joint-staking", 13, Stage::new);
}
