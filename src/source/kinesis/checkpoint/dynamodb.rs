//! Checkpoints in a DynamoDB table, so that reading goes on where it stopped, on whatever host.
//!
//! The table has one item for each shard (`stream`, `shard`, `checkpoint` as JSON), and one for the process that may write
//! (`shard = "#owner"`). Every write is a transaction that also touches the owner's item and holds only while its `epoch` is
//! still ours. So a process that was taken for dead and comes back writes nothing any more; it ends.
//!
//! This says who may write, and nothing about who reads what: leases are for the KCL.

mod owner;

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, CancellationReason, Delete, KeySchemaElement, KeyType, Put,
    ScalarAttributeType, TableStatus, TransactWriteItem, Update,
};
use tokio::runtime::Handle;

use super::{CheckpointStore, Saved, StoreError};
use crate::aws::Failure;
use crate::source::kinesis::shard::{Checkpoint, ShardId};
use owner::{OWNER, Owner};

/// Writes in a transaction besides that of the owner's item; DynamoDB takes 100 in all.
const MOST: usize = 99;
/// How long a table may take to come into being.
const CREATION: Duration = Duration::from_secs(120);

/// Checkpoints in a table.
#[derive(Debug)]
pub struct DynamoStore {
    client: Client,
    runtime: Handle,
    table: String,
    create: bool,
    silence: Duration,
    stream: String,
    /// Who we are, for people.
    name: String,
    epoch: u64,
    /// What the table holds as far as we know.
    held: BTreeMap<ShardId, Checkpoint>,
}

type Item = HashMap<String, AttributeValue>;

impl DynamoStore {
    /// Checkpoints of `stream` in `table`, which is made where it is not there if `create` says so. Another process has to be
    /// silent for `silence` before its place is taken. `runtime` has threads of its own.
    pub fn new(client: Client, runtime: Handle, table: &str, create: bool, silence: Duration, stream: &str) -> Self {
        let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
        // Containers share host names and process ids.
        let name = format!("process {} on {host} ({:08x})", std::process::id(), fastrand::u32(..));
        let (table, stream) = (table.to_owned(), stream.to_owned());
        Self { client, runtime, table, create, silence, stream, name, epoch: 0, held: BTreeMap::new() }
    }

    fn key(&self, shard: &str) -> Item {
        [("stream", &*self.stream), ("shard", shard)].map(|(name, value)| (name.to_owned(), text(value))).into()
    }

    /// Makes the table and waits for it.
    async fn make(&self) -> Result<(), StoreError> {
        let attribute =
            |name| AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S).build();
        let element = |name, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
        let built = |error: aws_sdk_dynamodb::error::BuildError| failed(error.to_string());
        let request = self
            .client
            .create_table()
            .table_name(&self.table)
            .billing_mode(BillingMode::PayPerRequest)
            .attribute_definitions(attribute("stream").map_err(built)?)
            .attribute_definitions(attribute("shard").map_err(built)?)
            .key_schema(element("stream", KeyType::Hash).map_err(built)?)
            .key_schema(element("shard", KeyType::Range).map_err(built)?);
        match request.send().await {
            Ok(_) => tracing::info!(table = self.table, "the table for checkpoints is made"),
            // Somebody else was quicker.
            Err(error) if Failure::of(&error).is("ResourceInUseException") => {}
            Err(error) => return Err(self.failed(&Failure::of(&error))),
        }
        let by = tokio::time::Instant::now() + CREATION;
        while tokio::time::Instant::now() < by {
            let described = self.client.describe_table().table_name(&self.table).send().await;
            let status = described.ok().and_then(|described| described.table?.table_status);
            if status == Some(TableStatus::Active) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Err(failed(format!("the table {} does not become active", self.table)))
    }

