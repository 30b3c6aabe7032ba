"""Writes tests/corpus/messages/*.ndjson: texts and fields of health care and of other firms, in the envelopes of Twilio and Segment."""
import re

import messages_care
import messages_fields as fields
import messages_money
import messages_more
import messages_notes
import messages_replies
from common import mark, write
from messages_kit import Kit, grade, soften

ROUNDS = 5  # how often each hand-written text is filled with other values


def texts(block):
    kind = None
    for line in block.strip().split("\n"):
        if line.startswith("== "):
            kind = line[3:]
        elif line:
            yield kind, line.replace("¶", "\n")


def deep(kit, x):
    """Fills slots and short marks in all strings and keys."""
    if isinstance(x, str):
        return kit.fill(x.replace("¶", "\n"))
    if isinstance(x, list):
        return [deep(kit, e) for e in x]
    return {kit.fill(k): deep(kit, e) for k, e in x.items()} if isinstance(x, dict) else x


def who(kit, kind):
    """(userId, further traits) of a Segment call."""
    if kind == "email":
        return mark("email", kit.mail()), {}
    return ("u_" + kit.hex(10), {"email": mark("email", kit.mail())}) if kind == "person" else (None, {})


def flex(kit, body, inbound):
    return kit.twilio("conversations.message.added", {"conversationSid": kit.sid("CH"), "messageSid": kit.sid("IM"), "index": kit.r.randint(0, 30),
                      "author": mark("phone", kit.e164()) if inbound else "agent_17", "body": body, "source": "SMS"})


def task(kit, attributes):
    return kit.twilio("taskrouter.task.created", {"task_sid": kit.sid("WT"), "workspace_sid": kit.sid("WS"), "task_channel_unique_name": "voice",
                      "task_attributes": {"$json": attributes}})


def studio(kit, variables, contact=None):
    data = {"execution_sid": kit.sid("FN"), "flow_sid": kit.sid("FW"), "step_sid": kit.sid("FT"), "transitioned_from": "collect", "name": "audioComplete",
            "context": {"flow": {"variables": variables}}}
    if contact:
        data["context"]["contact"] = {"channel": {"address": contact}}
    return kit.twilio("studio.flow.step.ended", data)


def debugger(kit, body):
    return kit.twilio("error-logs.error.logged", {"error_code": 11200, "level": "ERROR", "correlation_sid": kit.sid("NO"),
                      "webhook": {"request": {"parameters": {"Body": body}}}})


def enveloped(kit, about, body, turn):
    """A text in one of the envelopes it may come in; over the rounds, each text meets several."""
    inbound = "reply" in about
    if about == "messages without a name":
        return [studio(kit, {"last_message": body}), debugger(kit, body), kit.segment("track", event="Message Typed", properties={"text": body}),
                task(kit, {"summary": body}), kit.sms(body, True)][turn % 5]
    if "note" in about:
        return [task(kit, {"notes": body, "from": mark("phone", kit.e164())}), task(kit, {"conversations": {"content": body}, "direction": "inbound"}),
                kit.segment("track", user="agent_" + kit.hex(4), event="Note Saved", properties={"note": body}),
                flex(kit, body, False), task(kit, {"type": "callback", "payload": {"$json": {"memo": body}}})][turn % 5]
    if turn % 5 == 1:
        return flex(kit, body, inbound)
    if turn % 5 == 3:
        return [task(kit, {"initialMessage": body, "customerAddress": mark("phone", kit.e164())}),
                studio(kit, {"inbound": body} if inbound else {"outgoing": body}, mark("phone", kit.e164())),
                kit.segment("track", user=mark("email", kit.mail()), event="SMS Sent", properties={"body": body}),
                kit.twilio("messaging.email.sent", {"to": mark("email", kit.mail()), "subject": "A note for you", "content": body})][kit.r.randrange(4)]
    return kit.sms(body, inbound)


