# Sourced by the other scripts: where things are, and what a fresh machine needs first.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
[[ $TARGET == /* ]] || TARGET=$PWD/$TARGET

WASM_RUST=1.81.0 # the contracts; docs/building.md says why this one
TOOLS_RUST=1.95.0 # everything else, as in rust-toolchain.toml
WASM_TARGET=wasm32-unknown-unknown

say() {
    printf '== %s\n' "$*" >&2
}

die() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# need_command NAME HOW_TO_GET_IT
need_command() {
    command -v "$1" >/dev/null || die "$1 is missing: $2"
}

# need_rust VERSION [TARGET]: installs the toolchain, and what it compiles for, if they are not there.
need_rust() {
    local version=$1 target=${2:-}
    need_command rustup "install it from https://rustup.rs"
    need_command cargo "it comes with rustup: https://rustup.rs"
    need_command cc "install a C compiler, gcc or clang, whose linker Rust uses"
    if ! grep -q "^$version-" <<<"$(rustup toolchain list)"; then
        say "installing Rust $version${target:+ for $target} by rustup (once, about 100 MB)"
        rustup toolchain install "$version" --profile minimal --no-self-update ${target:+--target "$target"}
    elif [[ -n $target ]] && ! grep -qx "$target" <<<"$(rustup target list --installed --toolchain "$version")"; then
        say "installing the target $target of Rust $version by rustup (once, about 20 MB)"
        rustup target add "$target" --toolchain "$version"
    fi
}

# need_npm DIRECTORY: installs exactly what its package-lock.json says, if that is not there.
need_npm() {
    local directory=$1
    need_command node "install Node.js 20 or newer from https://nodejs.org"
    need_command npm "it comes with Node.js: https://nodejs.org"
    if [[ ! $directory/node_modules/.package-lock.json -nt $directory/package-lock.json ]]; then
        say "installing the npm packages of ${directory#"$ROOT"/}"
        (cd "$directory" && npm ci --no-audit --no-fund)
    fi
}

# sha256_of FILE...: lines of `sha256sum`, sorted by name.
sha256_of() {
    if command -v sha256sum >/dev/null; then
        sha256sum -- "$@"
    else
        need_command shasum "install GNU coreutils"
        shasum -a 256 -- "$@"
    fi | LC_ALL=C sort -k 2
}

# has_artifacts FOLDER: the contracts of its checksums.txt are there.
has_artifacts() {
    cmp -s "$1/checksums.txt" <({ cd "$1" && sha256_of *.wasm; } 2>/dev/null)
}

# need_artifacts: the contracts whose checksums are committed, built if they are not there.
need_artifacts() {
    if ! has_artifacts "$ROOT/artifacts"; then
        say "the contracts of artifacts/checksums.txt are not there: building them, some minutes"
        "$ROOT/scripts/build-wasm.sh" --check >&2
    fi
}

# build_chain_tools: compiles the client and the tools for a real chain, chain/dist/src/cli.js.
build_chain_tools() {
    need_npm "$ROOT" >&2
    (cd "$ROOT" && npm run --silent build >&2) || die "the TypeScript in clients/typescript or chain does not compile"
}

# build_web: compiles the client and the web application, web/dist/app.
build_web() {
    local said=$ROOT/web/dist/build.txt
    need_npm "$ROOT" >&2
    say "building the web application, half a minute"
    mkdir -p "$ROOT/web/dist"
    (cd "$ROOT" && npm run --silent build --workspace clients/typescript && npm run --silent build --workspace web) >"$said" 2>&1 || {
        cat "$said" >&2
        die "the TypeScript in clients/typescript or web does not compile"
    }
}

# need_server: builds the program whose `serve` is the local server, and names it in TRIBUTARY_SIM; another one can be named there before.
need_server() {
    [[ -z ${TRIBUTARY_SIM:-} ]] || return 0
    need_rust "$TOOLS_RUST"
    say "building the local server, about 5 minutes on 2 cores the first time"
    (cd "$ROOT" && cargo "+$TOOLS_RUST" build --locked --target-dir "$TARGET" -p tributary-sim)
    export TRIBUTARY_SIM=$TARGET/debug/tributary-sim
}

# What names the sources of contracts and packages in a record of a test; with a "+" if they were changed since.
source_id() {
    local sources=(contracts packages standards Cargo.lock) changed=''
    cd "$ROOT"
    git diff --quiet HEAD -- "${sources[@]}" || changed=+
    echo "$(git ls-files -s "${sources[@]}" | git hash-object --stdin | cut -c 1-12)$changed"
}

# record_figure KEY VALUE: what a script measured, in docs/assurance.json, which has a line for each key.
record_figure() {
    local file=$ROOT/docs/assurance.json
    grep -q "^  \"$1\": " "$file" || die "docs/assurance.json has no $1"
    sed "s/^  \"$1\": [^,]*/  \"$1\": $2/" "$file" >"$file.new"
    mv "$file.new" "$file"
}
