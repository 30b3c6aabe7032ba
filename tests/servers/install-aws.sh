#!/usr/bin/env bash
# Puts models of AWS into a folder, for the tests that need Kinesis, DynamoDB, EventBridge or SNS:
#
#     tests/servers/install-aws.sh FOLDER
#
# kinesis-local comes from npm, moto from PyPI. Node.js 18 or newer with npm is taken from the machine, and where there is none,
# from PyPI into the same folder. FOLDER then holds node, venv and node_modules. What is there already is left alone; two calls at
# once do the work once.
purpose='the tests with Kinesis and DynamoDB'
source "$(dirname "${BASH_SOURCE[0]}")/install.bash"

need_python
begin "$1" 'node node_modules venv venv/bin/python' "$here"/aws/*
venv
packages moto "$here/aws/moto.txt" --only-binary ':all:'
link_node 18
modules kinesis-local "$here/aws"
finish
