//! What is in a bucket, page by page, in the order of the keys: folders of another time are not looked into.
//!
//! As long as folders may say more of their time, they are listed one by one; from the day on, all that lies below at once. No
//! more than a page of each level is held.

use std::collections::VecDeque;

use object_store::ObjectMeta;
use object_store::path::Path;

use super::failure::Failure;
use super::store::Store;
use crate::source::layout::{unwanted_file, unwanted_folder};
use crate::source::{Filed, Skip};

/// Folders within folders that are looked at one by one; deeper, all that lies below is listed at once.
const DEEPEST: usize = 16;

/// Something in a bucket.
#[derive(Debug)]
pub(super) enum Item {
    /// An object.
    Object(ObjectMeta),
    /// What is not read, on purpose; the key of an object, or the prefix of a folder with its slash.
    Skipped(String, Skip),
    /// What cannot be listed: the prefix, and how far its listing had come.
    Failed(String, Failure),
}

/// A listing under way.
#[derive(Debug)]
pub(super) struct Listing {
    store: Store,
    filed: Filed,
    /// Without a slash at its end; a folder, or an object.
    place: String,
    levels: Vec<Level>,
    /// The folder that was skipped last, where all that lies below is listed at once.
    skipped: Option<String>,
    /// Whether there was anything at all below the place.
    found: bool,
    /// Whether there is an empty object that shows it as a folder.
    marked: bool,
}

/// A folder that is being listed.
#[derive(Debug)]
struct Level {
    prefix: String,
    by_folder: bool,
    next: Next,
    entries: VecDeque<Entry>,
    /// The objects behind which a key may still come that differs by nothing but a slash at its end. Each begins with the one before,
    /// so there are no more of them than a key has bytes.
    open: Vec<String>,
}

#[derive(Debug)]
enum Next {
    Page(Option<String>),
    End,
}

#[derive(Debug)]
enum Entry {
    Object(ObjectMeta),
    /// With its slash.
    Folder(String),
}

impl Entry {
    fn key(&self) -> &str {
        match self {
            Entry::Object(meta) => meta.location.as_ref(),
            Entry::Folder(prefix) => prefix,
        }
    }
}

impl Listing {
    /// Of what lies below `place`.
    pub fn new(store: Store, place: &str, filed: Filed) -> Self {
        let prefix = if place.is_empty() { String::new() } else { format!("{place}/") };
        let mut listing = Self {
            store,
            filed,
            place: place.to_owned(),
            levels: Vec::new(),
            skipped: None,
            found: false,
            marked: false,
        };
        listing.descend(prefix);
        listing
    }

    /// What comes next.
    pub async fn next(&mut self) -> Option<Item> {
        loop {
            let Some(level) = self.levels.last_mut() else { return self.alone().await };
            if let Some(entry) = level.entries.pop_front() {
                match self.entry(entry) {
                    Some(item) => return Some(item),
                    None => continue,
                }
            }
            let Next::Page(token) = std::mem::replace(&mut level.next, Next::End) else {
                self.levels.pop();
                continue;
            };
            let (prefix, by_folder) = (level.prefix.clone(), level.by_folder);
            match self.store.page(&prefix, by_folder, token, None).await {
                Ok(page) => {
                    let folder = |prefix: Path| Entry::Folder(format!("{prefix}/"));
                    let objects = page.result.objects.into_iter().map(Entry::Object);
                    let mut entries: Vec<_> =
                        page.result.common_prefixes.into_iter().map(folder).chain(objects).collect();
                    entries.sort_by(|one, other| one.key().cmp(other.key()));
                    level.entries = entries.into();
                    level.next = page.page_token.map_or(Next::End, |token| Next::Page(Some(token)));
                }
                Err(failure) => {
                    self.found = true;
                    self.levels.pop();
                    return Some(Item::Failed(prefix, failure));
                }
            }
        }
    }

