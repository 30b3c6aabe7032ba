//! What a failed request to a store means. The text of an error is looked into and never shown: it holds keys, and what the store
//! answered.

use std::error::Error;
use std::fmt;

use object_store::client::{HttpError, HttpErrorKind};

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Failure {
    /// There are no credentials, in these words.
    Credentials(&'static str),
    /// The store knows these credentials and does not allow it, or does not know them.
    Denied,
    /// There is nothing of this name.
    Missing,
    /// It has another version than the one asked for.
    Changed,
    /// It has to be restored before it can be read.
    Archived,
    /// It is another region's.
    Region,
    /// A key that the client cannot ask for.
    Name,
    /// The store is too busy, has an error of its own, or does not answer.
    Unreachable(&'static str),
}

/// Why there are no credentials, where the client asks for them.
#[derive(Clone, Copy, Debug)]
pub(super) struct NoCredentials(pub &'static str);

impl fmt::Display for NoCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Error for NoCredentials {}

impl Failure {
    /// An answer that did not come to its end. Unlike the others the client itself does not always try again.
    pub const BROKEN: Self = Failure::Unreachable("the answer broke off or cannot be read");

    pub fn of(error: &object_store::Error) -> Self {
        let causes = || std::iter::successors(Some(error as &(dyn Error + 'static)), |cause| (**cause).source());
        if let Some(NoCredentials(why)) = causes().find_map(|cause| cause.downcast_ref()) {
            return Failure::Credentials(why);
        }
        let text = error.to_string();
        let is = |code: &str| text.contains(&format!("<Code>{code}</Code>"));
        match error {
            object_store::Error::InvalidPath { .. } => return Failure::Name,
            object_store::Error::Precondition { .. } | object_store::Error::NotModified { .. } => {
                return Failure::Changed;
            }
            _ if is("InvalidObjectState") || is("BlobArchived") => return Failure::Archived,
            _ if is("PermanentRedirect")
                || is("AuthorizationHeaderMalformed")
                || is("IllegalLocationConstraintException") =>
            {
                return Failure::Region;
            }
            // Of tokens S3 says 400.
            _ if ["ExpiredToken", "InvalidToken", "TokenRefreshRequired"].into_iter().any(is) => {
                return Failure::Denied;
            }
            object_store::Error::NotFound { .. } => return Failure::Missing,
            object_store::Error::PermissionDenied { .. } | object_store::Error::Unauthenticated { .. } => {
                return Failure::Denied;
            }
            _ => {}
        }
        // Of a listing only the text says what the answer was.
        match status(&text) {
            Some(301 | 307) => Failure::Region,
            Some(401 | 403) => Failure::Denied,
            Some(404) => Failure::Missing,
            Some(412) => Failure::Changed,
            Some(429 | 503) => Failure::Unreachable("it is too busy"),
            Some(500..) => Failure::Unreachable("it has an error of its own"),
            Some(_) => Failure::Unreachable("it does not understand the request"),
            None if text.contains("redirect without LOCATION") => Failure::Region,
            None => match causes().find_map(|cause| cause.downcast_ref::<HttpError>()).map(HttpError::kind) {
                Some(HttpErrorKind::Connect) => Failure::Unreachable("no connection"),
                Some(HttpErrorKind::Timeout) => Failure::Unreachable("no answer in time"),
                _ => Failure::BROKEN,
            },
        }
    }

    /// The kind of an error record.
    pub const fn kind(self) -> &'static str {
        match self {
            Failure::Credentials(_) | Failure::Denied => "denied",
            Failure::Missing => "gone",
            Failure::Changed => "changed",
            Failure::Archived => "archived",
            Failure::Name => "object_name",
            Failure::Region | Failure::Unreachable(_) => "unreachable",
        }
    }
}

fn status(text: &str) -> Option<u16> {
    let rest = text.split_once("status code: ").or_else(|| text.split_once("error response: "))?.1;
    rest.get(..3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Failure {
        Failure::of(&object_store::Error::Generic { store: "S3", source: text.into() })
    }

    #[test]
    fn a_failed_listing_is_told_by_its_answer() {
        for (text, expected) in [
            ("non-2xx status code: 404 Not Found: <Code>NoSuchBucket</Code>", Failure::Missing),
            ("non-2xx status code: 403 Forbidden: <Code>AccessDenied</Code>", Failure::Denied),
            (
                "non-2xx status code: 503 Service Unavailable: <Code>SlowDown</Code>",
                Failure::Unreachable("it is too busy"),
            ),
            ("status code: 403 Forbidden: <Code>InvalidObjectState</Code>", Failure::Archived),
            ("non-2xx status code: 400 Bad Request: <Code>ExpiredToken</Code>", Failure::Denied),
            ("Received redirect without LOCATION, this normally", Failure::Region),
            ("something", Failure::BROKEN),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }

    #[test]
    fn missing_credentials_are_told_in_their_own_words() {
        let error = object_store::Error::Generic { store: "S3", source: Box::new(NoCredentials("no credentials")) };
        assert_eq!(Failure::of(&error), Failure::Credentials("no credentials"));
    }
}
