//! `deploy/terraform`, parsed and held against itself, the documentation and the program. Terraform itself is in no registry
//! that tests may use.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::files::root;
use crate::process::install;

/// Prints all files of a folder as one JSON object.
const PARSE: &str = "import hcl2, json, pathlib, sys\n\
    print(json.dumps({path.name: hcl2.load(path.open()) for path in pathlib.Path(sys.argv[1]).glob('*.tf')}))";

/// The files of a folder below `deploy/terraform`, by name.
fn parse(folder: &str) -> BTreeMap<String, Value> {
    let python = install("terraform").join("venv/bin/python");
    let folder = root().join("deploy/terraform").join(folder);
    let output = Command::new(python).args(["-c", PARSE]).arg(&folder).output().expect("Python starts");
    assert!(output.status.success(), "{}:\n{}", folder.display(), String::from_utf8_lossy(&output.stderr));
    let parsed: BTreeMap<String, Value> = serde_json::from_slice(&output.stdout).expect("JSON");
    assert!(!parsed.is_empty());
    parsed
}

/// A text without the quotes that the parser leaves around it.
fn bare(text: &str) -> &str {
    text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text)
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(bare).collect()
}

/// All blocks of a kind: their labels, joined by dots, and their bodies.
fn blocks(files: &BTreeMap<String, Value>, kind: &str) -> BTreeMap<String, Value> {
    let labels = if matches!(kind, "resource" | "data") { 2 } else { 1 };
    let mut found = BTreeMap::new();
    for block in files.values().filter_map(|file| file[kind].as_array()).flatten() {
        let mut block = block;
        let mut name = Vec::new();
        for _ in 0..labels {
            let (label, body) = block.as_object().and_then(|it| it.iter().next()).expect("a label");
            name.push(bare(label).to_owned());
            block = body;
        }
        assert!(found.insert(name.join("."), block.clone()).is_none(), "{name:?} is declared twice");
    }
    found
}

/// The names of all `locals`.
fn locals(files: &BTreeMap<String, Value>) -> BTreeSet<String> {
    let all = files.values().filter_map(|file| file["locals"].as_array()).flatten().filter_map(Value::as_object);
    all.flat_map(|locals| locals.keys()).filter(|key| !key.starts_with("__")).cloned().collect()
}

/// All texts of a value.
fn walk<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => found.push(text),
        Value::Array(all) => all.iter().for_each(|value| walk(value, found)),
        Value::Object(fields) => {
            fields.iter().filter(|(key, _)| !key.starts_with("__")).for_each(|(_, value)| walk(value, found));
        }
        _ => {}
    }
}

/// What the files refer to: `var.name`, `local.name`, `data.type.name`, `aws_type.name`, `module.name.output`.
fn references(files: &BTreeMap<String, Value>) -> BTreeSet<String> {
    let mut found = Vec::new();
    files.values().for_each(|file| walk(file, &mut found));
    let mut references = BTreeSet::new();
    for text in found {
        let of_a_name = |unit: char| unit.is_ascii_alphanumeric() || matches!(unit, '_' | '.' | '-');
        for path in text.split(|unit| !of_a_name(unit)) {
            let parts: Vec<&str> = path.split('.').collect();
            let length = match parts[0] {
                "var" | "local" => 2,
                "data" | "module" => 3,
                kind if kind.starts_with("aws_") => 2,
                _ => continue,
            };
            if parts.len() >= length {
                references.insert(parts[..length].join("."));
            }
        }
    }
    references
}

/// The statements of a policy document: name and body.
fn statements(document: &Value) -> Vec<&Value> {
    document["statement"].as_array().into_iter().flatten().collect()
}

/// The statements of the JSON blocks of a page, by `Sid`: their actions.
fn documented(page: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = fs::read_to_string(root().join("docs").join(page)).expect(page);
    let mut found = BTreeMap::new();
    for block in text.split("```json\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        let Ok(policy) = serde_json::from_str::<Value>(block) else { continue };
        for statement in policy["Statement"].as_array().into_iter().flatten() {
            let Some(name) = statement["Sid"].as_str() else { continue };
            let actions = match &statement["Action"] {
                Value::String(action) => BTreeSet::from([action.clone()]),
                list => list.as_array().unwrap().iter().map(|action| action.as_str().unwrap().to_owned()).collect(),
            };
            found.insert(name.to_owned(), actions);
        }
    }
    found
}

