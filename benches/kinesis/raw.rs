//! What the stub can serve: sockets, requests as text, and nothing done with what comes. The yardstick of nobody; it says only
//! that the stub is not what limits the others.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::Instant;

use crate::role::{Turn, used};
use crate::workload::Shape;

/// Connections.
const AT_ONCE: usize = 4;

/// Reads everything.
pub fn read(endpoint: &str, shape: Shape) -> Turn {
    let address = endpoint.strip_prefix("http://").expect("an endpoint");
    let (before, begun) = (used(std::process::id()), Instant::now());
    std::thread::scope(|scope| {
        for first in 0..AT_ONCE {
            scope.spawn(move || shards(address, (first..shape.shards).step_by(AT_ONCE), shape.answers));
        }
    });
    let used = used(std::process::id()) - before;
    Turn { seconds: begun.elapsed().as_secs_f64(), used, ..Turn::default() }
}

fn shards(address: &str, shards: impl Iterator<Item = usize>, answers: usize) {
    let mut stream = BufReader::with_capacity(256 << 10, TcpStream::connect(address).expect("the stub listens"));
    for shard in shards {
        for answer in 0..answers {
            let body = format!("{{\"ShardIterator\":\"{shard}/{answer}\",\"Limit\":10000}}");
            let request = format!(
                "POST / HTTP/1.1\r\nhost: {address}\r\nx-amz-target: Kinesis_20131202.GetRecords\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            );
            stream.get_mut().write_all(request.as_bytes()).expect("the stub takes it");
            take(&mut stream);
        }
    }
}

/// One answer.
fn take(stream: &mut BufReader<TcpStream>) {
    let (mut line, mut left) = (String::new(), 0);
    loop {
        line.clear();
        stream.read_line(&mut line).expect("a head");
        match line.trim_end().split_once(": ") {
            Some(("content-length", length)) => left = length.parse().expect("a number"),
            Some(_) => {}
            None if line == "\r\n" => break,
            None => assert!(line.starts_with("HTTP/1.1 200"), "{line}"),
        }
    }
    std::io::copy(&mut stream.take(left), &mut std::io::sink()).expect("a body");
}
