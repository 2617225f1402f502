//! Licences that come: whose they are, what they count for, and who is refused.

use cosmwasm_std::{to_json_binary, Addr, Binary};
use cw_ownable::OwnershipError;
use serde_json::{json, Value};
use tributary_controls::ControlError;
use tributary_staker_registry::ContractError;
use tributary_testing::Parameters;
use tributary_types::license_nft::{self, BalanceResponse, LicensesResponse, NodeRole, ReceiveNft};
use tributary_types::staker_registry::{
    BondState, ConfigResponse, ExecuteMsg, LicenseAction, LicenseBondResponse, LicenseBondsResponse,
    QueryMsg, StakeResponse, ValidatorSetResponse, CONTRACT,
};

use crate::support::licenses::{register_pool, register_staker, E};
use crate::support::suite::{pages_concatenate, uint, Suite};
use crate::world::DAY;

fn config(suite: &Suite) -> ConfigResponse {
    suite.ask_stakers(&QueryMsg::Config {}).unwrap()
}

fn bond(staker: &Addr, role: NodeRole) -> LicenseAction {
    LicenseAction::BondLicense { staker: staker.to_string(), role }
}

fn unauthorized(staker: &Addr, management: &Addr) -> ContractError {
    ContractError::NotManagement { staker: staker.clone(), management: management.clone() }
}

/// The registry's message, as somebody would forge it.
fn received(sender: &Addr, id: &str, action: &LicenseAction) -> ExecuteMsg {
    let (sender, token_id) = (sender.to_string(), id.to_owned());
    ExecuteMsg::ReceiveNft(ReceiveNft { sender, token_id, msg: to_json_binary(action).unwrap() })
}

/// Sol is a staker with 1000 tokens and holds two licences.
fn with_sol() -> (Suite, Addr) {
    let mut suite = Suite::licensed();
    let sol = suite.solo("sol", 1_000);
    suite.mint(&sol, &["1", "2"]);
    (suite, sol)
}

/// What consensus gives `name`, asked in every way, with the sums.
#[track_caller]
fn weighs(suite: &Suite, name: &str, staker: &Addr, weight: u128, power: u128) {
    let found = suite.staker(staker);
    assert_eq!((found.weight, found.active), (uint(weight), power > 0));
    let total = QueryMsg::TotalStake { staker: staker.to_string() };
    assert_eq!(suite.ask_stakers::<StakeResponse>(&total).unwrap().stake, uint(weight));
    let signing_address = suite.key(name).into_string();
    let coinbase_address = found.coinbase_address.into_string();
    let effective = QueryMsg::EffectiveStake { signing_address, coinbase_address };
    assert_eq!(suite.ask_stakers::<StakeResponse>(&effective).unwrap().stake, uint(power));
    let set = QueryMsg::ValidatorSet { start_after: None, limit: None };
    let set = suite.ask_stakers::<ValidatorSetResponse>(&set).unwrap().validators;
    let powers: Vec<u128> = set.iter().map(|validator| validator.power.u128()).collect();
    assert_eq!(powers, if power > 0 { vec![power] } else { vec![] });
    let totals = suite.totals();
    assert_eq!((totals.tokens, totals.licenses), (found.tokens, found.licenses));
    assert_eq!((totals.power, totals.active_stakers), (uint(power), u64::from(power > 0)));
}

