#!/usr/bin/env bash
# Writes schema/<contract>.json, the machine-readable interface of each contract, and schema/events.json, from the types.
#
#   scripts/schema.sh            write
#   scripts/schema.sh --check    fail if what is committed differs
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

need_rust "$TOOLS_RUST"
generated=$(mktemp -d)
trap 'rm -rf "$generated"' EXIT

cargo "+$TOOLS_RUST" run --quiet --locked --manifest-path "$ROOT/packages/types/Cargo.toml" --target-dir "$TARGET" \
    --bin schema -- "$generated"

if [[ ${1:-} == --check ]]; then
    diff --recursive "$ROOT/schema" "$generated" >&2 || die "schema/ is not what the types say: run scripts/schema.sh"
    say "schema/ is what the types say"
else
    rm -rf "$ROOT/schema"
    mkdir "$ROOT/schema"
    cp "$generated"/*.json "$ROOT/schema/"
    say "wrote schema/: $(ls "$ROOT/schema" | tr '\n' ' ')"
fi
