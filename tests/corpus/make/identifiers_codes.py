"""Writes identifiers/: diagnosis, procedure, drug and laboratory codes, and what looks like them."""
import idvalues as v
from forms import Forms

f = Forms(4104)
r = f.r


def of(*makers):
    return lambda: r.choice(makers)()


# ICD-10-CM
words = ["ICD-10", "diagnosis code", "dx", "dx code", "ICD10", "ICD-10-CM code", "diagnosis", "primary diagnosis code"]
keys = ["icd10", "icd_10_code", "diagnosisCode", "dx_code", "diagnosis", "icd10Code", "primaryDx", "dx"]
f.identifier("icd10", of(lambda: v.icd10(r), lambda: v.icd10(r), lambda: v.icd10(r, dotted=False)), words, keys, count=80)
f.identifier("icd10", lambda: r.choice(["I10", "B20", "C61", "Z23", "Z21"]), words[:5], keys, count=12)
for _ in range(12):
    a, b = v.icd10(r, least=5), v.icd10(r, least=5)
    f.text("icd10 alone or in a list", r.choice(["billed {a}", "billed {a}, {b}", "added {a} and {b} to the list", "{a} per chart"]).format(a=f"⟦icd10:{a}⟧", b=f"⟦icd10:{b}⟧"))
    f.fields("icd10 in a list under its key", {r.choice(["diagnoses", "diagnosis_codes", "icd10Codes"]): [f"⟦icd10:{a}⟧", f"⟦icd10:{b}⟧"]})
f.texts("not icd10: other codes of a letter and digits", ["Seat A10 at gate C61", "Vitamin B12 gummies 2 for 1", "Bus M15 is late", "Aisle F32, shelf 9", "iPhone A16 chip", "Room E11", "Highway I10 closed", "Parking J45 level 2", "Form I90 received", "Grade K12 supplies",
        "Boeing B737 delayed", "Model S90.5 hatchback", "font size T12.5", "Paper size A4.1", "zone Z23 delivery", "Locker G35", "Block D50", "version R7.3 released", "v E78.5 tagged", "Build F32.9 passed", "Q4.2 forecast", "H1.2025 results are in",
        "Chapter L40.1", "Nikon D3500", "Canon R50", "Audi Q5.1", "Size M54.5", "Table P07", "Exit N18", "Pump U07 of the gas station", "BMW M3.0", "USB C7.9 cable", "Serie A1.2 English class", "Hall H25.13", "part K21.9-44", "SKU I25.10-BLK",
        "flight F41 9 am", "bin J18.9", "coupon Z00.00", "Mix Z79 on vinyl"], sms=0.6)
f.elsewhere("icd10", lambda: v.icd10(r, dotted=False), count=16)
f.broken("icd10", of(lambda: "I" + v.digits(r, 1) + "." + v.digits(r, 6), lambda: "U99.9", lambda: r.choice("abc") + "1.2", lambda: "E1"), words, keys, count=12, why="breaks the grammar")

# ICD-9
words, keys = ["ICD-9", "ICD9 code", "ICD-9-CM", "icd-9 diagnosis"], ["icd9", "icd9_code", "icd9Code", "icd_9"]
f.identifier("icd9", lambda: r.choice(v.ICD9), words, keys)
f.texts("not icd9: amounts and others", ["Total 250.00", "Fare $401.90", "Route 272.4", "Balance 311", "Mile 427.3", "Power 496", "Call 311 for the city", "Rate 4.25 for 724.2k", "Version 715.90", "E885.9 in the catalog", "V70.0 tagged", "Size V22.1",
        "I paid 530.81 for tires", "Weight 174.9", "042 is the area", "Invoice 414.01 due", "Speed 300.00", "295.30 USD", "Lot V58.61", "585.6 MB used"] * 2)
f.elsewhere("icd9", lambda: r.choice(v.ICD9), count=12)

# CPT and HCPCS
cpt = lambda: r.choice(v.CPT)  # noqa: E731
words, keys = ["CPT", "CPT code", "procedure code", "HCPCS", "HCPCS code", "billing code"], ["cpt", "cpt_code", "procedureCode", "cptCode", "hcpcs", "hcpcs_code", "serviceCode"]
f.identifier("cpt_hcpcs", of(cpt, lambda: r.choice(v.HCPCS)), words, keys[:6], numbers=True, count=80)
f.identifier("cpt_hcpcs", lambda: f"{r.choice(['99213', '99214', '97110', 'L1832'])}-{r.choice(['25', '59', 'RT', 'LT'])}".split("-")[0], words[:4], keys[:6], count=8)
f.elsewhere("cpt_hcpcs", of(lambda: v.digits(r, 5), lambda: r.choice(v.HCPCS)), count=36, more=["Odometer {v}", "{v} miles", "{v} people came"])
f.broken("cpt_hcpcs", of(lambda: v.digits(r, 6), lambda: v.digits(r, 3), lambda: "W" + v.digits(r, 4), lambda: v.digits(r, 4) + "Z"), words, keys[:6], count=16, why="breaks the grammar")

