"""Texts without health: offices, hiring, law, real estate, banks, travel, trades, alerts of machines told to people."""
TEXTS = r"""
# office: sms note conversation
Standup moved to 9:45, <F1> dials in from Denver.
<N1> approved your PTO for Dec 22-26.
Offer letter sent to <N1>, start date June 3, reports to <N2>.
Could you loop in <F1> from legal before the vendor call? NDA is still unsigned.
Payroll: your direct deposit to routing <ABA1> acct ending 3310 is set.
New hire paperwork incomplete for <N1>: I-9 section 2, SSN <SSN1> needs a second look, DOB <B1>.
Background check for <N1> cleared. Badge pickup at lobby 2.
Interview loop: 10:00 <N1>, 11:00 <N2>, lunch, 1:00 panel.
All hands at 3. Please mute. <F1> will share the numbers, <F2> the roadmap.
The patient zero of this bug is the March release, see the thread.
We triaged 14 tickets today, 3 critical, none assigned.
The migration is on life support, let's pull the plug and roll back.
Post-mortem Thursday with SRE; bring the timeline, not the blame.
Team health score is 7.8, down from 8.1. Retro notes by <F1>.
Chart of accounts was updated, 4010 is now Services Revenue.
Quarterly checkup of the sprinkler system, Tue 8 to 10, expect noise on floors 3-5.
Our vendor's API is allergic to null. Send an empty string.
The budget took a hit in Q3, but margins recover in Q4. No need for surgery on the forecast.
<N1>, <N2> and <N3> joined the #launch channel
Reminder: complete "Phishing 101" by Friday. 62 of 80 done.
# law: sms mail note
Hearing in State v. <L1> reset to 9 AM, Dept 4, Judge <L2> presiding.
Jury duty: group 14 report to {?a:200 Hill St} at 8:15. Parking validated.
Retainer agreement // Dear <N1>, attached is the retainer. Sign and return with a copy of your driver license.
Mr. <L1>'s deposition is confirmed. Court reporter: <N1>, <E1>.
The deed of <N1> was recorded, doc no. <q>, book 441 page 12.
Your notary <F1> arrives 5 pm. Have ID ready: license or passport no. will be logged.
Passport <PP1> issued to <N1>, DOB <B1>, pick up at window 6.
Estate of <N1>: inventory due, appraiser visits <A1> on Monday.
Ticket 88-<k>: 42 in a 30 zone, plate <PLATE1>, operator <N1>, DL <DL1>.
Tenant <N1> served with 3-day notice, copy posted on the door.
Will & trust seminar at the library, 6 pm, light snacks.
Naturalization interview notice mailed to <N1>, A-number on page 1. Bring two photos.
# home and property: sms whatsapp mail
Hi <F1>, <N2> with Keller Realty. The seller at <AS1> took another offer, sorry!
Open house Sun 1-4, 3bd/2ba, new roof, Mercy Heights. Lockbox on the rail.
Your showing at {?a:77 Quince} is confirmed // Agent <N1>, meet at the side door.
The inspector found dead outlets and a bleeding radiator valve, nothing structural.
Water main break on Elm, boil notice lifted at noon.
HOA: gate code changes tonight. Residents call <P1> for the new one.
Plumber <F1> ETA 1:20. The snake goes in through the cleanout.
Your septic inspection is due. Last pumped in 2021, tank 1000 gal.
Rent application: <N1>, SSN <SSN1>, income 71k, 2 refs: <N2> <P2>, <N3> <P3>.
Package room closed for cleaning. Parcels for <L1> and <L2> at the desk.
Old growth removed, stump ground, two sick elms felled, invoice with <F1>.
Pest Doctors LLC: we treat for ants and termites on Friday, keep pets inside.
The Fever-Tree popup at Mercer Market starts 5 pm
# bank: sms conversation
Chase: Did you attempt $412.99 at BESTBUY? Reply YES or NO
Never share this code. Your Wells Fargo passcode is <k>.
Alert: card ending 0091 used in Reno. Not you? Call <P1>.
Your new debit card is on its way to <A1>.
Joint account <ACC1> opened for <N1> and <N2>.
Loan officer <N1> needs 2 pay stubs + your W2, upload at <W>
Your mortgage rate lock for <A1> expires Friday.
Fraud ring alert: someone claims to be "<F1> from the bank". We never ask for your PIN.
<N1> added <N2> as an authorized user. SSN on file ends {?ssn:2207}.
Stop payment placed on check 1182 for $640.00.
Gift card 6035-<k> activated, balance 50.00.
# travel: sms whatsapp
Flight UA 1183 ORD-DEN is delayed, new time 6:40p, gate C19.
<U1>/MR your seat is 14A. Record locator QX7T2P.
Your Airbnb host <F1>: key in the lockbox by the cactus, code 0420. Wifi: lacasita / sunflower88
Hertz: your Camry plate <PLATE1> is in row 6. Drive safe, <F1>!
Amtrak 58 City of New Orleans runs 2h 10 late out of Memphis.
Cruise check-in: passengers <N1> DOB <B1> and <N2> DOB <B2>, passports required.
Hotel St. Regis: late checkout approved for room 1407, Ms. <L1>.
Bags for <L1> arrived on the carousel 3. One was tagged FRAGILE.
Visa appointment at the consulate is booked, bring passport <PP1> and one photo.
The trail to Angel's Landing is closed, ice. Shuttle to Zion lodge runs every 20 min.
Uber: <F1> arrives in 3 min, white Prius, <PLATE1>.
St. Vincent, St. Lucia and Grenada in 7 nights from $899. Sails out of San Juan.
Your rebooking through Charlotte is confirmed, arrive Augusta 10:05 pm.
TSA PreCheck renewed for <N1>, KTN <q>.
Ferry to Martha's Vineyard canceled, wind 45 kt. Refund automatic.
"""
