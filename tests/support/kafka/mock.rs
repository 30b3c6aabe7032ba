//! librdkafka's own model of a cluster, inside this process: for what a real broker cannot be made to do on request.
//!
//! What it lacks: the admin API beyond metadata, TLS, logins, and whatever of a broker's behaviour it does not model.

use std::ops::Deref;

use rdkafka::mocking::MockCluster;
use rdkafka::producer::DefaultProducerContext;

use super::cluster::Cluster;
use super::process::unique;

/// A mock cluster. It is also the [`Cluster`] that its brokers make.
pub struct Mock {
    mock: MockCluster<'static, DefaultProducerContext>,
    cluster: Cluster,
}

impl Mock {
    /// A cluster of so many brokers, numbered from 1.
    pub fn new(brokers: i32) -> Self {
        let mock = MockCluster::new(brokers).expect("a mock cluster");
        let cluster = Cluster::plain(&mock.bootstrap_servers());
        Self { mock, cluster }
    }

    /// Makes a topic with a name of its own that begins with `stem`.
    pub fn create_topic(&self, stem: &str, partitions: i32) -> String {
        let name = unique(stem);
        self.mock.create_topic(&name, partitions, 1).expect("the topic is made");
        name
    }

    /// The faults: `broker_down`, `broker_up`, `request_errors`, `broker_round_trip_time` and others.
    pub fn faults(&self) -> &MockCluster<'static, DefaultProducerContext> {
        &self.mock
    }
}

impl Deref for Mock {
    type Target = Cluster;

    fn deref(&self) -> &Cluster {
        &self.cluster
    }
}
