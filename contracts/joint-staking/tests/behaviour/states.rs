//! JS-08: every state of an agreement, every message about it, every caller: one total table.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use cosmwasm_schema::schema_for;
use cosmwasm_std::{coin, coins, Addr};
use serde_json::Value;
use tributary_joint_staking::ContractError;
use tributary_simulator::refusal::reason;
use tributary_testing::{Network, DENOM};
use tributary_types::asset::ReceiveTokens;
use tributary_types::joint_staking::{ExecuteMsg, TokenAction};
use tributary_types::ownership::OwnershipAction;

use crate::activation::pooled;
use crate::support::bench::{assert_golden, Bench, Ending, Sample};
use crate::support::suite::uint;
use crate::world::{
    accept, cancel, claim, class_of, collect, consent, edit, neat, open, register, release, remove, resume,
    revoke, set_treasury, settle, suspend, terminate, update, Changes, World, ADVANCE, DAY, FORWARD, FUND,
    NEAT, POOL,
};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/states.txt");

/// What a text of a refusal contains, and the word of the specification for it; the more telling ones first.
const WORDS: [(&str, &str); 33] = [
    ("unauthorized", "unauthorized"),
    ("renounce", "renounce"),
    ("not found", "not found"),
    ("funds", "funds"),
    ("registered", "registered"),
    ("not suspended", "suspended"),
    ("suspended", "suspended"),
    ("of this device is open", "offer"),
    ("of this device is not closed", "agreement"),
    ("own offer", "own"),
    ("taken", "taken"),
    ("cancelled", "cancelled"),
    ("share", "share"),
    ("lock:", "lock"),
    ("activation", "activation"),
    ("revision", "revision"),
    ("base reward", "base reward"),
    ("stake:", "stake"),
    ("not ended", "not ended"),
    ("ended:", "ended"),
    ("not closed", "not closed"),
    ("closed", "closed"),
    ("missing", "missing"),
    ("mutual", "mutual"),
    ("consent", "consent"),
    ("nothing", "nothing"),
    ("locked", "locked"),
    ("token", "token"),
    ("not paused", "not paused"),
    ("paused", "paused"),
    ("advance", "advance"),
    ("capacity", "capacity"),
    ("config", "config"),
];

/// A state: its name, whether the device's class names a pool, and how d1, offer 1 and agreement 1 get there.
type State = (&'static str, bool, fn(&mut World));

fn after(days: u64, world: &mut World) {
    world.bind_d1();
    world.pass_days(days);
}

const STATES: [State; 27] = [
    ("no offer", false, |_| {}),
    ("device down, no offer", false, |world| drop(world.suspend("d1"))),
    ("open offer", false, |world| {
        world.open("d1", 4_000, 1_000, 30);
    }),
    ("open offer, device down", false, |world| {
        world.open("d1", 4_000, 1_000, 30);
        world.suspend("d1");
    }),
    ("cancelled offer", false, |world| {
        world.open("d1", 4_000, 1_000, 30);
        let olga = world.olga.clone();
        world.tells(&olga, &cancel(1));
    }),
    ("offer of a device that was sold", false, |world| {
        world.open("d1", 4_000, 1_000, 30);
        let otto = world.otto.clone();
        world.registrar_tells(&update("d1", Some(&otto), None));
    }),
    ("active", false, |world| after(10, world)),
    ("active, the pool is dry", false, |world| {
        world.set_class(NEAT, POOL, 1_000, 100);
        after(10, world);
        assert_eq!(world.totals().reward_pool, uint(0));
    }),
    ("active, device sold", false, |world| {
        after(10, world);
        let otto = world.otto.clone();
        world.registrar_tells(&update("d1", Some(&otto), None));
    }),
    ("active, everything claimed", false, |world| {
        after(10, world);
        world.claims(1);
    }),
    ("active, device down", false, |world| {
        after(10, world);
        world.suspend("d1");
    }),
    ("active, the owner consents", false, |world| {
        after(10, world);
        let olga = world.olga.clone();
        world.tells(&olga, &consent(1));
    }),
    ("active, the staker consents", false, |world| {
        after(10, world);
        let sam = world.sam.clone();
        world.tells(&sam, &consent(1));
    }),
    ("active in a pool", true, |world| after(10, world)),
    ("matured", false, |world| after(30, world)),
    ("matured, device down", false, |world| {
        after(10, world);
        world.suspend("d1");
        world.pass_days(20);
    }),
    ("matured, the owner consented", false, |world| {
        after(10, world);
        let olga = world.olga.clone();
        world.tells(&olga, &consent(1));
        world.pass_days(20);
    }),
    ("settled, everything claimed", false, |world| {
        after(30, world);
        world.settle(1);
        world.claims(1);
    }),
    ("settled, device offered again", false, |world| {
        after(30, world);
        world.settle(1);
        world.open("d1", 4_000, 1_000, 30);
    }),
    ("settled, not claimed", false, |world| {
        after(30, world);
        world.settle(1);
    }),
    ("terminated by the owner", false, |world| {
        after(10, world);
        let olga = world.olga.clone();
        world.tells(&olga, &terminate(1));
    }),
    ("terminated by the staker", false, |world| {
        after(10, world);
        let sam = world.sam.clone();
        world.tells(&sam, &terminate(1));
    }),
    ("terminated by both", false, |world| {
        after(10, world);
        for party in [world.olga.clone(), world.sam.clone()] {
            world.tells(&party, &consent(1));
        }
    }),
    ("settled, waits in a pool", true, |world| {
        after(30, world);
        world.settle(1);
    }),
    ("settled, leaves a pool", true, |world| {
        after(30, world);
        world.settle(1);
        world.release(1);
    }),
    ("settled, has left a pool", true, |world| {
        after(30, world);
        world.settle(1);
        world.release(1);
        world.pass(DAY);
    }),
    ("settled, returned from a pool", true, |world| {
        after(30, world);
        world.settle(1);
        world.release(1);
        world.pass(DAY);
        world.release(1);
    }),
];

fn samples(world: &World, pool: &Addr) -> Vec<Sample> {
    let eve = &world.eve;
    let accepted = TokenAction::AcceptOffer { offer_id: 1, revision: None, min_base_reward: None };
    let forged = ReceiveTokens {
        sender: eve.to_string(),
        amount: uint(1_000),
        msg: cosmwasm_std::to_json_binary(&accepted).unwrap(),
    };
    let transfer = OwnershipAction::TransferOwnership { new_owner: eve.to_string(), expiry: None };
    let messages = vec![
        (0, class_of("new", 5, 5, 5)),
        (0, register("new", eve, "neat")),
        (0, update("d1", Some(eve), None)),
        (0, remove("d1")),
        (0, suspend("d1")),
        (0, resume("d1")),
        (0, open("d1", 5_000, 2_000, 60)),
        (0, edit(1, Some(5_000), None, None)),
        (0, cancel(1)),
        (1_000, accept(1)),
        (0, claim(1)),
        (0, settle(1)),
        (0, terminate(1)),
        (0, consent(1)),
        (0, revoke(1)),
        (5, FUND),
        (0, ADVANCE),
        (0, FORWARD),
        (0, release(1)),
        (0, collect(pool)),
        (0, ExecuteMsg::Receive(forged)),
        (0, Changes { penalty_bps: Some(5), ..Changes::default() }.msg()),
        (0, set_treasury(None)),
        (0, ExecuteMsg::SetGuardian { guardian: None }),
        (0, ExecuteMsg::Pause {}),
        (0, ExecuteMsg::Unpause {}),
        (0, ExecuteMsg::MigrateRecords { cursor: 0, limit: 1 }),
        (0, ExecuteMsg::UpdateOwnership(transfer)),
        (0, ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)),
        (0, ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership)),
    ];
    messages.into_iter().map(|(funds, message)| Sample::new(eve, message, funds)).collect()
}

