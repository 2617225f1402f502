#!/usr/bin/env bash
# A real chain on this machine: wasmd with test accounts, short blocks and short periods, on 127.0.0.1 alone.
#
#   scripts/devnet.sh start      build wasmd (3 to 5 minutes the first time), make the chain, run it until `stop`
#   scripts/devnet.sh status     height, version, processes; exit status 0 only if every node runs
#   scripts/devnet.sh stop       the chain keeps its state, `start` goes on
#   scripts/devnet.sh reset      stop, forget everything, start from height 1
#   scripts/devnet.sh advance N  N seconds pass at once, on all nodes
#
#   --validators 1|4             one node (default), or a network of four
#   --wasmd 0.61|0.70            0.61.14 as live networks run it (default), or 0.70.3
#   --node 0|1|2|3               with start, stop and status: this node of the network alone
#   --port-offset N              added to every port, so that two devnets run side by side; steps of 10
#   --home DIR                   where the chain lives, default target/devnet/VERSION-VALIDATORS; remembers the other options
#
# Needs Go 1.26 or newer, a C compiler, Node.js, curl. Exit status 3: there is no Go, and no wasmd was built before.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/chain/devnet/lib.sh"

STAKE=100000000000000 # of each validator, in ustake
# Everybody can compute the keys of these accounts: packages/simulator/src/accounts.rs.
RICH=(owner faucet)
OTHERS=(slasher guardian alice bob carol dave)

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# --- wasmd ---------------------------------------------------------------------------------------------------------------------

# What the binary depends on: another one is built when this changes.
recipe() {
    cat "$WASMD_MODULE/go.mod" "$WASMD_MODULE/go.sum" "$DEVNET_SOURCE/clock.go"
    declare -f compile movable_clock
}

no_go() {
    cat >&2 <<TEXT
error: Go is missing, and without it there is no wasmd for the devnet.
  Install Go 1.26 or newer from https://go.dev/dl, then run this again.
  What works without: the same contracts on an embedded chain. scripts/demo.sh plays a story,
  scripts/test.sh runs everything but the chain part.
TEXT
    exit 3
}

# movable_clock FOLDER: a copy of CometBFT there that has the devnet's clock, and a go.mod that takes it.
movable_clock() {
    local copy=$1/cometbft
    cp -R "$(go list -mod=readonly -m -f '{{.Dir}}' github.com/cometbft/cometbft)" "$copy"
    chmod -R u+w "$copy"
    sed 's/Canonical(time\.Now())/Canonical(time.Now().Add(ahead()))/' "$copy/types/time/time.go" >"$1/time.go"
    grep -q 'ahead()' "$1/time.go" || die "this CometBFT tells the time in another way"
    mv "$1/time.go" "$copy/types/time/time.go"
    cp "$DEVNET_SOURCE/clock.go" "$copy/types/time/devnet_clock.go"
    cp go.mod go.sum "$1/"
    go mod edit -replace "github.com/cometbft/cometbft=$copy" "$1/go.mod"
}

compile() {
    local version=$1 output=$2
    (
        cd "$WASMD_MODULE"
        export CGO_ENABLED=1 GOWORK=off
        say "downloading what wasmd needs (up to 2 GB in the module cache)"
        total=$(go list -mod=readonly -tags netgo -deps github.com/CosmWasm/wasmd/cmd/wasmd | wc -l)
        say "compiling at most $((total)) packages"
        # The library is found beside the binary, so that the module cache may be emptied.
        movable_clock "$output"
        go build -v -mod=readonly -modfile "$output/go.mod" -trimpath -tags netgo -o "$output/wasmd" -ldflags "-extldflags=-Wl,-rpath,$(beside)
            -X github.com/cosmos/cosmos-sdk/version.Name=wasm -X github.com/cosmos/cosmos-sdk/version.AppName=wasmd
            -X github.com/cosmos/cosmos-sdk/version.Version=$version" github.com/CosmWasm/wasmd/cmd/wasmd 2>&1 | progress
        library=$(go list -mod=readonly -m -f '{{.Dir}}' github.com/CosmWasm/wasmvm/v3)/internal/api
        install -m 644 "$library"/"$(library_name)" "$output/"
        rm -rf "$output/cometbft" "$output/go.mod" "$output/go.sum"
    )
}

