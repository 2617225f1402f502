#!/usr/bin/env bash
# The story of the network: pools, licences of a mining pool, a treasury, a vault, a device owner and a token holder, a fault; who did
# what, what everybody earned, where every coin is.
#
#   scripts/demo.sh                      on an embedded chain, in this process; in short here, in full in demo-report.html
#   scripts/demo.sh SCENARIO             any other file under scenarios/ there, in full here as well
#   scripts/demo.sh --web [--port N]     on the local server, to be looked at and tried in the web application: scripts/web.sh --story
#   scripts/demo.sh --chain [SCENARIO]   the same on a real chain: starts a devnet of its own, deploys the contracts, plays, stops it
#
# The first needs nothing but rustup and a C compiler for linking; builds the simulator the first time (about 5 minutes on 2 cores),
# later runs take seconds. It also writes the economics of the treasury, for 100,000 stakers, to economics-report.html and the
# programme of the boosted vault to programme-report.html. Exit status 0: every expectation held, the accounts of all coins and of
# the vault's rewards balance, and no message of the treasury touches more rows with more stakers.
#
# --chain needs Go 1.26, Node.js 20.19 and curl too; it builds wasmd and the contracts the first time (about 10 minutes), then takes two
# minutes. Exit status 0: every expectation held, every contract has what it says, and nothing appeared or vanished.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/chain/devnet/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# stage TEXT...
stage() {
    say "$((++number))/5 $*"
}

# build_simulator: tributary-sim.
build_simulator() {
    need_command cc "install a C compiler, for example by: apt-get install build-essential, or xcode-select --install"
    need_rust "$TOOLS_RUST"
    if [[ -x $TARGET/debug/tributary-sim ]]; then
        stage "simulator: building what changed"
    else
        stage "simulator: building it, about 5 minutes on 2 cores, once"
    fi
    cargo "+$TOOLS_RUST" build --locked --target-dir "$TARGET" -p tributary-sim
}

# --- on an embedded chain ------------------------------------------------------------------------------------------------------

embedded() {
    local report=$ROOT/demo-report.html economics=$ROOT/economics-report.html programme=$ROOT/programme-report.html status=0
    stage "tools"
    build_simulator

    stage "playing $story"
    "$TARGET/debug/tributary-sim" demo "$story" ${brief:+"$brief"} --html "$report" || status=$?
    [[ $status -gt 1 ]] || say "every step, and a page with charts for each contract: $report"

    stage "economics of the treasury, some seconds; in full with tributary-sim economics"
    "$TARGET/debug/tributary-sim" economics --stakers 100000 --html "$economics" | tail -n 1 || status=1
    say "its tables and charts: $economics"

    stage "programme of the boosted vault, some seconds"
    "$TARGET/debug/tributary-sim" programme --html "$programme" | tail -n 1 || status=1
    say "its tables and charts: $programme"
    exit "$status"
}

# --- on a real chain -----------------------------------------------------------------------------------------------------------

# need_chain_tools: before anything is built, so that nobody waits for nothing.
need_chain_tools() {
    need_command node "install Node.js 20.19 or newer from https://nodejs.org"
    need_command curl "install it, for example by: apt-get install curl"
    command -v go >/dev/null || [[ -x $TARGET/devnet/bin/wasmd-0.61/wasmd ]] ||
        die "go is missing, and without it there is no wasmd for the devnet: install Go 1.26 or newer from https://go.dev/dl. \
scripts/demo.sh without --chain plays the same story without it"
}

# finish: the devnet ends with the story, however that ended.
finish() {
    local status=$?
    trap - EXIT INT TERM
    scripts/devnet.sh stop --home "$work/devnet" >/dev/null 2>&1 || true
    rm -rf "$work"
    exit "$status"
}

on_chain() {
    local offset
    stage "tools"
    need_chain_tools
    build_simulator

    stage "contracts, client and tools for a chain"
    need_artifacts
    build_chain_tools

    work=$(mktemp -d "${TMPDIR:-/tmp}/tributary-demo.XXXXXX")
    trap finish EXIT
    trap 'exit 130' INT TERM
    offset=${TRIBUTARY_PORT_OFFSET:-$(free_offset)}
    stage "a devnet of its own, on ports moved by $offset (wasmd is built first if it is not there: 3 to 5 minutes)"
    scripts/devnet.sh start --home "$work/devnet" --port-offset "$offset" >"$work/devnet.txt"
    export TRIBUTARY_DEVNET="--home $work/devnet" TRIBUTARY_RPC=http://127.0.0.1:$((26657 + offset))

    stage "playing $story there, about two minutes"
    # The sentences are those of the embedded chain, what comes of the steps is read from this one.
    "$TARGET/debug/tributary-sim" demo "$story" --words "$work/words.json" >"$work/embedded.txt" || {
        cat "$work/embedded.txt" >&2
        die "$story does not hold on the embedded chain"
    }
    node chain/dist/src/cli.js tell "$story" --words "$work/words.json"
}

# --- main ----------------------------------------------------------------------------------------------------------------------

number=0
where=embedded
if [[ ${1:-} == --web ]]; then
    exec "$ROOT/scripts/web.sh" --story "${@:2}"
fi
if [[ ${1:-} == --chain ]]; then
    where=on_chain
    shift
fi
[[ $# -le 1 && ${1:-} != -* ]] || usage
brief=
[[ $# -eq 1 ]] || brief=--brief
story=${1:-scenarios/story.json}
# A path is that of the caller; without an argument it is that of the repository, where everything else happens.
[[ $# -eq 0 || $story == /* ]] || story=$PWD/$story
story=${story#"$ROOT"/}
[[ -f $ROOT/$story || -f $story ]] || die "there is no scenario $story"
cd "$ROOT"
"$where"
