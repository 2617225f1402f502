#!/usr/bin/env bash
# The tests on real chains, part of scripts/test.sh: the TypeScript client, deployment, hooks, command line, scenarios, block rewards,
# outages, the keeper, licences that move to another chain, gas and a network of four, on devnets of their own in a temporary folder.
#
#   scripts/test-chain.sh [--only 0.61|0.70]
#   scripts/test-chain.sh --migration [--only 0.61|0.70]
#       instead, and not part of scripts/test.sh: the scenarios begin on the contracts of release 0.1.0, which are migrated to
#       these in the middle. The first time those are built from the history, 5 minutes
#
# Without Go, and without a wasmd that was built before, only what needs no chain is tested, and the exit status is 0; it is 3
# if TRIBUTARY_REQUIRE_CHAIN is set. TRIBUTARY_PORT_OFFSET moves the ports of the devnets; the first free of some if unset.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/chain/devnet/lib.sh"
cd "$ROOT"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

stage() {
    say "[chain $((++number))/$STAGES] $*  ($((SECONDS / 60)) min $((SECONDS % 60)) s)"
}

# no_chain: says what is not tested, and ends.
no_chain() {
    cat >&2 <<TEXT

############################################################################################################
##  NOT TESTED: everything on a real chain, because there is no Go here to build wasmd with.
##  Skipped for wasmd ${LINES_TO_TEST[*]}: client, deployment, hooks, command line, scenarios, block rewards, outages, keeper, licences,
##  gas, four validators.
##  Install Go 1.26 or newer from https://go.dev/dl and run scripts/test-chain.sh.
############################################################################################################

TEXT
    homes=()
    [[ -z ${TRIBUTARY_REQUIRE_CHAIN:-} ]] || exit 3
    exit 0
}

# --- devnets -------------------------------------------------------------------------------------------------------------------

# start_devnet NAME PORT_OFFSET OPTIONS...: a new devnet.
start_devnet() {
    local status=0 home=$work/$1 offset=$2
    shift 2
    homes+=("$home")
    scripts/devnet.sh start --home "$home" --port-offset "$offset" "$@" >"$work/devnet.txt" || status=$?
    ((status != 3)) || no_chain
    ((status == 0)) || exit "$status"
}

# fresh_devnet NAME OPTIONS...: the tests find it in TRIBUTARY_RPC and TRIBUTARY_DEVNET; those before are gone.
fresh_devnet() {
    drop_devnets
    start_devnet "$1" "$port_offset" "${@:2}"
    export TRIBUTARY_DEVNET="--home $work/$1"
    export TRIBUTARY_RPC=http://127.0.0.1:$((26657 + port_offset))
}

# second_devnet NAME OPTIONS...: one beside it, which the tests find in TRIBUTARY_OTHER_RPC.
second_devnet() {
    start_devnet "$1" $((port_offset + 50)) "${@:2}"
    export TRIBUTARY_OTHER_RPC=http://127.0.0.1:$((26657 + port_offset + 50))
}

# on_second_devnet NAME COMMAND...: there what else happens on the first.
on_second_devnet() {
    TRIBUTARY_DEVNET="--home $work/$1" TRIBUTARY_RPC=$TRIBUTARY_OTHER_RPC "${@:2}"
}

drop_devnets() {
    local home
    for home in ${homes[@]+"${homes[@]}"}; do
        scripts/devnet.sh stop --home "$home"
        rm -rf "$home"
    done
    homes=()
}