beside() {
    if [[ $(uname) == Darwin ]]; then echo @loader_path; else echo '$ORIGIN'; fi
}

library_name() {
    case $(uname)-$(uname -m) in
        Darwin-*) echo libwasmvm.dylib ;;
        Linux-x86_64) echo libwasmvm.x86_64.so ;;
        Linux-aarch64) echo libwasmvm.aarch64.so ;;
        *) die "libwasmvm does not exist for $(uname) on $(uname -m)" ;;
    esac
}

# progress: of `go build -v`, a package a line; what is not the name of a package is an error of the compiler.
progress() {
    awk '/^[a-z0-9][^ :]*$/ { if (++n % 200 == 0) { print "   " n " packages" > "/dev/stderr" } next } { print > "/dev/stderr" }'
}

# built STAMP: what is there comes from this recipe.
built() {
    [[ -x $WASMD && $(cat "$WASMD_BIN/recipe" 2>/dev/null) == "$1" ]]
}

# lock DESCRIPTOR FILE WHAT: one of us at a time, where the system has flock.
lock() {
    command -v flock >/dev/null || return 0
    mkdir -p "$(dirname "$2")"
    eval "exec $1>\"\$2\""
    flock --nonblock "$1" || { say "waiting for another devnet.sh $3"; flock "$1"; }
}

need_wasmd() {
    local version stamp work says
    version=$(sed -n 's/.*github.com\/CosmWasm\/wasmd v\([0-9.]*\).*/\1/p' "$WASMD_MODULE/go.mod")
    stamp=$(recipe | cksum)
    built "$stamp" && return
    lock 7 "$WASMD_BIN.lock" "that builds wasmd"
    if built "$stamp"; then
        exec 7>&-
        return
    fi
    command -v go >/dev/null || no_go
    need_command cc "install a C compiler, gcc or clang, which Go uses for libwasmvm"
    say "building wasmd $version, 3 to 5 minutes on 2 cores, once"
    work=$WASMD_BIN.new
    rm -rf "$work"
    mkdir -p "$work"
    compile "$version" "$work"
    says=$(HOME=$work "$work/wasmd" version 2>&1) || true
    [[ $says == "$version" ]] || die "what was built does not run: $says"
    rm -rf "$work/.wasmd"
    printf '%s\n' "$stamp" >"$work/recipe"
    rm -rf "$WASMD_BIN"
    mv "$work" "$WASMD_BIN"
    exec 7>&-
    say "built $WASMD"
}

# --- the chain's first state -----------------------------------------------------------------------------------------------------

# The operator of node I: validator, validator1, validator2, validator3.
operator() {
    if (($1 == 0)); then echo validator; else echo "validator$1"; fi
}

# funds NAME: what an account has at the beginning.
funds() {
    case " ${RICH[*]} " in
        *" $1 "*) echo 1000000000000000000 ;;
        *) if [[ $1 == validator* ]]; then echo 1000000000000000; else echo 1000000000000; fi ;;
    esac
}

quiet() {
    local output
    output=$("$@" 2>&1) || die "${*:1:4} ...: $output"
}

