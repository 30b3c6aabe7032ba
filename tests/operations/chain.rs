//! The chain that `docker-compose.yml` puts together, as plain processes: events go in, every panel of every dashboard has data, and
//! faults reach the webhook of the team they are for, and end there when their cause ends.
//!
//! Prometheus and Alertmanager are those of Debian's packages, with the very files that Compose mounts; `rewrite` changes addresses
//! and durations in them. Grafana is not at hand: its queries are asked of Prometheus as it would ask them.

mod hook;
mod rewrite;
mod stand;

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::grafana::{beside_panels, filled, panels};
use crate::load::Kind;
use crate::process::wait_until;
use crate::promql::without_zeros;
use stand::{Chain, figures};

/// How long all panels together may take to have data.
const PANELS: Duration = Duration::from_secs(180);
/// How long an alert may take from its cause to the webhook, or from the end of the cause.
const ALERT: Duration = Duration::from_secs(150);

const ALL: [Kind; 6] =
    [Kind::Ordinary, Kind::Carrying, Kind::Foreign, Kind::Ineligible, Kind::Undesignated, Kind::Unreadable];

/// Queries that have nothing but the zero that stands in for an answer in this chain: panel, letter, and why. Whichever returns more
/// has to go from here.
const WITHOUT_DATA: &[(&str, &str, &str)] = &[
    ("detection: Suppressed findings", "A", "the settings of Compose suppress nothing"),
    ("overview: That do not answer", "A", "all of them answer"),
    ("pipeline: Requests by answer", "A", "no service of Compose takes webhooks"),
    ("pipeline: Refused requests", "A", "no service of Compose takes webhooks"),
    ("pipeline: Slow answers", "A", "no service of Compose takes webhooks"),
    ("replay: Running", "A", "the replay has ended"),
];

/// One chain at a time: two would take each other's processor.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A query of a panel, as Grafana would ask it of the last half minute.
struct Query {
    place: String,
    letter: String,
    /// As the panel has it.
    whole: String,
    /// Without the zeros that stand in for an answer, or a query of something misspelt would pass by them.
    expr: String,
    is_instant: bool,
}

impl Query {
    fn all() -> Vec<Self> {
        let of = |panel: crate::grafana::Panel| {
            let query = |(letter, expr): (String, String)| {
                let whole = filled(&expr, "30s", "5s");
                let (place, expr, is_instant) = (panel.place(), without_zeros(&whole), panel.is_instant());
                Self { place, letter, whole, expr, is_instant }
            };
            panel.queries().into_iter().map(query).collect::<Vec<_>>()
        };
        panels().into_iter().flat_map(of).collect()
    }

    /// Whether there is a number in the answer.
    fn has_data(&self, chain: &Chain, expr: &str) -> bool {
        #[allow(clippy::disallowed_methods, reason = "Grafana asks of now")]
        let now = jiff::Timestamp::now().as_second();
        let (start, end) = ((now - 30).to_string(), now.to_string());
        let answer = if self.is_instant {
            chain.ask("/api/v1/query", &[("query", expr)])
        } else {
            let range = [("query", expr), ("start", &start), ("end", &end), ("step", "5")];
            chain.ask("/api/v1/query_range", &range)
        };
        let data = answer.unwrap_or_else(|error| panic!("{} {}: {error}\n{expr}", self.place, self.letter));
        !figures(&data).is_empty()
    }

    fn is_excepted(&self) -> bool {
        WITHOUT_DATA.iter().any(|(place, letter, _)| *place == self.place && *letter == self.letter)
    }
}

