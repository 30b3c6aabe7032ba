"""Writes identifiers/edges.ndjson: each case stands at an edge of one rule, so that a rule made worse is seen.

For every kind of number: the name and another name in one text (the nearer one, or the number's own, decides), letters that touch the
value, values out of range beside the name, and JSON numbers."""
import idvalues as v
from forms import Forms

f = Forms(4301)
r = f.r


def bad_hibcc():
    """The check character is another one."""
    value = v.udi_hibcc(r)
    return value[:-1] + r.choice([c for c in "ABCDEFGHJK" if c != value[-1]])


def spoiled(make):
    return lambda: v.spoil(r, make())


def uuid():
    return f.uuid()


def ndc():
    return v.ndc(r, (5, 4, 2))


def area():
    return "".join(v.phone(r))


# category, its name in a text, its key, a value
KINDS = [
    ("ssn", "social security number", "ssn", lambda: v.ssn(r).replace("-", "")), ("itin", "ITIN", "itin", lambda: v.itin(r).replace("-", "")),
    ("cpt_hcpcs", "CPT code", "cpt", lambda: r.choice(["99213", "90837", "97110", "83036"])), ("cpt_hcpcs", "HCPCS code", "hcpcs", lambda: r.choice(["J1885", "E0601", "A4253"])),
    ("icd10", "diagnosis code", "icd10", lambda: r.choice(["E119", "F329", "Z794", "K219"])), ("ndc", "national drug code", "ndc", lambda: v.digits(r, 11)),
    ("mrn", "medical record number", "mrn", lambda: v.digits(r, 8)), ("mrn", "encounter number", "encounterNumber", lambda: v.digits(r, 9)), ("mrn", "accession number", "accessionNumber", lambda: v.digits(r, 8)),
    ("mrn", "prescription number", "prescriptionNumber", lambda: v.digits(r, 7)), ("mrn", "prior auth number", "priorAuthNumber", lambda: v.digits(r, 8)), ("mrn", "claim number", "claimNumber", lambda: v.digits(r, 9)),
    ("health_plan_id", "member ID", "memberId", lambda: v.digits(r, 9)), ("license", "driver's license", "driverLicense", lambda: v.pick(r, v.UPPER, 1) + v.digits(r, 7)),
    ("license", "nursing license", "nursingLicense", lambda: v.digits(r, 6)), ("passport", "passport", "passport", lambda: "C" + v.digits(r, 8)), ("license_plate", "license plate", "licensePlate", lambda: v.digits(r, 1) + v.pick(r, v.UPPER, 3) + v.digits(r, 3)),
    ("account_number", "bank account", "bankAccount", lambda: v.digits(r, 9)), ("device_id", "serial number", "serialNumber", lambda: v.digits(r, 9)), ("phone", "cell", "cell", area),
]
OTHER = ["Order", "Tracking", "Invoice", "Order", "SKU", "Tracking"]

# The name of the value is near, but another name is nearer: it is that.
for cat, w, key, make in KINDS:
    for i in range(4):
        other = OTHER[(i + len(w)) % len(OTHER)]
        f.text(f"not {cat}: another name is nearer", r.choice(["We have your {w}. {o} {v} has shipped", "{w} received, {o} {v} is on its way", "Thanks for the {w}! {o} {v}"]).format(w=w, o=other, v=make()))
    # The other name is there, but the value's own is nearer.
    for i in range(3):
        f.text(f"{cat}: its own name is nearer", r.choice(["About your order: the {w} is {m}", "Tracking form says {w} {m}", "On the invoice the {w} {m} was missing"]).format(w=w, m=f"⟦{cat}:{make()}⟧"))
        f.fields(f"{cat}: its key and another one above", {r.choice(["order", "invoice", "shipment"]): {key: f"⟦{cat}:{make()}⟧"}})

