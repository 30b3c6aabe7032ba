//! Checkpoints in a file of this host: `STREAM.json`, exchanged as a whole, beside a lock that ends with the process.
//!
//! A file is replaced by renaming one that is on disk already, so a crash leaves the old one or the new one. Whoever moves to
//! another host takes the file along, or uses DynamoDB.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{CheckpointStore, Saved, StoreError};

/// The version of the format.
const VERSION: u32 = 1;

/// Checkpoints in a file.
#[derive(Debug)]
pub struct FileStore {
    folder: PathBuf,
    stream: String,
    lock: Option<File>,
}

#[derive(Serialize, Deserialize)]
struct Contents {
    version: u32,
    stream: String,
    #[serde(flatten)]
    saved: Saved,
}

impl FileStore {
    /// Checkpoints of `stream`, a name, in `folder`, which is made where it is not there.
    pub fn new(folder: PathBuf, stream: &str) -> Self {
        Self { folder, stream: stream.to_owned(), lock: None }
    }

    fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.json", self.stream))
    }

    fn lock(&self) -> Result<File, StoreError> {
        let path = self.folder.join(format!("{}.lock", self.stream));
        fs::create_dir_all(&self.folder).map_err(|error| failed(&self.folder, &error))?;
        let options = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = options.map_err(|error| failed(&path, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut owner = String::new();
                // Who it is helps, and is not needed.
                let _ = (&mut file).take(20).read_to_string(&mut owner);
                let process =
                    owner.trim().parse::<u32>().map_or_else(|_| "a process".to_owned(), |id| format!("process {id}"));
                return Err(StoreError::Held { owner: format!("{process} of this host") });
            }
            Err(TryLockError::Error(error)) => return Err(failed(&path, &error)),
        }
        let named = file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id()));
        named.map_err(|error| failed(&path, &error))?;
        Ok(file)
    }

    fn read(&self) -> Result<Option<Saved>, StoreError> {
        let path = self.path();
        let text = match fs::read(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, &error)),
        };
        let broken = |what: String| StoreError::Failed {
            what: format!("{}: {what}", path.display()),
            remedy: Some(
                "put the file back from a copy; without it, reading begins anew as `source.kinesis.start` says",
            ),
        };
        let contents: Contents = serde_json::from_slice(&text)
            .map_err(|error| broken(format!("not a file of checkpoints (line {})", error.line())))?;
        if contents.version != VERSION || contents.stream != self.stream {
            return Err(broken("checkpoints of another version or of another stream".to_owned()));
        }
        Ok(Some(contents.saved))
    }

    fn write(&self, saved: &Saved) -> io::Result<()> {
        let contents = Contents { version: VERSION, stream: self.stream.clone(), saved: saved.clone() };
        let path = self.path();
        let fresh = path.with_extension("json.new");
        let mut file = File::create(&fresh)?;
        file.write_all(&serde_json::to_vec_pretty(&contents)?)?;
        file.sync_all()?;
        fs::rename(&fresh, &path)?;
        // The name is on disk only when the folder is.
        File::open(&self.folder)?.sync_all()
    }
}

impl CheckpointStore for FileStore {
    fn open(&mut self) -> Result<Option<Saved>, StoreError> {
        self.lock = Some(self.lock()?);
        self.read()
    }

    fn save(&mut self, saved: &Saved) -> Result<(), StoreError> {
        self.write(saved).map_err(|error| failed(&self.folder, &error))
    }

    fn beat(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn release(&mut self) {
        self.lock = None;
    }
}

fn failed(path: &Path, error: &io::Error) -> StoreError {
    let remedy = matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::NotADirectory)
        .then_some("give this user the right to write there, or set `source.kinesis.checkpoints.folder`");
    StoreError::Failed { what: format!("{}: {error}", path.display()), remedy }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::kinesis::shard::{Checkpoint, ShardId};
    use crate::source::sequence::{Position, Sequence};

    fn saved(sequence: &str) -> Saved {
        let position = Position { sequence: Sequence::new(sequence).unwrap(), sub: 3 };
        let shards = [
            ("shardId-0", Checkpoint::Ended),
            ("shardId-1", Checkpoint::After { position, current_ms: Some(7) }),
            ("shardId-2", Checkpoint::TrimHorizon),
            ("shardId-3", Checkpoint::Timestamp { ms: 1_700_000_000_123 }),
        ];
        let shards = shards.map(|(id, checkpoint)| (ShardId::from(id), checkpoint)).into();
        Saved { created_ms: Some(1), shards }
    }

    #[test]
    fn what_was_saved_last_is_what_the_next_process_finds() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = FileStore::new(folder.path().join("new"), "events");
        assert_eq!(store.open(), Ok(None));
        store.save(&saved("17")).unwrap();
        store.save(&saved("18")).unwrap();
        drop(store);
        let mut next = FileStore::new(folder.path().join("new"), "events");
        assert_eq!(next.open(), Ok(Some(saved("18"))));
    }

    #[test]
    fn a_second_process_is_refused_until_the_first_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let mut first = FileStore::new(folder.path().to_owned(), "events");
        first.open().unwrap();
        let second = || FileStore::new(folder.path().to_owned(), "events").open();
        let owner = format!("process {} of this host", std::process::id());
        assert_eq!(second(), Err(StoreError::Held { owner }));
        assert_eq!(FileStore::new(folder.path().to_owned(), "calls").open(), Ok(None), "another stream");
        first.release();
        assert_eq!(second(), Ok(None));
    }

    #[test]
    fn a_damaged_file_is_an_error_and_not_a_new_beginning() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("events.json"), "{\"version\":1").unwrap();
        let opened = FileStore::new(folder.path().to_owned(), "events").open();
        assert!(matches!(opened, Err(StoreError::Failed { remedy: Some(_), .. })), "{opened:?}");
        fs::write(folder.path().join("calls.json"), r#"{"version":1,"stream":"events","shards":{}}"#).unwrap();
        assert!(FileStore::new(folder.path().to_owned(), "calls").open().is_err(), "it is of another stream");
    }

    #[test]
    fn a_crash_while_saving_leaves_what_was_saved_before() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = FileStore::new(folder.path().to_owned(), "events");
        store.open().unwrap();
        store.save(&saved("17")).unwrap();
        store.release();
        fs::write(folder.path().join("events.json.new"), "{\"vers").unwrap();
        assert_eq!(FileStore::new(folder.path().to_owned(), "events").open(), Ok(Some(saved("17"))));
    }
}
