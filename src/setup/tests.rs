//! The room as a whole, over the examples, which are built after the APIs' own documentation.

#![allow(clippy::unwrap_used)]

use std::fs;

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::policy::{Context, Designated};

/// The objects of example files, by the names of these.
fn example(names: &[&str]) -> Vec<Object> {
    let mut objects = Vec::new();
    for name in names {
        let path = format!("{}/examples/setup/{name}", env!("CARGO_MANIFEST_DIR"));
        let (found, faults) = read(name, &fs::read_to_string(path).unwrap());
        assert_eq!(faults, [], "{name}");
        objects.extend(found);
    }
    objects
}

const ALL: [&str; 13] = [
    "accounts.json",
    "numbers.json",
    "sinks.json",
    "subscriptions.json",
    "subscribed-events.json",
    "sources.json",
    "source.json",
    "destinations.json",
    "filters.json",
    "tracking-plans.json",
    "tp_2rFi56u1W4f8fcPxJ92padMtVPj.rules.json",
    "tp_2rFi56u1W4f8fcPxJ92padMtVPj.sources.json",
    "accounts-page-2.json",
];

const CLINIC: &str = "AC00000000000000000000000000000001";
const BILLING: &str = "AC00000000000000000000000000000012";

#[test]
fn the_facts_of_the_examples_are_what_they_say() {
    let objects = example(&ALL);
    let facts = Imported::of(&Related::of(&objects));
    let accounts: Vec<_> = facts
        .account
        .iter()
        .map(|one| (one.sid.as_str(), one.parent.as_deref().unwrap_or(""), one.opened.unwrap().to_string()))
        .collect();
    assert_eq!(
        accounts,
        [
            (CLINIC, CLINIC, "2019-03-14".to_owned()),
            ("AC00000000000000000000000000000011", CLINIC, "2021-05-02".to_owned()),
            (BILLING, CLINIC, "2024-07-15".to_owned()),
        ]
    );
    assert_eq!(facts.account[0].name, None, "the name is an e-mail address");
    let sinks: Vec<_> =
        facts.sink.iter().map(|one| (one.kind.as_str(), one.host.as_deref(), one.types.len())).collect();
    assert_eq!(sinks, [("kinesis", None, 0), ("webhook", Some("hooks.clinic.example"), 2), ("segment", None, 0)]);
    assert_eq!(facts.sink[1].account.as_deref(), Some(CLINIC), "as its subscription says");
    assert_eq!(facts.number.len(), 4);
    let destinations: Vec<_> = facts.destination.iter().map(|one| (one.name.as_str(), one.enabled)).collect();
    assert_eq!(destinations, [("Amazon S3", true), ("Google Analytics 4 Web", true), ("Mixpanel", false)]);
    assert_eq!(facts.source.len(), 2);
}

#[test]
fn a_tracking_plan_is_for_the_sources_that_name_it_or_are_filed_under_it() {
    let objects = example(&ALL);
    let facts = Imported::of(&Related::of(&objects));
    let [plan] = &*facts.tracking_plan else { unreachable!("{:?}", facts.tracking_plan) };
    assert_eq!(plan.sources, ["hq2kPmTzX7ExampleSource", "n4wQdRsV8YExampleSource"]);
    let track = plan.track.as_ref().unwrap();
    assert_eq!(
        track["Appointment Booked"],
        ["address.city", "clinic", "consent", "slot"],
        "with what is common to all"
    );
    assert_eq!(track["Signed Up"], ["consent", "plan"]);
    assert_eq!(plan.identify.as_deref(), Some(&["plan".to_owned()][..]));
    assert_eq!(plan.page, None, "the plan does not speak of them");

    let objects = example(&["tracking-plans.json"]);
    assert_eq!(Imported::of(&Related::of(&objects)).tracking_plan, [], "what it allows is not known");
    let objects = example(&["tracking-plans.json", "tp_2rFi56u1W4f8fcPxJ92padMtVPj.rules.json"]);
    let unbound = Imported::of(&Related::of(&objects)).tracking_plan;
    assert_eq!(unbound[0].sources, [""; 0], "nobody says for which sources");
}

#[test]
fn what_is_written_is_read_again_as_it_was() {
    let objects = example(&ALL);
    let facts = Imported::of(&Related::of(&objects));
    let text = facts.to_toml(&["is it so?\nor not".to_owned()]);
    assert!(text.starts_with(HEAD));
    assert_eq!(Imported::parse(&text).unwrap(), facts);
    assert!(text.ends_with("# - is it so? or not\n"), "a question stays a remark");
}

