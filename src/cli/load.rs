//! From `--config`, `--rules`, `--matchers` and `--overlay` to the rules in force: read → parse → validate → build, in this order, and
//! nothing is audited before all of it has passed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::attested::AttestationFile;
use super::local;
use super::{Error, Exit, RuleArgs, Told, cannot_read};
use crate::config::{self, Config, Problem};
use crate::fingerprint::FingerprintKey;
use crate::policy::Context;
use crate::rules::{RuleError, Rules, RulesBuilder};
use crate::setup::Imported;

/// The rules in force and what they were built from.
#[derive(Debug)]
pub struct Loaded {
    /// The settings; defaults where there is no file.
    pub settings: Settings,
    /// The compiled rules.
    pub rules: Arc<Rules>,
    /// What somebody vouches for; `None` where the settings name no file.
    pub attestations: Option<AttestationFile>,
}

/// A configuration and where it was read.
#[derive(Debug, Default)]
pub struct Settings {
    /// The settings; defaults where there is no file.
    pub config: Config,
    /// The file they come from, if there is one.
    pub path: Option<PathBuf>,
    /// Packs that are loaded by themselves.
    pub local: Vec<PathBuf>,
    /// Its text, for the lines of errors.
    pub(super) text: String,
    /// What `config import` wrote down; read from its file when rules are built, unless it is here.
    pub imported: Option<Imported>,
    /// Nothing is judged, only checked: a key that is not there is no error.
    pub without_secrets: bool,
    /// Policy files to judge by instead of the shipped ones, as name and text.
    pub policies: Option<Vec<(String, String)>>,
}

/// Loads what `args` ask for.
pub fn load(args: &RuleArgs) -> Result<Loaded, Error> {
    let settings = settings(args.files.config.as_deref())?;
    build(args, settings)
}

/// Builds rules from settings and what the command line adds to them.
pub fn build(args: &RuleArgs, mut settings: Settings) -> Result<Loaded, Error> {
    settings.read_imported()?;
    let config = &settings.config;
    let edition = args.rules.unwrap_or(config.rules.edition);
    let attestations = AttestationFile::read(&settings)?;
    let context = Context { attestations: attestations.as_ref().map(AttestationFile::all), ..settings.context() };
    let mut builder = RulesBuilder::default().context(context).edition(edition.mode());
    if let Some(files) = &settings.policies {
        builder = builder.policies(files.clone());
    }
    let folder = settings.folder();
    let mut packs = Vec::new();
    for path in settings.packs(&args.files.matchers) {
        let text = fs::read_to_string(&path).map_err(|error| settings.no_pack(&path, &error))?;
        builder = builder.pack(path.to_string_lossy(), text.clone());
        packs.push((path.to_string_lossy().into_owned(), text));
    }
    for entry in &config.rules.allow {
        builder = builder.allow(entry.entry());
    }
    if config.rules.allow.iter().any(|entry| entry.fingerprint.is_some()) {
        let missing = settings.fingerprint_key_path().is_some_and(|path| !path.exists());
        if !(settings.without_secrets && missing) {
            builder = builder.fingerprint_key(settings.fingerprint_key()?);
        }
    }
    for (at, path) in config.rules.overlays.iter().enumerate() {
        let path = folder.join(path.get_ref());
        let setting = format!("rules.overlays.{at}");
        let text = fs::read_to_string(&path).map_err(|error| settings.unreadable(&setting, &path, &error))?;
        builder = builder.overlay(path.to_string_lossy(), text);
    }
    for path in &args.files.overlay {
        let text = fs::read_to_string(path).map_err(|error| unreadable(path, &error))?;
        builder = builder.overlay(path.to_string_lossy(), text);
    }
    for id in &config.rules.disabled {
        builder = builder.disable(id.get_ref());
    }
    for (id, severity) in &config.rules.severity {
        builder = builder.severity(id.get_ref(), *severity);
    }
    let built = builder.build();
    let rules =
        built.map_err(|faults| faults.into_iter().map(|fault| settings.fault(fault, &packs)).collect::<Vec<_>>())?;
    if let Some(file) = &attestations {
        file.check(&rules)?;
    }
    Ok(Loaded { settings, rules, attestations })
}

impl Settings {
    /// What the policy has to know of the customer.
    pub fn context(&self) -> Context {
        self.config.context_with(self.imported.as_ref())
    }

    /// The file of `config import`, if the configuration names one.
    pub fn imported_path(&self) -> Option<PathBuf> {
        self.config.setup.imported.as_ref().map(|path| self.folder().join(path.get_ref()))
    }

