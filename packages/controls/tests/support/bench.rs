//! Bad inputs and the matrix of authority, generated from one good sample of every message.
//!
//! A trial puts a message into one transaction with a second one that is always refused. So what works can be tried as
//! often as one likes and leaves nothing behind, which is tested as well: a late failure undoes everything.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cosmwasm_std::{coin, Addr, Binary, Coin, CosmosMsg, StdError, WasmMsg};
use serde::Serialize;
use serde_json::{json, Map, Value};
use tributary_simulator::chain::OWNER;
use tributary_simulator::refusal::{reason, ContractPanicked};
use tributary_simulator::Chain;
use tributary_testing::DENOM;

use super::variants::{
    bad_addresses, is_address, is_amount, keys_twice, pointers, replaced, unknown_fields, wrong_numbers,
};
use super::WORDS;

/// Denoms that are not the staking denom, however much they look like it (F-02, F-08, F-09).
const LOOKALIKES: [&str; 6] = [
    "uother",
    "USTAKE",
    "ustake ",
    " ustake",
    "ibc/27394FB092D2ECCD56123C74F36E4C1F926001CEADA9CA97EA622B25F41E5EB2",
    "factory/wasm1/ustake",
];

/// A message that works.
pub struct Sample {
    /// The message's name; ownership actions have two parts.
    pub name: String,
    /// Who may send it.
    pub sender: Addr,
    /// The message.
    pub message: Value,
    /// Staking coins that go with it.
    pub funds: u128,
    /// Whether as well a coin may come with it, though none need.
    pub coin_may_come: bool,
    /// What tells it from another sample of the same message, in the table of authority.
    pub note: &'static str,
}

impl Sample {
    /// `message` from `sender`.
    pub fn new(sender: &Addr, message: impl Serialize, funds: u128) -> Self {
        let message = serde_json::to_value(message).unwrap();
        let (name, sender) = (name_of(&message), sender.clone());
        Self { name, sender, message, funds, coin_may_come: false, note: "" }
    }

    /// The coins that go with it.
    pub(super) fn coins(&self) -> Vec<Coin> {
        if self.funds == 0 {
            vec![]
        } else {
            vec![coin(self.funds, DENOM)]
        }
    }
}

fn name_of(message: &Value) -> String {
    let (outer, inner) = message.as_object().unwrap().iter().next().unwrap();
    match inner {
        _ if outer != "update_ownership" => outer.clone(),
        Value::String(action) => format!("{outer}.{action}"),
        inner => format!("{outer}.{}", inner.as_object().unwrap().keys().next().unwrap()),
    }
}

/// How a trial ended.
pub enum Ending {
    /// The message works.
    Works,
    /// It was refused.
    Refused(anyhow::Error),
}

impl Ending {
    /// `works`, the word of the refusal, or its whole text if it has no word.
    pub fn word(&self) -> String {
        match self {
            Self::Works => "works".to_owned(),
            Self::Refused(error) => {
                let text = reason(error);
                let word = WORDS.iter().find(|word| text.contains(**word));
                word.map_or(text, |word| (*word).to_owned())
            }
        }
    }

    /// Refused because it is no such message.
    pub(super) fn is_parse_error(&self) -> bool {
        match self {
            Self::Works => false,
            Self::Refused(error) => matches!(error.downcast_ref(), Some(StdError::ParseErr { .. })),
        }
    }

    /// Refused by the chain's own check of addresses, and not for any other reason.
    pub(super) fn is_address_error(&self) -> bool {
        matches!(self, Self::Refused(error) if reason(error) == "Generic error: Invalid input")
    }

    /// Whether the contract broke off.
    pub(super) fn panicked(&self) -> bool {
        matches!(self, Self::Refused(error) if error.downcast_ref::<ContractPanicked>().is_some())
    }
}

