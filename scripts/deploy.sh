#!/usr/bin/env bash
# Deploys the contracts to the chain that FILE describes, and checks what is deployed. docs/deploy.md explains all of it.
#
#   scripts/deploy.sh FILE             deploy, or go on where it was interrupted; signed by TRIBUTARY_DEPLOYER
#   scripts/deploy.sh FILE --dry-run   show the messages, send nothing
#   scripts/deploy.sh accept FILE      accept the ownership; signed by TRIBUTARY_OWNER
#   scripts/deploy.sh verify FILE      compare the chain with the file and the artifacts; needs no key
#   scripts/deploy.sh monitor FILE     compute invariants of what is deployed anew, at the last height or --height N; needs no key;
#                                      --json is for programs
#   scripts/deploy.sh pin FILE         propose and vote on a devnet that the codes are pinned
#
# Keys: mnemonic:WORDS, hex:PRIVATE_KEY, keyring:NAME of wasmd, or test:NAME on test chains. TRIBUTARY_RPC is another node than
# the file's, TRIBUTARY_DEPLOYMENTS another folder than deployments/. Exit status 1: refused, something differs or does not hold.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

action=deploy
case ${1:-} in
    accept | verify | monitor | pin)
        action=$1
        shift
        ;;
esac
[[ $# -ge 1 && $1 != -* ]] || usage
file=$1
shift
[[ $# -eq 0 || $action == monitor || $action$* == deploy--dry-run ]] || usage
[[ -f $file ]] || die "there is no file $file"

# The keys are for the last command alone, not for compilers and packages.
(
    unset TRIBUTARY_DEPLOYER TRIBUTARY_OWNER
    [[ $action == pin || $action == monitor ]] || need_artifacts
    build_chain_tools
)
exec node "$ROOT/chain/dist/src/cli.js" "$action" "$file" "$@"
