//! A certificate authority that lives as long as one broker, and the broker's certificate.

use std::fs;
use std::path::{Path, PathBuf};

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose};

/// The files of an authority.
#[derive(Clone, Debug)]
pub struct Authority {
    /// Its certificate, PEM: what a client trusts.
    pub certificate: PathBuf,
    /// The broker's key and certificates, PEM, as Kafka reads them.
    pub broker: PathBuf,
}

impl Authority {
    /// Makes an authority and a certificate for `localhost` and `127.0.0.1`, in `folder`.
    pub fn create(folder: &Path) -> Self {
        let mut params = CertificateParams::new(Vec::new()).expect("no names");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        params.distinguished_name.push(DnType::CommonName, "phi-audit test authority");
        let key = KeyPair::generate().expect("a key");
        let certificate = params.self_signed(&key).expect("a certificate").pem();
        let issuer = Issuer::new(params, key);

        let names = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        let broker_key = KeyPair::generate().expect("a key");
        let mut broker_params = CertificateParams::new(names).expect("names");
        broker_params.distinguished_name.push(DnType::CommonName, "phi-audit test broker");
        let broker_certificate = broker_params.signed_by(&broker_key, &issuer).expect("a certificate").pem();

        let files = Self { certificate: folder.join("ca.pem"), broker: folder.join("broker.pem") };
        let broker = format!("{}{broker_certificate}{certificate}", broker_key.serialize_pem());
        fs::write(&files.broker, broker).expect("the folder can be written");
        fs::write(&files.certificate, certificate).expect("the folder can be written");
        files
    }
}
