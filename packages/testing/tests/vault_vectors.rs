//! The published vectors of boosted-staking, played on the model alone: it is right before it judges anything.

mod vector_player;

use std::collections::BTreeMap;

use cosmwasm_std::{from_json, to_json_binary, Addr, Coin, Event};
use serde_json::{json, Value};
use tributary_testing::model::vault::Vault;
use tributary_testing::model::vault_around::Around;
use tributary_testing::model::vault_terms::instantiated;
use tributary_testing::model::{Bank, Refusals};
use tributary_types::boosted_staking::{ExecuteMsg, InstantiateMsg, QueryMsg};
use vector_player::{address, named, number, play_all, purses, start};

/// The contracts of a vector: the vault, and at most one of each kind beside it.
struct Stage {
    around: Around,
    vault: Vault,
    /// The code of each contract by its name.
    codes: BTreeMap<String, String>,
    /// Whether the licence contract tells the vault of changes.
    hooked: bool,
}

/// What cannot be read, or is none of what these contracts do.
fn odd() -> Refusals {
    Refusals::one("<form>")
}

fn text<'a>(value: &'a Value, key: &str) -> Result<&'a str, Refusals> {
    value.get(key).and_then(Value::as_str).ok_or_else(odd)
}

fn only(msg: &Value) -> (&str, &Value) {
    let (name, fields) = msg.as_object().and_then(|fields| fields.iter().next()).expect("a message");
    (name, fields)
}

impl Stage {
    fn new(vector: &Value) -> Self {
        let (now, mut bank, mut codes) = (start(vector), purses(vector), BTreeMap::new());
        let mut vault = None;
        for deploy in vector["deploy"].as_array().expect("contracts") {
            let of = |key: &str| deploy[key].as_str().expect("a name").to_owned();
            let init = named(&deploy["init"], &BTreeMap::new());
            for row in init["initial_balances"].as_array().into_iter().flatten() {
                let who = Addr::unchecked(row["address"].as_str().expect("a holder"));
                bank.mint(&who, address(&of("name")).as_str(), number(&row["amount"]) as u128);
            }
            if of("code") == "boosted-staking" {
                let msg: InstantiateMsg = serde_json::from_value(init).expect("parameters");
                let made =
                    instantiated(address(&of("name")), &address(&of("from")), &msg, now.seconds, &|_| None);
                vault = Some(made.expect("good parameters"));
            }
            codes.insert(of("name"), of("code"));
        }
        let answers = codes.values().any(|code| code == "license-nft");
        let around = Around { now, bank, nfts: BTreeMap::new(), answers, takes: true };
        Self { around, vault: vault.expect("a vault"), codes, hooked: false }
    }

    fn vault(&mut self, by: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<Vec<Event>, Refusals> {
        let (around, vault, told) = self.around.call(&self.vault, by, msg, funds, None)?;
        assert_eq!(told.wrong, None);
        (self.around, self.vault) = (around, vault);
        Ok(told.facts)
    }

    /// `send` of a cw20.
    fn send(&mut self, token: &Addr, by: &Addr, msg: &Value) -> Result<Vec<Event>, Refusals> {
        let (name, sent) = only(msg);
        assert_eq!(name, "send");
        let amount = number(&sent["amount"]);
        let (before, vault) = (self.around.bank.clone(), self.vault.at.clone());
        self.around.bank.pay(by, &vault, token.as_str(), amount as u128)?;
        let receive = json!({ "receive": { "sender": by, "amount": sent["amount"], "msg": sent["msg"] } });
        let receive = serde_json::from_value(receive).map_err(|_| odd())?;
        let done = self.vault(token, &receive, &[]);
        if done.is_err() {
            self.around.bank = before;
        }
        done
    }

    /// `mint`, `transfer_nft`, `send_nft` of a cw721, `burn`, `register_hook` of the licence contract.
    fn nft(&mut self, collection: &Addr, by: &Addr, msg: &Value) -> Result<Vec<Event>, Refusals> {
        let (name, fields) = only(msg);
        if name == "register_hook" {
            self.hooked = true;
            return Ok(vec![]);
        }
        let id = text(fields, "token_id")?.to_owned();
        let owner = self.around.nfts.get(&id).cloned();
        if name != "mint" && owner.as_ref() != Some(by) {
            return Err(Refusals::one("not the owner"));
        }
        let before = self.around.nfts.clone();
        let owner = match name {
            "mint" => Addr::unchecked(text(fields, "owner")?),
            "transfer_nft" => Addr::unchecked(text(fields, "recipient")?),
            "send_nft" => self.vault.at.clone(),
            "burn" => {
                self.around.nfts.remove(&id);
                return self.tell(collection, by);
            }
            _ => return Err(odd()),
        };
        self.around.nfts.insert(id.clone(), owner.clone());
        if name != "send_nft" {
            return self.tell(collection, &owner);
        }
        let receive = json!({ "receive_nft": { "sender": by, "token_id": id, "msg": fields["msg"] } });
        let receive = serde_json::from_value(receive).map_err(|_| odd())?;
        let done = self.vault(collection, &receive, &[]);
        if done.is_err() {
            self.around.nfts = before;
        }
        done
    }

    /// The hook of the licence contract.
    fn tell(&mut self, collection: &Addr, owner: &Addr) -> Result<Vec<Event>, Refusals> {
        if !self.hooked {
            return Ok(vec![]);
        }
        let balance = self.around.nfts.values().filter(|it| *it == owner).count();
        let told = json!({ "holdings_changed": { "owner": owner, "balance": balance } });
        let told = serde_json::from_value(told).map_err(|_| odd())?;
        self.vault(collection, &told, &[])
    }
}

impl vector_player::Stage for Stage {
    fn advance(&mut self, seconds: u64, blocks: u64) {
        self.around.now.seconds += seconds;
        self.around.now.height += blocks;
    }

    fn execute(&mut self, by: &Addr, to: &str, msg: &Value, funds: &[Coin]) -> Result<Vec<Event>, Refusals> {
        let contract = address(to);
        match self.codes[to].as_str() {
            "cw20-base" => self.send(&contract, by, msg),
            "cw721-base" | "license-nft" => self.nft(&contract, by, msg),
            _ => {
                // What cannot be read is refused.
                let msg: ExecuteMsg = serde_json::from_value(msg.clone()).map_err(|_| odd())?;
                self.vault(by, &msg, funds)
            }
        }
    }

    fn answer(&self, of: &str, msg: &Value) -> Value {
        let (name, fields) = only(msg);
        match (self.codes[of].as_str(), name) {
            ("cw20-base", _) => {
                let who = Addr::unchecked(fields["address"].as_str().expect("an address"));
                json!({ "balance": self.around.bank.balance(&who, address(of).as_str()).to_string() })
            }
            ("cw721-base", _) => {
                json!({ "owner": self.around.nfts[fields["token_id"].as_str().expect("an id")] })
            }
            _ => {
                let msg: QueryMsg = from_json(to_json_binary(msg).expect("JSON")).expect("a question");
                let answer = self.vault.answer(self.around.now.seconds, &msg).expect("an answer");
                serde_json::from_slice(&answer).expect("JSON")
            }
        }
    }

    fn bank(&self) -> &Bank {
        &self.around.bank
    }
}

#[test]
fn the_model_meets_every_published_vector() {
    play_all("boosted-staking", 15, Stage::new);
}
