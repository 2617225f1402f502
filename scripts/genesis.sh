#!/usr/bin/env bash
# Moves all licences of a license-nft to a contract on another chain. docs/license-nft.md explains all of it.
#
#   scripts/genesis.sh export CONTRACT FILE --rpc URL [--height N]
#       writes the licences of one height, the last one if left out, into a new file; needs no key
#   scripts/genesis.sh import FILE CONTRACT --rpc URL --gas-price PRICE
#       hands them to a contract that was instantiated with genesis_import, or goes on where it was interrupted, compares the
#       digests and seals the import; signed by TRIBUTARY_OWNER
#
# URL is the RPC of a node of that chain, PRICE for example 0.025ustake. Keys: mnemonic:WORDS, hex:PRIVATE_KEY, keyring:NAME of
# wasmd, or test:NAME on test chains. Exit status 1: refused, or something differs.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

[[ $# -ge 5 ]] || usage
action=$1 first=$2 second=$3
shift 3
[[ $first != -* && $second != -* ]] || usage
options=()
rpc='' price=''
while [[ $# -gt 0 ]]; do
    [[ $# -gt 1 ]] || usage
    case $action$1 in
        export--rpc | import--rpc) rpc=$2 ;;
        import--gas-price) price=$2 ;;
        export--height) ;;
        *) usage ;;
    esac
    options+=("$1" "$2")
    shift 2
done
[[ -n $rpc && ($action == export || -n $price) ]] || usage
[[ $action == export || -f $first ]] || die "there is no file $first"

# The key is for the last command alone, not for compilers and packages.
(
    unset TRIBUTARY_OWNER
    build_chain_tools
)
exec node "$ROOT/chain/dist/src/cli.js" "$action" "$first" "$second" "${options[@]}"
