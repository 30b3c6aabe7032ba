//! What clinics write and patients answer: everyday texts full of harmless numbers, and texts with PHI.

use super::{Identifiers, Random, Value};

/// A text and what was planted in it.
#[derive(Clone, Debug)]
pub struct Text {
    /// The text.
    pub text: String,
    /// The planted values, in their order.
    pub values: Vec<Value>,
}

/// Nothing here is about a patient, and much of it looks as if it were.
const EVERYDAY: &[&str] = &[
    "Our front desk is open from 8:00 to 18:00 this week. Reply STOP to opt out.",
    "Your order LFC-#####-#### has shipped. Track it: https://t.example.com/p/1Z999AA1########",
    "Thanks for stopping by! Tell us how we did: https://survey.example.com/r/####?lang=en",
    "###### is your sign-in code. It expires in 10 minutes. Do not share it.",
    "The lot on Shoreline is closed on Saturday from 7:30 to 11:45; please park on level 2.",
    "Ticket ####-## has been updated. Version 3.#.## is rolling out today.",
    "C",
    "Yes please, Saturday at 10 works for us",
    "running late, there in ## minutes",
    "Invoice INV-2024-##### over $##.50 is paid. Thank you!",
    "We moved! The new entrance faces the library. See https://www.lakeside.example.com/map?utm_source=sms&utm_campaign=move",
    "Reminder: the newsletter comes out on 2024-11-0# at 09:00 EST.",
    "Estimado cliente, su pedido ######## está listo. Horario: 9:00–17:00.",
];

/// A brace is filled with a new value of the category it names.
const WITH_PHI: &[&str] = &[
    "Hi {name}, your {drug} refill is ready at the pharmacy. Questions? Call {phone}.",
    "Patient: {name}, DOB: {date_of_birth}, MRN {mrn}. Diagnosis: {condition} ({icd10}).",
    "{name}, your appointment about your {condition} is confirmed. Please bring your card, member ID {health_plan_id}.",
    "my social security number is {ssn} and i need {drug} again, {name}",
    "Medicare number {mbi}, date of birth {date_of_birth}, treated for {condition}. Send the records to {email}.",
    "New patient intake. Name: {name}. Address: {address}. Reason for visit: {condition}. Current medication: {drug}.",
    "please charge card {credit_card} for the {drug} copay, and fax the form to fax {fax}",
    "Lab results for {name} (MRN: {mrn}): A1c 8.2 %, consistent with {condition}. Ordering provider NPI {npi}.",
];

/// A text without PHI.
pub fn everyday(random: &mut Random) -> String {
    random.pick(EVERYDAY).chars().map(|c| if c == '#' { digit(random) } else { c }).collect()
}

/// A text with PHI.
pub fn phi_text(random: &mut Random, identifiers: &mut Identifiers) -> Text {
    let mut rest = random.pick(WITH_PHI);
    let (mut text, mut values) = (String::new(), Vec::new());
    while let Some((before, behind)) = rest.split_once('{') {
        let (category, behind) = behind.split_once('}').unwrap_or((behind, ""));
        let value = identifiers.make(category, random);
        text.push_str(before);
        text.push_str(&value);
        values.push(Value { category, text: value });
        rest = behind;
    }
    text.push_str(rest);
    Text { text, values }
}

fn digit(random: &mut Random) -> char {
    char::from(b'0' + random.below(10) as u8)
}