# Shapes that speak alone: with another name they are that; with both names they are what their own name says.
ALONE = [("ssn", "SSN", lambda: v.ssn(r)), ("itin", "ITIN", lambda: v.itin(r)), ("phone", "phone", lambda: "-".join(v.phone(r))), ("mbi", "Medicare number", lambda: v.mbi(r)), ("dea", "DEA", lambda: v.dea(r)), ("vin", "VIN", lambda: v.vin(r)),
         ("credit_card", "credit card", lambda: v.card(r)), ("license", "driver license", lambda: f"{v.pick(r, v.UPPER, 1)}{v.digits(r, 3)}-{v.digits(r, 3)}-{v.digits(r, 2)}-{v.digits(r, 3)}-{v.digits(r, 1)}"), ("ip", "IP address", lambda: v.ipv4(r))]
for cat, w, make in ALONE:
    for i in range(4):
        other = "version" if cat == "ip" else OTHER[i]
        f.text(f"not {cat}: another name", f"{other} {make()} {'is out' if cat == 'ip' else 'has shipped'}")
        f.text(f"{cat}: both names", r.choice(["{o} form: my {w} is {m}", "For the {o} they want the {w}, it is {m}"]).format(o=other.lower(), w=w, m=f"⟦{cat}:{make()}⟧"))
        f.text(f"{cat} without a name", r.choice(["{m}", "it's {m} I think", "yes, {m}"]).format(m=f"⟦{cat}:{make()}⟧")) if cat not in ("mbi", "dea") else None

# Letters touch the value: the name of something else.
TOUCHED = [("ICD-9", lambda: r.choice(["250.00", "401.9"])), ("CPT code", lambda: r.choice(["99213", "90837"])), ("HCPCS code", lambda: r.choice(["J1885", "E0601"])), ("NDC", ndc), ("NDC", lambda: v.digits(r, 11)),
           ("LOINC", lambda: v.loinc(r)), ("SNOMED", lambda: v.snomed(r)), ("RxNorm", lambda: v.digits(r, 6)), ("NPI", lambda: v.npi(r)), ("DEA", lambda: v.dea(r)), ("IMEI", lambda: v.imei(r)), ("MAC address", lambda: v.mac(r)), ("Medicare", lambda: v.mbi(r).lower()),
           ("HICN", lambda: v.hicn(r).replace("-", "")), ("passport", lambda: "C" + v.digits(r, 8)), ("VIN", lambda: v.vin(r)), ("license plate", lambda: v.digits(r, 1) + v.pick(r, v.UPPER, 3) + v.digits(r, 3)), ("routing number", lambda: v.aba(r)),
           ("phone", lambda: "-".join(v.phone(r))), ("phone", area), ("fax", area), ("last four of your SSN", lambda: v.digits(r, 4)), ("driver license", lambda: f"{v.pick(r, v.UPPER, 1)}{v.digits(r, 3)}-{v.digits(r, 4)}-{v.digits(r, 4)}"), ("IP", lambda: v.ipv6(r))]
for w, make in TOUCHED:
    for i in range(4):
        f.text("not an identifier: letters touch it", r.choice(["bug QX{v}: the {w} field is empty", "see page QX{v} on the {w} field", "{w} field: fixed in QX{v}", "{w} field: fixed in {v}qx"]).format(v=make(), w=w))
    f.fields("not an identifier: letters touch it", {{"phone": "phone", "fax": "fax", "NPI": "npi", "CPT code": "cpt", "SNOMED": "snomed", "RxNorm": "rxcui", "NDC": "ndc", "IMEI": "imei"}.get(w, "note"): f"qx{make()}"})

