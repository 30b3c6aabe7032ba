"""Clean Segment calls: pages, screens, shop events, traits, groups, audiences. Nothing in them tells of anybody's health."""
from clean_fill import AGENTS, FIRMS, PETS, TOWNS
from clean_wrap import Wrapper
from common import mark

PAGES = [("Home", "/"), ("Pricing", "/pricing"), ("Cart", "/cart"), ("Blog: 7 ways to kill a spreadsheet", "/blog/kill-spreadsheets"), ("Rose bushes | Garden shop", "/garden/roses"), ("Horoscope: Cancer", "/stars/cancer"),
         ("Virgo in May", "/stars/virgo"), ("Flights to Sydney", "/flights/sydney"), ("Docs: dependency injection", "/docs/injection"), ("Careers: nurse recruiter", "/careers/nurse-recruiter"), ("St. Louis store", "/stores/st-louis"),
         ("Pet pharmacy catalog", "/pets/catalog"), ("Vitamin shelf", "/c/vitamins"), ("Song lyrics: Fever", "/lyrics/fever"), ("Syllabus Psychology 101", "/courses/psych-101"), ("Recipe: cured salmon", "/recipes/cured-salmon"),
         ("Car recalls by VIN", "/recalls"), ("Jordan 1 Retro", "/p/jordan-1-retro"), ("Charity run for cancer research", "/events/charity-run"), ("Status: all systems healthy", "/status"), ("Health insurance marketing conference", "/conf/agenda"),
         ("Login", "/login"), ("Order status", "/orders"), ("Release notes 4.2.1.0", "/releases/4.2.1.0"), ("Ayuda", "/es/ayuda"), ("Ofertas de mayo", "/es/ofertas"), ("Game wiki: poison damage", "/wiki/poison"), ("Paint: Heather Moor", "/paint/heather-moor")]
SCREENS = ["Home", "Wallet", "Scan Barcode", "Game Over", "Level 7: Hospital Escape", "Leaderboard", "Playlist: ADHD Focus Beats", "Trip Detail", "Driver Map", "Dog Profile", "Recipe Timer", "Settings", "Onboarding 3", "Seat Map", "Pick Zodiac", "Store Locator"]
GOODS = [("Grace midi dress", "Apparel"), ("Hunter rain boot", "Shoes"), ("Jordan 1 Retro High", "Shoes"), ("Dial soap bar 8 ct", "Bath"), ("Dr. Martens 1460", "Shoes"), ("Halls of Fame mug", "Kitchen"), ("Soma carafe 48 oz", "Kitchen"), ("Sonata dress watch", "Jewelry"),
         ("Plan B skate deck", "Sport"), ("Heather gray tee", "Apparel"), ("Operation board game", "Toys"), ("Nurse costume, adult M", "Party"), ("Doctor Who Tardis lamp", "Home"), ("Poison ivy poster", "Art"), ("Depression glass bowl", "Antiques"),
         ("Red Bull 12-pack", "Drinks"), ("Colombia whole bean 12 oz", "Coffee"), ("Matte lipstick Rosewood", "Beauty"), ("Mascara black", "Beauty"), ("Lego Hospital 60330", "Toys"), ("Vampire blood face paint", "Party"), ("Crutch-free tripod", "Photo"),
         ("The Fault in Our Stars (paperback)", "Books"), ("Biology, 12th ed.", "Books"), ("Dog cone collar, L", "Pets"), ("Cat flea comb", "Pets"), ("John Deere toy tractor", "Toys"), ("Injection molding kit", "Hobby"), ("Stroke rehab: saving a two-stroke engine", "Books"), ("Charlotte sofa", "Home")]
