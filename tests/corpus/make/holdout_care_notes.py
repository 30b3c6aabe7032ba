"""Notes: discharge, nursing, referral, radiology, triage, home health, therapy, social work."""
TEXTS = r"""
# nursing note: note task held
0710 Pt <L1> A&Ox3, {l:BP 132/78}, {s:pain 4/10} at {?h:incision}, {d:oxycodone} 5 given.
Rm 412 <LU1>: {t:Foley} out at 0600, {?h:voided} 300 mL, no {s:burning}.
<N1> refused {d:Lovenox}. Educated re {c:DVT} risk. Dr <L2> aware.
{s:Stage 2} {c:pressure injury} sacrum 2x3 cm, {t:Mepilex} changed. <LF1>, MRN <MRN1>
Night shift: <F1> slept 3 h, pulled at {t:NG tube}, {?t:mitts} on, daughter <F2> at bedside.
<L1> ac {l|h:blood glucose 244}, {d:Humalog} 6 units sq, tolerated 50% of tray.
{l:T 101.8}, {l:HR 118}, {c:sepsis} alert fired on <U1> @ 0322, {?l:lactate} drawn.
Resident <N1>, {old:97}, found on floor next to bed, {?s:no LOC}, {s:skin tear} L forearm, POA <N2> notified <P2>.
{t:Trach} care done, suctioned x2 thick tan, {l:SpO2 95%} on {?t:2L}. <L1>
Mother <F1> {?h:breastfed} q3h, {s:nipple soreness}, lactation ({n:Bounmy}) to see. Baby boy <L1> {c:jaundice}, {t:bili lights}.
CNA reports <F1> not eating, {?s:weight down 4 lb} since <D1>. Add {t:Ensure}.
{t:PICC} dressing changed, line flushes. Pt <N1> DOB <B1>.
Hand off: bed 9 <L1> {c:CHF}, {d:Lasix} drip; bed 10 <L2> post {p:appy}, home today.
# discharge and history: note held bare
DISCHARGE SUMMARY\nPatient: <N1>\nMRN: <MRN1>\nAdmitted: <D1>\nDischarged: <D2>\nDx: {c:community acquired pneumonia}\nMeds: {d:levofloxacin} 750 daily x5\n{?h:Follow up} with Dr. <N2>
Admit Date: <D1> Discharge Date: <D2> HISTORY OF PRESENT ILLNESS: Mr. <L1> is a 71-year-old man with {c:coronary artery disease} who presented with {s:chest pressure}.
HPI: <age> Ms. <L1> c/o {s:dysuria} x 3 d, no {s:flank pain}. PMH {c:HTN}, {c:hypothyroidism}. Allergies {h:sulfa}.
Patient {old:92} yo male, s/p {p:CABG} <D1>, d/c to {t:SNF} with {t:walker}. Wife <N1>.
SOCIAL HX: lives with son <F1> at <A1>, former welder, quit {h:tobacco} 2009, {?h:drinks 2 beers}.
{p:Laparoscopic cholecystectomy} performed by Dr. <N1> on <D1> without complication. {?l:EBL 20 mL}.
Expired <D1> at 0412 of {c:respiratory failure}, pronounced by Dr. <L1>. Next of kin <N2> <P2>.
Impression: 1. {c:Type 2 diabetes}, {?c:uncontrolled}. 2. {c:Neuropathy}. Plan: start {d:duloxetine}, {?h:podiatry referral}. Seen with Dr. <L1>, signed <N2>, {n:PA-C}
Meds at discharge for <LF1>: {d:aspirin} 81, {d:clopidogrel} 75, {d:rosuvastatin} 20, {d:carvedilol} 6.25 bid.
Dictated by: <N1>, MD  D: <D1>  T: <D2>  Job: <q>  cc: <N2>, M.D.  RE: {c:atrial fibrillation}
The patient tolerated {p:ERCP} well. He was {?h:observed} overnight and sent home with his brother <F1>.
37 y/o {?c:G2P1 at 38w2d}, {c:GDM}, admitted <D1> for {p:induction}. Baby girl <L1> born, {l:Apgars 8/9}.
{?h:Follow-up}: {?h:cardiology} <D1>, {h:INR check} <D2>, call <P1> for {s:swelling} or {s:weight gain}. Patient <N1>.
# referral: note mail held
{?h:Referral} // Please see <N1>, DOB <B1>, ph <P1>, for {c:sciatica} failing {h:PT}. ICD-10 <ICD1>. Thank you, Dr. <L2>, NPI <NPI2>
{?h:Referral} to {?h:GI} // <F1> <L1>, {in:Cigna} <PLAN1>, {s:rectal bleeding}, last {p:scope} 2019.
To: Dr. <N1>, {?h:Rheumatology}. Fax <FX1>. Re: <N2>. {l:ANA 1:640}, {s:joint pain}, {c:r/o lupus}.
{h:Speech therapy} eval for <F1> <L1>, 3 y, {?s:not talking}, {p|l:hearing screen} passed <D1>. Parent <F2> <P2>
{?h:Consult} request: {?h:psych} for <LU1>, {s:hearing voices}, off {d:risperidone} since <DO1>
{?t:DME} order: {t:wheelchair}, {?cpt_hcpcs:K0001}, dx {c:MS} <ICD1>, {?l:Ht 64 Wt 188}. Beneficiary <N1> MBI <MBI1>. Physician DEA <DEA2> NPI <NPI2>.
{in:Prior auth} form: drug {d:Enbrel}, NDC <NDC1>, patient <N1>, member no. <PLAN1>, prescriber <N2>, DEA <DEA2>
{t:Hospice} {?h:referral}: <N1>, {old:91}, {c:end-stage dementia}, {?l:PPS 30}, lives at <A1>, contact granddaughter <N2>.
{h:Home health} start of care <D1>, <LF1>, {c:CVA} with {s:left weakness}, eval and treat {h:OT}. Agency <FX1>
School nurse: <F1> carries {d:epinephrine} for {c:peanut allergy}, form signed by Dr. <L2> on <D1>.
# radiology and lab report: held note
{?p:EXAM}: {p:CT abdomen and pelvis} with contrast. {?h:HISTORY}: {s:RLQ pain}. IMPRESSION: {c:acute appendicitis}. Read by <N1>, MD
{p:MRI lumbar spine} <D1>: {c:L4-5 disc herniation} with {c:canal stenosis}. Pt <LF1>, Acc# <ACC1>
FINDINGS: No {c:fracture}. Mild {c:degenerative changes}. Patient <N1> <B1>. Electronically signed <N2> <D1>
{p:US thyroid}: 1.4 cm {c:nodule} right lobe, {?l:TI-RADS 4}, {p:FNA} advised. <U1>
SPECIMEN: {h:left breast core}. DIAGNOSIS: {c:invasive ductal carcinoma}, grade 2, {l:ER positive}. Collected <D1>. <LF1> MRN <MRN1>
{p|l:CBC} <N1> <D1>: {l:WBC 14.2} H, {l:Hgb 11.0} L, {l:Plt 410}
LOINC <LOINC1> {l|h:result 8.9} flag H; patient <MRN1>; {?h:ordering} NPI <NPI1>
{p:Mammo} bilateral {?l:BI-RADS 4}, {?c:calcs} 2 o'clock. Call back <F1> at <P1>
{p:EKG}: {c:sinus brady} 48, {c:first degree AV block}. <L1>, {old:90} M
{?p:Device interrogation}: {t:ICD} generator UDI <UDI1>, battery 4.1 y, {c:VT} x2. Patient <LF1>.
{p:Hip arthroplasty} right, stem UDI <UDI1>, lot in log, OR 3, <D1>, Dr. <L1>
{?l:Tox}: {l|h:ethanol 212 mg/dL}, {l|h:THC pos}. <N1>, brought by PD.
# triage and ems: note conversation bare
M 54, {s:CP} radiating to jaw, {l:BP 90/60}, {d:ASA} 324 given, eta 6 min to Mercy {t:ED}
F approx 30, {c:overdose}, {d:Narcan} x2, now alert, gives name <N1>
Unit 7: <AS1>, {old:95} female, {?s:fall}, {c:hip fracture} suspected, daughter <F1> on scene
Triage RN <F1>: {s:sore throat} 2 d, no {s:fever}, can wait for a clinic {ap:visit}.
Kid 4y, {c:croup}, {s:barking cough}, {s:stridor} at rest. go to {t:ER}.
{c:Allergic reaction}, {s:lip swelling}, {d:EpiPen} used 14:02. Patient is my wife <N1>
{c:Heat stroke} at mile 20, bib 1183, runner <L1>, {l:temp 105.1}, {t:ice bath}
{?h:Trauma} alert: {p:intubated}, {c:TBI}, plate <PLATE1> in the report, wallet says <N1> DL <DL1>
Poison control: <F1>, 2 yr, ate {d:Tylenol} maybe 10 tabs, 12 kg. Mom <F2> <P2>
# therapy, social work, home: note task
Met with <F1> and her foster mom <F2>; {s:nightmares} fewer, still {s:bedwetting}. Continue {t:TF-CBT}.
Client <N1> reports {h:heroin} use x3 since last {t:session}, declines {t:detox} bed.
<N1> {c:autism} level 2, {t:ABA} 15 h/wk, BCBA <N2>. Goal: requests with {?t:AAC}.
{p:Gait training} 150 ft with {t:rollator}, min A. Pt <L1> {s:fatigued}. {h:PTA} <F2>
Veteran <N1>, last four {?ssn:4471}, {c:MST} survivor, wants {t:EMDR}. Callback <P1>.
CPS: newborn of <N1> tested {l|h:positive for methamphetamine}, hold on discharge.
Visit 12: {h:wound} {?l:3.1 x 2 cm}, {t:Santyl}, pt lives alone at <AS1>, dog bites.
<F1> scored {l:MMSE 17/30}; son <N2> asks about driving. License <DL1> to be reported, {c:dementia}.
{?c:Caregiver burnout}: <N1> cares for husband {c:ALS}, asks for {t:respite}.
""".replace("<age> ", "").replace("{n:PA-C}", "PA-C").replace("{s:Stage 2} {c:pressure", "{c:Stage 2 pressure")
