//! Tests of the cutter: each way of writing documents down, each way of breaking them.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;

/// `line+offset text` for a document, `line+offset !kind` for an error.
fn cut(text: &[u8], longest: usize, chunk: usize) -> Vec<String> {
    let mut frames = Vec::new();
    let mut sink = |frame: Frame<'_>| {
        frames.push(match frame {
            Frame::Document { line, offset, bytes } => format!("{line}+{offset} {}", String::from_utf8_lossy(bytes)),
            Frame::Bad { line, offset, kind } => format!("{line}+{offset} !{}", kind.name()),
        });
        ControlFlow::Continue(())
    };
    let mut framer = Framer::new(longest);
    for chunk in text.chunks(chunk.max(1)) {
        let _ = framer.push(chunk, &mut sink);
    }
    let _ = framer.finish(&mut sink);
    frames
}

fn frames(text: &str) -> Vec<String> {
    cut(text.as_bytes(), 1 << 20, usize::MAX)
}

#[test]
fn a_line_is_a_document() {
    assert_eq!(frames("{\"a\":1}\n{\"b\":2}\n"), [r#"1+0 {"a":1}"#, r#"2+0 {"b":2}"#]);
}

#[test]
fn blank_lines_carriage_returns_and_a_missing_last_newline_are_fine() {
    assert_eq!(frames("\r\n{\"a\":1}\r\n\n  {\"b\":2}"), [r#"2+0 {"a":1}"#, r#"4+2 {"b":2}"#]);
    assert_eq!(frames(""), [""; 0]);
    assert_eq!(frames(" \n\n"), [""; 0]);
}

#[test]
fn a_byte_order_mark_is_stepped_over() {
    assert_eq!(frames("\u{feff}{\"a\":1}\n"), [r#"1+3 {"a":1}"#]);
}

#[test]
fn documents_may_follow_each_other_without_a_newline() {
    assert_eq!(frames(r#"{"a":"}{"}{"b":2} [3]"#), [r#"1+0 {"a":"}{"}"#, r#"1+10 {"b":2}"#, "1+18 [3]"]);
}

#[test]
fn a_document_may_be_printed_over_many_lines() {
    let text = "{\n  \"a\": [\n    {\n      \"b\": 1\n    },\n    {}\n  ],\n  \"c\":\n  {\"d\": 1}\n}\n{\"e\":1}\n";
    let (first, second) = text.split_at(text.len() - 9);
    assert_eq!(
        frames(text),
        [format!("1+0 {}", first.trim_end()), format!("11+0{}", second.replace('\n', " ").trim_end())]
            .map(|frame| frame.replace("11+0{", "11+0 {"))
            .to_vec()
    );
}

#[test]
fn the_elements_of_an_array_are_documents() {
    assert_eq!(
        frames("[\n {\"a\":[{}]},\n {\"b\":2}, {\"c\":3}\n]\n{\"d\":4}"),
        [r#"2+1 {"a":[{}]}"#, r#"3+1 {"b":2}"#, r#"3+10 {"c":3}"#, r#"5+0 {"d":4}"#]
    );
    assert_eq!(frames("[[{\"a\":1}],5]"), [r#"1+1 [{"a":1}]"#, "1+11 5"]);
}

#[test]
fn an_array_of_plain_values_is_one_document() {
    assert_eq!(frames("[1, \"x\"]\n[]"), [r#"1+0 [1, "x"]"#, "2+0 []"]);
}

#[test]
fn plain_values_are_documents() {
    assert_eq!(frames("\"a\\\"b\"\n-1.5e3 true\nnull"), [r#"1+0 "a\"b""#, "2+0 -1.5e3", "2+7 true", "3+0 null"]);
}

#[test]
fn a_truncated_line_costs_only_itself() {
    for broken in [
        r#"{"a":"abc"#,
        r#"{"a":"abc\"#,
        r#"{"a":{"b":1}"#,
        r#"{"a":"#,
        r#"{"a":[1,"#,
        r#"{"a":[{"b":1}"#,
        "{",
        r#"{"a""#,
    ] {
        let text = format!("{{\"x\":1}}\n{broken}\n{{\"y\":{{}}}}\n{{\"z\":3}}\n");
        let found = frames(&text);
        assert_eq!(found.len(), 4, "{broken}: {found:?}");
        assert!(found[1].starts_with("2+") && found[1].ends_with("!truncated"), "{broken}: {found:?}");
        assert_eq!(found[2..], [r#"3+0 {"y":{}}"#, r#"4+0 {"z":3}"#], "{broken}");
    }
}

#[test]
fn a_truncated_last_document_is_told() {
    assert_eq!(frames("{\"x\":1}\n{\"a\":\"b"), [r#"1+0 {"x":1}"#, "2+7 !truncated"]);
    assert_eq!(frames("{\"a\":\n{\"b\":2}\n"), ["1+6 !truncated", r#"2+0 {"b":2}"#]);
}

#[test]
fn an_array_that_is_never_closed_is_told_once() {
    assert_eq!(frames("[{\"a\":1},\n{\"b\":2}"), [r#"1+1 {"a":1}"#, r#"2+0 {"b":2}"#, "1+17 !truncated"]);
    assert_eq!(frames("[{\"a\":1},\n{\"b\":"), [r#"1+1 {"a":1}"#, "2+5 !truncated"]);
    assert_eq!(frames("[{\"a\":1},{\"b\":\n[{\"c\":3}]"), [r#"1+1 {"a":1}"#, "1+15 !truncated", r#"2+1 {"c":3}"#]);
}

#[test]
fn a_broken_element_leaves_the_rest_of_its_array() {
    let text = "[\n{\"a\":1},\n{\"b\":\"cut\n{\"c\":3}\n]\n{\"d\":4}\n";
    assert_eq!(frames(text), [r#"2+0 {"a":1}"#, "3+9 !truncated", r#"4+0 {"c":3}"#, r#"6+0 {"d":4}"#]);
}

#[test]
fn garbage_is_told_once_a_line() {
    assert_eq!(
        frames("hello {\"a\":1}\n{\"b\":2} trailing {\n}\n{\"c\":3}\nNaN\n"),
        ["1+0 !syntax", r#"2+0 {"b":2}"#, "2+8 !syntax", "3+0 !syntax", r#"4+0 {"c":3}"#, "5+0 !syntax"]
    );
    assert_eq!(frames(&format!("{}\n1", "9".repeat(5_000))), ["1+0 !syntax", "2+0 1"]);
}

#[test]
fn a_document_that_is_too_long_is_skipped_in_little_memory() {
    let mut framer = Framer::new(1_000);
    let mut found = Vec::new();
    let mut sink = |frame: Frame<'_>| {
        found.push(match frame {
            Frame::Document { line, bytes, .. } => format!("{line} {}", bytes.len()),
            Frame::Bad { line, kind, .. } => format!("{line} !{}", kind.name()),
        });
        ControlFlow::Continue(())
    };
    let _ = framer.push(b"{\"a\":1}\n{\"b\":\"", &mut sink);
    let mut widest = 0;
    for _ in 0..1_000 {
        let _ = framer.push(&[b'x'; 4096], &mut sink);
        widest = widest.max(framer.buffer.capacity());
    }
    let _ = framer.push(b"\"}\n{\"c\":3}\n", &mut sink);
    assert_eq!(found, ["1 7", "2 !too_large", "3 7"]);
    assert!(widest < 16 << 10, "{widest}");
}

#[test]
fn a_hostile_file_is_not_read_over_and_over() {
    let text = "{\"a\":[1,\n".repeat(20_000);
    let started = std::time::Instant::now();
    assert!(!frames(&text).is_empty());
    assert!(started.elapsed().as_secs() < 5);
}

#[test]
fn nesting_without_end_is_bounded() {
    let text = "[".repeat(3_000_000);
    assert_eq!(cut(text.as_bytes(), 1 << 20, 1 << 16), ["1+1 !too_large"]);
}

/// Pieces of which texts are built that are mostly JSON and partly not.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => Just("{\"a\":1}\n"), 2 => Just("{\"b\":\"x\\\"}{\"}"), 1 => Just("{"), 1 => Just("}"), 1 => Just("["), 1 => Just("]"),
        1 => Just("\n"), 1 => Just("\""), 1 => Just("\\"), 1 => Just(","), 1 => Just(":"), 1 => Just(" "), 1 => Just("tru"),
        1 => Just("12"), 1 => Just("\u{feff}"), 1 => Just("{\"c\":[1,\n{\"d\":2}"), 1 => Just("\r\n"), 1 => Just("{\"e\":\"cut\n"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn the_chunks_make_no_difference(text in pieces(), chunk in 1_usize..40, longest in 4_usize..60) {
        let whole = cut(text.as_bytes(), longest, usize::MAX);
        prop_assert_eq!(cut(text.as_bytes(), longest, chunk), whole);
    }

    #[test]
    fn any_bytes_are_cut_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), chunk in 1_usize..40) {
        prop_assert_eq!(cut(&bytes, 64, chunk), cut(&bytes, 64, usize::MAX));
    }
}

/// Not a test of speed (machines differ), but a figure to look at: `cargo test --release framing_speed -- --nocapture`.
#[test]
fn framing_speed_is_that_of_a_disk() {
    let line = r#"{"specversion":"1.0","type":"com.twilio.messaging.message.delivered","source":"/2010-04-01/Accounts/AC00000000000000000000000000000000/Messages/SM00000000000000000000000000000000.json","id":"EZ00000000000000000000000000000000","dataschema":"https://events-schemas.twilio.com/Messaging.MessageStatus/5","datacontenttype":"application/json","time":"2024-06-01T12:00:00.000Z","data":{"accountSid":"AC00000000000000000000000000000000","messageSid":"SM00000000000000000000000000000000","messageStatus":"DELIVERED","eventName":"com.twilio.messaging.message.delivered","timestamp":"2024-06-01T12:00:00.000Z","to":"+12025550123","from":"+12025550199","numSegments":1,"body":"Your order is ready for pick-up."}}"#;
    let text = format!("{line}\n").repeat(40_000);
    let mut count = 0_u32;
    let mut best = 0.0_f64;
    for _ in 0..5 {
        let started = std::time::Instant::now();
        let mut framer = Framer::new(16 << 20);
        for chunk in text.as_bytes().chunks(128 << 10) {
            let _ = framer.push(chunk, &mut |_| {
                count += 1;
                ControlFlow::Continue(())
            });
        }
        best = best.max(text.len() as f64 / started.elapsed().as_secs_f64() / 1e6);
    }
    eprintln!("framing: {best:.0} MB/s");
    assert_eq!(count, 5 * 40_000);
}
