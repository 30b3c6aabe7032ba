"""Fields with health: Segment traits, events, audiences, pages; TaskRouter attributes; Studio variables; Verify; Flex."""
TEXTS = r"""
# profile with health: segment
{"type":"identify","userId":"pt_<k>","traits":{"firstName":"<F1>","lastName":"<L1>","diagnosis":"{c:psoriatic arthritis}","plan":"gold"}}
{"type":"identify","userId":"<q>","traits":{"name":"<N1>","dob":"<BI1>","insurance_carrier":"{in:Molina}","member_id":"<PLAN1>"}}
{"type":"identify","traits":{"medications":["{d:Prozac}","{d:Trulicity}"],"zip":"<Z1>"}}
{"type":"identify","userId":"u<k>","traits":{"email":"<E1>","smoker":false,"conditions":["{c:endometriosis}"],"pcp":"Dr. <N2>"}}
{"type":"identify","userId":"u<k>","traits":{"mrn":"<MRN1>","last_visit":"<DI1>","language":"vi","reason":"{s:fatigue}"}}
{"type":"identify","userId":"u<k>","traits":{"ssn":"<SSND1>","medicare_id":"<MBI1>","full_name":"<N1>","plan":"{in:Medicare Advantage}"}}
{"type":"identify","traits":{"allergies":"{c|d:shellfish}","blood_pressure":"{l:150/92}"},"context":{"ip":"<IP1>"}}
{"type":"identify","userId":"u<k>","traits":{"{c:pregnant}":true,"due_date":"2026-09-14","phone":"<P1>"}}
{"type":"identify","userId":"u<k>","traits":{"caregiver_for":"<N1>","relationship":"uncle","condition":"{c:Parkinson's}"}}
{"type":"identify","userId":"u<k>","traits":{"name":"<LU1>","age":"<OLD1>","diagnosis":"{c:Alzheimer's}","residence":"Maple Court"}}
{"type":"identify","userId":"u<k>","traits":{"provider_npi":"<NPI1>","name":"<N1>","specialty":"{?h:Nephrology}","dea":"<DEA1>"}}
{"type":"identify","userId":"u<k>","traits":{"patientPhoto":"<PHOTO1>","firstName":"<F1>","program":"{t:weight management}"}}
{"type":"identify","userId":"u<k>","traits":{"fingerprint_template":"<BIO1>","name":"<N1>","clinic":"west"}}
{"type":"identify","userId":"u<k>","traits":{"voiceprint_id":"<BIX1>","phone":"<P1>"}}
{"type":"identify","userId":"u<k>","traits":{"face_embedding":"<BIV1>","employee":"<N1>"}}
{"type":"group","userId":"u<k>","groupId":"fam_<k>","traits":{"name":"<L1> household","dependents":["<F2>","<F3>"],"health_plan":"{in:Kaiser Permanente}"}}
# event with health: segment
{"type":"track","userId":"u<k>","event":"{ap:Appointment} Booked","properties":{"provider":"<N1>","specialty":"{?h:urology}","date":"<DI1>"}}
{"type":"track","event":"{?s:Symptom} Checker Completed","properties":{"symptoms":["{s:night sweats}","{s:weight loss}"],"triage":"see a doctor"}}
{"type":"track","userId":"u<k>","event":"{h:Prescription} Filled","properties":{"drug":"{d:Suboxone}","days":30,"pharmacy":"Hill Drug"}}
{"type":"track","event":"Provider Search","properties":{"query":"{?h:obgyn} {c:pcos}","zip":"<Z1>"},"context":{"ip":"<IP1>"}}
{"type":"track","userId":"u<k>","event":"{?l:Lab Result} Viewed","properties":{"test":"{l|p:HIV-1 RNA}","result":"not detected"}}
{"type":"track","event":"Product Added","properties":{"name":"{d:Plan B One-Step}","category":"{h:Emergency contraception}","price":49.99}}
{"type":"track","event":"Audience Entered","userId":"u<k>","properties":{"audience_key":"{c:diabetes}_newly_diagnosed","{c:diabetes}_newly_diagnosed":true}}
{"type":"track","userId":"u<k>","event":"Journey Step","properties":{"journey_context":{"Quiz Done":{"goal":"{h:quit smoking}","cigs_per_day":12}}}}
{"type":"track","event":"Quiz Answered","properties":{"question":"Which best describes your hair loss?","answer":"{c:alopecia areata}","email":"<E1>"}}
{"type":"track","userId":"u<k>","event":"{?in:Claim} Submitted","properties":{"{in:claim}_no":"<q>","cpt":"<CPT1>","icd10":"<ICD1>","amount":212}}
{"type":"track","userId":"u<k>","event":"Message Sent","properties":{"thread":"Dr. <L1>","body":"my {s:stomach cramps} are back"}}
{"type":"track","event":"{?ap:Video Visit} Ended","userId":"u<k>","properties":{"clinician":"<N1>","duration":844,"reason":"{c:sinusitis}"}}
{"type":"track","userId":"u<k>","event":"Device Synced","properties":{"device":"{t:glucose meter}","serial":"<SER1>","reading":"{l:117 mg/dL}"}}
{"type":"track","event":"Device Synced","context":{"device":{"id":"<DEV1>"}},"properties":{"metric":"{l|h:blood oxygen}","value":91}}
{"type":"track","userId":"u<k>","event":"Cycle Logged","properties":{"flow":"heavy","symptoms":["{s:cramps}"],"day":2}}
{"type":"track","userId":"u<k>","event":"{?h:Therapist} Matched","properties":{"therapist":"<N1>","focus":["{c:grief|depression}"],"modality":"{t:CBT}"}}
{"type":"page","userId":"u<k>","properties":{"path":"/conditions/{c:hepatitis-c}/{?t:treatment}","title":"{c:Hepatitis C} {?h:treatment}"}}
{"type":"page","properties":{"path":"/book/{p:colonoscopy}","url":"https://gi.example/book/{p:colonoscopy}?name=<F1>","title":"Book"}}
{"type":"page","properties":{"path":"/drugs/{d:truvada}","referrer":"https://search.example/?q={d:prep}+near+me"},"context":{"ip":"<IP1>"}}
{"type":"screen","userId":"u<k>","name":"{?d:Medication} Reminder","properties":{"med":"{d:lamotrigine}","time":"21:00"}}
# task attributes with health: attributes
{"from":"<P1>","customerName":"<N1>","reason":"{t:refill}","drug":"{d:Eliquis}","lang":"en"}
{"patient":{"name":"<N1>","dob":"<B1>","mrn":"<MRN1>"},"queue":"scheduling","visitType":"{p:MRI}"}
{"caller":"<P1>","caller_name":"<LU1>","intent":"{in:prior auth}","member":"<PLAN1>"}
{"name":"<n1>","conversations":{"outcome":"{h:triage}: {s:chest pain}"},"priority":1}
{"customers":{"name":"<N1>","email":"<E1>","phone":"<P1>"},"notes":"wants {c:eczema} cream"}
{"crmid":"<q>","name":"<N1>","disposition":"resched {p:root canal} to <D1>"}
{"channelType":"voice","callerIdName":"<U1>","topic":"{c:addiction} hotline"}
{"contact":"<E1>","birth_date":"<BI1>","symptom":"{s:earache}","guardian":"<N2>"}
# Studio and others with health: twilio
{"type":"studio.flow.step.ended","data":{"name":"collect_dob","variables":{"first_name":"<F1>","dob":"<BI1>","appt_type":"{p:ultrasound}"}}}
{"type":"studio.flow.step.ended","data":{"name":"pharmacy_menu","variables":{"rx_number":"<q>","drug":"{d:Xarelto}","caller":"<T1>"}}}
{"type":"studio.flow.execution.ended","data":{"contact_channel_address":"<T1>","flow_name":"{h:flu shot} reminders","status":"ended"}}
{"type":"accountsecurity.verify.verification.approved","data":{"to":"<T1>","friendly_name":"Bayou {c|h:Cancer} Center","verification_status":"APPROVED"}}
{"type":"accountsecurity.verify.message.delivered","data":{"to":"<E1>","channel":"email","tags":{"clinic":"{?h:oncology}","patient_mrn":"<MRN1>","reason":"{t:chemo} consent"}}}
{"type":"voice.insights.conference-summary.complete","data":{"friendly_name":"{ap:televisit} <N1>","participants":2}}
{"type":"video.insights.room-summary.complete","data":{"room_name":"{t:psychotherapy}-<k>","participant_identities":["<E1>","<E2>"]}}
{"type":"conversations.conversation.added","data":{"FriendlyName":"<N1> - {c:lupus} support","UniqueName":"conv-<k>","State":"active"}}
{"type":"conversations.message.added","data":{"Author":"<E1>","MessageBody":"see attached","Media":[{"Filename":"<l1>_{p:xray}_left_foot.png","ContentType":"image/png"}]}}
{"type":"error-logs.error.logged","data":{"error_code":"30003","payload":{"$json":{"parameters":{"To":"<T1>","Body":"{h:Biopsy result} for <F1> is in"}}}}}
{"type":"voice.twiml.record.finished","data":{"request":{"parameters":{"From":"<T1>","RecordingUrl":"https://api.example/Recordings/RE<k>","TranscriptionText":"hi this is <n1> i have a question on my {d:blood thinner}"}}}}
{"type":"taskrouter.task-queue.entered","data":{"payload":{"task_queue_name":"{?h:Oncology} {?h:nurse} line","task_attributes":{"$json":{"from":"<T1>","reason":"{s:fever} after {t:chemo}"}}}}}
{"type":"messaging.message.undelivered","data":{"to":"<T1>","messageStatus":"UNDELIVERED","errorCode":30006,"tags":{"campaign":"{c:hiv}-retest","patient":"<N1>"},"body":"Time to come back, <F1>"}}
{"type":"comms.message.delivered","data":{"to":{"address":"<T1>","channel":"SMS"},"content":{"variables":{"first":"<F1>","doctor":"<L2>","what":"{p:hearing test}"}}}}
""".replace("{c:grief|depression}", "{c:depression}")
