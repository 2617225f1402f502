#!/usr/bin/env bash
# Mutation testing: changes the contracts and the shared packages in each way that cargo-mutants knows, and sees whether a test fails.
#
#   scripts/mutants.sh            everything; writes docs/assurance/mutants.json
#   scripts/mutants.sh PACKAGE    the mutants of one package, as tributary-math; writes nothing
#
# All mutants are compiled at once, each behind a number (packages/mutants says how), and each meets the tests that reach it, until one
# fails. What was done stays in the target folder: a run that was stopped goes on, and after a change of tests only survivors meet
# the new ones. After a change of sources everything begins anew: an hour to two on 2 cores. Fails if one survives that
# docs/assurance/equivalents.md does not list. Programs that write schemas are left out.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$ROOT"

MUTANTS=27.1.0
PACKAGES=(math controls types boosted-staking coinbase joint-staking license-nft pool-registry staker-registry treasury-decay)
MEMORY=8000000 # kilobytes a test may take: a loop that never ends may also take everything

[[ $# -le 1 ]] || die "usage: scripts/mutants.sh [PACKAGE]"
if [[ -n ${1:-} ]]; then
    [[ " ${PACKAGES[*]} " == *" ${1#tributary-} "* ]] || die "no package to mutate: $1"
fi
need_rust "$TOOLS_RUST"
home=$TARGET/tools/cargo-mutants-$MUTANTS
if [[ ! -x $home/bin/cargo-mutants ]]; then
    say "compiling cargo-mutants $MUTANTS: some minutes, once"
    cargo "+$TOOLS_RUST" install cargo-mutants --version "=$MUTANTS" --locked --root "$home"
fi
export PATH=$home/bin:$PATH
# Cargo below is that of the tools as well; symbols for debuggers would only take space.
export RUSTUP_TOOLCHAIN=$TOOLS_RUST CARGO_PROFILE_DEV_DEBUG=0 CARGO_INCREMENTAL=1

work=$TARGET/mutants
mkdir -p "$work"
cargo mutants --list --json --exclude '**/src/bin/**' "${PACKAGES[@]/#/--package=tributary-}" >"$work/list.json"
cargo build --quiet --locked --manifest-path packages/mutants/Cargo.toml --target-dir "$work/tool"

ulimit -v "$MEMORY"
status=0
"$work/tool/debug/mutants" "$work/list.json" "$ROOT" "$work" ${1:+"tributary-${1#tributary-}"} || status=$?
# Only a run that came to its end has written it.
if [[ $# -eq 0 && docs/assurance/mutants.json -nt $work/list.json ]]; then
    figure() {
        sed -n "s/^  \"$1\": \([0-9.]*\).*/\1/p" docs/assurance/mutants.json
    }
    record_figure mutants_killed_money_percent "$(figure killed_money_percent)"
    record_figure mutants_killed_percent "$(figure killed_percent)"
fi
exit "$status"
