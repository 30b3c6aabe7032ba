#!/usr/bin/env bash
# Puts Apache Spark into a folder, for the test that replays an archive on it:
#
#     tests/servers/install-spark.sh FOLDER
#
# FOLDER then holds venv. What is there already is left alone; two calls at once do the work once.
purpose='the test with Spark'
source "$(dirname "${BASH_SOURCE[0]}")/install.bash"

need_java
need_python
begin "$1" 'venv venv/bin/python' "$here"/spark/*
venv
packages pyspark "$here/spark/pyspark.txt"
finish
