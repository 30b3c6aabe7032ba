//! The state machine on the wire: golden transcripts of exact lines, and what holds for any course of things.
//!
//! In a transcript `>` is a line of the daemon and `<` the line that answers it. `=` says how the audit stands: the time in
//! milliseconds, what is acknowledged, how many records are under way, and whether there is room; whatever is said to that
//! comes next.

use proptest::prelude::*;

use super::*;
use crate::source::Sequence;
use crate::source::kcl::protocol::Message;

const PACE: Pace = Pace { interval_ms: 5_000, grace_ms: 25_000 };

fn position(text: &str) -> Position {
    let (sequence, sub) = text.split_once('.').unwrap_or((text, "0"));
    Position { sequence: Sequence::new(sequence).unwrap(), sub: sub.parse().unwrap() }
}

fn input(line: &str) -> Input {
    match Message::parse(line.as_bytes()).unwrap() {
        Message::Initialize { .. } => Input::Asked(Action::Initialize),
        Message::Records { .. } => Input::Asked(Action::ProcessRecords),
        Message::LeaseLost => Input::Asked(Action::LeaseLost),
        Message::ShardEnded => Input::Asked(Action::ShardEnded),
        Message::ShutdownRequested => Input::Asked(Action::ShutdownRequested),
        Message::Checkpoint(answer) => Input::Answered(answer),
    }
}

/// `= 5000 acknowledged 7.2 under_way 3 full`
fn standing(line: &str) -> Standing {
    let mut words = line.split_ascii_whitespace();
    let mut standing =
        Standing { now_ms: words.next().unwrap().parse().unwrap(), acknowledged: None, under_way: 0, room: true };
    while let Some(word) = words.next() {
        match word {
            "acknowledged" => standing.acknowledged = words.next().map(position),
            "under_way" => standing.under_way = words.next().unwrap().parse().unwrap(),
            "full" => standing.room = false,
            other => panic!("{other}"),
        }
    }
    standing
}

/// Plays the daemon's side and the audit's, and compares the whole conversation with what was expected.
fn plays(transcript: &str) {
    let mut machine = Machine::new(PACE);
    let mut now = standing("0");
    let mut seen = String::new();
    for line in transcript.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let reply = match line.split_at(2) {
            ("> ", said) => machine.step(input(said), &now),
            ("= ", stands) => {
                now = standing(stands);
                machine.step(Input::Progress, &now)
            }
            ("< ", _) => continue,
            _ => panic!("{line}"),
        };
        seen += &format!("{line}\n");
        if let Some(reply) = reply.unwrap() {
            seen += &format!("< {}", reply.to_line());
        }
    }
    let expected: String =
        transcript.lines().map(str::trim).filter(|line| !line.is_empty()).map(|line| format!("{line}\n")).collect();
    assert_eq!(seen, expected);
}

#[test]
fn records_are_answered_while_they_are_audited_and_saved_when_they_are_done() {
    plays(
        r#"
        > {"action":"initialize","shardId":"shardId-000000000000","sequenceNumber":"TRIM_HORIZON","subSequenceNumber":0}
        < {"action":"status","responseFor":"initialize"}
        = 10 under_way 2
        > {"action":"processRecords","records":[{"data":"e30=","partitionKey":"a","sequenceNumber":"7","approximateArrivalTimestamp":1,"subSequenceNumber":0,"action":"record"},{"data":"e30=","partitionKey":"a","sequenceNumber":"7","approximateArrivalTimestamp":1,"subSequenceNumber":1,"action":"record"}],"millisBehindLatest":0}
        < {"action":"status","responseFor":"processRecords"}
        = 20 acknowledged 7.0 under_way 1
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"status","responseFor":"processRecords"}
        = 5000 acknowledged 7.0 under_way 1
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"checkpoint","sequenceNumber":"7","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"7","subSequenceNumber":0,"error":null}
        < {"action":"status","responseFor":"processRecords"}
        = 5030 acknowledged 7.1
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"status","responseFor":"processRecords"}
        = 10000 acknowledged 7.1
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"checkpoint","sequenceNumber":"7","subSequenceNumber":1}
        > {"action":"checkpoint","sequenceNumber":"7","subSequenceNumber":1,"error":null}
        < {"action":"status","responseFor":"processRecords"}
        = 60000 acknowledged 7.1
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"status","responseFor":"processRecords"}
        "#,
    );
}

