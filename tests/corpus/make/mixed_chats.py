"""Texts: talks with doctors, insurers, pharmacies, call centres, and work and bank mail. Written for this set; see `mixed.py`."""

TEXTS = [
("doctor patient chat", "chat", """
Patient: Hi doctor, I have had a [s:sore throat] since {D}.¶Doctor: Any [s:fever], {F1}?¶Patient: [s|l:101.2] last night. And [s:swollen glands].¶Doctor: Could be [c:strep]. Let's do a [p|l:rapid test].
D: Good morning Ms {L1}, what brings you in?¶P: My [s:lower back] again. It [s:shoots down my leg].¶D: That sounds like [c:sciatica]. Did the [d:naproxen] help?¶P: A bit. I can't sit for work.
Dr. {L1}: Your [p|l:labs] are back. [l:LDL is 172].¶{F2}: so [d:statins]?¶Dr. {L1}: I'd start [d:rosuvastatin] 5 mg. Any [s:muscle aches], tell me.
my [s:period is 12 days late] and two [p:tests] were [l:negative], what now? [a:appt] on {D} was cancelled by your office. {N1}, {B}
Hello, I'm Dr. {N1}. I see you are 28 and that you have [c:asthma]. Is that right?¶yes, i use [d:Symbicort] and the [t|d:blue inhaler]¶How often the [t|d:inhaler]?¶every night since we got the cat
Please attach a photo of the [s:rash]. Also confirm your date of birth and pharmacy.¶{B}, CVS on {AS}¶Thanks {F1}. This looks like [c:ringworm]; I sent [d:clotrimazole].
P: they found a [s:lump] in my left breast¶D: I'm sorry, that is frightening. When is the [p:mammogram]?¶P: {D}. my mother {F2} had [c:breast cancer] at 50¶D: I will add an [p:ultrasound].
I feel [s:dizzy] whenever I get up since you raised the [d:amlodipine].¶What are your numbers at home?¶[l|s:98/60] this morning¶Go back to 5 mg, {F1}, and come in on {D}.
D: how's the [s|?:mood]?¶P: [s:low]. I [s:cry] at work. {F2} says I should take leave.¶D: Are you having [s:thoughts of hurting yourself]?¶P: no¶D: OK. Let's raise the [d:escitalopram] and get you back with your [t|?:therapist].
Hi Dr {L1} this is {F2}'s mom. He's [s:pulling at his ear] and didn't sleep, [s|l:temp 102]. We leave on vacation {DO}. Can you call in [d:amoxicillin]? {P}
Your [p:echocardiogram] shows an [l:EF of 35 percent], Mr. {L1}. That means [c:heart failure], and we have good [d|t:medicines] for it.¶will i need [p:surgery]¶Not now.
so the [p:MRI] says [c:torn meniscus]. do I see Dr {L1} or the [t|?:PT] first?
I need a note for school for {F1}, he had [c:pink eye] and was out {D}. The fax of the school is {FX}.
"""),
("insurance support chat", "chat", """
Agent: Thank you for contacting member services. May I have your ID?¶Member: {PLAN}, {N1}¶Agent: And date of birth?¶Member: {B}¶Agent: Thanks. The [i:claim] from {D} applied to your [i:deductible].
Why did you deny my [p:sleep study]? [i:Claim] number {o}, date {D}. My [?:doctor] {N1} sent the [i:authorization].
is {N1} still in [i:network]? she's my [h:dermatologist], npi {NPI}
I got a [i|?:bill] for $1,240 for the [t|p:ambulance] on {D}. I was [s:unconscious], how could I pick one in [i:network]?? {N1} {PLAN}
Member says [i:COBRA] papers went to the old address. New: {A}. Phone {P}. Dependents: {N2} ({B}), {N3} ({B}).
Hi {F1}, your [i:dental plan] pays for two [p:cleanings] a year; the last was on {D}.
I need an [i:insurance] card, mine shows {PLAN} but my wife {F2}'s has another number. Mail it to {A}.
Does my [i:HMO] cover [d:Wegovy]? my [l:BMI is 33]. ID {PLAN}
What's the [i:copay] for [t:physical therapy]? And do I need a [i|t:referral] from Dr. {L1}?
[i:Medicare Part D] question: {MBI}. [d:Eliquis] went from $47 to $141. {N1}, call me {P}
Provider line: {N1} from Dr. {L2}'s [?:office]. Checking [i:eligibility] for {N3}, DOB {B}, ID {PLAN}, for code {CPT}, dx {ICD}.
My [i:disability claim] is still open. I [c|s:broke my wrist] on {D}. Adjuster {N1}, my account is {ACC} for direct deposit, routing {ABA}.
Please add our newborn, {N1}, born {B}, to the [i:policy]. SSN is {SSN}.
"""),
("pharmacy and clinic text", "sms", """
{F1}, your [t|d:Rx] for [d:ATORVASTATIN] is ready at Fernwood [?:Pharmacy]. $4.20. Reply STOP to opt out.
Hi {F1}! It's time to refill [d:Trulicity]. Reply 1 to refill, 2 to talk to a [?:pharmacist].
Your order {o} with [d:sertraline] 50mg shipped on {D}. Signature needed at {AS}.
{N1}: reminder of your [a:appointment] with Dr {L2} on {D} at {t}. Reply C to confirm.
We have an earlier opening for your [p:MRI] on {D}. Reply YES to take it, {F1}.
Hi, this is {F2} from Dr. {L3}'s [?:office]. Your [p|l:biopsy] result is in. Please call {P}.
Reminder for {F1}: nothing to eat after midnight before your [p:surgery] on {D}. Bring {F2} to drive you.
{F1}, you're due for your [d|p:Shingrix] second dose. Book: {W}
Your [i:insurance] didn't cover [d:Nurtec]. We faxed Dr. {L1} at {FX} for [i:prior auth].
{F1}: [t:CPAP] supplies can be ordered again. Shall we ship to {A}? Y/N
Test result for {N1} collected {D}: [c|l:SARS-CoV-2] [l:DETECTED]. Stay home 5 days.
Please fill out the [?:health] form before your [a:visit] with {N1}, LCSW, on {D}: {W}
How was your [a|?:visit] on {DO}, {F1}? Rate us 1-5.
yes this is {f1}, can i get my [d:birth control] sent to the walgreens on {AS}
cancel my [p|a:cleaning] tmrw, i have the [c|s:stomach bug]. {n1}
Can someone call me back abt [l|p:bloodwork]?? its {F1} {L1} dob {B}
running 10 late for [t:PT] sorry! - {F1}
pls refill [d:xanax] .5 - {N1}, {B}
the [d:antibiotic] makes me [s:puke] can dr {L1} switch it
Is it ok to get [d|p:flu shot] w a [s:cold]? {f1} here
{F1}, the [p|l:strep test] was [l:negative]. [d:Ibuprofen] and rest. [?:Nurse] {F2}
Your virtual [a:visit] with {N2}, MD starts in 15 min. Join: {W}
The Wellspring [?:Dental]: {F1}'s [t:braces] check is {D} {t}.
Reminder: your [p:mammogram] is on {D}. Do not use deodorant. Qs? {P}
{F1}, [t|p:dialysis] ride will be at {AS} at 5:40 am. Driver: {F2}, {P}, plate {PLATE}.
From Valley [?:Eye]: your [t:contact lenses] are in, {F1}.
Please weigh yourself each morning, {F1}. More than 3 lb up or [s:short of breath]? Call the [c:heart failure] line {P}.
Code {k} is your Meadow [?:Health] login. Don't share it.
{F1} did you take your [d|t:meds] this morning? Reply Y or N
[l|?:Results] of {F1}'s [p|l:lead test] from {D}: [l:3.1 ug/dL]. No need to act.
{F1} (DOB {B}) is due for [d|p:HPV] #2. [?:Clinic] walk in M-F.
Hi {F1}, [?:nurse] {F2} here. Any [s:bleeding] or [s:fever] since the [p:C-section]?
"""),
("call centre transcript", "call", """
thank you for calling cedar valley this is {f1} how can I help¶hi um yeah I'm I'm calling about my uh my [p|l:blood test]¶sure can I get your name and date of birth¶it's {n2} um [date_of_birth:march the fourth nineteen seventy one]¶okay and you wanted the [l|p:results]
uh huh so I had the [s:pain] in my in my side and then I went to the [t:ER] on [date_of_service:june third] I think¶okay and what did they what did they say it was¶they said [c:kidney stones]
can I have a good callback number¶yeah it's [phone:eight four five two one seven, uh, six six oh nine]¶six six zero nine¶right¶and is this for {f1}¶no my wife {f2}
I'm looking for uh the [t|d:prescription] for [d:lisinopril] it was it was supposed to be sent to the walgreens¶let me see, spell your last name please¶[name:W A S S E R M A N]¶thank you mister [name:wasserman]
So my son, um, {F1}, he's eight, he's been [s:coughing] like all night and, you know, he [c:has asthma] so.¶Okay. Is he using the [t:nebulizer]?¶Yeah, yeah, with the [d:albuterol].
this is a message for uh {n1} this is {f2} with doctor {n3} I need you to call us at {P} about your [a:appointment] on [date_of_service:the twelfth of May] thank you bye
hi my name is {n1} I live at [address:four twenty two birch lane in dubuque] and my [i:medicare] number is um hold on¶take your time¶okay {MBI}
Agent: Before we start, this call is recorded. Who am I speaking with?¶Caller: {N1}. I'm calling for my dad, {N2}.¶Agent: Is he there to give permission?¶Caller: He's got [c:dementia], I'm the power of attorney.¶Agent: OK. His member ID?¶Caller: {PLAN}.
no I I said the [d:metoprolol] not the [d:metformin], I don't have [c:diabetes], it's for my [c:heart rhythm]¶sorry about that {f1}¶it's fine
so yeah I need to pay the [i|?:bill], card is {CC}¶and the zip for that card¶{Z}¶thank you {f1} you're all set for the [p:root canal] balance
I got the letter, you know, about the [l|p:pap] being [l:abnormal] and I'm just, I'm kind of freaking out¶I understand miss {l1} let me see when doctor {l2} can do the [p:colposcopy]
and are you having any [s:chest pain] right now¶no not now um earlier yes¶okay if it comes back hang up and dial nine one one, what's the address you're at¶{AS}
[t|?:crisis line] you're talking to {f1}¶I don't [s:want to be here] anymore¶I'm glad you called. did you take anything¶some of my [d:trazodone]¶what's your name¶{f2}
um the [i:insurance], it's [i:united healthcare], and the the group number is seven seven one¶and who's the subscriber¶{n1}, that's my ex husband
thanks for holding. so the [t:walker] was delivered on {D} to {A}, signed by {N1}.¶that's not me, I never got it. I [s|?:fell] again on Sunday.
"""),
("work and bank mail", "mail", """
Leave request {N1}¶Hi {F2},¶I have to be off from {DO} for about six weeks. I am having [p:shoulder surgery] and Dr. {L3} says I [s|?:can't lift]. FMLA form attached.¶Thanks,¶{F1}¶{P}
Your enrolment is confirmed¶Dear {N1},¶you chose [i:Cigna Open Access Plus] for yourself, {N2} (born {B}) and {N3} (born {B}). Your [i:premium] is $212 a month.¶Benefits Team
Accommodation¶{F1} in accounts has [c:lupus] and asks for a later start. I spoke with her {DO}. Please keep this confidential.¶{N2}, HR
[i:Workers' comp]¶Employee: {N1}, SSN {SSN}, DOB {B}¶Injured on {D}: [c|s:cut hand], [p:six stitches] at St. Luke.¶Home: {A}
RE: your [i:FSA claim]¶Dear {F1} {L1}, we paid $84.10 for [t:eyeglasses] dated {D} to the account ending 4471.
New payee added¶Hello {N1}, you added {N2}, account {ACC}, sort of routing {ABA}, as a payee. Not you? Call {P}.
Wire instructions¶Beneficiary: {N1}¶Account: {ACC}¶ABA: {ABA}¶Address: {A}¶Please wire $18,400 before noon.
Card blocked¶Dear {N1}, we blocked your card {CC} after a try in another country. Write to {E2} or call {P}.
W-9 for {N1}¶Name {N1}, SSN {SSN}, address {A}. Signed today.
Background check¶Applicant {M1}, DOB {B}, SSN {SSN}, driver's license {DL}. Previous address {A}. Referee: {N2}, {P}.
Payroll change¶Hi, please move my pay to routing {ABA} account {ACC} from the next run. {N1}, {E1}
Return to work¶{N1} had [c:COVID-19], tested [l:positive] on {D}, and may come back on {DO}. Team lead {F2} knows.
Visa letter¶We confirm that {N1}, passport {PP}, born {B}, works here as an engineer.¶{N2}, People Operations, {E2}
Sad news¶Our colleague {N1} passed away on {D} after a long fight with [c:leukemia]. {F1}'s family asks for gifts to the hospice.
Loan decision¶Dear Mr {L1}, about loan {ACC}: we need proof of income and a copy of passport {PP}. Fax {FX}. Yours, {N2}
Drug screen¶{N1}'s [p|l:urine drug screen] of {D} was [l:negative]. Cleared to start. Lab account is not shown.
Pension¶I am {N1}, aged {OLD}, and my pension to account {ACC} did not arrive. My daughter {N2} helps me with mail: {E2}.
Your car policy¶Vehicle {VIN}, plate {PLATE}, main driver {N1}, licence {DL}. Second driver {N2}, born {B}.
Parking at the new site¶Please register {PLATE} for {N1} and {PLATE} for {N2} from {d}.
"""),
("private message", "sms", """
mom [s|?:fell] again, [c|s:broken hip]. at mercy [?:hospital] rm 312. call {F1}
just got my [l|p:results].. its [c:hpv]. dont tell {F1}
{F1} is in [c|s|p:labor]!! [s:water broke] at 4. we're at {AS} come get the dog
Can u grab my [d:Zyrtec] and [d:tylenol] on the way? head is [s:pounding]
dad's [p:bypass] went fine, {F1} says he's awake and [s|?:grumpy]
I start [t:chemo] on {D}. don't want a party {F1}. just come sit with me
{F1}'s [p:ultrasound] is at {t}, its a girl!! we will call her {F2}
i think {F1} is [s|c|?:using] again, she [s:slurs] and her [d:oxy] is gone
my [t|?:therapist] says its [c:burnout] and [s|c:panic attacks], off work til {DO}
grandpa {F1} is {OLD} today & just beat [c:pneumonia] lol what a legend
got the [d|p:shot], arm is [s:sore], {F1} has [s:chills]
the [s:lump] is [l|c:benign]!!!! love u {F1}
"""),
]
