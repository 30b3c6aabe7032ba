//! Rules over several events: what was committed before a crash still counts after it.

use crate::oracle::{CATCH_UP, wait_until_committed};
use crate::service::between;
use crate::testbed::{Broker, wait_until};

const CONVERSATION: &str = "CH0123456789abcdef0123456789abcdef";

/// Somebody joins by Messenger.
fn joined() -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.participant.added","source":"/events/1","id":"EZ1","time":"2026-05-01T00:00:00Z","data":{{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"{CONVERSATION}","MessagingBinding":{{"Type":"messenger","Address":"messenger:1122334455"}}}}}}"#
    )
}

/// PHI is written.
fn said() -> String {
    format!(
        r#"{{"specversion":"1.0","type":"com.twilio.conversations.message.added","source":"/events/1","id":"EZ2","time":"2026-05-01T00:00:01Z","data":{{"AccountSid":"AC00000000000000000000000000000001","ConversationSid":"{CONVERSATION}","Author":"nurse-7","MessageBody":"Maria Lopez (MRN 00482913): your type 2 diabetes lab result is ready"}}}}"#
    )
}

/// How often what came together was alerted when the service was killed between the two events.
fn alerted_over_a_kill(stem: &str, keep: bool) -> usize {
    let broker = Broker::shared();
    let (config, topic, alerts) = between(broker, stem, 1);
    let config = if keep { config.set("linked", "folder", "linked") } else { config };
    let linked = || {
        let alerts = broker.read_all(&alerts);
        alerts.iter().filter(|alert| alert.json()["unmapped"].get("linked").is_some()).count()
    };
    broker.produce(&topic, [joined()]);
    let service = config.start();
    wait_until_committed(broker, stem, &topic, CATCH_UP);
    service.kill();
    assert_eq!(linked(), 0);
    broker.produce(&topic, [said()]);
    let service = config.start();
    // The group lets go of the member that was killed after 45 s.
    wait_until_committed(broker, stem, &topic, CATCH_UP * 2);
    service.stop(CATCH_UP);
    if keep {
        wait_until("the alert is there", CATCH_UP, || linked() > 0);
    }
    linked()
}

#[test]
fn an_event_that_was_committed_before_a_kill_counts_after_it_where_that_is_kept() {
    assert_eq!(alerted_over_a_kill("linked-kept", true), 1);
    assert_eq!(alerted_over_a_kill("linked-in-memory", false), 0, "and is forgotten where it is not");
}
