//! Migration: which code follows which, and the walk over the records.

use cosmwasm_std::testing::{mock_dependencies, MockStorage};
use cosmwasm_std::{Addr, Order, StdError, Storage};
use tributary_controls::migration::{self, Records};
use tributary_controls::packed::{from_bytes, to_bytes, PackedItem, PackedMap};
use tributary_controls::ControlError;
use tributary_types::event::{Migrated, RecordsMigrated};
use tributary_types::migration::MigrationResponse;

const OWNER: PackedItem<Addr> = PackedItem::new("o");

/// What is walked first.
const FIRST: PackedMap<u64, Addr> = PackedMap::new("x");

/// What is walked second; its keys come before those of the first.
const SECOND: PackedMap<&str, Option<Addr>> = PackedMap::new("b");

/// What is not walked; its keys come behind those of the second.
const BESIDE: PackedMap<&str, Addr> = PackedMap::new("ba");

const RECORDS: Records = Records { items: &[&OWNER], maps: &[&FIRST, &SECOND] };

const NOTHING: Records = Records { items: &[], maps: &[] };

const ALICE: &str = "wasm1qqqsyqcyq5rqwzqfpg9scrgwpugpzysnzs23v9";

fn dump(storage: &dyn Storage) -> Vec<(Vec<u8>, Vec<u8>)> {
    storage.range(None, None, Order::Ascending).collect()
}

/// Alice, as the release before stored her.
fn old() -> Vec<u8> {
    to_bytes(&ALICE.to_owned())
}

fn new() -> Vec<u8> {
    to_bytes(&Addr::unchecked(ALICE))
}

fn first(id: u8) -> Vec<u8> {
    [b"\0\x01x".as_slice(), &[0; 7], &[id]].concat()
}

fn second(key: &str) -> Vec<u8> {
    [b"\0\x01b", key.as_bytes()].concat()
}

/// Three rows of the first map, two of the second and one beside, a record of its own, all in the old form.
fn before() -> MockStorage {
    let mut storage = MockStorage::new();
    cw2::set_contract_version(&mut storage, "one", "1.0.0").unwrap();
    storage.set(b"o", &old());
    for id in [1, 2, 7] {
        storage.set(&first(id), &old());
    }
    storage.set(&second("p"), &[&[1], old().as_slice()].concat());
    storage.set(&second("q"), &[0]);
    storage.set(b"\0\x02bar", &old());
    storage
}

/// The same under newer code.
fn migrated() -> MockStorage {
    let mut storage = before();
    migration::upgrade(&mut storage, "one", "1.2.3", &RECORDS).unwrap();
    storage
}

fn page(storage: &mut dyn Storage, cursor: u64, limit: u32) -> Result<RecordsMigrated, ControlError> {
    migration::migrate_records(storage, &RECORDS, cursor, limit)
}

/// Cursor, rows passed, written anew, unreadable; whether it is over.
fn told(found: Result<RecordsMigrated, ControlError>) -> (u64, [u32; 3], bool) {
    let RecordsMigrated { cursor, passed, rewritten, unreadable, complete } = found.unwrap();
    (cursor, [passed, rewritten, unreadable], complete)
}

fn status(storage: &dyn Storage) -> Option<u64> {
    let found = migration::status(storage).unwrap()?;
    let MigrationResponse { from_version, to_version, cursor } = found;
    assert_eq!([from_version.as_str(), &to_version], ["1.0.0", "1.2.3"]);
    Some(cursor)
}

