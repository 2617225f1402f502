//! Packed records: what goes in comes out, in known sizes, and nothing else comes out.

use std::fmt::Debug;

use cosmwasm_std::{Addr, HexBinary, StdError, Timestamp, Uint128, Uint256};
use cw_utils::{Duration, Expiration};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tributary_controls::packed;
use tributary_controls::packed::{from_bytes, malformed, to_bytes, Packed, Reader};
use tributary_controls::pause::Pause;
use tributary_math::liquidation::LiquidationMode;
use tributary_math::performance::Trace;
use tributary_math::release::Release;
use tributary_math::rewards::RewardPool;
use tributary_math::Ppm;
use tributary_types::license_nft::{Approval, NodeRole, Stage};
use tributary_types::pool_registry::{PoolState, ScoreWeights};
use tributary_types::staker_registry::StakerRegistryContract;

const ACCOUNT: &str = "wasm1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9";

/// Something of everything.
#[derive(Clone, Debug, PartialEq)]
struct Sample {
    byte: u8,
    small: u32,
    long: u64,
    amount: Uint128,
    wide: Uint256,
    flag: bool,
    nothing: (),
    perhaps: Option<u64>,
    list: Vec<u64>,
    text: String,
    address: Addr,
    bytes: HexBinary,
    digest: [u8; 3],
    time: Timestamp,
    lock: Duration,
    release: Expiration,
    rate: Ppm,
}

packed!(Sample {
    byte,
    small,
    long,
    amount,
    wide,
    flag,
    nothing,
    perhaps,
    list,
    text,
    address,
    bytes,
    digest,
    time,
    lock,
    release,
    rate,
});

/// Numbers of every length, not only long ones.
fn number() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0..64u32).prop_map(|(number, shift)| number >> shift)
}

fn sample() -> impl Strategy<Value = Sample> {
    let numbers = (any::<u8>(), any::<u32>(), number(), any::<u128>(), 0..128u32, vec(any::<u8>(), 0..=32));
    let lists = (option::of(number()), vec(number(), 0..5), ".{0,9}", vec(any::<u8>(), 0..40));
    let points = (number(), any::<bool>(), 0..3u8, 0..=1_000_000u32, any::<bool>());
    (numbers, lists, points).prop_map(|(numbers, lists, points)| {
        let (byte, small, long, amount, shift, wide) = numbers;
        let (perhaps, list, text, bytes) = lists;
        let (point, is_time, kind, ppm, flag) = points;
        Sample {
            byte,
            small,
            long,
            amount: Uint128::new(amount >> shift),
            wide: {
                let mut bytes = [0; 32];
                bytes[..wide.len()].copy_from_slice(&wide);
                bytes.reverse();
                Uint256::from_be_bytes(bytes)
            },
            flag,
            nothing: (),
            perhaps,
            list,
            address: Addr::unchecked(text.clone()),
            text,
            digest: [byte, 0, u8::MAX],
            bytes: bytes.into(),
            time: Timestamp::from_nanos(point),
            lock: if is_time { Duration::Time(point) } else { Duration::Height(point) },
            release: match kind {
                0 => Expiration::AtHeight(point),
                1 => Expiration::AtTime(Timestamp::from_nanos(point)),
                _ => Expiration::Never {},
            },
            rate: Ppm::new(ppm).unwrap(),
        }
    })
}

proptest! {
    #[test]
    fn what_is_packed_is_unpacked(sample in sample()) {
        prop_assert_eq!(from_bytes::<Sample>(&to_bytes(&sample)).unwrap(), sample);
    }

    /// Cut off anywhere, or with a byte too many, it is an error and no panic.
    #[test]
    fn every_other_length_is_refused(sample in sample(), more in any::<u8>()) {
        let mut bytes = to_bytes(&sample);
        for length in 0..bytes.len() {
            prop_assert!(from_bytes::<Sample>(&bytes[..length]).is_err(), "{length} bytes of {}", bytes.len());
        }
        bytes.push(more);
        prop_assert_eq!(from_bytes::<Sample>(&bytes).unwrap_err(), malformed("something follows"));
    }

    /// One record has one form, but for the longer one of addresses: bytes that are unpacked at all are those that are packed.
    #[test]
    fn any_bytes_are_refused_or_those_of_the_record(bytes in vec(any::<u8>(), 0..80)) {
        if let Ok(sample) = from_bytes::<Sample>(&bytes) {
            let packed = to_bytes(&sample);
            prop_assert!(packed == bytes || packed.len() < bytes.len(), "{packed:?}");
            prop_assert_eq!(from_bytes::<Sample>(&packed), Ok(sample));
        }
        if let Ok(pool) = from_bytes::<RewardPool>(&bytes) {
            prop_assert_eq!(to_bytes(&pool), bytes);
        }
    }
}

/// A record has these bytes, and they are nothing else.
#[track_caller]
pub fn is(record: impl Packed + Clone + Debug + PartialEq, bytes: &[u8]) {
    assert_eq!(to_bytes(&record), bytes);
    assert_eq!(from_bytes(bytes), Ok(record));
}

