//! Hosts of addresses, and the vendors that are known to receive call audio or events (`policies/hosts.toml`).

use serde::Deserialize;

/// The file `policies/hosts.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct HostsFile {
    vendor: Vec<Vendor>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vendor {
    #[allow(dead_code, reason = "for the reader of the file")]
    name: String,
    hosts: Vec<String>,
}

impl HostsFile {
    /// The hosts of all vendors.
    pub fn into_hosts(self) -> Vec<String> {
        self.vendor.into_iter().flat_map(|vendor| vendor.hosts).collect()
    }
}

/// Whether `host` is one of `hosts` or a subdomain of one; of `*.example.org` only a subdomain.
pub(crate) fn covered(host: &str, hosts: &[String]) -> bool {
    hosts.iter().any(|known| {
        let (known, itself) = known.strip_prefix("*.").map_or((known.as_str(), true), |domain| (domain, false));
        let split = host.len().checked_sub(known.len());
        split.is_some_and(|at| {
            host.get(at..).is_some_and(|tail| tail.eq_ignore_ascii_case(known))
                && (at == 0 && itself || at > 0 && host.as_bytes().get(at - 1) == Some(&b'.'))
        })
    })
}

/// The scheme of an absolute address, and what follows `://`.
pub(crate) fn scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.trim_start().split_once("://")?;
    scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some((scheme, rest))
}

/// The host of an absolute address: no user, no port.
pub(crate) fn host(url: &str) -> Option<&str> {
    let (_, rest) = scheme(url)?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.trim_end_matches('.');
    (!host.is_empty()).then_some(host)
}

/// Whether an absolute address of the web carries a user before its host; `None` for anything else.
pub(crate) fn userinfo(url: &str) -> Option<bool> {
    let (scheme, rest) = scheme(url)?;
    let web = ["http", "https"].iter().any(|known| known.eq_ignore_ascii_case(scheme));
    web.then(|| rest.split(['/', '?', '#']).next().is_some_and(|authority| authority.contains('@')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_an_address_is_read_past_user_and_port() {
        for (url, expected) in [
            ("wss://media.clinic.example/audio", Some("media.clinic.example")),
            ("wss://user:secret@api.openai.com:443/v1?x=1", Some("api.openai.com")),
            ("ws://host", Some("host")),
            ("media.clinic.example", None),
            ("wss://", None),
        ] {
            assert_eq!(host(url), expected, "{url}");
        }
    }

    #[test]
    fn the_user_of_an_address_of_the_web_is_seen() {
        assert_eq!(userinfo("https://user:secret@clinic.example/a"), Some(true));
        assert_eq!(userinfo("https://clinic.example/a@b"), Some(false));
        assert_eq!(userinfo("sip:user@clinic.example"), None);
    }

    #[test]
    fn a_host_covers_its_subdomains_and_nothing_that_only_ends_like_it() {
        let hosts = ["openai.com".to_owned()];
        assert!(covered("openai.com", &hosts) && covered("API.OpenAI.com", &hosts));
        let below = ["*.hooks.clinic.example".to_owned()];
        assert!(covered("a.hooks.clinic.example", &below) && !covered("hooks.clinic.example", &below));
        assert!(!covered("notopenai.com", &hosts) && !covered("openai.com.evil.example", &hosts));
    }
}
