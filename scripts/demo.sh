#!/usr/bin/env bash
# Plays the story of two delegation pools on an embedded chain: who did what, what everybody earned, where every coin is.
#
#   scripts/demo.sh [SCENARIO]     scenarios/story.json, or any other file under scenarios/
#
# Needs nothing but rustup and a C compiler for linking; builds the simulator the first time (about 5 minutes on 2 cores), later runs
# take seconds. The same story, with charts, is then in demo-report.html, the economics of the treasury, for 100,000 stakers,
# in economics-report.html, and the programme of the boosted vault in programme-report.html. Exit status 0: every expectation held,
# the accounts of all coins and of the vault's rewards balance, and no message of the treasury touches more rows with more stakers.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

[[ $# -le 1 && ${1:-} != -* ]] || usage
report=$ROOT/demo-report.html
economics=$ROOT/economics-report.html
programme=$ROOT/programme-report.html
story=${1:-scenarios/story.json}
# A path is that of the caller; without an argument it is that of the repository, where everything else happens.
[[ $# -eq 0 || $story == /* ]] || story=$PWD/$story
story=${story#"$ROOT"/}
[[ -f $ROOT/$story || -f $story ]] || die "there is no scenario $story"
cd "$ROOT"

say "1/5 tools"
need_command cc "install a C compiler, for example by: apt-get install build-essential, or xcode-select --install"
need_rust "$TOOLS_RUST"

if [[ -x $TARGET/debug/tributary-sim ]]; then
    say "2/5 simulator: building what changed"
else
    say "2/5 simulator: building it, about 5 minutes on 2 cores, once"
fi
cargo "+$TOOLS_RUST" build --locked --target-dir "$TARGET" -p tributary-simulator --bin tributary-sim

say "3/5 playing $story"
status=0
"$TARGET/debug/tributary-sim" demo "$story" --html "$report" || status=$?
[[ $status -gt 1 ]] || say "the same with charts: $report"

say "4/5 economics of the treasury, some seconds; in full with tributary-sim economics"
"$TARGET/debug/tributary-sim" economics --stakers 100000 --html "$economics" | tail -n 1 || status=1
say "its tables and charts: $economics"

say "5/5 programme of the boosted vault, some seconds"
"$TARGET/debug/tributary-sim" programme --html "$programme" | tail -n 1 || status=1
say "its tables and charts: $programme"
exit "$status"
