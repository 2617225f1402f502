//! Pairs of runs that must agree, and what nobody gains by.

use anyhow::Result;
use cosmwasm_std::Addr;
use serde_json::json;
use tributary_testing::dice::Dice;
use tributary_types::boosted_staking::{ExecuteMsg, InstantiateMsg};

use crate::assets::{saying, DENOM};
use crate::bench::{Act, Bench};
use crate::stage::Boosts;
use crate::terms::funded;

const DAY: u64 = 86_400;

fn all() -> ExecuteMsg {
    ExecuteMsg::Claim { position_id: None, start_after: None, limit: None }
}

fn purse(bench: &Bench, who: &Addr) -> u128 {
    bench.around.bank.balance(who, DENOM)
}

/// Several stakers whose positions end one after the other; then `each_day` for a hundred days, and what everybody has.
fn played(seed: u64, each_day: impl Fn(&mut Bench, &Addr, u64) -> Result<()>) -> Result<Vec<u128>> {
    let mut bench = funded(Boosts::None, |terms| terms)?;
    let (mut dice, people) = (Dice::new(seed), bench.stage.cast.people.clone());
    for who in &people {
        for _ in 0..dice.between(1, 4) {
            let (amount, days) = (dice.between(1, 1_000_000), dice.between(30, 70) as u32);
            bench.must_act(who, &bench.staking(amount, days))?;
            bench.advance(dice.between(1, 20_000) as u64)?;
        }
    }
    for day in 0..190 {
        bench.advance(DAY)?;
        for who in &people {
            each_day(&mut bench, who, day)?;
        }
    }
    for who in &people {
        bench.must(who, all())?;
    }
    let purses = people.iter().map(|who| purse(&bench, who)).collect();
    bench.drain()?;
    Ok(purses)
}

/// BV-12, BV-16: often or once, by batches, by pages or at once.
#[test]
fn how_often_and_in_which_pages_somebody_claims_changes_nothing() {
    for seed in 0..3 {
        let once = played(seed, |_, _, _| Ok(())).expect("a run");
        let often = played(seed, |bench, who, day| {
            if (day + seed) % 3 == 0 {
                bench.must(who, all())?;
            }
            Ok(())
        });
        let pages = played(seed, |bench, who, day| {
            if day % 40 != 7 {
                return Ok(());
            }
            let mut start_after = None;
            loop {
                let before = bench.vault.claimed;
                bench.must(who, ExecuteMsg::Claim { position_id: None, start_after, limit: Some(1) })?;
                let later =
                    bench.vault.positions.iter().filter(|(_, it)| it.user == *who && it.reward.is_some());
                let next = later.map(|(id, _)| *id).find(|id| start_after.is_none_or(|start| *id > start));
                let Some(next) = next.filter(|_| bench.vault.claimed > before) else { return Ok(()) };
                start_after = Some(next);
            }
        });

        assert_eq!(often.expect("a run"), once, "claims often");
        assert_eq!(pages.expect("a run"), once, "claims by pages");
    }
}

/// BV-06: pieces earn less than the whole, but not by a unit each.
#[test]
fn a_stake_in_pieces_earns_no_more_than_as_one() {
    for seed in 0..4 {
        let mut dice = Dice::new(seed);
        let pieces: Vec<u128> = (0..dice.between(2, 9)).map(|_| dice.between(1, 5_000)).collect();
        let earn = |stakes: &[u128]| -> Result<u128> {
            let mut bench = funded(Boosts::None, |terms| terms)?;
            let (one, other) = (bench.stage.cast.people[0].clone(), bench.stage.cast.people[1].clone());
            bench.must_act(&other, &bench.staking(77_777, 95))?;
            for amount in stakes {
                bench.must_act(&one, &bench.staking(*amount, 31))?;
            }
            bench.advance(31 * DAY)?;
            bench.must(&one, all())?;
            Ok(bench.ghost.rewards.values().sum())
        };

        let (whole, sum) = (earn(&[pieces.iter().sum()]).expect("a run"), earn(&pieces).expect("a run"));

        assert!(sum <= whole && whole < sum + pieces.len() as u128, "{sum} of {pieces:?}, {whole} as one");
    }
}

