"""More texts in which names, addresses and dates of birth are written in all their ways, and what looks like them and is none."""
TEXTS = """
== registration, many forms
{full}, geb. {dob}, {addr}
DOB:{dob} Name:{swap} Addr:{addrsp}
born {dobwords}, still lives at {addrlow}, name {low}
Client: {up}, D/O/B {dob}, resides at {addr}
{low} / {dob} / {streetlow} / {phone}
I, {full}, born on {dobwords}, live at {addr}.
customer birth date = {dobiso}; customer name = {full}
Bday on file: {dob}. Name on file: {init}. Correct, {first}?
{first} turned 21 on her birthday, {dobwords}. Signed, {nick}
{dobglued}, {low}
My twins {first} and {first} were born {dobkid}.
soy {esfirst}, mi fecha de nacimiento es {dobes}
Birth certificate of {full}: {dobwords}, mother {full}, father {full}
Passenger {swap}, born {dob}, contact {email}
Guest list: {full}, {full}, {full} and {full}
Roommates: {first}, {first}, {nick} and {odd}
Team: {init}, {init}, {part}
Please spell my name right: {odd}, not {odd}.
NAME {up} ADDRESS {addr} BIRTHDATE {dob}
Driver's name: {first} {last} Jr.; passenger: {part}; witness: {word}
maiden name {last}, married name {first} {last}, moved to {street}
{full} (she/her), {addr2}
Attn: {full}¶c/o {full}¶{addr2}
Return to sender: {word}, {addr}
From {low}, {addrlow}¶To {low}, {addrlow}
My grandfather {full}, {age}, lives with us at {street}.
Grandma {first} just turned {age}! Party at {addr}.
She is {age} years old, her name is {full}, born {dob}
Deed: {full} and {full}, husband and wife, of {addr}
Tenant {swap} vacated {addrsp} without notice; contact {first} at {phone}
{esfirst} y {esfirst} viven en {calle}
El paquete es para {es}, {calle}, tel {phone}
Meet me at [?ad:5th and Main] at noon, {nick}. It's the house at {streetlow}.
Corner of [?ad:Elm and 3rd], ask for {lowfirst}
Will {first} be there in May? Tell {word} I said hi.
Grace period ends in June, {first}. Pay by card to keep the account of {full}.
[?ad:Boston] is lovely, {first}! I fly home to {street} on Sunday. Love, {nick}
Hi Team, {full} joins Brightleaf on Monday. Mark your calendars! - {first}
Jordan Shoes and Ralph's Diner deliver to {addr}. Receipt for {init}.
St. Mary's Road is closed. {full}, use {street} instead.
You chatted with [q:Ava], our assistant bot. Case of {swap}. Agent {odd} follows up.
Rosie the dog goes to {full} at {addr}.
Dear Customer, the invoice for {part} was sent to {email} and to {addr}.
sent from my phone¶{full}¶{addr2}¶{phone}
regards {lowfirst}
xoxo {nick}
{first} x
ty!! - {lowfirst} {lowfirst}
p.s. {first}'s cousin {first} has the spare key for {street}
fwd by {init}: "{full} will sign tomorrow"
hey {lowfirst} tell ur sis {lowfirst} the {shop} box is at {streetlow}
my landlord mr {last} and his wife {lowfirst} live in {addrlow}
RE: {swap} - change of address to {addr}
== health, many forms
{up} {dob} {addr} DX {cond} RX {drug}
this is {low} birthday {dob} adress {addrlow} i need {drugx} for my {condx}
Chart: {swap}. Born {dobwords}. Lives at {addr}. PMH: {cond}, {cond}. Meds: {drug}, {drug}. No {cond}.
{first} {last}, {age}, of {addr}, was given {drug} on {dos} for {symp}.
no {cond}, no {cond}, no {symp}. signed {full}, {dob}
{full} never had {cond} but takes {druglow}
{es} nació el {dobes}, tiene [c:asma] y toma {druglow}, vive en {calle}
My mom's name is {full}. She was born {dobwords}. She can't take {drug}.
my daughter {lowfirst} ({dobkid}) and my son {lowfirst} ({dobkid}) both have {symp}
Ship {drug} to {full}¶{addr2}
{full} and his brother {full} both have {cond}; sister {first} does not.
The [p:surgery] of {odd} was moved from {dos} to {dos}. Tell {first} at {phone}.
- Dr. {last}, about {first}'s {lab}
Thanks, {first}. PS: the {drugx} helped with the {condx}
Nurse {first} {last}: patient {init} at {street}, {symp}, {lab}
{word}, 3rd floor, {cond}, {drug} {strength}, next [a:visit] {dos}
{lab} and {lab} for {swap} {dobglued}
{nick}, its {lowfirst}. moms [l|s:sugar was 402] so they gave her [d:insulin] at {time}
Mr. {part} ({age}) has had {cond} since {dos}. Son: {full}, {addr}
{full} needs a [t:wheelchair] van from {addr} to {addr} for [t:dialysis].
hi dr {lowfirst} this is {lowfirst} {lowfirst} born {dob} can i take {druglow} with {druglow}
Family of {full} ({age}): [t:hospice] team visits {street} on {dos}.
== call transcript, spelled and spoken
A: Can you spell your last name for me? C: It's {spell} A: Thank you. And what are you calling about? C: My {cond}.
A: {clinic}, {first} speaking. C: Hi {first}, it's Mrs. {spell} I need a refill of {drug}.
C: my number is {phonesay}. A: Got it, and your name? C: {low}. A: What's going on today? C: I have {symp}.
C: I live at [ad:twelve forty two Elm Street apartment six], name is {full}, and I was born {dobsay}. A: Are you still on {drug}? C: Yes.
A: Date of birth please. C: {dobsay}. A: And the patient is your son {first}? C: Yes, {first} {last}. He has {symp} and {symp}.
A: You've reached {payer}. C: this is {low} l like larry. A: Is this about your [i:claim]? C: yes for the {proc}.
C: She's [age:ninety three], her name is {full}, she fell and has {symp}. A: Is anyone with her? C: My brother {nick}.
A: What medicines do you take? C: uh {drug} the {strength} one and {druglow} at night. A: Any allergies, Mr. {last}? C: {drug}, I get {symp}.
C: um i missed my [a:appointment] with doctor {lowfirst} because of {symp}. A: No problem {first}, what about {dos}? C: okay.
A: Hola, ¿en qué le ayudo? C: Soy {es}, quiero cambiar la [a:cita] de mi mamá, {es}. A: ¿Fecha de nacimiento? C: {dobes}.
== call transcript without health, spelled and spoken
A: Name on the order? C: It's {spell} A: First name? C: {first}.
C: call me back at {phonesay}, it's {low}. A: Will do, {first}.
A: Your address? C: [ad:four oh nine west maple avenue unit two], and my name's {full}. A: Thanks Mr. {last}.
A: Birthday? C: {dobsay}. A: And your full name? C: {full}, but everyone calls me {nick}.
A: {shop}, {first} here. C: is {lowfirst} there? A: You mean {first} {last}? C: no {lowfirst} {last}, the tall guy.
C: deliver it to my sister {lowfirst}, she's at {addrlow}. A: And you are? C: {low}.
== health, everyday words
{first} here. my [s:ears hurt] and my [s:nose is runny], could be [c:allergies]
i [s:cant stop shaking] since i ran out of {druglow}. {lowfirst}
{lowfirst} [s:passed out] at work, they think its [c:low blood sugar]
hi dr {lowfirst}, [s:sore breasts] and [s:late period], took a [lp|p|l:pregnancy test], [l|s:two lines]. {lowfirst}
my husband {first} [s:snores] so bad, does he need a [p:sleep study]?
{first}: the [t:cast] comes off on {dos}, your [c:broken arm] healed well.
{full} was [s|c:bitten by a dog] on {dos}, got [d|p:rabies shots] at {clinic}
kiddo {nick} has [c:chickenpox], keep {first} home. {first}
{first} has [c:head lice], please pick her up. School nurse {full}
i feel [s:numb] in my left arm and [s:my face droops]. {low}, {streetlow}, hurry
{first}, [s:bruises] like that can come from {drug}. Let's check your [lp|l:INR]. Dr. {last}
Mrs. {last}, the [c:lump] in your breast is [l|c:benign]. Dr. {part}
Your [t:hearing aids] are ready {first}. - {first} at Audiology
{first}'s [c:eating disorder] program starts {day}; parents {full} and {full}
{low}: [s:cant pee], [s:burns], had [c:uti] last year too
== registration, sentences
I'd like to register my daughter. Her name is {full} and she was born on {dobkid}. We live at {addr}.
We moved last week, new address is {street}, ZIP {zip}, same phone {phone}. {full}
My name changed when I married: I was {full}, now {full}. Born {dobwords}.
Can you confirm that you have {full}, date of birth {dob}, at {addrsp}?
Our son {first}, {dobkid}, and our daughter {first}, {dobkid}, start in September. Parents {full} and {full}
the acct is under my late husband {full}, i am {full}
{full} (father), {full} (mother), {first} and {first} (kids), {addr2}
{low} dob {dob} lives w/ {lowfirst} at {streetlow} zip {zip}
Please send both tickets to {first} {last} at {addr}, one is for {first}, birthday {dob}.
Old address: {addr}¶New address: {addr}¶{full}
{swap}; {swap}; {swap}
buzz {nick} or {lowfirst}, {streetlow}, back house
{street} is {first}'s place, {street} is mine. - {lowfirst}
== health, sentences
I'm writing for my uncle {full}, born {dobwords}. He has {cond} and lost his {drug}. We live at {addr}.
{first} can't come in on {dos}: her son {first} has {symp} and her mother {first} just had a [c:stroke].
My name is {full} and I've had {cond} since I was a kid. {drug} doesn't help any more.
Can {full}, date of birth {dob}, get {drug} delivered to {addrsp}?
Dr. {full} told {first} that it isn't {cond}. It may be {cond}.
Hi {first}, {full} here from the front desk. Is your address still {addr}? Your {treat} starts {day}.
{full}, {dob}, tested [l:negative] for {cond} on {dos}. A copy goes to {full}, {fax} (fax).
Both {first} {last} and her partner {full} are on {drug}.
{first} is [age:ninety one] and lives alone at {street}. She has {symp} and won't take {drug}. - neighbor {nick}
"""
