//! What is stored: sizes, since bytes are gas.

use cosmwasm_std::{Addr, Uint256};
use tributary_controls::packed::{from_bytes, malformed, to_bytes, Packed};
use tributary_math::decay::DecayBase;
use tributary_math::release::Release;
use tributary_math::revenue::{scaled, Checkpoint, Epoch, PoolStake, RevenueLedger, Staker};
use tributary_math::threshold::StakeMean;
use tributary_math::Bps;
use tributary_treasury_decay::state::{Config, Pool, Share, Totals};
use tributary_types::treasury_decay::{CirculatingSupply, IdentityRule, UnstakedShare};

use crate::support::suite::uint;

const NOW: u64 = 1_800_000_000;

/// An account, 43 characters as on a chain with the prefix `wasm`.
fn account(letter: &str) -> Addr {
    Addr::unchecked(format!("wasm1{}", letter.repeat(38)))
}

/// Something owed, in millions of units and with a fraction.
fn owed(millions: u128) -> Uint256 {
    scaled(uint(millions * 1_000_000)).unwrap() + Uint256::from(u128::MAX / 3)
}

/// The revenue of one unit of stake: a tenth of a unit.
fn index() -> Uint256 {
    scaled(uint(1)).unwrap() / Uint256::from(10u8)
}

/// How many bytes a record has, which unpack to itself.
fn packed<R: Packed + PartialEq + std::fmt::Debug>(record: R) -> usize {
    let bytes = to_bytes(&record);
    assert_eq!(from_bytes(&bytes), Ok(record));
    bytes.len()
}

fn ledger() -> RevenueLedger {
    RevenueLedger {
        total_stake: uint(100_000_000_000_000),
        mean: StakeMean {
            count: 2_000,
            log_sum: uint((2_000 * 35) << 48),
            count_time: uint(2_000 * 604_800),
            log_time: uint(((2_000 * 35) << 48) * 604_800),
        },
        epoch: Epoch { number: 100, start: NOW, end: NOW + 604_800 },
        threshold: uint(50_000_000_000),
        released: true,
        checkpoints: 80,
        index: index(),
        remainder: Uint256::from(99_999_999_999_999u128),
        treasury: owed(1_000),
        release: Release { amount: owed(500), last: NOW, end: NOW + 604_800 },
    }
}

#[test]
fn the_ledger_that_every_call_writes_is_as_small_as_it_was() {
    assert_eq!(packed(ledger()), 132);
    let empty = RevenueLedger::new(NOW, 604_800);
    assert_eq!(packed(empty), 33);
    let totals = Totals {
        received: uint(9_000_000_000_000),
        distributed: uint(4_000_000_000_000),
        burned: uint(5_000_000_000_000),
        paid_to_pools: uint(2_000_000_000_000),
        paid_to_users: uint(0),
        spent: uint(1_000_000_000_000),
    };
    assert_eq!(packed(totals), 35);
    assert_eq!(to_bytes(&Totals::default()), [0; 6]);
}

#[test]
fn records_of_users_and_pools_are_as_small_as_they_were() {
    let stake = uint(50_000_000_000);
    let user = Staker { stake, counted: Some(35 << 48), checkpoint: 80, index: index(), growth: index() };
    let unlisted = Staker { counted: None, ..Clone::clone(&user) };
    assert_eq!([user, unlisted].map(packed), [50, 42]);
    let in_pool = PoolStake { stake, growth: index() };
    assert_eq!(packed(in_pool), 23);
    let pool = Pool { pending: owed(20), paid: uint(1_000_000), ..Pool::new(account("a")) };
    let sharing = Pool { user_share: Bps::new(10_000).unwrap(), ..Clone::clone(&pool) };
    assert_eq!([Pool::new(account("a")), pool, sharing].map(packed), [33, 56, 58]);
    let share = Share { pending: owed(1), paid: uint(1_000_000) };
    assert_eq!(packed(share), 24);
    let checkpoint = Checkpoint { threshold: stake, index: index() };
    assert_eq!(packed(checkpoint), 23);
    assert_eq!(to_bytes(&()), [0], "an identity is its key and a byte, since chains keep no empty values");
}

fn config(identity: IdentityRule<Addr>, circulating_supply: CirculatingSupply<Addr>) -> Config {
    Config {
        denom: "ustake".to_owned(),
        pool_registry: account("a"),
        identity,
        epoch_secs: 604_800,
        release_secs: 604_800,
        decay_base: DecayBase::new(10).unwrap(),
        min_stake: uint(1_000_000),
        tolerance_bits: 8,
        unstaked_share: UnstakedShare::Burn,
        circulating_supply,
    }
}

#[test]
fn the_parameters_that_every_call_reads_are_as_small_as_they_were() {
    let supply = |exclude| CirculatingSupply::BankSupply { exclude };
    let group = account("e");
    let configs = [
        config(IdentityRule::Off {}, supply(vec![])),
        config(IdentityRule::Cw4 { group }, CirculatingSupply::Fixed { amount: uint(1) }),
        config(IdentityRule::List { registrar: account("e") }, supply(vec![account("c")])),
    ];
    assert_eq!(configs.map(packed), [55, 85, 115]);
    for base in [2, 3, 5, 10, 20, 100] {
        let decay_base = DecayBase::new(base).unwrap();
        let config = Config { decay_base, ..config(IdentityRule::Off {}, supply(vec![])) };
        packed(config);
    }
    for unstaked_share in [UnstakedShare::Treasury, UnstakedShare::None] {
        let config = Config { unstaked_share, ..config(IdentityRule::Off {}, supply(vec![])) };
        packed(config);
    }
}

/// Fault 54.
#[test]
fn what_no_record_packs_to_is_refused() {
    let mut bytes = to_bytes(&ledger());
    bytes.push(0);
    assert_eq!(from_bytes::<RevenueLedger>(&bytes), Err(malformed("something follows")));
    bytes.truncate(bytes.len() - 2);
    assert_eq!(from_bytes::<RevenueLedger>(&bytes), Err(malformed("ends early")));
    assert_eq!(from_bytes::<Pool>(&[]), Err(malformed("ends early")));
}
