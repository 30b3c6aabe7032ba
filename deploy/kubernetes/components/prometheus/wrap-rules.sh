#!/bin/sh
# Wraps each file of deploy/prometheus/rules into an object of the Prometheus operator. Run it after a change there; a test holds
# the two together. Kustomize cannot do it: the rules are a list, and it puts files into texts only.
set -eu
cd "$(dirname "$0")"
for rules in ../../../prometheus/rules/*.yml; do
    name=$(basename "$rules" .yml)
    {
        echo "# Made by wrap-rules.sh from deploy/prometheus/rules/$name.yml."
        echo 'apiVersion: monitoring.coreos.com/v1'
        echo 'kind: PrometheusRule'
        echo 'metadata:'
        echo "  name: $name"
        echo '  labels: { app.kubernetes.io/name: phi-audit }'
        echo 'spec:'
        sed 's/^\(.\)/  \1/' "$rules"
    } >"rules-$name.yaml"
done
