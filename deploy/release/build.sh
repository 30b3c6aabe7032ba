#!/usr/bin/env bash
# Makes what a release consists of, from the commit that is checked out:
#
#     deploy/release/build.sh [--check] [--snapshot] [--target TRIPLE] [--out FOLDER]
#
#     --check     asks only whether this commit may be released; builds nothing, needs git alone
#     --snapshot  for trying: needs neither a tag nor a dated entry in CHANGELOG.md, and says so in every name
#     --target    x86_64-unknown-linux-musl unless told: static. aarch64-unknown-linux-musl on an aarch64 machine;
#                 *-unknown-linux-gnu links the C library, and the script says the oldest glibc that will do
#     --out       target/package unless told
#
# FOLDER then holds a tarball, a bill of materials (CycloneDX), the notes of the release and SHA256SUMS. Nothing is signed or sent
# anywhere: docs/release.md has the steps around this. The same commit gives the same bytes where compiler, C compiler and
# CARGO_TARGET_DIR (/tmp/phi-audit-release unless set: OpenSSL writes its path down) are the same.
# Exit codes: 1 something is not as it must be, 2 something has to be installed first, 64 usage.
set -euo pipefail
export LC_ALL=C
cyclonedx=0.5.9 # cargo-cyclonedx
schema=11.12.0  # cyclonedx-python-lib, which has the schema

usage() {
    sed -n '4,12s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
    exit 64
}
missing() {
    printf 'missing: %s\n  remedy: %s\n' "$1" "$2" >&2
    exit 2
}
refuse() {
    printf 'no release: %s\n  remedy: %s\n' "$1" "$2" >&2
    exit 1
}

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
check='' snapshot='' target=$(uname -m)-unknown-linux-musl out=$root/target/package
while (($#)); do
    case $1 in
        --check) check=1 ;;
        --snapshot) snapshot=1 ;;
        --target) target=${2:?"--target needs a triple"} && shift ;;
        --out) out=${2:?"--out needs a folder"} && shift ;;
        *) usage ;;
    esac
    shift
done
[[ $target =~ ^(x86_64|aarch64)-unknown-linux-(musl|gnu)$ ]] || refuse "$target is no target of releases" 'see --target above'
out=$(realpath --canonicalize-missing "$out")
cd "$root"

# --- may this commit be released? ---
command -v git >/dev/null || missing git 'apt-get install git'
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
commit=$(git rev-parse HEAD)
changes=$(git status --porcelain)
[[ -z $changes ]] || refuse "the checkout differs from its commit:
$changes" 'commit or remove it'
# The lines of CHANGELOG.md between the heading of a version and the next one.
section() {
    awk -v heading="## [$1]" 'index($0, "## [") == 1 { on = index($0, heading) == 1; next } /^\[.*\]: / { on = 0 } on' CHANGELOG.md
}
if [[ -n $snapshot ]]; then
    label=$version-snapshot.${commit:0:12} notes=$(section Unreleased)
else
    label=$version notes=$(section "$version")
    grep -qE "^## \[${version//./\\.}\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md ||
        refuse "CHANGELOG.md has no dated entry for $version" "head it with: ## [$version] - $(date -u +%F)"
    [[ " $(git tag --points-at HEAD | tr '\n' ' ')" == *" v$version "* ]] || refuse "the commit is not tagged v$version" "git tag -s v$version"
fi
[[ $notes == *[!$' \n']* ]] || refuse "the entry in CHANGELOG.md is empty" 'say what changed'
grep -qx "ARG VERSION=$version" Dockerfile || refuse "Dockerfile names another version than $version" 'ARG VERSION in Dockerfile'
printf 'phi-audit %s, commit %s, for %s\n' "$label" "${commit:0:12}" "$target"
[[ -z $check ]] || exit 0

# --- tools ---
command -v cargo >/dev/null || missing 'a Rust toolchain (cargo)' 'https://rustup.rs'
for tool in make perl g++ python3 tar gzip sha256sum readelf; do
    command -v "$tool" >/dev/null || missing "$tool" 'apt-get install build-essential perl python3-venv'
