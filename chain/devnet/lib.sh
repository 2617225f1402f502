# Sourced after scripts/lib.sh by the scripts that work with a devnet: which one is meant, and where its parts are.
# shellcheck shell=bash disable=SC2034

DEVNET_SOURCE=$ROOT/chain/devnet
GAS_PRICE=0.0025ufee

# devnet_option OPTION VALUE: takes the options that select a devnet; fails for others.
WASMD_LINE=
VALIDATORS=
HOME_DIR=
PORT_OFFSET=
devnet_option() {
    case $1 in
        --wasmd) WASMD_LINE=$2 ;;
        --validators) VALIDATORS=$2 ;;
        --home) HOME_DIR=$2 ;;
        --port-offset) PORT_OFFSET=$2 ;;
        *) return 1 ;;
    esac
}

# written KEY: a value of the devnet.json in the home, nothing if there is none. One key a line, as devnet.sh writes it.
written() {
    [[ ! -f $HOME_DIR/devnet.json ]] || sed -n "s/^  \"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$HOME_DIR/devnet.json"
}

# agree OPTION GIVEN WRITTEN: an option may repeat what the home was made with, not change it.
agree() {
    [[ -z $2 || -z $3 || $2 == "$3" ]] || die "$HOME_DIR was made with $1 $3, not $2: choose another --home"
}

# select_devnet: settles what the options left open, from the home if it exists, else from the defaults.
select_devnet() {
    [[ $WASMD_LINE =~ ^(0\.61|0\.70)?$ ]] || die "--wasmd is 0.61 or 0.70, not $WASMD_LINE"
    [[ $VALIDATORS =~ ^[14]?$ ]] || die "--validators is 1 or 4, not $VALIDATORS"
    [[ $PORT_OFFSET =~ ^[0-9]{0,5}$ ]] || die "--port-offset is a number below 30000, not $PORT_OFFSET"
    ((10#${PORT_OFFSET:-0} < 30000)) || die "--port-offset is a number below 30000, not $PORT_OFFSET"

    HOME_DIR=${HOME_DIR:-$TARGET/devnet/${WASMD_LINE:-0.61}-${VALIDATORS:-1}}
    [[ $HOME_DIR == /* ]] || HOME_DIR=$PWD/$HOME_DIR
    HOME_DIR=${HOME_DIR%/}
    agree --wasmd "$WASMD_LINE" "$(written wasmd)"
    agree --validators "$VALIDATORS" "$(written validators)"

    WASMD_LINE=${WASMD_LINE:-$(written wasmd)}
    WASMD_LINE=${WASMD_LINE:-0.61}
    VALIDATORS=${VALIDATORS:-$(written validators)}
    VALIDATORS=${VALIDATORS:-1}
    PORT_OFFSET=${PORT_OFFSET:-$(written port_offset)}
    PORT_OFFSET=$((10#${PORT_OFFSET:-0}))

    CHAIN_ID=tributary-devnet-$VALIDATORS
    WASMD_MODULE=$DEVNET_SOURCE/wasmd-$WASMD_LINE
    WASMD_BIN=$TARGET/devnet/bin/wasmd-$WASMD_LINE
    WASMD=$WASMD_BIN/wasmd
}

# wasmd ARGUMENTS: run with the home as HOME. It reads the client.toml of $HOME/.wasmd, whatever --home says.
wasmd() {
    HOME=$HOME_DIR "$WASMD" --log_no_color "$@"
}

node_dir() {
    printf '%s\n' "$HOME_DIR/node$1"
}

# Node I of a network has port BASE + I + offset.
rpc_port() {
    printf '%s\n' $((26657 + $1 + PORT_OFFSET))
}
p2p_port() {
    printf '%s\n' $((16656 + $1 + PORT_OFFSET))
}
rest_port() {
    printf '%s\n' $((1317 + $1 + PORT_OFFSET))
}
grpc_port() {
    printf '%s\n' $((9090 + $1 + PORT_OFFSET))
}

# rpc NODE PATH: what the node's RPC answers.
rpc() {
    curl --silent --fail --max-time 5 "http://127.0.0.1:$(rpc_port "$1")/$2"
}

# node_pid NODE: its process, if that runs and is the one that we started in this home.
node_pid() {
    local dir pid command
    dir=$(node_dir "$1")
    pid=$(cat "$dir/wasmd.pid" 2>/dev/null) || return 1
    [[ $pid =~ ^[0-9]+$ ]] || return 1
    if [[ -d /proc/self ]]; then
        command=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || return 1
    else
        command=$(ps -p "$pid" -o args=) || return 1
    fi
    [[ ${command% } == *"wasmd start "*"--home $dir" ]] || return 1
    printf '%s\n' "$pid"
}

# free_offset: the first of some offsets at which nothing listens, a devnet that a broken run left behind for example.
free_offset() {
    local offset
    for offset in 1000 1100 1200 1300 1400; do
        if ! (: <"/dev/tcp/127.0.0.1/$((26657 + offset))") 2>/dev/null; then
            echo "$offset"
            return
        fi
    done
    die "the ports of five devnets are taken: stop them, or set TRIBUTARY_PORT_OFFSET"
}
