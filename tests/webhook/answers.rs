//! What is answered when: 200 when a body is settled, and never before.

use std::thread;
use std::time::Instant;

use super::testbed::{Endpoint, Open, Post, Signal, hooks, lines, pointers, wait_until};
use super::{SOON, clean, finding};

#[test]
fn a_body_that_cannot_be_read_is_quarantined_by_pointer_and_answered_with_200() {
    let (config, address) = hooks();
    let service = config.open();
    assert_eq!(Post::twilio(address, "{\"specversion\": ").send().status, 200);
    let pointers = pointers(config.folder());
    assert_eq!(
        (pointers.len(), &pointers[0]["system"], &pointers[0]["route"]),
        (1, &"webhook".into(), &"twilio".into())
    );
    assert_eq!(service.metric("phi_audit_records_processed_total", &[("outcome", "quarantined")]), Some(1.0));
    assert_eq!(service.stop(SOON).code(), Some(0));

    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_phi-audit"));
        let output = command.arg("quarantine").args(arguments).current_dir(config.folder()).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said)
    };
    let id = pointers[0]["id"].as_str().unwrap();
    let (code, page) = run(&["show", id]);
    assert!(code == Some(0) && page.contains("The body was not kept"), "{page}");
    let (code, said) = run(&["retry", "--all"]);
    assert!(code == Some(2) && said.contains("not kept: the body of a webhook is not stored"), "{said}");
}

#[test]
fn what_never_can_succeed_is_4xx_and_says_so_once() {
    let (config, address) = hooks();
    let service = config.open();
    assert_eq!(Post::to(address, "/nowhere", "{}").send().status, 404);
    assert_eq!(Post::to(address, "/twilio/", "{}").send().status, 404, "paths are whole");
    let got = Post::twilio(address, "").method("GET").send();
    assert_eq!((got.status, got.retry_after), (405, None));
    let form = Post::to(address, "/segment", "a=b").header("content-type", "application/x-www-form-urlencoded");
    assert_eq!(form.send().status, 415, "what was signed is not to be had from a form");
    for (status, route) in [("404", "none"), ("405", "twilio"), ("415", "segment")] {
        let labels = [("route", route), ("status", status)];
        assert!(service.metric("phi_audit_webhook_requests_total", &labels) >= Some(1.0), "{status}");
    }
}

#[test]
fn twilios_test_of_a_sink_is_answered_and_counted_and_raises_no_alert() {
    let (config, address) = hooks();
    let service = config.open();
    let test = r#"{"specversion":"1.0","type":"com.twilio.eventstreams.test-event","source":"Sink","id":"AC1234567890123456789012","dataschema":"https://events-schemas.twilio.com/EventStreams.TestSink/1.json","datacontenttype":"application/json","time":"2020-08-18T21:10:02.113Z","data":"{\"test_id\":\"95001c1e-5b8e-45f5-830d-f9cbf1d16420\"}"}"#;
    assert_eq!(Post::twilio(address, test).send().status, 200);
    assert_eq!(Post::twilio(address, format!("[{test}]")).send().status, 200);
    assert_eq!(service.metric("phi_audit_webhook_test_events_total", &[]), Some(2.0));
    assert_eq!(lines(&config.folder().join("out")).len(), 0);
}

#[test]
fn while_a_sink_is_down_nothing_is_answered_with_200_and_nothing_is_lost() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = siem.sink(config).set("source.webhook", "answer_within", "300ms");
    let service = config.open();
    let late = Post::twilio(address, finding(1)).send();
    assert_eq!((late.status, late.body.as_str()), (503, "late"));
    assert!(late.retry_after.is_some());
    assert_eq!(Post::twilio(address, clean(2..3).remove(0)).send().status, 200, "what owes nothing is done");
    siem.come();
    wait_until("the alert arrives all the same", SOON, || siem.taken().len() == 1);
    wait_until("a redelivery is answered", SOON, || Post::twilio(address, finding(1)).send().status == 200);
    let ids: Vec<_> = siem.taken().iter().map(|alert| alert["id"].clone()).collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "the same alert has the same id");
    assert_eq!(service.stop(SOON).code(), Some(0));
}

#[test]
fn what_is_sent_again_while_it_is_under_way_is_not_audited_once_more() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = siem.sink(config).set("source.webhook", "answer_within", "200ms");
    let service = config.open();
    for _ in 0..20 {
        assert_eq!(Post::twilio(address, finding(1)).send().status, 503);
    }
    assert_eq!(service.metric("phi_audit_records_received_total", &[("source", "webhook")]), Some(1.0));
    assert_eq!(service.metric("phi_audit_webhook_refused_total", &[("reason", "busy")]), None);
    siem.come();
    service.wait_for_metric("phi_audit_in_flight_records", &[], SOON, |records| records == 0.0);
    assert_eq!(siem.taken().len(), 1);
    assert_eq!(Post::twilio(address, finding(1)).send().status, 200);
}

