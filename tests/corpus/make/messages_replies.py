"""Replies of patients and customers: lower case, typos, no punctuation, emoji, Spanish and mixed."""
TEXTS = """
== patient reply
this is {low} i need a refill on my {drugx}
hi its {lowfirst} can u move my [?a:appt] to {may}
{lowfirst} here. the {drugx} makes me [s:sick to my stomach]
my son {lowfirst} has {symp} should i bring him in
my moms name is {low} shes {age} and has {condx}
C
yes confirmed, {first}, [?a:visit] on {may}
i think i have {condx} my [l|s:sugar was 310] this morning. {lowfirst}
do u take {payer}? my name is {low} dob {dob}
STOP sending me stuff about {cond}!! this is not {first}
wrong number. {first} moved to {addr}
thx dr {lowfirst} the {drug} works great 🙏
cant come {dos}, got {symp} 🤒 - {nick}
{low} {dobglued} need {drugx} called in to walgreens on {streetlow}
im {lowfirst} im [c|x:pregnant] and was wondering if {druglow} is ok
no history of {cond} or {cond}, i take only {drug}. {first}
I do not have {cond}. Please fix my chart. {full}, {dob}
never had {cond}, mom did. {lowfirst}
my husband {first} [s:wont wake up properly] he took too much {druglow}
hey {nick} forgot my {drugx} at home, can you bring it to {streetlow}
my new adress is {addrlow} please send the {druglow} there. {low}
{first} died on {dos}. please cancel her [?a:appointments]. her daughter {first}
the {proc} went fine but i have {symp} now. its {lowfirst} from {weekday}
who is {full}?? I see Dr. {last} for my {cond}
my bf {lowfirst} tested [l|x:positive] for {condlow} what do i do
ok ty {lowfirst} 👍 is it normal to have {symp} after [d|dt|p:flu shot]
{lowfirst}, {lowfirst} and {lowfirst} all have [s:fever] and [s:sore throat] need [lp|p:strep test]s
I was born {dob} not {dob}. Name is {full}. I need my {drug}.
born on {dobwords}, {full}, asking about my {proc}
pls tell dr. {lowfirst} the {drugx} ran out
got my [l:a1c 8.9] back is that bad? {lowfirst}
Im {first}, my [s:stomach hurts] real bad and i been [s:throwing up] since {weekday}
need [?t|x:therapist] asap. {lowfirst}, {symp}
My daughter {first} ({dobkid}) has {cond}. Do you have any [a:appointment] on {dos}?
{payer} wont pay for {druglow}!!! help. {low}, member id {plan}
{lowfirst}: [l:bp 171/99] [s:headache] gone tho
this is {first}s mom {first}, he [s:threw up] his {druglow}
Could Dr. {last} write a note for work? I had {proc} on {dos}. Thanks, {first}
Thanks, {first} {last}¶{addr2}
can {lowfirst} pick up my {druglow} shes my neice
i quit {druglow} bc of the {symp}. {low}
i have been [x|c:sober] 90 days thx to {lowfirst} and [d:subs]
im feeling [s|c:suicidal] again. {lowfirst}
I take {drug} for {cond}, {drug} for {cond}, {drug} for {cond}. {full}
whats the result of my [p|lp:hiv test] from {dos}. {lowfirst} {lowfirst}
{low} here, had [p:wisdom teeth out], [s:bleeding] wont stop
{nick} says he has [s|c:the runs] and [s:cant keep food down]
[c|s:Allergic] to [?x:penicillin] and {drug}. {full}, {dob}
both my parents {full} and {full} had {cond}
my ex {first} gave me {condlow} lol 😩
it's {word}. I am at {addr}. My {cond} is acting up
{lastup} {lowfirst} {dob} {druglow} {strength}
This is [n:Maeve O'Malley]'s sister, i'm with her at the [t:ER]
dr {lowfirst} said take 2 {druglow} but the bottle says 1
My address for the [t:wheelchair]: {addr}. {full}
i fell on {dos} and my [s:hip hurts]. im {age} yrs old. {first}
stil [s:coughing], its [c:bronchitus] i think, {lowfirst}
the [s:swelling] is down. tell {first} thanks!!
i dont have [?i:insurance] {lowfirst} told me its ok
hi this {lowfirst} my kid got [c:pink eye] n [s:runny nose]
{first}. 2 kids {first} and {first} both due for [dt|p:shots]
yes i still [x:smoke], {lowfirst}, sorry
was diagnosed w {condx} in march. {full}
we lost the baby. [c:miscarriage] on {dos}. {first}
hi {lowfirst}, [s|x:period is 2 weeks late]
😷 {lowfirst} tested [l|x:positive] for [c:covid] on {dos}
sorry who is this? im {lowfirst}, my [s|c:depression] got worse so i didnt open texts
{lowfirst} - {condlow} flare, {druglow} not helping, [s:pain 8/10]
== reply in Spanish
hola soy {es} necesito mi {druglow} por favor
mi hijo {esfirst} tiene [s:fiebre] y [s:tos], puede verlo la dra {last}?
me llamo {es}, nací el {dobes}, quiero una [?a:cita]
[s:me duele la cabeza] y tengo [s:mareos] desde ayer. {esfirst}
no puedo ir el {mayes} a mi [?a:cita], {esfirst} {last}
mi mama {es} tiene [c:diabetes] y [c:presion alta], vive en {calle}
no tengo [c:diabetes] gracias a Dios. {esfirst}
gracias doctora {last}, el [l|s:azúcar bajó a 140]
si, confirmo la [?a:cita] de {esfirst} para el {mayes}
soy {esfirst} la esposa de {es}, le dio un [c:derrame cerebral]
estoy [c|x:embarazada] de 5 meses, me llamo {es}
mi direccion es {calle}, mande la {druglow} ahi. {esfirst}
hi soy {esfirst}, my [s:espalda hurts] mucho, can i get {druglow}
el doctor {last} me dijo que tengo [c:cáncer de mama]. {es}
tengo [c:asma] y se me acabo el [t|d:inhalador]. {esfirst}
el [i:seguro] no cubre mi {druglow}, soy {es}
fecha de nacimiento {dobes}, {es}, para la [p|dt:vacuna] de mi niña {esfirst}
oye {esfirst}, la [a:cita] con el [?x:dentista] es el {doses} a las 3
tengo mucha [s:ansiedad] y [s:no puedo dormir]. {esfirst}
ya me hice los [lp|p:análisis de sangre] el {doses}, soy {es}
== customer reply
hi its {lowfirst} where is my package
this is {low}, wrong apartment, i live at {addrlow}
my name is {low} not {low}
{lowfirst} is my brother he will be home. {streetlow}
call my wife {first} at {phone}
its for my daughter {lowfirst} bday {dobkid}
{full} here. Send it to {addr}.
no this is {lowfirst}s phone
ok {nick} see u at {streetlow}
my dad {full} signed for it, thanks {first}
Thanks, {first}
- {full}
Best,¶{full}¶{phone}
i moved!! new place {addrlow} 🏠 - {nick}
{low} {addrlow} {email}
can {lowfirst} or {lowfirst} call me back at {phone}
yo its {nick} again
you guys spelled it wrong its {odd}
name on the order is {up} zip {zip}
hola soy {esfirst}, no llegó mi paquete a {calle}
me llamo {es} y mi correo es {email}
mi esposo {es} va a recibirlo en {calle}
{word} speaking. yes i still want it
leave it w/ mrs {last} next door at {streetlow}
it's {first} {last}'s mother, {first}. we're out of town
dob {dob} name {low}, cant log in
my bday is {dob} and my name {low}
{dobglued} {low}
Sr. {last}: mi domicilio nuevo es {calle}
im {odd}, {odd}s roommate, same address {streetlow}
"""
