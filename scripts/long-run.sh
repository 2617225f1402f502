#!/usr/bin/env bash
# Plays the state machine of the whole suite for long, and adds what it did to docs/assurance/state-machine.json.
#
#   scripts/long-run.sh [MINUTES]     60 if left out
#
# A run goes on with the seed behind the last one that is recorded, so pieces add up; it may be stopped at any time, and what was
# played in the last minute is lost at most. It ends with the outcomes of messages that were seen less than 1,000 times. A case
# that fails says how to play it alone.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

minutes=${1:-60}
[[ $minutes =~ ^[0-9]+$ && $# -le 1 ]] || die "usage: scripts/long-run.sh [MINUTES]"
need_rust "$TOOLS_RUST"
record=$ROOT/docs/assurance/state-machine.json
mkdir -p "${record%/*}"

cargo "+$TOOLS_RUST" build --quiet --locked --profile long --target-dir "$TARGET" -p tributary-testing --bin long-run
"$TARGET/long/long-run" "$record" "$(source_id)" "$minutes"
record_figure model_checked_calls_release "$(awk -F '[:,]' '/^ *"calls": / { all += $2 } END { printf "%d", all }' "$record")"
