"""Writes identifiers/: values whose label stands further away or whose place tells what they are, and the same frames around other things."""
import idvalues as v
from forms import Forms

f = Forms(4107)
r = f.r


def member():
    return v.pick(r, "BDHJKMWX", 3) + v.digits(r, 9)


def day():
    return f"{r.randint(1, 12):02}/{r.randint(1, 28):02}/{r.randint(1935, 2004)}"


def visit():
    return f"{r.randint(1, 12)}/{r.randint(1, 28)}"


NAMED = [
    ("mrn", "Medical record number", lambda: v.digits(r, 8)),
    ("health_plan_id", "Member ID", member),
    ("date_of_birth", "Date of birth", day),
    ("account_number", "Account number", lambda: v.digits(r, 10)),
    ("ssn", "Social Security number", lambda: v.ssn(r)),
    ("passport", "Passport number", lambda: v.passport(r)),
    ("npi", "NPI", lambda: v.npi(r)),
]
OTHERS = [("Order number", lambda: v.digits(r, 8)), ("Tracking number", member), ("Ticket", lambda: v.digits(r, 10)), ("Coupon code", member), ("Size", lambda: v.digits(r, 2))]


def forms(word, m):
    """The ways in which a form sends a label and its value apart."""
    return [
        {"answers": [{"question": {"id": "q7", "text": word}, "answer": {"text": m}}]},
        {"rows": [["Language", "English"], [word, m]]},
        {"identifier": [{"type": {"text": word}, "value": m}]},
        {"questions": [{"id": "q0", "label": "Language"}, {"id": "q1", "label": word}], "responses": {"q0": "English", "q1": m}},
        {"form_response": {"definition": {"fields": [{"ref": "f1", "title": word}]}, "answers": [{"type": "text", "text": m, "field": {"ref": "f1"}}]}},
    ]


for category, word, make in NAMED:
    for way in range(5):
        f.fields("label and value apart", forms(word, f"⟦{category}:{make()}⟧")[way])
for word, make in OTHERS:
    for way in range(5):
        f.fields("another label and value apart", forms(word, make())[way])


def talk(about, *turns):
    sentences = [{"media_channel": 1 + i % 2, "sentence_index": i, "transcript": turn} for i, turn in enumerate(turns)]
    f.add(about, f.twilio("voice-intelligence.transcript.available", {"transcript_sid": f.sid("GT"), "sentences": sentences}))


for category, word, make in NAMED:
    talk("question and answer", "Thanks for calling.", "Hi.", f"What is your {word.lower()}?", f"⟦{category}:{make()}⟧.")
    talk("question and answer", f"Can I have the {word.lower()}", f"yes it's ⟦{category}:{make()}⟧")
for word, make in OTHERS:
    talk("question and answer about an order", "Thanks for calling.", "Hi.", f"What is your {word.lower()}?", f"{make()}.")
talk("the question was answered before", "What is your member ID?", "I do not have it here.", "Then the order number?", "84577292.")
talk("the question was answered before", "Is your date of birth on the card?", "No.", "When did you buy it?", "03/04/2026")

# Segments: the place tells
for _ in range(12):
    mrn, born = v.digits(r, 7), f"{r.randint(1930, 2010)}{r.randint(1, 12):02}{r.randint(1, 28):02}"
    f.text("segment of HL7", f"PID|1||⟦mrn:{mrn}⟧||⟦name:{f.last().upper()}^{f.first().upper()}⟧||⟦date_of_birth:{born}⟧|F\nDG1|1||⟦icd10:{v.icd10(r)}⟧")
for _ in range(6):
    f.text("segment of X12", f"NM1*IL*1*⟦name:{f.last().upper()}*{f.first().upper()}⟧****MI*⟦health_plan_id:{member()}⟧~")
    f.text("segment of X12", f"CLM*⟦account_number:{v.digits(r, 8)}⟧*150***11:B:1*Y*A*Y*Y~")
f.texts("not HL7", [f"worker PID {v.digits(r, 7)} exited", f"pid|{v.digits(r, 5)}|running", f"DG1 gate {v.digits(r, 3)}", f"IN1 stock, {v.digits(r, 9)} pieces", f"CLM {v.digits(r, 4)} closed"])

