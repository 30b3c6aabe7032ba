//! Rule files → [`Policy`]. A file that cannot be used stops the load with its name, the place and what was probably meant.

use serde::de::DeserializeOwned;

use crate::policy::account::AccountIndex;
use crate::policy::context::Context;
use crate::policy::day::EditionMode;
use crate::policy::error::PolicyError;
use crate::policy::hosts::HostsFile;
use crate::policy::numbering::NumberingPlan;
use crate::policy::product::Products;
use crate::policy::requirement_file::{Built, RequirementFile};
use crate::policy::resource::ResourceFile;
use crate::policy::segment_matchers::SegmentMatcherFile;
use crate::policy::{Policy, Requirement, embedded};
use crate::suggest::did_you_mean;

impl Policy {
    /// The shipped rules.
    pub fn embedded(context: Context, mode: EditionMode) -> Result<Self, PolicyError> {
        Self::load(embedded::FILES, context, mode)
    }

    /// Reads rule files, given as name and text. Tables (`TABLES`) are known by their names; every other file holds
    /// requirements.
    pub fn load(files: &[(&str, &str)], context: Context, mode: EditionMode) -> Result<Self, PolicyError> {
        let (name, text) = find(files, "numbering.toml")?;
        let numbering = NumberingPlan::build(name, parse(name, text)?)?;
        let (name, text) = find(files, "products.toml")?;
        let products = Products::build(name, parse(name, text)?)?;
        let (name, text) = find(files, "hosts.toml")?;
        let vendors = parse::<HostsFile>(name, text)?.into_hosts();
        let (name, text) = find(files, "resources.toml")?;
        let resources = parse::<ResourceFile>(name, text)?.build(name)?;
        let (name, text) = find(files, "segment_matchers.toml")?;
        let segment_matchers = parse::<SegmentMatcherFile>(name, text)?.build(name)?;
        let mut policy = Self {
            numbering,
            products,
            vendors,
            segment_matchers,
            context,
            accounts: AccountIndex::default(),
            mode,
            resources,
            requirements: Vec::new(),
            rules: Vec::new(),
            linked: Vec::new(),
            overrides: Vec::new(),
            overrulings: Vec::new(),
            next_part: 0,
            linked_by_product: Vec::new(),
            by_product: Vec::new(),
        };
        for (name, text) in files.iter().filter(|(name, _)| !is_table(name)) {
            let file = parse::<RequirementFile>(name, text)?;
            for built in file.build(name, &policy.products.names, &policy.resources)? {
                policy.add(built)?;
            }
        }
        policy.check_through()?;
        policy.check_attested()?;
        policy.index();
        Ok(policy)
    }

    pub(super) fn add(&mut self, built: Built) -> Result<(), PolicyError> {
        let Built { requirement, rule, linked } = built;
        if let Some(other) = self.requirements.iter().find(|other| other.id == requirement.id) {
            let problem = format!("requirement `{}` stands in {} already; ids are unique", requirement.id, other.file);
            return Err(PolicyError::new(&requirement.file, problem));
        }
        if self.requirements.len() >= usize::from(u16::MAX) {
            return Err(PolicyError::new(&requirement.file, "too many requirements"));
        }
        self.add_linked(linked, &requirement.file)?;
        self.requirements.push(requirement);
        self.rules.push(rule);
        Ok(())
    }

    /// Whoever is judged through others is judged by something.
    pub(super) fn check_through(&self) -> Result<(), PolicyError> {
        for requirement in &self.requirements {
            for id in &requirement.through {
                let complain = |problem: String| {
                    PolicyError::new(&requirement.file, format!("requirement `{}`: through: {problem}", requirement.id))
                };
                let other = self.requirement(id).map_err(complain)?;
                if other.cases.is_empty() {
                    return Err(complain(format!("`{id}` has no cases, so it judges nothing")));
                }
            }
        }
        Ok(())
    }

    /// Whatever a rule asks somebody's word on asks for it: otherwise nobody could ever give it.
    fn check_attested(&self) -> Result<(), PolicyError> {
        let linked = self.linked.iter().map(|rule| {
            let ids: Vec<&String> = rule.asks_word_on().collect();
            (self.requirements.get(usize::from(rule.requirement)), ids)
        });
        let own = self.requirements.iter().zip(&self.rules);
        let own = own.map(|(requirement, rule)| (Some(requirement), rule.asks_word_on().collect()));
        for (requirement, ids) in own.chain(linked) {
            let Some(requirement) = requirement else { continue };
            for id in ids {
                let complain = |problem: String| {
                    PolicyError::new(
                        &requirement.file,
                        format!("requirement `{}`: attested: {problem}", requirement.id),
                    )
                };
                if self.requirement(id).map_err(complain)?.attest.is_none() {
                    return Err(complain(format!("`{id}` asks for no attestation, so nobody can give one")));
                }
            }
        }
        Ok(())
    }

    /// Sorts the rules that can speak in this context by product, by whether they can speak on an event without PHI, and by round.
    pub(super) fn index(&mut self) {
        self.accounts = AccountIndex::of(&self.context);
        let possible: Vec<bool> = self.rules.iter().map(|rule| rule.is_possible(&self.context)).collect();
        let rounds = |product: usize, phi: bool| {
            let kind = self.products.kind(product);
            let mut rounds = [Vec::new(), Vec::new()];
            for (index, (rule, possible)) in self.rules.iter().zip(&possible).enumerate() {
                if *possible && rule.applies.allows(product, kind) && (phi || rule.speaks_without_phi()) {
                    let [first, second] = &mut rounds;
                    if self.asks_verdict(rule) { second } else { first }.push(index as u16);
                }
            }
            rounds.concat()
        };
        let products = 0..self.products.names.products.len();
        self.by_product = products.map(|product| [rounds(product, false), rounds(product, true)]).collect();
        self.index_linked();
    }

    /// The requirement `id`, or an error that names the nearest one.
    pub fn requirement(&self, id: &str) -> Result<&Requirement, String> {
        let known = || self.requirements.iter().map(|requirement| requirement.id.as_str());
        let found = self.requirements.iter().find(|requirement| requirement.id == id);
        found.ok_or_else(|| format!("`{id}` is no requirement{}", did_you_mean(id, known())))
    }
}

/// The files that hold no requirements.
const TABLES: [&str; 5] = ["numbering.toml", "products.toml", "hosts.toml", "resources.toml", "segment_matchers.toml"];

fn is_table(name: &str) -> bool {
    TABLES.contains(&base(name))
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
