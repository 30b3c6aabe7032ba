"""Clean texts: codes, orders, parcels, money, shops, food."""
THEMES = {
    "codes": """
Your Acme verification code is {o6}. It expires in 10 minutes. Never share it.
{o6} is your login code
<#> {o6} is your Lyftly code. {sha}
G-{o6} is your verification code.
Use {o4} to verify your number. If you did not ask for this, ignore this message.
Hi {n}, your one-time passcode is {o6}. Our staff will never ask for it.
Su código de verificación es {o6}. No lo comparta con nadie.
Tu codigo {o4} vence en 5 minutos
Code: {o6}\\n\\n@shop.example.com #{o6}
SECURITY ALERT: someone signed in to your account from {city}. Was it you? Reply YES or NO
We noticed a new sign-in for {em} on a Windows device from {ip}.
Password for {em} was changed at {tm}. Not you? Call {toll}.
Your backup codes: {o8}, {o8}, {o8}, {o8}. Keep them somewhere safe.
Two-factor authentication is now on for {em}
{n}, your PIN was reset. New PIN letters arrive within {k} business days.
yo whats the code for the gate again?? i typed {o4} n it said no
the wifi pw is "grace&mercy{o4}" lol
Door code {o4}# works from {tm} on {dt}. Lockbox is on the left rail.
Enter {o4} on the keypad, then press the green key. Alarm arms after 60 seconds.
Voice code: {o6}. I repeat: {o6}. Goodbye.
Session {uuid} expired. Log in again.
Token rotated at {epoch}; old token dies in 24 h
Verify your email {em} by tapping {link}
Your Chase-style demo bank code is {o8}. Do not give it to anyone who calls you.
Magic link for {em}: {link} (valid 15 min)
Confirm the transfer of {usd} with code {o6}
Did you try to log in from an iPhone near {city} at {tm}? 1 = yes, 2 = no
Too many attempts. Your account is locked for {kk} minutes.
ACCOUNT LOCKED!!! CALL {toll} NOW OR LOSE ACCESS
Reply with the last 4 digits of the card on file to continue
Recovery phone ending in {o4} was added to your profile
Passkey created on MacBook Pro. If this wasn't you, visit {link}
Your Hunter Ed course login code is {o6}
⟦name:Bill⟧, is that you? Enter {o6} to unlock Bill Pay.
Enter the 9-digit access number {d9} followed by pound.
Webinar PIN {d9}, no password needed
""",
    "orders": """
Thanks {n}! Order {ord} is confirmed. We'll text you when it ships.
Your order {ord} shipped via UPS: {ups}. Arrives {day}.
USPS tracking {usps} shows your package is out for delivery in {city}.
FedEx {fedex}: delivery attempted at {tm}, nobody was home.
Package for {N} left at front door, {ad}
Hi {n}, we could not find {st}. Can you send us the unit number?
Order {ord} is on hold because the billing ZIP {zip} does not match your card.
PO {po} received. Lead time is {k} weeks.
ur package {ups} is stuck in {city} smh 😩
where is my order {ord}??? its been {k} weeks and nobody answers {em}
I ordered {k} and got {k}. Tracking number {fedex}. Please fix or refund {usd}
Tu pedido {ord} va en camino, llega el {dia}
Hola {es}, tu paquete con guía {fedex} fue entregado a las {tm}
Mi pedido {ord} no ha llegado y ya es {dia}. Me llamo {ES}, mi cel es {ph}
ORDER {ord} CANCELLED. REFUND OF {usd} IN {k} BUSINESS DAYS.
Item {sku} is backordered until {mon}.
Back in stock: Rose Gold lamp, SKU {sku}, only {k} left
EAN {ean} scanned, qty {k}, bin B-{o4}
Return label created for order {ord}: {usps}
Your return was received in good condition. {usd} goes back to the Visa ending in {o4}.
Curbside order {ord} is ready! Park in spot {k} and reply HERE.
here, blue honda, spot {k}, last name {L}
here for pickup order {ord}
Substitution: Halls honey candy replaced with Halls lemon candy, ok? Order {ord}
Your Dial soap 12-pack and Soma water filter shipped today ({ups}).
Driver {n} is {k} stops away. Track: {link}
Delivery instructions: leave with {n} at {st}, gate code {o4}
Freight: pallet {k} of {k}, BOL {d9}, dock {k}, driver cell {ph}
Container MSKU{o6}{k} discharged at Long Beach on {dt}
Customs needs an invoice for shipment {fedex}; commodity: ceramic mugs
Can I change the address on {ord} to {ad}? Thx, {n}
Please deliver to our store on ⟦?address:2200 Martin Luther King Blvd, Dallas, TX⟧, rear entrance
The Ben & Jerry's freezer for order {ord} will arrive {day} between {tm} and {tm}
We shipped your {firm} gift card in a plain envelope
Your parts for the John Deere mower (PO {po}) are at the counter
Good news! The Charlotte sofa in Madison gray is ready for delivery {dt}
Sorry! Jordan size 11 is sold out; we have Jordan size 10.5 or 12 for {usd}.
order_id {d9}, tracking {fedex}, zone 5, 2.4 lb
Weight 3 lb 4 oz, dims 12x9x4, zone 7, service Ground Advantage, label {usps}
3rd party seller shipped to the wrong house AGAIN. i live at {ad} not next door
Rate your delivery 1-5
5 stars, driver was super kind, he even moved it away from the rain
Preorder of "The Sims: Hospital Days" charged: {usd}
Your monthly coffee box skips {mon} as you asked
Heads up: the cat tree weighs {kk} lb, you'll want a second pair of hands
Gift note: Happy birthday {n}! love, {n}
For {N} c/o {N}, {ad}. Signature required.
""",
    "money": """
Alert: {usd} spent at {firm} with card ending {o4} on {dt}.
Your available balance is {usd}. Acct ...{o4}
Direct deposit of {usd} from ACME PAYROLL posted to checking x{o4}
{n} sent you {usd} on PayFriend: "tacos 🌮"
Zelle payment of {usd} to {N} ({ph}) is pending.
Fraud alert: did you try {usd} at {firm} in {city}? Reply YES or NO.
Invoice {inv} for {usd} is due {dt}. Pay at {link}
Invoice {inv} is overdue. Please remit to account {acct}, routing {aba}.
Wire to: {N}, account number {acct}, ABA {aba}, reference {inv}
pls charge my card {card} exp 09/28 cvv {o4}, name on card {N}
my new card number is {card}
Autopay is set for the {k}th of every month from account {acct}
Your Bill Pay to City Water, customer account no. {acct}, was sent on {dt}.
Receipt {inv}: 2 x latte 9.50, 1 x scone 3.75, tax 1.09, total 14.34. Thanks for coming!
Tip of {usd} added. Merci!
Your credit score changed by {k} points this month
Mortgage statement ready. Escrow shortage of {usd}.
HELOC rates drop to {k}.25% APR. Talk to {n} at {ph}.
Will Chase waive the fee if I keep {usd} in there?
Wells Fargo branch on Washington St closes at {tm} {day}
Morgan Stanley webinar: bonds in a sick market, {day} {tm}
ATM withdrawal {usd}, terminal {o6}, seq {o4}
Overdraft! Your balance is -{usd}. Fees bleed you dry, we don't.
The market is on steroids today, S&P up {k}%
Inflation is killing us, rent up {pct}
Tax time: your 1099-INT for account ending {o4} is ready
W-2 for {N} was mailed to {ad}
Form 1095 is not needed for this loan application
Your car loan payoff is {usd} good through {dt}
Expense report ER-{o6} approved by {N}
Payroll cutoff is {day} at {tm}, submit your hours
You earned {kk} points at Macy's! Worth {usd}
Your dispute (case {o8}) was resolved in your favor.
Su pago de {usd} fue recibido. Gracias por su preferencia.
Le debes {usd} a {es} de la quiniela jaja
Recibo {inv}: {usd}. Llame al {ph} si tiene preguntas.
Deposit hold: check {o4} from {N} for {usd} clears {dt}
Bitcoin hits ${o6}? heart attack when I saw my wallet lol
Crypto withdrawal to 0x{sha}{sha} confirmed, {k} of 12 blocks
IBAN ⟦account_number:DE89 3704 0044 0532 0130 00⟧ belongs to our Berlin office
Statement for {mon}: {kk} transactions, {usd} in, {usd} out
I saw the bill and nearly had a stroke 😂 {usd} for sushi??
Donation receipt: {usd} to the Animal Shelter of {city}. No goods were given in return.
Refund of {usd} to card {card} failed, code 05
Student loan servicer changed. New account number: {acct}
Venmo me {usd} for the Uber ⟦?account_number:@lucky-{o4}⟧
Fed holds rates; analysts see symptoms of a slowdown
Bank holiday {day}: branches closed, app works
Bring two forms of ID to your appointment with a banker at the Madison branch on {day} at {tm}
""",
    "retail": """
FLASH SALE: 40% off everything at {firm} till midnight! Reply STOP to opt out
Sick deals 🔥 {pct} off sneakers, they're killing it
Our prices are insane! Crazy {firm} weekend in {city}
BOGO on Ivory, Dial and Dove soap this week
Dr. Scholl's insoles and Dr. Martens boots, both {pct} off
New in: Heather gray hoodie, Sienna scarf, Violet mug
The Grace dress is back in Rose, Ivory and Olive
Meet Hunter, our greenest rain boot. {usd}
Sonata watch for men, brown strap, {usd}, {k} left
Plan B Skateboards deck 8.25 in, {usd}
Virgo & Cancer zodiac necklaces are here, birthstone included
Tide stick: kills stains, not colors
Vitamin C serum 30 ml, hyaluronic acid, fragrance free, {usd}
Melatonin gummies for the whole shelf: new display in aisle {k}
Whey protein, creatine, zinc: supplement shelf restocked, SKU {sku}
Product page: Omega-3 fish oil 1000 mg, 120 softgels. Serving size 2. EAN {ean}
Sunscreen SPF 50 is buy 2 get 1 free till {dt}
Retinol night cream launch! Be the first, {link}
Cruelty-free mascara that won't make you cry
Anti-aging is out. Glow is in. Shop Mary Kay with {n}: {ph}
Paint of the month: Sherwin-Williams Sea Salt, hex {hexc}
Burn wood, not money: stoves {pct} off
Mattress of the year: Casper? Purple? Sleep on it 100 nights
Your wishlist item dropped to {usd}
{n}, your cart misses you. {usd} and free shipping till {tm}.
Happy birthday {n}! Here's {pct} off, code BDAY{o4}
We miss you! Come back for {usd} off
Store hours: {firm} in {city} is open {tm} to {tm} on {day}
Gift registry of {N} and {N} has {k} new items
Is the {sku} in stock at your Jackson store?
do u have this in a medium or nah
I bought a blender, broke after {k} days. Order under {em}. Rage level: 9000
Size chart: S {kk} cm, M {kk} cm, L {kk} cm
Coupon MAY{o4} valid in May only
Ugg, Vans, Levi's: doorbusters from {tm}
My store credit is under {ph}, last name {L}
Warranty claim ⟦?account_number:{o8}⟧ for the toaster is approved
We sell Carter's, OshKosh and Gerber baby clothes in {city}
The pill-free sweater that stays soft for years
Depression glass and other antiques, {day} only, ⟦?address:14 Main St⟧
Shot glasses, set of {k}, dishwasher safe
Crutch phrases mug: "per my last email"
ER: Extra Roomy jeans are back
Rx for boredom: a new puzzle every month
The doctor is in! ⟦?name:Lucy⟧'s 5 cents stand play set {usd}
Operation board game, tweezers included, {usd}
STD shipping 3-5 days, EXP shipping next day
Hospital corner fitted sheets, queen, {usd}
Please rate our staff: {n} at checkout {k} was awesome
Tienda abierta de {tm} a {tm}. Descuentos de hasta {pct}
Ya llegaron las piñatas, pregunta por {es} en el {ph}
""",
    "food": """
Table for {k} at {tm} on {day} under {L}, reply C to confirm
Your table is ready at Joe's Crab Shack! You have 5 minutes.
Hi {n}, running {kk} min late for our dinner reservation
Menu: Caesar salad, Johnny cakes, Shirley Temple, Bloody Mary, Eggs Benedict
Can we get the Reuben without onions and one Arnold Palmer
DoorDash order: 1 General Tso's chicken, 2 spring rolls, 1 Dr Pepper
any nut free cupcakes for the class party? about {kk} kids
Grandma's recipe: 2 cups flour, 1 tsp baking soda, pinch of salt, bake {kk} min at 350
Inject the turkey with butter brine, then rest it overnight
Let the steak rest {k} min after surgery with that dull knife 😂
Cure the salmon with salt, sugar and dill for 48 hours
Bleed the excess oil, then fold in the egg whites
Kombucha culture and sourdough starter workshop, {day} {tm}
Nutrition facts: serving 55 g, calories {kk}, total fat 8 g, sodium 160 mg, total carb 37 g, protein 3 g
Contains: wheat, milk, soy. Made in a plant that handles peanuts.
Cafe menu allergen list: gluten, dairy, tree nuts, sesame, shellfish
Coffee of the day: Santa Rosa, notes of cocoa and orange
Double shot, oat milk, no syrup, name for the cup is {n}
Death by chocolate cake serves {kk}, {usd}
Heart attack burger challenge: eat {k} patties, get a shirt
Wings so hot they should be illegal. Ghost pepper pain guaranteed
The hangover brunch: bottomless mimosas {day} {tm}
Catering for {kk} on {dt}, deliver to {ad}, contact {N} {ph}
Pizza {ord}: large pepperoni, half olives. Driver {n} left at {tm}
Your Papa John's order is in the oven
Crack pie is now called Milk Bar pie
Our chef {N} cooks at the Austin Food Fair on {day}
Inspector found no rats. Kitchen grade A!
Bring salsa verde y tortillas pa la carne asada el {dia}
¿A qué hora abren el {dia}? Somos {k} personas
Mesa para {k} a nombre de {ES}, {tm}
Receta: 500 g de masa, una cucharada de sal, hornear 40 minutos
Quiero dos órdenes de tacos al pastor y una horchata porfa
We ran out of Ben & Jerry's Cherry Garcia, is Phish Food ok?
Happy hour at St. James Gate till {tm}
Farm box: kale, beets, heirloom tomatoes, rosemary, one melon
Wine club: Cabernet from Napa, Syrah from Paso Robles, ships {dt}
Bartender wanted at Murphy's, ask for {n}
Whole30 meal kit: {k} dinners, {usd}
Sugar-free, low-carb, high-fiber bread, baked {day}
Is the ginger soup vegan
Chicken was raw in the middle. I want {usd} back. {N}, {ph}
lol i'd kill for some pho rn
Best tamales in El Paso hands down
Yeast is dead, dough did not rise, baker is crying
Green tea detox sale, {pct} off the whole line
Keto cookbook by ⟦?name:Ann Stoveman⟧, ISBN {isbn}
""",
}
