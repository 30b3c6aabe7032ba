//! An address with a port to listen on, and an error that says which setting lacks one.

use std::net::SocketAddr;

use serde::de::{Deserialize, Deserializer, Error};

/// `admin.listen`.
pub fn admin<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    read(deserializer, "admin.listen", "127.0.0.1:9464")
}

/// `source.webhook.listen`.
pub fn webhook<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    read(deserializer, "source.webhook.listen", "127.0.0.1:8080")
}

fn read<'de, D: Deserializer<'de>>(deserializer: D, setting: &str, example: &str) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = || format!("`{setting} = \"{text}\"` is not an address with a port up to 65535, such as \"{example}\"");
    text.parse().map_err(|_| Error::custom(wrong()))
}

#[cfg(test)]
mod tests {
    use crate::config::parse;

    #[test]
    fn what_is_no_address_with_a_port_is_told_with_its_setting_and_an_example() {
        for (text, line, setting) in [
            ("[admin]\nlisten = \"127.0.0.1:80800\"\n", 2, "`admin.listen = \"127.0.0.1:80800\"`"),
            ("[source.webhook]\nlisten = \":8080\"\n", 2, "`source.webhook.listen = \":8080\"`"),
        ] {
            let problems = parse(text).unwrap_err();
            assert_eq!((problems.len(), problems[0].line), (1, line), "{problems:?}");
            assert!(problems[0].what.starts_with(setting), "{problems:?}");
            assert!(problems[0].what.contains("such as \"127.0.0.1:"), "{problems:?}");
        }
        assert!(parse("[admin]\nlisten = \"[::1]:0\"\n").is_ok());
    }
}
