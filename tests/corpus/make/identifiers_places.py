"""Writes identifiers/: names, addresses, ZIP codes, birthdays, days of service and high ages, and what looks like them."""
import idvalues as v
from forms import Forms

f = Forms(4103)
r = f.r
TOWNS = [("Troy", "MI", "48084"), ("Austin", "TX", "78704"), ("Tampa", "FL", "33606"), ("Boise", "ID", "83702"), ("Dayton", "OH", "45402"), ("Mesa", "AZ", "85201"), ("Salem", "OR", "97301"), ("Macon", "GA", "31201"),
         ("Fresno", "CA", "93704"), ("Albany", "NY", "12207"), ("St. Paul", "MN", "55104"), ("Las Cruces", "NM", "88001"), ("New Haven", "CT", "06511"), ("Fort Wayne", "IN", "46802")]
STREETS = ["Elm St", "Oak Avenue", "N Main St", "Lakeview Dr", "W 42nd St", "Maple Court", "County Road 12", "Martin Luther King Jr Blvd", "SE Hawthorne Blvd", "Cedar Ln", "Old Mill Rd", "Sunset Blvd", "Peachtree St NE", "Highway 61 South", "Birch Way", "Via del Sol Dr"]


def of(*makers):
    return lambda: r.choice(makers)()


def street():
    unit = r.choice(["", "", "", f" Apt {v.digits(r, 1)}B", f", Unit {v.digits(r, 2)}", f" #{v.digits(r, 3)}", f", Suite {v.digits(r, 3)}"])
    return f"{v.digits(r, r.choice([2, 3, 4, 5]))} {r.choice(STREETS)}{unit}"


def full():
    t, s, z = r.choice(TOWNS)
    z = z + r.choice(["", "", f"-{v.digits(r, 4)}"])
    return f"⟦address:{street()}, {t}, {s} ⟦zip:{z}⟧⟧"


def date():
    y, m, d = r.randint(1936, 2018), r.randint(1, 12), r.randint(1, 28)
    return spell(y, m, d)


MONTHS = "January February March April May June July August September October November December".split()


def spell(y, m, d):
    return r.choice([f"{m:02}/{d:02}/{y}", f"{m}/{d}/{y}", f"{y}-{m:02}-{d:02}", f"{MONTHS[m - 1]} {d}, {y}", f"{d} {MONTHS[m - 1][:3]} {y}", f"{MONTHS[m - 1][:3]} {d} {y}", f"{m:02}-{d:02}-{y}", f"{m}.{d}.{y}", f"{m:02}/{d:02}/{y % 100:02}"])


def service():
    return spell(r.choice([2025, 2026]), r.randint(1, 12), r.randint(1, 28))


# Names
def name():
    a, b = f.first(), f.last()
    return r.choice([f"{a} {b}", f"{a} {b}", f"{a} {r.choice('ABCDEJLMRST')}. {b}", f"{b}, {a}", f"{a} {b}-{f.last()}", f"{a.upper()} {b.upper()}", f"{a} {r.choice(f.spanish_last_names).capitalize()}"])


for _ in range(14):
    for t in ["Patient: {}", "Hi {}, this is the front desk", "patient name is {}", "Caller {} asked for a call back", "{} called about the bill"][:5]:
        n = name() if not t.startswith(("Hi", "{}")) else f.first() + " " + f.last()
        f.text("name in a text", t.format(f"⟦name:{n}⟧"))
for _ in range(10):
    f.fields("name under its key", {r.choice(["name", "patientName", "full_name", "caller_name", "contactName", "subscriber_name"]): f"⟦name:{name()}⟧"})
    f.fields("name in two keys", {"firstName": f"⟦name:{f.first()}⟧", "lastName": f"⟦name:{f.last()}⟧"})
    f.fields("name beside its label", {"answers": [{"label": "Patient name", "value": f"⟦name:{name()}⟧"}, {"label": "Language", "value": "English"}]})
    f.text("name with a title", f"Dr. ⟦name:{f.last()}⟧ and Mrs. ⟦name:{f.last()}⟧ will call at 4")
f.texts("not name: firms, places, things", ["Welcome to Jackson Ford of Austin", "Olive Garden on Dallas Parkway", "Grand Rapids is sunny", "Happy Holidays from the Lakeside Team", "Black Friday deals", "Summer Sale ends May 4", "Charlotte Airport gate B12",
        "Washington Post headline", "Lincoln Center tickets", "Phoenix Suns tonight", "Amber Alert", "April showers", "Grace period ends", "Faith and hope", "Will call at the box office", "Mark your calendar", "Bill is due", "Rich text", "Dear Customer",
        "Hi there", "Hello Team", "Thanks, Support", "Chase Bank alert", "Wells Fargo alert", "Morgan Stanley", "John Deere parts", "Jack Daniels tasting", "Ben & Jerrys free cone", "Victoria falls", "Virginia Beach", "Carolina Panthers", "Dallas Cowboys",
        "Aurora borealis", "Jasmine rice", "Rose garden", "Ginger tea", "Basil plant", "Pearl earrings", "Sandy beach", "Rocky road", "Sunny day", "Christian Science Monitor", "Austin Energy bill"])
