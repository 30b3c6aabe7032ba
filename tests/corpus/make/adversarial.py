"""Writes adversarial/: values hidden by typography, wrapping, splitting, encoding and distance."""
from urllib.parse import quote, quote_plus

import idvalues as v
from forms import Forms

f = Forms(4201)
r = f.r
DASHES = "‐‑‒–—―−﹣－"
BLANKS = "\u00a0\u2009\u202f\u3000\u2002\u2007"
NOTHING = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
LOOKALIKE = str.maketrans("ABCEHKMOPTXaceiopsxy", "АВСЕНКМОРТХасеіорѕху")


def wide(text):
    return "".join(chr(ord(c) + 0xFEE0) if c in "0123456789" else c for c in text)


def hidden(text, at=None):
    at = at if at is not None else r.randint(1, len(text) - 1)
    return text[:at] + r.choice(NOTHING) + text[at:]


def lookalike(text):
    return text.translate(LOOKALIKE)


def date():
    return f"{r.randint(1, 12):02}/{r.randint(1, 28):02}/{r.randint(1936, 2015)}"


def phone():
    return "-".join(v.phone(r))


def e164():
    return "+1" + "".join(v.phone(r))


def email():
    return f"{f.first().lower()}.{f.last().lower()}@example.com"


def mrn():
    return v.digits(r, 8)


# What is hidden: category, words that name it, key, maker of a value with separators.
KINDS = [("ssn", "SSN", "ssn", lambda: v.ssn(r)), ("ssn", "social security number", "patientSsn", lambda: v.ssn(r)), ("mbi", "Medicare number", "mbi", lambda: v.dashed_mbi(v.mbi(r))),
         ("phone", "phone", "phone", phone), ("credit_card", "card number", "cardNumber", lambda: v.card_spaced(v.card(r), "-")), ("date_of_birth", "date of birth", "dob", date), ("ndc", "NDC", "ndc", lambda: v.ndc(r, (5, 4, 2))),
         ("itin", "ITIN", "itin", lambda: v.itin(r)), ("fax", "fax", "fax", phone), ("loinc", "LOINC", "loinc", lambda: v.loinc(r))]
BARE = [("mrn", "MRN", "mrn", mrn), ("npi", "NPI", "npi", lambda: v.npi(r)), ("health_plan_id", "member ID", "memberId", lambda: "XQB" + v.digits(r, 9)), ("vin", "VIN", "vin", lambda: v.vin(r)), ("icd10", "diagnosis code", "icd10", lambda: v.icd10(r, least=5)),
        ("dea", "DEA", "dea", lambda: v.dea(r)), ("account_number", "account number", "accountNumber", lambda: v.digits(r, 10)), ("passport", "passport", "passport", lambda: "C" + v.digits(r, 8)), ("email", "email", "email", email),
        ("snomed", "SNOMED", "snomed", lambda: v.snomed(r)), ("cpt_hcpcs", "CPT", "cptCode", lambda: r.choice(["99213", "90837", "97110"])), ("aba_routing", "routing number", "routing", lambda: v.aba(r))]


def text(about, word, m):
    f.text(about, r.choice(["{w}: {m}", "my {w} is {m} thanks", "{w} {m}", "confirm {w} {m} by Monday", "the {w} on file, {m}, is right"]).format(w=word, m=m))


def each(kinds, about, change, times=1, word=lambda w: w):
    for _ in range(times):
        for cat, w, key, make in kinds:
            text(about, word(w), f"⟦{cat}:{change(make())}⟧")


# Typography
each(KINDS, "odd dashes", lambda s: s.replace("-", r.choice(DASHES)), 3)
each([k for k in KINDS if k[0] in ("ssn", "phone", "credit_card", "itin", "fax")], "odd blanks", lambda s: s.replace("-", r.choice(BLANKS)), 3)
each(KINDS + BARE, "invisible characters", hidden, 2)
each(KINDS + BARE[:2] + BARE[5:7], "digits of full width", wide, 1)
each([KINDS[2], BARE[3], BARE[4], BARE[5], BARE[2]], "look-alike letters in the value", lookalike, 2)
each(KINDS[:5] + BARE[:7], "look-alike letters in the keyword", lambda s: s, 1, word=lookalike)
each(KINDS[:5] + BARE[:6], "invisible characters in the keyword", lambda s: s, 1, word=hidden)
each(KINDS[:6], "dashes and blanks around", lambda s: s.replace("-", " - ") if "/" not in s else s.replace("/", " / "), 1)
each(KINDS[:6], "a line wrapped within the value", lambda s: s[:max(s.rfind("-"), s.rfind("/")) + 1] + "\n" + s[max(s.rfind("-"), s.rfind("/")) + 1:], 2)
each(KINDS[:6] + BARE[:8], "in brackets, quotes or emphasis", lambda s: s, 1)
for cat, w, key, make in KINDS + BARE:
    a, b = r.choice([("**", "**"), ("`", "`"), ("“", "”"), ("«", "»"), ("[", "]"), ("<", ">"), ("_", "_"), ("(", ")"), ("#", ""), ("\u200e", "\u200e"), ("\u202a", "\u202c")])
    f.text("in brackets, quotes or emphasis", f"{w}: {a}⟦{cat}:{make()}⟧{b}.")
    f.text("keyword in odd case", f"{''.join(r.choice([c.upper(), c.lower()]) for c in w)} ⟦{cat}:{make()}⟧")
    f.text("blanks, tabs and lines between", f"{w}{r.choice([chr(9), '   ', chr(10), ' : ' + chr(10), chr(9) + '|' + chr(9), ' ....... ', ' => '])}⟦{cat}:{make()}⟧")

