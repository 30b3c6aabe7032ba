"""Writes identifiers/apart.ndjson: numbers in parts (area code and number in two fields, groups of digits) and what looks like them; causes and charities."""
import idvalues as v
from forms import Forms

f = Forms(5119)
r = f.r


def local():
    return f"{r.choice('2346789')}{r.choice('023456789')}{v.digits(r, 1)}", v.digits(r, 4)


AREAS = "205 216 305 312 404 415 503 512 602 617 646 702".split()

# Area code and number
for way in range(12):
    (a, b), area = local(), r.choice(AREAS)
    written = [f"{a}{b}", f"{a}-{b}", f"{a} {b}"][way % 3]
    number = f"⟦phone:{written}⟧"
    f.fields("area code and number", [{"areaCode": area, "number": number, "reason": "⟦condition:asthma⟧"}, {"home": {"area_code": area, "subscriber": number}}, {"npa": area, "line": number}, {"phoneAreaCode": area, "localNumber": f"⟦#phone:{a}{b}⟧"}][way % 4])
for way in range(12):
    a, b = local()
    f.fields("seven digits beside an area code", [{"areaCode": r.choice(AREAS), "orderId": f"{a}{b}"}, {"area_code": "all", "batch": f"{a}{b}"}, {"npa": r.choice(AREAS), "population": f"{a}{b}"}, {"areaCode": r.choice(AREAS), "batch": f"1{a[1:]}{b}"}, {"areaCode": r.choice(AREAS), "batch": f"{a}{b}5"}, {"areaCode": r.choice(AREAS), "batch": f"{a}{b}AB"}][way % 6])

# Record numbers in groups
f.texts("grouped record number", [t.format(m=f"⟦mrn:{m}⟧") for t in ["MRN: {m}", "chart no. {m}, room 4", "medical record number {m}.", "Patient ID: {m} is here", "MRN is {m}"] for m in [f"{v.digits(r, 4)} {v.digits(r, 4)}", f"{v.digits(r, 3)} {v.digits(r, 3)} {v.digits(r, 2)}"]])
f.texts("groups that are no record number", [f"Order {v.digits(r, 4)} {v.digits(r, 4)} has shipped", f"row {v.digits(r, 3)} {v.digits(r, 3)} of the chart", f"meter {v.digits(r, 4)} {v.digits(r, 4)} was read", f"mrnx {v.digits(r, 4)} {v.digits(r, 4)}"])

# What is done for a cause is nobody's illness
f.texts("cause", ["Join our ⟦?health:cancer⟧ charity run on Sunday", "Our ⟦?health:diabetes⟧ awareness walk starts at noon", "Sign up for our ⟦?health:cancer⟧ charity walk", "our ⟦?health:epilepsy⟧ awareness week begins Monday"])

f.save("identifiers/apart.ndjson")
