//! Certificates for the port, each its own authority.

use std::fs;
use std::path::{Path, PathBuf};

/// A certificate for `localhost`, signed by itself.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// PEM: what a client trusts.
    pub certificate: String,
    key: String,
}

impl Certificate {
    /// A new one.
    pub fn create() -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
        Self { certificate: made.cert.pem(), key: made.signing_key.serialize_pem() }
    }

    /// Writes it where the settings of the tests say.
    pub fn write(&self, folder: &Path) {
        fs::write(folder.join("port.pem"), &self.certificate).expect("the folder can be written");
        fs::write(folder.join("port.key"), &self.key).expect("the folder can be written");
    }
}
