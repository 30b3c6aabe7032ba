#!/usr/bin/env bash
# Packs a program that is built, and what belongs to it, into a tarball:
#
#     REVISION=COMMIT SOURCE_DATE_EPOCH=SECONDS deploy/release/pack.sh BINARY LABEL TARGET FOLDER [FILE…]
#
# FOLDER/phi-audit-LABEL-TARGET.tar.gz has the program, its manual pages and completions (which it writes itself), an example of its
# settings, the requirements and the texts that go with a copy; each FILE lies beside them. The same input gives the same bytes:
# names are sorted, every file is as old as the commit and belongs to nobody.
set -euo pipefail
export LC_ALL=C
umask 022

(($# >= 4)) || { sed -n '4s/^# *//p' "${BASH_SOURCE[0]}" >&2; exit 64; }
: "${REVISION:?the commit, in 12 digits}" "${SOURCE_DATE_EPOCH:?the time of the commit, in seconds}"
binary=$(realpath "$1") label=$2 target=$3 out=$(realpath "$4")
files=()
for file in "${@:5}"; do files+=("$(realpath "$file")"); done
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

# What is packed must be what the name says.
told=$("$binary" --version)
version=$(head -n 1 <<<"$told")
version=${version#phi-audit }
[[ $label == "$version" || $label == "$version-snapshot."* ]] || {
    echo "no tarball: the program is $version, the label says $label" >&2
    exit 1
}
grep -qx "commit    $REVISION" <<<"$told" || {
    echo "no tarball: the program is not of commit $REVISION, but of $(sed -n 's/^commit *//p' <<<"$told")" >&2
    exit 1
}

name=phi-audit-$label-$target
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/completions"
cp LICENSE NOTICE CHANGELOG.md phi-audit.example.toml "${files[@]}" "$stage/$name/"
cp -R policies "$stage/$name/policies"
install -m 755 "$binary" "$stage/$name/phi-audit"
"$binary" man --dir "$stage/$name/man/man1"
while read -r shell file; do
    "$binary" completions "$shell" >"$stage/$name/completions/$file"
done <<'END'
bash phi-audit.bash
zsh _phi-audit
fish phi-audit.fish
elvish phi-audit.elv
powershell _phi-audit.ps1
END
tar --create --format=ustar --sort=name --owner=0 --group=0 --numeric-owner --mode='u+rw,go+r-w,a+X' \
    --mtime="@$SOURCE_DATE_EPOCH" --directory "$stage" "$name" | gzip -9 --no-name >"$out/$name.tar.gz"
echo "$out/$name.tar.gz"
