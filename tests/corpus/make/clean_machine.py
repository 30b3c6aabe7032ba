"""Clean events of machines: what Twilio emits without any text of a person. Addresses of Twilio's own servers may be found or not."""
from clean_fill import AGENTS, FIRMS, TOWNS
from clean_wrap import Wrapper
from common import mark

QUEUES = ["Everyone", "Billing", "Order status", "Returns", "Spanish", "Tier 2", "Chase team", "Virgo desk", "Emergency dispatch (roadside)", "Grace period desk"]
ACTIVITIES = ["Available", "Offline", "Break", "Unavailable", "Lunch", "Wrap up", "Training"]
WIDGETS = ["trigger", "split_hours", "gather_menu", "send_to_flex", "say_closed", "http_get_order", "set_variables", "kill_switch", "check_health_endpoint", "split_language", "voicemail", "abort_call"]
ERRORS = [(11200, "HTTP retrieval failure"), (11205, "HTTP connection failure"), (12100, "Document parse failure"), (13224, "Dial: Invalid phone number format"),
          (21610, "Attempt to send to unsubscribed recipient"), (30003, "Unreachable destination handset"), (30005, "Unknown destination handset"),
          (30007, "Message filtered"), (30034, "US A2P 10DLC - message from an unregistered number"), (31005, "Connection error, transport died"),
          (32009, "Your TwiML tried to Dial an unregistered SIP endpoint"), (45601, "Task canceled: queue aborted"), (63016, "Failed to send freeform message outside the allowed window"),
          (81016, "Outgoing HTTP request failed; heartbeat lost"), (82002, "Twilio function returned 500: injection of env failed"), (93101, "Error delivering event to webhook: 500 Internal Server Error")]


