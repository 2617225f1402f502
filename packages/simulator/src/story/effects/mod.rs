//! What a call brought about, in words made from the events.

mod config;
mod escrows;
mod items;
mod licenses;
mod pools;
mod revenue;
mod stakers;
mod vaults;

use tributary_types::{
    boosted_staking, coinbase, joint_staking, license_nft, pool_registry, staker_registry, treasury_decay,
};

use super::cast::Role;
use super::facts::Fact;
use super::teller::Teller;
use super::tone::{Line, Tone};

/// One line for every fact that says more than the call itself.
pub fn effects(teller: &Teller, facts: &[Fact]) -> Vec<Line> {
    // An escrow stakes through pools alone.
    let through_pools = matches!(teller.cast.role(teller.called), Role::PoolRegistry | Role::JointStaking);
    // What has arrived is booked before anything else happens; the event comes later.
    let (booked, others): (Vec<_>, Vec<_>) = facts.iter().partition(|fact| fact.name == "rewards_booked");
    // A principal is paid out of what a pool pays back.
    let (released, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|fact| fact.is(joint_staking::CONTRACT, "principal_released"));
    let all = booked.into_iter().chain(others).chain(released);
    let lines = all.filter(|fact| signed(teller, fact)).filter_map(|fact| {
        if fact.name == "records_migrated" {
            return Some(config::page(fact));
        }
        let common = || config::line(teller, fact);
        match fact.contract.as_str() {
            pool_registry::CONTRACT => {
                let shared = || items::line(teller, fact, true).or_else(common);
                pools::line(teller, fact).or_else(shared)
            }
            // The pool-registry tells the same and more.
            staker_registry::CONTRACT if through_pools => items::line(teller, fact, true),
            staker_registry::CONTRACT => {
                items::line(teller, fact, false).or_else(|| stakers::line(teller, fact)).or_else(common)
            }
            license_nft::CONTRACT => licenses::line(teller, fact),
            treasury_decay::CONTRACT => revenue::line(teller, fact),
            boosted_staking::CONTRACT => vaults::line(teller, fact, facts),
            joint_staking::CONTRACT => escrows::line(teller, fact, facts),
            coinbase::CONTRACT => recovered(teller, fact),
            _ => None,
        }
    });
    lines.collect()
}

/// Whether the contract that reports is the one whose signature the fact bears.
fn signed(teller: &Teller, fact: &Fact) -> bool {
    let role = teller.cast.role(&fact.by);
    match fact.contract.as_str() {
        pool_registry::CONTRACT => *role == Role::PoolRegistry,
        staker_registry::CONTRACT => *role == Role::StakerRegistry,
        license_nft::CONTRACT => *role == Role::LicenseNft,
        treasury_decay::CONTRACT => *role == Role::TreasuryDecay,
        boosted_staking::CONTRACT => *role == Role::BoostedStaking,
        joint_staking::CONTRACT => *role == Role::JointStaking,
        coinbase::CONTRACT => matches!(role, Role::Coinbase { .. }),
        _ => false,
    }
}

fn recovered(teller: &Teller, fact: &Fact) -> Option<Line> {
    if fact.name != "recovered" {
        return None;
    }
    let coins = super::money::Unit::of(fact.text("denom")).coins(fact.amount("amount"));
    Some(Line::new(Tone::Paid, format!("{} gets {coins}", teller.subject(fact, "recipient"))))
}
