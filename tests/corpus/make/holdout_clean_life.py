"""Texts without health of a person: pets, recipes, horoscopes, news, gyms, beauty, churches, farms, cars, trivia, causes."""
TEXTS = r"""
# pets and vets: sms inbound note
Paws & Claws: Biscuit is due for his rabies and bordetella shots. Call <P1> to book.
Hi <F1>! Luna did great in surgery, she is awake and wagging. Pick up after 4.
Mittens' bloodwork shows mild kidney disease; start the renal diet and recheck in 3 months.
my dog ate a whole bag of grapes is that an emergency?? <f1> said to text u
Rex needs a refill of Apoquel and heartworm pills, <N1>, same address
Cat vomiting since last night, no fever, still drinks. Owner <N1>, <P1>.
The horse is lame on the left front, farrier comes Thursday, vet after.
Rabbit spay, 2.1 kg, recovered well. Owner <L1> will give meloxicam for three days.
Kennel cough is going around the daycare. Please keep sneezing pups home.
Groomer <F1>: Cooper's nails are done, he has a hot spot behind the ear, see your vet.
Parrot plucks feathers, owner wants a behavior consult, left voicemail from <P1>
Bella crossed the rainbow bridge this morning. We are so sorry, <F1>. Dr. <L2> and team
Your puppy's microchip 985112<q> is registered to <N1>, <A1>.
Rescue intake: tabby, male, FIV+, one eye, sweet. Foster: <N1>.
The cow is bloated again, tubed her at 5, she is chewing cud now
# recipe: mail anon conversation
Sunday sauce // Brown the ribs, crush 2 cloves of garlic, add a pinch of sugar to cut the acid. Serves 6.
Grandma's cure-all soup // Simmer a whole chicken with ginger; skim the fat. Freeze in pints.
Dry-cured salmon // 60 g salt, 40 g sugar, dill. Cure 36 hours, rinse, slice thin.
Blood orange salad // Segment two blood oranges, add fennel and a shot of vinegar.
Heart of palm ceviche // Hearts of palm, lime, cilantro, red onion. No cooking needed.
Bleeding-heart brownies // The raspberry center runs when you cut it. Bake at 350 for 22 minutes.
Dose your sourdough // 20 % starter, 2 % salt, 75 % water. Rest the dough, do not stress it.
Angel hair with clams // Purge the clams in salted water for an hour. Discard any that stay open.
Kidney bean chili, 3 ways // Soak the beans overnight, boil hard for ten minutes, then slow cook.
Doctor up a boxed cake // Swap water for milk, add one egg, a spoon of mayo.
<F1>'s pickled beets // Fill jars to the neck, seal, store in the dark. Ready in 2 weeks.
# horoscope and idiom: sms anon conversation
Cancer: a long wait ends today. Say yes to the invitation, no to the loan.
Cancer (Jun 21 - Jul 22): Mercury is retrograde, expect crossed wires. Lucky number 14.
Taurus, your stubborn streak is contagious. Let a Virgo lead.
Your daily tarot: Death reversed. Something old refuses to leave the room.
An apple a day keeps the neighbors guessing. Ha.
Laughter is the best medicine, so here is today's dad joke: what do you call a fake noodle? An impasta.
Time heals everything except a bad haircut.
I bit my tongue the whole meeting and paid an arm and a leg for parking.
That chart is a sore sight for healthy eyes: 14 colors!
They nursed a 1-0 lead and a grudge.
We dodged a bullet there, no pain no gain, back to the drawing board.
He is a pain in the neck but he is OUR pain in the neck
Break a leg, knock em dead, and remember your lines!
The plan is dead on arrival, says <F1>, and I have to agree.
She's got the travel bug, I've got cabin fever, and the kids have ants in their pants.
Give it a shot, worst case it flops.
Growing pains aside, the startup is fine.
# news: sms mail conversation
Storm watch // The eye of hurricane Marco may pass east of Mobile. Shelters open at 6.
City desk // Council kills the stadium plan, 7-4. Mayor calls it a stroke of luck.
Markets // Stocks bled for a fifth day. Analysts see contagion from regional banks.
Science // Researchers find a parasite that turns ants into zombies, Cordyceps of course.
Today in history // 1918: the Spanish flu reaches Boston harbor.
Opinion // Our roads are in critical condition. Money is the only treatment.
Local // Hospital board names new parking garage after its first architect.
Business // Pfizer, Merck and Eli Lilly lead the Dow; Walgreens slips 3 %.
Culture // The Cure play Red Rocks, Anthrax opens. Doors at six.
Film // "The Fault in Our Stars" turns ten, "Contagion" is streaming again.
Books // A cancer memoir, a malaria history and a plague novel top the list this week.
County health fair on Saturday, music, food trucks, free parking.
Politics // Senate fails to pass the Medicare bill. Vote was 48 to 51.
Farm // Citrus canker spreads, growers cut 4,000 trees in Polk County.
# gym, beauty, wellness shop: sms whatsapp
Crunch: 50% off personal training this week only. No contracts.
Lash appointment with <F1> tmrw 2:30. Come without mascara pls
Your haircut with <F1> at Great Clips is in 20 min. 2 people ahead.
Massage at Serenity, 60 min deep tissue w/ <F1>, Sat 11:00. 24h to cancel.
Balayage + toner 185, color correction from 240, consult free. <F1> has Thursday
Detox your feed! Unfollow 3 accounts today.
F45: leg day. Squats, lunges, tears.
Your protein bar order <o> shipped. Flavors: Birthday Cake, Fat Boy Slim Mint.
Nails by <F1>, gel full set booked for 4. Pls no kids in the salon
Barber <F1> is out this week, <F2> can take you at 5
Cold plunge is 48F today. Bring a robe, sign the waiver at the desk.
# church, club, cause: sms mail
Walk for a Cure // Team <L1> raised $4,200. Thank you! Start is at the bandshell, 8 am.
Choir practice at St. Luke's moved to Thursday. Altos bring the red folder.
Blood drive Friday 10-3 in the parish hall, free T-shirt, no walk-ins after 2.
Rabbi <L1> speaks on exile and return, Shabbat dinner after. RSVP <E1>
VFW fish fry, pull tabs, meat raffle, and the one and only DJ <F1>.
Pink ribbon gala // Join us for dinner and a silent auction for breast cancer research. Tickets $150.
Food pantry needs peanut butter and diapers. Drop at the side door, ask for Sister <F1>.
Masjid An-Nur: Br. <N1> leads taraweeh tonight at 9:15
Scouts: merit badge night, First Aid and Cooking. Pack 88, bring your handbook.
Memorial bench for the late <N1>, ribbon cutting Sunday at noon.
Quilt guild: <N1> shows her "Fever Dream" log cabin, then coffee.
Giving Tuesday // St. Jude, Doctors Without Borders and Red Cross are matched 2:1 today.
# car, farm, hobby: sms inbound note
Your Civic VIN <VIN1> is under recall for the fuel pump. Book at <W>
Firestone: alignment done, ball joint has play, see the photos. Keys with <F1>.
the check engine light is on, code P0420, 2013 Altima, can u look tmrw
Battery diagnosis: 390 CCA, needs replacement. Quote $189.
For sale: John Deere 4020, some rust, runs strong. <F1> <P1>
Mustang injected at 12 psi, new lungs so to speak. Dyno Saturday.
Seeds ordered: Early Girl, Brandywine, Black Krim. Blight resistant starts in May.
Truck plate <PLATE1> is blocking dock 2, driver <F1> pls move
Hens stopped laying, probably molt. <F1> says add light.
Model train swap, table 41, <N1>, bring small bills
Chess club: <L1> vs <L2>, Sicilian, poisoned pawn, 0-1 in 34.
DM notes: the cleric casts Cure Wounds on <F1>'s rogue, 8 hit points back. Poison still active.
D&D: roll a d20 for constitution. Paralyzed until your next turn, sorry <F1>!
"""
