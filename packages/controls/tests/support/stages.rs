//! What holds in every stage of a contract, whoever sends what: also of messages that do not work there.

use cosmwasm_std::{coin, Addr, Coin};
use serde_json::{json, Value};
use tributary_simulator::chain::OWNER;
use tributary_testing::DENOM;

use super::bench::{Bench, Ending, Sample};
use super::variants::{is_amount, pointers, replaced};

impl Bench {
    /// F-01 to F-06, O-01: every message from each of `roles` with good coins, without, and with wrong ones, while the
    /// contract is migrated and afterwards. None breaks off; with wrong coins none works, and it is refused for them, or
    /// as with good ones.
    #[track_caller]
    pub fn nothing_slips_through(&mut self, roles: &[(&str, Addr)]) {
        for (_, who) in roles {
            self.fill_purse(who);
        }
        self.wrong_coins_change_nothing(roles);
        if self.finish_migration() {
            self.wrong_coins_change_nothing(roles);
        }
    }

    #[track_caller]
    fn wrong_coins_change_nothing(&mut self, roles: &[(&str, Addr)]) {
        self.for_each_sample(|bench, sample, wrong| {
            for (role, sender) in roles {
                let good = bench.try_json(sender, &sample.message, sample.coins());
                if good.panicked() {
                    wrong.push(format!("{}{} by {role}: {}", sample.name, sample.note, good.word()));
                }
                for funds in wrong_coins(sample) {
                    let ending = bench.try_json(sender, &sample.message, funds.clone());
                    let word = ending.word();
                    let refused = !matches!(ending, Ending::Works) && !ending.panicked();
                    if !refused || (word != "funds" && word != good.word()) {
                        wrong
                            .push(format!("{}{} by {role} with {funds:?}: {word}", sample.name, sample.note));
                    }
                }
            }
        });
    }

    /// Passes all records of a migration; whether there was one.
    fn finish_migration(&mut self) -> bool {
        let (owner, asked) = (self.chain.address_of(OWNER).unwrap(), json!({"migration": {}}));
        let mut found = false;
        while let Ok(Value::Object(progress)) = self.chain.query(&self.contract, &asked) {
            let page = json!({"migrate_records": {"cursor": progress["cursor"], "limit": 100}});
            self.chain.execute(&owner, &self.contract, &page, vec![]).unwrap();
            found = true;
        }
        found
    }

    /// Huge numbers and zeros in every place of every message: refused, or taken where they mean something, and never
    /// broken off.
    #[track_caller]
    pub fn huge_numbers_break_nothing_off(&mut self) {
        self.for_each_sample(|bench, sample, wrong| {
            let amounts = [json!(u128::MAX.to_string()), json!("0")];
            let numbers = [json!(u64::MAX), json!(u32::MAX), json!(0)];
            for (values, places) in [
                (&amounts[..], pointers(&sample.message, &is_amount)),
                (&numbers[..], pointers(&sample.message, &Value::is_number)),
            ] {
                for (at, value) in places.iter().flat_map(|at| values.iter().map(move |value| (at, value))) {
                    let message = replaced(&sample.message, at, value.clone());
                    if bench.try_json(&sample.sender, &message, sample.coins()).panicked() {
                        wrong.push(format!("{}{at} {value}", sample.name));
                    }
                }
            }
        });
    }
}

/// One of each kind of coins that must not come with a message.
fn wrong_coins(sample: &Sample) -> Vec<Vec<Coin>> {
    let size = sample.funds.max(5);
    let (stake, other) = (|| coin(size, DENOM), || coin(size, "uother"));
    let mut all = vec![vec![other()], vec![stake(), other()], vec![stake(), stake()]];
    if !sample.coin_may_come {
        all.push(if sample.funds == 0 { vec![stake()] } else { vec![] });
    }
    all
}
