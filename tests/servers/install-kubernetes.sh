#!/usr/bin/env bash
# Puts the schemas of Kubernetes, and what holds documents against them, into a folder:
#
#     tests/servers/install-kubernetes.sh FOLDER
#
# FOLDER then holds venv. What is there already is left alone; two calls at once do the work once.
purpose='the tests of deploy/kubernetes'
source "$(dirname "${BASH_SOURCE[0]}")/install.bash"

need_python
begin "$1" 'venv venv/bin/python' "$here"/kubernetes/*
venv
packages kubernetes-validate "$here/kubernetes/kubernetes-validate.txt" --only-binary ':all:'
finish