#[test]
fn without_room_the_status_waits_and_checkpoints_go_on_by_time() {
    plays(
        r#"
        = 5000 acknowledged 5 under_way 900 full
        > {"action":"processRecords","records":[],"millisBehindLatest":70000}
        < {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0}
        = 5003 acknowledged 6 under_way 899 full
        > {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0,"error":null}
        = 9999 acknowledged 8 under_way 897 full
        = 10003 acknowledged 9 under_way 896 full
        < {"action":"checkpoint","sequenceNumber":"9","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"9","subSequenceNumber":0,"error":null}
        = 10600 acknowledged 90 under_way 400
        < {"action":"status","responseFor":"processRecords"}
        "#,
    );
}

#[test]
fn a_shard_is_reported_as_ended_when_all_of_it_is_done_and_that_is_saved() {
    plays(
        r#"
        = 5000 acknowledged 5 under_way 2
        > {"action":"shardEnded"}
        < {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0,"error":null}
        = 900000 acknowledged 5 under_way 1
        = 900001 acknowledged 7
        < {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null}
        > {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null,"error":"ThrottlingException"}
        = 900250 acknowledged 7
        = 900251 acknowledged 7
        < {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null}
        > {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null,"error":"KinesisClientLibDependencyException"}
        = 900700 acknowledged 7
        = 900751 acknowledged 7
        < {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null}
        > {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null,"error":null}
        < {"action":"status","responseFor":"shardEnded"}
        "#,
    );
}

#[test]
fn a_shutdown_drains_saves_and_is_answered() {
    plays(
        r#"
        = 5000 acknowledged 5 under_way 2
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0,"error":null}
        < {"action":"status","responseFor":"processRecords"}
        > {"action":"shutdownRequested"}
        = 5100 acknowledged 6 under_way 1
        = 5200 acknowledged 7
        < {"action":"checkpoint","sequenceNumber":"7","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"7","subSequenceNumber":0,"error":null}
        < {"action":"status","responseFor":"shutdownRequested"}
        "#,
    );
}

#[test]
fn a_shutdown_waits_no_longer_than_it_may_and_saves_what_is_done_by_then() {
    plays(
        r#"
        = 1000 under_way 2
        > {"action":"shutdownRequested"}
        = 25999 under_way 2
        = 26000 acknowledged 6 under_way 1
        < {"action":"checkpoint","sequenceNumber":"6","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"6","subSequenceNumber":0,"error":"ThrottlingException"}
        < {"action":"status","responseFor":"shutdownRequested"}
        "#,
    );
}

#[test]
fn a_throttled_checkpoint_is_tried_again_with_a_later_message() {
    plays(
        r#"
        = 5000 acknowledged 5
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0,"error":"ThrottlingException"}
        < {"action":"status","responseFor":"processRecords"}
        = 9000 acknowledged 5
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"status","responseFor":"processRecords"}
        = 10000 acknowledged 5
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0,"error":null}
        < {"action":"status","responseFor":"processRecords"}
        "#,
    );
}

#[test]
fn a_lost_lease_is_answered_without_a_checkpoint_and_for_good() {
    plays(
        r#"
        = 0 acknowledged 5 under_way 9 full
        > {"action":"leaseLost"}
        < {"action":"status","responseFor":"leaseLost"}
        > {"action":"shardEnded"}
        < {"action":"status","responseFor":"shardEnded"}
        "#,
    );
}

#[test]
fn a_lease_that_was_gone_when_a_checkpoint_came_ends_the_waiting() {
    plays(
        r#"
        = 5000 acknowledged 5 under_way 9 full
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0,"error":"ShutdownException"}
        < {"action":"status","responseFor":"processRecords"}
        = 60000 acknowledged 6 under_way 9
        > {"action":"shutdownRequested"}
        < {"action":"status","responseFor":"shutdownRequested"}
        "#,
    );
}

#[test]
fn a_position_that_the_daemon_will_not_take_is_not_sent_again_and_a_later_one_is() {
    plays(
        r#"
        = 5000 acknowledged 5
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0}
        > {"action":"checkpoint","sequenceNumber":"5","subSequenceNumber":0,"error":"IllegalArgumentException"}
        < {"action":"status","responseFor":"processRecords"}
        = 95000 acknowledged 5
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"status","responseFor":"processRecords"}
        = 95001 acknowledged 6
        > {"action":"processRecords","records":[],"millisBehindLatest":0}
        < {"action":"checkpoint","sequenceNumber":"6","subSequenceNumber":0}
        "#,
    );
}

#[test]
fn where_nothing_can_be_saved_now_the_action_is_answered_and_the_next_one_tries_again() {
    plays(
        r#"
        = 0 acknowledged 5
        > {"action":"shardEnded"}
        < {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null}
        > {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null,"error":"InvalidStateException"}
        < {"action":"status","responseFor":"shardEnded"}
        > {"action":"shardEnded"}
        < {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null}
        > {"action":"checkpoint","sequenceNumber":null,"subSequenceNumber":null,"error":null}
        < {"action":"status","responseFor":"shardEnded"}
        "#,
    );
}

#[test]
fn a_daemon_that_speaks_out_of_turn_is_an_error() {
    let now = standing("0 under_way 1 full");
    let mut machine = Machine::new(PACE);
    assert_eq!(machine.step(Input::Answered(Ok(())), &now), Err(OutOfTurn::Answered));
    assert_eq!(machine.step(Input::Asked(Action::ProcessRecords), &now), Ok(None));
    let twice = machine.step(Input::Asked(Action::ShardEnded), &now);
    assert_eq!(twice, Err(OutOfTurn::Asked(Action::ShardEnded, Action::ProcessRecords)));
}

