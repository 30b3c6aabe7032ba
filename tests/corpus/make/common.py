"""Values and envelopes for the scripts that write the corpus. Standard library only; every script seeds its own Random."""
import json
import random
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE.parent


def values(name):
    return (HERE / "values" / f"{name}.txt").read_text().split("\n")[:-1]


def mark(category, text):
    return f"⟦{category}:{text}⟧"


class Maker:
    """Draws values; the same seed writes the same corpus."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.first_names = values("first_names")
        self.last_names = values("last_names")
        self.spanish_last_names = values("spanish_last_names")

    def hex(self, count):
        return "".join(self.r.choice("0123456789abcdef") for _ in range(count))

    def digits(self, count):
        return "".join(self.r.choice("0123456789") for _ in range(count))

    def sid(self, prefix):
        return prefix + self.hex(32)

    def uuid(self):
        h = self.hex(32)
        return f"{h[:8]}-{h[8:12]}-4{h[13:16]}-a{h[17:20]}-{h[20:]}"

    def first(self):
        return self.r.choice(self.first_names).capitalize()

    def last(self):
        return self.r.choice(self.last_names).capitalize()

    def e164(self):
        area = self.r.choice("205 216 305 312 404 415 503 512 602 617 646 702 713 720 773 801 916 919".split())
        # Not 555-01xx: those are known samples, and low by policy. No exchange ends in 11.
        return f"+1{area}{self.r.choice('2346789')}{self.r.choice('023456789')}{self.digits(1)}{self.digits(4)}"

    def time(self):
        return f"2026-{self.r.randint(1, 12):02}-{self.r.randint(1, 28):02}T{self.r.randint(0, 23):02}:{self.r.randint(0, 59):02}:{self.r.randint(0, 59):02}.{self.digits(3)}Z"

    # Envelopes. Bodies and values come with their marks; the envelopes mark their own telephone numbers.

    def sms(self, body, inbound=False):
        account, message, at = self.sid("AC"), self.sid("SM"), self.time()
        kind = "inbound-message.received" if inbound else "message.delivered"
        data = {"messageSid": message, "accountSid": account, "timestamp": at, "from": mark("phone", self.e164()),
                "to": mark("phone", self.e164()), "body": body, "numSegments": 1}
        return {"specversion": "1.0", "type": f"com.twilio.messaging.{kind}", "id": f"EZ{self.hex(32)}", "time": at,
                "source": f"/2010-04-01/Accounts/{account}/Messages/{message}.json",
                "dataschema": "https://events-schemas.twilio.com/Messaging.MessageStatus/7",
                "datacontenttype": "application/json", "data": data}

    def twilio(self, kind, data):
        return {"specversion": "1.0", "type": f"com.twilio.{kind}", "id": f"EZ{self.hex(32)}", "time": self.time(),
                "source": f"/v1/Events/{self.sid('RQ')}", "datacontenttype": "application/json", "data": data}

    def segment(self, kind, user=None, **fields):
        """A Segment call: `user` is a userId, None for an anonymous one."""
        call = {"type": kind, "messageId": f"ajs-next-17{self.digits(11)}-{self.uuid()}", "timestamp": self.time(),
                "channel": "server", "context": {"library": {"name": "analytics-node", "version": "2.1.3"}}}
        call |= {"userId": user} if user else {"anonymousId": self.uuid()}
        return call | fields


def write(path, cases):
    """Writes `(about, grade, event)` cases below the corpus."""
    path = CORPUS / path
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps({"about": about, "grade": grade, "event": event}, ensure_ascii=False, separators=(",", ":"))
             for about, grade, event in cases)
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
