"""Texts without health information, second part: more texts, posts, games, town life, Spanish. Written for this set."""

TEXTS = [
("clean ordinary sms", "sms", """
Ask {F1} if the trailer is free Saturday
{F1} wants to know if you still have the blue tent
I'm at gate 9, {F1} has the snacks
Just parked. Level 3, row F
u up?
hahaha stop, my stomach hurts from laughing
Did the landlord ever call? His name's {N1}, {P}
got the job!!!!!
no way
The cake is for {F1}, spell it right this time lol
can we push to 8? {F1} is stuck at work
Sunday at grandma's, bring {F1} and the kids
pic didn't load, send again
Whose turn is it to feed the fish
I need a ride from {AS} at like 11
ok deal
Got your package from the porch, it's at {F1}'s
movie was so bad I wanted to throw up. 2 hrs of nothing
{F1} cheated at monopoly again, I'm done
Rent's in. Tell {N1} thx
Feeling blue? Nah just the jeans lol
I slept like a baby, that mattress is gold
that burrito put me in a coma
ill be there in 10 (i'll not ill haha)
Game night at {A}, 7ish
I'm allergic to his jokes
My tooth fairy budget is out of control
{F1} broke up with {F2}, don't bring it up
Wedding is on {d}. Yes {F1} and {F2} finally!
can u zelle me 45 to {P}
so {f1} says its over, {f2} says its not, im staying out
We're out of coffee, this is an emergency
They towed me!! {PLATE}, can you call the yard
The baby goats are here!!! come see
Your haircut with {F1} is at {t}. Reply C to cancel.
Hi {F1}, this is {F2} from Oakvale Realty. Still looking in {Z}?
Hi {F1}, your table for 4 is ready.
{F1}: your car is ready, total 318.20. Mill Road Garage {P}
Your verification code is {k}
{k} is your Acorn code. Don't share it with anyone.
Use {k} to sign in. @acorn.example #{k}
Your ride is here: {F1}, white Camry, {PLATE}
Your food is on the way! {F1} is 5 min out.
Delivery today 2-4 pm. Track: {W}
Low balance: $12.40 in account ending 4471
Flight KN 418 now boards at gate C2.
School closed today due to snow. - Oakvale District
Water will be off on {AS} from 9 to 12.
Thanks for your gift of $25 to the food bank, {F1}!
Your prints are ready at the photo counter. Order {o}
Reminder: your dog Biscuit's grooming is at {t} with {F1}.
You're #3 in line at Blue Door Barbers.
Hi {F1}, how did {F2} do today? Leave a review of your tutor: {W}
Msg from {N1}: "keys are in the pot"
Your library hold "Cold Harbour" is in until {d}.
Reply STOP to stop. HELP for help. Msg&data rates may apply.
Hi {F1}, it's {F2} with the Census. I missed you at {AS}.
Polls open 7 to 8. Your place: Grace Church hall.
"""),
("clean social post", "post", """
Day 12 of learning the banjo. The neighbours have started a petition.
Throwback to 2009 when {F1} and I drove to the coast with no map
Anyone in {Z} with a jump starter?? Parked by the ball fields
Selling two tickets for Friday, face value, DM or text {P}
if you know {N1}, tell her I found her camera. It's a red Olympus
Can the HOA really fine me for a flag? Asking for a friend named me
my plant is sick: yellow leaves, brown tips. More light or less water?
The fish has white spots, the shop said salt bath. Help, aquarium people
Found this cat near {AS}. Orange, one bent ear, very loud.
New tattoo by {F1} at Black Fern, healed and ready for the beach
What's a good name for a grey horse? Leaning to Aspirin, like Dad's old mare
Our team name is The Flu Fighters and I'm not sorry
Who's the actor in that hospital show, the tall one? Not {N1}, the other
Unpopular opinion: the second season of Ward Nine is better than the first
Happy anniversary to my parents, {F1} and {F2}, 40 years!!
Shout out to {N1} who taught me to weld
Kayak rental on the bay: 20 an hour, ask for {F1}
To the person in the silver SUV {PLATE}: your lights are on
Lost my ring at the beach. Inside it says "{F1} 2011".
Rate my desk. Yes that's a stethoscope. It's a lamp.
My novel's about a surgeon who turns to baking. 80k words, no title.
Roses are red, the code's in the cloud, my laptop is hot and the fan is loud
mood: a golden retriever in a rainstorm
GG wp, healer carried, tank was asleep
Patch notes: poison does 10% less, bandages heal 40 over 8 s
LFG raid at 9, need one more healer, whisper {f1}
My guild leader {F1} flew in from [?ad:Lagos] to meet us all. What a weekend
speedrun PB 41:12! lost 8 s to the plague boss
Chess club: {N1} beat {N2} in 31 moves with the Caro-Kann
The orchestra opens with the Pathétique. Solo: {N1}, cello.
{N1}'s talk on old maps is on {d} at the town hall. Free.
House show at {AS} tonight, byob, {F1} on drums
Garage sale Saturday 8 to 2, {A}. Lamps, books, a canoe.
Missing: one left boot, size 9, last seen on the 22 bus
Vintage ad for "Dr. Moody's liver pills" framed, 20 bucks
the moon tonight though
My landlord {F1} fixed the heat at 2 am in his pyjamas. Legend.
I'd sell a kidney for those tickets
"We need to talk" gives me a heart attack every time, just say what it is
Brain freeze is the price of greatness
Adrenaline junkies: the new coaster drops 70 m
That plot twist gave me whiplash
It's contagious, now my whole office is crocheting
this town has gone nuts over pickleball, it's an epidemic
Retail therapy: 1, savings: 0
The stock's on life support. I hold.
I OD'd on cat videos last night
lol my bank account is anorexic after that trip
Schizophrenic weather: sun, hail, sun, hail
she's so OCD about her bookshelf, colours and all
"""),
("clean reviews of places", "post", """
Room 312 was spotless, breakfast till 11, and {F1} at reception knew every bus.
We waited 50 minutes for cold fries. The manager, {N1}, was kind about it.
Lovely little bookshop. The owner ({F1}?) found me a 1962 atlas.
The barber, {F1}, listens. Best fade in {Z}.
Museum is small, but the whale skeleton made my son {F1} gasp.
The hike is steep at the start, then flat. Bring 2 l of water per head.
Avoid the corner table, there's a draft.
My lawyer {N1} got the deposit back in two weeks.
Piano teacher with patience of a saint. {F1} ({P})
Mechanic tells you what's wrong and what can wait. Honest!
The spa was closed, the pool was green and the AC had a cough.
Movers came on time, {F1} and {F2} wrapped every cup.
Yoga studio smells of oranges. Coach {F1} remembers your name.
The realtor, {N1}, answered at 10 pm. We got {A}!
Great dentist-themed escape room, we laughed till we cried.
The pharmacy museum in the old town is worth an hour.
Overpriced. The view is good, the soup isn't.
Car wash took my antenna. Plate {PLATE}, {d}. No reply so far.
{N1} tailored my suit, two fittings, fits like skin.
Vet clinic's parking is tiny but Biscuit loves Dr. {L1}.
"""),
("clean support chat", "chat", """
Is there a student price? I'm at Oakvale College.
How do I turn off the weekly summary?
Wrong size came: ordered 38, got 36. Order {o}
The tutor {N1} didn't show for the lesson at {t}.
Customer: what's your name?¶Agent: {F1}, and yours?¶Customer: {N2}
My gift card {o} shows zero. It's from my aunt {F1}.
it says my session timed out but I've only been here a minute
Please update the billing contact to {N1}, {E1}, {P}.
Your courier {F1} was rude to my wife.
Visitor from {IP} asked for sales¶Visitor: do you do white label?
Can you merge {E1} and {E2}? Both are me.
Agent {F1} has joined.¶Agent {F1}: Hi {F2}, let's fix that invoice.¶{F2}: finally
I've attached the receipt. Total 64.10 on {d}.
The sync stops at 87 percent. Logs say "patient retry, attempt 9".
Bot: Sorry, I didn't get that.¶Visitor: HUMAN
what happens to my data if I leave? I'm in Spain
How many users can share a seat? 3?
We'd like to invite {N1} and {N2} as admins
The smart scale won't pair. MAC {MAC}, app 5.2.1
Is the thermometer in the grill kit oven safe?
is the air filter size 16x25x1 the right one for the HX 400
My package went to {Z}, I live in {Z}.
Agent: May I have your full name and address?¶Visitor: {N1}, {A}
How long do I charge the headset before first use?
Your e-mail to {E1} says I won. Is that real or a scam?
The code {k} doesn't work, send another.
Please tell {F1} in your Denver shop he left his scarf on my counter.
call me mr {l1} not {f1} thanks
I need the invoice made out to {N1}, passport {PP}, for customs
Can someone call me at {P}? It's about the lease of the copier.
"""),
("clean mail", "mail", """
Re: fence¶Hi {F1}, let's split the cost. I'm home after six. {F2} next door
Thank you¶Dear {N1}, the flowers were a joy. Yours, {F2} and {F3}
Newsletter no. 14¶This month: new bike lanes, the compost pilot, a word from Councillor {N1}.
Your photo order¶{F1}, 24 prints are on the way to {A}.
Minutes¶Present: {N1} (chair), {N2}, {N3}. Apologies: {F4}. The roof fund stands at $4,120.
Receipt¶Paid by {N1}, card {CC}, $64.10.
Join us¶Alumni night on {d} with {N1}, class of 1998. RSVP {E2}
Obituary desk¶Please send text by noon. Rates per line.
Pension fund meeting¶Trustee {N1} will speak on yields.
Password reset¶We got a request from {IP} for {E1}. Link: {W}
Trial ends soon¶{F1}, your trial of Bluestem ends on {d}. Add a card or do nothing.
Choir¶Altos at 6, tenors at 7. {F1} brings the [?n:Fauré] scores. No perfume please.
Camp packing list¶Boots, torch, rain coat, a mug. Ask {N1}, {P}
Union vote¶Ballots to {A} by {d}. {N1}, secretary
Carpool¶{F1} drives Mon, {F2} drives Tue, plates {PLATE} and {PLATE}.
Domain expiry¶bluestem.example expires on {d}. Owner: {N1}, {E1}
Your job alert¶12 new jobs near {Z}: welder, clerk, nurse, cook, driver.
Hiring: night nurse, Oakvale¶Full time, $41 an hour. Apply with {N1}, {E1}.
Podcast notes¶Guest {N1} on why we sleep less than our grandparents. 42 min.
Art class¶Bring charcoal. Model is {F1}. Room 4.
Deposit back¶Hi {N1}, $900 goes to {ACC}, routing {ABA}, on {d}.
Census job¶Dear {N1}, bring your driver's license {DL} and the letter.
Car sold¶I, {N1}, sold the Accord, VIN {VIN}, to {N2} for $7,900.
Immigration fee¶Receipt for {U1}, born {B}, passport {PP}.
W-2¶{N1}, SSN {SSN}: your form is in the portal.
Lunch?¶{F1}, Thursday at the Thai place? My treat.
Storage unit¶Unit 44 of {N1} is 10 days overdue. Call {P}.
Gym freeze¶{F1}, we froze your pass from {d}. See you in spring.
Cooking class¶Knife skills with chef {N1}. Aprons are ours, fingers yours.
"""),
("clean spanish", "chat", """
Hola, mi pedido {o} no ha llegado. Soy {N6}.
Quiero cambiar mi contraseña, mi correo es {E6}
Agente: Buenas tardes, le atiende {F6}. ¿En qué le ayudo?¶Cliente: no me llega el código
El mensajero dejó la caja en {AS}, esa no es mi casa
¿Hacen envíos al {Z}?
Me cobraron dos veces, tarjeta {CC}
¿Me pueden llamar al {P}? Pregunten por {F6}.
La lavadora hace un ruido de muerte. Modelo HX 400.
¿Cuánto cuesta el plan para cinco personas?
Necesito la factura a nombre de {N6}, {A}.
Cliente: ¿es usted una persona?¶Agente: sí, soy {F7}
el paraguas llegó roto, qué dolor de cabeza con ustedes
Gracias {F6}, muy paciente y amable.
Mi licencia es {DL} y la placa {PLATE}, es para el permiso de estacionar
Nací el {BE}, ¿puedo sacar la tarjeta joven?
La aplicación se cierra sola desde el martes
¿A qué hora abren los domingos?
Quisiera hablar con la señora {L6} de ventas
Mi número nuevo: {PI}
Cancelen la suscripción de {E6}, por favor
El profe {F6} no mandó la tarea
Hay que operar con cuidado la caldera, dice el manual
Busco piso de dos cuartos, hasta 900 al mes, llamar a {F6} {P}
Se perdió un perro café, responde a Canela, por la calle Sauce
"""),
("clean spanish post", "post", """
El Atlético ganó 2 a 1 con un gol de {N6} en el descuento.
La alcaldesa {N6} anunció que el puente abrirá el lunes.
Buenos zapatos, cómodos. Los compré para mi hijo {F6} y le encantan.
Tortilla de la abuela {F6}: seis huevos, cuatro papas, una cebolla y calma.
El hotel bien, la recepcionista {F6} un encanto, el desayuno flojo.
Qué lunes tan largo, estoy muerta
Concierto de {N6} el {d} en la plaza, entrada libre.
No compren esta licuadora, se quemó al tercer día.
Suben los precios del pan un 4 por ciento, dijo el gremio.
La novela trata de un médico que vuelve a su pueblo. Me gustó, 4 estrellas.
Vendo bicicleta rodado 26, {P}, {F6}
Mañana corte de agua en el barrio de San Telmo
Mi equipo me va a matar de un infarto un día de estos
El taller de {N6} es serio: me arregló el coche en una tarde.
Clases de guitarra con {F6}, martes y jueves, escribir a {E6}
"""),
("clean mixed languages", "sms", """
Llego in five, dile a {F6} que save me a seat
Happy cumple {F6}! nos vemos at the party
my troca won't start, puedes venir? estoy en {AS}
{F6} said que el meeting es a las 4, not 3
Thanks {F6}, ya recibí the keys
el wifi is dead otra vez lol
Can you mandar el invoice to {E6} porfa
Voy con {N6} y su novia to the game
"""),
("clean town and trade", "chat", """
Permit {o} for a shed at {A} was granted to {N1}.
Witness {N1} saw a blue truck, plate {PLATE}, leave at about ten.
Dispatcher: go to {AS}, tree on the road. Unit 4: on the way.
Dog license renewed for Biscuit, owner {N1}, {P}.
Noise complaint against {AS}, third this month.
Fishing license {DL} belongs to {N1}, valid till {d}.
Inspector {N1}: kitchen clean, one lamp broken, grade A.
Seller {N1} signs at {t}, buyer {N2} at noon. Notary {N3}.
Claim for hail damage, car {PLATE}, driver {N1}, adjuster {N2}, {P}.
Pallet 44: 12 boxes of syringes, 6 of gloves, to dock 3.
Truck 9 to {A}: two tons of gravel. Ask for {F1}.
Order 40 crates of aspirin-white paint, says {F1}. No, the colour.
Crop report: rust on the wheat on {N1}'s farm, spray on {d}.
Cow 4471 has a limp, vet {N1} comes at four.
The mare foaled at 3. {F1} did not sleep at all.
Bees are healthy, two frames of brood. {F1}'s hive is empty.
Harbor log: "Lady Grace", skipper {N1}, out 05:10, in 17:40.
Crane check done by {N1}, next due {d}.
Elevator stuck at {AS}, two people in, all fine, out in 20 min.
Ballot {o} of {N1} was counted.
"""),
("clean machine text", "note", """
Workflow "welcome-series" sent to 4,120 contacts, 38% opened
Merge conflict in patient_zero_fixture.rb resolved by {n1}
Exported 88 rows: name,email / {N1},{E1} / …
Webhook 200 in 88 ms, body {"ok":true}
Transcoding ward_nine_s02e07.mp4 done, 1080p, 2.1 GB
Spool: job 412 by {n1} on HX400, 3 pages
Model v3 retrained, auc 0.91, drift none, dose-response plot in /tmp
CRM: {F1} {L1} moved from Lead to Won, owner {N2}
DocuSign: {N1} signed "NDA Acorn" from {IP}
Zoom room 881 2044 1207 started by {E1}
POS: cashier {F1}, drawer opened, 14:02
IoT: valve 7 open, pressure 120/80 kPa, pulse 72 per min
Ledger: {N1} +412.00, ref {o}
OCR: "{U1} {AS} {Z}"
Badge 4471 ({N1}) entered gate B
Barcode 4006381333931 not found
NTP drift 14 ms; chronic on node-7 since the move
Speech to text: "remind {f1} to water the tomatoes"
Archive: 12,044 messages older than 365 days removed
Ticket {o} assigned to {N1}, priority P3, tag "pain-point"
"""),
]
