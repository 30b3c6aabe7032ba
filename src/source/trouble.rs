//! What can go wrong with a source: the kinds of error records, and what a person can do about each.

use std::io;

use super::framing::FrameError;

/// Something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The line, from 1; 0 where the source could not be opened.
    pub line: u64,
    /// Byte offset within the line.
    pub offset: u64,
    /// The kind, as in docs/records.md.
    pub kind: &'static str,
    /// The source was given up here: what follows in it was not read.
    pub rest_unread: bool,
}

impl Trouble {
    /// A source that was given up in `line`.
    pub(super) const fn fatal(line: u64, kind: &'static str) -> Self {
        Self { line, offset: 0, kind, rest_unread: true }
    }

    pub(super) const fn of_frame(line: u64, offset: u64, kind: FrameError) -> Self {
        Self { line, offset, kind: kind.name(), rest_unread: false }
    }
}

/// The kind of a failed system call.
pub(super) fn kind_of(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "not_found",
        io::ErrorKind::PermissionDenied => "permission",
        _ => "io",
    }
}

/// Whether a source that was given up for this kind of error has it in its bytes: reading the same version again tells the same.
pub fn is_content(kind: &str) -> bool {
    matches!(kind, "corrupt" | "truncated" | "decompression_limit" | "encoding" | "unsupported")
}

/// Whether trying again right away cannot help: it has to be otherwise first, or is as it is. What is [`is_content`] is that, too.
pub fn is_lasting(kind: &str) -> bool {
    is_content(kind) || matches!(kind, "object_name" | "archived" | "gone" | "too_large")
}

/// What to do about an error of this kind, for the kinds that concern a whole source.
pub fn remedy(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "not_found" => "check the spelling of the path; a folder is read with everything in it",
        "permission" => "give the account that runs phi-audit the right to read it, or run it as one that has it",
        "io" => "check the disk or the network drive, then read this file again",
        "corrupt" => {
            "the data is damaged: fetch the file again, or read what `gzip -t`, `zstd -t` or `parquet-tools` say of it"
        }
        "truncated" => "the file ends too early: fetch it again",
        "decompression_limit" => {
            "if the file is to be trusted, decompress it yourself and pipe it in: `zcat FILE | phi-audit … -`; a table has to be written anew, with smaller pages"
        }
        "unreachable" => "the object store did not answer to the end, after several tries: read these objects again",
        "denied" => {
            "give these credentials the right to read it: in S3 `s3:GetObject` and `s3:ListBucket`, and `kms:Decrypt` where a key encrypts it"
        }
        "changed" => "the object is written while it is read: read it again when that is over",
        "gone" => "the object was deleted while the archive was read: nothing is to be done if that was meant",
        "archived" => "the object lies in a storage class such as Glacier: restore it first",
        "object_name" => {
            "its key cannot be asked for by this program (an empty part, `.` or `..`): copy it to another key, or download it"
        }
        "scratch" => "make room in the folder for temporary files, or name another: `--scratch DIR`",
        "broker" => "the cluster stopped answering: check it, then read these partitions again",
        "encoding" => "convert it to UTF-8: `iconv -f UTF-16 -t UTF-8 FILE | phi-audit … -`",
        "unsupported" => "convert it to JSON first; gzip and zstd are decompressed here, other archive formats are not",
        _ => return None,
    })
}
