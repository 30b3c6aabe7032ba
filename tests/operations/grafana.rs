//! The dashboards and alerts of `deploy/grafana`: what they ask for, and that it is there.
