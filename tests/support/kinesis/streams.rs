//! Streams of one endpoint: made, split, merged, deleted, and which shards they have.

use std::time::Duration;

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::types::StreamStatus;

use super::login::{block_on, sdk};
use super::process::{unique, wait_for, wait_until};

/// How long a change of a stream may take.
const CHANGE: Duration = Duration::from_secs(30);

/// A way to reach Kinesis: a server, or a proxy before it.
#[derive(Clone, Debug)]
pub struct Streams {
    client: Client,
    endpoint: String,
}

/// A shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shard {
    /// Its name.
    pub id: String,
    /// From which shard it came by a split or a merge.
    pub parent: Option<String>,
    /// The second of two from which it came by a merge.
    pub adjacent_parent: Option<String>,
    /// The first and the last hash key that belong to it.
    pub hash_keys: (u128, u128),
    /// Whether it can still be written.
    pub open: bool,
}

impl Streams {
    /// What is reached through this endpoint.
    pub fn at(endpoint: &str) -> Self {
        Self { client: Client::new(&sdk(endpoint)), endpoint: endpoint.to_owned() }
    }

    /// `http://127.0.0.1:PORT`.
    pub fn endpoint(&self) -> &str {
        &self.endpoint
    }

    /// The SDK's client, for what is not here; see [`block_on`].
    pub fn client(&self) -> &Client {
        &self.client
    }

    /// Makes a stream with a name of its own that begins with `stem`, and waits until it can be written.
    pub fn create_stream(&self, stem: &str, shards: i32) -> String {
        let name = unique(stem);
        self.create_again(&name, shards);
        name
    }

    /// A stream of this very name, as there was one before.
    pub fn create_again(&self, name: &str, shards: i32) {
        let request = self.client.create_stream().stream_name(name).shard_count(shards);
        block_on(request.send()).expect("the stream is made");
        self.wait_until_active(name);
    }

    /// Deletes a stream and waits until it is gone.
    pub fn delete_stream(&self, stream: &str) {
        let request = self.client.delete_stream().stream_name(stream).enforce_consumer_deletion(true);
        block_on(request.send()).expect("the stream is deleted");
        wait_until("the stream is gone", CHANGE, || !self.exists(stream));
    }

    /// Whether there is such a stream.
    pub fn exists(&self, stream: &str) -> bool {
        self.status(stream).is_some()
    }

    /// The ARN.
    pub fn arn(&self, stream: &str) -> String {
        let answer = block_on(self.client.describe_stream_summary().stream_name(stream).send());
        let summary = answer.expect("there is such a stream").stream_description_summary;
        summary.expect("it is described").stream_arn
    }

    /// All shards that still hold records, by name.
    pub fn shards(&self, stream: &str) -> Vec<Shard> {
        let mut shards = Vec::new();
        let mut page = None;
        loop {
            let request = self.client.list_shards();
            let request = match page {
                None => request.stream_name(stream),
                Some(token) => request.next_token(token),
            };
            let answer = block_on(request.send()).expect("the shards are listed");
            shards.extend(answer.shards.unwrap_or_default().into_iter().map(shard));
            page = answer.next_token;
            if page.is_none() {
                shards.sort_by(|a, b| a.id.cmp(&b.id));
                return shards;
            }
        }
    }

    /// The shards that can be written.
    pub fn open_shards(&self, stream: &str) -> Vec<Shard> {
        self.shards(stream).into_iter().filter(|shard| shard.open).collect()
    }

    /// Splits a shard in the middle and waits for the children.
    pub fn split(&self, stream: &str, shard: &str) -> [Shard; 2] {
        let (first, last) = self.find(stream, shard).hash_keys;
        let middle = (first + (last - first) / 2 + 1).to_string();
        let request = self.client.split_shard().stream_name(stream).shard_to_split(shard);
        block_on(request.new_starting_hash_key(middle).send()).expect("the shard is split");
        self.wait_until_active(stream);
        wait_for("the shard has its children", CHANGE, || {
            let children = |child: &Shard| child.parent.as_deref() == Some(shard);
            self.shards(stream).into_iter().filter(children).collect::<Vec<_>>().try_into().ok()
        })
    }

    /// Merges two neighbours and waits for their child.
    pub fn merge(&self, stream: &str, shard: &str, neighbour: &str) -> Shard {
        let request = self.client.merge_shards().stream_name(stream).shard_to_merge(shard);
        block_on(request.adjacent_shard_to_merge(neighbour).send()).expect("the shards are merged");
        self.wait_until_active(stream);
        wait_for("the shards have their child", CHANGE, || {
            let child = |child: &Shard| child.parent.as_deref() == Some(shard) && child.adjacent_parent.is_some();
            self.shards(stream).into_iter().find(child)
        })
    }

    fn find(&self, stream: &str, id: &str) -> Shard {
        self.shards(stream).into_iter().find(|shard| shard.id == id).expect("there is such a shard")
    }

    fn wait_until_active(&self, stream: &str) {
        wait_until("the stream is active", CHANGE, || self.status(stream) == Some(StreamStatus::Active));
    }

    /// `None` where there is no such stream.
    fn status(&self, stream: &str) -> Option<StreamStatus> {
        match block_on(self.client.describe_stream_summary().stream_name(stream).send()) {
            Ok(answer) => Some(answer.stream_description_summary?.stream_status),
            Err(error) => {
                let error = error.into_service_error();
                assert!(error.is_resource_not_found_exception(), "the stream is not described: {error:?}");
                None
            }
        }
    }
}

fn shard(shard: aws_sdk_kinesis::types::Shard) -> Shard {
    let hash_keys = shard.hash_key_range.expect("a range of hash keys");
    let hash_key = |text: &str| text.parse().expect("a number of 128 bits");
    Shard {
        id: shard.shard_id,
        parent: shard.parent_shard_id,
        adjacent_parent: shard.adjacent_parent_shard_id,
        hash_keys: (hash_key(&hash_keys.starting_hash_key), hash_key(&hash_keys.ending_hash_key)),
        open: shard.sequence_number_range.is_some_and(|range| range.ending_sequence_number.is_none()),
    }
}
