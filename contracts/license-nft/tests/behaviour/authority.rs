//! Who may send what, in every stage, about a licence in every condition: every message by every caller.

use tributary_types::license_nft::QueryMsg;

use crate::support::bench::{assert_golden, Ending};
use crate::world::{bench, roles, settled, stake, Setting, CONDITIONS};

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/authority.txt");

/// Each cell is a trial of its own in the same prepared collection: nothing stays of it.
#[test]
fn who_may_send_what_in_every_stage_is_what_the_golden_file_says() {
    let mut table = String::new();
    for setting in Setting::ALL {
        let (mut bench, roles) = bench(setting);
        if setting == Setting::Unbonded {
            // There all licences are free; the rest is that of the testnet.
            bench.samples.retain(|sample| sample.name == "set_staker_registry");
        }
        table += &format!("== {setting:?}\n{}", bench.authority(&roles));
    }

    assert_golden(GOLDEN, &table);
}

/// LN-04, LN-05, LN-06: what the table must say whatever else it says.
#[test]
fn on_what_is_burned_nothing_works_and_on_what_is_in_custody_the_registry_alone() {
    for setting in Setting::ALL {
        if setting == Setting::Unbonded {
            continue;
        }
        let (mut bench, roles) = bench(setting);
        let mut worked = vec![];
        for sample in std::mem::take(&mut bench.samples) {
            for (role, sender) in &roles {
                let funds = if sample.funds == 0 { vec![] } else { stake(sample.funds) };
                if matches!(bench.try_json(sender, &sample.message, funds), Ending::Works) {
                    worked.push((sample.name.clone(), sample.note, *role));
                }
            }
        }

        let about = |condition: &str| -> Vec<(String, &str)> {
            let of_it = worked.iter().filter(|(_, note, _)| note.ends_with(&format!(": {condition}")));
            of_it.map(|(name, note, role)| (format!("{name}{note}"), *role)).collect()
        };
        let by_registry = |messages: &[&str]| -> Vec<(String, &str)> {
            messages.iter().map(|message| ((*message).to_owned(), "registry")).collect()
        };
        assert_eq!(about("burned"), by_registry(&[]), "{setting:?}");
        assert_eq!(
            about("custody"),
            by_registry(&["transfer_nft to holder: custody", "record_bond: custody"]),
            "{setting:?}"
        );
        let liquidated = matches!(setting, Setting::Mainnet | Setting::Stable);
        let ways = ["transfer_nft to holder: bonded", "liquidate: bonded"];
        assert_eq!(about("bonded"), by_registry(&ways[..1 + usize::from(liquidated)]), "{setting:?}");
        assert_eq!(worked.iter().any(|(name, ..)| name == "redeem"), setting == Setting::Stable);
        let minting = worked.iter().filter(|(name, ..)| name.starts_with("mint"));
        let open = matches!(setting, Setting::Testnet);
        assert!(minting.clone().all(|(.., role)| *role == "minter"), "{setting:?}");
        assert_eq!(minting.count(), if open { 2 } else { 0 }, "{setting:?}");
    }
}

/// The licences of the table are in the conditions that it names.
#[test]
fn the_licences_of_the_table_are_what_they_are_called() {
    for setting in Setting::ALL {
        let world = settled(setting);
        let alice = roles(&world).into_iter().find(|(role, _)| *role == "holder").unwrap().1;
        for (condition, id) in CONDITIONS {
            let unbonded = setting == Setting::Unbonded;
            match condition {
                "burned" => {
                    let asked = QueryMsg::License { token_id: id.to_owned() };
                    assert!(world.query_error(&asked).contains("burned"));
                    continue;
                }
                "free" => assert!(world.tokens(&alice).contains(&id.to_owned())),
                _ => assert_eq!(world.tokens(&world.registry).contains(&id.to_owned()), !unbonded),
            }
            let recorded = condition == "bonded" && !unbonded;
            assert_eq!(world.license(id).node.is_some(), recorded, "{setting:?} {condition}");
        }
    }
}

/// O-01, L-02, L-05, L-07.
#[test]
fn messages_for_a_role_are_refused_from_everybody_else() {
    for setting in Setting::ALL {
        let (mut bench, roles) = bench(setting);
        // Owner and guardian both pause.
        let pausing: Vec<_> = roles.iter().filter(|(role, _)| *role != "owner").cloned().collect();

        bench.only_roles_pass(&["pause"], &pausing);
        bench.only_roles_pass(
            &[
                "mint",
                "mint_many",
                "set_minter",
                "set_staker_registry",
                "set_guardian",
                "unpause",
                "open_mainnet",
                "open_stable",
                "record_bond",
                "liquidate",
                "import_licenses",
                "finish_import",
                "register_hook",
                "remove_hook",
                "update_ownership.transfer_ownership",
                "update_ownership.accept_ownership",
            ],
            &roles,
        );
    }
}
