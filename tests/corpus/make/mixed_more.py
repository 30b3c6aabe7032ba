"""Texts with marks, second part: everyday ways of telling, odd forms, Spanish. Written for this set; see `mixed.py`."""

TEXTS = [
("told in passing", "chat", """
Sorry for the late reply, my husband {F1} had a [c:stroke] on {D} and I've been at the [?:hospital].
Can I get a refund on the flight? {N1} can't travel, she is on [t:bed rest] with [c:placenta previa]. Booking {o}.
I need to pause my gym pass, I tore my [c:ACL]. {N1}, {E1}
Please deliver to the side door of {AS}, I use a [t:wheelchair].
my mom {n1} just went into [t:hospice] so I wont make the demo on {d}
We can't make the wedding, {F1} tested [l|h:positive] for [c:covid] this morning
the kids have [c:lice] again so no sleepover. tell {F1}'s mom
I am [c:deaf] so please do not phone {P}, write to {E1}.
Seat in the front please, I have [c:epilepsy] and lights set it off. {N1}
{F1} is in [t:rehab] till {DO}, call {F2} about the drywall
I'm [c:diabetic], can I bring [d:insulin] and [t:needles] on board? Passport {PP}
he's [c:allergic to peanuts] so please mark {F1}'s lunch. [t|d:EpiPen] is in his bag.
Lost my job over my [c:bipolar]. Can I defer the loan? Account {ACC}, {N1}.
The driver had a [c:seizure] at the wheel, his name is {N1}, plate {PLATE}, we're at {AS}
I had a [c|s:miscarriage] last week and your baby mails keep coming. Stop. {E1}
My dad was on [d:oxycodone] after his [p:back surgery] and I think the mover, {F1}, took it.
Please change my name to {N1}. I began [t:hormone therapy] and it is legal now. Old name {N2}.
{F1} said you were at the [?:clinic], all OK? is it the [s:migraine] thing again
I wear a [t:hearing aid], the headset whistles. Order {o}, {N1}
"""),
("odd forms of writing", "sms", """
PT {LU1} DOB {B} NEEDS REFILL [d:LISINOPRIL] 20MG CALL {P}
{F1},ur [a:appt]@{t} w/Dr.{L2}-pls bring [i:ins] card
CONFIRM [p:MRI] {LU1} {D} {t} - REPLY 1
r u coming 2 the [?:dr] w me tmrw? scared abt the [p:biopsy] :( {f1}
Rx rdy 4 {F1}: [d:amox] + [d:pred]. TY
[a:APPT]: {L1}, {F1} | {D} | {t} | [h:Cardio] | Bldg C
2nd notice: {N1} owes $88.20 for [a|?:visit] of {DO}. {W}
{F1} – [d|p:Tdap] due. {F2} – [d|p:MenACWY] due. {F3} – up to date.
[l|p|s:BP] today [l|s:138/85], wt 181, [l:sugar 122]. felt [s:woozy] at noon. {N1}
[s:pain 7/10], took 2 [d:norco], still [s:throbbing]. [p:surgery] was {D}. {F1}
dr {l1} its {f2}.. [s:bleeding thru a pad an hr].. [?:er]?
NO SHOW FEE: {N1}, {D}, [t:PT] eval
[s|l:Temp 102.4] [s:chills] 3 yo {F1}, gave [d:motrin] at 6. [?:Nurse] line pls call {P}
Hi {F1}! Your [t:Invisalign] trays 9-12 are here.
{F1}, [t:sleep apnea mask] recall, serial [device_id:RS2209817]. Stop use. {W}
YOUR [d:HUMIRA] SHIPS {D}. SIGNATURE BY ADULT AT {AS}
[l|p:INR 2.6] good. same [d:coumadin] dose. recheck 4 wk. -{F1} RN
{N1}: [p|l:A1C] & [p|l:lipids] due before {D} [a:visit]. Fast 8 h.
your [d:Depo] [d|p|?:shot] window is {D} - {D}, {F1}
Welcome to [t:quit smoking] texts, {F1}! Your quit day is {DO}. Reply CRAVE any time.
"""),
("records in rows", "note", """
Name|DOB|MRN|Dx|Last seen¶{LF1}|{B}|{MRN}|[c:CHF]|{D}¶{LF2}|{B}|{MRN}|[c:COPD]|{D}¶{LF3}|{B}|{MRN}|[c:CKD 4]|{D}
first_name,last_name,phone,allergy,med¶{F1},{L1},{P},[d|c:latex],[d:hydroxyzine]¶{F2},{L2},{P},none,[d:Zocor]
Bed 1 {L1} [p:THR] POD2 / Bed 2 {L2} [c:cellulitis] [d:ancef] / Bed 3 empty / Bed 4 {L3} r/o [c:PE], [p:CTA] pending
Schedule {D}: 8:00 {N1} [p:colonoscopy]; 9:00 {N2} [p:EGD]; 10:00 {N3} [s|c:GI bleed] consult
[i:CLAIM] {o} PT {LU1} ID {PLAN} DOS {D} CPT {CPT} {CPT} DX {ICD} NPI {NPI} PAID 0.00 DENY 197
RX# [?mrn|account_number:6620117] {N1} [d:Metoprolol Succ ER] 50MG TAB #90 NDC {NDC} DR {L2} {P} REFILLS 3
Subject: {F1} {L1} / sex: m / dob: {B} / meds: [d:Keppra], [d:Lamictal] / [s|c:szr] log: {D} [c|s:tonic clonic] 2 min
{"pt":"{LU1}","mrn":"{MRN}","[l:k]":"[l:6.1]","flag":"HH","called":"{F2} RN"}
Lab: [l:WBC 14.2] H, [l:Hgb 8.9] L, [l:Plt 88] L — {LF1} {MRN} {D}
CARE TEAM: PCP {N1}; Onc {N2}; Pharm {N3} {P}; Pt {N4} ({B}) [c:multiple myeloma] on [d:Revlimid]
Roster: {N1} - [c:nut allergy], [d|t:EpiPen]. {N2} - [c:asthma]. {N3} - none. Camp doc {N4}, {P}
TRIP {o}: {N1}, {AS} -> [?:Mercy Dialysis], [t|?:w/c] van, [t:oxygen], MBI {MBI}
SNOMED [snomed:44054006] [c:diabetes type 2]; RXCUI [rxnorm:860975] [d:metformin 500]; pt {N1}
[a|?:VISIT] ICD9 [icd9:250.00] old code for {N1}; now {ICD}
"""),
("discharge summary", "note", """
{N1}, whom we know from {D}, was brought from the nursing home at {AS} with [s:fever] and [s:cough]. [p:Chest film] showed a [c|s:right lower lobe infiltrate]. After [d:Zosyn] and [d:vancomycin] he was [s|?:afebrile]. PCP: Dr. {L2}, {P}.
HISTORY: This is a {OLD}-year-old lady, {N1}, who lives with her niece {F2} in [?ad:Gallup], found [s:unresponsive]. [l:Troponin 0.9]. [c:NSTEMI]. Family chose [t:medical management]. [d:Heparin] 48 h.
Pt is a 6 week old ex-term girl, {F1} {L1}, DOB {B}, with [c|s:projectile vomiting]. [p:Ultrasound]: [c:pyloric stenosis]. [p:Pyloromyotomy] by Dr. {N2} {D}. Feeding well. Mother's cell {P}.
Mr. {L1} left against advice on {D} at 3 am. He has [c:endocarditis] from [c|?:IV drug use] and needs six weeks of [d:nafcillin]. We tried {P} and his sister {F2}. [t|?:Methadone clinic] told.
CONDITION AT DISCHARGE: Stable. {N1} may shower. No lifting after the [p:C-section]. [d:Ibuprofen] and [d:Colace]. [p:Staple removal] {D} with {N2}, CNM, at {AS}.
The patient's [c:schizophrenia] was treated with [d:olanzapine] and [d|t:long acting injection]. {N1} will live at the group home, {A}; case manager {N2}, {E2}, {P}.
Transplant: {N1}, MRN {MRN}, got a [p:kidney transplant] from her brother {N2} on {D}. [l:Creatinine 1.1]. [d:Tacrolimus], [d:prednisone], [d:Bactrim].
"""),
("clinic note", "note", """
Podiatry: {N1}, [c:ingrown nail], [p:partial avulsion] done under [d|t:lidocaine]. Back {D}.
Allergy: {F1}, 9, [p:skin test] [l|c:positive for cat and birch]. [d:Zyrtec], [d:Nasonex]. Mother {N2} wants [t:allergy shots].
Urology {D}: {N1}, [s:nocturia] x4, [l:PSA 5.2], [c|?:large prostate]. [d:Tamsulosin]. {N2} MD
Speech: {F1}, 4 y, [c:apraxia], 20 min [t:speech therapy], mom {F2} watched. Next [a:session] {D}.
[s|?:Pain] clinic: {N1}, [c:failed back syndrome], [p:epidural injection] L4-5 {D}, 60% relief. [d:Percocet] contract signed.
[t:Acupuncture] intake: {N1}, b. {B}, [s:frozen shoulder], on [d:Plavix]. Tel {P}
Fertility: {N1} & {N2}, [p|t:IUI] x2 failed, [l:AMH 0.7]. Start [d:Gonal-F] {D}.
Neuro: {N1} has [s:tremor], [s:shuffling gait]; [c:Parkinson's]. [d:Sinemet] tid. Wife {F2} drives.
Travel: {N1}, to Ghana {DO}. [d|p:Yellow fever vaccine] {D}, [d:Malarone] 1/d. Passport {PP} for the card.
Infectious: {N1}, [c:HIV] since 2011, [l:VL undetectable], [l:CD4 640], [d:Biktarvy]. Partner {F2} on [d:PrEP].
Weight: {N1}, [l:BMI 44], [p:sleeve gastrectomy] planned {D}. [i:Cigna] {PLAN} approved.
Thyroid: [l:TSH 8.8]; {F1} feels [s:cold] and [s:tired]. Up [d:Synthroid] to 88. {N2} NP
Wound: {LF1}, [c:diabetic foot ulcer], [p:debrided], [t:total contact cast]. VS ok. {D}.
"""),
("spanish health text", "chat", """
Doctora, desde ayer [s:me arde al orinar]. ¿Será [c:infección]? {N6}
Mi papá {F6} está en [t:quimioterapia] y [s|?:no come nada], ¿le doy [d:ondansetrón]?
¿Cubre mi [i:seguro] la [p:cesárea]? [i:Póliza] {PLAN}, {N6}, nacida el {BE}
Agente: ¿Me da su fecha de nacimiento?¶Paciente: {BE}¶Agente: ¿Y el motivo de la [a:cita]?¶Paciente: [s:dolor de espalda]
Me recetaron [d:clonazepam] y ando [s:mareada] todo el día. Tel {P}
A mi hija {F6} le salió [c:varicela], no irá a la escuela hasta el lunes.
El {DE} me pusieron [t|p:marcapasos], necesito la constancia para el aeropuerto. {N6}
Le dejé [t|d:receta] a {F6} en recepción: [d:amlodipino] 5 mg
Tuve un [c:aborto espontáneo] en marzo y quiero hablar con alguien. {F6}, {P}
Resultado de {N6}: [l:hemoglobina 9.2], [c:anemia]. Tome [d:hierro] con jugo.
Soy [c|s:alérgica a la penicilina], apúntelo por favor. {N6}, expediente {MRN}
Paciente {N6} no acudió a su [p:mamografía] del {DE}. Llamar al {P}.
mi esposo {f6} se [s:desmayó] en el trabajo, estamos en urgencias
Se solicita [t:silla de ruedas] para {N6}, domicilio [ad:Calle 60 n.º 218, Mérida [z:97000]], [c:esclerosis múltiple].
La señora {L6}, de {OLD} años, con [c:demencia], vive con su nieta {F7}.
Gracias por la [d|p:vacuna de la gripe], {F6} ya no tiene [s:fiebre].
"""),
("spanish mail", "mail", """
[?:Baja médica]¶Buenos días, {F6} estará de baja desde {DO} por una [p:operación de rodilla]. Un saludo, {N7}
Su [a:cita]¶Estimada {N6}: su [a:cita] de [h:dermatología] es el {DE}. Traiga su tarjeta {PLAN}.
Resultado de [p:biopsia]¶Sr. {L6}, la [p:biopsia] del {DE} es [l|c:benigna]. Dra. {N7}
Autorización¶Yo, {N6}, autorizo a {N7} a recoger mi [p|l:radiografía]. DNI [?license:48210937K], tel {PI}
Reembolso¶Hemos pagado 84 euros por sus [t:gafas] a la cuenta {ACC}.
"""),
("doctor patient chat", "chat", """
P: I keep [s:forgetting words], {F1} noticed it first¶D: How long?¶P: half a year. my aunt {F2} had [c:Alzheimer's]
D: Your [p:stress test] on {D} was [l:normal].¶P: so why does my [s:chest hurt]?¶D: It may be [c:reflux]. Try [d:omeprazole], {F1}.
is it normal that the [p:stitches] [s:itch]? you did them on {D}. pic attached. {F1}
P: I took two [d:Plan B] this month, is that bad¶D: Not dangerous, {F1}. Shall we talk about an [t|p:IUD]?
Hi, [?:nurse] {F1} here. The [?:doctor] wants you to stop [d:metformin] two days before the [p:contrast scan] on {D}.
Dr. {L1}, my [s:hands shake] since you added [d:lithium]. Level was [l:1.4]. {N2} {B}
D: any [c|s:allergies]?¶P: [d|c:codeine], makes me [s:break out]¶D: and past [p:surgeries]?¶P: [p:tonsils], [p:gallbladder]
I think {F1} has [c:hand foot and mouth], [s:blisters] all over, [?:daycare] wants a note, fax {FX}
"""),
("call centre transcript", "call", """
and then I uh I [s|?:fell] on the ice and my [c|s:ankle's broken] so I need to change the the [a:appointment] with doctor {l1}¶okay what's your date of birth¶[date_of_birth:seven twelve eighty four]
so the [i:claim] number is um {o} and it was denied¶and the patient is¶{n1} my son¶and the provider¶[name:Wu] [name:W U] at [?:children's]
okay {f1} I'm gonna read back the order [d:eliquis] five milligrams sixty tablets to {AS}¶yes ma'am
my social is uh [ssn:four one two, six six, nine oh one three]¶thank you¶and I'm calling about [i:medicaid]
she's she's [age_over_89:ninety three] and she's got [c:pneumonia] and nobody called us back¶I'm so sorry what's her name¶{n1}
hi this is {f1} from [i:aetna] on a recorded line is {n2} there¶speaking¶it's about your [t|p:cardiac rehab]
press two for refills¶two¶say the name of the drug¶um [d:gabapentin]¶did you say [d:gabapentin]¶yes
"""),
]
