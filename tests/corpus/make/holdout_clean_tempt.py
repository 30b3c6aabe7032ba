"""Texts without health that look as if: names that are words, brands that look like drugs, numbers that look like identifiers."""
TEXTS = r"""
# words like names: conversation bare error
May Day and April Fools are both school days this year.
Grant the user access to {?n:Chase}, {?n:Sterling} and {?n:Lane}.
Will Mark be used as a verb? Mark the box, bill the client, frank the letter.
Rose, Lily, Violet and Iris: all bulbs half price at the Dallas store.
Summer in Savannah, winter in Aspen, spring in Florence, autumn in Vermont.
The {?n:Jackson Pollock} poster ships flat, the Georgia peach print ships rolled.
Jordan, Chad and Georgia have updated visa rules for visitors.
Madison to Lincoln via Jefferson City: 3 transfers.
Paris Baguette on Franklin, Dutch Bros on Stewart, Carl's Jr on Washington.
Ruby 3.3 and Julia 1.10 are out, Crystal and Dart to follow. Perl is still Perl.
Please drop the pin at Taylor & Mason, not at Taylor and Post.
New on the shelf: {?n:Miles Davis}, {?n:Holiday}, {?n:Parker}, {?n:Monk}. All vinyl, 180 g.
Victoria, Adelaide, Sydney and Alice Springs open registration on Monday.
Hope springs eternal; faith, grace and charity are on sale as wall decals.
Penny, Nickel, Dimes: the coin roll is short by 25 cents.
The Hunter 34 and the Catalina 27 are moored at slip 12.
Our "Harmony" plan replaces "Joy", "Clement" stays as is.
St. Paul, St. Louis, St. Joseph, San Jose and Santa Rosa have same day service.
Charlotte Douglas is closed, divert to Raleigh.
Amber alert canceled. Silver alert still active in Clark County.
Warren, Franklin, Ottawa and Dickinson counties: burn ban lifted.
# words like health: conversation bare anon
Stroke order matters: draw the left radical first, then the top.
The bypass on Route 9 opens in June, the artery downtown stays closed.
Install the heart rate widget? No, I said the hard rate widget, mortgage rates.
Inject the dependency through the constructor, then run the test suite.
This pull request fixes the chronic memory leak in the scheduler.
The tumor of bureaucracy, he writes, needs a scalpel and not an axe.
Prescription for success: ship weekly, measure, cut scope.
The nurse log on the Hoh trail is a thousand years old.
Nurse sharks and surgeonfish are in tank 4, doctor fish in the touch pool.
Labor Day hours: 9 to 4. Labor costs up 3 %.
Cold brew is back, and so is the cold front: 28 degrees by Friday.
The patient gamer's guide: wait a year, pay a third.
Depression glass, pink, 12 pieces, one chip, 90 dollars.
The Great Depression unit starts Monday, read chapters 21 and 22.
Operation Desert Fox, operation of the forklift, order of operations.
A tropical depression formed south of Jamaica, 35 kt winds.
Iron deficiency in the soil: leaves are yellow, veins stay green. Add chelate.
The pulse of the city, the heart of Texas, the lungs of the planet.
Pressure cuff for the hose, 2 inch, stainless. In stock.
Fracture clinic is the name of our ceramics repair class.
Virus definitions updated. 2 infected files quarantined, 1 cleaned.
Trojan removed from host; worm signature added; immune to replay.
Admission is 12 dollars, discharge the battery before storage.
Ward 4 voters: polls close at 8. Ward clerk has the forms.
Side effects of the SQL function are not allowed in a view.
The board is in remission, as the surfers say: flat for days.
Dental floss works to slice a cake. Denture tablets clean a thermos.
Anatomy of a Scandal is renewed for season 2.
"Grey's Anatomy", "House", "ER" and "Scrubs" marathon all weekend on channel 7.
Blood Sweat and Tears, Fever Ray, Pink Eye Records: new in.
The ICU library handles Unicode; the CPR package wraps curl.
Depressed skew, obtuse angle, acute accent: terms for week 3.
Aspen Street runs one way now. Turn at Vellum Records.
# brands like drugs: anon sms
Altima, Lexus, Maxima, Sentra, Allegra the boutique, Celica, Elantra. All in stock at Metro Auto.
Corolla oil change with Havoline, add Lucas and Marvel Mystery Oil.
Zara, Zyrtek Systems and Xanadu Travel share the booth.
Creston Point condos, 2 bed from 240k.
Ativa paper shredder, Avery labels, Celestial lamp: your office order shipped.
Soma FM plays drone all night, SomaFM app updated.
Vivitar camera, Amaryllis yarn in plum, Prema Cellars rosé.
# numbers like identifiers: bare conversation error
Part 412-55-9087 replaces 412-55-9086. Torque to 44 Nm.
Tracking <w>, pro number 551-220914, 4 pallets, class 70.
ISBN 978-0-306-40615-7, shelf QA76.9, 2 copies.
Flight time 3:44, squawk 4521, QNH 1013, wind 240/12.
Batch 2024-07-19-0042, 1,204 rows, 3 rejected.
Model A10.5, firmware 2.11.9, panel E11.9, rev C50.
Schedule K-1 lines 11 and 16; form 1099-B; code V27.
Version 250.00 of the map; build 401.9 was pulled.
Serial range 0001-4500 is affected, see bulletin 99213.
Room J3490, exit G0439, gate B20. Shuttle every 12 min.
Powerball: 11 22 34 45 61, PB 9. Jackpot 214 million.
Ticket 7734120 merged into 7734098 by a bot.
lat 41.8781 lon -87.6298 alt 181 m, fix 3D, 11 sats
UPC 036000291452, GTIN 00036000291452, shelf 7B.
Dewey 617.7 and 618.2 move to the second floor.
MAC and cheese, IP in the sense of patents, SSN as in nuclear submarine: SSN 774 is in port.
The score after nine: 120/80 to the visitors, in cricket terms a rout.
Temperature 98.6 in Phoenix, 101.2 in Yuma, 77 in Flagstaff.
Ratio 5.4 %, target 7.0 %, trend up.
PIN pad shows error 0x800704CF, retry 3 of 5.
Invoice lines: 2 x 50 mg tape? No: 50 m tape, 500 mL glue, 12 pcs.
Add 5 mL of vanilla, 250 mg of citric acid and 2 g of salt per jar.
Elevator 3 weighs 160 lb at rest, 72 in tall doors.
"""
