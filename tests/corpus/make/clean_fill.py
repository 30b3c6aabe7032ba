"""Fills the templates of the clean set and puts the texts into events.

A template is one line of text. `{slot}` draws a value: the slots of `marked` are identifiers and come with their mark, those of
`plain` are nobody's identifier. `⟦…⟧` may be written out in a template too.
"""
import json
import re

from common import Maker, mark

CITIES = """St. Louis;San Jose;Austin;Dallas;Charlotte;Madison;Jackson;Houston;Lincoln;Paris;Sydney;Victoria;Florence;San Diego;
Santa Barbara;Denver;Chicago;Boston;Orlando;Phoenix;Portland;Tampa;Reno;Tucson;El Paso;San Antonio;Savannah;Eugene;Columbus;Lafayette;
Albany;Salem;Jersey City;Virginia Beach;Carson City;Monterrey;Guadalajara;Santiago;Milan;London""".replace("\n", "").split(";")
TOWNS = [("Troy", "MI", "48084"), ("Austin", "TX", "78704"), ("Madison", "WI", "53703"), ("Reno", "NV", "89509"), ("Salem", "OR", "97301"),
         ("Tampa", "FL", "33602"), ("Macon", "GA", "31201"), ("Albany", "NY", "12207"), ("Boise", "ID", "83702"), ("Mesa", "AZ", "85201"),
         ("Dayton", "OH", "45402"), ("Fresno", "CA", "93721"), ("Provo", "UT", "84601"), ("Bangor", "ME", "04401")]
STREETS = """Elm St;Oak Avenue;Maple Dr;Washington Blvd;N 5th St;Lakeview Ter;Sunset Ln;W Grand Ave;Cedar Court;Hillcrest Rd;
Rosewood Way;Jackson Street;County Road 12;Park Pl;SE Division St;Martin Luther King Jr Blvd""".replace("\n", "").split(";")
FIRMS = """Johnson & Johnson;Wells Fargo;Ben & Jerry's;John Deere;Macy's;Trader Joe's;Wendy's;Jack Daniel's;Charles Schwab;JPMorgan Chase;
Morgan Stanley;Levi's;Lowe's;Kohl's;Dick's Sporting Goods;Ralph Lauren;Calvin Klein;Marks & Spencer;Harley-Davidson;Papa John's;Edward Jones;
Brooks Brothers;Sherwin-Williams;Mary Kay;Dr Pepper;Tim Hortons;Jimmy John's;Rosetta Stone;Baker Hughes;Booz Allen Hamilton;Eddie Bauer;
Crate & Barrel;Barnes & Noble;Abercrombie & Fitch;Aunt Jemima;Denny's;Chick-fil-A;Duane Street Deli;Target;Costco;Best Buy""".replace("\n", "").split(";")
PETS = "Bella;Max;Luna;Charlie;Lucy;Cooper;Daisy;Rocky;Molly;Buddy;Sadie;Tucker;Sir Barks-a-Lot;Mr. Whiskers;Pickles;Nacho;Canela;Churro".split(";")
SPANISH = """María José Lucía Carlos Guadalupe Miguel Ximena Javier Rocío Andrés Pilar Santiago Paola Héctor Marisol Ignacio Yolanda Emilio
Beatriz Raúl Fernanda Joaquín Itzel Óscar""".split()
MONTHS = "January February March April May June July August September October November December".split()
MONTHS_ES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DAYS_ES = "lunes martes miércoles jueves viernes sábado domingo".split()
AGENTS = ["Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.6478.127 Safari/537.36",
          "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0",
          "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/125.0.6422.165 Mobile Safari/537.36",
          "okhttp/4.12.0", "TwilioProxy/1.1"]
DIRECT = re.compile(r"⟦(?!#?\?|#?(?:url|npi|aba_routing|dea):)")