/// Whoever is someone to a contract, by the part that he plays.
pub type Roles = Vec<(&'static str, Addr)>;

/// A contract in a state in which every sample works.
pub struct Bench {
    /// The chain.
    pub chain: Chain,
    /// The contract.
    pub contract: Addr,
    /// One sample or more of every message.
    pub samples: Vec<Sample>,
    /// A message that is always refused, by anybody.
    canary: Value,
    /// How it is refused.
    swan_song: String,
}

impl Bench {
    /// `refused` is always refused with exactly the text `words`.
    pub fn new(
        chain: Chain,
        contract: Addr,
        samples: Vec<Sample>,
        refused: impl Serialize,
        words: &str,
    ) -> Self {
        let canary = serde_json::to_value(refused).unwrap();
        let mut bench = Self { chain, contract, samples, canary, swan_song: words.to_owned() };
        let senders: BTreeSet<Addr> = bench.samples.iter().map(|sample| sample.sender.clone()).collect();
        senders.iter().for_each(|sender| bench.fill_purse(sender));
        bench
    }

    /// Gives somebody plenty of every denom.
    pub(super) fn fill_purse(&mut self, who: &Addr) {
        let denoms = LOOKALIKES.iter().copied().chain([DENOM]);
        let mut purse: Vec<Coin> = denoms.map(|denom| coin(1_000_000_000, denom)).collect();
        purse.sort_by(|one, other| one.denom.cmp(&other.denom));
        self.chain.set_balance(who, purse).unwrap();
    }

    /// The same after a migration of which no record is passed.
    pub fn migrating(mut self) -> Self {
        let admin = self.chain.address_of(OWNER).unwrap();
        let code = self.chain.contract(&self.contract).unwrap().code_id;
        let code = self.chain.code_name(code).unwrap().to_owned();
        let mut storage = self.chain.storage_mut(&self.contract);
        let name = cw2::get_contract_version(&*storage).unwrap().contract;
        cw2::set_contract_version(&mut *storage, name, "0.0.1").unwrap();
        drop(storage);
        self.chain.migrate(&admin, &self.contract, &code, &json!({})).unwrap();
        self
    }

    /// Tries raw bytes; nothing stays, whatever happens.
    #[track_caller]
    pub fn try_bytes(&mut self, sender: &Addr, bytes: Vec<u8>, funds: Vec<Coin>) -> Ending {
        let contract_addr = self.contract.to_string();
        let canary = self.canary.to_string().into_bytes();
        let msgs: [CosmosMsg; 2] = [
            WasmMsg::Execute { contract_addr: contract_addr.clone(), msg: Binary::new(bytes), funds }.into(),
            WasmMsg::Execute { contract_addr, msg: Binary::new(canary), funds: vec![] }.into(),
        ];
        let before = self.chain.fingerprint();
        let error = self.chain.execute_many(sender, msgs.to_vec()).unwrap_err();
        assert_eq!(self.chain.fingerprint(), before, "refused, but something changed: {error:#}");
        if reason(&error) == self.swan_song {
            Ending::Works
        } else {
            Ending::Refused(error)
        }
    }

    /// Tries JSON.
    #[track_caller]
    pub fn try_json(&mut self, sender: &Addr, message: &Value, funds: Vec<Coin>) -> Ending {
        self.try_bytes(sender, message.to_string().into_bytes(), funds)
    }

    /// Leaves the samples that do not work in this setting out.
    pub fn keep_what_works(mut self) -> Self {
        for sample in std::mem::take(&mut self.samples) {
            if matches!(self.try_json(&sample.sender, &sample.message, sample.coins()), Ending::Works) {
                self.samples.push(sample);
            }
        }
        self
    }

    /// Shows each sample to a check that says what is wrong, of which there must be nothing.
    #[track_caller]
    pub(super) fn for_each_sample(&mut self, mut check: impl FnMut(&mut Self, &Sample, &mut Vec<String>)) {
        let samples = std::mem::take(&mut self.samples);
        let mut wrong = vec![];
        for sample in &samples {
            check(self, sample, &mut wrong);
        }
        self.samples = samples;
        assert!(wrong.is_empty(), "{} of them:\n{}", wrong.len(), wrong.join("\n"));
    }

    /// The samples are what they say they are, all names of `schema` are among them, with all fields.
    #[track_caller]
    pub fn samples_work_and_cover(&mut self, schema: &Value) {
        let missing = fields_without_sample(schema, &self.samples);
        assert!(missing.is_empty(), "no sample has {missing:?}");
        self.for_each_sample(|bench, sample, wrong| {
            if let Ending::Refused(error) = bench.try_json(&sample.sender, &sample.message, sample.coins()) {
                wrong.push(format!("{}: {}", sample.name, reason(&error)));
            }
        });
    }

    /// F-01 to F-09 for every message.
    #[track_caller]
    pub fn wrong_funds_are_refused(&mut self) {
        self.for_each_sample(|bench, sample, wrong| {
            for funds in wrong_funds(sample) {
                let ending = bench.try_json(&sample.sender, &sample.message, funds.clone());
                if ending.word() != "funds" {
                    wrong.push(format!("{} with {funds:?}: {}", sample.name, ending.word()));
                }
            }
        });
    }

    /// for every address in every message.
    #[track_caller]
    pub fn bad_addresses_are_refused(&mut self) {
        self.for_each_sample(|bench, sample, wrong| {
            for at in pointers(&sample.message, &|value| is_address(value)) {
                let good = sample.message.pointer(&at).unwrap().as_str().unwrap().to_owned();
                for (what, bad) in bad_addresses(&good) {
                    let message = replaced(&sample.message, &at, bad.into());
                    let ending = bench.try_json(&sample.sender, &message, sample.coins());
                    if !ending.is_address_error() {
                        wrong.push(format!("{}{at} {what}: {}", sample.name, ending.word()));
                    }
                }
            }
        });
    }

    /// P-01: an unknown field, in every object of every message.
    #[track_caller]
    pub fn unknown_fields_are_refused(&mut self) {
        self.parse_errors(|sample| unknown_fields(&sample.message));
    }

    /// P-02: what is no message at all.
    #[track_caller]
    pub fn other_json_is_refused(&mut self) {
        self.parse_errors(|sample| {
            let (name, body) = sample.message.as_object().unwrap().iter().next().unwrap();
            let texts = [
                String::new(),
                "null".to_owned(),
                "[]".to_owned(),
                "{}".to_owned(),
                "1".to_owned(),
                "\"\"".to_owned(),
                "NaN".to_owned(),
                json!({ name: body, "another": {} }).to_string(),
                json!({ name: Value::Null }).to_string(),
                json!({ name: [] }).to_string(),
                json!({ name.to_uppercase(): body }).to_string(),
                json!([{ name: body }]).to_string(),
                format!("{} x", sample.message),
                sample.message.to_string().trim_end_matches('}').to_owned(),
            ];
            texts.into_iter().map(|text| (format!("instead: {text}"), text)).collect()
        });
    }

    /// P-03: amounts and numbers that are none.
    #[track_caller]
    pub fn wrong_numbers_are_refused(&mut self) {
        self.parse_errors(|sample| wrong_numbers(&sample.message));
    }

    /// P-04: a sign and leading zeros do not change an amount.
    #[track_caller]
    pub fn signs_and_leading_zeros_are_accepted(&mut self) {
        self.for_each_sample(|bench, sample, wrong| {
            for at in pointers(&sample.message, &|value| is_amount(value)) {
                let amount = sample.message.pointer(&at).unwrap().as_str().unwrap().to_owned();
                for same in [format!("+{amount}"), format!("000{amount}")] {
                    let message = replaced(&sample.message, &at, same.clone().into());
                    let ending = bench.try_json(&sample.sender, &message, sample.coins());
                    if !matches!(ending, Ending::Works) {
                        wrong.push(format!("{}{at} {same}: {}", sample.name, ending.word()));
                    }
                }
            }
        });
    }

    /// P-05: a key twice, in every object of every message.
    #[track_caller]
    pub fn duplicate_keys_are_refused(&mut self) {
        self.parse_errors(|sample| keys_twice(&sample.message));
    }

    /// P-06: very deep and very large messages; refused for whatever reason, without breaking off. A message
    /// that is `unbounded` may be large: another contract bounds it.
    #[track_caller]
    pub fn deep_and_large_messages_are_refused(&mut self, unbounded: &[&str]) {
        let megabyte = "x".repeat(1 << 20);
        self.for_each_sample(|bench, sample, wrong| {
            let leaves = pointers(&sample.message, &|value| !value.is_object() && !value.is_array());
            for at in leaves {
                let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
                let marked = replaced(&sample.message, &at, json!("DEEP")).to_string();
                let mut bad = vec![("deep", marked.replace("\"DEEP\"", &deep))];
                bad.push(("large", replaced(&sample.message, &at, megabyte.clone().into()).to_string()));
                for (what, text) in bad {
                    let ending = bench.try_bytes(&sample.sender, text.into_bytes(), sample.coins());
                    let may_work = what == "large" && unbounded.contains(&sample.name.as_str());
                    if ending.panicked() || (matches!(ending, Ending::Works) && !may_work) {
                        wrong.push(format!("{}{at} {what}", sample.name));
                    }
                }
            }
        });
    }

    fn parse_errors(&mut self, variants: impl Fn(&Sample) -> Vec<(String, String)>) {
        self.for_each_sample(|bench, sample, wrong| {
            for (what, text) in variants(sample) {
                let ending = bench.try_bytes(&sample.sender, text.into_bytes(), sample.coins());
                if !ending.is_parse_error() {
                    wrong.push(format!("{} {what}: {}", sample.name, ending.word()));
                }
            }
        });
    }

    /// P-01, P-03, R-22 for queries: unknown fields, wrong numbers and bad addresses; all queries of `schema` are among them.
    #[track_caller]
    pub fn bad_queries_are_refused(&self, schema: &Value, queries: &[Value]) {
        let nobody = Addr::unchecked("nobody");
        let samples: Vec<Sample> = queries.iter().map(|query| Sample::new(&nobody, query, 0)).collect();
        let missing = fields_without_sample(schema, &samples);
        assert!(missing.is_empty(), "no query has {missing:?}");
        let refused = |query: Value, words: &[&str]| {
            let error = match self.chain.query(&self.contract, &query) {
                Ok(answer) => panic!("{query} was answered: {answer}"),
                Err(error) => reason(&error),
            };
            assert!(words.iter().any(|word| error.contains(word)), "{query}: {error}");
        };
        for query in queries {
            for at in pointers(query, &Value::is_object) {
                let mut query = query.clone();
                query
                    .pointer_mut(&at)
                    .unwrap()
                    .as_object_mut()
                    .unwrap()
                    .insert("surprise".to_owned(), json!(1));
                refused(query, &["Error parsing"]);
            }
            for at in pointers(query, &|value| is_address(value)) {
                let good = query.pointer(&at).unwrap().as_str().unwrap().to_owned();
                for (_, bad) in bad_addresses(&good) {
                    refused(replaced(query, &at, bad.into()), &["Invalid input"]);
                }
            }
            for at in pointers(query, &|value| value.is_number() || is_amount(value)) {
                for bad in [json!("1.5"), json!(-1), json!([])] {
                    refused(replaced(query, &at, bad), &["Error parsing"]);
                }
            }
        }
    }

    /// Who may send what: a line a sample, a column a role, with the outcome.
    pub fn authority(&mut self, roles: &[(&str, Addr)]) -> String {
        let samples = std::mem::take(&mut self.samples);
        let mut table = row("", roles.iter().map(|(role, _)| (*role).to_owned()));
        for sample in &samples {
            let outcomes: Vec<String> = roles
                .iter()
                .map(|(_, sender)| self.try_json(sender, &sample.message, sample.coins()).word())
                .collect();
            table += &row(&format!("{}{}", sample.name, sample.note), outcomes);
        }
        self.samples = samples;
        table
    }

    /// Every message from every one of `strangers` that needs a role is refused as unauthorized (O-01).
    #[track_caller]
    pub fn only_roles_pass(&mut self, of_roles: &[&str], strangers: &[(&str, Addr)]) {
        let mut tried = 0;
        self.for_each_sample(|bench, sample, wrong| {
            if !of_roles.contains(&sample.name.as_str()) {
                return;
            }
            for (who, sender) in strangers.iter().filter(|(_, sender)| *sender != sample.sender) {
                tried += 1;
                let word = bench.try_json(sender, &sample.message, sample.coins()).word();
                if word != "unauthorized" {
                    wrong.push(format!("{} by {who}: {word}", sample.name));
                }
            }
        });
        assert!(tried >= of_roles.len(), "not all messages have a sample");
    }
}

/// In settings together the samples cover `schema`: each message has one that works, each field is set in one.
#[track_caller]
pub fn cover_together(benches: &mut [Bench], schema: &Value) {
    let nothing = json!({ "oneOf": [] });
    let mut samples = vec![];
    for bench in benches {
        bench.samples_work_and_cover(&nothing);
        samples.append(&mut bench.samples);
    }
    let missing = fields_without_sample(schema, &samples);
    assert!(missing.is_empty(), "no sample has {missing:?}");
}

fn row(head: &str, cells: impl IntoIterator<Item = String>) -> String {
    let mut line = format!("{head:<36}");
    for cell in cells {
        write!(line, "{cell:<14}").unwrap();
    }
    format!("{}\n", line.trim_end())
}

/// Compares with the file, or writes it if `TRIBUTARY_WRITE_GOLDEN` is set.
#[track_caller]
pub fn assert_golden(path: &str, found: &str) {
    if std::env::var_os("TRIBUTARY_WRITE_GOLDEN").is_some() {
        std::fs::write(path, found).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap();
    assert_eq!(found, expected, "{path} differs; TRIBUTARY_WRITE_GOLDEN=1 writes it anew");
}

/// Funds that must be refused with a message.
fn wrong_funds(sample: &Sample) -> Vec<Vec<Coin>> {
    let size = sample.funds.max(5);
    let foreign = LOOKALIKES.map(|denom| coin(size, denom));
    let mut all: Vec<Vec<Coin>> = foreign.iter().map(|coin| vec![coin.clone()]).collect();
    all.extend(foreign.iter().flat_map(|other| {
        let stake = coin(size, DENOM);
        [vec![stake.clone(), other.clone()], vec![other.clone(), stake]]
    }));
    all.push(vec![coin(size, DENOM), coin(size, DENOM)]);
    all.push(vec![coin(size, DENOM), coin(0, "uother")]);
    if !sample.coin_may_come {
        all.push(if sample.funds == 0 { vec![coin(size, DENOM)] } else { vec![] });
    }
    all
}

/// Messages of a schema that no sample has, or of which no sample has a field.
fn fields_without_sample(schema: &Value, samples: &[Sample]) -> Vec<String> {
    let mut missing = vec![];
    for variant in schema["oneOf"].as_array().unwrap() {
        let (name, body) = variant["properties"].as_object().unwrap().iter().next().unwrap();
        let matching: Vec<&Value> = samples.iter().filter_map(|sample| sample.message.get(name)).collect();
        if matching.is_empty() {
            missing.push(name.clone());
        }
        for field in body["properties"].as_object().into_iter().flat_map(Map::keys) {
            if !matching.iter().any(|body| body.get(field).is_some_and(|value| !value.is_null())) {
                missing.push(format!("{name}.{field}"));
            }
        }
    }
    missing
}
