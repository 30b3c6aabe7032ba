//! Under which kind an error of librdkafka is counted, wherever it comes from: source, sinks, quarantine.

use rdkafka::types::RDKafkaErrorCode;

use crate::telemetry::labels::ErrorKind;

/// The kind under which an error of librdkafka is counted.
pub fn kind_of(code: RDKafkaErrorCode) -> ErrorKind {
    use RDKafkaErrorCode as Code;
    match code {
        Code::Authentication | Code::SaslAuthenticationFailed => ErrorKind::Authentication,
        Code::TopicAuthorizationFailed | Code::GroupAuthorizationFailed | Code::ClusterAuthorizationFailed => {
            ErrorKind::Authorization
        }
        Code::BrokerTransportFailure | Code::AllBrokersDown | Code::Resolve => ErrorKind::Connection,
        Code::OperationTimedOut | Code::RequestTimedOut | Code::TimedOutQueue => ErrorKind::Timeout,
        Code::LeaderNotAvailable | Code::NotCoordinator | Code::CoordinatorNotAvailable => ErrorKind::Unavailable,
        Code::UnknownTopicOrPartition | Code::UnknownTopic | Code::UnknownPartition => ErrorKind::Unknown,
        Code::PollExceeded => ErrorKind::PollExceeded,
        Code::FencedInstanceId | Code::Fenced | Code::UnknownMemberId | Code::IllegalGeneration => ErrorKind::Fenced,
        Code::AutoOffsetReset | Code::OffsetOutOfRange | Code::NoOffset => ErrorKind::OffsetLost,
        _ => ErrorKind::Other,
    }
}
