#!/usr/bin/env bash
# Breaks every invariant on purpose, and writes docs/invariants.md: each invariant, its check, and where it is broken.
#
#   scripts/invariants.sh
#
# Fails if an id has no check, no breaker, or a check that does not report what breaks it.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

(($# == 0)) || die "usage: scripts/invariants.sh"
need_rust "$TOOLS_RUST"
seen=$TARGET/invariants.txt
TRIBUTARY_WRITE_GOLDEN=1 cargo "+$TOOLS_RUST" test --quiet --locked --target-dir "$TARGET" -p tributary-testing --test breaking -- --nocapture --test-threads=1 >"$seen"

all=$(grep -cE '^\| [A-Z]+-[0-9]{2} \|' docs/invariants.md)
# What is broken here, and what is broken by the tests of another package.
here=$(grep -oE '[A-Z]+-[0-9]{2} reports:' "$seen" | sort -u | sed 's/ .*//')
elsewhere=$(awk -F '|' '$5 ~ /of its own/ { gsub(/ /, "", $2); print $2 }' docs/invariants.md)
broken=$(printf '%s\n' "$here" "$elsewhere" | sort -u | grep -c .)
record_figure invariants "$all"
record_figure invariants_with_breaking_test "$broken"
say "$all invariants, $broken of them broken"
