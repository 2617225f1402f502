//! Bonding: custody of the staker-registry, `record_bond`, and the way back

use tributary_license_nft::ContractError;
use tributary_types::license_nft::{
    ExecuteMsg, NftInfoResponse, NodeRole, OwnerOfResponse, QueryMsg, ReceiveNft,
};

use crate::ear::{ear, heard, set_temper, Heard, Temper};
use crate::mint::ids;
use crate::world::{approve, approve_all, burn, record_bond, send_nft, transfer, World};

fn id(id: &str) -> String {
    id.to_owned()
}

#[test]
fn a_bonded_licence_is_the_registrys_to_wallets_and_its_holders_to_everybody_else() {
    let mut world = World::default();
    let (alice, registry, node) = (world.alice.clone(), world.registry.clone(), world.suite.who("node"));
    world.mint(&alice, &["a1", "a2"]);

    assert_eq!(
        world.tells(&alice, &send_nft(&registry, "a1")),
        ["custody_taken token_id=a1 holder=alice staker_registry=registry bonded=1"]
    );
    let (sender, token_id, msg) = (alice.to_string(), id("a1"), b"{}".into());
    assert_eq!(heard(&world.suite, &registry), [Heard::Nft(ReceiveNft { sender, token_id, msg })]);
    assert_eq!(
        world.tells(&registry, &record_bond("a1", &node, NodeRole::ResourceNode)),
        ["bond_recorded token_id=a1 holder=alice node=node role=resource_node"]
    );

    let owner_of = QueryMsg::OwnerOf { token_id: id("a1"), include_expired: None };
    assert_eq!(world.ask::<OwnerOfResponse>(&owner_of).owner, registry);
    assert_eq!((world.tokens(&registry), world.tokens(&alice)), (ids(&["a1"]), ids(&["a2"])));
    assert_eq!((world.balance(&alice), world.balance(&registry)), (2, 0));
    let license = world.license("a1");
    assert_eq!(license.owner, alice.to_string());
    assert_eq!((license.role, license.node), (Some(NodeRole::ResourceNode), Some(node.to_string())));
    let info: NftInfoResponse = world.ask(&QueryMsg::NftInfo { token_id: id("a1") });
    assert!(info.extension.bonded);

    assert_eq!(
        world.tells(&registry, &transfer(&alice, "a1")),
        ["custody_returned token_id=a1 holder=alice bonded=0"]
    );
    let license = world.license("a1");
    assert_eq!((license.role, license.node), (None, None));
    assert_eq!((world.tokens(&registry), world.tokens(&alice)), (vec![], ids(&["a1", "a2"])));
    assert_eq!(world.status().bonded, 0);
}

/// L-06: bonding makes a bonder, so nobody does it for another.
#[test]
fn the_owner_alone_bonds_by_send_nft() {
    let mut world = World::default();
    let (alice, carol, bob, registry, eve) = (
        world.alice.clone(),
        world.carol.clone(),
        world.bob.clone(),
        world.registry.clone(),
        world.eve.clone(),
    );
    world.mint(&alice, &["a1", "a2"]);
    world.send(&alice, &approve(&carol, "a1", None)).unwrap();
    world.send(&alice, &approve_all(&bob, None)).unwrap();

    for sender in [&carol, &bob, &eve, &registry] {
        let error = ContractError::NotBondedByOwner { token_id: id("a1"), owner: alice.clone() };
        assert!(error.to_string().contains("owner"));
        world.refuses(sender, &send_nft(&registry, "a1"), error);
    }
    for sender in [&carol, &bob] {
        let error = ContractError::Stranded { token_id: id("a1"), to: registry.clone() };
        world.refuses(sender, &transfer(&registry, "a1"), error);
    }
    let error = |sender| ContractError::NotApproved { sender, token_id: id("a1") };
    world.refuses(&eve, &transfer(&registry, "a1"), error(eve.clone()));
    world.refuses(&registry, &transfer(&registry, "a1"), error(registry.clone()));
}

/// So an account can play the registry.
#[test]
fn the_registry_pulls_what_it_was_approved_for_to_itself_alone() {
    let mut world = World::default();
    let (alice, bob, registry) = (world.alice.clone(), world.bob.clone(), world.registry.clone());
    world.mint(&alice, &["a1"]);
    world.send(&alice, &approve(&registry, "a1", None)).unwrap();

    let error = ContractError::TransferInTestnet { token_id: id("a1") };
    world.refuses(&registry, &transfer(&bob, "a1"), error);
    assert_eq!(
        world.tells(&registry, &transfer(&registry, "a1")),
        ["custody_taken token_id=a1 holder=alice staker_registry=registry bonded=1"]
    );
    assert_eq!(world.license("a1").owner, alice.to_string());
}

