#!/usr/bin/env bash
# Puts the schemas of Kubernetes, and what holds documents against them, into a folder:
#
#     tests/servers/install-kubernetes.sh FOLDER
#
# It comes from PyPI, or from the mirror that pip is set up for. FOLDER then holds venv. What is there already is left alone; two
# calls at once do the work once. Exit code 2: something has to be installed first.
set -euo pipefail

[[ $# -eq 1 ]] || { echo "usage: ${0##*/} FOLDER" >&2; exit 64; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing() {
    printf 'missing: %s, for the tests of deploy/kubernetes\n  remedy: %s\n' "$1" "$2" >&2
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
origin=$( (echo "$folder $version"; cat "$here"/kubernetes/* "$here/${0##*/}") | sha256sum)
# A link into the machine's own Python may have lost its end.
[[ ! -e origin || $(<origin) != "$origin" || ! -x venv/bin/python ]] || exit 0

python3 -c 'import ensurepip, venv' 2>/dev/null || missing "Python's venv" "$packages"
rm -rf origin venv
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
step venv python3 -m venv venv
step kubernetes-validate venv/bin/python -m pip install --no-input --only-binary ':all:' -r "$here/kubernetes/kubernetes-validate.txt"
echo "$origin" >origin
