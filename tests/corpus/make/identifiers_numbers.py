"""Writes identifiers/: numbers of persons, cars and accounts, and what looks like them."""
import idvalues as v
from forms import Forms

f = Forms(4101)
r = f.r


def of(*makers):
    return lambda: r.choice(makers)()


# Social security number
dashed, bare = lambda: v.ssn(r), lambda: v.ssn(r).replace("-", "")
spaced, dotted = lambda: v.ssn(r).replace("-", " "), lambda: v.ssn(r).replace("-", ".")
words = ["SSN", "social security number", "social security no", "soc sec number", "social", "SS#", "Social Security #", "taxpayer SSN"]
keys = ["ssn", "patient_ssn", "socialSecurityNumber", "social-security-number", "SSN", "memberSsn", "soc_sec_no"]
f.identifier("ssn", of(dashed, dashed, bare, spaced, dotted), words, keys, numbers=True, count=72)
for m in ("219-84-6710", "402-11-9937", "530-22-8841", "611-05-2296", "134-70-5508", "287-66-1194"):
    f.text("ssn alone", r.choice(["{}", "It is {}", "here you go: {} thanks", "Sure. {}"]).format(f"⟦ssn:{m}⟧"))
f.text("part of an ssn", "Please enter the last four of your SSN, for example 6710")
f.text("part of an ssn", "The last 4 digits of your social are 8841, right?")
f.elsewhere("ssn", bare, count=30, more=["Meter reading {v} received", "Serial range {v} to end", "Your PIN-less reference is {v}"])
f.broken("ssn", of(lambda: "000-" + v.ssn(r)[4:], lambda: "666-" + v.ssn(r)[4:], lambda: v.ssn(r)[:4] + "00" + v.ssn(r)[6:], lambda: v.ssn(r)[:7] + "0000"),
         words, keys, count=16, why="reserved range")
f.broken("ssn", of(lambda: v.ssn(r) + "7", lambda: v.digits(r, 4) + "-" + v.ssn(r)[4:], lambda: v.ssn(r)[:-1]), words[:4], keys[:4], count=10, why="wrong length")
f.texts("not ssn: longer token", [f"Part {v.ssn(r)}-{v.digits(r, 4)} is on back order", f"catalog no A{v.ssn(r)}B", f"ref {v.digits(r, 3)}-{v.ssn(r)}", f"IMG_{v.digits(r, 9)}.jpg",
                                  f"log 2026{v.digits(r, 9)}", f"Tax id of the firm: 12-{v.digits(r, 7)}", f"EIN 83-{v.digits(r, 7)}", f"Room 417-22-{v.digits(r, 3)}"])

# ITIN
words, keys = ["ITIN", "individual taxpayer identification number", "taxpayer id", "tax id", "individual taxpayer number"], ["itin", "taxpayerId", "tax_id", "client_itin", "ITIN"]
f.identifier("itin", of(lambda: v.itin(r), lambda: v.itin(r), lambda: v.itin(r).replace("-", ""), lambda: v.itin(r).replace("-", " ")), words, keys, numbers=True)
f.elsewhere("itin", lambda: v.itin(r).replace("-", ""), count=30)
f.broken("itin", of(lambda: f"9{v.digits(r, 2)}-{r.choice(['11', '23', '45', '49', '89'])}-{v.digits(r, 4)}", lambda: v.itin(r)[:-1], lambda: v.itin(r) + "3"), words, keys, count=16,
         why="group out of range")

