#!/usr/bin/env bash
# Puts what drives a browser into a folder, for the tests that look at pages:
#
#     tests/servers/install-browser.sh FOLDER
#
# The browser itself is the machine's Chromium. playwright-core comes from npm. Node.js 20 or newer with npm is taken from the
# machine, and where there is none, from PyPI into the same folder. FOLDER then holds node, node_modules and a link to the browser.
# What is there already is left alone; two calls at once do the work once.
purpose='the tests that look at pages'
source "$(dirname "${BASH_SOURCE[0]}")/install.bash"

browser=$(command -v chromium || true)
[[ -n $browser ]] || missing 'Chromium (chromium)' chromium
versions+=("$browser")
begin "$1" 'node node_modules chromium' "$here"/browser/package*.json "$here/aws/node.txt"
link_node 20
ln -s "$browser" chromium
modules playwright "$here/browser"
finish
