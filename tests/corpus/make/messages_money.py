"""Texts of insurers and billing offices, and texts without any health: shops, banks, utilities, deliveries, registration."""
TEXTS = """
== insurance and claims
{payer}: {first}, your [i:claim] {claim} for {proc} on {dos} was [?i:denied]. Reason: no [x:prior authorization].
Hi {full}, your {payer} [i:coverage] starts {day}. Member ID {plan}. Cards go to {addr}.
{first}, you have met {money} of your [i:deductible]. Ask us: {phone}
[i:EOB] ready for {swap}, service date {dos}, {clinic}, [?i:plan] paid {money}.
[?i:Open enrollment]: {first}, choose your [i:health plan] by {day}. Your agent {full} is at {phone}.
{payer} approved {drug} for {full} (ID {plan}) through {day}.
Appeal of {full}, dob {dob}, about {treat}: we need letters from Dr. {last} by {day}.
{first}, {clinic} is leaving the {payer} network on {day}. Dr. {last} will not be covered.
Your spouse {full} ({dob}) was added to your [i:health insurance] on {day}.
{payer} renewal: {low}, {addrlow}, please send proof of income by {day}
{first}, your [i:COBRA] payment of {money} is late. Mail to {addr}.
Your [i:dental insurance] covers 2 [p|t:cleaning]s a year, {first}. Book with Dr. {part}.
{payer}: a nurse, {full}, will call you about {cond} care on {dos}. It's free, {first}.
[i:Claim] for {first} {last} Jr.: code {dx}, {proc}, {dos}, billed {money}
{esfirst}, su [i:seguro médico] de {payer} vence el {dayes}. Llame al {phone}.
Su [i:reclamo] por {proc} fue aprobado, {es}. Número de miembro {plan}.
{payer} needs the name of your primary doctor, {first}. Is it still {full}?
[x:Prior auth] request: pt {up}, {dob}, {drug} {strength}, dx {cond} {dx}, prescriber {init}, fax {fax}
Dear {full}: we received your [i:claim] for the [t|p:ambulance] on {dos}. Do you have other [i:insurance]?
[i:Workers comp]: {full} hurt on {dos}, [c|s:back injury], [t:physical therapy] 12 visits approved, adjuster {odd} {phone}
{payer} [i:member services] here, {first}. Your new PCP is {word}, MD at {addr}.
[?i:Premium] {money} due {day} for {full}, policy {pol}.
== clinic billing
{clinic}: {first}, your balance for the [a:visit] on {dos} is {money}. Pay: [?url:https://pay.example.com/b/91ka]
{full}, statement {acct}: {proc} {money}, {payer} paid {money}, you owe {money}.
{first} {last}, your payment plan for the {proc} is set: {money} a month. - Billing, {first}
2nd notice {swap}: account {acct}, [t:ER visit] {dos}, {money}. Mail checks to {addr}.
Hi {first}, {payer} rejected the [lp|x:lab work] of {dos}. Is your date of birth {dob} right?
Financial aid for {full} was granted for {treat} at {clinic}. Questions: {first} {last}, {phone}
{first}, please bring the {money} [i:copay] to your [a:appointment] on {dos}.
Bill to: {full}¶{addr2}¶For: {proc}, {dos}¶Total {money}
Refund of {money} to {init} for the canceled {proc}, check mailed to {street}.
== delivery
Hi {first}, your {shop} order {order} will arrive today at {addr}.
{full}, your parcel is at {street}. Driver {first} left it by the back door.
{shop}: order {order} for {up} could not be delivered to {addr}. Reply with a new time.
Ship to:¶{full}¶{addr2}
Your driver {nick} is 3 stops away from {street}, {first}.
Delivery note for {swap}: leave with {first} {last} in Apt 9 at {addr}
Package for {part}, {addrsp}. Call {phone} at the gate.
{first}, your couch from {shop} comes between 2 and 4 to {addrlow}. Crew: {first} and {nick}.
We moved your delivery, {esfirst}. Nueva dirección: {calle}. Gracias, {shop}
Forward my mail from {addr} to {addr} please. {full}
Pickup confirmed at {addr}: two boxes, contact {odd}, {phone}.
Groceries for {word} are on the way to {street}. Substituted: oat milk.
{shop} for {first}: the gate code at {addr} did not work, please call {phone}
Sent to {up}, {addrlow}
== customer service
Thanks for calling {shop}, {first}. Your ticket was assigned to {first} {last}.
Hi {first}, this is {full} with {shop}. Is {phone} still the best number?
{first}, we updated your email to {email}. Not you? Call {phone}.
Hello {full}, your new address {addr} is on file with {shop}.
Dear Mr. {last}, we are sorry about the late refund. Regards, {full}
Good afternoon Mrs. {part}, your contract was signed by {full}. - {first}
{shop}: the account of {word} is closed. Final bill goes to {addr}.
{first}, a technician named {odd} comes to {street} at {time}.
Your agent today was {nick}. How did it go, {first}?
Hi {first}! {first} and {first} are waiting in the chat. - {shop}
Thank you {es}, recibimos su pago. Atentamente, {esfirst} {last}
Caller {swap} asked to be called back at {phone}, speaks with {first} only
Please add {full} as a driver, born {dob}, same address: {addr}
{shop}: {full} referred you, {first}. You both get {money} off.
Power is out at {addr}. Crew lead {last} expects repair by {time}. Thank you {first}.
Meter reading for {full}, {addrsp}, due. Text it to {phone}.
{first}, the keys for {street} are with {nick}. Regards, {init}
Transfer of {money} to {full} is on its way. Questions? {email}
Your table for 4 under {last} is ready, {first}.
Hi {lowfirst}, it's {lowfirst} from {shop}, u still want the blue one?
Reservation {order}: {swap}, check-in at {time}, home address {addr}
{first} {last} III signed the lease for {addr}.
This is {up}. I MOVED TO {addr}. PLEASE UPDATE.
my name is {low} and i never got my order {order}
its {lowfirst} again, did {lowfirst} talk to u
{low}, {addrlow}, {phone}
Can you ship to {streetlow} instead? thx, {nick}
tell {lowfirst} the truck is at {streetlow}
The car was sold to {part} and {odd}, joint owners, {addr}.
Dear {first} and {first}, your wedding cards ship to {addr}.
{first}'s birthday is {dob}, send the balloons to {street}. From {nick} & {nick}
we are the {last} family at {addr}
Ask for {word} or {word} at the desk.
Title is in the name of {full} and {full}. Notary: {init}.
Hola soy {es}, vivo en {calle}, mi pedido no llegó
{esfirst} dice que el paquete era para {esfirst} {last} en {calle}
== registration
Welcome {first}! Please confirm: {full}, born {dob}, {addr}.
{shop} sign-up: name {full}, birthday {dob}, phone {phone}, email {email}
We could not verify {swap}, DOB {dob}. Reply with your full name and address.
Library card for {full} (born {dobkid}), parent {full}, {addr}
Camp form: {first} {last}, {dobglued}, emergency contact grandma {first} {phone}
Registered: {low} {dobglued} {addrlow}
Student {swap}, birth date {dobiso}, guardian {full}, {street}
I was born on {dobwords}, my name is {full}
{full} was born on {dobwords} in Ohio and lives at {addr}.
date of birth {dob} name {low} address {addrlow}
Nombre: {es}. Fecha de nacimiento: {dobes}. Domicilio: {calle}.
{es} nació el {dobes}, vive en {calle}
Account holder {part}, birthdate {dob}; joint holder {odd}, birthdate {dob}
Voter {swap} D.O.B. {dob} {addrsp}
Age check passed for {first}, {dob}.
b-day: {dob}, {nick} {last}, {email}
Ticket for {full} aged {age}: senior rate. Birthday {dob}.
"""
