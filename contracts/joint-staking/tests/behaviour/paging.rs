//! Lists in pages, also after rows that do not exist

use cosmwasm_std::Addr;
use tributary_types::joint_staking::{
    AgreementResponse, AgreementsResponse, ClassResponse, ClassesResponse, DeviceResponse, DevicesResponse,
    OfferFilter, OfferResponse, OffersResponse, QueryMsg, ShareKey, StakeKey,
};

use crate::support::suite::{pages_concatenate, uint};
use crate::world::{cancel, settle, World};

#[test]
fn classes_come_in_pages_by_name() {
    let mut world = World::default();
    for number in 0..13 {
        world.set_class(&format!("c{number}"), number, 1, 1);
    }
    let page = |start_after: Option<String>, limit| {
        world.ask::<ClassesResponse>(&QueryMsg::Classes { start_after, limit }).classes
    };

    let all = pages_concatenate(14, page, |row: &ClassResponse| row.class.clone());

    let names: Vec<&str> = all.iter().map(|row| row.class.as_str()).collect();
    assert_eq!(names[..5], ["c0", "c1", "c10", "c11", "c12"]);
    assert_eq!(names[13], "neat");
    assert_eq!(page(Some("c100".to_owned()), Some(1))[0].class, "c11", "a cursor may be anything");
    assert_eq!(page(Some(String::new()), Some(1))[0].class, "c0");
    assert!(page(Some("zzz".to_owned()), None).is_empty());
}

/// Olga has d1, d2 and e10 to e19, otto d3 and f10 to f19.
fn fleet() -> World {
    let mut world = World::default();
    let (olga, otto) = (world.olga.clone(), world.otto.clone());
    for number in 10..20 {
        world.register(&format!("e{number}"), &olga, "neat");
        world.register(&format!("f{number}"), &otto, "neat");
    }
    world
}

#[test]
fn devices_come_in_pages_by_id() {
    let world = fleet();
    let page = |start_after: Option<String>, limit| {
        let msg = QueryMsg::Devices { owner: None, start_after, limit };
        world.ask::<DevicesResponse>(&msg).devices
    };
    let all = pages_concatenate(23, page, |row: &DeviceResponse| row.device.clone());
    assert!(all.windows(2).all(|pair| pair[0].device < pair[1].device));
    for row in &all {
        assert_eq!(*row, world.device(&row.device));
    }
    assert_eq!(page(Some("d9".to_owned()), Some(1))[0].device, "e10");
    assert!(page(Some("zzz".to_owned()), None).is_empty());

    let page = |start_after: Option<String>, limit| {
        let msg = QueryMsg::Devices { owner: Some(world.olga.to_string()), start_after, limit };
        world.ask::<DevicesResponse>(&msg).devices
    };
    let all = pages_concatenate(12, page, |row: &DeviceResponse| row.device.clone());
    assert!(all.iter().all(|row| row.owner == world.olga));
    assert_eq!((all[0].device.as_str(), all[11].device.as_str()), ("d1", "e19"));
    assert_eq!(page(Some("d3".to_owned()), Some(1))[0].device, "e10", "a cursor may be anybody's");
    assert!(page(Some("f15".to_owned()), None).is_empty());
    let nobody = QueryMsg::Devices { owner: Some(world.eve.to_string()), start_after: None, limit: None };
    assert!(world.ask::<DevicesResponse>(&nobody).devices.is_empty());
}

