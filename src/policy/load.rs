//! Rule files → [`Policy`]. A file that cannot be used stops the load with its name, the place and what was probably meant.

use serde::de::DeserializeOwned;

use crate::policy::context::Context;
use crate::policy::day::EditionMode;
use crate::policy::error::PolicyError;
use crate::policy::hosts::HostsFile;
use crate::policy::numbering::NumberingPlan;
use crate::policy::product::Products;
use crate::policy::requirement::{Requirement, RequirementFile, Rule};
use crate::policy::{Policy, embedded};
use crate::suggest::did_you_mean;

impl Policy {
    /// The shipped rules.
    pub fn embedded(context: Context, mode: EditionMode) -> Result<Self, PolicyError> {
        Self::load(embedded::FILES, context, mode)
    }

    /// Reads rule files, given as name and text. `numbering.toml`, `products.toml` and `hosts.toml` are known by their names;
    /// every other file holds requirements.
    pub fn load(files: &[(&str, &str)], context: Context, mode: EditionMode) -> Result<Self, PolicyError> {
        let (name, text) = find(files, "numbering.toml")?;
        let numbering = NumberingPlan::build(name, parse(name, text)?)?;
        let (name, text) = find(files, "products.toml")?;
        let products = Products::build(name, parse(name, text)?)?;
        let (name, text) = find(files, "hosts.toml")?;
        let vendors = parse::<HostsFile>(name, text)?.into_hosts();
        let mut policy = Self {
            numbering,
            products,
            vendors,
            context,
            mode,
            requirements: Vec::new(),
            rules: Vec::new(),
            by_product: Vec::new(),
        };
        for (name, text) in files.iter().filter(|(name, _)| !is_table(name)) {
            for (requirement, rule) in parse::<RequirementFile>(name, text)?.build(name, &policy.products.names)? {
                policy.add(requirement, rule)?;
            }
        }
        policy.index();
        Ok(policy)
    }

    fn add(&mut self, requirement: Requirement, rule: Rule) -> Result<(), PolicyError> {
        if let Some(other) = self.requirements.iter().find(|other| other.id == requirement.id) {
            let problem = format!("requirement `{}` stands in {} already; ids are unique", requirement.id, other.file);
            return Err(PolicyError::new(&requirement.file, problem));
        }
        if self.requirements.len() >= usize::from(u16::MAX) {
            return Err(PolicyError::new(&requirement.file, "too many requirements"));
        }
        self.requirements.push(requirement);
        self.rules.push(rule);
        Ok(())
    }

    /// Sorts the rules by product, by whether they can speak on an event without PHI, and by round.
    pub(super) fn index(&mut self) {
        let rounds = |product: usize, phi: bool| {
            let kind = self.products.kind(product);
            let mut rounds = [Vec::new(), Vec::new()];
            for (index, rule) in self.rules.iter().enumerate() {
                if rule.applies.allows(product, kind) && (phi || rule.speaks_without_phi()) {
                    let [first, second] = &mut rounds;
                    if rule.asks_verdict() { second } else { first }.push(index as u16);
                }
            }
            rounds.concat()
        };
        let products = 0..self.products.names.products.len();
        self.by_product = products.map(|product| [rounds(product, false), rounds(product, true)]).collect();
    }

    /// The requirement `id`, or an error that names the nearest one.
    pub fn requirement(&self, id: &str) -> Result<&Requirement, String> {
        let known = || self.requirements.iter().map(|requirement| requirement.id.as_str());
        let found = self.requirements.iter().find(|requirement| requirement.id == id);
        found.ok_or_else(|| format!("`{id}` is no requirement{}", did_you_mean(id, known())))
    }
}

fn is_table(name: &str) -> bool {
    ["numbering.toml", "products.toml", "hosts.toml"].contains(&base(name))
}

fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn find<'f>(files: &'f [(&str, &str)], wanted: &str) -> Result<(&'f str, &'f str), PolicyError> {
    let found = files.iter().find(|(name, _)| base(name) == wanted);
    found
        .map(|(name, text)| (*name, *text))
        .ok_or_else(|| PolicyError::new(wanted, "this file is missing among the rules"))
}

fn parse<T: DeserializeOwned>(name: &str, text: &str) -> Result<T, PolicyError> {
    toml::from_str(text).map_err(|error| PolicyError::toml(name, text, &error))
}
