#!/usr/bin/env bash
# Sends a message to a contract on the devnet, waits for its block, and says what happened; or asks a contract.
#
#   scripts/tx.sh [--from NAME] [--amount COINS] [--gas N] CONTRACT JSON
#   scripts/tx.sh query CONTRACT JSON
#
#   CONTRACT        an address, or a name in deployments/CHAIN-ID.json
#   --from NAME     the account that signs, default alice
#   --amount COINS  sent along, like 1000ustake
#   --gas N         instead of simulating first; without it, a message that would fail is not sent
#
# --home DIR, --validators 1|4, --wasmd 0.61|0.70 and --port-offset N say which devnet, as for scripts/devnet.sh.
# Exit status 1: the message failed, or was not sent; nothing but the fee has changed.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
source "$ROOT/chain/devnet/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# address_of NAME_OR_ADDRESS
address_of() {
    local file=$ROOT/deployments/$CHAIN_ID.json
    if [[ $1 =~ ^wasm1[02-9ac-hj-np-z]{38,58}$ ]]; then
        printf '%s\n' "$1"
        return
    fi
    [[ -f $file ]] || die "$1 is no address, and deployments/$CHAIN_ID.json does not exist: deploy first"
    show address "$file" "$1"
}

show() {
    node "$DEVNET_SOURCE/show.mjs" "$@"
}

chain() {
    wasmd --home "$(node_dir 0)" --node "$NODE_URL" "$@"
}

action=execute
if [[ ${1:-} == query ]]; then
    action=query
    shift
fi
from=alice
amount=
gas=
while [[ ${1:-} == --* ]]; do
    [[ $# -gt 1 ]] || usage
    case $action$1 in
        execute--from) from=$2 ;;
        execute--amount) amount=$2 ;;
        execute--gas) gas=$2 ;;
        *) devnet_option "$1" "$2" || usage ;;
    esac
    shift 2
done
[[ $# -eq 2 ]] || usage
[[ $gas =~ ^[0-9]*$ ]] || die "--gas is a number, not $gas"
select_devnet
need_command node "install Node.js 20 or newer from https://nodejs.org"

[[ -f $HOME_DIR/devnet.json && -x $WASMD ]] || die "there is no devnet in $HOME_DIR: scripts/devnet.sh start"
# Any node of the network does.
NODE_URL=
for ((i = 0; i < VALIDATORS; i++)); do
    if node_pid "$i" >/dev/null; then
        NODE_URL=tcp://127.0.0.1:$(rpc_port "$i")
        break
    fi
done
[[ -n $NODE_URL ]] || die "the devnet in $HOME_DIR does not run: scripts/devnet.sh start"
contract=$(address_of "$1")
message=$2
show check "$message"

if [[ $action == query ]]; then
    answer=$(chain query wasm contract-state smart "$contract" "$message" --output json 2>&1) || show refused <<<"$answer"
    show answer <<<"$answer"
    exit
fi

sender=$(wasmd --home "$(node_dir 0)" keys show "$from" --address --keyring-backend test 2>&1) || show refused <<<"$sender"
execute=(tx wasm execute "$contract" "$message" --from "$sender" --chain-id "$CHAIN_ID" --keyring-backend test)
[[ -z $amount ]] || execute+=(--amount "$amount")
if [[ -z $gas ]]; then
    estimate=$(chain "${execute[@]}" --dry-run 2>&1) || show refused <<<"$estimate"
    estimate=$(sed -n 's/^gas estimate: //p' <<<"$estimate")
    [[ $estimate =~ ^[0-9]+$ ]] || die "the simulation gave no estimate of the gas"
    # The simulation leaves out the payment of the fee.
    gas=$((estimate * 13 / 10 + 30000))
fi
sent=$(chain "${execute[@]}" --gas "$gas" --gas-prices "$GAS_PRICE" --broadcast-mode sync --yes --output json 2>&1) ||
    show refused <<<"$sent"
hash=$(show sent <<<"$sent")
# wait-tx can miss a block that is just being written: then the transaction is there to be asked for.
{ chain query wait-tx "$hash" --timeout 20s --output json 2>/dev/null || chain query tx "$hash" --output json; } | show result "$contract" "$ROOT/deployments/$CHAIN_ID.json"
