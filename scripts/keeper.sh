#!/usr/bin/env bash
# The keeper: finishes what waits for anybody in the registries, for the bounties. docs/keeper.md explains all of it.
#
#   scripts/keeper.sh FILE             runs until SIGTERM or SIGINT
#   scripts/keeper.sh FILE --dry-run   says what it would send now, sends nothing and writes nothing
#   scripts/keeper.sh FILE --once      sends what pays now, and ends when there is nothing left
#
# FILE is the configuration. Needs Node.js 20.19 or newer. Exit status 1: refused, and the last line says why; 2: not called like this.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

[[ $# -eq 1 || ($# -eq 2 && $2 =~ ^--(dry-run|once)$) ]] || usage
[[ $1 != -* ]] || usage
[[ -f $1 ]] || die "there is no file $1"

need_npm "$ROOT" >&2
for package in clients/typescript chain services/keeper; do
    (cd "$ROOT" && npm run --silent build --workspace "$package" >&2) || die "the TypeScript in $package does not compile"
done
exec node "$ROOT/services/keeper/dist/src/main.js" "$@"
