//! Fault 54: one stored record is damaged. Whoever it belongs to is told so, and nobody else notices.

use cosmwasm_std::Addr;
use tributary_simulator::refusal::{reason, ContractPanicked};
use tributary_testing::model::Call;
use tributary_testing::town::{Town, AGREEMENTS, DAY, POSITION, UNBOND, UNDELEGATION};
use tributary_types::boosted_staking::ExecuteMsg as VaultMsg;
use tributary_types::joint_staking::ExecuteMsg as JointMsg;
use tributary_types::license_nft::ExecuteMsg as LicenseMsg;
use tributary_types::pool_registry::ExecuteMsg as PoolMsg;
use tributary_types::staker_registry::ExecuteMsg as StakerMsg;
use tributary_types::treasury_decay::ExecuteMsg as TreasuryMsg;

/// A record: of which contract, in which map, what its key ends with; what then fails, and what does not.
struct Damage {
    contract: Addr,
    code: &'static str,
    map: &'static str,
    key: Vec<u8>,
    fails: Call,
    works: Vec<Call>,
}

impl Damage {
    /// Damages of one contract.
    fn of(contract: &Addr, code: &'static str) -> impl Fn(&'static str, Vec<u8>, Call, Vec<Call>) -> Self {
        let contract = contract.clone();
        move |map, key, fails, works| Self { contract: contract.clone(), code, map, key, fails, works }
    }
}

fn delegate(town: &Town, who: &Addr, pool: &Addr) -> Call {
    town.call(who, PoolMsg::Delegate { pool: pool.to_string() }, 50)
}

fn withdraw(town: &Town, who: &Addr) -> Call {
    town.call(who, PoolMsg::WithdrawRewards { pool: town.ada.to_string() }, 0)
}

fn undelegate(town: &Town, who: &Addr) -> Call {
    let (pool, amount) = (town.ada.to_string(), 100u128.into());
    town.call(who, PoolMsg::Undelegate { pool, amount, fee: None }, 0)
}

fn unbond_license(town: &Town, who: &Addr, id: &str) -> Call {
    town.call(who, StakerMsg::UnbondLicense { token_id: id.to_owned() }, 0)
}

fn of(who: &Addr) -> Vec<u8> {
    who.as_bytes().to_vec()
}

fn of_the_staker_registry(town: &Town) -> Vec<Damage> {
    let Town { ada, ben, cyd, sol, .. } = town;
    let finalize = |id| town.call(ben, StakerMsg::FinalizeUnbond { id, fee_recipient: None }, 0);
    let bond = || town.call(sol, StakerMsg::Bond { staker: sol.to_string() }, 10);
    let both = || vec![finalize(UNBOND), finalize(UNDELEGATION)];
    let damage = Damage::of(&town.runner.world.places().stakers, "staker-registry");
    let mut unharmed = both();
    unharmed.push(delegate(town, cyd, ada));
    vec![
        damage("u", UNBOND.to_be_bytes().to_vec(), finalize(UNBOND), vec![finalize(UNDELEGATION), bond()]),
        damage("s", of(sol), bond(), unharmed),
        damage(
            "n",
            b"2".to_vec(),
            unbond_license(town, sol, "2"),
            vec![unbond_license(town, cyd, "1"), bond()],
        ),
    ]
}

fn of_the_pool_registry(town: &Town) -> Vec<Damage> {
    let Town { ada, ben, cyd, dan, .. } = town;
    let damage = Damage::of(&town.runner.world.places().pools, "pool-registry");
    let elsewhere = || vec![delegate(town, cyd, ada), withdraw(town, dan)];
    let beside = vec![withdraw(town, cyd), undelegate(town, cyd), withdraw(town, ada)];
    vec![
        damage("d", of(dan), withdraw(town, dan), beside),
        damage("p", of(ben), delegate(town, cyd, ben), elsewhere()),
        damage("profiles", of(ben), another_key(town), elsewhere()),
    ]
}

