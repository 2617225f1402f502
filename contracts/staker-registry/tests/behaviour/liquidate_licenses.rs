//! `liquidate` where licences answer as well.

use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use cw_multi_test::ContractWrapper;
use tributary_controls::ControlError;
use tributary_math::liquidation::LiquidationMode;
use tributary_staker_registry::ContractError;
use tributary_testing::{Parameters, DENOM};
use tributary_types::license_nft::{self, LiquidationPreviewResponse, StatusResponse};
use tributary_types::pool_registry::{self, DelegationResponse, PoolState};
use tributary_types::staker_registry::{
    BondState, ConfigChange, ConfigResponse, ExecuteMsg, LicenseBondsResponse, Liquidation, QueryMsg,
    StakersResponse, CONTRACT,
};

use crate::support::licenses::{register_pool, register_staker, E};
use crate::support::suite::{data, id, uint, Suite};
use crate::treasury::treasury;
use crate::world::DAY;

/// Licences count, and revenue has somewhere to go.
fn with_treasury(mode: LiquidationMode) -> Suite {
    let mut suite = Suite::licensed_with(&Parameters::default(), |msg| msg.liquidation_mode = Some(mode));
    let treasury = Some(treasury(&mut suite).into_string());
    suite.announce(&ConfigChange { treasury, ..ConfigChange::default() }).unwrap();
    suite
}

/// Sol with these tokens and licences, all bonded; the mainnet is open.
fn solo(mode: LiquidationMode, tokens: u128, ids: &[&str]) -> (Suite, Addr) {
    let mut suite = with_treasury(mode);
    let sol = suite.who("sol");
    suite.mint(&sol, ids);
    let register = register_staker(&mut suite, "sol");
    suite.send_license(&sol, ids[0], &register).unwrap();
    for id in &ids[1..] {
        suite.bond_license(&sol, &sol, id).unwrap();
    }
    if tokens > 0 {
        suite.bond(&sol, &sol, tokens).unwrap();
    }
    suite.open_mainnet();
    (suite, sol)
}

/// Ada's pool with 500 tokens and the licences 10, 2, 9, in which cyd has 2000 tokens and a licence.
fn pool(mode: LiquidationMode) -> (Suite, Addr, Addr) {
    let mut suite = with_treasury(mode);
    let (ada, cyd) = (suite.who("ada"), suite.who("cyd"));
    suite.mint(&ada, &["10", "2", "9"]);
    suite.mint(&cyd, &["1"]);
    let open = register_pool(&suite, "ada", 0);
    suite.send_license(&ada, "9", &open).unwrap();
    suite.bond_license(&ada, &ada, "2").unwrap();
    suite.bond_license(&ada, &ada, "10").unwrap();
    suite.delegate(&ada, &ada, 500).unwrap();
    suite.delegate(&cyd, &ada, 2_000).unwrap();
    suite.bond_license(&cyd, &ada, "1").unwrap();
    suite.open_mainnet();
    (suite, ada, cyd)
}

fn outcome(taken: u128, left: u128, burned: u32, surplus: u128) -> Liquidation {
    Liquidation { taken: uint(taken), left: uint(left), burned, surplus: uint(surplus) }
}

