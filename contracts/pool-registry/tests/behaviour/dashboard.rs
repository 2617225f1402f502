//! `dashboard`

use tributary_types::pool_registry::{DashboardResponse, QueryMsg};

use crate::support::suite::{uint, Suite};

fn dashboard(suite: &Suite, account: &cosmwasm_std::Addr) -> DashboardResponse {
    suite.ask_pools(&QueryMsg::Dashboard { account: account.to_string() }).unwrap()
}

#[test]
fn a_dashboard_shows_everything_of_an_account() {
    let mut suite = Suite::default();
    let (ada, ben) = (suite.pool_of("ada", 1_000, 0), suite.pool_of("ben", 1_000, 0));
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    suite.delegate(&cyd, &ben, 500).unwrap();
    suite.undelegate(&cyd, &ada, 200, 1).unwrap();
    suite.transfer(&cyd, &ada, &ben, 300, 2).unwrap();
    suite.reward(&ada, 150).unwrap();
    suite.reward(&ben, 90).unwrap();

    let found = dashboard(&suite, &cyd);

    assert_eq!((&found.account, &found.pool), (&cyd, &None));
    assert_eq!((found.staked, found.rewards), (uint(1_000), uint(50 + 30)));
    let mut pools = vec![(ada.clone(), uint(500), uint(50)), (ben.clone(), uint(500), uint(30))];
    pools.sort();
    let rows: Vec<_> = found.delegations.into_iter().map(|row| (row.pool, row.weight, row.rewards)).collect();
    assert_eq!(rows, pools);
    let undelegations: Vec<_> =
        found.undelegations.iter().map(|row| (row.id, row.amount, &row.pool)).collect();
    assert_eq!(undelegations, [(0, uint(200), &ada)]);
    let transfers: Vec<_> = found.transfers.iter().map(|row| (row.id, row.amount, &row.to_pool)).collect();
    assert_eq!(transfers, [(1, uint(300), &ben)]);
}

#[test]
fn an_operators_dashboard_has_its_pool_and_a_strangers_has_nothing() {
    let mut suite = Suite::default();
    let (ada, eve) = (suite.pool_of("ada", 1_000, 0), suite.who("eve"));

    let operators = dashboard(&suite, &ada);
    assert_eq!(operators.pool, Some(suite.pool(&ada).unwrap()));
    assert_eq!(operators.delegations.len(), 1);
    let strangers = dashboard(&suite, &eve);
    assert_eq!((strangers.pool, strangers.staked, strangers.rewards), (None, uint(0), uint(0)));
    assert!(
        strangers.delegations.is_empty()
            && strangers.undelegations.is_empty()
            && strangers.transfers.is_empty()
    );
}

#[test]
fn each_list_of_a_dashboard_ends_after_30_rows() {
    let mut suite = Suite::default();
    let ada = suite.pool_of("ada", 1_000, 0);
    let cyd = suite.who("cyd");
    suite.delegate(&cyd, &ada, 1_000).unwrap();
    for _ in 0..31 {
        suite.undelegate(&cyd, &ada, 1, 0).unwrap();
    }

    assert_eq!(dashboard(&suite, &cyd).undelegations.len(), 30);
}