    /// All items of the stream.
    async fn read(&self) -> Result<BTreeMap<ShardId, Checkpoint>, StoreError> {
        let mut shards = BTreeMap::new();
        let mut pages = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression("#stream = :stream")
            .expression_attribute_names("#stream", "stream")
            .expression_attribute_values(":stream", text(&self.stream))
            .into_paginator()
            .items()
            .send();
        while let Some(item) = pages.next().await {
            let item = item.map_err(|error| self.failed(&Failure::of(&error)))?;
            let Some(id) = string(&item, "shard").filter(|id| *id != OWNER) else { continue };
            let checkpoint = string(&item, "checkpoint").and_then(|text| serde_json::from_str(text).ok());
            let Some(checkpoint) = checkpoint else {
                return Err(StoreError::Failed {
                    what: format!("the table {} holds an item of this stream that is no checkpoint", self.table),
                    remedy: Some("remove the item; its shard is then read from its oldest record"),
                });
            };
            shards.insert(ShardId::from(id), checkpoint);
        }
        Ok(shards)
    }

    /// Writes what differs from what the table holds, in transactions that hold only while we are the owner. The last one says
    /// that the stream is begun.
    async fn write(&mut self, saved: &Saved) -> Result<(), StoreError> {
        let mut changes: Vec<(ShardId, Option<Checkpoint>)> = saved
            .shards
            .iter()
            .filter(|(id, checkpoint)| self.held.get(*id) != Some(*checkpoint))
            .map(|(id, checkpoint)| (id.clone(), Some(checkpoint.clone())))
            .collect();
        let gone = self.held.keys().filter(|id| !saved.shards.contains_key(*id));
        changes.extend(gone.map(|id| (id.clone(), None)));
        let mut rest = changes.as_slice();
        loop {
            let (now, later) = rest.split_at(rest.len().min(MOST));
            let begun = later.is_empty().then_some(saved.created_ms);
            self.transact(now, begun).await?;
            for (id, checkpoint) in now {
                match checkpoint {
                    Some(checkpoint) => self.held.insert(id.clone(), checkpoint.clone()),
                    None => self.held.remove(id),
                };
            }
            if later.is_empty() {
                return Ok(());
            }
            rest = later;
        }
    }

    async fn transact(
        &self,
        changes: &[(ShardId, Option<Checkpoint>)],
        begun: Option<Option<i64>>,
    ) -> Result<(), StoreError> {
        let built = |error: aws_sdk_dynamodb::error::BuildError| failed(error.to_string());
        let mut update = Update::builder()
            .table_name(&self.table)
            .set_key(Some(self.key(OWNER)))
            .condition_expression("epoch = :epoch")
            .expression_attribute_values(":epoch", number(self.epoch))
            .expression_attribute_values(":one", number(1));
        update = match begun {
            None => update.update_expression("ADD beat :one"),
            Some(created_ms) => update
                .update_expression("SET begun = :yes, created_ms = :created ADD beat :one")
                .expression_attribute_values(":yes", AttributeValue::Bool(true))
                .expression_attribute_values(
                    ":created",
                    created_ms.map_or(AttributeValue::Null(true), |ms| AttributeValue::N(ms.to_string())),
                ),
        };
        let mut request = self
            .client
            .transact_write_items()
            .transact_items(TransactWriteItem::builder().update(update.build().map_err(built)?).build());
        for (id, checkpoint) in changes {
            let key = self.key(id.as_str());
            let write = match checkpoint {
                Some(checkpoint) => {
                    let mut item = key;
                    let json = serde_json::to_string(checkpoint).map_err(|error| failed(error.to_string()))?;
                    item.insert("checkpoint".to_owned(), AttributeValue::S(json));
                    let put = Put::builder().table_name(&self.table).set_item(Some(item)).build().map_err(built)?;
                    TransactWriteItem::builder().put(put)
                }
                None => {
                    let delete = Delete::builder().table_name(&self.table).set_key(Some(key)).build().map_err(built)?;
                    TransactWriteItem::builder().delete(delete)
                }
            };
            request = request.transact_items(write.build());
        }
        match request.send().await {
            Ok(_) => Ok(()),
            Err(error) => {
                let reasons = error.as_service_error().and_then(|error| match error {
                    aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError::TransactionCanceledException(
                        canceled,
                    ) => Some(canceled.cancellation_reasons().to_vec()),
                    _ => None,
                });
                Err(self.cancelled(reasons.as_deref()).unwrap_or_else(|| self.failed(&Failure::of(&error))))
            }
        }
    }

