//! Batches of ids, lists of addresses.

use tributary_controls::batch::{ensure_batch, ensure_distinct, MAX_BATCH};
use tributary_controls::ControlError;

#[test]
fn a_batch_has_1_to_20_ids_of_all_kinds_together() {
    let ids: Vec<u64> = (0..21).collect();

    assert_eq!(ensure_batch(&[&[], &[]]), Err(ControlError::EmptyBatch { max: MAX_BATCH }));
    assert_eq!(ensure_batch(&[]), Err(ControlError::EmptyBatch { max: 20 }));
    let too_many = || Err(ControlError::TooMany { what: "ids in a batch", max: 20, given: 21 });
    assert_eq!(ensure_batch(&[&ids]), too_many());
    assert_eq!(ensure_batch(&[&ids[..20], &[0]]), too_many());
    assert_eq!(ensure_batch(&[&ids[..20]]), Ok(()));
    assert_eq!(ensure_batch(&[&ids[..10], &ids[..10]]), Ok(()));
    assert_eq!(ensure_batch(&[&[], &[u64::MAX]]), Ok(()));
}

#[test]
fn ids_of_each_kind_increase() {
    for (ids, previous, next) in [(&[7, 7][..], 7, 7), (&[1, 5, 4], 5, 4), (&[0, 1, 2, 0], 2, 0)] {
        let error = || Err(ControlError::NotIncreasing { previous, next });
        assert_eq!(ensure_batch(&[ids]), error());
        assert_eq!(ensure_batch(&[&[1], ids]), error());
    }
    assert_eq!(ensure_batch(&[&[0, u64::MAX], &[0, 1]]), Ok(()));
}

#[test]
fn addresses_are_few_and_distinct_in_any_order() {
    let many = ControlError::TooMany { what: "hooks", max: 2, given: 3 };
    assert_eq!(ensure_distinct("hooks", &["a", "b", "c"], 2), Err(many));
    let twice = ControlError::Duplicate { what: "hooks", address: "a".to_owned() };
    assert_eq!(ensure_distinct("hooks", &["a", "c", "a"], 3), Err(twice));
    assert_eq!(ensure_distinct("hooks", &["c", "a"], 2), Ok(()));
    assert_eq!(ensure_distinct::<&str>("hooks", &[], 0), Ok(()));
}
