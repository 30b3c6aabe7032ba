//! Whose health a text speaks of: what somebody has, takes or owns, and what is said of nobody.

use super::*;

fn grade(body: &str) -> Grade {
    let event = serde_json::json!({ "specversion": "1.0", "type": "com.twilio.messaging.message.sent", "id": "EZ1",
        "source": "/x", "data": { "from": "+12025550143", "to": "+12065550178", "body": body } });
    audit(&event.to_string()).grade
}

fn are(expected: Grade, bodies: &[&str]) {
    for body in bodies {
        assert_eq!(grade(body), expected, "{body}");
    }
}

#[test]
fn is_told_in_everyday_words() {
    are(
        Grade::Phi,
        &[
            "cant sleep and my sugars are high",
            "my water broke",
            "he peed blood this morning",
            "is she still on blood thinners?",
            "i need a note from my doctor",
            "me duele la cabeza desde ayer",
            "mi hija tiene calentura y mucha tos",
            "i have been sober for 90 days",
            "ran out of my insulin",
        ],
    );
}

#[test]
fn is_somebodys_who_has_takes_or_owns_it() {
    are(
        Grade::Phi,
        &[
            "the swelling is worse",
            "my rehab starts Monday",
            "woke up with chills, fever since Tuesday",
            "I have Anthem",
            "Causes of fatigue",
        ],
    );
}

#[test]
fn is_nobodys_in_general_talk() {
    are(
        Grade::Pii,
        &[
            "Join our charity run for breast cancer, teams wanted",
            "Join our cancer charity run on Sunday",
            "Our diabetes awareness walk starts at noon",
            "Now hiring: oncology sales rep, apply today",
            "Researchers found a link between diabetes and sleep, says a new study",
            "Poll: most want cheaper insulin",
            "Autism awareness month starts on Monday",
            "Shares of the drugmaker fell after the asthma trial",
        ],
    );
}

#[test]
fn is_nobodys_in_jest() {
    are(
        Grade::Pii,
        &[
            "I'm sick of your excuses",
            "I'm allergic to Mondays",
            "almost had a heart attack when I saw the price",
            "that meeting gave me a headache",
            "this deal is killing me",
        ],
    );
}

#[test]
fn outweighs_general_talk() {
    are(
        Grade::Phi,
        &[
            "I was diagnosed with diabetes, can I still join the charity run?",
            "my son has asthma, is the fun run ok for him?",
        ],
    );
}

#[test]
fn stays_a_finding_where_it_is_denied() {
    let seen = said("pt denies chest pain and diabetes");
    assert!(seen.of(Category::Condition).iter().all(|found| found.confidence == Confidence::Medium));
    are(Grade::Phi, &["pt denies chest pain and diabetes", "no history of diabetes"]);
}

#[test]
fn is_not_told_by_an_acronym_that_somebody_owns() {
    are(Grade::Pii, &["did you read my DM", "I sent you a DM, please answer my DM"]);
}

#[test]
fn is_told_by_words_that_no_dictionary_knows() {
    for (body, category) in [
        ("biopsy says perichondritis", Category::Condition),
        ("scheduled for pyeloplasty", Category::Procedure),
        ("she takes zorbitinib now", Category::Drug),
        ("he has Vorgan-Melk disease", Category::Condition),
    ] {
        assert!(!said(body).of(category).is_empty(), "{body}");
    }
    assert!(said("the common disease and the ordinary disorder").of(Category::Condition).is_empty());
}

#[test]
fn of_somebody_with_a_dog_is_still_somebodys() {
    let story = "I have had rheumatoid arthritis for ten years and take methotrexate every week, the nausea is bad, my \
                 doctor wants to add prednisone, and I can hardly walk the dog any more on the days after the \
                 methotrexate, which is why I write to you";
    are(Grade::Phi, &[story]);
    are(Grade::Pii, &["my dog has arthritis and nausea"]);
}