# Makes the network in a folder beside its home and moves it there when it is complete.
make_network() {
    local final=$HOME_DIR name i secret addresses address first names separator
    say "making $CHAIN_ID in $final"
    HOME_DIR=$final.new
    rm -rf "$HOME_DIR"
    mkdir -p "$HOME_DIR"
    first=$(node_dir 0)
    for ((i = 0; i < VALIDATORS; i++)); do
        quiet wasmd init "node$i" --chain-id "$CHAIN_ID" --default-denom ustake --home "$(node_dir "$i")"
        wasmd comet show-node-id --home "$(node_dir "$i")" >"$(node_dir "$i")/id"
        names[i]=$(operator "$i")
    done

    for name in "${RICH[@]}" "${names[@]}" "${OTHERS[@]}"; do
        secret=$(printf 'tributary/test-account/%s' "$name" | sha256_of - | cut -d ' ' -f 1)
        quiet wasmd keys import-hex "$name" "$secret" --keyring-backend test --home "$first"
    done
    addresses=$HOME_DIR/accounts
    wasmd keys list --keyring-backend test --home "$first" --output json |
        node -e 'for (const key of JSON.parse(require("fs").readFileSync(0))) console.log(key.name, key.address)' >"$addresses"

    separator=
    while read -r name address; do
        printf '%s{"address":"%s","coins":[{"denom":"ufee","amount":"%s"},{"denom":"ustake","amount":"%s"}]}' \
            "$separator" "$address" "$(funds "$name")" "$(funds "$name")"
        separator=,
    done <"$addresses" | sed '1s/^/[/; $s/$/]/' >"$HOME_DIR/balances.json"
    # Periods of seconds, 20 % inflation of which the community pool's streams get their part, room in a block for large
    # transactions; and a node that is stopped for an hour is not jailed.
    node "$DEVNET_SOURCE/overlay.mjs" "$first/config/genesis.json" "$DEVNET_SOURCE/genesis.json"
    quiet wasmd genesis bulk-add-genesis-account "$HOME_DIR/balances.json" --home "$first"

    mkdir "$first/config/gentx"
    for ((i = 0; i < VALIDATORS; i++)); do
        ((i == 0)) || cp "$first/config/genesis.json" "$(node_dir "$i")/config/genesis.json"
        quiet wasmd genesis gentx "${names[i]}" "${STAKE}ustake" --chain-id "$CHAIN_ID" --moniker "node$i" --ip 127.0.0.1 \
            --commission-rate 0.1 --commission-max-rate 0.2 --commission-max-change-rate 0.1 \
            --keyring-dir "$first" --keyring-backend test --home "$(node_dir "$i")" \
            --output-document "$first/config/gentx/node$i.json"
    done
    quiet wasmd genesis collect-gentxs --home "$first"
    quiet wasmd genesis validate --home "$first"
    for ((i = 1; i < VALIDATORS; i++)); do
        cp "$first/config/genesis.json" "$(node_dir "$i")/config/genesis.json"
    done
    rm -rf "$first/config/gentx" "$HOME_DIR/balances.json" "$HOME_DIR/.wasmd"
    ln -s node0 "$HOME_DIR/.wasmd"
    rm -rf "$final"
    mv "$HOME_DIR" "$final"
    HOME_DIR=$final
}

