"""More about health in other mouths: teens, the old, parents, coaches, carriers of devices, vets of wars, clerks of plans."""
TEXTS = r"""
# teen and parent: inbound whatsapp anon
mom can u pick me up i have {s:cramps} so bad, im in the nurse office
my {c:acne} got worse w the {d:doxy}
<F1> got {h:her shots} today and only cried once
does {d:accutane} make u {s:sad}
my {t:retainer} snapped again dr <l1> is gonna kill me
<f1> has {c:mono} so no practice til may
idk i just feel {s:empty} all the time
can a 15 yr old get {d:birth control} w/o parents
{s:throat} hurts, {s:white spots}, kissed <f1> who had {c:strep}
pls dont tell dad about the {c:eating disorder}, ok? its <f1>
<F1>'s {l:ADOS} came back, she is on the {c:spectrum}
he's 8 mo and still has {c:reflux}, {d:pepcid} not doing much
{c:Ear infection} #5 this winter for <F1>. Tubes?
my {p:wisdom teeth} come out <D1>, <F2> drives me
<F1> forgot his {t:inhaler}, can {?h:nurse} <L2> lend one
she has {s:bruises} on her arms and wont say why. <F1>, grade 4
Mrs <L1> here, <F1> will miss PE, {c:sprained ankle}
{s:peed blood}??? freaking out
# old age: inbound speech transcript
this is <n1> i'm {old:91} and i can't open the bottle of {d:eliquis}
my {t:hearing aid} battery is dead dear could you send some to <A1>
the aide <f1> did not come today and i need my {t:insulin}
i have {s:water on my legs} again they are like tree trunks
<f1> forgets the stove she has {c:dementia} i think i am her sister <n2>
{s:bones ache} when it rains {d:tylenol} does nothing
I am on {in:medicare} and the supplement is {in:mutual of omaha} number <PLAN1>
they put a {t:stent} in on <D1> and now i get {s:winded}
is it the white pill or the pink one in the morning, the {d:digoxin} is white
Bob {s:fell} in the shower and {s:cannot get up}
my {c:cataracts} make the headlights bloom
thank the young man <f1> who drew my {p:blood}
# device and remote: sms bare held
Alert: {t:CPAP} of <N1> not used for 3 nights.
{l:SpO2 86%} for <L1>, room 3. Check {t:cannula}.
Your {t:pacemaker} sent a report on <D1>. All good, <F1>.
{t:Insulin pump} {dev:PMP-4471203}: low reservoir, user <E1>
Scale of <F1>: {l:+3.2 lb in 24 h}, {c:heart failure} protocol
{?t:Pill box}: <F1> did not open PM slot ({d:levothyroxine})
{s:Fall} detected: <N1>, <A1>. Calling <P1>.
{l:BG 58} ↓↓ <F1> eat something now
Spirometer: {l:FEV1 61%} of predicted, <N1>, {c:COPD}
Kit <o> activated by <N1>: {h:cortisol} saliva
Baby monitor study, infant <L1>: {s:apnea} 14 s at 02:11
ECG strip from watch of <F1>: {c:possible AFib}, {l:HR 133}
# plan clerk: note task mail
<N1> termed 9/30, {in:COBRA} letter out, dependents <F2> and <F3>
COB: {in:BCBS} primary, {in:Medicare} secondary for <N1>, MBI <MBI1>
Member <N1> asks why {p:acupuncture} denied, 3rd call
Auth <q> approved: {t:SNF} 14 days, <LU1>, from <D1>
Overpayment {in:claim} <q>, provider tax id on file, pt <N1>
Mail returned from <A1>, new address for subscriber <N1>?
<F1> <L1>: {h:step therapy} not met for {d:Cosentyx}
{in:Pharmacy benefit}: BIN 610014 PCN 9999, ID <PLAN1>, <N1>
HSA debit of <N1> used at a massage spa, needs {h:letter of medical necessity} for {s:back pain}
Disability {in:claim} of <N1>, onset <DO1>, {c:fibromyalgia}, forms from Dr. <L2> missing
Enrollment: <N1> DOB <B1> SSN <SSND1>, {in:PPO gold}, spouse <N2> DOB <B2>
Nurse line: caller <F1>, {s:nosebleed}, advised pinch 10 min
{in:Medigap} quote for <N1>, zip <Z1>, turning 65
# clinic desk: note sms conversation
Put <N1> on the cancel list for {p:ultrasound}, mornings only
<L1> no-showed {t:PT} x2, charge the fee
Rm 2 is <F1>, {s:ringing in ears}, Rm 3 is <F2>, {p:wart removal}
Chart mix-up: <N1> and <N2>, same DOB <B1>, both {c:hypothyroid}
Please call <P1>, mother wants {l|h:lead results} of <F1>
Interpreter (Hmong) for <N1>, <D1> 9:00, {h:new OB}
<F1> paid {in:copay} 20 cash for <D1>
Walk-in <N1>: {c:poison ivy}, face, {d:prednisone} pack
Dr <L1> wants <N2> back for {p:repeat colonoscopy}, poor prep
Records from Tulsa for <N1>: {h:immunizations}, {p:sports physical}
Refer out: <N1>, {c:melanoma} 0.9 mm, {p:sentinel node}
{d:Depo shot} for <F1> due between <D1> and <D2>
<N1> ok to return to work <D1>, {c:covid} neg
PA signed, <N1>, {p:sleep study}, {in:Ambetter}
Pls scan license <DL1> and {in:insurance card} of <N1>
<F1> tested {l|h:positive for TB}, health dept notified
# veteran, jail, shelter, street: note task
Vet <N1>: {c:Agent Orange} claim, {c:neuropathy} both feet
Shelter intake <N1>: {c:schizophrenia}, off {d:Zyprexa}, no ID, says born <B1>
Outreach gave <F1> {d:naloxone} and {h:clean needles} under the bridge
Inmate <LF1> #<q> {c:hepatitis C} labs done
Parolee <N1> must test weekly, {l|h:UA positive for cocaine} on <D1>
Detective <L1> asks if <N2> was seen at the {t:ER} on <D1>
<N1> cut off from {d:methadone}, {s:shakes}, sleeps at <AS1>
Sgt <L1> {c:TBI} {?l:screen pos}, {?s:sleep 3 h}
Refugee <N1>, {c:latent TB}, {d:rifampin} 4 mo, speaks Karen
Coroner: <N1>, {old:93}, {c:cardiac arrest}, found at <AS1>
# friend tells: inbound whatsapp note
did you hear <F1> has {c:breast cancer}, starts {t:chemo} after easter
<N1> is back in {t:rehab}, dont tell <F2>
prayers for <F1>, {p:emergency C-section} tonight
<F1> and <F2> lost the baby at {c:20 weeks}, so sad
my boss <N1> has {c:Parkinson's}, we all see the {s:tremor}
uncle <F1>'s {p:biopsy} was clean!!
<f1> is {c:hiv+} fyi
Dad ({old:91}) is home from the {t:hospital}, {d:oxygen} tank and all
her {c:postpartum} is no joke, check on <F1>
<F1> passed away <D1>, it was the {c:pancreatic cancer}
he got {p:a new kidney}! from his sister <F1>!
<F1> quit drinking, 2 yrs {c:sober} today
""".replace("{t:hospital}", "{?t:hospital}").replace("{c:20 weeks}", "{?c:20 weeks}").replace("lost the baby", "{c:lost the baby}").replace("{c:sober}", "{?h:sober}").replace(
    "quit drinking", "{h:quit drinking}").replace("{c:Agent Orange} claim", "{?c:Agent Orange} {?in:claim}").replace("Bob {s:fell}", "{n:Bob} {?s:fell}").replace(
    "{s:throat} hurts, {s:white spots}", "{s:throat hurts}, {s:white spots}").replace("Tubes?", "{p:Tubes}?").replace("forms from", "forms from")
