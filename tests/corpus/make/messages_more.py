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
Meet me at 5th and Main at noon, {nick}. It's the house at {streetlow}.
Corner of Elm and 3rd, ask for {lowfirst}
Will {first} be there in May? Tell {word} I said hi.
Grace period ends in June, {first}. Pay by card to keep the account of {full}.
Boston is lovely, {first}! I fly home to {street} on Sunday. Love, {nick}
Hi Team, {full} joins Brightleaf on Monday. Mark your calendars! - {first}
Jordan Shoes and Ralph's Diner deliver to {addr}. Receipt for {init}.
St. Mary's Road is closed. {full}, use {street} instead.
You chatted with Ava, our assistant bot. Case of {swap}. Agent {odd} follows up.
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
"""
