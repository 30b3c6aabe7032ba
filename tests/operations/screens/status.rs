//! The status page: it shows what is counted, says what is wrong, and no value of any event.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use serde_json::{Value, json};

use super::{
    SOON, at_a_desk, can_be_used_with_the_keyboard, everywhere, examples, is_well_made, list, look, number, rows, text,
};
use crate::process::{Config, Service, ports, wait_until};

/// A service that takes whatever is posted, and its port.
fn service() -> (Service, SocketAddr) {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, ports::free()));
    let config = Config::new()
        .set("source.webhook", "listen", address.to_string())
        .set("accounts", "designated", json!(["AC89bdf328d9d9b0ea85ab526320263276"]))
        .append("[[source.webhook.route]]\npath = \"/\"\nname = \"events\"\nopen = {}")
        .append("[[sink]]\nname = \"findings\"\nfile = { folder = \"findings\" }");
    let service = config.start();
    wait_until("the port is open", SOON, || service.ready());
    (service, address)
}

/// Posts a body and waits for its answer.
fn post(address: SocketAddr, body: &[u8]) {
    let mut stream = std::net::TcpStream::connect(address).expect("the port is open");
    let length = body.len();
    let head = format!(
        "POST / HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body)).expect("it takes a body");
    let answer = std::io::read_to_string(stream).expect("an answer");
    assert!(answer.split(' ').nth(1) == Some("200"), "{answer}");
}

/// A service that has audited the examples, one request a line.
fn busy() -> (Service, u64) {
    let (service, address) = service();
    let mut posted = 0;
    for (path, file) in examples() {
        let whole = path.extension().is_some_and(|end| end == "json");
        let bodies: Vec<&[u8]> = if whole { vec![&file] } else { file.split(|byte| *byte == b'\n').collect() };
        for body in bodies.into_iter().filter(|body| !body.is_empty()) {
            post(address, body);
            posted += 1;
        }
    }
    // What is shown of sinks is gathered once a second.
    let settled = || {
        let metrics = service.metrics();
        let get = |name| metrics.get(name, &[]).unwrap_or_default();
        let published = get("phi_audit_alerts_published_total");
        get("phi_audit_records_processed_total") as u64 == posted
            && get("phi_audit_in_flight_records") == 0.0
            && published > 0.0
            && fs_lines(service.file().parent().expect("a folder").join("findings")) == published as usize
    };
    wait_until("everything is audited and published", SOON, settled);
    (service, posted)
}

/// Lines of all files in a folder.
fn fs_lines(folder: PathBuf) -> usize {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|file| fs::read_to_string(file.path()).unwrap_or_default().lines().count()).sum()
}

