//! The JSON of cw721: what wallets, explorers and marketplaces send is understood, and they understand the answers.

use cosmwasm_std::{to_json_binary, Binary, Empty};
use cw721::msg::{
    AllNftInfoResponse, ApprovalResponse, ApprovalsResponse, Cw721ExecuteMsg, Cw721QueryMsg, MinterResponse,
    NftInfoResponse, NumTokensResponse, OperatorResponse, OperatorsResponse, OwnerOfResponse, TokensResponse,
};
use cw721::receiver::Cw721ReceiveMsg;
use cw721::Expiration;
use serde::de::DeserializeOwned;
use serde_json::{json, Value};
use tributary_types::license_nft::{Extension, MintExtension, ReceiveNft};

use crate::world::{approve, approve_all, World};

type TheirMsg = Cw721ExecuteMsg<MintExtension, Empty, Empty>;
type TheirQuery = Cw721QueryMsg<Empty, Empty, Empty>;

fn world() -> World {
    let mut world = World::default();
    let (alice, bob, carol) = (world.alice.clone(), world.bob.clone(), world.carol.clone());
    world.mint(&alice, &["a1", "a2"]);
    world.open_mainnet(0);
    world.send(&alice, &approve(&carol, "a1", None)).unwrap();
    world.send(&alice, &approve_all(&bob, None)).unwrap();
    world
}

/// Asks with their message for their answer.
#[track_caller]
fn ask<T: DeserializeOwned>(world: &World, msg: &TheirQuery) -> T {
    world.suite.chain.query_as(&world.license, msg).unwrap()
}

#[test]
fn their_messages_work() {
    let mut world = world();
    let license = world.license.clone();
    let (alice, bob, minter) = (world.alice.clone(), world.bob.clone(), world.minter.clone());
    let (to, token_id) = (bob.to_string(), || "a1".to_owned());
    let expires = Some(Expiration::Never {});
    for msg in [
        TheirMsg::Approve { spender: to.clone(), token_id: token_id(), expires },
        TheirMsg::Revoke { spender: to.clone(), token_id: token_id() },
        TheirMsg::ApproveAll { operator: to.clone(), expires: None },
        TheirMsg::RevokeAll { operator: to.clone() },
        TheirMsg::SendNft {
            contract: world.registry.to_string(),
            token_id: "a2".to_owned(),
            msg: Binary::from(b"{}"),
        },
        TheirMsg::TransferNft { recipient: to.clone(), token_id: token_id() },
    ] {
        world.suite.chain.execute(&alice, &license, &msg, vec![]).unwrap();
    }
    world.open_stable();
    world.suite.chain.execute(&bob, &license, &TheirMsg::Burn { token_id: token_id() }, vec![]).unwrap();

    let mut world = World::default();
    let (owner, extension) = (alice.to_string(), MintExtension { mining_pool: "p".to_owned() });
    let mint = TheirMsg::Mint { token_id: token_id(), owner, token_uri: None, extension };
    let license = world.license.clone();
    world.suite.chain.execute(&minter, &license, &mint, vec![]).unwrap();
    let minter: MinterResponse = ask(&world, &serde_query("minter"));
    assert_eq!(minter.minter, Some(world.minter.to_string()));
}

/// Queries that the crate has marked as old, which every wallet still sends.
fn serde_query(name: &str) -> TheirQuery {
    serde_json::from_value(json!({ name: {} })).unwrap()
}

#[test]
fn they_understand_the_answers() {
    let world = world();
    let (alice, bob, carol) = (&world.alice, &world.bob, &world.carol);
    let token_id = || "a1".to_owned();
    let owner_of = |include_expired| TheirQuery::OwnerOf { token_id: token_id(), include_expired };

    let owner: OwnerOfResponse = ask(&world, &owner_of(None));
    assert_eq!((owner.owner, owner.approvals.len()), (alice.to_string(), 1));
    let spender = carol.to_string();
    let approval = TheirQuery::Approval { token_id: token_id(), spender, include_expired: Some(true) };
    assert_eq!(ask::<ApprovalResponse>(&world, &approval).approval.spender, *carol);
    let approvals = TheirQuery::Approvals { token_id: token_id(), include_expired: None };
    assert_eq!(ask::<ApprovalsResponse>(&world, &approvals).approvals.len(), 1);
    let (owner, operator) = (alice.to_string(), bob.to_string());
    let one = TheirQuery::Operator { owner: owner.clone(), operator, include_expired: None };
    assert_eq!(ask::<OperatorResponse>(&world, &one).approval.spender, *bob);
    let all = TheirQuery::AllOperators {
        owner: owner.clone(),
        include_expired: None,
        start_after: None,
        limit: None,
    };
    assert_eq!(ask::<OperatorsResponse>(&world, &all).operators.len(), 1);
    assert_eq!(ask::<NumTokensResponse>(&world, &TheirQuery::NumTokens {}).count, 2);
    let info: NftInfoResponse<Extension> = ask(&world, &TheirQuery::NftInfo { token_id: token_id() });
    assert_eq!(info.extension.mining_pool, "pool-a");
    let both = TheirQuery::AllNftInfo { token_id: token_id(), include_expired: None };
    let both: AllNftInfoResponse<Extension> = ask(&world, &both);
    assert_eq!((both.access.owner, both.info), (alice.to_string(), info));
    let tokens = TheirQuery::Tokens { owner, start_after: None, limit: Some(1) };
    assert_eq!(ask::<TokensResponse>(&world, &tokens).tokens, ["a1"]);
    let tokens = TheirQuery::AllTokens { start_after: Some(token_id()), limit: None };
    assert_eq!(ask::<TokensResponse>(&world, &tokens).tokens, ["a2"]);
    // As cw721-base 0.18 answered it.
    let info: Value = ask(&world, &serde_query("contract_info"));
    assert_eq!(info, json!({"name": "Licence", "symbol": "LIC"}));
    let ownership: cw721::Ownership<cosmwasm_std::Addr> = ask(&world, &serde_query("ownership"));
    assert_eq!(ownership.owner, Some(world.suite.owner.clone()));
}

#[test]
fn receivers_are_told_in_their_words() {
    let ours = ReceiveNft { sender: "s".to_owned(), token_id: "t".to_owned(), msg: Binary::from(b"{}") };
    let theirs =
        Cw721ReceiveMsg { sender: "s".to_owned(), token_id: "t".to_owned(), msg: Binary::from(b"{}") };
    let to = cosmwasm_std::Addr::unchecked("c");
    let cosmwasm_std::WasmMsg::Execute { msg, .. } = ours.clone().to(&to).unwrap() else { panic!() };
    assert_eq!(msg, theirs.clone().into_json_binary().unwrap());
    assert_eq!(to_json_binary(&ours).unwrap(), to_json_binary(&theirs).unwrap());
}
