//! Who may send what: the registry alone.

use crate::support::bench::assert_golden;
use crate::world::bench;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/authority.txt");

#[test]
fn who_may_send_what_is_what_the_golden_file_says() {
    let (mut bench, roles) = bench();

    assert_golden(GOLDEN, &bench.authority(&roles));
}

/// R-17, PC-01.
#[test]
fn the_registry_alone_is_heard() {
    let (mut bench, roles) = bench();

    bench.only_roles_pass(&["pay", "recover"], &roles);
}
