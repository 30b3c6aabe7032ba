"""Texts: summaries, nursing notes, letters, orders. Written for this set; see `mixed.py` for the short marks."""

TEXTS = [
("discharge summary", "note", """
DISCHARGE SUMMARY¶Patient: {N1}¶MRN: {MRN}¶DOB: {B}¶Admitted: {D}¶Discharged: {D}¶Attending: {N2}, MD¶¶Mr. {L1} is a 67 year old man with [c:type 2 diabetes] and [c:hypertension] who came in with [s:chest pressure] and [s:shortness of breath]. [p:Cardiac catheterization] showed [c:two vessel disease]; a [p|t:stent] was placed. He goes home on [d:clopidogrel], [d:aspirin] and [d:atorvastatin].
Name: {LF1}   Unit No: {MRN}¶Adm Date: {D}  Disch Date: {D}¶Service: ORTHOPAEDICS¶¶HISTORY OF PRESENT ILLNESS: The patient is an 81-year-old woman who [s|?:fell] at her home on {AS} and sustained a [c:left hip fracture]. She underwent [p:hemiarthroplasty] on {D} by Dr. {L2} without event. Her [c:delirium] cleared by day three. [t:Physical therapy] saw her daily. DISPOSITION: to [t:rehab].
{U1}¶{MRN}¶{D}¶The patient, a retired teacher from [ad|?:Ardmore], was transferred with [c:sepsis] from a [c|s:urinary source]. [l|p:Blood cultures] grew [c:E. coli]. Treated with [d:ceftriaxone], then [d:ciprofloxacin] by mouth. Her daughter {N3} ({P}) was told of the plan. Dictated by: {N2}, M.D.
Brief hospital course: {F1} {L1} presented on {D} in [c:diabetic ketoacidosis], [l:glucose 612], [l:pH 7.11]. Started on an [d|t:insulin drip] and [t:fluids]; gap closed overnight. Seen by endocrine (Dr. {N2}). Discharged {D} on [d:glargine] 22 units nightly and [d:lispro] with meals. Follow up in [?:clinic] {D}.
D/C SUMM¶Pt {LF1} DOB {B} SSN {SSN}¶Dx: [c:COPD exacerbation] ({ICD})¶Rx: [d:prednisone] taper, [d:azithromycin] x5d, [d|t:albuterol nebs] prn¶Home [t:O2] 2L¶F/u PCP {N2} tel {P} fax {FX}
The infant was born on {B} at 34 weeks to {N2}. Course was marked by [c:respiratory distress], for which he got [d:surfactant] and two days of [t:CPAP], and [c:jaundice] treated with [t:phototherapy]. [l:Bilirubin 8.2] at discharge on {D}. Parents' address: {A}. Home phone {P}.
Ms. {N1} is a {OLD}-year-old resident of Maple Court with [c:dementia], [c:atrial fibrillation] on [d:apixaban], and [c:chronic kidney disease]. She was admitted {D} with [s:lethargy]. [l:Sodium 119]. She improved with [t:fluid restriction]. Code status [t:DNR]/[t:DNI] confirmed with her son, {N2}.
DISCHARGE INSTRUCTIONS for {N1}¶1. Take [d:oxycodone] 5 mg only for bad [s:pain].¶2. No driving while on it.¶3. Call the [?:surgeon], Dr. {N2}, at {P} for [s:fever], [s:redness] or [s:drainage].¶4. Your [p:staples] come out on {D}.
{N1} was seen by me on the day of discharge. The [c:pancreatitis] is due to [c:gallstones] and she will return for [p:cholecystectomy] on {D}. [l:Lipase 88] from 2,410. Eating without [s:nausea]. Husband {F2} will drive her home to {A}.
PRINCIPAL DIAGNOSIS: [c:Acute ischemic stroke], left MCA territory.¶PROCEDURES: [p:Thrombectomy] {D}.¶Patient {LU1}, record {MRN}, was last known well at 6 pm. Residual [s|c:right arm weakness] and mild [s|c:aphasia]. To acute [t:rehab] at Stonebridge. Contact: wife {N2}, {P}.
This 44 y/o male, {N1}, was admitted for [c|t:alcohol withdrawal]. He was placed on [t|p:CIWA protocol] with [d:lorazepam]; no [c|s:seizures]. [d:Naltrexone] was started. He lives at {A} with his brother {F2}. Next [a:appointment] with [t|?h:addiction medicine] is {D}.
Expired: {D}. {N1} (DOB {B}), with [c:metastatic pancreatic cancer], was made [t:comfort measures only] after a meeting with his sister {N2}. [d:Morphine] and [d:midazolam] were given for [s:air hunger]. Time of death 04:12. Pronounced by Dr. {N3}.
"""),
("nursing note", "note", """
0730 Report from {F2} RN. Pt {L1} in bed 12, A&Ox3, denies [s:pain]. [l|s:BP 142/88], [l|s:HR 92], [l|s:sats 95%] on RA. [t|d:IV] patent L forearm. Call bell in reach. -- {N3}, RN
NPN 1900-0700¶Neuro: pt [s:lethargic] but rousable, MAE. Resp: coarse bilat, [p|t|?:suctioned] for thick [s:secretions] q4. GI: [t:tube feeds] at goal 55/hr. GU: [t:foley], u/o 30-60/hr. Skin: [c:stage 2 coccyx ulcer], [t:mepilex] changed. Social: daughter {F1} called x2, wants [?:doctor] {L2} to ring her at {P}.
pt c/o [s:itching] after [d:vanco] started, rate slowed, [d:benadryl] 25 given w/ good effect. Dr {L1} aware. will cont to monitor
Mr. {L1} refused his [d:lactulose] this am. Says it gives him [s:cramps]. Explained why ([l:ammonia 140] yesterday) and wife {F2} helped, took it at 1015.
Shift note, {N1}, room 408: [t:wound vac] dressing changed, wound bed pink. [s|?:Afebrile]. Ambulated 40 ft with [t:PT]. [d:Enoxaparin] teaching done with pt and partner {N2}; good return demo. Plan d/c {D}.
Newborn {L1} baby girl, mom {N2}. [t|p:Breastfeeding] q2-3h, latch good. [p:Hearing screen] passed both ears {D}. [p:Hep B vaccine] given L thigh. Parents decline [p:circumcision] consult - n/a, charted in error, {N3} RN
Pt found on floor next to bed at 0215, states "I slid, didn't hit my head". No [s:bleeding], no [s:bruising]. [l|s|?:VS] stable. MD {L2} notified, [p:head CT] ordered, family ({F1}, son, {P}) notified 0240.
Received {F1} from PACU s/p [p:lap appy]. [s:Nausea] x1, [d:zofran] 4mg IV. Dressings CDI x3. Tolerating ice. Mom {F2} at bedside, phone {P}.
Resp care: [t:vent] weaned to [t:PSV] 8/5 for {LF1}, tolerating. [l:ABG 7.38/44/91]. Thick tan [s|l:sputum] sent for [p|l:culture].
[t|p:Dialysis] run {D}: {N1} arrived 4.1 kg over dry weight, [t|p:HD] x 4h via [p|t:L AVF]. [s:Cramping] in last hour, UF turned off. Post [l|s:BP 108/60]. Next [?t:run] Thursday.
[t:Hospice] [a:visit] note. {N1}, {OLD} yo, home at {A}. Resting, resps even. [d:Roxanol] 5mg SL q4h effective. Caregiver {F2} [s|?:tearful], chaplain {N3} to call. [s|?:Mottling] noted both feet.
Psych nursing: {F1} attended group, [s:flat affect], denies [s:SI]/[s:HI]. Took [d:quetiapine] at hs. Slept 6 hr. Roommate {F2} reported pt was [s:talking to himself] around 3.
School nurse log {D}: {N1}, gr 4, in w/ [s:wheezing] after PE. [d|t:Albuterol inhaler] 2 puffs per [c|t:asthma] action plan. Back to class 11:20. Mom {N2} called, left vm at {P}.
[t:Home health]: visited {N1} today for [t:wound care], [c:venous ulcer] R shin 3.2 x 2.1 cm. [l|s:BP 150/82]. Med box filled: [d:furosemide], [d:losartan], [d:potassium]. Dog is friendly, use side door. Next [a:visit] {D}. Gate code 4471.
"""),
("clinic note", "note", """
S: {N1} here for [p|a|h:annual physical]. Feels well except for [s:heartburn] after supper. O: [l|s:BP 128/76], [l|s:BMI 31]. A/P: [c:GERD], try [d:famotidine]. [p:Colonoscopy] [t|a|?:referral] to {N2}. [l:A1c 6.1], [c:prediabetes], recheck in 6 mo.
CC: [s:knee pain]. HPI: {F1} is a 52 yo bus driver with six months of [s:medial knee pain], worse on stairs. [p:X-ray] {D}: [c:mild osteoarthritis]. Plan: [t:PT], [d:naproxen], consider [p|t:steroid injection]. RTC 8 wks. {N2}, PA-C
[a:Telehealth visit] {D}. Patient identity checked by DOB {B}. {N1} reports her [c|s:migraines] are down to two a month on [d:topiramate]; some [s:tingling] in fingers. Continue. Refill [d:sumatriptan] #9.
PEDS [a|?:WELL CHILD]¶{N1}, DOB {B}, here with dad {N2}. Growth 60th %. [c:Eczema] behind knees -> [d:hydrocortisone] 1%. [p|d:MMR] and [p|d:varicella] given {D}. Next [a:visit] at 2 yrs.
Referral: please see {N1} ({MRN}), 38F, with [s:palpitations] and [l:TSH <0.01]. I suspect [c:Graves disease]. Began [d:methimazole] 10 mg and [d:propranolol]. Her number is {P}; she works nights. Thank you, {N2} MD, NPI {NPI}
OB: [c|h:G2P1] at [c|h:29w3d]. [l|p:Glucola] 168, 3-hour [p:GTT] booked {D}. [l:FHT 145]. Denies [s:contractions], [s:bleeding]. EDD unchanged. {N1} asked about [p:tubal ligation]; consent signed.
Oncology follow up. {N1} is now two years from [c:stage II breast cancer], s/p [p:lumpectomy], [t:radiation], on [d:letrozole]. [p:Mammogram] {D} [l|c:benign]. Complains of [s:joint aches] and [s:hot flashes]. [p:DEXA] due.
Mental health intake. {N1} (they/them), 26, endorses [s:low mood], [s:anhedonia], [s:poor sleep] for 3 months after losing a job. [l|p:PHQ-9 score 17]. Past [t:therapy] at 19. No [s:suicidal ideation]. Dx [c:major depressive disorder]. Start [d:sertraline] 25 mg. Emergency contact: {N2}, {P}.
Pt of Dr. {N2}. Here for [p|d:B12 shot] and [l|p:INR]. [l:INR 3.4], hold [d:warfarin] tonight, recheck {D}. Called husband {F1} at {P}.
Dental: {N1}, tooth #30 [s:sensitive] to cold x 2 wks, deep [c:caries] on [p:bitewing]. Dx [c:irreversible pulpitis]. Options [p:root canal] vs [p:extraction]. [d:Amoxicillin] and [d:ibuprofen] given. Sched {D}.
Eye clinic {D}: {N1}. [l:VA 20/40 OD]. [l|p:IOP 26/24]. [c:Primary open angle glaucoma]. Restart [d:latanoprost] qhs OU. Patient stopped due to cost; SW {N2} to help with [i:coverage].
Dermatology: [s|c:changing mole] L shoulder, [p:shave biopsy] done {D}. Path: [c:melanoma in situ]. Called {N1} on {P}, told the result, booked [p:wide excision] with Dr. {L2}.
[c:STI] [a:visit], pt {F1}, DOB {B}. [l:Chlamydia positive], [l:HIV negative]. [d:Doxycycline] 100 bid x7. Partner {F2} to be treated. Wants [d:PrEP].
"""),
("letter and order", "note", """
{DO}¶¶To whom it may concern:¶{N1}, born {B}, is under my care for [c:rheumatoid arthritis]. Because of the [d:methotrexate] she takes she should not work on site during the outbreak. Please call {P} with questions.¶¶{N2}, MD¶{A}¶License {DL}
ORDER FORM¶Patient {LU1} / Sex F / DOB {B}¶[i|?:Insured] ID {PLAN} / Group 0088231¶Dx {ICD}, {ICD}¶Tests: [p|l:CBC], [p|l:CMP], [p|l:lipid panel] ({CPT})¶Ordering: {N2} NPI {NPI}¶Fax results to {FX}
Rx¶{N1}  {A}¶[d:Adderall XR] 20 mg #30, no refills¶Dr. {N2}  DEA {DEA}¶Date {D}
[i:PRIOR AUTHORIZATION] REQUEST. Member {N1}, ID {PLAN}, DOB {B}. Drug: [d:adalimumab] 40 mg/0.4 mL, NDC {NDC}. Diagnosis: [c:Crohn's disease] {ICD}. Tried and failed: [d:mesalamine], [d:azathioprine]. Prescriber {N2}, phone {P}, fax {FX}.
Dear Ms. {L1},¶Your [p:pap smear] of {D} came back [l:normal]. The next one is due in three years. Please keep this letter.¶Kind regards,¶{N2}, NP
Dear {F2},¶Thanks for sending {N1} (MRN {MRN}) to the [?:sleep clinic]. The [p:sleep study] on {D} shows [c:severe obstructive sleep apnea], [l:AHI 41]. I ordered [t:CPAP] at 11 cm. He lives at {A} and the supplier has his number, {P}.
CERTIFICATE OF [p|?:IMMUNIZATION]¶Child: {N1}¶Birth date: {B}¶Parent: {N2}¶[d|p:DTaP] {D} / [d|p:IPV] {D} / [d|p:Hib] {D}¶Signed {N3}, RN
[i:Medicare] beneficiary {N1}, MBI {MBI}, needs a [t:power wheelchair] for [c:multiple sclerosis] with [s:leg weakness]. Face to face done {D}. HCPCS [cpt_hcpcs:K0823]. Supplier tel {P}.
OPERATIVE REPORT¶Patient: {N1}  MRN {MRN}¶Date of operation: {D}¶Surgeon: {N2}  Assistant: {N3}¶Preop dx: [c:Inguinal hernia]¶Procedure: [p:laparoscopic hernia repair with mesh]¶Anesthesia: [p|t:general]¶EBL 10 mL. No complications. Mesh lot udi [udi:(01)00844868029476(17)270630(10)LH2291]
RADIOLOGY¶{LF1} | {MRN} | {B}¶[p:CT abdomen and pelvis with contrast], {D}¶Indication: [s:right lower quadrant pain].¶Findings: [c|l|?:appendix 11 mm with stranding]. No [c:abscess].¶Impression: [c:Acute appendicitis]. Called to Dr. {L2} at 3:10 pm.
Path #S26-[?mrn:10442], {N1}, collected {D}: [p:prostate needle biopsy], [c:adenocarcinoma], [l|c:Gleason 3+4], 4 of 12 cores. cc {N2}, urology, fax {FX}
Lab result for {N1} ({B}): [l:potassium 5.9], [l:creatinine 2.3], [l:eGFR 28]. LOINC [loinc:2823-3], [loinc:2160-0]. Critical value called to {F2} at {P}.
WORK EXCUSE - {N1} was seen in our [?:urgent care] on {D} for [c:influenza A] and may return on {DO}. {N2} FNP
EMS run: dispatched to {A} for [s:unresponsive] male. {N1}, 34, [s:pinpoint pupils], [l|s:RR 4]. [d:Narcan] 4 mg IN x2, woke. [c:Opioid overdose]. Transported to Mercy. Vehicle in drive plate {PLATE}. Crew {L2}/{L3}.
"""),
("care coordination", "note", """
CM note: spoke w/ {N1} re d/c needs. Lives alone, 2nd floor walk-up, {A}. Needs [t:walker] and [t:home PT]. [i:Aetna] PPO id {PLAN}. Sister {N2} will stay x1 wk, cell {P}.
Called pt for [t:TCM], no answer at {P}, left vm w/o details. 2nd try: spoke to {F1}, says [s:swelling] in legs is worse and [s|?:weight up 5 lb] since {D}. Message sent to Dr. {L2} re [d:torsemide].
{N1} is enrolled in [i:Medicaid] ({PLAN}) but has no ride to [t|p:dialysis]. Set up NEMT pick up at {AS}, {t}, M/W/F. Driver {F2}, {P}.
Patient asks for letter for housing, has [c:PTSD] and an [t:emotional support animal] named Biscuit. {F2} in social work to draft. Email {E1}. ({N1})
Warm handoff: {N1}, post [p|t:heart transplant] 3 mos, on [d:tacrolimus] and [d:mycophenolate]; level [l:tacro 4.1] low. Pharmacy out of stock. Coordinator {N2} {P} working on it.
[c|?:High risk OB] outreach: {N1} missed [p:ultrasound] on {D}. Texted {P}. Hx [c:preeclampsia]. Interpreter needed (Tigrinya). Partner {F2} speaks English.
Med rec call {D}: {N1} takes [d:metoprolol], [d:eliquis], [d:levothyroxine], and [d:melatonin] otc. Not taking [d:simvastatin] b/c [s:leg cramps]. Allergy: [d|c:sulfa] ([s|c:hives]).
APS report filed for {N1}, age {OLD}, at {A}. Neighbour {N2} saw her [s:confused] on the porch. Unpaid electric, no food. [c:Pressure sores] noted by visiting [?:nurse].
Trial screening: subject initials only, DOB {B}, [c:ulcerative colitis], on [d:vedolizumab], [l:CRP 24]. Consent by {N1} on {D}. Device serial for e-diary: [?device_id:ED-20417].
"""),
]
