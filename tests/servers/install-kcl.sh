#!/usr/bin/env bash
# Puts the Kinesis Client Library with its MultiLangDaemon into a folder, for the tests that run below it:
#
#     tests/servers/install-kcl.sh FOLDER
#
# FOLDER then holds libs. What is there already is left alone; two calls at once do the work once.
purpose='the tests with the Kinesis Client Library'
source "$(dirname "${BASH_SOURCE[0]}")/install.bash"

need_java
begin "$1" libs "$here"/kcl/*
jars kcl "$here/kcl/pom.xml"
finish
