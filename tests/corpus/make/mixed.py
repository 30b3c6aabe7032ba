"""Writes `mixed/`: texts by hand in the styles of public material, in Twilio and Segment events, from somebody who had not seen the
detector.

A text is one line. `¶` is a line break. `[d:metformin]` is a mark (letters below, `[d|?:…]` may be found, `[?:…]` is a word of the field, `[c|s:…]` either).
`{N}` draws a value with its mark (`mixed_values.py`); a number behind it says which person: `{N1} … {F1}`."""
import json
import re
import sys
from collections import Counter

from common import CORPUS, mark, write
from mixed_values import Values
import mixed_chats
import mixed_clean_chat
import mixed_clean_machine
import mixed_clean_more
import mixed_clean_text
import mixed_clean_web
import mixed_es
import mixed_fields
import mixed_more
import mixed_notes
import mixed_sentences

SHORT = {"d": "drug", "c": "condition", "s": "symptom", "p": "procedure", "t": "treatment", "l": "lab_result", "a": "appointment_health",
         "i": "insurance", "h": "health", "n": "name", "ad": "address", "z": "zip", "ds": "date_of_service", "u": "url"}
DIRECT = set("""name address date_of_birth phone fax email ssn itin mrn health_plan_id mbi account_number credit_card license passport vin
license_plate biometric photo""".split())
DEVICE = set("zip date_of_service age_over_89 device_id udi ip mac".split())
HEALTH = set("""icd10 icd9 cpt_hcpcs ndc loinc snomed rxnorm drug condition procedure lab_result symptom treatment appointment_health
insurance health""".split())
QUIET = set("aba_routing npi dea url".split())
# Words that only belong to the field. Outside of marks they may be found or not; a text of `clean` has none of this leave.
FIELD = re.compile(r"""\b(doctors?|nurses?|rn|m\.?d\.?|np|pa-c|fnp|hospital|clinic|pharmacy|pharmacist|pharm|discharged?|d/c|admitted|admission|patients?|pt
|oncology|onc|urology|dermatology|cardiology|endocrine|orthopaedics|podiatry|neuro|pediatr\w+|peds|radiology|fertility|hospice|medical|health
|emergency|er|pcp|pacu|ems|ob|labs?|prescriber|dental|surgeon|surgery|operation|operative|anesthesia|wound|allergy|allergies|meds|med|medications?
|refills?|dose|rx|dx|diagnos\w+|diagnosis|insured|insurance|member id|subscriber|claim|coverage|copay|referral|telehealth|treat(?:ed|ment)?|symptoms?|died|death
|passed away|expired|nursing home|group home|walgreens|cvs|screening|trial|dentist|therapy|therapist|psych|mental health|care team|chemo
|pregnant|injured|tests?|results?|vaccine|a1c|prior authorization|test result|well ?child|code status|bedside|visited|visit|icd9|snomed|procedures?
|m[eé]dic[oa]|doctora?|paciente|urgencias|farmacia|enfermer[ií]a|enfermera|ingreso|ingresó|alta|consultorio|resultados?|alergia|pediatría|psicología
|receta\w*|diagnóstico|quimioterapia|embarazo|de baja)\b""".replace("\n", ""), re.I)


def lenient(text):
    """The text with its field words outside of marks as optional ones."""
    out, depth = [], 0
    for piece in re.split(r"([⟦⟧])", text):
        depth += (piece == "⟦") - (piece == "⟧")
        out.append(FIELD.sub(lambda m: mark("?health", m[0]), piece) if depth == 0 and piece not in "⟦⟧" else piece)
    return "".join(out)


