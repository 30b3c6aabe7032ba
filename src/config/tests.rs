#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::*;

const ONE: &str = "AC00000000000000000000000000000001";
const TWO: &str = "AC00000000000000000000000000000002";
const THREE: &str = "AC00000000000000000000000000000003";

fn only_problem(text: &str) -> Problem {
    let mut problems = parse(text).expect_err("a problem");
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems.remove(0)
}

#[test]
fn an_empty_configuration_is_one() {
    let config = parse("").unwrap();
    assert_eq!(config.accounts.in_scope(), None);
    assert_eq!(config.rules.edition, Edition::EventTime);
}

#[test]
fn the_example_shows_every_setting_and_is_valid_with_the_defaults_switched_on() {
    let example = include_str!("../../phi-audit.example.toml");
    parse(example).unwrap();
    let config = parse(&uncommented(example, &["# "])).unwrap();
    assert_eq!(config.limits, Limits::default(), "the example shows the defaults");
    assert_eq!(config.rules.severity.len(), 1);
    let none = Config::default();
    for (shown, default) in [
        (format!("{:?}", config.alerts), format!("{:?}", none.alerts)),
        (format!("{:?}", config.quarantine), format!("{:?}", none.quarantine)),
        (format!("{:?}", config.service), format!("{:?}", none.service)),
        (format!("{:?}", config.admin), format!("{:?}", none.admin)),
        (format!("{:?}", config.log), format!("{:?}", none.log)),
        (format!("{:?}", config.aws), format!("{:?}", none.aws)),
        (source_without_topics(config), source_without_topics(parse(SOURCE).unwrap())),
    ] {
        assert_eq!(shown, default, "the example shows the defaults");
    }

    let all = uncommented(example, &["# ", "## "]);
    assert_eq!(parse(&all).unwrap().sink.len(), 7, "all of it together is valid too");
    let all = uncommented(example, &["# ", "## ", "### "]);
    let config = parse(&without("canary", &without("source.kafka", &all))).unwrap();
    assert_eq!(stream_without_choices(config), stream_without_choices(parse(STREAM).unwrap()), "with the defaults");
    let mut all = uncommented(example, &["# ", "## ", "### ", "#### "]);
    let shown: toml::Value = toml::from_str(&all).unwrap();
    all = without("canary", &all);
    for other in ["kafka", "kinesis", "kinesis.checkpoints", "kinesis.checkpoints.dynamodb"] {
        all = without(&format!("source.{other}"), &all);
    }
    let config = parse(&all).unwrap();
    assert_eq!(port_without_choices(config), port_without_choices(parse(PORT).unwrap()), "with the defaults");
    for (section, keys) in [
        ("accounts", &["baa", "designated", "subaccounts", "names", "known"][..]),
        ("segment", &["sources", "workspaces", "destinations", "destination", "tracking_plan"]),
        ("segment.destination.0", &["name", "baa", "events", "fields"]),
        ("segment.tracking_plan.0", &["sources", "track", "identify", "group", "page", "screen"]),
        ("setup", &["imported"]),
        ("streams", &["attested_hosts", "third_party_hosts_with_baa", "third_party_sink"]),
        ("rules", &["edition", "matchers", "overlays", "attestations", "disabled", "severity", "allow"]),
        ("rules.allow.0", &["matcher", "category", "field", "fingerprint", "reason", "owner", "until"]),
        ("limits", &["document", "depth", "decoded", "expansion"]),
        ("kafka", &["brokers", "tls", "sasl", "librdkafka"]),
        ("kafka.tls", &["ca", "certificate", "key"]),
        ("kafka.sasl", &["mechanism", "username", "password_file", "password_env", "token_command"]),
        ("source.kafka", &["topics", "group", "start", "instance", "protocol", "assignment", "commit_interval"]),
        ("sink.0", &["required", "kafka"]),
        ("sink.0.kafka", &["topic"]),
        ("aws", &["region", "profile", "endpoint", "role", "attempt_timeout", "operation_timeout"]),
        ("aws.role", &["arn", "session", "external_id"]),
        (
            "source.kinesis",
            &["stream", "start", "fan_out", "share", "poll", "checkpoint_interval", "endpoint", "checkpoints"],
        ),
        ("source.kinesis.checkpoints", &["folder", "dynamodb"]),
        ("source.kinesis.checkpoints.dynamodb", &["table", "create", "silence", "endpoint"]),
        ("source.webhook", &["listen", "durable", "answer_within", "behind_proxy", "tls", "limits", "spool", "route"]),
        ("source.webhook.tls", &["certificate", "key"]),
        ("source.webhook.limits", &["body", "headers", "connections", "request_timeout", "rate", "burst"]),
        ("source.webhook.spool", &["folder", "max_size"]),
        ("source.webhook.route.0", &["name", "path"]),
        ("source.webhook.route.0.twilio", &["url", "auth_token_files", "auth_token_envs", "basic_file", "basic_env"]),
        ("source.webhook.route.1.segment", &["secret_files", "secret_envs", "bearer_files", "bearer_envs"]),
        ("source.webhook.route.2.eventbridge", &["header", "key_files", "key_envs"]),
        ("source.webhook.route.3.pubsub", &["token_files", "token_envs", "bearer_files", "bearer_envs"]),
        ("source.webhook.route.4", &["open"]),
        ("kcl", &["metrics"]),
        ("sink.1.kinesis", &["stream", "endpoint"]),
        ("sink.2.eventbridge", &["bus", "endpoint"]),
        ("sink.3.sns", &["topic", "endpoint"]),
        ("sink.4", &["name", "http"]),
        ("sink.4.http", &["url", "batch", "timeout", "bearer_token_file", "bearer_token_env", "headers", "ca"]),
        ("sink.5.file", &["folder", "roll", "keep"]),
        ("sink.6", &["stdout"]),
        ("alerts", &["minimum", "fold", "fold_entries", "source", "fingerprint_key_file"]),
        ("linked", &["resources", "folder"]),
        ("canary", &["every", "topic", "url"]),
        (
            "suppression.0",
            &["requirement", "account", "product", "pointer", "fingerprint", "owner", "reason", "expires"],
        ),
        ("quarantine", &["folder", "topic", "max_ratio", "window", "max_consecutive"]),
        ("service", &["delivery", "workers", "in_flight_records", "in_flight_bytes", "grace", "stall"]),
        ("admin", &["listen"]),
        ("log", &["format", "level"]),
    ] {
        let place = section.split('.').fold(&shown, |place, part| match part.parse::<usize>() {
            Ok(at) => &place[at],
            Err(_) => &place[part],
        });
        for key in keys {
            // These exclude a setting that is shown.
            let told = ["password_env", "token_command", "bearer_token_env", "basic_env"].contains(key);
            let is_shown = place.get(*key).is_some() || told && example.contains(&format!("`{key}`"));
            assert!(is_shown, "{section}.{key} is not shown");
        }
    }
}

