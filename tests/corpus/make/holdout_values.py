"""Made values for the second held-out set: names of the peoples of the United States, days in many hands, numbers with right
check digits. The number makers of the first held-out set are used again; names, places and days are new. Nobody here is real."""
from common import mark
from mixed_values import MESES, MONTHS, Values

# First and family names stay together by origin, as they do in life; some are on no frequency list.
PEOPLE = [
    ("Pang Mai Tou Xeng Nou Chue Pao Kazoua Maiker Gaonou Tswv Mee", "Vang Thao Lor Moua Yang Her Cha Lee Kue Xiong"),
    ("Shándíín Darnell Tasheena Kai Ashkii Lorenzo Winona Chenoa Takoda Wachiwi", "Begaye Tsinajinnie Benally Nez Manuelito Two_Bulls Iron_Cloud Sandoval Whitehorse Bitsui"),
    ("Kaleo Nalani Makoa Pua Ikaika Malia Keoni Lahela Tavita Sina Fa'alogo Lupe Siaosi", "Kealoha Kamakawiwo Tuiasosopo Faleafine Tauiliili Keawe Nakoa Fonoti Vainuku Leavasa"),
    ("Jomar Maricel Rodel Analyn Bayani Liwayway Crisanto Jhunelle Rowena Dalisay", "Dimaculangan Macaraeg Pangilinan Batungbakal Manalo Catacutan Salonga De_la_Peña Bautista Lacsamana"),
    ("Thị_Hoa Bảo Quỳnh Đức Trinh Khánh Phuong Hieu Tuyet Vinh My-Linh Nhung", "Nguyễn Đặng Bùi Huỳnh Trần Lê Duong Truong Phan Ly"),
    ("Hovsep Araksi Garik Nune Vahagn Siranush Levon Anoush Tigran Zaruhi", "Hakobyan Der_Hovanessian Grigoryan Khachaturian Mnatsakanyan Avakian Sahakyan Terzian"),
    ("Parisa Kourosh Shirin Behnam Laleh Ardeshir Golnaz Farhad Mahnaz Siavash Roya", "Moradi Tehrani Shahbazi Golestani Farahani Jamshidi Zand Sabouri Pourhosseini"),
    ("Yousef Hanan Abdulrahman Samira Nizar Rana Bassel Huda Khaled Maysoon Mustafa", "Al-Masri El-Sayed Abu-Ghazaleh Barakat Al_Jubouri Shalhoub Hamdan Kassab bin_Laith Mansour"),
    ("Oluwaseun Yetunde Chinonso Adaeze Obinna Funmilayo Kelechi Titilayo Ikenna Morayo", "Ogunbanjo Nnamdi Okonkwo Adegoke Eze Bamgbose Onyekachi Fashola Okoro Iheanacho"),
    ("Selamawit Dawit Hirut Yonas Tigist Biniam Mekdes Girma Almaz Tewodros", "Woldemariam Haile Bekele Gebremedhin Tadesse Assefa Kebede Mengistu"),
    ("Ayaan Hodan Abdirizak Faduma Liban Hibaq Warsame Sagal", "Farah Warsame Abdullahi Jama Hersi Mohamed Duale Guled"),
    ("Marie-Ange Jean-Claude Wideline Frantz Guerline Ti-Jean Mirlande Evens", "Pierre-Louis Toussaint Jean-Baptiste Saint-Fleur Desravines Dorvil Philogene Exantus"),
    ("Wojciech Grażyna Bożena Zbigniew Halina Mirosław Danuta Kazimierz", "Wiśniewski Krzyżanowski Szczepaniak Brzezicki Pietrzak Gołąb Dudek Zawadzka"),
    ("Hamza Ayesha Bilal Rukhsana Imran Saima Zubair Nasreen Waqas Shaista", "Siddiqui Malik Butt Bhatti Rehman Akhtar Cheema Syed Khokhar Ansari"),
    ("Venkatesh Kavitha Murugan Anitha Srinivasan Meenakshi Harish Sowmya Jayanthi", "Krishnamurthy Rangarajan Narayanaswamy Balasubramaniam Pillai Reddy Rao Nair Menon Chidambaram"),
    ("Harpreet Gurbaksh Jaspal Parminder Kulwinder Sukhdeep Navjot", "Dhaliwal Grewal Sandhu Brar Gill Bains Sidhu"),
    ("Ji-woo Seung-min Hye-jin Sang-hoon Min-seo Young-ja Kyung Dae-jung", "Hwang Choi Yoon Seo Jeong Bae Noh Moon Jang"),
    ("Xinyi Zhiwei Meiling Guoqiang Wenjie Shufen Haoran Lihua Yuxuan Tsz-Wai", "Ouyang Zheng Xu Leung Cheung Tsai Feng Hsieh Zhu Qiu Situ"),
    ("Kenji Sachiko Daisuke Emiko Tetsuo Chiyo Ryosuke Fumiko Akira Michiko", "Nishimura Kawaguchi Ishikawa Matsumoto Okada Hayashi Shimizu Uchida Inouye"),
    ("Volodymyr Lyudmila Arkady Galina Vadim Zoya Bohdan Halyna Svitlana", "Petrenko Kuznetsova Shevchenko Rabinovich Lysenko Voronin Tkachuk Zhukov Kravets"),
    ("Menachem Chaya Dovid Fraida Shlomo Yocheved Tzvi Rochel Mendel", "Rabinowitz Teitelbaum Goldfarb Halberstam Feigenbaum Lefkowitz Greenblatt Weinreb"),
    ("Declan Bríd Padraig Sorcha Cormac Nuala Malachy Deirdre", "O'Muireadhaigh McGillicuddy O'Halloran Mac_Giolla Ní_Bhriain Hanrahan Tierney Geoghegan"),
    ("Torbjørn Sigrid Leif Ragnhild Håkon Annika Sven Liv", "Thorvaldsen Østergaard Lindstrøm Haugen Nygård Solberg Kjellberg Rødland"),
    ("Fernanda Thiago Luzia Joaquim Graça Nuno Conceição Valdir", "da_Silva_Rocha Teixeira dos_Santos Albuquerque Carvalho Pacheco Medeiros Furtado"),
    ("Levi Malinda Ezra Verna Amos Lovina Menno Ada", "Stoltzfus Yoder Hostetler Schlabach Zook Beiler Troyer Glick"),
    ("Aurelien Clothilde Alcide Evangeline Remy Odile Placide Antoinette", "Thibodeaux Boudreaux Arceneaux LeBlanc Fontenot Guidry Broussard Robichaux"),
    ("DeShawn Latoya Tyrese Keisha Marquis Shanice D'Andre LaTasha Jamarcus Tanisha", "Washington Jefferson Booker Gaines Mosley Pettway Hollowell Broadnax Ravenell"),
    ("Gianluca Concetta Rocco Filomena Salvatore Carmela Vito Assunta", "DiGiacomo Esposito Lo_Presti Cannizzaro D'Amico Sciortino Della_Rocca Pasquale"),
    ("Katrin Jürgen Ute Dieter Heike Gerhard Anke Volker", "von_Hagen Müller-Brandt Schaefer Ziegenfuss Oberholtzer Dreyer Vogelsang zu_Dohna"),
    ("Stavros Despina Ioannis Kalliope Evangelos Fotini", "Papanikolaou Karagiannis Stathopoulos Vlahos Mavromatis Theodorakis"),
    ("Soun Sopheap Bopha Rithy Channary Kosal Souvanna Bounmy", "Chhim Sok Phommachanh Keo Prum Sisavath Ngin Inthavong"),
    ("Tashi Pema Sherab Dawa Nirmala Bishnu Krishna Sabitri", "Gurung Sherpa Tamang Adhikari Rai Dorjee Lhamo Khatiwada"),
    ("Saw Naw Htoo Mya Zaw Khin Eh Thida", "Htoo Win Maung Aung Wah Oo Htun Paw"),
]
HISPANIC = [("Ximena Lisandro Yesenia Baudelio Maribel Heriberto Azucena Osvaldo Citlali Eustolia Wilmer Danilo Noemí Ramón José_Luis Ana_María Ma._Elena Abel",
             "Quiñones Villaseñor Ybarra Echeverría Cisneros Zaragoza Montes_de_Oca de_León Urrutia Ávila Peñaloza Ocampo García_Márquez Ortiz-Rojas Del_Valle Tzul Xol Chávez")]