/// SR-01, SR-02, LN-07: what is booked is in the bank, and is the sum of its parts; both contracts count the same licences.
#[track_caller]
fn adds_up(suite: &Suite) {
    let totals = suite.totals();
    let booked = [totals.tokens, totals.thawing, totals.transferring, totals.surplus, totals.revenue_due];
    assert_eq!(booked.iter().map(|sum| sum.u128()).sum::<u128>(), suite.holds(&suite.staker_registry));
    let msg = QueryMsg::Stakers { start_after: None, limit: None };
    let stakers = suite.ask_stakers::<StakersResponse>(&msg).unwrap().stakers;
    assert_eq!(stakers.iter().map(|staker| staker.tokens.u128()).sum::<u128>(), totals.tokens.u128());
    assert_eq!(stakers.iter().map(|staker| staker.licenses).sum::<u32>(), totals.licenses);
    let power = stakers.iter().filter(|staker| staker.active).map(|staker| staker.weight.u128());
    assert_eq!(power.sum::<u128>(), totals.power.u128());
    let custody = |staker: &Addr| {
        let msg = QueryMsg::Licenses {
            staker: staker.to_string(),
            owner: None,
            start_after: None,
            limit: Some(100),
        };
        suite.ask_stakers::<LicenseBondsResponse>(&msg).unwrap().licenses
    };
    let rows: Vec<_> = stakers.iter().flat_map(|staker| custody(&staker.staker)).collect();
    let count = |state| u64::try_from(rows.iter().filter(|row| row.state == state).count()).unwrap();
    assert_eq!(count(BondState::Bonded), u64::from(totals.licenses));
    let status: StatusResponse = suite.ask_nft(&license_nft::QueryMsg::Status {});
    assert_eq!(count(BondState::Bonded) + count(BondState::Unbonding), status.bonded);
    assert_eq!(rows.iter().map(|row| row.surplus.u128()).sum::<u128>(), totals.surplus.u128());
    assert_eq!(status.reserve, status.reserve_required);
}

/// The locked surplus of a solo staker is refused with this.
fn locked(free: u128, locked: u128, required: u128) -> ContractError {
    let (free, locked, required) = (uint(free), uint(locked), uint(required));
    ContractError::Control(ControlError::LockedStake { free, locked, required })
}

/// The revenue that is due goes to the treasury, all of it and nothing else.
#[track_caller]
fn forwards(suite: &mut Suite, revenue: u128) {
    let treasury = suite.ask_stakers::<ConfigResponse>(&QueryMsg::Config {}).unwrap();
    let treasury = treasury.treasury.unwrap();
    let (before, eve) = (suite.holds(&treasury), suite.who("eve"));
    assert_eq!(suite.totals().revenue_due, uint(revenue));
    suite.stakers(&eve, &ExecuteMsg::ForwardRevenue {}, 0).unwrap();
    assert_eq!((suite.holds(&treasury) - before, suite.totals().revenue_due), (revenue, uint(0)));
    adds_up(suite);
}

/// The published example: 500 tokens and 3 licences of 1000, 1400 are taken.
#[test]
fn the_published_example_of_a_solo_staker() {
    for (mode, revenue, surplus) in [(LiquidationMode::Exact, 1_400, 100), (LiquidationMode::Whole, 1_500, 0)]
    {
        let (mut suite, sol) = solo(mode, 500, &["9", "2", "10"]);
        let (tokens, licenses, amount) = (uint(500), 3, uint(1_400));
        let preview = license_nft::QueryMsg::LiquidationPreview { tokens, licenses, amount };
        let preview: LiquidationPreviewResponse = suite.ask_nft(&preview);

        let result = suite.liquidate(&sol, 1_400, "one").unwrap();

        assert_eq!(data::<Liquidation>(&result), outcome(1_400, 0, 1, surplus));
        // "10" comes before "2" and "9".
        assert_eq!(
            suite.told(&result, CONTRACT),
            [
                format!("liquidated staker=sol taken=1400 left=0 from_tokens=500 burned=1 surplus={surplus} evidence_id=one reason=double sign tokens={surplus} licenses=2"),
                "license_burned token_id=10 staker=sol bonder=sol surplus=0".to_owned(),
            ]
        );
        let found = suite.staker(&sol);
        assert_eq!((found.tokens, found.locked, found.licenses), (uint(surplus), uint(surplus), 2));
        assert_eq!((found.weight, found.active), (uint(2_000 + surplus), true));
        assert_eq!((preview.tokens_left, preview.licenses_left), (found.tokens, found.licenses));
        assert_eq!((preview.rewards, preview.surplus), (uint(revenue), uint(surplus)));
        assert!(suite.license_bond("10").is_err());
        assert_eq!(suite.license_bond("2").unwrap().state, BondState::Bonded);
        adds_up(&suite);
        forwards(&mut suite, revenue);
    }
}