done
[[ $(tar --version) == *'GNU tar'* ]] || missing 'GNU tar' 'apt-get install tar'
[[ -d $(rustc --print target-libdir --target "$target") ]] || missing "Rust's $target" "rustup target add $target"
[[ $(cargo cyclonedx --version 2>/dev/null) == *" $cyclonedx" ]] ||
    missing "cargo-cyclonedx $cyclonedx" "cargo install --locked --version $cyclonedx cargo-cyclonedx"
if [[ $target == *musl && $(cc -dumpmachine) != *musl* ]]; then
    [[ $target == "$(uname -m)"-* ]] || missing "a machine with $target" 'build on such a machine: man pages come from the program'
    command -v musl-gcc >/dev/null || missing 'a C compiler for musl (musl-gcc)' 'apt-get install musl-tools'
    # librdkafka asks CC alone, everything else asks by target. Of librdkafka's C++ part nothing is linked.
    export CC=musl-gcc CXX=g++ HOST_CC=cc "CC_${target//-/_}=musl-gcc"
fi

# --- build: from what is committed, in a place of its own ---
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-/tmp/phi-audit-release}
export REVISION=${commit:0:12} SOURCE_DATE_EPOCH LIBZ_SYS_STATIC=1
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
mkdir -p "$out" "$CARGO_TARGET_DIR"
work=$CARGO_TARGET_DIR/release
rm -rf "$work"
mkdir -p "$work/src"
# Cargo goes by the age of files: what was unpacked now is younger than anything that an earlier release left behind.
git archive HEAD | tar -x --touch -C "$work/src"
cd "$work/src"
home=${CARGO_HOME:-$HOME/.cargo}
export RUSTFLAGS="--remap-path-prefix=$home/registry/src=/registry"
options=(--locked --target "$target" --features kafka-vendored-tls)
cargo build "${options[@]}" --profile dist --bin phi-audit
binary=$CARGO_TARGET_DIR/$target/dist/phi-audit

# --- is it what it must be? ---
needed=$(readelf --dynamic --wide "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p')
if [[ $target == *musl ]]; then
    [[ -z $needed ]] || refuse "the program is not static: $needed" 'look for a library that build scripts found on this machine'
else
    others=$(grep -vE '^(libc|libm|libgcc_s|ld-linux.*)\.so' <<<"$needed" || true)
    [[ -z $others ]] || refuse "the program needs $others" 'it may need the C library alone'
    printf 'oldest glibc: %s\n' "$(readelf --version-info --wide "$binary" | grep -oE 'GLIBC_[0-9.]+' | sort -uV | tail -n 1)"
fi
for place in "$root/" "$home/" "$work/"; do
    ! grep -aqF "$place" "$binary" || refuse 'a path of this machine stands in the program' "strings phi-audit | grep $place"
done
"$binary" rules check
"$binary" scan --fail-on never --format ndjson examples/events/twilio-2024.ndjson >/dev/null

# --- what stands beside it ---
cargo tree "${options[@]}" --edges normal --prefix none --format '{p}' | sed 's/ (\*)$//' | sort -u >"$work/linked"
cargo cyclonedx --quiet --format json --spec-version 1.5 --describe binaries --target "$target" --features kafka-vendored-tls
bom=$out/phi-audit-$label-$target.cdx.json
python3 deploy/release/sbom.py phi-audit_bin.cdx.json "$work/linked" >"$bom"
python3 -m venv "$work/venv" || missing "Python's venv" 'apt-get install python3-venv'
"$work/venv/bin/pip" install --quiet --no-input "cyclonedx-python-lib[json-validation]==$schema"
"$work/venv/bin/python" - "$bom" <<'PYTHON'
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
fault = JsonStrictValidator(SchemaVersion.V1_5).validate_str(open(sys.argv[1]).read())
sys.exit(f"no bill of materials by the schema: {fault}" if fault else 0)
PYTHON
cargo metadata --locked --format-version 1 --filter-platform "$target" --features kafka-vendored-tls >"$work/metadata"
python3 deploy/release/licences.py "$work/metadata" "$bom" >"$work/THIRD-PARTY-LICENCES"
printf '%s\n' "$notes" >"$out/phi-audit-$label-notes.md"
deploy/release/pack.sh "$binary" "$label" "$target" "$out" "$work/THIRD-PARTY-LICENCES"
cd "$out"
sha256sum -- "phi-audit-$label"* >SHA256SUMS
cat SHA256SUMS