STREETS = """Pinckney|Bayou Vista|E 112th|Harlow|Las Palmas|Kamehameha|Old Post|Winding Brook|Rue Dauphine|County Road 19|NE Alder|Calle Luna|
Magnolia Crossing|Piney Woods|Lakeshore|Jefferson Davis|Third|Grand Concourse|Pheasant Run|Ridgemont|S Halstead|Dorchester|Camino Real|Gull Point""".replace("\n", "").split("|")
KINDS = "St Street Ave Avenue Rd Road Ln Lane Dr Drive Blvd Ct Circle Way Pl Terrace Trail Pkwy Hwy Loop".split()
UNITS = ["", "", "", "", "", ", Apt 3C", " apt 214", " # 9", ", Unit B", " Ste 400", ", Floor 2", " Lot 17"]
TOWNS = """Opelousas, LA 70570|Wausau, WI 54403|Farmington, NM 87401|Hilo, HI 96720|Dearborn, MI 48126|Glendale, CA 91205|Minot, ND 58701|
Brownsville, TX 78520|Utica, NY 13501|Savannah, GA 31404|Lewiston, ME 04240|Medford, Oregon 97504|Stockton, CA 95207|Toms River, NJ 08753|
Rapid City, SD 57701|Gainesville, FL 32608|Bellingham, WA 98225|Altoona, PA 16602|Owensboro, KY 42301|Casper, Wyoming 82601|Duluth, MN 55804""".replace("\n", "").split("|")
AREAS = "337 715 928 808 313 818 701 956 315 912 207 541 209 732 605 352 360 814 270 307 218".split()
HOSTS = "gmail.com yahoo.com aol.com outlook.com msn.com att.net me.com fastmail.com sbcglobal.net cox.net".split()
NTH = lambda d: f"{d}{'th' if 10 < d < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(d % 10, 'th')}"


