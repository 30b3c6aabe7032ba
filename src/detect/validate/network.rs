//! Addresses of machines and mailboxes.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::Check;

/// An IPv4 address that can belong to somebody.
pub(super) fn ipv4(text: &str) -> Check {
    match text.parse::<Ipv4Addr>() {
        Ok(address) if address.is_unspecified() || address.is_loopback() || address.is_broadcast() => Check::Sample,
        Ok(_) => Check::Valid,
        Err(_) => Check::Invalid,
    }
}

/// An IPv6 address in a range that is in use: global, unique local, link local, or mapped IPv4.
pub(super) fn ipv6(text: &str) -> Check {
    match text.parse::<Ipv6Addr>() {
        Ok(address) if address.is_unspecified() || address.is_loopback() => Check::Sample,
        // Source code is full of short words joined by two colons; addresses in use start higher.
        Ok(address) => Check::valid_if(address.to_ipv4_mapped().is_some() || address.segments()[0] >= 0x2000),
        Err(_) => Check::Invalid,
    }
}

/// A hardware address: six pairs with one separator, or three groups of four with dots.
pub(super) fn mac(text: &str) -> Check {
    let form = match text.find([':', '-', '.']).and_then(|at| text.as_bytes().get(at).map(|&separator| (at, separator)))
    {
        Some((2, separator @ (b':' | b'-'))) => groups(text, separator, 6, 2),
        Some((4, b'.')) => groups(text, b'.', 3, 4),
        _ => false,
    };
    let mut figures = text.bytes().filter(u8::is_ascii_hexdigit);
    let first = figures.next();
    let same = figures.all(|figure| Some(figure) == first);
    match form {
        true if same => Check::Sample,
        form => Check::valid_if(form),
    }
}

fn groups(text: &str, separator: u8, count: usize, length: usize) -> bool {
    let mut found = 0;
    text.as_bytes().split(|&byte| byte == separator).all(|group| {
        found += 1;
        group.len() == length && group.iter().all(u8::is_ascii_hexdigit)
    }) && found == count
}

/// No top-level domains: `logo@2x.png` is a picture for fine screens.
const FILE_ENDINGS: [&str; 11] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "json", "html", "pdf"];

/// A mailbox: an unquoted local part, a host of two labels or more, a top level of letters.
pub(super) fn email(text: &str) -> Check {
    let Some((local, host)) = text.rsplit_once('@') else { return Check::Invalid };
    let atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte) || !byte.is_ascii();
    let dotted = |text: &str| text.split('.').all(|part| !part.is_empty());
    let local_holds = local.len() <= 64 && dotted(local) && local.bytes().all(|byte| byte == b'.' || atom(byte));
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric() || !byte.is_ascii())
    };
    let top = host.rsplit('.').next().unwrap_or_default();
    let file = FILE_ENDINGS.iter().any(|ending| ending.eq_ignore_ascii_case(top));
    let top_holds = top.len() >= 2 && !file && (top.chars().all(char::is_alphabetic) || top.starts_with("xn--"));
    Check::valid_if(local_holds && host.len() <= 253 && host.contains('.') && host.split('.').all(label) && top_holds)
}

#[cfg(test)]
mod tests {
    use super::Check::{Invalid, Sample, Valid};
    use super::*;

    #[test]
    fn an_ipv4_address_has_four_octets() {
        for text in ["203.0.113.7", "8.8.8.8", "10.1.2.3"] {
            assert_eq!(ipv4(text), Valid, "{text}");
        }
        for text in ["256.1.1.1", "1.2.3", "1.2.3.4.5", "124.0.6367.82", "v1.2.3.4", "01.2.3.4"] {
            assert_eq!(ipv4(text), Invalid, "{text}");
        }
        assert_eq!(ipv4("127.0.0.1"), Sample);
    }

    #[test]
    fn an_ipv6_address_is_in_a_range_in_use() {
        for text in
            ["2001:db8::1", "fe80::1ff:fe23:4567:890a", "::ffff:203.0.113.7", "2001:0db8:85a3:0:0:8a2e:0370:7334"]
        {
            assert_eq!(ipv6(text), Valid, "{text}");
        }
        for text in ["ab::cd", "12:30:45", "2001:db8:::1", "std::net", "fe80::1%eth0"] {
            assert_eq!(ipv6(text), Invalid, "{text}");
        }
        assert_eq!(ipv6("::1"), Sample);
    }

    #[test]
    fn a_mac_address_keeps_one_separator() {
        for text in ["00:1B:44:11:3A:B7", "00-1b-44-11-3a-b7", "001b.4411.3ab7"] {
            assert_eq!(mac(text), Valid, "{text}");
        }
        for text in ["00:1B:44-11:3A:B7", "00:1B:44:11:3A", "00:1G:44:11:3A:B7", "12:30:45", "001b44113ab7"] {
            assert_eq!(mac(text), Invalid, "{text}");
        }
        assert_eq!(mac("00:00:00:00:00:00"), Sample);
    }

    #[test]
    fn a_mailbox_has_a_local_part_and_a_host() {
        for text in ["jane.doe@example.com", "a+b@mail.example.org", "o'neil@example.co.uk", "josé@example.com"] {
            assert_eq!(email(text), Valid, "{text}");
        }
        for text in [
            "jane..doe@example.com",
            ".jane@example.com",
            "jane@example",
            "jane@-a.com",
            "jane@example.c0m",
            "logo@2x.png",
            "@a.com",
            "x@1.2",
        ] {
            assert_eq!(email(text), Invalid, "{text}");
        }
    }
}