/// The statements of some documents of the module, by name.
fn declared(names: &[&str]) -> BTreeMap<String, BTreeSet<String>> {
    let documents = blocks(&parse(""), "data");
    let mut found = BTreeMap::new();
    for name in names {
        for statement in statements(&documents[&format!("aws_iam_policy_document.{name}")]) {
            let actions = texts(&statement["actions"]).into_iter().map(str::to_owned).collect();
            found.insert(bare(statement["sid"].as_str().expect("a name")).to_owned(), actions);
        }
    }
    found
}

#[test]
fn everything_that_is_referred_to_is_declared() {
    for folder in ["", "example"] {
        let files = parse(folder);
        let mut declared: BTreeSet<String> = blocks(&files, "resource").into_keys().collect();
        declared.extend(blocks(&files, "data").into_keys().map(|name| format!("data.{name}")));
        declared.extend(blocks(&files, "variable").into_keys().map(|name| format!("var.{name}")));
        declared.extend(locals(&files).into_iter().map(|name| format!("local.{name}")));
        let outputs = blocks(&parse(""), "output");
        for module in blocks(&files, "module").into_keys() {
            declared.extend(outputs.keys().map(|output| format!("module.{module}.{output}")));
        }
        let references = references(&files);
        let missing: Vec<_> = references.difference(&declared).collect();
        assert!(missing.is_empty(), "deploy/terraform/{folder}: {missing:?}");
        assert!(references.len() > 3);
    }
}

#[test]
fn every_variable_and_local_is_used_and_every_variable_is_typed_and_described() {
    for folder in ["", "example"] {
        let files = parse(folder);
        let references = references(&files);
        for (name, body) in blocks(&files, "variable") {
            assert!(references.contains(&format!("var.{name}")), "{folder}: var.{name} is used nowhere");
            assert!(body["type"].is_string() && body["description"].is_string(), "{folder}: var.{name}");
        }
        for name in locals(&files) {
            assert!(references.contains(&format!("local.{name}")), "{folder}: local.{name} is used nowhere");
        }
        for (name, body) in blocks(&files, "output") {
            assert!(body["description"].is_string(), "{folder}: output.{name}");
        }
    }
}

#[test]
fn the_example_gives_the_module_what_it_asks_for() {
    let variables = blocks(&parse(""), "variable");
    let example = blocks(&parse("example"), "module").remove("phi_audit").expect("the module");
    let given: BTreeSet<&str> = example.as_object().unwrap().keys().map(String::as_str).collect();
    for (name, body) in &variables {
        assert!(
            body.get("default").is_some() || given.contains(name.as_str()),
            "{name} has no default and is not given"
        );
    }
    let known = |name: &str| name == "source" || name.starts_with("__") || variables.contains_key(name);
    assert!(given.iter().all(|name| known(name)), "{given:?}");
}

#[test]
fn direct_mode_may_do_what_the_documentation_lists_and_nothing_else() {
    let mut declared = declared(&["direct", "direct_fan_out", "canary"]);
    let mut documented = documented("kinesis.md");
    // The page names groups of actions; the module names each.
    let (own, meant) =
        (declared.remove("UseTheKeyOfTheTable").unwrap(), documented.remove("UseTheKeyOfTheTable").unwrap());
    let covers = |pattern: &str, action: &str| {
        pattern.strip_suffix('*').map_or(pattern == action, |stem| action.starts_with(stem))
    };
    assert!(own.iter().all(|action| meant.iter().any(|pattern| covers(pattern, action))), "{own:?}");
    assert!(meant.iter().all(|pattern| own.iter().any(|action| covers(pattern, action))), "{own:?}");
    assert_eq!(declared, documented);
}

#[test]
fn fleet_mode_may_do_what_the_documentation_lists_and_nothing_else() {
    assert_eq!(declared(&["fleet"]), documented("kinesis-fleet.md"));
    let page = fs::read_to_string(root().join("docs/kinesis-fleet.md")).unwrap();
    let fan_out = page.split("\n- ").find(|item| item.starts_with("Enhanced fan-out")).expect("its rights");
    let listed: BTreeSet<String> =
        fan_out.split('`').filter(|part| part.starts_with("kinesis:")).map(str::to_owned).collect();
    let own: BTreeSet<String> = declared(&["fleet_fan_out"]).into_values().flatten().collect();
    assert_eq!(own, listed);
}

#[test]
fn archives_may_be_read_as_the_documentation_lists_and_not_written() {
    let own: BTreeSet<String> = declared(&["archive"]).into_values().flatten().collect();
    let page = fs::read_to_string(root().join("docs/sources.md")).unwrap();
    let listed = |action: &String| page.contains(&format!("\"Action\": \"{action}\""));
    assert!(own.iter().all(listed), "{own:?}");
    assert_eq!(own, ["kms:Decrypt", "s3:GetObject", "s3:ListBucket"].map(str::to_owned).into());
}

