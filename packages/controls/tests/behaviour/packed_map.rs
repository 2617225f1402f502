//! Packed records in storage: the keys and orders of cw-storage-plus.

use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::{Addr, Order, StdError, StdResult, Storage};
use cw_storage_plus::{Bound, Map};
use tributary_controls::packed::{malformed, PackedItem, PackedMap};

const ITEM: PackedItem<u64> = PackedItem::new("i");
const PAIRS: PackedMap<(&Addr, u64), u64> = PackedMap::new("p");
const SAME_PAIRS: Map<(&Addr, u64), u64> = Map::new("p");

fn pairs() -> (MockStorage, [Addr; 2]) {
    let mut storage = MockStorage::new();
    let people = ["ann", "bob"].map(Addr::unchecked);
    for (base, person) in [0, 1_000].into_iter().zip(&people) {
        for number in [3, 1, 300, 2] {
            PAIRS.save(&mut storage, (person, number), &u64::saturating_add(base, number)).unwrap();
        }
    }
    (storage, people)
}

#[test]
fn an_item_is_there_or_not() {
    let mut storage = MockStorage::new();
    assert_eq!(ITEM.may_load(&storage), Ok(None));
    assert!(matches!(ITEM.load(&storage), Err(StdError::NotFound { .. })));

    ITEM.save(&mut storage, &7).unwrap();

    assert_eq!((ITEM.load(&storage), storage.get(ITEM.as_slice())), (Ok(7), Some(vec![7])));
    ITEM.remove(&mut storage);
    assert_eq!(ITEM.may_load(&storage), Ok(None));
}

#[test]
fn a_map_has_the_keys_of_its_model() {
    let (mut storage, [ann, bob]) = pairs();

    assert!(SAME_PAIRS.has(&storage, (&ann, 300)) && PAIRS.has(&storage, (&ann, 300)));
    let model: StdResult<Vec<_>> = SAME_PAIRS.keys(&storage, None, None, Order::Ascending).collect();
    let keys: StdResult<Vec<_>> = PAIRS.keys(&storage, None, None, Order::Ascending).collect();
    assert_eq!(keys, model);
    assert_eq!((PAIRS.load(&storage, (&bob, 2)), PAIRS.may_load(&storage, (&bob, 4))), (Ok(1_002), Ok(None)));
    assert!(matches!(PAIRS.load(&storage, (&bob, 4)), Err(StdError::NotFound { .. })));
    PAIRS.remove(&mut storage, (&bob, 2));
    assert!(!PAIRS.has(&storage, (&bob, 2)));
}

#[test]
fn rows_come_in_order_within_bounds() {
    let (storage, [ann, bob]) = pairs();
    let values = |start, end, order| -> Vec<u64> {
        PAIRS.range(&storage, start, end, order).map(|row| row.unwrap().1).collect()
    };
    assert_eq!(values(None, None, Order::Ascending), [1, 2, 3, 300, 1_001, 1_002, 1_003, 1_300]);
    let start = Some(Bound::exclusive((&ann, 3)));
    let end = Some(Bound::inclusive((&bob, 2)));
    assert_eq!(values(start, end, Order::Descending), [1_002, 1_001, 300]);

    let of_bob = PAIRS.prefix(&bob);
    let rows = of_bob.range(&storage, Some(Bound::exclusive(1u64)), None, Order::Ascending);
    assert_eq!(rows.collect::<StdResult<Vec<_>>>(), Ok(vec![(2, 1_002), (3, 1_003), (300, 1_300)]));
    let keys = of_bob.keys(&storage, None, Some(Bound::exclusive(3u64)), Order::Descending);
    assert_eq!(keys.collect::<StdResult<Vec<_>>>(), Ok(vec![2, 1]));
}

#[test]
fn a_malformed_row_is_an_error() {
    let (mut storage, [ann, _]) = pairs();
    let (key, _) = storage.range(None, None, Order::Ascending).next().unwrap();
    storage.set(&key, &[224]);

    assert_eq!(PAIRS.load(&storage, (&ann, 1)), Err(malformed("ends early")));
    let rows: StdResult<Vec<_>> = PAIRS.range(&storage, None, None, Order::Ascending).collect();
    assert_eq!(rows, Err(malformed("ends early")));
}