#[test]
fn the_published_example_of_a_pool_leaves_the_delegators_alone() {
    for (mode, revenue, surplus) in [(LiquidationMode::Exact, 1_400, 100), (LiquidationMode::Whole, 1_500, 0)]
    {
        let (mut suite, ada, cyd) = pool(mode);
        let delegation = |suite: &Suite, delegator: &Addr| {
            let (pool, delegator) = (ada.to_string(), delegator.to_string());
            let msg = pool_registry::QueryMsg::Delegation { pool, delegator };
            suite.ask_pools::<DelegationResponse>(&msg).unwrap()
        };
        let cyds = delegation(&suite, &cyd);

        let result = suite.liquidate(&ada, 1_400, "one").unwrap();

        assert_eq!(data::<Liquidation>(&result), outcome(1_400, 0, 1, surplus));
        let weight = 2_000 + surplus;
        assert_eq!(
            suite.told(&result, pool_registry::CONTRACT),
            [format!("operator_liquidated pool=ada amount=500 licenses=1 surplus={surplus} stake={weight} pool_stake={}", weight + 3_000)]
        );
        let adas = delegation(&suite, &ada);
        assert_eq!((adas.tokens, adas.locked, adas.licenses), (uint(surplus), uint(surplus), 2));
        assert_eq!(delegation(&suite, &cyd), cyds);
        let found = suite.staker(&ada);
        // The pool-registry knows whose they are.
        assert_eq!((found.tokens, found.locked), (uint(2_000 + surplus), uint(0)));
        assert_eq!((found.licenses, found.weight), (3, uint(5_000 + surplus)));
        let pool = suite.pool(&ada).unwrap();
        assert_eq!((pool.self_stake, pool.total_stake), (uint(weight), uint(weight + 3_000)));
        adds_up(&suite);
        forwards(&mut suite, revenue);
        // Everything that cyd has leaves.
        suite.unbond_license(&cyd, "1").unwrap();
        suite.undelegate(&cyd, &ada, 2_000, 0).unwrap();
        suite.wait(DAY);
        suite.release_license(&cyd, "1").unwrap();
        assert_eq!(suite.token_owner("1"), cyd);
        adds_up(&suite);
    }
}

/// Two of three are left, and 100 coins of the third; then one of them goes as well.
#[test]
fn after_a_licence_was_burned_the_next_one_leaves_what_is_left() {
    let (mut suite, ada, _) = pool(LiquidationMode::Exact);
    suite.liquidate(&ada, 1_400, "one").unwrap();

    let result = suite.unbond_license(&ada, "9").unwrap();

    assert_eq!(
        suite.told(&result, pool_registry::CONTRACT),
        ["license_changed delegator=ada pool=ada token_id=9 licenses=1 stake=1100 pool_stake=4100"]
    );
    adds_up(&suite);
}

/// D22: of a pool nothing but the operator's own answers, however large the amount.
#[test]
fn nothing_of_delegators_is_taken_when_the_operators_is_not_enough() {
    let (mut suite, ada, cyd) = pool(LiquidationMode::Exact);
    let others = id(&suite.undelegate(&cyd, &ada, 300, 0).unwrap());
    suite.unbond_license(&cyd, "1").unwrap();

    let result = suite.liquidate(&ada, 99_999, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(3_500, 96_499, 3, 0));
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.state, pool.self_stake, pool.total_stake), (PoolState::Retired, uint(0), uint(1_700)));
    adds_up(&suite);
    let nothing = ContractError::NothingToTake { staker: ada.clone() };
    suite.refuses(nothing, |suite| suite.liquidate(&ada, 1, "two"));
    suite.wait(DAY);
    suite.finalize_unbond(&cyd, others).unwrap();
    suite.release_license(&cyd, "1").unwrap();
    assert_eq!(suite.token_owner("1"), cyd);
    suite.undelegate(&cyd, &ada, 1_700, 0).unwrap();
    adds_up(&suite);
}