#[test]
fn the_licence_contract_is_set_once_by_the_owner_and_for_the_same_coins() {
    let mut suite = Suite::default();
    let (owner, eve) = (suite.owner.clone(), suite.who("eve"));
    let other_denom = suite.deploy_licenses(|msg| msg.denom = "uother".to_owned());
    let license_nft = suite.deploy_licenses(|_| {});
    let pools = suite.pool_registry.clone();
    let set = |contract: &Addr| ExecuteMsg::SetLicenseContract { license_nft: contract.to_string() };
    let before = config(&suite);
    assert_eq!((before.license_nft, before.coins_per_license), (None, None));

    let not_owner = ContractError::Control(ControlError::Ownership(OwnershipError::NotOwner));
    suite.refuses(not_owner, |suite| suite.stakers(&eve, &set(&license_nft), 0));
    let (expected, given) = ("ustake".to_owned(), "uother".to_owned());
    let denom = ContractError::LicenseDenom { expected, given };
    suite.refuses(denom, |suite| suite.stakers(&owner, &set(&other_denom), 0));
    suite.refuses_with("Querier", |suite| suite.stakers(&owner, &set(&eve), 0));
    suite.refuses_with("Error parsing", |suite| suite.stakers(&owner, &set(&pools), 0));
    let elsewhere = suite.deploy_licenses(|msg| msg.staker_registry = Some(eve.to_string()));
    let foreign = ContractError::LicensesElsewhere { given: eve.clone() };
    suite.refuses(foreign, |suite| suite.stakers(&owner, &set(&elsewhere), 0));

    let outcome = suite.stakers(&owner, &set(&license_nft), 0).unwrap();

    let told = ["license_contract_set license_nft=license_nft coins_per_license=1000"];
    assert_eq!(suite.told(&outcome, CONTRACT), told);
    let after = config(&suite);
    assert_eq!((after.license_nft, after.coins_per_license), (Some(license_nft.clone()), Some(uint(E))));
    let another = suite.deploy_licenses(|_| {});
    for contract in [&license_nft, &another] {
        let set_already = ContractError::LicenseContractSet { license_nft: license_nft.clone() };
        suite.refuses(set_already, |suite| suite.stakers(&owner, &set(contract), 0));
    }
}

/// What a licence stands for is read once.
#[test]
fn before_the_licence_contract_is_set_no_licence_comes() {
    let mut suite = Suite::default();
    let license_nft = suite.deploy_licenses(|_| {});
    let sol = suite.solo("sol", 1_000);
    suite.mint(&sol, &["1"]);

    suite.refuses(ContractError::NotLicenseContract, |suite| suite.bond_license(&sol, &sol, "1"));
    let unknown = || ContractError::UnknownLicense { token_id: "1".to_owned() };
    suite.refuses(unknown(), |suite| suite.unbond_license(&sol, "1"));
    suite.refuses(unknown(), |suite| suite.release_license(&sol, "1"));
    suite.adopt_licenses(&license_nft).unwrap();
    suite.bond_license(&sol, &sol, "1").unwrap();
}

#[test]
fn licences_come_from_the_licence_contract_alone() {
    let (mut suite, sol) = with_sol();
    let [owner, slasher, pools] =
        [&suite.owner, &suite.slasher, &suite.pool_registry].map(|address: &Addr| address.clone());
    let forged = received(&sol, "1", &bond(&sol, NodeRole::Validator));
    let another = suite.deploy_licenses(|msg| msg.name = "Forgery".to_owned());
    suite.mint(&sol, &["forged"]);

    for sender in [&sol, &owner, &slasher, &pools, &another] {
        suite.refuses(ContractError::NotLicenseContract, |suite| suite.stakers(sender, &forged, 0));
    }
    suite.refuses(ContractError::NotLicenseContract, |suite| suite.bond_license(&sol, &sol, "forged"));
}

/// Whatever cannot be understood stays with its owner.
#[test]
fn a_licence_with_an_unknown_purpose_is_refused() {
    let (mut suite, sol) = with_sol();
    let good = json!({"bond_license": {"staker": sol.to_string(), "role": "validator"}});
    let mut bad: Vec<Vec<u8>> = [
        json!({}),
        json!(null),
        json!("bond_license"),
        json!({"bond_license": {}}),
        json!({"bond_license": {"staker": sol.to_string()}}),
        json!({"bond_license": {"staker": sol.to_string(), "role": "guardian"}}),
        json!({"bond_license": {"staker": sol.to_string(), "role": "validator", "more": 1}}),
        json!({"unbond_license": {"token_id": "1"}}),
        json!([good]),
    ]
    .iter()
    .map(|value: &Value| value.to_string().into_bytes())
    .collect();
    bad.extend([vec![], b"{".to_vec(), vec![255, 254], format!("{good} x").into_bytes()]);
    for msg in bad {
        suite.refuses_with("Error parsing", |suite| suite.send_text(&sol, "1", Binary::from(msg)));
    }
    let nobody = json!({"bond_license": {"staker": "SOL", "role": "validator"}}).to_string().into_bytes();
    suite.refuses_with("Invalid input", |suite| suite.send_text(&sol, "1", Binary::from(nobody)));

    assert_eq!(suite.token_owner("1"), sol);
    suite.send_text(&sol, "1", Binary::from(good.to_string().into_bytes())).unwrap();
}