/// 42 open offers of two classes, two owners, three locks, with shares and stakes that repeat; 4 are gone.
fn market() -> World {
    let mut world = World::default();
    let (olga, otto, sam) = (world.olga.clone(), world.otto.clone(), world.sam.clone());
    world.set_class("other", 5, 5, 5);
    for number in 0u32..46 {
        let name = format!("m{number}");
        let owner = if number % 2 == 0 { &olga } else { &otto };
        world.register(&name, owner, if number % 2 == 0 { "neat" } else { "other" });
        let (share, stake, days) = (
            3_000 + 700 * (number % 5),
            100 + u128::from(number * 7 % 6),
            [30, 60, 365][number as usize % 3],
        );
        world.open(&name, share, stake, days);
    }
    for id in [1, 10] {
        let owner = world.offer(id).owner;
        world.tells(&owner, &cancel(id));
    }
    for id in [20, 46] {
        world.accept(&sam, id);
    }
    world
}

fn ids(rows: &[OfferResponse]) -> Vec<u64> {
    rows.iter().map(|row| row.offer_id).collect()
}

#[test]
fn open_offers_come_in_pages_by_id() {
    let world = market();
    let open: Vec<u64> = (1..=46).filter(|id| ![1, 10, 20, 46].contains(id)).collect();
    let page = |filter: Option<OfferFilter>| {
        let world = &world;
        move |start_after, limit| {
            let msg = QueryMsg::OpenOffers { filter: filter.clone(), start_after, limit };
            world.ask::<OffersResponse>(&msg).offers
        }
    };
    let cursor = |row: &OfferResponse| row.offer_id;

    let all = pages_concatenate(42, page(None), cursor);
    assert_eq!(ids(&all), open);
    for row in &all {
        assert_eq!(*row, world.offer(row.offer_id));
    }
    assert_eq!(ids(&page(None)(Some(10), Some(1))), [11]);
    assert_eq!(ids(&page(None)(Some(0), Some(1))), [2]);
    assert!(page(None)(Some(45), None).is_empty() && page(None)(Some(u64::MAX), None).is_empty());

    let some = |wanted: &dyn Fn(&OfferResponse) -> bool| -> Vec<u64> {
        all.iter().filter(|row| wanted(row)).map(|row| row.offer_id).collect()
    };
    let neat = some(&|row| row.class == "neat");
    let filter = OfferFilter::Class("neat".to_owned());
    assert_eq!(ids(&pages_concatenate(neat.len(), page(Some(filter.clone())), cursor)), neat);
    assert_eq!(ids(&page(Some(filter))(Some(4), Some(1))), [5], "a cursor may be of another class");
    let days = some(&|row| row.lock_days == 60);
    let filter = OfferFilter::LockDays(60);
    assert_eq!(ids(&pages_concatenate(days.len(), page(Some(filter)), cursor)), days);
    let otto = some(&|row| row.owner == world.otto);
    let filter = OfferFilter::Owner(world.otto.to_string());
    assert_eq!(ids(&pages_concatenate(otto.len(), page(Some(filter)), cursor)), otto);
    assert!(neat.len() > 10 && days.len() > 10 && otto.len() > 10);
    for filter in [
        OfferFilter::Class("ghost".to_owned()),
        OfferFilter::Class(String::new()),
        OfferFilter::Class("nea".to_owned()),
        OfferFilter::LockDays(90),
        OfferFilter::LockDays(31),
        OfferFilter::Owner(world.sam.to_string()),
    ] {
        assert!(page(Some(filter))(None, None).is_empty());
    }
}