# The grammar fails beside the name, and the text says so.
BROKEN = [("SSN", lambda: "000 " + v.ssn(r)[4:].replace("-", " ")), ("ITIN", lambda: f"9{v.digits(r, 2)}-12-{v.digits(r, 4)}"), ("diagnosis code", lambda: r.choice(["U99.1", "A10.3", "C99.9"])), ("NDC", lambda: f"{v.digits(r, 6)}-{v.digits(r, 3)}-{v.digits(r, 2)}"), ("LOINC", spoiled(lambda: v.loinc(r))),
          ("SNOMED", spoiled(lambda: v.snomed(r))), ("NPI", spoiled(lambda: v.npi(r))), ("IMEI", spoiled(lambda: v.imei(r))), ("UDI", bad_hibcc), ("GTIN", spoiled(lambda: v.gtin14(r))), ("routing number", spoiled(lambda: v.aba(r))), ("Medicare", lambda: f"{v.digits(r, 4)}-{v.digits(r, 3)}-{v.digits(r, 4)}"),
          ("HICN", lambda: "000-12-3456A"), ("card number", spoiled(lambda: v.card(r))), ("VIN", lambda: v.vin(r)[:8] + "Z" + v.vin(r)[9:]), ("DEA", spoiled(lambda: v.dea(r))), ("phone", lambda: f"{r.choice('01')}{v.digits(r, 2)}-{v.digits(r, 3)}-{v.digits(r, 3)}")]
for w, make in BROKEN:
    for i in range(4):
        f.text("not an identifier: it cannot be one", r.choice(["the manual shows {w} {v} as an example of a wrong one", "{w} {v} cannot exist, check the digits", "rejected: {w} {v} is malformed", "no such {w}: {v}"]).format(w=w, v=make()))