#[test]
fn versions_go_up_and_names_stay() {
    for (found_name, found_version, works) in [
        ("one", "1.2.2", true),
        ("one", "0.9.9", true),
        ("one", "1.2.3-rc.1", true),
        ("one", "1.2.3", false),
        ("one", "1.2.4", false),
        ("one", "2.0.0-rc.1", false),
        ("other", "1.0.0", false),
    ] {
        let mut deps = mock_dependencies();
        cw2::set_contract_version(&mut deps.storage, found_name, found_version).unwrap();
        let before = dump(&deps.storage);

        let found = migration::upgrade(&mut deps.storage, "one", "1.2.3", &RECORDS);

        if works {
            let (from_version, to_version) = (found_version.to_owned(), "1.2.3".to_owned());
            assert_eq!(found, Ok(Migrated { from_version, to_version }));
            assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().version, "1.2.3");
        } else {
            let (found_name, found_version) = (found_name.to_owned(), found_version.to_owned());
            let (name, version) = ("one", "1.2.3");
            let refused = ControlError::CannotMigrate { found_name, found_version, name, version };
            assert_eq!(found, Err(refused));
            assert_eq!(dump(&deps.storage), before);
        }
    }
}

#[test]
fn what_has_no_readable_version_is_not_migrated() {
    let mut deps = mock_dependencies();
    let refused = |name: &str, version: &str| {
        let (found_name, found_version) = (name.to_owned(), version.to_owned());
        Err(ControlError::CannotMigrate { found_name, found_version, name: "one", version: "1.2.3" })
    };
    let missing = migration::upgrade(&mut deps.storage, "one", "1.2.3", &RECORDS);
    assert_eq!(missing, refused("an unknown contract", "of no version"));
    cw2::set_contract_version(&mut deps.storage, "one", "one").unwrap();
    let unreadable = migration::upgrade(&mut deps.storage, "one", "1.2.3", &RECORDS);
    assert_eq!(unreadable, refused("one", "one"));
}

#[test]
fn a_migration_writes_the_single_records_and_opens_the_walk() {
    let mut storage = before();
    assert_eq!(migration::status(&storage), Ok(None));

    migration::upgrade(&mut storage, "one", "1.2.3", &RECORDS).unwrap();

    assert_eq!(storage.get(b"o"), Some(new()));
    assert_eq!(storage.get(&first(1)), Some(old()));
    assert_eq!(status(&storage), Some(0));
}

#[test]
fn a_single_record_that_cannot_be_read_stops_the_migration() {
    let mut storage = before();
    storage.set(b"o", &[255]);
    let found = migration::upgrade(&mut storage, "one", "1.2.3", &RECORDS);
    assert!(matches!(found, Err(ControlError::Std(StdError::ParseErr { .. }))), "{found:?}");
}

/// In the order of the list, then of the keys; the last page is one that is not full.
#[test]
fn pages_of_any_size_end_in_the_same_storage() {
    let mut ends = vec![];
    for limit in [1, 2, 3, 4, 5, 6, 100, 101, u32::MAX] {
        let mut storage = migrated();
        let mut pages = 0;
        while let Some(cursor) = status(&storage) {
            let (after, [passed, ..], complete) = told(page(&mut storage, cursor, limit));
            assert_eq!((after, complete), (cursor + u64::from(passed), passed < limit.min(100)), "{limit}");
            pages += 1;
        }
        assert_eq!(pages, 5 / u64::from(limit) + 1, "{limit}");
        ends.push(dump(&storage));
    }
    let mut expected = before();
    cw2::set_contract_version(&mut expected, "one", "1.2.3").unwrap();
    OWNER.save(&mut expected, &Addr::unchecked(ALICE)).unwrap();
    for id in [1, 2, 7] {
        FIRST.save(&mut expected, id, &Addr::unchecked(ALICE)).unwrap();
    }
    SECOND.save(&mut expected, "p", &Some(Addr::unchecked(ALICE))).unwrap();
    assert!(ends.iter().all(|end| *end == dump(&expected)));
    assert_eq!(BESIDE.load(&expected, "r"), Ok(Addr::unchecked(ALICE)));
    assert_eq!(expected.get(b"\0\x02bar"), Some(old()));
}

#[test]
fn a_page_tells_what_it_did() {
    let mut storage = migrated();
    assert_eq!(told(page(&mut storage, 0, 2)), (2, [2, 2, 0], false));
    assert_eq!(storage.get(&first(2)), Some(new()));
    assert_eq!(storage.get(&first(7)), Some(old()));
    // One of the first map, both of the second, of which one has no address.
    assert_eq!(told(page(&mut storage, 2, 3)), (5, [3, 2, 0], false));
    assert_eq!(told(page(&mut storage, 5, 1)), (5, [0, 0, 0], true));
    assert_eq!(page(&mut storage, 5, 1), Err(ControlError::NothingToMigrate));
}