#[test]
fn out_of_custody_there_is_one_way() {
    let mut world = World::default();
    let (alice, bob, registry, license) =
        (world.alice.clone(), world.bob.clone(), world.registry.clone(), world.license.clone());
    let (node, minter) = (world.suite.who("node"), world.minter.clone());
    world.mint(&alice, &["a1"]);
    world.bond(&alice, &node, &["a1"]);

    for to in [&bob, &registry, &license, &node] {
        let error = || ContractError::NotToBonder { token_id: id("a1"), bonder: alice.clone() };
        assert!(error().to_string().contains("bonder"));
        world.refuses(&registry, &transfer(to, "a1"), error());
        world.refuses(&registry, &send_nft(to, "a1"), error());
    }
    for sender in [&alice, &bob, &node, &minter] {
        let error = || ContractError::Bonded { token_id: id("a1") };
        world.refuses(sender, &transfer(&alice, "a1"), error());
        world.refuses(sender, &send_nft(&registry, "a1"), error());
        world.refuses(sender, &burn("a1"), error());
    }
    world.send(&registry, &transfer(&alice, "a1")).unwrap();
}

#[test]
fn the_registry_may_return_a_licence_to_a_contract_and_tell_it() {
    let mut world = World::default();
    let (alice, registry) = (world.alice.clone(), world.registry.clone());
    let dao = ear(&mut world.suite, "dao");
    world.mint(&dao, &["a1"]);
    world.mint(&alice, &["a2"]);
    world.send(&dao, &send_nft(&registry, "a1")).unwrap();

    world.send(&registry, &send_nft(&dao, "a1")).unwrap();

    assert_eq!(heard(&world.suite, &dao).len(), 1);
    assert_eq!(world.tokens(&dao), ids(&["a1"]));
}

/// L-06.
#[test]
fn a_bond_is_recorded_once_and_in_custody_alone() {
    let mut world = World::default();
    let (alice, registry) = (world.alice.clone(), world.registry.clone());
    let [node, other] = ["node", "other"].map(|name| world.suite.who(name));
    world.mint(&alice, &["a1", "a2", "a3"]);
    world.bond(&alice, &node, &["a1"]);
    world.send(&alice, &burn("a3")).unwrap();

    let bond = |id: &str| record_bond(id, &other, NodeRole::Validator);
    let recorded = ContractError::BondRecorded { token_id: id("a1"), node };
    assert!(recorded.to_string().contains("bonded"));
    world.refuses(&registry, &bond("a1"), recorded);
    world.refuses(&registry, &bond("a2"), ContractError::NotInCustody { token_id: id("a2") });
    world.refuses(&registry, &bond("a3"), ContractError::Burned { token_id: id("a3") });
    world.refuses(&registry, &bond("a4"), ContractError::UnknownLicense { token_id: id("a4") });
    world.refuses(&alice, &bond("a2"), ContractError::NotStakerRegistry);
}

#[test]
fn a_registry_that_refuses_gets_nothing() {
    let mut world = World::default();
    let (alice, registry, license) = (world.alice.clone(), world.registry.clone(), world.license.clone());
    world.mint(&alice, &["a1"]);
    set_temper(&mut world.suite, &registry, Temper::Refuse);

    let message = send_nft(&registry, "a1");
    world
        .suite
        .refuses_with("the ear refuses", |suite| suite.chain.execute(&alice, &license, &message, vec![]));
    assert_eq!((world.tokens(&alice), world.status().bonded), (ids(&["a1"]), 0));
}

#[test]
fn the_registry_changes_while_it_keeps_nothing_and_to_nobody_who_holds() {
    let mut world = World::default();
    let (alice, eve, registry, license) =
        (world.alice.clone(), world.eve.clone(), world.registry.clone(), world.license.clone());
    let owner = world.suite.owner.clone();
    let set = |to: Option<&cosmwasm_std::Addr>| ExecuteMsg::SetStakerRegistry {
        staker_registry: to.map(ToString::to_string),
    };
    world.mint(&alice, &["a1"]);
    world.send(&alice, &send_nft(&registry, "a1")).unwrap();

    world.refuses(&owner, &set(Some(&eve)), ContractError::RegistryInUse { bonded: 1 });
    world.refuses(&owner, &set(None), ContractError::RegistryInUse { bonded: 1 });
    world.send(&registry, &transfer(&alice, "a1")).unwrap();
    let holds = ContractError::RegistryHolds { staker_registry: alice.clone(), balance: 1 };
    world.refuses(&owner, &set(Some(&alice)), holds);
    world.refuses(&owner, &set(Some(&license)), ContractError::RegistryIsSelf);
    assert_eq!(world.tells(&owner, &set(None)), ["staker_registry_set"]);
    world.refuses(&registry, &record_bond("a1", &eve, NodeRole::Validator), ContractError::NotStakerRegistry);
    let error = ContractError::TransferInTestnet { token_id: id("a1") };
    world.refuses(&alice, &send_nft(&registry, "a1"), error);
    assert_eq!(world.tells(&owner, &set(Some(&eve))), ["staker_registry_set staker_registry=eve"]);
    let error = ContractError::CannotHold { owner: eve.clone() };
    let minter = world.minter.clone();
    world.refuses(&minter, &crate::world::mint_many(&eve, &["a2"]), error);
    // It must be said that there shall be none.
    let license = world.license.clone();
    let empty = serde_json::json!({"set_staker_registry": {}});
    world.suite.refuses_with("missing field", |suite| suite.chain.execute(&owner, &license, &empty, vec![]));
}
