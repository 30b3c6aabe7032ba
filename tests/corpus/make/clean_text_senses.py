"""Clean texts: words and letters of medicine in their other senses."""
THEMES = {
    "senses": """
Do not discharge the battery below {pct}
Discharge pump for the pool, {usd}
Free admission for kids under {k}
College admissions office, room {rm}
Thanks for being patient, {n}! Your table is next
Be patient, the line moves fast
Ink refill for the fountain pen is in stock
Free refills on soda at {firm}
Popcorn bucket refill {usd} all of {mon}
Window treatment samples, cordless, {usd}
Water treatment plant tour {day} {tm}
VIP treatment on us, {n}
Stored procedure sp_close_month took {kk}s
Boarding procedure changed at gate {gate}
Operation Clean Desk starts {day}
Retail therapy at Macy's, who's in?
Golf clinic with pro {n}, {tm}, {usd}
Legal clinic at the library, {day}
Pitching clinic, ages 9 to 12, field {k}
Road conditions: black ice near Lincoln
Terms and conditions changed on {dt}
Air conditioning out in car {k}
Negative feedback from the amp, positive lead loose
Film screening {day} {tm}, row {k}
Screening of resumes ends {dt}
Cell coverage is poor near St. George
Your internet provider: {firm} Fiber, {usd}/mo
Network outage, out of network devices too
The 11 inch tablet is {usd}, case included
Coffee capsules, {kk} ct, dark roast
Capsule wardrobe in 33 pieces
Breast pump? no, bicycle pump, {usd}
Cast iron pan, cast list, broadcast
The Crown season {k}, drop {tm}
London Bridge traffic, crown jewels closed
Labor Day sale! Delivery Monday
Contractions in grammar: don't, can't, won't
Period furniture auction {dt}
Rash decision, I sold the bike
Bar stool sample in oak, height {kk} in
Pipe organ donor concert: thanks to the donors of the organ
Tissue paper and ribbon, {usd}
Dropped stitches on row {kk}, start over
Web vitals: LCP 2.{k}s, CLS 0.{kk}
Check the vital signs of the city: buses, lights, bins
Disk imaging finished, {kk} GB
Scan the QR at the door
Slow drip vs pour over, {tm} tasting
Part IV of the saga, Rocky IV, Henry IV
{tm} PT / 7 PM ET webinar
Exit at the BP station, pump {k}
MS Word, MS Teams, Jackson MS
Baltimore MD to Richmond VA
RA on duty in dorm {k}: {n}
Backup is {k} TB, link is 10 GB
HR meets {day}; also he leads the league in HR
DNR opens deer season {dt}
OD green paint, {hexc}
ED tech means education tech here
CPR: Canadian Pacific Railway, train {o4}
PMS color 186 C for the logo
STD and ISD calling rates to {city}
UTI mutual fund NAV {kk}.{kk}
COPD? typo, I meant COD, cash on delivery
IBS Dallas: the builders show, booth {o4}
GAD ratio, sorry, GDP ratio {k}.{k}%
CAD drawings rev {k}, AutoCAD {ver}
PE class at {tm}, bring shoes
MI, OH and PA stores open
DT Dodge truck, third gen
DVT demo: device verification test on unit {o4}
AFib Coffee Bar opens in {city}
ALS file open in Live, track {k} muted
BPD officers direct traffic at the parade
ICD: Initial Capability Document v{k}
HIV-E: High Intensity Video Encoder, SKU {sku}
Lab opens at {tm}: the computer lab
Yellow Lab puppies, {usd}, {city}
Culture night: tamales, music, dance
Depression in the road after the bridge, drive slow
Tropical depression nine forms in the gulf
Economic recovery, data recovery, file recovery
Relapse Records sale, vinyl {pct} off
Remission of the fee was granted
Acute accent on the e, please
Chronic lateness of bus {kk}
Benign neglect of the inbox
Terminal B, terminal velocity, terminal window
Joint account, joint venture, hip venue
Spine of the book is cracked, {isbn}
Heart of Palm salad, artichoke hearts
Kidney beans {k} cans, liver pate no
Nail salon appointment {day} {tm} with {n}
Your hair appointment with {n} is {dt} at {tm}. Reply C
Passport appointment at the post office {tm}
Facial and lash lift, {usd}, {day} with {n}
Tattoo touch-up {dt} {tm}, artist {n}
Massage chair display model, {usd}
Script for act {k} is due
Dr. {N} (history dept) speaks on maps at {tm}
Doctor of Music degree, congrats {n}
Practice at {tm}, private practice field
""",
}
