"""Texts without health: shops, orders, deliveries, restaurants, offers, bills."""
TEXTS = r"""
# order text: sms conversation bare
Order <o> is on the truck. Look for a brown box between 2 and 6 pm today.
<F1>, your Patagonia fleece shipped with UPS <w>. ETA Thursday.
We're out of the Dr. Martens 1460 in size 9. Swap for the 8.5 or get a refund? Reply SWAP or REFUND
Your Instacart shopper <F1> found everything but the Chobani and the Tate's cookies.
Hey <F1>! Order #<k> is packed. Door code still 4471?
Two of your three parcels were left with a neighbor at number 14. The third one (the lamp) comes Monday.
Pickup ready: IKEA Burbank, bay 12, until 9 PM. Bring order <o>.
Return received. $38.20 goes back to your Visa ending 4410 within 5 business days.
Your Johnny Was tunic is back in stock in indigo. It won't last, only 6 left.
Aunt Jackie's, Carol's Daughter and Burt's Bees are all buy one get one until Sunday.
Delivery attempt failed, no one home. Next try tomorrow, or collect at Mailboxes on Fulton.
Delivered: your Blue Apron box sits at the side gate. Photo: <W>
Your St. John's Bay cardigan, the Ralph Lauren tie and 1 more item shipped. Tracking <w>
Hi <F1>, this is <F2> from Two Men and a Dolly. We are 20 min out with the sofa, is the elevator booked?
Heads up: the Ann Taylor at Galleria closes at 6 today. Your alterations are on hold rack B.
Mattress order <k>: crew of two arrives 8-12, call us at <P1> if the stairs are narrow.
Sorry! We sent the wrong color. Keep the teal one, the navy ships tonight, no charge.
DoorDash: <F1> is approaching with your order from Mama Fu's. Please have your PIN 3391 ready.
Your custom sign "The {?n:Kowalskis}, est. 2009" is in production. Proof approved 3/14.
The fridge you ordered (LG LRFXS2503S, serial on the invoice) arrives Fri. Old unit will be hauled away free.
We owe you an apology <F1>. The glaze on the mugs cracked in the kiln, new batch in 3 weeks.
Last call: 30% off Mary Kay, Kate Spade, Steve Madden and Calvin Klein. Ends midnight ET
Your subscription box renews on the 12th for $24. Text SKIP to skip.
Chewy here: <F1>, the autoship for Biscuit's kibble goes out tomorrow.
# order question: inbound whatsapp anon
hi where is my order?? #<k> it said tuesday its now friday smh
the zipper on the jansport broke after 1 week can i get a new one
do u have the jordan 4 in a womens 7
I ordered twice by accident, please cancel <o> and keep the other
wrong address on my order!! should be <A1> not the old one
it is <n1>, i called yesterday about the broken blender, still no label in my email <E1>
Can you hold the walnut table till Saturday? My husband <F1> has the truck.
package says delivered but nothing here, my neighbor <F1> in 4B got hers
Is the {?n:Cynthia Rowley} rug machine washable
need 40 chairs and 5 round tables for the 22nd, name is <n1>, whats the quote
pls change the delivery to my work, <A1>, suite is on the 2nd floor ask for <F1>
got the wrong size AGAIN. im done with yall
How much for engraving "To Opa, love <F1>" on the watch?
Does the store on Nicholson have the 12 ft ladder, I drive a Ram 1500
I paid with paypal <E1> and never got a receipt
the driver threw the box over the fence, i have it on ring cam
my promo SPRING20 isnt working, total still 84.50
Please send the invoice to <E1>, attn <N1>, accounts payable
# restaurant and booking: sms conversation
Table for 4 under <L1> at 7:15, patio. Reply C to confirm, X to cancel.
Your table at Chez Panisse Cafe is ready <F1>! You have 10 minutes.
Thanks for dining at Rosa's! Rate your server <F1> here: <W>
Brunch with bottomless mimosas is back every Sunday from 10. No reservations for parties under 6.
Hi <F1>, the cake for Saturday: lemon with raspberry, "Happy 60th <F2>", pick up after 9. Balance 45.
Your catering tasting is Thursday at 3. Chef <N1> will walk you through the menus.
Sorry, the kitchen 86'd the oysters tonight. The chef suggests the branzino.
Taco Tuesday: 3 al pastor for $6, ask for the hot salsa if you dare. It kills.
Los Dos Amigos: su mesa para 6 está confirmada a nombre de <N6>, viernes 8 pm.
Reminder: cooking class "Knife skills" w/ <F1> is tomorrow 6 PM. Wear closed shoes, hair tied.
# offer: sms mail conversation
This killer deal dies tonight // Doorbusters from 5 AM. Prices so low it hurts. Shop <W>
Feeling blue? // Our new denim drop has 12 shades of it, from cobalt to midnight.
Cure for the common desk // Standing desks from $299, cable tray included.
Your cart misses you // The Le Creuset and the Henckels set are still waiting.
Doctor's orders: relax // Our Dr. Teal's bath bundle is 2 for 1 this week.
A shot in the arm for your lawn // Spring feed, 40 lb bags, pickup only.
Spring fever sale // Patio sets, grills and a few surprises. Ends 4/30.
Your points are about to expire // 2,140 points = $21.40 off at any Kroger.
We operate on your schedule // Same-day couch surgery: if it won't fit through the door, we cut and rebuild it.
New season, new soles // Cole Haan, Clarks, Stuart Weitzman and Sam Edelman from $69.
You have good taste, <F1> // Three bottles picked for you: a Malbec, a Chenin and a Lambrusco.
Addicted to crunch? // Try the new chili-lime plantain chips, 2 bags for $5.
The diagnosis is in: your closet is boring // Treat it with 40% off all prints.
Therapy is expensive, shoes are on sale // 25% off heels through Sunday.
Heart-stopping prices // Every TV over 65 inches marked down, in store only.
# bill and invoice: sms mail note
Your ConEd bill of $142.19 is due 11/21. Acct <ACC1>. Pay: <W>
Invoice INV-<k> is past due // Dear <N1>, our records show $1,280.00 open for the roof repair at <A1>. Kindly remit.
Autopay for T-Mobile went through, $85.00. Confirmation <k>.
Your rent for unit 12C posted. Late fee waived this once, <F1>.
Receipt from Jiffy Lube // 2019 Outback, VIN <VIN1>, 48,112 mi. Oil 0W-20, cabin filter. Total 89.97
Wire details: Bank of the Ozarks, routing <ABA1>, account <ACC1>, beneficiary <N1>.
Your card ending 8821 was declined for Spotify. Update it before the 5th.
W9 on file is blank on line 3. <F1>, send the corrected form with EIN to our AP team.
Statement ready // Balance 0.00. Thank you for your business, <N1>!
Zelle: <N1> sent you $60.00 for "concert tix + parking".
PO 7781 approved by <N1>, 3 pallets at 412.00, net 30, ship to dock 4.
Please charge the deposit to my amex <CC1> exp 09/28, <N1>
"""
