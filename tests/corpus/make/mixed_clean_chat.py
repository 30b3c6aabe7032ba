"""Texts without health information: support chats, calls, tickets, office talk. Written for this set; see `mixed.py`."""

TEXTS = [
("clean support chat", "chat", """
Hi, my order {o} says delivered but nothing is here.
Agent: Hello, this is {F1}. How can I help?¶Visitor: the app keeps logging me out
Can you change the name on my account from {N1} to {N2}? I got married.
I was charged twice on {d}, $29.99 each. Card ends in 4471.
please cancel my subscription, I never use it
Where is my refund? Ticket {o}. You said 5 days. It's been 12.
The screen is cracked and it bleeds a purple colour down the side.
my kid bought 400 gems, can that be undone?? account {E1}
Visitor: is there a human there¶Bot: I'm [?n:Pip], your helper. Type "agent" for a person.¶Visitor: agent
I can't get the code, my new phone is {P}
Thank you {F1}, you were very patient with me!
Sorry you feel that way, {F1}. Let me look at it for you.
The tracking number 1Z{o} doesn't work.
Do you ship to {Z}? And what does it cost?
How do I export my contacts as CSV?
Your driver left it at {AS}. That's my neighbour {N1}!
I typed the wrong e-mail, it's {E1} not {E2}.
Agent: Could you read me the serial number on the back?¶Customer: SN [?device_id:8841-KX-2207]¶Agent: And the model?¶Customer: HX 400
The treadmill belt squeaks. Bought {d}, under warranty?
The chat widget has been "connecting" for ten minutes. Is it dead?
Please remove {N1} from our plan, she left the company.
Does this jacket run small? I'm a 40 long.
Customer: I'd like to speak to a manager¶Agent: That would be {N1}, one moment
refund to {CC} please, the other card is gone
Can I pay by bank? Routing {ABA}, account {ACC}.
We're sorry for the pain this has caused. A credit of $10 is on its way.
I forgot my password and no longer own {E1}.
The invoice should say {N1}, {A}, not my firm.
I have the app on v5.2.1, iOS 17.4, it crashes at the map
Your promo code WELL10 isn't valid. Tried it 3 times.
Agent: is there anything else?¶Customer: no that's all, thanks {F1}
Where's my driver, he's been on {AS} for 20 min. plate {PLATE}?
can i add {f1} as a second user? her mail is {E1}
I'd like a copy of all data you hold on me. {N1}, {E1}, {B}
Why is the doctor's bag set out of stock? It's for my son's birthday, he's 5.
Delivered to the wrong flat again. It's {A}. Buzzer {L1}.
Do you have gift cards? For {F1}, $50, thanks
the hot tub heater shows error E3, cold as ice
The pills in my keyboard cover, I mean the little rubber bits, came off.
which plan includes the API? We're five people
How can I block {PI}? It rings every night.
Agent: I've sent a link to {E1}.¶Visitor: got it!
Two factor is on but my old number was {P} and it's gone
your site thinks my birthday is {B}. it's not a valid date apparently??
Is {N1} still my account manager? She was great.
please don't call {P} again. remove it.
The sofa is fine. The delivery men, {F1} and {F2}, were great.
Package weighs 12.5 kg, 40x30x30. What's the price to {Z}?
the parrot toy broke. the parrot is fine
Card declined: 05 do not honor. What now?
"""),
("clean call transcript", "call", """
hi thanks for calling harbor cable this is {f1}¶yeah hi um the internet's been out since like noon¶okay what's the zip code there¶{Z}
so uh I I booked the wrong day I need the nineteenth not the ninth¶no problem who's it under¶{n1}
can you spell that for me¶sure it's [?n:K as in kite, O, V, A, C, S]¶[name:Kovacs] got it
your balance is forty one dollars and twelve cents¶okay can I pay with a card¶go ahead¶{CC}
leave a message after the tone¶hey {f1} it's {f2} call me back when you get this um yeah bye
what's the best number¶uh {P}¶and that's a cell¶yes
so the truck is at [address:nine oh four sycamore bend] right now and nobody's answering the door
we're all just waiting on the part, it should be like two weeks, sorry about that
and the the plate on the car¶um {PLATE}¶that's the grey one¶yeah
this call may be recorded for quality¶press one for sales two for service
I'd like to book a table for six at eight under {l1}¶for tonight¶yes please
so {f1} um you have seven years in sales right¶right, first at acorn and then um at rook
good evening I'm doing a survey it takes two minutes¶no thanks bye
the washer makes this horrible noise like it's in pain¶haha okay what model
okay mister {l1} I see you're calling from {P} is that right¶yeah
hello? hello? you're breaking up¶sorry I'm in a tunnel
Your email is {E1}, right?¶That's it.¶Great, I'll send the quote.
and who should I send the invoice to¶{n1} in accounts she's at {E1}
I want to close the account um number {ACC}¶can I ask why¶I'm moving
uh my daughter {f1} did a science project on volcanoes and your kit was missing the, the red stuff
can I get your date of birth to verify¶{B}¶thank you {f1}
this is {n1} with the county, your library card's ready
"""),
("clean office chat", "chat", """
morning! standup in 5
@{f1} can you review my PR? it's tiny
{F1} is out today, {F2} covers support
deploy is green, going for lunch
who broke main? 😭
Let's do a post mortem on Friday, {F1} to write it up
That meeting could have been an email
new hire {N1} starts Monday, desk 14, say hi!
the client wants it by {d}, can we? I'd say no
{N1} from Acorn called, call back {P}
I'm allergic to that font
Pls send {N1} the contract, {E1}
expense report: taxi 41.20, lunch 18.00, parking 6.00
Who took my yogurt. You know who you are.
Sales call went well. They hurt on reporting, that's our way in.
lease for {A} is signed!! we move in May
can someone give {F1} access to the repo
+1
shipping it 🚀
Kudos to {N1} and {N2} for the weekend work
budget is tight, we have to cut the fat
{F1} won the raffle: the big plant
Visitor at the desk for {F1}: {N2}, plate {PLATE}
I'll be the surgeon and cut that file in two
the vendor's contact is {N1}, {P}, {E1}
healthy pipeline this quarter, 3.2x coverage
Guest wifi: otter-{k}
parking lot light is on: grey Civic {PLATE}
Numbers for Q3: 1,204 new, 88 lost, 4.1% churn
lunch order: {F1} no onions, {F2} extra rice, {F3} nothing
"""),
("clean form", "post", """
I would like a quote for a fence, about 80 feet, at {A}. {N1}, {P}
Hi, I'm {N1}, a student at the college, and I'd like to interview your founder for our paper. {E1}
Do you rent the hall on Sundays? For 60 people.
Job application: {N1}, born {B}. Three years as a welder. Call {P}.
Please add me to the mailing list: {E1}
Love what you do! Keep it up.
Your page 404s when I click "Prices"
Press request: {N1}, The Daily Plume, deadline {d}.
We want to adopt Biscuit! We have a yard and a calm old cat. {N1}, {AS}
Complaint: the bins on {AS} were not emptied on {d}.
RSVP yes, two persons, {N1} and {N2}, one vegetarian
Lost: brown leather wallet near the station, license of {N1} ({DL}) in it. {P}
Selling: 2014 Accord, VIN {VIN}, 88k mi, $7,900, ask for {F1}
My team would like a demo. 40 seats, on Zendesk now. {N1}, {E1}
For the raffle: {N1}, {Z}
Volunteering: I can help on Saturdays. I speak Farsi and can lift boxes. {F1}, {P}
The sign on your door says 9 but you open at 10
Guest book: what a lovely garden. {N1} & {N2}, [?ad:Leeds]
Power of attorney for the house sale: {N1} to {N2}.
Change of address from {AS} to {A}, effective {d}
Test test ignore
asdf
"""),
("clean bank and property mail", "mail", """
Statement ready¶Dear {N1}, your statement for account {ACC} is online.
Security alert¶A sign in from {IP} on {d}. Was it you, {F1}?
Lease¶Tenant {N1}, landlord {N2}, premises {A}, rent $1,480 a month.
Direct deposit set up¶Routing {ABA}, account {ACC}. First pay {d}.
Tax form¶1099 for {N1}, SSN {SSN}, is in your mailbox.
Escrow¶Buyer {N1} wires $12,000 to {ACC} at routing {ABA}. Call {P} to check before you send.
Meter reading¶Hello {F1}, please send us the number on your meter at {AS} by {d}.
Card shipped¶Your new card goes to {A}. It works from {d}.
Overdraft¶Your account is $12.08 below zero. Fee waived this time.
HOA notice¶Dear owners, the pool is closed till June. {N1}, secretary
Key pick up¶{N1} may take the keys to 3C. ID {DL}.
Offer letter¶Dear {N1}, we are glad to offer you the post of analyst at $71,000. Sign by {d}. {N2}
Reference¶{N1} worked for me from 2019 to 2024. Honest, quick, kind. {N2}, {P}
Insurance for the car¶{N1}, your new rate for the Accord ({VIN}) is $98 a month.
Home policy¶The roof at {A} is covered from {d}, Mr. {L1}.
Parcel locker¶Code {k}, box 14, until {d}.
Timesheet¶{F1}, you have 3.5 hours open in week 22.
Invoice {o}¶Bill to: {N1}, {A}. Net 30. Questions: {E2}
"""),
]
