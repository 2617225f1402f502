//! What is stored: sizes, since bytes are gas.

use cosmwasm_std::{Addr, Uint256};
use tributary_boosted_staking::state::{Batch, Config, Earning, Position, Totals, User};
use tributary_controls::packed::{from_bytes, malformed, to_bytes, Packed};
use tributary_math::boost::BoostWeights;
use tributary_math::emission::{Booster, Emission, Mark, OpenStake, Principal, Schedule, SCALE};
use tributary_math::vesting::Vesting;
use tributary_types::asset::Asset;
use tributary_types::boosted_staking::{BoostCollection, CountedBy, UnusedRewardsTo};

use crate::support::suite::uint;

const NOW: u64 = 1_800_000_000;

/// An account, 43 characters as on a chain with the prefix `wasm`.
fn account(letter: &str) -> Addr {
    Addr::unchecked(format!("wasm1{}", letter.repeat(38)))
}

/// How many bytes a record has, which unpack to itself.
fn packed<R: Packed + PartialEq + std::fmt::Debug>(record: R) -> usize {
    let bytes = to_bytes(&record);
    assert_eq!(from_bytes(&bytes), Ok(record));
    bytes.len()
}

/// After a year of 9,000 tokens a day for weights of 10^32.
fn mark() -> Mark {
    let index = SCALE / Uint256::from_u128(100_000_000_000_000_000_000);
    Mark { index, growth: index * Uint256::from_u128(2_000_000_000_000_000_000) }
}

fn weight() -> Uint256 {
    Uint256::from_u128(100_000_000_000_000_000_000_000_000_000_000)
}

#[test]
fn the_emission_that_every_call_writes_is_as_small_as_it_was() {
    let open = OpenStake { weight: weight(), amount: uint(100_000_000_000_000), positions: 100_000 };
    let emission =
        Emission { open, index: mark().index, remainder: weight(), elapsed: 47_000_000, idle: 86_400 };
    let totals = Totals {
        principal_held: uint(100_000_000_000_000),
        funded: uint(5_000_000_000_000),
        claimed: uint(1_000_000_000_000),
        swept: uint(0),
        last_position_id: 100_000,
    };
    let sizes = [packed(open), packed(emission), packed(Emission::new()), packed(totals)];
    assert_eq!(sizes, [26, 63, 7, 25]);
    assert_eq!(to_bytes(&Totals::default()), [0; 5]);
}

#[test]
fn records_of_users_and_positions_are_as_small_as_they_were() {
    let principal = Principal { amount: uint(5_000_000_000), months: 12 };
    let booster = Booster {
        slope: uint(2_000_000_000_000_000_000),
        month_stake: Uint256::from_u128(60_000_000_000),
        mark: mark(),
    };
    let (staked, history) = (uint(5_000_000_000), uint(9_000_000_000));
    let vesting =
        Vesting { progress: uint(5_184_000_000_000_000_000_000_000), changed_at: NOW, staked, history };
    let user = User { nfts: 3, loyalty: 2_500, open: 1, booster, vesting };
    let open = Position { amount: staked, days: 365, started_at: NOW, end_day: 366, reward: None };
    let matured = Position { reward: Some(uint(1_000_000)), ..open.clone() };
    let batch =
        Batch { total: uint(1_000_000), claimed: uint(5), started_at: NOW, progress: vesting.progress };
    let earning = Earning { principal, since: mark() };
    let sizes = [packed(user), packed(open), packed(matured), packed(earning), packed(batch)];
    assert_eq!(sizes, [83, 18, 22, 41, 22]);
    assert_eq!(to_bytes(&()), [0], "a deposit is its key and a byte, since chains keep no empty values");
}

fn config(collection: Option<CountedBy>, unused_rewards_to: UnusedRewardsTo<Addr>) -> Config {
    let boost_collection = collection.map(|counted_by| BoostCollection { address: account("c"), counted_by });
    Config {
        stake_asset: Asset::Native("uagi".to_owned()),
        reward_asset: Asset::Cw20(account("r")),
        schedule: Schedule { total: uint(5_000_000_000_000), starts_at: NOW, days: 548 },
        phase1_days: 14,
        phase1_min_months: 6,
        min_days: 30,
        max_days: 365,
        weights: BoostWeights {
            w1: uint(400_000_000_000_000_000),
            w2: uint(600_000_000_000_000_000),
            w3: uint(600_000_000_000_000_000),
            w4: uint(400_000_000_000_000_000),
            b0: uint(0),
        },
        nft_cap: 100,
        loyalty_cap: 35_000,
        vesting_days: 60,
        min_stake: uint(1),
        boost_collection,
        loyalty_oracle: account("l"),
        unused_rewards_to,
    }
}

#[test]
fn the_programme_that_every_call_reads_is_as_small_as_it_was() {
    let configs = [
        config(None, UnusedRewardsTo::Account(account("u"))),
        config(Some(CountedBy::Balance), UnusedRewardsTo::Revenue(account("u"))),
        config(Some(CountedBy::Deposit), UnusedRewardsTo::Revenue(account("u"))),
    ];
    assert_eq!(configs.map(packed), [163, 194, 194]);
}

/// Fault 54.
#[test]
fn what_no_record_packs_to_is_refused() {
    let mut bytes = to_bytes(&config(Some(CountedBy::Deposit), UnusedRewardsTo::Account(account("u"))));
    bytes.push(0);
    assert_eq!(from_bytes::<Config>(&bytes), Err(malformed("something follows")));
    bytes.truncate(bytes.len() - 2);
    assert_eq!(from_bytes::<Config>(&bytes), Err(malformed("ends early")));
    assert_eq!(from_bytes::<User>(&[]), Err(malformed("ends early")));
    assert_eq!(from_bytes::<UnusedRewardsTo<Addr>>(&[2, 0]), Err(malformed("no destination")));
    assert_eq!(from_bytes::<CountedBy>(&[2]), Err(malformed("no way of counting")));
}
