//! All workloads of `deploy/kubernetes` and `deploy/kcl`: what their pods may reach, and how Prometheus knows them.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{document, documents, list, objects, read, root, table};

const NAME: &str = "app.kubernetes.io/name";

/// Everything that starts pods, with its file.
fn workloads() -> Vec<(PathBuf, Value)> {
    let all = objects().into_iter().map(|(path, document)| (PathBuf::from(path), document));
    let found: Vec<_> = all.filter(|(_, document)| document["spec"]["template"]["spec"].is_object()).collect();
    assert_eq!(found.len(), 4, "the service, the fleet, replay and merge");
    found
}

fn labels(workload: &Value) -> &Value {
    &workload["spec"]["template"]["metadata"]["labels"]
}

/// Whether a selector takes pods with these labels. An empty one takes all, and is none that we have.
fn meets(selector: &Value, labels: &Value) -> bool {
    let wanted = selector.as_object().expect("labels");
    assert!(!wanted.is_empty(), "everything is meant");
    wanted.iter().all(|(name, value)| labels[name] == *value)
}

/// The network policies that are applied with a workload, in its file or its folder, and cover it.
fn policies(path: &Path, workload: &Value) -> Vec<Value> {
    let beside = path.with_file_name("networkpolicy.yaml");
    let own = if beside.is_file() { beside } else { path.to_owned() };
    let all = documents(&own).into_iter().filter(|document| document["kind"] == "NetworkPolicy");
    all.filter(|policy| meets(&policy["spec"]["podSelector"]["matchLabels"], labels(workload))).collect()
}

/// The one document of a kind in the manifest of the fleet.
fn fleet(kind: &str) -> Value {
    let all = documents(&root().join("deploy/kcl/kubernetes.yaml"));
    all.into_iter().find(|document| document["kind"] == kind).unwrap_or_else(|| panic!("no {kind}"))
}

#[test]
fn no_pod_is_given_a_token_of_the_api() {
    for (path, workload) in workloads() {
        let pod = &workload["spec"]["template"]["spec"];
        assert_eq!(pod["automountServiceAccountToken"], false, "{}", path.display());
        assert_eq!(pod["enableServiceLinks"], false, "{}", path.display());
    }
    for (path, document) in objects().iter().filter(|(_, document)| document["kind"] == "ServiceAccount") {
        assert_eq!(document["automountServiceAccountToken"], false, "{path}");
    }
}

#[test]
fn every_pod_is_behind_a_policy_that_opens_nothing_to_everybody() {
    for (path, workload) in workloads() {
        let policies = policies(&path, &workload);
        assert!(!policies.is_empty(), "{}: nothing covers {}", path.display(), labels(&workload));
        for policy in policies {
            let spec = &policy["spec"];
            assert_eq!(spec["policyTypes"], json!(["Ingress", "Egress"]), "{}", path.display());
            for (rules, peers) in [("ingress", "from"), ("egress", "to")] {
                assert!(spec[rules].is_array(), "{}: {rules}", path.display());
                for rule in list(&spec[rules]) {
                    assert!(!list(&rule["ports"]).is_empty(), "every port is open: {rule}");
                    assert!(!list(&rule[peers]).is_empty(), "everybody is meant: {rule}");
                    assert!(list(&rule[peers]).iter().all(|peer| peer["ipBlock"]["cidr"] != "0.0.0.0/0"), "{rule}");
                }
            }
        }
    }
}

#[test]
fn pods_that_read_a_volume_reach_nobody() {
    for (path, workload) in workloads().iter().filter(|(_, workload)| workload["kind"] == "Job") {
        for policy in policies(path, workload) {
            assert_eq!((&policy["spec"]["ingress"], &policy["spec"]["egress"]), (&json!([]), &json!([])));
        }
    }
}

/// Else a Service, a disruption budget or a monitor of the one would take pods of the other for its own.
#[test]
fn service_fleet_and_replays_have_names_of_their_own() {
    let mut names: Vec<_> = workloads().iter().map(|(_, it)| labels(it)[NAME].as_str().map(str::to_owned)).collect();
    names.sort();
    names.dedup();
    assert_eq!(names, ["phi-audit", "phi-audit-kcl", "phi-audit-replay"].map(|name| Some(name.to_owned())));
}

