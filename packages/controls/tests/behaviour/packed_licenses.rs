//! Packed records about licences.

use cosmwasm_std::{Addr, Uint128};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use tributary_controls::packed::{from_bytes, malformed, to_bytes};
use tributary_math::holding::Holding;
use tributary_types::license_nft::{LicenseNftContract, LicenseTerms};
use tributary_types::staker_registry::BondState;

use crate::packed::{is, refused};

fn holding(tokens: u128, locked: u128, licenses: u32) -> Holding {
    Holding { tokens: Uint128::new(tokens), locked: Uint128::new(locked), licenses }
}

fn terms(license_nft: &str, coins_per_license: u128) -> LicenseTerms {
    let license_nft = LicenseNftContract::new(Addr::unchecked(license_nft));
    LicenseTerms { license_nft, coins_per_license: Uint128::new(coins_per_license) }
}

proptest! {
    #[test]
    fn licences_are_unpacked_as_they_were_packed(
        (tokens, locked, licenses) in (any::<u128>(), option::of(any::<u128>()), any::<u32>()),
        (license_nft, each) in (".{0,9}", any::<u128>()),
    ) {
        let holding = holding(tokens, locked.unwrap_or_default(), licenses);
        prop_assert_eq!(from_bytes::<Holding>(&to_bytes(&holding)), Ok(holding));
        let terms = terms(&license_nft, each);
        prop_assert_eq!(from_bytes::<LicenseTerms>(&to_bytes(&terms)), Ok(terms));
    }

    /// Cut off anywhere, or with a byte too many, it is an error and no panic.
    #[test]
    fn every_other_length_of_a_holding_is_refused(
        (tokens, locked, licenses) in (any::<u128>(), 1..=u128::MAX, any::<u32>()),
        more in any::<u8>(),
    ) {
        let mut bytes = to_bytes(&holding(tokens, locked, licenses));
        for length in 0..bytes.len() {
            prop_assert!(from_bytes::<Holding>(&bytes[..length]).is_err(), "{length} bytes of {}", bytes.len());
        }
        bytes.push(more);
        prop_assert!(from_bytes::<Holding>(&bytes).is_err());
    }

    /// One record has one form.
    #[test]
    fn any_bytes_are_refused_or_those_of_the_terms(bytes in vec(any::<u8>(), 0..20)) {
        if let Ok(terms) = from_bytes::<LicenseTerms>(&bytes) {
            prop_assert_eq!(to_bytes(&terms), bytes);
        }
    }
}

#[test]
fn a_holding_of_coins_alone_takes_a_byte_more_than_they() {
    is(holding(0, 0, 0), &[0, 0]);
    is(holding(7, 0, 0), &[7, 0]);
    is(holding(7, 5, 0), &[7, 1, 5, 0]);
    is(holding(7, 0, 3), &[7, 1, 0, 3]);
    is(holding(256, 255, 224), &[225, 1, 0, 1, 224, 255, 224, 224]);
}

#[test]
fn states_and_terms_have_known_bytes() {
    is(BondState::Bonded, &[0]);
    is(BondState::Unbonding, &[1]);
    is(BondState::Burned, &[2]);
    is(terms("ab", 9), b"\x02ab\x09");
}

#[test]
fn what_no_licence_packs_to_is_refused() {
    refused::<BondState>(&[3], "no state of a licence");
    refused::<BondState>(&[], "ends early");
    refused::<Holding>(&[7], "ends early");
    refused::<Holding>(&[7, 2], "neither true nor false");
    refused::<Holding>(&[7, 1, 5], "ends early");
    refused::<Holding>(&[7, 0, 5], "something follows");
    refused::<Holding>(&[7, 1, 0, 228, 1, 0, 0, 0, 0], "a number is too large");
    refused::<LicenseTerms>(b"\x02ab", "ends early");
    refused::<LicenseTerms>(b"\x03ab", "ends early");
}

/// One record has one form: a holding without licences and locked coins has no second, longer one.
#[test]
fn a_holding_has_one_form() {
    assert_eq!(from_bytes::<Holding>(&[7, 1, 0, 0]), Err(malformed("a holding is longer than it needs")));
}
