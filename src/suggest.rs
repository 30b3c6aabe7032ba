//! "Did you mean": the known name nearest to one that is not known.
//!
//! A mistyped name is always an error; this only finds the remedy. It proposes nothing rather than something far-fetched.

/// The name among `known` that `wanted` was most likely meant to be.
pub fn nearest<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    known
        .into_iter()
        .map(|name| (likeness(&wanted, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.75)
        // The first of equals wins, so that the answer does not depend on anything but the order of the names.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, name)| name)
}

/// `; did you mean `x`?`, to end a sentence with; nothing where no name is near.
pub fn did_you_mean<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    nearest(wanted, known).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// A remedy in words: "did you mean `x`?", or what else is known.
pub fn remedy<'a>(wanted: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> Option<String> {
    if let Some(name) = nearest(wanted, known.clone()) {
        return Some(format!("did you mean `{name}`?"));
    }
    let names: Vec<&str> = known.into_iter().collect();
    (1..=12).contains(&names.len()).then(|| format!("known names: {}", names.join(", ")))
}

/// Turns serde's "unknown field `x`, expected one of `a`, `b`" into what was wrong and a remedy, because a list of twenty
/// names helps less than the one that was meant. `None` when the message says something else.
pub fn of_serde(message: &str) -> Option<(String, Option<String>)> {
    let (kind, article) = [("unknown field", "setting"), ("unknown variant", "value")]
        .into_iter()
        .find(|(prefix, _)| message.starts_with(prefix))?;
    let mut names = message.get(kind.len()..)?.split('`').skip(1).step_by(2);
    let wanted = names.next()?;
    let known: Vec<&str> = names.collect();
    Some((format!("unknown {article} `{wanted}`"), remedy(wanted, known)))
}

/// How alike two names are, from 0 to 1: a slip of the keys, or one name being the beginning of the other.
fn likeness(wanted: &str, name: &str) -> f64 {
    let slip = wanted.len() >= 3 && (strsim::damerau_levenshtein(wanted, name) == 1 || name.starts_with(wanted));
    let least = if slip { 0.9 } else { 0.0_f64 };
    let likeness = strsim::normalized_damerau_levenshtein(wanted, name).max(strsim::jaro_winkler(wanted, name) - 0.1);
    likeness.max(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_keys_finds_its_name() {
        assert_eq!(nearest("desginated", ["names", "designated", "subaccounts"]), Some("designated"));
        assert_eq!(nearest("ssn.dahsed", ["ssn.dashed", "ssn.bare"]), Some("ssn.dashed"));
        assert_eq!(nearest("mnr", ["name", "mrn", "npi"]), Some("mrn"));
        assert_eq!(nearest("High", ["low", "medium", "high"]), Some("high"));
    }

    #[test]
    fn a_beginning_finds_its_name() {
        assert_eq!(nearest("dest", ["sources", "destinations"]), Some("destinations"));
    }

    #[test]
    fn nothing_far_fetched_is_proposed() {
        assert_eq!(nearest("kafka", ["accounts", "segment", "streams"]), None);
        assert_eq!(remedy("kafka", ["accounts", "segment"]).as_deref(), Some("known names: accounts, segment"));
    }

    #[test]
    fn the_wording_of_serde_is_still_the_one_that_is_read_here() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Room {
            #[allow(dead_code)]
            windows: u8,
        }
        let error = toml::from_str::<Room>("windws = 2").unwrap_err();
        let (what, remedy) = of_serde(error.message()).unwrap();
        assert_eq!(what, "unknown setting `windws`");
        assert_eq!(remedy.as_deref(), Some("did you mean `windows`?"));
    }
}
