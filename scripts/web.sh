#!/usr/bin/env bash
# The web application, built from here and served on this machine. docs/web.md shows what is in it.
#
#   scripts/web.sh                     on a local server of its own that has the story of the network: scripts/web.sh --serve --story
#   scripts/web.sh --serve             the same with the whole suite freshly deployed
#                  --story             plays the story up to where everybody is still there; in full: --scenario scenarios/story.json
#                  --scenario FILE     plays another
#   scripts/web.sh --devnet [HOME]     on a devnet that runs (scripts/devnet.sh start), with what scripts/deploy.sh has deployed there
#   scripts/web.sh --network FILE      on any network, which FILE describes (web/README.md)
#
#   --port N      where the application listens, 4173 if it is not given; on 127.0.0.1 alone
#   --proxy URL   a metadata proxy, on a local server or a devnet; can be given several times. FILE names its own
#
# Needs Node.js 20.19 or newer; with --serve rustup and a C compiler too, unless TRIBUTARY_SIM names a tributary-sim. Ctrl-C ends
# everything that it has started.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/chain/devnet/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# finish: nothing that was started here stays behind.
finish() {
    local status=$?
    trap - EXIT INT TERM
    [[ -z $server ]] || kill "$server" 2>/dev/null || true
    [[ -z $site ]] || kill "$site" 2>/dev/null || true
    wait
    rm -rf "$work"
    exit "$status"
}

# wait_for FILE PATTERN PROCESS: until a line of the file has it; fails when the process ends before.
wait_for() {
    until grep -q "$2" "$1"; do
        kill -0 "$3" 2>/dev/null || {
            cat "$1" >&2
            die "it did not start"
        }
        sleep 0.1
    done
}

# describe ARGUMENTS: writes network.json.
describe() {
    node "$ROOT/web/dist/serve/main.js" "$@" ${proxies[@]+"${proxies[@]}"} >"$work/network.json" || die "the network cannot be described"
}

# The story is served up to this chapter: later on people leave, until nobody is left.
STORY_UNTIL="A fault"

# start_server: the local server on a port that is free.
start_server() {
    local url
    if [[ ${state[*]} == --story ]]; then
        node "$ROOT/web/dist/serve/main.js" story "$ROOT/scenarios/story.json" "$STORY_UNTIL" >"$work/story.json"
        state=(--scenario "$work/story.json")
    fi
    say "starting the local server"
    (cd "$ROOT" && exec "$TRIBUTARY_SIM" serve --port 0 ${state[@]+"${state[@]}"}) >"$work/server.txt" 2>&1 &
    server=$!
    wait_for "$work/server.txt" http:// "$server"
    url=$(sed -n '1s/.*\(http:[^,]*\),.*/\1/p' "$work/server.txt")
    describe server "$url"
    say "the chain is at $url: test accounts, a clock that can be moved"
}

# of_devnet: the devnet in the home, with what is deployed there.
of_devnet() {
    local deployment
    select_devnet
    [[ -f $HOME_DIR/devnet.json ]] || die "there is no devnet in $HOME_DIR: scripts/devnet.sh start"
    deployment=${TRIBUTARY_DEPLOYMENTS:-$ROOT/deployments}/$(written chain_id).json
    [[ -f $deployment ]] || die "nothing is deployed there ($deployment): \
TRIBUTARY_DEPLOYER=test:owner TRIBUTARY_OWNER=test:owner scripts/deploy.sh deploy/devnet.json"
    describe devnet "$HOME_DIR/devnet.json" "$deployment"
    say "the chain is the devnet in $HOME_DIR; scripts/devnet.sh advance N moves its clock"
}

serve() {
    TRIBUTARY_NETWORK=${network:-$work/network.json} node "$ROOT/node_modules/vite/bin/vite.js" preview "$ROOT/web" \
        --config "$ROOT/web/vite.config.ts" --host 127.0.0.1 --port "$port" --strictPort >"$work/site.txt" 2>&1 &
    site=$!
    wait_for "$work/site.txt" http:// "$site"
    say "the web application is at http://127.0.0.1:$port, Ctrl-C ends it"
    wait "$site"
}

where='' network='' port=4173 state=() proxies=() server='' site=''
# only WHERE: what the application talks to is said once.
only() {
    [[ -z $where || $where == "$1" ]] || usage
    where=$1
}
while [[ $# -gt 0 ]]; do
    case $1 in
        --serve) only serve ;;
        --story)
            only serve
            state=(--story)
            ;;
        --scenario)
            only serve
            [[ -f ${2:-} ]] || die "there is no scenario ${2:-}"
            state=(--scenario "$(realpath "$2")")
            shift
            ;;
        --devnet)
            only devnet
            if [[ $# -gt 1 && $2 != --* ]]; then
                HOME_DIR=$2
                shift
            fi
            ;;
        --network)
            only file
            network=$(realpath "${2:-}") && [[ -f $network ]] || die "there is no file ${2:-}"
            shift
            ;;
        --port)
            [[ ${2:-} =~ ^[0-9]{1,5}$ ]] || usage
            port=$2
            shift
            ;;
        --proxy)
            [[ ${2:-} == http* ]] || usage
            proxies+=("$2")
            shift
            ;;
        *) usage ;;
    esac
    shift
done
if [[ -z $where ]]; then
    where=serve
    state=(--story)
fi

[[ $where != file || ${#proxies[@]} -eq 0 ]] || die "--network FILE names the proxies itself: write them there"

[[ $where != serve ]] || need_server
build_web
work=$(mktemp -d "${TMPDIR:-/tmp}/tributary-web.XXXXXX")
trap finish EXIT
trap 'exit 130' INT TERM
case $where in
    serve) start_server ;;
    devnet) of_devnet ;;
esac
serve
