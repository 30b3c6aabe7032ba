//! The places named on a command line: paths as they are, URLs of object stores opened before anything is read or written.

use std::path::PathBuf;

use super::{Error, Settings, Told};
use crate::source::Place;

/// What the words `paths` stand for, and how reports name it.
pub(super) fn places(
    paths: &[PathBuf],
    settings: &Settings,
    scratch: Option<PathBuf>,
) -> Result<Vec<(Place, String)>, Error> {
    let mut stores = Stores::new(settings, scratch);
    let place = |path: &PathBuf| match path.to_str().filter(|text| text.contains("://")) {
        Some(url) => stores.open(url),
        None => Ok((Place::Path(path.clone()), path.display().to_string())),
    };
    paths.iter().map(place).collect()
}

/// The stores, as far as they are asked for.
#[cfg(feature = "archives")]
struct Stores {
    reach: crate::source::archive::Reach,
    runtime: Option<std::sync::Arc<tokio::runtime::Runtime>>,
}

#[cfg(feature = "archives")]
impl Stores {
    fn new(settings: &Settings, scratch: Option<PathBuf>) -> Self {
        let reach = crate::source::archive::Reach { aws: settings.config.aws.clone(), scratch };
        Self { reach, runtime: None }
    }

    fn open(&mut self, url: &str) -> Result<(Place, String), Error> {
        use crate::source::archive::{self, Bucket, Refusal};

        if let Some(folder) = self.reach.scratch.as_ref().filter(|folder| !folder.is_dir()) {
            return Err(Told::usage("there is no such folder for temporary files")
                .at(folder.display().to_string())
                .remedy("name one that is there: `--scratch DIR`")
                .into());
        }
        let runtime = match &self.runtime {
            Some(runtime) => runtime,
            None => {
                let begun = archive::runtime().map_err(|error| {
                    Told::failed(format!("cannot start a thread: {error}")).remedy("allow this process more threads")
                })?;
                self.runtime.insert(begun)
            }
        };
        let bucket = Bucket::open(url, &self.reach, runtime).map_err(|Refusal { what, remedy, usage }| {
            let told = if usage { Told::usage(what) } else { Told::failed(what) };
            told.at(shown(url)).remedy(remedy)
        })?;
        let name = bucket.name();
        Ok((Place::Bucket(bucket), name))
    }
}

/// A URL as it may be shown: bucket and prefix were typed by whoever reads this; a key before an `@`, or a signature behind a `?`, is
/// no one's to see.
#[cfg(feature = "archives")]
fn shown(url: &str) -> String {
    if url.contains('@') {
        let scheme = url.split("://").next().filter(|scheme| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        return format!("{}://…", scheme.unwrap_or("…"));
    }
    match url.find(['?', '#']) {
        Some(at) => format!("{}…", url.get(..=at).unwrap_or_default()),
        None => url.to_owned(),
    }
}

/// Nothing, without object stores.
#[cfg(not(feature = "archives"))]
struct Stores;

#[cfg(not(feature = "archives"))]
impl Stores {
    fn new(_settings: &Settings, _scratch: Option<PathBuf>) -> Self {
        Self
    }

    #[allow(clippy::unused_self, reason = "the same call in every build")]
    fn open(&mut self, _url: &str) -> Result<(Place, String), Error> {
        Err(Told::usage("this program was built without object stores")
            .remedy("build it with the feature `archives`")
            .into())
    }
}