#[test]
fn a_solo_staker_bonds_a_licence_which_then_counts_for_both_sides() {
    let (mut suite, sol) = with_sol();
    let registry = suite.staker_registry.clone();

    let outcome = suite.send_license(&sol, "1", &bond(&sol, NodeRole::ResourceNode)).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["license_bonded token_id=1 staker=sol bonder=sol role=resource_node licenses=1"]
    );
    suite.bond_license(&sol, &sol, "2").unwrap();
    let found = suite.staker(&sol);
    assert_eq!((found.tokens, found.licenses, found.locked), (uint(1_000), 2, uint(0)));
    weighs(&suite, "sol", &sol, 3_000, 3_000);
    let expected = LicenseBondResponse {
        token_id: "1".to_owned(),
        staker: sol.clone(),
        bonder: sol.clone(),
        role: NodeRole::ResourceNode,
        state: BondState::Bonded,
        release: None,
        surplus: uint(0),
    };
    assert_eq!(suite.license_bond("1").unwrap(), expected);
    // The other side: in custody, held by sol, authorised for sol.
    assert_eq!(suite.token_owner("1"), registry);
    for (id, role) in [("1", NodeRole::ResourceNode), ("2", NodeRole::Validator)] {
        let license = suite.license(id);
        assert_eq!((license.owner, license.role), (sol.to_string(), Some(role)));
        assert_eq!(license.node, Some(sol.to_string()));
    }
    let balance = license_nft::QueryMsg::Balance { owner: sol.to_string() };
    assert_eq!(suite.ask_nft::<BalanceResponse>(&balance).balance, 2);
}

/// L-06 and who.
#[test]
fn a_licence_is_bonded_once_by_the_management_to_a_known_staker() {
    let (mut suite, sol) = with_sol();
    let eve = suite.who("eve");
    suite.mint(&eve, &["eves"]);

    suite.refuses(unauthorized(&sol, &sol), |suite| suite.bond_license(&eve, &sol, "eves"));
    let unknown = || ContractError::UnknownStaker { staker: eve.clone() };
    suite.refuses(unknown(), |suite| suite.bond_license(&eve, &eve, "eves"));
    suite.refuses(unknown(), |suite| suite.bond_license(&sol, &eve, "1"));
    // Somebody who may transfer it would become its bonder.
    let approve = license_nft::ExecuteMsg::ApproveAll { operator: sol.to_string(), expires: None };
    suite.nft(&eve, &approve).unwrap();
    suite.refuses_with("owner", |suite| suite.bond_license(&sol, &sol, "eves"));

    suite.bond_license(&sol, &sol, "1").unwrap();
    suite.refuses_with("licence 1 is bonded", |suite| suite.bond_license(&sol, &sol, "1"));
    let license_nft = suite.license_nft();
    let again = received(&sol, "1", &bond(&sol, NodeRole::Validator));
    suite.refuses_with("bonded to", |suite| suite.stakers(&license_nft, &again, 0));
    // What the licence contract does not have in custody is not bonded either.
    let elsewhere = received(&sol, "2", &bond(&sol, NodeRole::Validator));
    suite.refuses_with("custody", |suite| suite.stakers(&license_nft, &elsewhere, 0));
}

#[test]
fn in_a_pool_a_licence_is_a_validators() {
    let mut suite = Suite::licensed();
    let (ada, cyd) = (suite.pool_of("ada", 1_000, 0), suite.who("cyd"));
    suite.mint(&cyd, &["1"]);

    let role = ContractError::RoleInPool { given: NodeRole::ResourceNode };
    suite.refuses(role, |suite| suite.send_license(&cyd, "1", &bond(&ada, NodeRole::ResourceNode)));
    let outcome = suite.bond_license(&cyd, &ada, "1").unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        ["license_bonded token_id=1 staker=ada bonder=cyd role=validator licenses=1"]
    );
    let license = suite.license("1");
    assert_eq!((license.owner, license.node), (cyd.to_string(), Some(ada.to_string())));
    assert_eq!(suite.staker(&ada).weight, uint(2_000));
}

