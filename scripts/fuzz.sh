#!/usr/bin/env bash
# Arbitrary bytes for every entry point, stored record and formula, guided by the coverage that they reach (libFuzzer).
#
#   scripts/fuzz.sh                    a minute for each target, and what was done is added to docs/assurance/fuzz.json
#   scripts/fuzz.sh --seconds N        so long for each; stop it at any time, the next run goes on with what it found
#   scripts/fuzz.sh --keep             adds to the committed inputs those found that reach what they do not
#   scripts/fuzz.sh --check            each target for some seconds, from the committed inputs alone; records nothing (CI)
#   scripts/fuzz.sh --build            compiles alone
#   scripts/fuzz.sh --seeds            writes the first inputs anew, by calls of a random run
#
# Needs a C++ compiler. Compiles everything once more, with counters, 4 minutes on 2 cores, once. The record has a line for
# each piece: what names the code, the target, its seconds and executions; pieces add up.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

TARGETS=(entry_points records formulas)
CHECK_SECONDS=20
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

case $mode in
    build) exit ;;
    seeds) TRIBUTARY_SEEDS=$inputs/entry_points exec "$built/entry_points" ;;
esac

[[ $mode != check ]] || counted test --lib >&2
record=$ROOT/docs/assurance/fuzz.json
code=$(source_id)
for target in "${TARGETS[@]}"; do
    found=$work/found/$target
    mkdir -p "$found" "$inputs/$target"
    if [[ $mode == keep ]]; then
        "$built/$target" -merge=1 "$inputs/$target" "$found" >"$work/$target.log" 2>&1 || die "merging failed: $work/$target.log"
        say "$target: $(find "$inputs/$target" -type f | wc -l) inputs"
        continue
    fi
    say "$target for $seconds s"
    folders=("$found" "$inputs/$target")
    # What is found is kept apart from what is committed.
    [[ $mode == record ]] || folders=("$(mktemp -d -p "$work")" "$inputs/$target")
    "$built/$target" -max_total_time="$seconds" -max_len=4096 -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
        -artifact_prefix="$work/failed-$target-" "${folders[@]}" >"$work/$target.log" 2>&1 || {
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
