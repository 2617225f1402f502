//! `spend`, `spend_other`, and who the owner is

use cosmwasm_std::{
    coin, to_json_binary, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Response,
    StdResult, WasmMsg,
};
use cw_multi_test::ContractWrapper;
use cw_ownable::OwnershipError;
use tributary_controls::ControlError;
use tributary_testing::DENOM;
use tributary_treasury_decay::ContractError;
use tributary_types::asset::Asset;
use tributary_types::ownership::OwnershipAction;
use tributary_types::treasury_decay::{ExecuteMsg, QueryMsg, TreasuryResponse, CONTRACT};

use crate::support::suite::uint;
use crate::support::tokens::{token, tokens_of};
use crate::world::{spend, Change, World};

/// A treasury of 700.
fn rich() -> World {
    let mut world = World::default();
    world.revenue(700);
    assert_eq!(world.balance(), 700);
    world
}

fn other(asset: Asset, to: &Addr, amount: u128) -> ExecuteMsg {
    ExecuteMsg::SpendOther { asset, to: to.to_string(), amount: uint(amount) }
}

fn native(denom: &str) -> Asset {
    Asset::Native(denom.to_owned())
}

#[test]
fn the_owner_spends_what_the_treasury_holds() {
    let mut world = rich();
    let eve = world.eve.clone();
    let before = world.suite.holds(&eve);

    let told = world.owner_tells(&spend(&eve, 300));

    assert_eq!(told, ["treasury_spent to=eve amount=300 balance=400"]);
    assert_eq!(world.suite.holds(&eve), before + 300);
    let expected = TreasuryResponse { balance: uint(400), spent: uint(300) };
    assert_eq!(world.ask::<TreasuryResponse>(&QueryMsg::Treasury {}), expected);
    assert_eq!(world.owner_tells(&spend(&eve, 400)), ["treasury_spent to=eve amount=400 balance=0"]);
    world.is_consistent();
}

/// T-04, A-04, O-01.
#[test]
fn what_is_not_the_treasurys_is_not_spent() {
    let mut world = rich();
    let (eve, treasury, alice, ada) =
        (world.eve.clone(), world.treasury.clone(), world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 1_000);
    world.revenue(5_000);

    let short = ContractError::TreasuryShort { required: uint(701), balance: uint(700) };
    assert!(short.to_string().contains("treasury"));
    world.refuses_owner(&spend(&eve, 701), short);
    let short = ContractError::TreasuryShort { required: uint(u128::MAX), balance: uint(700) };
    world.refuses_owner(&spend(&eve, u128::MAX), short);
    world.refuses_owner(&spend(&eve, 0), ContractError::Control(ControlError::ZeroAmount));
    world.refuses_owner(&spend(&treasury, 1), ContractError::InvalidRecipient);
    let not_owner = ContractError::Control(ControlError::Ownership(OwnershipError::NotOwner));
    assert!(not_owner.to_string().contains("owner"));
    world.refuses(&eve, &spend(&eve, 1), not_owner);
}

/// Friction can be spent as soon as it is settled, and as of now.
#[test]
fn friction_is_spent_when_it_is_settled() {
    let mut world = World::decayed();
    let (alice, eve) = (world.alice.clone(), world.eve.clone());
    world.revenue(11_000_000);
    let short = ContractError::TreasuryShort { required: uint(1), balance: uint(0) };
    world.refuses_owner(&spend(&eve, 1), short);

    world.settle(&alice);

    assert_eq!(
        world.owner_tells(&spend(&eve, 5_473_816)),
        ["treasury_spent to=eve amount=5473816 balance=0"]
    );
    world.is_consistent();
}

#[test]
fn the_owner_spends_other_coins_and_tokens_that_lie_here() {
    let mut world = rich();
    let (eve, treasury, owner) = (world.eve.clone(), world.treasury.clone(), world.suite.owner.clone());
    world.suite.chain.set_balance(&treasury, vec![coin(70, "uother"), coin(700, DENOM)]).unwrap();
    let token = token(&mut world.suite.chain, &owner, "token", &[(&treasury, 1_000)]);
    world.suite.call(&token, "token");

    let told = world.owner_tells(&other(native("uother"), &eve, 7));
    assert_eq!(told, ["other_spent asset=uother to=eve amount=7"]);
    let told = world.owner_tells(&other(Asset::Cw20(token.to_string()), &eve, 9));
    assert_eq!(told, ["other_spent asset=token to=eve amount=9"]);

    assert_eq!(world.suite.chain.balance(&eve, "uother").unwrap(), uint(7));
    assert_eq!((tokens_of(&world.suite.chain, &token, &eve), world.balance()), (9, 700));
}

