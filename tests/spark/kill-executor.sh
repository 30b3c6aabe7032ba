#!/usr/bin/env bash
# The program, as an executor of Spark runs it. The first time that shard 1 is run, its executor dies: the nearest JVM above this
# process gets SIGKILL, and MARKER is made.
set -euo pipefail

if [[ " $* " == *" --shard 1/"* ]] && (set -o noclobber; echo $$ >"$MARKER") 2>/dev/null; then
    process=$$
    while [[ $process -gt 1 ]]; do
        process=$(awk '/^PPid:/ { print $2 }' "/proc/$process/status")
        if [[ $(tr '\0' ' ' <"/proc/$process/cmdline") == *CoarseGrainedExecutorBackend* ]]; then
            kill -9 "$process"
            break
        fi
    done
fi
exec "$PHI_AUDIT" "$@"
