//! Names of things of AWS: an ARN taken apart.
//!
//! Pure text: whether the thing is there, AWS alone knows.

/// `arn:partition:service:region:account:resource`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `kinesis`, `sns`, `events`, `iam`.
    pub service: &'a str,
    /// The region; empty where the service has none.
    pub region: &'a str,
    /// What stands behind the account.
    pub resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes `text` apart; `None` where it is no ARN of an account.
    pub fn parse(text: &'a str) -> Option<Self> {
        let mut parts = text.splitn(6, ':');
        let (arn, partition) = (parts.next()?, parts.next()?);
        let (service, region, account, resource) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let of_region = region.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        let of_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
        let sound = arn == "arn" && partition.starts_with("aws") && of_region && of_account;
        (sound && is_word(resource)).then_some(Self { service, region, resource })
    }

    /// The name in a resource of this service and kind (`stream/NAME`; with an empty kind, `NAME`), which lies in a region.
    pub fn name_of(text: &'a str, service: &str, kind: &str) -> Option<&'a str> {
        let arn = Self::parse(text).filter(|arn| arn.service == service && !arn.region.is_empty())?;
        arn.resource.strip_prefix(kind).filter(|name| !name.is_empty())
    }
}

/// The name of a stream, given by itself or in its ARN (`arn:aws:kinesis:us-east-1:111122223333:stream/events`).
pub fn stream_name(stream: &str) -> &str {
    Arn::name_of(stream, "kinesis", "stream/").unwrap_or(stream)
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_an_arn_of_its_kind() {
        let name = |text| Arn::name_of(text, "kinesis", "stream/");
        assert_eq!(name("arn:aws:kinesis:us-east-1:123456789012:stream/events"), Some("events"));
        assert_eq!(name("arn:aws-us-gov:kinesis:us-gov-west-1:123456789012:stream/events"), Some("events"));
        assert_eq!(Arn::name_of("arn:aws:sns:eu-west-1:123456789012:a.fifo", "sns", ""), Some("a.fifo"));
    }

    #[test]
    fn a_stream_has_the_same_name_by_name_and_by_arn() {
        assert_eq!(stream_name("events"), "events");
        assert_eq!(stream_name("arn:aws:kinesis:us-east-1:111122223333:stream/events"), "events");
    }

    #[test]
    fn what_is_no_arn_or_one_of_something_else_gives_no_name() {
        for text in [
            "events",
            "arn:aws:kinesis:us-east-1:123456789012",
            "arn:aws:kinesis:us-east-1:1234:stream/events",
            "arn:aws:kinesis::123456789012:stream/events",
            "arn:aws:kinesis:us-east-1:123456789012:stream/",
            "arn:aws:kinesis:us-east-1:123456789012:stream/two words",
            "arn:aws:sns:us-east-1:123456789012:events",
            "urn:aws:kinesis:us-east-1:123456789012:stream/events",
        ] {
            assert_eq!(Arn::name_of(text, "kinesis", "stream/"), None, "{text}");
        }
    }
}
