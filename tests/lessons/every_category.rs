//! Every category: one event that holds it, one that does not.

use std::collections::BTreeSet;

use super::*;

/// One event in which the category is found, one in which it is not.
const CATEGORIES: &[(Category, &str, &str)] = &[
    (Category::Name, r#"{"traits":{"firstName":"Maria"}}"#, r#"{"traits":{"plan":"Maria Classic"}}"#),
    (Category::Address, r#"{"data":{"body":"at 742 Evergreen Terrace"}}"#, r#"{"data":{"body":"at 7 on the way"}}"#),
    (Category::Zip, r#"{"data":{"fromZip":"03049"}}"#, r#"{"data":{"segments":"03049"}}"#),
    (Category::DateOfBirth, r#"{"traits":{"dob":"1985-03-14"}}"#, r#"{"traits":{"since":"1985-03-14"}}"#),
    (
        Category::DateOfService,
        r#"{"data":{"body":"discharged on 05/17/2026"}}"#,
        r#"{"data":{"body":"sale ends 05/17/2026"}}"#,
    ),
    (Category::AgeOver89, r#"{"traits":{"age":93}}"#, r#"{"traits":{"age":39}}"#),
    (Category::Phone, r#"{"data":{"from":"+12025550143"}}"#, r#"{"data":{"from":"43877"}}"#),
    (Category::Fax, r#"{"properties":{"fax":"2127365001"}}"#, r#"{"properties":{"max":"2127365001"}}"#),
    (Category::Email, r#"{"userId":"jane@example.com"}"#, r#"{"userId":"jane@example"}"#),
    (Category::Ssn, r#"{"properties":{"ssn":"532187764"}}"#, r#"{"properties":{"sku":"532187764"}}"#),
    (Category::Itin, r#"{"properties":{"itin":"912701234"}}"#, r#"{"properties":{"item":"912701234"}}"#),
    (Category::Mrn, r#"{"properties":{"mrn":"8827364"}}"#, r#"{"properties":{"sku":"8827364"}}"#),
    (
        Category::HealthPlanId,
        r#"{"properties":{"memberId":"XWF883920114"}}"#,
        r#"{"properties":{"cartId":"XWF883920114"}}"#,
    ),
    (Category::Mbi, r#"{"properties":{"ref":"1EG4-TE5-MK73"}}"#, r#"{"properties":{"ref":"1EG4-TE5-MKA3"}}"#),
    (
        Category::AccountNumber,
        r#"{"data":{"body":"account number 778812004"}}"#,
        r#"{"data":{"body":"order number 778812004"}}"#,
    ),
    (
        Category::CreditCard,
        r#"{"data":{"body":"card 4532015112830366"}}"#,
        r#"{"data":{"body":"card 4532015112830367"}}"#,
    ),
    (Category::AbaRouting, r#"{"properties":{"routing":"021000021"}}"#, r#"{"properties":{"routing":"021000022"}}"#),
    (Category::Npi, r#"{"properties":{"npi":"1245319599"}}"#, r#"{"properties":{"npi":"1245319598"}}"#),
    (Category::Dea, r#"{"properties":{"dea":"AB1234563"}}"#, r#"{"properties":{"dea":"AB1234564"}}"#),
    (Category::License, r#"{"data":{"body":"driver license D1234567"}}"#, r#"{"data":{"body":"coupon D1234567"}}"#),
    (Category::Passport, r#"{"traits":{"passport":"A12345678"}}"#, r#"{"traits":{"ticket":"A12345678"}}"#),
    (Category::Vin, r#"{"properties":{"vin":"1HGCM82633A004352"}}"#, r#"{"properties":{"vin":"1HGCM82643A004352"}}"#),
    (Category::LicensePlate, r#"{"data":{"body":"license plate 7ABC123"}}"#, r#"{"data":{"body":"room 7ABC123"}}"#),
    (
        Category::DeviceId,
        r#"{"properties":{"imei":"490154203237518"}}"#,
        r#"{"properties":{"order":"490154203237519"}}"#,
    ),
    (Category::Udi, r#"{"properties":{"udi":"(01)51022222233336"}}"#, r#"{"properties":{"udi":"(01)51022222233337"}}"#),
    (Category::Url, r#"{"data":{"body":"see https://example.com/a"}}"#, r#"{"data":{"body":"see example and a"}}"#),
    (Category::Ip, r#"{"context":{"ip":"203.0.113.7"}}"#, r#"{"context":{"ip":"none"}}"#),
    (Category::Mac, r#"{"properties":{"mac":"00:1B:44:11:3A:B7"}}"#, r#"{"properties":{"at":"00:11:44"}}"#),
    (
        Category::Biometric,
        r#"{"properties":{"voiceprint":"Rk1SACAyMAAAAAEIAAABPAFi"}}"#,
        r#"{"properties":{"voiceprint":"enrolled"}}"#,
    ),
    (
        Category::Photo,
        r#"{"traits":{"avatar":"https://cdn.example.com/j.jpg"}}"#,
        r#"{"traits":{"banner":"https://cdn.example.com/j.jpg"}}"#,
    ),
    (Category::Icd10, r#"{"properties":{"dx":"E11.9"}}"#, r#"{"properties":{"seat":"E11.9"}}"#),
    (Category::Icd9, r#"{"properties":{"icd9":"250.00"}}"#, r#"{"properties":{"total":"250.00"}}"#),
    (Category::CptHcpcs, r#"{"properties":{"cpt":"99213"}}"#, r#"{"properties":{"lot":"99213"}}"#),
    (Category::Ndc, r#"{"properties":{"ndc":"0002-8215-01"}}"#, r#"{"properties":{"lot":"0002-8215-01"}}"#),
    (Category::Loinc, r#"{"properties":{"loinc":"4548-4"}}"#, r#"{"properties":{"loinc":"4548-5"}}"#),
    (Category::Snomed, r#"{"properties":{"snomed":"73211009"}}"#, r#"{"properties":{"snomed":"73211008"}}"#),
    (Category::Rxnorm, r#"{"properties":{"rxcui":"860975"}}"#, r#"{"properties":{"total":"860975"}}"#),
    (Category::Drug, r#"{"data":{"body":"your lisinopril is ready"}}"#, r#"{"data":{"body":"your laptop is ready"}}"#),
    (Category::Condition, r#"{"data":{"body":"i have shingles"}}"#, r#"{"data":{"body":"cedar shingles on sale"}}"#),
    (Category::Procedure, r#"{"data":{"body":"your colonoscopy"}}"#, r#"{"data":{"body":"your colonnade"}}"#),
    (
        Category::LabResult,
        r#"{"data":{"body":"your A1C was 7.2 %"}}"#,
        r#"{"data":{"body":"your discount was 7.2 %"}}"#,
    ),
    (Category::Symptom, r#"{"data":{"body":"my throat hurts"}}"#, r#"{"data":{"body":"my throw pillow came"}}"#),
    (Category::Treatment, r#"{"data":{"body":"ask your doctor"}}"#, r#"{"data":{"body":"ask your driver"}}"#),
    (
        Category::AppointmentHealth,
        r#"{"data":{"body":"visit with your cardiologist"}}"#,
        r#"{"data":{"body":"visit with your plumber"}}"#,
    ),
    (Category::Insurance, r#"{"data":{"body":"Medicaid covers it"}}"#, r#"{"data":{"body":"the rug covers it"}}"#),
];

#[test]
fn every_category_has_an_event_that_holds_it_and_one_that_does_not() {
    for (category, holds, does_not) in CATEGORIES {
        found(&audit(holds), *category);
        not_found(&audit(does_not), *category);
    }
    let tried: BTreeSet<_> = CATEGORIES.iter().map(|(category, ..)| category.name()).collect();
    let all: BTreeSet<_> = Category::ALL.iter().map(|category| category.name()).collect();
    assert_eq!(tried, all);
}
