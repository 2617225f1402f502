#!/usr/bin/env bash
# The web application in a real browser: every action, the notices, wallets that refuse, a node that dies, many pools, narrow screens,
# the keyboard, axe. docs/web.md tells what is tried.
#
#   scripts/web-test.sh [NAME...]      on local servers (tributary-sim serve); NAME is a part of the name of a file in web/test/browser
#   scripts/web-test.sh --timed        how long the first view of 1,000 pools and 10,000 delegations takes; fails above 2 seconds
#   scripts/web-test.sh --devnet       on a devnet of its own: all but the node that dies, and the many pools
#
# Needs Node.js 20.19, rustup, a C compiler and Chromium: Debian's package, or another that TRIBUTARY_CHROMIUM names; --devnet needs Go
# too, the first time. Exit status 0: everything passed; 3: there is no Chromium.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/chain/devnet/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# What runs on a devnet too: all but the node that is ended, and the thousand pools.
ON_DEVNET=(delegating descriptions devices founding licences market notices operating owning refused shape vault wallets)

need_chromium() {
    local place
    for place in "${TRIBUTARY_CHROMIUM:-}" "$(command -v chromium)" "$(command -v chromium-browser)" "$(command -v google-chrome)"; do
        if [[ -x $place ]]; then
            export TRIBUTARY_CHROMIUM=$place
            return
        fi
    done
    cat >&2 <<TEXT
error: Chromium is missing, and without it the web application cannot be tried.
  On Debian and Ubuntu: apt-get install chromium. Elsewhere name a Chromium or Chrome in TRIBUTARY_CHROMIUM.
  What works without: npm test --workspace web, the tests of its parts.
TEXT
    exit 3
}

# finish: the devnet ends with the tests, however these ended.
finish() {
    local status=$?
    trap - EXIT INT TERM
    scripts/devnet.sh stop --home "$work/devnet" >/dev/null 2>&1 || true
    rm -rf "$work"
    exit "$status"
}

on_devnet() {
    local offset
    need_artifacts
    build_chain_tools
    work=$(mktemp -d "${TMPDIR:-/tmp}/tributary-web-test.XXXXXX")
    trap finish EXIT
    trap 'exit 130' INT TERM
    offset=${TRIBUTARY_PORT_OFFSET:-$(free_offset)}
    scripts/devnet.sh start --home "$work/devnet" --port-offset "$offset" >"$work/devnet.txt"
    export TRIBUTARY_RPC=http://127.0.0.1:$((26657 + offset)) TRIBUTARY_DEVNET="--home $work/devnet"
    export TRIBUTARY_DEVNET_JSON=$work/devnet/devnet.json
    npm run --silent --workspace web test:browser -- "${ON_DEVNET[@]}"
}

where=served
case $* in
    --devnet) where=on_devnet ;;
    --timed)
        export TRIBUTARY_TIMED=yes
        set -- crowd
        ;;
esac
[[ $where == on_devnet || ${1:-} != -* ]] || usage
cd "$ROOT"
need_chromium
[[ $where == on_devnet ]] || need_server
build_web
if [[ $where == on_devnet ]]; then
    on_devnet
else
    npm run --silent --workspace web test:browser -- "$@"
fi
