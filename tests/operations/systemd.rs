//! The unit of `deploy/systemd`, verified by systemd.