# Medical record number
mrn = of(lambda: v.digits(r, 8), lambda: v.digits(r, 7), lambda: "MR" + v.digits(r, 6), lambda: f"{v.digits(r, 3)}-{v.digits(r, 4)}", lambda: v.pick(r, v.UPPER, 1) + v.digits(r, 7), lambda: v.digits(r, 10))
words = ["MRN", "medical record number", "medical record", "chart number", "patient ID", "patient number", "accession number", "encounter number", "med rec no", "hospital number", "specimen number"]
keys = ["mrn", "patient_mrn", "medicalRecordNumber", "chart_number", "patientId", "patient_id", "accessionNumber", "encounter_id", "medical-record-no"]
f.identifier("mrn", mrn, words, keys, numbers=True, count=80)
f.elsewhere("mrn", of(lambda: v.digits(r, 8), lambda: v.digits(r, 7), lambda: "MR" + v.digits(r, 6)), count=32, more=["Vinyl record {v} is in", "Chart position {v} this week"])
f.texts("not mrn: the keyword without a number", ["Please bring your medical record", "MRN not found, try again", "Your chart number is on the first page", "patient ID required",
        "We do not have an MRN for you yet", "the accession number is missing", "enter MRN and press pound", "MRN: pending", "MRN: unknown", "MRN: N/A"])
f.texts("not mrn: another record", ["World record 9.58 in 2009", "DNS record 10245 updated", "Land record number 20817 of the county", "Chart of accounts 40110", "CRM record 5581 merged",
                                    "Vinyl record no 33455", "Row 88213 of the record set", "The record high was 10420 visitors"])

# Health plan number
plan = of(lambda: v.pick(r, v.UPPER, 3) + v.digits(r, 9), lambda: v.digits(r, 10), lambda: "W" + v.digits(r, 9), lambda: v.digits(r, 9) + "01", lambda: v.pick(r, v.UPPER, 2) + v.digits(r, 5) + v.pick(r, v.UPPER, 1),
          lambda: f"{v.pick(r, v.UPPER, 3)}-{v.digits(r, 6)}")
words = ["member ID", "subscriber ID", "member number", "insurance ID", "policy number", "health plan ID", "Medicaid ID", "Medicaid number", "beneficiary number", "insurance member id", "health insurance number", "subscriber number"]
keys = ["member_id", "memberId", "subscriberId", "subscriber_number", "insurance_id", "healthPlanId", "medicaid_id", "insuranceMemberId", "health_plan_member_id"]
f.identifier("health_plan_id", plan, words, keys, numbers=True, count=80)
f.identifier("health_plan_id", lambda: v.hicn(r), ["HICN", "health insurance claim number", "HIC number"], ["hicn", "hicNumber"], count=16)
f.elsewhere("health_plan_id", of(lambda: v.pick(r, v.UPPER, 3) + v.digits(r, 9), lambda: v.digits(r, 10), lambda: "W" + v.digits(r, 9)), count=32)
f.texts("not health_plan_id: another membership", ["Gym member 2019000421, lane 4 is free", f"Library card member {v.digits(r, 8)}", "AAA member since 1998", "Frequent flyer number 88120043 credited",
        "Your loyalty member number for coffee is {0}".format(v.digits(r, 8)), "Car insurance renewal reminder", "Refund policy 14 days", "privacy policy version 20260101", "Plan B1200 of the house",
        "Costco member price 1299", "Union member dues 4500"])
f.texts("not health_plan_id: the keyword without a number", ["What is your member ID?", "member ID: missing", "Please enter your subscriber ID", "policy number unknown", "your insurance ID could not be read"])

# Medicare number
words, keys = ["MBI", "Medicare number", "Medicare beneficiary identifier", "Medicare ID", "Medicare card number"], ["mbi", "medicareNumber", "medicare_id", "medicare_beneficiary_identifier", "patientMbi"]
f.identifier("mbi", of(lambda: v.mbi(r), lambda: v.dashed_mbi(v.mbi(r)), lambda: v.dashed_mbi(v.mbi(r)).replace("-", " "), lambda: v.mbi(r).lower()), words, keys, count=72)
for _ in range(8):
    f.text("mbi alone", r.choice(["{}", "it says {} on the card", "here: {}"]).format(f"⟦mbi:{v.dashed_mbi(v.mbi(r))}⟧"))
f.elsewhere("mbi", lambda: v.mbi(r), mark="?", count=14)
f.elsewhere("mbi", of(lambda: "0" + v.mbi(r)[1:], lambda: v.mbi(r)[:4] + r.choice("SLOIBZ") + v.mbi(r)[5:], lambda: v.mbi(r)[:-1], lambda: v.mbi(r) + "4"), count=20)
f.broken("mbi", of(lambda: "0" + v.mbi(r)[1:], lambda: v.mbi(r)[:4] + r.choice("SLOIBZ") + v.mbi(r)[5:], lambda: v.mbi(r)[:-1] + "K"), words, keys, count=20, mark="mbi|health_plan_id", why="breaks the grammar")