#[test]
fn every_panel_has_data_and_every_variable_a_choice() {
    let _alone = alone();
    let mut chain = Chain::start();
    chain.play_examples();
    // Some panels are about faults. This one has errors, and tries again.
    chain.hook.let_sink_fail(true);
    wait_until("the sink fails", ALERT, || {
        chain.feed(&ALL);
        let failing = chain.ask("/api/v1/query", &[("query", "max(phi_audit_sink_failing)")]);
        failing.is_ok_and(|data| figures(&data) == [1.0])
    });
    chain.hook.let_sink_fail(false);
    let (mut without, begin) = (Query::all(), Instant::now());
    assert!(without.len() > 80, "{} queries", without.len());
    while without.iter().any(|query| !query.is_excepted()) {
        chain.feed(&ALL);
        without.retain(|query| !query.has_data(&chain, &query.expr));
        let left: Vec<String> = without
            .iter()
            .filter(|query| !query.is_excepted())
            .map(|query| format!("{} {}: {}", query.place, query.letter, query.expr))
            .collect();
        assert!(begin.elapsed() < PANELS, "{} queries have no data:\n{}", left.len(), left.join("\n"));
    }
    for (place, expr) in beside_panels() {
        let answer = chain.ask("/api/v1/query", &[("query", &filled(&expr, "30s", "5s"))]);
        let data = answer.unwrap_or_else(|error| panic!("{place}: {error}\n{expr}"));
        // Annotations mark what happens now and then; of a variable there has to be something to choose.
        assert!(!place.contains("variable") || !figures(&data).is_empty(), "{place} gives no choice:\n{expr}");
    }
    for query in &without {
        assert!(query.has_data(&chain, &query.whole), "{} {}: an empty panel", query.place, query.letter);
    }
    for (place, letter, why) in WITHOUT_DATA {
        let still = without.iter().any(|query| query.place == *place && query.letter == *letter);
        assert!(still, "{place} {letter} has data, though it was said to have none: {why}");
    }
}

/// An alert: its receiver, name and cause.
type Alert = (&'static str, &'static str, Option<&'static str>);

fn wait_for_state(chain: &mut Chain, alerts: &[Alert], state: &str, kinds: &[Kind]) {
    for (receiver, name, cause) in alerts {
        let begin = Instant::now();
        loop {
            chain.feed(kinds);
            let states = chain.hook.states(receiver, name, *cause);
            let fires = states.values().any(|one| one == "firing");
            if !states.is_empty() && fires == (state == "firing") {
                break;
            }
            let came = || chain.hook.summary().join("\n");
            assert!(begin.elapsed() < ALERT, "{name} {cause:?} is not {state} at {receiver}; there came\n{}", came());
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn faults_reach_the_webhook_of_their_team_and_end_there_with_their_cause() {
    let _alone = alone();
    let mut chain = Chain::start();
    let found: &[Alert] = &[
        ("security-page", "PhiInIneligibleProduct", None),
        ("security-page", "PhiFindingCritical", None),
        ("security-page", "NonUsNumberDetected", Some("foreign")),
        ("security-page", "PhiInUndesignatedAccount", None),
        ("sre", "AuditQuarantineNotEmpty", None),
    ];
    wait_for_state(&mut chain, &[("heartbeat", "AuditWatchdog", None)], "firing", &[Kind::Ordinary]);
    wait_for_state(&mut chain, found, "firing", &ALL);
    wait_for_state(&mut chain, found, "resolved", &[Kind::Ordinary]);

    let failing: &[Alert] = &[("sre-page", "AuditPublishFailing", Some("required"))];
    chain.hook.let_sink_fail(true);
    wait_for_state(&mut chain, failing, "firing", &[Kind::Ordinary, Kind::Foreign]);
    chain.hook.let_sink_fail(false);
    wait_for_state(&mut chain, failing, "resolved", &[Kind::Ordinary]);

    let absent: &[Alert] = &[("sre-page", "AuditTargetAbsent", Some("down"))];
    chain.beside_kinesis.stop();
    wait_for_state(&mut chain, absent, "firing", &[Kind::Ordinary]);
    chain.beside_kinesis.start();
    wait_for_state(&mut chain, absent, "resolved", &[Kind::Ordinary]);
}
