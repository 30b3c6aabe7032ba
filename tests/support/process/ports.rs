//! Free ports on the loopback interface.

use std::net::{Ipv4Addr, TcpListener};
use std::ops::Range;

/// Below the range from which the system takes the ports of outgoing connections. Otherwise a client that keeps trying to
/// connect to a broker that is down could be given the broker's own port, and the broker could not come back.
const RANGE: Range<u16> = 10_000..32_000;

/// A port that nobody listens on now.
pub fn free() -> u16 {
    std::iter::repeat_with(|| fastrand::u16(RANGE))
        .take(1_000)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .expect("one of a thousand ports is free")
}