/// T-04, A-04.
#[test]
fn revenue_is_nothing_else_and_what_is_not_here_cannot_be_spent() {
    let mut world = rich();
    let (eve, treasury, owner) = (world.eve.clone(), world.treasury.clone(), world.suite.owner.clone());
    let token = token(&mut world.suite.chain, &owner, "token", &[(&treasury, 1_000)]);
    let cw20 = || Asset::Cw20(token.to_string());

    let revenue = ContractError::RevenueDenom { denom: DENOM.to_owned() };
    assert!(revenue.to_string().contains("denom"));
    world.refuses_owner(&other(native(DENOM), &eve, 1), revenue);
    for asset in [native("uother"), cw20()] {
        world.refuses_owner(&other(asset.clone(), &eve, 0), ContractError::Control(ControlError::ZeroAmount));
        world.refuses_owner(&other(asset.clone(), &treasury, 1), ContractError::InvalidRecipient);
        let not_owner = ContractError::Control(ControlError::Ownership(OwnershipError::NotOwner));
        world.refuses(&eve, &other(asset, &eve, 1), not_owner);
    }
    let below = [(native("uother"), "Cannot Sub"), (cw20(), "Cannot Sub")];
    for (asset, words) in below {
        let (owner, treasury, msg) = (owner.clone(), treasury.clone(), other(asset, &eve, 1_001));
        world.suite.refuses_with(words, |suite| suite.chain.execute(&owner, &treasury, &msg, vec![]));
    }
}

/// A DAO: it sends on what it is told to.
mod dao {
    use super::{
        to_json_binary, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdResult,
    };

    pub fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
        Ok(Response::new())
    }

    pub fn execute(_: DepsMut, _: Env, _: MessageInfo, msg: CosmosMsg) -> StdResult<Response> {
        Ok(Response::new().add_message(msg))
    }

    pub fn query(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
        to_json_binary(&Empty {})
    }
}

fn accept() -> ExecuteMsg {
    ExecuteMsg::UpdateOwnership(OwnershipAction::AcceptOwnership)
}

/// What the DAO sends to the treasury.
fn by_dao(world: &World, msg: &ExecuteMsg) -> CosmosMsg {
    let (contract_addr, msg) = (world.treasury.to_string(), to_json_binary(msg).unwrap());
    WasmMsg::Execute { contract_addr, msg, funds: vec![] }.into()
}

#[test]
fn a_dao_takes_the_ownership_over_and_spends() {
    let mut world = rich();
    let (eve, owner) = (world.eve.clone(), world.suite.owner.clone());
    let code = ContractWrapper::new(dao::execute, dao::instantiate, dao::query);
    world.suite.chain.store_code("dao", Box::new(code));
    let (dao, _) = world.suite.chain.instantiate(&owner, "dao", "dao", &Empty {}, vec![]).unwrap();
    world.suite.call(&dao, "dao");
    let spending = by_dao(&world, &spend(&eve, 300));
    let accepting = by_dao(&world, &accept());

    let offer = OwnershipAction::TransferOwnership { new_owner: dao.to_string(), expiry: None };
    let told = world.owner_tells(&ExecuteMsg::UpdateOwnership(offer));
    assert_eq!(told, ["ownership_updated owner=owner pending_owner=dao"]);
    world.suite.refuses_with("owner", |suite| suite.chain.execute(&eve, &dao, &spending, vec![]));
    let outcome = world.suite.chain.execute(&eve, &dao, &accepting, vec![]).unwrap();
    let contract = CONTRACT;
    assert_eq!(world.suite.told(&outcome, contract), ["ownership_updated owner=dao"]);
    let outcome = world.suite.chain.execute(&eve, &dao, &spending, vec![]).unwrap();
    assert_eq!(world.suite.told(&outcome, contract), ["treasury_spent to=eve amount=300 balance=400"]);

    let not_owner = || ContractError::Control(ControlError::Ownership(OwnershipError::NotOwner));
    world.refuses_owner(&spend(&owner, 1), not_owner());
    let change = Change { release_secs: Some(1), ..Change::default() };
    world.refuses_owner(&change.msg(), not_owner());
}

/// O-02.
#[test]
fn the_ownership_is_neither_given_up_nor_taken() {
    let mut world = rich();
    let (eve, alice) = (world.eve.clone(), world.alice.clone());
    world.refuses(&eve, &accept(), ContractError::Control(ControlError::NothingOffered));
    let renounce = ExecuteMsg::UpdateOwnership(OwnershipAction::RenounceOwnership);
    world.refuses_owner(&renounce, ContractError::Control(ControlError::RenounceRefused));
    let expiry = Some(world.suite.after(60));
    let offer = OwnershipAction::TransferOwnership { new_owner: alice.to_string(), expiry };
    world.owner_tells(&ExecuteMsg::UpdateOwnership(offer));

    let not_pending = ControlError::Ownership(OwnershipError::NotPendingOwner);
    world.refuses(&eve, &accept(), ContractError::Control(not_pending));
    world.suite.wait(60);
    world.refuses(&alice, &accept(), ContractError::Control(ControlError::OfferExpired));
}
