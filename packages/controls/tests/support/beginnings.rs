//! Bad inputs for the message that comes once.

use cosmwasm_std::{coin, Binary, Coin, WasmMsg};
use serde::Serialize;
use serde_json::Value;
use tributary_testing::DENOM;

use super::bench::Ending;
use super::suite::Suite;
use super::variants::{
    bad_addresses, is_address, keys_twice, pointers, replaced, unknown_fields, wrong_numbers,
};

impl Suite {
    /// F-07, A-01 to A-03, P-01, P-03, P-05 for the message with which contracts begin: with each of `good` one does, with
    /// something bad in any place of it none. All fields of `schema` are among them.
    #[track_caller]
    pub fn bad_beginnings_are_refused(&mut self, code: &str, schema: &Value, good: &[impl Serialize]) {
        let good: Vec<Value> = good.iter().map(|msg| serde_json::to_value(msg).unwrap()).collect();
        let given = |field: &&String| good.iter().any(|msg| !msg[field.as_str()].is_null());
        let fields = schema["properties"].as_object().unwrap();
        let missing: Vec<&String> = fields.keys().filter(|field| !given(field)).collect();
        assert!(missing.is_empty(), "not given: {missing:?}");

        for msg in &good {
            for funds in [coin(1, DENOM), coin(1, "uother")] {
                let ending = self.begin(code, msg.to_string(), vec![funds]);
                assert_eq!(ending.word(), "funds", "{msg}");
            }
            for at in pointers(msg, &is_address) {
                for (what, bad) in bad_addresses(msg.pointer(&at).unwrap().as_str().unwrap()) {
                    let ending = self.begin(code, replaced(msg, &at, bad.into()).to_string(), vec![]);
                    assert!(ending.is_address_error(), "{at} {what}: {}", ending.word());
                }
            }
            for (what, text) in [unknown_fields(msg), wrong_numbers(msg), keys_twice(msg)].concat() {
                let ending = self.begin(code, text, vec![]);
                assert!(ending.is_parse_error(), "{what}: {}", ending.word());
            }
            assert_eq!(self.begin(code, msg.to_string(), vec![]).word(), "works", "{msg}");
        }
    }

    #[track_caller]
    fn begin(&mut self, code: &str, text: String, funds: Vec<Coin>) -> Ending {
        let (owner, msg) = (self.owner.clone(), Binary::new(text.into_bytes()));
        for denom in funds.iter().map(|coin| coin.denom.clone()) {
            self.chain.set_balance(&owner, vec![coin(1, denom)]).unwrap();
        }
        let (code_id, label) = (self.chain.code_id(code).unwrap(), "another".to_owned());
        let msg = WasmMsg::Instantiate { admin: None, code_id, msg, funds, label };
        let before = self.chain.fingerprint();
        match self.chain.execute_many(&owner, vec![msg.into()]) {
            Ok(_) => Ending::Works,
            Err(error) => {
                assert_eq!(self.chain.fingerprint(), before, "refused, but something changed: {error:#}");
                Ending::Refused(error)
            }
        }
    }
}
