//! The odd shapes that real streams hold, each as a test.

#![allow(clippy::unwrap_used)]

use super::*;

/// kind, type, id, account, time of every event in `json`.
fn heads(json: &str) -> Vec<(Kind, String, String, String, String)> {
    let text = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let mut heads = Vec::new();
    read(json, |event| {
        let time = event.time().map_or("-".to_owned(), |time| time.to_string());
        heads.push((event.kind(), text(event.event_type()), text(event.id()), text(event.account()), time));
    })
    .unwrap();
    heads
}

/// pointer and text of every scalar of the first event.
fn leaves(json: &str) -> Vec<(String, String)> {
    let mut leaves = Vec::new();
    read(json, |event| {
        let document = event.document();
        for node in event.nodes() {
            if !matches!(document.kind(node), NodeKind::Object | NodeKind::Array) {
                leaves.push((event.pointer(node, |_| false), document.text(node).to_owned()));
            }
        }
    })
    .unwrap();
    leaves
}

fn has(json: &str, pointer: &str, text: &str) {
    let found = leaves(json);
    assert!(found.contains(&(pointer.into(), text.into())), "{pointer} = {text} is not among {found:#?}");
}

const SMS: &str = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.sent","source":"/2010-04-01/Accounts/AC00000000000000000000000000000001/Messages/SM00000000000000000000000000000001.json","id":"EZ00000000000000000000000000000001","time":"2026-03-29T04:00:56.753Z","data":{"to":"+14155550100","from":"+12025550100"}}"#;

#[test]
fn one_event_and_an_array_of_one_are_the_same() {
    assert_eq!(heads(SMS), heads(&format!("[{SMS}]")));
    let (kind, _, id, account, time) = heads(SMS).remove(0);
    assert_eq!(kind, Kind::Twilio);
    assert_eq!(id, "EZ00000000000000000000000000000001");
    assert_eq!(account, "AC00000000000000000000000000000001");
    assert_eq!(time, "2026-03-29T04:00:56.753Z");
}

#[test]
fn data_may_be_a_string_that_holds_json() {
    let json = r#"{"type":"com.twilio.voice.insights.call-summary.complete","data":"{\"account_sid\":\"AC00000000000000000000000000000002\",\"from\":{\"caller\":\"+14155550100\"}}"}"#;
    assert_eq!(heads(json)[0].3, "AC00000000000000000000000000000002");
    has(json, "/data#/from/caller", "+14155550100");
}