class Filler(Maker):
    def pick(self, items):
        return self.r.choice(items)

    # Identifiers: marked.

    def marked(self, slot):
        r = self.r
        if slot == "n":
            return mark("name", self.first())
        if slot == "N":
            return mark("name", f"{self.first()} {self.last()}")
        if slot == "L":
            return mark("name", self.last())
        if slot == "U":
            return mark("name", f"{self.first()} {self.last()}".upper())
        if slot == "low":
            return mark("name", self.first().lower())
        if slot == "es":
            return mark("name", self.pick(SPANISH))
        if slot == "ES":
            return mark("name", f"{self.pick(SPANISH)} {self.pick(self.spanish_last_names).capitalize()}")
        if slot == "ph":
            n = self.e164()
            a, b, c = n[2:5], n[5:8], n[8:]
            return mark("phone", self.pick([f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", n, f"1-{a}-{b}-{c}"]))
        if slot == "toll":
            return mark("phone", f"1-{self.pick(['800', '888', '877', '866'])}-{r.randint(200, 999)}-{self.digits(4)}")
        if slot == "e164":
            return mark("phone", self.e164())
        if slot == "em":
            return mark("email", f"{self.first().lower()}{self.pick(['.', '_', ''])}{self.last().lower()}@{self.pick(['example.com', 'example.org', 'mail.example.net'])}")
        if slot == "sup":
            return mark("email", f"{self.pick(['support', 'billing', 'hello', 'orders', 'no-reply'])}@{self.pick(['example.com', 'shop.example.net', 'acme.example'])}")
        if slot in ("ad", "st"):
            street = f"{r.randint(10, 9899)} {self.pick(STREETS)}{self.pick(['', '', '', ' Apt 4B', ', Unit 12'])}"
            if slot == "st":
                return mark("address", street)
            town, state, code = self.pick(TOWNS)
            return mark("address", f"{street}, {town}, {state} {mark('zip', code)}")
        if slot == "zip":
            return mark("zip", self.pick(TOWNS)[2])
        if slot == "card":
            return mark("credit_card", self.card())
        if slot == "acct":
            return mark("account_number", self.digits(self.pick([8, 9, 10, 12])))
        if slot == "aba":
            return mark("aba_routing", self.aba())
        if slot == "vin":
            return mark("vin", self.vin())
        if slot == "plate":
            return mark("license_plate", f"{r.randint(1, 9)}{''.join(self.pick('ABCDEFGHJKLMNPRSTUVWXYZ') for _ in range(3))}{self.digits(3)}")
        if slot == "passport":
            return mark("passport", self.digits(9))
        if slot == "ip":
            return mark("ip", f"{self.pick([24, 66, 73, 98, 172, 203])}.{r.randint(32, 250)}.{r.randint(1, 250)}.{r.randint(1, 250)}")
        if slot == "mac":
            return mark("mac", ":".join(self.hex(2) for _ in range(6)))
        if slot == "dev":
            return mark("device_id", self.uuid().upper())
        if slot == "dob":
            return mark("date_of_birth", self.pick([f"{r.randint(1, 12):02}/{r.randint(1, 28):02}/{r.randint(1950, 2005)}", f"{r.randint(1950, 2005)}-{r.randint(1, 12):02}-{r.randint(1, 28):02}"]))
        if slot == "link":
            return mark("url", f"https://{self.pick(['t.example.com', 'shop.example.net', 'my.acme.example'])}/{self.pick(['o', 'r', 'track', 'pay'])}/{self.hex(8)}")
        return None

    def card(self):
        body = "4" + self.digits(14)
        total = sum(d if i % 2 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(map(int, body)))
        number = body + str(-total % 10)
        return self.pick([number, " ".join(number[i:i + 4] for i in range(0, 16, 4)), "-".join(number[i:i + 4] for i in range(0, 16, 4))])

    def aba(self):
        body = f"{self.r.randint(1, 12):02}" + self.digits(6)
        return body + str(-sum(int(c) * w for c, w in zip(body, (3, 7, 1) * 3)) % 10)

    def vin(self):
        values = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9)))
        vin = self.pick(["1HG", "5YJ", "1FT", "2T1", "3VW"]) + "".join(self.pick("ABCDEFGHJKLMNPRSTUVWXYZ0123456789") for _ in range(5)) + "0" + "".join(self.pick("BCDEFGHJKLMNPRST") for _ in range(2)) + self.digits(6)
        total = sum(w * (int(c) if c.isdigit() else values[c]) for c, w in zip(vin, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)))
        return vin[:8] + "0123456789X"[total % 11] + vin[9:]

    # What identifies nobody: not marked.

    def plain(self, slot):
        r = self.r
        made = {
            "ord": lambda: self.pick([f"#{self.digits(6)}", f"{self.digits(3)}-{self.digits(7)}-{self.digits(7)}", f"W{self.digits(9)}", f"ORD-{self.digits(5)}", self.digits(9)]),
            "po": lambda: self.pick([f"PO-{self.digits(6)}", self.digits(9), f"45000{self.digits(5)}"]),
            "inv": lambda: self.pick([f"INV-{r.randint(2024, 2026)}-{self.digits(4)}", self.digits(7), f"A{self.digits(6)}"]),
            "ups": lambda: "1Z" + "".join(self.pick("ABCEFHRTVWXY0123456789") for _ in range(6)) + self.digits(10),
            "fedex": lambda: self.digits(12) if r.random() < .7 else self.digits(15),
            "usps": lambda: "9" + self.pick(["4", "2", "3"]) + "0" + self.digits(19),
            "usd": lambda: self.pick([f"${r.randint(4, 980)}.{self.digits(2)}", f"${r.randint(1, 90)},{self.digits(3)}", f"${r.randint(5, 500)}"]),
            "tm": lambda: self.pick([f"{r.randint(1, 12)}:{self.pick(['00', '15', '30', '45'])} {self.pick(['AM', 'PM'])}", f"{r.randint(1, 12)}{self.pick(['am', 'pm'])}", f"{r.randint(8, 21)}:{self.pick(['00', '30'])}"]),
            "dt": lambda: self.pick([f"{r.randint(1, 12)}/{r.randint(1, 28)}", f"{self.pick(MONTHS)} {r.randint(1, 28)}", f"2026-{r.randint(1, 12):02}-{r.randint(1, 28):02}", f"{self.pick(MONTHS)[:3]} {r.randint(1, 28)}, 2026", f"{r.randint(1, 12):02}/{r.randint(1, 28):02}/2026"]),
            "day": lambda: self.pick(DAYS), "mon": lambda: self.pick(MONTHS), "dia": lambda: self.pick(DAYS_ES), "mes": lambda: self.pick(MONTHS_ES),
            "o4": lambda: self.digits(4), "o6": lambda: self.digits(6), "o8": lambda: self.digits(8), "d9": lambda: self.digits(9), "k": lambda: str(r.randint(2, 12)),
            "kk": lambda: str(r.randint(13, 96)), "pct": lambda: f"{r.randint(5, 90)}%", "city": lambda: self.pick(CITIES), "firm": lambda: self.pick(FIRMS),
            "pet": lambda: self.pick(PETS), "ver": lambda: f"{r.randint(0, 12)}.{r.randint(0, 30)}.{r.randint(0, 9)}", "ver4": lambda: f"{r.randint(1, 9)}.{r.randint(0, 9)}.{r.randint(0, 9)}.{r.randint(0, 9)}",
            "sha": lambda: self.hex(self.pick([7, 8, 40])), "uuid": self.uuid, "sid": lambda: self.sid(self.pick(["SM", "CA", "CH", "WT", "FN"])), "sku": lambda: f"{self.pick(['TB', 'HX', 'MKT', 'Q'])}-{self.digits(4)}-{self.pick(['BLK', 'M', 'XL', '02'])}",
            "isbn": lambda: f"978-{r.randint(0, 1)}-{self.digits(4)}-{self.digits(4)}-{r.randint(0, 9)}", "ean": lambda: "4" + self.digits(12), "imei": lambda: self.digits(15),
            "epoch": lambda: f"17{self.digits(8)}", "ms": lambda: f"17{self.digits(11)}", "lat": lambda: f"{r.randint(25, 48)}.{self.digits(4)}", "lon": lambda: f"-{r.randint(70, 122)}.{self.digits(4)}",
            "hexc": lambda: "#" + self.hex(6).upper(), "fl": lambda: f"{self.pick(['UA', 'DL', 'AA', 'WN', 'B6', 'AS'])}{r.randint(100, 2999)}", "pnr": lambda: "".join(self.pick("ABCDEFGHJKLMNPQRSTUVWXYZ23456789") for _ in range(6)),
            "gate": lambda: f"{self.pick('ABCDE')}{r.randint(1, 40)}", "rm": lambda: str(r.randint(101, 1420)), "temp": lambda: str(r.randint(-4, 104)), "ksuid": lambda: "2" + "".join(self.pick("abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRST0123456789") for _ in range(26)),
        }
        return made[slot]() if slot in made else None

    def fill(self, template):
        def one(match):
            value = self.marked(match[1]) or self.plain(match[1])
            if value is None:
                raise SystemExit(f"no slot {match[0]} in: {template}")
            return value
        return re.sub(r"\{(\w+)\}", one, template).replace("\\n", "\n")


def grade(event):
    """`pii` when a mark names a direct or indirect identifier."""
    return "pii" if DIRECT.search(json.dumps(event, ensure_ascii=False)) else "none"
