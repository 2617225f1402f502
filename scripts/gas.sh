#!/usr/bin/env bash
# Measures the gas of every message on a fresh devnet, not pinned and pinned, beside the chain's own staking.
#
#   scripts/gas.sh            writes docs/gas.json and docs/gas.md
#   scripts/gas.sh --check    fails if a message costs over 3 % more than docs/gas.json says
#
# Needs what scripts/devnet.sh needs. Takes about three minutes once wasmd is built.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

[[ $# -eq 0 || ($# -eq 1 && $1 == --check) ]] || usage
need_artifacts
build_chain_tools

devnet=$(mktemp -d)
trap '"$ROOT/scripts/devnet.sh" stop --home "$devnet/home" >/dev/null 2>&1 || true; rm -rf "$devnet"' EXIT
"$ROOT/scripts/devnet.sh" start --home "$devnet/home" --port-offset 900 >/dev/null
TRIBUTARY_DEVNET="--home $devnet/home" TRIBUTARY_RPC=http://127.0.0.1:27557 node "$ROOT/chain/dist/src/cli.js" gas "$@"
