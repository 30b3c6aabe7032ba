//! Any bytes as a stream: the same documents and errors however the stream is chunked, no document longer than allowed.

#![no_main]

use std::ops::ControlFlow;

use libfuzzer_sys::fuzz_target;
use phi_audit::source::framing::{Frame, Framer};

/// Low, so that the bound is met.
const LONGEST: usize = 512;

fuzz_target!(|input: (Vec<u8>, Vec<u8>)| {
    let (bytes, sizes) = input;
    let whole = frames([bytes.as_slice()]);
    let mut rest = bytes.as_slice();
    let mut chunks = Vec::new();
    for size in sizes {
        let (chunk, behind) = rest.split_at(usize::from(size).min(rest.len()));
        chunks.push(chunk);
        rest = behind;
    }
    chunks.push(rest);
    assert_eq!(whole, frames(chunks));
});

fn frames<'c>(chunks: impl IntoIterator<Item = &'c [u8]>) -> Vec<String> {
    let mut framer = Framer::new(LONGEST);
    let mut frames = Vec::new();
    let mut sink = |frame: Frame<'_>| {
        if let Frame::Document { bytes, .. } = frame {
            assert!(bytes.len() <= LONGEST);
        }
        frames.push(format!("{frame:?}"));
        ControlFlow::Continue(())
    };
    for chunk in chunks {
        assert!(framer.push(chunk, &mut sink).is_continue());
    }
    assert!(framer.finish(&mut sink).is_continue());
    frames
}
