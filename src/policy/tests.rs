//! Tests of the policy room as a whole, over the shipped rules. Detection is played by a stub that knows a few invented persons
//! and diseases. The examples of the rules are run by the real engine, in `rules check`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use crate::detect::{Category, Confidence, Grade, Match, Role, Strength};
use crate::event::{self, Event};
use crate::policy::{Context, EditionMode, Eligibility, Findings, Policy, Region, Severity};

/// What became of an event.
#[derive(Debug)]
struct Judged {
    product: String,
    feature: Option<String>,
    eligibility: Eligibility,
    region: Region,
    findings: Vec<(String, Severity)>,
    as_of: &'static str,
    undated: bool,
    retroactive: bool,
}

impl Judged {
    fn severity(&self, requirement: &str) -> Option<Severity> {
        self.findings.iter().find(|(id, _)| id == requirement).map(|(_, severity)| *severity)
    }
}

fn shipped() -> Policy {
    Policy::embedded(Context::default(), EditionMode::EventTime).unwrap()
}

fn judge(policy: &Policy, json: &str) -> Judged {
    let mut judged = None;
    event::read(json, |event| {
        let matches = stub_matches(&event);
        let mut findings = Findings::default();
        let verdict = policy.judge(&event, &matches, stub_grade(&matches), &mut findings);
        let id = |finding: &super::Finding| policy.requirements()[usize::from(finding.requirement)].id.clone();
        judged = Some(Judged {
            product: verdict.product.to_owned(),
            feature: verdict.feature.map(str::to_owned),
            eligibility: verdict.eligibility,
            region: verdict.region,
            findings: findings.as_slice().iter().map(|finding| (id(finding), finding.severity)).collect(),
            as_of: verdict.as_of.name(),
            undated: verdict.undated,
            retroactive: verdict.retroactive,
        });
    })
    .unwrap();
    judged.unwrap()
}

const KNOWN: &[(&str, Category)] = &[
    ("Maria Lopez", Category::Name),
    ("@example.com", Category::Email),
    ("diabetes", Category::Condition),
    ("+1", Category::Phone),
    ("+44", Category::Phone),
];

fn stub_matches(event: &Event<'_>) -> Vec<Match> {
    let document = event.document();
    let in_leaf = |node| {
        KNOWN.iter().filter(move |(word, _)| document.text(node).contains(word)).map(move |known| (node, known.1))
    };
    let innermost = |node: &event::NodeId| document.children(*node).next().is_none();
    let found = event.nodes().filter(innermost).flat_map(in_leaf);
    let new = |(node, category)| Match {
        matcher: 0,
        category,
        strength: Strength::Pattern,
        confidence: Confidence::High,
        node,
        start: 0,
        end: 1,
        in_key: false,
    };
    found.map(new).collect()
}

fn stub_grade(matches: &[Match]) -> Grade {
    let has = |role| matches.iter().any(|found| found.category.role() == role);
    match (has(Role::Direct), has(Role::Health)) {
        (true, true) => Grade::Phi,
        (true, false) => Grade::Pii,
        (false, true) => Grade::Health,
        (false, false) => Grade::None,
    }
}