/// A hundred of one bonder with one staker, those on the way out included.
#[test]
fn the_101st_licence_of_one_bonder_waits_until_one_is_released() {
    let mut suite = Suite::licensed();
    let ada = suite.pool_of("ada", 1_000, 0);
    let (cyd, dan) = (suite.who("cyd"), suite.who("dan"));
    let ids: Vec<String> = (0..=100).map(|number| number.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    suite.mint(&cyd, &ids);
    suite.mint(&dan, &["dans"]);
    suite.delegate(&ada, &ada, 1_000).unwrap();
    for id in &ids[..100] {
        suite.bond_license(&cyd, &ada, id).unwrap();
    }

    let full = || ContractError::TooManyLicenses { max: 100 };
    suite.refuses(full(), |suite| suite.bond_license(&cyd, &ada, "100"));
    // A full list of one bonder hinders nobody else.
    suite.bond_license(&dan, &ada, "dans").unwrap();
    suite.unbond_license(&cyd, "7").unwrap();
    suite.refuses(full(), |suite| suite.bond_license(&cyd, &ada, "100"));
    suite.wait(DAY);
    suite.release_license(&cyd, "7").unwrap();
    suite.bond_license(&cyd, &ada, "100").unwrap();
    suite.refuses(full(), |suite| suite.bond_license(&cyd, &ada, "7"));
    assert_eq!(suite.staker(&ada).licenses, 101);
}

/// Licences of 600 coins beside a minimum of 1000: neither 500 tokens nor a licence alone is enough, both are.
#[test]
fn tokens_and_licences_together_reach_the_minimum() {
    let mut suite = Suite::licensed_with(&Parameters::default(), |msg| msg.coins_per_license = uint(600));
    let sol = suite.solo("sol", 1_000);
    suite.mint(&sol, &["1", "2"]);
    weighs(&suite, "sol", &sol, 1_000, 1_000);

    suite.unbond(&sol, 500, 0).unwrap();
    weighs(&suite, "sol", &sol, 500, 0);
    suite.bond_license(&sol, &sol, "1").unwrap();
    weighs(&suite, "sol", &sol, 1_100, 1_100);
    suite.unbond(&sol, 101, 0).unwrap();
    weighs(&suite, "sol", &sol, 999, 0);
    suite.bond_license(&sol, &sol, "2").unwrap();
    weighs(&suite, "sol", &sol, 1_599, 1_599);
    suite.unbond(&sol, 399, 0).unwrap();
    weighs(&suite, "sol", &sol, 1_200, 1_200);
    suite.unbond_license(&sol, "1").unwrap();
    weighs(&suite, "sol", &sol, 600, 0);
    suite.unbond_license(&sol, "2").unwrap();
    weighs(&suite, "sol", &sol, 0, 0);
    suite.bond(&sol, &sol, 1_000).unwrap();
    weighs(&suite, "sol", &sol, 1_000, 1_000);
}

/// Coins of licences cannot be taken out: the tokens are counted apart.
#[test]
fn unbonds_and_transfers_are_limited_by_tokens() {
    let (mut suite, sol) = with_sol();
    let tom = suite.solo("tom", 1_000);
    suite.bond_license(&sol, &sol, "1").unwrap();

    let short = |available, required| {
        let (available, required) = (uint(available), uint(required));
        ContractError::InsufficientStake { available, required }
    };
    suite.refuses(short(1_000, 1_001), |suite| suite.unbond(&sol, 1_001, 0));
    suite.refuses(short(1_000, 2_000), |suite| suite.transfer_stake(&sol, &tom, 2_000, 0));
    suite.transfer_stake(&sol, &tom, 400, 0).unwrap();
    suite.refuses(short(600, 601), |suite| suite.unbond(&sol, 601, 0));
    suite.unbond(&sol, 600, 0).unwrap();
    suite.refuses(short(0, 1), |suite| suite.unbond(&sol, 1, 0));
    let found = suite.staker(&sol);
    assert_eq!((found.tokens, found.licenses, found.weight), (uint(0), 1, uint(1_000)));
    assert!(found.active);
}

#[test]
fn a_licence_registers_its_owner_as_a_staker() {
    let mut suite = Suite::licensed();
    let tom = suite.solo("tom", 1_000);
    let tom_key = suite.key("tom");
    let sol = suite.who("sol");
    suite.mint(&sol, &["1"]);
    let register = register_staker(&mut suite, "sol");
    let key = suite.key("sol");
    suite.call(&key, "sol_key");

    let outcome = suite.send_license(&sol, "1", &register).unwrap();

    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [
            "staker_registered staker=sol management=sol signing_address=sol_key coinbase_address=sol amount=0",
            "license_bonded token_id=1 staker=sol bonder=sol role=validator licenses=1",
        ]
    );
    let found = suite.staker(&sol);
    assert_eq!(
        (found.management, found.signing_address, found.coinbase_address),
        (sol.clone(), key, sol.clone())
    );
    assert_eq!((found.tokens, found.licenses, found.weight), (uint(0), 1, uint(1_000)));
    assert!(found.active && found.flag);
    assert_eq!(found.next_signing_change, suite.after(7 * DAY));
    assert_eq!(suite.license("1").node, Some(sol.to_string()));
    let totals = suite.totals();
    assert_eq!((totals.stakers, totals.active_stakers, totals.power), (2, 2, uint(2_000)));
    // From here on it is a staker like others.
    suite.bond(&sol, &sol, 5).unwrap();
    suite.unbond_license(&sol, "1").unwrap();
    assert!(!suite.staker(&sol).active);

    // Nobody registers twice, or with a key that is in use.
    let eve = suite.who("eve");
    suite.mint(&sol, &["2"]);
    suite.mint(&tom, &["3"]);
    suite.mint(&eve, &["4"]);
    let registered = ContractError::AlreadyRegistered { staker: sol.clone() };
    suite.refuses(registered, |suite| suite.send_license(&sol, "2", &register));
    let registered = ContractError::AlreadyRegistered { staker: tom.clone() };
    suite.refuses(registered, |suite| suite.send_license(&tom, "3", &register));
    let with_toms_key = LicenseAction::RegisterStaker {
        signing_address: tom_key.to_string(),
        coinbase_address: eve.to_string(),
        role: NodeRole::ResourceNode,
    };
    let used = ContractError::SigningAddressInUse { signing_address: tom_key, staker: tom };
    suite.refuses(used, |suite| suite.send_license(&eve, "4", &with_toms_key));
}

