//! Charts of vaults: what everybody's stake weighs, and which rewards are earned and vested.

use cosmwasm_std::{Addr, Uint256};
use tributary_types::boosted_staking::CONTRACT;

use super::charts::{Chart, Point, Series};
use super::money::Unit;
use super::series::Drawing;
use super::vaults::{Vault, VaultUser};

/// The charts of every vault in which somebody ever had a stake.
pub fn charts(drawing: &Drawing) -> Vec<Chart> {
    let vaults = drawing.played.vaults().iter();
    vaults.flat_map(|vault| [weights(drawing, vault), rewards(drawing, vault)]).flatten().collect()
}

/// What everybody's open positions weigh.
fn weights(drawing: &Drawing, vault: &Vault) -> Option<Chart> {
    let mut series = vec![];
    for (colour, (name, user)) in vault.by_name(&drawing.played.cast).into_iter().enumerate() {
        let points = points(drawing, vault, &user.user, |_, user| user.weight());
        series.extend(line(Series { name, colour, dashed: false, steps: true, points }));
    }
    let cast = &drawing.played.cast;
    (!series.is_empty()).then(|| Chart {
        title: format!("Weights in {}", drawing.name(&vault.contract)),
        about: "What everybody's open positions weigh; rewards are shared by it.".to_owned(),
        unit: Unit::of(cast.denom(&vault.contract).unwrap_or_default()).called("weight"),
        series,
    })
}

/// What everybody has earned, and what of it has vested.
fn rewards(drawing: &Drawing, vault: &Vault) -> Option<Chart> {
    let mut series = vec![];
    for (colour, (name, user)) in vault.by_name(&drawing.played.cast).into_iter().enumerate() {
        let claimed = drawing.sums(|fact| {
            fact.by == vault.contract && fact.is(CONTRACT, "claimed") && fact.address("user") == user.user
        });
        let with_claimed = |of: fn(&VaultUser) -> Uint256| {
            points(drawing, vault, &user.user, |scenes, user| {
                let before = scenes.checked_sub(1).and_then(|last| claimed.get(last));
                before.copied().unwrap_or_default().saturating_add(of(user))
            })
        };
        let vested = with_claimed(VaultUser::claimable);
        let earned = with_claimed(VaultUser::rewards);
        let with_rest = format!("{name} with what is locked");
        series.extend(line(Series { name, colour, dashed: false, steps: false, points: vested }));
        series.extend(line(Series { name: with_rest, colour, dashed: true, steps: false, points: earned }));
    }
    let cast = &drawing.played.cast;
    (!series.is_empty()).then(|| Chart {
        title: format!("Rewards of {}", drawing.name(&vault.contract)),
        about:
            "What has vested, claimed or not. Dashed: with what vests and what open positions have earned."
                .to_owned(),
        unit: Unit::of(cast.reward(&vault.contract).unwrap_or_default()),
        series,
    })
}

/// A value of a user over time, with the number of scenes before it.
fn points(
    drawing: &Drawing,
    vault: &Vault,
    user: &Addr,
    value: impl Fn(usize, &VaultUser) -> Uint256,
) -> Vec<Point> {
    let points = drawing.played.looks.iter().filter_map(|(scenes, look)| {
        let vault = look.vaults.iter().find(|of| of.contract == vault.contract)?;
        let user = vault.users.iter().find(|of| of.user == *user)?;
        Some(drawing.axis.point(look, value(*scenes, user)))
    });
    points.collect()
}

/// A line that is not zero all along.
fn line(series: Series) -> Option<Series> {
    series.points.iter().any(|point| !point.y.is_zero()).then_some(series)
}