    /// Why a transaction was cancelled. The owner's item comes first.
    fn cancelled(&self, reasons: Option<&[CancellationReason]>) -> Option<StoreError> {
        let reasons = reasons?;
        if reasons.first().and_then(CancellationReason::code) == Some("ConditionalCheckFailed") {
            return Some(StoreError::Fenced);
        }
        let reason = reasons.iter().filter_map(CancellationReason::code).find(|code| *code != "None");
        Some(failed(format!(
            "the table {} did not take the checkpoints: {}",
            self.table,
            reason.unwrap_or("cancelled")
        )))
    }

    fn failed(&self, failure: &Failure) -> StoreError {
        let remedy = match failure.name.as_str() {
            "ResourceNotFoundException" => Some(
                "make the table (docs/kinesis.md has the command), or set `create = true` under \
                 [source.kinesis.checkpoints.dynamodb]",
            ),
            _ if failure.needs_a_person() => Some("give this role the rights on the table that docs/kinesis.md lists"),
            _ => None,
        };
        StoreError::Failed { what: format!("checkpoints in the table {}: {failure}", self.table), remedy }
    }
}

impl CheckpointStore for DynamoStore {
    fn open(&mut self) -> Result<Option<Saved>, StoreError> {
        let runtime = self.runtime.clone();
        runtime.block_on(async {
            let owner = match self.claim().await {
                Err(StoreError::Failed { remedy: Some(_), .. }) if self.create && self.is_missing().await => {
                    self.make().await?;
                    self.claim().await?
                }
                other => other?,
            };
            self.epoch = owner.epoch;
            self.held = self.read().await?;
            // Without the owner's item nobody knows whether all of a beginning was saved; a shard without a checkpoint is then
            // read from its oldest record, which skips nothing.
            let begun = owner.begun || (owner.is_new && !self.held.is_empty());
            Ok(begun.then(|| Saved { created_ms: owner.created_ms, shards: self.held.clone() }))
        })
    }

    fn save(&mut self, saved: &Saved) -> Result<(), StoreError> {
        let runtime = self.runtime.clone();
        runtime.block_on(async {
            match self.write(saved).await {
                Err(StoreError::Failed { .. }) if self.create && self.is_missing().await => self.make().await?,
                // The owner's item is not another's, but gone, with its table or without it.
                Err(StoreError::Fenced) if owner::is_missing(self).await => {}
                other => return other,
            }
            tracing::error!(table = self.table, "the checkpoints in the table were lost; they are written in full");
            self.held.clear();
            self.epoch = self.claim().await?.epoch;
            self.write(saved).await
        })
    }

    fn beat(&mut self) -> Result<(), StoreError> {
        let runtime = self.runtime.clone();
        runtime.block_on(self.transact(&[], None))
    }

    fn release(&mut self) {
        let runtime = self.runtime.clone();
        // Whoever comes next waits a little where this does not arrive.
        runtime.block_on(self.leave());
    }
}

impl DynamoStore {
    async fn is_missing(&self) -> bool {
        let described = self.client.describe_table().table_name(&self.table).send().await;
        matches!(described, Err(error) if Failure::of(&error).is("ResourceNotFoundException"))
    }

    async fn claim(&self) -> Result<Owner, StoreError> {
        owner::claim(self).await
    }

    async fn leave(&self) {
        owner::leave(self).await;
    }
}

fn failed(what: String) -> StoreError {
    StoreError::Failed { what, remedy: None }
}

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn number(value: u64) -> AttributeValue {
    AttributeValue::N(value.to_string())
}

fn string<'i>(item: &'i Item, name: &str) -> Option<&'i str> {
    item.get(name)?.as_s().ok().map(String::as_str)
}

fn integer<N: std::str::FromStr>(item: &Item, name: &str) -> Option<N> {
    item.get(name)?.as_n().ok()?.parse().ok()
}

/// Whether a conditional write found that its condition does not hold.
fn is_conditional<E: aws_sdk_dynamodb::error::ProvideErrorMetadata + std::error::Error + 'static>(
    error: &SdkError<E, aws_sdk_dynamodb::config::http::HttpResponse>,
) -> bool {
    Failure::of(error).is("ConditionalCheckFailedException")
}
