"""The forms in which an identifier is written, and the Twilio and Segment events it is written in. Grades follow from the marks."""
import json
import re

from common import Maker, write
from idvalues import phone

DIRECT = set("name address date_of_birth phone fax email ssn itin mrn health_plan_id mbi account_number credit_card license passport vin "
             "license_plate biometric photo".split())
INDIRECT = set("zip date_of_service age_over_89 device_id udi ip mac".split())
HEALTH = set("icd10 icd9 cpt_hcpcs ndc loinc snomed rxnorm drug condition procedure lab_result symptom treatment appointment_health "
             "insurance health".split())
REPORTED = set("aba_routing npi dea url".split())
ALL = DIRECT | INDIRECT | HEALTH | REPORTED

# Words of the field: whether they say something about somebody's health is a matter of taste, so they count on neither side.
FIELD_WORDS = """diagnos(?:is|es|ed|tic) dx prescriptions? rx medications? meds medicines? patients? medical clinical chart clinics? hospitals? doctors?
physicians? providers? prescribers? prescribed prescribing pharmac(?:y|ies|ists?) nurses? labs? laborator(?:y|ies) insurance insured insurers? medicare medicaid
health healthcare coverage claims? subscribers? beneficiar(?:y|ies) copays? procedures? surger(?:y|ies) surgical surgeon implant(?:ed|s)? vaccines?
treatments? therap(?:y|ies) appointments? visits? admission admitted admit discharged? encounters? specimens? drugs? conditions? symptoms?
problem allerg(?:y|ies) refills? doses? prosthesis pacemaker dispensed? formulary payer plan policy member enrollee cms care
icd prior auth(?:orization)? icd10 icd9 cpt hcpcs ndc loinc snomed rxnorm rxcui mrn npi dea udi mbi hicn monitor device bloodwork tests? results? procedure medicaid
clinician practitioner infusion pump inhaler glucose meter blue cross dose tablets? capsules? strength med emr ehr wellness""".split()
FIELD = "|".join(sorted(FIELD_WORDS, key=len, reverse=True))
WORD = re.compile(rf"(?<![A-Za-z])(?:{FIELD})(?:[ _-]?(?:{FIELD}|records?|numbers?|names?|address|ids?|no|codes?|cards?|identifiers?|serial|date|rec|provider))*"
                  r"(?![A-Za-z])", re.I)
KEY_WORD = re.compile(WORD.pattern.replace("(?<![A-Za-z])", "(?:(?<![A-Za-z])|(?<=[a-z])(?=[A-Z]))").replace("(?![A-Za-z])", "(?![a-z])"), re.I)
MARKS = re.compile(r"⟦(\?|#)?([a-z0-9_|]+):")


def pieces(text):
    """The text cut at its marks, as (is it a mark, piece)."""
    depth, start, out = 0, 0, []
    for i, c in enumerate(text):
        if c == "⟦":
            if depth == 0:
                out.append((False, text[start:i]))
                start = i
            depth += 1
        elif c == "⟧":
            depth -= 1
            if depth == 0:
                out.append((True, text[start:i + 1]))
                start = i + 1
    out.append((False, text[start:]))
    return out


def soften(text, word=WORD):
    return "".join(p if marked else word.sub(lambda m: f"⟦?health:{m.group(0)}⟧" if m.group(0) else "", p) for marked, p in pieces(text))


def softened(value):
    """Field words marked as a matter of taste, in texts and keys, wherever a person reads them."""
    if isinstance(value, dict):
        return {(k if k.startswith("$") or "⟦" in k else soften(k, KEY_WORD)): softened(v) for k, v in value.items()}
    if isinstance(value, list):
        return [softened(v) for v in value]
    if isinstance(value, str) and not re.match(r"(https?:|com\.twilio|/v1/|/2010|ajs-|[A-Z]{2}[0-9a-f]{32}$|⟦#)", value):
        return soften(value)
    return value


def marks(event):
    text = json.dumps(event, ensure_ascii=False)
    return [(m.group(1), m.group(2).split("|")) for m in MARKS.finditer(text)]


def grade(event):
    sure = {cats[0] for kind, cats in marks(event) if kind != "?"}
    if sure & HEALTH:
        return "phi" if sure & DIRECT else "likely_phi" if sure & INDIRECT or '"anonymousId"' in json.dumps(event) else "health"
    return "pii" if sure & (DIRECT | INDIRECT) else "none"


