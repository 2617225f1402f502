//! The circulating supply, and what becomes of the unstaked share

use cosmwasm_std::{coins, Addr};
use tributary_testing::DENOM;
use tributary_types::treasury_decay::{CirculatingSupply, ExecuteMsg, UnstakedShare};

use crate::support::suite::uint;
use crate::world::{Change, World};

fn fixed(amount: u128) -> Option<CirculatingSupply> {
    Some(CirculatingSupply::Fixed { amount: uint(amount) })
}

/// All coins of the chain.
fn supply(world: &World) -> u128 {
    let balances = world.suite.chain.balances().unwrap();
    balances.values().filter_map(|coins| coins.get(DENOM)).map(|amount| amount.u128()).sum()
}

/// Alice has 250 of 1,000 coins.
fn a_quarter(unstaked_share: UnstakedShare) -> World {
    let mut world = World::with(|msg| {
        msg.unstaked_share = Some(unstaked_share);
        msg.circulating_supply = fixed(1_000);
    });
    let (alice, ada) = (world.alice.clone(), world.ada.clone());
    world.stake(&alice, &ada, 250);
    world
}

/// G-01.
#[test]
fn the_unstaked_share_leaves_the_world() {
    let mut world = a_quarter(UnstakedShare::Burn);
    let before = supply(&world);
    let treasury = world.treasury.clone();

    let told = world.revenue(999);

    // 249.75 are for the stakes, rounded down.
    assert!(
        told.starts_with("revenue_received amount=999 distributed=249 burned=750 to_treasury=0 "),
        "{told}"
    );
    assert_eq!((supply(&world), world.suite.holds(&treasury)), (before - 750, 249));
    assert_eq!(world.where_revenue_is().burned, uint(750));
    world.is_consistent();
}

#[test]
fn the_unstaked_share_is_the_treasurys_where_it_says_so() {
    let mut world = a_quarter(UnstakedShare::Treasury);
    let before = supply(&world);

    let told = world.revenue(999);

    assert!(
        told.starts_with("revenue_received amount=999 distributed=249 burned=0 to_treasury=750 "),
        "{told}"
    );
    assert_eq!((supply(&world), world.balance()), (before, 750));
    world.is_consistent();
}

#[test]
fn without_an_unstaked_share_all_is_for_the_stakes() {
    let mut world = a_quarter(UnstakedShare::None);

    let told = world.revenue(999);

    assert!(
        told.starts_with("revenue_received amount=999 distributed=999 burned=0 to_treasury=0 "),
        "{told}"
    );
}

#[test]
fn another_unstaked_share_counts_from_the_next_revenue_on() {
    let mut world = a_quarter(UnstakedShare::Burn);
    world.revenue(100);
    for (share, word) in
        [(UnstakedShare::Treasury, "treasury"), (UnstakedShare::None, "none"), (UnstakedShare::Burn, "burn")]
    {
        let change = Change { unstaked_share: Some(share), ..Change::default() };
        assert_eq!(world.owner_tells(&change.msg()), [format!("config_updated unstaked_share={word}")]);
        world.revenue(100);
    }

    let found = world.where_revenue_is();
    let parts = (found.distributed, found.burned, found.treasury);
    assert_eq!(parts, (uint(25 + 25 + 100 + 25), uint(150), uint(75)));
    world.is_consistent();
}

/// T-08: T/C is at most 1.
#[test]
fn more_stake_than_circulates_counts_as_all() {
    for staked in [999, 1_000, 1_001, u128::MAX >> 1] {
        let mut world = World::with(|msg| {
            msg.unstaked_share = Some(UnstakedShare::Burn);
            msg.circulating_supply = fixed(1_000);
        });
        let (alice, ada) = (world.alice.clone(), world.ada.clone());
        world.stake(&alice, &ada, staked);
        let distributed = if staked == 999 { 999 } else { 1_000 };

        let told = world.revenue(1_000);

        let expected = format!("distributed={distributed} burned={}", 1_000 - distributed);
        assert!(told.contains(&expected), "{staked}: {told}");
    }
}

/// The bank's supply, the revenue itself included, less what the excluded accounts hold.
#[test]
fn the_supply_of_the_bank_counts_without_the_excluded_accounts() {
    let mut world = World::with(|msg| msg.unstaked_share = Some(UnstakedShare::Treasury));
    let (alice, ada, payer) = (world.alice.clone(), world.ada.clone(), world.payer.clone());
    for account in world.suite.chain.balances().unwrap().into_keys() {
        world.suite.chain.set_balance(&account, vec![]).unwrap();
    }
    let [far, farther] = ["far", "farther"].map(|name| world.suite.chain.address_of(name).unwrap());
    world.suite.set_stake(&far, 4_000);
    world.suite.set_stake(&farther, 3_000);
    world.suite.set_stake(&payer, 10_000);
    world.stake(&alice, &ada, 1_000);
    assert_eq!(supply(&world), 17_000);

    let mut share = |exclude: &[&Addr]| {
        let exclude = exclude.iter().map(ToString::to_string).collect();
        world.owner_tells(&with_supply(CirculatingSupply::BankSupply { exclude }));
        let told = world.revenue(1_700);
        told.split(' ').nth(2).unwrap().to_owned()
    };
    assert_eq!(share(&[]), "distributed=100");
    // 1,700,000/13,000 and 1,700,000/10,000.
    assert_eq!(share(&[&far]), "distributed=130");
    assert_eq!(share(&[&far, &farther]), "distributed=170");
    world.is_consistent();
}

fn with_supply(supply: CirculatingSupply) -> ExecuteMsg {
    Change { circulating_supply: Some(supply), ..Change::default() }.msg()
}

/// T-08: nothing circulates, so all of a revenue is for the stakes; no payment fails.
#[test]
fn excluded_accounts_with_everything_leave_nothing_to_divide_by() {
    let mut world = World::with(|msg| msg.unstaked_share = Some(UnstakedShare::Burn));
    let (alice, ada, treasury) = (world.alice.clone(), world.ada.clone(), world.treasury.clone());
    let mut exclude: Vec<String> = vec![treasury.into_string()];
    for account in world.suite.chain.balances().unwrap().into_keys() {
        if account != world.payer {
            world.suite.chain.set_balance(&account, vec![]).unwrap();
        }
    }
    exclude.push(world.payer.to_string());
    world.stake(&alice, &ada, 1);
    world.owner_tells(&with_supply(CirculatingSupply::BankSupply { exclude }));

    let told = world.revenue(1_000);

    assert!(told.starts_with("revenue_received amount=1000 distributed=1000 burned=0 "), "{told}");
}

/// What is burned lowers the supply by which the next revenue is split.
#[test]
fn what_was_burned_circulates_no_more() {
    let mut world = World::with(|msg| msg.unstaked_share = Some(UnstakedShare::Burn));
    let (alice, ada, payer) = (world.alice.clone(), world.ada.clone(), world.payer.clone());
    for account in world.suite.chain.balances().unwrap().into_keys() {
        world.suite.chain.set_balance(&account, vec![]).unwrap();
    }
    world.suite.set_stake(&payer, 2_000);
    world.stake(&alice, &ada, 500);

    let first = world.revenue(1_000);
    let second = world.revenue(1_000);

    assert!(first.contains("distributed=250 burned=750"), "{first}");
    // 1,250 are left, 500 of them are staked.
    assert!(second.contains("distributed=400 burned=600"), "{second}");
    assert_eq!(supply(&world), 650);
    world.pay(&payer, &ExecuteMsg::DistributeRevenue {}, coins(1, DENOM)).unwrap_err();
}
