//! Fault 46: somebody splits what they have into a hundred accounts. Treasury-decay has tests of its own, and so has the vault for
//! pieces of one account; in the escrow a device has one agreement, and devices are the registrar's to accept.

use cosmwasm_std::Addr;
use tributary_testing::{Network, Parameters};
use tributary_types::boosted_staking::{BatchesResponse, ExecuteMsg as VaultMsg, QueryMsg as VaultQuery};
use tributary_types::pool_registry::{AmountResponse, ExecuteMsg as PoolMsg, QueryMsg as PoolQuery};
use tributary_types::staker_registry::{ExecuteMsg as StakerMsg, QueryMsg as StakerQuery, TotalsResponse};

/// What is split.
const WHOLE: u128 = 1_000_000;

/// Into how many.
const PIECES: u128 = 100;

fn accounts(net: &mut Network, pieces: u128) -> Vec<Addr> {
    (0..pieces).map(|number| net.account(&format!("piece{number}")).unwrap()).collect()
}

/// What all pieces together earn in a pool beside another delegator, in many bookings.
fn earned_in_a_pool(pieces: u128) -> u128 {
    let mut net = Network::new(&Parameters::default()).unwrap();
    let ada = net.open_pool("ada", 100_000, 50_000).unwrap();
    let other = net.account("other").unwrap();
    let pool = ada.to_string();
    net.pools(&other, &PoolMsg::Delegate { pool: pool.clone() }, 777_777).unwrap();
    let accounts = accounts(&mut net, pieces);
    for who in &accounts {
        net.pools(who, &PoolMsg::Delegate { pool: pool.clone() }, WHOLE / pieces).unwrap();
    }
    for amount in 1..=20u128 {
        net.reward(&ada, 12_345 + amount * amount).unwrap();
        net.pools(&other, &PoolMsg::WithdrawRewards { pool: pool.clone() }, 0).unwrap();
    }
    let owed = |who: &Addr| {
        let ask = PoolQuery::Rewards { pool: pool.clone(), delegator: who.to_string() };
        net.ask_pools::<AmountResponse>(&ask).unwrap().amount.u128()
    };
    accounts.iter().map(owed).sum()
}

#[test]
fn a_delegation_in_pieces_earns_no_more_than_as_one() {
    let (whole, pieces) = (earned_in_a_pool(1), earned_in_a_pool(PIECES));

    assert!(pieces <= whole && whole < pieces + PIECES, "{pieces} in pieces, {whole} as one");
}

/// What all pieces together earn in the vault beside another user.
fn earned_in_the_vault(pieces: u128) -> u128 {
    let parameters = Parameters::default();
    let mut net = Network::new(&parameters).unwrap();
    let licenses = net.deploy_licenses(&parameters, tributary_testing::DENOM).unwrap();
    let treasury = net.deploy_treasury(&parameters.revenue, &[]).unwrap().0;
    let (vault, terms) = net.deploy_vault(&parameters.programme, &licenses, &treasury).unwrap();
    let other = net.account("other").unwrap();
    let coins = |amount| tributary_testing::world::stake(amount);
    net.chain.execute(&other, &vault, &VaultMsg::Fund {}, coins(terms.total_rewards.u128())).unwrap();
    net.chain.execute(&other, &vault, &VaultMsg::Stake { days: 60 }, coins(777_777)).unwrap();
    let accounts = accounts(&mut net, pieces);
    for who in &accounts {
        net.chain.execute(who, &vault, &VaultMsg::Stake { days: 31 }, coins(WHOLE / pieces)).unwrap();
    }
    net.chain.advance(31 * 86_400, 1).unwrap();
    let earned = |who: &Addr| {
        let ask = VaultQuery::Batches { user: who.to_string(), start_after: None, limit: None };
        let found: BatchesResponse = net.chain.query_as(&vault, &ask).unwrap();
        found.batches.iter().map(|batch| batch.total.u128()).sum::<u128>()
    };
    accounts.iter().map(earned).sum()
}

#[test]
fn a_position_in_pieces_earns_no_more_than_as_one() {
    let (whole, pieces) = (earned_in_the_vault(1), earned_in_the_vault(PIECES));

    assert!(whole > 0 && pieces <= whole && whole < pieces + PIECES, "{pieces} in pieces, {whole} as one");
}

/// What all pieces together weigh in consensus, each as a staker of its own.
fn power(pieces: u128) -> u128 {
    let mut net = Network::new(&Parameters::default()).unwrap();
    for who in accounts(&mut net, pieces) {
        let key = net.chain.address_of(&format!("{who}_key")).unwrap();
        let msg = StakerMsg::RegisterStaker {
            identity: None,
            signing_address: key.into_string(),
            coinbase_address: who.to_string(),
            license: None,
        };
        net.stakers(&who, &msg, WHOLE / pieces).unwrap();
    }
    net.ask_stakers::<TotalsResponse>(&StakerQuery::Totals {}).unwrap().power.u128()
}

#[test]
fn a_stake_in_pieces_weighs_as_much_as_one() {
    assert_eq!((power(1), power(PIECES)), (WHOLE, WHOLE));
}
