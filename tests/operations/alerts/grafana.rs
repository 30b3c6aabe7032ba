//! Grafana's copy of the alerts, for who alerts from there: rules of `rules/phi-audit.yml`, routes and receivers of `alertmanager.yml`.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Map, Value, json};

use super::{Rule, rules};
use crate::files::{list, map, root, text, texts, yaml};

const FILE: &str = "deploy/grafana/provisioning/alerting/phi-audit.yml";
const HEAD: &str = "\
# The alerts of deploy/prometheus for who alerts from Grafana: rules of rules/phi-audit.yml, routes and receivers of
# alertmanager.yml. Grafana has no inhibition, so what follows from a worse alert is told as well. Generated; to write it anew:
#
#     UPDATE=1 cargo test --release --test operations grafana_has_the_same_alerts

";

/// The file that Grafana reads at its start.
fn file() -> String {
    let rules = rules();
    let mut names: Vec<&str> = rules.iter().map(|rule| &*rule.group).collect();
    names.dedup();
    let group = |name: &str| {
        let rules: Vec<Value> = rules.iter().filter(|rule| rule.group == name).map(rule).collect();
        json!({ "orgId": 1, "name": name, "folder": "PHI audit", "interval": "30s", "rules": rules })
    };
    let routing = yaml("deploy/prometheus/alertmanager.yml");
    let mut root = policy(&routing["route"]);
    root["orgId"] = 1.into();
    // Grafana asks for it at the root.
    if let Some(labels) = root["group_by"].as_array_mut() {
        labels.insert(0, "grafana_folder".into());
    }
    let file = json!({
        "apiVersion": 1,
        "groups": names.into_iter().map(group).collect::<Vec<_>>(),
        "contactPoints": list(&routing["receivers"]).iter().map(contact).collect::<Vec<_>>(),
        "policies": [root],
    });
    format!("{HEAD}{}", serde_saphyr::to_string(&file).unwrap())
}

fn rule(rule: &Rule) -> Value {
    let title = rule.title();
    let data = |reference: &str, source: &str, model: Value| {
        let range = json!({ "from": 600, "to": 0 });
        json!({ "refId": reference, "relativeTimeRange": range, "datasourceUid": source, "model": model })
    };
    let query = json!({ "refId": "A", "expr": rule.expr, "instant": true, "range": false });
    // A rule is a filter: it gives series while something is wrong, whatever their value (0 targets that answer is one), and
    // otherwise none. So any value is an alert, and no data is how it has to be.
    let any = json!({ "evaluator": { "type": "gt", "params": [-1] } });
    let threshold = json!({ "refId": "C", "type": "threshold", "expression": "A", "conditions": [any] });
    // When Prometheus does not answer, one rule says so for all: the one that asks whether anything is there. Of the others, each
    // would wake its team for the same cause.
    let unanswered = if rule.cause() == Some("gone") { "Alerting" } else { "KeepLast" };
    // Grafana knows the value by the name of its query.
    let texts =
        rule.annotations.iter().map(|(key, text)| (key.clone(), text.replace("$value", "$values.A.Value").into()));
    let mut made = json!({
        "uid": title.to_lowercase().replace(": ", "-"),
        "title": title,
        "condition": "C",
        "data": [data("A", "prometheus", query), data("C", "__expr__", threshold)],
        "noDataState": "OK",
        "execErrState": unanswered,
        "for": rule.wait.as_deref().unwrap_or("0s"),
        "labels": rule.labels,
        "annotations": texts.collect::<Map<String, Value>>(),
    });
    if let Some(keep) = &rule.keep {
        made["keepFiringFor"] = keep.as_str().into();
    }
    made
}

/// A route of Alertmanager as a policy of Grafana.
fn policy(route: &Value) -> Value {
    let kept = ["receiver", "group_by", "group_wait", "group_interval", "repeat_interval"];
    let same = kept.iter().filter_map(|key| Some(((*key).to_owned(), route.get(key)?.clone())));
    let mut policy: Map<String, Value> = same.collect();
    if let Some(matchers) = route.get("matchers") {
        policy.insert("object_matchers".to_owned(), texts(matchers).into_iter().map(matcher).collect());
    }
    if let Some(routes) = route.get("routes") {
        policy.insert("routes".to_owned(), list(routes).iter().map(self::policy).collect());
    }
    policy.into()
}

/// `team="sre"` as the three parts that Grafana asks for.
fn matcher(matcher: &str) -> Value {
    let at = matcher.find(['=', '!']).expect("an operator");
    let (label, rest) = matcher.split_at(at);
    let sign = if rest.starts_with("=~") || rest.starts_with('!') { &rest[..2] } else { "=" };
    json!([label, sign, rest[sign.len()..].trim_matches('"')])
}

fn contact(receiver: &Value) -> Value {
    let name = text(receiver, "name");
    // Under paths of their own, so that the receiver can tell Grafana's from Alertmanager's.
    let webhook = &receiver["webhook_configs"][0];
    let url = text(webhook, "url").replace(&format!("/{name}"), &format!("/grafana/{name}"));
    let settings = json!({ "url": url, "httpMethod": "POST" });
    let mut hook = json!({ "uid": format!("{name}-webhook"), "type": "webhook", "settings": settings });
    if webhook["send_resolved"] == false {
        hook["disableResolveMessage"] = true.into();
    }
    json!({ "orgId": 1, "name": name, "receivers": [hook] })
}

#[test]
fn grafana_has_the_same_alerts() {
    let made = file();
    if std::env::var_os("UPDATE").is_some() {
        fs::write(root().join(FILE), &made).unwrap();
    }
    let written = fs::read_to_string(root().join(FILE)).unwrap_or_default();
    assert!(
        written == made,
        "run `UPDATE=1 cargo test --release --test operations grafana_has_the_same_alerts` and commit {FILE}"
    );
}

#[test]
fn grafana_can_take_them() {
    let file = yaml(FILE);
    let mut uids = BTreeSet::new();
    let copies: Vec<&Value> = list(&file["groups"]).iter().flat_map(|group| list(&group["rules"])).collect();
    let ours = rules();
    assert_eq!(copies.len(), ours.len());
    for (copy, ours) in copies.iter().zip(&ours) {
        let uid = text(copy, "uid");
        assert!(uid.len() <= 40 && uid.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{uid}");
        assert!(uids.insert(uid), "{uid} stands twice");
        // What was written is read as what was meant.
        assert_eq!(text(&copy["data"][0]["model"], "expr"), ours.expr, "{uid}");
        assert_eq!(map(&copy["labels"]), ours.labels, "{uid}");
        assert_eq!(text(&copy["annotations"], "runbook_url"), ours.annotations["runbook_url"], "{uid}");
        // Grafana puts variables of the environment in place of `$NAME` everywhere but in annotations.
        assert!(!ours.expr.contains('$'), "{uid}");
    }
    let contacts: BTreeSet<&str> = list(&file["contactPoints"]).iter().map(|contact| text(contact, "name")).collect();
    let policy = &file["policies"][0];
    for route in std::iter::once(policy).chain(list(&policy["routes"])) {
        assert!(contacts.contains(text(route, "receiver")), "{route}");
    }
}
