//! Fleet mode: the program below Amazon's own KCL MultiLangDaemon, with leases in DynamoDB. The oracle is that of the other tests:
//! every finding is alerted, an event has one alert id, every record that cannot be read has its pointer, and the leases stand at
//! the last record of their shards. A daemon takes its time, and a JVM: the tests share a few.

mod leases;
mod sameness;
mod sink;
mod stand;

use std::collections::BTreeSet;

use crate::oracle::{ALERTS, CATCH_UP, alerted, ids_are_stable, lines, wanted};
use crate::testbed::{Kinesis, wait_until};
use stand::{Fleet, Traffic, Written, beside};

/// How many events have been alerted so far.
fn alerts(fleet: &Fleet) -> usize {
    alerted(&lines(&fleet.config, ALERTS)).len()
}

/// Waits until so many more were alerted than now.
#[track_caller]
fn wait_for_more(fleet: &Fleet, more: usize) {
    let before = alerts(fleet);
    wait_until(&format!("{more} more events are alerted"), CATCH_UP, || alerts(fleet) >= before + more);
}

/// Fails unless all that was written has been audited and told. Gives how many alerts there are.
#[track_caller]
fn all_is_told(fleet: &Fleet, written: &Written) -> usize {
    let alerts = lines(&fleet.config, ALERTS);
    let (alerted, wanted) = (alerted(&alerts), wanted(&written.events));
    let lost: Vec<_> = wanted.difference(&alerted).take(3).collect();
    assert_eq!(alerted, wanted, "for example {lost:?} are not alerted");
    ids_are_stable(&alerts);
    let places: BTreeSet<(String, String)> = lines(&fleet.config, "quarantine")
        .iter()
        .map(|pointer| {
            let part = |name: &str| pointer["data"][name].as_str().expect("a text").to_owned();
            (part("shard"), part("sequence"))
        })
        .collect();
    let bad = written.bad.iter().map(|position| (position.shard.clone(), position.sequence.clone())).collect();
    assert_eq!(places, bad, "every record that cannot be read has its pointer");
    eprintln!("{} alerts for {} findings", alerts.len(), written.events.len());
    alerts.len()
}

#[test]
fn sigterm_is_an_orderly_end_in_mid_stream_and_the_next_start_repeats_nothing() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("orderly", 2);
    // No checkpoint because of time: what is saved, the end saves.
    let config = beside(&stream).set("source.kinesis", "checkpoint_interval", "300s");
    // A leader gives the leases that a worker drops at its end to whom it finds alive, which is that worker, for a moment more.
    let fleet =
        Fleet::on(&stream, 1, config).set("leaseAssignmentIntervalMillis", "60000").set("shutdownGraceMillis", "10000");
    let traffic = Traffic::on(&stream);
    let worker = fleet.start("worker-1");
    wait_until("events are alerted", CATCH_UP, || alerts(&fleet) > 100);
    let figures = || {
        let files = std::fs::read_dir(fleet.config.folder().join("metrics")).into_iter().flatten();
        files.map(|file| file.expect("a file").path()).filter(|path| path.extension().is_some_and(|e| e == "prom"))
    };
    wait_until("each shard has a file of figures", CATCH_UP, || figures().count() == 2);
    for file in figures() {
        let text = std::fs::read_to_string(&file).expect("figures");
        let shard = kinesis
            .shards(&stream)
            .into_iter()
            .map(|shard| shard.id)
            .find(|id| file.file_name().is_some_and(|name| name == format!("phi-audit-{id}.prom").as_str()));
        let metrics = crate::testbed::Metrics::parse(&text);
        let shard = shard.expect("the file has the name of a shard");
        assert!(!metrics.all().is_empty());
        for sample in metrics.all() {
            let label = |name: &str| sample.labels.get(name).map(String::as_str);
            assert_eq!((label("stream"), label("shard")), (Some(&*stream), Some(&*shard)), "{sample:?}");
        }
    }
    for shard in kinesis.shards(&stream) {
        assert_eq!(fleet.checkpoint(&shard.id), Some(("TRIM_HORIZON".to_owned(), 0)));
    }
    let log = worker.end();
    assert_eq!(log.matches("everything that was read is finished").count(), 2, "{log}");
    assert_eq!(figures().count(), 0, "figures go with their process");
    let before = alerts(&fleet);

    let fleet = fleet.set("leaseAssignmentIntervalMillis", "1000");
    let worker = fleet.start("worker-1");
    wait_until("it goes on", CATCH_UP, || alerts(&fleet) > before + 100);
    let written = traffic.stop();
    wait_until("all is alerted", CATCH_UP, || alerts(&fleet) == written.events.len());
    worker.end();
    fleet.wait_until_done(&written.positions);
    assert_eq!(all_is_told(&fleet, &written), written.events.len(), "nothing is read twice");
}

#[test]
fn a_process_that_is_killed_takes_its_daemon_along_and_the_supervisors_restart_loses_nothing() {
    let stream = Kinesis::local().create_stream("child", 2);
    let fleet = Fleet::on(&stream, 1, beside(&stream));
    let traffic = Traffic::on(&stream);
    for _ in 0..2 {
        let mut worker = fleet.start("worker-1");
        worker.wait_for_children(2, CATCH_UP);
        wait_for_more(&fleet, 100);
        assert_eq!(worker.lose_process(), Some(1), "the daemon ends too");
    }
    let worker = fleet.start("worker-1");
    wait_for_more(&fleet, 100);
    let written = traffic.stop();
    fleet.wait_until_done(&written.positions);
    worker.end();
    all_is_told(&fleet, &written);
}
