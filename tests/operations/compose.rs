//! `docker-compose.yml`: valid, pinned, closed to others, and of one piece with the files it mounts and the programs it starts.
//!
//! No Docker is needed. That the same components work together says `chain`, with plain processes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use clap::Parser as _;
use serde_json::Value;

use crate::arguments::Arguments;
use crate::files::{list, read, root, texts, yaml};
use crate::load;

/// Settings of the services of phi-audit, and which of them reads them.
const SETTINGS: [(&str, &str); 2] = [("phi-audit", "phi-audit.toml"), ("phi-audit-kinesis", "phi-audit-kinesis.toml")];
/// Who may write beside its volumes, and why: Apache's image of Kafka writes its settings when it starts.
const WRITABLE: &[&str] = &["kafka"];

fn compose() -> Value {
    yaml("docker-compose.yml")
}

fn services() -> BTreeMap<String, Value> {
    let compose = compose();
    let services: BTreeMap<_, _> = compose["services"]
        .as_object()
        .expect("services")
        .iter()
        .map(|(name, one)| (name.clone(), one.clone()))
        .collect();
    assert!(services.len() > 10, "{services:?}");
    services
}

/// The mounts of a service: what, and where.
fn mounts(service: &Value) -> Vec<(String, String)> {
    let parts = |text: &str| {
        let mut parts = text.split(':').map(str::to_owned);
        (parts.next().expect("a source"), parts.next().expect("a place"))
    };
    texts(&service["volumes"]).into_iter().map(parts).collect()
}

/// The names by which containers reach each other: services and their aliases, each with the services whose network it is.
fn names() -> BTreeMap<String, BTreeSet<String>> {
    let services = services();
    let mut names: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, service) in services.iter().filter(|(_, service)| service["network_mode"].is_null()) {
        let guests = services.iter().filter(|(_, other)| other["network_mode"] == format!("service:{name}"));
        let own: BTreeSet<String> = guests.map(|(guest, _)| guest.clone()).chain([name.clone()]).collect();
        for alias in texts(&service["networks"]["default"]["aliases"]) {
            names.entry(alias.to_owned()).or_default().extend(own.clone());
        }
        names.entry(name.clone()).or_default().extend(own);
    }
    names
}

/// Everything that is said of a service: its definition, and the settings that are mounted into it.
fn said(name: &str) -> String {
    let service = &services()[name];
    let files = mounts(service).into_iter().filter(|(from, _)| from.ends_with(".toml")).map(|(from, _)| read(&from));
    files.fold(service.to_string(), |all, one| all + &one)
}

