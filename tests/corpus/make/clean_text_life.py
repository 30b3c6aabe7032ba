"""Clean texts: travel, home, cars, animals, sport, leisure, sky and stars."""
THEMES = {
    "travel": """
{fl} to {city} departs {tm} from gate {gate}. Confirmation {pnr}.
Flight {fl} is delayed to {tm}. Sorry!
Boarding pass for {N}, seat 14C, group {k}, record locator {pnr}
We are boarding all passengers to Paris at gate {gate}
Passport number {passport} must match your ticket, {N}.
Your bag (tag {o6}) is in Charlotte, it will fly to Sydney on {day}
Uber: {n} is arriving in a gray Toyota Camry, plate {plate}
Hotel Santa Rosa: check-in from {tm}, room {rm}, wifi code {o6}
Hi {n}, your room {rm} is ready early
Late checkout {usd}? Reply Y
can we get {k} extra pillows to room {rm} plz
Airbnb host {n} says: key is under the frog, {ad}
Rental car: confirmation {o8}, Ford Escape or similar, return full
Train 91 Silver Star, coach 3, seat 22, {city} to Savannah
Cruise check-in: bring passports, cabin {rm}, dining at {tm}
Travel insurance: trip cancellation covered up to {usd}
Visa appointment at the consulate on {dt} at {tm}, bring form DS-160
TSA PreCheck number? asked {n}
Jet Blue from JFK to San Juan, {usd} round trip
road trip!! {city} -> {city} -> Memphis 🚗💨
Lost my luggage in St. Louis, file ref {o8}, reach me at {ph}
Yellowstone entry {dt}, pass no. {d9}
Campsite {k}, Jordan Lake, {k} nights, firewood {usd}
Vuelo {fl} a Guadalajara sale a las {tm}, puerta {gate}
Hola, soy {es}, llego al hotel como a las {tm}
¿Dónde queda la estación de Santa Bárbara?
MILES UPDATE: {o6} MILES, STATUS GOLD
Seat 3A upgraded. Enjoy the wine!
Heathrow strike ends, doctors of logic say finally
Your Amtrak trip {pnr} was rebooked
Weather may affect travel in Dallas, Denver and Lincoln
Lat {lat}, lon {lon}: parking lot C
The ship's captain of the dead sea tour is {N}
Our guide in Florence was {n}, best ever
Overbooked again, I'm dying here at gate {gate} lol
Paris in May with Charlotte, the dream (the city in NC first 😂)
Virginia Beach condo sleeps {k}, no pets
Visit Carson City, Jackson Hole and Lake Charles in {k} days
Madison to Lincoln is {k} hours by car
Toll invoice {inv}, plate {plate}, {usd}
Global entry interview {dt} {tm} at Austin airport
Ski lift ticket {d9}, valid {dt}
Altitude 11,000 ft: hydrate and go slow on the trail
Hostel bunk {k}, locker {kk}, quiet after 11pm
""",
    "cars": """
{n}, your Subaru is due for service. Book your appointment: {link}
Your oil change appointment is {day} at {tm}. Reply C to confirm.
Inspection done: brake pads 3 mm, tires ok, battery weak. Call {ph}.
VIN {vin}: open recall on the airbag inflator
Is the 2019 Civic still available? VIN {vin}?
Tow truck to {ad}, black Jeep plate {plate}
Parking paid for plate {plate} until {tm}
Citation ⟦?account_number:{d9}⟧: {usd}, plate {plate}, pay in 30 days
Transmission transplant finished, your truck lives again!
Engine's dead. Like dead dead. Jump start did nothing
Diagnosis: bad alternator. Estimate {usd}. Approve? Y/N
Your car's diagnostic shows P0420 and P0171, catalyst below threshold
My check engine light gave code P0300, what does it mean
Shock absorbers replaced, wheels aligned, {usd}
Body shop: your bumper surgery is done, paint {hexc}
Geico claim ⟦?account_number:0{d9}⟧: adjuster {N} will call you from {ph}
State Farm renewal: auto premium {usd}, deductible {usd}
Progressive quote ready, {usd} a month for the F-150
Your proof of car insurance is in the app
Driver {N}, license plate {plate}, dashcam clip at {ms}
Test drive the Ford Escape on {day} with {n}
Harley-Davidson Sportster 883, {kk} miles, runs sick
Dodge Charger vs Dodge Challenger, hp on steroids
Title transfer for {vin} needs a signature from {N}
Supercharger stall {k}B, session {uuid}, {kk} kWh
Bleed the brakes and flush the coolant, {usd}
AAA is on the way to lat {lat} lon {lon}, ETA {kk} min
Emissions test passed
Cita para cambio de aceite el {dia} a las {tm} en el taller
Se murió mi carro en la I-35, necesito grúa, soy {es} {ph}
Car wash club: {usd} monthly, unlimited
Lease ends {dt}; buyout {usd}
DMV: your appointment number is B{o4}, window {k}
Registration of {plate} expires in {mon}
Mileage log: {kk} mi {city}, {kk} mi airport
Carpool: {n} drives Monday, I drive {day}
Tire pressure 32 psi front 35 rear
ABS sensor shot, replacing both
Glass claim ⟦?account_number:{o8}⟧ approved, zero deductible
""",
    "pets": """
{pet}'s vet appointment is {day} at {tm}
Reminder: rabies shot for {pet} is due in {mon}. Call {ph}
{pet} came through surgery great! Pick him up after {tm}
The lump on {pet}'s leg was a benign tumor, says the vet
{pet}'s heartworm test came back negative, prevention refill is at the desk
Your dog {pet} is due for the Bordetella vaccine and a nail trim
Hi {n}, the cat's kidney diet food is in, {usd}
Grooming for {pet} on {dt}: bath, nails, teeth. Owner: {N}
{pet} threw up on the rug again 🤢 should I bring her to the vet
Cat has fleas, dog has ticks, I have no patience
Microchip ⟦?device_id:98514100{o6}1⟧ is registered to {N}, {ph}
Lost dog! Brown lab named {pet}, near {st}, call {ph}
Adoption day: {k} kittens, {k} puppies, all spayed and vaccinated
Barn call: the mare is lame in the left hind, farrier {n} comes {day}
Parrot plucks feathers, avian vet said boredom
Goldfish died, don't tell {n} until tonight
Kennel cough is going around the dog park, keep pups home
Apoquel for {pet} is on sale at the pet shop
Prescription dog food ships with order {ord}
Hip dysplasia is common in German Shepherds, breeders test for it
Pet insurance claim for {pet}: {usd} paid
Dog walker {n} starts {day}, key code {o4}
Puppy class in room {k}, bring treats
Turtle tank 40 gal with heater, {usd}, {city}
Cow with mastitis separated, milk dumped, herd 22
Chickens: avian flu notice, coop them up until {dt}
{pet} swallowed a sock!! emergency vet says xray in the morning
la perrita {pet} ya está vacunada y lista para adopción
Mi gato no come desde ayer, ¿tienen cita para el veterinario el {dia}?
vet bill {usd}, i nearly passed out lmaooo
Bearded dragon, brumation or sick? reptile forum says wait
Sit, stay, heel: six week course for {pet}, {usd}
{pet} is 14 and a bit deaf but still steals socks
Ranch sale: Angus bulls, semen tested, brucellosis free
Horse colic watch tonight, {n} takes the 2am check
Zoo news: gorilla pregnancy confirmed by ultrasound
Penguin chick hatched, heart rate strong, name contest open
Bee hive check: mites low, queen alive
Hamster wheel squeaks, vaseline helped
""",
    "home": """
{n}, your plumber arrives {day} between {tm} and {tm}
Open house {day}: 3 bd 2 ba, ⟦?address:418 Rosewood Ave, Austin, TX⟧, {usd}k
Offer accepted on {ad}! Closing {dt}. Congrats {n}
Rent for unit {k} is due. {usd} to {N}
Roof leak in the master bedroom, tenant {N}, {ph}
Water shutoff {dt} {tm}-{tm} on Maple Dr, sorry
Home insurance covers hail, theft and fire, not floods
Claim on the fence after the storm: file {o8}, adjuster {n}
HVAC tune-up {day}, filter 16x25x1
The AC died at {tm}, it's {temp} in here, I'm melting
Mold test of the crawl space: negative
Radon kit lab results: 2.1 pCi/L, below the action level
Lead paint inspection of the porch on {dt}
Termite infection... infestation, whatever, kill them all
Bleeding heart, foxglove and mint grow well in shade
Rose bushes have black spot, spray {day}
Lawn on steroids after the rain, mow it
Prune the cherry, inject the elm against beetles
Tomato blight symptoms: brown spots, yellow leaves
Garden club meets at {n}'s place, {st}
My ivy is dying what do i do
Key copy for {N}, mailbox {kk}
Alarm triggered at front door, {tm}. Police notified.
Dishwasher E24 error, drain clogged
Handyman wanted: hang a TV, patch a wall. Text {ph}
Movers quote: {usd}, {k} men, one truck, {city} to Dallas
HOA meeting {day} {tm}, agenda: pool, gates, noise
Zillow says {usd}k for the Jackson St duplex
Se renta cuarto en {city}, {usd} al mes, informes {ph}
El plomero llega el {dia}, habla con {es}
Fuga de gas, llame al {ph}
Paint swatches: Heather Moor, Olive Grove, {hexc}, {hexc}
Electric bill {usd} omg who left the dryer on
Power outage affects {kk} homes, crew on site
Meter {o8} reading 0{o4}{k}
Smart lock code for {n} is {o4}
Internet down? Unplug the router, MAC {mac}, wait 30 s
Swimming pool pH 7.4, chlorine 2 ppm, alkalinity 90
Insulation, drywall, paint: job J-{o4} done, invoice {inv}
Kitchen island in Carrara, 84x40, template on {dt}
Couch is free to a good home, {st}
Trash day moves to {day}
Landlord {N} can be reached at {em}
Escrow officer {N}, wire only to account {acct}
""",
    "sport": """
Spin class {day} {tm} is full, you are #{k} on the waitlist
Your gym membership renews {dt}, {usd}
Leg day is killing me 😂 see u at {tm}
Bench PR {kk} kg! coach {n} went nuts
Marathon bib {o4}, corral {k}, start {tm}
5K charity run for cancer research on {dt}, sign up {link}
Walk to end Alzheimer's, {city}, {day}. Teams wanted!
Heart walk fundraiser passed {usd}. Thank you
Pink October game: {firm} gives {usd} to breast cancer awareness
Yoga with {n} moves to room {k}
Pilates reformer intro, {usd}, new clients only
Game on {day}: Jacksonville at Houston, {tm}
⟦name:Hunter⟧ hit a walk-off in the 9th, what a kid. {n} saw it
Sudden death overtime!!! omg
He's on fire tonight, {kk} points
The defense had a heart attack season
Injury time goal in minute 9{k}
Fantasy draft {day} {tm}, password {o4}
Jordan retro drop, {tm}, app only
Golf tee time {tm}, {k} players, cart included
Swim meet heat {k} lane {k}: {N} 58.{o4}
Little league schedule: Rays v Cubs {dt} field {k}
Soccer cleats left at field {k}, ask {n}
Bike tune, true wheels, new chain, {usd}
Karate belt test {dt}, {usd} fee
Climbing wall closed {day} for route setting
Bowling: {n} 188, {n} 142, {n} 97 lol
Partido el {dia} a las {tm}, lleva agua y espinilleras
¡Gooool! {city} gana {k}-0
Ref was blind, and I mean blind
Boxing card: {kk} rounds, doors {tm}
CrossFit WOD: "Grace" 30 clean and jerks for time
WOD "Murph" on Memorial Day
Tennis: 6-4 3-6 7-5, court {k}
Ski patrol hiring, {usd}/h
Austin FC shirts {pct} off
Referee clinic {day}, bring a whistle
Season ticket: sec {rm} row {k} seat {kk}
Trainer {n} here, plan is squats 5x5, press 5x5, row 3x8
Trail run {kk} km, {o4} ft of gain, {dt}
""",
    "leisure": """
Tickets for "House M.D. Live Trivia", {day} {tm}, {usd}
Grey's Anatomy rewatch at {n}'s, bring snacks
Now streaming: The Good Doctor, Scrubs, ER, Nurse ⟦?name:Jackie⟧
Band night: Anthrax, Cancer Bats, The Cure, Poison, The Fray
Song: "Fever" then "Bleeding Love" then "Doctor Doctor"
ADHD playlist for deep work, {kk} tracks
"Sick Puppies" and "Suicidal Tendencies" vinyl in stock, {usd}
Movie {day}: The Fault in Our Stars {tm}, row {k}
Book club reads "The Emperor of All Maladies", ISBN {isbn}
Audiobook: The Bell Jar, {k} h, narrator ⟦?name:Maggie Gyllen⟧
Hospital tycoon: cure {kk} patients with bloaty head to unlock level {k}
Plague Inc. update {ver}: new virus type
Boss fight tip: stack bleed and poison, heal at 30% HP
my healer rage quit, need a medic for raid {day} {tm}
Sims 4: my Sim died of embarrassment lmao
Resident Evil: get the green herb, HP full
Guild bank: {kk} health potions, {kk} mana potions
Cards Against Humanity at {n}'s
Pandemic board game night, bring the Legacy box
Escape room "The Asylum", {k} players, {tm}
Concert in St. Paul, ticket {d9}, doors {tm}
Karaoke: {n} sang Paralyzer and killed it
Comedy: he cracked me up, my sides hurt
that meme has me dead 💀💀
Season finale spoilers: the doctor regenerates
Dr. ⟦?name:Strange⟧, Dr. ⟦?name:Who⟧ and Dr. ⟦?name:Evil⟧ walk into a bar
Doctor ⟦?name:Octopus⟧ figure {usd}, mint in box
Guitar Center: amp repair done, {usd}
Piano tuner {n} comes {dt} {tm}
Museum of anatomy art, free {day}
Photo set: {kk} pics, f/2.8, ISO 400, lat {lat} lon {lon}
Crochet kit "Mabel the Mouse", level easy
Puzzle: 9 letters, "pain in the neck" = NEIGHBOURS
Wordle {o4} 4/6
Película el {dia}: "Todo sobre mi madre", {tm}
Concierto en Monterrey, boleto {d9}
Quinceañera de {es} el {dt}, salón Jardín
Who has the DVD of Psycho
Radio: Morning Madness with ⟦?name:Big Rick⟧ on 99.{k}
Podcast ep {kk}: "Addicted to Email", {kk} min
Lego set {o4}{k} hospital, 1,{o4} pcs, {usd}
Chess: knight fork, then mate in {k}
Drum circle for stress-free Sundays, all welcome
""",
    "sky": """
Cancer: your patience pays off today. Lucky number {kk}.
Virgo: money matters look up. Aries may call.
CANCER (June 21 - July 22): stay home, cook, laugh
Leo in love, Scorpio in debt, Pisces asleep
Mercury retrograde ruins {day}, says my app
New moon in Cancer on {dt}: set intentions
Capricorn rising, Cancer sun, Leo moon, that's me
Weather {city}: {temp}°F, storms, wind {kk} mph
Heat advisory: {temp}F in Phoenix. Check on neighbors.
Flood watch for Jackson County till {tm}
Tornado warning near St. Joseph. Take cover now!
Frost tonight, cover the citrus
Hurricane Ida anniversary, stay prepared
Storm Grace weakens off the Yucatan
Cold front will kill the heat by {day}
Pollen count high: oak {o4}, ragweed low
Air quality index {kk}, moderate
UV index {k}, wear a hat
Snow day! Schools in Lincoln closed
Earthquake M{k}.1 near {lat}, {lon}, depth 9 km
Sunrise {tm}, sunset {tm}, moon {pct}
Marine forecast: seas {k} ft, small craft advisory
Clima en {city}: {temp} grados, lluvia por la tarde
Horóscopo Cáncer: hoy es tu día, número {kk}
Virgo, evita discusiones este {dia}
Meteor shower peaks {dt} at {tm}
Fire weather: red flag in Reno, {kk} mph gusts
River stage 12.{k} ft at Cape Girardeau
Barometer 29.{kk} and falling
Ice on I-94 near Eau Claire, {k} crashes
Tarot pull: Death, reversed. means change, chill
Gemini season starts May {kk}
""",
}
