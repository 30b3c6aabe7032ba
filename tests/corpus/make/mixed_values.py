"""Made values for the held-out set: names of many cultures, and numbers with right check digits. Nothing here is of a real person."""
from common import Maker, mark

# Invented by the writer of this set, on purpose apart from the frequency lists.
FIRST = """Aaliyah Abebe Adwoa Agnieszka Ahmed Aiko Aisling Akua Alejandra Amara Anahit Anneke Anouk Apinya Aroha Arjun Asha Astrid
Ayelet Babajide Beatriz Bjorn Blessing Bogdan Bronwyn Caoimhe Chiamaka Chidi Cosima Dagny Daiyu Darragh Deepika Delphine Dimitra
Dong-hyun Ebele Efua Eilidh Ekaterina Elif Emeka Enzo Esperanza Eun-ji Faisal Farida Fatou Fergus Fionnuala Folake Gaurav Giulia
Goran Gulnara Gwendolyn Hadiza Haruto Hedwig Hiroko Ibrahim Ifeoma Ilse Imani Ingrid Iolana Ishaan Jadwiga Jakub Jamila Jasleen
Jiho Joaquín Kaito Kalani Kamala Katarzyna Keahi Khadija Kofi Kwame Lakshmi Leilani Lerato Linh Ludovic Lupita Madhavi Maeve
Malik Maëlle Mehmet Meera Mihai Minh Mirela Moshe Naledi Natsuki Ngozi Niamh Nikhil Nizhoni Noor Oddvar Olamide Oksana Orla
Padma Paloma Pantelis Pelumi Pilar Precious Priyanka Quang Radhika Rashid Ravindra Rhiannon Rivka Roksana Rosalind Ruaridh Saanvi
Saoirse Sefa Senthil Shabnam Shira Siobhan Sipho Solveig Soraya Sunita Svetlana Tadeusz Takumi Tamsin Tariq Tendai Thandiwe Thuy
Tomasz Tuan Ulrike Umar Uzoma Valentina Vikram Wanjiru Wilhelmina Xiaoling Ximena Yael Yasmin Yevgenia Yuki Zahra Zainab Zoltan""".split()
LAST = """Abdi Acheampong Adeyemi Agarwal Akintola Alvarado Amadi Andersson Appiah Arslan Asante Aydin Bakker Banerjee Barzani Bergström
Bhattacharya Bianchi Boateng Bondarenko Borgmann Brennan-Hale Brânză Chaudhry Chatterjee Chukwu Cienfuegos Cohen-Levi Czarnecki Dang
de la Cruz Delacroix Demir Desrosiers Diallo Dimopoulos Dlamini Eze Fadel Farouk Fernandes Fitzgibbon Fujimoto Gebreselassie Ghosh
Gopalan Grønberg Guðmundsdóttir Gutierrez-Paz Haddad Halvorsen Hashimoto Hosseini Huynh Igwe Ivanova Iyer Jankowski Jayawardena
Kahananui Kamau Karimov Kaur Khoury Kim Kovačević Kowalczyk Kurosawa Lindqvist Lopez-Rey MacGillivray Mahlangu Maheshwari Marchetti
Mbeki McAllister Mensah Mirza Mohamud Moreau Mukherjee Mwangi Nakagawa Nascimento Ndiaye Nguyen Njoroge Novák Nwosu O'Donoghue
O'Shaughnessy Obi Okafor Oyelaran Ozturk Panagopoulos Papadakis Park Patel Pérez-Soto Petrosyan Pham Popescu Qureshi Rahimi Ramaswamy
Rasmussen Rezaei Rosenthal Sadowski Saeed Sato Schreiber Sesay Shapiro Silva Singh Sithole Soto-Vega St. Clair Subramanian Szabó
Takahashi Tanaka Tesfaye Thiam Toivonen Traoré Trinh Tsosie Uchenna Van Houten van den Berg Vasquez Venkataraman Vo Wambui Watanabe
Weiss-Klein Wójcik Xiong Yamamoto Yazzie Yilmaz Zapata Zhao Zielinski""".replace("de la Cruz", "de_la_Cruz").replace(
    "St. Clair", "St._Clair").replace("Van Houten", "Van_Houten").replace("van den Berg", "van_den_Berg").split()
