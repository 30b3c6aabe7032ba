"""Texts: single sentences with identifiers, consumer questions, drug reviews. Written for this set; see `mixed.py`."""

TEXTS = [
("identifier in a sentence", "chat", """
Please ship it to {A}.
Can you send the replacement to my sister {N1} at {A} instead?
We moved last month, so the new address is {A} and the old one can go.
My card number is {CC} and it expires 08/28.
I tried to pay with {CC} but the site keeps saying declined.
charge it to {CC}, cvv 331, thanks
The name on the card is {N1}.
I was born on {B} in Lisbon.
my birthday is {B} so I should be old enough lol
DOB: {B}
You can reach me at {P} after five.
Reach me at {E1} or, failing that, {P}.
Text my husband {F1} on {P}, I am in a meeting till noon.
If nobody picks up at {P}, try {P}.
My social is {SSN}, do you need the last four again?
SSN {SSN}, name {N1}, that should find me.
They asked for my SSN and I typed {SSN} into the wrong box, help.
Passport no. {PP}, issued in Denver, name {U1}.
My passport number is {PP} and I fly on Friday.
Driver's license {DL}, state of Ohio.
I lost my license ({DL}) and my wallet at the game.
The plate is {PLATE}, a blue Subaru in spot 14.
Tow this one please: license plate {PLATE}, parked across my drive at {AS}.
VIN {VIN}, 2019 Accord, 61k miles.
Is there a recall on {VIN}?
I want to wire it to account {ACC}, routing {ABA}.
Routing number {ABA} and checking account {ACC}, under {N1}.
acct # {ACC} shows a charge I never made
Fax the signed form to {FX}, attention {N1}.
Our fax is {FX}; the phone is {P}.
Hi, this is {N1} calling about the invoice {o}.
I spoke to a {F1} in billing, then a {F2}, and neither called back.
Thanks, {F1}
Sent from my phone¶¶{N1}¶{P}¶{E1}
The tenant in 3C is {N1}, and the co-signer is {N2}.
Mr. {L1} will sign for the parcel.
Ms {L1}-- sorry, I meant Mrs {L2} --is the account owner.
cc {N1}, {N2} and {N3} please
Who is {F1} and why is she on my account?
{LF1} is how it is spelled on the lease.
My IP is {IP} if that helps you find the session.
the router says mac {MAC} and then nothing
I connect from {IP}, user {f1}, and get a 403.
Advertising ID {DEV} should be deleted, please.
Our ZIP is {Z}, is that in your area?
Emergency contact: {N1} ({P}), relation: aunt.
My grandmother {N1} is {OLD} and wants her own login.
Name: {N1}¶Address: {A}¶Phone: {P}¶Email: {E1}
First name {F1}, last name {L1}, born {B}.
I am {N1} , {B} , {SSN}
{N1}, {AS}, is the old record; keep {N1}, {A}.
My UK mobile is {PI}, please do not call before nine.
whatsapp me {PI} , {f1}
Email is {E1} all lower case.
email me at [email:dana (dot) kovalenko (at) gmail (dot) com] thx
my number's [phone:five oh nine, three two seven, double four one six]
it's [name:Siobhan], [name:S-I-O-B-H-A-N], last name [name:Ngubane]
ITIN [itin:912-74-3380] was on last year's return for {N1}.
Pick-up person changed from {N1} to {N2}, he will show his licence {DL}.
The buyer, {N1} of {A}, agrees to pay in two parts.
I, {N1}, allow {N2} to act for me in all matters about account {ACC}.
Could you tell {F1} that {F2} got the job? She's at {P}.
Beneficiary: {M1}, date of birth {B}, SSN {SSN}.
Happy birthday to our {F1}, born {B}!
Deliver to the back door of {AS}; the buzzer says {L1}.
My old address was {AS} and my bill still goes there.
This is [name:O'Malley] from the second shift, call [phone|?:ext. 4471]
"""),
("health identifier in a sentence", "chat", """
My medical record number is {MRN}, the [p:biopsy] was on {D}.
MRN {MRN}, last name {L1}, I need my [l|p|h:test results].
My member ID is {PLAN} and I want to know if [t:physical therapy] is covered.
The ID on my [i:insurance] card reads {PLAN}, group 77120.
[i:Medicare] number {MBI}, name {N1}.
my [i:medicare] card says {MBI} but the [?:pharmacy] has it wrong
Chart number {MRN} belongs to {N1}, not to me, and I don't have [c:diabetes].
The [i:claim] for {D} was denied with code {CPT}, why?
The [i|?:bill] says {CPT} and {CPT} for the [a|?:visit] on {D}.
What does {ICD} on my [?:doctor]'s note mean?
I need a refill of [d:lisinopril], rx [?mrn|account_number:7730214], DOB {B}.
The bottle says NDC {NDC}, is that the recalled [d:valsartan]?
My [i:Blue Cross] plan ended and my new one is [i:Humana], ID {PLAN}.
Dr. {N1}, NPI {NPI}, is not in my [i:network], they said.
I am calling for my mother, {N1}, born {B}, who takes [d:donepezil].
Please put the [a:appointment] under {N1}, {P}, for a [c|s:sinus infection].
I had a [p:knee replacement] on {D} and need my records sent to {A}.
Can {F1} pick up my [d:insulin] tomorrow? I have the [c:flu].
Serial number of my [t:pacemaker] is [device_id:PJN482210S], put in by Dr. {L1}.
The [t:insulin pump] label reads (21)[?device_id:8841K2] and udi [udi:(01)00643169007222(17)280401(21)8841K2].
My {F1} was diagnosed with [c:autism] last spring and we need [i:prior authorization] for [t:ABA therapy].
"""),
("consumer health question", "post", """
I have had [s:burning when I pee] since Sunday. Is it a [c:UTI]? I took [d:AZO] and it did nothing. I'm 31, {F1}.
Is it safe to take [d:Mucinex] with [d:Zoloft]? My chest is so [s:congested].
my daughter {f1} is 3 and has had a [s:rash] on her belly for two weeks, no [s:fever]. what could it be
Where can I find information about [c:Ehlers-Danlos syndrome]? My niece {N1} just got the diagnosis. Please write to {E1}.
Dear doctor, I am a 45 year old man with [c:gout]. Can I still drink coffee while on [d:allopurinol]? Regards {N1}, {A}
What are the chances that [c:Huntington disease] is passed on? My father {N1} died of it on {D}.
I stopped [d:Lexapro] cold three days ago and get [s:brain zaps]. How long will this go on??
Can [c:shingles] come back? I had the [d|p:vaccine] two years ago and now there is [s:tingling] on my ribs again.
My [l:ferritin is 6]. Does that explain why I am so [s:tired] and my [s:hair is falling out]?
i am 19 weeks [c|h:pregnant] and had [s:spotting] last night, my [?:ob] office is closed. phone {P} pls call
Will [i:Medicare] pay for a second [p:cataract surgery]? My number is {MBI}, {N1}.
Is there a cure for [s|c:tinnitus]? mine started after a [p:root canal]
[s:Numbness] in both hands at night, 52, typing all day. [c:Carpal tunnel]? Could it be my [c:diabetes]?
How do I get my records from [?:Dr.] {N1}? I had a [p:hysterectomy] there on {D} and the [?:office] closed. Mail: {A}
My son {F1} swallowed a [d:Tylenol] or two, what do I do
He is {OLD} and on [d:Xarelto], he [s:bumped his head] on {D} and seems fine, do we need a [p:CT]?
Do any of you have [c:POTS]? My [s:heart races] when I stand up. Was told it's [c|s:anxiety].
What is the normal dose of [d:gabapentin] for [c:neuropathy]? I take 900 a day and still have [s:stabbing pain] in my feet.
I am a carrier of [c:cystic fibrosis] and so is my husband {F1}. We want to ask about [p:genetic testing] before [t|p:IVF].
My [s:ears are ringing] and I feel [s:off balance], worse since I began [d:furosemide]. Call me on {P}.
"""),
("drug review", "post", """
[d:Wellbutrin]: gave me my life back but the [s:dry mouth] is no joke. 4 weeks in, [c|s:depression] lifted.
Been on [d:Humira] for [c:psoriasis] since {D}. Skin clear, no [s|?:side effects] except a [s:sore] leg where I [t|?:inject].
Horrible. [d:Chantix] gave me [s:nightmares] so real that my wife {F1} slept on the couch. Did [t|?:quit smoking], though.
After 2 days on [d:Cipro] my [s:Achilles hurt]. Stop and call your [?:doctor]!!
[d:Mirena]: [s:cramps] for a month, then no [s|?:periods]. 9/10
I take [d:Ozempic] 0.5 for [c:type 2]. [s|?:Lost 21 lb], [l:a1c down to 6.3], [s:nauseous] every Tuesday. Ask me anything: {E1}
My [?:doc], {N1} at Riverside, switched me from [d:Ambien] to [d:trazodone]. I sleep, but wake up [s:groggy].
[d:Tamiflu] worked overnight for my kid {F1} but he [s:threw up] twice.
[d:Lyrica] for [c:fibromyalgia]. Helps the [s:pain], adds the pounds. Not sure it is worth it.
[d:Accutane] 6 months: [s:lips cracked], [s:nosebleeds], zero [c|s:acne] now. Monthly [p:pregnancy tests] are a pain. - {F1}, 22
The [t:nicotine patch] made my [s:arm itch]; [d|t:gum] was better
[d:Prednisone] 40mg for [c:poison ivy]: [s|?:up all night], [s|?:hungry], [s:moon face]. It worked.
[d:Vyvanse] for my [c:ADHD]: focus is great till 3 pm and then the [s:crash]. {n1} gave me the idea to split it
took one [d:Viagra], got a [s:headache] and [s:blue vision]. nope
Used [d:Flonase] for [c|s:allergies] 3 yrs. Works if you are patient.
[d:Suboxone] saved me. 14 months clean from [c|d|?:heroin]. [s:Constipation] is the price. Thank you Dr. {L1}.
I got my [t|d:prescription] for [d:Paxlovid] by phone from Dr. {N1}; [s:metal taste] for five days but [c:covid] was gone.
"""),
]
