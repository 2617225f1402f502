//! Fault 26, G-18: whoever asks long enough knows everything that the contracts store: nothing is lost if they are rebuilt
//! somewhere else from their answers.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use cosmwasm_std::Addr;
use serde_json::{json, Value};
use tributary_simulator::Chain;
use tributary_testing::invariants::suite::census;
use tributary_testing::machine::{Case, Runner};

/// How many cases.
const CASES: u64 = 24;

/// How a map of a contract is rebuilt.
enum By {
    /// From a list: query, field of its rows, field of a row that leads to the next page.
    List(&'static str, &'static str, &'static str),
    /// From a list for each of those that another one names: the query's parameter, from the field of the list. With the flags
    /// without which rows are left out.
    Lists(
        &'static str,
        &'static str,
        &'static str,
        (&'static str, &'static str, &'static str),
        &'static [&'static str],
    ),
    /// From a query of its own for each person: the parameter, the field that is not 0, false or empty where there is a row.
    Person(&'static str, &'static str, &'static str),
    /// It holds another one in another order, or a figure of rows that are listed.
    Derived,
    /// It is not listed, and why that does no harm.
    Not(#[expect(dead_code, reason = "for whoever reads the tables")] &'static str),
}
use By::{Derived, List, Lists, Not, Person};

/// Parameters, sums, owner and pause, which have queries of their own; what is said of the code.
const RECORDS: [&str; 12] =
    ["c", "e", "t", "l", "y", "x", "g", "h", "pause", "ownership", "contract_info", "announcement"];

const POOL_LIST: (&str, &str, &str) = ("pools", "pools", "pool");

const STAKERS: &[(&str, By)] = &[
    ("s", List("stakers", "stakers", "staker")),
    ("k", Derived),
    ("signers", Derived),
    ("active", List("validator_set", "validators", "staker")),
    ("u", List("unbonds", "unbonds", "id")),
    ("x", List("transfers", "transfers", "id")),
    ("o", Derived),
    ("ur", Derived),
    ("xr", Derived),
    ("xt", Derived),
    ("n", Lists("licenses", "licenses", "token_id", ("stakers", "staker", "stakers"), &[])),
    ("na", Derived),
    ("no", Derived),
    ("nc", Derived),
    ("evidence", Not("each is an event; a new evidence id of the slasher's choice is all that it takes")),
];

const POOLS: &[(&str, By)] = &[
    ("p", List("pools", "pools", "pool")),
    ("profiles", Derived),
    ("pools__state", Derived),
    ("d", Lists("delegators", "delegators", "delegator", ("pools", "pool", "pools"), &[])),
    ("dd", Derived),
    ("auto_rewards", Not("listed by pairs; counted in G-18")),
    ("commission_requests", List("commission_requests", "commission_requests", "pool")),
    ("missed_hooks", Not("listed by triples; counted in G-18")),
    ("h", Not("knots of the performance, a hint that starts anew")),
];

const LICENSES: &[(&str, By)] = &[
    ("t", List("all_licenses", "licenses", "token_id")),
    ("tx", Not("ids that never come again; each is an event")),
    ("to", Derived),
    ("tb", Derived),
    ("b", Derived),
    ("o", Lists("all_operators", "operators", "spender", ("people", "owner", ""), &["include_expired"])),
    ("f", Person("funding", "funder", "funded")),
];

const VAULT: &[(&str, By)] = &[
    ("l", Derived),
    ("d", Not("the index at days that passed, from which answers are computed already")),
    ("u", Not("boost and account of everybody who ever had one; zero for all others")),
    ("p", Lists("positions", "positions", "position_id", ("people", "user", ""), &[])),
    ("o", Derived),
    ("b", Lists("batches", "batches", "position_id", ("people", "user", ""), &[])),
    ("h", Derived),
    ("n", Lists("deposits", "deposits", "", ("people", "user", ""), &[])),
    ("m", Derived),
];

const ESCROW: &[(&str, By)] = &[
    ("e", Derived),
    ("p", Not("the index at ends that passed, from which answers are computed already")),
    ("k", List("classes", "classes", "class")),
    ("d", List("devices", "devices", "device")),
    ("f", Derived),
    ("o", Not("open offers are listed, cancelled ones answered by id; an agreement has the id of its offer")),
    ("a", Lists("agreements_by_owner", "agreements", "agreement_id", ("people", "owner", ""), &[])),
    ("g", Derived),
    ("s", Derived),
    ("l", List("open_offers", "offers", "offer_id")),
    ("lc", Derived),
    ("ll", Derived),
    ("lo", Derived),
    ("lh", Derived),
    ("ls", Derived),
    ("w", Not("what is in which pool is the pool-registry's answer; its batches are events")),
    ("u", Not("batches on their way out are the pool-registry's answer")),
    ("m", Not("batches that came back, by events")),
];

const TREASURY: &[(&str, By)] = &[
    ("k", Derived),
    ("u", List("users", "users", "user")),
    ("s", Lists("delegations", "delegations", "pool", ("people", "user", ""), &[])),
    ("p", List("pools", "pools", "pool")),
    ("h", Not("one a user, zero for all others")),
    ("i", List("identities", "users", "")),
];

/// Answered as of now, stored with the next touch.
const EARLY: (&str, &str) = ("boosted-staking", "b");

/// All rows of a list, three a page.
fn rows(
    chain: &Chain,
    at: &Addr,
    (query, list, cursor): (&str, &str, &str),
    with: &Value,
) -> Result<Vec<Value>> {
    let mut found: Vec<Value> = vec![];
    loop {
        let last = found.last().map(|row| if cursor.is_empty() { row } else { &row[cursor] });
        let mut ask = with.clone();
        (ask["start_after"], ask["limit"]) = (json!(last), json!(3));
        let answer = chain.query(at, &json!({ query: ask }))?;
        let page = answer[list].as_array().cloned().unwrap_or_else(|| panic!("{query}: {answer}"));
        if page.is_empty() {
            return Ok(found);
        }
        found.extend(page);
    }
}

/// How many rows of a map its queries name.
fn named(runner: &Runner, at: &Addr, by: &By) -> Result<Option<usize>> {
    let chain = &runner.world.net.chain;
    let everybody: Vec<String> = chain.balances()?.keys().map(Addr::to_string).collect();
    Ok(match by {
        List(query, list, cursor) => Some(rows(chain, at, (query, list, cursor), &json!({}))?.len()),
        Lists(query, list, cursor, (source, parameter, field), flags) => {
            let owners: Vec<String> = if *source == "people" {
                everybody
            } else {
                let cursor = if *source == "pools" { POOL_LIST.2 } else { "staker" };
                let found = rows(chain, at, (source, field, cursor), &json!({}))?;
                found.iter().map(|row| row[*parameter].as_str().unwrap_or_default().to_owned()).collect()
            };
            let mut all = 0;
            for owner in owners {
                let mut with = json!({ *parameter: owner });
                flags.iter().for_each(|flag| with[*flag] = json!(true));
                all += rows(chain, at, (query, list, cursor), &with)?.len();
            }
            Some(all)
        }
        Person(query, parameter, field) => {
            let mut all = 0;
            for who in everybody {
                let answer = chain.query(at, &json!({ *query: { *parameter: who } }))?;
                all += usize::from(answer[*field] != "0");
            }
            Some(all)
        }
        Derived | Not(_) => None,
    })
}

#[test]
fn every_record_is_in_an_answer_or_follows_from_one() {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 20..20 + CASES {
        let mut case = Case::new(seed).unwrap();
        case.open().unwrap();
        case.go_on(150, |_| true).unwrap();
        let runner = &case.runner;
        let places = runner.world.places();
        for ((contract, table), at) in [
            ("staker-registry", STAKERS),
            ("pool-registry", POOLS),
            ("license-nft", LICENSES),
            ("treasury-decay", TREASURY),
            ("boosted-staking", VAULT),
            ("joint-staking", ESCROW),
        ]
        .into_iter()
        .zip(places.contracts())
        {
            let stored = census(&runner.world.net.chain, at);
            let known: BTreeSet<&str> = table.iter().map(|(name, _)| *name).chain(RECORDS).collect();
            let unknown: Vec<_> = stored.keys().filter(|name| !known.contains(name.as_str())).collect();
            assert!(unknown.is_empty(), "{contract} stores {unknown:?}");
            for (name, by) in table {
                let count = stored.get(*name).copied().unwrap_or_default();
                if let Some(named) = named(runner, at, by).unwrap() {
                    let holds = named == count || EARLY == (contract, *name) && named > count;
                    assert!(holds, "{contract}: {count} rows of `{name}`, {named} in answers");
                    *seen.entry(format!("{contract} {name}")).or_default() += count;
                }
            }
        }
        // Every figure of every row is the model's, and so is every answer.
        runner.compare_all().unwrap();
    }
    let never: Vec<_> = seen.iter().filter(|(_, count)| **count == 0).map(|(name, _)| name).collect();
    assert!(never.len() < 3, "never stored: {never:?}");
}
