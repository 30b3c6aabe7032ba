//! The categories of what matchers find, and what each one means for the PHI grade.
//!
//! The identifier categories follow 45 CFR 164.514(b)(2)(i)(A)-(R) (HIPAA Safe Harbor); the health categories say that a
//! text speaks of somebody's health, care or payment for care. Which *person* an event speaks of is not decided here but in
//! [`grade`](super::grade).

use serde::{Deserialize, Serialize};

use crate::policy::names;

/// What a category contributes to the grade of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Points at one person by itself: a name, a phone number, a record number.
    Direct,
    /// Points at a device, a place or a day: a person only together with something else.
    Indirect,
    /// Names a provider, a product or a page, not the patient: reported, never the person of a grade.
    Reference,
    /// Speaks of health, care, or payment for care.
    Health,
}

names!(Role { Direct = "direct", Indirect = "indirect", Reference = "reference", Health = "health" });

macro_rules! categories {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $role:ident;)+) => {
        /// What kind of thing was found. The names are those of the NDJSON records.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Category { $($(#[$doc])* #[serde(rename = $name)] $variant,)+ }

        impl Category {
            /// Every category, in the order of the documentation.
            pub const ALL: &'static [Category] = &[$(Category::$variant,)+];

            /// The name used in records, rules and configuration.
            pub const fn name(self) -> &'static str {
                match self { $(Category::$variant => $name,)+ }
            }

            /// What the category contributes to the PHI grade.
            pub const fn role(self) -> Role {
                match self { $(Category::$variant => Role::$role,)+ }
            }
        }
    };
}

categories! {
    /// A person's name (A).
    Name = "name", Direct;
    /// A street or post-box address (B).
    Address = "address", Direct;
    /// A ZIP code (B).
    Zip = "zip", Indirect;
    /// A date of birth (C).
    DateOfBirth = "date_of_birth", Direct;
    /// A date of admission, discharge, service or death (C).
    DateOfService = "date_of_service", Indirect;
    /// An age over 89 (C).
    AgeOver89 = "age_over_89", Indirect;
    /// A telephone number (D).
    Phone = "phone", Direct;
    /// A fax number (E).
    Fax = "fax", Direct;
    /// An e-mail address (F).
    Email = "email", Direct;
    /// A social security number (G).
    Ssn = "ssn", Direct;
    /// An individual taxpayer identification number (G, R).
    Itin = "itin", Direct;
    /// A medical record, chart, encounter or patient number (H).
    Mrn = "mrn", Direct;
    /// A health plan member, subscriber, policy or group number (I).
    HealthPlanId = "health_plan_id", Direct;
    /// A Medicare beneficiary identifier (I).
    Mbi = "mbi", Direct;
    /// A bank or customer account number (J).
    AccountNumber = "account_number", Direct;
    /// A payment card number (J).
    CreditCard = "credit_card", Direct;
    /// A bank routing number (J): names a bank.
    AbaRouting = "aba_routing", Reference;
    /// A national provider identifier (K): names a provider.
    Npi = "npi", Reference;
    /// A DEA registration number (K): names a prescriber.
    Dea = "dea", Reference;
    /// A driver's or professional licence number (K).
    License = "license", Direct;
    /// A passport number (K).
    Passport = "passport", Direct;
    /// A vehicle identification number (L).
    Vin = "vin", Direct;
    /// A licence plate (L).
    LicensePlate = "license_plate", Direct;
    /// A device identifier: IMEI, serial number, advertising id (M).
    DeviceId = "device_id", Indirect;
    /// A unique device identifier of a medical device (M).
    Udi = "udi", Indirect;
    /// A web address (N).
    Url = "url", Reference;
    /// An IP address (O).
    Ip = "ip", Indirect;
    /// A hardware (MAC) address (M).
    Mac = "mac", Indirect;
    /// A fingerprint, voiceprint or other biometric (P).
    Biometric = "biometric", Direct;
    /// A full-face photograph (Q).
    Photo = "photo", Direct;
    /// An ICD-10-CM diagnosis code.
    Icd10 = "icd10", Health;
    /// An ICD-9-CM diagnosis code.
    Icd9 = "icd9", Health;
    /// A CPT or HCPCS procedure code.
    CptHcpcs = "cpt_hcpcs", Health;
    /// A national drug code.
    Ndc = "ndc", Health;
    /// A LOINC observation code.
    Loinc = "loinc", Health;
    /// A SNOMED CT concept.
    Snomed = "snomed", Health;
    /// An RxNorm concept.
    Rxnorm = "rxnorm", Health;
    /// A drug name.
    Drug = "drug", Health;
    /// A disease or condition.
    Condition = "condition", Health;
    /// An operation, examination or other procedure.
    Procedure = "procedure", Health;
    /// A laboratory test with its result, or a measurement.
    LabResult = "lab_result", Health;
    /// A symptom.
    Symptom = "symptom", Health;
    /// A treatment, prescription or care setting.
    Treatment = "treatment", Health;
    /// An appointment with a health provider.
    AppointmentHealth = "appointment_health", Health;
    /// Health insurance, coverage or a claim.
    Insurance = "insurance", Health;
}

impl std::fmt::Display for Category {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_is_serialised_by_its_name() {
        for category in Category::ALL {
            assert_eq!(serde_json::to_string(category).unwrap(), format!("\"{}\"", category.name()));
        }
    }
}