/// A licence of one unit less than the minimum registers nobody; one of exactly the minimum does.
#[test]
fn a_licence_registers_only_if_it_reaches_the_minimum() {
    for (coins_per_license, enough) in [(999, false), (1_000, true), (1_001, true)] {
        let each = uint(coins_per_license);
        let mut suite = Suite::licensed_with(&Parameters::default(), |msg| msg.coins_per_license = each);
        let sol = suite.who("sol");
        suite.mint(&sol, &["1"]);
        let register = register_staker(&mut suite, "sol");

        if enough {
            suite.send_license(&sol, "1", &register).unwrap();
            weighs(&suite, "sol", &sol, coins_per_license, coins_per_license);
        } else {
            let below = ContractError::BelowMinimum { minimum: uint(1_000), given: each };
            suite.refuses(below, |suite| suite.send_license(&sol, "1", &register));
        }
    }
}

/// The field `license` is for registrars, and for licences in custody of whom they name.
#[test]
fn nobody_registers_directly_with_a_licence() {
    let mut suite = Suite::licensed();
    let (eve, pools) = (suite.who("eve"), suite.pool_registry.clone());
    suite.mint(&eve, &["eves"]);
    suite.keep_for_a_pool("eve", "eves");
    let sol = suite.solo("sol", 1_000);
    suite.mint(&sol, &["sols"]);
    suite.bond_license(&sol, &sol, "sols").unwrap();
    let register = |identity: Option<&Addr>, id: &str| ExecuteMsg::RegisterStaker {
        identity: identity.map(Addr::to_string),
        signing_address: eve.to_string(),
        coinbase_address: eve.to_string(),
        license: Some(id.to_owned()),
    };

    for identity in [None, Some(&eve)] {
        let stranger = ContractError::LicenseByStranger;
        suite.refuses(stranger, |suite| suite.stakers(&eve, &register(identity, "eves"), 0));
    }
    let stranger = ContractError::LicenseByStranger;
    suite.refuses(stranger, |suite| suite.stakers(&sol, &register(Some(&eve), "eves"), 0));
    let (token_id, identity) = ("sols".to_owned(), eve.clone());
    let elsewhere = ContractError::NotInCustody { token_id, identity };
    suite.refuses(elsewhere, |suite| suite.stakers(&pools, &register(Some(&eve), "sols"), 0));
    let unknown = ContractError::UnknownLicense { token_id: "none".to_owned() };
    suite.refuses(unknown, |suite| suite.stakers(&pools, &register(Some(&eve), "none"), 0));
    suite.set_stake(&pools, 1_000);
    suite.refuses_with("funds", |suite| suite.stakers(&pools, &register(Some(&eve), "eves"), 1_000));

    suite.stakers(&pools, &register(Some(&eve), "eves"), 0).unwrap();
    let found = suite.staker(&eve);
    assert_eq!((found.management, found.licenses, found.weight), (pools, 1, uint(E)));
    assert_eq!(suite.license("eves").role, Some(NodeRole::Validator));
}