/// D22: tokens, then unbonds, then transfers, then bonded licences, then unbonding ones.
#[test]
fn licences_come_last_and_unbonding_ones_after_bonded_ones() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 1_000, &["b", "c", "a"]);
    let tom = suite.solo("tom", 1_000);
    let unbond = id(&suite.unbond(&sol, 100, 60).unwrap());
    let transfer = id(&suite.transfer_stake(&sol, &tom, 300, 250).unwrap());
    // The first by its bytes is on the way out.
    suite.unbond_license(&sol, "a").unwrap();

    let result = suite.liquidate(&sol, 3_200, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(3_200, 0, 3, 800));
    assert_eq!(
        suite.told(&result, CONTRACT),
        [
            "liquidated staker=sol taken=3200 left=0 from_tokens=600 burned=3 surplus=800 evidence_id=one reason=double sign tokens=0 licenses=0".to_owned(),
            format!("item_liquidated kind=unbond id={unbond} taken=100 amount=0 fee=0"),
            format!("item_liquidated kind=transfer id={transfer} taken=300 amount=0 fee=0"),
            "license_burned token_id=b staker=sol bonder=sol surplus=0".to_owned(),
            "license_burned token_id=c staker=sol bonder=sol surplus=0".to_owned(),
            "license_burned token_id=a staker=sol bonder=sol surplus=800".to_owned(),
        ]
    );
    let found = suite.staker(&sol);
    assert_eq!((found.tokens, found.locked, found.licenses), (uint(0), uint(0), 0));
    assert!(!found.active);
    adds_up(&suite);
    forwards(&mut suite, 3_200);
}

/// What the coins meet burns nothing, and asks the licence contract nothing.
#[test]
fn no_licence_is_burned_for_what_the_coins_meet() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 1_000, &["1"]);
    suite.unbond(&sol, 400, 0).unwrap();

    let result = suite.liquidate(&sol, 1_000, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(1_000, 0, 0, 0));
    let found = suite.staker(&sol);
    assert_eq!((found.tokens, found.licenses, found.active), (uint(0), 1, true));
    adds_up(&suite);
}

/// A surplus behind a bonded licence joins the tokens though others are unbonding.
#[test]
fn the_last_one_burned_decides_where_the_surplus_goes() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 0, &["a", "b", "c"]);
    suite.unbond_license(&sol, "a").unwrap();

    // b, with 400 left.
    let result = suite.liquidate(&sol, 600, "one").unwrap();
    assert_eq!(data::<Liquidation>(&result), outcome(600, 0, 1, 400));
    assert_eq!((suite.staker(&sol).locked, suite.totals().surplus), (uint(400), uint(0)));
    adds_up(&suite);

    // The locked 400, c, and a with 500 left, which waits for a's release point.
    let result = suite.liquidate(&sol, 1_900, "two").unwrap();
    assert_eq!(data::<Liquidation>(&result), outcome(1_900, 0, 2, 500));
    let found = suite.staker(&sol);
    assert_eq!((found.tokens, found.locked, found.licenses), (uint(0), uint(0), 0));
    assert_eq!(suite.totals().surplus, uint(500));
    adds_up(&suite);
    forwards(&mut suite, 2_500);
}

#[test]
fn the_surplus_of_an_unbonding_licence_is_paid_when_it_would_have_been_released() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 0, &["a", "b"]);
    let eve = suite.who("eve");
    suite.unbond_license(&sol, "a").unwrap();
    let release = suite.after(DAY);
    suite.wait(100);

    suite.liquidate(&sol, 1_700, "one").unwrap();

    let row = suite.license_bond("a").unwrap();
    assert_eq!((row.state, row.release, row.surplus), (BondState::Burned, Some(release), uint(300)));
    adds_up(&suite);
    let early = ContractError::Control(ControlError::Locked { release });
    suite.refuses(early, |suite| suite.release_license(&sol, "a"));
    let unbonding = ContractError::AlreadyUnbonding { token_id: "a".to_owned() };
    suite.refuses(unbonding, |suite| suite.unbond_license(&sol, "a"));
    // It answers for what comes later.
    let again = suite.liquidate(&sol, 50, "two").unwrap();
    assert_eq!(suite.told(&again, CONTRACT)[1], "surplus_liquidated token_id=a taken=50 surplus=250");
    adds_up(&suite);
    suite.wait(DAY - 100);
    let still = ContractError::SurplusLocked { token_id: "a".to_owned() };
    suite.refuses(still, |suite| suite.release_license(&sol, "a"));
    suite.open_stable();
    let before = suite.holds(&sol);
    let result = suite.release_license(&eve, "a").unwrap();

    assert_eq!(
        suite.told(&result, CONTRACT),
        ["license_released token_id=a staker=sol bonder=sol surplus=250"]
    );
    assert_eq!((suite.holds(&sol) - before, suite.totals().surplus), (250, uint(0)));
    let unknown = || ContractError::UnknownLicense { token_id: "a".to_owned() };
    suite.refuses(unknown(), |suite| suite.release_license(&sol, "a"));
    adds_up(&suite);
    forwards(&mut suite, 1_750);
}

