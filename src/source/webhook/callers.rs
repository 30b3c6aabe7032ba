//! How often one caller may ask, and who a caller is: the address a request comes from, or what the proxy in front says.
//!
//! Callers are told apart by a keyed hash of 16 bits, so that no number of addresses takes more memory: now and then two share
//! what one may have, and nobody can choose with whom.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;

use axum::http::HeaderMap;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// Who asks, as far as callers are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Caller(u16);

impl Caller {
    /// So many there are at most.
    pub const COUNT: usize = 1 << 16;

    /// Its number, below `COUNT`.
    pub fn index(self) -> usize {
        self.0.into()
    }

    #[cfg(test)]
    pub const fn numbered(number: u16) -> Self {
        Self(number)
    }
}

/// The rate of each caller.
#[derive(Debug)]
pub struct Callers {
    limiter: DefaultKeyedRateLimiter<Caller>,
    clock: DefaultClock,
    hasher: RandomState,
    behind_proxy: bool,
}

impl Callers {
    /// `rate` requests a second in the long run, `burst` at once. `behind_proxy`: the caller is whom the proxy names.
    pub fn new(rate: u32, burst: u32, behind_proxy: bool) -> Self {
        let some = |number| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_second(some(rate)).allow_burst(some(burst));
        let limiter = RateLimiter::keyed(quota);
        Self { limiter, clock: DefaultClock::default(), hasher: RandomState::new(), behind_proxy }
    }

    /// Who asks. `peer` is who has made the connection.
    pub(super) fn who(&self, peer: IpAddr, headers: &HeaderMap) -> Caller {
        let caller = if self.behind_proxy { forwarded(headers).unwrap_or(peer) } else { peer };
        let hash = self.hasher.hash_one(network(caller));
        // The last 16 bits.
        #[allow(clippy::cast_possible_truncation, reason = "on purpose")]
        Caller(hash as u16)
    }

    /// Whether the caller may ask now, or how long it has to wait.
    pub(super) fn admit(&self, caller: Caller) -> Result<(), Duration> {
        self.limiter.check_key(&caller).map_err(|later| later.wait_time_from(self.clock.now()))
    }
}

/// Whom the nearest proxy names: the last entry of the last `X-Forwarded-For`. Those before it may be anybody's invention.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    let last = last.rsplit(',').next()?.trim();
    last.parse().ok().or_else(|| last.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()))
}

/// An address of IPv6 stands for its network: whoever has one has 2⁶⁴ of them.
pub(super) fn network(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => u128::from(address.to_bits()),
        IpAddr::V6(address) => address.to_bits() >> 64 << 64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(callers: &[&str]) -> HeaderMap {
        let name = axum::http::HeaderName::from_static("x-forwarded-for");
        callers.iter().map(|caller| (name.clone(), caller.parse().unwrap())).collect()
    }

    fn admit(callers: &Callers, peer: IpAddr, headers: &HeaderMap) -> Result<(), Duration> {
        callers.admit(callers.who(peer, headers))
    }

    const PEER: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn a_caller_that_asks_too_often_waits_and_another_does_not() {
        let callers = Callers::new(1, 3, false);
        assert!((0..3).all(|_| admit(&callers, PEER, &HeaderMap::new()).is_ok()));
        let wait = admit(&callers, PEER, &HeaderMap::new()).unwrap_err();
        assert!(wait <= Duration::from_secs(1), "{wait:?}");
        // One of them may share its hash, not all.
        assert!((2..10).any(|host| admit(&callers, IpAddr::from([10, 0, 0, host]), &HeaderMap::new()).is_ok()));
    }

    #[test]
    fn behind_a_proxy_the_last_name_counts_and_without_one_none_does() {
        assert_eq!(forwarded(&named(&["203.0.113.9, 198.51.100.7"])), "198.51.100.7".parse().ok());
        assert_eq!(forwarded(&named(&["203.0.113.9", "198.51.100.7:4711"])), "198.51.100.7".parse().ok());
        assert_eq!(forwarded(&named(&["2001:db8::1"])), "2001:db8::1".parse().ok());
        assert_eq!((forwarded(&named(&["unknown"])), forwarded(&HeaderMap::new())), (None, None));
        let direct = Callers::new(1, 1, false);
        assert!(admit(&direct, PEER, &named(&["203.0.113.9"])).is_ok());
        assert!(admit(&direct, PEER, &named(&["198.51.100.7"])).is_err(), "the header is the caller's own");
    }

    #[test]
    fn addresses_of_one_network_of_ipv6_are_one_caller() {
        let of = |address: &str| network(address.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:1"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_eq!(of("::ffff:10.0.0.1"), of("10.0.0.1"));
    }
}
