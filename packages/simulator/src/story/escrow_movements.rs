//! Which coins and tokens escrows moved, and what for.

use tributary_types::joint_staking::CONTRACT;

use super::cast::Cast;
use super::escrows::is_escrow;
use super::facts::Fact;
use super::look::Look;
use super::movement::{backwards, payment, Kind, Movement};

/// What an escrow reports that it got or paid, in coins or tokens.
pub fn moved(cast: &Cast, look: &Look, fact: &Fact) -> Option<Movement> {
    let (stake, reward) = (cast.denom(&fact.by), cast.reward(&fact.by));
    let of = |key: &str, amount: &str, denom: Option<&str>, kind: Kind| {
        let paid = payment(cast, fact, key, fact.amount(amount), kind);
        Movement { denom: denom.unwrap_or_default().to_owned(), ..paid }
    };
    match fact.name.as_str() {
        "agreement_started" => Some(backwards(of("staker", "principal", stake, Kind::Stake))),
        "rewards_funded" => Some(backwards(of("sender", "amount", reward, Kind::Rewards))),
        "rewards_claimed" => Some(of("party", "amount", reward, Kind::RewardsPaid)),
        // It comes out of a pool later.
        "agreement_settled" | "agreement_terminated" if !fact.text("pool").is_empty() => None,
        "agreement_settled" => Some(of("staker", "principal_returned", stake, Kind::StakeBack)),
        "agreement_terminated" => {
            let escrow = look.escrows.iter().find(|escrow| escrow.contract == fact.by)?;
            let staker = escrow.agreement(fact.count("agreement_id"))?.staker.clone();
            let back = of("staker", "principal_returned", stake, Kind::StakeBack);
            Some(Movement { to: Some(staker), ..back })
        }
        "principal_released" => Some(of("staker", "amount", stake, Kind::StakeBack)),
        "revenue_forwarded" if !fact.text("treasury").is_empty() => {
            Some(of("treasury", "amount", reward, Kind::Within))
        }
        _ => None,
    }
}

/// What comes back of coins or tokens that were brought for a penalty.
pub fn change(brought: &Movement, facts: &[Fact]) -> Option<Movement> {
    let ended =
        |fact: &&Fact| Some(&fact.by) == brought.to.as_ref() && fact.is(CONTRACT, "agreement_terminated");
    let needed = facts.iter().find(ended)?.amount("from_coins");
    let amount = brought.amount.saturating_sub(needed);
    Some(backwards(Movement { amount, kind: Kind::Change, ..brought.clone() }))
}

/// Tokens that were brought for a penalty, and what of them came back.
pub fn brought(cast: &Cast, moved: &[Movement], facts: &[Fact]) -> Vec<Movement> {
    let to_escrow = moved.iter().find(|moved| {
        let to = moved.to.as_ref().filter(|to| is_escrow(cast, to));
        to.is_some_and(|to| cast.reward(to) == Some(&moved.denom))
    });
    let Some(brought) = to_escrow.map(|of| Movement { kind: Kind::Penalty, ..of.clone() }) else {
        return vec![];
    };
    let Some(change) = change(&brought, facts) else { return vec![] };
    vec![brought, change]
}
