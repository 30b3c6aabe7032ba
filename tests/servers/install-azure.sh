#!/usr/bin/env bash
# Puts Azurite, Microsoft's model of Azure Blob Storage, into a folder, for the tests that need it:
#
#     tests/servers/install-azure.sh FOLDER
#
# It comes from npm. Node.js and npm are those of install-aws.sh, which runs first, into the folder `aws` beside FOLDER. FOLDER then
# holds node and node_modules. What is there already is left alone; two calls at once do the work once.
purpose='the tests with Azure Blob Storage'
source "$(dirname "${BASH_SOURCE[0]}")/install.bash"

mkdir -p "$1"
aws=$(dirname "$(cd "$1" && pwd)")/aws
"$here/install-aws.sh" "$aws"
begin "$1" 'node node_modules' "$here"/azure/*
ln -s "$(readlink -f "$aws/node")" node
npm=$aws/venv/bin/npm
[[ -x $npm ]] || npm=$(command -v npm)
modules azurite "$here/azure"
finish