#[test]
fn the_file_is_valid_under_the_specification() {
    let schema: Value = serde_json::from_str(&read("tests/data/compose-spec.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let compose = compose();
    let errors: Vec<String> =
        validator.iter_errors(&compose).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn the_schema_notices_what_is_wrong() {
    let schema: Value = serde_json::from_str(&read("tests/data/compose-spec.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let mut compose = compose();
    compose["services"]["kafka"]["imagge"] = "apache/kafka".into();
    assert!(!validator.is_valid(&compose));
}

#[test]
fn where_the_schema_is_from_is_told() {
    let page = read("tests/data/README.md");
    let line = page.lines().find(|line| line.contains("`compose-spec.json`")).expect("a line of its own");
    assert!(line.contains("github.com/compose-spec/") && line.contains("Apache-2.0"), "{line}");
}

#[test]
fn every_image_has_an_exact_tag_or_is_built_here() {
    let services = services();
    let built: BTreeSet<&str> =
        services.values().filter(|one| one["build"].is_object()).filter_map(|one| one["image"].as_str()).collect();
    for (name, service) in &services {
        let image = service["image"].as_str().unwrap_or_else(|| panic!("{name} names no image"));
        let (_, tag) = image.rsplit_once(':').unwrap_or_else(|| panic!("{name}: {image} has no tag"));
        if tag == "local" {
            assert!(built.contains(image), "{name}: nobody builds {image}");
            // Otherwise Docker would look for the image at its registry, where somebody may have put one.
            let wanted = if service["build"].is_object() { "build" } else { "never" };
            assert_eq!(service["pull_policy"], wanted, "{name}");
            continue;
        }
        let version = tag.trim_start_matches('v').split('-').next().unwrap();
        let parts: Vec<_> = version.split('.').map(str::parse::<u32>).collect();
        assert!(parts.len() == 3 && parts.iter().all(Result::is_ok), "{name}: {image} moves");
    }
}

#[test]
fn what_is_built_here_are_stages_of_the_dockerfile() {
    let dockerfile = read("Dockerfile");
    for (name, service) in services().iter().filter(|(_, service)| service["build"].is_object()) {
        assert_eq!(service["build"]["context"], ".", "{name}");
        let stage = service["build"]["target"].as_str().unwrap();
        assert!(dockerfile.contains(&format!(" AS {stage}\n")), "{name}: no stage {stage}");
    }
}

#[test]
fn every_mounted_file_is_there_and_cannot_be_written() {
    let mut seen = 0;
    for (name, service) in services() {
        for mount in texts(&service["volumes"]).into_iter().filter(|mount| mount.starts_with('.')) {
            seen += 1;
            let from = mount.split(':').next().unwrap();
            assert!(
                root().join(from).exists(),
                "{name} mounts {from}, which is not there: Docker would make a folder of it"
            );
            assert!(mount.ends_with(":ro"), "{name}: {mount} could be written");
        }
    }
    assert!(seen > 8);
}

#[test]
fn volumes_are_declared_and_used() {
    let compose = compose();
    let declared: BTreeSet<String> = compose["volumes"].as_object().unwrap().keys().cloned().collect();
    let used: BTreeSet<String> =
        services().values().flat_map(mounts).map(|(from, _)| from).filter(|from| !from.starts_with('.')).collect();
    assert_eq!(used, declared);
}

#[test]
fn ports_are_published_on_this_machine_alone() {
    let mut seen = BTreeSet::new();
    for (name, service) in services() {
        for port in list(&service["ports"]) {
            let parts: Vec<&str> = port.as_str().unwrap_or_default().split(':').collect();
            let [address, outside, inside] = parts[..] else { panic!("{name}: {port} is not address:port:port") };
            assert_eq!(address, "127.0.0.1", "{name}: {port} is open to the network");
            assert!(seen.insert(outside.to_owned()), "{name}: two services want {outside}");
            let guests = names()[&name].clone();
            let told = guests.iter().any(|guest| said(guest).replace(&port.to_string(), "").contains(inside));
            // Kafka and the like say their port themselves; of the others the file or their settings do.
            assert!(told, "{name}: nothing says that somebody listens on {inside}");
        }
    }
    assert!(seen.len() >= 5, "{seen:?}");
}

#[test]
fn containers_have_no_rights() {
    for (name, service) in services() {
        assert_eq!(texts(&service["cap_drop"]), ["ALL"], "{name}");
        assert_eq!(texts(&service["security_opt"]), ["no-new-privileges:true"], "{name}");
        assert_eq!(service["read_only"], !WRITABLE.contains(&&*name), "{name}");
        assert!(service["pids_limit"].as_u64().is_some_and(|limit| limit > 0), "{name}");
        assert!(service["mem_limit"].is_string(), "{name}: a container that grows would take the machine along");
        for key in ["cap_add", "privileged", "devices", "pid", "ipc", "userns_mode", "group_add"] {
            assert!(service[key].is_null(), "{name}: {key}");
        }
        let network = service["network_mode"].as_str().unwrap_or_default();
        assert!(network.is_empty() || network.starts_with("service:"), "{name}: {network}");
        assert_ne!(service["user"].as_str().unwrap_or_default().split(':').next(), Some("0"), "{name}");
        for (from, _) in mounts(&service) {
            assert!(!from.starts_with('/') && !from.starts_with('~'), "{name}: {from} is the machine's own");
        }
    }
}

#[test]
fn dependencies_are_there_can_be_waited_for_and_make_no_circle() {
    let services = services();
    let of = |service: &Value| -> Vec<(String, String)> {
        let list = service["depends_on"].as_object().into_iter().flatten();
        let listed = list.map(|(name, how)| (name.clone(), how["condition"].as_str().unwrap_or_default().to_owned()));
        let shared = service["network_mode"].as_str().and_then(|mode| mode.strip_prefix("service:"));
        listed.chain(shared.map(|name| (name.to_owned(), String::new()))).collect()
    };
    for (name, service) in &services {
        for (other, condition) in of(service) {
            let target =
                services.get(&other).unwrap_or_else(|| panic!("{name} depends on {other}, which is not there"));
            match &*condition {
                "service_healthy" => {
                    assert!(target["healthcheck"].is_object(), "{name}: {other} says nothing of its health")
                }
                // Whoever starts again for ever never completes.
                "service_completed_successfully" => {
                    assert_ne!(target["restart"], "unless-stopped", "{name}: {other} never ends");
                }
                "service_started" | "" => {}
                other => panic!("{name}: {other}"),
            }
        }
    }
    // Whoever waits for nobody goes first; what is left in the end waits for itself.
    let mut left: BTreeSet<&String> = services.keys().collect();
    while let Some(next) =
        left.iter().copied().find(|name| of(&services[*name]).iter().all(|(other, _)| !left.contains(other)))
    {
        left.remove(next);
    }
    assert!(left.is_empty(), "a circle: {left:?}");
}

/// Addresses in files and commands: where they stand, name, port.
fn addresses() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut add = |place: &str, address: &str| {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        let address = address.split('/').next().unwrap();
        let (name, port) = address.rsplit_once(':').unwrap_or_else(|| panic!("{place}: {address} has no port"));
        found.push((place.to_owned(), name.to_owned(), port.to_owned()));
    };
    let prometheus = yaml("deploy/prometheus/prometheus.yml");
    let managers = list(&prometheus["alerting"]["alertmanagers"]);
    for job in list(&prometheus["scrape_configs"]).iter().chain(managers) {
        for targets in list(&job["static_configs"]) {
            texts(&targets["targets"]).into_iter().for_each(|target| add("prometheus.yml", target));
        }
    }
    for receiver in list(&yaml("deploy/prometheus/alertmanager.yml")["receivers"]) {
        let hooks = list(&receiver["webhook_configs"]);
        hooks.iter().for_each(|hook| add("alertmanager.yml", hook["url"].as_str().unwrap()));
    }
    for source in list(&yaml("deploy/grafana/provisioning/datasources/prometheus.yml")["datasources"]) {
        add("datasources/prometheus.yml", source["url"].as_str().unwrap());
    }
    for contact in list(&yaml("deploy/grafana/provisioning/alerting/phi-audit.yml")["contactPoints"]) {
        let receivers = list(&contact["receivers"]);
        receivers.iter().for_each(|one| add("alerting/phi-audit.yml", one["settings"]["url"].as_str().unwrap()));
    }
    let arguments = traffic();
    [arguments.kafka, arguments.kinesis].iter().flatten().for_each(|address| add("traffic", address));
    let settings: toml::Table = toml::from_str(&read("deploy/compose/phi-audit.toml")).unwrap();
    add("phi-audit.toml", settings["kafka"]["brokers"].as_str().unwrap());
    found
}

#[test]
fn addresses_are_names_of_services_that_listen_there() {
    let names = names();
    let addresses = addresses();
    assert!(addresses.len() > 8, "{addresses:?}");
    for (place, name, port) in addresses {
        let behind = names.get(&name).unwrap_or_else(|| panic!("{place}: no service is called {name}"));
        assert!(
            behind.iter().any(|one| said(one).contains(&port)),
            "{place}: nothing says that {name} listens on {port}"
        );
    }
}

#[test]
fn every_service_of_phi_audit_is_scraped() {
    let scraped: BTreeSet<String> =
        addresses().into_iter().filter(|(place, ..)| place == "prometheus.yml").map(|(_, name, _)| name).collect();
    for (service, _) in SETTINGS {
        assert!(scraped.contains(service), "{service} is not among {scraped:?}");
    }
    assert!(scraped.contains("node-exporter") && scraped.contains("alertmanager"), "{scraped:?}");
}

#[test]
fn the_program_takes_the_settings() {
    for (service, file) in SETTINGS {
        let path = format!("deploy/compose/{file}");
        assert!(mounts(&services()[service]).iter().any(|(from, _)| from == &format!("./{path}")), "{service}: {path}");
        let output = Command::new(env!("CARGO_BIN_EXE_phi-audit"))
            .args(["config", "check"])
            .arg(root().join(&path))
            .output()
            .unwrap();
        assert!(output.status.success(), "{path}:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let files: BTreeSet<String> = fs::read_dir(root().join("deploy/compose"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    assert_eq!(files, SETTINGS.map(|(_, file)| file.to_owned()).into(), "settings that nobody reads, or nobody checks");
}

/// All texts of settings.
fn values(value: &toml::Value, found: &mut Vec<String>) {
    match value {
        toml::Value::String(text) => found.push(text.clone()),
        toml::Value::Array(list) => list.iter().for_each(|inner| values(inner, found)),
        toml::Value::Table(table) => table.values().for_each(|inner| values(inner, found)),
        _ => {}
    }
}

#[test]
fn what_the_services_write_lies_in_a_volume() {
    for (service, file) in SETTINGS {
        let settings: toml::Table = toml::from_str(&read(&format!("deploy/compose/{file}"))).unwrap();
        let mut texts = Vec::new();
        values(&toml::Value::Table(settings), &mut texts);
        let folders: Vec<_> = texts.into_iter().filter(|text| text.starts_with('/')).collect();
        assert!(folders.len() >= 2, "{file}: {folders:?}");
        let places = mounts(&services()[service]);
        for folder in folders {
            let volume =
                places.iter().any(|(from, to)| !from.starts_with('.') && folder.starts_with(&format!("{to}/")));
            assert!(volume, "{service} writes {folder}, and all but its volumes is read-only");
        }
    }
}

/// The command of a service as words.
fn command(name: &str) -> Vec<String> {
    texts(&services()[name]["command"]).into_iter().map(str::to_owned).collect()
}

#[test]
fn the_program_knows_the_verbs_and_options_it_is_started_with() {
    for name in ["phi-audit", "phi-audit-kinesis", "replay"] {
        let words = command(name);
        let output = Command::new(env!("CARGO_BIN_EXE_phi-audit")).args([&words[0], "--help"]).output().unwrap();
        assert!(output.status.success(), "{name}: no verb {}", words[0]);
        let help = String::from_utf8_lossy(&output.stdout).into_owned();
        for option in words.iter().filter(|word| word.starts_with("--")) {
            assert!(help.split_whitespace().any(|word| word == option), "{name}: {} has no {option}", words[0]);
        }
        // Files that it is given are mounted, and at this place.
        let places = mounts(&services()[name]);
        for path in words.iter().filter(|word| word.starts_with('/')) {
            assert!(places.iter().any(|(_, to)| path.starts_with(to)), "{name}: {path} is nowhere");
        }
    }
}

fn traffic() -> Arguments {
    let words = std::iter::once("traffic".to_owned()).chain(command("traffic"));
    Arguments::try_parse_from(words).unwrap_or_else(|error| panic!("traffic: {error}"))
}

#[test]
fn traffic_goes_where_the_services_read_and_has_examples_to_play() {
    let arguments = traffic();
    let topics = command("topics").join(" ");
    let kafka: toml::Table = toml::from_str(&read("deploy/compose/phi-audit.toml")).unwrap();
    let topic = arguments.topic.expect("a topic");
    assert_eq!(kafka["source"]["kafka"]["topics"][0].as_str(), Some(&*topic));
    let alerts = kafka["sink"][0]["kafka"]["topic"].as_str().unwrap().to_owned();
    assert!([&topic, &alerts].iter().all(|name| topics.contains(&***name)), "{topics}");
    let kinesis: toml::Table = toml::from_str(&read("deploy/compose/phi-audit-kinesis.toml")).unwrap();
    let stream = arguments.stream.expect("a stream");
    assert_eq!(kinesis["source"]["kinesis"]["stream"].as_str(), Some(&*stream));
    let made = services()["kinesis"]["environment"]["INITIALIZE_STREAMS"].as_str().unwrap().to_owned();
    assert!(made.starts_with(&format!("{stream}:")), "{made}");
    // The Dockerfile puts the examples there.
    let folder = arguments.play.expect("a folder");
    assert!(read("Dockerfile").contains(&format!("COPY examples/events {}\n", folder.display())));
    assert!(load::examples(&root().join("examples/events")).unwrap().len() > 100);
}

#[test]
fn both_services_know_the_accounts_of_the_examples() {
    let of = |path: &str| -> toml::Table { toml::from_str(&read(path)).unwrap() };
    let examples = of("examples/phi-audit.toml");
    for (_, file) in SETTINGS {
        let own = of(&format!("deploy/compose/{file}"));
        for table in ["accounts", "segment"] {
            assert_eq!(own[table], examples[table], "{file}: [{table}]");
        }
    }
}

#[test]
fn grafana_finds_what_is_mounted_into_it() {
    let grafana = &services()["grafana"];
    let places = mounts(grafana);
    let from = |path: &str| {
        let found = places.iter().find(|(_, to)| path == to || path.starts_with(&format!("{to}/")));
        let (from, to) = found.unwrap_or_else(|| panic!("nothing is mounted at {path}"));
        root().join(format!("{from}{}", &path[to.len()..]))
    };
    let home = grafana["environment"]["GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"].as_str().unwrap();
    assert!(from(home).is_file(), "{home}");
    let providers = yaml("deploy/grafana/provisioning/dashboards/phi-audit.yml");
    for provider in list(&providers["providers"]) {
        assert!(from(provider["options"]["path"].as_str().unwrap()).join("overview.json").is_file());
    }
    for folder in ["datasources", "dashboards", "alerting"] {
        assert!(from(&format!("/etc/grafana/provisioning/{folder}")).is_dir(), "{folder}");
    }
}
