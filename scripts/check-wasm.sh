#!/usr/bin/env bash
# Has the oldest and the newest virtual machine that we target accept every contract in artifacts/.
#
#   scripts/check-wasm.sh            both
#   scripts/check-wasm.sh VERSION    one version of cosmwasm-check
#
# Compiles cosmwasm-check when it is missing: about 10 minutes a version on 2 cores, once (CARGO_BUILD_JOBS limits it).
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

VERSIONS=(2.1.4 3.0.10) # docs/building.md says why these
CAPABILITIES=iterator,staking,stargate,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0

[[ $# -eq 0 ]] || VERSIONS=("$@")
compgen -G "$ROOT/artifacts/*.wasm" >/dev/null || die "no contract in artifacts/: run scripts/build-wasm.sh first"

for version in "${VERSIONS[@]}"; do
    home=$TARGET/tools/cosmwasm-check-$version
    if [[ ! -x $home/bin/cosmwasm-check ]]; then
        rust=$TOOLS_RUST
        [[ $version != 2.* ]] || rust=$WASM_RUST # later compilers do not link it
        need_rust "$rust"
        say "compiling cosmwasm-check $version by Rust $rust: about 10 minutes on 2 cores, once"
        cargo "+$rust" install cosmwasm-check --version "=$version" --locked --root "$home"
    fi
    say "cosmwasm-check $version"
    "$home/bin/cosmwasm-check" --available-capabilities "$CAPABILITIES" "$ROOT"/artifacts/*.wasm
done
