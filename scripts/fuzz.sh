#!/usr/bin/env bash
# Arbitrary bytes for every entry point, stored record and formula, guided by the coverage that they reach (libFuzzer).
#
#   scripts/fuzz.sh                    a minute for each target, and what was done is added to docs/assurance/fuzz.jsonl
#   scripts/fuzz.sh --seconds N        so long for each; stop it at any time, the next run goes on with what it found
#   scripts/fuzz.sh --keep             chooses the committed inputs anew, from them and those found
#   scripts/fuzz.sh --check            each target for some seconds, from the committed inputs alone; records nothing (CI)
#   scripts/fuzz.sh --build            compiles alone
#   scripts/fuzz.sh --seeds            chooses them anew, from them and first ones: calls of a random run, what it stores, numbers
#
# Chosen are inputs that together reach all branches that any of them reaches, of more than 150 those that reach most. Needs a C++
# compiler. Compiles everything once more, with counters, 4 minutes on 2 cores, once. The record has a line for each piece: what
# names the code, the target, its seconds and executions; pieces add up.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

TARGETS=(entry_points records formulas)
CHECK_SECONDS=20
MOST=150 # committed inputs of a target
crate=$ROOT/packages/fuzz
inputs=$crate/corpus
work=$TARGET/fuzz

seconds=60
mode=record
case ${1:-} in
    '') ;;
    --seconds) seconds=${2:?how many seconds} ;;
    --keep) mode=keep ;;
    --check) mode=check seconds=$CHECK_SECONDS ;;
    --build) mode=build ;;
    --seeds) mode=seeds ;;
    *) die "usage: scripts/fuzz.sh [--seconds N | --keep | --check | --build | --seeds]" ;;
esac

need_rust "$TOOLS_RUST"
need_command c++ "install a C++ compiler, g++ or clang"

# What cargo-fuzz passes, without a sanitizer, which would need a nightly compiler; nothing here is unsafe code.
counters="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares"
[[ -d $work ]] || say "compiling with counters: some minutes, once"
host=$(rustup run "$TOOLS_RUST" rustc -vV | sed -n 's/^host: //p')
counted() {
    RUSTFLAGS=$counters cargo "+$TOOLS_RUST" "$1" --release --locked --quiet --manifest-path "$crate/Cargo.toml" \
        --target-dir "$work" --target "$host" "${@:2}"
}
counted build
built=$work/$host/release

[[ $mode != build ]] || exit 0
scratch=$(mktemp -d -p "$work")
trap 'rm -rf "$scratch"' EXIT

# choose TARGET FOLDER: what is committed becomes the best of it and of what is in FOLDER.
choose() {
    local log=$work/$1.log number=0 file
    mkdir "$scratch/chosen-$1"
    "$built/$1" -set_cover_merge=1 -use_counters=0 -verbosity=2 "$scratch/chosen-$1" "$inputs/$1" "$2" >"$log" 2>&1 ||
        die "choosing failed: $log"
    rm -rf "${inputs:?}/$1"
    mkdir "$inputs/$1"
    # Those that reach most come first.
    while read -r file && ((number++ < MOST)); do
        cp "$file" "$inputs/$1"
    done < <(sed -n 's/^Written [0-9]* bytes to //p' "$log")
    say "$1: $(find "$inputs/$1" -type f | wc -l) inputs"
}

found=$work/found
case $mode in
    # What is found is not kept.
    check) found=$scratch && counted test --lib >&2 ;;
    seeds) found=$scratch && TRIBUTARY_SEEDS=$scratch "$built/entry_points" >&2 ;;
esac

record=$ROOT/docs/assurance/fuzz.jsonl
code=$(source_id)
for target in "${TARGETS[@]}"; do
    mkdir -p "$found/$target" "$inputs/$target"
    if [[ $mode == keep || $mode == seeds ]]; then
        choose "$target" "$found/$target"
        continue
    fi
    say "$target for $seconds s"
    "$built/$target" -max_total_time="$seconds" -max_len=4096 -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
        -artifact_prefix="$work/failed-$target-" "$found/$target" "$inputs/$target" >"$work/$target.log" 2>&1 || {
        tail -n 40 "$work/$target.log" >&2
        die "$target failed; the input is $work/failed-$target-*"
    }
    executions=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$target.log")
    say "  $executions executions"
    [[ $mode == record ]] || continue
    printf '{"code": "%s", "target": "%s", "seconds": %d, "executions": %d}\n' \
        "$code" "$target" "$seconds" "$executions" >>"$record"
    record_figure fuzz_executions "$(sed 's/.*"executions": //; s/}//' "$record" | awk '{ all += $1 } END { printf "%d", all }')"
done