#[test]
fn every_selector_of_the_fleet_meets_its_pods() {
    let set = fleet("StatefulSet");
    let spec = &set["spec"];
    let service = fleet("Service");
    let selectors = [
        &spec["selector"]["matchLabels"],
        &spec["template"]["spec"]["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"],
        &service["spec"]["selector"],
    ];
    for selector in selectors {
        assert!(meets(selector, labels(&set)), "{selector}");
    }
    assert_eq!(spec["serviceName"], service["metadata"]["name"]);
    assert_eq!(spec["template"]["spec"]["serviceAccountName"], fleet("ServiceAccount")["metadata"]["name"]);
}

#[test]
fn the_figures_of_the_fleet_come_under_the_job_that_the_rules_know() {
    let scrape: Value = serde_saphyr::from_str(&read(&root().join("deploy/prometheus/prometheus.yml"))).unwrap();
    let job = list(&scrape["scrape_configs"]).iter().find(|job| job["job_name"] == "phi-audit-files").expect("the job");
    let monitor = document("components/prometheus/podmonitor.yaml");
    let endpoint = &monitor["spec"]["podMetricsEndpoints"][0];
    let set = fleet("StatefulSet");
    assert!(meets(&monitor["spec"]["selector"]["matchLabels"], labels(&set)));
    assert_eq!(endpoint["relabelings"][0]["targetLabel"], "job");
    assert_eq!(endpoint["relabelings"][0]["replacement"], job["job_name"]);
    assert_eq!(endpoint["metricRelabelings"][0]["regex"], job["metric_relabel_configs"][0]["regex"]);
    assert_eq!(endpoint["interval"], scrape["global"]["scrape_interval"]);
    let exporter = &set["spec"]["template"]["spec"]["containers"][1];
    assert_eq!(endpoint["port"], exporter["ports"][0]["name"]);
    assert_eq!(fleet("NetworkPolicy")["spec"]["ingress"][0]["ports"][0]["port"], exporter["ports"][0]["containerPort"]);
}

#[test]
fn node_exporter_reads_the_folder_into_which_the_processes_write() {
    let settings = table(&root().join("deploy/kcl/phi-audit.toml"));
    let folder = settings["kcl"]["metrics"].as_str().unwrap();
    let set = fleet("StatefulSet");
    let [daemon, exporter] = list(&set["spec"]["template"]["spec"]["containers"]) else { panic!("two containers") };
    let argument = json!(format!("--collector.textfile.directory={folder}"));
    assert!(list(&exporter["args"]).contains(&argument));
    let volume = |container: &Value| {
        let mount = list(&container["volumeMounts"]).iter().find(|mount| mount["mountPath"] == folder);
        mount.expect("the folder is mounted")["name"].clone()
    };
    assert_eq!(volume(daemon), volume(exporter));
}

/// Without the operator it is the README's part of `prometheus.yml` that finds them.
#[test]
fn the_scrape_of_the_readme_names_job_pods_and_figures_as_the_monitor_does() {
    let readme = read(&root().join("deploy/kcl/README.md"));
    let block = readme.split("```yaml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("the job");
    let jobs: Value = serde_saphyr::from_str(block).unwrap();
    let endpoint = &document("components/prometheus/podmonitor.yaml")["spec"]["podMetricsEndpoints"][0];
    assert_eq!(jobs[0]["job_name"], endpoint["relabelings"][0]["replacement"]);
    let name = labels(&fleet("StatefulSet"))[NAME].as_str().unwrap().to_owned();
    let port = endpoint["port"].as_str().unwrap();
    assert_eq!(jobs[0]["relabel_configs"][0]["regex"], format!("{name};{port}"));
    assert_eq!(jobs[0]["metric_relabel_configs"][0]["regex"], endpoint["metricRelabelings"][0]["regex"]);
}
