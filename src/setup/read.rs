//! Saved answers of the APIs → objects. Listings, single objects, arrays, several pages one behind the other.

use serde_json::Value;

use super::fields::{Fields, field};
use super::object::{Object, ObjectKind, SHAPES, Shape, recognise};
use super::secrets;

/// Something that is not understood. It says nothing of what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `sinks, entry 3`; empty for the file as a whole.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub remedy: &'static str,
}

/// Wrappings within wrappings: `data` around a listing is the only one known.
const DEEPEST: u8 = 3;

const EXPECTED: &str = "save the answer of the API as it comes: a listing of `sinks`, `subscriptions`, `types` (of \
    SubscribedEvents), `accounts` or `incoming_phone_numbers` of Twilio, of `sources`, `destinations`, `filters`, \
    `trackingPlans` or `rules` of Segment, or one such object";

/// Reads a file: one answer, or several one behind the other.
pub fn read(file: &str, text: &str) -> (Vec<Object>, Vec<Fault>) {
    let mut reader = Reader { file, objects: Vec::new(), faults: Vec::new() };
    let text = text.trim_start_matches('\u{feff}');
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let mut any = false;
    loop {
        match values.next() {
            Some(Ok(value)) => {
                any = true;
                reader.answer(value, DEEPEST);
            }
            Some(Err(error)) => {
                // The parser's own message may repeat what stands there.
                reader.fault(format!("line {}", error.line()), "this is no JSON", EXPECTED);
                break;
            }
            None => break,
        }
    }
    if !any && reader.faults.is_empty() {
        reader.fault(String::new(), "there is nothing in it", EXPECTED);
    }
    (reader.objects, reader.faults)
}

struct Reader<'f> {
    file: &'f str,
    objects: Vec<Object>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn answer(&mut self, value: Value, depth: u8) {
        match value {
            Value::Array(all) => self.list(None, all),
            Value::Object(fields) => self.object(fields, depth),
            _ => self.fault(String::new(), "this is no answer of an API", EXPECTED),
        }
    }

    /// A listing, an answer with one object, or an object.
    fn object(&mut self, mut fields: Fields, depth: u8) {
        if let Some(shape) = recognise(&fields) {
            return self.take(shape, fields, None);
        }
        let plan = field(&fields, "trackingplanid").and_then(Value::as_str).map(str::to_owned);
        let mut any = false;
        for shape in &SHAPES {
            let (many, one) = (key(&fields, shape.many), key(&fields, shape.one));
            if let Some(Value::Array(all)) = many.and_then(|key| fields.remove(&key)) {
                any = true;
                self.list(Some(shape), all);
            }
            if let Some(Value::Object(inner)) = one.and_then(|key| fields.remove(&key)) {
                any = true;
                self.entry(shape, inner, plan.clone(), String::new());
            }
        }
        match key(&fields, "data").and_then(|key| fields.remove(&key)) {
            Some(data) if !any && depth > 0 => self.answer(data, depth - 1),
            _ if any => {}
            _ => self.fault(String::new(), "this is no answer of an API that is known", EXPECTED),
        }
    }

    fn list(&mut self, shape: Option<&Shape>, all: Vec<Value>) {
        let name = shape.map_or("the array", |shape| shape.many);
        for (at, value) in all.into_iter().enumerate() {
            let place = format!("{name}, entry {}", at + 1);
            match (value, shape) {
                (Value::Object(fields), Some(shape)) => self.entry(shape, fields, None, place),
                (Value::Object(fields), None) => match recognise(&fields) {
                    Some(shape) => self.take(shape, fields, None),
                    None => self.fault(place, "this is no object that is known", EXPECTED),
                },
                _ => self.fault(place, "this is no object", EXPECTED),
            }
        }
    }

    /// An object that is said to be of a kind.
    fn entry(&mut self, shape: &Shape, fields: Fields, plan: Option<String>, place: String) {
        if shape.fits(&fields) {
            return self.take(shape, fields, plan);
        }
        let needs = shape.has.join("`, `");
        let sid = if shape.sid.is_empty() { String::new() } else { format!(", with a SID in {}", shape.sid) };
        let what = format!("{} has the fields `{needs}`{sid}, and this has not", shape.name);
        let remedy = match shape.kind {
            ObjectKind::SubscribedEvent => {
                "not Types, which lists what there is, but Subscriptions/DF…/SubscribedEvents says what is subscribed to"
            }
            _ => EXPECTED,
        };
        self.fault(place, what, remedy);
    }

    fn take(&mut self, shape: &Shape, mut fields: Fields, plan: Option<String>) {
        secrets::take_out(&mut fields);
        let place = self.objects.len() as u64 + 1;
        self.objects.push(Object { kind: shape.kind, fields, file: self.file.to_owned(), place, plan });
    }

    fn fault(&mut self, place: String, what: impl Into<String>, remedy: &'static str) {
        self.faults.push(Fault { place, what: what.into(), remedy });
    }
}

/// The key under which a field stands, as it is written.
fn key(fields: &Fields, name: &str) -> Option<String> {
    if name.is_empty() {
        return None;
    }
    fields.keys().find(|key| crate::event::field_name(key) == name).cloned()
}
