#!/usr/bin/env bash
# Builds the optimised contracts into artifacts/ and inspects them. docs/building.md explains all of it.
#
#   scripts/build-wasm.sh                  build, inspect, write artifacts/checksums.txt
#   scripts/build-wasm.sh --check          build, inspect, compare with the committed artifacts/checksums.txt
#   scripts/build-wasm.sh --reproducible   in addition build from a copy elsewhere and compare the bytes
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
    sed -n '2,/^set /{s/^# \{0,1\}//p;}' "${BASH_SOURCE[0]}" >&2
    exit 2
}

# contracts TREE: a line `package library` for every crate under contracts/ and standards/ that becomes wasm.
contracts() {
    (cd "$1" && cargo "+$WASM_RUST" metadata --no-deps --format-version 1) |
        node "$ROOT/scripts/wasm/contracts.mjs"
}

# rust_flags TREE TARGET_DIR: no symbols, and no path of this machine in what a contract prints when it panics.
rust_flags() {
    local tree=$1 target_dir=$2 rustc sysroot commit source
    rustc=(rustup run "$WASM_RUST" rustc)
    sysroot=$("${rustc[@]}" --print sysroot)
    commit=$("${rustc[@]}" -vV | sed -n 's/^commit-hash: //p')
    printf '%s\x1f' -C link-arg=-s "--remap-path-prefix=$tree=/tributary" "--remap-path-prefix=$target_dir=/target"
    for source in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
        printf '%s\x1f' "--remap-path-prefix=$source=/cargo"
    done
    printf '%s' "--remap-path-prefix=$sysroot/lib/rustlib/src/rust=/rustc/$commit"
}

# build TREE TARGET_DIR OUT: compiles every contract of the tree by itself, optimises it into OUT.
build() {
    local tree=$1 target_dir=$2 out=$3 list package library flags
    (cd "$tree" && cargo "+$WASM_RUST" fetch --locked --target "$WASM_TARGET")
    flags=$(rust_flags "$tree" "$target_dir")
    list=$(contracts "$tree")
    [[ -n $list ]] || die "no crate under contracts/ or standards/ has the crate type cdylib"
    mkdir -p "$out"
    rm -f "$out"/*.wasm
    while read -r package library; do
        say "$package"
        (cd "$tree" && CARGO_ENCODED_RUSTFLAGS=$flags cargo "+$WASM_RUST" build --package "$package" --lib \
            --release --locked --target "$WASM_TARGET" --target-dir "$target_dir")
        "$ROOT/scripts/wasm/node_modules/.bin/wasm-opt" -Os --signext-lowering --strip-debug \
            "$target_dir/$WASM_TARGET/release/$library.wasm" -o "$out/$library.wasm"
    done <<<"$list"
    if grep -laF -e "$tree" -e "${CARGO_HOME:-$HOME/.cargo}" "$out"/*.wasm; then
        die "the files above contain a path of this machine"
    fi
}

# copy_of_tree DESTINATION: sources only.
copy_of_tree() {
    mkdir -p "$1"
    tar -C "$ROOT" --exclude target --exclude node_modules --exclude .git --exclude './artifacts' -cf - . | tar -C "$1" -xf -
}

# begin_elsewhere: builds from a copy in another directory, beside the first build: each uses one core most of the time.
begin_elsewhere() {
    elsewhere=$(mktemp -d)
    trap 'kill "${second:-}" 2>/dev/null || true; rm -rf "$elsewhere"' EXIT
    say "at the same time a second build, from a copy in another directory"
    copy_of_tree "$elsewhere/another/place"
    build "$elsewhere/another/place" "$elsewhere/objects" "$elsewhere/wasm" >"$elsewhere/log" 2>&1 &
    second=$!
}

compare_elsewhere() {
    say "waiting for the second build"
    wait "$second" || {
        cat "$elsewhere/log" >&2
        die "the second build failed"
    }
    diff <(checksums "$artifacts") <(checksums "$elsewhere/wasm") >&2 || die "two builds differ"
    say "the second build has the same bytes"
}

checksums() {
    (cd "$1" && sha256_of *.wasm)
}

check='' reproducible=''
for argument in "$@"; do
    case $argument in
        --check) check=yes ;;
        --reproducible) reproducible=yes ;;
        *) usage ;;
    esac
done

artifacts=$ROOT/artifacts
need_rust "$WASM_RUST" "$WASM_TARGET"
need_npm "$ROOT/scripts/wasm"

[[ -z $reproducible ]] || begin_elsewhere
build "$ROOT" "$TARGET/wasm" "$artifacts"
say "inspecting"
cargo "+$WASM_RUST" run --quiet --release --locked --manifest-path "$ROOT/scripts/wasm/inspect/Cargo.toml" \
    --target-dir "$TARGET/tools/inspect-wasm" -- "$ROOT/scripts/wasm/size-ceilings.txt" "$artifacts"/*.wasm
[[ -z $reproducible ]] || compare_elsewhere

if [[ -n $check ]]; then
    diff "$artifacts/checksums.txt" <(checksums "$artifacts") >&2 || die "not the bytes of artifacts/checksums.txt"
    say "the bytes of artifacts/checksums.txt"
else
    checksums "$artifacts" >"$artifacts/checksums.txt"
    cat "$artifacts/checksums.txt"
fi
