//! `s3://bucket/prefix`, `gs://bucket/prefix`, `az://container/prefix`: which store, which bucket, what in it.
//!
//! A key stands in a URL as it is, without escapes, as the tools of the clouds write it.

use super::name;

/// Whose store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// Amazon S3, and what speaks as it does.
    S3,
    /// Google Cloud Storage.
    Gs,
    /// Azure Blob Storage; the account is in the environment.
    Az,
}

/// What lies below a prefix of a bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url {
    pub scheme: Scheme,
    pub bucket: String,
    /// Without a slash at either end; empty for all of the bucket.
    pub prefix: String,
}

/// Why a text is no such URL, and what to write.
pub(super) type Malformed = (&'static str, &'static str);

impl Url {
    pub fn parse(text: &str) -> Result<Self, Malformed> {
        if is_signed(text) {
            return Err((
                "the URL is signed, or has a token in it",
                "write s3://bucket/prefix alone: the account and its keys belong into the environment",
            ));
        }
        let (scheme, rest) = text.split_once("://").ok_or(("this is no URL", "write s3://bucket/prefix"))?;
        let scheme = match scheme {
            "s3" => Scheme::S3,
            "gs" => Scheme::Gs,
            "az" => Scheme::Az,
            _ => return Err(("this is none of the stores that can be read", "write s3://…, gs://… or az://…")),
        };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(("the URL names no bucket", "write s3://bucket/prefix"));
        }
        if bucket.contains('@') {
            return Err((
                "the URL holds more than a bucket and a prefix",
                "the account and its keys belong into the environment",
            ));
        }
        let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'$');
        if bucket.len() > 255 || !bucket.bytes().all(ordinary) {
            return Err(("this is no name of a bucket", "a bucket has letters, digits, `-`, `.` and `_`"));
        }
        let prefix = prefix.trim_matches('/');
        let whole = |part: &str| !matches!(part, "" | "." | "..") && !part.bytes().any(|byte| byte.is_ascii_control());
        if !prefix.is_empty() && !prefix.split('/').all(whole) {
            return Err((
                "the prefix has an empty part, `.` or `..`",
                "write it as the store lists it, e.g. s3://bucket/a/b",
            ));
        }
        Ok(Self { scheme, bucket: bucket.to_owned(), prefix: prefix.to_owned() })
    }

    /// What a key of this bucket is called, without what may say who somebody is.
    pub fn name(&self, key: &str) -> String {
        let scheme = match self.scheme {
            Scheme::S3 => "s3",
            Scheme::Gs => "gs",
            Scheme::Az => "az",
        };
        format!("{scheme}://{}/{}", self.bucket, name::printable(key))
    }
}

/// Whether there is a query with what lets whoever has it read the object.
fn is_signed(text: &str) -> bool {
    let query = text.find(['?', '#']).and_then(|at| text.get(at..)).unwrap_or_default().to_ascii_lowercase();
    ["sig=", "x-amz-", "x-goog-", "signature"].iter().any(|word| query.contains(word))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_url_is_a_bucket_and_what_is_below_a_prefix() {
        for (text, scheme, bucket, prefix) in [
            ("s3://clinic", Scheme::S3, "clinic", ""),
            ("s3://clinic/", Scheme::S3, "clinic", ""),
            ("gs://clinic/segment-logs/", Scheme::Gs, "clinic", "segment-logs"),
            ("az://events/a b/c%20d?.gz", Scheme::Az, "events", "a b/c%20d?.gz"),
        ] {
            let expected = Url { scheme, bucket: bucket.to_owned(), prefix: prefix.to_owned() };
            assert_eq!(Url::parse(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_place_is_refused() {
        for text in [
            "s3",
            "s3://",
            "s3:///a",
            "ftp://a/b",
            "S3://a",
            "s3://key:secret@a/b",
            "s3://a/b.gz?X-Amz-Credential=AKIA&x-amz-signature=0123",
            "gs://a/b?X-Goog-Signature=0123",
            "az://a/b?sv=2024-11-04&sig=abc%3D",
            "s3://a/b#Signature=x",
            "s3://a/b//c",
            "s3://a/../c",
            "s3://a b/c",
        ] {
            assert!(Url::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn an_object_is_called_by_its_url() {
        let url = Url::parse("s3://clinic/a").unwrap();
        assert_eq!(url.name("a/2024/x.gz"), "s3://clinic/a/2024/x.gz");
        assert_eq!(url.name("a/jane@example.org/x.gz"), "s3://clinic/a/[redacted]/x.gz");
    }
}
