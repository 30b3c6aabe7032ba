//! `deploy/kubernetes` against the schemas of Kubernetes and the settings of the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::files::{list, root, texts};
use crate::process::install;

mod components;
mod pods;

/// The oldest version that is meant to take the documents, and the newest there are schemas of.
const VERSIONS: [&str; 2] = ["1.31", "1.37"];
/// Kinds that a cluster knows by definitions of others, or not at all.
const FOREIGN: [&str; 4] = [
    "keda.sh/v1alpha1",
    "monitoring.coreos.com/v1",
    "kustomize.config.k8s.io/v1beta1",
    "kustomize.config.k8s.io/v1alpha1",
];

fn folder() -> PathBuf {
    root().join("deploy/kubernetes")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The documents of a file.
fn documents(path: &Path) -> Vec<Value> {
    let text = read(path);
    let bare = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let parts = text.split("\n---\n").filter(|part| !part.lines().all(bare));
    parts
        .map(|part| serde_saphyr::from_str(part).unwrap_or_else(|error| panic!("{}: {error}", path.display())))
        .collect()
}

/// The one document of a file below `deploy/kubernetes`.
fn document(path: &str) -> Value {
    let mut all = documents(&folder().join(path));
    assert_eq!(all.len(), 1, "{path}");
    all.remove(0)
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The documents that a cluster is given, with where they stand; patches are none.
fn objects() -> Vec<(String, Value)> {
    let mut paths: Vec<_> =
        files(&folder()).into_iter().filter(|path| path.extension().is_some_and(|it| it == "yaml")).collect();
    paths.push(root().join("deploy/kcl/kubernetes.yaml"));
    let all = paths.iter().flat_map(|path| documents(path).into_iter().map(move |it| (path.display().to_string(), it)));
    all.filter(|(_, document)| document.is_object()).collect()
}

fn is_foreign(document: &Value) -> bool {
    FOREIGN.iter().any(|version| document["apiVersion"] == *version)
}

/// The objects of one kind in base and components.
fn of_kind(kind: &str) -> Vec<Value> {
    let folder = folder();
    let paths = files(&folder.join("base")).into_iter().chain(files(&folder.join("components")));
    let yaml = paths.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    yaml.flat_map(|path| documents(&path)).filter(|document| document["kind"] == kind).collect()
}

/// The StatefulSet and its container.
fn service() -> (Value, Value) {
    let set = document("base/statefulset.yaml");
    let container = set["spec"]["template"]["spec"]["containers"][0].clone();
    (set, container)
}

fn settings() -> Vec<PathBuf> {
    let all: Vec<_> = files(&folder()).into_iter().filter(|path| path.ends_with("phi-audit.toml")).collect();
    assert_eq!(all.len(), 2, "{all:?}");
    all
}

fn table(path: &Path) -> toml::Table {
    toml::from_str(&read(path)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Validates documents, each against each version.
fn validate(documents: &[(String, Value)], version: &str) -> Output {
    let validator = install("kubernetes").join("venv/bin/kubernetes-validate");
    let copies = tempfile::tempdir().unwrap();
    let mut command = Command::new(validator);
    command.args(["--strict", "--no-warn", "-k", version]).current_dir(copies.path());
    for (number, (path, document)) in documents.iter().enumerate() {
        let stem = Path::new(path).file_stem().unwrap().to_string_lossy();
        let name = format!("{number}-{stem}-{}.yaml", document["kind"].as_str().unwrap_or("none"));
        // JSON is YAML.
        fs::write(copies.path().join(&name), document.to_string()).unwrap();
        command.arg(name);
    }
    command.output().expect("the validator starts")
}

/// The program's answer to a command line.
fn program(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_phi-audit")).args(arguments).output().expect("the program starts")
}

#[test]
fn kubernetes_knows_every_field_of_every_document() {
    let native: Vec<_> = objects().into_iter().filter(|(_, document)| !is_foreign(document)).collect();
    assert!(native.len() >= 10, "{}", native.len());
    for version in VERSIONS {
        let output = validate(&native, version);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "Kubernetes {version}:\n{said}");
    }
}

/// Or the test above would show nothing.
#[test]
fn a_document_with_a_mistyped_field_is_refused() {
    let mut set = service().0;
    set["spec"]["minReadySecond"] = json!(15);
    assert!(!validate(&[("statefulset.yaml".to_owned(), set)], VERSIONS[0]).status.success());
}

#[test]
fn each_file_is_part_of_one_kustomization_and_each_part_is_there() {
    let mut named: BTreeMap<PathBuf, usize> = BTreeMap::new();
    let all = files(&folder());
    for path in all.iter().filter(|path| path.ends_with("kustomization.yaml")) {
        let own = path.parent().unwrap();
        let kustomization = documents(path).remove(0);
        let generated = list(&kustomization["configMapGenerator"]).iter().flat_map(|map| texts(&map["files"]));
        let patches = list(&kustomization["patches"]).iter().filter_map(|patch| patch["path"].as_str());
        let parts = texts(&kustomization["resources"]).into_iter().chain(texts(&kustomization["components"]));
        for part in parts.chain(generated).chain(patches) {
            let part = own.join(part);
            let part = part.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", part.display()));
            if part.is_dir() {
                assert!(part.join("kustomization.yaml").is_file(), "{} is no kustomization", part.display());
            } else {
                *named.entry(part).or_default() += 1;
            }
        }
    }
    // By themselves: the Job is applied alone, the script is run by hand.
    let alone = ["README.md", "kustomization.yaml", "replay-job.yaml", "wrap-rules.sh"];
    for path in all.iter().filter(|path| !alone.iter().any(|name| path.ends_with(name))) {
        let path = path.canonicalize().unwrap();
        assert_eq!(named.get(&path), Some(&1), "{} is a part of how many kustomizations?", path.display());
    }
}

#[test]
fn patches_and_generated_names_meet_something() {
    let kustomization = document("overlays/example/kustomization.yaml");
    let image = service().1["image"].as_str().unwrap().to_owned();
    for own in list(&kustomization["images"]) {
        assert!(image.starts_with(&format!("{}:", own["name"].as_str().unwrap())), "{own}");
    }
    let base = document("base/kustomization.yaml");
    assert_eq!(kustomization["configMapGenerator"][0]["name"], base["configMapGenerator"][0]["name"]);
    let component = document("components/keda/kustomization.yaml");
    for patch in list(&kustomization["patches"]).iter().chain(list(&component["patches"])) {
        let (kind, name) = (patch["target"]["kind"].as_str().unwrap(), &patch["target"]["name"]);
        assert!(of_kind(kind).iter().any(|object| object["metadata"]["name"] == *name), "{patch}");
    }
    assert!(service().0["spec"]["replicas"].is_u64(), "the component takes the number away");
}

#[test]
fn every_selector_meets_the_pods() {
    let labels = &service().0["spec"]["template"]["metadata"]["labels"];
    let (set, service) = (service().0, document("base/service.yaml"));
    let spec = &set["spec"];
    let selectors = [
        &spec["selector"]["matchLabels"],
        &spec["template"]["spec"]["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"],
        &service["spec"]["selector"],
        &document("base/poddisruptionbudget.yaml")["spec"]["selector"]["matchLabels"],
        &document("base/networkpolicy.yaml")["spec"]["podSelector"]["matchLabels"],
    ];
    for selector in selectors {
        let selector = selector.as_object().expect("labels");
        assert!(!selector.is_empty());
        assert!(selector.iter().all(|(name, value)| labels[name] == *value), "{selector:?} against {labels}");
    }
    assert_eq!(spec["serviceName"], service["metadata"]["name"]);
    assert_eq!(
        spec["template"]["spec"]["serviceAccountName"],
        document("base/serviceaccount.yaml")["metadata"]["name"]
    );
}

#[test]
fn the_program_takes_the_settings_and_the_command_line() {
    for path in settings() {
        let output = program(&["config", "check", path.to_str().unwrap()]);
        assert!(output.status.success(), "{}: {}", path.display(), String::from_utf8_lossy(&output.stderr));
    }
    let container = service().1;
    let mut arguments = texts(&container["args"]);
    assert_eq!(arguments.pop(), Some("/etc/phi-audit/phi-audit.toml"));
    let mounted = list(&container["volumeMounts"]).iter().any(|mount| mount["mountPath"] == "/etc/phi-audit");
    assert!(mounted, "the settings are mounted nowhere");
    arguments.extend(["x", "--help"]);
    assert!(program(&arguments).status.success(), "{arguments:?}");
}

#[test]
fn the_settings_of_the_overlay_differ_from_those_of_the_base_in_accounts_and_sinks_alone() {
    let [base, example] = settings().try_into().unwrap();
    let (mut base, mut example) = (table(&base), table(&example));
    for own in ["accounts", "sink"] {
        base.remove(own);
        example.remove(own);
    }
    assert_eq!(base, example);
}

#[test]
fn probes_metrics_and_settings_speak_of_one_port() {
    let container = service().1;
    let port = container["ports"][0]["containerPort"].as_u64().unwrap();
    for path in settings() {
        assert_eq!(
            table(&path)["admin"]["listen"].as_str(),
            Some(format!("0.0.0.0:{port}").as_str()),
            "{}",
            path.display()
        );
    }
    for (probe, path) in [("startupProbe", "/live"), ("livenessProbe", "/live"), ("readinessProbe", "/ready")] {
        let get = &container[probe]["httpGet"];
        assert_eq!((get["path"].as_str(), &get["port"]), (Some(path), &container["ports"][0]["name"]), "{probe}");
    }
    let service = document("base/service.yaml");
    assert_eq!(service["spec"]["ports"][0]["port"], port);
    assert_eq!(service["spec"]["ports"][0]["targetPort"], container["ports"][0]["name"]);
    assert_eq!(document("base/networkpolicy.yaml")["spec"]["ingress"][0]["ports"][0]["port"], port);
    assert!(read(&root().join("Dockerfile")).contains(&format!("\nEXPOSE {port}\n")));
}

/// Every text of a table, with the path of its setting.
fn walk(value: &toml::Value, path: &str, found: &mut Vec<(String, String)>) {
    match value {
        toml::Value::String(text) => found.push((path.to_owned(), text.clone())),
        toml::Value::Table(table) => table.iter().for_each(|(key, value)| walk(value, &format!("{path}.{key}"), found)),
        toml::Value::Array(all) => all.iter().for_each(|value| walk(value, path, found)),
        _ => {}
    }
}

#[test]
fn secrets_are_files_of_the_secret_and_state_is_on_the_volume() {
    let (set, container) = service();
    let mounts = list(&container["volumeMounts"]);
    let mounted = |name: &str| mounts.iter().find(|mount| mount["name"] == name).expect("a mount");
    let under = |name: &str| format!("{}/", mounted(name)["mountPath"].as_str().unwrap());
    assert_eq!(mounted("secrets")["readOnly"], true);
    let readme = read(&folder().join("README.md"));
    for path in settings() {
        let mut found = Vec::new();
        walk(&toml::Value::Table(table(&path)), "", &mut found);
        for (setting, value) in found {
            if setting.ends_with("_file") || setting.ends_with(".ca") {
                let key =
                    value.strip_prefix(&under("secrets")).unwrap_or_else(|| panic!("{setting} is not of the secret"));
                assert!(readme.contains(&format!("--from-file={key}")), "README.md does not make {key}");
            }
            assert!(!setting.ends_with("_env"), "{setting}: secrets are files here");
            if setting.ends_with(".folder") {
                assert!(value.starts_with(&under("state")), "{setting}: the rest of the pod cannot be written");
            }
        }
    }
    assert_eq!(set["spec"]["volumeClaimTemplates"][0]["metadata"]["name"], "state");
    assert!(container.get("env").is_none() && container.get("envFrom").is_none(), "no secret comes by the environment");
}

#[test]
fn the_pods_end_later_than_the_program_gives_up() {
    let patience = service().0["spec"]["template"]["spec"]["terminationGracePeriodSeconds"].as_u64().unwrap();
    for path in settings() {
        let grace =
            table(&path)["service"]["grace"].as_str().unwrap().strip_suffix('s').unwrap().parse::<u64>().unwrap();
        assert!(patience >= grace + 15, "{patience} s for a grace of {grace} s");
    }
}

#[test]
fn a_pod_keeps_its_membership_over_a_restart() {
    for path in settings() {
        assert_eq!(table(&path)["source"]["kafka"]["instance"].as_str(), Some("$HOSTNAME"), "{}", path.display());
    }
    assert_eq!(service().0["kind"], "StatefulSet", "names that stay, never two pods of one");
}

#[test]
fn pods_can_do_no_more_than_they_have_to() {
    for (path, document) in objects() {
        let pod = &document["spec"]["template"]["spec"];
        if !pod.is_object() {
            continue;
        }
        let context = &pod["securityContext"];
        assert_eq!(context["runAsNonRoot"], true, "{path}");
        assert_eq!(context["seccompProfile"]["type"], "RuntimeDefault", "{path}");
        for container in list(&pod["containers"]) {
            let context = &container["securityContext"];
            assert_eq!(context["readOnlyRootFilesystem"], true, "{path}");
            assert_eq!(context["allowPrivilegeEscalation"], false, "{path}");
            assert_eq!(context["capabilities"]["drop"], json!(["ALL"]), "{path}");
            assert!(container["resources"]["limits"]["memory"].is_string(), "{path}");
            let image = container["image"].as_str().unwrap();
            assert!(
                image.rsplit_once(':').is_some_and(|(_, tag)| tag.contains('.')),
                "{path}: {image} has no exact tag"
            );
        }
    }
    let (set, _) = service();
    let pod = &set["spec"]["template"]["spec"];
    assert_eq!(pod["automountServiceAccountToken"], false);
    assert_eq!(document("base/serviceaccount.yaml")["automountServiceAccountToken"], false);
    let user = pod["securityContext"]["runAsUser"].as_u64().unwrap();
    assert!(read(&root().join("Dockerfile")).contains(&format!("\nUSER {user}:{user}\n")), "the user of the image");
}

/// Megabytes of a line of docs/benchmarks.md.
fn measured(label: &str) -> f64 {
    let text = read(&root().join("docs/benchmarks.md"));
    let line = text.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("{label} is measured nowhere"));
    let before = line.split(" MB").next().unwrap();
    before.rsplit(' ').next().unwrap().parse().unwrap()
}

#[test]
fn memory_follows_from_what_was_measured() {
    let resources = &service().1["resources"];
    let asked = resources["requests"]["memory"].as_str().unwrap();
    assert_eq!(
        resources["limits"]["memory"], asked,
        "a pod that takes more than it asked for is the first to be ended"
    );
    let megabytes = asked.strip_suffix("Mi").unwrap().parse::<f64>().unwrap() * 1.048_576;
    let peak = measured("peak memory, with the whole backlog before it");
    assert!(megabytes >= peak * 1.5 && megabytes <= peak * 4.0, "{megabytes} MB for {peak} MB");
}

#[test]
fn the_network_is_open_to_prometheus_the_brokers_and_the_sinks_alone() {
    let policy = document("base/networkpolicy.yaml");
    let spec = &policy["spec"];
    assert_eq!(spec["policyTypes"], json!(["Ingress", "Egress"]));
    assert_eq!(list(&spec["ingress"]).len(), 1);
    let mut rules = list(&spec["egress"]).to_vec();
    for rule in rules.iter().chain(list(&spec["ingress"])) {
        assert!(!list(&rule["ports"]).is_empty(), "every port is open: {rule}");
        assert!(!list(&rule["to"]).is_empty() || !list(&rule["from"]).is_empty(), "everybody is meant: {rule}");
    }
    let ports = |rules: &[Value]| -> BTreeSet<u64> {
        rules.iter().flat_map(|rule| list(&rule["ports"])).map(|port| port["port"].as_u64().unwrap()).collect()
    };
    let [base, example] = settings().try_into().unwrap();
    let wanted = |settings: &toml::Table| -> BTreeSet<u64> {
        let brokers = settings["kafka"]["brokers"].as_str().unwrap();
        let mut ports: BTreeSet<u64> =
            brokers.split(',').map(|it| it.rsplit(':').next().unwrap().parse().unwrap()).collect();
        ports.insert(53);
        let sinks = settings["sink"].as_array().unwrap();
        ports.extend(sinks.iter().filter_map(|sink| sink.get("http")).map(|_| 443));
        ports
    };
    assert_eq!(ports(&rules), wanted(&table(&base)));
    for patch in documents(&folder().join("overlays/example/sinks.yaml")).iter().flat_map(list) {
        assert_eq!((patch["op"].as_str(), patch["path"].as_str()), (Some("add"), Some("/spec/egress/-")));
        assert_ne!(patch["value"]["to"][0]["ipBlock"]["cidr"], "0.0.0.0/0");
        rules.push(patch["value"].clone());
    }
    assert_eq!(ports(&rules), wanted(&table(&example)));
    let kafka = &rules[1]["to"][0]["namespaceSelector"]["matchLabels"]["kubernetes.io/metadata.name"];
    let host = table(&base)["kafka"]["brokers"].as_str().unwrap().split(':').next().unwrap().to_owned();
    assert_eq!(Some(host.split('.').nth(1).unwrap()), kafka.as_str(), "the namespace of the brokers");
}

#[test]
fn pods_go_one_by_one() {
    assert_eq!(document("base/poddisruptionbudget.yaml")["spec"]["maxUnavailable"], 1);
    assert!(service().0["spec"]["replicas"].as_u64().unwrap() >= 2);
}

#[test]
fn the_replay_shares_out_as_many_parts_as_are_put_together() {
    let documents = documents(&folder().join("replay-job.yaml"));
    let named = |it: &Value, name: &str| it["kind"] == "Job" && it["metadata"]["name"] == name;
    let job = |name: &str| documents.iter().find(|it| named(it, name)).expect("a Job");
    let arguments = |name: &str| -> Vec<String> {
        texts(&job(name)["spec"]["template"]["spec"]["containers"][0]["args"]).into_iter().map(str::to_owned).collect()
    };
    let parts = job("phi-audit-replay")["spec"]["completions"].as_u64().unwrap();
    let (replay, merge) = (arguments("phi-audit-replay"), arguments("phi-audit-merge"));
    assert!(replay.contains(&format!("$(JOB_COMPLETION_INDEX)/{parts}")));
    let merged: Vec<_> = merge.iter().filter(|argument| argument.ends_with(".manifest")).cloned().collect();
    assert_eq!(merged, (0..parts).map(|part| format!("/parts/{part}.manifest")).collect::<Vec<_>>());
    for arguments in [replay, merge] {
        let index: Vec<String> =
            arguments.iter().map(|argument| argument.replace("$(JOB_COMPLETION_INDEX)", "0")).collect();
        let arguments: Vec<&str> = index.iter().map(String::as_str).chain(["--help"]).collect();
        let output = program(&arguments);
        assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}