class Drawn(Values):
    def person(self, n):
        if n not in self.people:
            pool = HISPANIC if n and n >= "6" else PEOPLE
            group = self.r.choice(pool)
            first, last = (self.r.choice(names.split()).replace("_", " ") for names in group)
            if pool is PEOPLE and self.r.random() < 0.4:
                first, last = self.first(), self.last()
            self.people[n] = (first, last)
        return self.people[n]

    def E(self, n):
        first, last = map(self.ascii, self.person(n))
        first, last = first or "kim", last or "nguyen"
        local = self.r.choice([f"{first}{last}", f"{first}_{last[:1]}", f"{last}.{first}{self.digits(2)}", f"{first[0]}.{last}", f"{first}{self.digits(4)}"])
        return mark("email", f"{local}@{self.r.choice(HOSTS)}")

    def us(self):
        middle = self.r.choice("23456789") + self.r.choice("023456789") + self.digits(1)
        return self.r.choice(AREAS), middle if middle != "555" else "556", self.digits(4)

    def X(self, n): return mark("phone", f"{'-'.join(self.us())}{self.r.choice([' ext. ', ' x', ' ext '])}{self.digits(3)}")

    def street(self):
        return f"{self.r.randint(2, 21999)} {self.r.choice(STREETS)} {self.r.choice(KINDS)}{self.r.choice(UNITS)}"

    def A(self, n):
        town = self.r.choice(TOWNS)
        four = f"-{self.digits(4)}" if self.r.random() < 0.15 else ""
        return mark("address", f"{self.street()}, {town[:-5]}{mark('zip', town[-5:] + four)}")

    def PO(self, n):
        town = self.r.choice(TOWNS)
        return mark("address", f"{self.r.choice(['PO Box', 'P.O. Box'])} {self.digits(4)}, {town[:-5]}{mark('zip', town[-5:])}")

    def Z(self, n): return mark("zip", self.r.choice(TOWNS)[-5:])

    def birth(self):
        y, m, d = self.day(1939, 2021)
        month = MONTHS[m - 1]
        return self.r.choice([f"{m:02}/{d:02}/{y}", f"{m}/{d}/{y}", f"{m}-{d}-{y % 100:02}", f"{month} {NTH(d)}, {y}", f"{month} {d} {y}", f"{y}-{m:02}-{d:02}",
                              f"{d} {month} {y}", f"{m:02}.{d:02}.{y}", f"{y}/{m:02}/{d:02}", f"{d:02}-{month[:3].upper()}-{y}", f"{month[:3].lower()} {d} {y}"])

    def served(self):
        y, m, d = self.day(2025, 2026)
        month = MONTHS[m - 1]
        return self.r.choice([f"{m:02}/{d:02}/{y}", f"{m}/{d}", f"{month} {NTH(d)}", f"{month} {d}", f"{month[:3]} {d}", f"{y}-{m:02}-{d:02}", f"{m}/{d}/{y % 100}",
                              f"{d} {month[:3]} {y}", f"{m:02}.{d:02}.{y}", f"{month} {d}, {y}", f"{month.lower()} {NTH(d)}"])

    def DI(self, n):
        y, m, d = self.day(2025, 2026)
        return mark("date_of_service", f"{y}-{m:02}-{d:02}")

    def BI(self, n):
        y, m, d = self.day(1939, 2021)
        return mark("date_of_birth", f"{y}-{m:02}-{d:02}")

    def BH(self, n):
        y, m, d = self.day(1939, 2021)
        return mark("date_of_birth", f"{y}{m:02}{d:02}")

    def DH(self, n):
        y, m, d = self.day(2025, 2026)
        return mark("date_of_service", f"{y}{m:02}{d:02}{self.r.choice(['', '0930', '1415'])}")

    def ITIN(self, n): return mark("itin", self.r.choice(["{}-{}-{}", "{}-{}-{}", "{}{}{}"]).format(self.r.randint(900, 999), self.r.randint(70, 88), self.r.randint(1000, 9999)))
    def SSND(self, n): return mark("ssn", f"{self.r.randint(101, 665)}-{self.r.randint(10, 99)}-{self.r.randint(1000, 9999)}")
    def IMEI(self, n): return mark("device_id", self.luhn("35" + self.digits(12)))
    def SER(self, n): return mark("device_id", f"{self.letters(2)}{self.digits(7)}")
    def PHOTO(self, n): return mark("photo", f"https://cdn.{self.r.choice(['portraits', 'members', 'uploads'])}.example/{self.hex(10)}/{self.r.choice(['face', 'selfie', 'headshot'])}.jpg")
    def BIO(self, n):
        import base64
        return mark("biometric", base64.b64encode(b"FMR\0 20\0" + self.r.randbytes(self.r.randint(22, 40))).decode().rstrip("="))

    def BIX(self, n): return mark("biometric", f"{self.r.choice(['vp_', 'emb_', 'tpl-', '0x'])}{self.hex(self.r.randint(12, 24))}")
    def BIV(self, n): return mark("biometric", ",".join(f"{self.r.uniform(-0.5, 0.5):.4f}" for _ in range(8)))

    def URL(self, n):
        first, last = map(self.ascii, self.person(n))
        return mark("url", self.r.choice([f"https://www.{first}{last}.example", f"https://portal.example/patients/{last}-{first}/inbox", f"http://linkd.example/in/{first}-{last}-{self.digits(4)}",
                                          f"https://{last}family.example/{first}", f"https://chart.example/p/{self.digits(8)}?name={first}"]))

    def T(self, n): return mark("phone", self.e164())

    def DL(self, n):
        return mark("license", self.r.choice([f"{self.letters(1)}{self.digits(7)}", f"{self.letters(1)}{self.digits(3)}-{self.digits(4)}-{self.digits(4)}", self.digits(8), self.digits(9),
                    f"{self.letters(1)}{self.digits(12)}", f"{self.letters(2)}{self.digits(6)}", f"{self.letters(1)} {self.digits(3)} {self.digits(3)} {self.digits(3)} {self.digits(3)}", f"{self.letters(1)}{self.digits(8)}"]))

    def VIN(self, n):
        """Any maker, the check digit in the ninth place."""
        worth = dict(zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9])) | {str(i): i for i in range(10)}
        maker = self.r.choice("1FTFW1ET 5YJ3E1EA JTDKN3DU 2T1BURHE 3VWFE21C WBA3A5C5 KMHD84LF 1C4RJFAG 4T1BF1FK JN8AS5MT 1GNSKCKC".split())
        v = list(f"{maker}0{self.r.choice('FGHJKLMNPRS')}{self.letters(1)}{self.digits(6)}")
        rest = sum(worth[c] * w for c, w in zip(v, [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2])) % 11
        v[8] = "X" if rest == 10 else str(rest)
        return mark("vin", "".join(v))

    # As JSON numbers.
    def SSNN(self, n): return mark("#ssn", f"{self.r.randint(101, 665)}{self.r.randint(10, 99)}{self.r.randint(1000, 9999)}")
    def PN(self, n): return mark("#phone", "".join(self.us()))
    def MRNN(self, n): return mark("#mrn", f"{self.r.randint(1, 9)}{self.digits(6)}")
    def CCN(self, n): return mark("#credit_card", self.luhn("4" + self.digits(14)))
    def NPIN(self, n): return mark("#npi", self.luhn("808401" + self.digits(8))[5:])
    def ZN(self, n): return mark("#zip", self.r.choice([t for t in TOWNS if t[-5] != "0"])[-5:])

    def LOINC(self, n): return mark("loinc", self.r.choice("4548-4 2345-7 718-7 2089-1 3016-3 2160-0 14959-1 1742-6 5902-2 777-3".split()))
    def SNO(self, n): return mark("snomed", self.r.choice("73211009 38341003 195967001 44054006 22298006 13645005 84757009 49436004".split()))
    def RXN(self, n): return mark("rxnorm", self.r.choice("860975 197361 314076 617312 308136 198440 966247".split()))
    def ICDN(self, n): return mark("icd9", self.r.choice("250.00 401.9 493.90 724.2 272.4 311 V58.67 530.81".split()))
    def LIC(self, n): return mark("license", f"{self.r.choice(['RN', 'MD', 'A', 'PT'])}{self.digits(6)}")
    def IPS(self, n): return mark("ip", f"2600:{self.hex(4)}:{self.hex(4)}:{self.hex(4)}::{self.hex(4)}")

    def UDI(self, n):
        body = "0" + self.r.choice("0368") + self.digits(11)
        check = -sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(body)) % 10
        return mark("udi", f"(01){body}{check}(17)2{self.r.randint(7, 9)}{self.r.randint(1, 12):02}{self.r.randint(10, 28)}(10){self.letters(1)}{self.digits(5)}(21){self.digits(6)}")

    def HIBC(self, n):
        alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
        body = f"+{self.letters(1)}{self.digits(3)}{self.letters(2)}{self.digits(4)}1/$$52{self.r.randint(6, 9)}{self.digits(2)}{self.letters(1)}{self.digits(4)}"
        return mark("udi", body + alphabet[sum(map(alphabet.index, body)) % 43])

    # What only looks like something: never marked.
    def s(self, n): return self.street()
    def u(self, n): return self.uuid()
    def h(self, n): return self.hex(40)
    def q(self, n): return self.digits(9)
    def w(self, n): return f"1Z{self.letters(3)}{self.digits(13)}"
    def i(self, n): return mark("?ip", f"10.{self.r.randint(0, 40)}.{self.r.randint(1, 250)}.{self.r.randint(1, 250)}")
