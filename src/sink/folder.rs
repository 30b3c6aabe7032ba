//! The folder of a file sink: names, permissions, what a crash has left, what is too old.
//!
//! It promises to touch only files that bear a name of its own prefix, and none that another process is writing. The folder
//! belongs to the user of the service alone (0700), and so do the files (0600). Names sort by age.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use crate::pipeline::clock;

/// How many files are looked at for a torn line, the newest first: one crash leaves one per process.
const MENDED: usize = 64;
/// Names that are tried for a new file.
const TRIES: u32 = 10_000;
/// How much is read at once to find the last line break.
const STEP: u64 = 64 << 10;

/// A folder with files of one prefix.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    prefix: &'static str,
    /// UTC, to the second.
    started: String,
    number: u32,
}

impl Folder {
    /// Makes the folder where it is missing, and tries whether files can be made in it.
    pub fn open(path: PathBuf, prefix: &'static str) -> io::Result<Self> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        let folder = Self { path, prefix, started: clock::now().strftime("%Y%m%dT%H%M%SZ").to_string(), number: 0 };
        let trial = folder.path.join(format!(".{prefix}-trial-{}", std::process::id()));
        match private().write(true).create(true).truncate(true).open(&trial) {
            // In a folder that several hosts share, the numbers of processes are not unique: it may be gone.
            Ok(_) => match fs::remove_file(trial) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            },
            // A full disk passes; a folder that is not ours does not.
            Err(error) if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) => {}
            Err(error) => return Err(error),
        }
        Ok(folder)
    }

    /// A new file, its name on the disk, locked for as long as it is open.
    pub fn create(&mut self) -> io::Result<(File, PathBuf)> {
        for _ in 0..TRIES {
            self.number += 1;
            let path = self.path.join(format!("{}-{}-{:06}.ndjson", self.prefix, self.started, self.number));
            let file = match private().append(true).create_new(true).open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                Err(error) => return Err(error),
            };
            // Another process that starts just now may be looking whether the file is torn: that takes a moment, and the lock
            // has to be ours before anything is written. Where locks are not known, nobody else is held off.
            if let Err(TryLockError::WouldBlock) = file.try_lock() {
                let _ = file.lock();
            }
            #[cfg(unix)]
            if let Err(error) = File::open(&self.path).and_then(|folder| folder.sync_all()) {
                // Otherwise every try on a failing disk would leave an empty file.
                let _ = fs::remove_file(&path);
                return Err(error);
            }
            return Ok((file, path));
        }
        Err(io::Error::new(io::ErrorKind::AlreadyExists, "no free name for a new file"))
    }

    /// Cuts off lines that were not finished. Gives how many bytes went.
    pub fn mend(&self) -> io::Result<u64> {
        let mut cut = 0;
        for path in self.files()?.iter().rev().take(MENDED) {
            let mut file = File::open(path)?;
            if file.try_lock().is_err() {
                continue;
            }
            let length = file.metadata()?.len();
            let good = end_of_last_line(&mut file, length)?;
            if good < length {
                let file = OpenOptions::new().write(true).open(path)?;
                file.set_len(good)?;
                file.sync_all()?;
                cut += length - good;
            }
        }
        Ok(cut)
    }

    /// Removes the oldest files until `keep` are left. Those that somebody writes count for nothing and stay.
    pub fn remove_all_but(&self, keep: usize) -> io::Result<()> {
        let mut finished = Vec::new();
        for path in self.files()? {
            if File::open(&path)?.try_lock().is_ok() {
                finished.push(path);
            }
        }
        for path in finished.iter().take(finished.len().saturating_sub(keep)) {
            fs::remove_file(path)?;
        }
        Ok(())
    }

    /// The files of this prefix, the oldest first.
    pub fn files(&self) -> io::Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.path)? {
            let path = entry?.path();
            if self.is_ours(&path) && path.is_file() {
                files.push(path);
            }
        }
        files.sort_unstable();
        Ok(files)
    }

    /// Whether a file bears a name as we give them.
    fn is_ours(&self, path: &Path) -> bool {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let parts = || {
            let (time, number) =
                name.strip_prefix(self.prefix)?.strip_prefix('-')?.strip_suffix(".ndjson")?.split_once('-')?;
            let time = time.strip_suffix('Z')?.split_once('T')?;
            Some((time.0, time.1, number))
        };
        let digits = |text: &str, length: usize| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        let counted = |text: &str| digits(text, text.len().max(6));
        parts().is_some_and(|(day, time, number)| digits(day, 8) && digits(time, 6) && counted(number))
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Where the last whole line ends; 0 where there is none.
fn end_of_last_line(file: &mut File, length: u64) -> io::Result<u64> {
    let mut end = length;
    let mut bytes = Vec::new();
    while end > 0 {
        let start = end.saturating_sub(STEP);
        file.seek(SeekFrom::Start(start))?;
        bytes.clear();
        file.by_ref().take(end - start).read_to_end(&mut bytes)?;
        if let Some(at) = bytes.iter().rposition(|byte| *byte == b'\n') {
            return Ok(start + at as u64 + 1);
        }
        end = start;
    }
    Ok(0)
}
