#!/usr/bin/env bash
# Puts Apache Kafka into a folder, for the tests that need a real broker:
#
#     tests/servers/install-kafka.sh FOLDER
#
# Beside the jars it leaves an empty formatted log with the SCRAM user of the tests, and an archive of the classes a start loads,
# which halves the time a start takes. What is there already is left alone; two calls at once do the work once.
purpose='the tests with a real Kafka broker'
source "$(dirname "${BASH_SOURCE[0]}")/install.bash"

need_java
begin "$1" 'libs formatted' "$here/kafka/pom.xml"
rm -rf training kafka.jsa*
jars kafka "$here/kafka/pom.xml"

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
finish
