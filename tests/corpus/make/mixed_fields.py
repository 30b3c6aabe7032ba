"""Events whose values stand in fields: traits, forms, orders, flows. One event a line; `$kind` is its type."""

TEXTS = [
("traits of a patient", "event", r"""
{"$kind":"identify","userId":"{E1}","traits":{"firstName":"{F1}","lastName":"{L1}","email":"{E1}","phone":"{P}","birthday":"{B}","address":{"street":"{AS}","postalCode":"{Z}","country":"US"},"primaryCondition":"[c:hypothyroidism]"}}
{"$kind":"identify","userId":"pt_{k}","traits":{"full_name":"{N1}","dob":"{B}","mrn":"{MRN}","pcp":"{N2}","current_medications":["[d:metformin]","[d:lisinopril]","[d:Vitamin D]"],"allergies":["[d|c:penicillin]"]}}
{"$kind":"identify","userId":"m-{k}","traits":{"memberName":"{LF1}","subscriber_id":"{PLAN}","plan":"[i:Aetna Choice POS II]","relationship":"spouse","zip":"{Z}"}}
{"$kind":"identify","userId":"c{k}","traits":{"contact":{"name":"{N1}","mobile":"{P}","secondary":{"name":"{N2}","mobile":"{P}","relation":"daughter"}},"care":{"program":"[c:diabetes] coaching","a1c":"[l:8.2%]","[t|?:cgm]":true}}}
{"$kind":"identify","userId":"r{k}","traits":{"name":"{N1}","[c|h:smoker]":false,"[c:asthma]":true,"[c:epilepsy]":false,"email":"{E1}"}}
{"$kind":"identify","userId":"{o}","traits":{"name":"{N1}","ssn":"{SSN}","medicare_id":"{MBI}","coverage_type":"[i:Medicare Advantage]","tty":false}}
{"$kind":"group","userId":"u{k}","groupId":"g{k}","traits":{"name":"Juniper Falls [?:Dermatology]","admin":"{N1}","admin_email":"{E1}","npi":"{NPI}","dea":"{DEA}","fax":"{FX}"}}
{"$kind":"identify","userId":"d{k}","traits":{"driver":"{N1}","licence":"{DL}","vehicle":{"vin":"{VIN}","plate":"{PLATE}"},"rideType":"[t|p:dialysis] transport"}}
{"$kind":"identify","userId":"a{k}","traits":{"given":"{F1}","family":"{L1}","pronouns":"she/her","therapist":"{N2}","goal":"fewer [c|s:panic attacks]","[l|p:phq9]":14}}
{"$kind":"identify","traits":{"age_band":"55-64","interests":["[c:arthritis]","[s:knee pain]"],"zip":"{Z}"}}
{"$kind":"identify","traits":{"segment":"[c:migraine] sufferers","last_ad_click":"[d:Ubrelvy] savings card"},"context":{"ip":"{IP}","device":{"advertisingId":"{DEV}","type":"ios"}}}
{"$kind":"identify","traits":{"quiz":{"[s:hair loss]":"yes","[d:minoxidil]_before":"no","goal":"regrow"}}}
{"$kind":"identify","userId":"u{k}","traits":{"patient_name":"{N1}","face_photo":"[photo:https://cdn.example/patients/8812/face.jpg]","voiceprint_id":"[biometric:vp_41b07c9e]","condition":"[c:vitiligo]"}}
{"$kind":"identify","userId":"u{k}","traits":{"nombre":"{N6}","nacimiento":"{BE}","diagnostico":"[c:hipotiroidismo]","medicamento":"[d:levotiroxina]","telefono":"{PI}"}}
{"$kind":"identify","userId":"u{k}","traits":{"name":"{N1}","insurance_carrier":"[i:Cigna]","policy_no":"{PLAN}","fingerprint_template":"[biometric:Rk1SACAyMAAAAAD8AAABPAFi]","has_[c:hypertension]":true}}
"""),
("health track event", "event", r"""
{"$kind":"track","userId":"{E1}","event":"[a:Appointment] Booked","properties":{"provider":"Dr. {N2}","specialty":"[h:oncology]","date":"{D}","reason":"[p:port placement]","patient":"{N1}"}}
{"$kind":"track","userId":"u{k}","event":"[t|d:Prescription] Refilled","properties":{"drug_name":"[d:Escitalopram 10 mg]","ndc":"{NDC}","quantity":30,"patient_name":"{LF1}","dob":"{B}"}}
{"$kind":"track","event":"Symptom Checker Completed","properties":{"symptoms":["[s:night sweats]","[s:weight loss]","[s:cough]"],"top_result":"[c:tuberculosis]","duration_days":21},"context":{"ip":"{IP}"}}
{"$kind":"track","userId":"{P}","event":"Lab Result Viewed","properties":{"test":"[l|p:Hemoglobin A1c]","value":"[l:9.1]","loinc":"[loinc:4548-4]","ordered_by":"{N2}"}}
{"$kind":"track","userId":"u{k}","event":"[i:Claim] Submitted","properties":{"member_id":"{PLAN}","service_date":"{D}","dx":["{ICD}","{ICD}"],"cpt":"{CPT}","rendering_npi":"{NPI}","patient":{"first":"{F1}","last":"{L1}","sex":"M"}}}
{"$kind":"track","userId":"u{k}","event":"Order Completed","properties":{"order_id":"{o}","products":[{"sku":"PG-2","name":"[p|t:First Response pregnancy test]","price":11.49},{"sku":"FA-1","name":"[d:folic acid] 400 mcg","price":8.0}],"shipping":{"name":"{N1}","line1":"{AS}","zip":"{Z}"}}}
{"$kind":"track","event":"Product Viewed","properties":{"name":"[t:Blood glucose monitor] kit","category":"[c:Diabetes]","brand":"Kestrel"},"context":{"device":{"id":"{DEV}"}}}
{"$kind":"page","name":"[a:Appointment] confirmation","properties":{"url":"[?u:https://book.example/confirm?name=[n:Ludmila]&date=[ds:2026-04-17]&type=[p:vasectomy]]","title":"You're booked"}}
{"$kind":"page","name":"Condition page","properties":{"path":"/conditions/[c:endometriosis]/treatment","referrer":"search","search":"?q=[s:pelvic pain]+after+sex"},"context":{"ip":"{IP}"}}
{"$kind":"track","event":"Search Performed","properties":{"query":"[t|?:psychiatrist] who takes [i:tricare] near {Z}","results":14}}
{"$kind":"track","event":"Search Performed","properties":{"query":"can you drink on [d:metronidazole]","results":3}}
{"$kind":"track","userId":"{E1}","event":"Intake Submitted","properties":{"answers":{"q_name":"{N1}","q_birth":"{B}","q_reason":"[s:can't sleep], [s:racing thoughts]","q_meds":"[d:lithium] 900mg","q_hosp":"yes, {D}","q_ins":"[i:Kaiser] {PLAN}"}}}
{"$kind":"track","userId":"u{k}","event":"Video [a:Visit] Ended","properties":{"room":"r-{k}","participants":["{N1}","{N2} MD"],"minutes":17,"summary":"[c:sinusitis]; [d:Augmentin] sent"}}
{"$kind":"track","userId":"u{k}","event":"Device Paired","properties":{"model":"Kestrel [t:CPAP] 4","serial":"[device_id:KC4-0093817]","mac":"{MAC}","owner":"{N1}"}}
{"$kind":"track","userId":"u{k}","event":"Reading Synced","properties":{"systolic":"[l|s:151]","diastolic":"[l|s:96]","kind":"[l|p:blood pressure]","note":"[s:headache] all day","user_name":"{N1}"}}
{"$kind":"track","userId":"u{k}","event":"Consent Signed","properties":{"signer":"{N1}","witness":"{N2}","signed_on":"{DO}","procedure":"[p:wisdom teeth extraction]","surgeon":"{N3}"}}
{"$kind":"track","userId":"u{k}","event":"Pet Policy Quoted","properties":{"pet":"Biscuit","owner":"{N1}","owner_email":"{E1}","breed":"beagle"}}
{"$kind":"track","userId":"u{k}","event":"Cita Agendada","properties":{"paciente":"{N6}","motivo":"[s:dolor de cabeza]","medico":"{N7}","fecha":"{DE}","aseguradora":"[i:Sanitas]"}}
{"$kind":"track","userId":"u{k}","event":"Photo Attached","properties":{"patient":"{N1}","image_url":"[photo:https://img.example/derm/rash-face-2207.png]","caption":"[s:rash] on cheek, day 3"}}
{"$kind":"track","userId":"u{k}","event":"[d|p:Vaccine] Recorded","properties":{"child":"{N1}","born":"{B}","given":"{D}","vaccine":"[d|p:MMR]","lot":"R4410","guardian_phone":"{P}"}}
{"$kind":"track","userId":"u{k}","event":"[h|?:Cycle] Logged","properties":{"flow":"heavy","symptoms":"[s:cramps],[s:bloating]","[h:trying_to_conceive]":true,"partner":"{F2}"}}
{"$kind":"track","userId":"u{k}","event":"CSV Row Imported","properties":{"row":"{LU1},{B},F,{MRN},{ICD},{D},{N2}"}}
{"$kind":"track","userId":"u{k}","event":"HL7 Received","properties":{"segment":"PID|1||{MRN}^^^SVH||[n:Ibarra^Thessaly]||[date_of_birth:19700412]|F|||[ad:18 Orchard Way^^Troy^MI^[z:48084]]||[phone:2484417093]¶DG1|1||[icd10:E11.9]"}}
"""),
("twilio health event", "event", r"""
{"$kind":"com.twilio.studio.flow.execution.ended","flow_sid":"FW0c6f3f8a","context":{"flow":{"data":{"first_name":"{F1}","dob":"{B}","choice":"2"}},"widgets":{"ask_reason":{"inbound":{"Body":"[s:bad toothache] since friday","From":"{P}"}}}}}
{"$kind":"com.twilio.taskrouter.task.created","task_attributes":{"$json":{"caller":"{P}","customer_name":"{N1}","queue":"[h:cardiology]","reason":"[p:stress test] prep","language":"es"}}}
{"$kind":"com.twilio.taskrouter.reservation.accepted","worker_name":"{N1}","task_attributes":{"$json":{"type":"nurse-line","patient":{"name":"{N2}","mrn":"{MRN}"},"triage":"[s:fever] in infant"}}}
{"$kind":"com.twilio.conversations.participant.added","conversationSid":"CH7f","attributes":{"$json":{"display_name":"{N1}","role":"patient","pcp":"{N2}","plan":"[i:Medicaid]"}},"messagingBinding":{"address":"{P}","proxy_address":"{P}"}}
{"$kind":"com.twilio.voice.status-callback.call.completed","From":"{P}","To":"{P}","CallerName":"{U1}","Direction":"inbound","CallDuration":"241"}
{"$kind":"com.twilio.autopilot.task.completed","fields":{"patient_name":"{N1}","drug":"[d:warfarin]","pharmacy_zip":"{Z}"},"user":"{P}","current_input":"when can I refill my [d:coumadin]"}
{"$kind":"com.twilio.video.recording.completed","room_name":"[a|?:visit]-{L1}-{DO}","participant_identity":"{E1}","duration":1830}
{"$kind":"com.twilio.verify.verification.created","to":"{P}","channel":"sms","friendly_name":"Lakeside [t|h:Fertility] portal","locale":"en"}
{"$kind":"com.twilio.messaging.message.failed","from":"{P}","to":"{P}","error_code":30007,"body":"{F1}, your [d:PrEP] is ready"}
{"$kind":"com.twilio.flex.insights.conversation.completed","agent":"{N1}","customer_phone":"{P}","disposition":"[p:colonoscopy] rescheduled","notes":"{N2} has [c|s:anxiety] about the [t|p:sedation]; wants {F1} to call {D}"}
{"$kind":"com.twilio.email.inbound.received","from":"{N1} <{E1}>","to":"[email:intake@copperhill.example]","subject":"referral for [p:hearing test]","text":"Please find the referral for {N2}, born {B}. Regards, {F1}"}
{"$kind":"com.twilio.email.event.delivered","email":"{E1}","sg_event_id":"ZGVsaXZlcmVk","category":["[c:hepatitis C] follow-up"],"ip":"{IP}"}
{"$kind":"com.twilio.intelligence.operator.result","operator":"pii-free summary","text_generation":{"result":"Customer {N1} asked whether [i:Anthem] covers [t:hearing aids]; agent {F2} promised a call to {P} by {DO}."}}
{"$kind":"com.twilio.sync.document.updated","unique_name":"patient-{MRN}","data":{"status":"roomed","room":4,"initials":"[n|?:TK]","complaint":"[s:abdominal pain]"}}
"""),
("personal traits", "event", r"""
{"$kind":"identify","userId":"{E1}","traits":{"name":"{N1}","email":"{E1}","plan":"pro","seats":4,"createdAt":"2026-02-11T08:14:55Z"}}
{"$kind":"identify","userId":"u{k}","traits":{"firstName":"{F1}","lastName":"{L1}","company":{"name":"Bluestem Analytics","id":311},"title":"VP Marketing","phone":"{P}"}}
{"$kind":"identify","userId":"u{k}","traits":{"holder":"{N1}","iban_like":"none","account_no":"{ACC}","routing":"{ABA}","tax_id":"{SSN}"}}
{"$kind":"track","userId":"u{k}","event":"Checkout Step Completed","properties":{"step":3,"billing":{"cardholder":"{N1}","pan":"{CC}","zip":"{Z}"},"gift_note":"For {F2}, from {F1}"}}
{"$kind":"track","userId":"u{k}","event":"Rental Started","properties":{"renter":"{N1}","license":"{DL}","vin":"{VIN}","plate":"{PLATE}","pickup":"{AS}"}}
{"$kind":"track","userId":"u{k}","event":"Passenger Added","properties":{"lead":false,"name":"{U1}","birth_date":"{B}","passport":{"no":"{PP}","country":"IN"}}}
{"$kind":"track","userId":"u{k}","event":"Lead Captured","properties":{"form":"demo","full name":"{N1}","work e-mail":"{E1}","direct line":"{P}","message":"Call me or {F2}."}}
{"$kind":"alias","previousId":"{E1}","userId":"{P}"}
{"$kind":"track","userId":"u{k}","event":"Invite Sent","properties":{"invitee_email":"{E2}","invitee_name":"{N2}","inviter":"{N1}"},"context":{"ip":"{IP}"}}
{"$kind":"com.twilio.taskrouter.worker.attributes.update","worker_name":"{n1}","worker_attributes":{"$json":{"full_name":"{N1}","contact_uri":"client:{n1}","skills":["billing","es"],"email":"{E1}"}}}
{"$kind":"com.twilio.lookups.response","phone_number":"{P}","caller_name":{"caller_name":"{U1}","caller_type":"CONSUMER"},"carrier":{"name":"Verizon"}}
{"$kind":"com.twilio.email.event.open","email":"{E1}","useragent":"Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X)","ip":"{IP}","asm_group_id":14}
"""),
]
