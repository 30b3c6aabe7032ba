//! Where a cluster is and how a client of the tests logs in there; topics, offsets and positions.
//!
//! Every call but `produce` makes a client of its own and throws it away, so that no state outlives a broker's restart.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use rdkafka::admin::{AdminClient, AdminOptions, NewTopic, TopicReplication};
use rdkafka::client::DefaultClientContext;
use rdkafka::config::{ClientConfig, FromClientConfig};
use rdkafka::consumer::{BaseConsumer, Consumer};
use rdkafka::{Offset, TopicPartitionList};

use super::process::{unique, wait_for, wait_until};
use super::produce::Producers;

/// The user that every broker knows, by PLAIN and by SCRAM.
pub const USER: &str = "alice";
/// That user's password.
pub const PASSWORD: &str = "alice-pw";

/// How long a request may take.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// How to log in.
#[derive(Clone, Copy, Debug)]
pub struct Login<'a> {
    /// `PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512`.
    pub mechanism: &'a str,
    /// The user's name.
    pub user: &'a str,
    /// The password.
    pub password: &'a str,
}

impl<'a> Login<'a> {
    /// The user that every broker knows.
    pub const fn by(mechanism: &'a str) -> Self {
        Self { mechanism, user: USER, password: PASSWORD }
    }
}

/// A way to reach a cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    config: ClientConfig,
    brokers: String,
    pub(super) producers: Producers,
}

impl Cluster {
    /// Without encryption or login.
    pub fn plain(brokers: &str) -> Self {
        let mut config = ClientConfig::new();
        config
            .set("bootstrap.servers", brokers)
            .set("broker.address.family", "v4")
            .set("reconnect.backoff.ms", "50")
            .set("reconnect.backoff.max.ms", "500");
        Self { config, brokers: brokers.to_owned(), producers: Producers::default() }
    }

    /// Over TLS with a login; `ca` is the authority to trust.
    pub fn tls(brokers: &str, ca: &Path, login: Login<'_>) -> Self {
        let mut cluster = Self::plain(brokers);
        cluster
            .config
            .set("security.protocol", "SASL_SSL")
            .set("ssl.ca.location", ca.to_str().expect("UTF-8"))
            .set("sasl.mechanism", login.mechanism)
            .set("sasl.username", login.user)
            .set("sasl.password", login.password);
        cluster
    }

    /// `host:port`, as in `[kafka] brokers`.
    pub fn brokers(&self) -> &str {
        &self.brokers
    }

    /// The settings of a client, to which a test adds its own.
    pub fn client(&self) -> ClientConfig {
        self.config.clone()
    }

    /// A client of these settings and further ones.
    pub fn create<T: FromClientConfig>(&self, settings: &[(&str, &str)]) -> T {
        let mut config = self.client();
        settings.iter().for_each(|(key, value)| _ = config.set(*key, *value));
        config.create().expect("settings that librdkafka accepts")
    }

    /// Makes a topic with a name of its own that begins with `stem`, and waits until it can be written.
    pub fn create_topic(&self, stem: &str, partitions: i32, configs: &[(&str, &str)]) -> String {
        let name = unique(stem);
        self.make_topic(&name, partitions, configs);
        name
    }

    /// Makes a topic of this name, and waits until it can be written.
    pub fn make_topic(&self, name: &str, partitions: i32, configs: &[(&str, &str)]) {
        let admin: AdminClient<DefaultClientContext> = self.create(&[]);
        let topic = NewTopic::new(name, partitions, TopicReplication::Fixed(1));
        let topic = configs.iter().fold(topic, |topic, (key, value)| topic.set(key, value));
        let answer = block_on(admin.create_topics([&topic], &AdminOptions::new().operation_timeout(Some(PATIENCE))));
        answer.expect("the broker answers").remove(0).expect("the topic is made");
        wait_until("the new topic has its leaders", PATIENCE, || {
            let metadata = admin.inner().fetch_metadata(Some(name), PATIENCE).expect("the broker answers");
            let ours = metadata.topics().iter().find(|topic| topic.name() == name);
            ours.is_some_and(|topic| {
                !topic.partitions().is_empty() && topic.partitions().iter().all(|p| p.leader() >= 0)
            })
        });
    }

    /// Deletes the records of a partition that lie before `offset`.
    pub fn delete_records(&self, topic: &str, partition: i32, offset: i64) {
        let admin: AdminClient<DefaultClientContext> = self.create(&[]);
        let mut until = TopicPartitionList::new();
        until.add_partition_offset(topic, partition, Offset::Offset(offset)).expect("an offset");
        let answer = block_on(admin.delete_records(&until, &AdminOptions::new().operation_timeout(Some(PATIENCE))));
        answer.expect("the broker answers").elements()[0].error().expect("the records are deleted");
    }

    /// How many partitions a topic has.
    pub fn partitions(&self, topic: &str) -> i32 {
        let consumer: BaseConsumer = self.create(&[]);
        let metadata = consumer.fetch_metadata(Some(topic), PATIENCE).expect("the broker answers");
        let partitions = metadata.topics().first().map_or(0, |topic| topic.partitions().len());
        i32::try_from(partitions).expect("few")
    }

    /// The offset behind the last record of each partition, markers of transactions and open transactions included.
    pub fn end_offsets(&self, topic: &str) -> BTreeMap<i32, i64> {
        self.watermarks(topic).into_iter().map(|(partition, (_, end))| (partition, end)).collect()
    }

    /// The first offset of each partition, and the one behind the last.
    pub fn watermarks(&self, topic: &str) -> BTreeMap<i32, (i64, i64)> {
        let consumer: BaseConsumer = self.create(&[("isolation.level", "read_uncommitted")]);
        let marks = |partition| consumer.fetch_watermarks(topic, partition, PATIENCE).expect("the broker answers");
        (0..self.partitions(topic)).map(|partition| (partition, marks(partition))).collect()
    }

    /// What `group` has committed: partitions without a position are not listed.
    pub fn committed(&self, group: &str, topic: &str) -> BTreeMap<i32, i64> {
        let consumer: BaseConsumer = self.create(&[("group.id", group)]);
        let mut asked = TopicPartitionList::new();
        asked.add_partition_range(topic, 0, self.partitions(topic) - 1);
        // A broker that has just started is looking for the coordinator of the group.
        let answer =
            wait_for("the coordinator answers", PATIENCE, || consumer.committed_offsets(asked.clone(), PATIENCE).ok());
        answer
            .elements()
            .iter()
            .filter_map(|e| Some((e.partition(), e.offset().to_raw().filter(|o| *o >= 0)?)))
            .collect()
    }
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}
