//! Tokens of a cw20 that moved, as the token itself reports it: those that vaults and escrows work with are in the closing
//! account.

use cosmwasm_std::{Addr, Event, Uint128};
use tributary_types::{boosted_staking, joint_staking};

use super::cast::{Cast, Role};
use super::escrow_movements::{self, brought};
use super::facts::Fact;
use super::look::Look;
use super::movement::{gift, Kind, Movement};
use super::movements::vault;
use super::stage::Scene;

/// What a cw20 calls a movement of its tokens.
const MOVES: [&str; 7] = ["transfer", "send", "transfer_from", "send_from", "mint", "burn", "burn_from"];

/// All tokens that a step moved.
pub fn movements(cast: &Cast, scene: &Scene) -> Vec<Movement> {
    let facts = Fact::all(&scene.report.events);
    let moved: Vec<_> = scene.report.events.iter().filter_map(|event| moved(cast, event)).collect();
    let told = facts.iter().filter_map(|fact| reported(cast, &scene.look, fact, &facts));
    let mut told: Vec<_> = told.chain(brought(cast, &moved, &facts)).collect();
    moved.into_iter().map(|moved| known(cast, moved, &mut told)).collect()
}

/// What a vault or an escrow says of tokens or coins that it got or paid.
fn reported(cast: &Cast, look: &Look, fact: &Fact, facts: &[Fact]) -> Option<Movement> {
    match (cast.role(&fact.by), fact.contract.as_str()) {
        (Role::BoostedStaking, boosted_staking::CONTRACT) => vault(cast, fact, facts),
        (Role::JointStaking, joint_staking::CONTRACT) => escrow_movements::moved(cast, look, fact),
        _ => None,
    }
}

fn moved(cast: &Cast, event: &Event) -> Option<Movement> {
    let of = |key: &str| {
        let attribute = event.attributes.iter().find(|attribute| attribute.key == key);
        attribute.map(|attribute| attribute.value.as_str())
    };
    let denom = cast.coin(&Addr::unchecked(of("_contract_address")?))?.to_owned();
    let moves = event.ty == "wasm" && MOVES.contains(&of("action")?);
    let amount = Uint128::new(of("amount")?.parse().ok()?);
    let [from, to] = ["from", "to"].map(|key| of(key).map(Addr::unchecked));
    moves.then_some(Movement { from, to, denom, amount, kind: Kind::Other })
}

/// The same with what it was for: what a vault or an escrow says, which is said once, otherwise nobody asked for it.
fn known(cast: &Cast, moved: Movement, told: &mut Vec<Movement>) -> Movement {
    let same = |of: &Movement| Movement { kind: moved.kind, ..of.clone() } == moved;
    if let Some(at) = told.iter().position(same) {
        return told.remove(at);
    }
    let paid = match moved.from.as_ref().map(|from| cast.role(from)) {
        None | Some(Role::Person | Role::Other { .. }) => moved,
        Some(_) => Movement { kind: Kind::Foreign, ..moved },
    };
    gift(cast, paid)
}
