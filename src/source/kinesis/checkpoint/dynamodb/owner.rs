//! Who may write the checkpoints of a stream: one process at a time.
//!
//! The owner's item holds an `epoch` that each new owner raises, and a `beat` that the present one raises all the time. Clocks
//! are not compared: a newcomer watches the beat for as long as an owner may be silent, and takes the place only if it did not
//! change and nobody else did in between.

use std::time::Duration;

use super::{DynamoStore, Item, StoreError, integer, is_conditional, number, string, text};
use crate::aws::Failure;
use aws_sdk_dynamodb::types::AttributeValue;

/// The `shard` of the owner's item; no shard is called so.
pub(super) const OWNER: &str = "#owner";
/// How often the beat is looked at while another process may be dead.
const LOOKS: u32 = 8;

/// The owner's item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    pub name: String,
    pub epoch: u64,
    beat: u64,
    released: bool,
    pub begun: bool,
    /// Whether there was none before.
    pub is_new: bool,
    pub created_ms: Option<i64>,
}

impl Owner {
    fn of(item: &Item) -> Self {
        let flag = |name: &str| item.get(name).and_then(|value| value.as_bool().ok()).copied().unwrap_or(false);
        Self {
            // Whoever may write into the table might write anything.
            name: string(item, "owner").filter(|name| is_plain(name)).unwrap_or("an unknown process").to_owned(),
            epoch: integer(item, "epoch").unwrap_or(0),
            beat: integer(item, "beat").unwrap_or(0),
            released: flag("released"),
            begun: flag("begun"),
            is_new: false,
            created_ms: integer(item, "created_ms"),
        }
    }
}

/// What this program writes there: letters, digits, and what host names and `process 7 on host (1f)` are made of.
fn is_plain(name: &str) -> bool {
    name.len() <= 200 && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" .-_()".contains(&byte))
}

/// Becomes the owner. Waits where another process may still be there.
pub(super) async fn claim(store: &DynamoStore) -> Result<Owner, StoreError> {
    let Some(seen) = look(store).await? else { return take(store, None).await };
    if !seen.released {
        tracing::info!(
            owner = seen.name,
            seconds = store.silence.as_secs(),
            "waiting whether the last reader is still there"
        );
        let pause = (store.silence / LOOKS).max(Duration::from_millis(50));
        for _ in 0..=LOOKS {
            tokio::time::sleep(pause).await;
            let now = look(store).await?;
            if now.as_ref().is_some_and(|now| (now.epoch, now.beat) != (seen.epoch, seen.beat)) {
                let owner = now.map(|now| now.name).unwrap_or_default();
                return Err(StoreError::Held { owner });
            }
        }
    }
    take(store, Some(&seen)).await
}

async fn look(store: &DynamoStore) -> Result<Option<Owner>, StoreError> {
    let asked = store.client.get_item().table_name(&store.table).set_key(Some(store.key(OWNER))).consistent_read(true);
    let answer = asked.send().await.map_err(|error| store.failed(&Failure::of(&error)))?;
    Ok(answer.item.as_ref().map(Owner::of))
}

/// Takes the place, if it is still as it was seen.
async fn take(store: &DynamoStore, seen: Option<&Owner>) -> Result<Owner, StoreError> {
    let epoch = seen.map_or(0, |seen| seen.epoch) + 1;
    let request = store
        .client
        .update_item()
        .table_name(&store.table)
        .set_key(Some(store.key(OWNER)))
        .update_expression("SET epoch = :next, #owner = :name, released = :no ADD beat :one")
        .expression_attribute_names("#owner", "owner")
        .expression_attribute_values(":next", number(epoch))
        .expression_attribute_values(":name", text(&store.name))
        .expression_attribute_values(":no", AttributeValue::Bool(false))
        .expression_attribute_values(":one", number(1));
    let request = match seen {
        None => request.condition_expression("attribute_not_exists(epoch)"),
        Some(seen) => request
            .condition_expression("epoch = :epoch AND beat = :beat")
            .expression_attribute_values(":epoch", number(seen.epoch))
            .expression_attribute_values(":beat", number(seen.beat)),
    };
    match request.send().await {
        Ok(_) => Ok(Owner {
            name: store.name.clone(),
            epoch,
            beat: 0,
            released: false,
            begun: seen.is_some_and(|seen| seen.begun),
            is_new: seen.is_none(),
            created_ms: seen.and_then(|seen| seen.created_ms),
        }),
        Err(error) if is_conditional(&error) => match look(store).await? {
            // Our first try arrived, and only its answer was lost.
            Some(ours) if ours.epoch == epoch && ours.name == store.name => Ok(ours),
            other => {
                let owner = other.map_or_else(|| "another process".to_owned(), |owner| owner.name);
                Err(StoreError::Held { owner })
            }
        },
        Err(error) => Err(store.failed(&Failure::of(&error))),
    }
}

/// Whether there is no owner at all.
pub(super) async fn is_missing(store: &DynamoStore) -> bool {
    matches!(look(store).await, Ok(None))
}

/// Says that nobody needs to wait for us.
pub(super) async fn leave(store: &DynamoStore) {
    let request = store
        .client
        .update_item()
        .table_name(&store.table)
        .set_key(Some(store.key(OWNER)))
        .update_expression("SET released = :yes")
        .condition_expression("epoch = :epoch")
        .expression_attribute_values(":yes", AttributeValue::Bool(true))
        .expression_attribute_values(":epoch", number(store.epoch));
    if let Err(error) = request.send().await {
        let error = Failure::of(&error);
        tracing::warn!(%error, "the table was not told that this process ends; the next one waits a little");
    }
}