/// It is the bonder's and counts in the pool: it lies in custody for both of them, not for one.
#[test]
fn a_licence_in_a_pool_of_another_registers_nobody() {
    let mut suite = Suite::licensed();
    let (ada, pools) = (suite.pool_of("ada", 1_000, 0), suite.pool_registry.clone());
    let cyd = suite.who("cyd");
    suite.mint(&cyd, &["cyds"]);
    suite.bond_license(&cyd, &ada, "cyds").unwrap();

    for identity in [cyd, ada] {
        let register = ExecuteMsg::RegisterStaker {
            identity: Some(identity.to_string()),
            signing_address: identity.to_string(),
            coinbase_address: identity.to_string(),
            license: Some("cyds".to_owned()),
        };
        let elsewhere = ContractError::NotInCustody { token_id: "cyds".to_owned(), identity };
        suite.refuses(elsewhere, |suite| suite.stakers(&pools, &register, 0));
    }
}

#[test]
fn without_a_registrar_no_licence_opens_a_pool() {
    let mut suite = Suite::licensed();
    let ada = suite.who("ada");
    suite.mint(&ada, &["1"]);
    suite.set_registrars(&[]);
    let open = register_pool(&suite, "ada", 0);

    suite.refuses(ContractError::NoRegistrar, |suite| suite.send_license(&ada, "1", &open));
    let pools = suite.pool_registry.clone();
    suite.set_registrars(&[&pools]);
    suite.send_license(&ada, "1", &open).unwrap();
}

/// D26: nothing comes while paused, whatever for; what is there leaves.
#[test]
fn while_paused_no_licence_comes_and_every_licence_leaves() {
    let (mut suite, sol) = with_sol();
    let (ada, guardian) = (suite.pool_of("ada", 1_000, 0), suite.guardian.clone());
    let eve = suite.who("eve");
    suite.mint(&eve, &["3"]);
    suite.bond_license(&sol, &sol, "1").unwrap();
    let (staker, pool) = (register_staker(&mut suite, "eve"), register_pool(&suite, "eve", 0));
    suite.stakers(&guardian, &ExecuteMsg::Pause {}, 0).unwrap();

    let paused = || ContractError::Control(ControlError::Paused);
    suite.refuses(paused(), |suite| suite.bond_license(&sol, &sol, "2"));
    for action in [bond(&ada, NodeRole::Validator), staker, pool] {
        suite.refuses(paused(), |suite| suite.send_license(&eve, "3", &action));
    }
    suite.unbond_license(&sol, "1").unwrap();
    suite.wait(DAY);
    suite.release_license(&eve, "1").unwrap();
    assert_eq!(suite.token_owner("1"), sol);
}