fn of_the_others(town: &Town) -> Vec<Damage> {
    let Town { ada, ben, cyd, dan, sol, eve, flo, gus, .. } = town;
    let places = town.runner.world.model.places.clone();
    let settle = town.call(ben, TreasuryMsg::Settle { user: dan.to_string(), limit: None }, 0);
    let stake = |who: &Addr| town.call(who, VaultMsg::Stake { days: 30 }, 100);
    let claim = |agreement_id| town.call(flo, JointMsg::ClaimRewards { agreement_id }, 0);
    let (spender, token_id) = (eve.to_string(), "3".to_owned());
    vec![
        Damage {
            contract: places.licenses.clone(),
            code: "license-nft",
            map: "t",
            key: b"3".to_vec(),
            fails: town.call(gus, LicenseMsg::Approve { spender, token_id, expires: None }, 0),
            works: vec![unbond_license(town, cyd, "1"), unbond_license(town, sol, "2")],
        },
        // Whom the treasury cannot read any more enters no pool, and leaves as ever.
        Damage {
            contract: places.treasury.clone(),
            code: "treasury-decay",
            map: "u",
            key: of(cyd),
            fails: delegate(town, cyd, ada),
            works: vec![undelegate(town, cyd), settle, delegate(town, dan, ada)],
        },
        Damage {
            contract: places.vault.clone(),
            code: "boosted-staking",
            map: "p",
            key: POSITION.to_be_bytes().to_vec(),
            fails: town.call(eve, VaultMsg::Withdraw { position_id: POSITION }, 0),
            works: vec![stake(gus), stake(cyd)],
        },
        Damage {
            contract: places.joint.clone(),
            code: "joint-staking",
            map: "a",
            key: AGREEMENTS[0].to_be_bytes().to_vec(),
            fails: claim(AGREEMENTS[0]),
            works: vec![claim(AGREEMENTS[1])],
        },
    ]
}

fn damages(town: &Town) -> Vec<Damage> {
    let mut all = of_the_staker_registry(town);
    all.extend(of_the_pool_registry(town));
    all.extend(of_the_others(town));
    all
}

/// What reads how a pool describes itself.
fn another_key(town: &Town) -> Call {
    let signing_address = town.runner.world.cast.keys[8].to_string();
    town.call(&town.ben, PoolMsg::SetSigningAddress { signing_address }, 0)
}

/// Adds a byte to the only record of the map whose key ends so.
fn damage(town: &mut Town, it: &Damage) {
    let mut start = u16::try_from(it.map.len()).unwrap().to_be_bytes().to_vec();
    start.extend(it.map.as_bytes());
    let rows = town.chain().app().dump_wasm_raw(&it.contract);
    let hit = |key: &[u8]| key.starts_with(&start) && key.ends_with(&it.key);
    let mut rows = rows.into_iter().filter(|(key, _)| hit(key));
    let (key, mut value) = rows.next().unwrap_or_else(|| panic!("{}: no `{}`", it.code, it.map));
    assert!(rows.next().is_none(), "{}: several `{}`", it.code, it.map);
    value.push(1);
    town.chain().storage_mut(&it.contract).set(&key, &value);
}

#[test]
fn a_damaged_record_is_an_error_for_its_owner_and_nothing_to_others() {
    let count = damages(&Town::new().unwrap()).len();
    for at in 0..count {
        let mut town = Town::new().unwrap();
        town.wait(40 * DAY).unwrap();
        let it = damages(&town).swap_remove(at);
        damage(&mut town, &it);
        let before = town.chain().fingerprint();

        let error = match town.send(&it.fails) {
            Ok(_) => panic!("{} reads a damaged `{}` of {}", it.fails.name(), it.map, it.code),
            Err(error) => error,
        };
        assert!(error.downcast_ref::<ContractPanicked>().is_none(), "{}", reason(&error));
        assert_eq!(town.chain().fingerprint(), before, "{}", it.fails.name());
        for call in &it.works {
            let outcome = town.send(call);
            assert!(outcome.is_ok(), "{} with `{}` of {}: {:?}", call.name(), it.map, it.code, outcome.err());
        }
    }
}
