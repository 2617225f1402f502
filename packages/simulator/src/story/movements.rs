//! Which coins a step moved, and what for, from its message and its events.

use cosmwasm_std::{Addr, Uint128};
use serde_json::Value;
use tributary_types::{
    boosted_staking, coinbase, joint_staking, license_nft, pool_registry, staker_registry, treasury_decay,
};

use super::cast::{Cast, Role};
use super::escrow_movements;
use super::facts::Fact;
use super::look::Look;
use super::movement::{backwards, gift, payment, Kind, Movement};
use super::stage::Scene;
use crate::coins::Coins;
use crate::report::Action;
use crate::step::Step;

/// Everything that a step moved.
pub fn movements(cast: &Cast, scene: &Scene) -> Vec<Movement> {
    let Some((from, to)) = &scene.ends else { return vec![] };
    if scene.report.refused.is_some() || scene.report.mismatches.iter().any(|mismatch| mismatch.at == "call")
    {
        return vec![];
    }
    let all = match &scene.report.action {
        Action::Start | Action::Step(Step::Advance(_) | Step::Query(_) | Step::Balance(_)) => vec![],
        Action::Deploy(deployment) => sent(from, to, &deployment.funds, |_| Kind::Donation),
        Action::Step(Step::Send(step)) => {
            let of_pool = matches!(cast.role(to), Role::Coinbase { .. });
            let denom = cast.denom(to).unwrap_or_default();
            let kind = |coin: &str| if of_pool && coin == denom { Kind::Rewards } else { Kind::Donation };
            sent(from, to, &step.send.coins, kind)
        }
        Action::Step(Step::Execute(step)) => match cast.role(to) {
            Role::Person | Role::Other { .. } => through_others(cast, scene),
            Role::StakerRegistry
            | Role::PoolRegistry
            | Role::LicenseNft
            | Role::TreasuryDecay
            | Role::BoostedStaking
            | Role::JointStaking
            | Role::Coinbase { .. } => {
                let mut all = sent(from, to, &step.funds, |_| attached(cast.role(to), &step.execute));
                let facts = Fact::all(&scene.report.events);
                let brought = all.iter().find(|of| of.kind == Kind::Penalty);
                let change = brought.and_then(|brought| escrow_movements::change(brought, &facts));
                let called = Called { look: &scene.look, ends: (from, to), facts: &facts };
                all.extend(facts.iter().flat_map(|fact| reported(cast, &called, fact)));
                all.extend(change);
                all
            }
        },
    };
    all.into_iter().filter(|movement| !movement.amount.is_zero()).collect()
}

/// What coins are for that are sent along with a message.
fn attached(to: &Role, message: &Value) -> Kind {
    match to {
        Role::LicenseNft => Kind::Reserve,
        Role::TreasuryDecay => Kind::Revenue,
        Role::BoostedStaking if message.get("fund").is_some() => Kind::Rewards,
        Role::JointStaking if message.get("fund_rewards").is_some() => Kind::Rewards,
        Role::JointStaking if message.get("terminate_agreement").is_some() => Kind::Penalty,
        Role::StakerRegistry
        | Role::PoolRegistry
        | Role::BoostedStaking
        | Role::JointStaking
        | Role::Coinbase { .. } => Kind::Stake,
        Role::Person | Role::Other { .. } => Kind::Other,
    }
}

fn sent(from: &Addr, to: &Addr, coins: &Coins, kind: impl Fn(&str) -> Kind) -> Vec<Movement> {
    let each = coins.iter().map(|(denom, amount)| Movement {
        from: Some(from.clone()),
        to: Some(to.clone()),
        denom: denom.clone(),
        amount: *amount,
        kind: kind(denom),
    });
    each.collect()
}

/// What came of a call of a contract of which nothing is known: what escrows report that it told, and what the bank says.
fn through_others(cast: &Cast, scene: &Scene) -> Vec<Movement> {
    let facts = Fact::all(&scene.report.events);
    let told = facts.iter().filter_map(|fact| escrow_paid(cast, &scene.look, fact));
    let told: Vec<_> = told.collect();
    let mut all = unknown(cast, scene);
    all.retain(|of| of.from.is_none() || !told.iter().any(|told| told.from == of.from));
    all.extend(told);
    all
}

