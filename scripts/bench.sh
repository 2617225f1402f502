#!/usr/bin/env bash
# Prints what each message costs with 10 to 1,000,000 delegators, and fails if the cost depends on their number.
#
#   scripts/bench.sh [SIZE...]
#
# Runs the optimised contracts of artifacts/ (built first if there are none) in the chains' virtual machine. Compiling that
# machine takes about 10 minutes on 2 cores, once; 1,000,000 delegators take about 2 GB of memory.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust "$TOOLS_RUST"
compgen -G "$ROOT/artifacts/*.wasm" >/dev/null || "$ROOT/scripts/build-wasm.sh" --check
[[ -d $TARGET/bench ]] || say "compiling the virtual machine: about 10 minutes on 2 cores, once"
exec cargo "+$TOOLS_RUST" run --release --locked --quiet --manifest-path "$ROOT/packages/bench/Cargo.toml" \
    --target-dir "$TARGET/bench" -- "$ROOT/artifacts" "$@"
