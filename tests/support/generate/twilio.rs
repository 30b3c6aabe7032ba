//! Twilio Event Streams: CloudEvents with the payloads of the products a clinic uses.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::Draft;

/// The account of all events.
pub const ACCOUNT: &str = "AC5f0c0ffee0ddba11facade5eed5ca1ab";
const CLINIC: &str = "+12165550100";

/// The envelope in the order in which Twilio writes it.
#[derive(Serialize)]
struct Envelope {
    specversion: &'static str,
    #[serde(rename = "type")]
    event_type: String,
    source: String,
    id: String,
    dataschema: String,
    datacontenttype: &'static str,
    time: String,
    data: Json,
}

pub(super) fn event(draft: &mut Draft<'_>) -> String {
    let envelope = match draft.random.below(100) {
        0..44 => message_status(draft),
        44..68 => inbound(draft),
        68..74 => voice(draft),
        74..79 => task(draft),
        79..89 => conversation(draft),
        89..92 => error_log(draft),
        // The last two carry no text: where PHI is due, a message takes their place.
        _ if draft.phi => inbound(draft),
        92..96 => verification(draft),
        _ => call_summary(draft),
    };
    serde_json::to_string(&envelope).unwrap_or_default()
}

fn envelope(draft: &mut Draft<'_>, event_type: &str, schema: &str, source: String, data: Json) -> Envelope {
    Envelope {
        specversion: "1.0",
        event_type: format!("com.twilio.{event_type}"),
        source,
        id: draft.sid("EZ"),
        dataschema: format!("https://events-schemas.twilio.com/{schema}"),
        datacontenttype: "application/json",
        time: draft.moment.rfc3339(),
        data,
    }
}

/// The other end's number: mostly in the United States, sometimes on a channel or in a country where PHI may not go.
fn other_end(draft: &mut Draft<'_>) -> String {
    let number = match draft.random.below(50) {
        0 => format!("+1416555{:04}", draft.random.between(100, 199)),
        1 => format!("+447700900{}", draft.random.digits(3)),
        _ => draft.identifiers.make("e164", draft.random),
    };
    draft.carry("phone", number.clone());
    if draft.random.below(40) == 0 { format!("whatsapp:{number}") } else { number }
}

fn message_status(draft: &mut Draft<'_>) -> Envelope {
    let (sid, service, to, body) = (draft.sid("SM"), draft.sid("MG"), other_end(draft), draft.text());
    let status = draft.random.pick(&["queued", "sent", "sent", "delivered", "undelivered"]);
    let event_type = format!("messaging.message.{status}");
    let time = draft.moment.rfc3339();
    let mut data = json!({
        "messageSid": sid, "timestamp": time, "accountSid": ACCOUNT, "eventName": format!("com.twilio.{event_type}"),
        "apiVersion": "2010-04-01", "from": CLINIC, "to": to, "messageStatus": status.to_ascii_uppercase(),
        "messagingServiceSid": service, "body": body, "statusCallBackUrl": "https://hooks.example.com/sms/status",
        "mnc": "410", "mcc": "310", "tags": {}, "numberOfSegments": 1, "dateUpdated": time,
    });
    // Where the customer has Twilio discard what was said, the status comes without a body.
    if matches!(status, "queued" | "sent")
        && !draft.phi
        && let Some(fields) = data.as_object_mut()
    {
        fields.remove("body");
        fields.remove("messagingServiceSid");
    }
    let source = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}.json");
    envelope(draft, &event_type, "Messaging.MessageStatus/7", source, data)
}

fn inbound(draft: &mut Draft<'_>) -> Envelope {
    let (sid, service, from, body) = (draft.sid("SM"), draft.sid("MG"), other_end(draft), draft.text());
    let data = json!({
        "numMedia": 0, "timestamp": draft.moment.rfc3339(), "recipients": [], "accountSid": ACCOUNT, "messagingServiceSid": service,
        "to": CLINIC, "numSegments": 1, "messageSid": sid, "eventName": "com.twilio.messaging.inbound-message.received",
        "body": body, "from": from, "fromCountry": "US", "fromState": "OH", "fromCity": "CLEVELAND", "fromZip": "44101",
        "toCountry": "US", "toState": "OH", "toCity": "CLEVELAND", "toZip": "44113",
    });
    let source = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages/{sid}.json");
    envelope(draft, "messaging.inbound-message.received", "Messaging.InboundMessageV1/6", source, data)
}

fn voice(draft: &mut Draft<'_>) -> Envelope {
    let (call, event, from, said) = (draft.sid("CA"), draft.sid("VW"), other_end(draft), draft.text());
    let twiml = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><Response><Say>{}</Say><Gather numDigits="1" action="https://voice.example.com/ivr/next"/></Response>"#,
        said.replace('&', "&amp;")
    );
    let (time, date) = (draft.moment.rfc3339(), draft.moment.rfc2822());
    let data = json!({
        "sid": call, "requestDateCreated": date, "timestamp": time, "eventSid": event,
        "request": { "method": "POST", "url": "https://voice.example.com/ivr/main", "parameters": {
            "CallSid": call, "AccountSid": ACCOUNT, "From": from, "To": CLINIC, "CallStatus": "in-progress", "Digits": "1" } },
        "response": { "responseCode": 200, "requestDuration": draft.random.between(20, 900),
            "contentType": "application/xml;charset=UTF-8", "responseBody": STANDARD.encode(twiml), "dateCreated": date },
    });
    envelope(draft, "voice.twiml.gather.finished", "Voice.WebhookEvent/2", format!("/v1/Calls/{call}"), data)
}

