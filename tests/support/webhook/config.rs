//! The settings of a service with webhooks: what they have beyond those of any service.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use super::ports;
use super::process::{Config, Service, wait_until};

/// The auth token of the route of Twilio.
pub const TOKEN: &str = "0123456789abcdef0123456789abcdef";
/// The shared secret of the route of Segment.
pub const SECRET: &str = "a-shared-secret-of-segment";
/// The URL of Twilio's sink, as Twilio knows it.
pub const PUBLIC: &str = "https://hooks.example.org/twilio";

const ROUTES: &str = r#"
[[source.webhook.route]]
path = "/twilio"
twilio = { url = "https://hooks.example.org/twilio", auth_token_files = ["next.token", "twilio.token"] }
[[source.webhook.route]]
path = "/segment"
segment = { secret_files = ["segment.secret"] }
"#;

/// Settings with a port.
pub trait Open {
    /// Starts a service and waits until its port is open; that of metrics is before.
    fn open(&self) -> Service;
}

impl Open for Config {
    fn open(&self) -> Service {
        let service = self.start();
        let open = || service.get("/ready").is_some_and(|(_, answer)| !answer.contains("not_assigned"));
        wait_until("the port is open", Duration::from_secs(30), open);
        service
    }
}

/// A service with a port of its own that alerts into the folder `out`, without folding; with its port.
pub fn hooks() -> (Config, SocketAddr) {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, ports::free()));
    let config = Config::new()
        .set("source.webhook", "listen", address.to_string())
        .set("alerts", "fold", "0s")
        .file_sink("out")
        .append(ROUTES);
    for (file, secret) in [("twilio.token", TOKEN), ("next.token", "fedcba98"), ("segment.secret", SECRET)] {
        fs::write(config.folder().join(file), format!("{secret}\n")).expect("the folder can be written");
    }
    (config, address)
}
