//! What came out: alerts and pointers in the folders of a service.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// All lines of NDJSON in a folder; none where it is not there yet.
pub fn lines(folder: &Path) -> Vec<Value> {
    let Ok(files) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "ndjson"));
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| fs::read_to_string(path).expect("text")).collect();
    let whole = |text: &String| text.rfind('\n').map_or(String::new(), |end| text[..end].to_owned());
    let texts: Vec<String> = texts.iter().map(whole).collect();
    texts.iter().flat_map(|text| text.lines()).map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// The messages that alerts in `folder` are about, each once; folded counts are left out.
pub fn alerts(folder: &Path) -> BTreeSet<String> {
    lines(folder).iter().filter_map(|alert| Some(alert["id"].as_str()?.to_owned())).collect()
}

/// The pointers in the quarantine beside `folder`.
pub fn pointers(folder: &Path) -> Vec<Value> {
    lines(&folder.join("quarantine")).into_iter().map(|mut line| line["data"].take()).collect()
}
