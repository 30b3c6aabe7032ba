//! Addresses: which channel and which end of a message or call a string names, and the digits of its number.
//!
//! Pure shape; where a number lies is for the numbering plan in [`policy`](crate::policy) to say.

use crate::event::document::{Document, NodeId, Step};

/// The shape of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressForm {
    /// `+15555550100`, separators allowed.
    E164,
    /// Digits without a plus: `5555550100`.
    Digits,
    /// Five or six digits.
    ShortCode,
    /// A sender name of up to eleven characters.
    Alphanumeric,
    /// `whatsapp:…`
    WhatsApp,
    /// `messenger:…`
    Messenger,
    /// `rcs:…`
    Rcs,
    /// `gbm:…` (Google Business Messages)
    Gbm,
    /// `client:…`
    Client,
    /// `sip:…`, `sips:…`
    Sip,
    /// `sim:…`
    Sim,
    /// An e-mail address.
    Email,
    /// A withheld caller: a word or one of the placeholder numbers.
    Withheld,
    /// A number with digits masked out; what is left of it leads.
    Masked,
    /// A SID (messaging service, alpha sender, …).
    Sid,
    /// A chat identity, or something else without a number.
    Other,
}

/// Which end of a message or call an address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The sending or calling end.
    From,
    /// The receiving or called end.
    To,
    /// Not said.
    Other,
}

/// An address of an event.
#[derive(Clone, Copy, Debug)]
pub struct Address<'d> {
    /// As written.
    pub text: &'d str,
    /// Its shape.
    pub form: AddressForm,
    /// The digits of its number, without a plus; of a masked one those that are left in front.
    pub digits: Option<&'d str>,
    /// Which end it is.
    pub end: End,
    /// The value that holds it.
    pub node: NodeId,
}

/// An address in the making: digits are kept in a buffer of the event's head.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub node: NodeId,
    pub form: AddressForm,
    pub end: End,
    pub digits: (u32, u32),
}

/// The end a field names; `None` where the field is no address.
pub(crate) fn end_of_field(field: &str) -> Option<End> {
    match field {
        "from" | "caller" | "callerid" | "forwardedfrom" | "authoraddress" | "customeraddress" => Some(End::From),
        "to" | "called" | "callee" | "recipients" | "number" | "dial" => Some(End::To),
        "address"
        | "proxyaddress"
        | "projectedaddress"
        | "contactchanneladdress"
        | "phonenumber"
        | "messagingbindingaddress"
        | "messagingbindingproxyaddress"
        | "messagingbindingprojectedaddress" => Some(End::Other),
        _ => None,
    }
}

/// Reads the address in the string `node`, if its field is one or its prefix says so. `digits` takes the number's digits.
pub(crate) fn read(document: &Document, node: NodeId, digits: &mut String) -> Option<Entry> {
    let text = document.text(node).trim();
    // RFC 3966: `tel:+15555550100;ext=5`
    let text = text.strip_prefix("tel:").unwrap_or(text);
    let text = if text.starts_with('+') { text.split(';').next().unwrap_or(text) } else { text };
    // Elements of `recipients` and the text of `<Number>` have no key of their own.
    let named = match document.nodes.get(node as usize)?.step {
        Step::Key(_) => node,
        _ => document.parent(node)?,
    };
    let end = end_of_field(document.field(named));
    let start = digits.len() as u32;
    let form = match prefixed(text) {
        Some((form, rest)) => {
            digits.extend(plain_digits(rest));
            form
        }
        None if end.is_some() => {
            let form = classify(text)?;
            match form {
                AddressForm::Masked => {
                    digits.extend(text.chars().take_while(|unit| !is_mask(*unit)).filter(char::is_ascii_digit))
                }
                AddressForm::E164 | AddressForm::Digits | AddressForm::ShortCode => {
                    digits.extend(text.chars().filter(char::is_ascii_digit));
                }
                _ => {}
            }
            form
        }
        None => return None,
    };
    let end = match end {
        Some(End::Other) => {
            document.parent(named).and_then(|parent| end_of_field(document.field(parent))).unwrap_or(End::Other)
        }
        Some(end) => end,
        None => End::Other,
    };
    Some(Entry { node, form, end, digits: (start, digits.len() as u32) })
}

fn plain_digits(rest: &str) -> impl Iterator<Item = char> + '_ {
    let number = rest.trim_start_matches('+');
    let is_number = number.len() > 6 && number.bytes().all(|byte| byte.is_ascii_digit());
    number.chars().filter(move |_| is_number)
}

