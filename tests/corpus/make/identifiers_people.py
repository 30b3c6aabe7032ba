"""Writes identifiers/: how people are reached, where they are, their days, names, devices and pictures, and what looks like them."""
import idvalues as v
from forms import Forms

f = Forms(4102)
r = f.r


def of(*makers):
    return lambda: r.choice(makers)()


# Telephone and fax
words, keys = ["phone", "phone number", "cell", "mobile", "callback number", "contact number", "tel"], ["phone", "mobilePhone", "contact_number", "home_phone", "phoneNumber", "emergency_contact_phone"]
f.identifier("phone", lambda: v.phone_text(r), words, keys, count=64)
f.identifier("phone", lambda: "".join(v.phone(r)), words, keys, numbers=True, count=16, ways=["key", "number", "before", "label"])
for _ in range(12):
    f.text("phone alone", r.choice(["call me back at {}", "{}", "my new number is {} ok?", "Text STOP to {}", "reach us: {}", "{} ext 204"]).format(f"⟦phone:{v.phone_text(r)}⟧"))
f.elsewhere("phone", lambda: "".join(v.phone(r)), count=24)
f.broken("phone", of(lambda: "(123) 456-7890", lambda: f"({r.choice('01')}{v.digits(r, 2)}) 555-{v.digits(r, 4)}"), words, keys, count=10, why="no such number")
f.texts("not phone: other numbers", ["Extension 40021", "Press 1 for billing", f"Score 415-512-702", "Open 9-5, 7 days", "version 4.155.550.123", f"epoch 17{v.digits(r, 8)}", f"17{v.digits(r, 11)} ms",
        "Call 911 in an emergency", "Dial 988 for help", "Short code 72345", f"ISBN 978-0-{v.digits(r, 6)}-4-1", f"IBAN ⟦?account_number:DE89 3704 0044 0532 0130 00⟧", "2026-03-04 10:15", "Pallet 4155 550 123 kg"])
words, keys = ["fax", "fax number", "fax no", "facsimile", "fax #"], ["fax", "faxNumber", "office_fax", "fax_number", "prescriberFax"]
f.identifier("fax", lambda: v.phone_text(r), words, keys)
f.identifier("fax", lambda: "".join(v.phone(r)), words, keys, numbers=True, count=8, ways=["key", "number"])
f.elsewhere("fax", lambda: "".join(v.phone(r)), count=24)
f.texts("not fax: a phone", [t.format(p=f"⟦phone:{v.phone_text(r)}⟧") for t in ["Phone {p}", "call {p}", "cell: {p}", "mobile {p}", "{p} (cell)", "voice line {p}"] * 2])
f.texts("not fax: no number", ["Fax it over please", "fax failed after 3 tries", "Fax machine model 5750", "fax page 2 of 14", "fax queue 10442", "eFax plan $16.95"])

# E-mail
def email():
    a, b = f.first().lower(), f.last().lower()
    return r.choice([f"{a}.{b}@example.com", f"{a}{v.digits(r, 2)}@example.org", f"{a[0]}{b}@mail.example.net", f"{a}_{b}+rx@example.com", f"{b}.{a}@clinic.example.org", f"{a}-{b}@example.co"])


words, keys = ["email", "e-mail address", "email address", "mail"], ["email", "userEmail", "contact_email", "e_mail", "emailAddress"]
f.identifier("email", email, words, keys)
for _ in range(8):
    f.text("email alone", r.choice(["{}", "write to {}", "sent to {} yesterday", "<{}>", "cc: {};"]).format(f"⟦email:{email()}⟧"))
f.texts("not email: at signs", ["Meet me @ 5pm", "follow @lakesidecafe", "npm i @segment/analytics-node@2.1.3", "user@localhost refused", "a@b", "foo@bar..com", "@maria see this", "git@", "2 lbs @ $4.99",
        "twitter: @example_com", "pkg@1.2.3 installed", "name@ example", "@media (max-width: 600px)", "price @10.5", "sip client@", "me at example dot com is spam", "version@latest", "left @right.",
        "@param value", "at@", "x@.com", "john@@doe", "arroba @ casa", "@@ -12,7 +12,9 @@", "{{user.email}} missing", "%40 decoded", "[email protected]", "mailto:", "email: none", "no email on file"])
f.fields("not email", {"twitter": "@lakeside", "package": "@twilio/cli@5.1", "size": "10@2x"})
f.fields("not email", {"email": "", "email_opt_in": True, "emailVerified": False, "email_count": 4})
f.fields("not email", {"icon": "logo@2x.png", "icon_large": "logo@3x.webp"})

# URL
def url():
    return r.choice([f"https://portal.example.com/u/{v.digits(r, 6)}", f"https://example.org/visits/{f.hex(8)}", f"www.example.com/{f.first().lower()}", f"http://example.net/r?id={v.digits(r, 5)}",
                     f"https://exmpl.co/{f.hex(6)}", f"https://my.example.com/#/results/{f.hex(5)}"])


