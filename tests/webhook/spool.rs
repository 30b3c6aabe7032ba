//! The spool: what was answered with 200 is never lost, whatever happens to the process.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;

use super::testbed::{Config, Endpoint, Open, Post, Service, alerts, hooks, wait_until};
use super::{SOON, finding};

fn spooled(config: Config) -> Config {
    config.set("source.webhook", "durable", "spool")
}

fn in_spool(service: &Service) -> f64 {
    service.metric("phi_audit_webhook_spool_records", &[]).unwrap()
}

#[test]
fn what_is_in_the_spool_survives_a_kill_and_is_audited_by_the_next_process() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = spooled(siem.sink(config));
    let service = config.open();
    let posts: Vec<_> = (0..40).map(|number| Post::twilio(address, finding(number))).collect();
    assert!(Post::send_all(&posts).iter().all(|answer| answer.status == 200), "the sink is down, and they are safe");
    assert_eq!(in_spool(&service), 40.0);
    let folder = config.folder().join("spool");
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&folder), mode(&folder.join("webhook.redb"))), (0o700, 0o600));
    service.kill();
    siem.come();
    let service = config.open();
    wait_until("every alert arrives", SOON, || siem.taken().len() >= 40);
    let ids: BTreeSet<_> = siem.taken().iter().map(|alert| alert["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 40);
    service.wait_for_metric("phi_audit_webhook_spool_records", &[], SOON, |records| records == 0.0);
    service.wait_for_metric("phi_audit_webhook_spool_bytes", &[], SOON, |bytes| bytes == 0.0);
    assert_eq!(service.stop(SOON).code(), Some(0));
    let service = config.open();
    assert_eq!(Post::twilio(address, "{}").send().status, 200);
    service.wait_for_metric("phi_audit_records_processed_total", &[("source", "webhook")], SOON, |count| count == 1.0);
    assert_eq!(siem.taken().len(), 40, "what was finished is not audited again");
}

#[test]
fn a_full_spool_tells_callers_to_come_again_and_takes_more_when_there_is_room() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = spooled(siem.sink(config)).set("source.webhook.spool", "max_size", "1MiB").set(
        "source.webhook.limits",
        "body",
        "512KiB",
    );
    let service = config.open();
    let large = |number| format!("{}{}", finding(number), " ".repeat(300 << 10));
    let answers: Vec<_> = (0..5).map(|number| Post::twilio(address, large(number)).send()).collect();
    let statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [200, 200, 200, 429, 429]);
    assert!(answers[4].retry_after.is_some() && answers[4].body == "spool_full");
    siem.come();
    service.wait_for_metric("phi_audit_webhook_spool_records", &[], SOON, |records| records == 0.0);
    assert_eq!(Post::twilio(address, large(3)).send().status, 200);
    wait_until("every alert arrives", SOON, || siem.taken().len() == 4);
}

#[test]
fn more_than_may_be_under_way_waits_in_the_spool_and_not_in_memory() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = spooled(siem.sink(config)).set("service", "in_flight_records", 100);
    let service = config.open();
    let posts: Vec<_> = (0..400).map(|number| Post::twilio(address, finding(number))).collect();
    assert!(Post::send_all(&posts).iter().all(|answer| answer.status == 200));
    let under_way = service.metric("phi_audit_in_flight_records", &[]).unwrap();
    assert!(under_way <= 356.0, "100 and one batch: {under_way}");
    assert_eq!(in_spool(&service), 400.0);
    siem.come();
    wait_until("every alert arrives", SOON, || siem.taken().len() == 400);
    service.wait_for_metric("phi_audit_webhook_spool_records", &[], SOON, |records| records == 0.0);
}

#[test]
fn an_orderly_end_leaves_what_is_not_finished_for_the_next_start() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = spooled(siem.sink(config)).set("service", "grace", "1s");
    let service = config.open();
    assert_eq!(Post::twilio(address, finding(1)).send().status, 200);
    service.wait_for_metric("phi_audit_in_flight_records", &[], SOON, |records| records == 1.0);
    assert_eq!(service.stop(SOON).code(), Some(2), "it says that something is left");
    siem.come();
    let service = config.open();
    wait_until("the alert arrives", SOON, || siem.taken().len() == 1);
    assert_eq!(service.stop(SOON).code(), Some(0));
    assert_eq!(alerts(&config.folder().join("out")).len(), 1, "the other sink had it before, under the same id");
}

#[cfg(target_os = "linux")]
#[test]
fn while_the_disk_takes_nothing_callers_are_told_to_come_again_and_then_it_goes_on() {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let service = spooled(siem.sink(config)).open();
    assert_eq!(Post::twilio(address, finding(1)).send().status, 200);
    let pid = Pid::from_raw(i32::try_from(service.pid()).unwrap());
    let unlimited = rustix::process::getrlimit(Resource::Fsize);
    let limit = |current: Option<u64>| prlimit(pid, Resource::Fsize, Rlimit { current, ..unlimited }).unwrap();
    limit(Some(1 << 20));
    // Longer than what the file may grow to.
    let large = |number| format!("{}{}", finding(number), " ".repeat(2 << 20));
    let refused = Post::twilio(address, large(2)).send();
    assert_eq!((refused.status, refused.body.as_str()), (503, "storage"));
    assert!(refused.retry_after.is_some() && service.log().contains("the spool fails"), "{}", service.log());
    let failing = || service.get("/ready").is_some_and(|(_, body)| body.contains("spool_failing"));
    wait_until("/ready says so", SOON, failing);
    limit(unlimited.current);
    wait_until("it is written", SOON, || Post::twilio(address, large(2)).send().status == 200);
    wait_until("/ready says so no more", SOON, || !failing());
    siem.come();
    wait_until("every alert arrives", SOON, || siem.taken().len() >= 2);
    service.wait_for_metric("phi_audit_webhook_spool_records", &[], SOON, |records| records == 0.0);
    assert_eq!(service.stop(SOON).code(), Some(0));
}

#[test]
fn a_second_service_does_not_take_the_spool_of_the_first() {
    let (config, _) = hooks();
    let config = spooled(config);
    let _service = config.open();
    let port = super::testbed::ports::free();
    let second = config.set("source.webhook", "listen", format!("127.0.0.1:{port}"));
    let mut second = second.spawn();
    assert_eq!(second.wait(SOON).code(), Some(2));
    assert!(second.log().contains("another process has it open"), "{}", second.log());
}
