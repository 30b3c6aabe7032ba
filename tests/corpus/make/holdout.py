"""Writes tests/corpus/holdout/ and tests/corpus/varied/: traffic by a third writer, who had not seen the detector. What goes to
`holdout` is measured and never tuned on; what goes to `varied` has been seen since.

The texts stand in holdout_*.py, one a line, under a heading `# about: envelope envelope …`. `{c:migraine}` marks a word, `<N1>`
draws a value with its mark, `\\n` breaks the line, a leading `@health ` sets a grade that the marks alone do not give.
Each text is used at most twice, each time with other values and another envelope."""
import importlib
import re
import sys

import holdout_check
from common import write
from holdout_values import Drawn
from holdout_wrap import WRAPS

SEED = 20261127
MODULES = sys.argv[1:] or """clean_shop clean_talk clean_work clean_life clean_tempt clean_machine clean_fields clean_es clean_extra
care_patients care_offices care_notes care_calls care_more care_long care_extra care_es data_records data_fields names sentences sentences_more tails more""".split()
SEEN = "clean_life clean_work clean_es clean_tempt care_notes care_more care_long care_extra data_records names sentences_more".split()
SHORT = {"c": "condition", "s": "symptom", "d": "drug", "p": "procedure", "t": "treatment", "l": "lab_result", "ap": "appointment_health", "in": "insurance",
         "h": "health", "n": "name", "a": "address", "z": "zip", "b": "date_of_birth", "ds": "date_of_service", "u": "url", "old": "age_over_89", "bio": "biometric",
         "ph": "phone", "dev": "device_id", "plan": "health_plan_id", "acc": "account_number", "lic": "license", "plate": "license_plate"}
MARK = re.compile(r"\{(\??)((?:[a-z_0-9]+\|)*[a-z_0-9]+):([^{}]*)\}")
SLOT = re.compile(r"<([A-Za-z]+)(\d?)>")


# Words that only belong to the field: they may be found or not, in the texts about health.
FIELD = re.compile(r"(?<![\w⟦:])(doctors?|doc|clinics?|clinica|hospitals?|pharmac(?:y|ies|ist)|nurses?|rn|patients?|pt|physicians?|medical|providers?|therapists?|counselors?|surgeons?|"
                   r"prescribers?|health|meds?|medications?|symptoms?|diagnos[ie]s|dx|rx|icd(?:-?(?:10|9)(?:-cm)?)?|cpt|hcpcs|ndc|loinc|snomed(?: ct)?|rxnorm|rxcui|mrn|npi|chart|labs?|results?|"
                   r"discharged?|admit(?:ted)?|admission|allerg(?:y|ies|ic)|dose|tablets?|treat(?:ment)?|care|specimen|triage|impression|findings|consult|referral|copay|enfermer[ao]|farmacia|doctora?|paciente|"
                   r"ambulance|emergency|scripts?|test(?:s|ed)?|positive|negative|normal|refills?|prescribed|claims?|implant|insurance|smoker|sensor|sessions?|side effects|visits?|wound|injury|dental|dentist|eye|surgery center|caregiver|hpi|pmh|cna)(?!\w)", re.I)


# Where two categories fit, both are given: `symptom` and `condition`, and so on, for words of these kinds.
BOTH = [({"symptom", "condition"}, r"rash|hives|fever|seizure|heartburn|bleed|jaundice|\bburn\b|earache|fracture|broken|overdose|allerg|concussion|pain|ache|hurts?|depress|anxi|fatigue|swell|swollen|diar|vomit|"
         r"throwing up|preg|embaraz|migraine|dizz|cough|sore throat|panic|nightmare|bedwetting|wheez|cyst|itch|croup|confus|numb|blist|lump|infection|injury|crav|apnea|short|unrespons|fiebre|calentura|dolor|gout|confused"),
        ({"treatment", "procedure"}, r"dialysis|diálisis|chemo|infusion|radiation|stitch|crown|braces|ivf|ventilat|picc|pacemaker|implant|detox|rehab|therap|terapia|dbt|cbt|emdr|\baba\b|iud|stent|epidural|trach|foley|tube|"
         r"cast|prosthe|denture|hearing aid|hospice|training|induction|iol|retrieval|veneers|icd|hip stem|transplant|invisalign|hrt|botox|drain|intubat"),
        ({"treatment", "drug"}, r"insulin|insulina|inhaler|epipen|methadone|suboxone|iud|ensure|nebul|nicotine|santyl|mepilex|oxygen|hrt|plan b|chemo|vaccin|botox|refill|receta|prescription|pill|drops|infusion|contrace"),
        ({"lab_result", "procedure"}, r"a1c|cultur|panel|labs?\b|psa|pcr|test|screen|cbc|creatinine|hiv|urine|sugar|blood|draw|prueba")]
BOTH = [(pair, re.compile(words, re.I)) for pair, words in BOTH]


def soften(text):
    """Marks the words of the field that stand outside all marks."""
    out, depth = [], 0
    for piece in re.split(r"(⟦[?#a-z0-9_|]*:|⟧)", text):
        depth += piece.startswith("⟦") - (piece == "⟧")
        out.append(FIELD.sub(r"⟦?health:\1⟧", piece) if not depth and piece != "⟧" else piece)
    return "".join(out)


def expand(v, line):
    v.fresh()

    def slot(m):
        make = getattr(Drawn, m[1], None)
        one = make and callable(make) and make.__code__.co_varnames[:make.__code__.co_argcount] == ("self", "n")
        return make(v, m[2]) if one else m[0]

    def spell(m):
        names = [SHORT.get(c, c) for c in m[2].split("|")]
        for pair, words in BOTH:
            if pair & set(names) and words.search(m[3]):
                names += sorted(pair - set(names))
        return f"⟦{m[1]}{'|'.join(names)}:{m[3]}⟧"

    line = SLOT.sub(slot, line)
    while (marked := MARK.sub(spell, line)) != line:
        line = marked
    return re.sub(r"⟦name:([^⟦⟧]*)⟧ ⟦name:([^⟦⟧]*)⟧", r"⟦name:\1 \2⟧", line)


def cases(v, module):
    texts = importlib.import_module(f"holdout_{module}").TEXTS
    about, wraps, once = None, [], False
    for line in texts.strip("\n").split("\n"):
        if line.startswith("# "):
            about, _, rest = line[2:].partition(": ")
            wraps = rest.split()
            once = "once" in wraps
            wraps = [w for w in wraps if w != "once"]
            continue
        if not line.strip():
            continue
        grade = None
        if line.startswith("@"):
            grade, _, line = line[1:].partition(" ")
        structured = wraps[0] in ("segment", "attributes", "twilio", "held")
        uses = 1 if once else 2
        start = v.r.randrange(len(wraps))
        for use in range(uses):
            text = expand(v, line)
            if not structured or wraps[0] == "held" and not text.startswith("{"):
                text = text.replace("\\n", "\n").replace("\\t", "\t")
                if module.startswith("care") or "care" in about or "de-identification" in about or "no person" in about or about == "age and day":
                    text = soften(text)
            event = WRAPS[wraps[(start + use) % len(wraps)]](v, text)
            yield about, grade or holdout_check.grade(event), event, line


def main():
    print(f"seed {SEED}")
    everything = []
    for module in MODULES:
        v = Drawn(f"{SEED} {module}")
        made = list(cases(v, module))
        holdout_check.check(module, made)
        write(f"{'varied' if module in SEEN else 'holdout'}/{module}.ndjson", [case[:3] for case in made])
        everything += made
    holdout_check.report(everything)


if __name__ == "__main__":
    main()