# Bank account and other accounts
account = of(lambda: v.digits(r, 10), lambda: v.digits(r, 12), lambda: v.digits(r, 8), lambda: f"{v.digits(r, 4)}-{v.digits(r, 6)}")
words = ["account number", "bank account number", "checking account", "acct #", "account no", "savings account number", "acct no"]
keys = ["account_number", "accountNumber", "bank_account", "bankAccountNumber", "acct_no", "checking_account_number"]
f.identifier("account_number", account, words, keys, numbers=True, count=72)
f.elsewhere("account_number", of(lambda: v.digits(r, 10), lambda: v.digits(r, 12), lambda: v.digits(r, 8)), count=32)
f.texts("not account_number: the keyword without a number", ["Your account is past due", "Log in to your account to pay", "account number missing", "On account of rain, the game is off", "Account balance $1,204.50",
        "Account created 2026-01-04", "Account settings v2 released", "We charged your account $45.00 on 03/04", "account ending in 4521", "Your account manager is on floor 12"])

# Card
words = ["card number", "credit card", "Visa", "Mastercard", "card", "credit card number", "debit card", "CC"]
keys = ["card_number", "cardNumber", "creditCard", "cc_number", "pan", "payment_card"]
f.identifier("credit_card", of(lambda: v.card(r), lambda: v.card_spaced(v.card(r)), lambda: v.card_spaced(v.card(r), "-")), words, keys, numbers=True, count=72)
for _ in range(8):
    f.text("card alone", r.choice(["{}", "pay with {} exp 04/29", "charge {} please"]).format(f"⟦credit_card:{v.card_spaced(v.card(r))}⟧"))
f.elsewhere("credit_card", lambda: v.spoil(r, v.card(r)), count=24)
f.elsewhere("credit_card", lambda: v.card(r), mark="?", count=8)
f.broken("credit_card", of(lambda: v.spoil(r, v.card(r)), lambda: v.card_spaced(v.spoil(r, v.card(r)))), words, keys, count=20)
f.texts("not credit_card: part of a card", ["card ending in 4242", "Visa ...1881 was charged", "card **** **** **** 4521", "Your library card expires 12/27", "gift card balance 2500"])

# Driver's licence and other licences
words = ["driver's license", "driver license number", "drivers license no", "DL number", "license number", "driving licence", "DL#", "driver's license #"]
keys = ["drivers_license", "driverLicenseNumber", "license_number", "dlNumber", "driver_license", "licenseNo"]
f.identifier("license", lambda: v.licence(r), words, keys, numbers=True, count=72)
f.identifier("license", lambda: r.choice(["RN", "MD", "PT", ""]) + v.digits(r, 6), ["medical license number", "nursing license", "license no", "RN license #"], ["medical_license", "nursing_license_number", "professionalLicense"], count=16)
f.elsewhere("license", of(lambda: v.pick(r, v.UPPER, 1) + v.digits(r, 7), lambda: v.digits(r, 8), lambda: v.pick(r, v.UPPER, 2) + v.digits(r, 6)), count=32)
f.texts("not license: software and others", ["MIT license 2026", "License key for Office 2024 sent", "Apache License 2.0", "software license seats 4500", "dog license due May 1", "fishing license 2026 season",
        "License agreement v20260301", "Creative license taken", "driver's license required", "driver's license expired", "Bring your DL and a check"])

# Passport
words, keys = ["passport number", "passport", "passport no", "US passport", "passport #"], ["passport", "passportNumber", "passport_no", "us_passport", "travel_passport_number"]
f.identifier("passport", lambda: v.passport(r), words, keys, numbers=True)
f.elsewhere("passport", lambda: v.passport(r), count=32)
f.texts("not passport: the word without a number", ["Passport expired", "Bring your passport and 2 photos", "National parks passport stamp 2026", "passport photo 2x2", "Passport renewal takes 6 weeks",
        "passport: pending", "Passport office 1200 Broadway", "Passport to savings: code SAVE2026"])