def fill(v, text):
    """A text with its slots and short marks written out."""
    text = re.sub(r"\{([A-Za-z]+)(\d?)\}", lambda m: getattr(v, m[1])(m[2]), text)

    def full(m):
        names = "|".join(SHORT.get(n, n) for n in m[1].replace("?", "").split("|") if n) or "health"
        return mark(("?" if "?" in m[1] else "") + names, m[2])
    while True:
        wider = re.sub(r"\[([a-z0-9_|?]+):([^\[\]]*)\]", full, text)
        if wider == text:
            text = text.replace("¶", "\n")
            return lenient(text) if v.lenient else text
        text = wider


def filled(v, value):
    """The same for any JSON."""
    if isinstance(value, str):
        return fill(v, value)
    if isinstance(value, list):
        return [filled(v, x) for x in value]
    if isinstance(value, dict):
        return {fill(v, k) if not k.startswith("$") else k: x if k == "$kind" else filled(v, x) for k, x in value.items()}
    return value


def marks(text):
    return re.findall(r"⟦(\?|#)?([a-z0-9_|]+):", text)


def grade(event):
    found = {c for flag, names in marks(json.dumps(event, ensure_ascii=False)) if flag != "?" for c in names.split("|")}
    health, direct = found & HEALTH, found & DIRECT or ("userId" in event)
    if health:
        return "phi" if direct else "likely_phi" if found & DEVICE or "anonymousId" in event else "health"
    return "pii" if found & (DIRECT | DEVICE) else "none"


def named(text):
    """Whether the text itself holds a direct identifier; only then is the event given a userId, so that the grade is plain."""
    return bool({c for flag, names in marks(text) if flag != "?" for c in names.split("|")} & DIRECT)


# Where a text of a kind stands in an event.

def chat(v, text):
    way = v.r.randrange(3)
    who = v.r.choice(["agent-desk", "support_bot", "web-visitor", "care-team"])
    if way == 0:
        return v.twilio("conversations.message.added", {"conversationSid": v.sid("CH"), "messageSid": v.sid("IM"), "author": who, "index": v.r.randint(0, 40), "body": text})
    if way == 1:
        return v.segment("track", f"u_{v.digits(7)}" if named(text) else None, event="Chat Message Sent", properties={"thread": v.hex(12), "sender": who, "message": text})
    return v.twilio("flex.chat.message", {"channelSid": v.sid("CH"), "taskSid": v.sid("WT"), "from": who, "body": text})


def note(v, text):
    way = v.r.randrange(4)
    user = f"stf-{v.digits(5)}" if named(text) else None
    if way == 0:
        return v.segment("track", user, event="Note Saved", properties={"noteType": v.r.choice(["progress", "summary", "handoff"]), "note_text": text})
    if way == 1:
        return v.twilio("taskrouter.task.updated", {"task_sid": v.sid("WT"), "workspace_sid": v.sid("WS"), "task_attributes": {"$json": {"direction": "inbound", "notes": text}}})
    if way == 2:
        return v.segment("track", user, event="Document Uploaded", properties={"document": {"kind": "text", "size": len(text), "content": text}})
    return v.twilio("studio.flow.step.ended", {"flow_sid": v.sid("FW"), "step_sid": v.sid("FT"), "name": "write_summary", "context": {"widgets": {"summary": {"text": text}}}})


def call(v, text):
    if v.r.random() < 0.5:
        turns = [{"speaker": i % 2 + 1, "text": t} for i, t in enumerate(text.split("\n"))]
        return v.twilio("intelligence.transcript.completed", {"transcript_sid": v.sid("GT"), "call_sid": v.sid("CA"), "language_code": "en-US", "sentences": turns})
    return v.twilio("voice.transcription.content", {"CallSid": v.sid("CA"), "TranscriptionSid": v.sid("GT"), "Track": "inbound_track", "TranscriptionData": {"$json": {"transcript": text, "confidence": 0.93}}})


def mail(v, text):
    subject, _, body = text.partition("\n")
    if v.r.random() < 0.5:
        return v.segment("track", None, event="Email Delivered", properties={"campaign_id": v.digits(6), "email_subject": subject, "body": body})
    return v.twilio("sendgrid.email.processed", {"sg_message_id": v.hex(22), "subject": subject, "html": "<p>" + body.replace("\n", "</p><p>") + "</p>"})