CATALOG = ["Omega-3 fish oil 1000 mg, 120 ct", "Vitamin D3 2000 IU", "Magnesium glycinate 240 ct", "Melatonin gummies 5 mg", "Whey protein vanilla 2 lb", "Creatine monohydrate 500 g", "Collagen peptides", "Zinc lozenges", "Green tea extract", "Sunscreen SPF 50", "Retinol cream 0.3%", "Salicylic cleanser"]
AUDIENCES = ["high_value_shoppers", "cart_abandoners_30d", "churn_risk_high", "dallas_season_ticket_holders", "cancer_zodiac_fans", "dog_owners_midwest", "marathon_runners_2026", "newsletter_openers_90d", "jordan_collectors", "spanish_speakers", "free_trial_users", "dormant_12_months", "killed_subscription_promo", "coffee_subscribers", "first_class_flyers", "home_insurance_leads", "charity_run_donors", "horror_movie_fans", "virgo_birthdays", "nurse_recruiters_b2b"]
TRAITS = [("total_orders", 17), ("last_purchase_sku", "TB-4410-XL"), ("favorite_color", "heather"), ("ltv", 1840.5), ("days_since_login", 40), ("preferred_airport", "STL"), ("loyalty_tier", "gold"), ("most_viewed_category", "Garden")]