f.identifier("url", url, ["link", "page", "website", "portal"], ["link", "website", "portalUrl", "landing", "shortLink"])
f.texts("not url: dots and slashes", ["Read the file docs/readme.md", "and/or", "v1.2.3", "e.g. this", "www", "http", "https://", "TCP/IP", "a.b.c", "3.5 stars", "node.js and vue.js", "Ready.Set.Go", "path /var/log/app.log",
        "com.example.app", "24/7", "N/A", "ver. 2.0", "etc...", "w/o sugar", "index.html", "http error 404", "://", "C:\\temp\\x.txt", "1/2 cup", "he/she", "www dot nothing", "ftp", "x.y", "https is required", "config.yaml",
        "org.example.Main", "mp3.zip", "km/h", "Q1/Q2", "main.rs:42", "foo::bar", "a//b", "yes.no", "URL missing", "link: pending"])

# IP and MAC
f.identifier("ip", of(lambda: v.ipv4(r), lambda: v.ipv4(r), lambda: v.ipv6(r)), ["IP", "IP address", "ip addr", "client IP", "remote address"], ["ip", "clientIp", "ip_address", "remote_addr", "x-forwarded-for"])
f.texts("not ip: versions and others", ["version 10.4.2.1", "v1.2.3.4 released", "firmware 2.14.0.88", "build 17.0.3.1", "iOS 17.4.1.2", "section 4.2.1.3 of the manual", "Chrome/120.0.6099.109", "1.2.3", "256.300.1.2", "10.20.30",
        "4.4.4.4.4", "ratio 1.5.2.9.7", "release 3.0.0.1", "driver 31.0.101.4502", "SDK 8.1.0.2", "schema version 7.0.0.0", "ISO 3.1.4.1 clause", "OID 1.3.6.1.4.1", "Safari/605.1.15", "fw ver 0.9.12.44",
        "12:30:45", "std::string", "a::b::c", "10:15::", "ratio 16:9", "12:34:56:78", "Book 3:16", "::", "score 3:2", "time 01:02:03:04", "Windows NT 10.0.19045.3803", "ip: none", "update 5.15.0.91", "app 6.3.2.1",
        "IP rating IP67", "IP address missing", "v6.0.0.0-beta", "patch 2.2.2.2 of the game version"])
f.fields("not ip", {"app_version": "4.12.0.3", "os_version": "14.4.1.0", "sdkVersion": "1.0.0.12"})
f.fields("not ip", {"version": "10.2.0.1", "build": "10.2.0.1", "firmwareVersion": "7.1.2.9"})
f.identifier("mac", of(lambda: v.mac(r), lambda: v.mac(r, "-"), lambda: v.mac(r).upper()), ["MAC", "MAC address", "wifi mac", "hardware address", "bluetooth address"], ["mac", "macAddress", "wifi_mac", "bluetooth_mac", "hw_addr"])
f.texts("not mac", ["12:34:56", "Mac and cheese", "MacBook Pro 16", "12:34:56:78:90", "10-20-30-40-50-60 sale", "zz:11:22:33:44:55", "hash ab:cd:ef", "Big Mac 2 for 5", "01:02:03:04:05:06:07:08", "aa:bb:cc:dd:ee", "mac address missing",
        "time 10:20:30:40", "cert AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99", "big mac 10-12-14", "macOS 14.4.1", "MAC OS X 10_15_7", "1:2:3:4:5:6", "lotto 04-11-23-31-40-42", "lotto 04:11:23", "uuid 0a0b-0c0d",
        "color #aabbcc", "ratio 1:2:3", "a1-b2-c3", "seat 12-14-16", "ff:ff", "03-12-22-25-28-41 were the lottery numbers", "M.A.C. lipstick", "MAC-10", "emac 2", "Mac 1200"])

# Devices
f.identifier("device_id", lambda: v.imei(r), ["IMEI", "IMEI number", "device IMEI"], ["imei", "deviceImei", "IMEI"], numbers=True, count=32)
serial = of(lambda: v.pick(r, v.UPPER, 2) + v.digits(r, 8), lambda: "SN-" + v.digits(r, 7), lambda: v.digits(r, 9))
f.identifier("device_id", serial, ["serial number", "device serial", "pump serial number", "device ID", "serial no", "pacemaker serial number"], ["serial_number", "deviceSerial", "device_id", "pumpSerialNumber"], count=40)
f.identifier("device_id", of(lambda: f.uuid(), lambda: f.uuid().upper()), ["advertising id", "IDFA", "device id"], ["advertisingId", "idfa", "deviceId", "gaid"], count=16, ways=["key", "above", "key", "label"])
f.elsewhere("device_id", of(lambda: v.spoil(r, v.imei(r)), lambda: v.pick(r, v.UPPER, 2) + v.digits(r, 8), lambda: v.digits(r, 9)), count=30)
f.broken("device_id", lambda: v.spoil(r, v.imei(r)), ["IMEI"], ["imei"], count=8)
f.texts("not device_id: serials of a story", ["Serial killer podcast 12", "serial port COM3", "TV serial episode 1024", "device offline", "device rebooted 3 times", "serial number missing", "Supports 3 devices", "IMEI: unknown"])
words, keys = ["UDI", "device identifier", "implant UDI", "unique device identifier"], ["udi", "implantUdi", "device_udi", "udiCarrier"]
f.identifier("udi", of(lambda: v.udi_gs1(r), lambda: v.udi_gs1(r), lambda: v.udi_hibcc(r)), words, keys)
for _ in range(6):
    f.text("udi alone", r.choice(["{}", "Label reads {}", "Scanned {} today"]).format(f"⟦udi:{v.udi_gs1(r)}⟧"))


