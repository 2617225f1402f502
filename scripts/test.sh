#!/usr/bin/env bash
# All tests and checks, as CI runs them: format, lints, schema, tests, scenarios, optimised wasm, the local server, the web application,
# a real chain, the fuzzer, the demo.
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
STAGES=12
number=0

need_rust "$TOOLS_RUST"
rustup component add --toolchain "$TOOLS_RUST" clippy rustfmt >/dev/null 2>&1 || die "rustup cannot add clippy and rustfmt"

stage "format"
cargo "+$TOOLS_RUST" fmt --all --check
# Workspaces of their own, which nothing below compiles.
for crate in bench fuzz mutants wasm; do
    cargo "+$TOOLS_RUST" fmt --manifest-path "packages/$crate/Cargo.toml" --check
    cargo "+$TOOLS_RUST" update --quiet --workspace --locked --manifest-path "packages/$crate/Cargo.toml"
done

stage "lints (the first run compiles everything: some minutes)"
cargo "+$TOOLS_RUST" clippy --workspace --all-targets --locked -- -D warnings

stage "descriptions"
RUSTDOCFLAGS="-D warnings" cargo "+$TOOLS_RUST" doc --quiet --workspace --no-deps --locked

stage "schema"
scripts/schema.sh --check

stage "tests"
cargo "+$TOOLS_RUST" test --workspace --locked

# The other half of mutation testing takes hours (scripts/mutants.sh).
cargo "+$TOOLS_RUST" test --locked --manifest-path packages/mutants/Cargo.toml --target-dir "$TARGET/mutants/tool"
record_figure faults "$(grep -cE '^\| [0-9]+ \|' docs/faults.md)"

stage "scenarios"
cargo "+$TOOLS_RUST" run --quiet --locked --package tributary-sim -- run --strict scenarios

stage "optimised wasm"
scripts/build-wasm.sh --check

stage "local server"
cargo "+$TOOLS_RUST" build --locked --target-dir "$TARGET" -p tributary-sim
build_chain_tools
TRIBUTARY_SIM=$TARGET/debug/tributary-sim npm run --silent --workspace clients/typescript test:serve

stage "web application, in part: scripts/web-test.sh plays every action, ten minutes"
status=0
scripts/web-test.sh command delegating descriptions outage wallets || status=$?
# 3: there is no Chromium; the script has said so.
((status == 0 || status == 3)) || exit "$status"

stage "real chain"
# The fuzzer is compiled while the tests wait for blocks.
fuzzer=''
if command -v c++ >/dev/null; then
    nice -n 19 scripts/fuzz.sh --build >"$TARGET/fuzz-build.txt" 2>&1 &
    fuzzer=$!
    trap 'kill "$fuzzer" 2>/dev/null || true' EXIT
fi
# The other version takes another build of wasmd: scripts/test-chain.sh tests both.
scripts/test-chain.sh --only 0.61

stage "fuzzer"
if [[ -n $fuzzer ]]; then
    wait "$fuzzer" || die "the fuzzer does not compile: $TARGET/fuzz-build.txt"
    trap - EXIT
    scripts/fuzz.sh --check
else
    say "left out: there is no C++ compiler"
fi

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
