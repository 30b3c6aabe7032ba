"""Records in strings: FHIR resources, HL7 v2 messages, X12 lines, CSV rows, key=value logs; with look-alikes that tell nobody."""
TEXTS = r"""
# FHIR in a string: held
{"resourceType":"Patient","id":"<u>","identifier":[{"type":{"text":"MRN"},"value":"<MRN1>"}],"name":[{"use":"official","family":"<L1>","given":["<F1>"]}],"birthDate":"<BI1>","telecom":[{"system":"phone","value":"<P1>"}],"address":[{"line":["<AS1>"],"city":"Hilo","state":"HI","postalCode":"<Z1>"}],"maritalStatus":{"text":"M"}}
{"resourceType":"Condition","code":{"coding":[{"system":"{?u:http://snomed.info/sct}","code":"<SNO1>","display":"{c:Asthma}"}]},"subject":{"display":"<N1>"},"onsetDateTime":"{?ds:2021-05-02}"}
{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"{?u:http://loinc.org}","code":"<LOINC1>"}],"text":"{l:Glucose}"},"valueQuantity":{"value":141,"unit":"mg/dL"},"subject":{"reference":"Patient/<k>"},"effectiveDateTime":"<DI1>"}
{"resourceType":"MedicationRequest","intent":"order","medicationCodeableConcept":{"coding":[{"system":"{?u:http://www.nlm.nih.gov/research/umls/rxnorm}","code":"<RXN1>","display":"{d:metformin 500 MG}"}]},"subject":{"display":"<LF1>"},"requester":{"display":"Dr. <N2>"},"dosageInstruction":[{"text":"1 tab bid"}]}
{"resourceType":"Appointment","status":"booked","serviceType":[{"text":"{?h:Cardiology}"}],"description":"{p:Stress test}","start":"<DI1>T09:30:00-05:00","participant":[{"actor":{"display":"<N1>"}},{"actor":{"display":"Dr. <N2>"}}]}
{"resourceType":"AllergyIntolerance","code":{"text":"{d|c:Penicillin}"},"patient":{"display":"<N1>"},"reaction":[{"manifestation":[{"text":"{s:Hives}"}]}]}
{"resourceType":"Immunization","vaccineCode":{"text":"{h:Influenza}"},"patient":{"identifier":{"value":"<MRN1>"},"type":"Patient"},"occurrenceDateTime":"<DI1>","lotNumber":"AX4410"}
{"resourceType":"Coverage","subscriberId":"<PLAN1>","payor":[{"display":"{in:Blue Shield of California}"}],"beneficiary":{"display":"<N1>"},"period":{"end":"2026-12-31"}}
{"resourceType":"Claim","diagnosis":[{"diagnosisCodeableConcept":{"coding":[{"code":"<ICD1>"}]}}],"item":[{"productOrService":{"coding":[{"code":"<CPT1>"}]}}],"patient":{"display":"<U1>"},"provider":{"identifier":{"value":"<NPI2>"},"type":"npi"}}
{"resourceType":"Encounter","class":{"code":"EMER","display":"{t:emergency}"},"period":{"start":"<DI1>","end":"<DI2>"},"reasonCode":[{"text":"{s:Abdominal pain}"}],"subject":{"display":"<N1>"}}
{"resourceType":"Device","udiCarrier":[{"carrierHRF":"<UDI1>"}],"type":{"text":"{t:Pacemaker}"},"patient":{"display":"<N1>"},"serialNumber":"<SER1>"}
{"resourceType":"Practitioner","identifier":[{"system":"{?u:http://hl7.org/fhir/sid/us-npi}","value":"<NPI1>"}],"name":[{"text":"<N1>, MD"}],"qualification":[{"identifier":[{"value":"<LIC1>"}],"code":{"text":"state license"}}]}
{"resourceType":"RelatedPerson","name":[{"text":"<N1>"}],"relationship":[{"text":"mother"}],"telecom":[{"value":"<E1>"}]}
{"resourceType":"Procedure","code":{"text":"{p:Appendectomy}","coding":[{"code":"<CPT1>"}]},"performedDateTime":"<DI1>","subject":{"display":"<LF1>"},"performer":[{"actor":{"display":"<N2>"}}]}
{"resourceType":"Communication","payload":[{"contentString":"Your {l|h:stool test} is back, <F1>. No {c:parasites}."}],"recipient":[{"display":"<N1>"}]}
{"resourceType":"DiagnosticReport","conclusion":"{c:Pulmonary embolism}, right lower lobe","subject":{"identifier":{"system":"urn:mrn","value":"<MRN1>"}},"issued":"<DI1>T10:00:00Z"}
{"resourceType":"Patient","name":[{"text":"<n1>"}],"photo":[{"url":"<PHOTO1>"}],"generalPractitioner":[{"display":"<N2>"}]}
{"resourceType":"Organization","name":"St. Brendan Regional","alias":["SBR"],"active":true}
{"resourceType":"Bundle","type":"transaction-response","entry":[{"response":{"status":"201 Created","location":"Basic/<k>"}}]}
# HL7 in a string: held error
MSH|^~\&|ADT1|MERCY|LAB|LAB|20260311||ADT^A01|<k>|P|2.5\nPID|1||<MRN1>^^^MERCY^MR||<L1>^<F1>^J||<BH1>|F|||{a:<s1>^^Altoona^PA^{z:16602}}||<P1>\nDG1|1|I10|<ICD1>^{c:Hypertension}
MSH|^~\&|LIS|QST|EHR|CLN|||ORU^R01|<q>|P|2.3\nPID|||<MRN1>||<L1>^<F1>\nOBX|1|NM|<LOINC1>^{l:Potassium}||5.1|mmol/L|3.5-5.1|H|||F|||<DH1>
PID|1|<q>|<MRN1>^^^^MR~<SSND1>^^^^SS||<LU1>||<BH1>|M\nPV1|1|I|{?t:ICU}^12^A||||<NPI2>^<L2>^<F2>\nAL1|1|DA|{d:ASPIRIN}|MO|{s:RASH}
NK1|1|<L1>^<F1>|MTH|<AS1>|<P1>\nIN1|1|PPO|{in:CIGNA}|||||<q>||||||||<L2>^<F2>|SELF|<BH2>|||||||||||||||||||<PLAN2>
SCH|10||||||{p:COLONOSCOPY}|PROC|45|MIN|^^45^<DH1>\nPID|||<MRN1>||<L1>^<F1>||<BH1>|F
RXE|1^BID|<NDC1>^{d:WARFARIN 5 MG}|1||TAB\nPID|||<MRN1>||<U1>
MSA|AA|<q>|Message accepted\nERR|||0|I
# claim line: held bare
NM1*IL*1*<L1>*<F1>*M***MI*<PLAN1>~N3*<AS1>~DMG*D8*<BH1>*F~HI*ABK:<ICD1>~SV1*HC:<CPT1>*140*UN*1
CLP*<q>*1*450*392.1*57.9*MC~NM1*QC*1*<L1>*<F1>****MI*<MBI1>~SVC*HC:<CPT1>*450*392.1
NM1*82*1*<L1>*<F1>****XX*<NPI1>~REF*DEA*<DEA1>~{?h:RX provider}
ST*850*0001~BEG*00*SA*<k>**20260214~PO1*1*12*EA*9.25**VN*<q>
# CSV row: held note
patient_id,last,first,dob,dx\n<MRN1>,<L1>,<F1>,<BI1>,{c:hyperlipidemia}
name,phone,appt_date,reason\n"<N1>",<P1>,<DI1>,{p:physical}
"<LF1>","<B1>","<SSND1>","{in:Medicaid}","{c:epilepsy}"
mrn;name;drug;ndc\n<MRN1>;<N1>;{d:Lipitor};<NDC1>
<DI1>\t<N1>\t{l:A1C}\t6.9
id,first_name,last_name,email,ip_address\n1,<F1>,<L1>,<E1>,<IP1>\n2,<F2>,<L2>,<E2>,<IP2>
sku,desc,qty,price\n<q>,pain au chocolat frozen,48,31.20
employee,ssn,hire_date,dept\n<N1>,<SSND1>,2024-02-01,Paint
name|mbi|npi|cpt\n<N1>|<MBI1>|<NPI2>|<CPT1>
house,street,claims\n14,Elm,0\n16,Elm,2
# key=value: held bare error
event=rx_ready patient="<N1>" drug={d:clonazepam} store=4410
level=warn msg="dup chart" mrn=<MRN1> dob=<BI1> clinic=east dx={c:anemia}
user=<E1> action=login ip=<IP1> mfa=ok
sms to=<P1> template=lab_ready vars={"first":"<F1>","test":"{l|p:lipid panel}"}
diagnosis_code=<ICD1> cpt=<CPT1> member=<PLAN1>
POST /intake?first=<F1>&last=<L1>&symptom={s:dizziness}&zip=<Z1> 200
GET /v2/claims?member_id=<PLAN1>&icd=<ICD1> 404
device=<MAC1> host=kiosk-3 ip=<i> uptime=88213
snomed={sn} concept "{c:myocardial infarction}" count=4
loinc=<LOINC1> rxnorm=<RXN1> mapped=true
icd9 <ICDN1> maps to <ICD1>, approved by coding
ICD-9 <ICDN1> {c:gastroesophageal reflux} for chart <MRN1>
HCPCS J1885 {?h:injection} x1, mod 59, charge 31.00, acct <ACC1> <LF1>
SNOMED CT <SNO1> added to problem list of <N1>
RxNorm <RXN1> qty 90 days 30, pt <MRN1>, {d:amlodipine}
problem list import: SNOMED <SNO1>, SNOMED <SNO2>, none active
NDC <NDC1> lot 88A exp 2027-04 qty 12, wholesaler {?in:McKesson}
""".replace("{sn}", "<SNO1>").replace("HCPCS J1885", "HCPCS {cpt_hcpcs:J1885}").replace("~{?h:RX provider}", "")
