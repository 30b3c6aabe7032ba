//! The HTTP sink and a real server.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use phi_audit::config::secret::Secret;
use phi_audit::config::service::HttpSink as Settings;
use phi_audit::pipeline::Stop;
use phi_audit::sink::{Fate, HttpError, HttpSink, Sink, SinkStatus};
#[cfg(unix)]
use tracing::Level;
#[cfg(unix)]
use tracing_subscriber::filter::Targets;

use super::endpoint::{Answer, Endpoint, runtime};
use super::{ended, parcels, wait_until};

/// Set in the process of a test that is alone in it.
#[cfg(unix)]
const ALONE: &str = "PHI_AUDIT_TEST_ALONE";

fn settings(url: &str, more: &str) -> Settings {
    toml::from_str(&format!("url = \"{url}\"\ntimeout = \"2s\"\n{more}")).expect("settings")
}

fn sink(endpoint: &Endpoint, more: &str) -> HttpSink {
    let settings = settings(&format!("http://{}/in", endpoint.address), more);
    HttpSink::new(&settings, None, None, endpoint.handle()).expect("a sink")
}

fn numbers(range: std::ops::Range<usize>) -> Vec<usize> {
    range.collect()
}

#[test]
fn alerts_are_posted_in_batches_as_cloudevents_and_confirmed() {
    let endpoint = Endpoint::new(|_, _| 202.into());
    let (parcels, ends) = parcels(0, 5);
    let status = SinkStatus::new("siem", true);
    sink(&endpoint, "batch = 2").deliver(parcels, &status, &Stop::default());
    assert_eq!(endpoint.alerts(), [vec![0, 1], vec![2, 3], vec![4]]);
    assert!(endpoint.asked().iter().all(|asked| asked.header("content-type") == "application/cloudevents-batch+json"));
    assert_eq!(ended(&ends, Fate::Delivered), numbers(0..5));
    assert_eq!((status.confirmed(), status.is_failing()), (5, false));
}

#[test]
fn a_batch_of_one_is_an_event_by_itself() {
    let endpoint = Endpoint::new(|_, _| 200.into());
    let (parcels, ends) = parcels(0, 2);
    sink(&endpoint, "batch = 1").deliver(parcels, &SinkStatus::new("siem", true), &Stop::default());
    assert_eq!(endpoint.alerts(), [vec![0], vec![1]]);
    assert!(endpoint.asked().iter().all(|asked| asked.header("content-type") == "application/cloudevents+json"));
    assert_eq!(ended(&ends, Fate::Delivered), [0, 1]);
}

#[test]
fn what_a_broken_endpoint_answers_is_posted_again_until_it_works() {
    let endpoint = Endpoint::new(|before, _| [500, 503, 408, 200].get(before).copied().unwrap_or(200).into());
    let (parcels, ends) = parcels(0, 3);
    let status = SinkStatus::new("siem", true);
    sink(&endpoint, "").deliver(parcels, &status, &Stop::default());
    assert_eq!(endpoint.alerts(), vec![vec![0, 1, 2]; 4]);
    assert_eq!(ended(&ends, Fate::Delivered), numbers(0..3));
    assert_eq!((status.failures(), status.is_failing()), (3, false));
}

#[test]
fn nothing_is_confirmed_or_refused_while_the_token_is_wrong() {
    let endpoint = Endpoint::new(|before, _| [401, 403, 404].get(before).copied().unwrap_or(200).into());
    let (parcels, ends) = parcels(0, 1);
    let status = SinkStatus::new("siem", true);
    sink(&endpoint, "").deliver(parcels, &status, &Stop::default());
    assert_eq!(endpoint.asked().len(), 4);
    assert_eq!(ended(&ends, Fate::Delivered), [0]);
    assert_eq!(status.failures(), 3);
}

#[test]
fn a_batch_that_is_too_large_is_halved_and_only_the_alert_that_is_too_large_itself_is_refused() {
    let endpoint =
        Endpoint::new(|_, asked| if asked.alerts.len() > 2 || asked.alerts.contains(&6) { 413 } else { 200 }.into());
    let (parcels, ends) = parcels(0, 8);
    sink(&endpoint, "").deliver(parcels, &SinkStatus::new("siem", true), &Stop::default());
    let ends: Vec<_> = ends.try_iter().collect();
    let of = |fate| ends.iter().filter(|(_, end)| *end == fate).map(|(number, _)| *number).collect::<Vec<_>>();
    assert_eq!(of(Fate::Refused("too_large")), [6]);
    assert_eq!(of(Fate::Delivered), [0, 1, 2, 3, 4, 5, 7]);
}

