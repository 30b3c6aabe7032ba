//! A sink that is down: the leases wait for it.

use super::stand::{Fleet, Written, last, quick};
use crate::oracle::{CATCH_UP, alerted, ids_are_stable, wanted};
use crate::testbed::{Fault, Kinesis, Proxy};

#[test]
fn the_lease_does_not_pass_what_a_sink_has_not_taken_neither_at_an_orderly_end_and_does_when_it_is_back() {
    let kinesis = Kinesis::local();
    let stream = kinesis.create_stream("sink", 1);
    let shard = kinesis.shards(&stream).remove(0).id;
    // Alerts go to another Kinesis altogether, which is told to fail.
    let sink = Kinesis::moto();
    let told = sink.create_stream("told", 1);
    let proxy = Proxy::before(sink.endpoint(), 17);
    let config = quick(&stream)
        .kinesis_sink(proxy.endpoint(), &told)
        .set("service", "in_flight_records", 200)
        .set("service", "grace", "2s");
    let fleet = Fleet::on(&stream, 1, config);
    let mut written = Written::default();
    written.put(&stream, 50);
    let worker = fleet.start("worker-1");
    fleet.wait_until_done(&written.positions);
    let before = last(&written.positions)[&*shard].to_owned();

    proxy.always("PutRecords", Fault::internal());
    proxy.forget();
    written.put(&stream, 600);
    // By then several intervals of checkpoints are over.
    proxy.wait_for_calls("PutRecords", 6, CATCH_UP);
    assert_eq!(fleet.checkpoint(&shard), Some((before.clone(), 0)));
    // The process does not answer, because too much is under way; so the library cannot ask for a shutdown, and ends.
    worker.end();
    assert_eq!(fleet.checkpoint(&shard), Some((before, 0)), "an end does not make it so, either");

    let worker = fleet.start("worker-1");
    proxy.forget();
    proxy.wait_for_calls("PutRecords", 2, CATCH_UP);
    proxy.heal();
    fleet.wait_until_done(&written.positions);
    worker.end();
    let alerts: Vec<_> = sink.read_all(&told).iter().map(|record| record.json()).collect();
    assert_eq!(alerted(&alerts), wanted(&written.events));
    ids_are_stable(&alerts);
}
