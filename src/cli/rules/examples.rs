//! The examples that `rules learn` is given: one a line, or a field of NDJSON or CSV. A bounded part of a file is read.

use std::io::{BufRead, Read, stdin};
use std::path::Path;

use serde_json::Value;

use super::samples;
use crate::cli::{Error, Told, cannot_read};
use crate::event::field_name;
use crate::learn::Limits;
use crate::source::STDIN;

/// Bytes that are read.
const MOST: u64 = 64 << 20;

/// The texts of `field` in `file`; of plain text all lines.
pub(super) fn read(field: &str, file: &Path, limits: Limits) -> Result<Vec<String>, Error> {
    let told = |error: &std::io::Error| cannot_read(file.display(), error);
    let is_stdin = file.as_os_str() == STDIN;
    let mut input: Box<dyn BufRead> =
        if is_stdin { Box::new(stdin().lock()) } else { samples::opened(file).map_err(|error| told(&error))? };
    let mut bytes = Vec::new();
    input.as_mut().take(MOST).read_to_end(&mut bytes).map_err(|error| told(&error))?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let name = file.to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    // One more than is looked at tells that there are more.
    let most = limits.texts + 1;
    if text.trim_start().starts_with(['{', '[']) {
        let texts = of_json(field, text, most);
        if texts.is_empty() {
            return Err(Told::usage(format!("no event has a text or number under `{field}`"))
                .at(file.display().to_string())
                .remedy("FIELD is a JSON pointer (`/data/chartNumber`) or the name of a key")
                .into());
        }
        return Ok(texts);
    }
    if name.ends_with(".csv") || name.ends_with(".tsv") {
        return of_table(field, text, if name.ends_with(".tsv") { b'\t' } else { b',' }, most).ok_or_else(|| {
            // The first row may hold values where there is no head, so no name of it is shown.
            Told::usage(format!("no column is called `{field}`"))
                .at(file.display().to_string())
                .remedy("the first row has to name the columns; or give the values alone, one a line")
                .into()
        });
    }
    Ok(text.lines().take(most).map(str::to_owned).collect())
}

/// The values of a field in JSON values that stand one behind the other; what cannot be read is passed over up to the end of its line.
fn of_json(field: &str, text: &str, most: usize) -> Vec<String> {
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.trim().is_empty()) {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        let mut good = 0;
        while let Some(Ok(value)) = values.next() {
            good = values.byte_offset();
            collect(field, &value, most, &mut found);
            if found.len() >= most {
                return found;
            }
        }
        match rest
            .get(good..)
            .and_then(|rest| Some((rest.len() - rest.trim_start().len(), rest.trim_start().find('\n')?)))
        {
            Some((blank, line)) => at += good + blank + line + 1,
            None => break,
        }
    }
    found
}

fn collect(field: &str, value: &Value, most: usize, found: &mut Vec<String>) {
    if let Value::Array(items) = value {
        return items.iter().for_each(|item| collect(field, item, most, found));
    }
    if field.starts_with('/') {
        return value.pointer(field).into_iter().for_each(|value| leaves(value, most, found));
    }
    let wanted = field_name(field);
    for (key, value) in value.as_object().into_iter().flatten() {
        if field_name(key) == wanted {
            leaves(value, most, found);
        } else {
            collect(field, value, most, found);
        }
    }
}

fn leaves(value: &Value, most: usize, found: &mut Vec<String>) {
    match value {
        _ if found.len() >= most => {}
        Value::String(text) => found.push(text.clone()),
        Value::Number(number) => found.push(number.to_string()),
        Value::Array(items) => items.iter().for_each(|item| leaves(item, most, found)),
        Value::Object(members) => members.values().for_each(|member| leaves(member, most, found)),
        Value::Null | Value::Bool(_) => {}
    }
}

fn of_table(field: &str, text: &str, delimiter: u8, most: usize) -> Option<Vec<String>> {
    let mut rows = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
    let wanted = field_name(field.rsplit('/').next().unwrap_or(field));
    let column = rows.headers().ok()?.iter().position(|name| field_name(name) == wanted)?;
    let cells = rows.records().flatten().take(most).filter_map(|row| row.get(column).map(str::to_owned));
    Some(cells.collect())
}