#[test]
fn one_bad_alert_does_not_hold_back_the_good_ones_beside_it() {
    let endpoint = Endpoint::new(|_, asked| if asked.alerts.contains(&37) { 400 } else { 200 }.into());
    let (parcels, ends) = parcels(0, 100);
    let status = SinkStatus::new("siem", true);
    sink(&endpoint, "").deliver(parcels, &status, &Stop::default());
    let ends: Vec<_> = ends.try_iter().collect();
    assert_eq!(ends.len(), 100);
    let refused: Vec<_> = ends.iter().filter(|(_, end)| *end != Fate::Delivered).collect();
    assert_eq!(refused, [&(37, Fate::Refused("rejected"))]);
    assert!(endpoint.asked().len() <= 16, "halving, not one by one: {}", endpoint.asked().len());
    assert!(!status.is_failing(), "the endpoint works");
}

#[test]
fn the_endpoint_says_how_long_to_wait() {
    let endpoint = Endpoint::new(|before, _| match before {
        0 => Answer(429, vec![("retry-after", "1".to_owned())], ""),
        _ => 200.into(),
    });
    let (parcels, ends) = parcels(0, 1);
    sink(&endpoint, "").deliver(parcels, &SinkStatus::new("siem", true), &Stop::default());
    let asked = endpoint.asked();
    assert!(asked[1].at - asked[0].at >= Duration::from_secs(1), "{:?}", asked[1].at - asked[0].at);
    assert_eq!(ended(&ends, Fate::Delivered), [0]);
}

#[test]
fn a_stop_ends_a_long_wait_and_confirms_nothing() {
    let endpoint = Endpoint::new(|_, _| Answer(503, vec![("retry-after", "300".to_owned())], ""));
    let (parcels, ends) = parcels(0, 2);
    let (status, stop) = (SinkStatus::new("siem", true), Stop::default());
    let mut sink = sink(&endpoint, "");
    let begun = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &stop));
        wait_until("a try", || status.is_failing());
        stop.set();
    });
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(ends.iter().count(), 0, "the receipts are dropped");
}

#[test]
fn a_stop_ends_a_request_that_nobody_answers() {
    // Connections are made by the system; nobody ever reads from them.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("http://{}/in", silent.local_addr().expect("an address"));
    let runtime = runtime();
    let settings = Settings { timeout: phi_audit::config::Span::seconds(600), ..settings(&url, "") };
    let mut sink = HttpSink::new(&settings, None, None, runtime.handle().clone()).expect("a sink");
    let (parcels, ends) = parcels(0, 1);
    let (status, stop) = (SinkStatus::new("siem", true), Stop::default());
    let begun = Instant::now();
    thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &stop));
        silent.accept().expect("a connection");
        stop.set();
    });
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(ends.iter().count(), 0);
}

#[test]
fn an_endpoint_that_is_not_there_yet_is_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    drop(listener);
    let runtime = runtime();
    let settings = settings(&format!("http://{address}/in"), "");
    let mut sink = HttpSink::new(&settings, None, None, runtime.handle().clone()).expect("a sink");
    let (parcels, ends) = parcels(0, 3);
    let status = SinkStatus::new("siem", true);
    let endpoint = thread::scope(|scope| {
        scope.spawn(|| sink.deliver(parcels, &status, &Stop::default()));
        wait_until("a refused connection", || status.failures() >= 2);
        Endpoint::on(TcpListener::bind(address).expect("the same port"), |_, _| 200.into())
    });
    assert_eq!(endpoint.alerts(), [numbers(0..3)]);
    assert_eq!(ended(&ends, Fate::Delivered), numbers(0..3));
    assert!(!status.is_failing());
}

#[test]
fn an_answer_that_does_not_come_in_time_is_asked_for_again() {
    let endpoint = Endpoint::new(|before, _| {
        if before == 0 {
            thread::sleep(Duration::from_millis(600));
        }
        200.into()
    });
    let settings = Settings {
        timeout: phi_audit::config::Span::milliseconds(200),
        ..settings(&format!("http://{}/in", endpoint.address), "")
    };
    let mut sink = HttpSink::new(&settings, None, None, endpoint.handle()).expect("a sink");
    let (parcels, ends) = parcels(0, 1);
    let status = SinkStatus::new("siem", true);
    sink.deliver(parcels, &status, &Stop::default());
    assert!(status.failures() >= 1);
    assert_eq!(ended(&ends, Fate::Delivered), [0]);
}

