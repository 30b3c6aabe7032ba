//! The shape of an alert's data: OCSF 1.8 Data Security Finding, class 2006, as far as this program fills it.
//!
//! There is no field for a value here: no `pattern_match`, no `value` of a discovery detail, no `raw_data`, no `observables`.
//! What OCSF has no field for stands under `unmapped`. `tests/data/ocsf-2006.json` is what the tests hold it against.

use serde::Serialize;

use crate::record::{LinkedEvent, LinkedResource};

/// OCSF's version.
pub const VERSION: &str = "1.8.0";
/// Category 2, Findings.
pub const CATEGORY_UID: u32 = 2;
/// Class 2006, Data Security Finding.
pub const CLASS_UID: u32 = 2006;

#[derive(Debug, Serialize)]
pub struct Finding<'a> {
    pub activity_id: u32,
    pub activity_name: &'static str,
    pub category_uid: u32,
    pub category_name: &'static str,
    pub class_uid: u32,
    pub class_name: &'static str,
    pub type_uid: u32,
    pub severity_id: u32,
    pub severity: &'static str,
    pub time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<i64>,
    pub count: u64,
    pub is_alert: bool,
    pub status_id: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence_id: Option<u32>,
    pub message: String,
    pub metadata: Metadata<'a>,
    pub finding_info: FindingInfo<'a>,
    pub data_security: DataSecurity<'a>,
    pub resources: Vec<Resource<'a>>,
    pub unmapped: Unmapped<'a>,
}

#[derive(Debug, Serialize)]
pub struct Metadata<'a> {
    pub version: &'static str,
    pub product: Product,
    pub uid: &'a str,
    pub log_name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_event_uid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logged_time: Option<i64>,
}

#[derive(Debug, Serialize)]
pub struct Product {
    pub name: &'static str,
    pub vendor_name: &'static str,
    pub version: &'static str,
}

#[derive(Debug, Serialize)]
pub struct FindingInfo<'a> {
    pub uid: &'a str,
    pub title: &'a str,
    pub desc: &'a str,
    pub types: Vec<&'static str>,
    pub analytic: Analytic<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_seen_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_time: Option<i64>,
}

#[derive(Debug, Serialize)]
pub struct Analytic<'a> {
    pub type_id: u32,
    pub r#type: &'static str,
    pub uid: &'a str,
    pub name: &'a str,
    pub version: &'a str,
}

#[derive(Debug, Serialize)]
pub struct DataSecurity<'a> {
    pub category_id: u32,
    pub category: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidentiality_id: Option<u32>,
    pub data_lifecycle_state_id: u32,
    pub detection_system_id: u32,
    pub policy: Policy<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub discovery_details: Vec<DiscoveryDetail>,
    pub total: usize,
}

#[derive(Debug, Serialize)]
pub struct Policy<'a> {
    pub uid: &'a str,
    pub name: &'a str,
}

#[derive(Debug, Serialize)]
pub struct DiscoveryDetail {
    pub r#type: &'static str,
    pub count: u32,
}

#[derive(Debug, Serialize)]
pub struct Resource<'a> {
    pub r#type: String,
    pub uid: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<&'a str>,
}

/// What OCSF has no field for.
#[derive(Debug, Serialize)]
pub struct Unmapped<'a> {
    pub phi_grade: &'static str,
    pub kind: &'static str,
    pub event_type: Option<&'a str>,
    pub account: Option<&'a str>,
    pub product: &'a str,
    pub feature: Option<&'a str>,
    pub eligibility: &'static str,
    pub region: &'static str,
    pub section: &'a str,
    pub as_of: &'static str,
    pub remedy: &'a str,
    #[serde(rename = "override", skip_serializing_if = "Option::is_none")]
    pub overridden_by: Option<&'a str>,
    pub item: u64,
    pub matches: Vec<Match<'a>>,
    pub matches_total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub linked: Option<Linked<'a>>,
}

/// What several events show together, where one alone does not.
#[derive(Debug, Serialize)]
pub struct Linked<'a> {
    pub say: &'a str,
    pub resource: &'a LinkedResource<'a>,
    pub events: &'a [LinkedEvent<'a>],
}

#[derive(Debug, Serialize)]
pub struct Match<'a> {
    pub matcher: &'a str,
    pub category: &'static str,
    pub pointer: &'a str,
    pub start: u32,
    pub end: u32,
    pub strength: &'static str,
    pub confidence: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
}