# settings FILE < LINES: writes `[section] key value` into a TOML file; a key that the file does not have is an error.
settings() {
    awk -v file="$1" '
        NR == FNR {
            section = substr($1, 2, length($1) - 2)
            value = $0
            sub(/^[^ ]+ [^ ]+ /, "", value)
            wanted[section, $2] = value
            next
        }
        /^\[/ { current = substr($1, 2, length($1) - 2) }
        $2 == "=" && (current, $1) in wanted {
            print $1 " = " wanted[current, $1]
            delete wanted[current, $1]
            next
        }
        { print }
        END {
            for (key in wanted) {
                sub(SUBSEP, ".", key)
                print "error: " file " has no setting " key > "/dev/stderr"
                failed = 1
            }
            exit failed
        }
    ' - "$1" >"$1.new" || die "this wasmd has other settings"
    mv "$1.new" "$1"
}

# Everything that a node reads from its files beside the genesis: ports, pace, limits. Written at each start.
configure() {
    local i=$1 dir peers='' other pace
    dir=$(node_dir "$i")
    for ((other = 0; other < VALIDATORS; other++)); do
        ((other == i)) || peers+=,$(cat "$(node_dir "$other")/id")@127.0.0.1:$(p2p_port "$other")
    done
    if ((VALIDATORS == 1)); then pace=200ms; else pace=450ms; fi
    settings "$dir/config/config.toml" <<TEXT
[] log_level "warn"
[rpc] laddr "tcp://127.0.0.1:$(rpc_port "$i")"
[rpc] cors_allowed_origins ["*"]
[rpc] max_body_bytes 20000000
[rpc] pprof_laddr ""
[p2p] laddr "tcp://127.0.0.1:$(p2p_port "$i")"
[p2p] persistent_peers "${peers#,}"
[p2p] addr_book_strict false
[p2p] allow_duplicate_ip true
[p2p] pex false
[mempool] max_tx_bytes 10000000
[consensus] timeout_propose "500ms"
[consensus] timeout_prevote "500ms"
[consensus] timeout_precommit "500ms"
[consensus] timeout_commit "$pace"
TEXT
    settings "$dir/config/app.toml" <<TEXT
[] minimum-gas-prices "$GAS_PRICE"
[api] enable true
[api] address "tcp://127.0.0.1:$(rest_port "$i")"
[api] enabled-unsafe-cors true
[api] rpc-max-body-bytes 20000000
[grpc] address "127.0.0.1:$(grpc_port "$i")"
TEXT
    settings "$dir/config/client.toml" <<TEXT
[] chain-id "$CHAIN_ID"
[] keyring-backend "test"
[] node "tcp://127.0.0.1:$(rpc_port "$i")"
TEXT
}

# devnet.json: where everything is, for other programs. bin/wasmd: a wasmd for which all of that is the default.
describe() {
    local i name address separator
    mkdir -p "$HOME_DIR/bin"
    printf '#!/usr/bin/env bash\nHOME=%q exec %q "$@"\n' "$HOME_DIR" "$WASMD" >"$HOME_DIR/bin/wasmd"
    chmod +x "$HOME_DIR/bin/wasmd"
    {
        printf '{\n  "chain_id": "%s",\n  "wasmd": "%s",\n  "version": "%s",\n  "validators": %s,\n  "port_offset": %s,\n' \
            "$CHAIN_ID" "$WASMD_LINE" "$(wasmd version 2>&1)" "$VALIDATORS" "$PORT_OFFSET"
        printf '  "gas_price": "%s",\n  "wasmd_binary": "%s",\n  "nodes": [' "$GAS_PRICE" "$WASMD"
        separator=
        for ((i = 0; i < VALIDATORS; i++)); do
            printf '%s\n    { "home": "%s", "rpc": "http://127.0.0.1:%s", "rest": "http://127.0.0.1:%s", "grpc": "127.0.0.1:%s" }' \
                "$separator" "$(node_dir "$i")" "$(rpc_port "$i")" "$(rest_port "$i")" "$(grpc_port "$i")"
            separator=,
        done
        printf '\n  ],\n  "accounts": {'
        separator=
        while read -r name address; do
            printf '%s\n    "%s": "%s"' "$separator" "$name" "$address"
            separator=,
        done <"$HOME_DIR/accounts"
        printf '\n  }\n}\n'
    } >"$HOME_DIR/devnet.json.new"
    mv "$HOME_DIR/devnet.json.new" "$HOME_DIR/devnet.json"
}

# --- its processes -------------------------------------------------------------------------------------------------------------

# nodes: those that the command is about.
nodes() {
    if [[ -n $NODE ]]; then echo "$NODE"; else seq 0 $((VALIDATORS - 1)); fi
}

how_many_run() {
    local i count=0
    for ((i = 0; i < VALIDATORS; i++)); do
        if node_pid "$i" >/dev/null; then count=$((count + 1)); fi
    done
    echo "$count"
}

# value KEY: of a flat piece of JSON.
value() {
    sed -n "s/.*\"$1\": *\"\{0,1\}\([^\",}]*\).*/\1/p" | head -n 1
}

height() {
    local answer
    answer=$(rpc "$1" status) || return 1
    answer=$(value latest_block_height <<<"$answer")
    [[ -n $answer ]] && printf '%s\n' "$answer"
}

need_free_ports() {
    local port
    for port in "$(rpc_port "$1")" "$(p2p_port "$1")" "$(rest_port "$1")" "$(grpc_port "$1")"; do
        if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            die "port $port is taken by another program, perhaps another devnet: stop that, or choose a --port-offset"
        fi
    done
}

launch() {
    local dir
    dir=$(node_dir "$1")
    # A process group of its own: an interrupt of this script is not one of the node.
    set -m
    HOME=$HOME_DIR DEVNET_CLOCK=$HOME_DIR/clock nohup "$WASMD" start --log_no_color --home "$dir" >>"$dir/node.log" 2>&1 </dev/null 8>&- &
    set +m
    echo $! >"$dir/wasmd.pid"
    disown $!
    # For a moment the process is still this script: until it is wasmd, or has ended.
    while kill -0 $! 2>/dev/null && ! node_pid "$1" >/dev/null; do
        sleep 0.02
    done
}

# wait_for_block NODE: until the node answers and, when enough validators run for that, has a new block.
wait_for_block() {
    local first='' now enough=0 deadline=$((SECONDS + 90))
    (($(how_many_run) * 3 <= VALIDATORS * 2)) || enough=1
    while ((SECONDS < deadline)); do
        if ! node_pid "$1" >/dev/null; then
            tail -n 15 "$(node_dir "$1")/node.log" >&2
            die "node$1 ended, its last words are above: $(node_dir "$1")/node.log"
        fi
        if now=$(height "$1"); then
            first=${first:-$now}
            if ((now > first || !enough)); then
                return 0
            fi
        fi
        sleep 0.1
    done
    [[ -n $first ]] || die "node$1 does not answer after 90 s: $(node_dir "$1")/node.log"
    die "node$1 answers, but there was no block after height $first in 90 s"
}

start() {
    local i waiting=()
    [[ -x $WASMD ]] || command -v go >/dev/null || no_go
    need_command node "install Node.js 20 or newer from https://nodejs.org"
    need_command curl "install it by the system's packages"
    if [[ -n $NODE && ! -f $HOME_DIR/devnet.json ]]; then
        die "there is no network in $HOME_DIR yet: start it without --node first"
    fi
    if [[ -f $HOME_DIR/devnet.json && $(how_many_run) -gt 0 && $PORT_OFFSET != "$(written port_offset)" ]]; then
        die "$HOME_DIR runs with --port-offset $(written port_offset): stop it first"
    fi
    need_wasmd
    for i in $(nodes); do
        node_pid "$i" >/dev/null || waiting+=("$i")
    done
    if ((${#waiting[@]} == 0)); then
        say "it already runs"
        describe
        report
        return
    fi
    for i in "${waiting[@]}"; do
        need_free_ports "$i"
    done
    if [[ ! -f $HOME_DIR/devnet.json ]]; then
        [[ ! -e $HOME_DIR || -z $(ls -A "$HOME_DIR") || -f $HOME_DIR/accounts ]] || die "$HOME_DIR has files that are not of a devnet"
        make_network
    fi
    for i in "${waiting[@]}"; do
        configure "$i"
    done
    describe
    say "starting ${#waiting[@]} of $VALIDATORS node(s)"
    for i in "${waiting[@]}"; do
        launch "$i"
    done
    for i in "${waiting[@]}"; do
        wait_for_block "$i"
    done
    report
}

stop() {
    local i pid deadline stopped=0
    for i in $(nodes); do
        if pid=$(node_pid "$i"); then
            kill "$pid"
            stopped=$((stopped + 1))
        fi
    done
    for i in $(nodes); do
        deadline=$((SECONDS + 20))
        while pid=$(node_pid "$i"); do
            if ((SECONDS >= deadline)); then
                say "node$i does not end by itself, killing process $pid"
                kill -9 "$pid"
                deadline=$((SECONDS + 20))
            fi
            sleep 0.1
        done
        rm -f "$(node_dir "$i")/wasmd.pid"
    done
    if ((stopped == 0)); then say "nothing runs in $HOME_DIR"; else say "stopped $stopped node(s) of $CHAIN_ID"; fi
}

# advance SECONDS: puts the clock of all nodes forward.
advance() {
    local ahead=0
    [[ -f $HOME_DIR/devnet.json ]] || die "there is no devnet in $HOME_DIR"
    [[ -z $NODE ]] || die "time passes for the whole network, without --node"
    [[ ! -f $HOME_DIR/clock ]] || ahead=$(<"$HOME_DIR/clock")
    ahead=$((ahead + 10#$1))
    ((ahead <= 2000000000)) || die "more than 63 years in all are too many: reset"
    echo "$ahead" >"$HOME_DIR/clock.new"
    mv "$HOME_DIR/clock.new" "$HOME_DIR/clock"
    say "$((10#$1)) seconds have passed from the next block but one on"
}

wipe() {
    if [[ -d $HOME_DIR && -n $(ls -A "$HOME_DIR") ]]; then
        [[ -f $HOME_DIR/devnet.json || -f $HOME_DIR/accounts ]] || die "$HOME_DIR has files that are not of a devnet, nothing is removed"
        rm -rf "$HOME_DIR"
    fi
}

# report: what a user needs to know of a chain that runs.
report() {
    local i pace name address
    if ((VALIDATORS == 1)); then pace=0.2; else pace=0.5; fi
    printf '%s: wasmd %s, %s of %s node(s), a block about every %s s, now at height %s\n' \
        "$CHAIN_ID" "$(written version)" "$(how_many_run)" "$VALIDATORS" "$pace" "$(height "${NODE:-0}" || echo unknown)"
    for i in $(nodes); do
        printf '  node%s   RPC http://127.0.0.1:%s   REST http://127.0.0.1:%s   gRPC 127.0.0.1:%s\n' \
            "$i" "$(rpc_port "$i")" "$(rest_port "$i")" "$(grpc_port "$i")"
    done
    printf '  gas costs %s at least, so fees never change a balance of ustake\n' "$GAS_PRICE"
    printf '  for commands of wasmd without --home, --node, --chain-id, --keyring-backend: export PATH=%q:"$PATH"\n' "$HOME_DIR/bin"
    printf '  accounts, in the keyring `test` of that home, with what they had at the beginning:\n'
    while read -r name address; do
        printf '    %-10s %s  %sustake %sufee\n' "$name" "$address" "$(funds "$name")" "$(funds "$name")"
    done <"$HOME_DIR/accounts"
}

status() {
    local i pid answer failed=0
    if [[ ! -f $HOME_DIR/devnet.json ]]; then
        printf 'there is no devnet in %s\n' "$HOME_DIR"
        exit 1
    fi
    printf '%s, wasmd %s\n' "$CHAIN_ID" "$(written version)"
    for i in $(nodes); do
        if ! pid=$(node_pid "$i"); then
            printf '  node%s   stopped\n' "$i"
            failed=1
        elif ! answer=$(rpc "$i" status); then
            printf '  node%s   pid %s, does not answer on http://127.0.0.1:%s\n' "$i" "$pid" "$(rpc_port "$i")"
            failed=1
        else
            printf '  node%s   pid %s   height %s   app hash %s   catching up: %s   RPC http://127.0.0.1:%s\n' "$i" "$pid" \
                "$(value latest_block_height <<<"$answer")" "$(value latest_app_hash <<<"$answer" | cut -c 1-12)" \
                "$(value catching_up <<<"$answer")" "$(rpc_port "$i")"
        fi
    done
    return "$failed"
}

# --- main ----------------------------------------------------------------------------------------------------------------------

main() {
    action=${1:-}
    [[ $# -eq 0 ]] || shift
    if [[ $action == advance ]]; then
        [[ ${1:-} =~ ^[0-9]{1,9}$ ]] || usage
        seconds=$1
        shift
    fi
    NODE=
    while [[ $# -gt 0 ]]; do
        [[ $# -gt 1 ]] || usage
        case $1 in
            --node) NODE=$2 ;;
            *) devnet_option "$1" "$2" || usage ;;
        esac
        shift 2
    done
    select_devnet
    [[ -z $NODE ]] || { [[ $NODE =~ ^[0-3]$ ]] && ((NODE < VALIDATORS)); } || die "--node is 0 to $((VALIDATORS - 1)), not $NODE"
    # A node that we start does not hold the lock: launch closes it.
    [[ $action == status ]] || lock 8 "$HOME_DIR.lock" "with this home"

    case $action in
        start) start ;;
        status) status ;;
        advance) advance "$seconds" ;;
        stop) stop ;;
        reset)
            [[ -z $NODE ]] || die "reset is for the whole network, without --node"
            stop
            wipe
            start
            ;;
        *) usage ;;
    esac
}

# In one piece, so that nothing is read from this file any more while wasmd is being built.
main "$@"; exit
