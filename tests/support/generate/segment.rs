//! Segment calls with the context that its libraries really send.

use serde_json::{Map, Value as Json, json};

use super::Draft;

const WEBSITE: &str = "qT7mZ4pLxWbN2sVkRyE8cA";
/// The source of the calls `screen`; all others are of one other source.
pub const APP: &str = "hJ3dK9fGvUoP5tXiLwQ6zB";
const BROWSER: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15";
const EVENTS: &[&str] = &[
    "Button Clicked",
    "Link Clicked",
    "Page Scrolled",
    "Search Performed",
    "Cart Viewed",
    "Video Played",
    "Feedback Submitted",
];
const PAGES: &[(&str, &str)] = &[
    ("/", "Lakeside"),
    ("/hours-and-parking", "Hours and parking"),
    ("/careers", "Careers at Lakeside"),
    ("/blog/ten-easy-soups", "Ten easy soups for cold days"),
    ("/contact", "Contact us"),
    ("/shop/cart", "Your cart"),
];

pub(super) fn event(draft: &mut Draft<'_>) -> String {
    let fields = match draft.random.below(100) {
        0..70 => track(draft),
        70..83 => page(draft),
        83..91 => identify(draft),
        91..95 => screen(draft),
        // The last two have no place for PHI.
        _ if draft.phi => track(draft),
        95..98 => json!({ "type": "group", "groupId": "hh_2209", "traits": { "plan": "family", "employees": 0 } }),
        _ => json!({ "type": "alias", "previousId": draft.uuid() }),
    };
    let mut event = frame(draft);
    if let Json::Object(fields) = fields {
        event.extend(fields);
    }
    Json::Object(event).to_string()
}

/// The fields that every call has.
fn frame(draft: &mut Draft<'_>) -> Map<String, Json> {
    let time = draft.moment.rfc3339();
    let message = format!("ajs-next-{}-{}", draft.moment.millisecond(), draft.uuid());
    let user = if draft.random.below(3) > 0 { json!(format!("lk_{}", draft.random.digits(6))) } else { Json::Null };
    let frame = json!({
        "anonymousId": draft.uuid(), "channel": "client", "integrations": {}, "messageId": message, "originalTimestamp": time,
        "projectId": WEBSITE, "receivedAt": time, "sentAt": time, "timestamp": time, "userId": user, "version": 2,
    });
    match frame {
        Json::Object(frame) => frame,
        _ => Map::new(),
    }
}

fn browser(draft: &mut Draft<'_>, path: &str, title: &str, search: &str) -> Json {
    let address = draft.identifiers.make("ip", draft.random);
    let ip = draft.carry("ip", address);
    json!({
        "ip": ip, "library": { "name": "analytics.js", "version": "next-1.70.0" }, "locale": "en-US", "userAgent": BROWSER,
        "timezone": "America/New_York",
        "page": { "path": path, "referrer": "", "search": search, "title": title,
            "url": format!("https://www.lakeside.example.com{path}{search}") },
    })
}

/// Most calls come from a server library, which sends no more than its name.
fn server(draft: &mut Draft<'_>, path: &str, title: &str) -> Json {
    if draft.random.below(4) > 0 {
        return json!({ "library": { "name": "analytics-node", "version": "2.1.3" } });
    }
    browser(draft, path, title, "")
}

fn any_page(draft: &mut Draft<'_>) -> (&'static str, &'static str) {
    PAGES[draft.random.below(PAGES.len() as u64) as usize]
}

fn track(draft: &mut Draft<'_>) -> Json {
    let (path, title) = any_page(draft);
    let context = server(draft, path, title);
    if !draft.phi {
        let properties = json!({ "label": draft.text(), "location": "footer", "position": draft.random.below(12), "order_id": format!("LFC-{}", draft.random.digits(8)) });
        return json!({ "type": "track", "event": draft.random.pick(EVENTS), "properties": properties, "context": context });
    }
    let properties = if draft.random.below(2) == 0 {
        json!({ "patientName": draft.plant("name"), "dob": draft.plant("date_of_birth"), "mrn": draft.plant("mrn"), "diagnosis": draft.plant("condition") })
    } else {
        json!({ "rating": 2, "comment": draft.text() })
    };
    json!({ "type": "track", "event": "Appointment Booked", "properties": properties, "context": context })
}

fn page(draft: &mut Draft<'_>) -> Json {
    let (path, title) = any_page(draft);
    let search = if draft.phi {
        let (email, drug) = (draft.plant("email"), draft.plant("drug"));
        format!("?email={}&medication={drug}", email.replace('@', "%40"))
    } else {
        format!("?utm_source=newsletter&utm_campaign=spring&gclid={}", draft.random.hex(20))
    };
    let context = browser(draft, path, title, &search);
    let properties = context.get("page").cloned().unwrap_or_default();
    json!({ "type": "page", "name": null, "category": null, "properties": properties, "context": context })
}

fn identify(draft: &mut Draft<'_>) -> Json {
    let context = server(draft, "/portal", "Portal");
    let traits = if draft.phi {
        json!({ "name": draft.plant("name"), "phone": draft.plant("phone"), "email": draft.plant("email"),
            "address": draft.plant("address"), "primaryCondition": draft.plant("condition"), "ssn": draft.plant("ssn") })
    } else {
        let address = draft.identifiers.make("email", draft.random);
        json!({ "email": draft.carry("email", address), "plan": "portal", "createdAt": "2023-05-02T10:00:00Z", "logins": 14 })
    };
    json!({ "type": "identify", "traits": traits, "context": context })
}

fn screen(draft: &mut Draft<'_>) -> Json {
    let address = draft.identifiers.make("ip", draft.random);
    let ip = draft.carry("ip", address);
    let context = json!({
        "app": { "name": "Lakeside", "version": "3.14.0", "build": "3140", "namespace": "com.example.lakeside" },
        "device": { "id": draft.uuid(), "manufacturer": "Apple", "model": "iPhone15,2", "name": "iPhone", "type": "ios" },
        "ip": ip, "library": { "name": "analytics-swift", "version": "1.5.11" }, "locale": "en-US",
        "network": { "bluetooth": false, "carrier": "", "cellular": false, "wifi": true },
        "os": { "name": "iOS", "version": "17.5.1" }, "screen": { "width": 393, "height": 852, "density": 3 },
    });
    let properties = if draft.phi {
        json!({ "test": "Hemoglobin A1c", "value": "8.2 %", "loinc": "4548-4", "patient": draft.plant("name"), "medication": draft.plant("drug") })
    } else {
        json!({ "tab": "home", "variation": draft.random.below(3) })
    };
    json!({ "type": "screen", "name": "Home", "projectId": APP, "properties": properties, "context": context })
}