# Frames that find more than before, and what else stands in them
f.texts("policy and plan", [f"⟦?insurance:Premium due⟧ for ⟦name:{f.first()}⟧, policy ⟦health_plan_id:{member()}⟧" for _ in range(4)])
f.texts("not a plan: another policy", [f"Your auto policy {member()} renews", f"pet policy {member()} is active", "privacy policy v20260", f"Tracking {member()} left Denver", f"part {member()} is in stock"])
f.texts("fax in a sentence", [f"Fax the form to ⟦fax:{v.phone_text(r)}⟧, attention billing" for _ in range(6)])
f.texts("not fax: a call", [f"Our fax is broken, call me at ⟦phone:{v.phone_text(r)}⟧" for _ in range(6)])
f.texts("plate of a car", [t.format(p=f"⟦license_plate:{v.digits(r, 1)}{v.pick(r, 'ABCFGHJKLMN', 3)}{v.digits(r, 3)}⟧") for t in ["Registration of {p} expires in May", "grey Civic {p} is parked here", "They towed my car {p}"] * 3])
f.texts("not a plate", [t.format(p=f"{v.digits(r, 1)}{v.pick(r, 'ABCFGHJKLMN', 3)}{v.digits(r, 3)}") for t in ["Coupon {p} ends Sunday", "Order {p} has shipped", "Seat {p} is free", "Code {p} opens the locker"] * 2] + ["Flight XUY 1339, parking at terminal B", "car show in DEC 2026"])
f.texts("statement", [f"statement ⟦account_number:{v.digits(r, 10)}⟧ is due" for _ in range(4)])
f.texts("not a statement", ["statement 20260517 is ready", "claim 500 points now", f"Claim your prize with code {v.digits(r, 6)}", "loan 30 books at a time"])
f.texts("child and birthday", [f"our son ⟦name:{f.first()}⟧ (⟦date_of_birth:{r.randint(1, 12)}/{r.randint(1, 28)}/{r.randint(2012, 2024)}⟧) is here" for _ in range(6)])
f.texts("not a birthday: a day of a child", ["recital of our daughter ⟦?name:Amy⟧ (10/12/2026)", "our son plays on 10/12/2026", "Party for our son, Saturday 10/12"])
f.texts("age", [t.format(a=f"⟦age_over_89:{a}⟧") for t, a in [("Mom is {a}", "93 years old"), ("He turned {a}", "102 years of age"), ("Pt is a {a}", "94yo"), ("mi abuelo tiene {a}", "92 años")]])
f.texts("not an age", ["our firm is 92 years old", "message age 95 seconds", "a house 104 years old", "score 95 of 100", "the bridge turned 101"])
f.texts("diagnosis glued to its label", [f"DX{'⟦icd10:' + v.icd10(r) + '⟧'}" for _ in range(6)] + [f"pt seen, dx:⟦icd10:{v.icd10(r)}⟧" for _ in range(4)])
f.texts("not a diagnosis", ["lens DXB12345", "shelf A12.5 and B13.6", "parts C10.25, D11.30 arrived", "DX 35 mm", "row A10.1, seat B12.2"])
f.fields("date in an object about care", {"procedure": "⟦procedure:colonoscopy⟧", "date": f"⟦date_of_service:{visit()}/2026⟧"})
f.fields("date in an object about care", {"vaccine": "⟦drug|procedure:MMR⟧", "given": f"⟦date_of_service:{visit()}⟧"})
f.fields("date in another object", {"date": f"{visit()}/2026", "reason": "wrong size"})
f.fields("date in another object", {"code": "I10", "date": "2026-03-04", "product": "lamp"})
f.fields("date in another object", {"start": "2026-05-16T09:00:00Z", "title": "Team lunch"})
f.texts("not care: other appointments", [t.format(d=visit()) for t in ["Your hair appointment with Kim is {d}/2026", "Visa appointment at the consulate on {d}/2026", "Su cita con el banco es el {d}/2026", "Screening of resumes ends {d}/2026", "Nail appointment {d} at 5pm", "Container discharged {d}/2026"]])

# Numbers that are spoken
SAID = dict(zip("0123456789", "oh one two three four five six seven eight nine".split()))


def spoken(digits):
    return " ".join(SAID[digit] for digit in digits)


for _ in range(8):
    f.text("spoken telephone number", r.choice(["my number is {}", "call me back at {}", "yeah it's {}"]).format(f"⟦phone:{spoken(''.join(v.phone(r)))}⟧"))
for _ in range(4):
    f.text("spoken ssn", f"my social is ⟦ssn:{spoken(v.ssn(r).replace('-', ''))}⟧")
f.texts("spoken, and no telephone number", ["ten nine eight seven six five four three two one liftoff", "one or two, three at most", "my score was one oh one, hers nine nine", "he said one two three four five and then hung up",
                                            "row three seat four, gate five", "count with me: one, two, three, four, five, six, seven, eight, nine, ten"])

# A letter and seven digits
f.texts("licence", [t.format(m=f"⟦license:{v.pick(r, 'ACDEFGHJ', 1)}{v.digits(r, 7)}⟧") for t in ["he will show his licence {m}", "License {m}", "the license ({m}) was found"] * 2])
f.texts("not a licence of a person", [t.format(m=f"{v.pick(r, 'ACDEFGHJ', 1)}{v.digits(r, 7)}") for t in ["software license {m} was activated", "locker {m}", "Order {m} has shipped", "tracking {m}, and a license plate frame"]])

# A table in a text
for between in "|;\t":
    head, rows = ["Language", "DOB", "MRN", "Note"], [["English", f"⟦date_of_birth:{day()}⟧", f"⟦mrn:{v.digits(r, 8)}⟧", "new"] for _ in range(3)]
    f.text("table in a text", "\n".join(between.join(row) for row in [head, *rows]))
    head, rows = ["Sku", "Shipped", "Order", "Note"], [["lamp", f"{visit()}/2026", v.digits(r, 8), "late"] for _ in range(3)]
    f.text("table of orders", "\n".join(between.join(row) for row in [head, *rows]))

f.save("identifiers/beside.ndjson")