fn twilio(kind: &str, time: &str, data: &str) -> String {
    format!(r#"{{"specversion":"1.0","type":"{kind}","id":"EZ1","source":"/x","time":"{time}","data":{data}}}"#)
}

fn message(from: &str, to: &str) -> String {
    let data = format!(
        r#"{{"messageSid":"SM1","accountSid":"AC00000000000000000000000000000001","from":"{from}","to":"{to}"}}"#
    );
    twilio("com.twilio.messaging.message.sent", "2025-01-02T03:04:05Z", &data)
}

#[test]
fn every_observable_row_of_the_guide_is_a_requirement() {
    let policy = shipped();
    let missing: Vec<&str> = include_str!("../../tests/data/observable_requirements.txt")
        .lines()
        .filter(|id| policy.requirement(id).is_err())
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_published_event_type_has_its_product() {
    let policy = shipped();
    for kind in include_str!("../../tests/data/event_types.txt").lines() {
        let judged = judge(&policy, &twilio(kind, "2025-01-02T03:04:05Z", "{}"));
        let short = kind.strip_prefix("com.twilio.").unwrap_or(kind);
        let expected = match short.split('.').next().unwrap() {
            "messaging" if short.starts_with("messaging.compliance.") => "compliance",
            "messaging" => "sms",
            "voice" | "insights" => "voice",
            "engagement-intelligence" | "intelligence" => "voice-intelligence",
            "accountsecurity" => "verify",
            "error-logs" => "debugger",
            "taskrouter" | "apiusage" => "flex",
            "daptbt" => "link-shortening",
            "eventstreams" => "event-streams",
            other => other,
        };
        assert_eq!(judged.product, expected, "{kind}");
    }
}

#[test]
fn the_area_code_places_a_number_and_not_the_plus_one() {
    let policy = shipped();
    for (to, region, severity) in [
        // e6: every state, also codes that libphonenumber does not know
        ("+14155550132", Region::Us, None),
        ("+17295550132", Region::Us, None),
        ("+1 (202) 555-0143", Region::Us, None),
        ("4155550132", Region::Us, None),
        ("14155550132", Region::Us, None),
        // e7
        ("+13405550100", Region::UsTerritory, Some(Severity::Medium)),
        ("+16715550100", Region::UsTerritory, Some(Severity::Medium)),
        ("+17875550100", Region::UsTerritory, Some(Severity::Medium)),
        // e8, e9: the other end is in the US
        ("+18005550100", Region::Us, Some(Severity::Info)),
        ("+18335550100", Region::Us, Some(Severity::Info)),
        ("242733", Region::Us, Some(Severity::Info)),
        // e10
        ("+14165550100", Region::Canada, Some(Severity::High)),
        ("+16005550100", Region::Canada, Some(Severity::High)),
        ("+16225550100", Region::Canada, Some(Severity::High)),
        ("+16335550100", Region::Canada, Some(Severity::High)),
        ("+18765550100", Region::OtherNanp, Some(Severity::High)),
        ("+18295550100", Region::OtherNanp, Some(Severity::High)),
        ("+442079460123", Region::International, Some(Severity::High)),
        ("442079460123", Region::International, Some(Severity::High)),
        // e11
        ("+19005550100", Region::Us, Some(Severity::Medium)),
        ("+15005550006", Region::Us, Some(Severity::Medium)),
        ("+17005550100", Region::Us, Some(Severity::Medium)),
        ("+17105550100", Region::Us, Some(Severity::Medium)),
        ("+15555550100", Region::Us, Some(Severity::Medium)),
        ("+11234567890", Region::Us, Some(Severity::Medium)),
        // e12
        ("CLINIC", Region::Us, Some(Severity::Medium)),
        // e14
        ("+266696687", Region::Us, Some(Severity::Low)),
        ("anonymous", Region::Us, Some(Severity::Low)),
        ("", Region::Us, None),
        // e15
        ("+1415555****", Region::Us, None),
        ("+1416555XXXX", Region::Canada, Some(Severity::High)),
        ("+4420794XXXXX", Region::International, Some(Severity::High)),
        ("XXXXXXX0132", Region::Us, Some(Severity::Info)),
    ] {
        let judged = judge(&policy, &message("+12025550143", to));
        assert_eq!((judged.region, judged.severity("sms-us-area-codes-only")), (region, severity), "{to}");
    }
}

#[test]
fn without_a_us_end_the_region_is_that_of_the_farthest_end() {
    let policy = shipped();
    for (from, to, region) in [
        ("+18005550100", "+18885550100", Region::TollFree),
        ("242733", "anonymous", Region::ShortCode),
        ("242733", "+442079460123", Region::International),
        ("+14165550100", "+18765550100", Region::OtherNanp),
        ("client:nurse", "sip:desk@clinic.example", Region::Unknown),
        ("CLINIC", "+19005550100", Region::Unknown),
    ] {
        assert_eq!(judge(&policy, &message(from, to)).region, region, "{from} {to}");
    }
    let short = judge(&policy, &message("242733", "anonymous"));
    assert_eq!(short.severity("sms-us-area-codes-only"), Some(Severity::Medium));
    assert_eq!(
        judge(&policy, &message("CLINIC", "+442079460123")).severity("sms-us-area-codes-only"),
        Some(Severity::High)
    );
}

#[test]
fn both_ends_and_every_address_field_count() {
    let policy = shipped();
    let parameters = |fields: &str| {
        let data =
            format!(r#"{{"request":{{"url":"https://a.example","parameters":{{"From":"+12025550143",{fields}}}}}}}"#);
        judge(&policy, &twilio("com.twilio.voice.twiml.dial.finished", "2025-01-02T03:04:05Z", &data))
    };
    for field in ["To", "Called", "Caller", "ForwardedFrom"] {
        let judged = parameters(&format!(r#""{field}":"+14165550100""#));
        assert_eq!(judged.severity("voice-us-area-codes-only"), Some(Severity::High), "{field}");
        assert_eq!(judged.eligibility, Eligibility::NotEligible, "{field}");
    }
    assert_eq!(parameters(r#""To":"client:nurse""#).severity("voice-us-area-codes-only"), None);
}

#[test]
fn the_same_event_is_judged_by_the_rules_of_its_own_day() {
    let policy = shipped();
    let transcript =
        |time: &str| judge(&policy, &twilio("com.twilio.engagement-intelligence.transcript.finished", time, "{}"));
    let before = transcript("2024-04-18T23:59:59Z");
    assert_eq!((before.eligibility, before.as_of), (Eligibility::NotDesignated, "2024-04-19"));
    assert_eq!(before.severity("voice-intelligence-not-eligible"), None);
    assert!(before.retroactive);
    let after = transcript("2024-04-19T00:00:00Z");
    assert_eq!((after.eligibility, after.as_of), (Eligibility::NotEligible, "2024-04-19"));
    assert_eq!(after.severity("voice-intelligence-not-eligible"), Some(Severity::Critical));
    assert_eq!(transcript("2024-12-10T23:59:59Z").as_of, "2024-04-19");
    assert_eq!(transcript("2024-12-11T00:00:00Z").as_of, "2024-12-11");
    assert_eq!(transcript("2030-01-01T00:00:00Z").as_of, "2024-12-11");
}

#[test]
fn an_event_without_a_time_is_judged_by_the_newest_edition_and_says_so() {
    let policy = shipped();
    let judged =
        judge(&policy, r#"{"specversion":"1.0","type":"com.twilio.lookup.bulk.job-status-changed","data":{}}"#);
    assert_eq!((judged.undated, judged.as_of, judged.eligibility), (true, "2024-12-11", Eligibility::Eligible));
}

#[test]
fn a_chosen_edition_overrules_the_day_of_the_event() {
    let journey = r#"{"type":"identify","userId":"u","timestamp":"2024-07-01T00:00:00Z","traits":{"j_o_x":true}}"#;
    let by = |mode: &str| judge(&shipped().with(Context::default(), mode.parse().unwrap()), journey);
    assert_eq!(by("event-time").eligibility, Eligibility::Conditional);
    assert_eq!(by("2024-04-19").eligibility, Eligibility::Conditional);
    assert_eq!(by("2024-12-11").eligibility, Eligibility::Eligible);
    assert_eq!(by("2024-12-11").severity("engage-journeys-eligible"), Some(Severity::Info));
    assert_eq!(by("2024-12-11").as_of, "2024-12-11");
}

#[test]
fn what_is_dated_between_two_editions_holds_from_its_own_day() {
    let entity = |time: &str| format!(r#"{{"type":"track","userId":"u","event":"Entity Added","timestamp":"{time}"}}"#);
    let by = |mode: &str, time: &str| {
        let judged = judge(&shipped().with(Context::default(), mode.parse().unwrap()), &entity(time));
        judged.severity("engage-linked-audiences-eligible")
    };
    assert_eq!(by("event-time", "2024-08-19T23:59:59Z"), None);
    assert_eq!(by("event-time", "2024-08-20T00:00:00Z"), Some(Severity::Info));
    assert_eq!(by("2024-04-19", "2024-08-20T00:00:00Z"), None);
    assert_eq!(by("2024-12-11", "2024-08-19T23:59:59Z"), Some(Severity::Info));
}

#[test]
fn segment_calls_find_their_product_and_feature() {
    let policy = shipped();
    for (fields, product, feature) in [
        (r#""type":"track","event":"Signed Up""#, "connections", None),
        (r#""type":"delete""#, "privacy-portal", None),
        (r#""type":"track","event":"Violation Generated""#, "protocols", None),
        (r#""type":"track","event":"Audience Entered""#, "engage", Some("audiences")),
        (r#""type":"track","event":"Trait Computed""#, "engage", Some("computed-traits")),
        (r#""type":"track","event":"Entity Added""#, "engage", Some("linked-audiences")),
        (
            r#""type":"track","event":"x","properties":{"journey_metadata":{"journey_id":"1"}}"#,
            "engage",
            Some("journeys"),
        ),
        (r#""type":"identify","context":{"personas":{"computation_class":"audience"}}"#, "engage", Some("audiences")),
        (
            r#""type":"track","event":"Audience Entered","properties":{"audience_key":"j_o_x"}"#,
            "engage",
            Some("journeys"),
        ),
        (
            r#""type":"track","event":"Trait Computed","properties":{"trait_key":"likelihood_to_buy"}"#,
            "engage",
            Some("predictions"),
        ),
        (
            r#""type":"track","event":"Audience Entered","properties":{"audience_key":"ready_to_buy"}"#,
            "engage",
            Some("suggested-predictive-audiences"),
        ),
        (
            r#""type":"track","event":"Email Opened","properties":{"campaign_key":"k"}"#,
            "engage",
            Some("email-campaigns"),
        ),
        (r#""type":"track","event":"Email Opened","properties":{"campaign_id":"c"}"#, "connections", None),
        (r#""type":"track","event":"SMS Sent","properties":{"space_id":"spa_1"}"#, "engage", Some("sms-campaigns")),
        (
            r#""type":"track","event":"Email List Entered","context":{"personas":{"computation_class":"audience"}}"#,
            "engage",
            Some("audiences"),
        ),
        (r#""type":"track","event":"Group Subscription Updated""#, "engage", Some("premier")),
        (
            r#""type":"track","event":"x","properties":{"_entity_context":{"visit":[]}}"#,
            "connections",
            Some("linked-events"),
        ),
        (r#""type":"identify","context":null"#, "connections", None),
        (r#""type":"identify","context":[]"#, "connections", None),
    ] {
        let judged =
            judge(&policy, &format!(r#"{{{fields},"userId":"u","messageId":"m","timestamp":"2025-01-02T03:04:05Z"}}"#));
        assert_eq!((judged.product.as_str(), judged.feature.as_deref()), (product, feature), "{fields}");
    }
}

#[test]
fn the_schema_names_the_product_where_the_type_does_not() {
    let json = r#"{"specversion":"1.0","type":"com.twilio.something.new","time":"2025-01-02T03:04:05Z",
        "dataschema":"https://events-schemas.twilio.com/Messaging.MessageStatus/9","data":{}}"#;
    assert_eq!(judge(&shipped(), json).product, "sms");
    let unknown = judge(&shipped(), &twilio("com.twilio.something.new", "2025-01-02T03:04:05Z", "{}"));
    assert_eq!((unknown.product.as_str(), unknown.eligibility), ("unknown", Eligibility::NotDesignated));
    let other = judge(&shipped(), r#"{"hello":"world"}"#);
    assert_eq!((other.product.as_str(), other.eligibility), ("unknown", Eligibility::Unknown));
}

#[test]
fn an_account_that_is_not_listed_is_not_designated() {
    let context = Context { designated_accounts: Some(vec!["AC9".into()]), ..Context::default() };
    let judged = judge(&shipped().with(context, EditionMode::EventTime), &message("+12025550143", "+14155550132"));
    assert_eq!(judged.eligibility, Eligibility::NotDesignated);
    assert!(Context::default().assumes_designation());
}

#[test]
fn findings_come_worst_first() {
    let judged = judge(&shipped(), &message("whatsapp:+12025550143", "whatsapp:+442079460123"));
    assert!(judged.findings.is_sorted_by(|left, right| left.1 >= right.1), "{judged:?}");
    assert_eq!(judged.feature.as_deref(), Some("whatsapp"));
}

#[test]
fn a_mistake_in_a_rule_file_is_told_with_its_place_and_what_was_meant() {
    for (file, from, to, told) in [
        ("sms.toml", r#"kind = "not_eligible""#, r#"knd = "not_eligible""#, "did you mean `kind`"),
        ("sms.toml", r#"channels = ["sms"]"#, r#"channels = ["smss"]"#, "`smss` is no channel; did you mean `sms`"),
        ("sms.toml", r#"features = ["mms"]"#, r#"features = ["mns"]"#, "did you mean `mms`"),
        (
            "sms.toml",
            r#"features = ["mms"]"#,
            r#"features = ["mms"], unattested = ["mms-eligibel"]"#,
            "`mms-eligibel` is no requirement; did you mean `mms-eligible`",
        ),
        (
            "sms.toml",
            r#"features = ["mms"]"#,
            r#"features = ["mms"], attested = ["mms-eligible"]"#,
            "`mms-eligible` asks for no attestation",
        ),
        ("sms.toml", r#"from = "2020-03-20""#, r#"from = "2020-13-20""#, "is no day"),
        ("sms.toml", r#"id = "mms-eligible""#, r#"id = "verify-eligible""#, "`verify-eligible` stands in"),
        (
            "video.toml",
            r#"not_equals = ["group", "group-small"]"#,
            r#"scheme = ["a"], equals = ["b"]"#,
            "exactly one thing",
        ),
        ("numbering.toml", "DC = [202, 771]", "DC = [202, 205]", "205 stands in two lists"),
        ("products.toml", "remains = true", "remains = false", "needs `remains = true`"),
    ] {
        let files: Vec<(&str, String)> = super::embedded::FILES
            .iter()
            .map(|(name, text)| {
                (*name, if name.ends_with(file) { text.replacen(from, to, 1) } else { (*text).to_owned() })
            })
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let error = Policy::load(&files, Context::default(), EditionMode::EventTime).unwrap_err().to_string();
        assert!(error.contains(told) && error.contains(".toml"), "{error}");
    }
}

#[test]
fn what_an_api_lists_belongs_to_its_product_and_account() {
    let policy = shipped();
    let account = "AC00000000000000000000000000000001";
    for (kind, data, product) in [
        ("twilio.sink", r#"{"sid":"DG1","sink_type":"webhook"}"#.to_owned(), "event-streams"),
        ("twilio.subscription", format!(r#"{{"sid":"DF1","account_sid":"{account}"}}"#), "event-streams"),
        ("twilio.account", format!(r#"{{"sid":"{account}","status":"active"}}"#), "account"),
        ("twilio.phone-number.sms", format!(r#"{{"account_sid":"{account}","phone_number":"+12025550143"}}"#), "sms"),
        ("twilio.phone-number.voice", format!(r#"{{"account_sid":"{account}"}}"#), "voice"),
        ("twilio.phone-number", format!(r#"{{"account_sid":"{account}"}}"#), "voice"),
        ("segment.source", r#"{"id":"src1","workspaceId":"w1"}"#.to_owned(), "connections"),
        ("segment.destination", r#"{"id":"d1","sourceId":"src1"}"#.to_owned(), "connections"),
        ("segment.tracking-plan", r#"{"id":"rs_1","type":"LIVE"}"#.to_owned(), "protocols"),
    ] {
        let json = format!(
            r#"{{"specversion":"1.0","id":"1","type":"phi-audit.setup.{kind}","source":"/{account}","time":"2025-03-04T00:00:00Z","data":{data}}}"#
        );
        let judged = judge(&policy, &json);
        assert_eq!((judged.product.as_str(), judged.feature.as_deref()), (product, Some("setup")), "{kind}");
        assert_eq!((judged.eligibility, judged.undated), (Eligibility::Eligible, false), "{kind}");
        let owner = match kind {
            _ if kind.starts_with("twilio.") => Some(account),
            "segment.tracking-plan" => None,
            _ => Some("src1"),
        };
        event::read(&json, |event| assert_eq!(event.account(), owner, "{kind}")).unwrap();
    }
}

#[test]
fn a_number_that_an_account_owns_is_placed_by_its_area_code() {
    let policy = shipped();
    for (kind, rule) in [("sms", "sms-us-area-codes-only"), ("voice", "voice-us-area-codes-only")] {
        let json = format!(
            r#"{{"specversion":"1.0","id":"PN1","type":"phi-audit.setup.twilio.phone-number.{kind}","source":"/x","data":{{"phone_number":"+14165550143"}}}}"#
        );
        let judged = judge(&policy, &json);
        assert_eq!(judged.region, Region::Canada);
        assert_eq!(judged.severity(rule), Some(Severity::High), "{:?}", judged.findings);
    }
}

#[test]
fn an_account_is_designated_from_its_day_on() {
    let from = toml::from_str::<Context>(
        r#"designated_accounts = [{ sid = "AC00000000000000000000000000000001", from = "2024-06-06" }]
designated_sources = [{ id = "src1", from = "2024-06-06" }]"#,
    );
    let policy = Policy::embedded(from.unwrap(), EditionMode::EventTime).unwrap();
    let twilio = r#"{"specversion":"1.0","type":"com.twilio.studio.flow.step.ended","id":"EZ1",TIME"data":{"account_sid":"AC00000000000000000000000000000001"}}"#;
    let segment = r#"{"type":"track","event":"Seen","messageId":"m","projectId":"src1",TIME"userId":"u"}"#;
    for (event, name) in [(twilio, "time"), (segment, "timestamp")] {
        for (time, expected) in [
            (format!(r#""{name}":"2024-06-05T23:59:59Z","#), Eligibility::NotDesignated),
            (format!(r#""{name}":"2024-06-06T00:00:00Z","#), Eligibility::Eligible),
            (String::new(), Eligibility::Eligible),
        ] {
            assert_eq!(judge(&policy, &event.replace("TIME", &time)).eligibility, expected, "{time}");
        }
    }
}

/// Whether a condition holds for an event of the account ending in 1, below one ending in 9 where `above` says so.
fn asks(condition: &str, context: &str, above: bool) -> bool {
    let rule = format!(
        r#"[[requirement]]
id = "asked"
product = "x"
kind = "designation"
title = "x"
section = "x"
editions = ["2024-04-19", "2024-12-11"]
references = ["x"]
why = "x"
remedy = "x"
cases = [{{ say = "x", severity = "low", when = {{ {condition} }} }}]
match = [{{ event = "{{}}", severity = "low" }}]
no_match = [{{ event = "{{}}", because = "x" }}]"#
    );
    let tables = super::embedded::FILES.iter().copied().filter(|(name, _)| !name.contains("requirements"));
    let files: Vec<_> = tables.chain([("asked.toml", rule.as_str())]).collect();
    let policy = Policy::load(&files, toml::from_str(context).unwrap(), EditionMode::EventTime).unwrap();
    let parent = if above { r#","parent_account_sid":"AC00000000000000000000000000000009""# } else { "" };
    let event = format!(
        r#"{{"specversion":"1.0","type":"com.twilio.taskrouter.task.created","id":"EV1","time":"2025-01-01T00:00:00Z","data":{{"account_sid":"AC00000000000000000000000000000001"{parent}}}}}"#
    );
    judge(&policy, &event).severity("asked").is_some()
}

#[test]
fn the_account_above_is_what_the_event_or_the_configuration_says() {
    let listed = |sids: &str| format!("designated_accounts = [{sids}]");
    let (nine, other) = (r#""AC00000000000000000000000000000009""#, r#""AC00000000000000000000000000000002""#);
    let known =
        |sid: &str, parent: &str| format!("\n[[accounts]]\nsid = \"AC0000000000000000000000000000000{sid}\"\n{parent}");
    let below = format!("parent = {nine}");
    for (context, above, expected) in [
        (listed(nine), true, "designated"),
        (listed(""), true, "not_designated"),
        (listed(""), false, "unknown"),
        (listed(nine) + &known("1", &below), false, "designated"),
        (listed(nine) + &known("1", ""), false, "none"),
        (listed(other) + &known("2", &below), true, "partly"),
        (listed(other) + &known("2", ""), true, "not_designated"),
        (String::new(), true, "designated"),
    ] {
        for word in ["designated", "partly", "not_designated", "none", "unknown"] {
            let holds = asks(&format!(r#"parent = ["{word}"]"#), &context, above);
            assert_eq!(holds, word == expected, "{word}, {above}: {context}");
        }
    }
}

#[test]
fn an_account_is_older_or_younger_than_the_baa_where_both_days_are_known() {
    let context = |baa: &str, opened: &str| {
        format!("{baa}\n[[accounts]]\nsid = \"AC00000000000000000000000000000001\"\n{opened}")
    };
    for (baa, opened, expected) in [
        (r#"baa = "2024-03-01""#, r#"opened = "2024-02-29""#, "before_baa"),
        (r#"baa = "2024-03-01""#, r#"opened = "2024-03-01""#, "after_baa"),
        ("", r#"opened = "2024-03-01""#, "unknown"),
        (r#"baa = "2024-03-01""#, "", "unknown"),
    ] {
        for word in ["before_baa", "after_baa", "unknown"] {
            assert_eq!(
                asks(&format!(r#"opened = ["{word}"]"#), &context(baa, opened), false),
                word == expected,
                "{word}"
            );
        }
    }
}

#[test]
fn a_number_of_the_customers_own_is_known_by_its_digits() {
    let policy = |context: &str| Policy::embedded(toml::from_str(context).unwrap(), EditionMode::EventTime).unwrap();
    let event = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.sent","id":"EZ1","data":{"from":"+1 800 555 0142","to":"+14155550132"}}"#;
    for (context, expected) in [
        ("", None),
        ("own_numbers = []", Some(false)),
        ("own_numbers = [\"12025550143\", \"18005550142\"]", Some(true)),
        ("own_numbers = [\"12025550143\"]", Some(false)),
    ] {
        event::read(event, |event| assert_eq!(policy(context).context.has_own_number(&event), expected, "{context}"))
            .unwrap();
    }
}

#[test]
fn a_call_goes_to_what_is_on_for_its_source_unless_it_is_switched_off() {
    let context: Context = toml::from_str(
        r#"destinations = [{ source = "src1", name = "Amazon S3" }, { source = "src1", name = "Mixpanel" }]
destinations_with_baa = ["Amazon S3"]"#,
    )
    .unwrap();
    let unknown = Context { destinations_with_baa: None, ..context.clone() };
    let signed =
        Context { destinations_with_baa: Some(vec!["Amazon S3".into(), "mixpanel".into()]), ..context.clone() };
    for (source, integrations, context, expected) in [
        ("src1", "", &context, true),
        ("src1", r#""integrations":{"All":true},"#, &context, true),
        ("src1", r#""integrations":{"Mixpanel":false},"#, &context, false),
        ("src1", r#""integrations":{"All":false},"#, &context, false),
        ("src2", "", &context, false),
        ("src1", "", &unknown, false),
        ("src1", "", &signed, false),
    ] {
        let json = format!(
            r#"{{"type":"track","event":"Seen","messageId":"m",{integrations}"projectId":"{source}","userId":"u"}}"#
        );
        let ask = super::destination::some_connected_without_baa;
        event::read(&json, |event| assert_eq!(ask(&event, context), expected, "{json}")).unwrap();
    }
}
