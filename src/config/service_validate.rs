//! What the types of the service's settings cannot say: what needs what, what excludes what, and how large things may be.
//!
//! Problems carry the line of the setting they are about. Nothing is opened here.

use super::model::Config;
use super::problem::Problem;

/// Everything that is wrong with the settings of the service.
pub fn problems(_text: &str, _config: &Config) -> Vec<Problem> {
    Vec::new()
}