# Mixed separators, glued values, letters glued on
for _ in range(4):
    a, b = v.ssn(r), v.ssn(r)
    f.text("mixed separators", f"SSN ⟦ssn:{a[:3]} {a[4:]}⟧")
    f.text("mixed separators", f"social ⟦ssn:{a[:6]}.{a[7:]}⟧")
    x, y, z = v.phone(r)
    f.text("mixed separators", f"call ⟦phone:({x}) {y}.{z}⟧")
    f.text("mixed separators", f"cell ⟦phone:{x}/{y}-{z}⟧ ok")
    f.text("mixed separators", f"reach me: ⟦phone:+1.{x}.{y}.{z}⟧")
    f.text("two values glued", f"SSNs ⟦ssn:{a}⟧⟦ssn:{b}⟧")
    f.text("two values glued", f"⟦ssn:{a}⟧,⟦ssn:{b}⟧")
    f.text("two values glued", f"⟦phone:{e164()}⟧⟦phone:{e164()}⟧")
    f.text("two values glued", f"⟦ssn:{a}⟧/⟦date_of_birth:{date()}⟧ dob")
    f.text("a word glued on", f"SSN⟦ssn:{v.ssn(r)}⟧")
    f.text("a word glued on", f"ssn⟦ssn:{v.ssn(r).replace('-', '')}⟧")
    f.text("a word glued on", f"MRN⟦mrn:{mrn()}⟧ seen")
    f.text("a word glued on", f"DOB⟦date_of_birth:{date()}⟧")
    f.text("a word glued on", f"NPI⟦npi:{v.npi(r)}⟧")
    f.text("a word glued on", f"tel⟦phone:{''.join(v.phone(r))}⟧")
    f.text("a word glued on", f"fax⟦fax:{phone()}⟧")
    f.text("a word glued on", f"DX⟦icd10:{v.icd10(r, least=5)}⟧")

# The name of the value stands far away
for cat, w, key, make in KINDS + BARE:
    m = f"⟦{cat}:{make()}⟧"
    f.text("keyword behind the value", f"{m} - this is the {w} I was given")
    f.fields("keyword three levels up", {key: {"current": {"entry": {"v": m}}}})
    f.fields("keyword three levels up", {"form": {key: [{"history": [{"v": m}]}]}})
    f.fields("label and value in objects of their own", {"answers": [{"question": {"id": "q7", "text": w}, "answer": {"text": m}}]})
    f.fields("label and value with others between", {"fields": [{"label": w, "type": "text", "required": True, "help": "", "order": r.randint(1, 9), "value": m}]})
    f.fields("label and value in rows", {"rows": [["Language", "English"], [w, m]]})
for cat, w, key, make in (KINDS + BARE)[::3]:
    f.fields("label and value joined by an id", {"questions": [{"id": "q1", "label": w}], "responses": {"q1": f"⟦{cat}:{make()}⟧"}})

