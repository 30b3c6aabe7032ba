//! `deploy/terraform`: that it parses, hangs together, and grants what the documentation says and no more.