    /// All packs beside the shipped ones: local ones, those of the configuration, those of the command line; each once.
    fn packs(&self, named: &[PathBuf]) -> Vec<PathBuf> {
        let configured = self.config.rules.matchers.iter().map(|path| self.folder().join(path.get_ref()));
        let is_local = |path: &PathBuf| self.local.iter().any(|local| local::same_file(local, path));
        let named = configured.chain(named.iter().cloned()).filter(|path| !is_local(path));
        self.local.iter().cloned().chain(named).collect()
    }

    /// A pack that cannot be read: named by the configuration, or by the command line.
    fn no_pack(&self, path: &Path, error: &std::io::Error) -> Told {
        let named = self.config.rules.matchers.iter().position(|named| self.folder().join(named.get_ref()) == path);
        match named {
            Some(at) => self.unreadable(&format!("rules.matchers.{at}"), path, error),
            None => unreadable(path, error),
        }
    }

    fn read_imported(&mut self) -> Result<(), Told> {
        if let (None, Some(path)) = (&self.imported, self.imported_path()) {
            let text = fs::read_to_string(&path).map_err(|error| {
                let told = self.unreadable("setup.imported", &path, &error);
                told.remedy("`phi-audit config import` writes it; `setup.imported` names it")
            })?;
            let parsed = Imported::parse(&text);
            self.imported = Some(parsed.map_err(|error| told(&path, Problem::of_toml(&text, &error)))?);
        }
        if let Some(imported) = &self.imported {
            let names = imported.account.iter().filter_map(|one| Some((one.sid.clone(), one.name.clone()?)));
            self.config.accounts.add_names(names);
        }
        Ok(())
    }

    /// The folder that paths in the configuration are relative to.
    pub fn folder(&self) -> &Path {
        self.path.as_deref().and_then(Path::parent).unwrap_or(Path::new(""))
    }

    fn fingerprint_key_path(&self) -> Option<PathBuf> {
        self.config.alerts.fingerprint_key_file.as_ref().map(|path| self.folder().join(path))
    }

    /// The key of the fingerprints, if one is configured.
    pub fn fingerprint_key(&self) -> Result<Option<FingerprintKey>, Error> {
        let Some(path) = self.fingerprint_key_path() else { return Ok(None) };
        let bytes = fs::read(&path).map_err(|error| Told {
            exit: Exit::Failed,
            ..self.unreadable("alerts.fingerprint_key_file", &path, &error)
        })?;
        FingerprintKey::new(&bytes).map(Some).map_err(|short| {
            Told::usage(short.to_string())
                .at(format!("{}, {}", super::linking::KEY, path.display()))
                .remedy("make one with `openssl rand -out FILE 32`")
                .into()
        })
    }

    /// A fault of the rules in a person's words.
    fn fault(&self, fault: RuleError, packs: &[(String, String)]) -> Told {
        match fault {
            RuleError::Unknown { ref id, ref nearest, .. } => {
                let rules = &self.config.rules;
                let allowed = rules.allow.iter().filter_map(|entry| entry.matcher.as_ref());
                let words = rules.disabled.iter().chain(rules.severity.keys()).chain(allowed);
                self.about_word(words, id, &fault)
                    .remedy("`phi-audit rules list` shows the ids of all rules")
                    .maybe_remedy(nearest.as_ref().map(|name| format!("did you mean `{name}`?")))
            }
            RuleError::Pack(fault) => {
                let text = packs.iter().find(|(pack, _)| *pack == fault.pack).map_or("", |(_, text)| text);
                let message = one_line(&fault.message);
                let (what, remedy) = match message.rsplit_once("; ").filter(|_| !message.contains("does not compile")) {
                    Some((what, remedy)) => (what, remedy.to_owned()),
                    None => (&*message, format!("mend it, and try it out with `phi-audit rules test {}`", fault.pack)),
                };
                let place = match &fault.matcher {
                    Some(id) => format!("{}{}, matcher `{id}`", fault.pack, line_of_matcher(text, id)),
                    None => fault.pack,
                };
                // A fault of the TOML itself brings its line along.
                let (what, place) = match what.strip_prefix("line ").and_then(|rest| rest.split_once(": ")) {
                    Some((line, what)) if line.bytes().all(|byte| byte.is_ascii_digit()) => {
                        (what, format!("{place}, line {line}"))
                    }
                    _ => (what, place),
                };
                Told::usage(what).at(place).remedy(remedy)
            }
            RuleError::Policy(fault) => Told::usage(one_line(&fault.problem)).at(fault.file),
            RuleError::AllowsNothing { ref id, .. } => {
                let words = self.config.rules.allow.iter().filter_map(|entry| entry.matcher.as_ref());
                self.about_word(words, id, &fault).remedy("leave out one of `matcher` and `category`")
            }
        }
    }

