#!/usr/bin/env bash
# Runs one broker for as long as its caller holds the other end of standard input:
#
#     tests/servers/run-kafka.sh KAFKA FOLDER
#
# KAFKA is what install-kafka.sh made; FOLDER holds server.properties, with log.dirs=data. The broker's process id is written
# to FOLDER/pid. When standard input ends, because the caller closed it or died of whatever cause, the broker is killed and
# FOLDER removed. When the broker ends by itself or by a signal, so does this, and FOLDER stays for another start.
set -euo pipefail

[[ $# -eq 2 && -f $2/server.properties ]] || { echo "usage: ${0##*/} KAFKA FOLDER" >&2; exit 64; }
kafka=$1
folder=$2
cd "$folder"
[[ -e data ]] || cp -r "$kafka/formatted" data

# Ctrl-C goes to the caller too, whose end is then seen below.
trap '' INT HUP
exec 3<&0
cat <&3 >/dev/null &
caller=$!
classpath=$(printf '%s:' "$kafka"/libs/*.jar)
archive=()
[[ ! -e $kafka/kafka.jsa ]] || archive=(-XX:SharedArchiveFile="$kafka/kafka.jsa" -Xlog:cds=off)
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData "${archive[@]}" \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$classpath" kafka.Kafka server.properties 3<&- &
broker=$!
echo "$broker" >pid.new
mv pid.new pid

wait -n "$caller" "$broker" || true
if kill -0 "$caller" 2>/dev/null; then
    kill "$caller"
    exit 0
fi
kill -9 "$broker" 2>/dev/null || true
wait "$broker" 2>/dev/null || true
cd /
rm -rf "$folder"