class Machine(Wrapper):
    def time_ms(self):
        return self.time()

    def short_event(self, kind, data):
        event = self.twilio(kind, data)
        if self.r.random() < .5:
            event["dataschema"] = f"https://events-schemas.twilio.com/{self.pick(['TaskRouter.WDSEvent/4', 'Studio.FlowStepEvent/2', 'Voice.WebhookEvent/2', 'ErrorLogs.Error/2'])}"
        return event

    def task_attributes(self):
        town, state, code = self.pick(TOWNS)
        phone = self.marked("e164")
        return self.pick([
            {"from": phone, "direction": "inbound", "call_sid": self.sid("CA"), "from_country": "US", "from_state": state, "from_city": mark("?address", town), "from_zip": mark("zip", code), "selected_language": self.pick(["en", "es"])},
            {"channelType": "web", "customerName": self.marked("N"), "customers": {"email": self.marked("em"), "external_id": f"cus_{self.digits(8)}"}, "conversationSid": self.sid("CH")},
            {"type": self.pick(["order", "return", "abandoned_cart"]), "order_id": int("4" + self.digits(8)), "tracking_number": self.plain("fedex"), "priority": self.r.randint(0, 5)},
            {"queue_hint": self.pick(QUEUES), "attempt": self.r.randint(1, 4), "callback_at": int(self.plain("ms")), "lang": "es"},
            {"skills": ["billing", "chat"], "po_number": self.plain("po"), "sku": self.plain("sku"), "conversations": {"conversation_id": self.sid("WT"), "abandoned": "No", "kill": False}},
        ])

    def taskrouter(self):
        name, kind = self.pick([("ReservationCreated", "reservation.created"), ("ReservationAccepted", "reservation.accepted"), ("ReservationTimeout", "reservation.timeout"), ("TaskCanceled", "task.canceled"),
                                ("TaskQueueEntered", "task-queue.entered"), ("TaskCompleted", "task.completed"), ("WorkerActivityUpdate", "worker.activity.update"), ("WorkflowTargetMatched", "workflow.target-matched")])
        payload = {"sid": self.sid("EV"), "eventtype": kind, "workspace_sid": self.sid("WS"), "workspace_name": "Flex Task Assignment", "task_sid": self.sid("WT"), "task_attributes": {"$json": self.task_attributes()},
                   "task_age": self.r.randint(1, 40000), "task_priority": self.r.randint(0, 10), "task_channel_unique_name": self.pick(["voice", "chat", "sms", "default"]), "task_queue_name": self.pick(QUEUES), "workflow_name": "Assign to Anyone", "timestamp": self.time()}
        if name.startswith(("Reservation", "Worker")):
            person, handle = self.marked("N"), self.r.randint(100, 999)
            payload |= {"worker_sid": self.sid("WK"), "worker_name": self.pick([self.marked("em"), f"agent_{handle}"]), "worker_activity_name": self.pick(ACTIVITIES),
                        "worker_attributes": {"$json": self.pick([{"full_name": person, "email": self.marked("em"), "roles": ["agent"], "contact_uri": f"client:agent_{handle}"}, {"roles": ["supervisor"], "contact_uri": f"client:agent_{handle}", "location": "Madison"}])}}
        return self.short_event(f"taskrouter.{kind}", {"sid": payload["sid"], "name": name, "account_sid": self.sid("AC"), "level": "INFO", "product_name": "TaskRouter", "publisher_metadata": "{}", "payload": payload})

    def studio_flow(self):
        if self.r.random() < .5:
            return self.short_event("studio.flow.step.ended", {"parent_step_sid": None, "step_sid": self.sid("FT"), "execution_sid": self.sid("FN"), "account_sid": self.sid("AC"), "flow_sid": self.sid("FW"), "name": self.pick(WIDGETS),
                                    "transitioned_from": self.pick(WIDGETS), "transitioned_to": self.pick(WIDGETS), "date_created": self.time()})
        return self.short_event("studio.flow.execution.ended", {"execution_sid": self.sid("FN"), "account_sid": self.sid("AC"), "flow_sid": self.sid("FW"), "contact_channel_address": self.marked("e164"), "status": "ended",
                                "ended_reason": self.pick(["FLOW_END", "TIMEOUT", "API", "FAILURE"]), "started_by": self.sid("CA"), "flow_revision": self.r.randint(1, 1400), "date_updated": self.time()})

    def error(self):
        code, message = self.pick(ERRORS)
        more = self.pick([{"Msg": message, "sourceComponent": str(self.r.randint(10000, 99999)), "httpResponse": "502", "url": mark("?url", f"https://hooks.example.com/v{self.r.randint(1, 3)}/events")},
                          {"Msg": message, "parserMessage": "Element type \"Say\" must be followed by attributes", "line": self.r.randint(1, 40)}])
        payload = {"resource_sid": self.sid("SM"), "error_code": str(code), "more_info": more}
        if self.r.random() < .4:
            payload["webhook"] = {"request": {"method": "POST", "parameters": {"From": self.marked("e164"), "To": self.marked("e164"), "MessageStatus": "undelivered", "ApiVersion": "2010-04-01", "ErrorCode": str(code)}}, "response": {"status_code": 502}}
        return self.short_event("error-logs.error.logged", {"sid": self.sid("NO"), "account_sid": self.sid("AC"), "level": self.pick(["ERROR", "WARNING"]), "request_sid": self.sid("RQ"), "correlation_sid": self.sid("ZE"),
                                "product_name": self.pick(["Programmable Voice", "Programmable SMS", "Studio", "Event Streams"]), "error_code": str(code), "payload": {"$json": payload}})

    def end(self, who):
        town, state, _ = self.pick(TOWNS)
        return {"caller": who, "callee": "", "carrier": self.pick(["T-Mobile USA, Inc.", "Verizon Wireless", "AT&T Wireless", "Charter", "Johnson Telephone Co"]), "connection": self.pick(["landline", "mobile", "voip"]),
                "location": {"lat": f"⟦#?address:{self.plain('lat')}⟧", "lon": f"⟦#?address:{self.plain('lon')}⟧"}, "city": mark("?address", town), "country_code": "US", "country_subdivision": state, "ip_address": self.pick(["", self.marked("ip")])}

    def call_summary(self):
        call = self.sid("CA")
        other = self.end("")
        other["callee"] = self.pick([self.marked("e164"), "client:agent_" + self.digits(3)])
        data = {"call_sid": call, "account_sid": self.sid("AC"), "start_time": self.time(), "end_time": self.time(), "duration": self.r.randint(0, 2400), "connect_duration": self.r.randint(0, 2300), "call_type": self.pick(["carrier", "client", "sip"]),
                "call_state": self.pick(["completed", "canceled", "busy", "noanswer"]), "from": self.end(self.marked("e164")), "to": other, "processing_state": self.pick(["partial", "complete"]), "processing_version": 3, "tags": self.pick([[], ["silence"], ["high_jitter", "high_pdd"]]),
                "properties": {"q850_cause": 16, "last_sip_response_num": 200, "pdd_ms": self.r.randint(200, 4000), "media_region": "us1", "twilio_media_ip": mark("?ip", f"168.86.128.{self.r.randint(1, 250)}"), "sip_call_id": f"{self.hex(32)}@sip.example.com", "user_agent": self.pick(["Twilio Gateway", "Polycom/5.9.5.0614", "FPBX-16.0.40.7"]), "disconnected_by": "caller", "direction": "inbound"},
                "trust": {"verified_caller": {"verified": True}}}
        event = self.short_event("voice.insights.call-summary.complete", {"$json": data} if self.r.random() < .3 else data)
        return event | {"source": f"/v1/Voice/{call}/Summary"}

    def voice(self):
        call, phone, to = self.sid("CA"), self.marked("e164"), self.marked("e164")
        town, state, code = self.pick(TOWNS)
        parameters = {"CallSid": call, "From": phone, "Caller": phone, "To": to, "Called": to, "CallStatus": self.pick(["ringing", "in-progress", "completed", "no-answer"]), "Direction": "inbound", "FromCity": mark("?address", town.upper()), "FromState": state, "FromZip": mark("zip", code), "FromCountry": "US", "ApiVersion": "2010-04-01"}
        if self.r.random() < .3:
            parameters["CallerName"] = self.pick([mark("name", f"{self.last()} {self.first()}".upper()), "WIRELESS CALLER", "WELLS FARGO", "UNKNOWN"])
        if self.r.random() < .3:
            parameters |= {"Digits": self.pick(["1", "2", self.digits(4), self.digits(6)])}
        body = self.pick(["<Response><Say>Please hold while we connect your call.</Say><Enqueue>support</Enqueue></Response>", "<Response><Hangup/></Response>", "<Response><Play>⟦?url:https://cdn.example.com/hold.mp3⟧</Play></Response>"])
        return self.short_event(self.pick(["voice.status-callback.call.completed", "voice.status-callback.call.ringing", "voice.twiml.gather.finished", "voice.twiml.dial.finished"]),
                                {"sid": call, "requestDateCreated": "Sun, 24 May 2026 13:49:54 +0000", "eventSid": self.sid("VW"), "request": {"method": "POST", "url": mark("?url", "https://voice.example.com/twiml"), "parameters": parameters},
                                 "response": {"responseCode": 200, "requestDuration": self.r.randint(20, 900), "contentType": "application/xml", "responseBody": {"$base64": body}}})

    def verify(self):
        to = self.marked("em") if self.r.random() < .15 else self.marked("e164")
        status = self.pick(["APPROVED", "PENDING", "EXPIRED", "CANCELED", "MAX_ATTEMPTS_REACHED"])
        event = self.short_event(f"accountsecurity.verify.verification.{status.lower()}", {"account_sid": self.sid("AC"), "service_sid": self.sid("VA"), "verification_sid": self.sid("VE"), "friendly_name": self.pick(["Acme login", "Chase & Co demo", "Wallet", "Virgo App"]), "created_at": self.time(), "to": to, "verification_status": status,
                                  "country": "US", "code_length": self.pick([4, 6, 8]), "send_code_attempts": {"count": 1, "attempts": [{"time": self.time(), "channel": self.pick(["SMS", "WhatsApp", "Voice"]), "attempt_sid": self.sid("VL"), "delivery_status": "SENT"}]}, "check_attempts": {"count": 0, "attempts": []}})
        return event | {"id": self.hex(64)}

    def compliance(self):
        return self.pick([
            lambda: {"specversion": "1.0", "type": "com.twilio.messaging.compliance.brand-registration.brand-registered", "id": self.uuid(), "source": self.uuid(), "data": {"accountsid": self.sid("AC"), "brandsid": self.sid("BN"), "brandstatus": "registered", "identitystatus": "verified", "createddate": int(self.plain("ms")), "brandscore": self.r.randint(1, 99), "externalbrandid": "B" + self.hex(6).upper()}},
            lambda: {"specversion": "1.0", "type": "com.twilio.messaging.compliance.number-registration.failed", "id": "CE" + self.hex(32), "data": {"accountsid": self.sid("AC"), "timestamp": int(self.plain("ms")), "externalstatus": "failure", "failureReason": mark("?url", "https://www.example.com/docs/api/errors/30126"), "phonenumbersid": self.sid("PN"), "phonenumber": mark("phone", self.e164()[1:])}},
            lambda: self.twilio("messaging.link-shortening.link-clicked", {"message_sid": self.sid("SM"), "to": self.marked("e164"), "from": self.marked("e164"), "link": self.marked("link"), "click_time": self.time(), "user_agent": self.pick(AGENTS)}),
            lambda: self.twilio("iam.api.request.blocked", {"timestamp": self.plain("ms"), "account_sid": self.sid("AC"), "address": self.marked("ip"), "action": "POST", "resource": "/v1/Sinks", "authentication_method": "API Key", "auth_sid": self.sid("SK")}),
            lambda: self.twilio("voice.insights.conference-summary.complete", {"conference_sid": self.sid("CF"), "friendly_name": self.pick(["standup", "Q3 roadmap", "Jordan project", self.sid("WT")]), "duration_seconds": self.r.randint(10, 4000), "end_reason": "last-participant-left", "max_participants": 250, "detected_issues": {"call_quality": 0, "participant_behavior": 1}}),
            lambda: self.twilio("eventstreams.test-event", {"test_id": self.uuid()}),
            lambda: self.twilio("supersim.connection.data-session.updated", {"event_sid": self.sid("EV"), "sim_sid": self.sid("HS"), "sim_unique_name": f"truck-{self.digits(3)}", "imei": mark("device_id", "35" + self.digits(13)), "rat_type": "4G", "ip_address": self.marked("ip"), "data_total": self.r.randint(1, 9_000_000), "network": {"mcc": "310", "mnc": "260"}}),
            lambda: self.twilio("conversations.conversation.added", {"ConversationSid": self.sid("CH"), "FriendlyName": self.pick([f"order {self.digits(6)}", self.pick(FIRMS)]), "State": "active", "DateCreated": self.time(), "MessagingBinding": {"ProxyAddress": self.marked("e164"), "Address": self.marked("e164")}}),
        ])()


def make():
    maker = Machine("clean/machine")
    return {"machine_taskrouter": [maker.taskrouter() for _ in range(300)], "machine_studio": [maker.studio_flow() for _ in range(160)], "machine_debugger": [maker.error() for _ in range(180)],
            "machine_calls": [maker.pick([maker.call_summary, maker.voice])() for _ in range(360)], "machine_verify": [maker.verify() for _ in range(160)], "machine_other": [maker.compliance() for _ in range(240)]}