const SOURCE: &str = "[kafka]\nbrokers = \"b\"\n[source.kafka]\ntopics = [\"twilio-events\"]\n";

/// Topics know where they stand, and that differs.
fn source_without_topics(config: Config) -> String {
    let source = service::KafkaSource { topics: Vec::new(), ..config.source.kafka.unwrap() };
    format!("{source:?}")
}

const STREAM: &str = "[source.kinesis]\nstream = \"s\"\n[source.kinesis.checkpoints.dynamodb]\ntable = \"phi-audit\"\n";

/// What the example says of a stream, but for what has no default.
fn stream_without_choices(config: Config) -> String {
    let source = config.source.kinesis.unwrap();
    let table = source.checkpoints.dynamodb.unwrap();
    let start = source.start.get_ref();
    format!(
        "{start} {} {:?} {:?} {:?} {} {:?}",
        source.share, source.poll, source.checkpoint_interval, source.checkpoints.folder, table.create, table.silence
    )
}

const PORT: &str = "[source.webhook]\n[[source.webhook.route]]\npath = \"/\"\nopen = {}\n";

/// What the example says of a port, but for what has no default.
fn port_without_choices(config: Config) -> String {
    let source = config.source.webhook.unwrap();
    format!(
        "{} {:?} {:?} {} {:?} {:?}",
        source.listen, source.durable, source.answer_within, source.behind_proxy, source.limits, source.spool
    )
}

/// The text without a section.
fn without(section: &str, text: &str) -> String {
    let mut inside = false;
    let outside = |line: &&str| {
        inside = if line.starts_with('[') { *line == format!("[{section}]") } else { inside };
        !inside
    };
    text.lines().filter(outside).flat_map(|line| [line, "\n"]).collect()
}

/// The example with its settings and sections behind `marks` switched on.
fn uncommented(example: &str, marks: &[&str]) -> String {
    let mut text = String::new();
    for line in example.lines() {
        let rest = marks.iter().find_map(|mark| line.strip_prefix(mark));
        let is_setting = |rest: &&str| line.starts_with("##") || rest.contains(" = ") && !rest.ends_with('.');
        text += rest.filter(is_setting).unwrap_or(line);
        text.push('\n');
    }
    text
}

