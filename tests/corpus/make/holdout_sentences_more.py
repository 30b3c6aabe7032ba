"""Longer synthetic texts as public suites have them: several identifiers at once, documents, letters, mails, posts, notes to be cleaned of names."""
TEXTS = r"""
# document with many identifiers: bare held note
APPLICATION\nFull name: <N1>\nDate of birth: <B1>\nSocial Security: <SSN1>\nDriver license: <DL1>\nAddress: <A1>\nPhone: <P1>\nE-mail: <E1>
I, <M1>, residing at <A1>, hereby authorize <N2> to sell my vehicle, VIN <VIN1>, license plate <PLATE1>.
Passport: <PP1>\nSurname: <L1>\nGiven names: <F1>\nDate of birth: <B1>\nPlace of birth: Manila
Claimant <N1> (SSN <SSND1>, DOB <B1>) was struck by a vehicle with plate <PLATE1> driven by <N2>, DL <DL2>.
Bill to: <N1>, <A1>. Card <CC1>. Ship to: <N2>, <A2>.
Lease between <N1> ("Tenant"), DOB <B1>, ITIN <ITIN1>, and Hale Properties, for <A1>.
Wire transfer order. Beneficiary <N1>, account number <ACC1>, ABA routing number <ABA1>, reference "boat".
Visitor log: <N1>, plate <PLATE1>, host <N2>, in 9:02, out 9:40
Dear <N1>,\nThank you for your interest in the position. Please bring your passport (<PP1>) and SSN card on Monday.\nRegards,\n<N2>\nTel <P2> Fax <FX2>
W-4: <N1>, <SSN1>, <A1>, single, 1 dependent <N2>
Voter roll: <LU1>, <B1>, <A1>, active
Police report: The complainant, <N1>, phone <P1>, stated that <N2> broke the window of a <PLATE1> Jeep.
Account recovery: user <E1>, last IP <IP1>, phone ending 20, recovery code <k>-<k>.
Marriage license of <N1>, born <B1>, and <N2>, born <B2>.
Our host <N1> keeps bees. Her site: <URL1>. Her number: <P1>.
DMV: <N1>, license no. <DL1>, VIN <VIN1>, new address <A1>
Warranty: device serial no. <SER1>, MAC address <MAC1>, bought by <N1>.
Flight manifest: 12C <N1> passport <PP1>; 12D <N2> passport <PP2>
Student <N1>, guardian <N2> (<P2>), lives at <AS1>, zip <Z1>.
Resume: <N1> | <E1> | <P1> | <URL1> | 9 years in logistics
Camera at gate 2 read tag <PLATE1>; face match <BIX1> at 0.91; photo <PHOTO1>
Tax return of <N1>, spouse's ITIN <ITIN1>, refund to routing <ABA1> account <ACC1>
Reset MFA for <E1>, device id <DEV1>, IMEI <IMEI1>, IP <IPS1>.
Cardholder <U1>, PAN <CC1>, billing ZIP <Z1>
Rental: <N1>, licence <DL1>, born <B1>, second driver <N2>, licence <DL2>
Fax cover. To: <N1>, fax <FX1>. From: <N2>, phone <P2>. Pages: 3.
Thumbprint <BIO1> and signature of <N1> on the notary journal, ID: passport <PP1>
# post and mail: anon conversation note
Hi everyone, new here. <F1>, 34, from Toledo. I collect tin toys.
Has anyone used the locksmith <N1> on Third? He was at my place, <AS1>, in ten minutes.
Subject: lost dog\nIf found call <F1> at <P1>. Last seen near <AS1>.
My wifi cam says MAC <MAC1> and IP <IP1>, is someone on my network?
Selling two tickets, pay with Zelle to <E1>, name shows as <F1> <L1>.
I turn {old:90} this month and my great-grandson <F1> taught me to text.
The guy with plate <PLATE1> cut me off!!!
PSA: a caller from <P1> pretends to be the IRS and knew my ITIN <ITIN1>
follow me, <F1>: <URL1>
Old folks at table 4: <F1>, <OLD1>, and <F2>, <OLD2>, married 70 years.
scammer used account <ACC1> at Regions, routing <ABA1>, be warned
Fax is not dead, mine is <FX1> lol
our reverend, <N1>, {old:96}, still rides a bike
does anybody know a good notary near <Z1>
# de-identification note: note held bare
<D1>: <L1> is a <OLD1> year-old lady from <Z1> with {c:heart failure}, followed by Dr. <L2>.
Record date: <D1>\nPATIENT: <LU1>\nMRN: <MRN1>\nCC: {s:Shortness of breath}\nDr. <L2> was paged at <P2>.
Mr. <L1> lives in zip <Z1> with his wife <F2>. He was seen by {?h:social work} on <D1> for {c:depression}.
Transferred from County General on <D1> on {t:ventilator}. Contact: <N2> (son), cell <P2>, fax <FX1>.
Daughter <N2>, license plate <PLATE1>, drove Mrs. <L1> to {t:dialysis} on <D1>.
{?t:Pacemaker} clinic: {t:pacemaker} serial <SER1>, UDI <UDI1>, IP of the home monitor <IP1>, pt <N1>.
The patient's IP camera (<MAC1>) recorded the {c:seizure} at home, says mother <F2>.
Portal picture <PHOTO1> shows the {s:rash} of <N1>.
Retinal image <BIX1> stored for <N1>, {c:macular degeneration}.
<N1>, passport <PP1>, came from Lima for {p:transplant} evaluation on <D1>.
Uninsured, ITIN <ITIN1>, {c:tuberculosis}, contact <N1>, shelter on <AS1>.
Paid cash with card <CC1> for {p:rhinoplasty}, <N1>.
Refund {in:copay} to routing <ABA1> acct <ACC1>, patient <N1>
Driver <N1>, DL <DL1>, {p:DOT physical} <D1>, {c:hypertension} controlled
CDL holder <DL1> failed {h:drug test} on <D1>
Accident with VIN <VIN1>: passenger <N1> has {c:rib fractures}, {?in:claim} at {?in:Geico}
Ambulance VIN <VIN1> carried <N1>, {c:stroke}, to {t:ER}
Legacy chart <MRN1>, ICD-9 <ICDN1>, then ICD-10 <ICD1>, RxNorm <RXN1>
Mapping for <N1>: SNOMED CT <SNO1>, LOINC <LOINC1>, NDC <NDC1>
Rx by Dr. <N2> DEA <DEA2> NPI <NPI2>: {d:Percocet} for <N1>
Home monitor device <DEV1> posted {l:weight 201 lb} for MRN <MRN1>
Implant card: {t:IOL}, UDI <HIBC1>, right eye, {p:cataract surgery} <D1>, <N1>
Patient website <URL1> mentions his {c:Crohn's}
Nurse <N1>, RN license <LIC1>, gave {h:the vaccine} to <N2>
Post-mortem: <N1>, {old:104}, died <D1> of {c:aspiration pneumonia} at Maple Court
Claim: member <PLAN1>, CPT <CPT1>, ICD <ICD1>, billed by NPI <NPI1>, TIN 84-<k>
The MBI <MBI1> on the {t:walker} order does not match <N1>.
HICN was replaced; MBI <MBI1>; {in:Part D} plan {in:SilverScript}
Patient aged <OLD1>, {c:hip fracture}, no kin, neighbor <N1> at <AS1>
In zip <Z1> we saw four cases of {c:measles} by <D1>.
From the kiosk {ip:172.58.14.201}: I have {c:herpes}, who can I talk to?
App user {dev:6D92078A-8246-4BA4-AE5B-76104861E7DC} logged {d:insulin} 12 units
# no person is told: bare conversation
{d:Metformin} lowers {l|h:A1C} by about one point.
{c:Shingles} {h:vaccine} clinic at the fairgrounds, no {?h:appointment} needed.
Patients with {c:gout} should avoid {?d:beer}.
Common side effects of {d:sertraline} are {s:nausea} and {s:dry mouth}.
Code {icd10:E11.65} means {c:type 2 diabetes} with {c|h:hyperglycemia}.
We accept {in:Aetna}, {in:Cigna} and most {in:Medicare Advantage} plans.
{p:Mammograms} from age 40, every two years.
Your {t:CPAP} filter should be changed monthly.
If you have {s:chest pain}, hang up and dial 911.
""".replace("avoid {?d:beer}", "avoid beer")
