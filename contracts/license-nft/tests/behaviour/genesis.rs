//! `import_licenses`, `finish_import`, the export and the digest

use bech32::{Bech32, Hrp};
use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_license_nft::ContractError;
use tributary_types::license_nft::{
    DigestResponse, ExecuteMsg, GenesisResponse, License, LicensesResponse, NodeRole, QueryMsg,
};

use crate::world::{burn, finish_import, foreign, redeem, send_nft, transfer, World};

/// The digest of no licences.
const H0: &str = "cc7683ab3d43f74d3fd8b5a9d8d5360dd28b48326ae9b4c8488a444515d27882";

fn import(licenses: &[License]) -> ExecuteMsg {
    ExecuteMsg::ImportLicenses { licenses: licenses.to_vec() }
}

fn of_bytes(byte: u8) -> Addr {
    Addr::unchecked(bech32::encode::<Bech32>(Hrp::parse("wasm").unwrap(), &[byte; 20]).unwrap())
}

fn expecting() -> World {
    World::with(|msg| msg.genesis_import = Some(true))
}

fn genesis(world: &World) -> GenesisResponse {
    world.ask(&QueryMsg::Genesis {})
}

fn digest(
    world: &World,
    previous: Option<String>,
    start_after: Option<String>,
    limit: u32,
) -> DigestResponse {
    world.ask(&QueryMsg::Digest { previous, start_after, limit: Some(limit) })
}

/// The figures that the specification publishes.
#[test]
fn the_digest_is_the_published_one() {
    let mut world = expecting();
    let owner = world.suite.owner.clone();
    let [one, two] = [0x11, 0x22].map(of_bytes);
    let [three, four] = [0x33, 0x44].map(of_bytes);
    let licenses = [
        foreign("1", &one, None),
        foreign("10", &two, Some((NodeRole::Validator, &three))),
        foreign("9", &one, Some((NodeRole::ResourceNode, &four))),
    ];
    let first = "d11e309e1e32b9b56478889f09803615c3644e3e5f0eb58694679e929e2a1f68";
    let all = "a8a4740f0afe23e3f40f9ba1024bfaa0d85277b5489d6e3c32f276630986dbc0";
    assert_eq!((genesis(&world).digest.as_str(), genesis(&world).count), (H0, 0));
    let empty = digest(&world, None, None, 100);
    let nothing = DigestResponse { digest: H0.to_owned(), last: None, count: 0, done: true };
    assert_eq!(empty, nothing);

    world.send(&owner, &import(&licenses[..1])).unwrap();
    assert_eq!((genesis(&world).digest.as_str(), genesis(&world).count), (first, 1));
    world.send(&owner, &import(&licenses[1..])).unwrap();

    assert_eq!((genesis(&world).digest.as_str(), genesis(&world).count), (all, 3));
    let page = digest(&world, None, None, 1);
    assert_eq!(
        (page.digest.as_str(), page.last.as_deref(), page.count, page.done),
        (first, Some("1"), 1, false)
    );
    let none = digest(&world, Some(page.digest.clone()), page.last.clone(), 0);
    assert_eq!((none.digest.as_str(), none.last, none.count, none.done), (first, None, 0, false));
    let rest = digest(&world, Some(page.digest), page.last, 2);
    assert_eq!(
        (rest.digest.as_str(), rest.last.as_deref(), rest.count, rest.done),
        (all, Some("9"), 2, true)
    );
    for bad in ["", "00", &"g".repeat(64), &"0".repeat(66)] {
        let msg = QueryMsg::Digest { previous: Some(bad.to_owned()), start_after: None, limit: None };
        let error = world.query_error(&msg);
        assert!(error.contains(&ContractError::DigestForm.to_string()), "{error}");
    }
}

/// From one collection to another, page by page; the seal fits.
#[test]
fn what_is_exported_can_be_imported_and_the_digests_agree() {
    let mut old = World::default();
    let (alice, bob, node) = (old.alice.clone(), old.bob.clone(), old.suite.who("node"));
    let names: Vec<String> = (0..23).map(|number| number.to_string()).collect();
    let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    old.mint(&alice, &sorted[..20]);
    old.mint(&bob, &sorted[20..]);
    old.bond(&alice, &node, &[sorted[1], sorted[5]]);
    old.send(&alice, &burn(sorted[3])).unwrap();

    let mut new = expecting();
    let owner = new.suite.owner.clone();
    let mut start_after = None;
    loop {
        let page = QueryMsg::AllLicenses { start_after: start_after.clone(), limit: Some(7) };
        let page: LicensesResponse = old.ask(&page);
        let Some(last) = page.licenses.last() else { break };
        start_after = Some(last.token_id.clone());
        let told = new.tells(&owner, &import(&page.licenses));
        assert_eq!(told.len(), page.licenses.len() + 1);
    }

    let of_old = digest(&old, None, None, 100);
    assert_eq!((of_old.count, of_old.done), (22, true));
    assert_eq!(genesis(&new).digest, of_old.digest);
    let told = new.tells(&owner, &ExecuteMsg::FinishImport { digest: of_old.digest.clone(), count: 22 });
    assert_eq!(told, [format!("import_finished digest={} count=22", of_old.digest)]);
    assert_eq!(digest(&new, None, None, 100), of_old);
    let all = QueryMsg::AllLicenses { start_after: None, limit: Some(100) };
    assert_eq!(new.ask::<LicensesResponse>(&all), old.ask(&all));
    assert_eq!((new.balance(&alice), new.balance(&bob)), (19, 3));
    assert_eq!((new.status().live, new.status().minted, new.status().bonded), (22, 22, 0));
}