#[test]
fn the_status_page_shows_what_the_metrics_count() {
    let (service, posted) = busy();
    let url = format!("http://{}/?refresh=off", service.admin());
    let page = at_a_desk("status", &url);
    let metrics = service.metrics();

    assert_eq!(text(&page, "title"), "OK · phi-audit");
    let headings: Vec<&str> = list(&page, "headings").iter().map(|one| text(one, "text")).collect();
    for wanted in
        ["Findings by requirement", "What it reads", "Health", "Sinks", "Quarantine", "Canary", "Rules in force"]
    {
        assert!(headings.contains(&wanted), "no heading {wanted:?} in {headings:?}");
    }

    // By requirement; those that are folded up are in the HTML alone.
    let mut found: BTreeMap<&str, f64> = BTreeMap::new();
    for sample in metrics.named("phi_audit_findings_total").filter(|one| one.labels["severity"] != "info") {
        *found.entry(&sample.labels["requirement"]).or_default() += sample.value;
    }
    let shown = rows(&page, "Findings by requirement");
    assert!(shown.len() >= 8, "{} requirements in the open", shown.len());
    for row in &shown {
        let (id, cells) = (text(&row["data"], "requirement"), list(row, "cells"));
        assert_eq!(number(&cells[1]) as f64, found[id], "{id}");
        let (name, last) = (cells[0].as_str().unwrap(), cells[2].as_str().unwrap());
        assert!(name.ends_with(id) || name.contains(&format!("{id} ·")), "{name}");
        assert!(name.len() > id.len() + 8, "a title stands with {id}");
        assert!(last.contains("ago") || last.contains("just now"), "{last}");
    }
    let html = text(&page, "html");
    for id in found.keys() {
        assert!(html.contains(&format!("data-requirement=\"{id}\"")), "{id} is missing");
    }

    let reads = rows(&page, "What it reads");
    let cells = list(reads[0], "cells");
    assert_eq!((cells[0].as_str(), number(&cells[1]), number(&cells[2])), (Some("events"), posted, 0));

    for row in rows(&page, "Sinks") {
        let (sink, cells) = (text(&row["data"], "sink"), list(row, "cells"));
        assert_eq!(cells[1], "works", "{sink}");
        if let Some(published) = metrics.get("phi_audit_alerts_published_total", &[("sink", sink)]) {
            assert_eq!(number(&cells[3]) as f64, published, "{sink}");
        }
    }
    let quarantine = rows(&page, "Quarantine");
    assert!(!quarantine.is_empty(), "one of the examples is damaged");
    for row in quarantine {
        let reason = text(&row["data"], "reason");
        let counted = metrics.get("phi_audit_quarantined_records_total", &[("reason", reason)]);
        assert_eq!(Some(number(&list(row, "cells")[1]) as f64), counted, "{reason}");
    }
    let events = metrics.get("phi_audit_events_total", &[]).unwrap();
    let digest = &metrics.named("phi_audit_rules_info").next().unwrap().labels["digest"];
    for part in [&format!("Events audited {events}"), digest, "Oldest unacknowledged none", "has not paused"] {
        assert!(text(&page, "text").contains(part), "{part}: {}", text(&page, "text"));
    }
}

#[test]
fn the_status_page_is_readable_on_every_screen_by_everyone() {
    let (service, _) = busy();
    let (mut grounds, url) = (BTreeSet::new(), format!("http://{}/?refresh=off", service.admin()));
    for (name, page) in everywhere("status", &url, true) {
        is_well_made(&name, &page);
        if !list(&page, "focus").is_empty() {
            can_be_used_with_the_keyboard(&name, &page);
        }
        grounds.insert(text(&page, "ground").to_owned());
        // The keyboard's trip along the links asks again; none of it leaves the port.
        assert!(list(&page, "requests").iter().all(|one| one == url.as_str()), "{name}: {}", page["requests"]);
        let header = |name: &str| page["headers"][name].as_str().unwrap_or_default();
        assert!(header("content-security-policy").starts_with("default-src 'none'; style-src 'sha256-"), "{name}");
        assert_eq!((header("x-content-type-options"), header("referrer-policy")), ("nosniff", "no-referrer"), "{name}");
    }
    assert_eq!(grounds.len(), 2, "light and dark: {grounds:?}");
}

#[test]
fn a_service_that_has_seen_nothing_says_so_on_every_screen() {
    let (service, _) = service();
    for (name, page) in everywhere("status-fresh", &format!("http://{}/?refresh=off", service.admin()), true) {
        is_well_made(&name, &page);
        for part in [
            "Last event none yet",
            "No finding since the start.",
            "No record was quarantined since the start.",
            "No canary is configured.",
        ] {
            assert!(text(&page, "text").contains(part), "{name}: {part}");
        }
    }
}

