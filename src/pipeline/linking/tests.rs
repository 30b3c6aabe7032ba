//! What is remembered, over restarts and reloads.

use std::path::PathBuf;

use super::*;
use crate::audit::{Audited, Auditor};
use crate::fingerprint::FingerprintKey;
use crate::policy::embedded;
use crate::rules::{Rules, RulesBuilder};

/// The shipped tables with linked rules of our own: the first and the second, or only the second.
fn rules(both: bool) -> Arc<Rules> {
    let ours = include_str!("../../linked/tests.toml");
    let (first, second) = ours.rsplit_once("[[requirement]]").expect("two requirements");
    let ours = if both { ours.to_owned() } else { format!("[[requirement]]{second}") };
    assert!(first.contains("own-conversation") && second.contains("own-user"));
    let tables = embedded::FILES.iter().filter(|(name, _)| !name.contains("/requirements/"));
    let mut files: Vec<(String, String)> = tables.map(|(name, text)| ((*name).into(), (*text).into())).collect();
    files.push(("own.toml".into(), ours));
    RulesBuilder::default().policies(files).build().expect("they are sound")
}

fn joined() -> &'static str {
    r#"{"specversion":"1.0","type":"com.twilio.conversations.participant.added","id":"EZ1","source":"/x","time":"2025-01-01T00:00:00Z","data":{"ConversationSid":"CH00000000000000000000000000000001","MessagingBinding.Type":"whatsapp","MessagingBinding.Address":"whatsapp:+14155550132"}}"#
}

fn said() -> &'static str {
    r#"{"specversion":"1.0","type":"com.twilio.conversations.message.added","id":"EZ2","source":"/x","time":"2025-01-01T00:00:01Z","data":{"ConversationSid":"CH00000000000000000000000000000001","Body":"Maria Lopez, maria.lopez@example.com, has type 2 diabetes"}}"#
}

fn called(event: &str) -> String {
    format!(
        r#"{{"type":"track","event":"{event}","messageId":"m-{event}","timestamp":"2025-01-01T00:00:00Z","userId":"maria.lopez"}}"#
    )
}

struct Service {
    linking: Arc<Linking>,
    rules: Arc<Rules>,
    ruleset: Arc<Ruleset>,
    folder: PathBuf,
}

impl Service {
    fn start(folder: &Path, key: Option<u8>, both: bool) -> Self {
        let rules = rules(both);
        let ruleset = Arc::new(Ruleset::of(&rules));
        let keying = match key {
            Some(byte) => Keying::lasting(FingerprintKey::of_block([byte; 64])),
            None => Keying::passing(FingerprintKey::of_block([99; 64])),
        };
        let metrics = Metrics::new().unwrap();
        let linking = Linking::open(100, Some(folder), keying, Arc::clone(&ruleset), metrics).unwrap();
        Self { linking, rules, ruleset, folder: folder.to_owned() }
    }

    /// What an event breaks together with those before. What it adds is saved.
    fn hear(&self, event: &str) -> Vec<Broken> {
        let mut broken = Vec::new();
        Auditor::new(Arc::clone(&self.rules)).audit(event.as_bytes(), &mut |audited| {
            let Audited::Event(event) = audited else { panic!("unread") };
            broken = self.linking.observe(&event, &self.ruleset);
        });
        self.linking.save();
        broken
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.folder.join("linked.redb")).unwrap()
    }
}

#[test]
fn what_was_heard_before_a_restart_counts_after_it() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Service::start(folder.path(), None, true).hear(joined()).is_empty());
    let broken = Service::start(folder.path(), None, true).hear(said());
    assert_eq!(broken.len(), 1);
    assert_eq!(broken[0].record.resource.id.as_deref(), Some("CH00000000000000000000000000000001"));
    assert!(broken[0].lasting);
}

#[test]
fn an_event_that_is_read_again_says_the_same_again_so_that_no_alert_is_lost_in_between() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path(), None, true);
    service.hear(joined());
    let first = service.hear(said());
    assert_eq!(service.hear(said()), first);
    drop(service);
    assert_eq!(Service::start(folder.path(), None, true).hear(said()), first);
}

