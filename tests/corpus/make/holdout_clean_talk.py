"""Texts without health: support chats, family and friends, sports, school, idioms."""
TEXTS = r"""
# support chat: conversation note transcript
Customer: the router keeps dropping every 10 min\nAgent: Let me run a line test. Is the light amber?\nCustomer: yes blinking\nAgent: Ok, your firmware is from 2022, pushing an update now.
Agent <F1>: Thanks for contacting Acme Cloud. Who do I have the pleasure of speaking with?\nVisitor: <N1>, from Lindgren Freight\nAgent <F1>: And how can I help, <F1>?
Bot: Choose 1 billing 2 technical 3 other\nUser: 2\nBot: Describe the problem in a few words\nUser: app crashes when i open the map
Hi there, I checked with the warehouse: 3 units left in Tulsa, none in Reno. Shall I transfer one?
I've escalated case <k> to tier 2. <F1> will reach out before 5 pm Pacific.
Caller verified with last name <L1> and billing zip <Z1>. Reset the PIN, sent new SIM to <A1>.
Customer says the heater is dead, wants a tech. Gave slot Wed 8-10. Contact is the tenant, <N1>, <P1>.
The license key you sent is for the 2021 edition; you need to run the migration first.
Refund issued, case closed, CSAT 5. Agent: <F1>
Agent: Anything else today?\nCustomer: no thats it, have a good one\nAgent: You too!
User wants us to delete the account <E1> under CCPA. Verified by email link. Done 10/02.
Complaint: <N1> waited 40 minutes on hold, was then cut off. Offered $20 credit, accepted.
the chat bot is useless, get me a human, any human
My login is <E1> and it says locked. Last good login was from work.
# friends and family: inbound whatsapp anon
omg <F1> you will not believe who i saw at target
mom its <f1> my phone broke this is my friends number <P1>
we are at the gate, row 12, bring the cooler and the folding chairs
who is picking up <F1> from soccer today? i have a 4 oclock
lol im dead 😂😂 that video
tell <f1> and <f2> the cabin is booked for the 4th
<F1> called, she says happy birthday and she will be late
grandma <F1> wants the potato salad recipe again
not feeling the blue one, the white dress is nicer tbh
im so sick of this traffic, 2 hrs on the 405
you need to chill, its just a board game
Dude you nailed that interview, <N1> told me
can u feed the cats sat + sun? key under the frog
my heart is broken the bakery closed for good
<F1> & <F2> are engaged!!! party at <A1> sat 6pm
happy anniversary to my favorite people, love <F1>, <F2> and the kids
ur killing me with these puns
sure, drop it at <AS1>, <F1> is home all day
R u coming to <F1>s graduation? need head count
sorry wrong number, no <F1> here
I got butterflies before every show too, break a leg tonight!
he choked in the last set, down 5-2, painful to watch
I'm allergic to mornings, call me after ten haha
That meeting was a headache. Coffee?
# sports: sms anon mail
FINAL: Hawks 21, Raiders 17. <L1> with the game winner as time ran out.
Gary beat Mercy High 3-1, the Saints face Trinity next. Tickets at the gate, cash only.
U12 practice moved to field 6 at 5:30. Coach <L1> has the bibs. Bring water.
Your fantasy lineup has 2 empty slots // Kickoff in 3 hours. Bench: <L1>, <L2>.
Pickleball ladder: <F1> def. <F2> 11-8, 9-11, 11-7. Next round Thursday.
Sudden death overtime! The Kraken take it 4-3. Highlights: <W>
The Jays bullpen was on life support but the offense came through in the 9th.
Registration for the Turkey Trot closes Friday. Chip timing, 5K and 10K, shirts for the first 400.
Trainer <F1> has an opening Tue 6am for strength. Want it?
Your gym check-in streak: 12 weeks. New badge: Iron Lung!
Yoga with <F1> is full, you are 3rd on the waitlist. Bring your own mat.
Spin class canceled, the AC is out. Credits returned to your account.
# school: sms mail note
Ms. <L1>: <F1> left his clarinet in room 14. He can collect it before first bell.
Lincoln Elementary: early release Wed at 12:40. Bus 9 runs 10 min late.
Report cards are up // Log in to the parent portal with your student ID. Questions: registrar <E1>
PTA needs 6 volunteers for the book fair. Text <F1> at <P1>.
<N1> was marked absent for period 3. If this is an error call the attendance line.
Your FAFSA is missing page 2 // Financial aid office, student no. <k>, deadline March 1.
Dissertation defense of <N1>, "Bleeding Kansas and the Press", Friday 2 pm, Hall 210.
Field trip to the aquarium, permission slip due Mon, bring $12 and a sack lunch.
Prof. <L1> moved office hours to Zoom. Midterm covers ch. 4-7, incl. cell division.
Science fair winners: <N1> (volcano), <N2> (bridges), <N3> (mold on bread).
Robotics meet: team Cardiac Arrest plays team Blue Screen at 10:15, court B.
Kindergarten roundup for kids born before Sept 1. Bring proof of address.
Lost retainer case? No, lost lunchbox! Blue, says "<F1> K.", at the front office.
AP Biology: quiz Friday on the immune system and the endocrine system.
Dear <F1> family, the spelling bee is on. Study list: rhythm, pneumonia, mischievous, rendezvous.
"""
