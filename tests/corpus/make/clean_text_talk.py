"""Clean texts: how people talk, names that are words, places that are persons, Spanish, typing errors, capitals, bare numbers."""
THEMES = {
    "idioms": """
This traffic is killing me
sick deal bro!!
Nearly had a heart attack when I saw the price of eggs
I'm allergic to Mondays
You crack me up 😂
That new burger is like a taco on steroids
Don't be so OCD about the napkins lol
He's a pain in the neck but he pays on time
A shot in the dark: is the office in {city}?
My phone is dead, call {n} at {ph}
Break a leg tonight {n}!!
I'm dying to see {city}
She's the bomb, total adrenaline junkie
addicted to this show, {k} episodes last night
That's a bitter pill for the Jets
We have Friday fever, doors at {tm}
Blind luck, pure blind luck
The printer has a mind of its own, possibly demonic
Doctor the numbers and you're fired
A taste of his own medicine, finally lost at poker
Laughter is the best medicine, comedy night {day}
An apple a day keeps the doctor away, orchard opens {mon}
Rub salt in the wound why don't you
It's contagious, everybody wants the same sneakers
Cabin fever! let's drive to St. Pete
I have zero patience for hold music
what the doctor ordered: tacos
He's allergic to hard work
Love is blind, so is your ref
my bank account needs life support
That meeting drained my will to live
This group chat is toxic, muting till {day}
Fit as a fiddle, that old Corolla
Healthy competition between {firm} and the rest
The plot has more holes than a junkie's sofa
brain fart, what was the address of the bar
Baby fever: look at these tiny sneakers
Her speech gave me goosebumps
green with envy, your kitchen is gorgeous
I'm sick and tired of robocalls, remove {ph}
Bite the bullet and buy it
Bad case of the Mondays
A heart of gold, that {n}
Cold feet about the new lease
Itching to play Zelda
Wake up call at {tm}, room {rm}
a sight for sore eyes, that paycheck
A dose of reality: rent is due
It's a no-brainer
The website gives me a headache
choking on these prices 💀
his ego is terminal
that plot twist gave me whiplash
""",
    "names_words": """
Will ⟦name:Will⟧ bring the grill? asks {n}
May I come in May or is June better?
Mark the date, mark your calendar, mark it down
Bill me later, and send the bill to billing
Grace period ends {dt}
Say grace before dinner
A rose is a rose, {usd} a dozen
Chase bank, chase scene, paper chase
Hunter green or forest green?
Jordan (the country) visa rules changed
Paris, Texas is {k} hours away
Sydney Opera House tickets, {usd}
Austin or Dallas for the off-site?
Charlotte Hornets vs Houston Rockets {tm}
Madison Square Garden, gate {k}
Savannah cats and siamese cats
Brooklyn pizza beats Chicago
Virginia is for lovers
Georgia on my mind, peach season
Carolina blue paint, {hexc}
Rich, Frank and Earnest: three adjectives
Frank's RedHot, {usd}
Jack of all trades, {usd}/h
Ray of hope for the Rays
Art class by the pier
Don your mask, Zorro party {day}
Drew a line in the sand
Sue them? Not worth it
Pat the dough dry
Rob a bank? in GTA only
Joy to the world, choir at {tm}
Faith, hope and love, sermon at {tm}
Hope you are fine
Summer sale, autumn colors, april showers
Dawn dish soap is safe for ducks
Ivy League, holly wreath, jasmine tea, ginger ale
Ruby on Rails, Pearl harbor, Crystal Lake, Amber alert
Penny stocks and nickel plating
Miles to go, Cash on delivery, Max speed 55
Stone, Brown, Green, Black: paint chips {hexc}
Baker, Miller, Cook and Carpenter wanted for the ren fair
Price, Page and Banks
Long story short, Young people, Small print, Rice and beans
Bishop takes knight, King me, Marshall amps
Carter's Carwash at Ford City Mall
Cancel Christian Louboutin order
Alexa, play the Eagles
hey siri call mom
ok google what time is it in Santiago
Jasper National Park, Logan airport, O'Hare delays
Denver omelette, Boston creme, Philly steak
Dear Customer, dear neighbor, dear Santa
Dr Pepper, Mr Clean, Mrs Fields, Miss Vickie's
Miss you, {n}!
Mike's Hard Lemonade at the mic check
Harper's Bazaar and Oliver Peoples shades
Victor mouse traps, Oscar Mayer, Jimmy Dean
Tiffany blue, Morgan horse, Shirley temple ice
Kelly green jersey, Stanley cup (the mug)
St. Paul, St. George, St. Augustine: road trip
San Jose Sharks, San Antonio Spurs, Santa Ana winds
""",
    "family": """
hey mom, landed safe
{n} said you're bringing the potato salad
Happy birthday {n}!! 🎂🎉
Can you pick {n} up from soccer at {tm}
{n} and {n} are getting married {dt}!
Baby shower for {N} {day} {tm}, {ad}
Grandpa {n} turns ⟦age_over_89:94⟧ on {day}, cake at {tm}
Come over, {st}, code {o4}
My new number is {ph} - {n}
Who has {n}'s email? I have {em}
Is this {n}? Sorry wrong number
{n} (landlord) called about the rent
ask {low} if he wants pizza
{low} n {low} r coming too, bring chairs
Tell {N} the kids are with me
From {N}: meet at the fountain {tm}
The ⟦?name:Smiths⟧ moved; new place is {ad}
Wedding RSVP: {N} + 1, chicken
Funeral home flowers? no, prom flowers! {usd}
Sitter {n} can do {day}, {usd}/h
Roommate {n} ate my leftovers AGAIN
{n}'s graduation is {dt}, wear blue
Dinner w/ {n} & {n} @ {tm}
Thx {n}, you're a lifesaver
Love you, good night 😘
omw, {k} min
did u feed {pet}
Dad's toolbox is in the garage, left shelf
Reunion of the {L} family, {city}, {dt}
{n}, ur DOB on the ticket is {dob}, right?
Call your brother. {ph}
The neighbors at {st} are selling
I parked by {n}'s truck, plate {plate}
Aunt {n} makes the best pie
Uncle {n} fixed the boat
Santa wants a list, {n}
{n} wrote to Santa, wants a drum kit
""",
    "spanish": """
Buenos días, ¿ya abrieron?
Hola {es}, soy {ES} del taller, su carro está listo
Le recordamos su cita en la peluquería el {dia} a las {tm}
Su cita con el banco es el {dt}, traiga identificación
Feliz cumpleaños {es} 🎈
¿Me puedes llamar al {ph}?
Mi dirección es {ad}
Mi correo es {em}, gracias
Nos vemos el {dia} en casa de {es}
Me muero de risa 😂
Estoy harto de este tráfico, me va a dar algo
Qué dolor de cabeza este trámite
Gol de último minuto, casi me da un infarto
Mañana no hay clases, avísale a {es}
El {dia} de {mes} empieza la liga
Oferta: 2x1 en pollo asado, solo {dia}
Vendo lavadora, {usd}, tratar con {es} al {ph}
Gracias por su compra, folio {d9}
Factura {inv} por {usd} vencida
Responda SI para confirmar o NO para cancelar
Su paquete llega entre {tm} y {tm}
La reunión es en la calle Ignacio Zaragoza, frente al parque
⟦name:Rosa⟧ compró rosas... digo, ⟦name:Rosa⟧ trajo las flores
Dolores es un pueblo de Guanajuato
Consuelo de muchos, consuelo de tontos
Ángeles 3, Dodgers {k}
¿Cuánto cuesta el boleto a San Luis?
Abrimos en Semana Santa de {tm} a {tm}
El seguro del carro vence en {mes}
Salud! brindemos por {es}
Sana sana colita de rana jaja
Estoy crudo... no, el pollo está crudo
Cáncer, Leo y Virgo: su horóscopo de {mes}
Curso de inglés gratis, informes con {ES}
Pásame la receta del mole, {es}
Firma del contrato el {dt}, notaría {kk}
Licencia de manejo lista para recoger
La luz se fue en toda la colonia
Mande su comprobante a {em}
Está cañón el calor, {temp} grados
""",
    "spanglish": """
hey {es}, ya llegaste o still on the road?
parkea la troca by the dumpster pls
te llamo pa' tras at {tm}
vamos al mall el {dia}, my treat
Gracias for your order, listo en 20 min
el wifi no jala, can u send a tech to {st}?
no manches I forgot the keys lol
lonche at {tm}? bring tortillas
my abuela {es} made tamales, come over
feliz friday mi gente
la renta is due el {dt}
un raite to work? {n} can't drive today
ya mero, like {k} min más
checa tu email {em} porfa
OMG qué padre your new carro
janguear con {es} tonight?
Mándame el address: is it {st}?
te mando un zelle, {usd} ok?
vato owes me {usd} still
el manager se llama {N}, ask for him
""",
    "typos": """
wherr is my oder {ord}
i nver got teh pakage, adress is {ad}
plz cal me bck {ph} tnx
heyyy {low} wyd tn
cn u reschdule the plummer to {day}
tickes 4 sat r sold owt 😭
thnk u so mcuh!!! 🙏🙏
ths app is gabage cant loggin
my emial is {em} not the oher one
lol k
👍
🔥🔥🔥 {pct} off
STOP
UNSUBSCRIBE
hlep
yess!! confirm
No thx
who dis
new phone who dis, im {low}
recieved but teh color is wrng
kan i pay in catch... cash i mean
u up? gym @ {tm}
thier driver was rood
it's n0t w0rking
gr8 svc, {low} at the desk rocks
can u turn teh music downnn apt {k}
srry rong person
omg tysm 💅✨
idk idc ngl that movie was mid
brb battery dyin
""",
    "caps": """
FINAL NOTICE: PAY {usd} OR SERVICE STOPS {dt}
DEAR {U}, YOUR STATEMENT IS READY
WHERE IS MY REFUND
CALL ME BACK AT {ph} ASAP - {U}
GAME DAY!!! LET'S GO DALLAS
WILL CALL TICKETS AT WINDOW {k}
SALE ENDS SUNDAY AT MACY'S
PLEASE DO NOT REPLY TO THIS MESSAGE
TRUCK {k} LEFT {city} AT {tm}
NO PARKING MAY 3 TO MAY 5
SHIP TO: {U}, {ad}
HAPPY NEW YEAR FROM ALL OF US
I SAID NO ONIONS
DISPATCH: UNIT {kk} TO GRACE AND HUNTER STREETS
TEST TEST TEST
PIN {o4} VOID AFTER {dt}
BOIL WATER NOTICE LIFTED
SCHOOL LUNCH: FISH, RICE, PEAS
POWER RESTORED TO ST LOUIS COUNTY
CODE BLUE CHEESE RECALLED, LOT {o6}
RESULTS ARE IN: BEST TACOS {city}
ROSE BOWL PARADE ROUTE CLOSED
VIRGO SEASON IS HERE
STAT: {k} GOALS, {k} ASSISTS
""",
    "numbers": """
tracking_number={fedex} zip_code_prefix=481 po_number={d9}
Case {d9}
Ref: {o8}
Lot {o6}, exp {dt}
Part no. {sku} replaces {sku}
ISBN {isbn} or EAN {ean}
Epoch {epoch}, millis {ms}
Build {ver4}, commit {sha}
Score 24-17, 3rd & 8 at the 41
Batch of 10, pH 5.4, 72 F, 3 days
Blend 70/30, ratio 120/80, gear 42/28
Resistor 99283, capacitor 99213 pF
Model A1C-200 pump for fish tanks
Route I10, exit E11, gate J45
Seat F32, row G43, section M54
Room E11.9 is upstairs
Bus K21 to Z00 lot
Version 10 to 11 of the schema, J18 layer
Product 0002-8215-01 is a hex bolt, box of {kk}
Area 51, Route 66, WD-40, 7UP, 3M, F-150
Paint {hexc} or {hexc}
lat {lat}, lon {lon}
Serial ⟦?device_id:4CE{o6}7⟧, warranty to {dt}
IMEI-like id {imei} is a shelf barcode
Lottery 04 11 19 {kk} 48 bonus {k}
Dimensions 555 x 123 x 4567 mm
Extension {o4}, then press {k}
Math: 219-09 = 210
Temperature setpoint {temp}.5
SWIFT message MT103, field 20: {inv}
Flight level 350, squawk {o4}
CAS 7732-18-5 is water
UN1203 gasoline placard
Container {k} of {kk}, seal {o6}
Raffle {d9} wins a bike!
Gene of the Sim: BRCA-2 skin pack
Bolt M8x1.25, torque 25 Nm
Postcode SW1A 1AA London shop
Tax code 1257L on the form
Doc 10-Q, 8-K, S-1 filed
""",
    "places": """
Meet at ⟦?address:500 Martin Luther King Jr Blvd⟧, the coffee shop
Our shop at ⟦?address:77 St. Charles Ave, New Orleans, LA 70130⟧ reopens {day}
Lincoln Park Zoo entrance, {tm}
Jackson Square, then Lafayette cemetery tour {tm}
George Washington Bridge: {kk} min delay
John Hancock Center lobby
Lake Charles ferry at {tm}
Carnegie Hall, section {k}
Grand Rapids to St. Joseph by bus {kk}
JFK, Logan, O'Hare and Reagan all delayed
Cesar Chavez Ave detour
Houston St exit closed
Fort Worth Stockyards {day}
Eugene, Oregon; Helena, Montana; Pierre, South Dakota
Santa Monica Pier, {tm}
Rochester, Mayo sandwich shop, {tm}
Alexandria library, 2nd floor
Elizabeth Street garden concert
Francisville market {day} {tm}
Victoria BC ferry {usd}
Martha's Vineyard cottage {usd}
Johnston County fair, gate {k}
Cleveland Clinic Drive is closed for a film crew
Hospital Road and 5th, turn left at the bakery
Pharmacy Lofts, unit {k}: 1 bd, {usd}
Surgeon Bay... Sturgeon Bay cherry fest
Medicine Hat, Alberta: {temp} degrees
Truth or Consequences NM, hot springs hotel
Asheville, Nashville or Knoxville for the bachelorette
""",
}
