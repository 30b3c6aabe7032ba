//! `deploy/kubernetes` against the schemas of Kubernetes and the settings of the program.