#[test]
fn small_numbers_take_a_byte_and_others_their_digits_and_one() {
    is(0u64, &[0]);
    is(223u64, &[223]);
    is(224u64, &[224, 224]);
    is(255u8, &[224, 255]);
    is(256u32, &[225, 1, 0]);
    is(u64::MAX, &[[231].as_slice(), &[255; 8]].concat());
    is(Uint128::zero(), &[0]);
    is(Uint128::MAX, &[[239].as_slice(), &[255; 16]].concat());
    is(Uint256::MAX, &[[255].as_slice(), &[255; 32]].concat());
}

#[test]
fn choices_take_a_byte() {
    is((), &[0]);
    is(true, &[1]);
    is(None::<u64>, &[0]);
    is(Some(7u64), &[1, 7]);
    is(Vec::<u64>::new(), &[0]);
    is(vec![1u64, 224], &[2, 1, 224, 224]);
    is(Duration::Height(5), &[0, 5]);
    is(Duration::Time(5), &[1, 5]);
    is(Expiration::AtHeight(5), &[0, 5]);
    is(Expiration::AtTime(Timestamp::from_nanos(5)), &[1, 5]);
    is(Expiration::Never {}, &[2]);
    is(PoolState::Active, &[0]);
    is(PoolState::Broken, &[1]);
    is(PoolState::Retired, &[2]);
    is(Stage::Testnet, &[0]);
    is(Stage::Mainnet, &[1]);
    is(Stage::Stable, &[2]);
    is(NodeRole::ResourceNode, &[0]);
    is(NodeRole::Validator, &[1]);
    is(LiquidationMode::Exact, &[0]);
    is(LiquidationMode::Whole, &[1]);
    is([7u8, 0, 255], &[7, 0, 255]);
    is(Approval { spender: Addr::unchecked("ab"), expires: Expiration::Never {} }, b"\x02ab\x02");
    is(ScoreWeights { fee: 1, performance: 2, capacity: 3 }, &[1, 2, 3]);
    is(Pause { guardian: None, paused: true }, &[0, 1]);
    is(StakerRegistryContract::new(Addr::unchecked("ab")), b"\x02ab");
    is(Release { amount: 9u32.into(), last: 1, end: 2 }, &[9, 1, 2]);
}

/// Bytes that are no record.
#[track_caller]
pub fn refused<T: Packed + Debug + PartialEq>(bytes: &[u8], why: &str) {
    assert_eq!(from_bytes::<T>(bytes), Err(malformed(why)));
    assert!(matches!(malformed(why), StdError::ParseErr { .. }));
}

#[test]
fn what_nothing_packs_to_is_refused() {
    refused::<u64>(&[], "ends early");
    refused::<u64>(&[224, 223], "a number is longer than it needs");
    refused::<u64>(&[225, 0, 255], "a number is longer than it needs");
    refused::<u8>(&[225, 1, 0], "a number is too large");
    refused::<u64>(&[[232].as_slice(), &[1; 9]].concat(), "a number is too large");
    refused::<Uint128>(&[[240].as_slice(), &[1; 17]].concat(), "a number is too large");
    refused::<()>(&[1], "no mark");
    refused::<bool>(&[2], "neither true nor false");
    refused::<Option<u64>>(&[2, 0], "neither true nor false");
    refused::<Duration>(&[2, 0], "no duration");
    refused::<Expiration>(&[3], "no point in time");
    refused::<PoolState>(&[3], "no state of a pool");
    refused::<Stage>(&[3], "no stage");
    refused::<NodeRole>(&[2], "no role of a node");
    refused::<LiquidationMode>(&[2], "no kind of liquidation");
    refused::<[u8; 3]>(&[1, 2], "ends early");
    refused::<String>(&[1, 255], "no text");
    refused::<Addr>(&[2, b'a'], "ends early");
    // A length that would ask for more memory than there is.
    refused::<Vec<u64>>(&[[231].as_slice(), &[255; 8]].concat(), "ends early");
    refused::<Ppm>(&[226, 15, 66, 65], "more than 100 %");
    assert_eq!(from_bytes(&[226, 15, 66, 64]), Ok(Ppm::new(1_000_000).unwrap()));
}

#[test]
fn a_reader_knows_what_is_left() {
    struct Rest(usize);
    impl Packed for Rest {
        fn pack(&self, _: &mut Vec<u8>) {}
        fn unpack(from: &mut Reader) -> cosmwasm_std::StdResult<Self> {
            let left = from.left();
            from.bytes(left)?;
            Ok(Self(left))
        }
    }
    assert_eq!(from_bytes::<Rest>(&[1, 2, 3]).unwrap().0, 3);
}

/// Bytes are gas: 30 for each that is written.
#[test]
fn records_are_as_small_as_they_were() {
    let million = Uint128::new(1_000_000_000_000);
    let trace = Trace {
        height: 12_345_678,
        stake: million,
        stake_blocks: Uint256::from(million) * Uint256::from(12_345_678u64),
        rewards: million.into(),
    };
    assert_eq!(to_bytes(&Addr::unchecked(ACCOUNT)).len(), 30);
    assert_eq!(to_bytes(&Expiration::AtTime(Timestamp::from_seconds(1_800_000_000))).len(), 10);
    assert_eq!(to_bytes(&trace).len(), 25);
    assert_eq!(to_bytes(&RewardPool::default()).len(), 7);
    let pause = Pause { guardian: Some(Addr::unchecked(ACCOUNT)), paused: false };
    assert_eq!(to_bytes(&pause).len(), 32);
}
