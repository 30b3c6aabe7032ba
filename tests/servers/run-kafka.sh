#!/usr/bin/env bash
# Turns into a broker:
#
#     tests/servers/run-kafka.sh KAFKA
#
# KAFKA is what install-kafka.sh made; the current folder holds server.properties, with log.dirs=data. How long it runs is up to
# supervise.sh.
set -euo pipefail

[[ $# -eq 1 && -f server.properties ]] || { echo "usage: ${0##*/} KAFKA" >&2; exit 64; }
kafka=$1
[[ -e data ]] || cp -r "$kafka/formatted" data

classpath=$(printf '%s:' "$kafka"/libs/*.jar)
archive=()
[[ ! -e $kafka/kafka.jsa ]] || archive=(-XX:SharedArchiveFile="$kafka/kafka.jsa" -Xlog:cds=off)
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData "${archive[@]}" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$classpath" kafka.Kafka server.properties
