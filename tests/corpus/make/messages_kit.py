"""Turns hand-written texts into labelled cases: short marks, slots, envelopes, and the grade that follows from the marks.

Short marks: `[drug:x]` is a mark, `d c s p t l a i n x h` abbreviate drug, condition, symptom, procedure, treatment, lab_result,
appointment_health, insurance, name, health, ?health. A slot `{full}` draws a marked value. Field words become ?health of themselves.
"""
import json
import re

import messages_values as v
from common import Maker, mark

SHORT = {"d": "drug", "c": "condition", "s": "symptom", "p": "procedure", "t": "treatment", "l": "lab_result", "a": "appointment_health",
         "i": "insurance", "n": "name", "x": "health", "h": "?health", "q": "?name", "dos": "date_of_service", "dob": "date_of_birth",
         "age": "age_over_89", "ad": "address", "cs": "condition|symptom", "pt": "procedure|treatment", "td": "treatment|drug",
         "lp": "lab_result|procedure", "dt": "drug|treatment", "ct": "condition|treatment", "ia": "insurance|appointment_health"}
DIRECT = set("""name address date_of_birth phone fax email ssn itin mrn health_plan_id mbi account_number credit_card license passport vin
license_plate biometric photo""".split())
PLACE = set("zip date_of_service age_over_89 device_id udi ip mac".split())
HEALTH = set("""icd10 icd9 cpt_hcpcs ndc loinc snomed rxnorm drug condition procedure lab_result symptom treatment appointment_health
insurance health""".split())
OTHER = set("aba_routing npi dea url".split())
FIELD = re.compile(r"""\b(?:doctors?|docs?|clinics?|pharmac(?:y|ies|ists?)|nurses?|patients?|hospitals?|care team|care|physicians?|medical|
clinical|health|healthcare|provider|providers|wellness|pediatrics?|farmacia|clínica|doctora?|enfermera|paciente|diagnosis|medications?|
medicine|meds|dose|allerg(?:y|ies)|symptoms?|conditions?|tablets?|pills?|refills?|prescriptions?|Rx|dentist|dental|therapist|counselor|
healthy|portal|MyChart|NP|RN|MD|DDS|PA-C|lab|labs|mg|mcg|units|results?|provider|surgeon|surgery|urgent care|ER|referrals?|member|discharged?|admitted|pathology|midwife|injection|treatment|tested|tests?|dosis|doses|dosed|fast|copay|PCP|adjuster|LMFT|LCSW|CGC|CNM|PsyD|PHQ-9|diagnosed|hx|dx|tx|pt|family history|fam hx|treats|allergic|prescriber|recetaron|examen|breech|intake|interaction|walgreens|borderline|grief group|adult day center|side effects|vaccine|strips|kit|therapy)\b""".replace("\n", ""), re.I)
MARK = re.compile(r"⟦[?#]?([a-z0-9_|]+):")
MONTHS = "January February March April May June July August September October November December".split()
ESMONTHS = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
SAID = "zero one two three four five six seven eight nine".split()
ORD = """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth""".split()


def ordinal(n):
    return f"{n}{'th' if 10 < n % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


