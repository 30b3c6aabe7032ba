//! A draft as TOML, with comments for whoever reads it.

use std::fmt::Write as _;

use super::Draft;

/// An event in which it must be found.
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub event: String,
    pub path: String,
    pub text: String,
}

/// An event in which it must not.
#[derive(Clone, Debug)]
pub(crate) struct NoMatch {
    pub event: String,
    pub because: String,
}

/// The pack of one matcher.
pub(super) fn pack(draft: &Draft) -> String {
    let mut out = String::new();
    for line in &draft.head {
        out.push_str(if line.is_empty() { "#" } else { "# " });
        out.push_str(line);
        out.push('\n');
    }
    // Writing to a string does not fail.
    let _ = write!(
        out,
        "\n[[matcher]]\nid = {}\ncategory = {}\ntitle = {}\nwhy = {}\nstrength = {}\n",
        quoted(&draft.id),
        quoted(draft.category.name()),
        quoted(&draft.title),
        quoted("It identifies one person: 45 CFR 164.514(b)(2)(i)."),
        quoted(draft.strength),
    );
    if let Some(alone) = draft.alone {
        let _ = writeln!(out, "alone = {}", quoted(alone));
    }
    let _ = writeln!(out, "keywords = {}", list(&draft.keywords));
    let _ = writeln!(out, "excluded = {}", list(&draft.excluded));
    if !draft.literals.is_empty() {
        let _ = writeln!(out, "literals = {}", list(&draft.literals));
    }
    let _ = writeln!(out, "pattern = '''{}'''", draft.pattern);
    if let Some(validator) = draft.validator {
        let _ = writeln!(out, "validator = {}", quoted(validator));
    }
    out.push_str("match = [\n");
    for Match { event, path, text } in &draft.matches {
        let _ = writeln!(out, "    {{ event = {}, path = {}, text = {} }},", quoted(event), quoted(path), quoted(text));
    }
    out.push_str("]\nno_match = [\n");
    for NoMatch { event, because } in &draft.no_match {
        let _ = writeln!(out, "    {{ event = {}, because = {} }},", quoted(event), quoted(because));
    }
    out.push_str("]\n");
    out
}

fn list(texts: &[String]) -> String {
    format!("[{}]", texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", "))
}

/// A TOML string: literal where it can be, because events are full of quotes.
fn quoted(text: &str) -> String {
    if text.contains('"') && !text.contains('\'') && !text.chars().any(char::is_control) {
        return format!("'{text}'");
    }
    let mut out = String::from('"');
    for unit in text.chars() {
        match unit {
            '"' | '\\' => out.extend(['\\', unit]),
            unit if unit.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(unit));
            }
            unit => out.push(unit),
        }
    }
    out.push('"');
    out
}