#[test]
fn rows_come_and_go_between_the_pages() {
    let mut storage = migrated();
    assert_eq!(told(page(&mut storage, 0, 2)), (2, [2, 2, 0], false));
    let alice = Addr::unchecked(ALICE);
    // Behind the cursor, at it, before it; one that is touched.
    FIRST.save(&mut storage, 0, &alice).unwrap();
    FIRST.remove(&mut storage, 2);
    FIRST.save(&mut storage, 3, &alice).unwrap();
    FIRST.save(&mut storage, 7, &alice).unwrap();
    SECOND.remove(&mut storage, "p");

    assert_eq!(told(page(&mut storage, 2, 100)), (5, [3, 0, 0], true));
    let rows = FIRST.range(&storage, None, None, Order::Ascending).map(|row| row.unwrap().0);
    assert_eq!(rows.collect::<Vec<_>>(), [0, 1, 3, 7]);
}

/// Fault 54.
#[test]
fn a_row_that_cannot_be_read_is_passed_as_it_is() {
    let mut storage = migrated();
    storage.set(&first(2), &[232]);
    storage.set(&second("q"), &[7]);

    assert_eq!(told(page(&mut storage, 0, 4)), (4, [4, 3, 1], false));
    assert_eq!(told(page(&mut storage, 4, 4)), (5, [1, 0, 1], true));
    assert_eq!(storage.get(&first(2)), Some(vec![232]));
    assert!(FIRST.load(&storage, 2).is_err());
    assert_eq!(FIRST.load(&storage, 7), Ok(Addr::unchecked(ALICE)));
}

/// O-07. A refusal changes nothing, so it can be sent again.
#[test]
fn a_page_names_the_cursor_and_at_least_a_row() {
    let mut storage = before();
    assert_eq!(page(&mut storage, 0, 1), Err(ControlError::NothingToMigrate));
    let mut storage = migrated();
    let opened = dump(&storage);
    let bad = |cursor, given| Err(ControlError::BadCursor { cursor, given });
    assert_eq!(page(&mut storage, 0, 0), Err(ControlError::InvalidLimit { what: "row" }));
    for given in [1, 5, u64::MAX] {
        assert_eq!(page(&mut storage, given, 1), bad(0, given));
    }
    assert_eq!(dump(&storage), opened);
    told(page(&mut storage, 0, 1));
    // Sent twice, the second one does nothing.
    assert_eq!(page(&mut storage, 0, 1), bad(1, 0));
}

#[test]
fn the_next_migration_waits_for_the_walk() {
    let mut storage = migrated();
    told(page(&mut storage, 0, 2));
    let open = ControlError::MigrationOpen { from_version: "1.0.0".to_owned(), cursor: 2 };
    let before = dump(&storage);
    assert_eq!(migration::upgrade(&mut storage, "one", "1.2.4", &RECORDS), Err(open));
    assert_eq!(dump(&storage), before);
    told(page(&mut storage, 2, 100));
    let (from_version, to_version) = ("1.2.3".to_owned(), "1.2.4".to_owned());
    let next = migration::upgrade(&mut storage, "one", "1.2.4", &RECORDS);
    assert_eq!(next, Ok(Migrated { from_version, to_version }));
}

/// Where nothing is to be walked one page closes the migration as well.
#[test]
fn a_walk_over_no_maps_is_one_page() {
    let mut storage = before();
    migration::upgrade(&mut storage, "one", "1.2.3", &NOTHING).unwrap();
    assert_eq!(storage.get(b"o"), Some(old()));
    let found = migration::migrate_records(&mut storage, &NOTHING, 0, 1);
    assert_eq!(told(found), (0, [0, 0, 0], true));
    assert_eq!(migration::status(&storage), Ok(None));
    assert_eq!(from_bytes::<Addr>(&old()), from_bytes::<Addr>(&new()));
}
