#!/usr/bin/env bash
# Measures which lines of the contracts, the arithmetic, the controls and the interface their own tests reach.
#
#   scripts/coverage.sh             a table of all files
#   scripts/coverage.sh --missing   and the lines that no test reaches
#
# Only src/ counts, without the programs that write schemas and without the tests inside. The figure, in docs/assurance.json, is
# of the contracts and the arithmetic together. Fails if a test fails, or if it is below 98 %. Dependencies are compiled once for
# this and for the usual tests; the workspace's own crates are compiled beside, some minutes on 2 cores.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

FLOOR=98 # percent, of contracts and packages/math together
PACKAGES=(tributary-{math,controls,types,boosted-staking,coinbase,joint-staking,license-nft,pool-registry,staker-registry,treasury-decay})

missing=0
case ${1:-} in
    '') ;;
    --missing) missing=1 ;;
    *) die "usage: scripts/coverage.sh [--missing]" ;;
esac

need_rust "$TOOLS_RUST"
need_command awk "install it by the system's packages"
sysroot=$(rustup run "$TOOLS_RUST" rustc --print sysroot)
host=$(rustup run "$TOOLS_RUST" rustc -vV | sed -n 's/^host: //p')
tools=$sysroot/lib/rustlib/$host/bin
if [[ ! -x $tools/llvm-cov ]]; then
    say "installing llvm-tools of Rust $TOOLS_RUST by rustup (once, about 40 MB)"
    rustup component add llvm-tools --toolchain "$TOOLS_RUST"
fi

work=$TARGET/coverage
mkdir -p "$work"
rm -rf "$work/profiles"
# Counters go into the workspace's own crates alone: dependencies stay as they are, and the tests fast.
wrapper=$work/counting-rustc
printf '#!/bin/sh\nexec "$@" -C instrument-coverage\n' >"$wrapper"
chmod +x "$wrapper"

say "running the tests of ${PACKAGES[*]}"
cd "$ROOT"
selection=()
for package in "${PACKAGES[@]}"; do
    selection+=(--package "$package")
done
run() {
    CARGO_TARGET_DIR=$TARGET RUSTC_WORKSPACE_WRAPPER=$wrapper LLVM_PROFILE_FILE=$work/profiles/%p-%m.profraw \
        cargo "+$TOOLS_RUST" test "${selection[@]}" --lib --tests "$@"
}
run --no-run --message-format=json-render-diagnostics >"$work/build.json"
run --quiet >"$work/tests.log" 2>&1 || {
    tail -n 60 "$work/tests.log" >&2
    die "a test failed; everything is in $work/tests.log"
}

objects=()
while IFS= read -r binary; do
    objects+=(--object "$binary")
done < <(sed -n 's/.*"executable":"\([^"]*\)".*/\1/p' "$work/build.json" | sort -u)
"$tools/llvm-profdata" merge -sparse "$work"/profiles/*.profraw -o "$work/merged.profdata"
"$tools/llvm-cov" export --format=lcov --instr-profile "$work/merged.profdata" "${objects[@]}" >"$work/lines.lcov"

# Lines from the first `#[cfg(test)]` of a file on are tests.
awk -v root="$ROOT/" -v floor="$FLOOR" -v show_missing="$missing" -v figure="$work/percent.txt" '
    function wanted(file) {
        return file ~ /^(contracts\/[^\/]+|packages\/(math|controls|types))\/src\// && file !~ /\/src\/bin\//
    }
    /^SF:/ {
        file = substr($0, 4)
        if (index(file, root) == 1) file = substr(file, length(root) + 1)
        counts = wanted(file)
        last = 1e9
        if (counts) {
            number = 0
            while ((getline text < (root file)) > 0) {
                number++
                if (text ~ /^#\[cfg\(test\)\]/) { last = number; break }
            }
            close(root file)
        }
    }
    /^DA:/ && counts {
        split(substr($0, 4), pair, ",")
        if (pair[1] + 0 >= last) next
        key = file SUBSEP pair[1]
        if (!(key in hits)) { total[file]++; hits[key] = 0 }
        if (pair[2] + 0 > 0 && hits[key] == 0) { hits[key] = 1; reached[file]++ }
    }
    function percent(part, whole) { return whole ? 100 * part / whole : 100 }
    END {
        for (file in total) files[++n] = file
        for (i = 2; i <= n; i++) {
            name = files[i]
            for (j = i - 1; j > 0 && files[j] > name; j--) files[j + 1] = files[j]
            files[j + 1] = name
        }
        printf "%-58s %7s %8s %8s\n", "file", "lines", "reached", "percent"
        for (i = 1; i <= n; i++) {
            file = files[i]
            printf "%-58s %7d %8d %8.2f\n", file, total[file], reached[file], percent(reached[file], total[file])
            lines += total[file]; hit += reached[file]
            if (file ~ /^(contracts|packages\/math)\//) { core += total[file]; core_hit += reached[file] }
            if (show_missing && reached[file] < total[file]) {
                list = ""
                for (line = 1; line < 100000; line++)
                    if ((file SUBSEP line) in hits && !hits[file, line]) list = list " " line
                printf "    not reached:%s\n", list
            }
        }
        printf "%-58s %7d %8d %8.2f\n", "everything", lines, hit, percent(hit, lines)
        printf "%-58s %7d %8d %8.2f\n", "contracts and packages/math", core, core_hit, percent(core_hit, core)
        printf "%.2f", percent(core_hit, core) > figure
        if (!core) { print "error: nothing was measured" > "/dev/stderr"; exit 1 }
        if (percent(core_hit, core) < floor) {
            printf "error: below %d percent\n", floor > "/dev/stderr"
            exit 1
        }
    }
' "$work/lines.lcov"
record_figure line_coverage_percent "$(cat "$work/percent.txt")"
