//! The table as a person asks for it.
#![allow(clippy::unwrap_used)]

use std::fs;

use clap::Parser;

use super::*;
use crate::cli::io::kept;
use crate::coverage::sample;

#[derive(Parser)]
struct Asked {
    #[command(flatten)]
    args: Args,
}

/// What is written, as things stand on 2026-11-27; or what is wrong.
fn asked(words: &[&str]) -> Result<String, String> {
    let asked = Asked::try_parse_from(["coverage"].iter().chain(words)).map_err(|error| error.to_string())?;
    let rules = sample::rules(Some(sample::words()), &[]);
    let (mut io, out) = kept();
    show(&asked.args, &rules, "2026-11-27".parse().unwrap(), &mut io).map_err(|error| error.to_string())?;
    Ok(out.text())
}

#[test]
fn the_text_has_a_few_lines_for_each_requirement_and_ends_with_what_they_come_to() {
    insta::assert_snapshot!(asked(&[]).unwrap(), @r"
    As of 2026-11-27; rules as of 2024-12-11, the newest edition of the guide at hand
    no report was given (--report), so nothing is said of findings

      REQUIREMENT                                                   FINDINGS     ATTESTATION

    Programmable SMS
      sms-eligible                                                  -            not asked
        An eligible product was seen
        rule · 2024-04-19 and 2024-12-11 · tests 1 + 1
      sms-whatsapp-not-eligible                                     -            not attested
        WhatsApp carries no PHI
        rule and attestation · since 2020-03-20 · 2024-04-19 and 2024-12-11 · tests 1 + 1
        not visible: Whether PHI was put into a picture.
      sms-general-rules-apply                                       -            not asked
        What holds for all products holds here, too
        through others · 2024-12-11 · tests 1 + 1

    Twilio Conversations
      conversations-phi-by-whatsapp                                 -            not asked
        PHI in a conversation that somebody joins by WhatsApp
        linked rule · from 2022-11-13 until 2030-01-01 · 2024-04-19 and 2024-12-11 · tests 1 + 1

    All Twilio products
      baa-signed                                                    not visible  attested until 2027-01-01
        A BAA is signed
        attestation · since 2020-02-27 · 2024-04-19 and 2024-12-11
      staff-trained                                                 not visible  expired since 2024-06-01
        Staff know <what> PHI is
        attestation · 2024-04-19 and 2024-12-11
      support-is-trained                                            not visible  not attested
        Tickets hold no PHI
        attestation · 2024-04-19 · not in force on the day
      terms-of-the-guide                                            -            not asked
        Terms mean what the BAA says
        note · 2024-04-19 and 2024-12-11

    8 requirements: 3 judged event by event, 1 over several events, 3 to attest (1 attested, 1 expired),
    1 note; of those judged, 1 to attest (0 attested, 0 expired) for what no event shows
    ");
}

#[test]
fn no_line_is_wider_than_a_hundred_columns() {
    let rules = Rules::embedded().unwrap();
    let (mut io, out) = kept();
    let Asked { args } = Asked::try_parse_from(["coverage"]).unwrap();
    show(&args, &rules, "2026-11-27".parse().unwrap(), &mut io).unwrap();
    for line in out.text().lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    for requirement in rules.requirements() {
        assert!(out.text().contains(&format!("\n  {} ", requirement.id)), "{}", requirement.id);
    }
}

#[test]
fn a_report_says_what_was_found_and_when_last() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.json");
    let report = r#"{"format":1,"tally":{"events":9,"first":"2026-01-02T00:00:00Z","last":"2026-03-04T00:00:00Z"},
        "findings":[{"requirement":"sms-whatsapp-not-eligible","title":"t","findings":{"critical":0,"high":3,"medium":0,"low":0},
        "facts":1,"first":null,"last":"2026-03-01T00:00:00Z","examples":[]}],
        "facts":[{"requirement":"sms-eligible","title":"t","events":4}],"anything":[]}"#;
    fs::write(&path, report).unwrap();
    let path = path.to_str().unwrap();
    let text = asked(&["--report", path]).unwrap();
    assert!(text.contains("9 events from 2026-01-02 to 2026-03-04"), "{text}");
    let line = |id: &str| text.lines().find(|line| line.trim_start().starts_with(id)).unwrap().to_owned();
    assert!(line("sms-whatsapp-not-eligible").contains(" 2026-03-01 "), "{text}");
    assert!(line("sms-general-rules-apply").contains(" 2026-03-01 "), "judged through the one before: {text}");
    assert!(line("conversations-phi-by-whatsapp").contains(" no findings "), "{text}");
    assert!(line("baa-signed").contains(" not visible "), "{text}");
    assert!(text.contains("3 findings"), "{text}");

    fs::write(path, r#"{"patient":"Maria Lopez"}"#).unwrap();
    let told = asked(&["--report", path]).unwrap_err();
    assert!(told.contains("no report.json of phi-audit") && !told.contains("Maria"), "{told}");
    assert!(asked(&["--report", "nowhere.json"]).unwrap_err().contains("cannot read `nowhere.json`"));
}

#[test]
fn only_some_products_and_only_what_is_open_can_be_asked_for() {
    let ids = |words: &[&str]| {
        let json: serde_json::Value = serde_json::from_str(&asked(words).unwrap()).unwrap();
        assert_eq!(json["summary"]["requirements"], 8, "what all come to is told whatever is shown");
        let rows = json["rows"].as_array().unwrap().iter();
        rows.map(|row| row["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&["--format", "json", "--product", "conversations"]), ["conversations-phi-by-whatsapp"]);
    assert_eq!(ids(&["--format", "json", "--open"]), ["sms-whatsapp-not-eligible", "staff-trained"]);
    assert_eq!(ids(&["--format", "json", "--open", "--on", "2027-01-01"]).len(), 3);
    let told = asked(&["--product", "Twilio Conversatoins"]).unwrap_err();
    assert!(told.contains("did you mean `Twilio Conversations`?"), "{told}");
    assert!(asked(&["--on", "2027-02-29"]).unwrap_err().contains("`2027-02-29` is no day"));
}
