//! Fields that Segment has encrypted before it passed a call on.

use crate::detect::is_ciphertext;
use crate::event::{Event, NodeKind};

/// Where Segment encrypts.
const ROOTS: [&str; 3] = ["context", "traits", "properties"];

/// Whether some field of the call holds ciphertext.
pub(super) fn holds_ciphertext(event: &Event<'_>) -> bool {
    let document = event.document();
    document.children(event.root()).filter(|member| ROOTS.contains(&document.field(*member))).any(|member| {
        (member..document.end(member))
            .any(|node| document.kind(node) == NodeKind::String && is_ciphertext(document.text(node)))
    })
}
