//! What is stored: sizes, since bytes are gas, and what is left out.

use cosmwasm_std::{Addr, Timestamp};
use cw_utils::Expiration;
use tributary_controls::packed::{from_bytes, malformed, to_bytes};
use tributary_math::holding::Holding;
use tributary_staker_registry::items::{Ids, Transfer, Unbond};
use tributary_staker_registry::registrars::{Manager, Registrars};
use tributary_staker_registry::state::{Ledger, Profile, Stake};

use crate::support::suite::uint;

/// An account, 43 characters as on a chain with the prefix `wasm`.
fn account(letter: &str) -> Addr {
    Addr::unchecked(format!("wasm1{}", letter.repeat(38)))
}

fn unbond() -> Unbond {
    let release = Expiration::AtTime(Timestamp::from_seconds(1_800_000_000));
    let [staker, owner] = ["a", "e"].map(account);
    Unbond { staker, recipient: owner.clone(), owner, amount: uint(5_000_000), fee: uint(0), release }
}

fn transfer() -> Transfer {
    let Unbond { staker, owner, amount, fee, release, .. } = unbond();
    let initiator = Manager::Registrar(0);
    Transfer {
        from: staker,
        to: account("c"),
        owner,
        initiator,
        amount,
        fee,
        release,
        unbond_release: release,
    }
}

#[test]
fn records_are_as_small_as_they_were() {
    let coins = Holding { tokens: uint(1_000_000_000_000), ..Holding::default() };
    let licenses = Holding { licenses: 3, locked: uint(1_000_000), ..coins.clone() };
    for (holding, size) in [(coins, 10), (licenses, 15)] {
        let stake = Stake { manager: Manager::Registrar(0), holding, flag: true };
        assert_eq!((to_bytes(&stake).len(), from_bytes(&to_bytes(&stake))), (size, Ok(stake)));
    }
    let ledger = Ledger {
        next_id: 100_000,
        stakers: 200,
        active_stakers: 150,
        power: uint(1_000_000_000_000_000),
        tokens: uint(1_000_000_000_000_000),
        licenses: 0,
        thawing: uint(1_000_000_000_000),
        transferring: uint(1_000_000_000_000),
        surplus: uint(0),
        revenue_due: uint(0),
    };
    assert_eq!((to_bytes(&ledger).len(), from_bytes(&to_bytes(&ledger))), (37, Ok(ledger)));
    let profile = Profile {
        signing_address: account("a"),
        coinbase_address: account("e"),
        next_signing_change: unbond().release,
    };
    assert_eq!((to_bytes(&profile).len(), from_bytes(&to_bytes(&profile))), (70, Ok(profile)));
    assert_eq!(to_bytes(&unbond()).len(), 77);
    assert_eq!(to_bytes(&transfer()).len(), 118);
}

#[test]
fn an_item_repeats_no_address() {
    let solo = Unbond { owner: account("a"), recipient: account("a"), ..unbond() };
    let redirected = Unbond { recipient: account("d"), ..unbond() };
    for (item, size) in [(solo, 47), (redirected, 107)] {
        assert_eq!((to_bytes(&item).len(), from_bytes(&to_bytes(&item))), (size, Ok(item)));
    }
    let solo = Transfer { owner: account("a"), initiator: Manager::Itself, ..transfer() };
    for (item, size) in [(solo, 87), (transfer(), 118)] {
        assert_eq!((to_bytes(&item).len(), from_bytes(&to_bytes(&item))), (size, Ok(item)));
    }
}

#[test]
fn ids_are_stored_by_their_distances() {
    let ids: Ids = from_bytes(&[3, 225, 1, 0, 1, 220]).unwrap();
    assert_eq!(ids.as_slice(), [256, 257, 477]);
    assert_eq!(to_bytes(&ids), [3, 225, 1, 0, 1, 220]);
    assert_eq!(to_bytes(&Ids::default()), [0]);
    let beyond = [[2, 231].as_slice(), &[255; 8], &[1]].concat();
    assert_eq!(from_bytes::<Ids>(&beyond).err(), Some(malformed("an id is too large")));
}

/// Places are never given again, so whoever registered a staker manages it for ever.
#[test]
fn registrars_keep_their_places() {
    let [ann, bob, cyd, staker] = ["a", "b", "c", "s"].map(account);
    let mut registrars = Registrars::default();
    registrars.set(vec![ann.clone(), bob.clone()]);
    assert_eq!(registrars.manager(&staker, &bob), Some(Manager::Registrar(1)));

    registrars.set(vec![cyd.clone(), ann.clone()]);

    assert_eq!(registrars.current().cloned().collect::<Vec<_>>(), [cyd.clone(), ann.clone()]);
    let managers = [&ann, &bob, &cyd, &staker].map(|sender| registrars.manager(&staker, sender));
    let [first, third] = [0, 2].map(|place| Some(Manager::Registrar(place)));
    assert_eq!(managers, [first, None, third, Some(Manager::Itself)]);
    assert_eq!(registrars.management(Manager::Registrar(1), &staker), Ok(bob));
    assert_eq!(registrars.management(Manager::Itself, &staker), Ok(staker.clone()));
    assert!(registrars.management(Manager::Registrar(3), &staker).is_err());
    assert_eq!(from_bytes(&to_bytes(&registrars)), Ok(registrars));
}
