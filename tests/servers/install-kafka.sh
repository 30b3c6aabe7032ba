#!/usr/bin/env bash
# Puts Apache Kafka into a folder, for the tests that need a real broker:
#
#     tests/servers/install-kafka.sh FOLDER
#
# The jars come from Maven Central, or from the mirror that Maven is set up for. Beside them it leaves an empty formatted log
# with the SCRAM user of the tests, and an archive of the classes a start loads, which halves the time a start takes.
# What is there already is left alone; two calls at once do the work once. Exit code 2: something has to be installed first.
set -euo pipefail

[[ $# -eq 1 ]] || { echo "usage: ${0##*/} FOLDER" >&2; exit 64; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing() {
    printf 'missing: %s, for the tests with a real Kafka broker\n  remedy: %s\n' "$1" "$2" >&2
    exit 2
}
packages='apt-get install --no-install-recommends maven default-jre-headless'
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" >/dev/null || missing 'Java 17 or newer (java)' "$packages"
version=$("$java" -version 2>&1)
[[ $version =~ \"([0-9]+) ]] && (( BASH_REMATCH[1] >= 17 )) || missing 'Java 17 or newer (java is older)' "$packages"
command -v flock >/dev/null || missing 'flock' 'apt-get install util-linux'

mkdir -p "$1"
cd "$1"
folder=$PWD
exec 9>lock
flock 9
# What the folder was made from: another version of anything makes it anew.
origin=$( (echo "$folder $version"; cat "$here/kafka/pom.xml" "$here/${0##*/}") | sha256sum)
[[ ! -e origin || $(<origin) != "$origin" ]] || exit 0

command -v mvn >/dev/null || missing 'Maven (mvn)' "$packages"
rm -rf origin libs formatted training kafka.jsa*
cp "$here/kafka/pom.xml" pom.xml
if ! mvn --batch-mode --no-transfer-progress -f pom.xml dependency:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$folder/libs" >maven.log 2>&1 9>&-; then
    tail -n 20 maven.log >&2
    printf 'Kafka could not be downloaded; the whole log is %s/maven.log\n' "$folder" >&2
    exit 1
fi

# One start for practice. The classes it loads go into the archive; where that fails, starts only take longer.
free_port() {
    local port
    for _ in {1..100}; do
        port=$((10000 + RANDOM % 20000))
        if ! (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
            echo "$port"
            return
        fi
    done
}
plain=$(free_port)
controller=$(free_port)
mkdir training
cat >training/server.properties <<PROPERTIES
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
listeners=PLAINTEXT://127.0.0.1:$plain,CONTROLLER://127.0.0.1:$controller
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
controller.listener.names=CONTROLLER
log.dirs=training/data
PROPERTIES
classpath=$(printf '%s:' "$folder"/libs/*.jar)
"$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$classpath" \
    kafka.tools.StorageTool format -t AAAAAAAAAAAAAAAAAAAAAQ -c training/server.properties \
    --add-scram 'SCRAM-SHA-512=[name=alice,password=alice-pw]' \
    --add-scram 'SCRAM-SHA-256=[name=alice,password=alice-pw]' >format.log 2>&1 9>&-
cp -r training/data formatted
"$java" -Xmx256m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:ArchiveClassesAtExit=kafka.jsa.new -Xlog:cds=off \
    -Dorg.slf4j.simpleLogger.defaultLogLevel=warn -cp "$classpath" kafka.Kafka training/server.properties >training.log 2>&1 9>&- &
broker=$!
for _ in {1..600}; do
    if (: <"/dev/tcp/127.0.0.1/$plain") 2>/dev/null; then break; fi
    kill -0 "$broker" 2>/dev/null || break
    sleep 0.1
done
kill "$broker" 2>/dev/null || true
# 143: ended by the signal above, all of the archive written.
ended=0
wait "$broker" || ended=$?
if [[ $ended -eq 143 && -s kafka.jsa.new ]]; then mv kafka.jsa.new kafka.jsa; fi
rm -rf training
echo "$origin" >origin