fn rows(
    suite: &Suite,
    staker: &Addr,
    owner: Option<&Addr>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Vec<LicenseBondResponse> {
    let (staker, owner) = (staker.to_string(), owner.map(Addr::to_string));
    let msg = QueryMsg::Licenses { staker, owner, start_after, limit };
    suite.ask_stakers::<LicenseBondsResponse>(&msg).unwrap().licenses
}

fn ids(rows: &[LicenseBondResponse]) -> Vec<&str> {
    rows.iter().map(|row| row.token_id.as_str()).collect()
}

/// Cyd has the licences 1 to 13 in ada's pool, dan 0 and 10a there and x in ben's.
fn listed() -> (Suite, [Addr; 4]) {
    let mut suite = Suite::licensed();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let (cyd, dan) = (suite.who("cyd"), suite.who("dan"));
    for id in (1..=13).map(|number| number.to_string()) {
        suite.mint(&cyd, &[&id]);
        suite.bond_license(&cyd, &ada, &id).unwrap();
    }
    suite.mint(&dan, &["0", "10a", "x"]);
    suite.bond_license(&dan, &ada, "0").unwrap();
    suite.bond_license(&dan, &ada, "10a").unwrap();
    suite.bond_license(&dan, &ben, "x").unwrap();
    (suite, [ada, ben, cyd, dan])
}

#[test]
fn licences_come_in_pages_by_the_bytes_of_their_ids() {
    let (suite, [ada, ben, cyd, _]) = listed();

    let cursor = |row: &LicenseBondResponse| row.token_id.clone();
    let all = pages_concatenate(15, |start, limit| rows(&suite, &ada, None, start, limit), cursor);
    let of_cyd = pages_concatenate(13, |start, limit| rows(&suite, &ada, Some(&cyd), start, limit), cursor);

    let expected = ["1", "10", "11", "12", "13", "2", "3", "4", "5", "6", "7", "8", "9"];
    assert_eq!(ids(&of_cyd), expected);
    let mut both: Vec<&str> = expected.into_iter().chain(["0", "10a"]).collect();
    both.sort_unstable();
    assert_eq!(ids(&all), both);
    assert_eq!(ids(&rows(&suite, &ben, None, None, None)), ["x"]);
    assert!(rows(&suite, &ada, Some(&ada), None, None).is_empty());
    assert!(rows(&suite, &cyd, None, None, None).is_empty());
}

#[test]
fn a_list_says_of_a_licence_what_its_own_query_says() {
    let (mut suite, [ada, _, cyd, dan]) = listed();
    suite.unbond_license(&cyd, "10").unwrap();

    for row in rows(&suite, &ada, None, None, Some(100)) {
        assert_eq!(row, suite.license_bond(&row.token_id).unwrap());
        let bonder = if ["0", "10a"].contains(&row.token_id.as_str()) { &dan } else { &cyd };
        assert_eq!((&row.staker, &row.bonder), (&ada, bonder));
        let unbonding = row.token_id == "10";
        assert_eq!(row.state, if unbonding { BondState::Unbonding } else { BondState::Bonded });
        assert_eq!(row.release, unbonding.then_some(suite.after(DAY)));
    }
}

#[test]
fn a_licence_that_is_not_in_custody_is_unknown_here_and_known_there() {
    let (mut suite, sol) = with_sol();
    suite.bond_license(&sol, &sol, "2").unwrap();

    let unknown = |id: &str| ContractError::UnknownLicense { token_id: id.to_owned() }.to_string();
    for id in ["1", "none"] {
        assert!(suite.license_bond(id).unwrap_err().to_string().contains(&unknown(id)));
    }
    // The licence contract lists what is bonded under the one who bonded it.
    let (owner, start_after, limit) = (sol.to_string(), None, None);
    let held = license_nft::QueryMsg::LicensesByHolder { owner, start_after, limit };
    assert_eq!(suite.ask_nft::<LicensesResponse>(&held).licenses.len(), 2);
}

/// Else the licence would lie in custody for a staker that is none.
#[test]
fn a_registrar_that_opens_no_pool_gets_no_licence() {
    let mut suite = Suite::licensed();
    let (eve, desk) = (suite.who("eve"), suite.desk());
    suite.mint(&eve, &["eves"]);
    suite.set_registrars(&[&desk]);
    let open = register_pool(&suite, "eve", 0);

    let nothing = ContractError::PoolNotOpened { operator: eve.clone() };
    suite.refuses(nothing, |suite| suite.send_license(&eve, "eves", &open));
    assert_eq!(suite.token_owner("eves"), eve);
}
