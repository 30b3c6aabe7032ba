"""Writes identifiers/singles.ndjson: values that a single matcher knows, so that it is missed when it is gone, and texts in which a
word says that the value is something else."""
import idvalues as v
from forms import Forms

f = Forms(2711)
r = f.r


def number(n):
    return v.digits(r, n).replace("0", "7", 1)


for _ in range(3):
    f.texts("account by its number", [f"Account #⟦account_number:A{number(9)}⟧ is past due", f"acct # ⟦account_number:{number(6)}⟧ was closed on request"])
    f.texts("prescription number", [f"Rx ⟦mrn:{number(7)}⟧ is ready at the counter", f"Your ⟦?treatment:refill⟧ for Rx: ⟦mrn:{number(8)}⟧ was denied"])
    f.texts("dose", ["Take ⟦treatment|drug:1 tablet by mouth⟧ twice daily", "⟦treatment|drug:2 capsules by mouth⟧ every 8 hours"])
    f.texts("place of care", ["Directions to the ⟦treatment:urgent care center⟧", "Your ⟦?appointment_health:visit⟧ is at the ⟦treatment:sexual health clinic⟧"])
    f.texts("street in small letters", [f"i live at ⟦address:{r.randint(11, 99)} happy hollow way⟧", f"deliver to ⟦address:{r.randint(11, 99)} long run dr⟧ please"])

for latitude, longitude in [(40.748441, -73.985664), (29.951066, -90.071532), (47.606209, -122.332071)]:
    f.add("coordinates", {"type": "track", "context": {"location": {"latitude": f"⟦#address:{latitude}⟧", "longitude": f"⟦#address:{longitude}⟧"}}})
for name in ("18 Broadway", "500 Via del Rio", "7 Camino Real"):
    f.add("address line", {"type": "identify", "traits": {"streetAddress": f"⟦address:{name}⟧"}})
    f.add("appointment number", {"type": "track", "properties": {"appointment_id": f"⟦#mrn:{number(6)}⟧"}})

f.save("identifiers/singles.ndjson")
