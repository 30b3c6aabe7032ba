//! provisional
pub struct ClusterContext;
impl ClusterContext {
    pub fn log(&self, _l: rdkafka::config::RDKafkaLogLevel, _f: &str, _m: &str) {}
    pub fn error(&self, _e: &rdkafka::error::KafkaError, _r: &str) {}
    pub fn token(&self) -> Result<rdkafka::client::OAuthToken, Box<dyn std::error::Error>> {
        Err("".into())
    }
}