#[test]
fn what_was_not_saved_is_not_there_and_the_event_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let service = Service::start(folder.path(), None, true);
    Auditor::new(Arc::clone(&service.rules)).audit(joined().as_bytes(), &mut |audited| {
        let Audited::Event(event) = audited else { panic!("unread") };
        service.linking.observe(&event, &service.ruleset);
    });
    drop(service);
    assert!(Service::start(folder.path(), None, true).hear(said()).is_empty());
}

#[test]
fn what_is_heard_of_again_after_it_was_forgotten_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (rules, metrics) = (rules(true), Metrics::new().unwrap());
    let (ruleset, keying) = (Arc::new(Ruleset::of(&rules)), Keying::passing(FingerprintKey::of_block([99; 64])));
    let linking = Linking::open(1, Some(folder.path()), keying, Arc::clone(&ruleset), metrics).unwrap();
    let hear = |event: &str| {
        Auditor::new(Arc::clone(&rules)).audit(event.as_bytes(), &mut |audited| {
            let Audited::Event(event) = audited else { panic!("unread") };
            linking.observe(&event, &ruleset);
        });
    };
    // Room for one and as many again: the third makes it forget the first, which then comes again in the same batch.
    for last in ["1", "2", "3", "1"] {
        hear(
            &joined()
                .replace("CH00000000000000000000000000000001", &format!("CH0000000000000000000000000000000{last}")),
        );
    }
    linking.save();
    drop(linking);
    assert_eq!(Service::start(folder.path(), None, true).hear(said()).len(), 1);
}

#[test]
fn users_are_known_again_by_the_same_key_alone_and_never_named() {
    let [opened, closed] = ["Opened", "Closed"].map(called);
    for (before, after, found) in [(Some(1), Some(1), 1), (Some(1), Some(2), 0), (None, None, 0), (Some(1), None, 0)] {
        let folder = tempfile::tempdir().unwrap();
        Service::start(folder.path(), before, true).hear(&opened);
        let service = Service::start(folder.path(), after, true);
        assert_eq!(service.hear(&closed).len(), found, "{before:?} {after:?}");
        let bytes = service.bytes();
        assert!(!bytes.windows(5).any(|window| window.eq_ignore_ascii_case(b"lopez")));
    }
}

#[test]
fn a_reload_keeps_what_the_new_rules_ask_for_too() {
    let folder = tempfile::tempdir().unwrap();
    let [opened, closed] = ["Opened", "Closed"].map(called);
    let mut service = Service::start(folder.path(), Some(1), true);
    service.hear(&opened);
    service.hear(joined());
    // A thread that still judges by the rules before is understood.
    let fewer = Arc::new(Ruleset::of(&rules(false)));
    service.linking.reload(&fewer);
    assert_eq!(service.hear(&closed).len(), 1);
    assert!(service.hear(said()).is_empty(), "the rule about conversations has gone");
    (service.rules, service.ruleset) = (rules(false), fewer);
    assert_eq!(service.hear(&closed).len(), 1);
    drop(service);
    assert_eq!(Service::start(folder.path(), Some(1), true).hear(&closed).len(), 1, "and so it does in the file");
}

#[test]
fn a_file_of_another_version_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    drop(Service::start(folder.path(), None, true));
    let database = crate::database::open(folder.path(), "linked.redb", 1 << 20).unwrap();
    let write = database.begin_write().unwrap();
    let meta: redb::TableDefinition<'_, &str, &[u8]> = redb::TableDefinition::new("meta");
    write.open_table(meta).unwrap().insert("version", &b"0"[..]).unwrap();
    write.commit().unwrap();
    drop(database);
    let (rules, metrics) = (rules(true), Metrics::new().unwrap());
    let keying = Keying::passing(FingerprintKey::of_block([0; 64]));
    let opened = Linking::open(9, Some(folder.path()), keying, Arc::new(Ruleset::of(&rules)), metrics);
    assert!(opened.is_err_and(|error| error.what.contains("another version")));
}