finish() {
    local status=$? home
    trap - EXIT INT TERM
    if ((status != 0 && ${#homes[@]} > 0)); then
        for home in "${homes[@]}"; do
            scripts/devnet.sh stop --home "$home" || true
            say "the last words of the nodes, whose logs are in $home:"
            tail -n 20 "$home"/node*/node.log >&2 || true
        done
    else
        drop_devnets
        rm -rf "$work"
    fi
    exit "$status"
}

# --- tests ---------------------------------------------------------------------------------------------------------------------

# node_tests FILE...: one file after the other, because they share accounts.
node_tests() {
    node --test --test-concurrency=1 --test-timeout=900000 --test-reporter=spec "$@"
}

# chain_test NAME
chain_test() {
    node_tests "chain/dist/test/e2e/$1.test.js"
}

tributary() {
    node chain/dist/src/cli.js "$@"
}

# test_basics LINE: client, deployment, hooks and rewards, on each version.
test_basics() {
    stage "wasmd $1 (built first if it is not there: 3 to 5 minutes), a devnet"
    fresh_devnet "$1-1" --wasmd "$1"
    need_artifacts
    stage "wasmd $1: client"
    node_tests clients/typescript/dist/test/e2e/*.test.js
    chain_test chain
    stage "wasmd $1: deployment"
    chain_test deploy
    stage "wasmd $1: hooks that burn all their gas"
    chain_test hooks
    stage "wasmd $1: block rewards"
    chain_test rewards
}

# test_rest LINE: the rest, on the default version.
test_rest() {
    stage "wasmd $1: command line, and meanwhile the scenarios on a second devnet"
    second_devnet "$1-other" --wasmd "$1"
    # Both mostly wait for blocks.
    local scenarios
    on_second_devnet "$1-other" tributary play scenarios >"$work/scenarios.txt" 2>&1 &
    scenarios=$!
    chain_test cli
    stage "wasmd $1: scenarios"
    wait "$scenarios" || {
        cat "$work/scenarios.txt" >&2
        die "a scenario does not end as on the embedded chain"
    }
    cat "$work/scenarios.txt"
    stage "wasmd $1: outages"
    chain_test outage
    stage "wasmd $1: keeper"
    node_tests services/keeper/dist/test/e2e/*.test.js
    stage "wasmd $1: licences to another chain"
    chain_test genesis
    stage "wasmd $1: gas, on a fresh devnet"
    fresh_devnet "$1-gas" --wasmd "$1"
    tributary gas --check
    stage "wasmd $1: four validators"
    fresh_devnet "$1-4" --wasmd "$1" --validators 4
    chain_test network
}

# need_old_artifacts: those of release 0.1.0, whose checksums were the last to be committed before the version changed. The tests
# find them in TRIBUTARY_OLD_ARTIFACTS.
need_old_artifacts() {
    local changed commit old=$TARGET/release-0.1.0
    export TRIBUTARY_OLD_ARTIFACTS=$old
    ! has_artifacts "$old" || return 0
    changed=$(git log -1 --format=%H -G'^version = "0\.1\.0"' -- Cargo.toml)
    commit=$(git log -1 --format=%H "$changed^" -- artifacts/checksums.txt) || die "release 0.1.0 is not in this history: fetch all of it"
    say "building the contracts of release 0.1.0, commit ${commit:0:7}: some minutes"
    rm -rf "$old"
    mkdir -p "$old/tree"
    git archive "$commit" | tar -xf - -C "$old/tree"
    (unset CARGO_TARGET_DIR && "$old/tree/scripts/build-wasm.sh" --check)
    mv "$old"/tree/artifacts/* "$old/"
    rm -rf "$old/tree"
}

# test_migration LINE
test_migration() {
    stage "wasmd $1: release 0.1.0 becomes this one"
    fresh_devnet "$1-migration" --wasmd "$1"
    chain_test migration
}

# --- main ----------------------------------------------------------------------------------------------------------------------

LINES_TO_TEST=(0.61 0.70)
migration=
while [[ $# -gt 0 ]]; do
    if [[ $1 == --migration ]]; then
        migration=yes
        shift
        continue
    fi
    [[ $# -gt 1 && $1 == --only ]] || usage
    [[ $2 =~ ^0\.(61|70)$ ]] || die "--only is 0.61 or 0.70, not $2"
    LINES_TO_TEST=("$2")
    shift 2
done
port_offset=${TRIBUTARY_PORT_OFFSET:-$(free_offset)}
STAGES=2
for line in "${LINES_TO_TEST[@]}"; do
    if [[ -n $migration ]]; then STAGES=$((STAGES + 1)); elif [[ $line == 0.61 ]]; then STAGES=$((STAGES + 12)); else STAGES=$((STAGES + 5)); fi
done
number=0
homes=()
work=$(mktemp -d "${TMPDIR:-/tmp}/tributary-chain.XXXXXX")
trap finish EXIT
trap 'exit 130' INT TERM
unset TRIBUTARY_DEPLOYMENTS TRIBUTARY_DEPLOYER TRIBUTARY_OWNER TRIBUTARY_OTHER_RPC

stage "TypeScript: packages, builds"
build_chain_tools

stage "TypeScript: format, generated client, unit tests"
npm run --silent format:check
npm run --silent --workspace clients/typescript generate -- --check
node_tests clients/typescript/dist/test/unit/*.test.js chain/dist/test/unit/*.test.js services/keeper/dist/test/unit/*.test.js
node_tests services/proxy/dist/test/*.test.js
npm run --silent --workspace web test

if [[ -n $migration ]]; then
    need_artifacts
    need_old_artifacts
    for line in "${LINES_TO_TEST[@]}"; do test_migration "$line"; done
    drop_devnets
    say "the migration passed after $((SECONDS / 60)) min $((SECONDS % 60)) s"
    exit
fi
for line in "${LINES_TO_TEST[@]}"; do
    test_basics "$line"
    [[ $line != 0.61 ]] || test_rest "$line"
done
drop_devnets
say "the chain part passed after $((SECONDS / 60)) min $((SECONDS % 60)) s"