#[test]
fn open_offers_come_in_pages_by_share_and_by_stake() {
    let world = market();
    let by_share = |start_after: Option<ShareKey>, limit| {
        world.ask::<OffersResponse>(&QueryMsg::OpenOffersByShare { start_after, limit }).offers
    };
    let key = |row: &OfferResponse| ShareKey { owner_share_bps: row.owner_share_bps, offer_id: row.offer_id };
    let all = pages_concatenate(42, by_share, key);
    assert!(all.windows(2).all(|pair| {
        (pair[0].owner_share_bps, pair[0].offer_id) < (pair[1].owner_share_bps, pair[1].offer_id)
    }));
    let after = |owner_share_bps, offer_id| by_share(Some(ShareKey { owner_share_bps, offer_id }), Some(1));
    assert_eq!(after(3_001, 0)[0].owner_share_bps, 3_700, "a cursor may be anything");
    assert_eq!(after(3_000, u64::MAX)[0].owner_share_bps, 3_700);
    assert_eq!(ids(&after(0, u64::MAX)), ids(&all[..1]));
    assert!(after(u32::MAX, 0).is_empty());

    let by_stake = |start_after: Option<StakeKey>, limit| {
        world.ask::<OffersResponse>(&QueryMsg::OpenOffersByStake { start_after, limit }).offers
    };
    let key = |row: &OfferResponse| StakeKey { required_stake: row.required_stake, offer_id: row.offer_id };
    let all = pages_concatenate(42, by_stake, key);
    assert!(all.windows(2).all(|pair| {
        (pair[0].required_stake, pair[0].offer_id) < (pair[1].required_stake, pair[1].offer_id)
    }));
    let after = |stake, offer_id| by_stake(Some(StakeKey { required_stake: uint(stake), offer_id }), Some(1));
    assert_eq!(after(100, u64::MAX)[0].required_stake, uint(101));
    assert_eq!(ids(&after(0, 5)), ids(&all[..1]));
    assert!(after(106, 0).is_empty() && after(u128::MAX, 0).is_empty());
}

/// Large stakes stand behind small ones: numbers, not texts.
#[test]
fn stakes_are_ordered_as_numbers() {
    let mut world = World::default();
    for (device, stake) in [("d1", 1_000_000), ("d2", 999), ("d3", u128::MAX)] {
        world.open(device, 4_000, stake, 30);
    }
    let msg = QueryMsg::OpenOffersByStake { start_after: None, limit: None };
    assert_eq!(ids(&world.ask::<OffersResponse>(&msg).offers), [2, 1, 3]);
}

#[test]
fn agreements_come_in_pages_by_id() {
    let mut world = fleet();
    let (olga, otto, sam, sue) =
        (world.olga.clone(), world.otto.clone(), world.sam.clone(), world.sue.clone());
    for number in 10..20 {
        world.bind(&format!("e{number}"), &sam, 4_000, 500, 30);
        world.bind(&format!("f{number}"), if number < 13 { &sam } else { &sue }, 4_000, 500, 60);
    }
    world.bind("d1", &sue, 4_000, 500, 30);
    world.bind("d2", &sue, 4_000, 500, 30);
    world.bind("d3", &sam, 4_000, 500, 30);
    world.pass_days(31);
    let eve = world.eve.clone();
    world.tells(&eve, &settle(1));
    let page = |world: &World, owner: bool, who: &Addr, start_after: Option<u64>, limit: Option<u32>| {
        let msg = if owner {
            QueryMsg::AgreementsByOwner { owner: who.to_string(), start_after, limit }
        } else {
            QueryMsg::AgreementsByStaker { staker: who.to_string(), start_after, limit }
        };
        world.ask::<AgreementsResponse>(&msg).agreements
    };
    for (owner, who, count) in [(true, &olga, 12), (true, &otto, 11), (false, &sam, 14)] {
        let all = pages_concatenate(
            count,
            |start_after, limit| page(&world, owner, who, start_after, limit),
            |row: &AgreementResponse| row.agreement_id,
        );
        assert!(all.windows(2).all(|pair| pair[0].agreement_id < pair[1].agreement_id));
        for row in &all {
            assert_eq!(*row, world.agreement(row.agreement_id));
            assert_eq!(if owner { &row.owner } else { &row.staker }, who);
        }
        assert!(page(&world, owner, who, Some(u64::MAX), None).is_empty());
    }
    assert_eq!(page(&world, true, &olga, Some(2), Some(1))[0].agreement_id, 3, "a cursor may be anybody's");
    assert_eq!(page(&world, false, &sue, None, None).len(), 9);
    assert!(page(&world, true, &sam, None, None).is_empty());
}
