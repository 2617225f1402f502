#!/usr/bin/env bash
# All tests and checks, as CI runs them: format, lints, schema, tests, scenarios, optimised wasm, a real chain, the demo.
#
#   scripts/test.sh
#
# TRIBUTARY_CALLS=1000000 makes the state machine longer, TRIBUTARY_SEED=N repeats one of its runs, TRIBUTARY_VECTORS=FOLDER
# replays the scenarios of a folder as well.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

stage() {
    say "[$((++number))/$STAGES] $*  ($((SECONDS / 60)) min $((SECONDS % 60)) s)"
}
STAGES=9
number=0

need_rust "$TOOLS_RUST"
rustup component add --toolchain "$TOOLS_RUST" clippy rustfmt >/dev/null 2>&1 || die "rustup cannot add clippy and rustfmt"

stage "format"
cargo "+$TOOLS_RUST" fmt --all --check

stage "lints (the first run compiles everything: some minutes)"
cargo "+$TOOLS_RUST" clippy --workspace --all-targets --locked -- -D warnings

stage "descriptions"
RUSTDOCFLAGS="-D warnings" cargo "+$TOOLS_RUST" doc --quiet --workspace --no-deps --locked

stage "schema"
scripts/schema.sh --check

stage "tests"
cargo "+$TOOLS_RUST" test --workspace --locked

stage "scenarios"
cargo "+$TOOLS_RUST" run --quiet --locked --package tributary-simulator -- run --strict scenarios

stage "optimised wasm"
scripts/build-wasm.sh --check

stage "real chain"
# The other version takes another build of wasmd: scripts/test-chain.sh tests both.
scripts/test-chain.sh --only 0.61

stage "demo"
scripts/demo.sh >"$TARGET/demo.txt"
tail -n 30 "$TARGET/demo.txt"
if command -v go >/dev/null; then
    scripts/demo.sh --chain >"$TARGET/demo-chain.txt"
    tail -n 15 "$TARGET/demo-chain.txt"
else
    say "the story was not played on a real chain: there is no Go"
fi

say "everything passed after $((SECONDS / 60)) min $((SECONDS % 60)) s"
