#!/usr/bin/env bash
# Runs a metadata proxy: fetches, checks and serves how pools describe themselves. docs/proxy.md explains all of it.
#
#   scripts/proxy.sh CONFIG [--KEY VALUE]...
#
# CONFIG is a JSON file; an option goes before its key of the same name: --poll-seconds 10. Ends with SIGINT or SIGTERM.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

[[ $# -ge 1 && $1 != --help ]] || usage

need_npm "$ROOT" >&2
for package in clients/typescript services/proxy; do
    (cd "$ROOT" && npm run --silent build --workspace "$package" >&2) || die "the TypeScript in $package does not compile"
done
exec node "$ROOT/services/proxy/dist/src/main.js" "$@"
