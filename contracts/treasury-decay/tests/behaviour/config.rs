//! `update_config`

use tributary_controls::ControlError;
use tributary_treasury_decay::ContractError;
use tributary_types::treasury_decay::{
    CirculatingSupply, ConfigResponse, IdentityRule, QueryMsg, UnstakedShare,
};

use crate::bench::{settled, Setting};
use crate::support::suite::uint;
use crate::world::{invalid, Change, World};

fn config(world: &World) -> ConfigResponse {
    world.ask(&QueryMsg::Config {})
}

fn listed() -> World {
    let registrar = World::default().registrar.to_string();
    World::with(|msg| msg.identity = IdentityRule::List { registrar })
}

#[test]
fn parameters_change_one_by_one_and_the_rest_stays() {
    let mut world = listed();
    let (eve, bob) = (world.eve.clone(), world.bob.clone());
    let supply = |amount| CirculatingSupply::Fixed { amount: uint(amount) };
    let excluding = || CirculatingSupply::BankSupply { exclude: vec![bob.to_string()] };
    let none = Change::default;
    let mut expected = config(&world);
    let changes = [
        (Change { registrar: Some(eve.to_string()), ..none() }, "registrar=eve".to_owned()),
        (Change { epoch_secs: Some(31_536_000), ..none() }, "epoch_secs=31536000".to_owned()),
        (Change { release_secs: Some(31_536_000), ..none() }, "release_secs=31536000".to_owned()),
        (Change { min_stake: Some(uint(0)), ..none() }, "min_stake=0".to_owned()),
        (
            Change { unstaked_share: Some(UnstakedShare::Treasury), ..none() },
            "unstaked_share=treasury".to_owned(),
        ),
        (
            Change { circulating_supply: Some(supply(1)), ..none() },
            r#"circulating_supply={"fixed":{"amount":"1"}}"#.to_owned(),
        ),
        (
            Change { circulating_supply: Some(excluding()), ..none() },
            format!(r#"circulating_supply={{"bank_supply":{{"exclude":["{bob}"]}}}}"#),
        ),
    ];
    for (at, (change, words)) in changes.into_iter().enumerate() {
        assert_eq!(world.owner_tells(&change.msg()), [format!("config_updated {words}")]);
        match at {
            0 => expected.identity = IdentityRule::List { registrar: eve.clone() },
            1 => expected.epoch_secs = 31_536_000,
            2 => expected.release_secs = 31_536_000,
            3 => expected.min_stake = uint(0),
            4 => expected.unstaked_share = UnstakedShare::Treasury,
            5 => expected.circulating_supply = CirculatingSupply::Fixed { amount: uint(1) },
            _ => expected.circulating_supply = CirculatingSupply::BankSupply { exclude: vec![bob.clone()] },
        }
        assert_eq!(config(&world), expected);
    }
}

#[test]
fn several_parameters_change_at_once() {
    let mut world = listed();
    let change = Change {
        registrar: None,
        epoch_secs: Some(86_400),
        release_secs: Some(0),
        min_stake: Some(uint(7)),
        unstaked_share: Some(UnstakedShare::Burn),
        circulating_supply: None,
    };

    let told = world.owner_tells(&change.msg());

    assert_eq!(told, ["config_updated epoch_secs=86400 release_secs=0 min_stake=7 unstaked_share=burn"]);
}

/// T-07, T-08, O-05.
#[test]
fn parameters_stay_in_their_ranges() {
    let mut world = listed();
    let none = Change::default;
    for given in [0, 86_399, 31_536_001, u64::MAX] {
        let error = invalid("epoch_secs", "86400 to 31536000", given);
        world.refuses_owner(&Change { epoch_secs: Some(given), ..none() }.msg(), error);
    }
    for given in [31_536_001, u64::MAX] {
        let error = invalid("release_secs", "0 to 31536000", given);
        world.refuses_owner(&Change { release_secs: Some(given), ..none() }.msg(), error);
    }
    let nothing = CirculatingSupply::Fixed { amount: uint(0) };
    let error = invalid("circulating_supply", "at least 1", 0);
    assert!(error.to_string().contains("config"));
    world.refuses_owner(&Change { circulating_supply: Some(nothing), ..none() }.msg(), error);
    world.refuses_owner(&none().msg(), ContractError::Control(ControlError::EmptyChange));
}

/// T-08: at most 16 accounts, none twice.
#[test]
fn excluded_accounts_are_few_and_distinct() {
    let mut world = listed();
    let accounts: Vec<String> =
        (0..17).map(|number| world.suite.who(&format!("far{number}")).into()).collect();
    let excluding = |accounts: &[String]| {
        let supply = CirculatingSupply::BankSupply { exclude: accounts.to_vec() };
        Change { circulating_supply: Some(supply), ..Change::default() }.msg()
    };

    let too_many = ControlError::TooMany { what: "excluded accounts", max: 16, given: 17 };
    world.refuses_owner(&excluding(&accounts), ContractError::Control(too_many));
    let address = accounts[1].clone();
    let twice = ControlError::Duplicate { what: "excluded accounts", address };
    let list = [1, 2, 1].map(|at: usize| accounts[at].clone());
    world.refuses_owner(&excluding(&list), ContractError::Control(twice));
    world.owner_tells(&excluding(&accounts[..16]));
    world.owner_tells(&excluding(&[]));
}

/// T-03: the kind of the rule is for ever.
#[test]
fn only_a_list_has_a_registrar() {
    let someone = World::default().bob.to_string();
    for (setting, rule) in [(Setting::Off, "off"), (Setting::Group, "cw4")] {
        let (mut world, _) = settled(setting);
        let change = Change { registrar: Some(someone.clone()), release_secs: Some(1), ..Change::default() };
        let error = ContractError::IdentityMode { expected: "a list", rule };
        assert!(error.to_string().contains("identity"));
        world.refuses_owner(&change.msg(), error);
    }
}

/// What came before is released as it was promised.
#[test]
fn another_time_of_release_counts_for_what_comes() {
    let mut world = World::with(|msg| msg.release_secs = Some(1_000));
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    world.revenue(1_000);

    world.owner_tells(&Change { release_secs: Some(0), ..Change::default() }.msg());

    world.suite.wait(500);
    assert_eq!(world.delegation(&alice, &ada).1, 500);
    // What comes now is all due at once, but it joins what waits: 500 with 500 seconds and 1,500 with none.
    let end = world.suite.nanos_after(125);
    let told = world.revenue(1_500);
    assert!(told.ends_with(&format!("release_end={end}")), "{told}");
    world.suite.wait(125);
    assert_eq!(world.delegation(&alice, &ada).1, 2_500);
    world.is_consistent();
}
