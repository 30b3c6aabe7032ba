//! TLS: the certificate is exchanged while the port is open, and a broken one changes nothing.

use std::fs;
use std::net::SocketAddr;

use super::SOON;
use super::testbed::{Certificate, Config, Open, Post, Signal, hooks, wait_until};

fn secure(config: Config) -> (Config, Certificate) {
    let certificate = Certificate::create();
    certificate.write(config.folder());
    let config =
        config.set("source.webhook.tls", "certificate", "port.pem").set("source.webhook.tls", "key", "port.key");
    (config, certificate)
}

/// Whether a request gets through to one who trusts this certificate alone.
fn trusts(certificate: &Certificate, address: SocketAddr) -> bool {
    let trusted = reqwest::Certificate::from_pem(certificate.certificate.as_bytes()).unwrap();
    let client = reqwest::Client::builder().no_proxy().tls_certs_only([trusted]).build().unwrap();
    let host = format!("https://localhost:{}", address.port());
    Post::twilio(address, "{}")
        .instead(&format!("http://{address}"), &host)
        .try_send(&client)
        .is_ok_and(|answer| answer.status == 200)
}

#[test]
fn a_new_certificate_is_taken_up_at_sighup_and_a_broken_one_is_not() {
    let (config, address) = hooks();
    let (config, first) = secure(config);
    let mut service = config.open();
    assert!(trusts(&first, address));
    assert!(Post::twilio(address, "{}").try_send(&reqwest::Client::new()).is_err(), "plain HTTP is not answered");
    let second = Certificate::create();
    second.write(config.folder());
    service.signal(Signal::HUP);
    wait_until("the new certificate is used", SOON, || trusts(&second, address));
    assert!(!trusts(&first, address));

    fs::write(config.folder().join("port.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
        .unwrap();
    service.signal(Signal::HUP);
    wait_until("it is told", SOON, || service.log().contains("the new certificate cannot be used"));
    assert!(trusts(&second, address), "the one that was in use stays");
    // A certificate whose key is another's is none, either.
    fs::write(config.folder().join("port.pem"), &first.certificate).unwrap();
    service.signal(Signal::HUP);
    wait_until("it is told", SOON, || service.log().matches("the new certificate cannot be used").count() >= 2);
    assert!(trusts(&second, address));
}

#[test]
fn a_new_certificate_is_taken_up_by_itself() {
    let (config, address) = hooks();
    let (config, _) = secure(config);
    let _service = config.open();
    let second = Certificate::create();
    second.write(config.folder());
    wait_until("the new certificate is used", 3 * SOON, || trusts(&second, address));
}

#[test]
fn without_a_certificate_that_can_be_used_the_service_does_not_start() {
    let (config, _) = hooks();
    let (config, _) = secure(config);
    fs::write(config.folder().join("port.key"), "no key").unwrap();
    let mut service = config.spawn();
    assert_eq!(service.wait(SOON).code(), Some(64));
    let log = service.log();
    assert!(log.contains("port.key") && log.contains("no private key in PEM") && log.contains("help:"), "{log}");
}
