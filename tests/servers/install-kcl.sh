#!/usr/bin/env bash
# Puts the Kinesis Client Library with its MultiLangDaemon into a folder, for the tests that run below it:
#
#     tests/servers/install-kcl.sh FOLDER
#
# The jars come from Maven Central, or from the mirror that Maven is set up for. What is there already is left alone; two calls at
# once do the work once. Exit code 2: something has to be installed first.
set -euo pipefail

[[ $# -eq 1 ]] || { echo "usage: ${0##*/} FOLDER" >&2; exit 64; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

missing() {
    printf 'missing: %s, for the tests with the Kinesis Client Library\n  remedy: %s\n' "$1" "$2" >&2
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
origin=$( (echo "$folder $version"; cat "$here"/kcl/* "$here/${0##*/}") | sha256sum)
[[ ! -e origin || $(<origin) != "$origin" ]] || exit 0

command -v mvn >/dev/null || missing 'Maven (mvn)' "$packages"
rm -rf origin libs
cp "$here/kcl/pom.xml" pom.xml
if ! mvn --batch-mode --no-transfer-progress -f pom.xml dependency:copy-dependencies \
    -DincludeScope=runtime -DoutputDirectory="$folder/libs" >maven.log 2>&1 9>&-; then
    tail -n 20 maven.log >&2
    printf 'The Kinesis Client Library could not be downloaded; the whole log is %s/maven.log\n' "$folder" >&2
    exit 1
fi
echo "$origin" >origin