/// Coins that an escrow reports to have paid; coins come with a message, and tokens tell of themselves.
fn escrow_paid(cast: &Cast, look: &Look, fact: &Fact) -> Option<Movement> {
    let known = *cast.role(&fact.by) == Role::JointStaking && fact.contract == joint_staking::CONTRACT;
    let paid = known.then(|| escrow_movements::moved(cast, look, fact)).flatten()?;
    (paid.from.as_ref() == Some(&fact.by) && cast.token(&paid.denom).is_none()).then_some(paid)
}

/// What the bank says that a contract did of which nothing is known.
fn unknown(cast: &Cast, scene: &Scene) -> Vec<Movement> {
    let contracts = scene.moved.iter().filter(|(address, ..)| *cast.role(address) != Role::Person);
    let each = contracts.map(|(address, denom, before, after)| {
        let more = after > before;
        Movement {
            from: (!more).then(|| address.clone()),
            to: more.then(|| address.clone()),
            denom: denom.clone(),
            amount: after.abs_diff(*before),
            kind: Kind::Other,
        }
    });
    each.collect()
}

/// A call of a contract of the suite, and what came of it.
struct Called<'a> {
    look: &'a Look,
    /// Who sent the message, and which contract got it.
    ends: (&'a Addr, &'a Addr),
    facts: &'a [Fact],
}

/// What a fact moved.
fn reported(cast: &Cast, call: &Called, fact: &Fact) -> Vec<Movement> {
    let Called { look, ends, facts } = *call;
    let (_, called) = ends;
    let pay = |key: &str, amount: Uint128, kind: Kind| payment(cast, fact, key, amount, kind);
    let (amount, fee) = (fact.amount("amount"), fact.amount("fee"));
    match (cast.role(&fact.by), fact.contract.as_str(), fact.name.as_str()) {
        (Role::StakerRegistry, staker_registry::CONTRACT, "unbond_finalized") => {
            // To an escrow it is on the way to whoever staked.
            let inside = *cast.role(&fact.address("recipient")) == Role::JointStaking;
            let kind = if inside { Kind::Within } else { Kind::StakeBack };
            let net = amount.saturating_sub(fee);
            vec![pay("recipient", net, kind), pay("fee_recipient", fee, Kind::Bounty)]
        }
        (Role::StakerRegistry, staker_registry::CONTRACT, "transfer_finalized") => {
            vec![pay("fee_recipient", fee, Kind::Bounty)]
        }
        (Role::StakerRegistry, staker_registry::CONTRACT, "revenue_forwarded") => {
            let inside = *cast.role(&fact.address("treasury")) == Role::TreasuryDecay;
            vec![pay("treasury", amount, if inside { Kind::Within } else { Kind::Revenue })]
        }
        (Role::StakerRegistry, staker_registry::CONTRACT, "bonded" | "staker_registered")
            if *called != fact.by =>
        {
            let bonded = pay("staker", amount, Kind::Within);
            vec![Movement { from: Some(called.clone()), to: Some(fact.by.clone()), ..bonded }]
        }
        (Role::StakerRegistry, staker_registry::CONTRACT, "license_released") => {
            vec![pay("bonder", fact.amount("surplus"), Kind::StakeBack)]
        }
        (Role::LicenseNft, license_nft::CONTRACT, _) => reserve(cast, ends, fact),
        (Role::TreasuryDecay, treasury_decay::CONTRACT, _) => revenue(cast, fact),
        (Role::BoostedStaking, boosted_staking::CONTRACT, _) => {
            // Coins come with a message, and tokens tell of themselves.
            let paid = vault(cast, fact, facts).filter(|of| of.from.as_ref() == Some(&fact.by));
            paid.into_iter().filter(|paid| cast.token(&paid.denom).is_none()).collect()
        }
        (Role::JointStaking, joint_staking::CONTRACT, _) => {
            escrow_paid(cast, look, fact).into_iter().collect()
        }
        (Role::Coinbase { .. }, coinbase::CONTRACT, "paid") => {
            vec![pay("recipient", amount, purpose(cast, fact, facts))]
        }
        (Role::Coinbase { .. }, coinbase::CONTRACT, "recovered") => {
            let recovered = pay("recipient", amount, Kind::Foreign);
            vec![Movement { denom: fact.text("denom").to_owned(), ..recovered }]
        }
        _ => vec![],
    }
}

