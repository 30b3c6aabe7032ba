//! Whether the testbed's settings file is one that the program accepts, and what it says of one that is wrong.

use std::net::SocketAddr;

use phi_audit::config;

use super::SOON;
use super::testbed::hooks;

#[test]
fn the_settings_of_the_testbed_are_settings_of_the_program() {
    let (config, address) = hooks();
    let text = config.text(SocketAddr::from(([127, 0, 0, 1], 9999)));
    let settings = config::parse(&text).unwrap();
    let source = settings.source.webhook.unwrap();
    assert_eq!((source.listen, source.route.len()), (address, 2));
    assert_eq!(source.route[0].name(), "twilio");
}

#[test]
fn a_secret_that_is_missing_is_told_before_anything_is_opened() {
    let (config, address) = hooks();
    std::fs::remove_file(config.folder().join("segment.secret")).unwrap();
    let mut service = config.spawn();
    assert_eq!(service.wait(SOON).code(), Some(64));
    let log = service.log();
    assert!(
        log.contains("`source.webhook.route.segment.secret_file`") && log.contains("segment.secret cannot be read"),
        "{log}"
    );
    assert!(!config.folder().join("out").exists());
    assert!(std::net::TcpListener::bind(address).is_ok());
}

#[test]
fn a_port_that_is_taken_is_told_with_a_remedy() {
    let (config, address) = hooks();
    let _taken = std::net::TcpListener::bind(address).unwrap();
    let mut service = config.spawn();
    assert_eq!(service.wait(SOON).code(), Some(2));
    let log = service.log();
    assert!(log.contains(&format!("cannot listen on {address}")) && log.contains("`source.webhook.listen`"), "{log}");
}