/// What may stand for everything: a right that AWS gives for no resource, and the key's policy, which means the key it is in.
#[test]
fn nobody_is_allowed_more_than_is_named() {
    let mut seen = 0;
    for (name, document) in blocks(&parse(""), "data").iter().filter(|(name, _)| name.starts_with("aws_iam_policy")) {
        for statement in statements(document) {
            let sid = bare(statement["sid"].as_str().unwrap_or_else(|| panic!("{name}: a statement without a name")));
            seen += 1;
            if statement["effect"] == "\"Deny\"" {
                continue;
            }
            let anybody = statement["principals"].as_array().into_iter().flatten();
            assert!(anybody.flat_map(|who| texts(&who["identifiers"])).all(|who| who != "*"), "{name}: {sid}");
            if sid == "AccountDecides" {
                continue;
            }
            let wide: Vec<_> = texts(&statement["actions"]).into_iter().filter(|action| action.contains('*')).collect();
            assert!(wide.is_empty(), "{name}: {sid} allows {wide:?}");
            assert!(!texts(&statement["resources"]).contains(&"*") || sid == "AskForLimits", "{name}: {sid}");
        }
    }
    assert!(seen > 15, "{seen}");
}

#[test]
fn twilio_can_write_records_and_nothing_else_and_only_with_our_id() {
    let own: BTreeSet<String> = declared(&["twilio"]).into_values().flatten().collect();
    let wanted = [
        "kinesis:DescribeLimits",
        "kinesis:ListShards",
        "kinesis:PutRecord",
        "kinesis:PutRecords",
        "kms:GenerateDataKey",
    ];
    assert_eq!(own, wanted.map(str::to_owned).into());
    let files = parse("");
    let documents = blocks(&files, "data");
    let trust = statements(&documents["aws_iam_policy_document.twilio_trust"])[0];
    assert_eq!(trust["condition"][0]["variable"], "\"sts:ExternalId\"");
    assert_eq!(texts(&trust["condition"][0]["values"]), ["${var.twilio_external_id}"]);
    let variables = blocks(&files, "variable");
    assert_eq!(variables["twilio_external_id"]["sensitive"].as_bool(), Some(true));
    for name in ["twilio_account_id", "twilio_external_id"] {
        assert!(variables[name].get("default").is_none(), "{name} is for the user to say");
    }
}

#[test]
fn the_stream_is_encrypted_and_keeps_records_for_a_week() {
    let files = parse("");
    let stream = &blocks(&files, "resource")["aws_kinesis_stream.events"];
    assert_eq!(stream["encryption_type"], "\"KMS\"");
    assert_eq!(stream["kms_key_id"], "${aws_kms_key.phi.arn}");
    assert_eq!(stream["retention_period"], "${var.retention_hours}");
    assert_eq!(stream["lifecycle"][0]["prevent_destroy"].as_bool(), Some(true));
    assert_eq!(blocks(&files, "variable")["retention_hours"]["default"], 168);
}

#[test]
fn the_key_is_turned_over_and_does_not_go_at_once() {
    let key = &blocks(&parse(""), "resource")["aws_kms_key.phi"];
    assert_eq!(key["enable_key_rotation"].as_bool(), Some(true));
    assert_eq!(key["deletion_window_in_days"], 30);
    assert!(key["policy"].is_string());
}

#[test]
fn the_table_is_the_one_that_the_documentation_makes() {
    let table = &blocks(&parse(""), "resource")["aws_dynamodb_table.checkpoints"];
    let page = fs::read_to_string(root().join("docs/kinesis.md")).unwrap();
    for (key, kind) in [("hash_key", "HASH"), ("range_key", "RANGE")] {
        let name = bare(table[key].as_str().unwrap());
        assert!(page.contains(&format!("AttributeName={name},KeyType={kind}")), "{key} is {name}");
        assert!(page.contains(&format!("AttributeName={name},AttributeType=S")));
    }
    let types: Vec<_> = table["attribute"].as_array().unwrap().iter().map(|attribute| &attribute["type"]).collect();
    assert_eq!(types, ["\"S\"", "\"S\""]);
    assert_eq!(table["point_in_time_recovery"][0]["enabled"].as_bool(), Some(true));
    assert_eq!(table["server_side_encryption"][0]["kms_key_arn"], "${aws_kms_key.phi.arn}");
    assert_eq!(table["deletion_protection_enabled"].as_bool(), Some(true));
}