LAST = [name.replace("_", " ") for name in LAST]
SPANISH_FIRST = """Guadalupe Rocío Íñigo Marisol Refugio Dolores Consuelo Jacinto Evangelina Ulises Yolanda Nereida Wilfredo Amparo Iker
Itzel Xóchitl Maricarmen Eliseo Fermín Remedios Concepción Rigoberto Graciela Anselmo Lourdes Nayeli Ramiro Zulema Cuauhtémoc""".split()
STREETS = """Juniper Hollow|Old Tannery|Kettle Creek|Wisteria|Saint Alban|Larkspur|Boxelder|Mill Race|Quarry Ridge|Copper Beech|Seventh|
W 43rd|N Halcyon|Martin Luther King Jr|E Ashby|Pocahontas|Fiddlers Green|Sycamore Bend|Harborview|County Line|Tamarack|Red Barn|
SW Vista|Beaumont|Sandpiper|Elderberry|Chestnut|Orchard|S Main|Whitcomb""".replace("\n", "").split("|")
KINDS = "St|Street|Ave|Avenue|Rd|Road|Ln|Lane|Dr|Drive|Blvd|Ct|Court|Way|Pl|Ter|Pkwy".split("|")
UNITS = ["", "", "", "", ", Apt 4B", " Apt 12", " #207", ", Unit 3", ", Suite 110", " Apt. 2"]
TOWNS = """Yakima, WA 98902|Dubuque, IA 52001|Hattiesburg, MS 39401|Poughkeepsie, NY 12601|Laredo, TX 78041|Bangor, ME 04401|Pueblo, CO 81003|
Worcester, MA 01609|Macon, GA 31201|Fresno, CA 93727|Kalamazoo, MI 49007|Ogden, UT 84401|Lancaster, PA 17603|Bend, OR 97701|
Gallup, NM 87301|Saginaw, Michigan 48602|Sioux Falls, SD 57104|Bowling Green, Kentucky 42101|Hialeah, FL 33012|Nashua, NH 03060""".replace("\n", "").split("|")
MONTHS = "January February March April May June July August September October November December".split()
MESES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
AREAS = "509 563 601 845 956 207 719 508 478 559 269 801 717 541 505 989 605 270 786 603".split()
HOSTS = ["gmail.com", "yahoo.com", "outlook.com", "hotmail.com", "proton.me", "comcast.net", "brightmail.co", "icloud.com"]
ICD10 = "E11.9 I10 J45.909 M54.50 F41.1 K21.9 N39.0 E78.5 G43.909 F32.9 I48.91 C50.911 Z79.4 J06.9 E03.9 M17.11 S52.501A O24.410".split()
CPT = "99213 99214 99396 80053 83036 93000 70450 97110 90837 45378 59400 71046 G0439 J1885 36415".split()