fn word(ending: &Ending) -> String {
    match ending {
        Ending::Works => "works".to_owned(),
        Ending::Refused(error) => {
            let text = reason(error);
            let found = WORDS.iter().find(|(part, _)| text.contains(part));
            found.map_or(text, |(_, word)| (*word).to_owned())
        }
    }
}

/// A section of the table: messages by callers.
fn section((name, in_pool, reach): State) -> (String, BTreeSet<String>) {
    let (mut world, pool) = pooled(|_| {}, |msg| msg.mutual_exit_free = Some(true));
    if !in_pool {
        world.registrar_tells(&neat(None, None, None));
    }
    reach(&mut world);
    world.is_consistent();
    let callers = [
        ("owner", world.olga.clone()),
        ("staker", world.sam.clone()),
        ("another owner", world.otto.clone()),
        ("registrar", world.registrar.clone()),
        ("contract owner", world.suite.owner.clone()),
        ("guardian", world.suite.guardian.clone()),
        ("stranger", world.eve.clone()),
    ];
    for (_, caller) in &callers {
        world.suite.chain.set_balance(caller, coins(1 << 40, DENOM)).unwrap();
    }
    let samples = samples(&world, &pool);
    let swan_song = ContractError::AgreementNotFound { agreement_id: 999 }.to_string();
    let (suite, escrow) = world.into_parts();
    let Network { chain, .. } = suite.into_network();
    let mut bench = Bench::new(chain, escrow, vec![], claim(999), &swan_song);
    let mut table = format!("== {name}\n{:<36}", "");
    for (caller, _) in &callers {
        write!(table, "{caller:<16}").unwrap();
    }
    let mut names = BTreeSet::new();
    for sample in &samples {
        let mut line = format!("{:<36}", sample.name);
        let funds = if sample.funds == 0 { vec![] } else { vec![coin(sample.funds, DENOM)] };
        for (_, caller) in &callers {
            let ending = bench.try_json(caller, &sample.message, funds.clone());
            write!(line, "{:<16}", word(&ending)).unwrap();
        }
        write!(table, "\n{}", line.trim_end()).unwrap();
        names.insert(sample.name.split('.').next().unwrap().to_owned());
    }
    let lines: Vec<&str> = table.lines().map(str::trim_end).collect();
    (format!("{}\n\n", lines.join("\n")), names)
}

/// J-04, J-05, J-06, J-08, J-09, J-10.
#[test]
fn every_message_in_every_state_by_everybody_is_what_the_golden_file_says() {
    let schema: Value = serde_json::to_value(schema_for!(ExecuteMsg)).unwrap();
    let known: BTreeSet<String> = schema["oneOf"]
        .as_array()
        .unwrap()
        .iter()
        .map(|variant| variant["properties"].as_object().unwrap().keys().next().unwrap().clone())
        .collect();
    let mut table = String::new();
    for state in STATES {
        let (section, names) = section(state);
        assert_eq!(names, known, "the table is total");
        table += &section;
    }

    assert_golden(GOLDEN, &table);
}