/// Many small faults shield nothing from a large one.
#[test]
fn what_small_faults_left_answers_for_a_large_one() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 0, &["a", "b", "c"]);
    for id in ["a", "b", "c"] {
        suite.unbond_license(&sol, id).unwrap();
    }
    // The second finds what the first left.
    for (evidence, id) in [("one", "a"), ("two", "a")] {
        suite.liquidate(&sol, 1, evidence).unwrap();
        assert_eq!(suite.license_bond(id).unwrap().state, BondState::Burned);
    }

    let result = suite.liquidate(&sol, 3_000, "three").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(2_998, 2, 2, 0));
    assert_eq!(suite.totals().surplus, uint(0));
    adds_up(&suite);
    forwards(&mut suite, 3_000);
}

/// Says what a licence contract says, of licences of one coin, and does nothing.
fn miser(_: Deps, _: Env, msg: license_nft::QueryMsg) -> StdResult<Binary> {
    let nobody = Addr::unchecked("nobody");
    match msg {
        license_nft::QueryMsg::Config {} => to_json_binary(&license_nft::ConfigResponse {
            name: String::new(),
            symbol: String::new(),
            minter: nobody,
            denom: DENOM.to_owned(),
            coins_per_license: uint(E),
            cap: 1,
            liquidation_mode: LiquidationMode::Exact,
            staker_registry: None,
            genesis_import: false,
            guardian: None,
            owner: None,
            paused: false,
        }),
        license_nft::QueryMsg::Status {} => to_json_binary(&StatusResponse {
            stage: license_nft::Stage::Stable,
            live: 0,
            bonded: 0,
            minted: 0,
            liquidated: 0,
            redeemed: 0,
            cap: 1,
            coins_per_license: uint(E),
            reserve: uint(0),
            reserve_required: uint(0),
        }),
        other => Err(StdError::generic_err(format!("{other:?}"))),
    }
}

fn silent(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

/// Whoever owns a licence contract cannot have stake booked that it does not pay.
#[test]
fn a_licence_contract_that_pays_nothing_takes_nobodys_coins() {
    let mut suite = Suite::default();
    let (owner, eve) = (suite.owner.clone(), suite.who("eve"));
    suite.solo("sol", 5_000);
    suite.chain.store_code("miser", Box::new(ContractWrapper::new(silent, silent, miser)));
    let (miser, _) = suite.chain.instantiate(&owner, "miser", "miser", &Empty {}, vec![]).unwrap();
    suite.adopt_licenses(&miser).unwrap();
    let register = register_staker(&mut suite, "eve");
    let msg = to_json_binary(&register).unwrap();
    let told = license_nft::ReceiveNft { sender: eve.to_string(), token_id: "1".to_owned(), msg };
    suite.stakers(&miser, &ExecuteMsg::ReceiveNft(told), 0).unwrap();

    let missing = ContractError::CoinsMissing { missing: uint(E) };
    suite.refuses(missing, |suite| suite.liquidate(&eve, 1, "one"));
    assert_eq!(suite.holds(&suite.staker_registry), 5_000);
}

/// An exact fit and the mode `whole` leave nothing, so nothing waits.
#[test]
fn a_burned_licence_without_a_surplus_is_gone() {
    for (mode, amount, revenue) in
        [(LiquidationMode::Exact, 2_000, 2_000), (LiquidationMode::Whole, 1_700, 2_000)]
    {
        let (mut suite, sol) = solo(mode, 0, &["a", "b"]);
        suite.unbond_license(&sol, "a").unwrap();

        let result = suite.liquidate(&sol, amount, "one").unwrap();

        assert_eq!(data::<Liquidation>(&result), outcome(amount, 0, 2, 0));
        suite.wait(DAY);
        let unknown = ContractError::UnknownLicense { token_id: "a".to_owned() };
        suite.refuses(unknown, |suite| suite.release_license(&sol, "a"));
        adds_up(&suite);
        forwards(&mut suite, revenue);
    }
}

/// A licence that came back in time answers for nothing.
#[test]
fn a_released_licence_is_out_of_reach() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 0, &["a", "b"]);
    suite.unbond_license(&sol, "a").unwrap();
    suite.wait(DAY);
    suite.release_license(&sol, "a").unwrap();

    let result = suite.liquidate(&sol, 2_000, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(1_000, 1_000, 1, 0));
    assert_eq!(suite.token_owner("a"), sol);
    adds_up(&suite);
}