#[test]
fn no_secret_of_a_listing_is_kept() {
    let objects = example(&ALL);
    let related = Related::of(&objects);
    let facts = Imported::of(&related);
    let events = serde_json::to_string(&events(&related).into_iter().map(|one| one.event).collect::<Vec<_>>()).unwrap();
    let open = open_questions(&facts, &related, &Context::default());
    let all = format!("{events}{}{objects:?}", facts.to_toml(&open));
    let files =
        ALL.map(|name| fs::read_to_string(format!("{}/examples/setup/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap());
    for secret in ["not-a-real-token", "not-a-real-key", "not-a-real-password", "not-a-real-id"] {
        assert!(files.iter().any(|text| text.contains(secret)), "the examples hold {secret}");
        assert!(!all.contains(secret), "{secret}");
    }
}

#[test]
fn a_person_goes_before_an_import() {
    let objects = example(&ALL);
    let facts = Imported::of(&Related::of(&objects));
    let mut context: Context =
        toml(&format!("[[accounts]]\nsid = \"{BILLING}\"\nparent = \"AC00000000000000000000000000000099\"\n"));
    facts.fill(&mut context, None, true);
    let billing = context.accounts.iter().find(|one| one.sid == BILLING).unwrap();
    assert_eq!(billing.parent.as_deref(), Some("AC00000000000000000000000000000099"));
    assert_eq!(billing.opened.unwrap().to_string(), "2024-07-15", "what the person does not say is taken over");
    assert!(!context.third_party_sink, "said to be none");
    assert_eq!(context.designated_accounts, None, "an import designates nobody");
    assert_eq!(context.destinations_with_baa, None);
    assert_eq!(context.destinations.len(), 2, "those that are on");
    assert_eq!(context.own_numbers.unwrap().len(), 4);
}

#[test]
fn a_sink_of_segment_is_one_of_a_third_party_and_a_workspace_stands_for_its_sources() {
    let objects = example(&ALL);
    let facts = Imported::of(&Related::of(&objects));
    let mut context = Context::default();
    let workspaces = [Designated { id: "w6TtExampleWorkspace".to_owned(), from: None }];
    facts.fill(&mut context, Some(&workspaces), false);
    assert!(context.third_party_sink);
    assert_eq!(context.designated_sources, Some(vec!["hq2kPmTzX7ExampleSource".into()]));
}

fn toml(text: &str) -> Context {
    ::toml::from_str(text).unwrap()
}

#[test]
fn what_no_api_says_is_asked_and_what_the_configuration_says_is_not() {
    let objects = example(&ALL);
    let related = Related::of(&objects);
    let facts = Imported::of(&related);
    let open = open_questions(&facts, &related, &Context::default());
    let asked = |open: &[String], part: &str| open.iter().any(|question| question.contains(part));
    for part in
        [CLINIC, "accounts.baa", "hooks.clinic.example", "Mixpanel", "Amazon S3", "hq2kPmTzX7ExampleSource", "DG"]
    {
        assert_eq!(asked(&open, part), part != "Mixpanel", "{part}: {open:#?}");
    }
    let said = toml(&format!(
        "designated_accounts = [\"{CLINIC}\"]\nbaa = \"2024-03-01\"\ndesignated_sources = [\"hq2kPmTzX7ExampleSource\"]\n\
         destinations_with_baa = [\"amazon-s3\"]\nattested_stream_hosts = [\"clinic.example\"]\n"
    ));
    let open = open_questions(&facts, &related, &said);
    for part in [CLINIC, "accounts.baa", "hooks.clinic.example", "Amazon S3", "hq2kPmTzX7ExampleSource"] {
        assert!(!asked(&open, part), "{part}: {open:#?}");
    }
}

#[test]
fn every_object_is_judged_and_what_belongs_to_another_is_judged_with_it() {
    let objects = example(&ALL);
    let judged = events(&Related::of(&objects));
    let of = |kind: &str| -> Vec<&Value> {
        let all = judged.iter().map(|one| &one.event);
        all.filter(|event| event["type"] == format!("phi-audit.setup.{kind}")).collect()
    };
    assert_eq!(of("twilio.account").len(), 3);
    assert_eq!((of("twilio.phone-number.sms").len(), of("twilio.phone-number.voice").len()), (3, 4));
    assert_eq!(of("twilio.subscription")[0]["data"]["types"].as_array().unwrap().len(), 2);
    assert_eq!(of("segment.destination")[0]["data"]["filters"].as_array().unwrap().len(), 1);
    assert_eq!(of("segment.tracking-plan")[0]["data"]["rules"].as_array().unwrap().len(), 4);
    let sink = of("twilio.sink")[1];
    assert_eq!(sink["time"], "2024-05-21T09:14:03Z");
    assert_eq!(sink["source"], format!("/Accounts/{CLINIC}/Sinks/DG00000000000000000000000000000002"));
    assert_eq!(sink["data"]["sink_configuration"]["destination"], "https://[redacted]@hooks.clinic.example/twilio");
    assert_eq!(of("twilio.account")[0]["time"], "2024-03-01T08:00:00Z", "RFC 2822");
}

#[test]
fn answers_are_read_in_whatever_shape_they_were_saved() {
    let account = format!(r#"{{"sid":"{CLINIC}","status":"active","owner_account_sid":"{CLINIC}"}}"#);
    let sdk = format!(
        r#"{{"sid":"{CLINIC}","status":"active","ownerAccountSid":"{CLINIC}","dateCreated":"2024-07-15T00:00:00.000Z"}}"#
    );
    for (text, count) in [
        (account.clone(), 1),
        (format!("[{account},{account}]"), 2),
        (format!(r#"{{"accounts":[{account}],"page":0,"next_page_uri":null}}"#), 1),
        (format!("{{\"accounts\":[{account}]}}\n{{\"accounts\":[{account}]}}"), 2),
        (format!("[{sdk}]"), 1),
        (format!("\u{feff}{account}"), 1),
        (r#"{"accounts":[]}"#.to_owned(), 0),
        (r#"{"data":{"sources":[],"pagination":{"current":"MA=="}}}"#.to_owned(), 0),
        (r#"{"data":{"trackingPlan":{"id":"tp_1","type":"LIVE"}}}"#.to_owned(), 1),
    ] {
        let (objects, faults) = read("a.json", &text);
        assert_eq!((objects.len(), &*faults), (count, &[][..]), "{text}");
    }
}

#[test]
fn what_is_not_understood_is_told_with_its_place_and_the_rest_is_taken() {
    let account = format!(r#"{{"sid":"{CLINIC}","status":"active"}}"#);
    for (text, count, place, what) in [
        (
            format!(r#"{{"accounts":[{account},{{"sid":"SK1"}},{account}]}}"#),
            2,
            "accounts, entry 2",
            "an account has the fields",
        ),
        (format!("{account}\n{account}\n{{\"secretive\": "), 2, "line 3", "no JSON"),
        (
            r#"{"types":[{"type":"com.twilio.x","schema_id":"X"}]}"#.to_owned(),
            0,
            "types, entry 1",
            "a subscribed event",
        ),
        (r#"{"messages":[{"body":"Maria Lopez"}]}"#.to_owned(), 0, "", "no answer of an API that is known"),
        ("[1]".to_owned(), 0, "the array, entry 1", "no object"),
        (String::new(), 0, "", "nothing in it"),
        ("7".to_owned(), 0, "", "no answer of an API"),
    ] {
        let (objects, faults) = read("a.json", &text);
        assert_eq!(objects.len(), count, "{text}");
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert_eq!(faults[0].place, place);
        assert!(faults[0].what.contains(what), "{faults:?}");
        assert!(!format!("{faults:?}").contains("Maria") && !format!("{faults:?}").contains("secretive"));
    }
}

/// Any JSON whose objects have the names that the room looks for.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        "[ -~]{0,12}|DG0{32}|AC0{32}|tp_1|https://u:p@h/x\\?y=z|\u{e9}\u{0}\"\\\\".prop_map(Value::String),
    ];
    let key = prop_oneof![
        prop::sample::select(vec![
            "sid",
            "status",
            "sinks",
            "sink_type",
            "sink_sid",
            "sinkConfiguration",
            "destination",
            "subscriptions",
            "subscription_sid",
            "types",
            "type",
            "accounts",
            "incoming_phone_numbers",
            "phone_number",
            "capabilities",
            "sms",
            "data",
            "sources",
            "source",
            "id",
            "workspaceId",
            "destinations",
            "sourceId",
            "metadata",
            "name",
            "filters",
            "destinationId",
            "actions",
            "trackingPlans",
            "rules",
            "jsonSchema",
            "properties",
            "traits",
            "writeKeys",
            "auth_token",
            "date_updated",
            "enabled",
            "trackingPlanId",
            "key",
        ])
        .prop_map(str::to_owned),
        "[a-z]{0,4}",
    ];
    leaf.prop_recursive(6, 96, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((key.clone(), inner), 0..8).prop_map(|all| Value::Object(all.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_makes_a_panic_and_what_is_written_is_always_read_again(values in prop::collection::vec(json(), 1..4)) {
        let text: String = values.iter().map(|value| format!("{value}\n")).collect();
        let (objects, _) = read("tp_1.json", &text);
        let related = Related::of(&objects);
        let facts = Imported::of(&related);
        let open = open_questions(&facts, &related, &Context::default());
        prop_assert_eq!(Imported::parse(&facts.to_toml(&open)).unwrap(), facts.clone());
        facts.fill(&mut Context::default(), Some(&[]), false);
        for judged in events(&related) {
            prop_assert!(judged.event["type"].as_str().unwrap().starts_with("phi-audit.setup."));
        }
    }

    #[test]
    fn no_text_makes_a_panic(text in "\\PC{0,200}") {
        let (objects, _) = read("a", &text);
        let _ = events(&Related::of(&objects));
    }
}
