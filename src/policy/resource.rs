//! The resources whose events belong together (`policies/resources.toml`), and which one an event is about.
//!
//! An event may be about several: a message of a conversation, a step of an execution that serves a call. Values of resources
//! with `prefixes` are SIDs and safe to print; others (the id of a user) may identify a person and never are.

use serde::Deserialize;

use crate::event::{Event, NodeId};
use crate::policy::error::PolicyError;
use crate::policy::field::{Sieve, SievedPath};
use crate::suggest::did_you_mean;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResourceFile {
    resource: Vec<RawResource>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawResource {
    id: String,
    title: String,
    #[serde(default)]
    prefixes: Vec<String>,
    paths: Vec<String>,
}

/// The table of resources.
#[derive(Clone, Debug, Default)]
pub(crate) struct Resources(Vec<Resource>);

/// Something that many events may be about.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its name in rules.
    pub id: String,
    /// Its name in sentences.
    pub title: String,
    prefixes: Vec<String>,
    paths: Vec<SievedPath>,
}

/// The longest value of a resource without a SID, in bytes; longer ones are no key.
const LONGEST: usize = 256;

impl ResourceFile {
    pub fn build(self, file: &str) -> Result<Resources, PolicyError> {
        let built = |raw: RawResource| {
            let paths = SievedPath::parse_all(&raw.paths);
            let paths = paths.map_err(|problem| PolicyError::new(file, format!("resource `{}`: {problem}", raw.id)))?;
            Ok(Resource { id: raw.id, title: raw.title, prefixes: raw.prefixes, paths })
        };
        Ok(Resources(self.resource.into_iter().map(built).collect::<Result<_, PolicyError>>()?))
    }
}

impl Resources {
    /// The place of the resource `id`, or an error that names the nearest one.
    pub fn find(&self, id: &str) -> Result<u8, String> {
        let known = || self.0.iter().map(|resource| resource.id.as_str());
        let at = known().position(|known| known == id).and_then(|at| u8::try_from(at).ok());
        at.ok_or_else(|| format!("`{id}` is no resource{}", did_you_mean(id, known())))
    }

    /// All of them.
    pub fn all(&self) -> &[Resource] {
        &self.0
    }
}

impl Resource {
    /// Whether its values are SIDs, which name nobody.
    pub fn is_sid(&self) -> bool {
        !self.prefixes.is_empty()
    }

    /// The value that says which one `event` is about.
    pub(crate) fn of(&self, event: &Event<'_>, sieve: &Sieve) -> Option<NodeId> {
        let mut found = None;
        for path in &self.paths {
            let hit = path.any(event, sieve, |node, text| {
                let fits = if self.is_sid() { self.is_one(text) } else { !text.is_empty() && text.len() <= LONGEST };
                if fits {
                    found = Some(node);
                }
                fits
            });
            if hit {
                break;
            }
        }
        found
    }

    fn is_one(&self, text: &str) -> bool {
        let digits = text.get(2..).filter(|digits| digits.len() == 32);
        digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            && self.prefixes.iter().any(|prefix| text.starts_with(prefix.as_str()))
    }
}