def spoken(kit, text, turn):
    """A transcript: sentences as objects, one text, or what was recognised piece by piece."""
    turns = re.findall(r"([AC]): (.*?)(?= [AC]: |$)", text, re.S)
    if turn % 3 == 0:
        return kit.twilio("voice-intelligence.transcript.available", {"transcript_sid": kit.sid("GT"), "sentences": [
            {"media_channel": 1 if a == "A" else 2, "sentence_index": i, "transcript": t, "confidence": 0.91} for i, (a, t) in enumerate(turns)]})
    if turn % 3 == 1:
        return task(kit, {"call_sid": kit.sid("CA"), "transcript": "\n".join(f"{'Agent' if a == 'A' else 'Caller'}: {t}" for a, t in turns)})
    return kit.twilio("voice.transcription.content", {"call_sid": kit.sid("CA"), "track": "inbound_track", "from": mark("phone", kit.e164()),
                      "transcription_data": {"$json": {"transcript": " ".join(t for _, t in turns), "confidence": 0.88}}})


def of_texts(seed, block):
    kit = Kit(seed)
    for about, text in texts(block):
        for turn in range(ROUNDS):
            body = kit.fill(text)
            yield about, spoken(kit, body, turn) if "transcript" in about else enveloped(kit, about, body, turn)


def of_segment(seed):
    kit = Kit(seed)
    for _ in range(ROUNDS):
        for kind, event, properties in fields.TRACKS:
            user, more = who(kit, kind)
            yield "Segment track", kit.segment("track", user=user, event=deep(kit, event), properties=deep(kit, properties) | more)
        for kind, traits in fields.TRAITS:
            user, more = who(kit, kind)
            yield "Segment identify", kit.segment("identify", user=user, traits=deep(kit, traits) | more)
        for title, path in fields.PAGES:
            user, _ = who(kit, kit.r.choice(["anonymous", "anonymous", "email"]))
            at = deep(kit, path)
            call = kit.segment("page", user=user, name="Page", properties={"title": deep(kit, title), "path": at, "url": f"⟦?url:https://www.example.org{at}⟧"})
            yield "Segment page", call
        for traits in fields.GROUPS:
            yield "Segment group", kit.segment("group", user=mark("email", kit.mail()), groupId="g_" + kit.hex(8), traits=deep(kit, traits))


def form(kit, pairs, shape):
    pairs = [(deep(kit, a), deep(kit, b)) for a, b in pairs]
    if shape == 0:
        return {"form_response": {"definition": {"fields": [{"ref": f"q{i}", "title": a} for i, (a, _) in enumerate(pairs)]},
                                  "answers": [{"type": "text", "text": b, "field": {"ref": f"q{i}"}} for i, (_, b) in enumerate(pairs)]}}
    if shape == 1:
        return {"fields": [{"label": a, "value": b} for a, b in pairs]}
    if shape == 2:
        return {"submission": {a: b for a, b in pairs}}
    return {"raw": "\n".join(f"{a}: {b}" for a, b in pairs)}


def of_forms(seed):
    kit = Kit(seed)
    for turn in range(8):
        for pairs in fields.FORMS:
            body = form(kit, pairs, turn % 4)
            yield "form", kit.segment("track", event="Form Submitted", properties=body) if turn % 2 else kit.twilio("studio.webhook.received", {"payload": {"$json": body}})
        for variables in fields.STUDIO:
            yield "Studio variables", studio(kit, deep(kit, variables), mark("phone", kit.e164()) if turn % 4 == 3 else None)


def of_records(seed):
    kit = Kit(seed)
    for turn in range(8):
        for resource in fields.FHIR:
            body = deep(kit, resource)
            yield "FHIR", [lambda: studio(kit, {"fhir": body}), lambda: task(kit, {"resource": {"$json": body}}),
                           lambda: kit.segment("track", event="Record Synced", properties={"resource": body}),
                           lambda: kit.twilio("sync.document.updated", {"data": {"$json": body}})][turn % 4]()
        for message in fields.HL7:
            body = deep(kit, message)
            yield "HL7 v2", debugger(kit, body) if turn % 2 else task(kit, {"hl7": body.replace("\n", "\r")})


def main():
    parts = {"care": of_texts("care", messages_care.TEXTS), "money": of_texts("money", messages_money.TEXTS),
             "more": of_texts("more", messages_more.TEXTS), "replies": of_texts("replies", messages_replies.TEXTS), "notes": of_texts("notes", messages_notes.TEXTS),
             "segment": of_segment("segment"), "forms": of_forms("forms"), "records": of_records("records")}
    for name, cases in parts.items():
        cases = [(about, soften(event)) for about, event in cases]
        write(f"messages/{name}.ndjson", [(about, grade(event), event) for about, event in cases])


if __name__ == "__main__":
    main()
