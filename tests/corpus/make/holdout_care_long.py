"""Longer letters and mails about health, and the rarer codes in further places."""
TEXTS = r"""
# letter: mail note bare
About your visit // Dear Mrs. <L1>,\n\nThank you for coming in on <D1>. Your {p:mammogram} showed a small {c:cyst}, nothing to worry about. Please see Dr. <L2> again in six months.\n\nWarmly,\n<N3>, NP
A letter to your employer // To whom it may concern: <N1> was seen at our office on <D1> and may return to work with no lifting over 10 lb because of a {c:lumbar strain}. Signed, <N2>, DC
Termination of care // Dear <N1>, because of three missed {ap:appointments} we can no longer treat your {c:diabetes}. We will refill {d:insulin} for thirty days. Send the release to fax <FX1>.
Sorry for the mix up // Hi <F1>, we mailed the bill of <N2> to you by mistake. It lists a {p:colposcopy} on <D1>. Please shred it and call <P1>.
Second opinion // Dr. <L1>, my husband <N2> (born <B2>) has {c:stage 3 lung cancer}. His records are on a disc. Could you look at the {p:PET scan}? Our address is <A1>. Gratefully, <N3>
Before your procedure // Stop {d:Plavix} five days before. Arrive at 6. Someone must drive you home. If you have {s:fever}, call <P1>. - {n:Bríd}, pre-op
Thank you note // To the nurses on 5 West, and to <F1> above all: my mother <N2> had her {t:hospice} bed by the window as she wished. The <L2> family
School form // <N1>, grade 2, has {c:type 1 diabetes} and wears an {t:insulin pump}. If {s:shaky}, give juice and call <F2> at <P2>.
Grievance // I, <N1>, member <PLAN1>, was billed $900 for an {t:ambulance} on <D1> though {in:Humana} had approved it.
Gym freeze // <N1> asks to freeze until June, doctor's note says {c:torn ACL}, {p:surgery} <D1>.
Accommodation // <F1> <L1> in accounting asks for a standing desk ({c:sciatica}), form from Dr. <N2> attached.
Sick day // Hey boss, it's <F1>, {s:throwing up} all night, {c:food poisoning} I think. Won't be in.
Pet sitter // Can you take Rex while I'm at {t:chemo}? Keys with <F1> at <AS1>.
Travel refund // Passenger <N1>, passport <PP1>, canceled because of a {c:heart attack} on <D1>. Cardiologist's letter enclosed.
Landlord // <N1> in 3C needs a ramp, uses a {t:wheelchair} since her {c:stroke}. Phone <P1>.
Wedding RSVP // Yes for <F1> and <F2>! <F1> has {c:celiac disease}, please no flour on the plate.
Daycare // <F1> was sent home with {c:hand, foot and mouth}, please wash the toys. Ms. <L2>
Church list // Pray for <N1> ({c:leukemia}), for <N2>, who had a {p:bypass}, and for the <L3> family.
Coach // <F1> is out for the season, {c:broken collarbone}. MRI was <D1>. Dad: <N2>
Roommate // fyi <F1> has an {t:epipen} in the blue pouch, {c:peanuts allergy}
Support ticket // Hi, I used your app to log {s:seizures} of my son <N1>, now all is gone. Login <E1>, device id <DEV1>.
Order question // My {t:compression stockings} <o> came in size S, I need L. <N1>, <A1>
Auction // Can't bid, I'm in the {t:ICU} with <F1>, {c:pneumonia}. Please extend.
Rideshare note // Rider <N1> needs 10 extra minutes, {t:crutches}, drop at {t:urgent care}.
Dating app report // User <F1> told me after that he has {c:herpes}, please ban. His number <P1>.
Insurance quote // Applicant <N1>, born <B1>, SSN <SSND1>, {?c:smoker}, {c:sleep apnea}, takes {d:lisinopril}.
Court // Defendant <N1> moves to continue; counsel had {p:back surgery} on <D1>.
Bank note // Customer <N1> called from the hospital, {c:hip fracture}, asks to add <N2> to account <ACC1>.
HR // <N1>, SSN <SSND1>, on leave for {c:postpartum depression} from <d>.
Reference // <N1> missed two weeks in May, she told me it was a {c:miscarriage}, keep this between us.
# code in context: note held bare
Crosswalk for <N1>: ICD-9-CM <ICDN1>, ICD-10-CM <ICD1>.
Old claim, ICD-9 code <ICDN1>, member <PLAN1>.
dx_code_9: <ICDN1>, patient <LF1>
ICD9 <ICDN1> was on the 2012 chart, MRN <MRN1>
Ordered LOINC <LOINC1>, specimen taken <D1>, <N1>
LOINC: <LOINC1> value 6.1 ref 4.0-5.6 pt <LF1>
rxnorm <RXN1> for <N1>, last filled <D1>
RXCUI: <RXN1>, sig 1 po qd, prescriber NPI <NPI1>
Interaction check: RxNorm <RXN1> with RxNorm <RXN2>, pt <MRN1>
Home hub <MAC1> paired with {t:pulse oximeter} of <N1>
Bedside tablet MAC <MAC1>, room 9, <LU1>, {c:C. diff} precautions
{t:Infusion pump} MAC address <MAC1>, serial <SER1>, patient <MRN1>, {d:heparin}
Ventilator {mac:00-1B-44-11-3A-B7}: {s:apnea} alarm, <L1>
{?s:Wound} photo {?photo:https://img.example/w/8841.jpg} and face {photo:https://img.example/faces/kazoua-vang.png} of <N1>, {c:burn}
Before and after: <PHOTO1>, <PHOTO2>, {p:rhinoplasty} of <F1>
Avatar <PHOTO1> of the user who asked about {c:acne}
<N1>'s story is at <URL1>: living with {c:ALS}
Chart link <URL1> was opened by <N2>, {p:biopsy} tab
Share this link with your doctor: <URL1>, it has my {t:glucose} log
DEA <DEA1> prescribed {d:oxycodone} to <N1> 4 times in a month
Prescriber DEA# <DEA1>, pharmacist <N1>, {d:fentanyl} patch
NDC <NDC1> dispensed to <N1> on <D1>
SNOMED <SNO1> replaced by SNOMED <SNO2> for <MRN1>
UDI <HIBC1>, {t:hip stem}, left, <N1>
The tag on the {t:pump} says UDI <UDI1>, serial <SER1>
Fax referral to <FX1>: <N1>, {c:cataract}, {in:VSP}
Voice sample <BIX1> of <N1>, {c:dysarthria} study
ITIN <ITIN1>, self-pay {h:delivery} of baby <L1> on <D1>
Plate <PLATE1>, driver <N1>, {s:unresponsive}, {d:naloxone} given
Passport <PP1>: {h:yellow fever vaccine} given <D1>
""".replace("{t:glucose} log", "{h:glucose log}").replace("MRI was <D1>", "{p:MRI} was <D1>")