class Kit(Maker):
    # ---- names
    def g(self):
        return self.first() if self.r.random() < 0.5 else self.r.choice(v.GIVEN)

    def f(self):
        if self.r.random() < 0.5:
            return self.last()
        return self.r.choice(v.PARTICLE) if self.r.random() < 0.2 else self.r.choice(v.FAMILY)

    def es(self):
        a, b = (self.r.choice(self.spanish_last_names).capitalize() for _ in "ab")
        joint = self.r.choice([" ", " ", "-", " y "])
        return f"{self.r.choice(v.ESGIVEN)} {a}{joint}{b}"

    def fullname(self):
        x = self.r.random()
        if x < 0.10:
            return self.r.choice(v.WORDNAMES)
        if x < 0.18:
            return self.es()
        if x < 0.26:
            return f"{self.g()} {self.r.choice('ABCDEGHJKLMNPRSTW')}. {self.f()}"
        if x < 0.30:
            return f"{self.g()} {self.f()} {self.r.choice(['Jr.', 'Sr.', 'III', 'II'])}"
        if x < 0.34:
            return f"{self.g()} {self.last()}-{self.f()}"
        return f"{self.g()} {self.f()}"

    def nickname(self):
        """A nickname is a name; a word by which anybody may be called is one or not."""
        name = self.r.choice(v.NICK)
        return mark("?name" if name in ("Pops", "Buddy") else "name", name)

    def swapped(self):
        a, b, c = self.g(), self.f(), self.r.choice("ABCDEGHJKLMNPRSTW")
        return self.r.choice([f"{b.upper()}, {a.upper()}", f"{b}, {a} {c}", f"{b}, {a}", f"{b.upper()}, {a.upper()} {c}"])

    def spelled(self):
        """A family name, and how it is spelled."""
        name = re.sub(r"[^A-Za-z]", "", self.last())
        letters = self.r.choice(["-".join(name.upper()), " ".join(name.upper()), ". ".join(name.upper()) + ".", " ".join(name.lower())])
        return mark("name", name) + self.r.choice([", spelled ", ", that's ", ". ", " "]) + mark("name", letters)

    # ---- addresses
    def street(self):
        r = self.r
        s = f"{r.choice(['', '', '', '', 'N ', 'W ', 'SE ', 'South '])}{r.choice(v.STREETS).replace('_', ' ')} {r.choice(v.SUFFIX)}"
        unit = r.choice(["", "", "", " Apt 4B", ", Apt 12", " #207", ", Unit C", " Ste 310", ", Lot 18", " apt. 3", ", 2nd Floor", " Bldg 6 Apt 211"])
        return f"{r.randint(2, 9899)} {s}{unit}"

    def address(self, line=", "):
        r = self.r
        city, state, prefix = r.choice(v.CITIES)
        z = mark("zip", prefix + self.digits(2) + ("-" + str(r.randint(1000, 9899)) if r.random() < 0.15 else ""))
        x = r.random()
        s = self.street()
        if x < 0.10:
            s = f"{r.choice(['PO Box', 'P.O. Box', 'Post Office Box', 'po box'])} {r.randint(11, 9899)}"
        elif x < 0.16:
            s = f"{r.choice(['RR', 'Rural Route', 'HC'])} {r.randint(1, 6)} Box {r.randint(10, 499)}"
        elif x < 0.24:
            s = f"{r.randint(100, 29899)} {r.choice(['Highway 61', 'US Hwy 90', 'State Route 37', 'County Road 412', 'FM 1960', 'Hwy 20 W'])}"
        tail = r.choice([f"{city}, {state} {z}", f"{city}, {state} {z}", f"{city} {state} {z}", f"{city}, {state}", f"{city} {z}"])
        return mark("address", s + line + tail)

    # ---- dates
    def day(self, lo, hi):
        return self.r.randint(lo, hi), self.r.randint(1, 12), self.r.randint(1, 28)

    def date(self, y, m, d):
        n = MONTHS[m - 1]
        return self.r.choice([f"{m}/{d}/{y % 100:02}", f"{m:02}/{d:02}/{y}", f"{y}-{m:02}-{d:02}", f"{n} {ordinal(d)} {y}", f"{n} {d}, {y}",
                              f"{d} {n[:3]} {y}", f"{m}-{d}-{y}", f"{n[:3]} {d} {y}", f"{d:02}.{m:02}.{y}", f"{d} {n} {y}",
                              f"{d} {n[:3]} {y % 100:02}", f"{y}/{m:02}/{d:02}", f"{n} {ordinal(d)}, {y}", f"{m}-{d}-{y % 100:02}", f"{m}/{d}/{y}"])

    def soon(self):
        _, m, d = self.day(2026, 2026)
        n = MONTHS[m - 1]
        return self.r.choice([f"{m}/{d}", f"{n} {d}", f"{n[:3]} {d}", f"{m:02}/{d:02}/2026", f"{n} {ordinal(d)}", f"{n} {d}, 2026",
                              f"2026-{m:02}-{d:02}", f"{m}/{d}/26", f"the {ordinal(d)} of {n}"])

    def phone(self):
        e = self.e164()
        a, b, c = e[2:5], e[5:8], e[8:]
        return self.r.choice([f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", e, f"1-{a}-{b}-{c}", f"{a} {b} {c}"])

    def mail(self, name=None):
        a, b = (re.sub(r"[^a-z]", "", self.first().lower()), re.sub(r"[^a-z]", "", self.last().lower()))
        return self.r.choice([f"{a}.{b}", f"{a}{b}{self.digits(2)}", f"{a[0]}{b}", f"{b}_{a}"]) + "@" + self.r.choice(
            ["example.com", "mail.example.net", "example.org"])

    def slot(self, key):
        r, lo = self.r, str.lower
        y, m, d = self.day(1938, 2019)
        pick = {
            "first": lambda: mark("name", self.g()), "last": lambda: mark("name", self.f()), "full": lambda: mark("name", self.fullname()),
            "lowfirst": lambda: mark("name", lo(self.g())), "low": lambda: mark("name", lo(f"{self.g()} {self.f()}")),
            "up": lambda: mark("name", f"{self.g()} {self.f()}".upper()), "swap": lambda: mark("name", self.swapped()),
            "lastup": lambda: mark("name", self.last().upper()), "nick": lambda: self.nickname(),
            "init": lambda: mark("name", r.choice([f"{self.g()[0]}. {self.f()}", f"{self.g()} {self.f()[0]}."])),
            "lastfirst": lambda: mark("name", f"{self.f()}, {self.day(1938, 2019) and self.g()}"),  # draws like two slots
            "es": lambda: mark("name", self.es()), "esfirst": lambda: mark("name", r.choice(v.ESGIVEN)),
            "word": lambda: mark("name", r.choice(v.WORDNAMES)), "part": lambda: mark("name", f"{self.g()} {r.choice(v.PARTICLE)}"),
            "odd": lambda: mark("name", f"{r.choice(v.GIVEN)} {r.choice(v.FAMILY)}"),
            "addr": self.address, "addr2": lambda: self.address("\n"), "addrsp": lambda: self.address(" "),
            "addrlow": lambda: lowmark(self.address(" ")), "street": lambda: mark("address", self.street()),
            "streetlow": lambda: mark("address", lo(self.street())),
            "calle": lambda: mark("address", f"{r.choice(['Calle', 'calle', 'Avenida', 'Av.'])} {r.choice(['Hidalgo', 'del Sol', 'San Juan', 'Las Palmas', '5 de Febrero'])} {r.randint(12, 990)}"),
            "zip": lambda: mark("zip", r.choice(v.CITIES)[2] + self.digits(2)),
            "dob": lambda: mark("date_of_birth", self.date(y, m, d)),
            "dobiso": lambda: mark("date_of_birth", f"{y}-{m:02}-{d:02}"), "dobglued": lambda: "dob" + mark("date_of_birth", f"{m:02}{d:02}{y}"),
            "dobwords": lambda: mark("date_of_birth", f"{r.choice(['', 'the '])}{ORD[d % 20]} of {MONTHS[m - 1]} {y}"),
            "dobsay": lambda: mark("date_of_birth", f"{MONTHS[m - 1]} {ORD[d % 20]} nineteen {r.choice(['fifty', 'sixty', 'seventy', 'eighty'])} {r.choice(['two', 'three', 'five', 'six', 'eight', 'nine'])}"),
            "dobes": lambda: mark("date_of_birth", f"{d} de {ESMONTHS[m - 1]} de {y}"), "dobkid": lambda: mark("date_of_birth", self.date(*self.day(2008, 2025))),
            "dos": lambda: mark("date_of_service", self.soon()), "dosiso": lambda: mark("date_of_service", f"2026-{m:02}-{d:02}"),
            "may": lambda: mark("?date_of_service", self.soon()), "mayes": lambda: mark("?date_of_service", f"{d} de {ESMONTHS[m - 1]}"),
            "doses": lambda: mark("date_of_service", f"{d} de {ESMONTHS[m - 1]}"),
            "age": lambda: mark("age_over_89", str(r.randint(90, 103))),
            "phone": lambda: mark("phone", self.phone()), "fax": lambda: mark("fax", self.phone()), "email": lambda: mark("email", self.mail()),
            "e164": lambda: mark("phone", self.e164()),
            "mrn": lambda: mark("mrn", r.choice(["", "", "MR", "A"]) + self.digits(r.choice([7, 8]))),
            "plan": lambda: mark("health_plan_id", r.choice("WXHJ") + r.choice("ABCDEFGH") + r.choice("KLMP") + self.digits(9)),
            "pol": lambda: mark("?health_plan_id|account_number", r.choice("WXHJ") + r.choice("ABCDEFGH") + r.choice("KLMP") + self.digits(9)),
            "claim": lambda: mark("account_number", "20" + self.digits(8)), "acct": lambda: mark("account_number", self.digits(r.choice([8, 9, 10]))),
            "drug": lambda: mark("drug", r.choice(v.DRUG)), "druglow": lambda: mark("drug", lo(r.choice(v.DRUG))),
            "drugx": lambda: mark("drug", r.choice(v.TYPODRUG)), "condx": lambda: mark("condition|symptom", r.choice(v.TYPOCOND)),
            "cond": lambda: mark("condition|symptom", r.choice(v.COND)), "condlow": lambda: mark("condition|symptom", lo(r.choice(v.COND))),
            "symp": lambda: article("symptom|condition", r.choice(v.SYMP)), "proc": lambda: mark("procedure|treatment", r.choice(v.PROC)),
            "treat": lambda: mark("treatment|procedure|drug", r.choice(v.TREAT)), "lab": lambda: mark("lab_result", r.choice(v.LAB)),
            "payer": lambda: mark("insurance", r.choice(v.PAYER)), "shop": lambda: r.choice(v.SHOP), "clinic": lambda: r.choice(v.CLINIC),
            "time": lambda: f"{r.randint(1, 12)}:{r.choice(['00', '15', '30', '45'])} {r.choice(['AM', 'PM', 'am', 'pm'])}",
            "weekday": lambda: r.choice("Monday Tuesday Wednesday Thursday Friday".split()), "n": lambda: str(r.randint(2, 9)),
            "money": lambda: f"${r.randint(9, 480)}.{r.randint(0, 99):02}", "order": lambda: "#" + self.digits(5),
            "dx": lambda: mark("icd10", r.choice("E11.9 I10 F32.9 J45.909 N18.3 M54.50 F41.1 B20 C50.911 K21.9 G40.909 O24.419 E78.5 F11.20".split())),
            "day": lambda: mark("?date_of_service", self.soon()), "dayes": lambda: mark("?date_of_service", f"{d} de {ESMONTHS[m - 1]}"),
            "spell": lambda: self.spelled(), "phonesay": lambda: mark("phone", " ".join(SAID[int(c)] for c in self.e164()[2:])),
            "strength": lambda: "⟦?health:%s⟧" % r.choice(["10 mg", "20mg", "500 mg", "5mg", "40 mg", "0.5 mg", "100mg"]),
        }
        return pick[key]()

    def fill(self, text):
        """A hand-written text with its short marks and slots → a labelled one."""
        same = {}

        def slot(m):
            key = m.group(1)
            if key[-1].isdigit() and key != "addr2" and key != "e164":  # {first1} twice is the same value
                return same.setdefault(key, self.slot(key[:-1]))
            return self.slot(key)
        text = re.sub(r"\{([a-z0-9]+)\}", slot, text)

        def short(m):
            categories = list(dict.fromkeys("|".join(SHORT.get(c, c) for c in m[2].split("|")).split("|")))
            return f"⟦{m[1]}{'|'.join(categories)}:{m[3]}⟧"
        for _ in "ab":
            text = re.sub(r"\[([?#]?)([a-z_0-9|]+):([^\[\]]*)\]", short, text)
        # Given and family name side by side are one name, and so is what follows them.
        text = re.sub(r"⟦\??name:([^⟧]*)⟧ ⟦name:([^⟧]*)⟧", r"⟦name:\1 \2⟧", text)
        return re.sub(r"⟦name:([^⟧]*)⟧ (Jr\.|III)", r"⟦name:\1 \2⟧", text)


def article(category, words):
    """The article stands before the mark."""
    return "a " + mark(category, words[2:]) if words.startswith("a ") else mark(category, words)


def lowmark(text):
    return text.lower()


def outer(text, change):
    """Applies `change` to what stands outside all marks."""
    out, depth, start = [], 0, 0
    for i, c in enumerate(text):
        if c == "⟦":
            if depth == 0:
                out.append(change(text[start:i]))
                start = i
            depth += 1
        elif c == "⟧":
            depth -= 1
            if depth == 0:
                out.append(text[start:i + 1])
                start = i + 1
    assert depth == 0, text
    out.append(change(text[start:]))
    return "".join(out)


def soften(x):
    """Field words outside of marks become ?health, in strings and keys."""
    def one(s):
        return outer(s, lambda t: FIELD.sub(lambda m: f"⟦?health:{m[0]}⟧", t))
    if isinstance(x, str):
        return one(x)
    if isinstance(x, list):
        return [soften(e) for e in x]
    if isinstance(x, dict):
        return {k if k in ("$json", "$base64", "source", "id", "dataschema") else one(k): (e if k in ("source", "dataschema", "id", "accountSid") else soften(e)) for k, e in x.items()}
    return x


def grade(event):
    """The grade that follows from the marks; an event with only ?health words and no health mark counts as without health."""
    text = json.dumps(event, ensure_ascii=False)
    found = {m.group(1).split("|")[0] for m in MARK.finditer(text) if "?" not in m.group(0)}
    everything = {c for m in MARK.finditer(text) for c in m.group(1).split("|")}
    unknown = everything - DIRECT - PLACE - HEALTH - OTHER
    assert not unknown, unknown
    if not found & HEALTH:
        return "pii" if found & (DIRECT | PLACE) else "none"
    if found & DIRECT:
        return "phi"
    return "likely_phi" if found & PLACE or '"anonymousId"' in text else "health"
