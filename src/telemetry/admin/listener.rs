//! A listener that bounds what clients can hold: how many there are at once, how long each takes, how much each sends.

use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::serve::Listener;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, Sleep};

/// Connections at once.
const CONNECTIONS: usize = 128;
/// How long a client may take to send its request. Short, so that those who open connections and say nothing keep no probe waiting.
const REQUEST: Duration = Duration::from_secs(2);
/// How many bytes a client may send: head and body of one request.
const BYTES: usize = 16 << 10;

/// A listener that hands out guarded connections.
pub(super) struct Guarded {
    listener: TcpListener,
    places: Arc<Semaphore>,
    time: Duration,
}

impl Guarded {
    /// Connections from `listener`, each with `time` for its answer.
    pub fn new(listener: TcpListener, time: Duration) -> Self {
        Self { listener, places: Arc::new(Semaphore::new(CONNECTIONS)), time }
    }
}

impl Listener for Guarded {
    type Io = Connection;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Connection, SocketAddr) {
        // The rest waits in the system's own queue.
        let place = Arc::clone(&self.places).acquire_owned().await.ok();
        let (stream, address) = Listener::accept(&mut self.listener).await;
        let late = Box::pin(tokio::time::sleep(REQUEST.min(self.time)));
        (Connection { stream, late, answer: Some(self.time), left: BYTES, _place: place }, address)
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// One connection; it fails once it is late or has sent too much.
pub(super) struct Connection {
    stream: TcpStream,
    late: Pin<Box<Sleep>>,
    /// How long the answer may take, before it has begun.
    answer: Option<Duration>,
    left: usize,
    _place: Option<OwnedSemaphorePermit>,
}

impl Connection {
    fn in_time(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        match self.late.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::ErrorKind::TimedOut.into()),
            Poll::Pending => Ok(()),
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.in_time(context)?;
        let before = buffer.filled().len();
        let read = pin!(&mut self.stream).poll_read(context, buffer);
        match self.left.checked_sub(buffer.filled().len() - before) {
            Some(left) => self.left = left,
            None => return Poll::Ready(Err(io::ErrorKind::FileTooLarge.into())),
        }
        read
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.in_time(context)?;
        if let Some(time) = self.answer.take() {
            self.late.as_mut().reset(Instant::now() + time);
        }
        pin!(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.in_time(context)?;
        pin!(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.in_time(context)?;
        pin!(&mut self.stream).poll_shutdown(context)
    }
}