/// Every staker answers for itself: what sol has in ada's pool, or gave there, is none of sol's own stake.
#[test]
fn what_somebody_has_in_a_pool_does_not_answer_elsewhere() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 50, &["own", "other"]);
    let ada = suite.pool_of("ada", 1_000, 0);
    suite.unbond_license(&sol, "other").unwrap();
    suite.wait(DAY);
    suite.release_license(&sol, "other").unwrap();
    suite.bond_license(&sol, &ada, "other").unwrap();

    let result = suite.liquidate(&ada, 1_500, "ada").unwrap();
    assert_eq!(data::<Liquidation>(&result), outcome(1_000, 500, 0, 0));
    let result = suite.liquidate(&sol, 9_999, "sol").unwrap();
    assert_eq!(data::<Liquidation>(&result), outcome(1_050, 8_949, 1, 0));

    assert_eq!(suite.license_bond("other").unwrap().state, BondState::Bonded);
    assert_eq!(suite.staker(&ada).licenses, 1);
    adds_up(&suite);
    forwards(&mut suite, 2_050);
}

/// D26: whatever is paused.
#[test]
fn licences_answer_while_everything_is_paused() {
    let (mut suite, ada, _) = pool(LiquidationMode::Exact);
    let (guardian, owner) = (suite.guardian.clone(), suite.owner.clone());
    suite.stakers(&guardian, &ExecuteMsg::Pause {}, 0).unwrap();
    suite.pools(&guardian, &pool_registry::ExecuteMsg::Pause {}, 0).unwrap();
    suite.nft(&owner, &license_nft::ExecuteMsg::Pause {}).unwrap();

    let result = suite.liquidate(&ada, 1_400, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(1_400, 0, 1, 100));
    adds_up(&suite);
}

/// L-07: in the testnet licences are not backed by coins, so they are left alone.
#[test]
fn in_the_testnet_licences_are_skipped() {
    let mut suite = Suite::licensed();
    let sol = suite.solo("sol", 1_000);
    suite.mint(&sol, &["1", "2"]);
    suite.bond_license(&sol, &sol, "1").unwrap();
    suite.bond_license(&sol, &sol, "2").unwrap();
    suite.unbond_license(&sol, "2").unwrap();

    let result = suite.liquidate(&sol, 1_400, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(1_000, 400, 0, 0));
    let found = suite.staker(&sol);
    assert_eq!((found.tokens, found.licenses, found.active), (uint(0), 1, true));
    let nothing = || ContractError::NothingToTake { staker: sol.clone() };
    suite.refuses(nothing(), |suite| suite.liquidate(&sol, 400, "two"));
    suite.open_mainnet();
    let result = suite.liquidate(&sol, 400, "two").unwrap();
    assert_eq!(data::<Liquidation>(&result), outcome(400, 0, 1, 600));
    adds_up(&suite);
}

/// LN-05. What comes back is as free as a redeemed licence.
#[test]
fn licences_that_can_be_redeemed_answer_too() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 500, &["1", "2"]);
    suite.open_stable();

    let result = suite.liquidate(&sol, 700, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(700, 0, 1, 800));
    suite.unbond(&sol, 800, 0).unwrap();
    assert_eq!((suite.staker(&sol).tokens, suite.staker(&sol).licenses), (uint(0), 1));
    adds_up(&suite);
    forwards(&mut suite, 700);
}

