"""Made-up identifiers that pass their check digit or grammar, and what breaks them. Every function takes the Random it draws from."""
UPPER = "ABCDEFGHJKLMNPRSTUVWXYZ"
MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"
AREAS = "205 216 305 312 404 415 503 512 602 617 646 702 713 720 773 801 916 919".split()


def digits(r, count, first="123456789"):
    return "".join([r.choice(first)] + [r.choice("0123456789") for _ in range(count - 1)])


def pick(r, alphabet, count):
    return "".join(r.choice(alphabet) for _ in range(count))


def other_digit(r, digit):
    return r.choice([d for d in "0123456789" if d != digit])


def spoil(r, value):
    """The last digit of a value changed: the check digit fails."""
    at = max(i for i, c in enumerate(value) if c.isdigit())
    return value[:at] + other_digit(r, value[at]) + value[at + 1:]


def luhn(body):
    total = 0
    for i, c in enumerate(reversed(body)):
        d = int(c) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return str(-total % 10)


def ssn(r):
    area = r.choice([n for n in range(1, 900) if n not in (0, 666) and n not in (78, 219, 123)])
    return f"{area:03}-{r.randint(1, 99):02}-{r.randint(1, 9999):04}"


def itin(r):
    group = r.choice([g for g in range(50, 100) if g not in (66, 67, 68, 69, 89, 93)])
    return f"9{r.randint(0, 99):02}-{group}-{r.randint(1, 9999):04}"


def npi(r):
    body = r.choice("12") + digits(r, 8, "0123456789")
    return body + luhn("80840" + body)


def dea(r):
    d = [r.randint(0, 9) for _ in range(6)]
    d[0] = d[0] or 1
    last = (d[0] + d[2] + d[4] + 2 * (d[1] + d[3] + d[5])) % 10
    return r.choice("ABFGMPR") + r.choice(UPPER) + "".join(map(str, d)) + str(last)


def aba(r):
    while True:
        body = f"{r.choice([*range(1, 13), *range(21, 33)]):02}" + digits(r, 6, "0123456789")
        last = -sum(int(c) * w for c, w in zip(body, (3, 7, 1, 3, 7, 1, 3, 7))) % 10
        return body + str(last)


def vin(r):
    value = {**{c: i + 1 for i, c in enumerate("ABCDEFGH")}, **dict(zip("JKLMNPR", (1, 2, 3, 4, 5, 7, 9))),
             **{c: i + 2 for i, c in enumerate("STUVWXYZ")}, **{c: int(c) for c in "0123456789"}}
    v = list(r.choice(["1HG", "1FT", "2T1", "5YJ", "WBA", "JN8", "3VW", "KMH"]) + pick(r, UPPER, 2) + digits(r, 3) + "0"
             + r.choice("ABCDEFGHJKLMNPRS") + r.choice(UPPER) + digits(r, 6, "0123456789"))
    rest = sum(value[c] * w for c, w in zip(v, (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2))) % 11
    v[8] = "X" if rest == 10 else str(rest)
    return "".join(v)


def mbi(r):
    a, an = MBI_LETTERS, MBI_LETTERS + "0123456789"
    return (digits(r, 1) + r.choice(a) + r.choice(an) + digits(r, 1, "0123456789") + r.choice(a) + r.choice(an)
            + digits(r, 1, "0123456789") + pick(r, a, 2) + digits(r, 2, "0123456789"))


def dashed_mbi(v):
    return f"{v[:4]}-{v[4:7]}-{v[7:]}"


def hicn(r):
    return ssn(r) + r.choice(["A", "B", "B1", "C1", "D", "T"])


def card(r):
    kind = r.random()
    body = ("4" + digits(r, 14) if kind < 0.5 else r.choice(["51", "52", "53", "54", "55"]) + digits(r, 13) if kind < 0.75
            else "37" + digits(r, 12) if kind < 0.9 else "6011" + digits(r, 11))
    return body + luhn(body)


def card_spaced(v, by=" "):
    return by.join([v[:4], v[4:10], v[10:]] if len(v) == 15 else [v[:4], v[4:8], v[8:12], v[12:]])


def gtin14(r):
    body = r.choice("0123456789") + digits(r, 12)
    return body + str(-sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(body)) % 10)


def day6(r, year):
    return f"{year % 100:02}{r.randint(1, 12):02}{r.randint(1, 28):02}"


def udi_gs1(r):
    kind = r.random()
    base = f"(01){gtin14(r)}"
    if kind < 0.4:
        return f"{base}(17){day6(r, r.randint(2027, 2032))}(10){pick(r, UPPER, 2)}{digits(r, 4)}"
    if kind < 0.7:
        return f"{base}(11){day6(r, r.randint(2019, 2025))}(17){day6(r, 2029)}(21){digits(r, 7)}"
    return f"{base}(21){pick(r, UPPER, 1)}{digits(r, 6)}"


HIBCC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"


def udi_hibcc(r):
    body = f"+{r.choice('ABDHM')}{digits(r, 3)}{pick(r, UPPER, 2)}{digits(r, 3)}0/$${r.randint(1, 12):02}{r.randint(27, 31)}{pick(r, UPPER, 1)}{digits(r, 4)}/S{digits(r, 5)}"
    body += "/16D20" + day6(r, r.randint(2019, 2025))
    return body + HIBCC[sum(HIBCC.index(c) for c in body) % 43]


def imei(r):
    body = r.choice(["35", "86", "01"]) + digits(r, 12)
    return body + luhn(body)


def mac(r, by=":"):
    pairs = [f"{r.choice([0x00, 0x3c, 0xa4, 0xf0, 0x5c]):02x}"] + [f"{r.randint(0, 255):02x}" for _ in range(5)]
    return by.join(pairs)


