"""Writes `clean/`: events that hold no health information about anybody, as hard as reality.

Run it as `python3 tests/corpus/make/clean.py`. The texts are in `clean_text_*.py`, a template a line; the events without running
text are made in `clean_machine.py` and `clean_segment.py`.
"""
import importlib
import json
import re

from clean_fill import grade
from clean_wrap import Wrapper
from common import HERE, write

PER_TEMPLATE = 7
CATEGORIES = set("""name address date_of_birth phone fax email ssn itin mrn health_plan_id mbi account_number credit_card license passport vin
license_plate biometric photo zip date_of_service age_over_89 device_id udi ip mac icd10 icd9 cpt_hcpcs ndc loinc snomed rxnorm drug condition
procedure lab_result symptom treatment appointment_health insurance aba_routing npi dea url health""".split())


def check(event, where):
    """Marks balance and name known categories."""
    text, depth = json.dumps(event, ensure_ascii=False), 0
    for c in text:
        depth += (c == "⟦") - (c == "⟧")
        if depth < 0:
            raise SystemExit(f"{where}: a mark closes that was not opened: {text}")
    if depth:
        raise SystemExit(f"{where}: a mark is not closed: {text}")
    if re.search(r"⟦\?(?!url:)", text) and grade(event) == "none":
        raise SystemExit(f"{where}: the grade would hang on an optional mark: {text}")
    for names in re.findall(r"⟦#?\??([^:⟦⟧]*):", text):
        if not set(names.split("|")) <= CATEGORIES:
            raise SystemExit(f"{where}: unknown category {names}")


def main():
    totals, templates = {}, 0
    for module in sorted(p.stem for p in HERE.glob("clean_text_*.py")):
        for theme, lines in importlib.import_module(module).THEMES.items():
            maker, cases, seen = Wrapper(f"clean/{theme}"), [], set()
            lines = [line for line in lines.split("\n") if line.strip()]
            templates += len(lines)
            for line in lines:
                for _ in range(PER_TEMPLATE):
                    event = maker.text_event(maker.fill(line), theme)
                    key = json.dumps(event)
                    if key not in seen:
                        seen.add(key)
                        cases.append((theme.replace("_", " "), grade(event), event))
            totals[theme] = cases
    for module in ("clean_machine", "clean_segment"):
        if (HERE / f"{module}.py").exists():
            for theme, events in importlib.import_module(module).make().items():
                totals[theme] = [(theme.replace("_", " "), grade(e), e) for e in events]
    for theme, cases in totals.items():
        for _, _, event in cases:
            check(event, theme)
        write(f"clean/{theme}.ndjson", cases)
        print(f"{theme:24} {len(cases):6}")
    print(f"{'all':24} {sum(map(len, totals.values())):6} from {templates} templates")


if __name__ == "__main__":
    main()