    fn entry(&mut self, entry: Entry) -> Option<Item> {
        match entry {
            Entry::Folder(prefix) => {
                self.found = true;
                let why = self.unwanted(&prefix);
                match why {
                    Some(why) => Some(Item::Skipped(prefix, why)),
                    None => {
                        self.descend(prefix);
                        None
                    }
                }
            }
            Entry::Object(meta) => {
                let key = meta.location.as_ref();
                let marks = meta.size == 0 && key == self.place;
                self.marked |= marks;
                self.found |= !marks;
                if self.skipped.as_ref().is_some_and(|folder| key.starts_with(folder.as_str())) {
                    return None;
                }
                // Below the folder that is listed at once, in which folders do not show by themselves.
                let listed = self.levels.last().map_or(0, |level| level.prefix.len());
                let mut slashes = key.match_indices('/').map(|(at, _)| at + 1).filter(|end| *end > listed);
                let within = slashes.find_map(|end| {
                    let folder = key.get(..end)?;
                    Some((folder.to_owned(), self.unwanted(folder)?))
                });
                if let Some((folder, why)) = within {
                    self.skipped = Some(folder.clone());
                    return Some(Item::Skipped(folder, why));
                }
                // A key such as `folder/`, which consoles write to show a folder, comes without its slash. It mostly holds nothing;
                // what it holds cannot be asked for.
                let slashed = self.levels.last_mut().is_some_and(|level| level.is_slashed(key));
                let hidden = file_name(key).starts_with('.').then_some(Skip::Hidden);
                match hidden.or_else(|| unwanted_file(key)) {
                    _ if slashed && meta.size == 0 => None,
                    _ if slashed => Some(Item::Failed(format!("{key}/"), Failure::Name)),
                    Some(why) => Some(Item::Skipped(key.to_owned(), why)),
                    None => Some(Item::Object(meta)),
                }
            }
        }
    }

    /// Why a folder, by its prefix, is no part of what is asked for.
    fn unwanted(&self, prefix: &str) -> Option<Skip> {
        let folder = prefix.trim_end_matches('/');
        let hidden = file_name(folder).starts_with('.').then_some(Skip::Hidden);
        let filed = || self.filed.excludes(&self.place, folder).then_some(Skip::Filed);
        hidden.or_else(|| unwanted_folder(folder)).or_else(filed)
    }

    fn descend(&mut self, prefix: String) {
        let by_folder = self.levels.len() < DEEPEST && self.filed.splits(&prefix);
        self.levels.push(Level {
            prefix,
            by_folder,
            next: Next::Page(None),
            entries: VecDeque::new(),
            open: Vec::new(),
        });
    }

    /// Where nothing lies below the place, it may be an object itself.
    async fn alone(&mut self) -> Option<Item> {
        if std::mem::replace(&mut self.found, true) {
            return None;
        }
        let object = match Path::parse(&self.place) {
            Ok(path) if !self.place.is_empty() => self.store.head(&path).await,
            _ => Err(Failure::Missing),
        };
        Some(match object {
            Ok(meta) => Item::Object(meta),
            Err(Failure::Missing) if self.marked => return None,
            Err(failure) => Item::Failed(self.place.clone(), failure),
        })
    }
}

impl Level {
    /// Whether the next object, `key`, had a slash at its end when it was listed: its key is that of the folder, or came before.
    fn is_slashed(&mut self, key: &str) -> bool {
        if key.len() < self.prefix.len() {
            return true;
        }
        // `a`, `a-b` and `a.b` are listed before `a/`.
        // What begins with a key and goes on with a byte above `/` comes behind `KEY/`.
        let over = |earlier: &str| match (key.strip_prefix(earlier), earlier.strip_prefix(key)) {
            (Some(rest), _) => rest.bytes().next().is_some_and(|byte| byte >= b'/'),
            // Back to a key that came before.
            (None, rest) => rest.is_none_or(|rest| rest.bytes().next().is_some_and(|byte| byte >= b'/')),
        };
        self.open.retain(|earlier| !over(earlier));
        let came = self.open.iter().any(|earlier| earlier == key);
        if !came {
            self.open.push(key.to_owned());
        }
        came
    }
}

fn file_name(key: &str) -> &str {
    key.rsplit('/').next().unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slashed(prefix: &str, keys: &[&str]) -> Vec<bool> {
        let mut level = Level {
            prefix: prefix.to_owned(),
            by_folder: false,
            next: Next::End,
            entries: VecDeque::new(),
            open: Vec::new(),
        };
        keys.iter().map(|key| level.is_slashed(key)).collect()
    }

    #[test]
    fn a_key_that_lost_its_slash_is_told_from_the_one_without() {
        assert_eq!(slashed("in/", &["in", "in/a"]), [true, false]);
        assert_eq!(slashed("", &["a", "a", "a/b"]), [false, true, false]);
        // The second of them on the next page of the listing.
        assert_eq!(slashed("", &["a", "a!", "a-b", "a.b", "a", "a/b"]), [false, false, false, false, true, false]);
        assert_eq!(slashed("", &["a", "ab", "b", "b/a"]), [false; 4]);
    }
}