#[test]
fn as_much_is_under_way_as_may_be_and_the_rest_is_told_to_come_again() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config =
        siem.sink(config).set("source.webhook", "answer_within", "200ms").set("service", "in_flight_records", 100);
    let service = config.open();
    let posts: Vec<Post> = (0..150).map(|number| Post::twilio(address, finding(number))).collect();
    let answers = Post::send_all(&posts);
    let late = answers.iter().filter(|answer| answer.status == 503).count();
    let busy: Vec<_> = answers.iter().filter(|answer| answer.status == 429).collect();
    assert_eq!((late, busy.len()), (100, 50));
    assert!(busy.iter().all(|answer| answer.retry_after.is_some() && answer.body == "busy"));
    service.wait_for_metric("phi_audit_in_flight_records", &[], SOON, |records| records == 100.0);
    siem.come();
    service.wait_for_metric("phi_audit_in_flight_records", &[], SOON, |records| records == 0.0);
    assert_eq!(siem.taken().len(), 100, "what was late is finished all the same");
    let again: Vec<_> =
        posts.iter().zip(&answers).filter(|(_, answer)| answer.status == 429).map(|(post, _)| post.clone()).collect();
    assert!(Post::send_all(&again).iter().all(|answer| answer.status == 200));
    assert_eq!(siem.taken().len(), 150);
}

#[test]
fn at_the_end_what_is_under_way_is_finished_and_the_rest_refused() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = siem.sink(config).set("source.webhook", "answer_within", "60s").set("service", "grace", "30s");
    let mut service = config.open();
    let waiting = thread::spawn(move || Post::twilio(address, finding(1)).send());
    service.wait_for_metric("phi_audit_in_flight_records", &[], SOON, |records| records == 1.0);
    service.signal(Signal::TERM);
    wait_until("no further connection is taken", SOON, || std::net::TcpStream::connect(address).is_err());
    assert!(service.get("/ready").is_some_and(|(status, body)| status == 503 && body.contains("draining")));
    siem.come();
    assert_eq!(waiting.join().unwrap().status, 200);
    assert_eq!(service.wait(SOON).code(), Some(0));
}

#[test]
fn an_end_that_cannot_wait_tells_callers_to_come_again_and_says_so() {
    let (config, address) = hooks();
    let siem = Endpoint::away();
    let config = siem.sink(config).set("source.webhook", "answer_within", "60s").set("service", "grace", "2s");
    let mut service = config.open();
    let waiting = thread::spawn(move || Post::twilio(address, finding(1)).send());
    service.wait_for_metric("phi_audit_in_flight_records", &[], SOON, |records| records == 1.0);
    let begun = Instant::now();
    service.signal(Signal::TERM);
    let answer = waiting.join().unwrap();
    assert_eq!((answer.status, answer.body.as_str()), (503, "draining"));
    assert_eq!(service.wait(SOON).code(), Some(2));
    assert!(begun.elapsed() < SOON, "it does not hang");
    assert!(service.log().contains("1 records were not finished in time"), "{}", service.log());
    assert!(service.log().contains("has to send it again"), "nothing of it is kept: {}", service.log());
}

#[test]
fn where_quarantine_becomes_the_rule_the_service_ends() {
    let (config, address) = hooks();
    let mut service = config.set("quarantine", "max_consecutive", 3).open();
    for number in 0..3 {
        // The last one may find the port closed.
        let _ = Post::twilio(address, format!("{{{number}")).try_send(&reqwest::Client::new());
    }
    assert_eq!(service.wait(SOON).code(), Some(3));
}

#[test]
fn what_a_sink_that_nobody_waits_for_did_not_get_is_counted_and_told_at_the_end() {
    let (config, address) = hooks();
    let gone =
        "[[sink]]\nname = \"gone\"\nrequired = false\nhttp = { url = \"http://127.0.0.1:9/\", timeout = \"2s\" }";
    let config = config.set("service", "grace", "1s").append(gone);
    let mut service = config.open();
    for number in 0..3 {
        assert_eq!(Post::twilio(address, finding(number)).send().status, 200, "the other sink has it");
    }
    let alerts = lines(&config.folder().join("out")).len();
    assert!(alerts > 1, "{alerts}");
    let open = || service.metric("phi_audit_sink_queue_messages", &[("sink", "gone")]);
    wait_until("what is being tried is counted with what waits", SOON, || open() == Some(alerts as f64));
    service.signal(Signal::TERM);
    assert_eq!(service.wait(SOON).code(), Some(2));
    let told = format!("everything is committed, but {alerts} alerts for sink `gone` were not delivered");
    assert!(service.log().contains(&told), "{}", service.log());
}
