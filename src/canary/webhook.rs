//! Canaries to the service's own public URL, signed as a sender of that route signs, so that DNS, load balancer and certificate
//! are proved as well.

use std::io;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::{Client, redirect};
use tokio::runtime::{Builder, Runtime};

use super::{Canary, NotSent, Way};
use crate::config::endpoint;
use crate::config::secret::Secret;
use crate::source::webhook::sign;

/// How long a request may take, with its answer.
const TAKES: Duration = Duration::from_secs(15);

/// What a route asks of its callers.
#[derive(Clone, Debug)]
pub enum Signing {
    /// Twilio's signature for the URL as the sink has it, and `user:password` where it has them.
    Twilio {
        /// The URL without a query.
        url: String,
        /// The auth token.
        token: Secret,
        /// User and password.
        basic: Option<Secret>,
    },
    /// Segment's signature, a token, or both.
    Segment {
        /// The shared secret.
        secret: Option<Secret>,
        /// The token.
        bearer: Option<Secret>,
    },
    /// A header with a fixed value.
    Header {
        /// Its name.
        name: String,
        /// Its value.
        value: Secret,
    },
    /// `token` in the query, a bearer token, or both.
    PubSub {
        /// The token of the query.
        token: Option<Secret>,
        /// The bearer token.
        bearer: Option<Secret>,
    },
    /// Nothing.
    Open,
}

/// A request, but for its URL.
#[derive(Debug, PartialEq, Eq)]
struct Letter {
    query: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Signing {
    fn letter(&self, canary: &Canary) -> Letter {
        let (mut query, mut headers, mut body) = (String::new(), Vec::new(), canary.bytes());
        let bearer = |token: &Secret| ("Authorization".to_owned(), format!("Bearer {}", token.expose()));
        match self {
            Self::Twilio { url, token, basic } => {
                // Event Streams sends arrays.
                body = [b"[", &body[..], b"]"].concat();
                query = sign::body_hash(&body);
                let signature = sign::twilio(token, &format!("{url}?{query}"));
                headers.push(("X-Twilio-Signature".to_owned(), signature));
                let basic = basic.as_ref().map(|basic| format!("Basic {}", STANDARD.encode(basic.expose())));
                headers.extend(basic.map(|basic| ("Authorization".to_owned(), basic)));
            }
            Self::Segment { secret, bearer: token } => {
                let signature = secret.as_ref().map(|secret| sign::segment(secret, &body));
                headers.extend(signature.map(|signature| ("X-Signature".to_owned(), signature)));
                headers.extend(token.as_ref().map(bearer));
            }
            Self::Header { name, value } => headers.push((name.clone(), value.expose().to_owned())),
            Self::PubSub { token, bearer: by_header } => {
                if let Some(token) = token {
                    query = form_urlencoded::Serializer::new(query).append_pair("token", token.expose()).finish();
                }
                headers.extend(by_header.as_ref().map(bearer));
            }
            Self::Open => {}
        }
        Letter { query, headers, body }
    }
}

/// A route of the service, by its public URL.
pub struct ToRoute {
    runtime: Runtime,
    client: Client,
    url: String,
    signing: Signing,
}

impl ToRoute {
    /// To `url`, which has no query. Nothing connects yet.
    pub fn new(url: &str, signing: Signing) -> io::Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        let mut client = Client::builder()
            .user_agent(concat!("phi-audit/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .referer(false)
            // Each takes the whole way anew.
            .pool_max_idle_per_host(0)
            .timeout(TAKES);
        if endpoint::is_plain(url) {
            // It leads to this machine, and a proxy would see what is not encrypted.
            client = client.no_proxy();
        }
        let client = client.build().map_err(|error| io::Error::other(error.without_url()))?;
        Ok(Self { runtime, client, url: url.to_owned(), signing })
    }
}

impl Way for ToRoute {
    fn send(&mut self, canary: &Canary) -> Result<(), NotSent> {
        let Letter { query, headers, body } = self.signing.letter(canary);
        let url = if query.is_empty() { self.url.clone() } else { format!("{}?{query}", self.url) };
        let mut request = self.client.post(url).header("Content-Type", "application/json").body(body);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        // The request begins its timers when it is made, and so within the runtime.
        match self.runtime.block_on(async { request.send().await }) {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(NotSent(format!("`canary.url` was answered {}", answer.status().as_u16()))),
            // The path may be a secret, and what an error says of a URL is all of it.
            Err(error) if error.is_timeout() => Err(NotSent("`canary.url` did not answer in time".to_owned())),
            Err(error) if error.is_connect() => Err(NotSent("`canary.url` cannot be connected to".to_owned())),
            Err(_) => Err(NotSent("the request to `canary.url` failed".to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::webhook::{Segment, Twilio};

    const URL: &str = "https://hooks.example.org/twilio";

    fn canary() -> Canary {
        Canary::new(7, jiff::Timestamp::UNIX_EPOCH)
    }

    fn header<'l>(letter: &'l Letter, name: &str) -> &'l [u8] {
        letter.headers.iter().find(|(header, _)| header == name).map(|(_, value)| value.as_bytes()).unwrap_or_default()
    }

    #[test]
    fn a_route_of_twilio_takes_it_for_what_its_sink_sent() {
        let (token, basic) = (Secret::new("token"), Secret::new("user:word"));
        let route = Twilio::new(URL, &[Secret::new("next"), token.clone()], Some(&basic), false);
        let letter = Signing::Twilio { url: URL.to_owned(), token, basic: Some(basic) }.letter(&canary());
        assert_eq!(route.admits(header(&letter, "Authorization")), Ok(()));
        let signature = header(&letter, "X-Twilio-Signature");
        assert_eq!(route.verify(signature, Some(&letter.query), &letter.body, false), Ok(()));
        assert!(route.verify(signature, Some(&letter.query), b"[]", false).is_err());
    }

    #[test]
    fn a_route_of_segment_takes_it_by_signature_and_token() {
        let (secret, bearer) = (Secret::new("secret"), Secret::new("bearer"));
        let route = Segment::new(std::slice::from_ref(&secret), std::slice::from_ref(&bearer));
        let letter = Signing::Segment { secret: Some(secret), bearer: Some(bearer) }.letter(&canary());
        assert_eq!(route.admits(header(&letter, "Authorization")), Ok(()));
        assert_eq!(route.verify(header(&letter, "X-Signature"), &letter.body, false), Ok(()));
    }

    #[test]
    fn every_route_is_sent_what_is_recognised() {
        let secret = || Secret::new("a b");
        for signing in [
            Signing::Twilio { url: URL.to_owned(), token: secret(), basic: None },
            Signing::Segment { secret: Some(secret()), bearer: None },
            Signing::Header { name: "x-api-key".to_owned(), value: secret() },
            Signing::PubSub { token: Some(secret()), bearer: None },
            Signing::Open,
        ] {
            let letter = signing.letter(&canary());
            assert_eq!(Canary::read(&letter.body, &crate::event::Attributes::default()), Some(canary()), "{signing:?}");
        }
        let by_query = Signing::PubSub { token: Some(secret()), bearer: None }.letter(&canary());
        assert_eq!((by_query.query.as_str(), by_query.headers.len()), ("token=a+b", 0));
    }
}
