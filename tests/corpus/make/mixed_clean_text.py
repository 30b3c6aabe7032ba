"""Texts without health information: texts, posts, reviews, news, mail. Written for this set; see `mixed.py`."""

TEXTS = [
("clean sms spam", "sms", """
CONGRATS!! You have been picked for a $500 gift card. Claim in 24 hrs: {W}
FREE entry in our weekly draw, txt WIN to 83012. T&Cs apply, 18+ only
Your parcel is held at the depot, pay the 1.99 fee here {W} to avoid return.
URGENT your account will be closed. Verify now {W}
Hot singles in your area want to chat! Reply YES. Std rates
Last chance! Cash out your points (4,310) before midnight.
Hi its me, I dropped my phone down the sink, this is my new number, msg me on {P}
Get your ex back! Spell caster {F1} helps, call {P}
Loan approved up to $5000 no credit check. Call {P} ref {o}
IRS: you have a refund of $1,318.40 pending. Go to {W}
We buy any house in {Z}! Fast cash, {F1} at {P}
Earn 300/day from home, no skills needed, whatsapp {PI}
Your Apple ID was used in Minsk. If this was not you: {W}
Ringtone of the week: Crazy Beat 4. Send TONE to 66201. £3/wk
{F1}, your car's extended warranty is about to expire. Press 1.
You've won a cruise! Quote claim no. {o} to {P} by {d}
Final notice toll of $6.99 unpaid. Pay: {W}
Dear customer, your KYC is pending. Update or your SIM will be blocked in 24h.
Vote {N1} for school board on Tuesday! Paid for by Friends of {L1}.
Kill your debt today!! Painless, 100% legal. Reply STOP to end
"""),
("clean ordinary sms", "sms", """
running late, start without me
ok see u at 7 by the fountain
did {f1} ever give u back the drill?
{F1} says hi. also bring chips
lol im dead, did you see what he wore
Can you pick up milk, eggs and the dry cleaning? ticket {o}
Home by 6. Love you. {F1}
who is this?
new phone who dis
Wat time u comin 2nite
the wifi pw is bluegoose88
Landed! Waiting at carousel 4.
Happy birthday {F1}!! Hope it's a great one
{F1} and {F2} are engaged!!!
I'm sick of this weather already
that solo was sick, my ears are still thanking you
my phone is dying, text {F1} on {P} if you need me
Door code is {k}, key's under the mat at {AS}
Can you send me {F1}'s number again
I'll be at {A} till noon if you want to come by for the couch
kid's game moved to field 3
remember to water {F1}'s plants while she is in [?ad:Porto]
Traffic is a nightmare, 40 min more at least
What a pain, the printer's jammed again
u left ur charger here
I owe {F1} 20 bucks, can u venmo him?
Sorry wrong number
dont forget trash day
may I borrow the ladder in May?
will [n:Will] will the house to [n:Grace]? ask [n:Will] not me
Meet me in Jordan's, the coffee place next to the bank
We named the kitten Dr. Pepper
Dr. Oatmeal is the best band at the fest fight me
That test was brutal, I think I got a B
He's such a headache when he's hungry
I could kill for a burrito rn
Good luck with the interview {F1}, break a leg!
my heart is broken, they cancelled the show
{F1} passed her driving test!
Thanks for dinner! {F1} couldn't stop talking about the pie
I'm over at {n1}'s, come thru
bro u owe me 4.50 for the pizza
The plumber ({N1}, {P}) can come at 3
Soccer is $45, checks to {N1} please
he ghosted me lmaoo my bad for trusting a gemini
call me wen u get this
hey its {f1} from the gym, got ur number from {f2}
its rose not rosé, the wine i mean
{F1} is 40 today can you believe it
Austin is too hot, going back to Madison in august
Can't talk now. In a meeting.
K
"""),
("clean tweet", "post", """
this commute is cancer and nobody can tell me otherwise
Mondays should be illegal
@[?n:bruno]petal thank you for the follow! also your sourdough tips saved me
Just saw {N1} at the airport and she was SO nice #starstruck
my toxic trait is opening 40 tabs and calling it research
Hot take: pineapple belongs on pizza. Fight me.
the new album is fire, track 4 gave me chills
RT if you still remember dial up. That sound lives rent free in my brain
PSA: the 14 bus isn't stopping at Elm today. You're welcome.
Congrats to coach {N1} on win number 200!! What a ride
I have 99 problems and the parking app is 98 of them
allergic to mornings, powered by spite and iced coffee
If your startup needs a "growth doctor" it needs a new landlord
can't believe {F1} got voted off, the show is dead to me
addicted to this game send help
customer service of @skyfern is a joke, 3 hrs on hold, case {o}
Petition to rename Thursday to Friday eve
the economy has a fever and the only cure is more spreadsheets
Running 10k on Sunday for the heart fund, give if you can {W}
Who else cries at the end of that movie about the robot?
We are hiring! DM {N1} or write to {E1} #jobs
it's giving main character with a mortgage
weather: 31C. me: melting. cat: asleep on the router
my brother {F1} just walked in wearing two different shoes, iconic
still blind with rage about that referee
Overheard in the lift: "I'm not late, I'm on island time"
"""),
("clean shop review", "post", """
Great socks. Warm, and they don't slide. Bought three more pairs for {F1}.
Arrived two weeks late and the box was crushed. Order {o}. Wrote to {E1}, no answer.
This blender is a beast. Smoothies in 30 seconds, a bit loud.
Colour isn't like the picture. More mustard than lemon. Sending it back.
My husband {F1} put the desk together in an hour. Sturdy, one screw missing.
The staff, above all {F1} at the counter, were lovely. Will come again.
Battery dies after 3 hours, the ad says 12. Painful.
Fits true to size, I'm 5'6" and 140 and took a medium.
Perfect gift for my niece who loves horses.
Don't buy! The zipper broke on day one and {N1} from support told me "that's normal".
Does the job. Nothing more, nothing less. 4 stars.
The lamp gives a soft light; my old eyes thank you.
Ate here with the team: the ramen is to die for, the service slow.
Our cabin host {F1} left fresh bread. The view over the lake cures everything.
Tent survived a storm at 2,400 m. Poles a bit heavy (2.1 kg).
I'm a nurse and on my feet all day, and these clogs are the best I've owned.
Lock jams in the cold. Model KX-4410-22, serial {SO}.
Smells like a hospital out of the box, but airs out in a day.
The puzzle has 1,000 pieces and every single one was there. Hours of quiet!
Coffee's burnt, music's loud, wifi's good. You know the type.
Kids' bike, size 16. {F1} was riding round the yard in ten minutes.
Dog hair? Gone. This vacuum is the real deal, even on stairs.
Sound is muddy. Returned to store on {d}, refund took a minute.
Paint covers in two coats. Ran out on wall three, so buy the 5 L.
Book was a slog until chapter 9; then I read till 3 am. The villain, Doctor [?n:Vane], steals the show.
The massage chair at the mall is better than this one.
"""),
("clean news", "post", """
City council voted 7 to 2 on Tuesday to close Harbor Road to cars, Mayor {N1} said.
The storm took down power for 12,000 homes; crews hope to be done by Thursday.
Shares of Fenwick Rail fell 4.2 percent after chief executive {N1} said she would step down.
A depression over the gulf may grow into a storm by the weekend, forecasters said.
Police are looking for the owner of a grey van that blocked Route 9 for three hours.
{N1}, 61, who ran the bakery on Pine Square for three decades, sold it to her apprentice {N2}.
The library will lend out telescopes from next month. "We had a line out the door," said {N1}.
Lawmakers passed the health care spending bill 51 to 48 late on Friday.
Flour mill fire: nobody hurt, two silos lost, cause unknown.
The school of nursing will move to the east campus, the university said.
Two hikers who had lost the trail were found by {N1}, a shepherd, and her dog.
Interest rates stayed at 4.25 percent. Economist {N1} had seen that coming.
A new bridge, 310 m long, opened between the two towns after nine years of work.
Voters in three counties will choose a new sheriff. {N1} and {N2} lead the polls.
The film by {N1} won two prizes; the jury spoke of "a fever dream of a road movie".
The hospital's parking garage will cost $3 an hour from January.
Researchers named the beetle after the caretaker {N1}, who had first seen it.
Strike ends: drivers get 6 percent over two years, {N1} of the union said.
The cannabis shop on Dell Street lost its licence over unpaid tax.
The museum gives back a mask to the island; {N1} came to take it home.
"""),
("clean sports", "post", """
{N1} scored twice in injury time and the Herons won 3-2.
Final: Larks 88, Badgers 81. {L1} had 31 points and 9 rebounds.
{N1} ran the marathon in 2:09:14, a course record.
The coach took {L1} off after 60 minutes for {L2}, to keep fresh legs.
Match point saved, and {N1} took the set 7-6 (8-6).
Transfer news: {N1} signs till 2029 for a fee of 14 million.
They bled three runs in the fifth and never got back into it.
Sunday league: bring shin pads, no studs. {F1} has the keys. Kick off 10:15.
Bracket is out. We play Oakvale at 4, then the winner of {L1}'s group.
Fantasy tip: drop {L1}, pick up {L2}, he's got a soft run.
The keeper froze. Shot, post, goal. 1-0.
Regatta results: 1. {N1} 2. {N2} 3. {N3}
What a comeback. From 0-3 down. My heart can't take this team.
Sudden death! {L1} holes the putt from nine feet.
U12 tryouts on {d} at the north gym, questions to {N1}, {E1}
Season tickets: seat 14, row C, block 112. Renew by {d}.
"""),
("clean recipe", "post", """
Melt 100 g butter, stir in the sugar, then two eggs. Bake 25 min at 180.
{F1}'s chili: brown the meat, add beans, 2 tsp cumin, simmer for an hour.
Whisk till stiff, fold in gently. If it weeps, you went too far.
Grandma {F1} never measured; a fist of flour, a pinch of salt, "till it feels right".
Add 1 tbsp cider vinegar and 5 ml vanilla. Rest the batter 30 minutes.
Cut the fish in strips, cure it with salt for two hours, rinse.
For 4: 300 g rice, 1 l stock, a glass of white, saffron. Stir and be patient.
Ginger tea: slice, boil ten minutes, honey. That's it.
Swap the cream for yoghurt (2%), saves 180 kcal a plate.
Kimchi day! {F1} brought 6 heads of cabbage, we need a bigger tub.
Inject the brine with a syringe every 3 cm, then into the fridge overnight.
Bleed the oil through a cloth. Keeps two weeks in the cold.
Drop the dumplings into water that barely moves. 8 min. Done when they float.
"""),
("clean travel", "mail", """
Your booking {o}¶Dear {N1},¶two nights at the Gull Inn, check in {d}, double room with breakfast. Questions? {P}
Boarding pass¶{U1}¶Flight KN 418, seat 22A, gate B7, boarding {t}. Record locator QX7TRM
Itinerary¶Day 1 Porto, day 2 Douro by boat, day 3 Coimbra. Guide: {N1}, {PI}
Your trip receipt¶Thanks for riding, {F1}. {AS} to the airport, 18.4 mi, $41.20. Driver {F2}, plate {PLATE}.
Schedule change¶Hello {F1}, your flight on {d} now leaves at {t}. Accept or change in the app.
Passport needed¶{N1}, we are missing the passport number for {N2}. We have yours: {PP}.
Review your stay¶Hi {F1}, how was the bed, the bath, the breakfast? Two minutes: {W}
Lost bag¶We found a blue case with the tag {o}. Is it yours, {N1}? Write to {E1} and give your address ({A}?).
Rental¶Pick up {d}, compact car, {N1}. Bring your license. Deposit $200 on card ending 4471.
Ferry¶Your place for one car ({PLATE}) and two persons ({N1}, {N2}) is booked.
Hostel rules¶Quiet after 11. Lockers are $2. Dorm code {k}. See {F1} at the desk for towels.
Visa info¶Apply four weeks ahead. Fee 60 EUR, photo 35 x 45 mm.
"""),
("clean school", "mail", """
Field trip¶Dear parents, grade 4 goes to the planetarium on {d}. Pack a lunch. Ms. {L1}
Report cards¶{F1}'s report is online. Math B+, art A, reading B. Talk to Mr. {L2} if you like: {E2}
Late bus¶Bus 12 is 20 minutes behind. Driver {F1} says sorry.
Bake sale¶We still need pies. Sign up with {N1}, {P}.
Science fair¶{N1} won with "Why do magnets lose their power". Congratulations!
PTA minutes¶There: {N1}, {N2}, {N3}. Topic: crossing at Mill Street. Next meeting {d}.
Library¶{F1} {L1} has one overdue book: "The Owl Doctor". Fine $0.40.
Enrollment¶Student {N1}, born {B}, will start in grade 2. Home address {A}. Parent {N2}, {P}.
Spelling test¶Words for Friday: rhythm, cough, stomach, ache, physician, knee, patient.
Snow day¶All schools in {Z} are closed today.
Essay¶{F1}, strong start, but the end bleeds into a new topic. Cut paragraph four. -Mr. {L2}
Yearbook¶Send photos to {E1} by {d}. No filters please.
Homecoming¶King: {N1}. Queen: {N2}. The band was sick.
"""),
("clean marketing mail", "mail", """
{F1}, 20% off ends tonight¶Boots, bags, belts. Use code FALL20. Shop: {W}
Your cart misses you¶Hi {F1}, the linen shirt (M, sand) is still there.
We've moved!¶Find us at [?ad:410 Larkspur Way, Bend, OR [?z:97701]] from Monday. Cake for the first fifty.
The cure for boring lunches¶Five wraps in ten minutes. No stress, no mess.
Meet {F1}, our new head roaster¶She came from [?ad:Oslo] and brought a bean.
Webinar: pain points in B2B pricing¶With {N1} (Acorn) and {N2} (Rook). {d}, {t}.
Spring into fitness¶Join before {d}, first month free. Ask for {F1} at the desk, {P}.
Glow up your skin this winter¶Our cream with shea and honey is back in the 50 ml jar.
You've got 1,240 points¶{F1}, that's a free coffee and then some.
Feedback?¶Rate us and win a bike. Last winner: {N1} from [?ad:Macon].
Mattress week¶Back sleepers, side sleepers, all sleepers: up to $400 off.
Healthy snacks, happy desk¶Almonds, dates and dark chocolate, sent each month. Cancel when you like.
New from our kitchen¶Chicken soup like {F1}'s mom made it. Good for the soul.
Thanks for your order, {N1}¶It ships to {A} by {d}. Questions to [?email:care@shop.example].
Black Friday is here¶Don't panic. Sale runs to Monday.
Clean eyeglasses, clear view¶Cloths 2 for 1, all month.
Our founder's letter¶When I was nine, my uncle {F1} gave me a broken radio. It took me a year to mend. ¶{N2}
"""),
("clean calendar", "mail", """
Invite: 1:1 {F1} / {F2}¶Weekly, Tue 10:30. Dial in {P} pin {k}#
Accepted: Q3 planning¶{N1} has accepted.
Cancelled: lunch with {F1}¶Sorry, let's find a new day.
Reminder: rent due¶Pay {N1} $1,150 by the 1st.
Moved: retro to {d}, {t}¶Room Walnut. Organizer: {E1}
Book club at {F1}'s¶{AS}. Bring a bottle. We read "The Fever Tree" up to page 210.
Car in for oil change¶Ask for {F1}, plate {PLATE}.
Out of office¶I'm away until {d}. For billing write {N2}, {E2}.
Interview: {N1}, backend¶Panel: {N2}, {N3}. Link {W}
Piano lesson {F1}¶Thursdays 4 pm with Mrs. {L2}
Fire drill¶{d} {t}, meet at the oak.
Birthday: {N1}¶Turns 30. Gift idea: that lamp.
Parent teacher conference¶{F1}, slot {t} with Mr. {L2}
Vet for Biscuit¶Carrier is in the attic.
"""),
("clean spanish", "sms", """
Hola {F6}, ya salí, llego en diez minutos
Su paquete {o} llega hoy antes de las 6. Repartidor: {F7}, tel {P}
feliz cumple {f6}!! te mando un abrazo
Promo: 2x1 en zapatos hasta el domingo. Responda BAJA para salir
Me muero de risa con ese video
no hay agua en la calle, avisa a {F6}
Gol de {L6} al 89! Qué dolor para los otros jaja
Su código es {k}. No lo comparta.
{F6}, la junta es a las 4 en [?ad:Calle Norte 12]. Lleve su INE.
quedé con {F6} y {F7} para el cine, vienes?
Sra. {L6}, su coche placas {PLATE} está listo. Taller Hnos. Olmo
Se renta cuarto cerca del metro, informes con {N6} al {P}
Receta de la semana: arroz con leche. Hierva la leche con canela y tenga paciencia.
La maestra {L6} pide que lleven tijeras mañana
Mi nuevo correo es {E6}
Estoy harto del tráfico, me duele hasta el alma
Ya deposité a la cuenta {ACC} a nombre de {N6}
El partido se suspende por lluvia. Próxima fecha {d}.
gracias {f6}, eres un sol
Vote por {N6} este domingo. Pagado por el comité.
Oferta de trabajo: mesero con experiencia, mande CV a {E6}
El doctor Cerebro toca hoy en la Sala Roja, entradas 200 pesos
Entrega en {A}, tocar dos veces, gracias. {F6}
Buenas, ¿todavía vende la bici? soy {F6}
la clave del wifi es gatoverde22
"""),
]
