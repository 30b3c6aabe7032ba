//! Lists of fields that something may hold, and whether a value stands in one of them.
//!
//! A list names fields as Segment does, letter by letter: `email`, `address.city` for a field within a field, `*` for any. What
//! is allowed is allowed with all that stands below it.

use crate::event::{Event, NodeId};

/// The names that lead from the root of the event to the value, elements of arrays passed over; empty for what stands outside.
pub(super) fn names<'d>(event: &Event<'d>, node: NodeId) -> Vec<&'d str> {
    let (document, root) = (event.document(), event.root());
    if !(root..document.end(root)).contains(&node) {
        return Vec::new();
    }
    let way = std::iter::successors(Some(node), |node| document.parent(*node)).take_while(|node| *node != root);
    let mut names: Vec<&str> = way.filter_map(|node| document.key(node)).map(|key| &*key.text).collect();
    names.reverse();
    names
}

/// Whether the field that `names` lead to, or one above it, is in the list.
pub(super) fn covers(list: &[String], names: &[&str]) -> bool {
    list.iter().any(|allowed| allowed == "*" || leads_into(allowed, names))
}

/// Compared name by name: a name may hold a full stop of its own.
fn leads_into(allowed: &str, names: &[&str]) -> bool {
    let mut rest = allowed;
    for name in names {
        match rest.strip_prefix(name) {
            Some("") => return true,
            Some(more) => match more.strip_prefix('.') {
                Some(more) => rest = more,
                None => return false,
            },
            None => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::*;

    fn allowed(list: &[&str], names: &[&str]) -> bool {
        covers(&list.iter().map(|&name| name.to_owned()).collect::<Vec<_>>(), names)
    }

    #[test]
    fn a_field_is_allowed_with_what_stands_below_it_and_not_with_what_stands_beside() {
        assert!(allowed(&["address"], &["address"]));
        assert!(allowed(&["address"], &["address", "city"]));
        assert!(allowed(&["address.city"], &["address", "city", "name"]));
        assert!(!allowed(&["address.city"], &["address", "street"]));
        assert!(!allowed(&["address.city"], &["address"]));
        assert!(!allowed(&["add"], &["address"]));
        assert!(!allowed(&[], &["address"]));
        assert!(!allowed(&["address"], &[]));
    }

    #[test]
    fn a_name_may_hold_a_full_stop_and_a_star_is_any() {
        assert!(allowed(&["v1.plan"], &["v1.plan"]));
        assert!(allowed(&["v1.plan.name"], &["v1.plan", "name"]));
        assert!(allowed(&["*"], &["anything", "at", "all"]));
    }

    #[test]
    fn names_are_compared_letter_by_letter() {
        assert!(!allowed(&["Email"], &["email"]));
        assert!(!allowed(&["e_mail"], &["email"]));
    }

    proptest! {
        #[test]
        fn what_is_allowed_covers_itself_and_all_below_and_nothing_above(
            names in proptest::collection::vec("[a-z.]{1,6}", 1..5),
            below in proptest::collection::vec("[a-z.]{1,6}", 0..3),
        ) {
            let list = [names.join(".")];
            let way: Vec<&str> = names.iter().chain(&below).map(String::as_str).collect();
            prop_assert!(covers(&list, &way));
            prop_assert!(!covers(&list, &way[..names.len() - 1]));
        }
    }

    #[test]
    fn elements_of_arrays_have_no_name_and_the_wrapping_is_no_part_of_the_event() {
        let json = r#"[{"type":"track","event":"a","userId":"u","properties":{"items":[{"name":"x"}]}}]"#;
        crate::event::read(json, |event| {
            let x = event.nodes().find(|node| event.document().text(*node) == "x").unwrap();
            assert_eq!(names(&event, x), ["properties", "items", "name"]);
            assert!(names(&event, 0).is_empty());
        })
        .unwrap();
    }
}
