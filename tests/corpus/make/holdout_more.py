"""What the other files lack: ages and days in further forms, JSON numbers, values deep in events, base64, group calls, speech digits."""
TEXTS = r"""
# age and day: conversation bare anon
Aged {old:91}, he still mows the lawn.
{old:93}yo M, lives with son <N1>
she's a {old:97} year old widow in <Z1>
My dad is going to be {old:ninety-five} in June
pt is {old:90} y.o., hx {c:TIA}
Age: {old:102}. Lives at Maple Court.
{old:98}F w/ {c:UTI}, confused
oldest runner: <N1>, {old:92}
I'm 34, my wife is 36, the kids are 4 and 7.
Must be 18 or older to enter, 21 to drink.
A 12-year-old Scotch and a 90-year-old barn.
The house turned 94 this year, the elm is over 200.
born <B1>, died <D1>
b. <B1>
birthday: <B1>, turning nine
bday <B1>, pls send a card to <N1>
DOB=<B1>
date of birth is the fourth: <B1>
Born on a Monday, <B1>, in Gallup.
Child's birthdate? <B1>. Name? <F1>.
fecha de nac. <BE6>
nació el <BE6> en Puebla, se llama <N6>
Discharged <D1>, readmitted <D2> with {s:fever}.
{p:Surgery} was on <D1>, {t:stitches} out on <D2>.
Date of service <D1>, {in:claim} paid in full.
DOS: <D1>, CPT <CPT1>
Last {ap:visit} <D1>, next <D2>
{p:Lab draw} <D1> 07:40, fasting
Seen in {t:urgent care} <D1> for {s:sore throat}
Dispensed <D1>, {d:amoxicillin} 400/5
The sale ends 6/12, doors open 6/10.
Version of 2026-03-01 replaces the one of 2025-11-20.
Due 10/15, late after 10/20, lien after 12/31.
# spoken digits: transcript speech
my social is {ssn:four one two, five five, nine zero three six}
the card is {credit_card:four five three nine, one four eight eight, zero three four three, six four six seven} thank you
call me at {ph:seven one five, two two one, four four oh nine} it's <n1>
it's <n1> n as in nancy, date of birth march third nineteen sixty two
zip is {z:nine six seven two zero}
my member id is {plan:w as in whiskey four four one nine oh two two three one}, it's for {in:humana}
order number four four one nine please
two adults one child on the ninth at seven thirty
# deep fields: segment
{"type":"identify","userId":"c<k>","traits":{"first_name":"<F1>","phone":"<PN1>","visits":3}}
{"type":"identify","userId":"c<k>","traits":{"name":"<N1>","ssn":"<SSNN1>","tax_year":2025}}
{"type":"track","userId":"c<k>","event":"Chart Opened","properties":{"mrn":"<MRNN1>","reason":"{c:anemia}"}}
{"type":"track","userId":"c<k>","event":"Payment Method Added","properties":{"card_number":"<CCN1>","exp":"07/29"}}
{"type":"identify","userId":"c<k>","traits":{"npi":"<NPIN1>","display_name":"<N1>, DDS","zip":"<ZN1>"}}
{"type":"track","event":"Intake Saved","properties":{"answers":[{"q":"What brings you in?","a":"{s:shoulder pain}"},{"q":"Current medicines","a":"{d:naproxen}"},{"q":"Name","a":"<N1>"}]}}
{"type":"track","event":"Survey Saved","properties":{"answers":[{"q":"Favorite color","a":"teal"},{"q":"Nickname","a":"<F1>"}]}}
{"type":"track","userId":"c<k>","event":"Profile Merged","properties":{"before":{"name":"<N1>"},"after":{"name":"<LF1>"},"by":"<E2>"}}
{"type":"track","userId":"c<k>","event":"Export Ready","properties":{"rows":[["<N1>","<P1>","{c:eczema}"],["<N2>","<P2>","{c:rosacea}"]]}}
{"type":"track","userId":"c<k>","event":"Search","properties":{"q":"{d:lexapro} and {d:wine|ibuprofen}"}}
{"type":"track","event":"Search","properties":{"q":"{s:lump on neck}"},"context":{"ip":"<IP1>","page":{"url":"https://find.example/?q={s:lump+on+neck}"}}}
{"type":"track","event":"Search","properties":{"q":"heart shaped cake pan"},"context":{"ip":"<IP1>"}}
{"type":"group","userId":"c<k>","groupId":"clinic_<k>","traits":{"name":"Ridgemont Family Practice","npi":"<NPI1>","fax":"<FX1>"}}
{"type":"screen","name":"{c:Migraine} Diary","context":{"device":{"id":"<DEV1>","type":"ios"}}}
{"type":"screen","name":"Barbell Diary","context":{"device":{"id":"<DEV1>","type":"ios"}}}
{"type":"track","event":"Trait Computed","userId":"c<k>","properties":{"trait_key":"last_{d:statin}_fill","last_{d:statin}_fill":"<DI1>"}}
{"type":"track","userId":"c<k>","event":"Live Chat Message","properties":{"agent_name":"<N1>","message_body":"We can hold the mirror until Friday."}}
{"type":"track","userId":"c<k>","event":"Badge Printed","properties":{"holder":"<U1>","licensePlate":"<PLATE1>","company":"Ace Crane"}}
{"type":"track","userId":"c<k>","event":"Loan Applied","properties":{"applicant":{"name":"<N1>","dob":"<BI1>","ssn":"<SSND1>"},"bank":{"routing_number":"<ABA1>","account_number":"<ACC1>"}}}
{"type":"track","userId":"c<k>","event":"Passport Scanned","properties":{"passport_number":"<PP1>","surname":"<L1>","given_names":"<F1>"}}
{"type":"track","userId":"c<k>","event":"Fax Sent","properties":{"fax_number":"<FX1>","pages":4,"subject":"{p:colonoscopy} order"}}
{"type":"track","userId":"c<k>","event":"Selfie Verified","properties":{"selfie_url":"<PHOTO1>","face_template":"<BIX1>","score":0.97}}
{"type":"track","event":"Router Paired","properties":{"mac_address":"<MAC1>","firmware":"3.1.9"}}
{"type":"track","userId":"c<k>","event":"Car Added","properties":{"vin":"<VIN1>","nickname":"Old Blue"}}
# held by other means: twilio
{"type":"functions.execution.logged","data":{"blob":{"$base64":{"patient":"<N1>","dx":"{c:lupus}","phone":"<T1>"}},"level":"INFO"}}
{"type":"functions.execution.logged","data":{"blob":{"$base64":{"cart":["soap","rope"],"total":14.5}},"level":"INFO"}}
{"type":"functions.execution.logged","data":{"state":{"$json":{"inner":{"$json":{"caller":"<N1>","need":"{t:insulin}"}}}}}}
{"type":"functions.execution.logged","data":{"state":{"$json":{"inner":{"$json":{"caller":"<N1>","need":"a locksmith"}}}}}}
{"type":"voice.webhook.status-callback.call.completed","data":{"request":{"url":"https://ivr.example/cb?name=<F1>&dob=<BI1>&reason={p:mri}","parameters":{"Digits":"2","From":"<T1>"}}}}
{"type":"messaging.inbound-message.received","data":{"from":"<T1>","to":"<T2>","recipients":["<T3>","<T4>"],"numMedia":1,"body":"pic of <F1>'s {s:rash}"}}
{"type":"messaging.inbound-message.received","data":{"from":"<T1>","to":"<T2>","numMedia":1,"body":"pic of the new deck"}}
{"type":"conversations.user.updated","data":{"Identity":"<T1>","FriendlyName":"<n1>","Attributes":{"$json":{"vip":true}}}}
{"type":"conversations.participant.added","data":{"MessagingBinding":{"Address":"<T1>","ProxyAddress":"<T2>"},"Attributes":{"$json":{"name":"<N1>","clinic_reason":"{h:vaccination}"}}}}
{"type":"taskrouter.worker.updated","data":{"payload":{"worker_name":"<f1>.<l1>","worker_attributes":{"$json":{"full_name":"<N1>","license":"<LIC1>","skills":["{?h:triage}","es"]}}}}}
{"type":"studio.flow.step.ended","data":{"name":"set_variables","variables":{"fullName":"<LU1>","acct":"<ACC1>","amount_due":"41.20"}}}
{"type":"studio.flow.step.ended","data":{"name":"set_variables","variables":{"medicare_number":"<MBI1>","patient":"<N1>","visit_reason":"{c:glaucoma}"}}}
{"type":"lookup.bulk.job-status-changed","data":{"friendly_name":"{c:prostate cancer} outreach list","status":"running","result":{"total_count":812}}}
# goodbye, greeting, tail: sms whatsapp
Ok thx <F1>, ttyl
<F1>? r u there
Happy Diwali from the <L1> family!
Eid Mubarak <F1> and <F2>
Lunar New Year lunch at <L1>s, noon, bring oranges
Chag sameach! <F1> made 60 latkes
Feliz Navidad <F6>, abrazos a <F7> y los niños
Kwanzaa potluck, call Sister <N1>
Powwow carpool leaves from <AS1>, ask <F1>
Hmong New Year: <N1> sings at two
Luau for <F1>'s first birthday, Sunday at the pavilion
Juneteenth cookout, <F1> on the grill, <F2> on spades
ok bro
K
👍
who dis
STOP
yes
C
On my way
""".replace("{d:wine|ibuprofen}", "{d:ibuprofen}")
