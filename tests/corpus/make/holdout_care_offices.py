"""Offices write: appointments, recalls, results, pharmacies, insurers, dental, eye and mental-health texts."""
TEXTS = r"""
# appointment notice: sms conversation said
Hi <F1>, this is Lakeside {?h:Pediatrics}. <F2>'s {ap|p:well visit} is <D1> at 9:40. Reply 1 to confirm.
Reminder: {p:echocardiogram} for <N1>, <D1>, 7:15 AM, bldg C. No caffeine for 12 h.
<F1>, you missed your {ap:visit} with Dr. <L2> on <D1>. Call <P1> to rebook.
Dr. <N1> is running 30 min late for your 2:00 {ap:appointment}. Sorry!
Your {t|p:infusion} chair is reserved <D1> 8 AM - 1 PM. Bring a blanket and a snack.
{p:Colonoscopy} prep starts tomorrow: clear liquids only, first {d:Suprep} bottle at 6 pm. You need a driver.
We moved your {h:physical therapy} with <F1> from <D1> to <D2>. OK?
Your {ap|h:telehealth visit} with <N1>, {?h:LCSW}, starts in 15 minutes. Join: <W>
<N1>: arrive 90 min before {p:surgery} on <D1>, nothing to eat after midnight. Questions <P1>
Time for your {h:annual physical}, <F1>! Dr. <L1> has openings on <D1> and <D2>.
{p:MRI} knee left, <D1>, 6:50 PM, Gate 2. Remove jewelry, tell us about any {t:pacemaker}.
{h:Flu shots} are in. <F1>, you are on our list for <D1> 10:20
Your {p:sleep study} is booked for the night of <D1>. Bring pajamas and your usual {h:meds}.
{?h:Dermatology} here: {p:mole removal} <D1> at 3, allow an hour. - <F1>
You have a {h:prenatal visit} on <D1>, bring a full bladder for the {p:ultrasound}.
Good news <F1>, an earlier {ap:appointment} opened with Dr. <N2>: <D1> 11:30. Take it?
Your child <F1> is due for {h:MMR} and {h:varicella}. Clinic hours Sat 9-12.
{t:Dialysis} schedule change: T/Th/S 5:30 am chair 9 from <D1> on.
# recall and outreach: sms mail conversation
We haven't seen you in a year // <F1>, people with {c:diabetes} should have an {p:eye exam} every year. Call <P1>.
Your {p:mammogram} is overdue // Dear <N1>, our records show your last {p:screening} was in 2023.
{p|c:Colon cancer screening} from home // Return the {p:FIT kit} we mailed to <A1> by the end of the month.
{h:Immunization} notice // <F1> needs {h:Tdap} and {h:HPV} before 7th grade.
Six month {h:cleaning} // Hi <F1>, Dr. <L2> misses your smile! Book <W>
{h:Lung screening} // As a {?c:former smoker} of {?h:30 pack years} you qualify for {p:low-dose CT}.
{c:Asthma} check-in // How often did you use your {t:rescue inhaler} this week, <F1>? Reply 0-7.
Care gap // {l|p:HbA1c} not on file for member <PLAN1> since 2024.
{h:Medication review} // Our {?h:pharmacist} <N1> would like to go over your 11 {h:prescriptions}.
# results: sms conversation note
<F1>, your {l|h:lab results} are ready. Dr. <L2> says all good, {l:LDL 96}.
{l:TSH 7.9}, up from 5.2. Increase {d:levothyroxine} to 88 mcg, recheck in 6 weeks. Pt <N1>
Your {p|l|c:Covid PCR} from <D1> is {l|c:positive}. Isolate 5 days.
{l|p:Strep culture} negative for <F1>, stop the {d:penicillin}.
{p:Pap} normal, {h:HPV} not detected, next in 5 years. MRN <MRN1>
{p|h:Biopsy} of <D1>: {c:basal cell carcinoma}, margins clear. Please call, <F1>
{l:INR 4.6}!! Hold {d:Coumadin} tonight, repeat <D1>. <N1>, DOB <B1>
{p:Dexa} {l:T-score -2.7}, {c:osteoporosis}. Start {d:alendronate} weekly. <N1>
Your {h:genetic test} shows one copy of the {c|l:BRCA2} variant. Counselor <N1> will call at <P1>.
{l:Hemoglobin 9.1}, {l:ferritin 6}: {c:iron deficiency anemia}, script for {d:ferrous sulfate} sent
{l:Potassium 5.9}, please go to the {t:ER} now. We have called <N1> twice at <P1>.
{p:Chest x-ray} from <D1> is clear, no {c:pneumonia}. Finish the {d:azithromycin}.
{l|h:Drug screen} for <N1>: presumptive pos {l|h:benzodiazepines}, sent for confirmation
{l:hCG 2,140}, looks like 5 weeks. {p:Scan} on <D1>. Congrats <F1>!
{l:Vit D 19 ng/mL} for <N1>; take {d:cholecalciferol} 2000 IU
# pharmacy: sms conversation said
Walgreens: {d:Sertraline} 50mg for <F1> is ready at {?a:4410 Broadway}. $10.00
<F1>, your {t|d:refill} of {d:Jardiance} needs a new {t:prescription}. We asked Dr. <L2>.
Rx <k> is delayed, {d:Vyvanse} on backorder until <D1>.
Reply YES to {t|d:refill} {d:atorvastatin} and {d:losartan} for <N1>.
Delivery today: {t:insulin pens} (keep cold) to <A1>. Adult signature: <L1>.
{in:Prior authorization} for {d:Dupixent} approved through 2027. {?in:Copay card} attached.
CVS: a {h:prescription} for <F1> starting with the letter M is ready.
Your {t:nebulizer} kit shipped <D1>. Setup line <P1>
{d:Humira} shipment for <N1> must be scheduled by <D1>, call <P1> opt 3.
Take 1 {d:prednisone} 20 mg with food for 5 days, then half. Qs? {?h:Pharmacist} <F1>
NDC <NDC1> recalled: {d:metformin} ER 500. Bring the bottle back.
Hi <F1>, price of {d:Entresto} with {in:Part D} is now $47. Pick up?
{d:Naloxone} is free at our counter, no {h:prescription} needed, <F1>.
# insurer: sms mail note
Explanation of benefits // {in:Claim} <q> for <N1>, {?h:provider} Dr. <N2>, {h:office visit} <D1>, you owe $31.20.
{in:Aetna} ID card // <N1>, member ID <PLAN1>, group 0884120. Keep it with you.
{in:Medicare} number <MBI1> was used on <D1> at a {h:sleep lab} in Tampa. If not you call {?ph:1-800-633-4227}.
{?in:Denial} letter // CPT <CPT1> not {?in:medically necessary}. Appeal by fax <FX1>. Member <N1> {in:policy} <PLAN1>.
Your {in:deductible} is met // {in:Humana} pays 80 % from now on, <F1>.
{in:Cobra} election for <N1> and dependents <N2>, <N3> due <d>.
Care manager <F1> from {in:United Healthcare}: can we talk about your {c:COPD} this week?
{in:Coverage} of {d:Stelara} ends <d>; formulary alternative is {d:Yesintek}.
{in:Medicaid} renewal // Household of <N1>, case <ACC1>, send pay stubs or lose {in:coverage}.
{in:Pre-cert} for {h:inpatient rehab}, ICD <ICD1>, 7 days, facility NPI <NPI1>. Ref <N1>.
{in:Delta Dental} paid $612 of the {p:root canal} on <D1> for <N1>.
HICN retired, use MBI <MBI1> for {in:Part B} billing of <N1>
# dental, eye, mind: sms inbound conversation
<F1>, your {t:crown} is back from the lab. Seat it <D1> 8:30?
After the {p:extraction}: no straws, gauze 30 min, {d:ibuprofen} 600. Dr. <L1>
{c:Gingivitis} stage 2 on the chart of <N1>, deep {p:cleaning} x4 quads
{t:Invisalign} tray 14 cracked, can I go to 15? <f1>
Your {?t:contact lenses} (-3.25, 8.6) arrived. Bring your {in:VSP} card, <F1>.
{c:Glaucoma} {?h:check}: {l|s:pressure 26} right. Use {d:latanoprost} nightly, <F1>.
{p:LASIK} consult with Dr. <N1> is <D1>, leave {?t:contacts} out a week.
{s:Flashes and floaters} since noon, is it the {c:retina}? <n1>
Group starts at 6, {t:DBT} skills week 4. Please bring your diary card, <F1>.
<F1>, your {?h:therapist} <F2> is out sick, your {ap|t:session} moves to <D1>.
{l:PHQ-9 score 19}, {?l:item 9 positive}. Called <N1>, {?t:safety plan} reviewed, partner <F2> with him.
{c:Bipolar} stable on {d:lithium}, {l:level 0.8}. RTC 3 mo. <N1>
{c:ADHD} forms for <F1> are in, teacher says better on {d:Concerta}
{h:AA} meeting list as you asked. Proud of you, day 9! Counselor <F1>
{c:PTSD} group at the VA moved to room 212, Mr. <L1>
Intake for {c|t:eating disorder program}: <N1>, 16, {l:BMI 15.8}, mother <N2> <P2>
Hi, I am <N1>. I need someone to talk to, {c|s:panic attacks} daily since the crash.
"""