/// One thing that happens; the numbers are chosen by the test and made to fit by the simulation.
#[derive(Clone, Copy, Debug)]
enum Event {
    /// The daemon takes its turn: so many records, or one of the other actions.
    Daemon(u8, u64),
    /// It answers a checkpoint.
    Answer(u8),
    /// So many records are finished, so much time passes, and there is room or not.
    Audit(u64, i64, bool),
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (0..20_u8, 0..50_u64).prop_map(|(which, records)| Event::Daemon(which, records)),
        2 => (0..12_u8).prop_map(Event::Answer),
        4 => (0..40_u64, 0..9_000_i64, any::<bool>()).prop_map(|(done, ms, room)| Event::Audit(done, ms, room)),
    ]
}

/// The daemon and the audit, and what has to hold whatever they do.
struct World {
    machine: Machine,
    now_ms: i64,
    delivered: u64,
    done: u64,
    room: bool,
    open: Option<Action>,
    /// A checkpoint that waits for its answer; inside, the position, or none for the end.
    sent: Option<Option<u64>>,
    highest: u64,
    refused: Option<u64>,
    lost: bool,
    over: bool,
}

impl World {
    fn standing(&self) -> Standing {
        Standing {
            now_ms: self.now_ms,
            acknowledged: (self.done > 0).then(|| position(&self.done.to_string())),
            under_way: self.delivered - self.done,
            room: self.room,
        }
    }

    fn step(&mut self, input: Input) {
        match self.machine.step(input, &self.standing()).expect("the daemon keeps to its turns") {
            None => {}
            Some(Reply::Status(action)) => {
                assert_eq!(self.open.take(), Some(action), "each action is answered once, and no other");
                assert!(self.sent.is_none(), "not before the checkpoint was answered");
                assert!(action != Action::ProcessRecords || self.room || self.lost, "there is room");
            }
            Some(Reply::Checkpoint(position)) => {
                let at: u64 = position.sequence.text().parse().unwrap();
                self.send(Some(at));
                assert!(at <= self.done, "nothing is saved that is not acknowledged");
                assert!(at >= self.highest, "nothing goes back");
                assert_ne!(Some(at), self.refused, "what the daemon will not take is not sent again");
                self.highest = at;
            }
            Some(Reply::CheckpointEnd) => {
                self.send(None);
                assert_eq!(self.open, Some(Action::ShardEnded));
                assert_eq!(self.done, self.delivered, "the end is saved only when all is done");
            }
        }
    }

    fn send(&mut self, what: Option<u64>) {
        let window = [Action::ProcessRecords, Action::ShardEnded, Action::ShutdownRequested];
        assert!(self.open.is_some_and(|open| window.contains(&open)), "the daemon would not listen");
        assert!(!self.lost, "the shard is another's");
        assert!(self.sent.replace(what).is_none(), "one at a time");
    }

    fn ask(&mut self, action: Action) {
        self.open = Some(action);
        self.step(Input::Asked(action));
    }

    fn answer(&mut self, answer: Result<(), Refusal>) {
        let Some(what) = self.sent.take() else { return };
        match answer {
            Err(Refusal::LeaseGone) => self.lost = true,
            Err(Refusal::IllegalArgument) => self.refused = what.or(self.refused),
            _ => {}
        }
        self.step(Input::Answered(answer));
    }

    fn happens(&mut self, event: Event) {
        match event {
            Event::Daemon(..) if self.open.is_some() || self.over => {}
            Event::Daemon(which, records) => match which {
                0 => {
                    (self.lost, self.over) = (true, true);
                    self.ask(Action::LeaseLost);
                }
                1 => {
                    self.over = true;
                    self.ask(Action::ShardEnded);
                }
                2 => {
                    self.over = true;
                    self.ask(Action::ShutdownRequested);
                }
                _ => {
                    self.delivered += records;
                    self.ask(Action::ProcessRecords);
                }
            },
            Event::Answer(which) => self.answer(match which {
                0 => Err(Refusal::Throttling),
                1 => Err(Refusal::Dependency),
                2 => Err(Refusal::IllegalArgument),
                3 => Err(Refusal::InvalidState),
                4 => Err(Refusal::Other),
                5 => Err(Refusal::LeaseGone),
                _ => Ok(()),
            }),
            Event::Audit(done, ms, room) => {
                self.done = (self.done + done).min(self.delivered);
                self.now_ms += ms;
                self.room = room;
                self.step(Input::Progress);
            }
        }
    }
}

proptest! {
    #[test]
    fn whatever_happens_only_what_is_done_is_saved_and_every_action_is_answered(
        events in proptest::collection::vec(event(), 0..120),
    ) {
        let mut world = World {
            machine: Machine::new(PACE),
            now_ms: 0,
            delivered: 0,
            done: 0,
            room: true,
            open: None,
            sent: None,
            highest: 0,
            refused: None,
            lost: false,
            over: false,
        };
        world.ask(Action::Initialize);
        for event in events {
            world.happens(event);
        }
        // Once the audit is done and the daemon takes checkpoints, nothing waits for ever.
        for _ in 0..4 {
            world.happens(Event::Audit(u64::MAX / 2, 60_000, true));
            world.answer(Ok(()));
        }
        prop_assert_eq!(world.open, None);
    }
}