fn task(draft: &mut Draft<'_>) -> Envelope {
    let (sid, task, from, note) = (draft.sid("EV"), draft.sid("WT"), other_end(draft), draft.text());
    let channel = draft.random.pick(&["voice", "sms", "sms", "web"]);
    let attributes =
        json!({ "channelType": channel, "from": from, "called": CLINIC, "direction": "inbound", "note": note });
    let time = draft.moment.rfc3339();
    let data = json!({
        "sid": sid, "name": "TaskCreated", "account_sid": ACCOUNT, "timestamp": time, "level": "INFO", "group": "task",
        "product_name": "TaskRouter", "publisher_metadata": "{}", "payload_type": "application/json",
        "payload": { "sid": sid, "eventtype": "task.created", "account_sid": ACCOUNT, "timestamp": time, "task_sid": task,
            "workspace_name": "Flex Task Assignment", "task_attributes": attributes.to_string(), "task_age": 0,
            "task_priority": 0, "task_assignment_status": "pending", "task_queue_name": "Front desk" },
    });
    envelope(draft, "taskrouter.task.created", "TaskRouter.WDSEvent/4", format!("/v1/Tasks/{task}"), data)
}

fn conversation(draft: &mut Draft<'_>) -> Envelope {
    let (conversation, message, author, body) = (draft.sid("CH"), draft.sid("IM"), other_end(draft), draft.text());
    let data = json!({
        "AccountSid": ACCOUNT, "Author": author, "ParticipantSid": draft.sid("MB"), "ConversationSid": conversation,
        "MessageSid": message, "Index": draft.random.below(40), "MessageBody": body, "DateCreated": draft.moment.rfc3339(),
        "MessagingServiceSid": draft.sid("MG"), "Media": [], "Attributes": {},
    });
    envelope(
        draft,
        "conversations.message.added",
        "Conversations.MessageAdded/2",
        format!("/v1/Conversations/{conversation}"),
        data,
    )
}

fn error_log(draft: &mut Draft<'_>) -> Envelope {
    let (sid, from, body) = (draft.sid("NO"), other_end(draft), draft.text());
    let payload = json!({
        "resource_sid": draft.sid("SM"), "error_code": 11200, "more_info": { "Msg": "HTTP retrieval failure" },
        "webhook": { "request": { "url": "https://hooks.example.com/sms/in", "method": "POST",
            "parameters": { "From": from, "To": CLINIC, "Body": body, "NumMedia": "0" } }, "response": { "status_code": 502 } },
    });
    let data = json!({
        "sid": sid, "account_sid": ACCOUNT, "date_created": draft.moment.rfc3339(), "level": "ERROR",
        "product_name": "Programmable Messaging", "error_code": "11200", "payload": payload.to_string(),
    });
    envelope(draft, "error-logs.error.logged", "ErrorLogs.Error/2", format!("/v1/Alerts/{sid}"), data)
}

fn verification(draft: &mut Draft<'_>) -> Envelope {
    let (service, verification, to) = (draft.sid("VA"), draft.sid("VE"), other_end(draft));
    let time = draft.moment.rfc3339();
    let data = json!({
        "account_sid": ACCOUNT, "service_sid": service, "verification_sid": verification, "friendly_name": "Lakeside portal",
        "custom_code_enabled": false, "created_at": time, "to": to, "verification_status": "APPROVED", "country": "US", "code_length": 6,
        "send_code_attempts": { "count": 1, "attempts": [{ "time": time, "channel": "SMS", "attempt_sid": draft.sid("VL"),
            "delivery_status": "DELIVERED", "locale": "en", "tags": {} }] },
        "check_attempts": { "count": 1, "attempts": [{ "time": time, "status": "SUCCESS" }] },
    });
    let source = format!("/v1/Accounts/{ACCOUNT}/Services/{service}/Verifications/{verification}");
    envelope(
        draft,
        "accountsecurity.verify.verification.approved",
        "AccountSecurity.VerifyEventStreamEvent/3",
        source,
        data,
    )
}

fn call_summary(draft: &mut Draft<'_>) -> Envelope {
    let (call, from) = (draft.sid("CA"), other_end(draft));
    let time = draft.moment.rfc3339();
    let data = json!({
        "call_sid": call, "account_sid": ACCOUNT, "parent_call_sid": "", "start_time": time, "end_time": time, "duration": 93,
        "connect_duration": 88, "call_type": "carrier", "call_state": "completed",
        "from": { "caller": from, "callee": "", "carrier": "", "connection": "mobile", "country_code": "US", "ip_address": "" },
        "to": { "caller": "", "callee": CLINIC, "carrier": "", "connection": "voip", "country_code": "US", "ip_address": "" },
        "processing_state": "complete", "processing_version": 4, "tags": ["high_jitter"], "attributes": null,
        "properties": { "q850_cause": 16, "last_sip_response_num": 200, "pdd_ms": 801, "media_region": "us1", "direction": "inbound" },
    });
    envelope(
        draft,
        "voice.insights.call-summary.complete",
        "VoiceInsights.CallSummary/7",
        format!("/v1/Voice/{call}/Summary"),
        data,
    )
}