/// The rest stays liable and takes another call.
#[test]
fn one_call_burns_fifty_licences_and_another_the_rest() {
    let ids: Vec<String> = (0..53).map(|number| number.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    let (mut suite, sol) = solo(LiquidationMode::Exact, 70, &ids);
    suite.unbond_license(&sol, "0").unwrap();

    let result = suite.liquidate(&sol, 52_800, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(50_070, 2_730, 50, 0));
    assert_eq!(suite.told(&result, CONTRACT).len(), 51);
    // The last two of 1 to 52 by their bytes, and the unbonding one.
    let left: Vec<&str> = ids.iter().copied().filter(|id| suite.license_bond(id).is_ok()).collect();
    assert_eq!(left, ["0", "8", "9"]);
    assert_eq!(suite.staker(&sol).licenses, 2);
    adds_up(&suite);
    let result = suite.liquidate(&sol, 2_730, "two").unwrap();
    assert_eq!(data::<Liquidation>(&result), outcome(2_730, 0, 3, 270));
    assert_eq!(suite.totals().surplus, uint(270));
    adds_up(&suite);
    forwards(&mut suite, 52_800);
}

/// Otherwise a small fault on purpose would redeem a licence early.
#[test]
fn the_surplus_of_a_solo_staker_stays_until_licences_can_be_redeemed() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 500, &["1", "2", "3"]);
    let tom = suite.solo("tom", 1_000);
    suite.liquidate(&sol, 1_400, "one").unwrap();

    suite.refuses(locked(0, 100, 1), |suite| suite.unbond(&sol, 1, 0));
    suite.refuses(locked(0, 100, 100), |suite| suite.transfer_stake(&sol, &tom, 100, 0));
    suite.bond(&sol, &sol, 50).unwrap();
    suite.unbond(&sol, 20, 0).unwrap();
    suite.transfer_stake(&sol, &tom, 30, 0).unwrap();
    suite.refuses(locked(0, 100, 1), |suite| suite.unbond(&sol, 1, 0));
    suite.bond(&sol, &sol, 10).unwrap();
    suite.refuses(locked(10, 100, 11), |suite| suite.transfer_stake(&sol, &tom, 11, 0));
    let short = ContractError::InsufficientStake { available: uint(110), required: uint(111) };
    suite.refuses(short, |suite| suite.unbond(&sol, 111, 0));
    // Tom's coins are nobody's business.
    suite.unbond(&tom, 1_000, 0).unwrap();
    adds_up(&suite);

    suite.open_stable();
    suite.unbond(&sol, 11, 0).unwrap();
    assert_eq!((suite.staker(&sol).tokens, suite.staker(&sol).locked), (uint(99), uint(0)));
    suite.unbond(&sol, 99, 0).unwrap();
    adds_up(&suite);
}

/// Locked coins answer like others, after the free ones.
#[test]
fn locked_coins_answer_for_the_next_fault() {
    let (mut suite, sol) = solo(LiquidationMode::Exact, 500, &["1", "2", "3"]);
    suite.liquidate(&sol, 1_400, "one").unwrap();
    suite.bond(&sol, &sol, 30).unwrap();

    suite.liquidate(&sol, 20, "two").unwrap();
    assert_eq!((suite.staker(&sol).tokens, suite.staker(&sol).locked), (uint(110), uint(100)));
    suite.liquidate(&sol, 30, "three").unwrap();
    assert_eq!((suite.staker(&sol).tokens, suite.staker(&sol).locked), (uint(80), uint(80)));
    let result = suite.liquidate(&sol, 580, "four").unwrap();
    assert_eq!(data::<Liquidation>(&result), outcome(580, 0, 1, 500));
    let found = suite.staker(&sol);
    assert_eq!((found.tokens, found.locked, found.licenses), (uint(500), uint(500), 1));
    adds_up(&suite);
    forwards(&mut suite, 2_030);
}

