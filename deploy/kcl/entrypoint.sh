#!/bin/sh
# Starts the daemon as the worker that this pod always is.
set -eu

# A worker with a new name waits for the lock and the leases of the old one, minutes instead of seconds.
: "${WORKER_ID:?set it to a name that stays the same over restarts, such as the name of the pod of a StatefulSet}"
properties=${PROPERTIES:-/etc/phi-audit/kcl.properties}
mine=$(mktemp)
# The last of two lines with one name holds.
{ cat "$properties"; printf '\nworkerId = %s\n' "$WORKER_ID"; } >"$mine"

# Figures of processes that were killed, with the container before this one: they would stand still for ever.
rm -f "${METRICS:-/metrics}"/phi-audit-*.prom "${METRICS:-/metrics}"/.phi-audit-*.tmp

# shellcheck disable=SC2086  # several options are several words
exec java ${JAVA_OPTIONS:--Xmx256m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError} -cp '/opt/kcl/*' \
    software.amazon.kinesis.multilang.MultiLangDaemon \
    --properties-file "$mine" --log-configuration "${LOGBACK:-/etc/phi-audit/logback.xml}"
