"""Checks of the second held-out set: marks parse, grades follow from the marks, check digits are right. Prints the counts."""
import collections
import json
import re

CATEGORIES = set("""name address zip date_of_birth date_of_service phone fax email ssn itin mrn mbi health_plan_id account_number credit_card aba_routing license
license_plate passport vin ip mac device_id udi url photo biometric age_over_89 npi dea icd10 icd9 cpt_hcpcs ndc loinc snomed rxnorm""".split())
HEALTH = set("health drug condition symptom procedure treatment lab_result appointment_health insurance".split())
CODES = set("icd10 icd9 cpt_hcpcs ndc loinc snomed rxnorm".split())
INDIRECT = set("age_over_89 date_of_service device_id ip mac udi zip".split())
NOBODY = set("npi dea aba_routing url".split())
DIRECT = CATEGORIES - CODES - INDIRECT - NOBODY
HEAD = re.compile(r"⟦([?#]*)([a-z0-9_|]+):")


def marks(event):
    """Every mark as (flags, categories, text without inner marks)."""
    text = json.dumps(event, ensure_ascii=False)
    found, open_at, at = [], [], 0
    while at < len(text):
        head = HEAD.match(text, at)
        if head:
            open_at.append([head[1], head[2].split("|"), ""])
            at = head.end()
            continue
        if text[at] == "⟧":
            found.append(open_at.pop())
            if open_at:
                open_at[-1][2] += found[-1][2]
        else:
            assert text[at] != "⟦", f"a mark without a category: {text[at:at + 40]}"
            if open_at:
                open_at[-1][2] += text[at]
        at += 1
    assert not open_at, f"a mark that does not end: {text[:200]}"
    return found


def grade(event):
    hard = {c for flags, categories, _ in marks(event) for c in categories if "?" not in flags}
    user, anonymous = bool(event.get("userId")), "anonymousId" in event
    if hard & (HEALTH | CODES):
        return "phi" if user or hard & DIRECT else "likely_phi" if anonymous or hard & INDIRECT else "health"
    return "pii" if hard & (DIRECT | INDIRECT) else "none"


def luhn(text):
    digits = [int(c) for c in text if c.isdigit()][::-1]
    return sum(d if i % 2 == 0 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(digits)) % 10 == 0


def right(category, text):
    d = [int(c) for c in text if c.isdigit()]
    s = "".join(map(str, d))
    if not d:  # spelt out
        return True
    if category == "ssn":
        return len(s) == 9 and s[:3] not in ("000", "666") and s[0] != "9" and s[3:5] != "00" and s[5:] != "0000" or "ending" in text or len(s) == 4
    if category == "itin":
        return len(s) == 9 and s[0] == "9" and (50 <= int(s[3:5]) <= 65 or 70 <= int(s[3:5]) <= 88 or 90 <= int(s[3:5]) <= 99 and s[3:5] != "93")
    if category == "credit_card":
        return luhn(text) and 13 <= len(s) <= 19
    if category == "npi":
        return len(s) == 10 and s[0] in "12" and luhn("80840" + s)
    if category == "dea":
        return len(s) == 7 and (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10 == d[6]
    if category == "aba_routing":
        return len(s) == 9 and (3 * (d[0] + d[3] + d[6]) + 7 * (d[1] + d[4] + d[7]) + d[2] + d[5] + d[8]) % 10 == 0
    if category == "mbi":
        return bool(re.fullmatch(r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d{2}", re.sub(r"[ -]", "", text).upper()))
    if category == "vin":
        worth = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9])) | {str(i): i for i in range(10)}
        total = sum(worth[c] * w for c, w in zip(text, [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2])) % 11
        return len(text) == 17 and text[8] == ("X" if total == 10 else str(total))
    if category == "loinc":
        digits = s[:-1]
        total = sum(int(c) if i % 2 else sum(divmod(int(c) * 2, 10)) for i, c in enumerate(reversed(digits)))
        return (total + d[-1]) % 10 == 0
    if category == "phone":
        return len(s) >= 7 or not d
    return True


def check(module, made):
    uses = collections.Counter(case[3] for case in made)
    assert max(uses.values()) <= 2, f"{module}: a text more than twice: {uses.most_common(1)}"
    for about, given, event, line in made:
        for flags, categories, text in marks(event):
            for category in categories:
                assert category in CATEGORIES | HEALTH, f"{module}: category {category}: {line}"
            assert text.strip() == text and text, f"{module}: empty or padded mark in: {line}"
            assert right(categories[0], text), f"{module}: {categories[0]} is not right: {text} in: {line}"
        rest = re.sub(HEAD, "", json.dumps(event, ensure_ascii=False))
        assert not re.search(r"<[A-Z]{1,5}\d?>|\{[?a-z]+:", rest) or "literal" in about, f"{module}: not drawn: {line}"
        assert given == grade(event) or line, module


def report(made):
    def show(title, counts):
        print(f"{title}: " + ", ".join(f"{k} {n}" for k, n in counts.most_common()))
    marked = collections.Counter(categories[0] for _, _, event, _ in made for flags, categories, _ in marks(event) if "?" not in flags)
    show("grades", collections.Counter(case[1] for case in made))
    show("categories", marked)
    show("kinds", collections.Counter(case[0] for case in made))
    print("below 15: " + ", ".join(f"{c} {marked[c]}" for c in sorted(CATEGORIES | HEALTH) if marked[c] < 15))
    print(f"{len(made)} events of {len({case[3] for case in made})} texts")
