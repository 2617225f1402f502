//! `approve`, `revoke`, `approve_all`, `revoke_all`

use cosmwasm_std::Addr;
use cw_utils::Expiration;
use tributary_controls::ControlError;
use tributary_license_nft::ContractError;
use tributary_types::license_nft::{
    ApprovalResponse, ApprovalsResponse, ExecuteMsg, OperatorsResponse, OwnerOfResponse, QueryMsg,
};

use crate::world::{approve, approve_all, send_nft, transfer, World};

fn revoke(spender: &Addr, id: &str) -> ExecuteMsg {
    ExecuteMsg::Revoke { spender: spender.to_string(), token_id: id.to_owned() }
}

fn revoke_all(operator: &Addr) -> ExecuteMsg {
    ExecuteMsg::RevokeAll { operator: operator.to_string() }
}

fn world() -> World {
    let mut world = World::default();
    let (alice, bob) = (world.alice.clone(), world.bob.clone());
    world.mint(&alice, &["a1", "a2", "a3"]);
    world.mint(&bob, &["b1"]);
    world.open_mainnet(0);
    world
}

fn spenders(world: &World, id: &str, include_expired: Option<bool>) -> Vec<Addr> {
    let asked = QueryMsg::Approvals { token_id: id.to_owned(), include_expired };
    world.ask::<ApprovalsResponse>(&asked).approvals.into_iter().map(|it| it.spender).collect()
}

/// L-04.
#[test]
fn an_approval_works_once_until_it_ends() {
    let mut world = world();
    let (alice, carol, eve) = (world.alice.clone(), world.carol.clone(), world.eve.clone());
    let not = |sender: &Addr, id: &str| ContractError::NotApproved {
        sender: sender.clone(),
        token_id: id.to_owned(),
    };
    let end = world.suite.after(60);

    assert_eq!(world.tells(&alice, &approve(&carol, "a1", None)), ["approved token_id=a1 spender=carol"]);
    let nanos = world.suite.nanos_after(60);
    assert_eq!(
        world.tells(&alice, &approve(&carol, "a2", Some(end))),
        [format!("approved token_id=a2 spender=carol expires={nanos}")]
    );
    world.refuses(&carol, &transfer(&eve, "a3"), not(&carol, "a3"));
    world.send(&carol, &transfer(&eve, "a1")).unwrap();
    world.refuses(&carol, &transfer(&alice, "a1"), not(&carol, "a1"));
    assert_eq!(spenders(&world, "a2", None), std::slice::from_ref(&carol));
    world.suite.wait(60);
    world.refuses(&carol, &transfer(&eve, "a2"), not(&carol, "a2"));
    assert_eq!(spenders(&world, "a2", None), Vec::<Addr>::new());
    assert_eq!(spenders(&world, "a2", Some(true)), std::slice::from_ref(&carol));
    world.refuses(&alice, &approve(&carol, "a2", Some(end)), ContractError::ApprovalExpired);
    world.refuses(&alice, &approve_all(&carol, Some(end)), ContractError::ApprovalExpired);
    let height = Expiration::AtHeight(world.suite.chain.block().height);
    world.refuses(&alice, &approve(&carol, "a2", Some(height)), ContractError::ApprovalExpired);
}

#[test]
fn owner_and_operators_approve_and_revoke_and_nobody_else() {
    let mut world = world();
    let (alice, bob, carol, eve) =
        (world.alice.clone(), world.bob.clone(), world.carol.clone(), world.eve.clone());
    let not = || ContractError::NotOperator { token_id: "a1".to_owned(), owner: alice.clone() };

    world.refuses(&eve, &approve(&eve, "a1", None), not());
    world.send(&alice, &approve(&carol, "a1", None)).unwrap();
    world.refuses(&carol, &approve(&eve, "a1", None), not());
    world.refuses(&carol, &revoke(&carol, "a1"), not());
    assert_eq!(world.tells(&alice, &revoke(&carol, "a1")), ["revoked token_id=a1 spender=carol"]);
    assert!(world.tells(&alice, &revoke(&carol, "a1")).is_empty(), "nothing to revoke");
    assert_eq!(world.tells(&alice, &approve_all(&bob, None)), ["operator_approved owner=alice operator=bob"]);
    world.send(&bob, &approve(&carol, "a1", None)).unwrap();
    world.send(&bob, &revoke(&carol, "a1")).unwrap();
    world.send(&bob, &transfer(&eve, "a1")).unwrap();
    assert_eq!(world.tells(&alice, &revoke_all(&bob)), ["operator_revoked owner=alice operator=bob"]);
    assert!(world.tells(&alice, &revoke_all(&bob)).is_empty());
    let not = ContractError::NotApproved { sender: bob.clone(), token_id: "a2".to_owned() };
    world.refuses(&bob, &transfer(&eve, "a2"), not);
}

