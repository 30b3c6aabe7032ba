//! `GET /`: one screen for somebody without a dashboard at hand. HTML from the server, without scripts and without anything
//! from elsewhere.
//!
//! It promises to show nothing that `/metrics`, `/ready` and `/live` do not, except what requirements are called and when each
//! was last found; no value, account or id of any event is in reach.

mod figures;
mod view;
mod words;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use base64::Engine;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Error, Value, context};
use sha2::{Digest, Sha256};

use super::Shown;
use crate::report;
use figures::Figures;
use view::View;
pub use view::{SinkStanding, Standing};

const TEMPLATE: &str = include_str!("status.html.jinja");
const OWN_STYLE: &str = include_str!("status.css");
/// The page is asked for anew so often, in seconds.
const EVERY: u32 = 10;

/// What never changes.
static FIXED: LazyLock<Fixed> = LazyLock::new(Fixed::new);

struct Fixed {
    style: String,
    policy: String,
    page: Environment<'static>,
}

impl Fixed {
    fn new() -> Self {
        // The template puts it between its tags as it is; the browser hashes what stands there.
        let style = format!("\n{}{OWN_STYLE}", report::STYLE);
        let digest = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(&style));
        let policy = format!(
            "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        );
        let mut page = Environment::new();
        page.set_auto_escape_callback(|_| AutoEscape::Html);
        page.add_filter("grouped", report::grouped);
        page.add_filter("size", report::size);
        page.add_filter("words", |name: String| name.replace('_', " "));
        page.add_filter("span", words::span);
        page.add_filter("ago", words::ago);
        page.add_filter("moment", words::moment);
        page.add_filter("stamp", words::stamp);
        page.add_filter("day", words::day);
        page.add_filter("clock", words::clock);
        // A template with a mistake in it is missing below; the tests render it.
        let _ = page.add_template("status", TEMPLATE);
        Self { style, policy, page }
    }
}

/// The page as things stand at `now_ms`, asking to be renewed or not.
pub fn page(shown: &Shown, now_ms: i64, refresh: bool) -> Result<String, Error> {
    let figures = Figures::of(&shown.metrics.gathered());
    render(&View::of(&figures, &shown.metrics.recent.all(), &shown.health.standing(now_ms), now_ms), refresh)
}

/// What the page may load: nothing, and the style that stands in it.
pub fn policy() -> &'static str {
    &FIXED.policy
}

/// Whether a query asks for a page that stands still.
pub fn stands_still(query: Option<&str>) -> bool {
    let pairs = form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    pairs.collect::<BTreeMap<_, _>>().get("refresh").is_some_and(|value| value == "off")
}

fn render(view: &View, refresh: bool) -> Result<String, Error> {
    let context = context! {
        view => Value::from(Serde(view)),
        style => Value::from_safe_string(FIXED.style.clone()),
        every => EVERY,
        refresh,
    };
    FIXED.page.get_template("status")?.render(context)
}