#[test]
fn an_import_tells_everything() {
    let mut world = expecting();
    let (owner, alice, node) = (world.suite.owner.clone(), world.alice.clone(), world.suite.who("node"));
    let told = world.tells(&owner, &import(&[foreign("1", &alice, Some((NodeRole::Validator, &node)))]));
    let found = genesis(&world).digest;
    assert_eq!(
        told,
        [
            "license_imported token_id=1 owner=alice token_uri=https://example.org/x mining_pool=pool-b minted_at_secs=1600000000 role=validator node=node balance=1 live=1".to_owned(),
            format!("licenses_imported digest={found} count=1"),
        ]
    );
}

#[test]
fn an_import_is_expected_increasing_bounded_and_sealed_once() {
    let mut world = World::with(|msg| {
        msg.genesis_import = Some(true);
        msg.cap = Some(3);
    });
    let (owner, alice, eve) = (world.suite.owner.clone(), world.alice.clone(), world.eve.clone());
    let (registry, license) = (world.registry.clone(), world.license.clone());
    let some = |ids: &[&str]| import(&ids.iter().map(|id| foreign(id, &alice, None)).collect::<Vec<_>>());
    world.send(&owner, &some(&["5"])).unwrap();
    let not = |previous: &str, next: &str| ContractError::NotIncreasing {
        previous: previous.to_owned(),
        next: next.to_owned(),
    };

    world.refuses(&owner, &some(&["5"]), not("5", "5"));
    world.refuses(&owner, &some(&["4", "6"]), not("5", "4"));
    world.refuses(&owner, &some(&["7", "6"]), not("7", "6"));
    world.refuses(&owner, &some(&[]), ContractError::BatchSize { max: 50, given: 0 });
    world.refuses(&owner, &some(&["6", "7", "8"]), ContractError::CapExceeded { cap: 3, left: 2, given: 3 });
    world.refuses(&owner, &some(&["6 "]), ContractError::TokenIdForm { max: 64 });
    for holder in [&registry, &license] {
        let error = ContractError::CannotHold { owner: holder.clone() };
        world.refuses(&owner, &import(&[foreign("6", holder, None)]), error);
    }
    for (role, node) in [(Some(NodeRole::Validator), None), (None, Some(eve.to_string()))] {
        let half = License { role, node, ..foreign("6", &alice, None) };
        let error = ContractError::RoleWithoutNode { token_id: "6".to_owned() };
        assert!(error.to_string().contains("role"));
        world.refuses(&owner, &import(&[half]), error);
    }
    let long = License { mining_pool: "x".repeat(129), ..foreign("6", &alice, None) };
    let error = ControlError::TextLength { field: "mining_pool", max: 128, given: 129 }.into();
    world.refuses(&owner, &import(&[long]), error);
    world.refuses(&owner, &ExecuteMsg::OpenMainnet {}, ContractError::ImportUnfinished);

    let GenesisResponse { digest, count, .. } = genesis(&world);
    for (digits, number) in
        [(digest.clone(), 2), (H0.to_owned(), 1), (digest.to_uppercase(), 1), (String::new(), 1)]
    {
        let error = ContractError::DigestDiffers { digest: digest.clone(), count };
        world.refuses(&owner, &ExecuteMsg::FinishImport { digest: digits, count: number }, error);
    }
    let finish = finish_import(&world);
    world.send(&owner, &finish).unwrap();
    assert!(genesis(&world).finished);
    world.refuses(&owner, &finish, ContractError::NoImport);
    world.refuses(&owner, &some(&["6"]), ContractError::NoImport);
    world.open_mainnet(0);
    world.refuses(&owner, &some(&["6"]), ContractError::NoImport);

    let mut world = World::default();
    world.refuses(&owner, &some(&["6"]), ContractError::NoImport);
    world.refuses(
        &owner,
        &ExecuteMsg::FinishImport { digest: H0.to_owned(), count: 0 },
        ContractError::NoImport,
    );
    assert!(!genesis(&world).expected);
}

/// An imported authorisation is information: it binds nothing, and ends when the licence changes hands or is bonded.
#[test]
fn an_imported_authorisation_binds_nothing_and_ends_with_the_next_change() {
    let mut world = expecting();
    let (owner, alice, bob) = (world.suite.owner.clone(), world.alice.clone(), world.bob.clone());
    let (registry, node) = (world.registry.clone(), world.suite.who("node"));
    let bond = Some((NodeRole::Validator, &node));
    world.send(&owner, &import(&["1", "2", "3"].map(|id| foreign(id, &alice, bond)))).unwrap();
    let finish = finish_import(&world);
    world.send(&owner, &finish).unwrap();
    world.open_mainnet(0);

    assert_eq!(world.status().bonded, 0);
    world.refuses(
        &registry,
        &crate::world::liquidate(&node, 1, &["1"]),
        ContractError::NotBonded { token_id: "1".to_owned(), node: node.clone() },
    );
    world.send(&alice, &transfer(&alice, "1")).unwrap();
    assert_eq!(world.license("1").role, Some(NodeRole::Validator), "the same hands");
    world.send(&alice, &transfer(&bob, "1")).unwrap();
    assert_eq!((world.license("1").role, world.license("1").node), (None, None));
    world.send(&alice, &send_nft(&registry, "2")).unwrap();
    assert_eq!(world.license("2").role, None);
    world.open_stable();
    world.send(&alice, &redeem("3")).unwrap();
}
