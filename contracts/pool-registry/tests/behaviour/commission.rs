//! `request_commission_change`, `finalize_commission_change`, `cancel_commission_change`

use anyhow::Result;
use cosmwasm_std::Addr;
use tributary_controls::ControlError;
use tributary_math::MathError;
use tributary_pool_registry::ContractError;
use tributary_simulator::Outcome;
use tributary_types::pool_registry::{
    CommissionRequest, CommissionRequested, CommissionRequestsResponse, ExecuteMsg, PoolCommissionRequest,
    QueryMsg, CONTRACT,
};

use crate::support::suite::{data, Suite};
use crate::world::WEEK;

fn suite() -> (Suite, Addr) {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 100_000);
    (suite, ada)
}

fn request(suite: &mut Suite, who: &Addr, commission_ppm: u32) -> Result<Outcome> {
    suite.pools(who, &ExecuteMsg::RequestCommissionChange { commission_ppm }, 0)
}

fn finalize(suite: &mut Suite, who: &Addr) -> Result<Outcome> {
    suite.pools(who, &ExecuteMsg::FinalizeCommissionChange {}, 0)
}

fn cancel(suite: &mut Suite, who: &Addr) -> Result<Outcome> {
    suite.pools(who, &ExecuteMsg::CancelCommissionChange {}, 0)
}

#[test]
fn a_request_is_announced_to_everybody_with_both_of_its_ends() {
    let (mut suite, ada) = suite();

    let outcome = request(&mut suite, &ada, 250_000).unwrap();

    let (release, expires) = (suite.after(WEEK), suite.after(2 * WEEK));
    assert_eq!(data::<CommissionRequested>(&outcome), CommissionRequested { release, expires });
    assert_eq!(
        suite.told(&outcome, CONTRACT),
        [format!(
            "commission_change_requested pool=ada commission_ppm=100000 new_commission_ppm=250000 release={} expires={}",
            suite.nanos_after(WEEK),
            suite.nanos_after(2 * WEEK)
        )]
    );
    let pool = suite.pool(&ada).unwrap();
    assert_eq!(pool.commission_ppm, 100_000);
    assert_eq!(
        pool.commission_request,
        Some(CommissionRequest { commission_ppm: 250_000, release, expires })
    );
    let list: CommissionRequestsResponse =
        suite.ask_pools(&QueryMsg::CommissionRequests { start_after: None, limit: None }).unwrap();
    let row = PoolCommissionRequest { pool: ada, commission_ppm: 250_000, release, expires };
    assert_eq!(list.commission_requests, [row]);
}

/// D10: what has arrived is charged the old rate.
#[test]
fn the_new_rate_counts_for_what_arrives_later() {
    let (mut suite, ada) = suite();
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    request(&mut suite, &ada, 500_000).unwrap();
    suite.wait(WEEK);
    suite.reward(&ada, 100).unwrap();

    let outcome = finalize(&mut suite, &ada).unwrap();
    suite.reward(&ada, 100).unwrap();

    let told = suite.told(&outcome, CONTRACT);
    assert_eq!(told[0], "commission_changed pool=ada commission_ppm=500000");
    assert!(told[1].starts_with("rewards_booked pool=ada amount=100 commission=10 "), "{told:?}");
    assert_eq!((suite.owed(&cyd, &ada), suite.owed(&ada, &ada)), (45 + 25, 55 + 75));
    let pool = suite.pool(&ada).unwrap();
    assert_eq!((pool.commission_ppm, pool.commission_request), (500_000, None));
}

/// R-15, D14.
#[test]
fn a_request_is_valid_from_its_release_until_it_expires() {
    let (mut suite, ada) = suite();
    request(&mut suite, &ada, 5).unwrap();
    let (release, expires) = (suite.after(WEEK), suite.after(2 * WEEK));

    suite.wait(WEEK - 1);
    let locked = ContractError::Control(ControlError::Locked { release });
    suite.refuses(locked, |suite| finalize(suite, &ada));
    suite.wait(WEEK);
    // One second before it expires it is still open.
    suite.refuses(ContractError::RequestOpen { expires }, |suite| request(suite, &ada, 6));
    suite.wait(1);
    suite.refuses(ContractError::RequestExpired { expires }, |suite| finalize(suite, &ada));
    request(&mut suite, &ada, 6).unwrap();
    suite.wait(2 * WEEK - 1);
    finalize(&mut suite, &ada).unwrap();
    assert_eq!(suite.pool(&ada).unwrap().commission_ppm, 6);
}

///
#[test]
fn one_request_is_open_at_a_time_and_can_be_withdrawn() {
    let (mut suite, ada) = suite();
    request(&mut suite, &ada, 5).unwrap();
    let expires = suite.after(2 * WEEK);

    suite.refuses(ContractError::RequestOpen { expires }, |suite| request(suite, &ada, 6));
    let outcome = cancel(&mut suite, &ada).unwrap();
    assert_eq!(suite.told(&outcome, CONTRACT), ["commission_change_cancelled pool=ada"]);
    suite.refuses(ContractError::NothingRequested, |suite| cancel(suite, &ada));
    suite.refuses(ContractError::NothingRequested, |suite| finalize(suite, &ada));
    request(&mut suite, &ada, 6).unwrap();
}

#[test]
fn an_expired_request_can_be_withdrawn() {
    let (mut suite, ada) = suite();
    request(&mut suite, &ada, 5).unwrap();
    suite.wait(2 * WEEK);

    cancel(&mut suite, &ada).unwrap();

    assert_eq!(suite.pool(&ada).unwrap().commission_request, None);
}

///
#[test]
fn only_an_operator_asks_and_for_a_rate_up_to_everything() {
    let (mut suite, ada) = suite();
    let eve = suite.who("eve");

    let not = || ContractError::NotOperator { sender: eve.clone() };
    suite.refuses(not(), |suite| request(suite, &eve, 5));
    suite.refuses(not(), |suite| finalize(suite, &eve));
    suite.refuses(not(), |suite| cancel(suite, &eve));
    let above = ContractError::Math(MathError::RateOutOfRange { ppm: 1_000_001 });
    suite.refuses(above, |suite| request(suite, &ada, 1_000_001));
    request(&mut suite, &ada, 1_000_000).unwrap();
}

/// D14: there is no limit on the step, and none is a step too.
#[test]
fn the_same_rate_may_be_asked_for_and_a_broken_pool_may_change_it() {
    let (mut suite, ada) = suite();
    suite.undelegate(&ada, &ada, 500, 0).unwrap();
    request(&mut suite, &ada, 100_000).unwrap();
    suite.wait(WEEK);

    finalize(&mut suite, &ada).unwrap();

    assert_eq!(suite.pool(&ada).unwrap().commission_ppm, 100_000);
}