class Segment(Wrapper):
    def who(self):
        return self.pick([f"u_{self.digits(7)}", self.digits(6), self.plain("ksuid"), self.uuid()])

    def anonymous(self, call):
        """An anonymous id may be taken for a device; it always goes beside an `ip`."""
        if "anonymousId" in call:
            call["anonymousId"] = mark("?device_id", call["anonymousId"])
        return call

    def web(self, title, path):
        search = self.pick(["", "", "?utm_source=google&utm_campaign=spring", f"?gclid={self.hex(20)}", f"?ref={self.digits(9)}"])
        context = {"ip": self.marked("ip"), "userAgent": self.pick(AGENTS), "locale": self.pick(["en-US", "es-US", "es-MX"]), "timezone": self.pick(["America/Chicago", "America/New_York"]),
                   "page": {"path": path, "referrer": self.pick(["", mark("?url", "https://www.example.org/"), mark("?url", "https://search.example.com/")]), "search": search, "title": title, "url": mark("?url", f"https://www.acme.example{path}{search}")}, "library": {"name": "analytics.js", "version": "next-1.70.0"}}
        if self.r.random() < .5:
            context["campaign"] = {"name": self.pick(["spring_sale", "cancer_season_astrology", "back_to_school", "mayo_ofertas", "charity_run"]), "source": self.pick(["google", "newsletter", "ig"]), "medium": self.pick(["cpc", "email"]), "content": self.plain("hexc")}
        if self.r.random() < .3:
            context["userAgentData"] = {"brands": [{"brand": "Chromium", "version": "126"}], "mobile": False, "platform": "macOS", "fullVersion": "126.0.6478.127"}
        return context

    def page(self):
        title, path = self.pick(PAGES)
        return self.anonymous(self.segment("page", self.pick([None, self.who()]), name=title, properties={"title": title, "path": path, "url": mark("?url", f"https://www.acme.example{path}")}) | {"context": self.web(title, path), "channel": "client"})

    def mobile(self):
        return {"app": {"name": self.pick(["Acme", "Trailmix", "Virgo Daily"]), "version": self.plain("ver4"), "build": self.digits(4), "namespace": "com.acme.app"}, "device": {"id": self.marked("dev"), "advertisingId": self.marked("dev"), "adTrackingEnabled": True, "manufacturer": "Apple", "model": "iPhone15,3", "type": "ios"},
                "ip": self.marked("ip"), "network": {"carrier": self.pick(["T-Mobile", "AT&T"]), "wifi": True, "cellular": False, "bluetooth": False}, "os": {"name": "iOS", "version": "17.5.1"}, "screen": {"density": 3, "width": 430, "height": 932}, "locale": "en-US", "timezone": "America/Denver", "library": {"name": "analytics-ios", "version": "4.1.8"}}

    def screen(self):
        return self.anonymous(self.segment("screen", self.pick([None, self.who()]), name=self.pick(SCREENS), properties={"variation": self.pick(["A", "B"]), "load_ms": self.r.randint(20, 900)}) | {"context": self.mobile(), "channel": "client"})

    def product(self):
        name, kind = self.pick(GOODS)
        return {"product_id": self.digits(9), "sku": self.plain("sku"), "name": name, "category": kind, "brand": self.pick(FIRMS), "price": round(self.r.uniform(3, 240), 2), "quantity": self.r.randint(1, 4), "ean": self.plain("ean")}

    def shop(self):
        event = self.pick(["Order Completed", "Checkout Started", "Product Added", "Product Viewed", "Cart Viewed", "Order Refunded", "Coupon Applied", "Product Searched", "Shipment Delivered"])
        properties = {"order_id": self.pick([self.plain("ord"), int("5" + self.digits(8))]), "total": round(self.r.uniform(9, 900), 2), "currency": "USD", "products": [self.product() for _ in range(self.r.randint(1, 2))]}
        if event == "Product Searched":
            properties = {"query": self.pick(["rose gold ring", "heart shaped pan", "doctor who scarf", "austin tee", "plan b deck", "kill bill poster", "zapatos rojos", "may flowers", "chase paw patrol", "hunter boots"]), "results": self.r.randint(0, 300)}
        if event == "Shipment Delivered":
            properties = {"tracking_number": self.pick([self.plain("fedex"), self.plain("usps"), self.plain("ups"), int("9" + self.digits(8))]), "po_number": int("4" + self.digits(8)), "carrier": self.pick(["UPS", "FedEx", "USPS"]), "zone": self.r.randint(2, 8), "timestamp_ms": int(self.plain("ms"))}
        if event == "Order Completed" and self.r.random() < .4:
            properties["shipping_address"] = {"name": self.marked("N"), "line1": self.marked("st"), "postal_code": self.marked("zip"), "phone": self.marked("ph")}
        call = self.segment("track", self.who(), event=event, properties=properties)
        if self.r.random() < .4:
            call["context"] = {"ip": self.marked("ip"), "userAgent": self.pick(AGENTS)}
        return call

    def catalog(self):
        return self.segment("track", "catalog-sync", event=self.pick(["Catalog Item Updated", "Product Listing Published", "Inventory Counted", "Price Changed"]), properties={"title": self.pick(CATALOG), "upc": self.digits(12), "sku": self.plain("sku"), "list_price": round(self.r.uniform(5, 60), 2), "stock": self.r.randint(0, 400), "aisle": self.r.randint(1, 30)})

    def identify(self):
        first, last = self.first(), self.last()
        town, state, code = self.pick(TOWNS)
        traits = self.pick([
            lambda: {"firstName": mark("name", first), "lastName": mark("name", last), "email": self.marked("em"), "plan": self.pick(["free", "pro"]), "createdAt": self.time()},
            lambda: {"name": mark("name", f"{first} {last}"), "phone": self.marked("ph"), "birthday": self.marked("dob"), "gender": self.pick(["f", "m", "x"]), "age": self.r.randint(19, 70)},
            lambda: {"address": {"street": self.marked("st"), "city": mark("?address", town), "state": state, "postalCode": mark("zip", code), "country": "US"}, "email": self.marked("em")},
            lambda: {"username": f"gamer_{self.digits(4)}", "level": self.r.randint(1, 80), "class": self.pick(["healer", "medic", "rogue"]), "zodiac": self.pick(["Cancer", "Virgo", "Leo"]), "hp": self.r.randint(1, 999)},
            lambda: {"company": {"name": self.pick(FIRMS), "employee_count": self.r.randint(2, 5000)}, "title": self.pick(["VP Sales", "Nurse recruiter", "Physical plant manager", "Doctoral student", "Head of Growth"]), "email": self.marked("em")},
            lambda: {"pet_name": self.pick(PETS), "pet_breed": self.pick(["beagle", "tabby", "labradoodle"]), "favorite_store": "Madison", "points": self.r.randint(0, 9000)},
            lambda: {"vin": self.marked("vin"), "license_plate": self.marked("plate"), "make": "Subaru", "next_service": self.plain("dt")},
            lambda: {"Nombre": self.marked("ES"), "correo": self.marked("em"), "idioma": "es", "cupones": self.r.randint(0, 9)},
            lambda: {"app_version": self.plain("ver4"), "theme": self.plain("hexc"), "push_enabled": True, "build": self.plain("sha")},
        ])()
        return self.segment("identify", self.pick([self.who(), self.marked("em")]), traits=traits)

    def group(self):
        if self.r.random() < .5:
            return self.segment("alias", self.who(), previousId=self.pick([self.marked("em"), self.plain("ksuid"), self.uuid()]))
        return self.segment("group", self.who(), groupId=f"org_{self.digits(6)}", traits={"name": self.pick(FIRMS), "industry": self.pick(["Retail", "Banking", "Hospital furniture", "Insurance (auto)", "Toys"]), "employees": self.r.randint(3, 9000), "plan": "enterprise", "phone": self.pick([None, self.marked("toll")]), "website": mark("?url", "https://www.acme.example")})

    def audience(self):
        key = self.pick(AUDIENCES)
        personas = {"computation_class": "audience", "computation_id": f"aud_{self.plain('ksuid')}", "computation_key": key, "namespace": f"spa_{self.hex(16)}", "space_id": f"spa_{self.hex(16)}"}
        roll, user = self.r.random(), self.pick([self.who(), self.who(), self.marked("em")])
        if roll < .4:
            call = self.segment("identify", user, traits={key: self.pick([True, False])})
        elif roll < .75:
            call = self.segment("track", user, event=self.pick(["Audience Entered", "Audience Exited"]), properties={"audience_key": key, key: True})
        else:
            trait, value = self.pick(TRAITS)
            personas |= {"computation_class": "trait", "computation_key": trait}
            call = self.segment("track", user, event="Trait Computed", properties={"trait_key": trait, trait: value})
        return call | {"context": {"personas": personas}, "integrations": {"All": False, "Webhooks": True}}

    def form(self):
        """A form the way form builders send it: questions with their answers."""
        ask = [("What is your name?", self.marked("N")), ("Email", self.marked("em")), ("Best phone number", self.marked("ph")), ("Mailing address", self.marked("ad")), ("Company", self.pick(FIRMS)),
               ("How did you hear about us?", self.pick(["Radio", "a friend", "Billboard on MLK Blvd", "Google"])), ("Shirt size", self.pick(["S", "M", "XL"])), ("Party size", self.r.randint(1, 12)), ("Pet's name", self.pick(PETS)),
               ("Favorite movie", self.pick(["Kill Bill", "Saving Grace", "The Fly", "Contagion", "Patch Adams"])), ("Preferred store", self.pick(["Madison", "Jackson", "St. Louis", "San Jose"])), ("Budget", self.plain("usd")),
               ("Anything else?", self.pick(["no", "call after 5pm", "your site is sick!", "this form is killing me lol", "gate code is 4410", "hablo español", "please no onions", "N/A"])), ("Order number", self.plain("ord")), ("Zodiac sign", self.pick(["Cancer", "Virgo", "Aries"]))]
        answers = [{"field": self.hex(6), "question": q, "answer": a} for q, a in self.r.sample(ask, self.r.randint(2, 5))]
        name = self.pick(["Quote Request", "Catering Request", "Store Feedback", "Giveaway Entry", "Test Drive Request", "Grooming Booking", "RSVP", "Job Application", "Warranty Registration"])
        return self.segment("track", self.who(), event="Form Submitted", properties={"form_name": name, "form_id": self.hex(8), "answers": answers})


def make():
    maker = Segment("clean/segment")
    return {"segment_pages": [maker.page() for _ in range(330)], "segment_screens": [maker.screen() for _ in range(200)], "segment_shop": [maker.shop() for _ in range(450)], "segment_catalog": [maker.catalog() for _ in range(120)],
            "segment_identify": [maker.identify() for _ in range(400)], "segment_groups": [maker.group() for _ in range(160)], "segment_forms": [maker.form() for _ in range(180)], "segment_audiences": [maker.audience() for _ in range(300)]}
