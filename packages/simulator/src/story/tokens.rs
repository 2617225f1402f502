//! Tokens of a cw20 that moved, as the token itself reports it: those that vaults work with are in the closing account.

use cosmwasm_std::{Addr, Event, Uint128};

use super::cast::{Cast, Role};
use super::facts::Fact;
use super::movements::{gift, vault, Kind, Movement};
use super::stage::Scene;

/// What a cw20 calls a movement of its tokens.
const MOVES: [&str; 7] = ["transfer", "send", "transfer_from", "send_from", "mint", "burn", "burn_from"];

/// All tokens that a step moved.
pub fn movements(cast: &Cast, scene: &Scene) -> Vec<Movement> {
    let facts = Fact::all(&scene.report.events);
    let reported: Vec<_> = facts.iter().filter_map(|fact| reported(cast, fact, &facts)).collect();
    let moved = scene.report.events.iter().filter_map(|event| moved(cast, event));
    moved.map(|moved| known(cast, moved, &reported)).collect()
}

/// What a vault says of tokens or coins that it got or paid.
fn reported(cast: &Cast, fact: &Fact, facts: &[Fact]) -> Option<Movement> {
    (*cast.role(&fact.by) == Role::BoostedStaking).then(|| vault(cast, fact, facts)).flatten()
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

/// The same with what it was for: what a vault says, otherwise nobody asked for it.
fn known(cast: &Cast, moved: Movement, reported: &[Movement]) -> Movement {
    let same = |of: &&Movement| Movement { kind: moved.kind, ..(*of).clone() } == moved;
    if let Some(of) = reported.iter().find(same) {
        return of.clone();
    }
    let paid = match moved.from.as_ref().map(|from| cast.role(from)) {
        None | Some(Role::Person | Role::Other { .. }) => moved,
        Some(_) => Movement { kind: Kind::Foreign, ..moved },
    };
    gift(cast, paid)
}
