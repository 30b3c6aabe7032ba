//! `docker-compose.yml` against the specification of Compose, and against what stands in the project.
