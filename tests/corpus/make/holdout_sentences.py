"""Single sentences as suites for detectors have them: every kind of identifier of the United States, told plainly and less plainly."""
TEXTS = r"""
# sentence, person and place: bare conversation
My name is <N1> and I live at <A1>.
Hi, I'm <F1> <L1>, you can reach me on <P1> or at <E1>.
<N1> was born on <B1> in Accra and moved to <A1> in 2011.
Please ship to: <N1>, <A1>.
The tenant at <A1> is <N1>.
Our CEO, <N1>, met <N2> in Lisbon.
I used to be called <N1> before I married <N2>.
Signed, <M1>
Contact person: <LF1>; backup: <LF2>
Mail the keys to <PO1>, attention <F1>.
Could you change my last name from <L1> to <L2>?
The witness, a Ms. <L1>, lives two doors down at <AS1>.
D.O.B. <B1>, sex F, hair BRN, name <U1>.
Was born <B1>, which makes me a Pisces.
Happy belated! <F1> turned 40, born <B1>.
My grandmother turned {old:101} last week and still drives.
He is {old:ninety-two} years old and plays the trumpet.
Applicant aged <OLD1>, lives alone at <A1>.
Her twin sons <F1> and <F2> go to school in zip code <Z1>.
Call <P1> before noon, after that <P2>.
Fax the signed form to <FX1>, not to <FX2>.
Tel: <P1> / Fax: <FX1> / <E1>
From abroad dial <PI1> and ask for <F1>.
My office line is <X1>.
Write to <E1> and cc <E2>.
Profile picture of <N1>: <PHOTO1>
My homepage is <URL1> if you want to see the boat. <F1>
See <URL1>, that's <F1>'s profile.
The login came from <IP1>, then from <IP2>.
IPv6 address <IPS1> was seen at 03:12.
NIC <MAC1> asked for a lease.
The phone with IMEI <IMEI1> was reported stolen by <N1>.
advertising id <DEV1>, opted out
Serial number <SER1>, registered to <N1>.
# sentence, numbers of the state: bare conversation
My social security number is <SSN1>.
SSN: <SSN1>. Please keep it private.
ss# <SSND1> dob <B1>
They asked for my social, it's <SSND1>, and for my mother's maiden name, <L2>.
Soc. Sec. No. <SSN1> belongs to <N1>.
Employee <N1> (SSN <SSND1>) changed her withholding.
The ITIN for my wife is <ITIN1>.
Taxpayer ID (ITIN) <ITIN1>, form W-7 attached.
My individual taxpayer number, <ITIN1>, expires this year.
Driver's license <DL1>, state of Ohio, class D.
DL# <DL1> exp 2029
License number <DL1> was suspended on <d>.
My drivers licence is <DL1> and the truck's tag is <PLATE1>.
RN license <LIC1>, state of Nevada, is active until March.
His medical license, number <LIC1>, was issued in 1998.
Passport number <PP1>, issued in New Orleans.
US passport: <PP1>; name: <LU1>
I lost my passport (<PP1>) on the train.
License plate <PLATE1> was parked in the red zone.
Vehicle: gray Kia, tag no. <PLATE1>, owner <N1>.
plate number: <PLATE1>
The VIN is <VIN1>.
VIN <VIN1>, odometer 81,200, lien holder Ally
chassis number <VIN1>, sold to <N1> in Casper
# sentence, money: bare conversation anon
My credit card number is <CC1>, exp 04/29, cvv 233.
card <CC1> belongs to <N1>
Charge it to <CC1> please.
Amex or Visa? Visa: <CC1>.
Send the wire to account number <ACC1>, routing number <ABA1>.
ABA <ABA1> / acct <ACC1> / name <N1>
RTN <ABA1> is for paper checks.
Routing <ABA1>, account <ACC1>, checking.
Bank transit number: <ABA1>
direct deposit: <ABA1> <N1>, account no. <ACC1>
My utility account number is <ACC1>.
acct # <ACC1> past due
bank account <ACC1> was closed by <N1>
Two cards on file, <CC1> and <CC2>.
# sentence, care: bare conversation anon
Patient <N1>, MRN <MRN1>, was admitted on <D1> with {c:pancreatitis}.
Medical record number <MRN1>: {c:hypertension}.
chart no. <MRN1>, seen <D1> for {c:bronchitis}
MRN#<MRN1> needs {h:discharge papers}
My {in:Medicare} number is <MBI1>.
MBI: <MBI1>, Part B, {c:end stage renal disease}
{in:Medicare} beneficiary identifier <MBI1> for <N1>, {in:claim} denied
Her {in:health plan} ID is <PLAN1>.
Member ID <PLAN1> with {in:Anthem}, group 77120.
{in:Insurance} policy <PLAN1>, subscriber <N1>
subscriber no: <PLAN1>; {in:Oscar Health}
Rendering provider NPI <NPI1>.
The NPI of Dr. <N1> is <NPI1>, taxonomy 207R00000X.
National Provider Identifier <NPI1>, {?h:group practice}
DEA number <DEA1> is on the {t:prescription}.
Prescriber <N1>, DEA <DEA1>, schedule II {d:hydrocodone}
dea reg <DEA1> expires in June
ICD-10 code <ICD1> was added to the claim of <N1>.
Dx: <ICD1>, <ICD2>
Principal diagnosis <ICD1>, secondary <ICD2>, no complications
ICD-9 <ICDN1> on the old chart of <N1>
Legacy diagnosis (ICD-9-CM): <ICDN1>
Procedure code CPT <CPT1> billed twice.
CPT <CPT1> and HCPCS {cpt_hcpcs:G0008} for <N1> on <D1>
NDC <NDC1>, quantity 60, days supply 30.
national drug code <NDC1> is no longer made
LOINC <LOINC1> came back high.
Order LOINC code <LOINC1> for MRN <MRN1>.
SNOMED code <SNO1> on the problem list of <N1>.
SCTID <SNO1> is the parent concept
RxCUI <RXN1>, take one daily.
RxNorm code <RXN1> for <N1>, thirty tablets
The {t:implant} has UDI <UDI1>.
UDI <UDI1> recalled, contact <N1> at <P1>
device identifier <HIBC1>, {t:stent}
Serial <SER1> of the {t:infusion pump}
A fingerprint template, <BIO1>, was saved for <N1>.
Retina scan hash <BIX1> matched <N1>
He was diagnosed with {c:lymphoma} on <D1>.
She has been on {d:fluoxetine} since spring.
<N1> takes {d:Keppra} for {c:epilepsy}.
{old:90}-year-old woman with {c:pneumonia}
@likely_phi The patient {?c:died} on <D1>.
We performed a {p:hysterectomy} on Mrs. <L1> on <D1>.
<F1> has a {ap:doctor's appointment} on <D1>.
Cholesterol? {l:Total cholesterol 244 mg/dL}, said Dr. <L1>.
{c:HIV positive} since 2004, says <N1>, and proud of every year.
I was in {t:rehab} for {c:alcoholism} last year.
"""