#[test]
fn an_operator_ends_with_its_time() {
    let mut world = world();
    let (alice, bob, eve) = (world.alice.clone(), world.bob.clone(), world.eve.clone());
    let end = world.suite.after(60);
    world.send(&alice, &approve_all(&bob, Some(end))).unwrap();
    world.send(&bob, &transfer(&eve, "a1")).unwrap();
    world.suite.wait(60);

    let not = ContractError::NotApproved { sender: bob.clone(), token_id: "a2".to_owned() };
    world.refuses(&bob, &transfer(&eve, "a2"), not);
    let not = ContractError::NotOperator { token_id: "a2".to_owned(), owner: alice.clone() };
    world.refuses(&bob, &approve(&eve, "a2", None), not);
    let asked = |include_expired| QueryMsg::Operator {
        owner: alice.to_string(),
        operator: bob.to_string(),
        include_expired,
    };
    let unknown = ContractError::UnknownApproval { spender: bob.clone() }.to_string();
    assert!(world.query_error(&asked(None)).contains(&unknown));
    assert_eq!(world.ask::<ApprovalResponse>(&asked(Some(true))).approval.expires, end);
}

/// L-04.
#[test]
fn nobody_is_approved_for_what_is_its_own() {
    let mut world = world();
    let alice = world.alice.clone();
    let error = || ContractError::SelfApproval { owner: alice.clone() };
    world.refuses(&alice, &approve(&alice, "a1", None), error());
    world.refuses(&alice, &approve_all(&alice, None), error());
}

#[test]
fn sixteen_approvals_at_most_and_expired_ones_make_room() {
    let mut world = world();
    let alice = world.alice.clone();
    let end = Some(world.suite.after(60));
    let spenders: Vec<Addr> = (0..17).map(|number| world.suite.who(&format!("spender{number}"))).collect();
    for (number, spender) in spenders.iter().take(16).enumerate() {
        let expires = if number == 3 { end } else { None };
        world.send(&alice, &approve(spender, "a1", expires)).unwrap();
    }

    let error = ControlError::TooMany { what: "approvals of a licence", max: 16, given: 17 };
    world.refuses(&alice, &approve(&spenders[16], "a1", None), ContractError::Control(error));
    world.send(&alice, &approve(&spenders[0], "a1", None)).unwrap();
    world.suite.wait(60);
    world.send(&alice, &approve(&spenders[16], "a1", None)).unwrap();
    let owner_of = QueryMsg::OwnerOf { token_id: "a1".to_owned(), include_expired: Some(true) };
    assert_eq!(world.ask::<OwnerOfResponse>(&owner_of).approvals.len(), 16);
}

#[test]
fn approvals_end_with_custody_and_cannot_be_given_in_it() {
    let mut world = world();
    let (alice, carol, registry) = (world.alice.clone(), world.carol.clone(), world.registry.clone());
    world.send(&alice, &approve(&carol, "a1", None)).unwrap();
    world.send(&alice, &send_nft(&registry, "a1")).unwrap();

    assert!(spenders(&world, "a1", Some(true)).is_empty());
    for sender in [&alice, &registry, &carol] {
        let error = || ContractError::Bonded { token_id: "a1".to_owned() };
        world.refuses(sender, &approve(&carol, "a1", None), error());
        world.refuses(sender, &revoke(&carol, "a1"), error());
        if *sender != registry {
            world.refuses(sender, &transfer(&carol, "a1"), error());
        }
    }
    world.send(&registry, &transfer(&alice, "a1")).unwrap();
    let not = ContractError::NotApproved { sender: carol.clone(), token_id: "a1".to_owned() };
    world.refuses(&carol, &transfer(&carol, "a1"), not);
}

#[test]
fn approvals_and_operators_are_answered() {
    let mut world = world();
    let (alice, bob, carol) = (world.alice.clone(), world.bob.clone(), world.carol.clone());
    world.send(&alice, &approve(&carol, "a1", None)).unwrap();
    world.send(&alice, &approve_all(&bob, None)).unwrap();
    let asked = |spender: &Addr| QueryMsg::Approval {
        token_id: "a1".to_owned(),
        spender: spender.to_string(),
        include_expired: None,
    };

    for spender in [&carol, &alice] {
        let found: ApprovalResponse = world.ask(&asked(spender));
        assert_eq!((found.approval.spender, found.approval.expires), (spender.clone(), Expiration::Never {}));
    }
    let unknown = ContractError::UnknownApproval { spender: bob.clone() }.to_string();
    assert!(world.query_error(&asked(&bob)).contains(&unknown));
    let asked = QueryMsg::AllOperators {
        owner: alice.to_string(),
        include_expired: None,
        start_after: None,
        limit: None,
    };
    let found: OperatorsResponse = world.ask(&asked);
    assert_eq!(found.operators.into_iter().map(|it| it.spender).collect::<Vec<_>>(), [bob]);
}
