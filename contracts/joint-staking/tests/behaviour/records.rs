//! What is stored: sizes, since bytes are gas.

use cosmwasm_std::{Addr, Decimal, Uint256};
use tributary_controls::packed::{from_bytes, malformed, to_bytes, Packed};
use tributary_joint_staking::agreement::{Agreement, Bill, Closed, Party};
use tributary_joint_staking::principal::{Delegated, Place};
use tributary_joint_staking::state::{Class, Config, Device, End, Offer, OfferTerms, Totals};
use tributary_math::joint::accrual::{Accrual, Earner};
use tributary_math::joint::calendar::Calendar;
use tributary_math::joint::terms::{Lock, PenaltyTerms, TIME_MULTIPLIERS};
use tributary_math::joint::SCALE;
use tributary_math::Bps;
use tributary_types::asset::Asset;
use tributary_types::joint_staking::{EndedBy, OfferStatus};

use crate::support::suite::uint;
use crate::world::{caps, steps};

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

fn bps(bps: u32) -> Bps {
    Bps::new(bps).unwrap()
}

/// A year of a network of 10,000 devices of 20 tokens a day.
#[test]
fn the_books_that_every_call_writes_are_as_small_as_they_were() {
    let index = Uint256::from(SCALE) * Uint256::from_u128(31_536_000);
    let accrual = Accrual {
        at: NOW,
        index,
        accrued: index * Uint256::from_u128(200_000_000_000),
        weight: uint(200_000_000_000),
        funded: uint(100_000_000_000_000),
    };
    let totals = Totals {
        last_offer_id: 100_000,
        principal: uint(100_000_000_000_000),
        claimed: uint(73_000_000_000_000),
        penalties: uint(1_000_000_000_000),
        revenue_due: uint(0),
    };
    let sizes = [packed(accrual), packed(Accrual::new(NOW)), packed(totals), packed(Totals::default())];
    assert_eq!(sizes, [55, 9, 25, 5]);
    let end = End { weight: uint(45_000_000), agreements: 3 };
    let delegated =
        Delegated { amount: uint(100_000_000_000_000), waiting: uint(0), batch: 300, last_day: Some(364) };
    assert_eq!([packed(end), packed(delegated), packed(Delegated::default())], [6, 15, 4]);
}

fn agreement(place: Place, closed: Option<Closed>, consent: Option<Party>) -> Agreement {
    let index = Uint256::from(SCALE) * Uint256::from_u128(31_536_000);
    let lock = Lock { started_at: NOW, days: 365, day_secs: 86_400 };
    Agreement {
        device: "node-000123".to_owned(),
        class: "enterprise".to_owned(),
        owner: account("q"),
        staker: account("s"),
        owner_share: bps(6_000),
        principal: uint(20_000_000_000),
        kappa: Decimal::one(),
        tau_bps: 20_000,
        lock,
        penalty: PenaltyTerms { rate: bps(3_000), minimum: bps(0) },
        mutual_exit_free: true,
        earner: Earner {
            weight: uint(40_000_000),
            ends_at: NOW + 31_536_000,
            acc: Uint256::zero(),
            since: Some(index),
        },
        owner_claimed: uint(1_000_000_000),
        staker_claimed: uint(1_000_000_000),
        consent,
        closed,
        place,
    }
}

#[test]
fn agreements_are_as_small_as_they_were() {
    let bill = Bill {
        penalty: uint(97_200_000),
        from_rewards: uint(90_000_000),
        from_principal: uint(7_200_000),
        from_coins: uint(0),
    };
    let ended = |ended_by| Some(Closed { at: NOW, ended_by, bill });
    let records = [
        agreement(Place::Held, None, None),
        agreement(Place::Working { pool: account("p"), since: 300 }, None, Some(Party::Owner)),
        agreement(Place::Leaving { pool: account("p"), batch: 300 }, ended(Some(EndedBy::Staker)), None),
        agreement(Place::Returned, ended(None), Some(Party::Staker)),
        agreement(Place::Returned, ended(Some(EndedBy::Owner)), None),
        agreement(Place::Returned, ended(Some(EndedBy::Both)), None),
    ];
    assert_eq!(records.map(packed), [162, 196, 217, 184, 184, 184]);
}

#[test]
fn offers_devices_and_classes_are_as_small_as_they_were() {
    let terms = OfferTerms { owner_share: bps(6_000), required_stake: uint(20_000_000_000), lock_days: 365 };
    let offer = |status| Offer {
        device: "node-000123".to_owned(),
        class: "enterprise".to_owned(),
        owner: account("q"),
        terms,
        status,
        revision: 3,
    };
    let offers = [OfferStatus::Open, OfferStatus::Taken, OfferStatus::Cancelled].map(offer);
    assert_eq!(offers.map(packed), [67; 3]);
    let device = |offer_id, agreement_id| Device {
        owner: account("q"),
        class: "enterprise".to_owned(),
        suspended: true,
        offer_id,
        agreement_id,
    };
    assert_eq!(
        [packed(device(None, None)), packed(device(Some(100_000), None)), packed(device(None, Some(5)))],
        [44, 48, 45]
    );
    let class = |pool, rows: &[(u32, u32)]| Class {
        base_value: uint(20_000_000),
        capacity: uint(20_000_000_000),
        activation_stake: uint(10_000_000_000),
        kappa_steps: steps(rows),
        pool,
        enabled: true,
    };
    let rows = [(12_500, 11_000), (20_000, 15_000)];
    assert_eq!([packed(class(None, &[])), packed(class(Some(account("p")), &rows))], [20, 62]);
    assert_eq!(
        to_bytes(&()),
        [0],
        "a row of a list is its key and a byte, since chains keep no empty values"
    );
}

fn config(stake_asset: Asset<Addr>) -> Config {
    Config {
        registrar: account("r"),
        stake_asset,
        reward_asset: Asset::Native("uagi".to_owned()),
        treasury: None,
        pool_registry: None,
        time_multipliers: TIME_MULTIPLIERS.to_vec(),
        penalty: PenaltyTerms { rate: bps(3_000), minimum: bps(0) },
        mutual_exit_free: false,
    }
}

#[test]
fn parameters_that_every_call_reads_are_as_small_as_they_were() {
    let calendar = |rows: &[(u32, u128)]| Calendar { started_at: NOW, day_secs: 86_400, caps: caps(rows) };
    let rows = [(0, 328_767_000_000), (365, 273_973_000_000), (730, 219_178_000_000)];
    let sizes = [
        packed(config(Asset::Native("uagi".to_owned()))),
        packed(config(Asset::Cw20(account("t")))),
        packed(calendar(&[])),
        packed(calendar(&rows)),
    ];
    assert_eq!(sizes, [72, 97, 10, 35]);
}

/// Fault 54.
#[test]
fn what_no_record_packs_to_is_refused() {
    let mut bytes = to_bytes(&agreement(Place::Held, None, None));
    bytes.push(0);
    assert_eq!(from_bytes::<Agreement>(&bytes), Err(malformed("something follows")));
    bytes.truncate(bytes.len() - 2);
    assert_eq!(from_bytes::<Agreement>(&bytes), Err(malformed("ends early")));
    assert_eq!(from_bytes::<Totals>(&[]), Err(malformed("ends early")));
    assert_eq!(from_bytes::<Place>(&[4]), Err(malformed("no place of a principal")));
    assert_eq!(from_bytes::<Party>(&[2]), Err(malformed("no party")));
}