# NDC
words, keys = ["NDC", "NDC code", "national drug code", "NDC #", "ndc number"], ["ndc", "ndc_code", "drugNdc", "nationalDrugCode", "NDC"]
f.identifier("ndc", of(lambda: v.ndc(r), lambda: v.ndc(r), lambda: v.ndc(r, (5, 4, 2)).replace("-", "")), words, keys, numbers=True, count=72)
for _ in range(8):
    f.text("ndc with its drug", r.choice(["⟦drug:amoxicillin⟧ {n}", "dispensed ⟦drug:lisinopril⟧, {n}", "{n} ⟦drug:metformin⟧ 500 mg"]).format(n=f"⟦ndc:{v.ndc(r)}⟧"))
f.elsewhere("ndc", of(lambda: v.ndc(r).replace("-", ""), lambda: v.digits(r, 11)), count=20)
f.elsewhere("ndc", lambda: v.ndc(r), mark="?", count=8)
f.broken("ndc", of(lambda: f"{v.digits(r, 3)}-{v.digits(r, 3)}-{v.digits(r, 2)}", lambda: f"{v.digits(r, 6)}-{v.digits(r, 5)}-{v.digits(r, 3)}", lambda: v.digits(r, 13), lambda: v.digits(r, 6)), words, keys, count=16, why="wrong lengths")
f.texts("not ndc: dashed numbers", [f"Ticket {v.digits(r, 4)}-{v.digits(r, 3)}-{v.digits(r, 2)}", "Score 21-19-15", f"Account group {v.digits(r, 2)}-{v.digits(r, 4)}-{v.digits(r, 1)}", "2026-0304-12 was the file", f"ISBN 0-{v.digits(r, 4)}-{v.digits(r, 4)}-1",
        f"PO {v.digits(r, 3)}-{v.digits(r, 4)}-{v.digits(r, 3)}", f"Lot {v.digits(r, 6)}-{v.digits(r, 2)}", "New Delhi Channel NDTV 24x7"])

# LOINC, SNOMED CT, RxNorm
words, keys = ["LOINC", "LOINC code", "loinc"], ["loinc", "loincCode", "loinc_code", "test_loinc"]
f.identifier("loinc", of(lambda: v.loinc(r), lambda: r.choice(["2345-7", "4548-4", "718-7", "2339-0", "2093-3"])), words, keys)
f.fields("loinc with its system", {"coding": [{"system": "⟦?url:http://loinc.org⟧", "code": "⟦loinc:4548-4⟧"}]})
f.fields("loinc with its system", {"coding": [{"system": "⟦?url:http://loinc.org⟧", "code": "⟦loinc:2345-7⟧"}]})
f.elsewhere("loinc", lambda: v.loinc(r), count=24)
f.broken("loinc", of(lambda: v.spoil(r, v.loinc(r)), lambda: v.digits(r, 5), lambda: v.digits(r, 8) + "-1"), words, keys, count=16)
f.texts("not loinc: scores and ranges", ["Won 718-7 on aggregate", "4548-4 Elm building", "Pages 2345-7", "Dial 9-1-1", "Scores 21-3", "Years 2003-4", "NBA 104-9 run", "FY 2025-6 budget"])
words, keys = ["SNOMED", "SNOMED CT", "SNOMED code", "SCTID"], ["snomed", "snomedCode", "snomed_ct", "sctid", "snomed_code"]
f.identifier("snomed", of(lambda: v.snomed(r), lambda: r.choice(["73211009", "22298006", "38341003", "195967001", "44054006"])), words, keys, numbers=True)
f.fields("snomed with its system", {"coding": [{"system": "⟦?url:http://snomed.info/sct⟧", "code": "⟦snomed:73211009⟧"}]})
f.fields("snomed with its system", {"coding": [{"system": "⟦?url:http://snomed.info/sct⟧", "code": "⟦snomed:22298006⟧"}]})
f.elsewhere("snomed", lambda: v.snomed(r), count=24)
f.broken("snomed", of(lambda: v.spoil(r, v.snomed(r)), lambda: v.digits(r, 4), lambda: v.digits(r, 20)), words, keys, count=20)
words, keys = ["RxNorm", "RxCUI", "rxnorm code", "RXCUI"], ["rxnorm", "rxcui", "rxNormCode", "rxnorm_code", "drug_rxcui"]
f.identifier("rxnorm", of(lambda: v.digits(r, 6), lambda: v.digits(r, 7), lambda: r.choice(["860975", "197361", "617314", "1049502", "6809"])), words, keys, numbers=True)
f.fields("rxnorm with its system", {"coding": [{"system": "⟦?url:http://www.nlm.nih.gov/research/umls/rxnorm⟧", "code": "⟦rxnorm:860975⟧"}]})
f.elsewhere("rxnorm", of(lambda: v.digits(r, 6), lambda: v.digits(r, 7)), count=32)
f.texts("not rxnorm: the word without a code", ["RxNorm lookup failed", "RxNorm updated monthly", "rxcui missing", "RxNorm version 2026AA", "map to RxNorm first", "RXCUI not found", "RxNorm browser is down", "no rxnorm for this"])

f.save("identifiers/codes.ndjson")