#[test]
fn the_surplus_of_an_operator_stays_until_licences_can_be_redeemed() {
    let (mut suite, ada, cyd) = pool(LiquidationMode::Exact);
    let ben = suite.pool_of("ben", 1_000, 0);
    suite.liquidate(&ada, 1_400, "one").unwrap();

    let insufficient = "insufficient stake: 0 is free and 100 locked";
    suite.refuses_with(insufficient, |suite| suite.undelegate(&ada, &ada, 100, 0));
    suite.delegate(&ada, &ada, 50).unwrap();
    suite.undelegate(&ada, &ada, 50, 0).unwrap();
    suite.refuses_with(insufficient, |suite| suite.undelegate(&ada, &ada, 1, 0));
    // Others in the pool, and other operators, take out what they want.
    suite.transfer(&cyd, &ada, &ben, 500, 0).unwrap();
    suite.undelegate(&cyd, &ada, 1_500, 0).unwrap();
    suite.undelegate(&ben, &ben, 1_000, 0).unwrap();
    adds_up(&suite);

    suite.open_stable();
    suite.undelegate(&ada, &ada, 100, 0).unwrap();
    adds_up(&suite);
}

/// Of an operator too it waits under the licence's id, and the pool-registry hears of the bonded ones alone.
#[test]
fn an_operators_unbonding_licence_answers_and_its_surplus_waits() {
    let (mut suite, ada, cyd) = pool(LiquidationMode::Exact);
    suite.unbond_license(&ada, "10").unwrap();

    let result = suite.liquidate(&ada, 3_100, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(3_100, 0, 3, 400));
    assert_eq!(
        suite.told(&result, pool_registry::CONTRACT)[0],
        "operator_liquidated pool=ada amount=500 licenses=2 surplus=0 stake=0 pool_stake=3000"
    );
    assert_eq!((suite.license_bond("10").unwrap().surplus, suite.totals().surplus), (uint(400), uint(400)));
    adds_up(&suite);
    suite.wait(DAY);
    suite.open_stable();
    let before = suite.holds(&ada);
    suite.release_license(&cyd, "10").unwrap();
    assert_eq!(suite.holds(&ada) - before, 400);
    adds_up(&suite);
}

/// With nothing in the pool but an unbonding licence there is nothing to tell the pool-registry.
#[test]
fn an_unbonding_licence_alone_is_taken_without_the_pool() {
    let (mut suite, ada, _) = pool(LiquidationMode::Exact);
    for id in ["10", "2", "9"] {
        suite.unbond_license(&ada, id).unwrap();
    }
    let unbond = id(&suite.undelegate(&ada, &ada, 500, 0).unwrap());

    let result = suite.liquidate(&ada, 600, "one").unwrap();

    assert_eq!(data::<Liquidation>(&result), outcome(600, 0, 1, 900));
    assert!(suite.told(&result, pool_registry::CONTRACT).is_empty());
    assert!(suite.ask_stakers::<serde_json::Value>(&QueryMsg::UnbondItem { id: unbond }).is_err());
    assert_eq!(suite.license_bond("10").unwrap().surplus, uint(900));
    adds_up(&suite);
}

/// LN-08 for many amounts at once: nothing is lost between what was liable, what was taken and what is left.
#[test]
fn whatever_the_amount_weight_and_revenue_add_up() {
    for amount in [1, 499, 500, 501, 1_499, 1_500, 1_501, 2_500, 3_499, 3_500, 9_999] {
        let (mut suite, sol) = solo(LiquidationMode::Exact, 500, &["1", "2", "3"]);

        let result = suite.liquidate(&sol, amount, "one").unwrap();

        let taken = amount.min(3_500);
        let burned = taken.saturating_sub(500).div_ceil(E);
        let found = suite.staker(&sol);
        assert_eq!(found.weight, uint(3_500 - taken), "{amount}");
        assert_eq!(u128::from(found.licenses), 3 - burned, "{amount}");
        let Liquidation { taken: told, left, burned: told_burned, .. } = data(&result);
        assert_eq!((told, left, u128::from(told_burned)), (uint(taken), uint(amount - taken), burned));
        adds_up(&suite);
        forwards(&mut suite, taken);
    }
}
