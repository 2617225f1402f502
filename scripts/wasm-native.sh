#!/usr/bin/env bash
# Plays random sequences on the native contracts and, in the chains' virtual machine, on the optimised ones: same events, same
# state, same refusals. docs/building.md says more.
#
#   scripts/wasm-native.sh [--sequences N] [--from SEED] [--operations N] [--record FILE]
#   scripts/wasm-native.sh faults
#
# Runs the optimised contracts of artifacts/ (built first if there are none). Compiling the virtual machine takes about 10 minutes on 2
# cores, once; the 10,000 sequences of a run without arguments take 20 minutes (estimated) to an hour (where others compile). With a file they go on where they
# were interrupted. `faults` tries what only the virtual machine can show: gas that ends anywhere, the largest messages and
# pages, the entry points.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

mode=compare
if [[ ${1:-} == faults ]]; then
    mode=faults
    shift
fi

need_rust "$TOOLS_RUST"
compgen -G "$ROOT/artifacts/*.wasm" >/dev/null || "$ROOT/scripts/build-wasm.sh" --check
[[ -d $TARGET/wasm-native ]] || say "compiling the virtual machine: about 10 minutes on 2 cores, once"
# Contracts are told in which functions of the chain a sub-message failed, if that is known; those are others in wasm.
export RUST_BACKTRACE=0 RUST_LIB_BACKTRACE=0
exec cargo "+$TOOLS_RUST" run --release --locked --quiet --manifest-path "$ROOT/packages/wasm/Cargo.toml" \
    --target-dir "$TARGET/wasm-native" -- "$ROOT/artifacts" "$mode" "$@"