for k, val in [("event_name", "Order Completed"), ("companyName", "Baker Tilly"), ("fileName", "summer.jpg"), ("campaign_name", "May Madness"), ("hostName", "carter-02"), ("plan_name", "Gold Plus"), ("screenName", "Home"), ("product_name", "Hunter Boots"),
               ("store_name", "Taylor Street"), ("queueName", "Billing West"), ("friendlyName", "Main Line"), ("workflow_name", "After Hours")]:
    f.fields("not name: name of a thing", {k: val.replace("Billing", "Returns")})

# Addresses and ZIP codes
for i in range(64):
    a = full()
    if i % 3 == 0:
        f.text("address in a text", r.choice(["Ship to {}", "I moved to {}", "my address is {} thanks", "{}", "Home: {}. Please update"]).format(a))
    elif i % 3 == 1:
        f.fields("address under its key", {r.choice(["address", "homeAddress", "shipping_address", "mailing_address", "patient_address"]): a})
    else:
        t, s, z = r.choice(TOWNS)
        f.fields("address in parts", {"street": f"⟦address:{street()}⟧", "city": f"⟦?address:{t}⟧", "state": f"⟦?address:{s}⟧", r.choice(["zip", "zipCode", "postal_code"]): f"⟦zip:{z}⟧"})
for _ in range(8):
    f.text("post box", r.choice(["Mail it to {}", "{}", "bill to {}"]).format(f"⟦address:P.O. Box {v.digits(r, 4)}, {'%s, %s ⟦zip:%s⟧' % r.choice(TOWNS)}⟧"))
f.texts("not address", ["5 star rating on Main", "Take I-95 North to exit 12", "100 Grand candy bar", "24 hour drive thru", "3 court dates left", "1200 sq ft", "12 Angry Men", "2 Fast 2 Furious", "50 First Dates", "10 Downing fans", "7 day way to save",
        "Dr. will call", "St. Patrick's Day parade", "Wall Street closed up 120 points", "Main St is closed", "Abbey Road reissue", "Sesame Street Live 2026", "30 Rock marathon", "66 Route beer", "Open 8 to 5 at the Court", "Box 4 of 12 arrived",
        "Suite life 2", "Unit 4 exam", "Apt response", "lane 4 is free", "3 way call", "2 St Bernard puppies", "400 level seats", "99 Ranch Market coupons", "Rte 12 detour", "5th Avenue candy", "gate 12 terrace view", "1 park pass", "15 drive bays",
        "6 pack place", "Lot 49 novel", "42 way switch", "8 Mile soundtrack", "3 ring circle", "21 Jump Street on TV", "address missing", "email address not verified", "IP address blocked", "address line 2"], sms=0.4)
words, keys = ["ZIP code", "zip", "postal code", "ZIP"], ["zip", "zipCode", "postal_code", "zip_code", "postalCode"]
f.identifier("zip", of(lambda: r.choice(TOWNS)[2], lambda: r.choice(TOWNS)[2] + "-" + v.digits(r, 4)), words, keys, numbers=True, count=56, ways=["before", "key", "label", "number", "above", "key"])
f.elsewhere("zip", lambda: v.digits(r, 5), count=36)
f.texts("not zip", ["zip the file 48084", "zip-up hoodie size 10", "build.zip 20458 bytes", "ZIP drive", "zip line tickets", "zip code missing", "unzip v60001"][1:])

# Birthdays and days of service
words = ["date of birth", "DOB", "birthday", "birth date", "born", "d.o.b."]
keys = ["dob", "dateOfBirth", "birth_date", "birthday", "patient_dob", "birthDate"]
f.identifier("date_of_birth", date, words, keys, count=72)
f.identifier("date_of_birth", lambda: f"{r.randint(1940, 2015)}{r.randint(1, 12):02}{r.randint(1, 28):02}", words[:2], keys, numbers=True, count=10, ways=["key", "number", "label"])
f.texts("not date_of_birth", [t.format(d=date()) for t in ["Order of {d}", "Invoice dated {d}", "Sale ends {d}", "Built on {d}", "Released {d}", "Copyright {d}", "Offer valid until {d}", "Posted {d}", "Updated {d}", "Game on {d}", "Concert {d}", "expires {d}",
        "Contract signed {d}", "Flight on {d}", "Package delivered {d}", "Rent due {d}"] * 2])
