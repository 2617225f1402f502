//! Charts of escrows: what there is for agreements, and what both parties of each have earned.

use cosmwasm_std::{Uint128, Uint256};
use tributary_types::joint_staking::AgreementResponse;

use super::charts::{Chart, Point, Series};
use super::escrows::{part, Escrow, Party};
use super::money::Unit;
use super::series::Drawing;

/// A millionth in the smallest steps of a decimal.
const ATOMICS_PER_PPM: u128 = 1_000_000_000_000;

/// Fractional digits of a percentage in millionths.
const PERCENT_DECIMALS: usize = 4;

/// The charts of every escrow that ever had an agreement.
pub fn charts(drawing: &Drawing) -> Vec<Chart> {
    let used = drawing.played.escrows().iter().filter(|escrow| !escrow.agreements.is_empty());
    used.flat_map(|escrow| [nu(drawing, escrow), pool(drawing, escrow), earned(drawing, escrow)]).collect()
}

fn reward(drawing: &Drawing, escrow: &Escrow) -> Unit {
    Unit::of(drawing.played.cast.reward(&escrow.contract).unwrap_or_default())
}

/// What base rewards are scaled by, while something earns.
fn nu(drawing: &Drawing, escrow: &Escrow) -> Chart {
    let points = points(drawing, escrow, |escrow| {
        let ppm = escrow.totals.nu.atomics().checked_div(Uint128::new(ATOMICS_PER_PPM)).unwrap_or_default();
        let earns = !escrow.totals.weight.is_zero();
        if earns {
            ppm.into()
        } else {
            Uint256::zero()
        }
    });
    Chart {
        title: format!("nu of {}", drawing.name(&escrow.contract)),
        about:
            "What base rewards are scaled by, by the day's cap and the reward pool; 0 while nothing earns."
                .to_owned(),
        unit: Unit::named("%", PERCENT_DECIMALS),
        series: vec![Series { name: "nu".to_owned(), colour: 0, dashed: false, steps: true, points }],
    }
}

/// What is free, and what came.
fn pool(drawing: &Drawing, escrow: &Escrow) -> Chart {
    let free = points(drawing, escrow, |escrow| escrow.totals.reward_pool.into());
    let came = points(drawing, escrow, |escrow| escrow.totals.rewards_funded.into());
    let line = |name: &str, dashed, steps, points| {
        let name = name.to_owned();
        Series { name, colour: 0, dashed, steps, points }
    };
    Chart {
        title: format!("Reward pool of {}", drawing.name(&escrow.contract)),
        about: "What nobody has earned yet. Dashed: everything that came so far, penalties included."
            .to_owned(),
        unit: reward(drawing, escrow),
        series: vec![line("free", false, false, free), line("came", true, true, came)],
    }
}

/// What owner and staker of each agreement have earned.
fn earned(drawing: &Drawing, escrow: &Escrow) -> Chart {
    let mut series = vec![];
    for (colour, agreement) in escrow.agreements.iter().enumerate() {
        for (party, role, dashed) in [(Party::Owner, "owner", false), (Party::Staker, "staker", true)] {
            let id = agreement.agreement_id;
            let total = |agreement: &AgreementResponse| part(agreement, party).1.total.into();
            let points =
                points(drawing, escrow, |escrow| escrow.agreement(id).map_or_else(Uint256::zero, total));
            let name = format!("agreement {id}, {} ({role})", drawing.name(part(agreement, party).0));
            series.push(Series { name, colour, dashed, steps: false, points });
        }
    }
    Chart {
        title: format!("Rewards of agreements in {}", drawing.name(&escrow.contract)),
        about: "What owners have earned, claimed or not. Dashed: what stakers have.".to_owned(),
        unit: reward(drawing, escrow),
        series,
    }
}

/// A value of an escrow over time.
fn points(drawing: &Drawing, of: &Escrow, value: impl Fn(&Escrow) -> Uint256) -> Vec<Point> {
    let points = drawing.played.looks.iter().filter_map(|(_, look)| {
        let escrow = look.escrows.iter().find(|escrow| escrow.contract == of.contract)?;
        Some(drawing.axis.point(look, value(escrow)))
    });
    points.collect()
}