# Encoded
for cat, w, key, make in KINDS + BARE:
    m = f"⟦{cat}:{make()}⟧"
    f.add("JSON in JSON in JSON", f.twilio("taskrouter.task.created", {"taskSid": f.sid("WT"), "payload": {"$json": {"task_attributes": {"$json": {"form": {key: m}}}}}}))
    f.add("JSON in base64", f.twilio("voice.webhook.received", {"callSid": f.sid("CA"), "response": {"responseBody": {"$base64": {"reply": {key: m}}}}}))
    f.add("text in base64", f.twilio("voice.webhook.received", {"callSid": f.sid("CA"), "response": {"responseBody": {"$base64": f"<Response><Say>Your {w} is {m}</Say></Response>"}}}))
    f.add("JSON in base64 in JSON", f.segment("track", event="Webhook Relayed", properties={"body": {"$json": {"raw": {"$base64": {key: m}}}}}))
    value = make()
    f.fields("a query string", {"url": f"https://example.com/form?step=2&{key}=⟦{cat}:{quote(value, safe='')}⟧&lang=en"})
    f.fields("a form body", {"body": f"step=2&{key}=⟦{cat}:{quote_plus(value)}⟧&lang=en"})
    f.text("XML", f"<form><lang>en</lang><{key}>⟦{cat}:{make()}⟧</{key}></form>", sms=0)
    f.text("XML attribute", f'<patient {key}="⟦{cat}:{make()}⟧" lang="en"/>', sms=0)
    f.text("TwiML", f'<?xml version="1.0"?><Response><Say voice="alice">The {w} is ⟦{cat}:{make()}⟧</Say></Response>', sms=0)
    f.text("a line of a log", f"level=info ts=2026-03-04T10:11:12Z {key}=⟦{cat}:{make()}⟧ status=200", sms=0)
    f.text("a line of a log", f'INFO [web-2] saved {{"{key}": "⟦{cat}:{make()}⟧"}} in 14 ms', sms=0)
    f.text("HTML", f"<p>Your <b>{w}</b>:&nbsp;<i>⟦{cat}:{make()}⟧</i></p>", sms=0.3)
    value = make()
    f.text("HTML entities", f"{w}: ⟦{cat}:{value.replace('-', '&#45;').replace('/', '&#47;').replace('@', '&#64;')}⟧", sms=0.3)
    f.fields("the key says it in an odd way", {r.choice([key.upper(), f"x-{key}", f"{key}_c", f"{key}__c", f"src.{key}", f"{key}Value", f"Custom Field: {w}"]): f"⟦{cat}:{make()}⟧"})
for _ in range(4):
    a, b = f.first(), f.last()
    f.text("CSV with a head", f"name,ssn,dob\n⟦name:{a} {b}⟧,⟦ssn:{v.ssn(r)}⟧,⟦date_of_birth:{date()}⟧", sms=0)
    f.text("CSV with a head", f"mrn;phone;icd10\n⟦mrn:{mrn()}⟧;⟦phone:{phone()}⟧;⟦icd10:{v.icd10(r, least=5)}⟧", sms=0)
    f.text("a line of CSV", f"⟦ssn:{v.ssn(r)}⟧,⟦email:{email()}⟧,⟦phone:{phone()}⟧,active", sms=0)
    f.text("tags within the value", f"SSN <b>⟦ssn:{'</b>-<b>'.join(v.ssn(r).split('-'))}⟧</b>", sms=0)
    f.fields("a callback's form", {"body": f"From=⟦phone:%2B1{''.join(v.phone(r))}⟧&Body=my+ssn+is+⟦ssn:{v.ssn(r)}⟧&NumMedia=0"})

# Numbers as machines write them
for _ in range(4):
    f.fields("a number with a point", {"ssn": f"⟦#ssn:{v.digits(r, 1, '12345')}{v.ssn(r).replace('-', '')[1:]}.0⟧"})
    f.fields("a number with a point", {"npi": f"⟦#npi:{v.npi(r)}.0⟧", "step": 1.0})
    f.fields("a number with a point in a text", {"ssn": f"⟦ssn:{v.digits(r, 1, '12345')}{v.ssn(r).replace('-', '')[1:]}.0⟧"})
    f.fields("a number with a point", {"mrn": f"⟦#mrn:{mrn()}.0⟧"})
    s = v.digits(r, 1, "12345") + v.ssn(r).replace("-", "")[1:]
    f.fields("scientific notation", {"ssn": f"⟦ssn:{s[0]}.{s[1:]}E+08⟧"})
    f.fields("an apostrophe before the number", {"mrn": f"'⟦mrn:{mrn()}⟧"})
    f.fields("groups of three", {"accountNumber": f"⟦account_number:{int(v.digits(r, 9)):,}⟧"})

