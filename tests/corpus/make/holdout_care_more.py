"""Web forms, chats, portal mail, programs, the quieter corners of care: fertility, transplant, HIV, gender, hospice, work injury."""
TEXTS = r"""
# web form: anon note task
Name: <N1>\nPhone: <P1>\nEmail: <E1>\nReason for visit: {s:knee pain}\nInsurance: {in:Aetna PPO}
First name: <F1>\nLast name: <L1>\nDOB: <B1>\nAllergies: {d:penicillin}\nCurrent meds: {d:Synthroid}
Contact us: I'd like a quote for {p:veneers}. <N1>, <P1>
{?t:Refill} form | Patient <N1> | DOB <B1> | Drug {d:montelukast} | Pharmacy Rite Aid on Hill
Message: Do you treat {c:vitiligo} in kids? My daughter <F1> is 6.
Full Name: <N1>, SSN: <SSN1>, Employer: Boeing, {?h:Injury}: {c|s:crushed finger}, Date of injury: {?ds:4/11/26}
New patient? yes. Preferred name <F1>. Pronouns they/them. On {t:HRT} since 2021.
Comments: the front desk lady <F1> was rude about my {in:medicaid}
Emergency contact <N1> (sister) <P1>. {l|h:Blood type O negative}. {d:Coumadin}.
Request {?h:records}: <N1>, DOB <B1>, {t:inpatient stay} <D1> to <D2>, send to <E1>
Survey: How was your {p:ultrasound}? 4/5. Free text: tech <F1> was gentle
{?h:Trial} screener: age 44, {c:psoriasis} yes, {d:methotrexate} yes, contact <E1>
Looking for a {?h:pediatrician} near <Z1> who takes {in:CHIP}
Feedback: waited 3 hours in your {t:ER} with a {c:broken arm}. Never again. <N1>
# chat log: conversation whatsapp task
[10:02] Guest: do you do {h:STD tests} without parents knowing\n[10:02] Care Bot: Yes, from age 13 in this state.\n[10:03] Guest: ok im <F1>
<F1>: is {d:Mounjaro} safe with {c:gallstones}?\n{?h:Pharmacist} <F2>: let me check, one moment
User: i have {s:chest pain}\nBot: If this is an emergency call 911.\nUser: its just {c:heartburn} i think
me: can i get the {h:abortion pill} mailed to <A1>\nagent: Yes. How many weeks?\nme: 7
Visitor 8841: My {c:HIV} test was reactive. I'm scared.\nCounselor: I'm here. Would you like a {h:confirmatory test} today?
<N1>: what do I owe\nRep: $214 for the {p:endoscopy} on <D1>\n<N1>: my {in:insurance} should cover that
pt asks if {d:semaglutide} can be shipped to FL, told no. callback <P1> <F1>
chat ended. Tags: {c:migraine}, new patient, {in:self-pay}
hey coach, day 21, no {h:cigarettes}, {d:nicotine gum} 4 a day, <F1>
Can <F1>'s {t:braces} come off before prom?
Dr. <L1> replied: Increase {d:Lantus} by 2 units every 3 days until {l|h:fasting under 130}.
Caregiver portal: <F1> took all {h:meds} today, walked, ate lunch. {l:BP 128/70}
# portal and program mail: mail note
New message from your care team // <F1>, your {p:EEG} on <D1> did not show {c:seizures}. Dr. <N2>
Welcome to the {t:cardiac rehab} program // <N1>, sessions are M/W/F at 10.
{t:Egg retrieval} instructions // Trigger with {d:Ovidrel} at 10:15 pm sharp, <F1>. {p:Retrieval} is <D1>.
{p:Transplant} list update // <N1>, status 7 while your {c:infection} clears. Coordinator <P1>
Your {d:PrEP} {?h:labs} are due // <F1>, {p|l:creatinine} and {p|l:HIV Ag/Ab} every 3 months.
Partner notice // Someone you know tested positive for {c:chlamydia}. Get tested free at {?a:200 Main}. Ref <k>
{c:Sleep apnea} report // {l:AHI 4.1}, usage 6.2 h, leak fine. Great week, <F1>!
{?in:Workers comp} // Claimant <N1>, <c1> {c:rotator cuff tear}, {?p:MMI exam} with Dr. <L2> on <D1>, adjuster <N3>.
{?h:Clinical trial visit} 4 // Subject 0114-007, infusion {h:study drug} week 12, diary card due.
FMLA // <N1> needs leave from <d> for the care of a spouse with {c:leukemia}. Certification attached.
{?h:Birth plan} received // {p:Epidural} yes, {p:C-section} only if needed, doula <N1>.
{t:Hospice} bereavement // Dear family of <N1>, one month has passed since <D1>.
{h:Vaccine record} // <N1>, DOB <B1>: {h:Moderna} <D1>, lot 041C21A; {h:Moderna} <D2>.
Your {h:allergy shots} // Vial B4, <F1>, every Tuesday before 5, wait 30 min after.
Jail medical // Inmate <LU1>, booking <q>, {t:detox protocol}, {d:Librium} taper.
{h:Gender care} // Your {d|l:estradiol} level is {?l:142}, keep the dose, <F1>.
{p:Vasectomy} {?h:consult} // Bring consent signed by you, Mr. <L1>. <D1>, 8 am.
{c:Long COVID} group // Zoom, Wednesdays. Host {n:Aurelien}. No recording.
{h:Bariatric} seminar // <F1>, your {l|h:BMI 43} qualifies. {?in:Insurer} letter in progress.
{c:Concussion} protocol // <F1> may return to practice after {p:ImPACT} retest on <D1>. ATC <N2>
{p:Hearing screen} // Newborn <L1> {l|h:did not pass} left ear, {h:ABR} <D1>.
{p|l:Lead test} // <F1>, 2 y: {l:lead 7.4 ug/dL}. County nurse visits <A1> on <D1>.
# short and soft: sms conversation
<F1>, your package from the {?h:clinic} ({t:ostomy bags}, 30) left today.
Remember to take your {d:Truvada} 💊
Time to check your {p|l|h:sugar}, <F1>! Text the number.
Did you {d|t|h:inject} today? Dose 3 of 4. Reply 1.
{?l:Weigh-in: 212.4}, down 3. {d:Phentermine} week 2. Keep it up <F1>
Your counselor <F1> is thinking of you. {c|h:Cravings}? Text HELP.
Congrats mama! {h:30 weeks} today. Kick counts: 10 in 2 h.
{p:Blood draw} at home, <D1> 7-9 am, {?h:phlebotomist} <F1>, <AS1>.
How is your {s:pain} today 0-10? - {n:Guidry}, RN
Did the {s:nausea} ease, <F1>? Next {t:radiation} is fraction 14 of 30.
{t:Wheelchair van} picks you up at 9:10 for {t:dialysis}, <L1>.
Photo received, looks like {c:ringworm}. Use {d:clotrimazole} twice a day. {?h:Dr}. <L1>
Your {t:CGM} sensor expires in 6 h, <F1>. Serial <SER1>
Ok to stop the {d:antibiotic}, {l|p:culture} is negative
We are sorry for the loss of <N1>. The {t:ICU} bill of $88 is waived.
{t:Prosthesis} casting <D1> w/ {n:Goldfarb}. Wear shorts.
Your {h:ride to the methadone clinic} is outside, plate <PLATE1>
Your order {d:minoxidil} 5% (3 mo) shipped, <F1>. Discreet box.
{p:Circumcision} follow up for baby <L1>, <D1> 1:15
Hi <F1> it's {?h:nurse} <F2>: {p|l:urine} was clean, no {c:infection}.
Reminder: your daughter's {p:allergy test} is tomorrow, stop {d:Claritin} now.
""".replace("<c1> ", "")