/// What left the reserve of the licences.
fn reserve(cast: &Cast, (sender, called): (&Addr, &Addr), fact: &Fact) -> Vec<Movement> {
    let pay = |key: &str, amount: &str, kind: Kind| payment(cast, fact, key, fact.amount(amount), kind);
    match fact.name.as_str() {
        "funding_reclaimed" => vec![pay("funder", "amount", Kind::ReserveBack)],
        "license_redeemed" => vec![pay("owner", "amount", Kind::Redeemed)],
        "licenses_liquidated" => {
            // To whoever asked for it, which is a registry, or an account in its place.
            let registry = if *called == fact.by { sender } else { called };
            let kind = if *cast.role(registry) == Role::Person { Kind::Other } else { Kind::Within };
            vec![Movement { to: Some(registry.clone()), ..pay("node", "released", kind) }]
        }
        _ => vec![],
    }
}

/// What left the treasury or what it has for the pools.
fn revenue(cast: &Cast, fact: &Fact) -> Vec<Movement> {
    let pay = |key: &str, amount: &str, kind: Kind| payment(cast, fact, key, fact.amount(amount), kind);
    match fact.name.as_str() {
        "revenue_received" => {
            // It goes to nobody.
            vec![Movement { to: None, ..pay("burned", "burned", Kind::Burned) }]
        }
        "pool_collected" => vec![pay("coinbase", "amount", Kind::Rewards)],
        "share_claimed" => vec![pay("user", "amount", Kind::RewardsPaid)],
        "treasury_spent" => vec![gift(cast, pay("to", "amount", Kind::Spent))],
        // Tokens of a contract are no coins.
        "other_spent" if *cast.role(&fact.address("asset")) == Role::Person => {
            let spent = pay("to", "amount", Kind::Foreign);
            vec![gift(cast, Movement { denom: fact.text("asset").to_owned(), ..spent })]
        }
        _ => vec![],
    }
}

/// What a vault reports that it got or paid, in coins or tokens.
pub(super) fn vault(cast: &Cast, fact: &Fact, facts: &[Fact]) -> Option<Movement> {
    let moved = |key: &str, denom: Option<&str>, kind: Kind| {
        let paid = payment(cast, fact, key, fact.amount("amount"), kind);
        Movement { denom: denom.unwrap_or_default().to_owned(), ..paid }
    };
    let (stake, reward) = (cast.denom(&fact.by), cast.reward(&fact.by));
    match fact.name.as_str() {
        "staked" => Some(backwards(moved("user", stake, Kind::Stake))),
        "funded" => Some(backwards(moved("sender", reward, Kind::Rewards))),
        "withdrawn" => Some(moved("user", stake, Kind::StakeBack)),
        "claimed" => Some(moved("user", reward, Kind::RewardsPaid)),
        "unused_swept" => {
            let (to, unused) = (fact.address("to"), moved("to", reward, Kind::Unused));
            let revenue = |of: &Fact| of.by == to && of.is(treasury_decay::CONTRACT, "revenue_received");
            Some(match facts.iter().any(revenue) {
                true => Movement { kind: Kind::Within, ..unused },
                false => gift(cast, unused),
            })
        }
        _ => None,
    }
}

/// What a coinbase pays for: rewards to be staked, those of an escrow's reward pool, the fee for redelegating, or rewards.
fn purpose(cast: &Cast, paid: &Fact, facts: &[Fact]) -> Kind {
    if matches!(cast.role(&paid.address("recipient")), Role::PoolRegistry | Role::JointStaking) {
        return Kind::Within;
    }
    let for_fee = |fact: &Fact| {
        fact.is(pool_registry::CONTRACT, "rewards_redelegated")
            && fact.text("pool") == paid.text("pool")
            && fact.text("fee_recipient") == paid.text("recipient")
            && fact.amount("fee") == paid.amount("amount")
    };
    if facts.iter().any(for_fee) {
        Kind::Bounty
    } else {
        Kind::RewardsPaid
    }
}
