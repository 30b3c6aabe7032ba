#!/usr/bin/env bash
# Puts Azurite, Microsoft's model of Azure Blob Storage, into a folder, for the tests that need it:
#
#     tests/servers/install-azure.sh FOLDER
#
# It comes from npm, or from the mirror that npm is set up for. Node.js and npm are those of install-aws.sh, which runs first, into
# the folder `aws` beside FOLDER. FOLDER then holds node and node_modules. What is there already is left alone; two calls at once do
# the work once.
set -euo pipefail

[[ $# -eq 1 ]] || { echo "usage: ${0##*/} FOLDER" >&2; exit 64; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

mkdir -p "$1"
cd "$1"
folder=$PWD
aws=$(dirname "$folder")/aws
"$here/install-aws.sh" "$aws"
exec 9>lock
flock 9
origin=$( (echo "$folder"; cat "$here"/azure/* "$here/${0##*/}") | sha256sum)
[[ ! -e origin || $(<origin) != "$origin" || ! -x node ]] || exit 0

rm -rf origin node node_modules
npm=$aws/venv/bin/npm
[[ -x $npm ]] || npm=$(command -v npm)
ln -s "$(readlink -f "$aws/node")" node
cp "$here/azure/package.json" "$here/azure/package-lock.json" .
if ! "$npm" ci --ignore-scripts --no-audit --no-fund >azurite.log 2>&1 9>&-; then
    tail -n 20 azurite.log >&2
    printf 'Azurite could not be installed; the whole log is %s/azurite.log\n' "$folder" >&2
    exit 1
fi
echo "$origin" >origin