#[test]
fn a_service_that_is_not_ready_says_why_on_every_screen() {
    // Nobody listens where its required sink sends alerts to.
    let (address, nobody) = (SocketAddr::from((Ipv4Addr::LOCALHOST, ports::free())), ports::free());
    let config = Config::new()
        .set("source.webhook", "listen", address.to_string())
        .set("source.webhook", "answer_within", "1s")
        .append("[[source.webhook.route]]\npath = \"/\"\nopen = {}")
        .append(&format!("[[sink]]\nname = \"siem\"\nhttp = {{ url = \"http://127.0.0.1:{nobody}/\" }}"));
    let service = config.start();
    wait_until("the port is open", SOON, || service.ready());
    let mut client = std::net::TcpStream::connect(address).expect("the port is open");
    let files = examples();
    let lines = files.iter().flat_map(|(_, file)| file.split(|byte| *byte == b'\n')).map(String::from_utf8_lossy);
    let event = lines.into_iter().find(|line| line.contains("whatsapp:")).expect("one of the examples has WhatsApp");
    let head = format!(
        "POST / HTTP/1.0\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        event.len()
    );
    client.write_all(format!("{head}{event}").as_bytes()).expect("it takes a body");
    wait_until("the sink fails", SOON, || !service.ready());
    for (name, page) in everywhere("status-failing", &format!("http://{}/?refresh=off", service.admin()), true) {
        is_well_made(&name, &page);
        assert_eq!(text(&page, "title"), "NOT READY · phi-audit", "{name}");
        for part in ["The required sink siem fails", "siem required failing", "/ready no (1 reason above)", "/live yes"]
        {
            assert!(text(&page, "text").contains(part), "{name}: {part}: {}", text(&page, "text"));
        }
    }
}

#[test]
fn the_status_page_renews_itself() {
    let (service, _) = service();
    let url = format!("http://{}/", service.admin());
    let page = look(&[json!({ "url": url, "width": 1280, "height": 900, "scheme": "light", "renewed": 1 })]).remove(0);
    assert_eq!(list(&page, "requests"), [url.as_str(), url.as_str()]);
    assert!(list(&page, "links").iter().any(|one| one == &json!({ "text": "Stop renewing", "href": "?refresh=off" })));
    assert!(!service.get("/?refresh=off").expect("a page").1.contains("http-equiv"));
}

/// The texts and long numbers of all examples, deep down, by what they say.
fn values() -> BTreeSet<String> {
    fn collect(value: &Value, values: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => {
                values.insert(text.clone());
                // JSON and forms within texts.
                if let Ok(inner @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
                    collect(&inner, values);
                }
            }
            Value::Number(number) => _ = values.insert(number.to_string()),
            Value::Array(items) => items.iter().for_each(|item| collect(item, values)),
            Value::Object(fields) => fields.values().for_each(|field| collect(field, values)),
            Value::Null | Value::Bool(_) => {}
        }
    }
    let mut values = BTreeSet::new();
    for (_, file) in examples() {
        let whole: Vec<Value> = serde_json::Deserializer::from_slice(&file).into_iter().map_while(Result::ok).collect();
        whole.iter().for_each(|value| collect(value, &mut values));
        for line in file.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()) {
            collect(&line, &mut values);
        }
    }
    values
}

/// Values of events that stand nowhere in our own words: telephone numbers, SIDs, addresses, names of people, sentences.
fn telling(values: &BTreeSet<String>) -> Vec<&String> {
    let tells = |value: &&String| {
        let digits = value.chars().filter(char::is_ascii_digit).count();
        let sid = value.len() >= 20 && digits > 4;
        digits >= 7 || sid || value.contains('@') || (value.contains(' ') && value.len() >= 8)
    };
    values.iter().filter(tells).collect()
}

#[test]
fn no_value_of_any_event_is_on_the_status_page() {
    let (service, _) = busy();
    let (_, page) = service.get("/").expect("a page");
    let values = values();
    let telling = telling(&values);
    for known in ["Ruth Abernathy", "AC89bdf328d9d9b0ea85ab526320263276"] {
        assert!(telling.iter().any(|value| value.contains(known)), "{known} is looked for");
    }
    assert!(telling.len() > 300, "{} values are looked for", telling.len());
    let leaked: Vec<_> = telling.into_iter().filter(|value| page.contains(value.as_str())).collect();
    assert!(leaked.is_empty(), "{leaked:?}");
}