def bad_udi():
    g = v.gtin14(r)
    return f"(01){g[:-1]}{v.other_digit(r, g[-1])}(17){v.day6(r, 2029)}(10)AB{v.digits(r, 3)}"


f.elsewhere("udi", bad_udi, count=16)
f.elsewhere("udi", lambda: v.gtin14(r), count=14, more=["GTIN {v}", "Case barcode {v}"])
f.broken("udi", of(bad_udi, lambda: f"(01){v.digits(r, 12)}", lambda: "+H123" + v.digits(r, 4)), words, keys, count=16)

# Biometrics and pictures
opaque = of(lambda: f.hex(40), lambda: "AAEC" + v.pick(r, v.UPPER + "abcdefgh0123456789", 36) + "==", lambda: f"https://example.com/bio/{f.hex(12)}", lambda: f"fp_{f.hex(24)}")
f.identifier("biometric", opaque, ["fingerprint template"], ["fingerprint", "voiceprint", "retinaScan", "iris_scan", "faceTemplate", "palm_print", "voice_print", "fingerprintTemplate", "biometric_template"], count=64,
             ways=["key", "key", "above", "key", "label"])
f.texts("not biometric", ["Fingerprint login is on", "Iris bloomed early", "Retina display 2560x1600", "voiceprint enrollment is optional", "face the door", "palm trees", "browser fingerprint blocked", "Palm Springs 92262",
        "Touch ID failed", "fingerprints on the glass", "Face ID available", "⟦name:Iris⟧ called twice", "⟦?health:Retina scan⟧ costs $39", "Voice menu 3"])
for k, val in [("fingerprint_enabled", True), ("biometric_login", "enabled"), ("faceIdAvailable", False), ("biometricConsent", "granted"), ("voiceprint_status", "none"), ("retina_display", True), ("fingerprint", ""), ("fingerprint", None),
               ("palm_beach_store", "open"), ("iris_bouquet", "12 stems"), ("face_to_face", True), ("biometric", "off"), ("fingerprint_supported", "yes"), ("touch_id", False), ("cert_fingerprint_algorithm", "sha256"), ("voice", "Polly.Joanna"),
               ("facebook_campaign", f.hex(12)), ("faceted_search", "on"), ("surface", "web"), ("interface", "eth0"), ("palmares", "2026"), ("handle", "open"), ("eyeColor", "brown"), ("face_count", 3), ("iris_version", "2.1.0")]:
    f.fields("not biometric: a switch", {k: val, "step": 2})
photo = of(lambda: f"https://cdn.example.com/u/{f.hex(8)}.jpg", lambda: "data:image/jpeg;base64,/9j/4AAQSkZJRgABAQ" + v.pick(r, v.UPPER + "abcdefgh", 40), lambda: "data:image/png;base64,iVBORw0KGgo" + v.pick(r, v.UPPER + "abcdefgh", 40),
           lambda: f"https://example.org/avatars/{f.hex(10)}.png")
f.identifier("photo|url", photo, ["patient photo"], ["photo", "avatar", "selfie", "headshot", "profilePhoto", "patient_photo", "face_image", "profile_picture"], count=64, ways=["key", "key", "above", "key"])
f.texts("not photo", ["Photo booth at 7", "send a photo of the receipt", "avatar movie night", "Passport photos $12", "Take a selfie!", "photo.jpg attached", "Picture frame 8x10", "image v2 pushed"])
for k, val in [("photo_count", 4), ("avatar_enabled", True), ("photo", ""), ("photo", None), ("photoUploadAllowed", "yes"), ("logo", "⟦?url:https://cdn.example.com/logo.png⟧"), ("product_image", "⟦?url:https://cdn.example.com/p/4410.jpg⟧"), ("banner", "⟦?url:https://cdn.example.com/b.webp⟧"),
               ("icon", "⟦?url:https://cdn.example.com/i/7.svg⟧"), ("photography_style", "macro"), ("avatar", "default"), ("photosynthesis", "lesson 4"), ("headshots_left", 3), ("image", "sha256:" + f.hex(64)), ("docker_image", "app:1.2"), ("picture_size", "8x10"),
               ("thumbnail", "⟦?url:https://cdn.example.com/t/sale.jpg⟧"), ("hero_image", "⟦?url:https://cdn.example.com/hero.jpg⟧"), ("photo_permission", "granted"), ("selfie_required", False), ("telephoto", "70-200"), ("photo_id_required", True), ("qr_image", "⟦?url:https://cdn.example.com/qr/1.png⟧")]:
    f.fields("not photo: a switch, a product", {k: val, "step": 2})

f.save("identifiers/reach_and_devices.ndjson")
