#!/usr/bin/env bash
# Runs a server for as long as its caller holds the other end of standard input:
#
#     tests/servers/supervise.sh FOLDER COMMAND [ARGUMENT…]
#
# COMMAND runs in FOLDER, in a process group of its own, and its process id is written to FOLDER/pid. When standard input ends,
# because the caller closed it or died of whatever cause, the group is killed and FOLDER removed. When the server ends by itself
# or by a signal, so does this, with the same exit code, and FOLDER stays for another start.
set -euo pipefail

[[ $# -ge 2 && -d $1 ]] || { echo "usage: ${0##*/} FOLDER COMMAND [ARGUMENT…]" >&2; exit 64; }
cd "$1"
folder=$PWD
shift

# Ctrl-C goes to the caller too, whose end is then seen below.
trap '' INT HUP
exec 3<&0
cat <&3 >/dev/null &
caller=$!
# With job control each job is a group: what the server starts ends with it.
set -m
(
    trap - INT HUP
    exec "$@" </dev/null 3<&-
) &
server=$!
set +m
echo "$server" >pid.new
mv pid.new pid

ended=0
wait -n "$caller" "$server" || ended=$?
if kill -0 "$caller" 2>/dev/null; then
    kill "$caller"
    exit "$ended"
fi
kill -9 -- "-$server" 2>/dev/null || true
wait "$server" 2>/dev/null || true
cd /
rm -rf "$folder"