# Vehicle
words, keys = ["VIN", "vehicle identification number", "vin number", "vehicle id", "chassis number"], ["vin", "vehicleVin", "vehicle_identification_number", "car_vin", "VIN"]
f.identifier("vin", of(lambda: v.vin(r), lambda: v.vin(r), lambda: v.vin(r).lower()), words, keys)
for _ in range(6):
    f.text("vin alone", r.choice(["it's the Civic, {}", "{}", "ambulance ride in {}"]).format(f"⟦vin:{v.vin(r)}⟧"))


def bad_vin():
    s = v.vin(r)
    return s[:8] + r.choice([c for c in "0123456789X" if c != s[8]]) + s[9:]


f.elsewhere("vin", bad_vin, count=24)
f.elsewhere("vin", lambda: v.vin(r), mark="?", count=6)
f.broken("vin", of(bad_vin, lambda: v.vin(r)[:4] + r.choice("IOQ") + v.vin(r)[5:], lambda: v.vin(r)[:-1], lambda: v.vin(r) + "8"), words, keys, count=20)

# Plate
words, keys = ["license plate", "plate number", "plate", "tag number", "license plate number", "plate #"], ["license_plate", "plateNumber", "licensePlate", "plate", "vehicle_plate"]
f.identifier("license_plate", lambda: v.plate(r), words, keys)
f.elsewhere("license_plate", lambda: v.plate(r), count=32)
f.texts("not license_plate: other plates", ["Plate 4 of the atlas", "license plate frame $12", "Home plate at 7:05", "Hot plate model HP2200", "Dinner plate set 12 pc", "license plate missing",
        "name tag 14", "steel plate 5x10", "tag v2.14.0 pushed", "Price tag 4500"])

# Routing number
words, keys = ["routing number", "ABA", "ABA routing number", "bank routing number", "routing no", "RTN"], ["routing_number", "abaRouting", "routingNumber", "aba", "bank_routing"]
f.identifier("aba_routing", lambda: v.aba(r), words, keys, numbers=True)
f.elsewhere("aba_routing", lambda: v.aba(r), count=24)
f.broken("aba_routing", of(lambda: v.spoil(r, v.aba(r)), lambda: "000000000", lambda: v.aba(r)[:-1], lambda: "9" + v.aba(r)[1:]), words, keys, count=20)
f.texts("not aba_routing: other routings", ["Routing your call to extension 40021", "Route 201 is closed", "⟦treatment:ABA therapy⟧ at 4pm for ⟦condition:autism⟧"])

# NPI
words, keys = ["NPI", "national provider identifier", "NPI number", "provider NPI", "NPI #", "national provider id"], ["npi", "provider_npi", "prescriberNpi", "nationalProviderIdentifier", "NPI"]
f.identifier("npi", lambda: v.npi(r), words, keys, numbers=True)
f.elsewhere("npi", lambda: v.npi(r), count=24)
f.broken("npi", of(lambda: v.spoil(r, v.npi(r)), lambda: v.npi(r)[:-1], lambda: "3" + v.npi(r)[1:], lambda: v.npi(r) + "1"), words, keys, count=24)

# DEA
words, keys = ["DEA", "DEA number", "DEA registration", "DEA no", "DEA #"], ["dea", "dea_number", "prescriberDea", "deaNumber", "DEA_registration"]
f.identifier("dea", of(lambda: v.dea(r), lambda: v.dea(r), lambda: v.dea(r) + "-" + v.digits(r, 4)), words, keys)
f.elsewhere("dea", lambda: v.spoil(r, v.dea(r)), count=24)
f.elsewhere("dea", lambda: v.dea(r), mark="?", count=6)
f.broken("dea", of(lambda: v.spoil(r, v.dea(r)), lambda: "AB0000000", lambda: r.choice("NOQWYZ") + v.dea(r)[1:], lambda: v.dea(r) + "2"), words, keys, count=20)

f.save("identifiers/numbers.ndjson")