def ipv4(r):
    return f"{r.choice([24, 47, 66, 71, 73, 98, 104, 172, 184])}.{r.randint(17, 254)}.{r.randint(1, 254)}.{r.randint(1, 254)}"


def ipv6(r):
    return ":".join(["2600", "1700"] + [f"{r.randint(4096, 65535):x}" for _ in range(6)])


def icd10(r, dotted=True, least=4):
    code = r.choice([c for c in ICD10 if len(c) >= least])
    return code if len(code) == 3 or not dotted else code[:3] + "." + code[3:]


# Codes that are billed often, and some of every chapter (CDC, public domain).
ICD10 = """A0839 A419 A690 B182 B20 B3731 B9789 C50911 C61 C7951 C9000 D509 D693 D3A00 E039 E109 E119 E1165 E11319 E118 E780 E785 E669 E6601
F0390 F1020 F1120 F329 F331 F411 F4310 F840 F909 G20A1 G35D G40909 G4733 G43909 H401131 H2513 H6693 I10 I2510 I4891 I509 I639 J0190 J189 J449 J45909
K219 K5900 K7460 K8020 L209 L400 L89152 M1A9XX0 M545 M5416 M1711 M797 N179 N186 N390 N401 N920 O2441 O9A213 O80 P073 P599 Q909 Q211 R079 R109 R519 R5383
R7303 S062X0A S52501A S72001D S82101K T1491XA T40601A T7840XA U071 U099 V4352XA W010XXA X58XXXA Y92009 Z0000 Z1231 Z21 Z23 Z3A20 Z3800 Z7901 Z794 Z8546 Z9181""".split()
ICD9 = "250.00 401.9 272.4 V70.0 V58.61 530.81 311 427.31 496 715.90 300.00 E885.9 724.2 585.6 414.01 174.9 042 295.30 V22.1 E812.0".split()
CPT = "99213 99214 99203 99285 93000 36415 80053 85025 83036 90837 90834 71046 45378 27447 59400 70551 97110 92507 87635 0001U 0042T 1036F 3044F 4004F".split()
HCPCS = "J1100 J3490 G0438 G0439 E0601 E0143 A4253 L1832 Q4081 J9271 G2211 S9123 H0015 K0823 V2020 P9612 J0585 G0108 A0428 J1745".split()


def verhoeff(body):
    d = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 3, 4, 0, 6, 7, 8, 9, 5], [2, 3, 4, 0, 1, 7, 8, 9, 5, 6], [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
         [4, 0, 1, 2, 3, 9, 5, 6, 7, 8], [5, 9, 8, 7, 6, 0, 4, 3, 2, 1], [6, 5, 9, 8, 7, 1, 0, 4, 3, 2], [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
         [8, 7, 6, 5, 9, 3, 2, 1, 0, 4], [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]]
    p = [[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 5, 7, 6, 2, 8, 3, 0, 9, 4], [5, 8, 0, 3, 7, 9, 6, 1, 4, 2], [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
         [9, 4, 5, 3, 1, 2, 6, 8, 7, 0], [4, 2, 8, 6, 5, 7, 3, 9, 0, 1], [2, 7, 9, 3, 8, 0, 6, 4, 1, 5], [7, 0, 4, 6, 9, 1, 3, 2, 5, 8]]
    c = 0
    for i, x in enumerate(reversed(body)):
        c = d[c][p[(i + 1) % 8][int(x)]]
    return str([0, 4, 3, 2, 1, 5, 6, 7, 8, 9][c])


def snomed(r):
    body = digits(r, r.choice([5, 6, 7])) + "00"
    return body + verhoeff(body)


def loinc(r):
    body = digits(r, r.choice([3, 4, 5]))
    return f"{body}-{luhn(body)}"


def ndc(r, form=None):
    a, b, c = form or r.choice([(4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2)])
    return f"{digits(r, a, '0123456789')}-{digits(r, b, '0123456789')}-{digits(r, c, '0123456789')}"


def phone(r):
    return r.choice(AREAS), str(r.randint(2, 9)) + digits(r, 1, "023456789") + digits(r, 1, "0123456789"), digits(r, 4, "0123456789")


def phone_text(r):
    a, e, n = phone(r)
    return r.choice([f"({a}) {e}-{n}", f"{a}-{e}-{n}", f"{a}.{e}.{n}", f"{a} {e} {n}", f"+1 {a} {e} {n}", f"+1{a}{e}{n}", f"1-{a}-{e}-{n}", f"({a}){e}-{n}"])


def licence(r):
    """A driver's licence as some state prints it."""
    return r.choice([lambda: r.choice(UPPER) + digits(r, 7), lambda: f"{r.choice(UPPER)}{digits(r, 3)}-{digits(r, 3)}-{digits(r, 2)}-{digits(r, 3)}-{digits(r, 1)}",
                     lambda: digits(r, 8), lambda: r.choice(UPPER) + digits(r, 12), lambda: pick(r, UPPER, 2) + digits(r, 6),
                     lambda: "WDL" + pick(r, UPPER, 4) + digits(r, 3) + pick(r, UPPER, 2), lambda: r.choice(UPPER) + digits(r, 14)])()


def passport(r):
    return r.choice([lambda: r.choice("ACXYZ") + digits(r, 8), lambda: digits(r, 9)])()


def plate(r):
    return r.choice([lambda: digits(r, 1) + pick(r, UPPER, 3) + digits(r, 3), lambda: pick(r, UPPER, 3) + "-" + digits(r, 4),
                     lambda: pick(r, UPPER, 3) + " " + digits(r, 4), lambda: pick(r, UPPER, 2) + digits(r, 5)])()