#[test]
fn the_token_and_the_headers_of_the_settings_are_sent() {
    let endpoint = Endpoint::new(|_, _| 200.into());
    let settings = settings(&format!("http://{}/in", endpoint.address), "headers = { X-Scope = \"phi\" }");
    let token = Some(Secret::new("hunter2"));
    let mut sink = HttpSink::new(&settings, token, None, endpoint.handle()).expect("a sink");
    sink.deliver(parcels(0, 1).0, &SinkStatus::new("siem", true), &Stop::default());
    let asked = &endpoint.asked()[0];
    assert_eq!((asked.header("authorization"), asked.header("x-scope")), ("Bearer hunter2", "phi"));
    assert!(asked.header("user-agent").starts_with("phi-audit/"));
}

#[test]
fn a_redirect_is_not_followed() {
    let elsewhere = Endpoint::new(|_, _| 200.into());
    let to = format!("http://{}/other", elsewhere.address);
    let endpoint = Endpoint::new(move |before, _| match before {
        0 => Answer(307, vec![("location", to.clone())], ""),
        1 => Answer(301, vec![("location", "/other".to_owned())], ""),
        _ => 200.into(),
    });
    let (parcels, ends) = parcels(0, 1);
    sink(&endpoint, "").deliver(parcels, &SinkStatus::new("siem", true), &Stop::default());
    assert!(elsewhere.asked().is_empty());
    assert!(endpoint.asked().iter().all(|asked| asked.path == "/in"));
    assert_eq!(ended(&ends, Fate::Delivered), [0]);
}

#[cfg(unix)]
#[test]
fn neither_token_nor_path_nor_query_nor_answer_is_logged_or_shown() {
    // Whether a line is logged is remembered by whichever thread of the process comes there first, so this one is alone.
    if std::env::var_os(ALONE).is_none() {
        let name = "http::neither_token_nor_path_nor_query_nor_answer_is_logged_or_shown";
        let output = super::again(name, ALONE, "1".as_ref()).output().expect("a process");
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return;
    }
    let endpoint = Endpoint::new(|before, _| match before {
        0 => Answer(500, Vec::new(), "hunter2 from the body"),
        1 => Answer(403, vec![("x-echo", "hunter2".to_owned())], "hunter2"),
        _ => 400.into(),
    });
    let url = format!("http://{}/in/hunter2?key=hunter2", endpoint.address);
    let token = Some(Secret::new("hunter2"));
    let mut sink = HttpSink::new(&settings(&url, ""), token.clone(), None, endpoint.handle()).expect("a sink");
    let gone = runtime();
    let mut nowhere = {
        let free = TcpListener::bind("127.0.0.1:0").expect("a free port").local_addr().expect("an address");
        let url = format!("http://{free}/in/hunter2?key=hunter2");
        HttpSink::new(&settings(&url, ""), token, None, gone.handle().clone()).expect("a sink")
    };
    let shown = format!("{sink:?} {nowhere:?} {:?}", settings(&url, "headers = { x-key = \"hunter2\" }"));
    let everything = Targets::new().with_default(Level::TRACE);
    let log = super::log::captured(everything, || {
        sink.deliver(parcels(0, 1).0, &SinkStatus::new("siem", true), &Stop::default());
        let (status, stop) = (SinkStatus::new("gone", true), Stop::default());
        thread::scope(|scope| {
            scope.spawn(|| {
                wait_until("a try", || status.failures() >= 1);
                stop.set();
            });
            nowhere.deliver(parcels(0, 1).0, &status, &stop);
        });
    });
    for told in
        ["asks to try again", "refuses every alert", "refuses an alert for good", "not reached", "http://127.0.0.1:"]
    {
        assert!(log.contains(told), "{told}: {log}");
    }
    assert!(!log.contains("hunter2") && !shown.contains("hunter2"), "{shown} {log}");
}

#[test]
fn what_cannot_be_sent_is_said_at_the_start_and_not_quoted() {
    let runtime = runtime();
    let open = |url: &str, more: &str, token: Option<&str>, ca: Option<&[u8]>| {
        let (token, ca) = (token.map(Secret::new), ca.map(<[u8]>::to_vec));
        HttpSink::new(&settings(url, more), token, ca, runtime.handle().clone()).expect_err("no sink")
    };
    let url = "https://siem.example.org/in";
    assert!(matches!(open("http://siem.example.org/in", "", None, None), HttpError::Url(_)));
    assert!(matches!(open(url, "headers = { Host = \"x\" }", None, None), HttpError::Header(_)));
    assert!(matches!(open(url, "", None, Some(b"not PEM")), HttpError::Ca));
    let error = open(url, "", Some("hunter2\nmore"), None);
    assert!(matches!(error, HttpError::Token) && !format!("{error} {error:?}").contains("hunter2"));
}
