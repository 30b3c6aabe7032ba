//! How many connections there are at once, from everywhere and from each address. One too many is closed at once: whoever waited
//! for a place unseen would give up before it was free, and nobody would know. One that does not take what it is answered is
//! closed after a time, too.

use std::collections::HashMap;
use std::future::{Ready, ready};
use std::io;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use axum_server::accept::Accept;
use prometheus::IntGauge;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Sleep;

use super::callers::network;

/// One address has this part of the connections at most.
const PART: usize = 4;

/// Lets so many connections in.
#[derive(Clone, Debug)]
pub(super) struct Admission {
    places: Arc<Semaphore>,
    peers: Peers,
    patience: Duration,
    open: IntGauge,
}

/// How many connections each address has, so many at most. Those of this machine are not counted: they are a proxy's, or its
/// owner's.
#[derive(Clone, Debug)]
struct Peers {
    open: Arc<Mutex<HashMap<u128, usize>>>,
    most: usize,
}

/// One of an address's connections.
#[derive(Debug)]
struct Peer {
    peers: Peers,
    network: u128,
}

impl Peers {
    fn new(most: usize) -> Self {
        Self { open: Arc::default(), most }
    }

    /// Counts a connection, if it may be; none for one that is not counted.
    fn admit(&self, address: IpAddr) -> io::Result<Option<Peer>> {
        if address.to_canonical().is_loopback() {
            return Ok(None);
        }
        let network = network(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(network).or_default();
        if *count >= self.most {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        *count += 1;
        drop(open);
        Ok(Some(Peer { peers: self.clone(), network }))
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let mut open = self.peers.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.network) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.remove(&self.network);
            }
        }
    }
}

impl Admission {
    /// `most` at once, counted in `open`. Behind a proxy all come from one address. A connection that takes nothing of an answer for
    /// `patience` is closed.
    pub fn new(most: usize, behind_proxy: bool, patience: Duration, open: IntGauge) -> Self {
        let of_peer = if behind_proxy { most } else { (most / PART).max(1) };
        let places = Arc::new(Semaphore::new(most.min(Semaphore::MAX_PERMITS)));
        Self { places, peers: Peers::new(of_peer), patience, open }
    }
}

impl<S> Accept<TcpStream, S> for Admission {
    type Stream = Connection;
    type Service = S;
    type Future = Ready<io::Result<(Connection, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        let Ok(place) = Arc::clone(&self.places).try_acquire_owned() else {
            return ready(Err(io::ErrorKind::QuotaExceeded.into()));
        };
        let peer = match stream.peer_addr().and_then(|peer| self.peers.admit(peer.ip())) {
            Ok(peer) => peer,
            Err(error) => return ready(Err(error)),
        };
        let _ = stream.set_nodelay(true);
        self.open.inc();
        let open = self.open.clone();
        let connection = Connection { stream, open, patience: self.patience, stuck: None, _peer: peer, _place: place };
        ready(Ok((connection, service)))
    }
}

/// A connection that has a place.
#[derive(Debug)]
pub(super) struct Connection {
    stream: TcpStream,
    open: IntGauge,
    patience: Duration,
    /// Ends when it has taken nothing for too long; there while it does not.
    stuck: Option<Pin<Box<Sleep>>>,
    _peer: Option<Peer>,
    _place: OwnedSemaphorePermit,
}

impl Connection {
    /// What came of writing, unless nothing has come of it for too long.
    fn patiently<T>(&mut self, context: &mut Context<'_>, written: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if written.is_ready() {
            self.stuck = None;
            return written;
        }
        let patience = self.patience;
        let stuck = self.stuck.get_or_insert_with(|| Box::pin(tokio::time::sleep(patience)));
        match stuck.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.open.dec();
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.patiently(context, written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let written = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.patiently(context, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_part_and_gives_it_back_and_this_machine_is_not_counted() {
        let peers = Peers::new(2);
        let address = |text: &str| text.parse::<IpAddr>().unwrap();
        let held: Vec<_> = (0..2).map(|_| peers.admit(address("203.0.113.9")).unwrap()).collect();
        let again = peers.admit(address("::ffff:203.0.113.9"));
        assert_eq!(again.unwrap_err().kind(), io::ErrorKind::QuotaExceeded);
        assert!(peers.admit(address("203.0.113.8")).is_ok(), "another has its own");
        assert!((0..9).map(|_| peers.admit(address("127.0.0.1"))).all(|one| one.unwrap().is_none()));
        drop(held);
        assert!(peers.open.lock().unwrap().is_empty(), "and nothing is left of those that went");
        assert!(peers.admit(address("203.0.113.9")).is_ok());
    }

    #[tokio::test]
    async fn a_connection_that_takes_nothing_is_closed_and_one_that_does_is_not() {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let open = IntGauge::new("open", "connections").unwrap();
        let admission = Admission::new(4, false, Duration::from_millis(200), open.clone());
        for reads in [true, false] {
            let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
            let (stream, _) = listener.accept().await.unwrap();
            let (mut connection, ()) = admission.accept(stream, ()).await.unwrap();
            let reading = tokio::spawn(async move {
                let mut taken = 0;
                let mut piece = vec![0; 1 << 20];
                while reads && taken < 64 << 20 {
                    taken += client.read(&mut piece).await.unwrap();
                }
                client
            });
            let written = connection.write_all(&vec![0; 64 << 20]).await;
            let _client = reading.await.unwrap();
            assert_eq!(
                written.map_err(|error| error.kind()),
                if reads { Ok(()) } else { Err(io::ErrorKind::TimedOut) }
            );
        }
        assert_eq!(open.get(), 0);
    }
}