/// A channel prefix and what follows it: `whatsapp:+14155238886`, also in brackets.
fn prefixed(text: &str) -> Option<(AddressForm, &str)> {
    let text = text.strip_prefix('[').map_or(text, |inner| inner.strip_suffix(']').unwrap_or(inner));
    let (prefix, rest) = text.get(..text.len().min(64)).unwrap_or(text).split_once(':')?;
    let rest_of_text = &text[prefix.len() + 1..];
    let form = match prefix.len() {
        3 if prefix.eq_ignore_ascii_case("rcs") => AddressForm::Rcs,
        3 if prefix.eq_ignore_ascii_case("gbm") => AddressForm::Gbm,
        3 if prefix.eq_ignore_ascii_case("sip") => AddressForm::Sip,
        3 if prefix.eq_ignore_ascii_case("sim") => AddressForm::Sim,
        4 if prefix.eq_ignore_ascii_case("sips") => AddressForm::Sip,
        6 if prefix.eq_ignore_ascii_case("client") => AddressForm::Client,
        8 if prefix.eq_ignore_ascii_case("whatsapp") => AddressForm::WhatsApp,
        9 if prefix.eq_ignore_ascii_case("messenger") => AddressForm::Messenger,
        _ => return None,
    };
    // Prose that happens to say `client: …` is no address.
    (!rest.is_empty() && !rest.starts_with(' ')).then_some((form, rest_of_text))
}

/// The shape of an address without a prefix; `None` for an empty one.
fn classify(text: &str) -> Option<AddressForm> {
    if text.is_empty() {
        return None;
    }
    if text.contains('@') {
        return Some(AddressForm::Email);
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let only = |allowed: fn(char) -> bool| text.chars().all(|unit| unit.is_ascii_digit() || allowed(unit));
    if WITHHELD_WORDS.iter().any(|word| text.eq_ignore_ascii_case(word)) || is_placeholder(text) {
        return Some(AddressForm::Withheld);
    }
    if digits > 0 && only(|unit| " -.()+/\u{a0}".contains(unit) || ('\u{2010}'..='\u{2015}').contains(&unit)) {
        return Some(match (text.contains('+'), digits) {
            (true, 4..) => AddressForm::E164,
            (false, 5..=6) => AddressForm::ShortCode,
            (false, 9..=17) => AddressForm::Digits,
            _ => AddressForm::Other,
        });
    }
    if text.len() > 6 && text.chars().any(is_mask) && only(|unit| is_mask(unit) || " -.()+".contains(unit)) {
        return Some(AddressForm::Masked);
    }
    if text.len() == 34 && text.starts_with(|unit: char| unit.is_ascii_uppercase()) && text.is_ascii() {
        return Some(AddressForm::Sid);
    }
    let sender = text.len() <= 11 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" +-_&".contains(&byte));
    Some(if sender { AddressForm::Alphanumeric } else { AddressForm::Other })
}

const fn is_mask(unit: char) -> bool {
    matches!(unit, '*' | 'x' | 'X' | '•' | '#')
}

const WITHHELD_WORDS: [&str; 7] =
    ["anonymous", "restricted", "blocked", "unknown", "unavailable", "private", "withheld"];

/// ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN and UNAVAILABLE spelled on a telephone keypad: what callers without a number get.
fn is_placeholder(text: &str) -> bool {
    ["266696687", "7378742833", "2562533", "8566696", "86282452253"].contains(&text.trim_start_matches('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_address_is_told_apart() {
        for (text, form) in [
            ("+15555550100", AddressForm::E164),
            ("+1 (415) 555-0100", AddressForm::E164),
            ("4155550100", AddressForm::Digits),
            ("14155550100", AddressForm::Digits),
            ("242733", AddressForm::ShortCode),
            ("CLINIC", AddressForm::Alphanumeric),
            ("pat@example.com", AddressForm::Email),
            ("Anonymous", AddressForm::Withheld),
            ("+266696687", AddressForm::Withheld),
            ("+1415555****", AddressForm::Masked),
            ("XXXXXXX0100", AddressForm::Masked),
            ("MG00000000000000000000000000000001", AddressForm::Sid),
            ("a chat identity of some length", AddressForm::Other),
        ] {
            assert_eq!(classify(text), Some(form), "{text}");
        }
        assert_eq!(classify(""), None);
    }

    #[test]
    fn a_channel_prefix_is_read_in_any_case_and_in_brackets() {
        for (text, form, rest) in [
            ("whatsapp:+14155238886", AddressForm::WhatsApp, "+14155238886"),
            ("[whatsapp:+12345678901]", AddressForm::WhatsApp, "+12345678901"),
            ("Messenger:1234567", AddressForm::Messenger, "1234567"),
            ("sips:desk@example.com:5061", AddressForm::Sip, "desk@example.com:5061"),
            ("client:alice", AddressForm::Client, "alice"),
            ("rcs:agent_1", AddressForm::Rcs, "agent_1"),
        ] {
            assert_eq!(prefixed(text), Some((form, rest)), "{text}");
        }
        assert_eq!(prefixed("client: please call back"), None);
        assert_eq!(prefixed("time: 12:30"), None);
    }
}
