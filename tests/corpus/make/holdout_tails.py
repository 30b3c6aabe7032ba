"""The long tail: clean traffic in other voices, and hard neighbors of health that tell of nobody's health."""
TEXTS = r"""
# one-time codes and alerts: sms said
<k> is your Venmo code. Don't share it.
G-<k> is your verification code
Your Lyft code is 4419. Expires in 10 min
Use <k> to sign in to BlueRidge Credit Union
STOP received. You will get no more messages from 88202.
Reply HELP for help, STOP to end. Msg&data rates may apply.
New voicemail, 0:21, from a private number
Parking at Zone 4411 expires in 15 min. Extend? Reply 1
Your library hold "The Emperor of All Maladies" is ready at Central.
Library: "Being Mortal" and "Cutting for Stone" are due Friday.
FEMA test. No action is needed.
Water use at your home doubled this week. Check for leaks.
Earthquake early warning: drop, cover, hold on.
School closed today, heat index 108.
Boil water notice for Ward 6 until further notice.
# people at work: conversation note anon
Dr. <L1> (PhD, not MD) will lead the pipeline review.
Nurse Jackie rerun party at <F1>'s, 8 pm, bring wine.
The clinic roof project: bids due Friday, contact <N1>, <P1>.
Hospital linen contract renewed for 2 years, 40k lb a month.
We sell scheduling software to dentists. Demo with <N1>?
Pharma sales rep role in Tulsa, base 92k, send CV to <E1>
<N1> joined our health-tech team as QA lead.
Painter needed for the waiting room, two coats, <F1> has the key.
HIPAA training is due for <N1> and <N2> by Friday.
Translate "take a number" into six languages for the lobby sign.
New EHR go-live moved to June. Super users: <F1>, <F2>.
The med school reunion committee meets at <F1>'s, class of 88
IT ticket: printer at nurses station 3 East is jammed again, caller <F1> x4410
Ambulance chassis order: 4 units, VINs to follow, buyer <N1>
Board minutes: motion by <L1>, second by <L2>, carried.
Badge for contractor <N1>, temp, lot C
Elena's bakery delivers to the surgical center lobby at 6.
Vaccine fridge alarm test passed, no product affected.
Grant writer <N1> wants numbers on wheelchair ramps per ward.
# quoted and odd: conversation anon whatsapp
"Mine eyes dazzle, she died young" - who wrote that, <F1>?
Playlist: Fever, Toxic, Bleeding Love, Bad Blood, Poison, Love Is a Drug
Crossword 14 across: "Joint problem", 4 letters. Door? Weld?
Trivia: which bone is the smallest? Which gland is a butterfly?
If you shoot a mime, should you use a silencer
Escape room "Asylum" booked for 6, name <F1>
The plague doctor mask is 19.99, the nurse costume 24.99
Zombie run: survive the infected for 5 km
Plant care: yellow leaves mean overwatering, brown tips mean thirst
My sourdough died and I am in mourning
Tomato blight again, <F1> swears by copper
my phone is dying 3%
car wont start, dead battery? jump me
this wifi gives me an aneurysm
I have a crush on <F1> and its terminal lol
the suspense is killing me, did <F1> say yes
sick beat bro
ur dad jokes are a cry for help
he ghosted me, closure = zero
that show gave me whiplash, 3 plots an episode
Insane prices at <F1>'s garage sale, <AS1>, Sat 8 am
OCD level sorting of my spice rack, pics soon
this spreadsheet needs therapy
Is the pool heated? Last time I froze my toes off.
Bed 3 needs mulch, bed 4 compost, ward off the rabbits
Check the pulse width on channel 2
The patient approach won: buy, hold, wait
we got the green light from the ops room, incision marks on the slab at 2 m
My temperature sensor reads 99.1, calibrate?
Weight 212 lb, 44x30x20 in, liftgate needed
# local service: sms whatsapp mail
Chimney inspection // <F1> comes Monday 8 to 12. Cover the furniture.
Hi <F1>, your suit is ready. {n:Taylor} took in the waist.
Piano tuning w/ <N1> Thursday at 2, A440 as usual
Locksmith on the way, 15 min. <F1>
Pool opening: we shock the water Tuesday, swim Thursday.
Your tattoo appointment with <F1> is Sat at noon. Eat before you come!
Ear piercing studio: choose studs online, walk in any day
Tree surgeon <F1>: crown reduction of the oak, 9 am, car off the drive pls
Phone doctor: your iPhone screen is replaced, $129
Computer clinic: virus removed, drive healthy, pick up after 5
Sharpening: 2 chef knives, 1 bone saw, ready
Sewing lesson // bring a needle, a pattern and patience. <F1>
Driving lesson moved to Tue 4 pm, meet at <AS1>. <F1>
Notary appointment confirmed: <N1>, Fri 10:30
Your sitter <F1> is confirmed for Sat 6-11. Kids: <F2>, <F3>
Farm box: 2 lb beets, chard, ginger shot, eggs. Pickup at <F1>'s barn
Moving quote for <N1>, from <A1> to <A2>: $2,140
Furnace tune-up: heart of the system is fine, filter was choking
Blind cleaning crew at 9, deaf interpreter for the play at 7.
Cemetery plot 41 B, stone text "<N1>, 1931-2024" proof attached
# clean record: held error
id,item,aisle\n1,cough drops,7\n2,hand soap,7\n3,candles,9
ts=2026-04-02T10:00:00Z svc=cart lvl=info user=<q> msg="added bandana"
{"job":"nightly","status":"ok","rows":88123,"errors":[],"host":"worker-4"}
{"config":{"doctor":{"enabled":true,"checks":["disk","mem"]},"patient_mode":false}}
{"weather":{"city":"Casper","temp_f":41.2,"cond":"flurries"},"alerts":[]}
{"player":"Cleric88","hp":12,"buffs":["heal","shield"],"debuffs":["poison"]}
{"name":"left-pad","version":"1.3.0","author":{"name":"<N1>","email":"<E1>"}}
{"route":[{"stop":"Mercy St"},{"stop":"Hospital Hill"},{"stop":"St. Anne"}],"eta":14}
"""
