"""The events a clean text is put into, short ones more often than full ones."""
from html import escape

from clean_fill import Filler
from common import mark


# Themes nobody would say aloud on the telephone.
WRITTEN = {"logs", "devops", "typos", "caps", "numbers", "long_mails", "codes"}


class Wrapper(Filler):
    def zip_mark(self):
        return self.marked("zip")

    def text_event(self, text, theme):
        """Any of the events that carry running text. A text with an optional mark (`⟦?`) always goes beside a telephone number, so
        that the grade does not hang on it."""
        with_phone = [self.short, self.short, self.short, self.inbound, self.conversation, self.task, self.segment_form]
        without = [self.debugger, self.note_task, self.system_message, self.push]
        if theme == "long_calls":
            with_phone, without = [self.task, self.speech, self.conversation], [self.sentence, self.operator, self.note_task]
        elif theme not in WRITTEN:
            with_phone.append(self.speech)
            without += [self.sentence, self.operator, self.say, self.studio]
        if "⟦?" in text or self.r.random() < .62:
            return self.sms(text, self.r.random() < .3) if self.r.random() < .06 else self.pick(with_phone)(text, theme)
        return self.pick(without)(text, theme)

    def short(self, text, theme):
        kind = self.pick(["sent", "delivered", "queued", "undelivered", "failed"] if self.r.random() < .3 else ["sent", "delivered"])
        data = {"messageSid": self.sid("SM"), "messageStatus": kind.upper(), "from": self.pick([self.marked("e164"), "72975", "ACME"]), "to": self.marked("e164"), "body": text}
        if self.r.random() < .15:
            data["tags"] = {"campaign": theme, "batch": self.digits(9)}
        return {"type": f"com.twilio.messaging.message.{kind}", "data": data}

    def inbound(self, text, theme):
        data = {"from": self.marked("e164"), "to": self.marked("e164"), "body": text, "numMedia": 0}
        if self.r.random() < .4:
            data |= {"fromCity": mark("?address", self.pick(["AUSTIN", "MADISON", "ST LOUIS", "JACKSON"])), "fromState": "TX", "fromZip": self.marked("zip"), "fromCountry": "US"}
        if self.r.random() < .15:
            data["from"] = mark("phone", "whatsapp:" + self.e164()).replace("⟦phone:whatsapp:", "whatsapp:⟦phone:")
        return {"type": "com.twilio.messaging.inbound-message.received", "data": data}

    def conversation(self, text, theme):
        return {"type": "com.twilio.conversations.message.added",
                "data": {"ConversationSid": self.sid("CH"), "Author": self.pick([self.marked("e164"), self.marked("em")]), "MessageBody": text, "Index": self.r.randint(0, 40), "Attributes": {}}}

    def system_message(self, text, theme):
        return {"type": "com.twilio.conversations.message.added", "data": {"MessageSid": self.sid("IM"), "Author": "system", "MessageBody": text, "Index": self.r.randint(0, 40)}}

    def task(self, text, theme):
        return {"type": "com.twilio.taskrouter.task.created", "data": {"name": "TaskCreated", "payload": {"task_sid": self.sid("WT"),
                "task_attributes": {"$json": {"from": self.marked("e164"), "channelType": "sms", "name": self.pick([self.marked("N"), "Anonymous"]), "initialMessage": text}}, "task_priority": self.r.randint(0, 9)}}}

    def note_task(self, text, theme):
        return {"type": "com.twilio.taskrouter.task.updated", "data": {"payload": {"task_sid": self.sid("WT"), "task_attributes": {"$json": {"queue": theme, "summary": text}}, "task_age": self.r.randint(1, 9999)}}}

    def speech(self, text, theme):
        return {"type": "com.twilio.voice.twiml.gather.finished", "data": {"sid": self.sid("CA"), "request": {"method": "POST", "parameters": {"From": self.marked("e164"), "SpeechResult": text, "Confidence": f"0.{self.digits(2)}"}}}}

    def sentence(self, text, theme):
        return {"type": "com.twilio.voice-intelligence.transcript.available", "data": {"transcript_sid": self.sid("GT"), "sentences": [{"media_channel": self.r.randint(1, 2), "sentence_index": self.r.randint(0, 60), "confidence": f"0.{self.digits(2)}", "transcript": text}]}}

    def operator(self, text, theme):
        return {"type": "com.twilio.voice-intelligence.operator-result.available", "data": {"operator_type": "text-generation", "name": "Call Summary", "transcript_sid": self.sid("GT"), "text_generation_results": {"format": "text", "result": text}}}

    def say(self, text, theme):
        return {"type": "com.twilio.voice.twiml.requested", "data": {"sid": self.sid("CA"), "response": {"responseCode": 200, "responseBody": {"$base64": f"<Response><Say>{escape(text, quote=False)}</Say></Response>"}}}}

    def debugger(self, text, theme):
        return {"type": "com.twilio.error-logs.error.logged", "data": {"sid": self.sid("NO"), "level": self.pick(["ERROR", "WARNING", "INFO"]), "error_code": self.pick(["11200", "30007", "93101", "82005"]),
                "payload": {"$json": {"message": text, "resource_sid": self.sid("SM")}}}}

    def studio(self, text, theme):
        return {"type": "com.twilio.studio.flow.step.ended", "data": {"step_sid": self.sid("FT"), "name": f"say_{theme}", "transitioned_from": "trigger", "transitioned_to": self.pick(["gather_1", "hangup"]), "text": text}}

    def push(self, text, theme):
        return {"type": "track", "event": self.pick(["Push Notification Received", "Email Opened", "Notification Shown"]), "userId": f"u_{self.digits(7)}", "properties": {"campaign": theme, "message": text}}

    def segment_form(self, text, theme):
        return {"type": "track", "event": self.pick(["Form Submitted", "Contact Form Submitted", "Survey Answered", "Review Posted"]), "userId": f"u_{self.digits(7)}",
                "properties": {"form": theme, "email": self.marked("em"), "comments": text}, "context": {"ip": self.marked("ip")}}
