//! Whether what is said of vaults fits together.

use cosmwasm_std::Uint256;
use tributary_types::boosted_staking::{PositionStatus, CONTRACT};

use super::facts::Fact;
use super::money::sum;
use super::stage::Played;
use super::vaults::{Vault, VaultUser};

/// What does not fit together: the contract's sums, its rows, and what it reported.
pub fn problems(played: &Played) -> Vec<String> {
    let facts = played.facts();
    played
        .vaults()
        .iter()
        .flat_map(|vault| problems_of(vault, &played.cast.name(&vault.contract), &facts))
        .collect()
}

fn problems_of(vault: &Vault, name: &str, facts: &[Fact]) -> Vec<String> {
    let totals = &vault.totals;
    let reported = |name: &str| {
        let of = facts.iter().filter(|fact| fact.by == vault.contract && fact.is(CONTRACT, name));
        sum(of.map(|fact| fact.amount("amount")))
    };
    let open = vault.positions().filter(|position| position.status == PositionStatus::Open).count();
    let staked = reported("staked").saturating_sub(reported("withdrawn"));
    let pairs = [
        (
            "principal of each position",
            sum(vault.positions().map(|of| of.amount)),
            totals.principal_held.into(),
        ),
        ("principal staked and not withdrawn", staked, totals.principal_held.into()),
        ("principal of open positions", vault.all(VaultUser::staked), totals.total_staked.into()),
        ("open positions", count(open), totals.open_positions.into()),
        ("rewards funded", reported("funded"), totals.funded.into()),
        ("rewards claimed", reported("claimed"), totals.claimed.into()),
        ("rewards claimed of each batch", reported("batch_claimed"), totals.claimed.into()),
        ("unused rewards sent away", reported("unused_swept"), totals.swept.into()),
    ];
    let unequal = pairs.into_iter().filter(|(_, one, other): &(_, Uint256, Uint256)| one != other);
    let mut found: Vec<_> =
        unequal.map(|(what, one, other)| format!("{what}: {one} and {other} ({name})")).collect();
    // Each position's is rounded down.
    let weight = vault.all(VaultUser::weight);
    if totals.total_weight < weight || totals.total_weight > weight.saturating_add(count(open)) {
        found.push(format!("weight: {weight} by positions and {} ({name})", totals.total_weight));
    }
    let gone = totals.claimed.saturating_add(totals.swept);
    let left = totals.funded.saturating_sub(gone);
    let owed = vault.all(VaultUser::rewards);
    if owed > Uint256::from(left) {
        found.push(format!("{name} owes {owed} of rewards and has {left} for it"));
    }
    found
}

fn count(number: usize) -> Uint256 {
    u64::try_from(number).unwrap_or(u64::MAX).into()
}
