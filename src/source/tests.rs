//! Tests of reading: folders, compression, and everything that can be wrong with a file.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use super::{Limits, Piece, Place, Reading, documents, read};

fn tell(piece: Piece<'_>) -> String {
    match piece {
        Piece::Opened => "opened".to_owned(),
        Piece::Document { line, bytes, .. } => format!("{line} {}", String::from_utf8_lossy(bytes)),
        Piece::Failed(trouble) => {
            format!("{} !{}{}", trouble.line, trouble.kind, if trouble.rest_unread { " rest" } else { "" })
        }
        Piece::Skipped(why) => format!("skipped: {}", why.name()),
        Piece::Closed { bytes } => format!("closed {bytes}"),
    }
}

fn read_folder(folder: &TempDir, limits: &Limits) -> Vec<String> {
    let mut told = Vec::new();
    let places = [Place::Path(folder.path().to_owned())];
    let _ = documents(&places, &Reading::everything(*limits), &mut |object, piece| {
        let name = Path::new(&*object.name).strip_prefix(folder.path()).unwrap().display().to_string();
        told.push(format!("{name}: {}", tell(piece)));
        ControlFlow::Continue(())
    });
    told.retain(|line| !line.ends_with(": opened") && !line.contains(": closed"));
    told
}

fn read_bytes(bytes: &[u8], limits: &Limits) -> Vec<String> {
    let mut told = Vec::new();
    let (rest, head) = read::headed(bytes).unwrap();
    let _ = read::stream(head, rest, &Reading::everything(*limits), &[], &mut |piece| {
        told.push(tell(piece));
        ControlFlow::Continue(())
    });
    told
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn a_folder_is_read_in_the_order_of_names_and_tells_what_it_skips() {
    let folder = TempDir::new().unwrap();
    let file = |name: &str, text: &[u8]| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    file("b.json", b"{\"b\":1}");
    file("a/2.json", b"{\"a\":2}");
    file("a/1.dat", &gzip(b"{\"a\":1}\n"));
    file("c.json", b"");
    file(".git/x", b"{\"no\":1}");
    file(".hidden", b"{\"no\":1}");
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("loop")).unwrap();
    let expected = [
        ".git: skipped: hidden",
        ".hidden: skipped: hidden",
        "a/1.dat: 1 {\"a\":1}",
        "a/2.json: 1 {\"a\":2}",
        "b.json: 1 {\"b\":1}",
        "loop: skipped: symbolic link",
    ];
    assert_eq!(read_folder(&folder, &Limits::default()), expected[..if cfg!(unix) { 6 } else { 5 }]);
}

#[test]
fn a_path_that_does_not_exist_is_told_and_the_rest_is_read() {
    let folder = TempDir::new().unwrap();
    let there = folder.path().join("there.json");
    fs::write(&there, "1").unwrap();
    let mut told = Vec::new();
    let _ = documents(
        &[Place::Path("not/there.json".into()), Place::Path(there)],
        &Reading::everything(Limits::default()),
        &mut |_, piece| {
            told.push(tell(piece));
            ControlFlow::Continue(())
        },
    );
    assert_eq!(told, ["0 !not_found rest", "opened", "1 1", "closed 1"]);
}

#[test]
fn the_receiver_may_end_the_reading() {
    let mut pieces = 0;
    let reading = Reading::everything(Limits::default());
    let flow = read::stream(b"1\n2\n".to_vec(), &b"3\n"[..], &reading, &[], &mut |_| {
        pieces += 1;
        if pieces < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!((flow, pieces), (ControlFlow::Break(()), 3));
}

#[test]
fn gzip_of_several_members_is_one_stream() {
    let bytes = [gzip(b"{\"a\":"), gzip(b"1}\n{\"b\":2}")].concat();
    assert_eq!(read_bytes(&bytes, &Limits::default()), ["opened", "1 {\"a\":1}", "2 {\"b\":2}", "closed 15"]);
}

#[test]
fn zstd_of_several_frames_is_one_stream() {
    let frame = |text: &[u8]| zstd::encode_all(text, 3).unwrap();
    let bytes = [frame(b"{\"a\":"), frame(b"1}\n{\"b\":2}")].concat();
    assert_eq!(read_bytes(&bytes, &Limits::default()), ["opened", "1 {\"a\":1}", "2 {\"b\":2}", "closed 15"]);
}

#[test]
fn a_bomb_is_defused_and_told() {
    let limits = Limits { ratio_from: 1 << 20, ..Limits::default() };
    let mut blanks = Vec::new();
    std::io::repeat(b' ').take(16 << 20).read_to_end(&mut blanks).unwrap();
    for bomb in [gzip(&blanks), zstd::encode_all(&blanks[..], 3).unwrap()] {
        assert_eq!(read_bytes(&bomb, &limits)[1], "1 !decompression_limit rest");
    }
    let limits = Limits { decompressed: 1 << 20, ..Limits::default() };
    assert_eq!(read_bytes(&gzip(&blanks), &limits)[1], "1 !decompression_limit rest");
}

#[test]
fn a_compressed_file_that_breaks_off_gives_what_it_has() {
    let text: String = (0..2_000).map(|n| format!("{{\"n\":{}}}\n", n * 7919 % 10_007)).collect();
    for bytes in [gzip(text.as_bytes()), zstd::encode_all(text.as_bytes(), 3).unwrap()] {
        let told = read_bytes(&bytes[..bytes.len() - 9], &Limits::default());
        assert!(told[told.len() - 2].ends_with("!truncated rest"), "{:?}", &told[told.len() - 2..]);
    }
    let mut damaged = gzip(text.as_bytes());
    let middle = damaged.len() / 2;
    damaged[middle..middle + 64].fill(0xff);
    let told = read_bytes(&damaged, &Limits::default());
    assert!(told[told.len() - 2].ends_with("!corrupt rest"), "{:?}", &told[told.len() - 2..]);
}

#[test]
fn other_encodings_and_archives_are_told_apart_from_garbage() {
    let wide: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_bytes(&wide, &Limits::default()), ["0 !encoding rest"]);
    assert_eq!(read_bytes(b"PK\x03\x04....", &Limits::default()), ["0 !unsupported rest"]);
}

#[test]
fn an_empty_stream_is_fine() {
    assert_eq!(read_bytes(b"", &Limits::default()), ["opened", "closed 0"]);
}

#[test]
fn every_kind_that_costs_a_whole_source_has_a_remedy() {
    for kind in
        ["not_found", "permission", "io", "corrupt", "truncated", "decompression_limit", "encoding", "unsupported"]
    {
        assert!(super::remedy(kind).is_some(), "{kind}");
    }
}