#[test]
fn alarms_tell_of_lag_and_of_what_is_refused() {
    let alarms = blocks(&parse(""), "resource");
    let alarm = |name: &str| &alarms[&format!("aws_cloudwatch_metric_alarm.{name}")];
    assert!(alarm("lag")["metric_name"].as_str().unwrap().contains("\"GetRecords.IteratorAgeMilliseconds\""));
    assert_eq!(alarm("lag")["treat_missing_data"], "\"breaching\"", "a reader that is gone gives no figures");
    assert_eq!(alarm("reads_refused")["metric_name"], "\"ReadProvisionedThroughputExceeded\"");
    assert_eq!(alarm("writes_refused")["metric_name"], "\"WriteProvisionedThroughputExceeded\"");
    let description = alarm("lag")["alarm_description"].as_str().unwrap();
    assert!(description.contains("one figure for all readers"), "{description}");
    for alert in ["AuditTargetAbsent", "AuditLagGrowing", "AuditCanaryLost"] {
        assert!(description.contains(alert), "what to alarm on instead: {description}");
        let rules = fs::read_to_string(root().join("deploy/prometheus/rules/phi-audit.yml")).unwrap();
        assert!(rules.contains(&format!("- alert: {alert}\n")), "{alert}");
    }
    for name in ["lag", "reads_refused", "writes_refused"] {
        assert_eq!(alarm(name)["alarm_actions"], "${var.alarm_actions}", "{name}");
        assert_eq!(alarm(name)["namespace"], "\"AWS/Kinesis\"", "{name}");
    }
}

#[test]
fn the_bucket_is_closed_encrypted_and_keeps_versions() {
    let all = blocks(&parse(""), "resource");
    let block = &all["aws_s3_bucket_public_access_block.archive"];
    for part in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"] {
        assert_eq!(block[part].as_bool(), Some(true), "{part}");
    }
    assert_eq!(all["aws_s3_bucket_versioning.archive"]["versioning_configuration"][0]["status"], "\"Enabled\"");
    let rule = &all["aws_s3_bucket_server_side_encryption_configuration.archive"]["rule"][0];
    assert_eq!(rule["apply_server_side_encryption_by_default"][0]["kms_master_key_id"], "${aws_kms_key.phi.arn}");
    assert!(all["aws_s3_bucket_lifecycle_configuration.archive"]["rule"][0]["expiration"].is_array());
}

/// The text of a local of outputs.tf, with something in place of what only AWS knows, and conditional lines in it or not.
fn printed(local: &str, fan_out: bool) -> String {
    let text = fs::read_to_string(root().join("deploy/terraform/outputs.tf")).unwrap();
    let own = text.split(&format!("  {local}")).nth(1).unwrap_or_else(|| panic!("no {local}"));
    let body = own.split("<<-EOT\n").nth(1).unwrap().split("  EOT").next().unwrap();
    let mut lines = Vec::new();
    let mut inside = false;
    for line in body.lines() {
        match line.trim() {
            mark if mark.starts_with("%{if") => inside = true,
            "%{endif}" => inside = false,
            _ if inside && !fan_out => {}
            line => lines.push(line.to_owned()),
        }
    }
    let mut text = lines.join("\n");
    while let Some((before, rest)) = text.clone().split_once("${") {
        let (what, after) = rest.split_once('}').expect("closed");
        let value = match what {
            "local.region" => "us-east-1",
            "aws_kinesis_stream.events.name" => "twilio-events",
            "var.name" => "phi-audit",
            other => panic!("{other} is not known here"),
        };
        text = format!("{before}{value}{after}");
    }
    text
}

#[test]
fn the_program_takes_the_settings_that_are_printed() {
    let folder = tempfile::tempdir().unwrap();
    for (local, fan_out) in [("direct_toml", false), ("direct_toml", true), ("fleet_toml", false)] {
        let file = folder.path().join("phi-audit.toml");
        let text = printed(local, fan_out);
        assert_eq!(text.contains("fan_out"), fan_out);
        fs::write(&file, format!("{text}\n[[sink]]\nhttp = {{ url = \"https://siem.example.com/\" }}\n")).unwrap();
        let output =
            Command::new(env!("CARGO_BIN_EXE_phi-audit")).args(["config", "check"]).arg(&file).output().unwrap();
        assert!(output.status.success(), "{local}:\n{text}\n{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Words of AWS alone: no name, account or key of anybody stands in the files.
#[test]
fn no_account_and_no_key_stands_in_the_files() {
    for folder in ["", "example"] {
        for entry in fs::read_dir(root().join("deploy/terraform").join(folder)).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            if !path.is_file() {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let numbers = text.split(|unit: char| !unit.is_ascii_digit()).any(|digits| digits.len() == 12);
            assert!(!numbers && !text.contains("AKIA"), "{}", Path::new(&path).display());
        }
    }
}