#[test]
fn a_mistyped_section_or_key_is_named_with_its_line_and_the_nearest_name() {
    let problem = only_problem("# ours\n[acounts]\ndesignated = []\n");
    assert_eq!((problem.line, problem.what.as_str()), (2, "unknown setting `acounts`"));
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `accounts`?"));

    let problem = only_problem("[segment]\nsources = []\ndestinatons = [\"Mixpanel\"]\n");
    assert_eq!((problem.line, problem.what.as_str()), (3, "unknown setting `destinatons`"));
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `destinations`?"));
}

#[test]
fn a_table_without_the_one_above_it_and_a_date_without_quotes_are_told_how_to_be_written() {
    let problem = only_problem("[[allow]]\ncategory = \"phone\"\n");
    assert_eq!(problem.remedy.as_deref(), Some("write `[[rules.allow]]`"));

    let problem = only_problem("[streams]\nallow = true\n");
    assert!(!problem.remedy.is_some_and(|remedy| remedy.contains("rules.allow")), "it is no table there");

    let problem =
        only_problem("[[rules.allow]]\ncategory = \"phone\"\nreason = \"x\"\nowner = \"y\"\nuntil = 2027-06-30\n");
    assert_eq!((problem.line, problem.what.as_str()), (5, "text is expected here"));
    assert_eq!(problem.remedy.as_deref(), Some("put it in quotes, a date as well: \"2027-01-31\""));
}

#[test]
fn a_mistyped_severity_or_edition_is_named_with_the_nearest_one() {
    let problem = only_problem("[rules.severity]\nvoice-eligible = \"hihg\"\n");
    assert_eq!((problem.line, problem.what.as_str()), (2, "unknown value `hihg`"));
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `high`?"));

    let problem = only_problem("[rules]\nedition = \"2024-04-18\"\n");
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `2024-04-19`?"));
}

#[test]
fn a_broken_file_is_reported_with_its_line() {
    let problem = only_problem("[accounts]\ndesignated = [\"\n");
    assert_eq!(problem.line, 2);
}

#[test]
fn a_wrong_sid_is_reported_and_so_is_a_repeated_one() {
    let text = format!("[accounts]\ndesignated = [\n\"{ONE}\",\n\"SK1\",\n\"{ONE}\",\n]\n");
    let problems = parse(&text).unwrap_err();
    let lines: Vec<_> = problems.iter().map(|problem| problem.line).collect();
    assert_eq!(lines, [4, 5]);
    assert!(problems[0].what.contains("`SK1` is not an Account SID"));
    assert!(problems[1].what.contains("twice"));
}

#[test]
fn a_subaccount_is_in_scope_only_under_a_designated_parent() {
    let config =
        parse(&format!("[accounts]\ndesignated = [\"{ONE}\"]\nsubaccounts = {{ {ONE} = [\"{TWO}\"] }}")).unwrap();
    assert_eq!(config.accounts.in_scope().unwrap(), [ONE.into(), TWO.into()]);

    let problem = only_problem(&format!("[accounts]\nsubaccounts = {{ {ONE} = [\"{TWO}\"] }}"));
    assert_eq!(problem.line, 2);
    assert!(problem.what.contains("not designated itself"));
}

#[test]
fn a_host_is_a_host_and_not_a_url() {
    let problem = only_problem("[streams]\nattested_hosts = [\"https://audio.example.org/x\"]\n");
    assert!(problem.what.contains("is not a host name"));
    parse("[streams]\nattested_hosts = [\"*.example.org\"]\n").unwrap();
}

#[test]
fn a_limit_needs_its_unit_and_its_range() {
    assert!(only_problem("[limits]\ndocument = 16\n").what.contains("a size with its unit"));
    assert!(only_problem("[limits]\ndocument = \"16\"\n").what.contains("is not a size"));
    let problem = only_problem("[limits]\ndepth = 4\n");
    assert_eq!((problem.line, problem.what.as_str()), (2, "`limits.depth = 4` is outside 8 to 120"));
}

#[test]
fn a_list_that_is_given_is_complete_even_when_it_is_empty() {
    let context = parse("[accounts]\ndesignated = []\n").unwrap().context();
    assert_eq!(context.designated_accounts, Some(Vec::new()));
    assert_eq!(context.designated_sources, None);
}