# Split over fields
for _ in range(6):
    x, y, z = v.phone(r)
    f.fields("area code and number apart", {"area_code": f"⟦?phone:{x}⟧", "phone_number": f"⟦phone:{y}-{z}⟧"})
    f.fields("first and last name apart", {"first": f"⟦name:{f.first()}⟧", "last": f"⟦name:{f.last()}⟧"})
    f.fields("first and last name apart", {"patient": {"given": [f"⟦name:{f.first()}⟧"], "family": f"⟦name:{f.last()}⟧"}})
    f.fields("birthday apart", {"dob_year": f"⟦?date_of_birth:{r.randint(1940, 2010)}⟧", "dob_month": f"⟦?date_of_birth:{r.randint(1, 12):02}⟧", "dob_day": f"⟦?date_of_birth:{r.randint(1, 28):02}⟧"})
    a, b, c = v.ssn(r).split("-")
    f.fields("ssn apart", {"ssn_area": f"⟦?ssn:{a}⟧", "ssn_group": f"⟦?ssn:{b}⟧", "ssn_serial": f"⟦?ssn:{c}⟧"})
    f.fields("town, state and ZIP apart", {"addr1": f"⟦address:{v.digits(r, 3)} Oak Ave⟧", "city": "⟦?address:Dayton⟧", "state": "⟦?address:OH⟧", "zip": "⟦zip:45402⟧"})
    f.text("names upside down", f"Patient: ⟦name:{f.last()}, {f.first()}⟧ arrived")
    f.text("names in capitals", f"PATIENT NAME: ⟦name:{f.last().upper()}, {f.first().upper()} {r.choice('ABCDE')}⟧ DOB: ⟦date_of_birth:{date()}⟧")
    f.text("a name with accents taken apart", f"Hola ⟦name:{r.choice(['José', 'María', 'Andrés', 'Inés'])} {r.choice(f.spanish_last_names).capitalize()}⟧, su ⟦appointment_health:cita⟧ con la doctora es el lunes")

# Keys are values
for _ in range(5):
    f.fields("values as keys", {"ssns": {f"⟦ssn:{v.ssn(r)}⟧": True}})
    f.fields("values as keys", {"by_phone": {f"⟦phone:{e164()}⟧": {"opt_in": True}}})
    f.fields("values as keys", {f"⟦email:{email()}⟧": "subscribed"})
    f.fields("values as keys", {"mbi": {f"⟦mbi:{v.mbi(r)}⟧": 1}})

# Long texts
FILL = ["The meeting moved to the large room on the second floor.", "Thanks for waiting while we look this up.", "The router in the lobby was replaced last night.", "Our hours are nine to five on weekdays.", "Please keep this message.", "Order status can be seen online at any time.",
        "Parking is free behind the building.", "The agent typed for a while."]
for cat, w, key, make in KINDS + BARE:
    fill = " ".join(r.choice(FILL) for _ in range(r.choice([40, 80, 160])))
    tail = " ".join(r.choice(FILL) for _ in range(60))
    f.text("one value in a long text", f"{fill} My {w} is ⟦{cat}:{make()}⟧. {tail}", sms=0.2)

# Nobody reads these
for _ in range(6):
    s = v.ssn(r)
    f.text("emoji between the digits", f"⟦?ssn:{'🙂'.join(s.split('-'))}⟧ call me")
    f.text("words for digits", "it's ⟦?ssn:two one nine eight four six seven one zero⟧, that is all")
    f.text("twice encoded", f"https://example.com/?q=⟦?ssn:{s.replace('-', '%252D')}⟧")

# What only looks hidden
for _ in range(8):
    f.fields("not an identifier: tokens", {"sha": f.hex(40), "etag": f'"{f.hex(16)}"', "trace": f"00-{f.hex(32)}-{f.hex(16)}-01"})
    f.fields("not an identifier: tokens", {"jwt": f"eyJhbGciOiJIUzI1NiJ9.{v.pick(r, v.UPPER + 'abcdefgh0123456789', 40)}.{v.pick(r, v.UPPER + 'abc0123456789', 43)}", "nonce": v.digits(r, 24)})
    f.fields("not an identifier: coordinates of a chart", {"points": [round(r.random() * 1000, 6) for _ in range(6)], "sum": r.randint(10**8, 10**9)})
    f.fields("not an identifier: counters", {"bytes": r.randint(10**8, 10**10), "uptime_ms": r.randint(10**8, 10**9), "offset": r.randint(10**8, 10**9)})
    f.text("not an identifier: odd dashes", f"Pages {v.digits(r, 3)}–{v.digits(r, 3)}, seats {v.digits(r, 2)}–{v.digits(r, 2)}")
    f.text("not an identifier: a long number", f"pi is 3.14159265358979323846 and the job took {v.digits(r, 16)} ns")
    f.text("not an identifier: a parcel", f"UPS 1Z{v.pick(r, v.UPPER, 3)}{v.digits(r, 13)} out for delivery")
    f.text("not an identifier: a parcel", f"USPS 9400 1{v.digits(r, 3)} {v.digits(r, 4)} {v.digits(r, 4)} {v.digits(r, 4)} 00")
    f.text("not an identifier: hidden order", f"order {hidden(v.digits(r, 9))} and build {wide(v.digits(r, 9))}")
    f.text("not an identifier: a log", f"level=info order={v.digits(r, 9)} took={v.digits(r, 3)}ms port={v.digits(r, 5)}", sms=0)
    f.text("not an identifier: CSV", f"sku,qty,total\n{v.digits(r, 9)},4,{v.digits(r, 3)}.00", sms=0)

f.save("adversarial/hidden.ndjson")
