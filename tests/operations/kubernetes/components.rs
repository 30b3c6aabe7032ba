//! The components of `deploy/kubernetes`: scaling by KEDA, and the operator of Prometheus.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{document, documents, files, folder, list, read, root, service, settings, table};
use crate::files::yaml;

#[test]
fn keda_scales_by_the_lag_of_the_group_that_reads() {
    let scaled = document("components/keda/scaledobject.yaml");
    let spec = &scaled["spec"];
    let set = service().0;
    for (own, meant) in
        [(&spec["scaleTargetRef"]["kind"], &set["kind"]), (&spec["scaleTargetRef"]["name"], &set["metadata"]["name"])]
    {
        assert_eq!(own, meant);
    }
    assert_eq!(spec["scaleTargetRef"]["apiVersion"], set["apiVersion"]);
    let (least, most) = (spec["minReplicaCount"].as_u64().unwrap(), spec["maxReplicaCount"].as_u64().unwrap());
    assert!(least >= 1 && least <= most, "an auditor is never scaled away: {least} to {most}");
    assert_eq!(Some(least), set["spec"]["replicas"].as_u64(), "what the base starts with");
    let pause = &spec["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]["scaleDown"];
    assert!(pause["stabilizationWindowSeconds"].as_u64().unwrap() >= 600, "each step moves partitions");
    let triggers = list(&spec["triggers"]);
    assert_eq!((triggers.len(), triggers[0]["type"].as_str()), (1, Some("kafka")));
    let metadata = &triggers[0]["metadata"];
    // KEDA takes texts alone.
    assert!(metadata.as_object().unwrap().values().all(Value::is_string), "{metadata}");
    for path in settings() {
        let settings = table(&path);
        let source = &settings["source"]["kafka"];
        assert_eq!(metadata["bootstrapServers"].as_str(), settings["kafka"]["brokers"].as_str());
        assert_eq!(metadata["consumerGroup"].as_str(), source["group"].as_str());
        assert_eq!(
            vec![metadata["topic"].as_str().unwrap()],
            source["topics"].as_array().unwrap().iter().filter_map(|it| it.as_str()).collect::<Vec<_>>()
        );
        let start = source.get("start").and_then(|start| start.as_str()).unwrap_or("earliest");
        assert_eq!(metadata["offsetResetPolicy"].as_str(), Some(start));
        let mechanism = settings["kafka"]["sasl"]["mechanism"].as_str().unwrap();
        assert_eq!(mechanism, "SCRAM-SHA-512");
    }
    assert!(read(&folder().join("README.md")).contains("--from-literal=sasl=scram_sha512"));
    assert_eq!(metadata["allowIdleConsumers"], "false", "a pod without a partition audits nothing");
    assert_eq!(metadata["excludePersistentLag"], "true", "a sink that is away is no reason for more pods");
    assert!(metadata["lagThreshold"].as_str().unwrap().parse::<u64>().unwrap() >= 10_000);
    let authentication = document("components/keda/triggerauthentication.yaml");
    assert_eq!(triggers[0]["authenticationRef"]["name"], authentication["metadata"]["name"]);
    let parameters: BTreeSet<&str> =
        list(&authentication["spec"]["secretTargetRef"]).iter().filter_map(|it| it["parameter"].as_str()).collect();
    assert_eq!(parameters, BTreeSet::from(["ca", "password", "sasl", "tls", "username"]));
    let readme = read(&folder().join("README.md"));
    for own in list(&authentication["spec"]["secretTargetRef"]) {
        assert!(readme.contains(&format!("={}=", own["key"].as_str().unwrap())), "README.md does not make {own}");
    }
}

#[test]
fn prometheus_finds_the_pods_under_the_job_that_the_rules_know() {
    let monitor = document("components/prometheus/servicemonitor.yaml");
    let service = document("base/service.yaml");
    let labels = &service["metadata"]["labels"];
    let selector = monitor["spec"]["selector"]["matchLabels"].as_object().unwrap();
    assert!(selector.iter().all(|(name, value)| labels[name] == *value));
    assert_eq!(labels[monitor["spec"]["jobLabel"].as_str().unwrap()], "phi-audit");
    let endpoint = &monitor["spec"]["endpoints"][0];
    assert_eq!(
        (&endpoint["port"], endpoint["path"].as_str()),
        (&service["spec"]["ports"][0]["name"], Some("/metrics"))
    );
    let scrape = yaml("deploy/prometheus/prometheus.yml");
    let jobs: Vec<_> = list(&scrape["scrape_configs"]).iter().filter_map(|job| job["job_name"].as_str()).collect();
    assert!(jobs.contains(&"phi-audit"), "{jobs:?}");
    assert_eq!(endpoint["interval"], scrape["global"]["scrape_interval"]);
}

#[test]
fn the_rules_of_the_operator_are_those_of_prometheus() {
    let own = folder().join("components/prometheus");
    let rules: Vec<_> = files(&root().join("deploy/prometheus/rules"));
    assert!(!rules.is_empty());
    for path in &rules {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let wrapped = document(&format!("components/prometheus/rules-{name}.yaml"));
        let again = "run deploy/kubernetes/components/prometheus/wrap-rules.sh";
        assert_eq!(wrapped["spec"], documents(path)[0], "{again}");
        assert_eq!(
            (wrapped["kind"].as_str(), wrapped["metadata"]["name"].as_str()),
            (Some("PrometheusRule"), Some(name))
        );
    }
    let wrapped =
        files(&own).into_iter().filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("rules-"));
    assert_eq!(wrapped.count(), rules.len(), "a file of rules that is gone");
}
