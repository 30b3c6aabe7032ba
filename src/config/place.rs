//! Where in the text a setting stands, by its path: for problems with settings whose type does not remember it.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

/// The text of a configuration, by paths such as `sink.0.http.batch`.
#[derive(Debug)]
pub struct Places<'t>(Option<toml::Spanned<DeTable<'t>>>);

impl<'t> Places<'t> {
    /// The places of a text, which has been parsed before; of a broken one there are none.
    pub fn of(text: &'t str) -> Self {
        Self(DeTable::parse(text).ok())
    }

    /// Where a setting stands, or else what is around it; `None` where nothing of it is written.
    pub fn find(&self, path: &str) -> Option<Range<usize>> {
        let mut parts = path.split('.');
        let (key, value) = entry(self.0.as_ref()?.get_ref(), parts.next()?)?;
        let (mut span, mut value) = (key, value);
        for part in parts {
            let next = match value.get_ref() {
                DeValue::Table(table) => entry(table, part),
                DeValue::Array(array) => {
                    part.parse::<usize>().ok().and_then(|at| array.get(at)).map(|item| (item.span(), item))
                }
                _ => None,
            };
            let Some(next) = next else { break };
            (span, value) = next;
        }
        Some(span)
    }
}

fn entry<'a, 't>(table: &'a DeTable<'t>, name: &str) -> Option<(Range<usize>, &'a toml::Spanned<DeValue<'t>>)> {
    table.iter().find(|(key, _)| key.get_ref() == name).map(|(key, value)| (key.span(), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_found_in_sections_in_lists_and_inside_braces() {
        let sinks = "[[sink]]\nstdout = {}\n[[sink]]\n[sink.http]\nbatch = 3\n[[sink]]\nhttp = { batch = 4 }\n";
        let text = &format!("[service]\ngrace = \"1s\"\n{sinks}");
        let places = Places::of(text);
        let at = |path: &str| places.find(path).map(|span| &text[span]);
        assert_eq!(at("service.grace"), Some("grace"));
        assert_eq!(places.find("sink.1.http.batch").map(|span| text[..span.start].lines().count() + 1), Some(7));
        assert!(places.find("sink.2.http.batch").is_some_and(|span| text[span.start..].starts_with("batch = 4")));
        assert_eq!(at("service.stall"), Some("service"), "what is around it");
        assert_eq!(at("kafka.brokers"), None);
    }
}
