#!/usr/bin/env bash
# Plays random sequences on the native contracts and, in the chains' virtual machine, on the optimised ones: same events, same
# state, same refusals. docs/building.md says more.
#
#   scripts/wasm-native.sh              all scenarios and 10,000 sequences, recorded in docs/assurance
#   scripts/wasm-native.sh compare [--sequences N] [--from SEED] [--operations N] [--record FILE]
#   scripts/wasm-native.sh faults
#
# Runs the optimised contracts of artifacts/checksums.txt (built first if they are not there). Compiling the virtual machine takes about
# 10 minutes on 2 cores, once; the 10,000 sequences take 20 minutes to an hour. With a file they go on where they were interrupted.
# `faults` runs the tests of packages/wasm, then tries what only the virtual machine can show: gas that ends anywhere, in migrations
# too, the largest messages and pages, the entry points.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mode=${1:-record}
[[ $mode == record || $mode == compare || $mode == faults ]] || die "usage: scripts/wasm-native.sh [compare … | faults]"

need_rust "$TOOLS_RUST"
need_artifacts
[[ -d $TARGET/wasm-native ]] || say "compiling the virtual machine: about 10 minutes on 2 cores, once"
# Contracts are told in which functions of the chain a sub-message failed, if that is known; those are others in wasm.
export RUST_BACKTRACE=0 RUST_LIB_BACKTRACE=0

# in_package COMMAND [ARGUMENT...]: of cargo.
in_package() {
    cargo "+$TOOLS_RUST" "$1" --release --locked --quiet --manifest-path "$ROOT/packages/wasm/Cargo.toml" \
        --target-dir "$TARGET/wasm-native" "${@:2}"
}

run() {
    in_package run -- "$ROOT/artifacts" "$@"
}

if [[ $mode == faults ]]; then
    in_package test
fi
if [[ $mode != record ]]; then
    run "$@"
    exit
fi
record=$ROOT/docs/assurance/wasm-native.json
mkdir -p "${record%/*}"
run compare --record "$record"
record_figure wasm_native_sequences "$(sed -n 's/^  "sequences": \([0-9]*\),$/\1/p' "$record")"
