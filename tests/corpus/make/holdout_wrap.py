"""Envelopes of the second held-out set: the events in which a text travels. Each takes the drawn values and the text."""
import json

from common import mark


def sms(v, text):
    return v.sms(text)


def inbound(v, text):
    return v.sms(text, inbound=True)


def whatsapp(v, text):
    number = v.e164()
    return v.twilio("conversations.message.added", {
        "AccountSid": v.sid("AC"), "Author": f"whatsapp:{mark('phone', number)}", "ConversationSid": v.sid("CH"), "MessageSid": v.sid("IM"),
        "Index": v.r.randint(0, 40), "MessageBody": text, "DateCreated": v.time(), "Media": [], "Attributes": {}})


def conversation(v, text):
    """A message by the system or a numbered agent: nobody is told by the envelope."""
    return v.twilio("conversations.message.added", {
        "AccountSid": v.sid("AC"), "Author": v.r.choice(["system", "bot", f"agent_{v.digits(3)}", "webchat"]), "ParticipantSid": v.sid("MB"),
        "ConversationSid": v.sid("CH"), "MessageSid": v.sid("IM"), "Index": v.r.randint(0, 40), "MessageBody": text, "DateCreated": v.time()})


def speech(v, text):
    return v.twilio("voice.twiml.gather.finished", {
        "sid": v.sid("CA"), "eventSid": v.sid("VW"), "timestamp": v.time(), "request": {"method": "POST", "url": "https://ivr.example/gather", "parameters": {
            "CallSid": v.sid("CA"), "From": mark("phone", v.e164()), "To": mark("phone", v.e164()), "Direction": "inbound", "CallStatus": "in-progress",
            "SpeechResult": text, "Confidence": f"0.{v.digits(4)}"}}})


def said(v, text):
    return v.twilio("voice.twiml.requested", {
        "sid": v.sid("CA"), "eventSid": v.sid("VW"), "timestamp": v.time(), "response": {"responseCode": 200, "contentType": "text/xml",
        "responseBody": {"$base64": f'<?xml version="1.0" encoding="UTF-8"?><Response><Say voice="alice">{text}</Say><Hangup/></Response>'}}})


def transcript(v, text):
    """One string with the speakers in it."""
    return v.twilio("voice.transcription.completed", {"call_sid": v.sid("CA"), "account_sid": v.sid("AC"), "duration": v.r.randint(20, 900), "transcription_text": text})


def sentences(v, text):
    """The same as an array of sentences, each with its speaker."""
    turns = []
    for at, line in enumerate(text.split("\n")):
        who, colon, words = line.partition(": ")
        turns.append({"index": at, "channel": at % 2, "speaker": who if colon else "unknown", "text": words if colon else line})
    return v.twilio("intelligence.transcript.finished", {"transcript_sid": v.sid("GT"), "service_sid": v.sid("GA"), "sentences": turns})


def note(v, text):
    return v.segment("track", f"usr_{v.digits(6)}", event=v.r.choice(["Note Added", "Ticket Updated", "Comment Posted"]), properties={"text": text, "source": "console"})


def anon(v, text):
    return v.segment("track", event=v.r.choice(["Chat Message Sent", "Form Submitted", "Widget Message"]), properties={"message": text, "page": v.r.choice(["/contact", "/help", "/"])})


def bare(v, text):
    """An event that tells nobody: an export, a queue, a template."""
    return v.twilio("studio.flow.step.ended", {"execution_sid": v.sid("FN"), "flow_sid": v.sid("FW"), "step_sid": v.sid("FT"), "name": v.r.choice(["send_msg", "http_1", "set_vars"]),
                                               "transitioned_to": "next", "widget_output": text})


def task(v, text):
    return v.twilio("taskrouter.task.created", {
        "sid": v.sid("EV"), "group": "task", "level": "INFO", "payload": {"task_sid": v.sid("WT"), "workspace_name": "Flex Task Assignment", "task_age": v.r.randint(0, 900),
        "task_attributes": {"$json": {"channelType": v.r.choice(["web", "sms", "voice"]), "direction": "inbound", "conversations": {"conversation_id": v.uuid()}, "notes": text}}}})


def error(v, text):
    return v.twilio("error-logs.error.logged", {
        "sid": v.sid("NO"), "account_sid": v.sid("AC"), "level": v.r.choice(["WARNING", "ERROR"]), "product_name": "Programmable Messaging", "error_code": v.r.choice(["30007", "11200", "93101"]),
        "payload": {"$json": {"resource_sid": v.sid("SM"), "webhook": {"request": {"url": "https://hooks.example/in", "parameters": {"Body": text, "NumMedia": "0"}}}}}})


def mail(v, text):
    subject, parted, body = text.partition(" // ")
    told = {"email_subject": subject, "body_text": body} if parted else {"email_subject": "", "body_text": text}
    return v.segment("track", f"usr_{v.digits(6)}", event="Email Delivered", properties=told | {"campaign_id": v.digits(8)})


def held(v, text):
    """A document in a string: FHIR, HL7, CSV, a log."""
    value = {"$json": json.loads(text)} if text.startswith("{") else text
    return v.twilio("functions.execution.logged", {"function_sid": v.sid("ZH"), "level": "INFO", "payload": value})


def segment(v, text):
    call = json.loads(text)
    kind, user = call.pop("type"), call.pop("userId", None)
    return v.segment(kind, user, **call)


def attributes(v, text):
    return v.twilio("taskrouter.reservation.accepted", {
        "sid": v.sid("EV"), "group": "reservation", "payload": {"task_sid": v.sid("WT"), "worker_sid": v.sid("WK"), "task_attributes": {"$json": json.loads(text)}}})


def twilio(v, text):
    call = json.loads(text)
    return v.twilio(call["type"], call["data"])


WRAPS = {f.__name__: f for f in (sms, inbound, whatsapp, conversation, speech, said, transcript, sentences, note, anon, bare, task, error, mail, held, segment, attributes, twilio)}
