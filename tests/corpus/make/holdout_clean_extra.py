"""More clean traffic: theater, ships, weather, elections, games, science, offices, with words and numbers that tempt."""
TEXTS = r"""
# science and crafts: conversation anon bare
The pH of the soil is 5.8, potassium low, nitrogen fine.
Sample 14: lead 3 ppm, arsenic below detection, well 2, Casper
Lab report due Friday: titration of acetic acid, three trials
Cell culture room is booked, mice arrive Monday, keep the log
The enzyme kinetics homework is on page 88
Drug-free lanolin, beeswax, almond oil: stir, pour, cool
DNA of the sourdough: 7 strains of yeast, no pathogen
Blood moon tonight at 3:14, clear skies over Minot
A black hole ate a star; the flash lasted 11 days
Bone china, ivory black, burnt umber, and cadmium red light
Heart pine floors, knotty, 5 inch, 1,200 sq ft
Liver of sulfur gives silver a dark patina
Eye bolts, elbow joints, ball joints and shoulder washers
Nose cone, tail fin, belly tank: model kit 1/48
Hip roof, gambrel, shed: pick one and sign the drawing
Spine label printer jams on call number 616.8
Skin the drawer front with walnut veneer
Vein of quartz, shaft 3, assay 0.4 oz per ton
Lung capacity of the bellows: 2 liters
Foot traffic is up, elbow room is down
# people in the news of a town: mail note conversation
Town hall // <N1> and <N2> run for the open seat. Polls open at 7.
Obituary desk // Send photos of <N1> by noon, service at Grace Lutheran.
Zoning // Petition of <N1>, <A1>, to keep six hens.
Wedding // <F1> <L1> and <F2> <L2> exchanged vows at the lighthouse.
Deeds // <N1> to <N2>, lot 14, $214,000.
Court // <N1> fined $200 for fishing without a license.
School board // Motion by Ms. <L1>, second by Mr. <L2>.
Library // Author <N1> reads from "The Salt Road" at 7.
Arts // Violinist <N1> joins the quartet for Brahms.
Honor roll // <N1>, <N2>, <N3>
Fire // Crews led by Capt. <L1> saved the barn on County Road 19.
Business // <N1> opens a noodle bar on Third.
Sports // <L1> pins <L2> in 41 seconds, team wins 48-20.
Scholarship // <N1> of Hilo will study forestry.
# bots and menus: conversation bare said
Hi! I'm Ava, your virtual assistant. Pick a topic: orders, returns, other.
For English press 1. Para español oprima el 2.
Your call may be recorded for quality. Please hold.
Sorry, I didn't get that. Say "agent" to talk to a person.
You are number 4 in line. Estimated wait: 6 minutes.
Our lobby is open Monday to Friday, nine to five.
Goodbye!
Thanks, we got your photo. It is too dark, please try again.
Please rate this chat from 1 to 5.
Type the 6 digits we sent to the phone ending in 20.
This mailbox is full.
The party you are trying to reach is not available.
If you know your party's extension, dial it now.
To unsubscribe reply STOPALL.
# money and papers: sms note mail
Escrow // Wire 41,220.00 to routing <ABA1>, acct <ACC1>, by Friday noon.
Lost card // We closed the card ending 3310 of <N1>. The new one ships to <A1>.
Tax // <N1>, your 1099 is ready. TIN on file: <SSND1>.
DMV // Renewal of <DL1> takes 10 minutes online.
Toll // Plate <PLATE1> owes 4.80 for 2 trips.
Insurance quote for your boat // 24 ft, 2 engines, $612 a year.
Auto claim // Adjuster <N1> will look at the Tacoma, VIN <VIN1>, on Tuesday.
Renters policy // Your coverage for <A1> renews on the 1st.
Life event? // Married, moved, new car: tell us and save on home and auto.
Claim approved // Your hail claim: new roof, deductible 1,000. Contractor <N1>.
Dental floss is not covered // by our 30-day trial. Ha. But shavers are.
Notary log // <N1>, passport <PP1>, quitclaim deed
Payroll // New account <ACC1> at First Hawaiian for <N1>.
Union dues // <N1>, local 412, paid through June.
Customs // Parcel <w> needs an ITIN or SSN. Yours on file: <ITIN1>.
# chatter: inbound whatsapp anon
im at the dentist office building, which door is the gym
the doctor strange movie is 3 hrs bring snacks
nurse that drink, we have to leave at 9
my crystal healer says sell the car lol
<f1>s band is called The Symptoms, they play fri
do u want the pain au raisin or croissant
we operate a food truck, <F1> does the grill
just treated myself to new boots
aleve la vela, <F6> dice que hay viento
wheres the remote
need a shot of espresso asap
the dose of reality i needed, thx <f1>
that hill is murder on a single speed
gonna crash at <f1>s
cramming for the bar, <F1> makes flashcards
my plant has scale and my dog has opinions
he is on the mend fence project till sunday
my code smells and so do my shoes
u have a temperature? no i mean the lake temp
bad reaction to the proposal in the room, <F1> will rewrite it
"""
