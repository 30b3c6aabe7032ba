"""Patients write: typos, no capitals, worries, requests, answers to clinics."""
TEXTS = r"""
# patient message: inbound whatsapp anon
hi its <n1>, ran out of my {d:lisinopril} 2 days ago can dr <l2> send it to the cvs on main
my {s:chest feels tight} when i go up the stairs should i come in or go to {t:er}
Can I move my {ap:appt} on <D1> to the week after? this is <F1>
i think im having a {c|s:reaction} to the {d:amoxicillan}, {s:hives} all over my belly
<f1> {b:3/9/17} has {s:fever of 102.4} since lastnight and wont drink
did the {l|p:a1c} come back yet? its been a week. <N1> dob <B1>
{s:throwing up} since 3am cant keep {d:zofran} down
the {t:wound vac} is beeping again and the nurse isnt here till thurs
Hey this is <N1> {p:hip replacement} on <D1>, is it normal that my {s:calf is swollen}?
took 2 {d:xanax} by mistake insted of one am i ok
need a new {t:rx} for my {t:test strips}, {?in:ins} only pays for {t:one touch}
my mom <F1> is {old:94} and she {?s:fell} this morning, she says her {s:hip hurts}
baby <F1> has a {s:rash} on her bottom, tried {d:desitin}, still red
{s:Cant sleep}, {s:cant eat}, feels like the {d:lexapro} stopped working. <F1>
please tell <n1> NP that the {d:gabapentin} makes me {s:dizzy}
my {s:tooth hurts} so bad i cant chew, any opening today? <n1> <P1>
Im {c:pregnant} again lol, need to see dr <L1> asap
{in:Blue cross} denied my {p:mri} AGAIN. who do i talk to. member <PLAN1>
{s:blurry} in left eye since the {c|p:cataract} thing, is that normal
when is my next {t:chemo}? <D1> or the day after, <N1>
{c:UTI} is back. {s:burning} and {s:peeing} every 10 min. can u call something in
<N1> here. Husband <N2> ({b:5/22/51}) is {s:confused} and his {l|s:sugar is 44}!!
i was told to fast for my {p|l:bloodwork} tmrw, is black coffee ok
the {t:cpap} mask gives me sores, can i try the nasal one
My {c:depresion} is real bad this week and {?s:i dont want to be here anymore}. <f1>
{c:gout} flare in big toe, out of {d:colchicine}, i live at <A1> can u deliver
{ap:appointment} for <N1> pls, {s:lump} under my arm
Do I keep taking {d:eliquis} before the {p:colonoscopy}?
{s:period is 3 weeks late}, {?l:test neg}, what now
my son <F1> {?s:swallowed a penny}, {s:drooling} but breathing
<F1>'s {c:asthma} is acting up, {d:albuterol} every 2 hrs. We are at <AS1>
I got {c:covid} sunday, am i still ok to come to {h:PT} wed
{s:itchy red eyes} after the new {?d:drops}
pls cancel my {p:pap} on <D1>, got my {?s:period}
{d:insuline} pen wont click, have 1 left
how long after {p:botox} can i work out, asking for a friend. ok its me, <f1>
Is <F1> allowed back to school, the {c:strep} test was positive <D1>
{c:Hernia} popped out again, {s:it hurts when i cough}
my {t:stitches} came out, {?s:wound looks open}, pic attached. Room 12 patient <L1>
I've been {?h:sober} 60 days! thank u {t:Suboxone clinic} and <F1>
{s:Heart racing}, watch says 148 bpm, {c:afib}? On {d:metoprolol}. <n1>, <B1>
is {d:ozempic} coverd by {in:medicaid}?
hey doc, {d:viagra} gives me a {s:headache}, anything else? keep it private pls
{s:Numb} hand since i woke up and {s:slurred} a bit. is it a {c:stroke}
fell off ladder, {s:wrist is swollen}, do u have {p:x ray} on saturdays
I want my {h:records} sent to Dr <N1>, fax <FX1>
Stop texting me about my {p:mammogram} i did it <D1> at mercy
{c:Shingels}?? {s:blisters} on one side of my {s:back hurts like fire}
the {d:adderall} is on backorder everywhere, 3 pharmacies, help
{t:Inhaler} empty. walgreens on 5th. <N1> {b:11/2/88} thx
my {t:dentures} cracked in half
{s:nosebleed} 40 min not stopping, i take {d:warfarin}
<F1> {c:OCD} is worse since school started. Can <F2> do {t:therapy} twice a week
my {t:iud} string is gone??
{l:bp 188/104} this morning, {s:headache}, took the {d:hydralazine} already
yes it is <U1> CONFIRM MY {ap:VISIT} <D1>
{s:vomitting} + {s:diarea}, whole family, is it {c:norovirus}
{c:Pink eye} going around daycare, <f1> woke up with crusty eyes
ok so {l:psa was 6.1}, do i need the {p:biopsy}? <N1>
I missed my {t:methadone} dose today bus broke down
when can i get my {?p:ears pierced} lol jk. real q: {s:ear drainage} after {p|t:tubes}, <F1> is 4
My {t:hearing aids} whistle. {ap:Appt} w/ <F1> the audiologist?
{c:celiac} test cost? no {in:insurance}, paying cash
{in:Copay} was 20 now 75?? <N1>, acct <ACC1>
Pls call me, {h:biopsy results} on the portal say {c:carcinoma} and I am freaking out. <P1>
the {t:walker} u ordered never came. <A1>
i cannot do {ap:telehealth} my wifi sucks can we do phone at <P1>
{s:kidney pain} right side 9/10, had a {c:stone} in 2022
Who gave my info to the {c:HIV} clinic? i only told nurse <F1>
{d:Plan b} or is it too late after 4 days
{c:lice}. third time this yr. <f1> and <f2> both
do i need {h:tetanus}, stepped on nail
my father <N1> passed on <D1>, please cancel his {t:home oxygen}
{c:Type 1} here, {t:dexcom} failed, {?l:sugar unknown}, feel {s:shaky}
{t:cast} {?s:itches like crazy}. when off? <F1>, seen <D1> by dr <l2>
can i drink on {d:flagyl}
Lost 9 lbs on {d:Wegovy}, ready for next dose. <F1> {b:July 4 1979}
My {s:back went out} again. {d:Flexeril}? same pharmacy
{c:Preeclampsia} at 33 wks last time, {l:bp 150/95} now. <N1>, {?c:due in March}
"""
