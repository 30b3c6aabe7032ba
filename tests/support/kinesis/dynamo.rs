//! DynamoDB by moto: what stands in a table, and tables made and deleted.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeDefinition, AttributeValue, BillingMode, KeySchemaElement, KeyType, ScalarAttributeType,
};
use serde_json::{Value, json};

use super::login::{block_on, sdk};
use super::server::Server;

/// An item: its attributes as plain JSON, numbers as numbers where they fit.
pub type Item = BTreeMap<String, Value>;

/// A DynamoDB. It is also the [`Tables`] at its endpoint.
#[derive(Clone, Debug)]
pub struct Dynamo {
    server: Arc<Server>,
    tables: Tables,
}

impl Dynamo {
    /// moto, shared by all tests of this process. Tables have names of their own, see [`unique`](super::unique).
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Dynamo> = OnceLock::new();
        SHARED.get_or_init(|| Self::of(Server::shared_moto()))
    }

    /// A moto of the test's own. A restart leaves it empty.
    pub fn own() -> Self {
        Self::of(Server::moto())
    }

    fn of(server: Arc<Server>) -> Self {
        Self { tables: Tables::at(server.endpoint()), server }
    }

    /// The process: kill, freeze, restart.
    pub fn server(&self) -> &Server {
        &self.server
    }
}

impl Deref for Dynamo {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        &self.tables
    }
}

/// A way to reach DynamoDB: a server, or a proxy before it.
#[derive(Clone, Debug)]
pub struct Tables {
    client: Client,
    endpoint: String,
}

impl Tables {
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

    /// All tables.
    pub fn tables(&self) -> Vec<String> {
        let pages = self.client.list_tables().into_paginator().items().send().collect::<Result<Vec<_>, _>>();
        block_on(pages).expect("the tables are listed")
    }

    /// Makes a table with this text as its key.
    pub fn create_table(&self, table: &str, key: &str) {
        let attribute = AttributeDefinition::builder().attribute_name(key).attribute_type(ScalarAttributeType::S);
        let schema = KeySchemaElement::builder().attribute_name(key).key_type(KeyType::Hash);
        let request = self.client.create_table().table_name(table).billing_mode(BillingMode::PayPerRequest);
        let request = request
            .attribute_definitions(attribute.build().expect("an attribute"))
            .key_schema(schema.build().expect("a key"));
        block_on(request.send()).expect("the table is made");
    }

    /// Deletes a table.
    pub fn delete_table(&self, table: &str) {
        block_on(self.client.delete_table().table_name(table).send()).expect("the table is deleted");
    }

    /// Everything in a table; nothing where there is no such table.
    pub fn items(&self, table: &str) -> Vec<Item> {
        let pages = self.client.scan().table_name(table).consistent_read(true).into_paginator().items().send();
        match block_on(pages.collect::<Result<Vec<_>, _>>()) {
            Ok(items) => items.into_iter().map(plain).collect(),
            Err(error) => {
                let error = error.into_service_error();
                assert!(error.is_resource_not_found_exception(), "{table} is not read: {error:?}");
                Vec::new()
            }
        }
    }

    /// Puts an item of texts and whole numbers, in place of another with the same key.
    pub fn put(&self, table: &str, item: &Item) {
        let attribute = |value: &Value| match value {
            Value::String(text) => AttributeValue::S(text.clone()),
            Value::Number(number) => AttributeValue::N(number.to_string()),
            other => panic!("neither text nor number: {other}"),
        };
        let item = item.iter().map(|(name, value)| (name.clone(), attribute(value))).collect();
        block_on(self.client.put_item().table_name(table).set_item(Some(item)).send()).expect("the item is put");
    }

    /// Removes the item with this key.
    pub fn remove(&self, table: &str, key: &[(&str, &str)]) {
        let mut request = self.client.delete_item().table_name(table);
        for (name, text) in key {
            request = request.key(*name, AttributeValue::S((*text).to_owned()));
        }
        block_on(request.send()).expect("the item is removed");
    }
}

fn plain(item: impl IntoIterator<Item = (String, AttributeValue)>) -> Item {
    item.into_iter().map(|(name, value)| (name, value_of(value))).collect()
}

fn value_of(value: AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => Value::from(text),
        AttributeValue::N(number) => number.parse::<serde_json::Number>().map_or(Value::from(number), Value::Number),
        AttributeValue::Bool(bool) => Value::from(bool),
        AttributeValue::Ss(texts) => json!(texts),
        AttributeValue::Ns(numbers) => json!(numbers),
        AttributeValue::L(values) => values.into_iter().map(value_of).collect(),
        AttributeValue::M(fields) => fields.into_iter().map(|(name, value)| (name, value_of(value))).collect(),
        AttributeValue::B(bytes) => json!(bytes.into_inner()),
        _ => Value::Null,
    }
}