/// BV-16: whoever comes after a silence finds what daily visits leave.
#[test]
fn a_long_silence_ends_as_daily_visits_do() {
    let ended = |visits: u64| {
        let mut bench = funded(Boosts::None, |terms| terms).expect("a vault");
        let (mut dice, people) = (Dice::new(5), bench.stage.cast.people.clone());
        for who in &people {
            let (amount, days) = (dice.between(1, 1_000_000), dice.between(30, 60) as u32);
            bench.must_act(who, &bench.staking(amount, days)).expect("a stake");
        }
        let keeper = bench.stage.cast.keeper.clone();
        for _ in 0..visits {
            bench.advance(90 * DAY / visits).expect("time");
            bench.must(&keeper, ExecuteMsg::Advance {}).expect("a visit");
        }
        (bench.view.emission, bench.view.passed, bench.view.totals)
    };

    assert_eq!(ended(1), ended(90));
}

/// V-12: a principal that comes back is staked again, and what vests does so faster.
#[test]
fn restaking_in_the_same_block_lifts_the_speed() {
    let mut bench = funded(Boosts::None, |terms| terms).expect("a vault");
    let who = bench.stage.cast.people[0].clone();
    bench.must_act(&who, &bench.staking(200, 30)).expect("a stake");
    bench.advance(30 * DAY).expect("time");

    bench.must(&who, ExecuteMsg::Withdraw { position_id: 1 }).expect("the principal");
    bench.must_act(&who, &bench.staking(100, 60)).expect("a stake");

    // cur 100 of hist 300: 45 days instead of 60.
    bench.advance(45 * DAY - 1).expect("time");
    bench.must(&who, all()).expect("a claim");
    assert!(bench.ghost.claimed[&1] < bench.ghost.rewards[&1]);
    bench.advance(1).expect("time");
    bench.must(&who, all()).expect("a claim");
    assert_eq!(bench.ghost.claimed[&1], bench.ghost.rewards[&1]);
    bench.drain().expect("everybody leaves");
}

/// V-12: one NFT passed through many accounts counts for one at a time.
#[test]
fn an_nft_boosts_one_account_at_a_time() {
    let mut bench = funded(Boosts::Deposits, |terms| terms).expect("a vault");
    let people = bench.stage.cast.people.clone();
    for who in &people {
        bench.must_act(who, &bench.staking(1_000, 60)).expect("a stake");
    }
    let (id, mut holder) =
        bench.around.nfts.iter().next().map(|(id, who)| (id.clone(), who.clone())).expect("one");

    for next in people.iter().chain(&people) {
        if *next != holder {
            bench.must_act(&holder, &Act::Give(id.clone(), next.clone())).expect("a gift");
        }
        holder = next.clone();
        let deposit = Act::Deposit(id.clone(), saying(&json!({ "deposit_boost": {} })));
        bench.must_act(&holder, &deposit).expect("a deposit");
        let boosted = people.iter().filter(|who| bench.vault.nfts(who) > 0).count();
        assert_eq!(boosted, 1);
        bench.advance(1_000).expect("time");
        bench.must(&holder, ExecuteMsg::WithdrawNft { token_id: id.clone() }).expect("a withdrawal");
        assert_eq!(people.iter().map(|who| bench.vault.nfts(who)).sum::<u64>(), 0);
    }
    bench.drain().expect("everybody leaves");
}

/// BV-07: the heaviest stakes that can be, beside the lightest, for the most rewards over the smallest stake.
#[test]
fn the_largest_numbers_fit_their_words() {
    let decimal = cosmwasm_std::Decimal::from_ratio(10u128, 1u128);
    let heavy = |terms: InstantiateMsg| InstantiateMsg {
        total_rewards: ((1u128 << 95) - 1).into(),
        weights: Some(tributary_types::boosted_staking::Weights {
            w1: decimal,
            w2: decimal,
            w3: decimal,
            w4: decimal,
            b0: decimal,
        }),
        loyalty_cap: Some(1_000_000_000_000),
        max_days: Some(365),
        duration_days: Some(400),
        ..terms
    };
    let mut bench = funded(Boosts::None, heavy).expect("a vault");
    let (giant, dust) = (bench.stage.cast.people[0].clone(), bench.stage.cast.people[1].clone());
    let oracle = bench.stage.cast.oracle.clone();
    let score = |user: &Addr| tributary_types::boosted_staking::LoyaltyScore {
        user: user.to_string(),
        score: u64::MAX,
    };
    bench.must(&oracle, ExecuteMsg::SetLoyalty { scores: vec![score(&giant)] }).expect("a score");
    bench.must_act(&dust, &bench.staking(1, 365)).expect("a unit");
    bench.advance(100_000).expect("time");
    bench.must_act(&giant, &bench.staking(10u128.pow(29), 30)).expect("a fortune");
    for _ in 0..40 {
        bench.advance(DAY + 7).expect("time");
        bench.must(&dust, ExecuteMsg::Advance {}).expect("a visit");
    }
    bench.advance(360 * DAY).expect("time");
    bench.drain().expect("everybody leaves");
}
