//! Which Twilio resource an event is about: the message, call, conversation … whose many events belong together.
//!
//! A SID is looked for under the names in [`NAMES`], the most specific resource first, in the event's `data`, in the `payload`
//! of TaskRouter and in the request parameters of voice webhooks. Only what has the form of a SID (two letters and 32
//! hexadecimal digits) counts. A Segment call is about nothing but itself.

use crate::event::document::NodeId;
use crate::event::envelope::Event;
use crate::event::{Document, Kind};

/// Folded field names of SIDs, in the order in which they are asked. A recording or a transcription belongs to its call, a
/// reservation to its task, a step to its execution.
pub(crate) const NAMES: [&str; 13] = [
    "messagesid",
    "smssid",
    "callsid",
    "conferencesid",
    "conversationsid",
    "executionsid",
    "tasksid",
    "verificationsid",
    "roomsid",
    "transcriptsid",
    "recordingsid",
    "resourcesid",
    "sid",
];

/// Prefixes of SIDs that are no resource: accounts, and what names the single event.
const NO_RESOURCES: [&str; 5] = ["AC", "EV", "EZ", "NO", "VW"];

impl<'d> Event<'d> {
    /// The SID of the resource the event is about, and the value that holds it.
    pub(crate) fn resource(&self) -> Option<(&'d str, NodeId)> {
        if self.kind() != Kind::Twilio {
            return None;
        }
        let (document, data) = (self.document(), self.data());
        let parameters = || document.member(document.member(data, "request")?, "parameters");
        let places = [Some(data), document.member(data, "payload"), parameters()];
        NAMES.iter().find_map(|name| places.into_iter().flatten().find_map(|place| sid(document, place, name)))
    }
}

fn sid<'d>(document: &'d Document, place: NodeId, name: &str) -> Option<(&'d str, NodeId)> {
    let node = document.member(place, name)?;
    let text = document.text(node);
    let (prefix, digits) = text.split_at_checked(2)?;
    let formed = digits.len() == 32
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && prefix.bytes().all(|byte| byte.is_ascii_uppercase());
    (formed && !NO_RESOURCES.contains(&prefix)).then_some((text, node))
}

#[cfg(test)]
mod tests {
    use crate::event;

    fn resource(data: &str) -> Option<String> {
        let json = format!(r#"{{"specversion":"1.0","type":"com.twilio.x","id":"EZ1","data":{data}}}"#);
        let mut found = None;
        event::read(&json, |event| found = event.resource().map(|(sid, _)| sid.to_owned())).unwrap();
        found
    }

    #[test]
    fn the_most_specific_sid_is_the_resource_wherever_a_product_keeps_it() {
        let sid = |prefix: &str| format!("{prefix}{}", "0a".repeat(16));
        for (data, expected) in [
            (format!(r#"{{"messagingServiceSid":"{}","messageSid":"{}"}}"#, sid("MG"), sid("SM")), sid("SM")),
            (format!(r#"{{"ConversationSid":"{}","MessageSid":"{}"}}"#, sid("CH"), sid("IM")), sid("IM")),
            (format!(r#"{{"call_sid":"{}","conference_sid":"{}"}}"#, sid("CA"), sid("CF")), sid("CA")),
            (format!(r#"{{"request":{{"parameters":{{"CallSid":"{}"}}}}}}"#, sid("CA")), sid("CA")),
            (format!(r#"{{"sid":"{}","payload":{{"task_sid":"{}"}}}}"#, sid("EV"), sid("WT")), sid("WT")),
            (format!(r#""{{\"execution_sid\":\"{}\"}}""#, sid("FN")), sid("FN")),
        ] {
            assert_eq!(resource(&data), Some(expected), "{data}");
        }
    }

    #[test]
    fn accounts_single_events_and_what_only_looks_like_a_sid_are_no_resource() {
        for text in ["AC", "NO", "EV"]
            .map(|prefix| format!("{prefix}{}", "0".repeat(32)))
            .iter()
            .map(String::as_str)
            .chain(["SM1", "", "sm00000000000000000000000000000000"])
        {
            assert_eq!(resource(&format!(r#"{{"sid":"{text}"}}"#)), None, "{text}");
        }
    }
}
