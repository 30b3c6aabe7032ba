//! Where alerts may be posted to, and AWS be reached: a URL over TLS, or one that never leaves the machine.
//!
//! It accepts less than URLs may be, so that every reader of the URL sees the same host in it.

use std::net::IpAddr;

/// Why `url` is no place for alerts and what they are made of, if it is none.
pub fn check(url: &str) -> Result<(), &'static str> {
    let (encrypted, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (None, Some(rest)) => (false, rest),
        (None, None) => return Err("it does not begin with https://"),
    };
    if !url.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'\\' | b'"' | b'<' | b'>' | b'#')) {
        return Err("it has characters that a URL of an endpoint cannot have");
    }
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    if authority.contains('@') {
        return Err("it holds a user name or password, and the settings hold no secrets");
    }
    let host = host(authority).ok_or("its host is not a host name or address, with or without a port")?;
    if encrypted || is_loopback(host) { Ok(()) } else { Err("without TLS nothing may leave this machine") }
}

/// Whether it goes without TLS, and so, having passed [`check`], to this machine alone.
pub fn is_plain(url: &str) -> bool {
    !url.starts_with("https://")
}

/// What of a URL may be shown: scheme, host and port. The path of a webhook often is its secret, and a query may hold one.
pub fn shown(url: &str) -> &str {
    let Some(begin) = url.find("://").map(|at| at + 3) else { return "" };
    let end = url[begin..].find(['/', '?', '#', '\\']).map_or(url.len(), |at| begin + at);
    // What is no place for alerts may hold a name and a password here.
    if url[begin..end].contains('@') { "" } else { &url[..end] }
}

/// Whether the sink itself sets this header, or HTTP does.
pub fn is_our_header(name: &str) -> bool {
    const OURS: [&str; 8] = [
        "authorization",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "host",
        "te",
        "transfer-encoding",
    ];
    OURS.iter().any(|ours| ours.eq_ignore_ascii_case(name))
}

/// The host of `host`, `host:port`, `[address]` or `[address]:port`.
fn host(authority: &str) -> Option<&str> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (address, port) = rest.split_once(']')?;
            address.parse::<std::net::Ipv6Addr>().ok()?;
            (address, if port.is_empty() { None } else { Some(port.strip_prefix(':')?) })
        }
        None => authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    let ordinary = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b':');
    let sound = !host.is_empty() && host.bytes().all(ordinary);
    let port_sound = port.is_none_or(|port| port.parse::<u16>().is_ok_and(|port| port != 0));
    (sound && port_sound).then_some(host)
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alerts_go_over_tls_or_stay_on_the_machine() {
        for url in [
            "https://siem.example.org/in?source=phi",
            "https://siem.example.org:8443",
            "https://[2001:db8::1]/in",
            "http://localhost:8088/in",
            "http://127.0.0.1/",
            "http://[::1]:80/in",
        ] {
            assert_eq!(check(url), Ok(()), "{url}");
        }
        for url in ["http://siem.example.org/", "http://127.0.0.1.example.org/", "http://10.0.0.1", "http://127.1/"] {
            assert_eq!(check(url), Err("without TLS nothing may leave this machine"), "{url}");
        }
    }

    #[test]
    fn what_readers_of_urls_may_understand_differently_is_refused() {
        for url in [
            "siem.example.org",
            "ftp://siem.example.org",
            "https://",
            "https:///in",
            "http://localhost\\@siem.example.org/",
            "http://localhost@siem.example.org/",
            "https://user:word@siem.example.org/",
            "https://siem example.org/",
            "https://siem.example.org:0/",
            "https://siem.example.org:99999/",
            "https://[::1/",
            "https://siem.example.org/#part",
        ] {
            assert!(check(url).is_err(), "{url}");
        }
    }

    #[test]
    fn of_a_url_scheme_host_and_port_are_shown_and_no_path() {
        for (url, expected) in [
            ("https://hooks.example.org/services/T0/B0/s3cret", "https://hooks.example.org"),
            ("https://siem.example.org:8443/in?token=s3cret", "https://siem.example.org:8443"),
            ("https://siem.example.org?token=s3cret", "https://siem.example.org"),
            ("http://[::1]:9000/s3cret", "http://[::1]:9000"),
            ("https://user:s3cret@example.org/", ""),
            ("s3cret", ""),
        ] {
            assert_eq!(shown(url), expected, "{url}");
        }
    }
}
