#!/usr/bin/env bash
# Puts a parser of Terraform's language into a folder:
#
#     tests/servers/install-terraform.sh FOLDER
#
# FOLDER then holds venv. What is there already is left alone; two calls at once do the work once.
purpose='the tests of deploy/terraform'
source "$(dirname "${BASH_SOURCE[0]}")/install.bash"

need_python
begin "$1" 'venv venv/bin/python' "$here"/terraform/*
venv
packages python-hcl2 "$here/terraform/python-hcl2.txt" --only-binary ':all:'
finish