class Values(Maker):
    """One text's values. People are numbered, so that a text can come back to the same person."""

    def fresh(self):
        self.people = {}

    def person(self, n):
        if n not in self.people:
            own = self.r.random() < 0.5
            first = self.r.choice(FIRST) if own else self.first()
            last = self.r.choice(LAST) if self.r.random() < 0.5 else self.last()
            if n >= "6" and n != "":
                first = self.r.choice(SPANISH_FIRST) if own else self.first()
                last = self.r.choice(self.spanish_last_names).capitalize()
            self.people[n] = (first, last)
        return self.people[n]

    def ascii(self, text):
        import unicodedata
        plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        return "".join(c for c in plain if c.isalnum())

    # Names. A number behind the slot says which person; 6 and up are Spanish names.
    def N(self, n): return mark("name", " ".join(self.person(n)))
    def F(self, n): return mark("name", self.person(n)[0])
    def f(self, n): return mark("name", self.person(n)[0].lower())
    def n(self, n): return mark("name", " ".join(self.person(n)).lower())
    def L(self, n): return mark("name", self.person(n)[1])
    def l(self, n): return mark("name", self.person(n)[1].lower())
    def U(self, n): return mark("name", " ".join(self.person(n)).upper())
    def LF(self, n): return mark("name", ", ".join(reversed(self.person(n))))
    def LU(self, n): return mark("name", ", ".join(reversed(self.person(n))).upper())
    def M(self, n): return mark("name", f"{self.person(n)[0]} {self.r.choice('ABCDEGHJKLMPRSTW')}. {self.person(n)[1]}")

    def E(self, n):
        first, last = map(self.ascii, self.person(n))
        local = self.r.choice([f"{first}.{last}", f"{first[0]}{last}{self.digits(2)}", f"{last}_{first}", f"{first}+{self.digits(3)}"])
        return mark("email", f"{local}@{self.r.choice(HOSTS)}")

    def us(self):
        return self.r.choice(AREAS), f"{self.r.choice('2346789')}{self.digits(2)}", self.digits(4)

    def number(self):
        a, b, c = self.us()
        return self.r.choice([f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"+1 {a} {b} {c}", f"{a}{b}{c}", f"{a} {b} {c}", f"1-{a}-{b}-{c}"])

    def P(self, n): return mark("phone", self.number())
    def FX(self, n): return mark("fax", self.number())

    def PI(self, n):
        """Numbers of other countries."""
        return mark("phone", self.r.choice([f"+44 7{self.digits(3)} {self.digits(6)}", f"+52 55 {self.digits(4)} {self.digits(4)}",
                    f"+34 6{self.digits(2)} {self.digits(3)} {self.digits(3)}", f"+91 9{self.digits(4)} {self.digits(5)}", f"+61 4{self.digits(2)} {self.digits(3)} {self.digits(3)}"]))

    def street(self):
        return f"{self.r.randint(3, 18999)} {self.r.choice(STREETS)} {self.r.choice(KINDS)}{self.r.choice(UNITS)}"

    def A(self, n):
        town = self.r.choice(TOWNS)
        return mark("address", f"{self.street()}, {town[:-5]}{mark('zip', town[-5:])}")

    def AS(self, n): return mark("address", self.street())
    def Z(self, n): return mark("zip", self.r.choice(TOWNS)[-5:])

    def day(self, first, last):
        return self.r.randint(first, last), self.r.randint(1, 12), self.r.randint(1, 28)

    def birth(self):
        y, m, d = self.day(1938, 2019)
        return self.r.choice([f"{m:02}/{d:02}/{y}", f"{m}/{d}/{y % 100:02}", f"{MONTHS[m - 1]} {d}, {y}", f"{y}-{m:02}-{d:02}", f"{d} {MONTHS[m - 1][:3]} {y}", f"{m:02}-{d:02}-{y}"])

    def served(self):
        y, m, d = self.day(2025, 2026)
        return self.r.choice([f"{m:02}/{d:02}/{y}", f"{m}/{d}", f"{MONTHS[m - 1]} {d}", f"{MONTHS[m - 1][:3]} {d}, {y}", f"{y}-{m:02}-{d:02}", f"{m}/{d}/{y % 100}"])

    def B(self, n): return mark("date_of_birth", self.birth())
    def D(self, n): return mark("date_of_service", self.served())
    def DO(self, n): return mark("?date_of_service", self.served())  # a day on which something began
    def d(self, n): return self.served()

    def BE(self, n):
        y, m, d = self.day(1938, 2019)
        return mark("date_of_birth", self.r.choice([f"{d:02}/{m:02}/{y}", f"{d} de {MESES[m - 1]} de {y}", f"{d}-{m}-{y}"]))

    def DE(self, n):
        y, m, d = self.day(2025, 2026)
        return mark("date_of_service", self.r.choice([f"{d:02}/{m:02}/{y}", f"{d} de {MESES[m - 1]}", f"{d} de {MESES[m - 1]} de {y}"]))

    # Numbers.
    def SSN(self, n):
        a, b, c = self.r.randint(101, 665), self.r.randint(10, 99), self.r.randint(1000, 9999)
        return mark("ssn", self.r.choice([f"{a}-{b}-{c}"] * 3 + [f"{a} {b} {c}", f"{a}{b}{c}"]))

    def MRN(self, n): return mark("mrn", self.r.choice([self.digits(7), "0" + self.digits(7), self.digits(8), f"{self.r.choice('ABHM')}{self.digits(6)}", f"{self.digits(3)}-{self.digits(2)}-{self.digits(2)}"]))
    def PLAN(self, n): return mark("health_plan_id", self.r.choice([f"{self.letters(3)}{self.digits(9)}", f"W{self.digits(9)}", f"{self.digits(9)}-01", f"{self.letters(1)}{self.digits(8)}"]))
    def ACC(self, n): return mark("account_number", self.r.choice([self.digits(10), f"{self.digits(4)}-{self.digits(6)}", self.digits(8), self.digits(12)]))
    def DL(self, n): return mark("license", self.r.choice([f"{self.letters(1)}{self.digits(7)}", f"{self.letters(1)}{self.digits(3)}-{self.digits(4)}-{self.digits(4)}"]))
    def PP(self, n): return mark("passport", self.r.choice([f"{self.letters(1)}{self.digits(8)}", f"5{self.digits(8)}"]))
    def PLATE(self, n): return mark("license_plate", self.r.choice([f"{self.r.randint(2, 9)}{self.letters(3)}{self.digits(3)}", f"{self.letters(3)}-{self.digits(4)}", f"{self.letters(3)} {self.digits(4)}"]))
    def IP(self, n): return mark("ip", f"{self.r.choice([73, 98, 24, 174, 68])}.{self.r.randint(1, 254)}.{self.r.randint(1, 254)}.{self.r.randint(1, 254)}")
    def MAC(self, n): return mark("mac", ":".join(self.hex(2) for _ in range(6)))
    def DEV(self, n): return mark("device_id", self.uuid().upper())
    def OLD(self, n): return mark("age_over_89", str(self.r.randint(90, 103)))
    def ICD(self, n): return mark("icd10", self.r.choice(ICD10))
    def CPT(self, n): return mark("cpt_hcpcs", self.r.choice(CPT))
    def NDC(self, n): return mark("ndc", f"{self.r.randint(10000, 70000)}-{self.digits(4)}-{self.digits(2)}")
    def W(self, n): return mark("?url", f"https://{self.r.choice(['lnk.example', 'go.example', 'my.example'])}/{self.hex(6)}")
    def o(self, n): return self.r.choice([f"#{self.digits(6)}", f"{self.letters(2)}-{self.digits(7)}", self.digits(9), f"{self.letters(3)}{self.digits(5)}"])
    def SO(self, n): return mark("?device_id", self.o(n))
    def k(self, n): return self.digits(6)
    def t(self, n): return f"{self.r.randint(7, 11)}:{self.r.choice(['00', '15', '30', '45'])}{self.r.choice([' am', 'am', ' AM'])}"

    def letters(self, count):
        return "".join(self.r.choice("ABCDEFGHJKMNPRTUVWXY") for _ in range(count))

    def luhn(self, digits):
        total = 0
        for i, c in enumerate(reversed(digits)):
            v = int(c) * (2 if i % 2 == 0 else 1)
            total += v - 9 if v > 9 else v
        return digits + str(-total % 10)

    def CC(self, n):
        if self.r.random() < 0.2:
            c = self.luhn(f"37{self.digits(12)}")
            return mark("credit_card", f"{c[:4]} {c[4:10]} {c[10:]}")
        c = self.luhn(self.r.choice(["4", "52", "6011"]).ljust(4, self.digits(1)) + self.digits(11))
        sep = self.r.choice(["", " ", "-", " "])
        return mark("credit_card", sep.join(c[i:i + 4] for i in range(0, 16, 4)))

    def NPI(self, n):
        body = "1" + self.digits(8)
        return mark("npi", self.luhn("80840" + body)[5:])

    def DEA(self, n):
        d = [int(c) for c in self.digits(6)]
        check = (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10
        return mark("dea", f"{self.r.choice('ABFM')}{self.letters(1)}{''.join(map(str, d))}{check}")

    def ABA(self, n):
        d = [int(c) for c in "0" + self.r.choice("123") + self.digits(6)]
        check = -(3 * (d[0] + d[3] + d[6]) + 7 * (d[1] + d[4] + d[7]) + d[2] + d[5]) % 10
        return mark("aba_routing", "".join(map(str, d + [check])))

    def MBI(self, n):
        a, an = "ACDEFGHJKMNPQRTUVWXY", "ACDEFGHJKMNPQRTUVWXY0123456789"
        m = "".join(self.r.choice(s) for s in ["123456789", a, an, "0123456789", a, an, "0123456789", a, a, "0123456789", "0123456789"])
        return mark("mbi", self.r.choice([m, f"{m[:4]}-{m[4:7]}-{m[7:]}"]))

    def VIN(self, n):
        chars, weights = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789", [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2]
        worth = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9])) | {str(i): i for i in range(10)}
        v = list("1HGCM" + "".join(self.r.choice(chars) for _ in range(6)) + self.digits(6))
        rest = sum(worth[c] * w for c, w in zip(v, weights)) % 11
        v[8] = "X" if rest == 10 else str(rest)
        return mark("vin", "".join(v))