SURE = ["⟦drug:metformin⟧", "⟦drug:lisinopril⟧", "⟦condition:asthma⟧", "⟦drug:sertraline⟧", "⟦condition:type 2 diabetes⟧", "⟦drug:atorvastatin⟧",
        "⟦condition:hypertension⟧", "⟦drug:albuterol⟧", "⟦symptom|condition:migraine⟧", "⟦drug:gabapentin⟧"]


class Forms(Maker):
    """Collects cases."""

    def __init__(self, seed):
        super().__init__(seed)
        self.cases = []
        self.taste = True

    def e164(self):
        return "+1" + "".join(phone(self.r))

    def add(self, about, event):
        """A field word alone leaves open whether the event speaks of health. One sure word settles it."""
        if self.taste:
            event = softened(event)
        kinds = marks(event)
        if any(k == "?" and set(c) & HEALTH for k, c in kinds) and not any(k != "?" and set(c) & HEALTH for k, c in kinds):
            self.settle(event)
        self.cases.append((about, grade(event), event))

    def settle(self, event):
        word = self.r.choice(SURE)
        holder = event.get("data", event)
        if isinstance(holder.get("body"), str):
            holder["body"] += self.r.choice([f" This is about {word}.", f" Re: {word}", f" We also talked about {word}."])
        elif "properties" in holder or "traits" in holder:
            holder["properties" if "properties" in holder else "traits"][self.r.choice(["topic", "about", "reason"])] = word
        else:
            holder["topic"] = word

    # Carriers of free text and of fields.

    def text(self, about, body, sms=0.5):
        r = self.r
        if r.random() < sms:
            event = self.sms(body, r.random() < 0.5)
        else:
            event = r.choice([
                lambda: self.twilio("conversations.message.added", {"ConversationSid": self.sid("CH"), "MessageSid": self.sid("IM"), "Index": r.randint(0, 40), "body": body}),
                lambda: self.twilio("voice-intelligence.transcript.available", {"transcriptSid": self.sid("GT"), "sentences": [{"index": 3, "channel": 1, "text": body}]}),
                lambda: self.twilio("taskrouter.task.created", {"taskSid": self.sid("WT"), "payload": {"task_attributes": {"$json": {"channel": "chat", "summary": body}}}}),
                lambda: self.twilio("studio.flow.step.ended", {"flowSid": self.sid("FW"), "stepSid": self.sid("FT"), "context": {"widgets": {"ask": {"inbound": {"Body": body}}}}}),
                lambda: self.segment("track", event="Message Sent", properties={"channel": "chat", "message": body}),
                lambda: self.segment("track", event="Note Added", properties={"note": body, "length": len(body) % 97}),
                lambda: self.segment("identify", traits={"notes": body}),
                lambda: self.segment("track", event="Form Submitted", properties={"form": "contact", "comments": body}),
            ])()
        self.add(about, event)

    def fields(self, about, fields):
        r = self.r
        event = r.choice([
            lambda: self.segment("track", event="Form Submitted", properties=fields),
            lambda: self.segment("track", event="Record Updated", properties={"source": "portal", **fields}),
            lambda: self.segment("identify", traits=fields),
            lambda: self.segment("group", groupId=f"grp_{self.hex(8)}", traits=fields),
            lambda: self.twilio("studio.flow.step.ended", {"flowSid": self.sid("FW"), "flow": {"variables": fields}}),
            lambda: self.twilio("taskrouter.task.created", {"taskSid": self.sid("WT"), "payload": {"task_attributes": {"$json": fields}}}),
            lambda: self.twilio("error-logs.error.logged", {"level": "WARNING", "error_code": "11200", "payload": {"$json": {"request": {"parameters": fields}}}}),
        ])()
        self.add(about, event)

    # Forms of one identifier.

    def identifier(self, cat, make, words, keys, numbers=False, count=64, ways=None):
        """`count` marks of a category: the keyword before, after, in the key, above the key, in a label beside; text and JSON number."""
        r = self.r
        for i in range(count):
            value, word, key = make(), r.choice(words), r.choice(keys)
            m = f"⟦{cat}:{value}⟧"
            way = (ways or ["before", "before", "after", "key", "key", "above", "label", "number" if numbers else "before"])[i % (len(ways) if ways else 8)]
            if way == "before":
                word = word.rstrip(" #") if i % 3 else word
                t = r.choice(["Your {w} is {m}.", "{W}: {m}", "{w} {m}", "{W} # {m}" if not word.endswith("#") else "{W} {m}", "Hi, we have {w} {m} on file, please confirm", "{w}={m}", "{W} no. {m} was received",
                              "please use my {w}, it's {m}, thanks", "{W}:{m}; call back by 5pm", "the {w} ({m}) could not be read"])
                self.text(f"{cat}, keyword before", t.format(w=word, W=word[0].upper() + word[1:], m=m))
            elif way == "after":
                t = r.choice(["{m} is the {w} we have on file", "{m} ({w})", "use {m} as your {w} from now on", "{m} <- {w}", "I found {m}, that is her {w}"])
                self.text(f"{cat}, keyword after", t.format(w=word, m=m))
            elif way == "key":
                self.fields(f"{cat} under its key", {key: m, "step": r.randint(1, 5)})
            elif way == "above":
                self.fields(f"{cat} below its key", {key: r.choice([{"value": m}, {"primary": {"value": m}}, [m], {"raw": m, "verified": True}, [{"value": m, "active": True}]])})
            elif way == "label":
                a, b = r.choice([("label", "value"), ("question", "answer"), ("field", "value"), ("title", "text"), ("key", "value"), ("name", "value")])
                row = {a: word[0].upper() + word[1:], b: m}
                self.fields(f"{cat} beside its label", r.choice([{"answers": [{a: "Preferred language", b: "English"}, row]}, row, {"items": [row]}]))
            else:
                plain = re.sub(r"[-. ()+]", "", value)
                number = plain.isdigit() and plain[0] != "0"
                self.fields(f"{cat} as a number" if number else f"{cat} under its key", {key: f"⟦#{cat}:{plain}⟧" if number else m})

    def elsewhere(self, cat, make, mark="none", count=24, more=()):
        """The same shapes under other names: a careful person sees an order or a parcel, or shrugs (`mark="?"`)."""
        r = self.r
        texts = ["Order {v} has shipped", "Tracking number {v}, arrives Tuesday", "PO number {v} approved", "Invoice {v} is overdue", "Ticket {v} was closed",
                 "Your confirmation code is {v}", "Use coupon {v} at checkout", "SKU {v} is back in stock", "Build {v} deployed", "Case reference {v} for your router",
                 "Flight {v} is boarding", "Item {v} was removed from the cart", "Batch {v} finished", "Transaction reference {v}", "Part number {v} is out of stock"]
        keys = ["order_id", "tracking_number", "poNumber", "sku", "build", "invoice_no", "ticket_id", "confirmation_code", "coupon", "cart_id", "job_id", "campaign",
                "product_id", "batch", "shipment", "requestId", "sequence", "version"]
        shown = (lambda v: f"⟦?{cat}:{v}⟧") if mark == "?" else (lambda v: v)
        for i in range(count):
            if i % 2:
                self.text(f"not {cat}: an order, a parcel", r.choice([*texts, *more]).format(v=shown(make())))
            else:
                ks = r.sample(keys, 2)
                self.fields(f"not {cat}: under another key", {k: shown(make()) for k in ks})

    def broken(self, cat, make, words, keys, mark="?", count=20, why="wrong check digit"):
        """Values that break the grammar beside the very keyword. `mark` is "?" where a careful person would shrug, "none" where not."""
        r = self.r
        shown = (lambda v: f"⟦?{cat}:{v}⟧") if mark == "?" else (lambda v: v) if mark == "none" else (lambda v: f"⟦?{mark}:{v}⟧")
        for i in range(count):
            v, w = shown(make()), r.choice(words)
            if i % 2:
                self.text(f"not {cat}: {why}", r.choice(["{w} {v} was rejected", "Your {w} is {v}?", "{w}: {v}", "{v} is no {w}"]).format(w=w, v=v))
            else:
                self.fields(f"not {cat}: {why}", {r.choice(keys): v})

    def texts(self, about, lines, sms=0.5):
        for line in lines:
            self.text(about, line, sms)

    def save(self, path):
        write(path, self.cases)
        self.cases = []