f.texts("not date_of_birth: no date", ["Happy birthday! 20% off today", "birthday party on Saturday", "born to run", "birth certificate needed", "DOB missing", "date of birth: pending", "Enter DOB as MM/DD/YYYY", "date of birth mismatch", "birthdays in May"])
for k in ["created_at", "updatedAt", "expires", "order_date", "release_date", "shipDate", "purchase_date", "renewalDate", "eventDate", "signup_date"]:
    f.fields("not date_of_birth: another date", {k: date()})
for _ in range(18):
    f.text("date of service in a text", r.choice(["Your appointment is on {d}", "She was admitted {d}", "discharged on {d}", "surgery is scheduled for {d}", "date of service {d}", "lab work drawn {d}", "Seen by the doctor on {d}", "He died on {d}, his doctor said"]).format(d=f"⟦date_of_service:{service()}⟧")
           .replace("surgery", "⟦procedure|treatment:surgery⟧").replace("appointment", "⟦appointment_health:appointment⟧"))
words = ["date of service", "admission date", "discharge date", "appointment date", "date of death", "DOS", "surgery date", "visit date"]
keys = ["date_of_service", "admissionDate", "discharge_date", "appointmentDate", "dateOfDeath", "surgery_date", "visitDate", "service_date", "appointment_date"]
f.identifier("date_of_service", service, words, keys, count=48, ways=["before", "key", "above", "label", "after", "key"])
f.texts("not date_of_service", [t.format(d=service()) for t in ["Order shipped {d}", "Invoice due {d}", "Sale ends {d}", "Deployed on {d}", "Concert on {d}", "Trial ends {d}", "Car service booked for {d}", "Subscription renews {d}", "Terms of service updated {d}",
        "Table reserved for {d}", "Flight departs {d}", "Registration closes {d}", "Router maintenance {d}", "Oil change on {d}"] * 2], sms=0.5)
for k in ["created_at", "updatedAt", "delivery_date", "renewal_date", "launchDate", "due_date", "order_date", "oil_change_date"]:
    f.fields("not date_of_service: another date", {k: service()})
    f.fields("not date_of_service: another date", {k: service()})

# Ages above 89
for i in range(64):
    n = r.randint(90, 104)
    ago = [f"Mom is ⟦age_over_89:{n} years old⟧ now", f"⟦age_over_89:{n}-year-old⟧ woman, lives alone", f"⟦age_over_89:{n}yo⟧ male", f"she is ⟦age_over_89:{n} y/o⟧", f"aged ⟦age_over_89:{n}⟧", f"my father, age ⟦age_over_89:{n}⟧, fell",
           f"He turned ⟦age_over_89:{n}⟧ years of age".replace(f"⟦age_over_89:{n}⟧ years of age", f"⟦age_over_89:{n} years of age⟧"), f"Age: ⟦age_over_89:{n}⟧", f"⟦age_over_89:ninety-{r.choice(['two', 'four', 'six', 'one'])} years old⟧ and doing fine"]
    if i % 4 < 3:
        f.text("age over 89 in a text", ago[i % 9])
    else:
        key = r.choice(["age", "patientAge", "patient_age", "member_age"])
        f.fields("age over 89 under its key", {key: r.choice([f"⟦#age_over_89:{n}⟧", f"⟦age_over_89:{n}⟧", f"⟦age_over_89:{n} years⟧"])})
f.texts("not age_over_89", ["She is 45 years old", "89 years old", "a 7-year-old boy", "92% off", "95 degrees today", "90 day warranty", "interstate 95", "Route 91", "room 94", "93 points for this wine", "age of empires 98", "ages 9-12", "98 bottles", "Windows 95",
        "in the 90s", "page 97", "96 seats left", "over 90 stores", "90 minutes of play", "100 years of Ford", "celebrating 95 years in business", "our firm is 92 years old", "ages 3 and up", "age 35", "aged cheddar 24 months", "99 problems", "aged 18 years whisky",
        "message age 95 seconds", "a house built 95 years ago", "100 year flood", "cache age 91", "max-age=99", "91 octane", "mortgage of 90,000", "packages: 93", "voltage 98", "percentage 97", "95 yards", "4 years, 9 months"])
for k in ["page", "cache_age", "message_age", "queue_age_seconds", "percentage", "package", "mileage", "usage", "image", "average"]:
    f.fields("not age_over_89: another number", {k: r.randint(90, 104)})

f.save("identifiers/people_places_days.ndjson")