# Forms that only one rule knows.
for i in range(4):
    four = v.digits(r, 4)
    f.text("last four of an ssn", r.choice(["last 4 of my social: {m}", "ssn last four is {m}", "the last four digits of my social are {m}"]).format(m=f"⟦ssn:{four}⟧"))
    f.fields("last four of an ssn", {"ssnLast4": f"⟦ssn:{four}⟧"})
    f.fields("last four of an ssn as a number", {"ssn_last4": f"⟦#ssn:{v.digits(r, 4)}⟧"})
    f.text("not ssn: other last fours", f"last 4 digits of your card: {four}, or of room {v.digits(r, 4)}")
    f.fields("a patient's id", {"patientId": f"⟦mrn:{uuid()}⟧", "requestId": uuid()})
    f.fields("a patient's id", {"patient_uuid": f"⟦mrn:{f.hex(32)}⟧"})
    f.text("a prescription's number", r.choice(["Rx {m} is ready at the counter", "prescription number {m} expired", "refill number {m}"]).format(m=f"⟦mrn:{v.digits(r, 7)}⟧"))
    f.fields("a prescription's number", {r.choice(["rxNumber", "prescription_number", "prior_authorization"]): f"⟦#mrn:{v.digits(r, 8)}⟧"})
    f.text("a claim's number", f"claim number ⟦mrn:{v.digits(r, 9)}⟧ was denied by your ⟦insurance:health insurance⟧")
    f.fields("a claim's number", {"claimId": f"⟦#mrn:{v.digits(r, 9)}⟧"})
    f.fields("an encounter as a number", {"encounterId": f"⟦#mrn:{v.digits(r, 9)}⟧"})
    f.fields("a serial number as a number", {"serialNumber": f"⟦#device_id:{v.digits(r, 9)}⟧"})
    f.fields("a plate as a number", {"licensePlate": f"⟦#license_plate:{v.digits(r, 6)}⟧"})
    f.fields("a diagnosis as a number", {"icd9": f"⟦#icd9:{r.choice(['250.01', '401.9', '724.2'])}⟧"})
    f.fields("a voice print's id as a number", {"voiceprintId": f"⟦#biometric:{v.digits(r, 14)}⟧"})
    f.fields("a local number", {"phone": f"⟦phone:{v.digits(r, 3, '23456789')}-{v.digits(r, 4)}⟧"})
    f.fields("a foreign number as a number", {"mobileNumber": f"⟦#phone:4420{v.digits(r, 8)}⟧"})
    f.text("a local number", r.choice(["call me at {m}", "my cell is {m}", "phone {m} after six"]).format(m=f"⟦phone:736-{v.digits(r, 4)}⟧"))
    f.text("not phone: a score, a part", r.choice(["final 736-{d}", "part 736-{d} is in", "order 736-{d}", "call code 736-{d}"]).format(d=v.digits(r, 4)))
    f.fields("not phone: when it was verified", {"phone_verified_at": "17" + v.digits(r, 11), "phoneCreated": "20260304" + v.digits(r, 6, "012")})
    f.text("udi of blood", r.choice(["unit {m} given", "blood bag {m}"]).format(m=f"⟦udi:=/A{v.digits(r, 4)}XYZ{v.digits(r, 3)}T{v.digits(r, 4)}⟧"))
    f.fields("udi by its number", {"udiDi": f"⟦udi:{v.gtin14(r)}⟧"})
    f.fields("udi by its number", {"gtin14": f"⟦#udi:{next(g for g in iter(lambda: v.gtin14(r), None) if g[0] != '0')}⟧"})
    f.text("a sign before the number", f"member # ⟦health_plan_id:{v.pick(r, v.UPPER, 3)}{v.digits(r, 9)}⟧ is active")
    f.text("a sign before the number", f"Policy #⟦health_plan_id:{v.digits(r, 8)}⟧ of my ⟦insurance:health plan⟧")
    f.text("a sign before the number", f"Account #⟦account_number:{v.digits(r, 9)}⟧ is past due")
    f.text("a sign before the number", f"Claim #⟦mrn:{v.digits(r, 7)}⟧ was denied")
    f.text("a sign before the number", f"Chart # ⟦mrn:{v.pick(r, v.UPPER, 1)}-{v.digits(r, 6)}⟧")
    f.text("not an identifier: a sign before a count", r.choice(["member #{d} to join today", "group #{d} meets at noon", "account #{d} of ten", "patient #{d} in line"]).format(d=r.randint(1, 9)))
    f.text("not health_plan_id: a club", r.choice(["gym member #{d}", "library member # {d}", "rewards member #{d}", "club member #{d}"]).format(d=v.digits(r, 8)))
    f.text("not a sign with a number", r.choice(["account #05/17/2024 is the date", "claim #2026-05-17 dated"]))
    f.fields("a picture as base64", {r.choice(["selfie", "photo", "headshot"]): f"⟦photo:/9j/4AAQSkZJRgABAQEASABIAAD{v.pick(r, v.UPPER, 20)}⟧"})
    f.fields("not photo: other bytes", {r.choice(["token", "payload", "cursor"]): f"iVBORw0KGgo{v.pick(r, v.UPPER, 24)}"})
    f.fields("not photo: a product", {"product": {"photo": f"⟦?url:https://cdn.example.com/p/{v.digits(r, 4)}.jpg⟧"}})
    f.fields("not biometric: fingerprints of machines", {r.choice(["certificate_fingerprint", "browserFingerprint", "ssh_key_fingerprint", "tlsFingerprint"]): f.hex(40)})
    f.text("not mbi: no name", f"slug {v.mbi(r).lower()} published")
    f.text("not health_plan_id: no name", f"lot {v.hicn(r).replace(chr(45), str())} in stock")
    f.text("not ssn: figures", f"scores {v.ssn(r).replace('-', ' ')} today")
    f.text("an old Medicare number", f"⟦insurance:Medicare⟧ card ⟦health_plan_id:{v.hicn(r)}⟧")
    f.fields("not loyalty: a programme's member", {"loyalty": {"memberId": v.digits(r, 9)}, "rewards_member_number": v.digits(r, 8)})
    f.text("fax and phone", f"Tel ⟦phone:{'-'.join(v.phone(r))}⟧, fax ⟦fax:{'-'.join(v.phone(r))}⟧")
    f.text("not fax: no such number", f"fax: 0{v.digits(r, 2)}-111-{v.digits(r, 4)} or (0{v.digits(r, 2)}) 011-{v.digits(r, 3)} (fax)")

f.save("identifiers/edges.ndjson")