def post(v, text):
    way = v.r.randrange(3)
    if way == 0:
        return v.segment("track", f"{v.digits(8)}" if named(text) else None, event="Review Submitted", properties={"stars": v.r.randint(1, 5), "review_text": text})
    if way == 1:
        return v.segment("track", None, event="Form Submitted", properties={"formId": f"f{v.digits(3)}", "fields": [{"id": "q1", "label": "Your message", "value": text}]})
    return v.segment("track", None, event="Post Created", properties={"channel": "community", "content": text, "lang": "en"})


def event(v, text):
    """A line of JSON: the whole event's inside, by its first key."""
    value = filled(v, json.loads(text))
    kind = value.pop("$kind")
    if kind.startswith("com.twilio."):
        return v.twilio(kind[11:], value)
    user = value.pop("userId", None)
    return v.segment(kind, user, **value)


def line(v, template, kind):
    v.fresh()
    if kind == "event":
        return event(v, template)
    text = fill(v, template)
    if kind == "sms":
        return v.sms(text, inbound=v.r.random() < 0.4)
    return {"chat": chat, "note": note, "call": call, "mail": mail, "post": post}[kind](v, text)


def cases(v, module, times):
    for about, kind, lines in module.TEXTS:
        for template in lines.strip().split("\n"):
            # A text without slots says the same each time, so it is taken once.
            again = times if re.search(r"\{[A-Za-z]+\d?\}", template) or kind == "sms" and not about.startswith("clean") else 1
            for _ in range(again):
                e = line(v, template, kind)
                yield about, grade(e), e


def check(cases):
    """What the corpus asks: categories that exist, brackets that close, grades that fit; returns the number of marks."""
    count = Counter()
    for about, g, e in cases:
        text = json.dumps(e, ensure_ascii=False)
        depth = 0
        for c in text:
            depth += (c == "⟦") - (c == "⟧")
            assert depth >= 0, text
        assert depth == 0 and text.count("⟦") == len(marks(text)), text
        left = re.sub(r"⟦[?#]?[a-z0-9_|]+:", "", text)
        assert "[?" not in left and not re.search(r"\[[a-z|]+:", left) and "¶" not in left, left
        for flag, names in marks(text):
            assert set(names.split("|")) <= DIRECT | DEVICE | HEALTH | QUIET, names
            count["optional" if flag == "?" else names.split("|")[0]] += 1
        assert not about.startswith("clean") or g in ("pii", "none"), (g, text)
    return count


def main():
    v = Values(20261127)
    files = {"notes": (mixed_notes, 2), "sentences": (mixed_sentences, 2), "chats": (mixed_chats, 2), "spanish": (mixed_es, 2),
             "fields": (mixed_fields, 2), "more": (mixed_more, 2), "clean_text": (mixed_clean_text, 2), "clean_more": (mixed_clean_more, 2), "clean_web": (mixed_clean_web, 2), "clean_chat": (mixed_clean_chat, 2), "clean_machine": (mixed_clean_machine, 2)}
    for name, (module, times) in files.items():
        v.lenient = not name.startswith("clean")
        made = list(cases(v, module, times))
        count = check(made)
        write(f"mixed/{name}.ndjson", made)
        for l in (CORPUS / "mixed" / f"{name}.ndjson").read_text(encoding="utf-8").splitlines():
            json.loads(l)
        texts = sum(len(lines.strip().split("\n")) for _, _, lines in module.TEXTS)
        print(name, "texts", texts, "cases", len(made), Counter(g for _, g, _ in made), "marks", sum(count.values()) - count["optional"], file=sys.stderr)
        print("   ", dict(count), file=sys.stderr)


if __name__ == "__main__":
    main()