    /// A fault at the first of these words that says `id`.
    fn about_word<'w>(&self, words: impl IntoIterator<Item = &'w config::Word>, id: &str, fault: &RuleError) -> Told {
        let word = words.into_iter().find(|word| word.get_ref().trim() == id);
        let path = self.path.as_deref().unwrap_or(Path::new(config::FILE_NAME));
        match word {
            Some(word) => told(path, Problem::at(&self.text, word.span(), fault.to_string())),
            None => Told::usage(fault.to_string()),
        }
    }
}

/// The settings of the given file, or of `phi-audit.toml` in the current directory, or the defaults.
pub fn settings(given: Option<&Path>) -> Result<Settings, Error> {
    let path = given.unwrap_or(Path::new(config::FILE_NAME));
    let local = local::packs(path.parent().unwrap_or(Path::new("")))?;
    match fs::read_to_string(path) {
        Ok(text) => match config::parse(&text) {
            Ok(config) => Ok(Settings { config, path: Some(path.to_owned()), local, text, ..Settings::default() }),
            Err(problems) => Err(problems.into_iter().map(|problem| told(path, problem)).collect::<Vec<_>>().into()),
        },
        Err(error) if given.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
            Ok(Settings { local, ..Settings::default() })
        }
        Err(error) => Err(unreadable(path, &error).into()),
    }
}

/// A file named on the command line or in the configuration that cannot be read is a mistake in either of them.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Told {
    Told { exit: Exit::Usage, ..cannot_read(path.display(), error) }
}

/// A problem of a file, with its line.
pub(super) fn told(path: &Path, problem: Problem) -> Told {
    let place = match problem.line {
        0 => path.display().to_string(),
        line => format!("{}, line {line}", path.display()),
    };
    Told::usage(problem.what).at(place).maybe_remedy(problem.remedy)
}

/// `, line 3` where the matcher begins; nothing where that cannot be seen.
fn line_of_matcher(text: &str, id: &str) -> String {
    let named = |line: &str| {
        let value = line.trim_start().strip_prefix("id").map(str::trim_start).and_then(|rest| rest.strip_prefix('='));
        value.is_some_and(|value| {
            value.trim().split('#').next().is_some_and(|value| value.trim().trim_matches(['"', '\'']) == id)
        })
    };
    // The second of two with one id is the one that is refused.
    text.lines()
        .rev()
        .position(named)
        .map_or_else(String::new, |from_end| format!(", line {}", text.lines().count() - from_end))
}

/// A message of several lines, such as that of a broken expression, on one; the lines that only point upwards are left out.
fn one_line(message: &str) -> String {
    let lines = message.lines().map(str::trim).filter(|line| !line.chars().all(|c| c == '^'));
    lines.collect::<Vec<_>>().join(" ").replace(" error: ", "; ")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::cli::RuleFiles;

    /// What a reload of the service does.
    #[test]
    fn an_overlay_that_was_changed_is_in_force_when_rules_are_loaded_again() {
        let folder = tempfile::tempdir().unwrap();
        let (config, overlay) = (folder.path().join("phi-audit.toml"), folder.path().join("our.toml"));
        let write = |severity: &str| {
            let text = format!(
                "[[override]]\nid = \"mine\"\nrequirement = \"sms-us-area-codes-only\"\nseverity = \"{severity}\"\n\
                 because = \"b\"\ndecided_by = \"d\"\non = \"2025-02-03\"\nreference = \"r\"\n"
            );
            fs::write(&overlay, text).unwrap();
        };
        fs::write(&config, "[rules]\noverlays = [\"our.toml\"]\n").unwrap();
        let args = RuleFiles { config: Some(config), ..RuleFiles::default() }.into();
        write("low");
        let before = load(&args).unwrap().rules;
        write("medium");
        let after = load(&args).unwrap().rules;
        assert_eq!(before.policy().overrides()[0].effect(), "severity low");
        assert_eq!(after.policy().overrides()[0].effect(), "severity medium");
        assert_ne!(before.digest(), after.digest());
        write("none");
        assert!(load(&args).is_err());
    }
}
