//! From a fault to a webhook: the real program, Prometheus and Alertmanager with the files that `docker-compose.yml` mounts.