#[test]
fn an_id_may_have_any_shape() {
    for id in [
        "VW00000000000000000000000000000001",
        "50ae352aa7c98cbae53b8d0e6c0767b9a445b74e029bfb4f8c7d6efba8ca260b",
        "340d2dcd-7a3d-ea44-cbaa-233c63aefc9b",
    ] {
        let json = format!(r#"{{"type":"com.twilio.x","id":"{id}"}}"#);
        assert_eq!(heads(&json)[0].2, id);
    }
}

#[test]
fn a_missing_time_is_read_from_the_data_or_from_where_the_documentation_puts_it() {
    let json = r#"{"type":"com.twilio.x","data":{"timestamp":"1743100129625"}}"#;
    assert_eq!(heads(json)[0].4, "2025-03-27T18:28:49.625Z");
    let json = r#"{"type":"com.twilio.x","datacontenttype":"2025-10-08T07:17:02.363Z"}"#;
    assert_eq!(heads(json)[0].4, "2025-10-08T07:17:02.363Z");
}

#[test]
fn an_unknown_twilio_type_is_a_twilio_event() {
    assert_eq!(heads(r#"{"type":"com.twilio.brand-new.thing"}"#)[0].0, Kind::Twilio);
}

#[test]
fn segment_calls_are_told_by_type_and_one_more_field() {
    for call in ["identify", "track", "page", "screen", "group", "alias", "delete"] {
        let json = format!(r#"{{"type":"{call}","messageId":"m","context":null,"integrations":[],"version":"1.1"}}"#);
        assert_eq!(heads(&json)[0].0, Kind::Segment, "{call}");
    }
    assert_eq!(heads(r#"{"type":"page"}"#)[0].0, Kind::Unknown);
}

#[test]
fn a_segment_time_falls_back_from_timestamp_to_the_go_form_of_a_deletion() {
    let json = r#"{"type":"delete","userId":"u","timestamp":"0001-01-01T00:00:00Z","originalTimestamp":"2020-05-09 23:54:49.209808489 +0000 UTC m=+70366.298768264"}"#;
    assert_eq!(heads(json)[0].4, "2020-05-09T23:54:49.209808489Z");
}

#[test]
fn every_known_wrapping_is_opened() {
    let track = r#"{"type":"track","messageId":"m1","event":"A","projectId":"p"}"#;
    let text = serde_json::to_string(track).unwrap();
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::STANDARD.encode(track);
    for wrapped in [
        format!("[{track}]"),
        format!(r#"{{"batch":[{track}],"sentAt":"2025-01-01T00:00:00Z","writeKey":"k"}}"#),
        format!(r#"[{{"json":{track}}}]"#),
        format!(r#"{{"version":"0","detail-type":"track","source":"aws.partner/segment.com/p","detail":{track}}}"#),
        format!(r#"{{"message":{{"data":"{encoded}","messageId":"1"}},"subscription":"s"}}"#),
        format!(r#"{{"data":"{encoded}","messageId":"1","publishTime":"t"}}"#),
        format!(r#"{{"Type":"Notification","Message":{text}}}"#),
        format!(r#"{{"Records":[{{"body":{text}}}]}}"#),
        format!(r#"{{"Records":[{{"Sns":{{"Message":{text}}}}}]}}"#),
        format!(r#"{{"Records":[{{"kinesis":{{"data":"{encoded}"}}}}]}}"#),
        format!(r#"{{"records":[{{"recordId":"1","data":"{encoded}"}}]}}"#),
        text.clone(),
    ] {
        let heads = heads(&wrapped);
        assert_eq!(heads.len(), 1, "{wrapped}");
        assert_eq!((heads[0].0, heads[0].2.as_str()), (Kind::Segment, "m1"), "{wrapped}");
    }
}

#[test]
fn what_stands_in_the_wrapping_is_audited_with_its_event() {
    let json = r#"{"detail-type":"track","resources":["identifiedUser/pat@example.com"],"detail":{"type":"track","userId":"u"}}"#;
    has(json, "^/resources/0", "identifiedUser/pat@example.com");
    has(json, "/userId", "u");
}

#[test]
fn base64_twiml_is_read_with_text_and_attributes() {
    use base64::Engine as _;
    let twiml = r#"<?xml version="1.0"?><Response><Say>Take 5 &amp; rest</Say><Dial callerId="+14155550100"><Number>+442071234567</Number></Dial></Response>"#;
    let json = format!(
        r#"{{"type":"com.twilio.voice.x","data":{{"response":{{"responseBody":"{}"}}}}}}"#,
        base64::engine::general_purpose::STANDARD.encode(twiml)
    );
    has(&json, "/data/response/responseBody#/Response/Say", "Take 5 & rest");
    has(&json, "/data/response/responseBody#/Response/Dial/callerId", "+14155550100");
    has(&json, "/data/response/responseBody#/Response/Dial/Number", "+442071234567");
}

#[test]
fn query_strings_and_forms_are_read_as_fields() {
    let url = r#"{"type":"page","context":{"page":{"url":"https://example.com/x?e=pat%40example.com&n=1#top"}}}"#;
    has(url, "/context/page/url#/e", "pat@example.com");
    has(r#"{"parameters":"From=%2B14155550100&Body=hi+there"}"#, "/parameters#/From", "+14155550100");
}

#[test]
fn numbers_keep_their_digits() {
    has(r#"{"a":4111111111111111}"#, "/a", "4111111111111111");
    has(r#"{"a":219099999.0}"#, "/a", "219099999");
    has(r#"{"a":-1.5}"#, "/a", "-1.5");
}

#[test]
fn a_lone_surrogate_does_not_cost_the_event() {
    has(r#"{"a":"cut \ud83d off","b":"\ud83d\ude00"}"#, "/a", "cut \u{fffd} off");
    has(r#"{"a":"cut \ud83d off","b":"\ud83d\ude00"}"#, "/b", "\u{1f600}");
}

#[test]
fn duplicate_keys_are_all_read() {
    let found = leaves(r#"{"a":"1","a":"2"}"#);
    assert_eq!(found.len(), 2);
}

#[test]
fn a_bound_is_noted_and_the_rest_is_read() {
    let deep = format!(r#"{{"a":{}1{},"b":"still here"}}"#, "[".repeat(100), "]".repeat(100));
    has(&deep, "/b", "still here");
    let mut hit = Vec::new();
    read(&deep, |event| hit.extend(event.document().bounds.iter().map(|hit| hit.bound))).unwrap();
    assert_eq!(hit, [Bound::Depth]);
}

#[test]
fn a_document_that_ends_too_early_says_where() {
    let error = read(r#"{"a":"#, |_| {}).unwrap_err();
    assert_eq!((error.kind, error.offset), ("truncated", 4));
    assert_eq!(read("{\"a\":\n oops}", |_| {}).unwrap_err().kind, "syntax");
}

#[test]
fn both_ends_and_every_prefix_are_addresses() {
    let json = r#"{"type":"com.twilio.x","data":{"from":"+1 (202) 555-0100","to":"whatsapp:+14155550100","recipients":["+12125550100"],"FriendlyName":"messenger:123","request":{"parameters":{"Called":"sip:a@example.com"}},"body":"from: me"}}"#;
    let mut addresses = Vec::new();
    read(json, |event| {
        addresses
            .extend(event.addresses().map(|address| (address.form, address.end, address.digits.map(str::to_owned))));
    })
    .unwrap();
    assert_eq!(
        addresses,
        [
            (AddressForm::E164, End::From, Some("12025550100".into())),
            (AddressForm::WhatsApp, End::To, Some("14155550100".into())),
            (AddressForm::E164, End::To, Some("12125550100".into())),
            (AddressForm::Messenger, End::Other, None),
            (AddressForm::Sip, End::To, None),
        ]
    );
}

#[test]
fn a_lone_surrogate_in_decoded_json_costs_no_verdict() {
    has(
        r#"{"type":"com.twilio.x","data":"{\"to\":\"whatsapp:+14155550100\",\"body\":\"hi \\ud83d\"}"}"#,
        "/data#/to",
        "whatsapp:+14155550100",
    );
}

#[test]
fn broken_twiml_and_comments_are_read_as_text() {
    use base64::Engine as _;
    for (twiml, pointer, text) in [
        ("<Response><Say>AT & T calls</Say></Response>", "", "calls"),
        ("<Response><!-- call Pat --></Response>", "/Response", " call Pat "),
        ("\n\nneither XML nor JSON", "", "neither"),
    ] {
        let encoded = base64::engine::general_purpose::STANDARD.encode(twiml);
        let json = format!(r#"{{"type":"com.twilio.voice.x","data":{{"response":{{"responseBody":"{encoded}"}}}}}}"#);
        let found = leaves(&json);
        assert!(found.iter().any(|(at, leaf)| at.ends_with(pointer) && leaf.contains(text)), "{twiml}: {found:#?}");
    }
}

#[test]
fn a_payload_may_hold_several_events() {
    use base64::Engine as _;
    let lines = "{\"type\":\"track\",\"messageId\":\"m1\"}\n{\"type\":\"page\",\"messageId\":\"m2\"}\n";
    let encoded = base64::engine::general_purpose::STANDARD.encode(lines);
    let heads = heads(&format!(r#"{{"Records":[{{"kinesis":{{"data":"{encoded}"}}}}]}}"#));
    assert_eq!(heads.iter().map(|head| head.2.as_str()).collect::<Vec<_>>(), ["m1", "m2"]);
}

#[test]
fn elements_that_are_no_events_hide_none_that_are() {
    let track = r#"{"type":"track","messageId":"m1"}"#;
    for json in [
        format!("[null,{track}]"),
        format!(r#"{{"batch":[{track},null]}}"#),
        format!("[{}]", serde_json::to_string(track).unwrap()),
    ] {
        assert!(heads(&json).iter().any(|head| head.0 == Kind::Segment), "{json}");
    }
    let messages = format!(r#"{{"Messages":[{{"Body":{}}}]}}"#, serde_json::to_string(track).unwrap());
    assert_eq!(heads(&messages)[0].2, "m1");
}

#[test]
fn numbers_are_addresses_in_every_writing() {
    let json = r#"{"type":"com.twilio.x","data":{"from":447911123456,"to":"tel:+447911123456;ext=5","Caller":"+44‑7911‑123456"}}"#;
    let mut digits = Vec::new();
    read(json, |event| digits.extend(event.addresses().map(|address| address.digits.unwrap_or_default().to_owned())))
        .unwrap();
    assert_eq!(digits, ["447911123456"; 3]);
}

#[test]
fn a_payload_that_cannot_be_read_is_an_event_of_its_own() {
    let track = serde_json::to_string(r#"{"type":"track","messageId":"m1"}"#).unwrap();
    let cut = serde_json::to_string(r#"{"type":"track","userId":"u""#).unwrap();
    let json = format!(r#"{{"Records":[{{"body":{track}}},{{"body":{cut}}},{{"body":{track}}}]}}"#);
    let kinds: Vec<Kind> = heads(&json).iter().map(|head| head.0).collect();
    assert_eq!(kinds, [Kind::Segment, Kind::Unknown, Kind::Segment]);
}