#[test]
fn an_account_may_say_since_when_and_below_which_one() {
    let text = format!(
        r#"[accounts]
baa = "2024-03-01"
designated = ["{ONE}", {{ sid = "{TWO}", from = "2024-06-06" }}]
subaccounts = {{ {ONE} = ["{THREE}"] }}
[[accounts.known]]
sid = "{TWO}"
parent = "{ONE}"
opened = "2024-07-01"
[segment]
sources = [{{ id = "src", from = "2024-06-06" }}]
"#
    );
    let context = parse(&text).unwrap().context();
    let day = context.designated_sources.as_ref().unwrap()[0].from;
    assert_eq!(day.unwrap().to_string(), "2024-06-06");
    let designated = context.designated_accounts.unwrap();
    assert_eq!(
        designated.iter().map(|one| (one.id.as_str(), one.from)).collect::<Vec<_>>(),
        [(ONE, None), (TWO, day), (THREE, None)]
    );
    let known: Vec<_> = context.accounts.iter().map(|one| (one.sid.as_str(), one.parent.as_deref())).collect();
    assert_eq!(known, [(TWO, Some(ONE)), (THREE, Some(ONE))]);
    assert_eq!(context.baa.unwrap().to_string(), "2024-03-01");
}

#[test]
fn what_is_wrong_with_a_dated_account_is_told_with_its_line() {
    let problem = only_problem(&format!("[accounts]\ndesignated = [\n{{ sid = \"{ONE}\", from = \"June 2024\" }}]\n"));
    assert_eq!((problem.line, problem.what.as_str()), (3, "`June 2024` is no day; write it as 2024-12-11"));
    let problem = only_problem(&format!("[accounts]\ndesignated = [\n{{ sid = \"{ONE}\", form = \"2024-06-06\" }}]\n"));
    assert_eq!((problem.line, problem.remedy.as_deref()), (3, Some("did you mean `from`?")));
    let problem = only_problem(&format!("[[accounts.known]]\nsid = \"{ONE}\"\nparent = \"SK1\"\n"));
    assert_eq!(problem.what, "`SK1` is not an Account SID");
}

#[test]
fn a_destination_has_a_baa_by_either_list() {
    let baa = |text: &str| parse(text).unwrap().context().destinations_with_baa;
    assert_eq!(baa("[segment]\n"), None);
    assert_eq!(baa("[segment]\ndestinations = [\"A\"]\n").unwrap(), ["A"]);
    let both = "[segment]\ndestinations = [\"A\"]\n[[segment.destination]]\nname = \"B\"\nbaa = true\n";
    assert_eq!(baa(both).unwrap(), ["A", "B"]);
    assert_eq!(baa("[[segment.destination]]\nname = \"B\"\nbaa = false\n").unwrap(), [""; 0]);

    let problem = only_problem(&both.replace("\"B\"\nbaa = true", "\"A\"\nbaa = false"));
    assert_eq!(problem.line, 4);
    assert!(problem.what.contains("listed as one with a BAA, and has none here"));
    let problem = only_problem("[[segment.destination]]\nname = \"B\"\n");
    assert_eq!(problem.what, "missing field `baa`");
}

#[test]
fn what_a_destination_may_receive_is_told_by_call_and_by_field() {
    let text = "[[segment.destination]]\nname = \"B\"\nbaa = true\nevents = [\"Signed Up\"]\n\
        [[segment.destination]]\nname = \"C\"\nbaa = true\n";
    let limits = parse(text).unwrap().context().destination_limits;
    assert_eq!(limits.len(), 1, "C may receive anything");
    assert_eq!((limits[0].name.as_str(), limits[0].events.as_deref()), ("B", Some(&["Signed Up".to_owned()][..])));
    assert_eq!(limits[0].fields, None);
}

#[test]
fn a_source_has_one_tracking_plan_at_most() {
    let plan = "[[segment.tracking_plan]]\nsources = [\"srcA\"]\n";
    parse(plan).unwrap();
    let problem = only_problem(&plan.repeat(2));
    assert_eq!((problem.line, problem.what.as_str()), (4, "source `srcA` has two tracking plans"));
    let problem = only_problem("[[segment.tracking_plan]]\ntracks = {}\n");
    assert_eq!(problem.remedy.as_deref(), Some("did you mean `track`?"));
}

#[test]
fn a_workspace_needs_an_import_that_says_which_sources_it_holds() {
    let problem = only_problem("[segment]\nworkspaces = [\"ws1\"]\n");
    assert_eq!(problem.line, 2);
    assert!(problem.remedy.unwrap().contains("imported.toml"));
    parse("[segment]\nworkspaces = [\"ws1\"]\n[setup]\nimported = \"imported.toml\"\n").unwrap();
}
